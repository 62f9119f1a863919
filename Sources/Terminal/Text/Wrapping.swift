/// Where text stands in a column that is wider than itself.
public enum Alignment: Sendable {
    /// At its left edge.
    case left
    /// At its right edge, as numbers do.
    case right
    /// In its middle, or one cell to the left of it.
    case center
}

extension String {
    /// The text in lines of at most so many cells.
    ///
    /// Lines break at spaces, which are dropped there, and where the text itself has a line break. A word wider than a
    /// line is cut between characters. No-break spaces hold words together. Only a character that is itself wider than
    /// the line exceeds it, on a line of its own. The empty text is one empty line.
    ///
    /// - Complexity: linear in the text.
    public func wrapped(to width: Int) -> [String] {
        var lines = LineBuilder(width: max(1, width))
        for character in self {
            if character.isNewline {
                lines.endLine()
            } else if character == " " {
                lines.addSpace()
            } else {
                lines.add(character)
            }
        }
        lines.endLine()
        return lines.finished
    }

    /// The text filled up with spaces to so many cells; unchanged if it is as wide or wider.
    public func padded(to width: Int, alignment: Alignment = .left) -> String {
        let missing = max(0, width - displayWidth)
        let before =
            switch alignment {
            case .left: 0
            case .right: missing
            case .center: missing / 2
            }
        return String(repeating: " ", count: before) + self + String(repeating: " ", count: missing - before)
    }

    /// The text cut to so many cells, ending in the mark if anything was cut and the mark itself fits.
    ///
    /// It may take a cell less where a wide character would have been cut in half. Linear in the text.
    public func truncated(to width: Int, mark: String = "...") -> String {
        guard displayWidth > width else { return self }
        let markWidth = mark.displayWidth
        let ending = markWidth <= width ? mark : ""
        let room = max(0, width - (ending.isEmpty ? 0 : markWidth))
        var kept = ""
        var used = 0
        for character in self {
            used += character.displayWidth
            if used > room { break }
            kept.append(character)
        }
        return kept + ending
    }

    /// The text in exactly so many cells: cut or filled up as needed.
    public func fitted(to width: Int, alignment: Alignment = .left, mark: String = "...") -> String {
        truncated(to: width, mark: mark).padded(to: width, alignment: alignment)
    }
}

/// Collects characters into lines: a line that is full so far, the spaces after it, and the word that is being read.
private struct LineBuilder {
    private(set) var finished: [String] = []
    private let width: Int
    private var line = ""
    private var lineWidth = 0
    private var spaces = 0
    private var word = ""
    private var wordWidth = 0

    init(width: Int) { self.width = width }

    mutating func add(_ character: Character) {
        let own = character.displayWidth
        if wordWidth + own > width, !word.isEmpty {
            // The word is wider than a line: what has been read of it becomes a line of its own, or ends this one.
            placeWord()
            breakLine()
        }
        word.append(character)
        wordWidth += own
    }

    mutating func addSpace() {
        placeWord()
        spaces += 1
    }

    mutating func endLine() {
        placeWord()
        breakLine()
        spaces = 0
    }

    private mutating func placeWord() {
        guard !word.isEmpty else { return }
        // Written as a subtraction, since there may be any number of spaces.
        if lineWidth + wordWidth > width - spaces, lineWidth > 0 || spaces > 0 {
            if lineWidth > 0 { breakLine() }
            spaces = 0
        }
        line += String(repeating: " ", count: spaces) + word
        lineWidth += spaces + wordWidth
        spaces = 0
        word = ""
        wordWidth = 0
    }

    private mutating func breakLine() {
        finished.append(line)
        line = ""
        lineWidth = 0
    }
}
