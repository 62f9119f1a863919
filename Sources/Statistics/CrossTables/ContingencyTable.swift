/// How often each value of one variable goes with each value of another: rows by columns.
public struct ContingencyTable: Hashable, Sendable {
    /// The counts, one array for each row; all have the same length.
    public let counts: [[Int]]
    /// The sum of each row.
    public let rowTotals: [Int]
    /// The sum of each column: its base.
    public let columnTotals: [Int]
    /// The sum of all.
    public let n: Int

    /// Nil if rows differ in length, a count is negative or their sum does not fit an `Int`.
    public init?(_ counts: [[Int]]) {
        let width = counts.first?.count ?? 0
        var n = 0
        for row in counts {
            guard row.count == width else { return nil }
            for count in row {
                let (sum, overflows) = n.addingReportingOverflow(count)
                guard count >= 0, !overflows else { return nil }
                n = sum
            }
        }
        self.counts = counts
        self.n = n
        rowTotals = counts.map { $0.reduce(0, +) }
        columnTotals = (0..<width).map { column in counts.reduce(0) { $0 + $1[column] } }
    }

    /// What a cell would have if the variables had nothing to do with each other. Absent if the table is empty.
    public func expected(row: Int, column: Int) -> Estimate<Double> {
        guard n > 0 else { return .failure(.empty) }
        return .success(Double(rowTotals[row]) * (Double(columnTotals[column]) / Double(n)))
    }

    /// The part of a column that is in a row.
    public func columnShare(row: Int, column: Int) -> Proportion {
        Proportion(checked: counts[row][column], of: columnTotals[column])
    }

    /// The smallest expected count of rows and columns that are not empty. Absent if the table is.
    public var smallestExpected: Estimate<Double> {
        guard n > 0, let row = rowTotals.filter({ $0 > 0 }).min(),
            let column = columnTotals.filter({ $0 > 0 }).min()
        else { return .failure(.empty) }
        return .success(Double(row) * (Double(column) / Double(n)))
    }

    /// Pearson's test of independence, without continuity correction.
    ///
    /// Empty rows and columns say nothing and count for no degrees of freedom. Absent if the table is empty, and if
    /// fewer than two rows or two columns have counts.
    /// The distribution is approximate: it is good where no expected count is below 1 and at most one in five below 5
    /// (W. Cochran, "Some Methods for Strengthening the Common Chi-Squared Tests", Biometrics 10, 1954).
    /// Source: K. Pearson, Philosophical Magazine 50 (1900); A. Agresti, "Categorical Data Analysis", 3rd edition
    /// (2013), section 3.2.
    public var independence: Estimate<SignificanceTest> {
        association.flatMap { association in
            ChiSquare(degreesOfFreedom: Double(association.degreesOfFreedom)).map {
                .success(SignificanceTest(chiSquare: Double(n) * association.meanSquare, $0))
            } ?? .failure(.constant)
        }
    }

    /// How closely the variables go together, from 0 to 1. Absent where the test is.
    ///
    /// Source: H. Cramér, "Mathematical Methods of Statistics" (1946), section 21.9.
    public var cramersV: Estimate<Double> { association.map(\.cramersV) }

    private var association: Estimate<Association> {
        Association.of(shares: counts.map { $0.map(Double.init) })
    }
}

/// How far a table of shares is from what its margins would give.
///
/// It is computed from shares of any kind, so that a weighted table has it as well; what a test makes of it depends on how
/// the shares came about.
public struct Association: Hashable, Sendable {
    /// Pearson's statistic for each respondent: phi squared.
    public let meanSquare: Double
    /// Rows less one times columns less one, of those that are not empty.
    public let degreesOfFreedom: Int
    /// Phi over the square root of the smaller of rows and columns less one.
    public let cramersV: Double

    /// Of a table of shares, or of anything that is proportional to them; rows have one length. Absent if the sum is zero,
    /// and if fewer than two rows or columns are not empty.
    public static func of(shares: [[Double]]) -> Estimate<Association> {
        let rows = shares.map { $0.reduce(0, +) }
        let columns = (shares.first ?? []).indices.map { column in shares.reduce(0) { $0 + $1[column] } }
        let all = rows.reduce(0, +)
        guard all > 0, all.isFinite else { return .failure(.empty) }
        let degrees = (rows: rows.count { $0 > 0 } - 1, columns: columns.count { $0 > 0 } - 1)
        guard degrees.rows > 0, degrees.columns > 0 else { return .failure(.constant) }
        var sum = 0.0
        for (row, total) in zip(shares, rows) where total > 0 {
            for (share, column) in zip(row, columns) where column > 0 {
                let expected = total * (column / all)
                sum += (share - expected) / expected * ((share - expected) / all)
            }
        }
        return .success(
            Association(
                meanSquare: sum, degreesOfFreedom: degrees.rows * degrees.columns,
                cramersV: (sum / Double(min(degrees.rows, degrees.columns))).squareRoot()))
    }
}
