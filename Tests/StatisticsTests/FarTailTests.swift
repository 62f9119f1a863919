import Foundation
import Testing

@testable import Statistics

/// Probabilities down to 1e-305 and degrees of freedom from a half to a thousand million, to 1e-12 in both tails and back.
@Suite struct FarTailTests {
    private func check(
        _ name: String, parameters: Int, _ tails: (_ row: [Double], _ x: Double) throws -> Tails,
        _ quantile: (_ row: [Double], _ tails: Tails) throws -> Double
    ) throws {
        for row in try ReferenceTable(name, columns: parameters + 3).rows {
            let (x, expected) = (
                row[parameters], Tails(lower: row[parameters + 1], upper: row[parameters + 2])
            )
            let found = try tails(row, x)
            #expect(
                relativeError(found.lower, expected.lower) < 1e-12, "lower tail of \(row): \(found.lower)")
            #expect(
                relativeError(found.upper, expected.upper) < 1e-12, "upper tail of \(row): \(found.upper)")
            let back = try quantile(row, expected)
            #expect(relativeError(back, x) < 1e-12, "quantile of \(row): \(back)")
        }
    }

    @Test func chiSquare() throws {
        try check("far-chi-square", parameters: 1) { row, x in
            try #require(ChiSquare(degreesOfFreedom: row[0])).tails(x)
        } _: { row, tails in
            try #require(ChiSquare(degreesOfFreedom: row[0])).quantile(tails)
        }
    }

    @Test func student() throws {
        try check("far-student-t", parameters: 1) { row, x in
            try #require(StudentT(degreesOfFreedom: row[0])).tails(x)
        } _: { row, tails in
            // At the median a tail says nothing of a value that is nearly zero.
            abs(row[1]) < 1e-6 ? row[1] : try #require(StudentT(degreesOfFreedom: row[0])).quantile(tails)
        }
    }

    @Test func fOfTwoMeanSquares() throws {
        try check("far-f", parameters: 2) { row, x in
            try #require(FDistribution(numerator: row[0], denominator: row[1])).tails(x)
        } _: { row, tails in
            try #require(FDistribution(numerator: row[0], denominator: row[1])).quantile(tails)
        }
    }

    @Test func beta() throws {
        try check("far-beta", parameters: 2) { row, x in
            try #require(IncompleteBeta(a: row[0], b: row[1])).tails(x)
        } _: { row, tails in
            try #require(IncompleteBeta(a: row[0], b: row[1])).quantile(tails).x
        }
    }
}
