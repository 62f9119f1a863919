import SampleSurveys
import Testing

@testable import Analyses

@Suite struct CustomerPeriodsTests {
    private struct Count: PeriodContent {
        var times: UInt32
        var amount: Int128
        mutating func combine(_ other: Count) {
            times += other.times
            amount += other.amount
        }
    }

    private func all(_ periods: CustomerPeriods<Count>) -> [CustomerKey: [Int: Count]] {
        var found: [CustomerKey: [Int: Count]] = [:]
        var last: CustomerKey?
        periods.forEachCustomer { records in
            let key = records[records.startIndex].key
            #expect(last.map { $0 < key } ?? true)
            last = key
            #expect(zip(records, records.dropFirst()).allSatisfy { $0.period < $1.period && $1.key == key })
            found[key] = Dictionary(uniqueKeysWithValues: records.map { (Int($0.period), $0.content) })
        }
        #expect(periods.customers == found.count)
        return found
    }

    /// Enough that additions are sorted in several times, of few customers and of many.
    @Test(arguments: [3, 500, 20_000]) func recordsAreThoseOfADictionary(customers: Int) {
        var random = Seeded(UInt64(customers))
        let keys = CustomerKeys()
        let known = (0..<customers).compactMap { keys.key(of: "customer \($0)") }
        #expect(Set(known).count == customers)
        var periods = CustomerPeriods<Count>()
        var other = CustomerPeriods<Count>()
        var expected: [CustomerKey: [Int: Count]] = [:]
        for _ in 0..<20_000 {
            let key = known[Int.random(in: 0..<customers, using: &random)]
            let period = Int.random(in: -3...3, using: &random)
            let count = Count(times: 1, amount: Int128(Int.random(in: -9...9, using: &random)))
            if random.chance(70) {
                periods.add(key, period: period, count)
            } else {
                other.add(key, period: period, count)
            }
            expected[key, default: [:]][period, default: Count(times: 0, amount: 0)].combine(count)
        }
        var reversed = other
        reversed.merge(periods)
        periods.merge(other)
        #expect(all(periods) == expected)
        #expect(all(reversed) == expected)
    }

    @Test func nobodyIsNobody() {
        var periods = CustomerPeriods<Count>()
        periods.merge(CustomerPeriods())
        #expect(all(periods).isEmpty)
    }
}
