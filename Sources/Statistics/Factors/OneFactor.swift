import Glibc

/// One factor behind the items of a scale, by maximum likelihood: each item is its loading times the factor, and a rest of
/// its own.
///
/// Fitted to the correlations, which gives the same as the covariances but for the units, by Fisher's scoring, `O(k^3)` a
/// step for k items. Sources: K. Jöreskog, "A General Approach to Confirmatory Maximum Likelihood Factor Analysis",
/// Psychometrika 34 (1969); D. Lawley and A. Maxwell, "Factor Analysis as a Statistical Method", 2nd edition (1971).
public struct OneFactor: Hashable, Sendable {
    /// How many cases there are.
    public let n: Int
    /// The correlation of each item with the factor. Their sum is not below zero.
    public let loadings: [Double]
    /// What one factor leaves of each item's variance, above 0 and at most 1.
    public let uniquenesses: [Double]
    /// The discrepancy between the correlations and those that the factor makes: 0 where they are the same.
    public let discrepancy: Double
    private let scales: [Double]

    /// Less than this part of an item left by the factor is none: the model then does not hold (a Heywood case).
    private static let leastUniqueness = 0.001
    /// Steps until the search counts as endless.
    private static let stepLimit = 500

    /// Omega total of the sum of the items as they are scored: the variance that comes from the factor, of all that the
    /// model has: `(sum of l s)² / ((sum of l s)² + sum of u s²)`, s being the deviations of the items.
    ///
    /// Source: R. McDonald, "Test Theory: A Unified Treatment" (1999), equation 6.20b.
    public var omega: Double {
        let common = zip(loadings, scales).reduce(0) { $0 + $1.0 * $1.1 }
        let own = zip(uniquenesses, scales).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
        return common * common / (common * common + own)
    }

    /// The factor behind some variables.
    ///
    /// Absent below three items, without more cases than items, where an item does not vary (`constantItem`) or follows from
    /// those before it (`collinearItem`), where the factor would leave less than nothing of an item (`improperItem`), and
    /// where the search does not end (`notConverged`).
    public static func fit(_ moments: CentredMoments) -> Estimate<OneFactor> {
        let k = moments.count
        guard k > 2 else { return .failure(.tooFewItems(minimum: 3)) }
        guard moments.n > k else { return .failure(.tooFew(minimum: k + 1)) }
        return moments.correlations(of: Array(0..<k)).flatMap { matrix in
            Cholesky.factor(of: matrix, count: k).flatMap { factor in
                search(matrix, factor, k).map { solution in
                    let sign = solution.loadings.reduce(0, +) < 0 ? -1.0 : 1.0
                    return OneFactor(
                        n: moments.n, loadings: solution.loadings.map { $0 * sign },
                        uniquenesses: solution.uniquenesses, discrepancy: max(0, solution.discrepancy),
                        scales: (0..<k).map {
                            (moments.deviation($0, $0) / Double(moments.n - 1)).squareRoot()
                        })
                }
            }
        }
    }

    private struct Solution {
        var loadings: [Double]
        var uniquenesses: [Double]
        var discrepancy: Double
    }

    private static func search(_ matrix: [Double], _ factor: Cholesky, _ k: Int) -> Estimate<Solution> {
        let inverse = factor.inverse
        let logDeterminant = factor.pivots.reduce(0.0) { $0 + log($1) }
        // Half of what the others leave of an item, which is where factor analyses use to begin.
        var uniquenesses = (0..<k).map { min(0.95, max(0.05, 0.5 / inverse[$0 * k + $0])) }
        var loadings = firstLoadings(matrix, uniquenesses, k)
        func discrepancy(_ l: [Double], _ u: [Double]) -> Double {
            // By the formulas of Sherman and Morrison.
            let h = 1 + zip(l, u).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }
            let scaled = zip(l, u).map { $0 / $1 }
            var trace = (0..<k).reduce(0.0) { $0 + 1 / u[$1] }
            for i in 0..<k {
                for j in 0..<k { trace -= scaled[i] * scaled[j] * matrix[i * k + j] / h }
            }
            return u.reduce(log(h)) { $0 + log($1) } + trace - logDeterminant - Double(k)
        }
        var current = discrepancy(loadings, uniquenesses)
        for _ in 0..<stepLimit {
            guard let step = step(matrix, loadings, uniquenesses, k) else { return .failure(.notConverged) }
            // No more than nine tenths of what is left of any item is taken away at once.
            var length = 1.0
            for i in 0..<k where step[k + i] < -0.9 * uniquenesses[i] {
                length = min(length, -0.9 * uniquenesses[i] / step[k + i])
            }
            let largest = step.reduce(0) { max($0, abs($1)) }
            var isBetter = false
            for _ in 0..<40 {
                let l = (0..<k).map { loadings[$0] + length * step[$0] }
                let u = (0..<k).map { uniquenesses[$0] + length * step[k + $0] }
                let next = discrepancy(l, u)
                // Near the end the discrepancy cannot tell better from worse.
                if next.isFinite, next <= current + 1e-13 * (1 + abs(current)) {
                    (loadings, uniquenesses, current, isBetter) = (l, u, next, true)
                    break
                }
                length /= 2
            }
            if let item = uniquenesses.indices.first(where: { uniquenesses[$0] < leastUniqueness / 1_000 }) {
                return .failure(.improperItem(item))
            }
            guard isBetter else { return .failure(.notConverged) }
            if largest < 1e-10, length == 1 {
                if let item = uniquenesses.indices.first(where: { uniquenesses[$0] < leastUniqueness }) {
                    return .failure(.improperItem(item))
                }
                return .success(
                    Solution(loadings: loadings, uniquenesses: uniquenesses, discrepancy: current))
            }
        }
        if let item = uniquenesses.indices.first(where: { uniquenesses[$0] < leastUniqueness }) {
            return .failure(.improperItem(item))
        }
        return .failure(.notConverged)
    }

    /// The first principal axis of the correlations with what is left of each item taken out.
    private static func firstLoadings(_ matrix: [Double], _ uniquenesses: [Double], _ k: Int) -> [Double] {
        var reduced = matrix
        for i in 0..<k { reduced[i * k + i] -= uniquenesses[i] }
        let eigen = SymmetricEigen(reduced, count: k)
        let first = eigen.values.indices.max { eigen.values[$0] < eigen.values[$1] } ?? 0
        let root = max(0.01, eigen.values[first]).squareRoot()
        return (0..<k).map { eigen.vectors[$0 * k + first] * root }
    }

    /// The step of Fisher's scoring: the information about loadings and then uniquenesses, solved for the slope.
    private static func step(
        _ matrix: [Double], _ l: [Double], _ u: [Double], _ k: Int
    ) -> [Double]? {
        let h = 1 + zip(l, u).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }
        let scaled = zip(l, u).map { $0 / $1 }
        // The inverse of what the model makes of the correlations, and what it is with the loadings.
        var w = [Double](repeating: 0, count: k * k)
        for i in 0..<k {
            for j in 0..<k { w[i * k + j] = (i == j ? 1 / u[i] : 0) - scaled[i] * scaled[j] / h }
        }
        let v = scaled.map { $0 / h }
        let q = zip(l, v).reduce(0) { $0 + $1.0 * $1.1 }
        // W (Sigma - R) W, of which the slopes are made.
        let rw = product(matrix, w, k)
        let wrw = product(w, rw, k)
        let gap = zip(w, wrw).map { $0 - $1 }
        var slope = [Double](repeating: 0, count: 2 * k)
        for i in 0..<k {
            slope[i] = (0..<k).reduce(0.0) { $0 + gap[i * k + $1] * l[$1] }
            slope[k + i] = gap[i * k + i] / 2
        }
        var information = [Double](repeating: 0, count: 4 * k * k)
        for i in 0..<k {
            for j in 0..<k {
                information[i * 2 * k + j] = v[i] * v[j] + q * w[i * k + j]
                information[i * 2 * k + k + j] = w[i * k + j] * v[j]
                information[(k + j) * 2 * k + i] = w[i * k + j] * v[j]
                information[(k + i) * 2 * k + k + j] = w[i * k + j] * w[i * k + j] / 2
            }
        }
        // Brought to ones on the diagonal first, so that pivots can be judged.
        let roots = (0..<2 * k).map { information[$0 * 2 * k + $0].squareRoot() }
        guard roots.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        for i in 0..<2 * k {
            for j in 0..<2 * k { information[i * 2 * k + j] /= roots[i] * roots[j] }
        }
        guard case .success(let factor) = Cholesky.factor(of: information, count: 2 * k) else { return nil }
        return zip(factor.solve(zip(slope, roots).map { -$0 / $1 }), roots).map { $0 / $1 }
    }

    private static func product(_ a: [Double], _ b: [Double], _ k: Int) -> [Double] {
        var c = [Double](repeating: 0, count: k * k)
        for i in 0..<k {
            for m in 0..<k {
                let factor = a[i * k + m]
                for j in 0..<k { c[i * k + j] += factor * b[m * k + j] }
            }
        }
        return c
    }
}
