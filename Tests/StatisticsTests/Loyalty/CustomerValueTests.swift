import Foundation
import Testing

@testable import Statistics

/// Retention and what customers are worth, against R.
@Suite struct CustomerValueTests {
    private static func cases() throws -> [Double: CustomerSums] {
        var cases: [Double: CustomerSums] = [:]
        for row in try ReferenceTable("customers", columns: 4).rows {
            cases[row[0], default: CustomerSums()].add(
                periods: Int(row[1]), staying: Int(row[2]), margin: Int128(row[3]))
        }
        return cases
    }

    @Test func retentionAndChurnAgreeWithR() throws {
        for row in try ReferenceTable("retention", columns: 9).rows {
            let one = try #require(Retention(before: Int(row[0]), after: Int(row[1]), new: Int(row[2])))
            let found = [one.retention, one.churn]
            for (index, proportion) in found.enumerated() {
                let interval = try proportion.interval().get()
                let expected = row[(3 + 3 * index)...]
                for (value, place) in zip([try proportion.share.get(), interval.lower, interval.upper], 0...)
                {
                    let error = abs(value - expected[expected.startIndex + place])
                    #expect(error < 1e-9 * max(1e-3, value), "\(row)")
                }
            }
        }
    }

    @Test func valuesAndTheirIntervalsAgreeWithTheSurveyPackage() throws {
        let cases = try Self.cases()
        let rows = try ReferenceTable("customer-value", columns: 14).rows
        #expect(rows.count == 12)
        for row in rows {
            let sums = try #require(cases[row[0]])
            let value = try #require(LifetimeValue(sums, discount: row[1]))
            let payments: [LifetimeValue.Payments] = [.later, .atOnceAndLater, .ofPeriods(12)]
            let found =
                [(value.margin, value.marginInterval())]
                + payments.map { (value.value(of: $0), value.interval(of: $0)) }
            for (index, figure) in found.enumerated() {
                let interval = try figure.1.get()
                for (number, expected) in zip(
                    [try figure.0.get(), interval.lower, interval.upper], row[(2 + 3 * index)...])
                {
                    #expect(relativeError(number, expected) < 1e-9, "\(index) of \(row): \(number)")
                }
            }
        }
    }

    @Test func partsAddUpToTheWholeInAnyOrder() throws {
        var generator = SeededGenerator(seed: 5)
        let rows = try ReferenceTable("customers", columns: 4).rows
        var whole = CustomerSums()
        var parts = [CustomerSums](repeating: CustomerSums(), count: 4)
        for row in rows {
            let (periods, staying, margin) = (Int(row[1]), Int(row[2]), Int128(row[3]))
            whole.add(periods: periods, staying: staying, margin: margin)
            parts[Int.random(in: 0..<4, using: &generator)].add(
                periods: periods, staying: staying, margin: margin)
        }
        var merged = CustomerSums()
        for part in parts.shuffled(using: &generator) { merged.merge(part) }
        #expect(merged == whole)
    }

    @Test func theFiniteSumGrowsTowardsTheOneWithoutEnd() throws {
        let sums = try #require(try Self.cases()[2])
        let value = try #require(LifetimeValue(sums, discount: 0.02))
        var last = 0.0
        for periods in 1...60 {
            let next = try value.value(of: .ofPeriods(periods)).get()
            #expect(next > last)
            last = next
        }
        let all = try value.value.get()
        #expect(last < all)
        #expect(relativeError(try value.value(of: .ofPeriods(12_000)).get(), all) < 1e-12)
        // One payment at once is one mean margin more.
        let more = try value.value(of: .atOnceAndLater).get() - all
        #expect(relativeError(more, try value.margin.get()) < 1e-12)
    }

    @Test func aFiniteSumNeedsNoDecline() throws {
        var sums = CustomerSums()
        for margin in [10, 20, 30] as [Int128] { sums.add(periods: 1, staying: 1, margin: margin) }
        let value = try #require(LifetimeValue(sums, discount: 0))
        #expect(value.value == .failure(.unbounded))
        #expect(value.value(of: .ofPeriods(5)) == .success(100))
        #expect(value.value(of: .ofPeriods(0)) == .failure(.unbounded))
        #expect(value.value(of: .ofPeriods(12_001)) == .failure(.unbounded))
    }

    @Test func sumsBeyondTheirWidthHaveNoValue() throws {
        var sums = CustomerSums()
        sums.add(periods: 2, staying: 1, margin: .max)
        sums.add(periods: 2, staying: 1, margin: .max)
        let value = try #require(LifetimeValue(sums, discount: 0.1))
        #expect(value.value == .failure(.overflow))
        #expect(value.margin == .failure(.overflow))
        #expect(value.interval() == .failure(.overflow))
        #expect(value.marginInterval() == .failure(.overflow))
        var counts = CustomerSums()
        counts.add(periods: .max, staying: .max, margin: 1)
        counts.add(periods: .max, staying: 0, margin: 1)
        #expect(try #require(LifetimeValue(counts, discount: 0.1)).value == .failure(.overflow))
    }

    @Test func impossibleCustomersAreNotTakenIn() throws {
        var sums = CustomerSums()
        sums.add(periods: 0, staying: 0, margin: 5)
        sums.add(periods: 2, staying: 3, margin: 5)
        sums.add(periods: 2, staying: -1, margin: 5)
        #expect(sums == CustomerSums())
        #expect(try #require(LifetimeValue(sums, discount: 0.1)).value == .failure(.empty))
        #expect(Retention(before: 3, after: 5, new: 1) == nil)
        #expect(Retention(before: 3, after: 5, new: 6) == nil)
        #expect(Retention(before: 3, after: 5, new: -1) == nil)
        #expect(try #require(Retention(before: 0, after: 5, new: 5)).retention.share == .failure(.empty))
    }

    @Test func twelveRatesOfAMonthGiveThatOfTheYear() throws {
        let monthly = try #require(Retention.discount(ofPeriodsPerYear: 12, yearly: 0.1))
        #expect(relativeError(pow(1 + monthly, 12), 1.1) < 1e-14)
        #expect(relativeError(monthly, 0.00797414042890376) < 1e-12)
        #expect(Retention.discount(ofPeriodsPerYear: 12, yearly: -0.1) == nil)
        #expect(Retention.discount(ofPeriodsPerYear: 0, yearly: 0.1) == nil)
        #expect(Retention.discount(ofPeriodsPerYear: 12, yearly: .infinity) == nil)
    }
}
