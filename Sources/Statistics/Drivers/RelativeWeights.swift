/// Johnson's relative weights: the shares of R² by way of uncorrelated variables that are as like the predictors as can be.
///
/// They need no sets of predictors, so that any number of them is quick, and come close to the Shapley shares. None is
/// negative, and they add up to R². `O(p^3)`.
///
/// Source: J. Johnson, "A Heuristic Method for Estimating the Relative Weight of Predictor Variables in Multiple
/// Regression", Multivariate Behavioral Research 35 (2000).
public enum RelativeWeights {
    /// The weights in the order of the predictors: they add up to the model's R². Absent as the model is.
    public static func of(
        _ moments: CentredMoments, outcome: Int, predictors: [Int]
    ) -> Estimate<[Double]> {
        ShapleyShares.checkedCorrelations(moments, outcome, predictors).map {
            of(correlations: $0, count: predictors.count)
        }
    }

    /// The weights from the correlations of p predictors and then the outcome.
    static func of(correlations: [Double], count p: Int) -> [Double] {
        var inner: [Double] = []
        for row in 0..<p { inner += correlations[row * (p + 1)..<row * (p + 1) + p] }
        let eigen = SymmetricEigen(inner, count: p)
        let roots = eigen.values.map { max(0, $0).squareRoot() }
        // The root of R: what ties the predictors to the uncorrelated variables.
        var root = [Double](repeating: 0, count: p * p)
        for i in 0..<p {
            for j in i..<p {
                var sum = 0.0
                for k in 0..<p { sum += eigen.vectors[i * p + k] * roots[k] * eigen.vectors[j * p + k] }
                root[i * p + j] = sum
                root[j * p + i] = sum
            }
        }
        // The regression of the outcome on those: the inverse of the root, times the correlations.
        let outcome = (0..<p).map { correlations[$0 * (p + 1) + p] }
        let turned = (0..<p).map { k in
            (0..<p).reduce(0.0) { $0 + eigen.vectors[$1 * p + k] * outcome[$1] } / roots[k]
        }
        let beta = (0..<p).map { i in
            (0..<p).reduce(0.0) { $0 + eigen.vectors[i * p + $1] * turned[$1] }
        }
        return (0..<p).map { i in
            (0..<p).reduce(0.0) { sum, k in
                sum + root[i * p + k] * root[i * p + k] * beta[k] * beta[k]
            }
        }
    }
}
