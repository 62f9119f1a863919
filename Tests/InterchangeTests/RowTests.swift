import Codebook
import FoundationEssentials
import Interchange
import SampleSurveys
import Simulation
import SurveyModel
import Tallies
import Testing

@Suite struct RowTests {
    /// Synthetic responses to the shipped kind of survey.
    static func responses(_ survey: Survey, count: Int) throws -> [Response] {
        var responses: [Response] = []
        for number in 0..<count {
            responses.append(
                Response(
                    id: "0193c0de-7a10-7c3e-9f00-"
                        + String(String(number + 0x1000_0000_0000, radix: 16).suffix(12)),
                    survey: survey.name, version: survey.version, structure: survey.structure,
                    locale: survey.locales[number % survey.locales.count],
                    station: number % 3 == 0 ? nil : "αθήνα-1",
                    channel: "kiosk", seed: UInt64(number),
                    started: Timestamp(milliseconds: 1_800_000_000_000),
                    ended: Timestamp(milliseconds: 1_800_000_060_000 + Int64(number)), state: .complete,
                    answers: survey.variables.map { SampleAnswers.answer(to: $0, in: survey, number) }))
        }
        return responses
    }

    @Test func `a row says what its response says`() throws {
        let survey = Sample.serviceLoyalty
        let plan = TallyPlan(survey)
        for response in try Self.responses(survey, count: 200) {
            #expect(ResponseRow(response, plan).response == response)
        }
    }

    @Test func `a spool gives back what it was given, as often as it is asked`() throws {
        let survey = Sample.serviceLoyalty
        let plan = TallyPlan(survey)
        let spool = try RowSpool(plan, beside: "-")
        let responses = try Self.responses(survey, count: 5_000)
        let row = ResponseRow(plan)
        for response in responses {
            row.fill(response)
            try spool.add(row)
        }
        for _ in 0..<2 {
            var index = 0
            try spool.forEach { row in
                if row.response != responses[index] { Issue.record("row \(index)") }
                index += 1
            }
            #expect(index == responses.count)
        }
        #expect(spool.longestParts[.station] == "αθήνα-1".utf8.count)
    }

    @Test func `texts that look the same stay as they were given`() throws {
        let survey = Sample.serviceLoyalty
        let stations = ["caf\u{E9}", "cafe\u{301}", "caf\u{E9}", "cafe\u{301}"]
        var responses = try Self.responses(survey, count: stations.count)
        for index in stations.indices { responses[index].station = stations[index] }
        let spool = try PackageWriterTests.spool(survey, responses)
        var kept: [[UInt8]] = []
        let output = MemoryOutput()
        var writer = try CSVWriter(ColumnLayout(Codebook(survey)), to: output)
        try spool.forEach { row in
            kept.append(Array((row.head.station ?? "").utf8))
            try writer.write(row)
        }
        try writer.finish()
        #expect(kept == stations.map { Array($0.utf8) })
        // Two of each.
        for station in stations {
            #expect(output.bytes.ranges(of: Array(station.utf8)).count == 2, "\(station.utf8.count)")
        }
    }

    @Test(arguments: [10, 249, 250, 251, 252, 300])
    func `a spool keeps codes of lists of any length`(options: Int) throws {
        let list = (0..<options).map { "- o\($0) \"O\"\n" }.joined()
        let survey = try PackageWriterTests.survey(
            "choice a \"A?\" optional {\n\(list)}\ntext b \"B?\" optional")
        let answers: [[Answer]] = [
            [.answered(.option(options - 1)), .answered(.text("ä"))],
            [.missing(.skipped), .answered(.text(""))], [.notAsked, .missing(.skipped)],
            [.answered(.option(0)), .notAsked], [.answered(.option(options / 2)), .answered(.text("ü😀"))],
        ]
        let responses = answers.map { answers in
            Response(
                id: "0193c0de-7a10-7c3e-9f00-100000000000", survey: "test", version: 1,
                structure: survey.structure, locale: "en", station: nil, channel: nil, seed: 1,
                started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 0), state: .complete,
                answers: answers)
        }
        let spool = try PackageWriterTests.spool(survey, responses)
        var read: [Response] = []
        try spool.forEach { read.append($0.response) }
        #expect(read == responses)
        #expect(spool.longestTexts == [0, 6] && spool.missingTexts == [0, 1])
    }
}

/// Answers to any variable, by a number: every value of short domains, every kind of missing, texts with letters of many
/// bytes.
enum SampleAnswers {
    static func answer(to variable: Variable, in survey: Survey, _ number: Int) -> Answer {
        guard variable.isStored else { return .notAsked }
        let kinds = variable.missing.filter { $0 != .notAsked }.sorted { $0.rawValue < $1.rawValue }
        if number % 11 == 10 { return .notAsked }
        if number % 5 == 4, !kinds.isEmpty { return .missing(kinds[number / 5 % kinds.count]) }
        switch variable.domain {
        case .option(let list): return .answered(.option(number % survey[list].options.count))
        case .options(let list, let select):
            let count = survey[list].options.count
            let wanted = max(1, min(select.upperBound, 1 + number % max(1, count)))
            return .answered(.options(Array(Set((0..<wanted).map { (number + $0) % count })).sorted()))
        case .order(let list, let select):
            let count = survey[list].options.count
            return .answered(.order((0..<min(select.upperBound, count)).map { (number + $0) % count }))
        case .point(let scale):
            let bounds = survey[scale].bounds
            return .answered(.number(bounds.lowerBound + number % bounds.count))
        case .yesno: return .answered(.yesno(number % 2 == 0))
        case .number(let rule):
            let low = rule.low ?? -1_000
            let high = rule.high ?? 1_000_000
            let step = Decimal(number) * (rule.decimals > 0 ? Decimal(string: "0.1")! : 1)
            return .answered(.number(min(high, low + step)))
        case .text(let rule):
            guard rule.pattern == nil else { return .notAsked }
            let texts = ["Ωραία ☕️", "=1+1", "o'clock, \"so\"", "å🙂", ".dot"]
            let text = String(texts[number % texts.count].prefix(rule.length))
            return .answered(.text(rule.lines > 1 && number % 7 == 0 ? text + "\n" + text : text))
        case .date: return .answered(.date(CalendarDay(number: 20_000 + number % 300)))
        case .time: return .answered(.time(TimeOfDay(minutes: 480 + number % 700)))
        case .truth: return .notAsked
        }
    }
}
