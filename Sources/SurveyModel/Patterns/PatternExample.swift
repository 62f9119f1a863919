extension TextPattern {
    /// A short text of the pattern; nil where none was found. Linear in the pattern.
    public var example: String? {
        let guesses: [String]
        switch kind {
        case .email: guesses = ["a@example.org"]
        case .phone: guesses = ["+30 210 555 0100", "5550100"]
        case .expression:
            // What many patterns are made of reads better than the shortest text.
            let common = [
                "a", "A", "1", "0", "12", "123", "1234", "12345", "123456", "A1", "AB12", "AB-1234", "A-1",
                "a1",
                "12-34", "2026", "10115", "114 55", "ABC123", "ABC-123", "A123456", "AA1111", "aa", "AA",
                "AAA",
                "aaa", "AAAA",
            ]
            guesses = common + [PatternExample.text(of: source)].compactMap(\.self)
        }
        return guesses.first(where: matches)
    }
}

/// A short text of a pattern, written by reading the pattern: the first of alternatives, the fewest repetitions.
///
/// Knows the syntax of patterns: literals, `.`, classes, `\d \w \s \p{…}` and their negations, groups, `|`, `* + ?` and
/// `{m,n}`. What it writes is a guess that the caller checks. Linear in what it writes.
struct PatternExample {
    private var rest: Substring
    /// No pattern needs a longer text than this.
    private static let limit = 4_000

    /// A text; nil where none was found.
    static func text(of pattern: String) -> String? {
        var reader = PatternExample(rest: pattern[...])
        let found = reader.alternatives(depth: 0)
        return found.count <= limit ? found : nil
    }

    private init(rest: Substring) { self.rest = rest }

    private mutating func alternatives(depth: Int) -> String {
        let first = sequence(depth: depth)
        while rest.first == "|" {
            rest.removeFirst()
            _ = sequence(depth: depth)
        }
        return first
    }

    private mutating func sequence(depth: Int) -> String {
        var written = ""
        while let next = rest.first, next != "|", next != ")", written.count <= Self.limit {
            let atom = atom(depth: depth)
            written += String(repeating: atom, count: fewest())
        }
        return written
    }

    /// How often the atom before is repeated at least.
    private mutating func fewest() -> Int {
        switch rest.first {
        case "*", "?":
            rest.removeFirst()
            return 0
        case "+":
            rest.removeFirst()
            return 1
        case "{":
            guard let end = rest.firstIndex(of: "}") else { return 1 }
            let low = rest[..<end].dropFirst().prefix { $0.isNumber }
            rest = rest[rest.index(after: end)...]
            return min(Self.limit, Int(low) ?? 0)
        default: return 1
        }
    }

    private mutating func atom(depth: Int) -> String {
        let first = rest.removeFirst()
        switch first {
        case "(":
            if rest.hasPrefix("?:") { rest.removeFirst(2) }
            // Patterns nest a few deep; what nests deeper is left to the caller's check.
            guard depth < 100 else {
                rest = ""
                return ""
            }
            let inner = alternatives(depth: depth + 1)
            if rest.first == ")" { rest.removeFirst() }
            return inner
        case "[": return String(member())
        case ".": return "a"
        case "\\": return String(escaped())
        case "^", "$": return ""
        default: return String(first)
        }
    }

    /// A character of an escape.
    private mutating func escaped() -> Character {
        guard let kind = rest.popFirst() else { return "\\" }
        switch kind {
        case "d": return "1"
        case "w": return "a"
        case "s": return " "
        case "D": return "a"
        case "W": return "-"
        case "S": return "a"
        case "p", "P":
            guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return "a" }
            let name = rest[..<end].dropFirst()
            rest = rest[rest.index(after: end)...]
            if kind == "P" { return name == "N" ? "a" : "1" }
            return name == "N" || name == "Nd" ? "1" : name == "Lu" ? "A" : "a"
        case "n": return "\n"
        case "t": return "\t"
        default: return kind
        }
    }

    /// A character of a class.
    private mutating func member() -> Character {
        var isNegated = false
        if rest.first == "^" {
            isNegated = true
            rest.removeFirst()
        }
        var ranges: [ClosedRange<Character>] = []
        while let next = rest.popFirst(), next != "]" {
            let low = next == "\\" ? escaped() : next
            if rest.first == "-", rest.dropFirst().first != "]" {
                rest.removeFirst()
                let high = rest.popFirst() ?? low
                if low <= high { ranges.append(low...high) }
            } else {
                ranges.append(low...low)
            }
        }
        guard isNegated else { return ranges.first?.lowerBound ?? "a" }
        return "a1A-._ é".first { character in !ranges.contains { $0.contains(character) } } ?? "~"
    }
}
