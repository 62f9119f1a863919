public import Terminal

extension VirtualTerminal {
    /// In what the screen differs from a canvas, in words: cells, the cursor, and what went wrong before. Empty is what tests
    /// want. Cells that hold what `ignoring` is true of are not looked at.
    public func differences(
        from canvas: Canvas, capabilities: Capabilities, ignoring: (Character) -> Bool = { _ in false }
    ) -> [String] {
        var found = errors
        guard canvas.columns == columns, canvas.rows == rows else { return found + ["another size"] }
        for row in 0..<rows {
            var column = 0
            while column < columns {
                var end = column + 1
                while end < columns, canvas[row, end].character == nil { end += 1 }
                let cell = canvas[row, column]
                if cell.character.map(ignoring) != true {
                    found += differences(row, column..<end, cell, capabilities)
                }
                column = end
            }
            if found.count > 5 { break }
        }
        if let place = canvas.cursor {
            let clamped = Position(
                row: min(max(place.row, 0), rows - 1), column: min(max(place.column, 0), columns - 1))
            if clamped != cursor {
                found.append("cursor at \(cursor.row),\(cursor.column), not at \(place.row),\(place.column)")
            }
            if isBehindEdge { found.append("cursor behind the edge") }
            if !isCursorVisible { found.append("cursor hidden") }
        } else if isCursorVisible, kind != .vt100 {
            found.append("cursor visible")
        }
        return found
    }

    private func differences(
        _ row: Int, _ range: Range<Int>, _ expected: Canvas.Cell, _ capabilities: Capabilities
    ) -> [String] {
        var found: [String] = []
        let look = capabilities.shown(expected.style)
        let shown = cells[row * columns + range.lowerBound..<row * columns + range.upperBound]
        // A terminal may have put the parts of a character into cells of their own.
        let text = shown.map { $0.text ?? "" }.joined()
        let wanted = String(expected.character ?? " ")
        if text != wanted { found.append("row \(row) column \(range.lowerBound): \(text), not \(wanted)") }
        for cell in shown where wanted == " " ? !isSameBlank(cell.style, look) : cell.style != look {
            found.append("row \(row) column \(range.lowerBound): \(cell.style), not \(look)")
        }
        return found
    }

    /// Whether spaces look the same: the colour of letters that are not there cannot be seen.
    private func isSameBlank(_ one: Style, _ other: Style) -> Bool {
        let lines: Style.Attributes = [.underlined, .reversed]
        let hasLines = !one.attributes.union(other.attributes).isDisjoint(with: lines)
        return hasLines ? one == other : one.background == other.background
    }
}
