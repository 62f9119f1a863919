import Foundation
import Testing

@testable import Statistics

/// R's pnorm, pt, pchisq, pf and pbeta in both tails, and their quantiles, to 1e-12.
@Suite struct RDistributionTests {
    private func tails(_ row: [Double]) throws -> Tails {
        switch row[0] {
        case 0: NormalDistribution.tails(row[3])
        case 1: try #require(StudentT(degreesOfFreedom: row[1])).tails(row[3])
        case 2: try #require(ChiSquare(degreesOfFreedom: row[1])).tails(row[3])
        case 3: try #require(FDistribution(numerator: row[1], denominator: row[2])).tails(row[3])
        default: try #require(IncompleteBeta(a: row[1], b: row[2])).tails(row[3])
        }
    }

    private func quantile(_ row: [Double], _ tails: Tails) throws -> Double {
        switch row[0] {
        case 0: NormalDistribution.quantile(tails)
        case 1: try #require(StudentT(degreesOfFreedom: row[1])).quantile(tails)
        case 2: try #require(ChiSquare(degreesOfFreedom: row[1])).quantile(tails)
        case 3: try #require(FDistribution(numerator: row[1], denominator: row[2])).quantile(tails)
        default: try #require(IncompleteBeta(a: row[1], b: row[2])).quantile(tails).x
        }
    }

    @Test func tailsAndQuantilesAreThoseOfR() throws {
        let rows = try ReferenceTable("distributions", columns: 7).rows
        #expect(Set(rows.map { $0[0] }).count == 5)
        for row in rows {
            let found = try tails(row)
            #expect(relativeError(found.lower, row[4]) < 1e-12, "lower tail of \(row): \(found.lower)")
            #expect(relativeError(found.upper, row[5]) < 1e-12, "upper tail of \(row): \(found.upper)")
            guard row[6] != -1 || row[0] < 2 else { continue }
            let back = try quantile(row, Tails(lower: row[4], upper: row[5]))
            // Zero is the quantile of one half, which R's own rounding of the half moves.
            let error = row[3] == 0 ? abs(back) : relativeError(back, row[6])
            #expect(error < 1e-12, "quantile of \(row): \(back)")
        }
    }
}
