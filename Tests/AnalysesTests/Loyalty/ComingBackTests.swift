import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@testable import Analyses

/// Tables of purchases whose customers are known.
@Suite struct ComingBackTests {
    /// A purchase: who, in which month of 2025 from 0, how much.
    private struct Buy: Hashable {
        var customer: Int
        var month: Int
        var amount: Int
    }

    private func purchases(
        _ buys: [Buy], _ loyalty: LoyaltyOptions = .init(until: CalendarDay("2025-12-31")),
        keys: CustomerKeys = CustomerKeys()
    ) throws -> Purchases {
        var purchases = Purchases(keys: keys, loyalty)
        var text = "customer,date,amount\n"
        for buy in buys {
            let month = buy.month + 1
            text += "c\(buy.customer),2025-\(month < 10 ? "0" : "")\(month)-15,\(buy.amount)\n"
        }
        let bytes = Array(text.utf8)
        try purchases.read(bytes.span) { Issue.record("\($0.text)") }
        try purchases.finish { Issue.record("\($0.text)") }
        return purchases
    }

    private func value(_ name: Measure.Name, _ measures: [Measure]?) throws -> Double {
        try #require(measures?.first { $0.name == name }).value.get()
    }

    private func row(_ value: String, _ analysis: Analysis) throws -> Analysis.Row {
        try #require(analysis.table?.rows.first { $0.keys[0].value == value })
    }

    @Test func aHundredCustomersOfWhomSixtyComeBack() throws {
        let october = (0..<100).map { Buy(customer: $0, month: 9, amount: 50) }
        let november = (40..<130).map { Buy(customer: $0, month: 10, amount: 20) }
        let loyalty = try #require(
            LoyaltyOptions(until: CalendarDay("2025-11-30"), margin: 0.5, discount: 0))
        let analyses = try purchases(october + november, loyalty).analyses(AnalysisOptions())
        let first = try row("2025-10", analyses[0])
        #expect(first.n == nil && first.measures.map(\.name) == [.customers, .purchases, .spend])
        let second = try row("2025-11", analyses[0])
        #expect(second.n == 100 && second.marks.isEmpty)
        #expect(try value(.customers, second.measures) == 90)
        #expect(try value(.newCustomers, second.measures) == 30)
        #expect(try value(.lostCustomers, second.measures) == 40)
        #expect(try value(.retention, second.measures) == 60)
        #expect(try value(.churn, second.measures) == 40)
        #expect(try value(.spend, second.measures) == 20)
        let interval = try #require(second.measures.first { $0.name == .retention }?.interval).get()
        #expect(abs(interval.lower - 50.20025867910618) < 1e-9)
        #expect(abs(interval.upper - 69.05987135675410) < 1e-9)
        // The margin is that of October, half of 50: of November nobody knows yet who stays.
        let worth = try #require(analyses[1].table)
        #expect(try value(.margin, worth.summary) == 25)
        #expect(abs(try value(.lifetime, worth.summary) - 25 * 0.6 / 0.4) < 1e-9)
        #expect(abs(try value(.lifetimeWithFirstPayment, worth.summary) - 25 / 0.4) < 1e-9)
        #expect(worth.n == 130 && worth.rows.isEmpty)
    }

    @Test func aPeriodThatIsNotOverIsMarkedAndLosesNobody() throws {
        let buys = (0..<40).flatMap { customer in
            (0..<(customer < 20 ? 3 : 2)).map { Buy(customer: customer, month: $0, amount: 1) }
        }
        let open = LoyaltyOptions(until: CalendarDay("2025-03-20"))
        let table = try #require(try purchases(buys, open).analyses(AnalysisOptions())[0].table)
        #expect(table.rows.map(\.marks) == [[], [], ["unfinished"]])
        #expect(try value(.retention, table.summary) == 100)
        let over = LoyaltyOptions(until: CalendarDay("2025-03-31"))
        let finished = try #require(try purchases(buys, over).analyses(AnalysisOptions())[0].table)
        #expect(try value(.retention, finished.summary) == 75)
        #expect(finished.rows.allSatisfy { $0.marks.isEmpty })
    }

    @Test func whatIsBoughtAfterTheLastDayCountsNowhere() throws {
        let until = LoyaltyOptions(until: CalendarDay("2025-02-28"))
        let early = (0..<40).flatMap { customer in
            [Buy(customer: customer, month: 0, amount: 1)]
                + (customer < 30 ? [Buy(customer: customer, month: 1, amount: 1)] : [])
        }
        let late = (0..<60).map { Buy(customer: $0, month: 2, amount: 9) }
        let purchases = try purchases(early + late, until)
        #expect(purchases.later == 60 && purchases.taken == 130)
        #expect(
            try self.purchases(early, until).analyses(AnalysisOptions())
                == purchases.analyses(AnalysisOptions()))
    }

    @Test func whoIsGoneIsMissedOnceAndWhoPausesIsNew() throws {
        let buys = (0..<20).flatMap {
            [Buy(customer: $0, month: 0, amount: 1), .init(customer: $0, month: 3, amount: 1)]
        }
        let table = try #require(try purchases(buys).analyses(AnalysisOptions())[0].table)
        #expect(table.rows.map { $0.keys[0].value } == ["2025-01", "2025-02", "2025-04", "2025-05"])
        #expect(table.rows.map(\.n) == [nil, 20, 0, 20])
        #expect(try value(.newCustomers, table.rows[2].measures) == 20)
        let retention = try #require(table.rows[2].measures.first { $0.name == .retention })
        #expect(retention.value == .failure(.empty) && retention.interval == .failure(.empty))
        #expect(try value(.retention, table.summary) == 0)
    }

    @Test func aReturnLessensWhatWasSpentAndIsNoPurchase() throws {
        var buys = (0..<20).map { Buy(customer: $0, month: 0, amount: 30) }
        buys += (0..<20).map { Buy(customer: $0, month: 1, amount: -10) }
        buys += (0..<20).map { Buy(customer: $0 + 100, month: 0, amount: -10) }
        let table = try #require(try purchases(buys).analyses(AnalysisOptions())[0].table)
        #expect(table.n == 20)
        #expect(try value(.spend, table.rows[0].measures) == 20)
        #expect(try value(.purchases, table.rows[0].measures) == 20)
    }

    /// Sets of customers for each month, one after the other.
    @Test func countsAreThoseOfSetsOfCustomers() throws {
        var random = Seeded(17)
        for _ in 0..<25 {
            let count = Int.random(in: 0...150, using: &random)
            let buys = (0..<count).map { _ in
                Buy(
                    customer: Int.random(in: 0..<25, using: &random),
                    month: Int.random(in: 0..<8, using: &random),
                    amount: Int.random(in: 0...9, using: &random))
            }
            let analyses = try purchases(buys).analyses(AnalysisOptions(suppression: .none))
            guard let first = buys.map(\.month).min() else { continue }
            let sets = (0..<12).map { month in Set(buys.filter { $0.month == month }.map(\.customer)) }
            let table = try #require(analyses[0].table)
            for month in (first + 1)..<12 where !sets[month].isEmpty || !sets[month - 1].isEmpty {
                let name = "2025-" + (month < 9 ? "0" : "") + String(month + 1)
                let row = try row(name, analyses[0])
                let (before, after) = (sets[month - 1], sets[month])
                #expect(row.n == before.count)
                #expect(try value(.customers, row.measures) == Double(after.count))
                #expect(try value(.newCustomers, row.measures) == Double(after.subtracting(before).count))
                #expect(try value(.lostCustomers, row.measures) == Double(before.subtracting(after).count))
            }
            let pairs = (first..<11).map { (sets[$0].count, sets[$0].intersection(sets[$0 + 1]).count) }
            let (all, kept) = pairs.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
            guard all > 0 else { continue }
            #expect(abs(try value(.retention, table.summary) - 100 * Double(kept) / Double(all)) < 1e-9)
            let spent = buys.filter { $0.month < 11 }.reduce(0) { $0 + $1.amount }
            let worth = try #require(analyses[1].table)
            #expect(abs(try value(.margin, worth.summary) - Double(spent) / Double(all)) < 1e-9)
        }
    }

    @Test func theOrderOfLinesAndWhereFilesAreCutMakeNoDifference() throws {
        var random = Seeded(18)
        var buys = (0..<9_000).map { _ in
            Buy(
                customer: Int.random(in: 0..<700, using: &random),
                month: Int.random(in: 0..<12, using: &random), amount: Int.random(in: -3...9, using: &random))
        }
        let first = try purchases(buys).analyses(AnalysisOptions())
        buys.shuffle(using: &random)
        #expect(try purchases(buys).analyses(AnalysisOptions()) == first)
        // A line twice is two purchases.
        let doubled = try purchases(buys + buys).analyses(AnalysisOptions())
        #expect(
            try value(.purchases, doubled[0].table?.rows[0].measures)
                == 2 * value(.purchases, first[0].table?.rows[0].measures))
    }

    /// Everybody stays with the probability 0.8 and brings 40 or 60: what is known of them is found again.
    @Test func whatTheDataWereMadeWithIsFoundAgain() throws {
        var random = Seeded(2_025)
        var buys: [Buy] = []
        var next = 0
        var active: [Int] = []
        for month in 0..<12 {
            active = active.filter { _ in random.chance(80) }
            for _ in 0..<80 {
                active.append(next)
                next += 1
            }
            buys += active.map { Buy(customer: $0, month: month, amount: random.chance(50) ? 40 : 60) }
        }
        let loyalty = LoyaltyOptions(until: CalendarDay("2025-12-31"))
        let analyses = try purchases(buys, loyalty).analyses(AnalysisOptions())
        let monthly = 0.00797414042890376
        let truths: [(Measure.Name, Double)] = [
            (.margin, 50), (.retention, 80), (.lifetime, 50 * 0.8 / (1 + monthly - 0.8)),
            (.lifetimeWithFirstPayment, 50 * (1 + monthly) / (1 + monthly - 0.8)),
        ]
        let summary = try #require(analyses[1].table).summary
        for (name, truth) in truths {
            let measure = try #require(summary.first { $0.name == name })
            let interval = try #require(measure.interval).get()
            #expect(interval.lower < truth && truth < interval.upper, "\(name): \(interval) around \(truth)")
            #expect(abs(try measure.value.get() - truth) < 0.05 * truth)
        }
    }

    @Test func smallPeriodsAreHiddenWithOneThatWouldGiveThemBack() throws {
        var buys = (0..<60).map { Buy(customer: $0, month: 0, amount: 1) }
        buys += (0..<4).map { Buy(customer: $0, month: 1, amount: 1) }
        buys += (100..<160).map { Buy(customer: $0, month: 2, amount: 1) }
        buys += (100..<150).map { Buy(customer: $0, month: 3, amount: 1) }
        let table = try #require(try purchases(buys).analyses(AnalysisOptions())[0].table)
        let hidden = table.rows.filter(\.isSuppressed).map { $0.keys[0].value }
        // February has four customers, and March loses or keeps those four; the least of the others goes with them.
        #expect(hidden.contains("2025-02") && hidden.contains("2025-03"))
        #expect(table.rows.filter(\.isSuppressed).allSatisfy { $0.measures.isEmpty && $0.n == nil })
        let small = try purchases((0..<9).map { Buy(customer: $0, month: 0, amount: 1) })
        #expect(small.analyses(AnalysisOptions()).map(\.content) == [.suppressed, .suppressed])
    }

    @Test func optionsThatMeanNothingAreRefused() {
        for bad in [0, -0.1, 1.1, .nan, .infinity] {
            #expect(LoyaltyOptions(margin: bad, discount: 0) == nil)
        }
        for bad in [-0.1, 10.1, .nan, .infinity] { #expect(LoyaltyOptions(margin: 1, discount: bad) == nil) }
        for bad in [0, -1, 12_001, .max, .min] {
            #expect(LoyaltyOptions(margin: 1, discount: 0, horizon: bad) == nil)
        }
    }

    @Test func numbersBeyondAnythingNeitherTrapNorGiveANaN() throws {
        var text = "customer,date,amount\n"
        for customer in 0..<12 {
            for month in ["0001-01", "5000-06", "9999-12"] {
                text += "c\(customer),\(month)-01,100000000000\nc\(customer),\(month)-02,-100000000000\n"
                text += "c\(customer),\(month)-03,100000000000\n"
            }
        }
        for length in Period.Length.allCases {
            for (margin, discount) in [(1e-300, 0.1), (1, 10), (1, 0)] {
                let loyalty = try #require(
                    LoyaltyOptions(
                        PeriodRule(length), margin: margin, discount: discount, horizon: 12_000))
                var purchases = Purchases(keys: CustomerKeys(), loyalty)
                let bytes = Array(text.utf8)
                try purchases.read(bytes.span) { Issue.record("\($0.text)") }
                try purchases.finish { Issue.record("\($0.text)") }
                for analysis in purchases.analyses(AnalysisOptions()) {
                    let table = try #require(analysis.table)
                    for measure in table.summary + table.rows.flatMap(\.measures) {
                        if case .success(let value) = measure.value { #expect(value.isFinite) }
                        if case .success(let interval)? = measure.interval {
                            #expect(interval.lower.isFinite && interval.upper.isFinite)
                        }
                    }
                }
            }
        }
    }
}
