import Foundation
import Testing

@testable import Statistics

@Suite struct LifetimeValueTests {
    private func value(_ rows: [(margin: Int, stays: Bool)], discount: Double) throws -> LifetimeValue {
        let margins = rows.map { Int128($0.margin) }
        let moments = try #require(
            Moments(
                n: rows.count, sum: margins.reduce(0, +), sumOfSquares: margins.reduce(0) { $0 + $1 * $1 }))
        return try #require(
            LifetimeValue(
                margins: moments, staying: rows.count { $0.stays },
                stayingSum: rows.reduce(0) { $0 + ($1.stays ? Int128($1.margin) : 0) }, discount: discount))
    }

    /// m = 100, r = 0.8, i = 0.1: 80 / 0.3. The multiples of S. Gupta and D. Lehmann's table: r / (1 + i - r) is 2.67 for 80 %
    /// at 10 %, 4.5 for 90 % at 10 %, 1.07 for 60 % at 16 %.
    @Test(arguments: [(8, 0.1, 2.67), (9, 0.1, 4.5), (6, 0.16, 1.07), (9, 0.16, 3.46), (7, 0.12, 1.67)])
    func multiplesAreThoseOfTheTable(staying: Int, discount: Double, multiple: Double) throws {
        let rows = (0..<10).map { (margin: 100, stays: $0 < staying) }
        let value = try value(rows, discount: discount).value.get()
        #expect(abs(value / 100 - multiple) < 0.005)
    }

    /// The sum that it stands for: the margin times r^t over (1 + i)^t, for all later periods.
    @Test func itIsTheSumOverAllPeriods() throws {
        let rows = [(40, true), (60, true), (80, false), (20, true)].map { (margin: $0.0, stays: $0.1) }
        var sum = 0.0
        for period in 1...4_000 { sum += 50 * pow(0.75 / 1.03, Double(period)) }
        #expect(relativeError(try value(rows, discount: 0.03).value.get(), sum) < 1e-12)
    }

    @Test func theIntervalIsThatOfTheTangentPlane() throws {
        // By hand: m = 50, r = 3/4, i = 0.1; s_m^2 = 2000/3, s_r^2 = 1/4, s_mr = (120 - 150)/3 = -10.
        let rows = [(40, true), (60, true), (80, false), (20, true)].map { (margin: $0.0, stays: $0.1) }
        let value = try value(rows, discount: 0.1)
        let point = 50 * 0.75 / 0.35
        let byMargin = 0.75 / 0.35
        let byShare = 50 * 1.1 / (0.35 * 0.35)
        let variance =
            byMargin * byMargin * 2_000 / 3 - 2 * byMargin * byShare * 10 + byShare * byShare / 4
        let margin = 1.959963984540054 * (variance / 4).squareRoot()
        let interval = try value.interval().get()
        #expect(relativeError(interval.lower, point - margin) < 1e-12)
        #expect(relativeError(interval.upper, point + margin) < 1e-12)
    }

    @Test func whatHasNoEndHasNoValue() throws {
        let loyal = [(10, true), (20, true)].map { (margin: $0.0, stays: $0.1) }
        #expect(try value(loyal, discount: 0).value == .failure(.unbounded))
        #expect(try value(loyal, discount: 0).interval() == .failure(.unbounded))
        #expect(relativeError(try value(loyal, discount: 0.1).value.get(), 150) < 1e-12)
        #expect(try value([], discount: 0.1).value == .failure(.empty))
        let same = [(10, true), (10, true)].map { (margin: $0.0, stays: $0.1) }
        #expect(try value(same, discount: 0.1).interval() == .failure(.constant))
        #expect(try value([(10, true)], discount: 0.1).interval() == .failure(.tooFew(minimum: 2)))
    }

    @Test func sumsThatCannotBeAreRefused() throws {
        let moments = try #require(Moments(n: 2, sum: 3, sumOfSquares: 5))
        #expect(LifetimeValue(margins: moments, staying: 3, stayingSum: 3, discount: 0) == nil)
        #expect(LifetimeValue(margins: moments, staying: 1, stayingSum: 1, discount: -0.1) == nil)
        #expect(LifetimeValue(margins: moments, staying: 1, stayingSum: 1, discount: .infinity) == nil)
    }
}
