/// How consistently the items of a scale measure one thing.
///
/// Everything is computed from the exact integer moments of the complete cases and rounded only by the last
/// division and square root.
public struct Reliability: Hashable, Sendable {
    /// What it is computed from.
    public let moments: ItemMoments
    /// The scaled covariances of the items, or why there are none.
    private let covariances: Estimate<[[Int128]]>

    /// The reliability of the scale whose items have these moments.
    public init(_ moments: ItemMoments) {
        self.moments = moments
        covariances = Self.covariances(of: moments)
    }

    /// How many respondents answered every item.
    public var n: Int { moments.n }

    /// Cronbach's alpha: `k/(k-1) (1 - sum of item variances / variance of the sum)`, at most 1, and below zero where
    /// items run against each other.
    ///
    /// Absent below two items or three cases, and where an item or the sum of the items does not vary.
    /// Source: L. Cronbach, "Coefficient Alpha and the Internal Structure of Tests", Psychometrika 16 (1951).
    public var alpha: Estimate<Double> {
        covariances.flatMap { Self.alpha($0, items: Array($0.indices)) }
    }

    /// Feldt's interval around alpha: `(1 - true)/(1 - observed)` is distributed as F with `n-1` and `(n-1)(k-1)`
    /// degrees of freedom.
    ///
    /// Absent where alpha is, and where alpha is 1: the items then leave nothing to estimate from.
    /// Source: L. Feldt, D. Woodruff and F. Salih, "Statistical Inference for Coefficient Alpha", Applied
    /// Psychological Measurement 11 (1987), equation 7.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        alpha.flatMap { alpha in
            let cases = Double(n - 1)
            let degrees = cases * Double(moments.itemCount - 1)
            guard alpha < 1, let f = FDistribution(numerator: cases, denominator: degrees) else {
                return .failure(.constant)
            }
            return .success(
                Interval(
                    lower: 1 - (1 - alpha) * f.quantile(level.upperTail),
                    upper: 1 - (1 - alpha) * f.quantile(level.upperTail.mirrored)))
        }
    }

    /// The correlation of each item with the sum of the others, from -1 to 1.
    ///
    /// All are absent where alpha would be for too few items or cases or for a constant item; one is absent where
    /// the sum of the others does not vary.
    public var itemRestCorrelations: [Estimate<Double>] {
        switch covariances {
        case .failure(let absence):
            return moments.sums.map { _ in .failure(absence) }
        case .success(let covariances):
            return covariances.indices.map { item in
                Self.itemRestCorrelation(covariances, item: item)
            }
        }
    }

    /// The alpha of the scale without each item in turn.
    ///
    /// Absent below three items, since one item has no alpha, and where one of those left does not vary.
    public var alphaIfDropped: [Estimate<Double>] {
        (0..<moments.itemCount).map { dropped in
            guard moments.itemCount > 2 else { return .failure(.tooFewItems(minimum: 3)) }
            return Self.covariances(of: moments, ignoring: dropped).flatMap { covariances in
                Self.alpha(covariances, items: covariances.indices.filter { $0 != dropped })
            }
        }
    }

    private static func covariances(of moments: ItemMoments, ignoring dropped: Int? = nil) -> Estimate<
        [[Int128]]
    > {
        guard moments.itemCount > 1 else { return .failure(.tooFewItems(minimum: 2)) }
        guard moments.n > 0 else { return .failure(.empty) }
        guard moments.n > 2 else { return .failure(.tooFew(minimum: 3)) }
        guard let covariances = moments.scaledCovariances() else { return .failure(.overflow) }
        if let item = covariances.indices.first(where: { $0 != dropped && covariances[$0][$0] <= 0 }) {
            return .failure(.constantItem(item))
        }
        return .success(covariances)
    }

    private static func alpha(_ covariances: [[Int128]], items: [Int]) -> Estimate<Double> {
        var own: Int128 = 0
        var total: Int128 = 0
        for i in items {
            guard let row = exactSum(items.map { covariances[i][$0] }), let sum = exactSum([total, row]),
                let diagonal = exactSum([own, covariances[i][i]])
            else { return .failure(.overflow) }
            total = sum
            own = diagonal
        }
        guard total > 0 else { return .failure(.constant) }
        guard let between = exactSum([total, -own]) else { return .failure(.overflow) }
        let k = Double(items.count)
        return .success(k / (k - 1) * (Double(between) / Double(total)))
    }

    private static func itemRestCorrelation(_ covariances: [[Int128]], item: Int) -> Estimate<Double> {
        let others = covariances.indices.filter { $0 != item }
        guard let withRest = exactSum(others.map { covariances[item][$0] }),
            let ofRest = exactSum(others.flatMap { i in others.map { j in covariances[i][j] } })
        else { return .failure(.overflow) }
        guard ofRest > 0 else { return .failure(.constant) }
        let scale = Double(covariances[item][item]).squareRoot() * Double(ofRest).squareRoot()
        // Rounding must not carry a perfect correlation beyond 1.
        return .success(max(-1, min(1, Double(withRest) / scale)))
    }

    private static func exactSum(_ values: [Int128]) -> Int128? {
        var sum: Int128 = 0
        for value in values {
            let (next, overflows) = sum.addingReportingOverflow(value)
            if overflows { return nil }
            sum = next
        }
        return sum
    }
}
