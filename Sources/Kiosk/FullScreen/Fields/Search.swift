/// Labels as they are searched: without case and diacritics, so that a list is found with whatever keyboard there is.
struct SearchIndex: Sendable {
    /// The language the labels are in.
    let locale: String
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// Reads labels. Linear.
    init(_ labels: some Sequence<String>, locale: String) {
        self.locale = locale
        var folding = Folding()
        for label in labels {
            bytes += folding.folded(label).utf8
            ends.append(bytes.count)
        }
    }

    /// The numbers of the labels that hold every word of what was typed, rising. Linear in the labels for each word.
    func matches(_ typed: String) -> [Int] {
        var folding = Folding()
        let words = folding.folded(typed).split(separator: " ").map { Array($0.utf8) }
        var start = 0
        return ends.indices.filter { label in
            defer { start = ends[label] }
            return words.allSatisfy { isFound($0, in: start..<ends[label]) }
        }
    }

    private func isFound(_ word: [UInt8], in range: Range<Int>) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            guard let first = word.first, range.count >= word.count else { return word.isEmpty }
            for place in range.lowerBound...(range.upperBound - word.count) where bytes[place] == first {
                var length = 1
                while length < word.count, bytes[place + length] == word[length] { length += 1 }
                if length == word.count { return true }
            }
            return false
        }
    }
}

/// Writes text in small letters without diacritics: `Ål` is `al`, `Ζάκυνθος` is `ζακυνθοσ`.
///
/// The base of a letter is read from its name in the Unicode Character Database, as in LATIN SMALL LETTER A WITH RING ABOVE.
/// Names are slow to get, so a value remembers the letters that it has met.
struct Folding: Sendable {
    private var known: [Unicode.Scalar: Unicode.Scalar] = [:]

    /// The text, folded.
    mutating func folded(_ text: String) -> String {
        let small = text.lowercased()
        if small.utf8.allSatisfy({ $0 < 0x80 }) { return small }
        var scalars = String.UnicodeScalarView()
        for scalar in small.unicodeScalars {
            if scalar.isASCII {
                scalars.append(scalar)
            } else if scalar.properties.canonicalCombiningClass == .notReordered {
                scalars.append(base(of: scalar))
            }
        }
        return String(scalars)
    }

    private mutating func base(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        if let base = known[scalar] { return base }
        let base = Self.base(of: scalar) ?? scalar
        known[scalar] = base
        return base
    }

    private static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar == "ς" { return "σ" }
        guard let name = scalar.properties.name else { return nil }
        let words = name.split(separator: " ")
        guard words.count > 4, words[1] == "SMALL", words[2] == "LETTER", words[4] == "WITH" else {
            return nil
        }
        switch words[0] {
        case "LATIN": return words[3].count == 1 ? words[3].lowercased().unicodeScalars.first : nil
        case "GREEK": return greek[words[3]]
        case "CYRILLIC": return cyrillic[words[3]]
        default: return nil
        }
    }

    private static let greek: [Substring: Unicode.Scalar] = [
        "ALPHA": "α", "EPSILON": "ε", "ETA": "η", "IOTA": "ι", "OMICRON": "ο", "UPSILON": "υ", "OMEGA": "ω",
        "RHO": "ρ",
    ]

    private static let cyrillic: [Substring: Unicode.Scalar] = [
        "I": "и", "IE": "е", "U": "у", "A": "а", "O": "о", "GHE": "г", "KA": "к", "ZHE": "ж", "ZE": "з",
    ]
}
