/// What a test of a difference gives.
public struct SignificanceTest: Hashable, Sendable {
    /// The statistic: standard normal, Student's t or chi-square where there is no difference.
    public let statistic: Double
    /// Of Student's t and of chi-square; nil of a normal statistic.
    public let degreesOfFreedom: Double?
    /// How probable a statistic at least this far out is where there is no difference.
    public let pValue: Double

    /// A two-sided test with a normal statistic.
    init(z: Double) {
        statistic = z
        degreesOfFreedom = nil
        pValue = min(1, 2 * NormalDistribution.tails(abs(z)).upper)
    }

    /// A two-sided test with a statistic of Student's t.
    init(t: Double, _ distribution: StudentT) {
        statistic = t
        degreesOfFreedom = distribution.degreesOfFreedom
        pValue = min(1, 2 * distribution.tails(abs(t)).upper)
    }

    /// A test with a statistic of chi-square.
    init(chiSquare: Double, _ distribution: ChiSquare) {
        statistic = chiSquare
        degreesOfFreedom = distribution.degreesOfFreedom
        pValue = distribution.tails(chiSquare).upper
    }
}

extension Interval {
    /// The interval of a difference of two independent figures from those of each: MOVER.
    ///
    ///     (x - y) - sqrt((x - lx)^2 + (uy - y)^2)   to   (x - y) + sqrt((ux - x)^2 + (y - ly)^2)
    ///
    /// Absent where one of the figures or of their intervals is.
    ///
    /// Source: G. Zou and A. Donner, "Construction of Confidence Limits about Effect Measures: A General Approach",
    /// Statistics in Medicine 27 (2008).
    static func ofDifference(
        _ first: Estimate<Double>, _ firstInterval: Estimate<Interval>,
        _ second: Estimate<Double>, _ secondInterval: Estimate<Interval>
    ) -> Estimate<Interval> {
        Result { () throws(Absence) in
            let (x, y) = (try first.get(), try second.get())
            let (a, b) = (try firstInterval.get(), try secondInterval.get())
            func distance(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
            return Interval(
                lower: x - y - distance(x - a.lower, b.upper - y),
                upper: x - y + distance(a.upper - x, y - b.lower))
        }
    }
}
