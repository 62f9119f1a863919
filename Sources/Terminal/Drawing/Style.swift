/// How a cell looks.
public struct Style: Hashable, Sendable {
    /// The colour of the letters.
    public var foreground: Colour
    /// The colour behind them.
    public var background: Colour
    /// What else.
    public var attributes: Attributes

    /// Makes a style; without arguments, letters as the terminal has them.
    public init(
        _ foreground: Colour = .standard, on background: Colour = .standard, _ attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// A colour of the terminal's palette.
    public enum Colour: Hashable, Sendable {
        /// What the terminal has without being asked.
        case standard
        /// 0 to 15 are the palette that users may have changed, 16 to 255 are fixed. A terminal that has fewer colours gets
        /// the nearest it has.
        case palette(UInt8)
    }

    /// What a cell can have beside its colours.
    public struct Attributes: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// Makes a set.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Bold, or brighter.
        public static let bold = Attributes(rawValue: 1)
        /// Underlined.
        public static let underlined = Attributes(rawValue: 2)
        /// Letters and background exchanged.
        public static let reversed = Attributes(rawValue: 4)
        /// Fainter; never the only sign of anything.
        public static let dim = Attributes(rawValue: 8)
    }
}
