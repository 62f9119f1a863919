import SampleSurveys
import SurveyModel
import Synchronization
import Testing

@testable import Tallies

private let plan = TallyPlan(Sample.serviceLoyalty)
private let branch = Sample.serviceLoyalty.variable(named: "branch")?.position ?? 0

private struct Fault: Error, Equatable {
    var number: Int
}

private func numbered(_ row: ResponseRow, _ number: Int) {
    row.clearTexts()
    row.head.seed = UInt64(number)
    Array("branch \(number)".utf8).withUnsafeBytes { row.setText($0, of: branch) }
}

struct RowRelayTests {
    @Test(arguments: [0, 1, 255, 256, 257, 768, 10_000])
    func allComeInTheirOrder(count: Int) throws {
        var seen = 0
        try RowRelay.run { rows in
            for number in 0..<count { try rows.add(of: plan) { numbered($0, number) } }
        } use: { row in
            #expect(row.head.seed == UInt64(seen))
            #expect(row.text(of: branch).elementsEqual("branch \(seen)".utf8))
            seen += 1
        }
        #expect(seen == count)
    }

    @Test func eachRowIsOfThePlanThatItWasAskedOf() throws {
        let other = TallyPlan(Sample.serviceLoyalty)
        var seen = 0
        try RowRelay.run { rows in
            for number in 0..<1_000 {
                try rows.add(of: number % 3 == 0 ? other : plan) { numbered($0, number) }
            }
        } use: { row in
            #expect(row.plan === (seen % 3 == 0 ? other : plan))
            seen += 1
        }
        #expect(seen == 1_000)
    }

    /// The rows before are used first, and the one that was being filled is not.
    @Test(arguments: [0, 1, 64, 100, 1_000])
    func aFaultOfWhoMakesComesAfterItsRows(count: Int) {
        var seen = 0
        #expect(throws: Fault(number: count)) {
            try RowRelay.run { rows in
                for number in 0..<count { try rows.add(of: plan) { numbered($0, number) } }
                try rows.add(of: plan) {
                    numbered($0, count)
                    throw Fault(number: count)
                }
            } use: { _ in
                seen += 1
            }
        }
        #expect(seen == count)
    }

    /// Who makes is told at one of the next rows, even if there is no end of them, and has ended when the fault is thrown.
    @Test(arguments: [0, 1, 64, 1_000])
    func aFaultOfWhoUsesEndsWhoMakes(place: Int) {
        let isRunning = Mutex(false)
        var seen = 0
        #expect(throws: Fault(number: place)) {
            try RowRelay.run { rows in
                isRunning.withLock { $0 = true }
                defer { isRunning.withLock { $0 = false } }
                while true { try rows.add(of: plan) { numbered($0, 1) } }
            } use: { _ in
                if seen == place { throw Fault(number: place) }
                seen += 1
            }
        }
        #expect(seen == place)
        #expect(isRunning.withLock { !$0 })
    }

    /// Whoever is slower, so many rows are on their way at the most.
    @Test func fewRowsAreOnTheirWay() throws {
        let made = Mutex(0)
        var used = 0
        try RowRelay.run { rows in
            for number in 0..<5_000 {
                try rows.add(of: plan) { numbered($0, number) }
                made.withLock { $0 = number + 1 }
            }
        } use: { _ in
            used += 1
            let ahead = made.withLock { $0 } - used
            // Three batches.
            if ahead > 768 { Issue.record("\(ahead) rows are ahead") }
        }
        #expect(used == 5_000)
    }

    /// A row in which a very long text stood gives its memory back when it is filled again.
    @Test func longTextsAreNotKept() throws {
        let long = [UInt8](repeating: 0x78, count: 1 << 20)
        var rows: [ObjectIdentifier: Int] = [:]
        try RowRelay.run { relay in
            for number in 0..<2_000 {
                try relay.add(of: plan) { row in
                    numbered(row, number)
                    // Each in a batch of its own.
                    if number < 10 { long.withUnsafeBytes { row.setText($0, of: branch) } }
                }
            }
        } use: { row in
            #expect(
                row.text(of: branch).count
                    == (row.head.seed < 10 ? 1 << 20 : "branch \(row.head.seed)".utf8.count))
            rows[ObjectIdentifier(row)] = row.textCapacity
        }
        #expect(rows.values.allSatisfy { $0 < 1 << 15 })
    }

    /// Rows made of rows: a reading within another, as of a spool into another.
    @Test func relaysMayStandWithinEachOther() throws {
        var seen = 0
        try RowRelay.run { outer in
            try RowRelay.run { inner in
                for number in 0..<1_000 { try inner.add(of: plan) { numbered($0, number) } }
            } use: { row in
                let number = Int(row.head.seed)
                try outer.add(of: plan) { numbered($0, 2 * number) }
            }
        } use: { row in
            #expect(row.head.seed == UInt64(2 * seen))
            seen += 1
        }
        #expect(seen == 1_000)
    }
}
