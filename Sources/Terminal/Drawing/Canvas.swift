/// A grid of cells to draw on.
///
/// Everything is clipped to the grid, text is cleaned, and a wide character that does not fit whole leaves spaces; so nothing
/// that is drawn can break the frame.
public struct Canvas: Hashable, Sendable {
    /// How many columns.
    public let columns: Int
    /// How many rows.
    public let rows: Int
    /// Where the terminal's own cursor stands; nil hides it.
    public var cursor: Position?
    /// The cells, row by row.
    public private(set) var cells: [Cell]

    /// A blank canvas. Sizes below 1 are 1; above 10,000 columns or rows, or a million cells, it is clipped, since anyone
    /// may tell a terminal that its window is of any size.
    public init(columns: Int, rows: Int, style: Style = Style()) {
        self.columns = min(max(1, columns), 10_000)
        self.rows = min(max(1, rows), 10_000, 1_000_000 / self.columns)
        cells = [Cell](repeating: Cell(" ", style), count: self.columns * self.rows)
    }

    /// Makes it blank in a style.
    public mutating func clear(_ style: Style = Style()) {
        for index in cells.indices { cells[index] = Cell(" ", style) }
    }

    /// A character and how it looks.
    public struct Cell: Hashable, Sendable {
        /// The character; the second cell of a wide one holds nothing.
        public var character: Character?
        /// How it looks.
        public var style: Style

        /// Makes a cell.
        public init(_ character: Character?, _ style: Style) {
            self.character = character
            self.style = style
        }
    }

    /// The cell at a place inside the canvas.
    public subscript(row: Int, column: Int) -> Cell { cells[row * columns + column] }

    /// Puts text on a row and gives the column behind it. `limit` is the first column that may not be touched.
    ///
    /// Linear in the text that is seen. A character keeps at most twelve scalars, as one of a thousand marks would cost every
    /// frame; no letter or picture that people write has more. In the last column of the canvas, only its first scalar is kept
    /// of a character that cannot be composed, as there is no room for terminals that draw it in parts.
    @discardableResult
    public mutating func put(
        _ text: String, row: Int, column: Int, style: Style, limit: Int? = nil
    ) -> Int {
        let end = max(0, min(limit ?? columns, columns))
        // So far to the left, nothing can be seen, and sums could overflow.
        guard (0..<rows).contains(row), column < end, column > -1_000_000_000 else { return column }
        var place = column
        for character in cleaned(text) {
            let character = character.isPlainLetter ? character : character.kept
            let width = character.displayWidth
            // Without a letter to stand on, a mark would go into the cell before; with a colour of skin behind it, it has cells.
            guard width > 0, character.isASCII || character.unicodeScalars.first?.displayWidth != 0 else {
                continue
            }
            if place >= 0, width <= end - place {
                let isAtEdge = place + width == columns
                set(isAtEdge ? character.atEdge : character, row, place..<place + width, style)
                place += width
                continue
            }
            fill(row: row, columns: max(0, place)..<max(0, min(place + width, end)), style: style)
            place = min(place + width, end)
            if place == end { break }
        }
        return place
    }

    /// How many scalars a character keeps.
    static let scalarLimit = 12

    /// Fills a part of a row with spaces.
    public mutating func fill(row: Int, columns range: Range<Int>, style: Style) {
        guard (0..<rows).contains(row) else { return }
        let seen = range.clamped(to: 0..<columns)
        guard !seen.isEmpty else { return }
        free(row, seen)
        for column in seen { cells[row * columns + column] = Cell(" ", style) }
    }

    /// The rows as text, without spaces at their ends: what tests and documentation show.
    public var text: String {
        (0..<rows).map { row in
            var line = ""
            for column in 0..<columns {
                if let character = self[row, column].character { line.append(character) }
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// Puts a character into the cells it takes; a narrower one is followed by spaces.
    private mutating func set(_ character: Character, _ row: Int, _ range: Range<Int>, _ style: Style) {
        free(row, range)
        let first = row * columns + range.lowerBound
        let width = character.displayWidth
        cells[first] = Cell(width > 0 ? character : " ", style)
        for further in 1..<range.count { cells[first + further] = Cell(further < width ? nil : " ", style) }
    }

    /// Makes cells free to be set: what reaches into them from either side becomes spaces.
    private mutating func free(_ row: Int, _ range: Range<Int>) {
        free(row, before: range.lowerBound)
        free(row, before: range.upperBound)
    }

    /// A character that stands on both sides of an edge becomes spaces.
    private mutating func free(_ row: Int, before edge: Int) {
        let (start, end) = (row * columns, (row + 1) * columns)
        var index = start + edge
        guard index < end, cells[index].character == nil else { return }
        while index > start, cells[index].character == nil { index -= 1 }
        repeat {
            cells[index].character = " "
            index += 1
        } while index < end && cells[index].character == nil
    }
}

extension Character {
    /// What a cell keeps of the character: its first scalars, without joiners at the end, which join nothing but would make
    /// some terminals take in what comes next.
    fileprivate var kept: Character {
        let scalars = unicodeScalars
        guard scalars.count > Canvas.scalarLimit || scalars.last?.value == 0x200D else { return self }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: scalars.prefix(Canvas.scalarLimit))
        while kept.last?.value == 0x200D { kept.removeLast() }
        return String(kept).first ?? "\u{200D}"
    }

    /// What can stand in the last column: tmux puts marks there into the cell before, and others draw parts of pictures over
    /// each other.
    fileprivate var atEdge: Character {
        if isPlainLetter || Composition.single(self) != nil { return self }
        return unicodeScalars.first.map { Character($0) } ?? " "
    }
}
