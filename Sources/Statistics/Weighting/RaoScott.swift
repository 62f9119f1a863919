/// Whether two closed variables go together, with weights: Pearson's chi-square corrected by Rao and Scott.
///
/// The design is that of independent respondents with weights. With p the weighted share of each cell, D = diag(p), C
/// the contrasts of interaction and V the covariance of p by linearisation, the generalised design effects are the
/// eigenvalues of (C'D⁻¹C / n)⁻¹ (C'D⁻¹VD⁻¹C). The first-order test divides the statistic by their mean; the
/// second-order one by their sum, and takes the degrees of freedom by Satterthwaite, d = (sum)² / (sum of squares) and
/// d (n - 1) of an F distribution.
///
/// Sources: J. Rao and A. Scott, "On Chi-Squared Tests for Multiway Contingency Tables with Cell Proportions Estimated
/// from Survey Data", Annals of Statistics 12 (1984); D. Thomas and J. Rao, "Small-Sample Comparisons of Level and
/// Power for Simple Goodness-of-Fit Statistics under Cluster Sampling", Journal of the American Statistical Association
/// 82 (1987).
public struct RaoScott: Hashable, Sendable {
    /// How many respondents there are.
    public let n: Int
    /// Pearson's statistic of the weighted shares, n sum (p - e)²/e, without a correction.
    public let pearson: Double
    /// The mean of the generalised design effects.
    public let meanEffect: Double
    /// The degrees of freedom without a correction.
    public let degreesOfFreedom: Int
    /// The p value of the first-order correction: `pearson / meanEffect` as a chi-square.
    public let firstOrder: Double
    /// The statistic of the second-order correction.
    public let statistic: Double
    /// The degrees of freedom above the line.
    public let numerator: Double
    /// The degrees of freedom below the line.
    public let denominator: Double
    /// The p value of the second-order correction, which is the better one.
    public let secondOrder: Double
    /// Cramér's V of the weighted shares, 0 to 1.
    public let cramersV: Double
    /// The smallest count expected of a cell, in respondents.
    public let smallestExpected: Double

    /// The most degrees of freedom that are computed with.
    public static let limit = 400

    /// The test of a table by rows. Rows and columns in which there is nobody are left out.
    ///
    /// Absent without respondents, with one row or column left, with more than `limit` degrees of freedom, or where so
    /// many cells are empty that the covariance is not of full rank. Takes a time that grows with the cells times the
    /// square of the degrees.
    public static func test(_ table: [[WeightedCount]]) -> Estimate<RaoScott> {
        let width = table.map(\.count).max() ?? 0
        let columns = (0..<width).filter { column in
            table.contains { column < $0.count && $0[column].n > 0 }
        }
        let cells = table.filter { $0.contains { $0.n > 0 } }.map { row in
            columns.map { $0 < row.count ? row[$0] : WeightedCount() }
        }
        let all = cells.joined().reduce(into: WeightedCount()) { $0.add($1) }
        guard all.n > 0, all.weight > 0 else { return .failure(.empty) }
        guard cells.count > 1, columns.count > 1 else { return .failure(.constant) }
        let degrees = (cells.count - 1).multipliedReportingOverflow(by: columns.count - 1)
        guard !degrees.overflow, degrees.partialValue <= limit else {
            return .failure(.tooManyCells(maximum: limit))
        }
        let total = Double(all.weight)
        return WeightedTable(
            n: all.n, rows: cells.count, columns: columns.count,
            shares: cells.joined().map { Double($0.weight) / total },
            squares: cells.joined().map { $0.relativeSquares(to: total) }
        ).test
    }
}

/// The shares of cells, row by row, and the sums of squared weights over the square of all weights.
private struct WeightedTable {
    let n: Int
    let rows: Int
    let columns: Int
    let shares: [Double]
    let squares: [Double]

    var test: Estimate<RaoScott> {
        guard n > 1 else { return .failure(.tooFew(minimum: 2)) }
        let count = Double(n)
        var (pearson, smallest) = (0.0, Double.infinity)
        for row in 0..<rows {
            for column in 0..<columns {
                let expected = rowShares[row] * columnShares[column]
                let difference = shares[row * columns + column] - expected
                pearson += count * difference * difference / expected
                smallest = min(smallest, count * expected)
            }
        }
        guard let effects = effects else { return .failure(.emptyCells) }
        let (sum, squared) = effects
        let size = (rows - 1) * (columns - 1)
        let numerator = sum * sum / squared
        let denominator = numerator * Double(n - 1)
        guard sum > 0, squared > 0, let chi = ChiSquare(degreesOfFreedom: Double(size)),
            let f = FDistribution(numerator: numerator, denominator: denominator)
        else { return .failure(.emptyCells) }
        let mean = sum / Double(size)
        return .success(
            RaoScott(
                n: n, pearson: pearson, meanEffect: mean, degreesOfFreedom: size,
                firstOrder: chi.tails(pearson / mean).upper, statistic: pearson / sum, numerator: numerator,
                denominator: denominator, secondOrder: f.tails(pearson / sum).upper,
                cramersV: min(1, (pearson / count / Double(min(rows, columns) - 1)).squareRoot()),
                smallestExpected: smallest))
    }

    private var rowShares: [Double] {
        (0..<rows).map { row in shares[row * columns..<(row + 1) * columns].reduce(0, +) }
    }

    private var columnShares: [Double] {
        (0..<columns).map { column in (0..<rows).reduce(0) { $0 + shares[$1 * columns + column] } }
    }

    /// The sum of the generalised design effects and the sum of their squares; nil if the contrasts are not of full
    /// rank.
    private var effects: (sum: Double, squares: Double)? {
        let contrasts = interactions
        let size = contrasts.count
        let variance = squares.reduce(0, +)
        // V = n/(n-1) (diag(a) - a p' - p a' + sum(a) p p'), a being `squares`; what it is multiplied with is C over p.
        var scaled = contrasts
        var (first, second) = ([Double](), [Double]())
        for index in 0..<size {
            for cell in shares.indices {
                scaled[index][cell] = shares[cell] > 0 ? contrasts[index][cell] / shares[cell] : 0
            }
            first.append(dot(scaled[index], squares))
            second.append(dot(scaled[index], shares))
        }
        var above = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        var below = above
        let (count, share) = (Double(n), Double(n) / Double(n - 1))
        for i in 0..<size {
            for j in 0...i {
                var (spread, base) = (0.0, 0.0)
                for cell in shares.indices {
                    spread += squares[cell] * scaled[i][cell] * scaled[j][cell]
                    base += scaled[i][cell] * contrasts[j][cell]
                }
                spread += variance * second[i] * second[j] - first[i] * second[j] - second[i] * first[j]
                above[i][j] = share * spread
                below[i][j] = base / count
            }
        }
        return Self.traces(above, over: below)
    }

    /// An orthogonal basis of what is left of the table when rows and columns are taken out: products of Helmert's
    /// contrasts.
    private var interactions: [[Double]] {
        let rowContrasts = Self.helmert(rows)
        let columnContrasts = Self.helmert(columns)
        return rowContrasts.flatMap { left in
            columnContrasts.map { right in left.flatMap { value in right.map { value * $0 } } }
        }
    }

    private static func helmert(_ count: Int) -> [[Double]] {
        (1..<count).map { step in
            let length = Double(step * (step + 1)).squareRoot()
            return (0..<count).map { $0 < step ? 1 / length : $0 == step ? -Double(step) / length : 0 }
        }
    }

    /// The traces of B⁻¹A and of its square, from the lower triangles: A is brought to L⁻¹ A L⁻ᵀ with B = L Lᵀ.
    private static func traces(_ above: [[Double]], over below: [[Double]]) -> (Double, Double)? {
        let size = above.count
        var lower = below
        for j in 0..<size {
            for i in j..<size {
                var value = below[i][j]
                for k in 0..<j { value -= lower[i][k] * lower[j][k] }
                if i == j {
                    guard value > 1e-12 * abs(below[j][j]) else { return nil }
                    lower[j][j] = value.squareRoot()
                } else {
                    lower[i][j] = value / lower[j][j]
                }
            }
        }
        // Rows of L⁻¹A, then of L⁻¹(L⁻¹A)ᵀ.
        func solved(_ matrix: [[Double]]) -> [[Double]] {
            var result = matrix
            for i in 0..<size {
                for k in 0..<i {
                    let factor = lower[i][k]
                    for j in 0..<size { result[i][j] -= factor * result[k][j] }
                }
                for j in 0..<size { result[i][j] /= lower[i][i] }
            }
            return result
        }
        var full = above
        for i in 0..<size { for j in 0..<i { full[j][i] = above[i][j] } }
        let half = solved(full)
        let whole = solved((0..<size).map { i in (0..<size).map { half[$0][i] } })
        var (sum, squares) = (0.0, 0.0)
        for i in 0..<size {
            sum += whole[i][i]
            for j in 0..<size { squares += whole[i][j] * whole[j][i] }
        }
        return sum.isFinite && squares.isFinite ? (sum, squares) : nil
    }

    private func dot(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
