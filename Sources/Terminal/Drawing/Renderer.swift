/// Turns what a terminal shows into what a canvas holds, with as few bytes as it takes.
///
///     var renderer = Renderer(capabilities: capabilities)
///     let bytes = renderer.render(canvas)     // for one write
///
/// Only what differs from the last frame is written. The screen is never scrolled, and nothing is sent that the capabilities
/// do not have. Every row that holds something terminals disagree on is written whole, as nobody knows what became of its
/// cells; the same for right-to-left letters, whose place on the screen depends on the whole row.
///
/// - Complexity: one comparison per cell and frame, and work in proportion to what changed.
public struct Renderer: Sendable {
    /// What the terminal can do.
    public let capabilities: Capabilities
    /// How wide it draws.
    public let widths: WidthProfile
    /// What the screen shows; nil is unknown.
    var shown: Canvas?
    /// Which rows of it must be written whole.
    var fragile: [Bool] = []
    /// How the terminal would draw a letter now; nil is unknown.
    var pen: Style?
    /// Where its cursor is; a row or a column of -1 is unknown.
    var place = Position(row: -1, column: -1)
    /// Whether its cursor can be seen; nil is unknown.
    var isCursorVisible: Bool?
    /// What is to be sent.
    var bytes: [UInt8] = []
    /// The last style that was looked up, and how the terminal shows it.
    private var lookup = (asked: Style(), shown: Style())

    /// Above this many bytes the cursor is hidden, so that nobody sees it run.
    private static let longFrame = 300

    /// A renderer for a terminal that shows nobody knows what.
    public init(capabilities: Capabilities, widths: WidthProfile = .unmeasured) {
        self.capabilities = capabilities
        self.widths = widths
    }

    /// The screen may show anything: the next frame clears it and paints everything.
    public mutating func invalidate() {
        shown = nil
        pen = nil
        place = Position(row: -1, column: -1)
        isCursorVisible = nil
    }

    /// The bytes that make the terminal show the canvas, for one write; none if it shows it already. A canvas of another
    /// size than the last is painted whole. Empty for terminals without a screen.
    public mutating func render(_ canvas: Canvas) -> [UInt8] {
        guard capabilities.fillsScreens else { return [] }
        bytes.removeAll(keepingCapacity: true)
        var old: Canvas
        if let shown, shown.columns == canvas.columns, shown.rows == canvas.rows {
            old = shown
        } else {
            old = erase(for: canvas)
        }
        shown = nil
        for row in 0..<canvas.rows where !canvas.hasSameRow(row, as: old) {
            paint(row, of: canvas, over: old)
        }
        old = canvas
        shown = canvas
        showCursor(canvas)
        return bytes
    }

    /// Clears the screen and gives what it shows then.
    private mutating func erase(for canvas: Canvas) -> Canvas {
        invalidate()
        fragile = [Bool](repeating: false, count: canvas.rows)
        // The corner is mostly in the colour of the whole.
        let corner = look(canvas[canvas.rows - 1, canvas.columns - 1].style)
        let isFit = isErasable(corner)
        let ground = isFit ? Style(.standard, on: corner.background) : Style()
        setPen(ground)
        send("\u{1B}[H\u{1B}[J")
        place = Position(row: 0, column: 0)
        return Canvas(columns: canvas.columns, rows: canvas.rows, style: ground)
    }

    /// Puts the cursor where the canvas has it, or hides it.
    private mutating func showCursor(_ canvas: Canvas) {
        let isVisible = canvas.cursor != nil
        if capabilities.hasCursorVisibility {
            let isHiddenFirst = isCursorVisible != false && (!isVisible || bytes.count > Self.longFrame)
            if isHiddenFirst {
                bytes.insert(contentsOf: Array("\u{1B}[?25l".utf8), at: 0)
                isCursorVisible = false
            }
        }
        if let cursor = canvas.cursor {
            move(
                row: min(max(cursor.row, 0), canvas.rows - 1),
                column: min(max(cursor.column, 0), canvas.columns - 1),
                on: canvas)
            if capabilities.hasCursorVisibility, isCursorVisible != true {
                send("\u{1B}[?25h")
                isCursorVisible = true
            }
        } else if !capabilities.hasCursorVisibility {
            // It cannot be hidden, so it rests where it disturbs least.
            move(row: canvas.rows - 1, column: canvas.columns - 1, on: canvas)
        }
    }

    /// Paints what differs in a row, or the whole row.
    private mutating func paint(_ row: Int, of canvas: Canvas, over old: Canvas) {
        let isFragile = canvas.row(row, needsCareBy: widths, charset: capabilities.charset)
        let isWhole = isFragile || fragile[row]
        fragile[row] = isFragile
        let blank = blankEnd(of: row, of: canvas)
        var column = 0
        while column < canvas.columns {
            var end = column + 1
            while end < canvas.columns, canvas[row, end].character == nil { end += 1 }
            guard isWhole || (column..<end).contains(where: { differs(row, $0, canvas, old) }) else {
                column = end
                continue
            }
            if column >= blank.start {
                var last = canvas.columns - 1
                while !isWhole, last > column, !differs(row, last, canvas, old) { last -= 1 }
                // Erasing takes three bytes.
                if last - column >= 3 {
                    move(row: row, column: column, on: canvas)
                    setPen(blank.style)
                    send("\u{1B}[K")
                    break
                }
            }
            write(canvas[row, column], row: row, columns: column..<end, on: canvas)
            column = end
        }
    }

    /// Where the spaces at the end of a row begin that erasing gives as well, and with which pen.
    private mutating func blankEnd(of row: Int, of canvas: Canvas) -> (start: Int, style: Style) {
        let last = look(canvas[row, canvas.columns - 1].style)
        let style = Style(.standard, on: last.background)
        var start = canvas.columns
        while start > 0, canvas[row, start - 1].character == " " {
            let here = look(canvas[row, start - 1].style)
            guard isErasable(here), here.background == style.background else { break }
            start -= 1
        }
        return (start, style)
    }

    /// Writes a character, or a space for half of one.
    private mutating func write(_ cell: Canvas.Cell, row: Int, columns: Range<Int>, on canvas: Canvas) {
        let style = look(cell.style)
        let character = cell.character ?? " "
        move(row: row, column: columns.lowerBound, on: canvas)
        setPen(style, isBlank: character == " ")
        if capabilities.charset != .utf8 {
            bytes.append(capabilities.charset.nearestByte(for: character))
            advance(by: 1, on: canvas)
            for _ in columns.dropFirst() { bytes.append(0x20); advance(by: 1, on: canvas) }
            return
        }
        switch widths.writing(of: character) {
        case .asLetter:
            add(character)
            advance(by: columns.count, on: canvas)
        case .withCare:
            blank(row: row, columns: columns, on: canvas)
            add(character)
            place.column = -1
        case .instead(let first, let second):
            blank(row: row, columns: columns, on: canvas)
            add(first)
            if let second { add(second) }
            place.column = -1
        }
    }

    /// Blanks cells and comes back to the first of them.
    private mutating func blank(row: Int, columns: Range<Int>, on canvas: Canvas) {
        setPen(pen ?? Style())
        for _ in columns { bytes.append(0x20); advance(by: 1, on: canvas) }
        move(row: row, column: columns.lowerBound, on: canvas)
    }

    /// tmux before 3.5 keeps so many bytes in a cell. What is cut there in the middle of joined pictures swallows what comes
    /// next, so fewer pictures are joined.
    static let bytesInTmux = 21

    private mutating func add(_ character: Character) {
        if character.isPlainLetter {
            bytes.append(contentsOf: character.utf8)
        } else if let single = Composition.single(character) {
            bytes.append(contentsOf: UTF8.encode(single) ?? UTF8.encodedReplacementCharacter)
        } else if capabilities.family == .tmux, character.utf8.count > Self.bytesInTmux {
            var scalars = String.UnicodeScalarView()
            var count = 0
            for scalar in character.unicodeScalars {
                count += UTF8.width(scalar)
                if count > Self.bytesInTmux { break }
                scalars.append(scalar)
            }
            while scalars.last?.value == 0x200D { scalars.removeLast() }
            bytes.append(contentsOf: String(scalars).utf8)
        } else {
            bytes.append(contentsOf: character.utf8)
        }
    }

    /// The cursor went on. Behind the last cell nobody knows what it does next.
    private mutating func advance(by columns: Int, on canvas: Canvas) {
        place.column += columns
        if place.column >= canvas.columns { place.column = -1 }
    }

    /// Whether a cell looks different from before.
    private mutating func differs(_ row: Int, _ column: Int, _ canvas: Canvas, _ old: Canvas) -> Bool {
        let (new, before) = (canvas[row, column], old[row, column])
        if new == before { return false }
        if new.character != before.character { return true }
        let (look, lookBefore) = (self.look(new.style), self.look(before.style))
        return new.character == " " ? !look.isSameBlank(as: lookBefore) : look != lookBefore
    }

    /// The style as the terminal shows it.
    private mutating func look(_ style: Style) -> Style {
        if lookup.asked != style { lookup = (style, capabilities.shown(style)) }
        return lookup.shown
    }

    /// Whether erasing gives the same as spaces in this style.
    private func isErasable(_ style: Style) -> Bool {
        style.attributes.isDisjoint(with: [.underlined, .reversed])
            && (style.background == .standard || capabilities.erasesWithBackground)
    }

    /// Changes the pen, unless spaces are to be written and would look the same.
    private mutating func setPen(_ style: Style, isBlank: Bool = false) {
        if isBlank, let pen, pen.isSameBlank(as: style) { return }
        bytes += GraphicRendition.change(from: pen, to: style, turnsOffSingly: capabilities.turnsOffSingly)
        pen = style
    }

    /// Adds a sequence.
    mutating func send(_ codes: String) { bytes.append(contentsOf: codes.utf8) }
}

extension Style {
    /// Whether spaces look the same in both.
    func isSameBlank(as other: Style) -> Bool {
        let lines: Style.Attributes = [.underlined, .reversed]
        if attributes.isDisjoint(with: lines), other.attributes.isDisjoint(with: lines) {
            return background == other.background
        }
        return self == other
    }
}

extension Canvas {
    /// Whether a row is the same on a canvas of the same size. The inner loop of every frame.
    func hasSameRow(_ row: Int, as other: Canvas) -> Bool {
        let range = row * columns..<(row + 1) * columns
        return cells.withUnsafeBufferPointer { mine in
            other.cells.withUnsafeBufferPointer { theirs in range.allSatisfy { mine[$0] == theirs[$0] } }
        }
    }

    /// Whether a row holds something that terminals disagree on, or right-to-left letters.
    func row(_ row: Int, needsCareBy widths: WidthProfile, charset: Charset) -> Bool {
        // Other character sets have one cell for every byte.
        guard charset == .utf8 else { return false }
        for index in row * columns..<(row + 1) * columns {
            guard let character = cells[index].character, !character.isPlainLetter else { continue }
            if character.unicodeScalars.contains(where: \.isRightToLeft) || widths.isDisputed(character) {
                return true
            }
        }
        return false
    }
}
