internal import Terminal

/// How wide a terminal draws.
public struct DrawnWidths: Hashable, Sendable {
    /// Whether it puts whole characters into cells, as Unicode divides text, rather than scalars.
    public var joinsCharacters = false
    /// What a mark over a letter takes.
    public var mark = 0
    /// What a mark takes that stands beside its letter.
    public var spacingMark = 0
    /// What a picture takes.
    public var picture = 2
    /// What half a flag takes.
    public var indicator = 2
    /// What a colour of skin takes.
    public var tone = 2
    /// Whether the selector of coloured pictures makes a sign wide.
    public var selectorWidens = false

    /// As `Character.displayWidth` says.
    public static let ours = DrawnWidths(joinsCharacters: true)
    /// Scalar by scalar, as xterm and older terminals do: a family is as wide as its members together.
    public static let scalars = DrawnWidths()
    /// Scalar by scalar, with narrow flags and selectors that widen, as some do.
    public static let narrowFlags = DrawnWidths(spacingMark: 1, indicator: 1, selectorWidens: true)
    /// The console of Linux before 6.16: marks take a cell, pictures take one.
    public static let console = DrawnWidths(mark: 1, spacingMark: 1, picture: 1, indicator: 1, tone: 1)
    /// All of them.
    public static let all = [ours, scalars, narrowFlags, console]

    public init(
        joinsCharacters: Bool = false, mark: Int = 0, spacingMark: Int = 0, picture: Int = 2,
        indicator: Int = 2,
        tone: Int = 2, selectorWidens: Bool = false
    ) {
        self.joinsCharacters = joinsCharacters
        self.mark = mark
        self.spacingMark = spacingMark
        self.picture = picture
        self.indicator = indicator
        self.tone = tone
        self.selectorWidens = selectorWidens
    }

    /// What a scalar takes that begins a character.
    func width(of scalar: Unicode.Scalar) -> Int {
        if joinsCharacters { return Character(scalar).displayWidth }
        let properties = scalar.properties
        switch scalar.value {
        case 0x1F1E6...0x1F1FF: return indicator
        case 0x1F3FB...0x1F3FF: return tone
        case 0xFE00...0xFE0F, 0x200B...0x200D: return 0
        default: break
        }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return mark
        case .spacingMark: return spacingMark
        default: return properties.isEmojiPresentation ? picture : Character(scalar).displayWidth
        }
    }

    /// What the last character takes with another scalar in it; nil if the scalar begins a character of its own.
    func extended(_ text: String, _ width: Int, with scalar: Unicode.Scalar) -> Int? {
        var longer = text
        longer.unicodeScalars.append(scalar)
        if joinsCharacters {
            guard longer.count == 1, let whole = longer.first else { return nil }
            return whole.displayWidth
        }
        if scalar.value == 0xFE0F, selectorWidens, text.unicodeScalars.first?.properties.isEmoji == true {
            return 2
        }
        return self.width(of: scalar) == 0 ? width : nil
    }
}
