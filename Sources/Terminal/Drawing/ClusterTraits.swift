/// What about a character terminals disagree on.
///
/// A letter has none of these; a picture of a family, joined and with a heart in it, has several.
struct ClusterTraits: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    /// Marks over or under a letter, which have no composed form.
    static let marked = ClusterTraits(rawValue: 1 << 0)
    /// An East Asian wide letter.
    static let wide = ClusterTraits(rawValue: 1 << 1)
    /// A picture that is wide by itself.
    static let picture = ClusterTraits(rawValue: 1 << 2)
    /// A picture of Unicode 11 to 15, which older tables do not know.
    static let newPicture = ClusterTraits(rawValue: 1 << 3)
    /// A sign with the selector that asks for its coloured picture.
    static let selected = ClusterTraits(rawValue: 1 << 4)
    /// A picture with a colour of skin.
    static let toned = ClusterTraits(rawValue: 1 << 5)
    /// Pictures that are joined to one.
    static let joined = ClusterTraits(rawValue: 1 << 6)
    /// A flag of two regional indicators.
    static let flag = ClusterTraits(rawValue: 1 << 7)
    /// A syllable of an Indic script, or one with marks that take a place of their own.
    static let syllable = ClusterTraits(rawValue: 1 << 8)
    /// A Korean syllable in letters.
    static let jamo = ClusterTraits(rawValue: 1 << 9)
    /// Anything else that is rare and not measured: half a flag, invisible scalars, private ones, a picture asked for as
    /// text or newer than the samples, and what would join its neighbours.
    static let odd = ClusterTraits(rawValue: 1 << 10)

    /// What terminals disagree on about the character. Constant for letters of one scalar.
    init(_ character: Character) {
        if character.isPlainLetter { self = []; return }
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { self = .odd; return }
        if scalars.index(after: scalars.startIndex) == scalars.endIndex {
            self = Self.alone(first)
        } else if Composition.single(character) != nil {
            self = []
        } else {
            self = Self.sequence(scalars, first)
            if character.utf8.count > Self.longest { insert(.odd) }
        }
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// More bytes than this are more than some terminals keep in a cell; tmux 3.3 keeps 21.
    private static let longest = 16

    /// A character of one scalar.
    private static func alone(_ scalar: Unicode.Scalar) -> ClusterTraits {
        let value = scalar.value
        if value < 0x300 { return value == 0xAD ? .odd : [] }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .format, .privateUse, .unassigned, .control, .surrogate, .nonspacingMark, .enclosingMark,
            .spacingMark:
            return .odd
        default: break
        }
        // What would join the character before it or after it on terminals that join.
        if scalar.isRegionalIndicator || scalar.isJamo || properties.isEmojiModifier { return .odd }
        if properties.isDefaultIgnorableCodePoint || properties.isGraphemeExtend || "a\(scalar)a".count < 3 {
            return .odd
        }
        guard scalar.displayWidth == 2 else { return [] }
        guard properties.isEmojiPresentation else { return .wide }
        switch properties.age?.major ?? 99 {
        case ..<11: return .picture
        case ...15: return .newPicture
        default: return .odd
        }
    }

    /// A character of several scalars.
    private static func sequence(
        _ scalars: Character.UnicodeScalarView, _ first: Unicode.Scalar
    ) -> ClusterTraits {
        var traits: ClusterTraits = []
        var last = first
        var isLinking = false
        for (place, scalar) in scalars.enumerated() {
            traits.formUnion(
                part(scalar, at: place, after: last, of: first, isJoined: traits.contains(.joined)))
            if scalar.properties.canonicalCombiningClass == .virama { isLinking = true }
            if scalar.properties.isAlphabetic && scalar.displayWidth > 0 { isLinking = false }
            last = scalar
        }
        // What ends in a joiner would join what comes next.
        if last.value == 0x200D || isLinking || last.isLeadingJamo { traits.insert(.odd) }
        if traits.contains(.flag), scalars.count != 2 { traits.insert(.odd) }
        return traits.isEmpty ? .odd : traits
    }

    /// What a scalar adds to a sequence.
    private static func part(
        _ scalar: Unicode.Scalar, at place: Int, after last: Unicode.Scalar, of first: Unicode.Scalar,
        isJoined: Bool
    ) -> ClusterTraits {
        if scalar.isRegionalIndicator { return .flag }
        let properties = scalar.properties
        if scalar.isJamo { return properties.isDefaultIgnorableCodePoint ? .odd : .jamo }
        guard place > 0 else {
            // Letters of scripts with syllables may join their neighbours when alone, but not in a syllable.
            return alone(scalar)
        }
        switch scalar.value {
        case 0x1F3FB...0x1F3FF: return last.properties.isEmojiModifierBase ? .toned : .odd
        case 0x200D: return first.properties.isEmoji && !first.isASCII ? .joined : .odd
        case 0xFE0F: return first.properties.isEmoji && !first.isASCII ? .selected : .odd
        default: if properties.isDefaultIgnorableCodePoint { return .odd }
        }
        switch properties.generalCategory {
        case .spacingMark: return .syllable
        case .nonspacingMark: return .marked
        case .enclosingMark: return .odd
        default:
            // A second picture is joined to the first, as nothing else makes one character of two; a second letter is part
            // of a conjunct.
            let own = alone(scalar)
            if isJoined && properties.isEmoji { return own.subtracting([.picture, .wide]) }
            return own.isSubset(of: [.wide, .picture]) ? .syllable : own.union(.syllable)
        }
    }
}

extension Character {
    /// Whether it is one scalar of Latin, Greek, Cyrillic or Armenian, which every terminal draws in one cell. Quick, as it is
    /// asked of every letter of every row that changed.
    var isPlainLetter: Bool {
        let bytes = utf8
        guard let first = bytes.first else { return false }
        switch first {
        case 0x20..<0x7F: return bytes.count == 1
        // U+00C0 to U+02FF, U+0380 to U+047F and U+04C0 to U+057F, by the first of their two bytes.
        case 0xC3...0xCB, 0xCE...0xD1, 0xD3...0xD5: return bytes.count == 2
        default: return false
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is a part of a Korean syllable.
    var isJamo: Bool {
        (0x1100..<0x1200).contains(value) || (0xA960..<0xA980).contains(value)
            || (0xD7B0..<0xD800).contains(value)
    }

    /// Whether it is a letter that begins a Korean syllable.
    fileprivate var isLeadingJamo: Bool {
        (0x1100..<0x1160).contains(value) || (0xA960..<0xA980).contains(value)
    }

    /// Whether it is written from right to left, or lies in a block kept for such letters. Source: the default classes
    /// of DerivedBidiClass.txt.
    var isRightToLeft: Bool {
        switch value {
        case 0x590..<0x900, 0xFB1D..<0xFE00, 0xFE70..<0xFF00, 0x10800..<0x11000, 0x1E800..<0x1F000: true
        default: false
        }
    }
}
