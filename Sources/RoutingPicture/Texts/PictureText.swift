internal import SurveyModel
internal import Terminal

extension StringProtocol {
    /// The text in one line, with nothing in it that a document may not hold or that reorders what stands beside it:
    /// line breaks and tabs are spaces, forbidden characters U+FFFD, tags of emoji left out. A letter with more marks
    /// than any script uses is U+FFFD as well. Linear.
    var inOneLine: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(self) }
        var line = ""
        for character in self {
            let scalars = character.unicodeScalars
            if scalars.count > 16 {
                line += "\u{FFFD}"
                continue
            }
            for scalar in scalars {
                switch scalar {
                case "\r" where scalars.count == 2: continue
                case "\n", "\r", "\t", "\u{2028}", "\u{2029}", "\u{85}": line += " "
                case "\u{E0000}"..."\u{E007F}": continue
                default: line.unicodeScalars.append(TextRule.isForbidden(scalar) ? "\u{FFFD}" : scalar)
                }
            }
        }
        return line
    }
}

/// A face and size that text is drawn in, as far as its width goes.
struct TypeFace: Hashable, Sendable {
    var isMonospaced = false
    var isBold = false
    /// The size in pixels.
    var size: Int

    /// At least the width of a character, in thousandths of a pixel.
    ///
    /// A reader's fonts are not known, so this is the widest of the usual ones: DejaVu Sans for a text, with some air.
    func width(of character: Character) -> Int {
        let scalar = character.unicodeScalars.first?.value ?? 0
        let cells = character.displayWidth
        let width: Int
        if cells == 0 {
            width = 0
        } else if cells > 1 || scalar >= 0x2E80 {
            // What is drawn over two cells is square; pictures of people and flags are wider than that.
            width = 680 * cells
        } else if isMonospaced && scalar < 0x2100 {
            width = 605
        } else if (0x20..<0x7F).contains(scalar) {
            width = Self.ascii[Int(scalar) - 0x20] * (isBold ? 112 : 103) / 100
        } else {
            width = scalar < 0x700 ? 780 : 900
        }
        return width * size
    }

    /// At least the width of a text, in pixels.
    func width(of text: some StringProtocol) -> Int {
        (text.reduce(0) { $0 + width(of: $1) } + 999) / 1000
    }

    /// The text in at most so many lines of a width, in pixels, broken at spaces where there are any; what does not fit
    /// is left out, and an ellipsis says so. Never breaks within a character. Linear in what is kept.
    func lines(of text: String, width room: Int, most: Int) -> [String] {
        let ellipsis = width(of: "…" as Character)
        let room = max(room * 1000, ellipsis + 1)
        var lines: [String] = []
        var rest = text[...]
        while lines.count < most {
            while rest.first == " " { rest.removeFirst() }
            guard !rest.isEmpty else { break }
            let isLast = lines.count == most - 1
            var used = 0
            var end = rest.startIndex
            var space: String.Index?
            // Where the line has to end if the text goes on.
            var cut = rest.startIndex
            while end < rest.endIndex {
                let width = width(of: rest[end])
                if used + width > room { break }
                used += width
                if rest[end] == " " { space = end }
                end = rest.index(after: end)
                if used + ellipsis <= room { cut = end }
            }
            if end == rest.endIndex {
                lines.append(String(rest))
                return lines
            }
            if isLast {
                var kept = rest[..<cut]
                while kept.last == " " { kept.removeLast() }
                lines.append(kept + "…")
                return lines
            }
            // A character that is wider than a line takes one of its own.
            if end == rest.startIndex { end = rest.index(after: end) }
            let stop = rest[end] == " " ? end : space ?? end
            var line = rest[..<stop]
            while line.last == " " { line.removeLast() }
            lines.append(String(line))
            rest = rest[stop...]
        }
        return lines
    }

    /// The text in one line of a width.
    func line(of text: String, width: Int) -> String { lines(of: text, width: width, most: 1).first ?? "" }

    /// The widths of DejaVu Sans for U+0020 to U+007E, in thousandths of its size.
    private static let ascii = [
        317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360, 317, 336, 636, 636, 636, 636,
        636, 636, 636, 636, 636, 636, 336, 336, 837, 837, 837, 530, 1000, 684, 686, 698, 770, 631, 575, 774,
        751, 294, 294, 655, 557, 862, 748, 787, 603, 787, 694, 634, 610, 731, 684, 988, 685, 610, 685, 390,
        336, 390, 837, 500, 500, 612, 634, 549, 634, 615, 352, 634, 633, 277, 277, 579, 277, 974, 633, 611,
        634, 634, 411, 520, 392, 633, 591, 817, 591, 591, 524, 636, 336, 636, 837,
    ]
}

/// What XML and the labels of Graphviz need escaped.
func escaped(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 })
    else { return String(text) }
    var escaped = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "'": escaped += "&#39;"
        default: escaped.unicodeScalars.append(scalar)
        }
    }
    return escaped
}
