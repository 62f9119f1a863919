public import Terminal

/// A terminal for tests: bytes go in, and what it shows and what was wrong with them can be looked at.
///
/// It is strict: what a terminal of its kind does not have, what it would scroll, wrap or clip, and what it may take in more
/// than one way goes to `errors`. It was written from the manuals of terminals and knows nothing of the renderer.
public struct VirtualTerminal: Sendable {
    /// What kind of terminal it plays.
    public enum Kind: String, Sendable, CaseIterable { case linux, vt100, vt220, xterm, tmux, screen }

    /// A cell: the first of a character holds its text, the others nothing.
    public struct Cell: Hashable, Sendable {
        public var text: String?
        public var style: Style

        public init(text: String?, style: Style) {
            self.text = text
            self.style = style
        }
    }

    public let kind: Kind
    /// How many colours it has: 0, 8, 16 or 256.
    public let colours: Int
    /// Whether it reads UTF-8; otherwise ISO 8859-1.
    public let isUTF8: Bool
    /// How wide it draws.
    public let widths: DrawnWidths
    public private(set) var columns: Int
    public private(set) var rows: Int
    /// The cells of the screen that is seen, row by row.
    public internal(set) var cells: [Cell]
    /// Where the cursor stands.
    public internal(set) var cursor = Position(row: 0, column: 0)
    public internal(set) var isCursorVisible = true
    /// The private modes that are on, by their numbers, but for those of the cursor and of the screen.
    public internal(set) var modes: Set<Int> = [7]
    /// Whether right-to-left letters may be reordered.
    public internal(set) var isBidiImplicit = true
    /// How letters are drawn now.
    public internal(set) var pen = Style()
    /// What was wrong, in words.
    public internal(set) var errors: [String] = []
    /// What the terminal answered.
    public internal(set) var replies: [UInt8] = []
    /// How often something was drawn over the last cell of a row, as there was no room behind it.
    public internal(set) var overprints = 0
    /// How often the scrollback was forgotten.
    public internal(set) var forgotten = 0
    /// How many bytes came in.
    public internal(set) var byteCount = 0

    /// The first screen while the alternate one is seen.
    var aside: [Cell]?
    /// Where the cursor was when the alternate screen was entered.
    var asideCursor = Position(row: 0, column: 0)
    /// The cursor is behind the last cell, and terminals differ on what it does next.
    var isBehindEdge = false
    /// What was read of a sequence or of a letter.
    var reading = Reading.text
    /// The character that was written last, and where: marks go there.
    var last: (text: String, place: Position, width: Int)?

    enum Reading: Sendable {
        case text
        case letter([UInt8], missing: Int)
        case escape
        case charset
        case sequence([UInt8])
    }

    /// A blank terminal, as it is switched on.
    public init(
        columns: Int, rows: Int, kind: Kind = .xterm, colours: Int = 256, isUTF8: Bool = true,
        widths: DrawnWidths = .ours
    ) {
        self.columns = columns
        self.rows = rows
        self.kind = kind
        self.colours = colours
        self.isUTF8 = isUTF8
        self.widths = widths
        cells = [Cell](repeating: Cell(text: " ", style: Style()), count: columns * rows)
    }

    /// The terminal that a set of capabilities describes.
    public init(columns: Int, rows: Int, for capabilities: Capabilities, widths: DrawnWidths = .ours) {
        let kind = Kind(rawValue: capabilities.family.rawValue) ?? .vt220
        self.init(
            columns: columns, rows: rows,
            kind: kind == .tmux && !capabilities.erasesWithBackground ? .screen : kind,
            colours: capabilities.colours, isUTF8: capabilities.charset == .utf8, widths: widths)
    }

    /// Whether the alternate screen is seen.
    public var isAlternate: Bool { aside != nil }

    /// The window gets another size. What is seen is cut or filled up, as terminals do, each in its own way.
    public mutating func resize(columns: Int, rows: Int) {
        func refit(_ old: [Cell]) -> [Cell] {
            var new = [Cell](repeating: Cell(text: " ", style: Style()), count: columns * rows)
            for row in 0..<min(rows, self.rows) {
                for column in 0..<min(columns, self.columns) {
                    new[row * columns + column] = old[row * self.columns + column]
                }
            }
            return new
        }
        cells = refit(cells)
        aside = aside.map(refit)
        (self.columns, self.rows) = (columns, rows)
        cursor = Position(row: min(cursor.row, rows - 1), column: min(cursor.column, columns - 1))
        isBehindEdge = false
        last = nil
    }

    /// Something else writes all over the screen.
    public mutating func scribble(_ text: String) {
        for index in cells.indices {
            cells[index] = Cell(text: text, style: Style(.palette(1), on: .palette(2), .underlined))
        }
        cursor = Position(row: rows - 1, column: columns / 2)
        pen = Style(.palette(3), on: .palette(4), [.reversed, .bold])
        last = nil
    }

    // MARK: Drawing

    /// Draws a character at the cursor.
    mutating func draw(_ text: String, width: Int) {
        if cursor.column + width > columns || isBehindEdge {
            overprints += 1
            if modes.contains(7) { errors.append("wraps at row \(cursor.row)") }
            cursor.column = max(0, columns - width)
        }
        let end = min(cursor.column + width, columns)
        last = (text, cursor, width)
        halve(at: cursor.column)
        halve(at: end)
        for column in cursor.column..<end {
            cells[cursor.row * columns + column] = Cell(
                text: column == cursor.column ? text : nil, style: pen)
        }
        isBehindEdge = end == columns
        cursor.column = min(end, columns - 1)
    }

    /// A wide character on both sides of an edge in the cursor's row becomes spaces, as half of it cannot be shown.
    private mutating func halve(at column: Int) {
        let (start, end) = (cursor.row * columns, (cursor.row + 1) * columns)
        var index = start + column
        guard index < end, cells[index].text == nil else { return }
        while index > start, cells[index].text == nil { index -= 1 }
        repeat {
            cells[index].text = " "
            index += 1
        } while index < end && cells[index].text == nil
    }

    /// Erases a part of the screen.
    mutating func erase(_ range: Range<Int>) {
        if !pen.attributes.isDisjoint(with: [.underlined, .reversed]) {
            errors.append("erases with an underline or reversed")
        }
        let hasColour = kind == .xterm || kind == .linux || kind == .tmux
        if pen.background != .standard && !hasColour {
            errors.append("erases with a background it may not keep")
        }
        let blank = Cell(text: " ", style: Style(.standard, on: hasColour ? pen.background : .standard))
        if range.count < columns * rows { halve(at: cursor.column) }
        for index in range { cells[index] = blank }
    }

    // MARK: Looking

    /// What is seen, without spaces at the ends of rows.
    public var text: String {
        (0..<rows).map { row in
            var line = cells[row * columns..<(row + 1) * columns].map { $0.text ?? "" }.joined()
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
