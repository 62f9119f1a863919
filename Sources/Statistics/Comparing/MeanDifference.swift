/// The difference of two means of independent samples, the first less the second, in the units of the values.
public struct MeanDifference: Hashable, Sendable {
    /// The mean that the other is taken from.
    public let first: Mean
    /// The mean that is taken from it.
    public let second: Mean

    /// Compares two means.
    public init(_ first: Mean, _ second: Mean) {
        self.first = first
        self.second = second
    }

    /// The difference. Absent if a sample is empty.
    public var value: Estimate<Double> {
        guard first.n > 0, second.n > 0 else { return .failure(.empty) }
        let (m, n) = (Int128(first.n), Int128(second.n))
        // Means far from zero that differ little lose digits in a subtraction, so it is made before rounding where it
        // fits.
        let (a, aOverflows) = first.moments.sum.multipliedReportingOverflow(by: n)
        let (b, bOverflows) = second.moments.sum.multipliedReportingOverflow(by: m)
        let (difference, overflows) = a.subtractingReportingOverflow(b)
        if !aOverflows, !bOverflows, !overflows {
            return .success(Double(difference) / Double(first.n) / Double(second.n))
        }
        return first.value.flatMap { first in second.value.map { first - $0 } }
    }

    /// Welch's interval. Absent below two values in a sample, and if the values of neither vary.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        value.flatMap { value in
            welch.map { error, t in
                let margin = t.quantile(level.upperTail) * error
                return Interval(lower: value - margin, upper: value + margin)
            }
        }
    }

    /// Welch's t test, which does not take the variances for equal. Absent where the interval is.
    ///
    /// Sources: B. Welch, "The Generalization of Student's Problem when Several Different Population Variances Are
    /// Involved", Biometrika 34 (1947); F. Satterthwaite, Biometrics Bulletin 2 (1946), for the degrees of freedom.
    public var test: Estimate<SignificanceTest> {
        value.flatMap { value in welch.map { error, t in SignificanceTest(t: value / error, t) } }
    }

    /// The standard error of the difference, and the distribution of what it is divided by it.
    private var welch: Estimate<(Double, StudentT)> {
        first.standardError.flatMap { a in
            second.standardError.flatMap { b in
                // In shares of both, so that squares of squares neither overflow nor vanish.
                let largest = max(a, b)
                guard largest > 0 else { return .failure(.constant) }
                let (u, v) = ((a / largest) * (a / largest), (b / largest) * (b / largest))
                let degrees = (u + v) * (u + v) / (u * u / Double(first.n - 1) + v * v / Double(second.n - 1))
                guard let t = StudentT(degreesOfFreedom: degrees) else { return .failure(.constant) }
                return .success((largest * (u + v).squareRoot(), t))
            }
        }
    }
}
