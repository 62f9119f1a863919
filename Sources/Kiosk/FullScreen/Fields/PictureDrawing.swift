internal import Terminal
internal import Translations

// What the fields that choose draw their pictures with.

extension Scene {
    /// The mark of one of several that exclude each other.
    func radioMark(_ isChosen: Bool) -> String {
        isChosen ? (hasPrettyMarks ? "(\u{2022})" : "(*)") : "( )"
    }

    /// The mark of one that is chosen by itself.
    func boxMark(_ isChosen: Bool) -> String {
        isChosen ? (hasPrettyMarks ? "[\u{2713}]" : "[x]") : "[ ]"
    }
}

extension [String] {
    /// Texts one behind the other, in lines that are as wide as may be.
    func packed(to width: Int) -> [String] {
        var lines: [String] = []
        for text in self {
            if let last = lines.last, last.displayWidth + 3 + text.displayWidth <= width {
                lines[lines.count - 1] = last + "   " + text
            } else {
                lines.append(text)
            }
        }
        return lines
    }
}

extension Role {
    /// How something looks that can be chosen.
    init(isFocused: Bool, isChosen: Bool) {
        self = isFocused ? (isChosen ? .focusedChosen : .focused) : (isChosen ? .chosen : .normal)
    }
}

extension Picture {
    /// Adds text in lines that keep to a width.
    mutating func addText(_ text: String, _ role: Role = .normal, width: Int) {
        for line in cleaned(text).wrapped(to: width) { lines.append(Line(line, role)) }
    }

    /// Adds another picture below, with its focus and its targets.
    mutating func add(_ other: Picture) {
        let first = lines.count
        lines += other.lines
        cursor = Position(row: other.cursor.row + first, column: other.cursor.column)
        focus = other.focus.lowerBound + first...other.focus.upperBound + first
        for target in other.targets {
            targets.append(
                Target(
                    rows: target.rows.lowerBound + first..<target.rows.upperBound + first,
                    columns: target.columns, number: target.number))
        }
    }

    /// Adds `<< >> 11-20 of 200`, where the signs can be pressed: the first leads as far back as the window is long, the
    /// second to what follows it. `number` says what a place to go to is called.
    mutating func addPlaces(_ places: Range<Int>, of count: Int, _ scene: Scene, number: (Int) -> Int) {
        let line = lines.count
        let (hasBefore, hasAfter) = (places.lowerBound > 0, places.upperBound < count)
        var text = Line("<<", hasBefore ? .button : .hint)
        text.add(" ")
        text.add(">>", hasAfter ? .button : .hint)
        let values = [
            "first": "\(places.lowerBound + 1)", "last": "\(places.upperBound)", "total": "\(count)",
        ]
        text.add(" " + scene.texts(.listPlace, values), .hint)
        lines.append(text)
        if hasBefore {
            let place = max(0, places.lowerBound - places.count)
            targets.append(Target(rows: line..<line + 1, columns: 0..<3, number: number(place)))
        }
        if hasAfter {
            targets.append(
                Target(rows: line..<line + 1, columns: 3..<6, number: number(places.upperBound)))
        }
    }

    /// The picture in at most so many columns: what is wider is cut, and the cursor lies within it.
    func clipped(to width: Int) -> Picture {
        var picture = self
        if picture.lines.isEmpty { picture.lines = [Line()] }
        for index in picture.lines.indices where picture.lines[index].width > width {
            picture.lines[index] = picture.lines[index].clipped(to: width)
        }
        let last = picture.lines.count - 1
        picture.cursor.row = max(0, min(cursor.row, last))
        picture.cursor.column = max(0, min(cursor.column, width - 1))
        let top = max(0, min(focus.lowerBound, last))
        picture.focus = top...max(top, min(focus.upperBound, last))
        return picture
    }
}

extension Picture.Line {
    fileprivate func clipped(to width: Int) -> Picture.Line {
        var room = width
        var kept: [Picture.Run] = []
        for run in runs {
            let text = run.text.truncated(to: max(0, room), mark: "")
            if !text.isEmpty { kept.append(Picture.Run(text, run.role)) }
            room -= text.displayWidth
            if text.utf8.count < run.text.utf8.count { break }
        }
        return Picture.Line(kept)
    }
}

/// A row of a list as it is drawn.
struct OptionShown {
    /// Its mark, such as `(*)`.
    var mark: String
    /// The key that chooses it.
    var key: String
    /// What the respondent reads.
    var label: String
    var isFocused: Bool
    var isChosen: Bool
    /// What the field calls it.
    var number: Int
}

/// Draws rows to choose from, one below the other: as many as there is room for, with the one in focus among them.
struct OptionDrawing {
    /// How many rows there are.
    var count: Int
    /// The place in focus among them, nil for none.
    var place: Int?
    /// The place before which a line is left free.
    var gap: Int?
    /// The width of the keys.
    var keyWidth: Int
    /// Gives the row at a place.
    var row: (Int) -> OptionShown

    /// The picture in so many columns. With more rows than `height` it is a window on the page that holds the focus, with a
    /// line that says where it is; pages keep their places, so that moving about in one changes little. Only the rows of
    /// one page are asked for.
    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        if count <= height {
            let whole = page(0..<count, width: width, room: .max)
            if whole.picture.lines.count <= height { return whole.picture }
        }
        let room = max(1, height - 1)
        let place = min(max(0, place ?? 0), max(0, count - 1))
        var first = place / room * room
        if first + room > count { first = max(0, count - room) }
        var drawn = page(first..<min(count, first + room), width: width, room: room)
        while !drawn.places.contains(place), !drawn.places.isEmpty {
            first = drawn.places.upperBound
            drawn = page(first..<min(count, first + room), width: width, room: room)
        }
        if drawn.places.upperBound == count, drawn.places.lowerBound > 0 {
            // The end of the list fills its page.
            first = drawn.places.lowerBound
            var taken = drawn.picture.lines.count
            while first > 0 {
                taken += lines(row(first - 1), width: width).count + (first == gap ? 1 : 0)
                if taken > room { break }
                first -= 1
            }
            drawn = page(first..<count, width: width, room: room)
        }
        var picture = drawn.picture
        if drawn.places.count < count {
            picture.addPlaces(drawn.places, of: count, scene) { -1 - $0 }
        }
        return picture
    }

    /// The rows of a range as far as there is room, but at least one, and which they are.
    private func page(_ range: Range<Int>, width: Int, room: Int) -> (picture: Picture, places: Range<Int>) {
        var picture = Picture()
        for place in range {
            let lines = lines(row(place), width: width)
            let hasGap = place == gap && place > range.lowerBound
            guard place == range.lowerBound || picture.lines.count + lines.count + (hasGap ? 1 : 0) <= room
            else { return (picture, range.lowerBound..<place) }
            if hasGap { picture.lines.append(Picture.Line()) }
            let top = picture.lines.count
            picture.lines += lines
            picture.targets.append(
                .init(rows: top..<top + lines.count, columns: 0..<max(1, width), number: row(place).number))
            if place == self.place {
                picture.cursor = Position(row: top, column: 2)
                picture.focus = top...top + lines.count - 1
            }
        }
        return (picture, range)
    }

    /// `>( ) 1  In the store`, wrapped; in narrow columns the key and then the mark give way.
    private func lines(_ row: OptionShown, width: Int) -> [Picture.Line] {
        let role = Role(isFocused: row.isFocused, isChosen: row.isChosen)
        var before = (row.isFocused ? ">" : " ") + row.mark + " "
        if width >= 14 + keyWidth || row.label.isEmpty {
            before += row.key.padded(to: keyWidth, alignment: .right) + "  "
        }
        let indent = before.displayWidth
        return row.label.wrapped(to: max(1, width - indent)).enumerated().map { number, text in
            Picture.Line((number == 0 ? before : String(repeating: " ", count: indent)) + text, role)
        }
    }
}

extension Touch {
    /// The key, where it is one and neither control nor Alt was held.
    var bareKey: Key.Code? {
        if case .key(let key) = self, key.modifiers.isDisjoint(with: [.control, .alt]) {
            key.code
        } else {
            nil
        }
    }
}
