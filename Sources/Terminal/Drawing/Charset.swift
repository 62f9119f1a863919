/// How letters are written to a terminal, and come from it.
public enum Charset: Hashable, Sendable {
    /// Every letter there is.
    case utf8
    /// ISO 8859-1: the letters of Western Europe, as serial terminals have them.
    case latin1
    /// ISO 8859-7: the letters of English and of modern Greek.
    case greek
    /// The letters of English.
    case ascii

    /// What the locale names: `LC_ALL`, `LC_CTYPE` or `LANG`, the first that is set. A locale that names no character set
    /// is taken as UTF-8, as systems start kiosks without any locale.
    public init(environment: [String: String]) {
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let name = locale.split(separator: ".", maxSplits: 1).dropFirst().first ?? ""
        let plain = name.prefix { $0 != "@" }.lowercased().filter { $0.isLetter || $0.isNumber }
        switch plain {
        case "", "utf8": self = .utf8
        case "iso88591", "latin1", "iso885915", "cp1252": self = .latin1
        case "iso88597", "greek": self = .greek
        default: self = .ascii
        }
    }

    /// Whether a byte is a letter by itself, and not a part of one.
    var hasBytesForLetters: Bool { self == .latin1 || self == .greek }

    /// The letter that a byte beyond ASCII is; nil for control characters and where letters are no single bytes.
    ///
    /// Source: ISO 8859-1 and 8859-7 (2003), as `unicode.org/Public/MAPPINGS/ISO8859` lists them.
    func scalar(for byte: UInt8) -> Unicode.Scalar? {
        guard byte >= 0xA0 else { return nil }
        switch self {
        case .latin1: return Unicode.Scalar(byte)
        case .greek: return Self.greekScalars[Int(byte) - 0xA0]
        case .utf8, .ascii: return nil
        }
    }

    /// The byte for a character; nil if there is none and for UTF-8. Composed letters and those with marks are the same.
    func byte(for character: Character) -> UInt8? {
        if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F { return ascii }
        guard hasBytesForLetters, let scalar = Composition.single(character) else { return nil }
        if self == .greek { return Self.greekBytes[scalar] }
        return (0xA0..<0x100).contains(scalar.value) ? UInt8(scalar.value) : nil
    }

    /// The byte for a character, or the nearest: the letter without its marks, plain quotation marks, a question mark.
    func nearestByte(for character: Character) -> UInt8 {
        if let byte = byte(for: character) { return byte }
        guard let first = character.unicodeScalars.first else { return 0x3F }
        if first.isASCII, first.value >= 0x20, first.value < 0x7F { return UInt8(first.value) }
        if let single = Composition.single(character), let letter = Self.unmarked[single],
            let ascii = letter.asciiValue
        {
            return ascii
        }
        return 0x3F
    }

    /// ISO 8859-7 from A0 on.
    private static let greekScalars: [Unicode.Scalar?] = (0xA0...0xFF as ClosedRange<UInt32>).map { byte in
        switch byte {
        case 0xA1: "‘"
        case 0xA2: "’"
        case 0xA4: "€"
        case 0xA5: "₯"
        case 0xAA: "\u{37A}"
        case 0xAE, 0xD2, 0xFF: nil
        case 0xAF: "―"
        case 0xB7, 0xBB, 0xBD, ..<0xB4: Unicode.Scalar(byte)
        default: Unicode.Scalar(byte + 0x2D0)
        }
    }

    private static let greekBytes: [Unicode.Scalar: UInt8] = {
        var bytes: [Unicode.Scalar: UInt8] = [:]
        for (index, scalar) in greekScalars.enumerated() {
            if let scalar { bytes[scalar] = UInt8(truncatingIfNeeded: 0xA0 + index) }
        }
        return bytes
    }()

    /// Letters of European languages without their marks, and marks of typesetting as typewriters had them.
    private static let unmarked: [Unicode.Scalar: Character] = {
        let rows: [(Character, String)] = [
            ("A", "ÀÁÂÃÄÅĀĂĄ"), ("C", "ÇĆĈĊČ"), ("D", "ĎĐÐ"), ("E", "ÈÉÊËĒĔĖĘĚ"), ("G", "ĜĞĠĢ"),
            ("I", "ÌÍÎÏĨĪĬĮİ"),
            ("L", "ĹĻĽŁ"), ("N", "ÑŃŅŇ"), ("O", "ÒÓÔÕÖØŌŎŐ"), ("R", "ŔŖŘ"), ("S", "ŚŜŞŠȘ"), ("T", "ŢŤȚ"),
            ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("Y", "ÝŸ"), ("Z", "ŹŻŽ"), ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđð"),
            ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("i", "ìíîïĩīĭįı"), ("l", "ĺļľł"), ("n", "ñńņň"),
            ("o", "òóôõöøōŏő"),
            ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťț"), ("u", "ùúûüũūŭůűų"), ("y", "ýÿ"), ("z", "źżž"),
            ("\"", "“”„«»"), ("'", "‘’‚´"), ("-", "‐‑‒–—−"), ("*", "•·"), (" ", "\u{A0}\u{202F}\u{2009}"),
            ("!", "¡"),
        ]
        var table: [Unicode.Scalar: Character] = [:]
        for (letter, marked) in rows { for scalar in marked.unicodeScalars { table[scalar] = letter } }
        return table
    }()
}
