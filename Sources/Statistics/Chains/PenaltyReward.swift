/// What the best and the worst levels of satisfaction do to an outcome: `y = b0 + br [top] + bp [bottom]` by least
/// squares, from what those in the middle, at the top and at the bottom gave.
///
/// b0 is the mean in the middle, br the difference of the top's mean from it, bp that of the bottom's; the variance within
/// the groups is pooled. Sources: V. Mittal, W. Ross and P. Baldasare, Journal of Marketing 62 (1998); D. Brandt, Journal of
/// Services Marketing 2 (1988).
public struct PenaltyReward: Hashable, Sendable {
    /// Those in the middle.
    public let middle: Moments
    /// Those in the best boxes.
    public let top: Moments
    /// Those in the worst boxes.
    public let bottom: Moments

    /// The regression on groups with these moments of the outcome.
    public init(middle: Moments, top: Moments, bottom: Moments) {
        self.middle = middle
        self.top = top
        self.bottom = bottom
    }

    /// How many respondents there are.
    public var n: Int { middle.n + top.n + bottom.n }

    /// The mean in the middle. Absent if nobody is there.
    public var intercept: Estimate<Double> { Mean(middle).value }

    /// What the top adds. Absent if it or the middle is empty.
    public var reward: Estimate<Double> { difference(top) }

    /// What the bottom adds, below zero where it takes away. Absent if it or the middle is empty.
    public var penalty: Estimate<Double> { difference(bottom) }

    /// The standard error of the reward. Absent where it is, where no degree of freedom is left, and (`constant`) where
    /// all in a group gave the same.
    public var rewardError: Estimate<Double> { error(top) }

    /// The standard error of the penalty; see `rewardError`.
    public var penaltyError: Estimate<Double> { error(bottom) }

    /// The p value of the reward against 0, by t.
    public var rewardPValue: Estimate<Double> { pValue(reward, rewardError) }

    /// The p value of the penalty against 0, by t.
    public var penaltyPValue: Estimate<Double> { pValue(penalty, penaltyError) }

    /// The interval of the reward by t.
    public func rewardInterval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        interval(reward, rewardError, level)
    }

    /// The interval of the penalty by t.
    public func penaltyInterval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        interval(penalty, penaltyError, level)
    }

    /// The share of the outcome's variance that lies between the groups. Absent without a respondent, where all gave the
    /// same, and where sums are too large.
    public var rSquared: Estimate<Double> {
        guard n > 0 else { return .failure(.empty) }
        guard let all = middle.adding(top)?.adding(bottom) else { return .failure(.overflow) }
        guard all.squaredDeviations > 0 else { return .failure(.constant) }
        return .success(max(0, min(1, 1 - within / all.squaredDeviations)))
    }

    private var groups: [Moments] { [middle, top, bottom].filter { $0.n > 0 } }

    private var degreesOfFreedom: Int { n - groups.count }

    /// The squared distances from the means of the groups.
    private var within: Double { groups.reduce(0) { $0 + $1.squaredDeviations } }

    private func difference(_ group: Moments) -> Estimate<Double> {
        Mean(group).value.flatMap { mean in intercept.map { mean - $0 } }
    }

    private func error(_ group: Moments) -> Estimate<Double> {
        guard group.n > 0, middle.n > 0 else { return .failure(.empty) }
        guard degreesOfFreedom > 0 else { return .failure(.tooFew(minimum: groups.count + 1)) }
        guard within > 0 else { return .failure(.constant) }
        let variance = within / Double(degreesOfFreedom)
        return .success((variance * (1 / Double(group.n) + 1 / Double(middle.n))).squareRoot())
    }

    private func interval(
        _ value: Estimate<Double>, _ error: Estimate<Double>, _ level: ConfidenceLevel
    ) -> Estimate<Interval> {
        value.flatMap { value in
            error.flatMap { error in
                guard let t = StudentT(degreesOfFreedom: Double(degreesOfFreedom)) else {
                    return .failure(.constant)
                }
                let margin = t.quantile(level.upperTail) * error
                return .success(Interval(lower: value - margin, upper: value + margin))
            }
        }
    }

    private func pValue(_ value: Estimate<Double>, _ error: Estimate<Double>) -> Estimate<Double> {
        value.flatMap { value in
            error.flatMap { error in
                guard let t = StudentT(degreesOfFreedom: Double(degreesOfFreedom)) else {
                    return .failure(.constant)
                }
                return .success(min(1, 2 * t.tails(abs(value / error)).upper))
            }
        }
    }
}
