public import Terminal

/// Keys that are pressed one after the other, and that nobody presses by chance.
public struct KeyChord: Hashable, Sendable {
    /// The keys, at least one.
    public let keys: [Key]

    /// Makes a chord of keys, which must not be empty.
    public init(_ keys: [Key]) { self.keys = keys }

    /// Ctrl-K and Ctrl-O, which every terminal sends, and no question wants.
    public static let standard = KeyChord([.control("k"), .control("o")])

    /// The most keys in a chord.
    static let limit = 4
    /// Letters that a terminal sends as another key, or that stop and end programs.
    private static let taken: Set<Unicode.Scalar> = ["c", "h", "i", "j", "m", "q", "s", "z"]

    /// Reads `ctrl-k ctrl-o` or `f9 f10`; nil for anything else.
    init?(reading text: String) {
        var keys: [Key] = []
        for word in text.lowercased().split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            guard keys.count < Self.limit, let key = Self.key(word) else { return nil }
            keys.append(key)
        }
        guard !keys.isEmpty else { return nil }
        self.keys = keys
    }

    private static func key(_ word: Substring) -> Key? {
        if word.hasPrefix("ctrl-") {
            let letters = word.dropFirst(5).unicodeScalars
            guard letters.count == 1, let letter = letters.first, ("a"..."z").contains(letter),
                !taken.contains(letter)
            else { return nil }
            return .control(letter)
        }
        guard word.hasPrefix("f"), let number = Int(word.dropFirst()), (1...12).contains(number),
            number != 1, number != 4, word == "f\(number)"
        else { return nil }
        return Key(.function(number))
    }

    /// The chord as the settings file has it.
    public var text: String {
        keys.map { key in
            switch key.code {
            case .function(let number): "f\(number)"
            case .character(let letter): "ctrl-\(letter)"
            default: ""
            }
        }.joined(separator: " ")
    }
}
