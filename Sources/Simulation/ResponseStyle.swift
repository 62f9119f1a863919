internal import Interview

/// How the synthetic respondents of one locale use scales.
///
/// The numbers are made up so that a table per locale has something to show. They say nothing about how people who
/// speak a language answer.
public struct ResponseStyle: Hashable, Sendable {
    /// How far answers are spread around the middle: 1 is as the attitude says, more goes to the ends.
    public var spread: Double
    /// The share of ratings that fall on the midpoint whatever the attitude.
    public var midpoint: Double
    /// How far every rating is moved towards agreement, as a share of the scale.
    public var acquiescence: Double

    /// Makes a style.
    public init(spread: Double, midpoint: Double, acquiescence: Double) {
        self.spread = spread
        self.midpoint = midpoint
        self.acquiescence = acquiescence
    }

    /// The style of a locale: from a table for `en`, `es`, `sv` and `el`, for others drawn from the tag's hash. Variants
    /// such as `es-MX` answer like their language.
    public init(locale: String) {
        let language = locale.split(separator: "-").first.map { $0.lowercased() } ?? ""
        switch language {
        case "en": self.init(spread: 1, midpoint: 0.06, acquiescence: 0.02)
        case "es": self.init(spread: 1.4, midpoint: 0.02, acquiescence: 0.08)
        case "sv": self.init(spread: 0.75, midpoint: 0.16, acquiescence: -0.02)
        case "el": self.init(spread: 1.25, midpoint: 0.04, acquiescence: 0.05)
        default:
            var generator = SeededGenerator(seed: 0, name: language)
            self.init(
                spread: 0.75 + 0.65 * generator.unit(), midpoint: 0.02 + 0.14 * generator.unit(),
                acquiescence: -0.03 + 0.12 * generator.unit())
        }
    }
}
