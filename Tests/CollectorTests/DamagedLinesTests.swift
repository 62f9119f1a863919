import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Collector
@testable import Tallies

/// Both readers on one line at a time: what the fast one takes, the strict one takes, and both read the same.
final class BothReaders {
    private(set) var row: TallyRow
    let layout: LineLayout
    let parser: LineParser
    let hash = ContentHash()
    private let buffer = ChunkBuffer(capacity: 1 << 16)

    init(_ survey: Survey) {
        layout = LineLayout(TallyPlan(survey))
        parser = LineParser(layout, hash)
        row = TallyRow(layout.plan)
        parser.reserve(1 << 16)
    }

    /// Whether the fast reader takes a line, which then is compared; nil if the readers disagree.
    func takes(_ line: [UInt8]) -> Bool? {
        buffer.count = 0
        line.withUnsafeBufferPointer { bytes in
            if let start = bytes.baseAddress { buffer.append(start, bytes.count) }
        }
        buffer.seal()
        var end = UnsafePointer(buffer.start)
        guard case .response = parser.read(end, end: &end) else { return false }
        parser.fill(&row)
        guard let response = try? Response(line: line, of: layout.survey, index: layout.index) else {
            return nil
        }
        let mine = self.row
        let row = TallyRow(response, layout.plan)
        let agrees =
            mine.cell == row.cell && mine.state == row.state && mine.version == row.version
            && mine.isStale == row.isStale && mine.isSynthetic == row.isSynthetic && mine.codes == row.codes
            && mine.chosen == row.chosen && parser.entry.id == response.id
            && parser.entry.content == hash.of(response, row, layout.plan)
            && sums(mine) == sums(row) && parser.answers() == response.answers
            && end == UnsafePointer(buffer.start) + line.count && counted() == tallied(row, response)
        return agrees ? true : nil
    }

    /// What the counter makes of the line that was read last.
    private func counted() -> Tallies {
        let counter = RowCounter(layout.plan)
        counter.add(parser)
        var tallies = Tallies(layout.plan)
        counter.add(to: &tallies)
        if layout.plan.isCounted[row.state] {
            tallies.add(
                row, metrics: counter.rest, relations: counter.restRelations, answers: parser.answers)
        }
        return tallies
    }

    private func tallied(_ row: TallyRow, _ response: Response) -> Tallies {
        var tallies = Tallies(layout.plan)
        tallies.add(row) { response.answers }
        return tallies
    }

    /// The scaled numbers that count; what stands for other variables means nothing.
    private func sums(_ row: TallyRow) -> [Int64] {
        layout.plan.codings.indices.map { position in
            switch layout.plan.codings[position] {
            case .number?, .date?, .time?: row.codes[position] == 0 ? row.amounts[position] : 0
            default: 0
            }
        }
    }
}

/// A survey of few variables, whose lines are short, so that damage hits what matters.
private let small: Survey = {
    var survey = OddSurvey.survey
    survey.variables.removeLast()
    survey.metrics = []
    survey.relations.removeFirst()
    survey.steps = []
    return survey
}()

/// A survey whose relations are of points only, with a grid of which a row is reversed: what the counter counts itself.
private let loyal: Survey = {
    var survey = Sample.serviceLoyalty
    func term(_ names: String...) -> Relation.Term {
        Relation.Term(
            path: names[0], variables: names.map { survey.variable(named: $0) ?? VariableID(-1) })
    }
    let quality = term("quality.reliable", "quality.responsive", "quality.empathic", "quality.tangible")
    if let position = survey.questions.firstIndex(where: { $0.name == "quality" }),
        case .grid(let scale, var rows) = survey.questions[position].kind
    {
        rows[3].isReversed = true
        survey.questions[position].kind = .grid(scale, rows: rows)
    }
    survey.relations = [
        Relation(
            kind: .drivers, outcome: term("recommend"),
            terms: [term("quality.reliable"), term("quality.empathic"), term("ease")]),
        Relation(kind: .chain, outcome: term("recommend"), terms: [quality, term("overall")]),
    ]
    return survey
}()

@Test(arguments: 1...8)
func `what the fast reader takes of 25,000 damaged lines, the strict reader reads the same`(seed: UInt64) {
    let survey = seed % 4 == 0 ? loyal : seed % 4 == 1 ? Sample.wholeLanguage : small
    let readers = BothReaders(survey)
    var numbers = Seeded(seed)
    var generated = GeneratedResponses(survey, seed: seed)
    generated.answered = 0.5
    let lines = (0..<200).map { _ in Array(generated.next().line(of: survey).utf8) }
    var taken = 0
    for _ in 0..<25_000 {
        let line = Damage.one(of: lines, &numbers)
        switch readers.takes(line) {
        case true?: taken += 1
        case false?: break
        case nil: Issue.record("the readers disagree on \(String(decoding: line, as: UTF8.self))")
        }
    }
    #expect(taken > 2_000 && taken < 23_000)
}

@Test func `the fast reader itself takes every line as we write it, and as others may write it`() throws {
    for survey in [Sample.serviceLoyalty, loyal, OddSurvey.survey, Sample.wholeLanguage] {
        let readers = BothReaders(survey)
        var generated = GeneratedResponses(survey, seed: 3)
        // A text whose bytes, not characters, are more than its rule allows is left to the strict reader.
        if survey == OddSurvey.survey { generated.words = ["ok", "no", "\"a\"", "\\"] }
        for _ in 0..<300 {
            let line = generated.next().line(of: survey)
            #expect(readers.takes(Array(line.utf8)) == true)
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            for options in [.sortedKeys, [.sortedKeys, .withoutEscapingSlashes]]
                as [JSONSerialization.WritingOptions]
            {
                // Binary floating point may write 0.1 with 17 digits, which the strict reader refuses too.
                let other = try JSONSerialization.data(withJSONObject: object, options: options)
                #expect(readers.takes(Array(other)) != nil)
            }
            let spaced = line.replacingOccurrences(of: "\",\"", with: "\" ,\t\"").replacingOccurrences(
                of: "\":", with: "\" : ")
            if (try? Response(line: spaced.utf8, of: survey, index: survey.variableIndex)) != nil {
                #expect(readers.takes(Array((spaced + "\r").utf8)) == true)
            }
        }
    }
}

@Test func `the fast reader takes keys in another order and escaped texts`() throws {
    let readers = BothReaders(Sample.serviceLoyalty)
    let line = #"""
        {"missing":{"comfort":"dont_know"},"answers":{"why":"so \"bad\"\n\u00e9\ud83d\ude00","recommend":3,"spend":12.50,"failings":["other","empathy"]},"state":"partial","ended":"2026-11-21T10:17:02.480Z","started":"2026-11-21T10:15:30Z","seed":18446744073709551615,"channel":"kiosk","locale":"pt-BR","structure":"sha256:0000000000000000000000000000000000000000000000000000000000000000","version":2,"survey":"service_loyalty","response":"0193c0de-7a10-7c3e-9f00-5b1f0c2d3e4f","stale":true}
        """#
    #expect(readers.takes(Array(line.utf8)) == true)
    #expect(readers.row.isStale && readers.row.version == 2)
}
