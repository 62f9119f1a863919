extension TextEditor {
    /// What is to be shown.
    public struct Layout: Hashable, Sendable {
        /// The lines, none wider than was asked for, but for a character that is itself wider.
        public var lines: [String]
        /// Where the cursor stands in them.
        public var cursor: Position
        /// How many lines are above those that are shown.
        public var linesAbove = 0
        /// How many lines are below them.
        public var linesBelow = 0
    }

    /// The text as it is shown in so many columns.
    ///
    /// A text of several lines is wrapped at spaces, as `wrapped(to:)` does, but loses none: the spaces stay at the ends of the
    /// lines, where the last column is kept for them and for the cursor, and go on in the next line where there are more.
    /// With a height, the lines around the cursor are given.
    ///
    /// A text of one line is a window that goes along with the cursor by half its width, with `<` and `>` at its edges where
    /// text is hidden, if it has four columns or more. Half of a wide character at an edge is a space.
    ///
    /// - Complexity: linear in the text.
    public func layout(width: Int, height: Int? = nil) -> Layout {
        let width = max(1, width)
        guard hasLines else { return lineLayout(width) }
        let rows = rows(width: width)
        let cursorRow = row(of: cursor, in: rows)
        let first = firstRow(of: rows, height: height)
        let end = min(rows.count, height.map { first + max(1, $0) } ?? rows.count)
        return Layout(
            lines: rows[first..<end].map { row in
                isMasked
                    ? String(repeating: "*", count: row.end - row.start)
                    : String(decoding: bytes[row.startByte..<row.endByte], as: UTF8.self)
            },
            cursor: Position(
                row: cursorRow - first, column: min(column(of: cursor, in: rows[cursorRow]), width - 1)),
            linesAbove: first, linesBelow: rows.count - end)
    }

    // MARK: Several lines

    /// A line that is shown: from which character to which, and from which byte to which, without a line break.
    struct Row {
        var start: Int
        var end: Int
        var startByte: Int
        var endByte: Int
    }

    /// How many cells a character takes.
    func cells(_ place: Int) -> Int { isMasked ? 1 : Int(clusters[place].width) }

    /// The lines that are shown. There is one at least.
    func rows(width: Int) -> [Row] {
        let width = max(1, width)
        // The last column is for spaces and for the cursor.
        let inner = max(1, width - 1)
        var rows: [Row] = []
        var (start, startByte, byte, column) = (0, 0, 0, 0)
        // Behind the last space of the line, where it may be broken.
        var (gap, gapByte, gapColumn) = (0, 0, 0)
        for (place, cluster) in clusters.enumerated() {
            if cluster.kind == .lineBreak {
                rows.append(Row(start: start, end: place, startByte: startByte, endByte: byte))
                byte += Int(cluster.bytes)
                (start, startByte, column) = (place + 1, byte, 0)
                continue
            }
            let own = cells(place)
            let isSpace = cluster.kind == .space && !isMasked
            if !isSpace, column + own > inner, gap > start {
                rows.append(Row(start: start, end: gap, startByte: startByte, endByte: gapByte))
                (start, startByte, column) = (gap, gapByte, column - gapColumn)
            }
            if column + own > (isSpace ? width : inner), place > start {
                rows.append(Row(start: start, end: place, startByte: startByte, endByte: byte))
                (start, startByte, column) = (place, byte, 0)
            }
            column += own
            byte += Int(cluster.bytes)
            if isSpace { (gap, gapByte, gapColumn) = (place + 1, byte, column) }
        }
        rows.append(Row(start: start, end: count, startByte: startByte, endByte: byte))
        return rows
    }

    /// The line that a place is in: where a line was wrapped, the one that begins there.
    func row(of place: Int, in rows: [Row]) -> Int {
        var (low, high) = (0, rows.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if rows[middle].start <= place { low = middle } else { high = middle }
        }
        return low
    }

    func column(of place: Int, in row: Row) -> Int {
        (row.start..<max(row.start, place)).reduce(0) { $0 + cells($1) }
    }

    /// The place in a line that is at a column, or the last one that belongs to it.
    func place(at column: Int, in row: Row) -> Int {
        let isWrapped = row.end < count && clusters[row.end].kind != .lineBreak
        let last = isWrapped ? max(row.start, row.end - 1) : row.end
        var (place, reached) = (row.start, 0)
        while place < last, reached + cells(place) <= column {
            reached += cells(place)
            place += 1
        }
        return place
    }

    /// The first line that is shown: the lines go on by half of the height, so that they do not jump at each key.
    func firstRow(of rows: [Row], height: Int?) -> Int {
        guard let height = height.map({ max(1, $0) }), rows.count > height else { return 0 }
        let row = row(of: cursor, in: rows)
        guard row >= height else { return 0 }
        let step = max(1, height / 2)
        return min(((row - height) / step + 1) * step, rows.count - height)
    }

    // MARK: One line

    /// Where the part of a text of one line begins that is shown, and where the cursor stands, in cells.
    func window(width: Int) -> (start: Int, cursor: Int, total: Int) {
        let before = (0..<cursor).reduce(0) { $0 + cells($1) }
        let total = (cursor..<count).reduce(before) { $0 + cells($1) }
        // The cursor behind the text needs a cell as well.
        guard total > width || total == width && cursor == count else { return (0, before, total) }
        if width < 4 { return (max(0, before - width + 1), before, total) }
        let step = max(1, min(width / 2, width - 3))
        let last = width - 3
        return (before <= last ? 0 : ((before - last - 1) / step + 1) * step, before, total)
    }

    private func lineLayout(_ width: Int) -> Layout {
        let window = window(width: width)
        let hasMarks = width >= 4
        let isCutBefore = hasMarks && window.start > 0
        let isCutBehind = hasMarks && window.total - window.start > width
        let shown = (isCutBefore ? 1 : 0)..<(isCutBehind ? width - 1 : width)
        var line = isCutBefore ? "<" : ""
        var (column, byte, end) = (-window.start, 0, shown.lowerBound)
        for place in 0..<count {
            let (own, length) = (cells(place), Int(clusters[place].bytes))
            if column >= shown.upperBound { break }
            if column >= shown.lowerBound, column + own <= shown.upperBound {
                // What was cut in half at the left edge.
                line += String(repeating: " ", count: column - end)
                line += isMasked ? "*" : String(decoding: bytes[byte..<(byte + length)], as: UTF8.self)
                end = column + own
            }
            column += own
            byte += length
        }
        if isCutBehind { line += String(repeating: " ", count: max(0, width - 1 - end)) + ">" }
        return Layout(
            lines: [line],
            cursor: Position(row: 0, column: min(max(window.cursor - window.start, 0), width - 1)))
    }
}
