import SampleSurveys

extension Seeded {
    /// A text of words, spaces, line breaks, quotes, escapes and letters of several scripts.
    mutating func text(upTo length: Int) -> String {
        let pieces = [
            "word", " ", "  ", "\n", "\"", "\\", "\\n", "\t", "ñandú", "ταύτα;", "å", "漢字", "{name}", "€",
            "\u{1}", "7",
            "\u{7F}", "\r", "🙂", "e\u{301}", "-", "#", "a-very-long-word-without-any-space-in-it",
        ]
        return (0..<Int.random(in: 0...length, using: &self)).map { _ in
            pieces.randomElement(using: &self) ?? ""
        }
        .joined()
    }
}
