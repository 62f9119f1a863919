/// A linear regression by least squares, from moments.
///
/// Solved on the correlations, so that predictors on very different scales do not lose each other's digits. `O(p^3)` for p
/// predictors. Source: N. Draper and H. Smith, "Applied Regression Analysis", 3rd edition (1998), chapters 5 and 16.
public struct LinearModel: Hashable, Sendable {
    /// How many cases it is computed from.
    public let n: Int
    /// The coefficient of each predictor, in units of the outcome for a unit of the predictor.
    public let coefficients: [Double]
    /// The standard error of each coefficient; 0 where the outcome follows from the predictors.
    public let standardErrors: [Double]
    /// What the outcome is expected to be where all predictors are 0.
    public let intercept: Double
    /// The share of the outcome's variance that goes with the predictors, 0 to 1.
    public let rSquared: Double
    /// How much larger the variance of each coefficient is than if its predictor went with no other: 1 or more.
    public let varianceInflation: [Double]

    /// The degrees of freedom of the residuals: `n - p - 1`.
    public var degreesOfFreedom: Int { n - coefficients.count - 1 }

    /// The regression of one variable on others, in their order.
    ///
    /// Absent without a case or a predictor, with fewer than p + 2 cases, where the outcome (`constant`) or a predictor
    /// (`constantItem`) does not vary, and where a predictor follows from those before it (`collinearItem`); items count
    /// among `predictors`.
    public static func fit(
        _ moments: CentredMoments, outcome: Int, predictors: [Int]
    ) -> Estimate<LinearModel> {
        let p = predictors.count
        guard p > 0 else { return .failure(.tooFewItems(minimum: 1)) }
        guard moments.n >= p + 2 else { return .failure(.tooFew(minimum: p + 2)) }
        let own = moments.deviation(outcome, outcome)
        guard own > 0 else { return .failure(.constant) }
        return moments.correlations(of: predictors).flatMap { matrix in
            Cholesky.factor(of: matrix, count: p).map { factor in
                let scales = predictors.map { moments.deviation($0, $0).squareRoot() }
                let scale = own.squareRoot()
                let correlations = zip(predictors, scales).map {
                    max(-1, min(1, moments.deviation($0, outcome) / ($1 * scale)))
                }
                return LinearModel(moments, outcome, predictors, factor, correlations, scales, scale)
            }
        }
    }

    private init(
        _ moments: CentredMoments, _ outcome: Int, _ predictors: [Int], _ factor: Cholesky,
        _ correlations: [Double], _ scales: [Double], _ scale: Double
    ) {
        let p = predictors.count
        let standardized = factor.solve(correlations)
        let inverse = factor.inverse
        n = moments.n
        coefficients = zip(standardized, scales).map { $0 * scale / $1 }
        rSquared = max(0, min(1, zip(standardized, correlations).reduce(0) { $0 + $1.0 * $1.1 }))
        varianceInflation = (0..<p).map { max(1, inverse[$0 * p + $0]) }
        let residual = (1 - rSquared) / Double(moments.n - p - 1)
        standardErrors = (0..<p).map {
            (residual * max(1, inverse[$0 * p + $0])).squareRoot() * scale / scales[$0]
        }
        intercept = zip(coefficients, predictors).reduce(moments.means[outcome]) {
            $0 - $1.0 * moments.means[$1.1]
        }
    }

    /// The interval of a coefficient by Student's t. Absent where the outcome follows from the predictors.
    public func interval(of predictor: Int, level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        guard standardErrors[predictor] > 0, let t = StudentT(degreesOfFreedom: Double(degreesOfFreedom))
        else { return .failure(.constant) }
        let margin = t.quantile(level.upperTail) * standardErrors[predictor]
        return .success(
            Interval(
                lower: coefficients[predictor] - margin, upper: coefficients[predictor] + margin))
    }

    /// The p value of a coefficient against 0, from both sides. Absent where the outcome follows from the predictors.
    public func pValue(of predictor: Int) -> Estimate<Double> {
        guard standardErrors[predictor] > 0, let t = StudentT(degreesOfFreedom: Double(degreesOfFreedom))
        else { return .failure(.constant) }
        return .success(
            min(1, 2 * t.tails(abs(coefficients[predictor] / standardErrors[predictor])).upper))
    }

    /// The p value of all coefficients together against 0, by F. Absent where the outcome follows from the predictors.
    public var pValue: Estimate<Double> {
        let p = Double(coefficients.count)
        guard rSquared < 1, let f = FDistribution(numerator: p, denominator: Double(degreesOfFreedom))
        else { return .failure(.constant) }
        return .success(f.tails(rSquared / p / ((1 - rSquared) / Double(degreesOfFreedom))).upper)
    }
}
