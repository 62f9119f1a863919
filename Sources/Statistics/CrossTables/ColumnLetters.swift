/// Which columns of a table differ in a row, in the letters of the field.
///
/// Columns are called A, B, C … Z, AA, AB …; a cell has the letters of the columns whose share in the row is significantly
/// lower than its own.
public enum ColumnLetters {
    /// What a column is called.
    public static func name(of column: Int) -> String {
        var letters: [UInt8] = []
        var rest = max(0, column)
        while true {
            letters.append(UInt8(ascii: "A") + UInt8(rest % 26))
            if rest < 26 { break }
            rest = rest / 26 - 1
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// For each row and column the columns that are significantly lower there.
    ///
    /// Each two columns are compared by the score test of their shares, and the p values of a row corrected for the number
    /// of its pairs by Holm's method. Takes the square of the number of columns for each row, and the logarithm of that.
    ///
    /// Source: S. Holm, Scandinavian Journal of Statistics 6 (1979), for the correction; A. Agresti, "Categorical Data
    /// Analysis", 3rd edition (2013), section 3.2, for the test.
    public static func lower(in table: ContingencyTable, level: ConfidenceLevel = .ninetyFive) -> [[[Int]]] {
        table.counts.indices.map { row in
            var lower = [[Int]](repeating: [], count: table.columnTotals.count)
            var pairs: [(high: Int, low: Int, pValue: Double)] = []
            for first in table.columnTotals.indices {
                for second in table.columnTotals.indices where second > first {
                    let difference = ShareDifference(
                        table.columnShare(row: row, column: first),
                        table.columnShare(row: row, column: second))
                    guard case .success(let test) = difference.test else { continue }
                    pairs.append(
                        test.statistic > 0 ? (first, second, test.pValue) : (second, first, test.pValue))
                }
            }
            let adjusted = PValueCorrection.holm.adjusted(pairs.map(\.pValue))
            for (pair, pValue) in zip(pairs, adjusted) where pValue < 1 - level.value {
                lower[pair.high].append(pair.low)
            }
            return lower.map { $0.sorted() }
        }
    }
}
