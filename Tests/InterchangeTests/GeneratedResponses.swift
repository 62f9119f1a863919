import Foundation
import SampleSurveys
import SurveyModel

/// A folder that goes when the test does.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "sondeo-interchange-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// The schemas that the project ships.
func shippedSchema(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Schemas").appending(path: name).path()
}

/// Responses of every shape that a survey allows, from a seed.
struct ResponseGenerator {
    private var random: Seeded
    private let survey: Survey

    init(_ survey: Survey, seed: UInt64) {
        self.survey = survey
        random = Seeded(seed)
    }

    static func responses(_ survey: Survey, count: Int, seed: UInt64) -> [Response] {
        var generator = ResponseGenerator(survey, seed: seed)
        return (0..<count).map { _ in generator.next() }
    }

    mutating func next() -> Response {
        let started = Int64(random.whole(0...2_000_000_000)) * 1_000 + Int64(random.whole(0...999))
        let hexadecimal =
            String(random.next() | 1 << 63, radix: 16) + String(random.next() | 1 << 63, radix: 16)
        var id = Array(hexadecimal)
        id[12] = "7"
        id[16] = "a"
        for place in [20, 16, 12, 8] { id.insert("-", at: place) }
        return Response(
            id: String(id), survey: survey.name, version: random.whole(1...3), structure: survey.structure,
            locale: survey.locales[random.whole(0...survey.locales.count - 1)],
            station: random.chance(50) ? random.text(lines: false) : nil,
            channel: random.chance(50) ? "simulated" : nil,
            seed: random.next(), started: Timestamp(milliseconds: started),
            ended: Timestamp(milliseconds: started + Int64(random.whole(0...900_000))),
            state: Disposition.allCases[random.whole(0...4)], answers: answers(),
            isStale: random.chance(20))
    }

    /// An answer for each variable; the amounts of an allocation make its total, or none is there.
    private mutating func answers() -> [Answer] {
        var answers = survey.variables.map { answer($0) }
        for question in survey.questions {
            guard case .allocate(_, let total) = question.kind else { continue }
            let isAnswered = random.chance(80)
            let all = random.whole(0...question.variables.count - 1)
            for (index, id) in question.variables.enumerated() {
                answers[id.position] = isAnswered ? .answered(.number(index == all ? total : 0)) : .notAsked
            }
        }
        return answers
    }

    private mutating func answer(_ variable: Variable) -> Answer {
        guard variable.isStored, !random.chance(15) else { return .notAsked }
        let missing = Missing.allCases.filter(variable.missing.contains)
        if !missing.isEmpty, random.chance(20) {
            return .missing(missing[random.whole(0...missing.count - 1)])
        }
        switch variable.domain {
        case .option(let list): return .answered(.option(random.whole(0...survey[list].options.count - 1)))
        case .options(let list, let select):
            let alone = survey[list].options.indices.filter { survey[list].options[$0].isExclusive }
            if let alone = alone.first, random.chance(10) { return .answered(.options([alone])) }
            let others = survey[list].options.indices.filter { !survey[list].options[$0].isExclusive }
            return .answered(
                .options(others.shuffled(using: &random).prefix(random.whole(1...select.upperBound)).sorted())
            )
        case .point(let scale):
            return .answered(
                .number(random.whole(survey[scale].bounds.lowerBound...survey[scale].bounds.upperBound)))
        case .yesno, .truth: return .answered(.yesno(random.chance(50)))
        case .number(let rule):
            let number = Decimal(random.whole(0...1_000 * 10_000)) / 10_000
            return .answered(.number(number.truncated(toDecimals: rule.decimals)))
        case .text(let rule):
            var text = random.text(lines: rule.lines > 1)
            while text.count > rule.length { text = String(text.prefix(rule.length)) }
            return .answered(.text(text))
        case .order(let list, let select):
            let count = random.whole(1...max(1, select.upperBound))
            return .answered(
                .order(Array(survey[list].options.indices.shuffled(using: &random).prefix(count))))
        case .date(let rule):
            let low = rule.low?.day(today: nil)?.number ?? -700_000
            return .answered(.date(CalendarDay(number: random.whole(low...(low + 700_000)))))
        case .time(let rule):
            return .answered(.time(TimeOfDay(minutes: random.whole((rule.low?.minutes ?? 0)...1_439))))
        }
    }
}
