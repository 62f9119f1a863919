import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@testable import Analyses

@Suite struct RespondingCustomersTests {
    private let survey = Sample.serviceLoyalty
    private let plan = TallyPlan(Sample.serviceLoyalty)

    /// A response: who, when, in which language, what they would recommend.
    private struct Said: Hashable {
        var customer: String?
        var day: String
        var locale = "en"
        var recommend: Int?
        var hour = 0
    }

    private func response(_ said: Said, number: Int = 0) throws -> CodedResponse {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        if let customer = said.customer {
            answers[try #require(survey.variable(named: "branch")).position] = .answered(.text(customer))
        }
        if let point = said.recommend {
            answers[try #require(survey.variable(named: "recommend")).position] = .answered(.number(point))
        }
        let day = try #require(CalendarDay(said.day))
        let started = Timestamp(milliseconds: Int64(day.number) * 86_400_000 + Int64(said.hour) * 3_600_000)
        let digits = String(number, radix: 16)
        let id = String(repeating: "0", count: 32 - digits.count) + digits
        return CodedResponse(
            Response(
                id: id, survey: survey.name, version: 1, structure: survey.structure, locale: said.locale,
                seed: 0, started: started, ended: started, state: .complete, answers: answers), plan)
    }

    private func empty(
        _ loyalty: LoyaltyOptions, keys: CustomerKeys = CustomerKeys(), purchases: Purchases? = nil,
        hasScore: Bool = true
    ) throws -> RespondingCustomers {
        let customer = try #require(survey.variable(named: "branch"))
        let score = try #require(survey.variable(named: "recommend"))
        return try #require(
            RespondingCustomers(
                plan, customer: customer, score: hasScore ? score : nil, loyalty, keys: keys,
                purchases: purchases))
    }

    private func value(_ name: Measure.Name, _ measures: [Measure]?) throws -> Double {
        try #require(measures?.first { $0.name == name }).value.get()
    }

    private func row(_ value: String, _ analysis: Analysis?) throws -> Analysis.Row {
        try #require(analysis?.table?.rows.first { $0.keys[0].value == value })
    }

    private let untilMarch = LoyaltyOptions(until: CalendarDay("2025-03-31"))

    /// Of twenty promoters sixteen come back the month after, of twenty detractors four.
    private var twoClasses: [Said] {
        (0..<40).flatMap { index in
            let point = index < 20 ? 10 : 3
            let returns = index < 16 || index >= 36
            return [Said(customer: "c\(index)", day: "2025-02-10", recommend: point)]
                + (returns ? [Said(customer: "c\(index)", day: "2025-03-11", recommend: 8)] : [])
        }
    }

    @Test func doThoseWhoSayThatTheyWillComeBackComeBack() throws {
        var part = try empty(untilMarch)
        for said in twoClasses { part.add(try response(said)) }
        part.add(try response(Said(day: "2025-02-10", recommend: 9)))
        part.add(try response(Said(customer: "  ", day: "2025-02-10", recommend: 9)))
        part.add(try response(Said(customer: "c1", day: "1970-01-02", recommend: 9)))
        #expect(part.base == 40)
        let analysis = try #require(part.analyses(in: .everybody, AnalysisOptions()).first)
        #expect(analysis.kind == .retention && analysis.subject == "branch")
        let table = try #require(analysis.table)
        #expect(table.n == 40)
        #expect(table.excluded == [.init(.unidentified, 2), .init(.outsidePeriod, 1)])
        #expect(table.caveats == [.respondentsOnly])
        #expect(try value(.retention, table.summary) == 50)
        let promoters = try row("promoter", analysis)
        #expect(promoters.n == 20)
        #expect(try value(.retention, promoters.measures) == 80)
        #expect(try value(.lostCustomers, promoters.measures) == 4)
        #expect(try value(.retention, row("detractor", analysis).measures) == 20)
        let passives = try row("passive", analysis)
        #expect(passives.n == 0)
        #expect(passives.measures.first { $0.name == .retention }?.value == .failure(.empty))
    }

    @Test func theLatestAnswerBeforeThePeriodDecidesTheClass() throws {
        var part = try empty(LoyaltyOptions(until: CalendarDay("2025-04-30")))
        for index in 0..<10 {
            let name = "c\(index)"
            // Promoter in the morning, detractor at noon, then a response without the question, then one again.
            for said in [
                Said(customer: name, day: "2025-02-10", recommend: 3, hour: 12),
                Said(customer: name, day: "2025-02-10", recommend: 10, hour: 9),
                Said(customer: name, day: "2025-02-11"), Said(customer: name, day: "2025-03-11"),
                Said(customer: name, day: "2025-04-02", recommend: 9),
            ] { part.add(try response(said)) }
        }
        let analysis = try #require(part.analyses(in: .everybody, AnalysisOptions()).first)
        // February to March and March to April: a detractor both times, whatever they say in April.
        #expect(try row("detractor", analysis).n == 20)
        #expect(try row("promoter", analysis).n == 0)
        #expect(try row("none", analysis).n == 0)
    }

    @Test func withoutAQuestionThereAreNoClasses() throws {
        var part = try empty(untilMarch, hasScore: false)
        for said in twoClasses { part.add(try response(said)) }
        let table = try #require(part.analyses(in: .everybody, AnalysisOptions()).first?.table)
        #expect(table.rows.map { $0.keys[0].name } == ["period", "period"])
    }

    @Test func aClassOfFewIsHiddenWithAnother() throws {
        var part = try empty(untilMarch)
        for said in twoClasses { part.add(try response(said)) }
        for index in 0..<3 {
            part.add(try response(Said(customer: "p\(index)", day: "2025-02-10", recommend: 7)))
        }
        let analysis = try #require(part.analyses(in: .everybody, AnalysisOptions()).first)
        let hidden = try #require(analysis.table).rows.filter(\.isSuppressed).map { $0.keys[0].value }
        #expect(hidden.contains("passive") && hidden.count == 2)
        #expect(try value(.retention, analysis.table?.summary) == 100 * 20 / 43.0)
    }

    @Test func oneCustomerInManyPeriodsIsNoCrowd() throws {
        var part = try empty(LoyaltyOptions(until: CalendarDay("2025-12-31")))
        for index in 0..<30 {
            for month in 1...12 {
                let point = index == 0 ? 2 : 9
                let day = "2025-" + (month < 10 ? "0" : "") + "\(month)-05"
                part.add(try response(Said(customer: "c\(index)", day: day, recommend: point)))
            }
        }
        let analysis = try #require(part.analyses(in: .everybody, AnalysisOptions()).first)
        #expect(try row("detractor", analysis).isSuppressed)
    }

    @Test func partsOfResponsesMergeIntoTheWholeInAnyOrder() throws {
        var random = Seeded(9)
        let all = (0..<3_000).map { _ in
            Said(
                customer: random.chance(5) ? nil : "c\(Int.random(in: 0..<200, using: &random))",
                day:
                    "2025-0\(Int.random(in: 1...6, using: &random))-1\(Int.random(in: 0...9, using: &random))",
                locale: ["en", "es", "sv", "fr"].randomElement(using: &random) ?? "en",
                recommend: random.chance(80) ? Int.random(in: 0...10, using: &random) : nil)
        }
        let numbered = Array(all.enumerated())
        let cells = AnalysisCells(try empty(untilMarch), locales: plan.locales, byLocale: true)
        var whole = cells
        for (number, said) in numbered { whole.add(try response(said, number: number)) }
        let expected = whole.analyses(AnalysisOptions())
        #expect(expected.count == 6)
        for parts in [1, 2, 5] {
            var split = [AnalysisCells<RespondingCustomers>](repeating: cells, count: parts)
            for (number, said) in numbered.shuffled(using: &random) {
                split[Int.random(in: 0..<parts, using: &random)].add(try response(said, number: number))
            }
            var merged = cells
            for part in split.shuffled(using: &random) { merged.merge(part) }
            #expect(merged.analyses(AnalysisOptions()) == expected)
        }
    }

    @Test func onlyTextsAndNumbersAreKeysAndOnlyElevenPointsAClass() throws {
        let (branch, channel) = (survey.variable(named: "branch"), survey.variable(named: "channel"))
        let (visits, overall) = (survey.variable(named: "visits"), survey.variable(named: "overall"))
        let keys = CustomerKeys()
        let key = try #require(branch)
        #expect(
            RespondingCustomers(plan, customer: try #require(channel), score: nil, untilMarch, keys: keys)
                == nil)
        #expect(RespondingCustomers(plan, customer: key, score: overall, untilMarch, keys: keys) == nil)
        #expect(
            RespondingCustomers(plan, customer: try #require(visits), score: nil, untilMarch, keys: keys)
                != nil)
    }

    @Test func nobodyIsNamedAnywhere() throws {
        var cells = AnalysisCells(try empty(untilMarch), locales: plan.locales, byLocale: true)
        for (number, said) in twoClasses.enumerated() {
            var said = said
            said.customer = "Aleksandra \(said.customer ?? "")"
            cells.add(try response(said, number: number))
        }
        var text = ""
        dump(cells, to: &text)
        dump(cells.analyses(AnalysisOptions(suppression: .none)), to: &text)
        #expect(!text.contains("Aleks"))
    }

    /// Whoever subtracts the classes and periods of the other locales from everybody's finds none that is hidden.
    @Test func noLocalesRowIsWhatOthersLeaveOfEverybodys() throws {
        var cells = AnalysisCells(
            try empty(LoyaltyOptions(until: CalendarDay("2025-05-31"))), locales: plan.locales, byLocale: true
        )
        var random = Seeded(33)
        for (locale, count) in [("en", 300), ("es", 60), ("sv", 40), ("el", 30)] {
            for index in 0..<count {
                let isFew = index < 4
                for month in 1...5 where isFew || random.chance(70) {
                    let point = isFew ? 8 : random.chance(60) ? 10 : 2
                    let said = Said(
                        customer: "\(locale)\(index)", day: "2025-0\(month)-05", locale: locale,
                        recommend: point)
                    cells.add(try response(said))
                }
            }
        }
        let analyses = cells.analyses(AnalysisOptions())
        let everybody = try #require(analyses.first { $0.cell == .everybody }?.table)
        let locales = analyses.filter { $0.cell.locale != nil && $0.cell.locale != "und" }.compactMap(\.table)
        #expect(locales.count == 4)
        // Four passives in each of four locales are sixteen together, whom one may show but for what they are made of.
        for table in locales {
            #expect(try #require(table.rows.first { $0.keys[0].value == "passive" }).isSuppressed)
        }
        for row in everybody.rows where !row.isSuppressed {
            let hidden = locales.filter { table in
                table.rows.contains { $0.keys == row.keys && $0.isSuppressed }
            }
            #expect(hidden.count != 1, "\(row.keys)")
        }
    }

    @Test func aGroupsRowIsHiddenWhereItsMarginsWouldTellIt() throws {
        var cells = AnalysisCells(try empty(untilMarch), locales: plan.locales, byLocale: false)
        for said in twoClasses {
            for (group, count) in [("store", 1), ("phone", 1)] {
                for copy in 0..<count {
                    var said = said
                    said.customer = "\(group)\(copy)\(said.customer ?? "")"
                    var coded = try response(said)
                    coded.group = [Cell.Part(variable: "channel", value: group)]
                    cells.add(coded)
                }
            }
        }
        for index in 0..<3 {
            var coded = try response(Said(customer: "z\(index)", day: "2025-02-10", recommend: 8))
            coded.group = [Cell.Part(variable: "channel", value: "store")]
            cells.add(coded)
        }
        let analyses = cells.analyses(AnalysisOptions())
        #expect(analyses.count == 3)
        let hidden = analyses.map {
            $0.table?.rows.contains { $0.keys[0].value == "passive" && $0.isSuppressed }
        }
        // The three are all passives there are: of everybody as of their group.
        #expect(hidden[0] == true && hidden[2] == true)
    }

    // MARK: Joined with purchases

    private func purchases(_ lines: [String], _ keys: CustomerKeys, _ loyalty: LoyaltyOptions) throws
        -> Purchases
    {
        var purchases = Purchases(keys: keys, loyalty)
        let bytes = Array((["customer,date,amount"] + lines).joined(separator: "\n").utf8)
        try purchases.read(bytes.span) { Issue.record("\($0.text)") }
        try purchases.finish { Issue.record("\($0.text)") }
        return purchases
    }

    /// Everybody says in January what they think; 30 promoters buy for 100 and 24 of them again, 30 detractors for 40 and 9 of
    /// them again, 20 who were not asked for 10, none of whom comes back.
    private func joined(_ loyalty: LoyaltyOptions) throws -> AnalysisCells<RespondingCustomers> {
        let keys = CustomerKeys()
        var lines: [String] = []
        for index in 0..<80 {
            let amount = index < 30 ? 100 : index < 60 ? 40 : 10
            lines.append("c\(index),2025-02-03,\(amount)")
            if index < 24 || (30..<39).contains(index) { lines.append("c\(index),2025-03-04,\(amount)") }
        }
        let table = try purchases(lines, keys, loyalty)
        var cells = AnalysisCells(
            try empty(loyalty, keys: keys, purchases: table), locales: plan.locales, byLocale: true)
        for index in 0..<60 {
            cells.add(
                try response(
                    Said(
                        customer: "c\(index)", day: "2025-01-20", locale: index % 2 == 0 ? "en" : "es",
                        recommend: index < 30 ? 9 : 5)))
        }
        // Who answers and buys nothing is no customer of the table.
        for index in 0..<15 { cells.add(try response(Said(customer: "x\(index)", day: "2025-01-20"))) }
        return cells
    }

    @Test func whatCustomersSaidIsSetBesideWhatTheyBuy() throws {
        let loyalty = try #require(
            LoyaltyOptions(until: CalendarDay("2025-03-31"), margin: 0.5, discount: 0))
        let analyses = try joined(loyalty).analyses(AnalysisOptions())
        let everybody = analyses.filter { $0.cell == .everybody }
        #expect(everybody.map(\.kind) == [.retention, .lifetime])
        #expect(everybody[0].table?.n == 80)
        #expect(try value(.retention, everybody[0].table?.summary) == 100 * 33 / 80.0)
        #expect(try value(.retention, row("promoter", everybody[0]).measures) == 80)
        #expect(try value(.retention, row("detractor", everybody[0]).measures) == 30)
        #expect(try value(.retention, row("none", everybody[0]).measures) == 0)
        let promoters = try row("promoter", everybody[1]).measures
        #expect(try value(.margin, promoters) == 50)
        #expect(abs(try value(.lifetime, promoters) - 50 * 0.8 / 0.2) < 1e-9)
        #expect(abs(try value(.lifetime, row("detractor", everybody[1]).measures) - 20 * 0.3 / 0.7) < 1e-9)
        let english = analyses.filter { $0.cell.locale == "en" }
        #expect(english[0].table?.n == 30)
        #expect(english[0].table?.caveats == [.respondentsOnly])
        #expect(try row("none", english[0]).n == 0)
        #expect(try value(.retention, row("promoter", english[0]).measures) == 80)
    }

    @Test func aLocaleOfFewCustomersWhoBuyIsHidden() throws {
        let keys = CustomerKeys()
        let table = try purchases((0..<4).map { "c\($0),2025-02-03,1" }, keys, untilMarch)
        var part = try empty(untilMarch, keys: keys, purchases: table)
        for index in 0..<50 {
            part.add(try response(Said(customer: "c\(index)", day: "2025-01-20", recommend: 9)))
        }
        #expect(part.base == 4)
        #expect(
            part.analyses(in: Cell(locale: "en"), AnalysisOptions()).map(\.content) == [
                .suppressed, .suppressed,
            ])
    }
}
