internal import SampleSurveys
public import Terminal

/// Random canvases, the same in every run.
public struct RandomScreens: RandomNumberGenerator, Sendable {
    private var random: Seeded

    /// Begins with a seed.
    public init(seed: UInt64) { random = Seeded(seed) }

    public mutating func next() -> UInt64 { random.next() }

    /// Whether something happens that happens in so many of a hundred cases.
    public mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }

    /// What people write: composed and decomposed letters of Europe, East Asia, right-to-left scripts, pictures.
    public static let words = [
        "ok", "Weiter", "(*) Yes", "[ ] No", "Hur nöjd är du?", "A\u{30A}nga\u{308}", "Ευχαριστώ",
        "Ευχαριστω\u{301}",
        "ι\u{308}\u{301}", "¿Qué tal?", "Que\u{301}", "漢字", "カタカナ", "ｶﾅ", "한글", "\u{1112}\u{1161}\u{11AB}",
        "Ａ", "x\u{301}\u{323}",
        "😀", "👍🏽", "👨‍👩‍👧‍👦", "👩\u{200D}💻", "❤\u{FE0F}", "☺\u{FE0E}", "1\u{FE0F}\u{20E3}", "🏳️‍🌈", "🇸🇪🇬🇷", "🇸",
        "\u{1FAE8}", "\u{1FAE9}",
        "שלום", "שָׁ", "مرحبا", "مُ", "क्षि", "का", "ที่", "a\u{AD}b", "\u{E000}", "a\u{200D}", "…", "\u{600}1", "Ṩ",
        "й", "и\u{306}",
    ]

    /// What nobody should write.
    public static let attacks = [
        "\u{1B}[31m", "\u{9B}2J", "\r\n\t\u{8}", "\u{202E}abc", "\u{FEFF}", "\u{E0041}", "\u{0}", "\u{7F}",
        "\u{301}",
        "a" + String(repeating: "\u{301}", count: 300), "क" + String(repeating: "्क", count: 60),
        String(repeating: "\u{1112}", count: 9), "👩" + String(repeating: "\u{200D}👩", count: 40),
        "\u{200B}\u{200D}\u{2060}",
        String(repeating: "🇸", count: 7), "\u{10FFFF}", "\u{FFFE}", "\u{FDFD}", "\u{12219}", "🏽🏽",
        "\u{1F3FB}\u{FE0F}", "\u{D7B0}\u{1160}",
        "\u{115F}\u{1160}", "\u{0E33}", "\u{A9}\u{FE0F}", "#\u{20E3}", "\u{3099}", "\u{FF9E}", "\u{1D15E}",
        "\u{2028}\u{2029}", "\u{FE0F}\u{FE0F}",
    ]

    /// Styles that themes use, and some that they do not.
    public mutating func style() -> Style {
        func colour(_ numbers: inout RandomScreens) -> Style.Colour {
            switch Int.random(in: 0..<6, using: &numbers) {
            case 0...2: .standard
            case 3: .palette(UInt8.random(in: 0..<8, using: &numbers))
            case 4: .palette(UInt8.random(in: 8..<16, using: &numbers))
            default: .palette(.random(in: 16...255, using: &numbers))
            }
        }
        let attributes = chance(60) ? [] : Style.Attributes(rawValue: .random(in: 0..<16, using: &self))
        return Style(colour(&self), on: colour(&self), attributes)
    }

    /// A canvas with text all over it, cut at edges and at each other.
    public mutating func canvas(columns: Int, rows: Int, hasAttacks: Bool = false) -> Canvas {
        var canvas = Canvas(columns: columns, rows: rows, style: chance(50) ? Style() : style())
        change(&canvas, times: .random(in: 0...2 * rows, using: &self), hasAttacks: hasAttacks)
        return canvas
    }

    /// Draws so many times on a canvas, and puts the cursor somewhere.
    public mutating func change(_ canvas: inout Canvas, times: Int, hasAttacks: Bool = false) {
        for _ in 0..<times {
            let row = Int.random(in: 0..<canvas.rows, using: &self)
            let column = Int.random(in: -3..<canvas.columns, using: &self)
            let style = chance(50) ? Style() : style()
            if chance(15) {
                let length = Int.random(in: 0...canvas.columns, using: &self)
                canvas.fill(row: row, columns: column..<column + length, style: style)
            } else {
                let words = hasAttacks && chance(40) ? Self.attacks : Self.words
                let text = (0..<Int.random(in: 1...4, using: &self)).map { _ in
                    words.randomElement(using: &self) ?? ""
                }
                canvas.put(
                    text.joined(separator: chance(70) ? " " : ""), row: row, column: column, style: style)
            }
        }
        canvas.cursor =
            chance(25)
            ? nil
            : Position(
                row: .random(in: 0..<canvas.rows, using: &self),
                column: .random(in: 0..<canvas.columns, using: &self))
    }
}
