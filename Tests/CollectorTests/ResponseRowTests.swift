import Foundation
import ResponseStore
import SampleSurveys
import SurveyModel
import Testing

import struct RoutingProof.PopulationProof

@testable import Collector
@testable import Tallies

/// Responses as rows for writers: the same as the strict reader gives, whatever their source.
@Suite struct ResponseRowTests {
    private let now = Timestamp(milliseconds: 1_795_000_000_000)

    private func source(_ lines: [[UInt8]]) -> ResponsePass.Source {
        .lines(.bytes(Array(lines.joined(separator: [0x0A])) + [0x0A], name: "lines"))
    }

    /// The responses that rows are of, in the order in which they come.
    private func responses(
        _ pass: ResponsePass, in sources: [ResponsePass.Source], as form: ResponsePass.RowForm
    ) throws -> [Response] {
        var found: [Response] = []
        try pass.forEachRow(in: sources, as: form) { found.append($0.response) }
        return found
    }

    @Test(arguments: [Sample.serviceLoyalty, Sample.wholeLanguage])
    func `rows say what the strict reader says, damaged lines left out`(_ survey: Survey) throws {
        var generated = GeneratedResponses(survey, seed: 17)
        var lines = (0..<600).map { _ in Array(generated.next().line(of: survey).utf8) }
        var numbers = Seeded(5)
        lines += (0..<600).map { _ in Damage.one(of: lines, &numbers) }
        lines.shuffle(using: &numbers)
        var expected: [Response] = []
        var seen: [String: Response] = [:]
        for line in lines {
            guard let response = try? Response(line: line, of: survey, index: survey.variableIndex),
                seen[response.id] == nil
            else { continue }
            seen[response.id] = response
            expected.append(response)
        }
        for form in [ResponsePass.RowForm.given, .pooled] {
            let pass = ResponsePass(TallyPlan(survey))
            let found = try responses(pass, in: [source(lines)], as: form)
            #expect(found == expected && pass.selected == expected.count)
        }
    }

    @Test func `rows of a store come in the order of ids, and no id is remembered`() throws {
        let survey = Sample.wholeLanguage
        var generated = GeneratedResponses(survey, seed: 4)
        let all = (0..<500).map { _ in generated.next() }
        let folder = FileManager.default.temporaryDirectory.appending(path: "rows-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try Store(opening: folder.appending(path: "a.db").path, mode: .create)
        try store.register(survey, at: now)
        _ = try store.take(all.reversed(), from: "test", at: now)
        let pass = ResponsePass(TallyPlan(survey))
        let found = try responses(pass, in: [.store(store)], as: .given)
        #expect(found == all.sorted { $0.id < $1.id })
        // Beside the same responses as lines each of them still counts once.
        let lines = all.map { Array($0.line(of: survey).utf8) }
        let both = try responses(pass, in: [.store(store), source(lines)], as: .given)
        #expect(both == found && pass.counts.known == 500)
    }

    @Test func `a version that is asked for has its own answers only`() throws {
        let survey = Sample.serviceLoyalty
        var second = survey
        second.version = 2
        var generated = GeneratedResponses(survey, seed: 9)
        let lines = (0..<40).map { index -> [UInt8] in
            var response = generated.next()
            response.version = index % 4 == 0 ? 2 : 1
            return Array(response.line(of: survey).utf8)
        }
        let pass = ResponsePass(
            TallyPlan(second), versions: [survey, second], selection: ResponseSelection(versions: [2]),
            populations: .textOnly)
        let found = try responses(pass, in: [source(lines)], as: .pooled)
        #expect(found.count == 10 && found.allSatisfy { $0.version == 2 } && pass.otherVersions == 30)
    }

    /// Lines made of something else, some of which could not be made.
    private final class Made: MadeLines {
        let name = "made"
        var lines: [MadeLine]

        init(_ lines: [MadeLine]) { self.lines = lines.reversed() }

        /// What is thrown behind the last line.
        var fault: MadeLinesFault?

        func next() throws -> MadeLine? {
            if let line = lines.popLast() { return line }
            if let fault { throw fault }
            return nil
        }

        func reworded(_ fault: ResponseFault) -> ResponseFault {
            ResponseFault("of a record: \(fault.message)")
        }
    }

    @Test func `lines that are made of records are checked, counted and stored like any other`() throws {
        let survey = Sample.serviceLoyalty
        var generated = GeneratedResponses(survey, seed: 21)
        let all = (0..<1_200).map { _ in generated.next() }
        func made() -> Made {
            var lines = all.enumerated().map {
                MadeLine(number: 10 + 3 * $0, bytes: Array($1.line(of: survey).utf8))
            }
            lines.insert(MadeLine(number: 700, bytes: [], fault: ResponseFault("it has no id")), at: 230)
            lines.insert(MadeLine(number: 2_000, bytes: Array("{}".utf8)), at: 900)
            return Made(lines)
        }
        let pass = ResponsePass(TallyPlan(survey))
        let found = try responses(pass, in: [.made(made)], as: .given)
        #expect(found == all)
        #expect(pass.findings.map(\.line) == [700, 2_000] && pass.findings[0].message == "it has no id")
        #expect(pass.findings[1].message.hasPrefix("of a record: "))
        try withStore { store in
            let report = try StoreCollector(store, at: now).read(made: made())
            #expect(report.counts == CollectionCounts(taken: 1_200, rejected: 2))
            #expect(
                report.findings.map(\.line) == [700, 2_000] && report.findings[0].message == "it has no id")
            #expect(try store.verify().isSound)
        }
    }

    @Test func `a source that breaks off gives what came before, and the next ones are read`() throws {
        let survey = Sample.serviceLoyalty
        var generated = GeneratedResponses(survey, seed: 22)
        let all = (0..<300).map { _ in generated.next() }
        let fault = MadeLinesFault("made:7: it ends in the middle", endsEarly: true)
        func made(_ count: Int) -> Made {
            let made = Made(
                all[..<count].enumerated().map {
                    MadeLine(number: $0 + 1, bytes: Array($1.line(of: survey).utf8))
                })
            made.fault = fault
            return made
        }
        let pass = ResponsePass(TallyPlan(survey))
        let rest = source(all[200...].map { Array($0.line(of: survey).utf8) })
        let found = try responses(pass, in: [.made { made(200) }, rest], as: .given)
        #expect(found == all && pass.faults.map { $0 as? MadeLinesFault } == [fault])
        // Where nothing was read at all, the fault is all that there is to say.
        #expect(throws: fault) { _ = try responses(pass, in: [.made { made(0) }], as: .given) }
        #expect(try responses(pass, in: [rest], as: .given).count == 100 && pass.faults.isEmpty)
        try withStore { store in
            let (report, found) = try StoreCollector(store, at: now).readAsFarAsPossible(made: made(200))
            #expect(report.counts == CollectionCounts(taken: 200) && found == fault)
            #expect(throws: fault) { _ = try StoreCollector(store, at: now).read(made: made(300)) }
            #expect(
                try StoreCollector(store, at: now).readAsFarAsPossible(made: made(300)).0.counts.known == 300)
        }
    }
}
