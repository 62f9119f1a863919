import Foundation
import GRDB
import SampleSurveys
import SurveyModel
import Tallies

@testable import ResponseStore

/// A folder of its own for each test, removed with it.
final class Scratch {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String = "answers.db") -> String { "\(folder)/\(name)" }

    /// A new store that knows the sample survey.
    func store(_ name: String = "answers.db", of surveys: [Survey] = [Sample.serviceLoyalty]) throws -> Store
    {
        let store = try Store(opening: path(name), mode: .create)
        for survey in surveys { try store.register(survey, at: moment(0)) }
        return store
    }
}

/// So many milliseconds after a fixed moment.
func moment(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: 1_763_700_000_000 + milliseconds) }

/// The id with this number.
func responseID(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "0193c0de-7a10-7c3e-9f00-" + String(repeating: "0", count: 12 - digits.count) + digits
}

/// A response whose every answer is allowed by its variable, routing aside.
func randomResponse(_ number: Int, to survey: Survey, using generator: inout Seeded) -> Response {
    let answers = survey.variables.map { variable in randomAnswer(of: variable, in: survey, using: &generator)
    }
    return Response(
        id: responseID(number), survey: survey.name, version: survey.version, structure: survey.structure,
        locale: ["en", "es", "sv", "el", "fr"].randomElement(using: &generator) ?? "en",
        station: Bool.random(using: &generator) ? "athens-02" : nil,
        channel: ["terminal", "simulated", nil].randomElement(using: &generator) ?? nil,
        seed: generator.next(), started: moment(Int64(number)), ended: moment(Int64(number) + 60_000),
        state: Disposition.allCases.randomElement(using: &generator) ?? .complete, answers: answers,
        isStale: Bool.random(using: &generator))
}

func randomAnswer(of variable: Variable, in survey: Survey, using generator: inout Seeded) -> Answer {
    guard variable.isStored, Int.random(in: 0..<5, using: &generator) > 0 else { return .notAsked }
    if Int.random(in: 0..<5, using: &generator) == 0,
        let missing = Missing.allCases.filter(variable.missing.contains).randomElement(using: &generator)
    {
        return .missing(missing)
    }
    switch variable.domain {
    case .option(let list):
        return .answered(.option(Int.random(in: survey[list].options.indices, using: &generator)))
    case .options(let list, _):
        return .answered(.options([Int.random(in: survey[list].options.indices, using: &generator)]))
    case .point(let scale): return .answered(.number(Int.random(in: survey[scale].bounds, using: &generator)))
    case .yesno, .truth: return .answered(.yesno(Bool.random(using: &generator)))
    case .number: return .answered(.number(Int.random(in: 0...10_000, using: &generator)))
    case .text, .order, .date, .time:
        return .answered(
            .text(["Äpple \"quoted\"", "ναι\\", "línea"].randomElement(using: &generator) ?? "a"))
    }
}

/// The tallies of these responses, each id counted once, in the order in which a store gives them.
func expectedTallies(_ responses: [Response], of survey: Survey) -> [TallyEntry] {
    var tallies = Tallies(TallyPlan(survey))
    var seen: Set<String> = []
    for response in responses where seen.insert(response.id).inserted { tallies.add(response) }
    return tallies.entries.sorted { ($0.cell, $0.series, $0.bin) < ($1.cell, $1.series, $1.bin) }
}

extension Store {
    func tallies(of survey: Survey) throws -> [TallyEntry] {
        try tallies(ofSurvey: survey.name, structure: survey.structure)
            .sorted { ($0.cell, $0.series, $0.bin) < ($1.cell, $1.series, $1.bin) }
    }

    func lines(in order: Order = .arrival) throws -> [String] {
        var lines: [String] = []
        try forEachResponse(in: order) { lines.append($0.line) }
        return lines
    }
}

/// The fault that a call ends with, nil if it ends well.
func fault(_ body: () throws -> Void) -> StoreFault? {
    do { try body() } catch { return error as? StoreFault }
    return nil
}

/// Changes a store's file as another program could, past all triggers.
func tamper(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
}
