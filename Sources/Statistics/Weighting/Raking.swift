/// What a variable is to look like after weighting: a target for each of its categories.
public struct RakingMargin: Hashable, Sendable {
    /// The variable, for faults.
    public var variable: String
    /// The names of its categories, for faults.
    public var categories: [String]
    /// The target of each category, a count or a share; nil where there is none, which only a category without a
    /// respondent may have.
    public var targets: [Double?]
    /// The part of the population that it is about, such as a locale; nil is everybody.
    public var part: String?
    /// How much of the population that part is, 0 to 1.
    public var share: Double

    /// Makes a margin.
    public init(
        variable: String, categories: [String], targets: [Double?], part: String? = nil, share: Double = 1
    ) {
        self.variable = variable
        self.categories = categories
        self.targets = targets
        self.part = part
        self.share = share
    }

    /// The sum of the targets.
    public var total: Double { targets.reduce(0) { $0 + ($1 ?? 0) } }
}

/// The respondents who are alike in all margins.
public struct RakingPattern: Hashable, Sendable {
    /// The category in each margin; nil where the margin is not about them.
    public var categories: [Int?]
    /// How many they are.
    public var count: Int

    /// Makes a pattern.
    public init(_ categories: [Int?], count: Int) {
        self.categories = categories
        self.count = count
    }
}

/// Why respondents cannot be weighted to margins.
public enum RakingFault: Error, Hashable, Sendable {
    /// There is nobody to be weighted.
    case nobody
    /// A target is negative or not a number.
    case invalidTarget(variable: String, category: String, part: String?)
    /// The targets of a variable add up to nothing, or to too much.
    case invalidTotal(variable: String, part: String?, total: Double)
    /// Shares that do not add up to 1.
    case shares(variable: String, part: String?, total: Double)
    /// The targets of two variables add up to different numbers.
    case totals(first: String, Double, second: String, Double, part: String?)
    /// A category has a target and no respondent.
    case noRespondent(variable: String, category: String, part: String?)
    /// A category has respondents and no target.
    case noTarget(variable: String, category: String, part: String?)
    /// No weights come near to all targets: they contradict each other in the answers that there are.
    case notConverging(variable: String, category: String, part: String?, error: Double, rounds: Int)
    /// No weights within the caps come near to all targets.
    case capsTooTight(variable: String, category: String, part: String?, error: Double, rounds: Int)
    /// The caps are not two numbers around 1, the lower one not negative.
    case invalidCaps
    /// A pattern has another number of categories than there are margins, or a category that its margin does not have.
    case shape
}

/// Weights that bring the sample to its targets.
public struct Raking: Hashable, Sendable {
    /// The weight of a respondent of each pattern; the mean over all respondents with a weight is 1. Zero for those in
    /// a category whose target is zero.
    public let weights: [Double]
    /// How often all margins were gone through.
    public let rounds: Int
    /// The largest relative distance of a category from its target.
    public let largestError: Double

    /// What `largestError` stays below.
    public static let tolerance = 1e-12
    /// How often the margins are gone through at most.
    public static let roundLimit = 20_000
    /// How far totals of targets may differ relative to each other, and shares from 1: what rounding to six decimals
    /// leaves.
    public static let totalTolerance = 1e-6

    /// Weights so that each category of each margin has its target: iterative proportional fitting.
    ///
    /// Each margin in turn multiplies the weights of each category with what they lack, over and over, until the
    /// largest relative error of all is below `tolerance`. With one margin that is post-stratification, and done in one
    /// round. Targets are counts or shares: those of a variable that add up to 1 are shares; counts of one part of the
    /// population have to add up to the same.
    ///
    /// With `caps`, weights are trimmed to them after each round, and the next rounds distribute what was taken, so
    /// that in the end both hold. Trimming as raking is a projection that minimises Kullback and Leibler's divergence,
    /// and projections in turn come to a point in all sets if there is one (L. Bregman, 1967). Caps trade a little bias
    /// for less variance.
    ///
    /// Fails when the error no longer falls, since targets contradict each other or the caps leave no room. A round
    /// takes a time linear in patterns times margins.
    ///
    /// Sources: W. Deming and F. Stephan, "On a Least Squares Adjustment of a Sampled Frequency Table", Annals of
    /// Mathematical Statistics 11 (1940); L. Bregman, "The Relaxation Method of Finding the Common Point of Convex
    /// Sets", USSR Computational Mathematics 7 (1967); D. Izrael, M. Battaglia and M. Frankel, "Extreme Survey Weight
    /// Adjustment as a Component of Sample Balancing", SAS Global Forum (2009).
    public init(_ patterns: [RakingPattern], to margins: [RakingMargin], caps: ClosedRange<Double>? = nil)
        throws(RakingFault)
    {
        if let caps {
            guard caps.lowerBound >= 0, caps.lowerBound <= 1, caps.upperBound >= 1, caps.upperBound.isFinite
            else {
                throw .invalidCaps
            }
        }
        let shares = try Self.shares(margins)
        var fit = try Fit(patterns, margins, shares)
        weights = try fit.run(caps, margins)
        rounds = fit.rounds
        largestError = fit.worst.error
    }

    /// The targets as shares of everybody, after they were found to fit together.
    private static func shares(_ margins: [RakingMargin]) throws(RakingFault) -> [[Double?]] {
        var totals: [String?: (variable: String, total: Double)] = [:]
        var shares: [[Double?]] = []
        for margin in margins {
            guard margin.targets.count == margin.categories.count, margin.share > 0, margin.share <= 1 else {
                throw .shape
            }
            for (category, target) in zip(margin.categories, margin.targets) {
                if let target, !(target >= 0 && target.isFinite) {
                    throw .invalidTarget(variable: margin.variable, category: category, part: margin.part)
                }
            }
            let total = margin.total
            guard total > 0, total < 1e300 else {
                throw .invalidTotal(variable: margin.variable, part: margin.part, total: total)
            }
            let isOne = abs(total - 1) <= totalTolerance
            let given = margin.targets.compactMap(\.self)
            if !isOne {
                guard given.contains(where: { $0 > 1 }) || given.allSatisfy({ $0 == $0.rounded() }) else {
                    throw .shares(variable: margin.variable, part: margin.part, total: total)
                }
                if let (first, other) = totals[margin.part], abs(total / other - 1) > totalTolerance {
                    throw .totals(first: first, other, second: margin.variable, total, part: margin.part)
                }
                totals[margin.part] = totals[margin.part] ?? (margin.variable, total)
            }
            shares.append(margin.targets.map { $0.map { $0 / total * margin.share } })
        }
        return shares
    }
}

/// The work on the weights.
private struct Fit {
    /// The patterns that have a weight, by their position among all.
    private let kept: [Int]
    private let size: Int
    /// The category of each kept pattern, margin by margin; -1 where the margin is not about it.
    private let categories: [[Int]]
    /// How many respondents each category is to have.
    private let targets: [[Double]]
    private let counts: [Double]
    private var weights: [Double]
    private(set) var rounds = 0
    private(set) var worst = (error: 0.0, margin: 0, category: 0)

    init(_ patterns: [RakingPattern], _ margins: [RakingMargin], _ shares: [[Double?]]) throws(RakingFault) {
        for pattern in patterns {
            guard pattern.count >= 0, pattern.categories.count == margins.count else { throw .shape }
            for (margin, category) in zip(margins, pattern.categories) {
                if let category, !margin.categories.indices.contains(category) { throw .shape }
            }
        }
        for (position, margin) in margins.enumerated() {
            var isThere = [Bool](repeating: false, count: margin.categories.count)
            for pattern in patterns where pattern.count > 0 {
                if let category = pattern.categories[position] { isThere[category] = true }
            }
            for (category, name) in margin.categories.enumerated() {
                let target = shares[position][category]
                if isThere[category], target == nil {
                    throw .noTarget(variable: margin.variable, category: name, part: margin.part)
                }
                if !isThere[category], let target, target > 0 {
                    throw .noRespondent(variable: margin.variable, category: name, part: margin.part)
                }
            }
        }
        kept = patterns.indices.filter { index in
            patterns[index].count > 0
                && patterns[index].categories.enumerated().allSatisfy { margin, category in
                    category.map { (shares[margin][$0] ?? 0) > 0 } ?? true
                }
        }
        guard !kept.isEmpty else { throw .nobody }
        size = patterns.count
        let all = kept
        counts = all.map { Double(patterns[$0].count) }
        weights = [Double](repeating: 1, count: all.count)
        categories = margins.indices.map { margin in all.map { patterns[$0].categories[margin] ?? -1 } }
        let n = counts.reduce(0, +)
        targets = shares.map { $0.map { ($0 ?? 0) * n } }
    }

    /// The weight of each pattern.
    mutating func run(_ caps: ClosedRange<Double>?, _ margins: [RakingMargin]) throws(RakingFault) -> [Double]
    {
        // In a hundred rounds the error has to get smaller by a twentieth at least, or it never becomes small.
        var milestone = Double.infinity
        repeat {
            rounds += 1
            for margin in targets.indices { fit(margin) }
            if let caps { weights = weights.map { min(max($0, caps.lowerBound), caps.upperBound) } }
            measure()
            guard worst.error >= Raking.tolerance else { break }
            if rounds % 100 == 0 {
                guard worst.error < 0.95 * milestone, rounds < Raking.roundLimit else {
                    let margin = margins[worst.margin]
                    let category = margin.categories[worst.category]
                    if caps != nil {
                        throw .capsTooTight(
                            variable: margin.variable, category: category, part: margin.part,
                            error: worst.error,
                            rounds: rounds)
                    }
                    throw .notConverging(
                        variable: margin.variable, category: category, part: margin.part, error: worst.error,
                        rounds: rounds)
                }
                milestone = worst.error
            }
        } while true
        var result = [Double](repeating: 0, count: size)
        for (index, place) in kept.enumerated() { result[place] = weights[index] }
        return result
    }

    private func sums(_ margin: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: targets[margin].count)
        let categories = categories[margin]
        for index in weights.indices where categories[index] >= 0 {
            sums[categories[index]] += weights[index] * counts[index]
        }
        return sums
    }

    private mutating func fit(_ margin: Int) {
        let factors = zip(targets[margin], sums(margin)).map { $1 > 0 ? $0 / $1 : 1 }
        let categories = categories[margin]
        for index in weights.indices where categories[index] >= 0 {
            weights[index] *= factors[categories[index]]
        }
    }

    private mutating func measure() {
        worst = (0, 0, 0)
        for margin in targets.indices {
            for (category, (target, sum)) in zip(targets[margin], sums(margin)).enumerated() where target > 0
            {
                let error = abs(sum / target - 1)
                // What has become no number is as far away as can be.
                if error.isNaN || error > worst.error {
                    worst = (error.isNaN ? .infinity : error, margin, category)
                }
            }
        }
    }
}
