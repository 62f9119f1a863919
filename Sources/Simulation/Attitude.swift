internal import Interview

/// What a synthetic respondent thinks, as scores with mean 0 and variance about 1.
///
/// A chain with noise at every link: the service met makes satisfied and makes things easy, and both make loyal. The
/// weights are chosen, not estimated: correlations between the kinds of question come out clear and short of perfect.
struct Attitude {
    /// The service this respondent met.
    var service: Double
    /// Satisfaction: `0.8 service`, the rest noise.
    var satisfaction: Double
    /// Ease: `0.65 service`, the rest noise.
    var ease: Double
    /// Loyalty: `0.7 satisfaction + 0.2 ease`, the rest noise.
    var loyalty: Double

    init(from generator: inout SeededGenerator) {
        service = generator.normal()
        satisfaction = 0.8 * service + 0.6 * generator.normal()
        ease = 0.65 * service + 0.76 * generator.normal()
        loyalty = 0.7 * satisfaction + 0.2 * ease + 0.6 * generator.normal()
    }
}

extension SeededGenerator {
    /// A number from a nearly normal distribution with mean 0 and variance 1, within ±6: the sum of twelve uniform ones
    /// (Irwin and Hall). It needs no logarithm, whose last digit may differ between platforms.
    mutating func normal() -> Double {
        var sum: UInt64 = 0
        for _ in 0..<3 {
            let bits = next()
            sum += (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + bits >> 48
        }
        return (Double(sum) + 6) / 65_536 - 6
    }

    /// Whether something happens that happens with this probability.
    mutating func happens(_ probability: Double) -> Bool { unit() < probability }

    /// A positive number with this median and a long tail: log-logistic with shape 2, so only a root is needed.
    mutating func skewed(median: Double) -> Double {
        let share = unit()
        return median * (share / (1 - share)).squareRoot()
    }
}
