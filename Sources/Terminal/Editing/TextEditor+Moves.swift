extension TextEditor {
    /// Goes behind so many characters, or to the end where there are fewer.
    public mutating func move(to place: Int) {
        history.close()
        (goal, isCutting) = (nil, false)
        let target = min(max(place, 0), count)
        cursorByte = byte(of: target)
        cursor = target
    }

    /// Goes to the first place that is not before a byte.
    mutating func seek(byte: Int) {
        while cursorByte > byte, cursor > 0 {
            cursor -= 1
            cursorByte -= Int(clusters[cursor].bytes)
        }
        while cursorByte < byte, cursor < count {
            cursorByte += Int(clusters[cursor].bytes)
            cursor += 1
        }
    }

    /// How many bytes stand before a character; counted from the cursor.
    func byte(of place: Int) -> Int {
        var result = cursorByte
        if place < cursor {
            for index in place..<cursor { result -= Int(clusters[index].bytes) }
        } else {
            for index in cursor..<place { result += Int(clusters[index].bytes) }
        }
        return result
    }

    /// Where the word before the cursor begins: white space, then letters or signs of one sort.
    func wordStart() -> Int {
        if isMasked { return 0 }
        var place = cursor
        while place > 0, clusters[place - 1].kind.isBlank { place -= 1 }
        guard place > 0 else { return 0 }
        let kind = clusters[place - 1].kind
        while place > 0, clusters[place - 1].kind == kind { place -= 1 }
        return place
    }

    /// Where the word behind the cursor ends.
    func wordEnd() -> Int {
        if isMasked { return count }
        var place = cursor
        while place < count, clusters[place].kind.isBlank { place += 1 }
        guard place < count else { return count }
        let kind = clusters[place].kind
        while place < count, clusters[place].kind == kind { place += 1 }
        return place
    }

    /// Where the line of the cursor begins, as it was typed.
    func lineStart() -> Int {
        var place = cursor
        while place > 0, clusters[place - 1].kind != .lineBreak { place -= 1 }
        return place
    }

    /// Where the line of the cursor ends, before its line break.
    func lineEnd() -> Int {
        var place = cursor
        while place < count, clusters[place].kind != .lineBreak { place += 1 }
        return place
    }

    /// Goes a line up or down among those that are shown, in the column where this began.
    mutating func moveVertically(_ step: Int, _ column: Int?) -> Bool {
        guard hasLines else { return false }
        let rows = rows(width: width)
        let row = row(of: cursor, in: rows)
        guard rows.indices.contains(row + step) else { return false }
        let kept = column ?? self.column(of: cursor, in: rows[row])
        move(to: place(at: kept, in: rows[row + step]))
        goal = kept
        return true
    }

    /// Goes to the character at a place of the picture that `layout` gives for the same width and height: where a mouse
    /// pressed. Places beside the text are its nearest.
    public mutating func move(to position: Position, width: Int, height: Int? = nil) {
        guard hasLines else {
            let window = window(width: width)
            var (place, column) = (0, -window.start)
            while place < count, column + cells(place) <= position.column {
                column += cells(place)
                place += 1
            }
            return move(to: place)
        }
        let rows = rows(width: width)
        let first = firstRow(of: rows, height: height)
        let row = min(max(0, first + min(max(position.row, 0), rows.count)), rows.count - 1)
        move(to: place(at: max(position.column, 0), in: rows[row]))
    }
}
