internal import FoundationEssentials
internal import SurveyModel

/// Makes names of the survey language: ASCII letters, digits and `_`, at most 64, none of them a word that is no name, all
/// different without regard to case.
struct TripleSSourceNames {
    private var taken: Set<String> = []
    /// The number that the next name like one that is taken gets, so that many of them take no longer each.
    private var numbers: [String: Int] = [:]
    /// What stands before a name that would begin with a digit.
    private let prefix: String

    /// Words that are no names of variables, and those that mean something at the beginning of a line of options.
    private static let reserved: Set<String> = [
        "yes", "no", "today", "and", "or", "not", "in", "if", "else", "select", "shuffle", "draw", "group",
        "true",
        "false",
    ]

    init(prefix: String) { self.prefix = prefix }

    /// The most letters that a name has.
    private static let limit = 64

    /// A free name that is like a text; of a text without any letter or digit that the language has, it is the fallback.
    mutating func name(like text: String, fallback: String, limit: Int = limit) -> String {
        var name = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": name.unicodeScalars.append(scalar)
            case "'", "’": break
            default: if !name.hasSuffix("_") { name.append("_") }
            }
            if name.utf8.count >= limit { break }
        }
        while name.hasSuffix("_") { name.removeLast() }
        while name.hasPrefix("_") { name.removeFirst() }
        if name.isEmpty { name = fallback }
        if let first = name.utf8.first, first >= 0x30, first <= 0x39 { name = prefix + name }
        if Self.reserved.contains(name.lowercased()) { name += "_" }
        name = String(name.prefix(Self.limit))
        var candidate = name
        while !taken.insert(candidate.lowercased()).inserted {
            let number = numbers[name.lowercased(), default: 2]
            numbers[name.lowercased()] = number + 1
            let ending = "_\(number)"
            candidate = name.prefix(Self.limit - ending.utf8.count) + ending
        }
        return candidate
    }
}

/// Writes texts of the survey language.
enum TripleSSourceText {
    /// A text in quotes on one line, or another one where nothing of it is left. Characters that no terminal is given are
    /// left out.
    static func quoted(_ text: String, or other: String) -> String {
        let words = comment(text)
        return "\"" + escaped(words.isEmpty ? other : words, ["\"", "\\", "{", "}"]) + "\""
    }

    /// A text as a template of a catalogue, in which a brace would begin a placeholder.
    static func template(_ text: String) -> String { escaped(comment(text), ["\\", "{", "}"]) }

    private static func escaped(_ text: String, _ signs: Set<Unicode.Scalar>) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if signs.contains(scalar) { escaped.append("\\") }
            escaped.append(scalar)
        }
        return String(escaped)
    }

    /// The words of a comment or a note, which ends with its line.
    static func comment(_ text: String) -> String {
        String(String.UnicodeScalarView(text.oneLine.unicodeScalars.filter { !TextRule.isForbidden($0) }))
            .oneLine
    }
}

/// Which labels of other programs say that there is no answer, in English.
enum TripleSMissingLabels {
    private static let kinds: [String: Missing] = [
        "dont know": .dontKnow, "do not know": .dontKnow, "dk": .dontKnow, "unknown": .dontKnow,
        "refused": .refused, "refusal": .refused, "refused to answer": .refused,
        "prefer not to say": .refused,
        "prefer not to answer": .refused, "rather not say": .refused,
        "not applicable": .notApplicable, "n/a": .notApplicable, "na": .notApplicable,
        "does not apply": .notApplicable,
        "skipped": .skipped, "not answered": .skipped, "not stated": .skipped, "no answer": .skipped,
        "no reply": .skipped, "no response": .skipped,
    ]

    static func kind(of label: String) -> Missing? {
        var words = label.oneLine.lowercased().filter { $0 != "'" && $0 != "’" }
        while let last = words.last, last == "." || last == ")" { words.removeLast() }
        while words.first == "(" { words.removeFirst() }
        return kinds[words]
    }
}
