internal import Terminal

/// A canvas with a margin, divided from its edges inwards: a head, a foot, and a window between them.
struct Frame {
    var canvas: Canvas
    let theme: Theme
    /// The columns of text.
    let width: Int
    private let left: Int
    private var top = 0
    private var bottom: Int
    /// What can be pressed where.
    private(set) var layout = InterviewLayout()
    /// How far the window was scrolled in the end.
    private(set) var scroll = 0

    /// Lines of text are no wider than people read with ease.
    private static let widest = 100

    /// Takes a canvas to draw on, blank in the theme's ground; whoever lent it has it back from `canvas`.
    init(on canvas: inout Canvas, theme: Theme) {
        let (columns, rows) = (canvas.columns, canvas.rows)
        self.canvas = Canvas(columns: 1, rows: 1)
        // Taken and not copied: a screen of cells for each key would be felt.
        swap(&self.canvas, &canvas)
        self.canvas.clear(theme.background)
        self.theme = theme
        let margin = columns >= 20 ? 1 : 0
        width = max(1, min(Self.widest, columns - 2 * margin))
        left = max(margin, (columns - width) / 2)
        bottom = rows
        self.canvas.cursor = Position(row: rows - 1, column: 0)
    }

    /// How many rows are free.
    var free: Int { max(0, bottom - top) }

    /// Puts lines at the top of what is free; at most half of it.
    mutating func head(_ lines: [Picture.Line]) {
        for line in lines.prefix(max(1, free / 2)) {
            put(line, row: top)
            top += 1
        }
    }

    /// How many rows a foot may have.
    var footHeight: Int { max(1, free / 3) }

    /// Puts lines at the foot of what is free, the last ones if not all fit into a third of it.
    mutating func foot(_ lines: [Picture.Line], areas: [InterviewLayout.Area] = []) {
        let shown = max(min(1, lines.count), min(lines.count, footHeight))
        let start = bottom - shown
        let hidden = lines.count - shown
        for (index, line) in lines.enumerated().dropFirst(hidden) { put(line, row: start + index - hidden) }
        for area in areas where area.rows.lowerBound >= hidden {
            add(area, rows: start - hidden, columns: left)
        }
        bottom = start
    }

    /// Puts a head and a picture into the window, scrolled so that the focus is seen, and notes right under them.
    mutating func window(
        head: [Picture.Line], picture: Picture, height: Int, wanted: Int, gap: Int = 1,
        notes: [Picture.Line] = []
    ) {
        let height = min(height, free)
        let count = head.count + picture.lines.count
        let first = picture.focus.lowerBound + head.count
        let last = min(picture.focus.upperBound + head.count, count - 1)
        // As little as needed: the question stays in sight as long as its focus does.
        var offset = max(0, last - height + 1)
        if first < offset { offset = max(0, first) }
        let most = max(0, count - height)
        scroll = min(max(wanted, -offset), most - offset)
        offset = min(max(0, offset + scroll), most)
        for row in 0..<max(0, min(height, count - offset)) {
            let index = offset + row
            let line = index < head.count ? head[index] : picture.lines[index - head.count]
            put(line, row: top + row)
        }
        mark(isMoreAbove: offset > 0, isMoreBelow: offset + height < count, height: height)
        for target in picture.targets {
            let above = head.count - offset
            let rows = Range(
                uncheckedBounds: (target.rows.lowerBound + above, target.rows.upperBound + above))
            let visible = rows.clamped(to: 0..<height)
            guard !visible.isEmpty else { continue }
            add(
                .init(rows: visible, columns: target.columns, target: .field(target.number)), rows: top,
                columns: left)
        }
        place(cursor: picture.cursor, at: head.count - offset, height: height)
        var row = top + min(height, count - offset) + gap
        for note in notes where row < bottom {
            put(note, row: row)
            row += 1
        }
        top = min(bottom, row)
    }

    /// Makes the targets of a picture lines that can be chosen.
    mutating func makeChoices() {
        layout.areas = layout.areas.map { area in
            guard case .field(let number) = area.target else { return area }
            var area = area
            area.target = .choice(number)
            return area
        }
    }

    private mutating func place(cursor: Position, at offset: Int, height: Int) {
        let row = cursor.row + offset
        guard (0..<height).contains(row) else { return }
        canvas.cursor = Position(
            row: top + row, column: min(canvas.columns - 1, left + max(0, cursor.column)))
    }

    /// Says at the right edge that there is more than is seen.
    private mutating func mark(isMoreAbove: Bool, isMoreBelow: Bool, height: Int) {
        guard height > 0 else { return }
        let column = canvas.columns - 1
        if isMoreAbove { canvas.put("^", row: top, column: column, style: theme[.key]) }
        if isMoreBelow { canvas.put("v", row: top + height - 1, column: column, style: theme[.key]) }
    }

    private mutating func add(_ area: InterviewLayout.Area, rows: Int, columns: Int) {
        layout.areas.append(
            .init(
                rows: (area.rows.lowerBound + rows)..<(area.rows.upperBound + rows),
                columns: (area.columns.lowerBound + columns)..<(area.columns.upperBound + columns),
                target: area.target))
    }

    private mutating func put(_ line: Picture.Line, row: Int) {
        var column = left
        for run in line.runs {
            column = canvas.put(run.text, row: row, column: column, style: theme[run.role])
        }
    }
}
