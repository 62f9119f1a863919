internal import Terminal

// How pictures of fields that are typed into are put together, line by line.

extension Picture {
    /// Adds a text over as many lines as it takes.
    mutating func addParagraph(_ text: String, _ role: Role, width: Int, indent: Int = 0) {
        let indent = min(indent, max(0, width - 1))
        let margin = String(repeating: " ", count: indent)
        for line in text.wrapped(to: max(1, width - indent)) { lines.append(Line(margin + line, role)) }
    }

    /// Adds buttons one beside the other, on further lines where they do not fit; each is a target.
    mutating func addButtons(_ buttons: [(label: String, target: Int)], width: Int, indent: Int = 0) {
        let margin = String(repeating: " ", count: min(indent, max(0, width - 1)))
        var line = Line(margin)
        for button in buttons {
            let label = "[\(button.label)]"
            if line.width > margin.count, line.width + label.displayWidth > width {
                lines.append(line)
                line = Line(margin)
            }
            addButton(label, button.target, to: &line, row: lines.count)
            line.add(" ")
        }
        if !buttons.isEmpty { lines.append(line) }
    }

    /// Adds a button to a line that becomes the row.
    mutating func addButton(_ label: String, _ target: Int, to line: inout Line, row: Int) {
        let start = line.width
        line.add(label, .button)
        targets.append(
            Target(rows: row..<row + 1, columns: start..<start + label.displayWidth, number: target))
    }

    /// Adds a box with a text of one line to a line that becomes the last one; the cursor stands in it if it has the focus.
    mutating func add(_ editor: TextEditor, to line: inout Line, size: Int, hasFocus: Bool) {
        let layout = editor.layout(width: size)
        line.add(hasFocus ? ">" : " ", hasFocus ? .focused : .normal)
        line.add("[" + (layout.lines.first ?? "").fitted(to: size, mark: "") + "]", .entry)
        if hasFocus {
            cursor = Position(row: lines.count, column: line.width - size - 1 + layout.cursor.column)
            focus = lines.count...lines.count
        }
    }

    /// The picture with a hint above it, if there is room for both.
    func below(_ hint: String, width: Int, height: Int) -> Picture {
        var picture = Picture()
        picture.addParagraph(hint, .hint, width: width)
        guard picture.lines.count + lines.count <= height else { return self }
        picture.add(self)
        return picture
    }

    /// The next so many rows.
    func rows(_ count: Int) -> Range<Int> { lines.count..<lines.count + count }
}
