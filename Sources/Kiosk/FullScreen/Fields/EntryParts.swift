internal import Terminal
internal import Translations

/// A value that is typed part by part, as a date and a time are: digits fill a part and go on to the next one.
struct EntryParts: Sendable {
    /// The parts, in the order in which they stand.
    let parts: [Part]
    /// Which part is in focus.
    private(set) var focus = 0
    /// The digits of each part.
    private var digits: [String]
    /// Whether the next digit begins the part anew, as it does where one comes to it.
    private var isFresh = true
    /// Whether the part before was full, so that a separator typed now has been understood already.
    private var hasJumped = false
    /// What was typed without another key between: a whole date in another order is recognized by it.
    private(set) var trail = ""
    /// Whether the last digit had no place any more.
    private(set) var isOverfull = false

    /// A part and what it can be at all.
    struct Part: Hashable, Sendable {
        /// What it is called.
        var name: ProgramText
        /// How many digits it has.
        var size: Int
        /// What it can be.
        var range: ClosedRange<Int>
        /// How far the page keys change it.
        var leap: Int
    }

    init(_ parts: [Part]) {
        self.parts = parts
        digits = parts.map { _ in "" }
    }

    /// Whether nothing is typed in any part.
    var isEmpty: Bool { digits.allSatisfy(\.isEmpty) }

    /// The number in a part, nil where there is none.
    func value(_ part: Int) -> Int? { Int(digits[part]) }

    /// Whether the same is typed in all parts.
    func hasSameDigits(as other: Self) -> Bool { digits == other.digits }

    /// How many digits a part has.
    func size(_ part: Int) -> Int { digits[part].utf8.count }

    /// Fills a part.
    mutating func set(_ part: Int, to value: Int) {
        digits[part] = Self.padded(value, parts[part].size)
        isFresh = true
        hasJumped = false
    }

    /// Empties all parts and begins with the first.
    mutating func clear() {
        digits = parts.map { _ in "" }
        trail = ""
        move(to: 0)
    }

    /// Moves to a part, completing the one that is left.
    mutating func move(to part: Int) {
        settle()
        focus = min(max(0, part), parts.count - 1)
        isFresh = true
        hasJumped = false
    }

    /// Takes a key that types; false if it does not. `isSeparator` says which signs end a part.
    mutating func type(_ key: Key, isSeparator: (Unicode.Scalar) -> Bool) -> Bool {
        switch key.code {
        case .character(let scalar) where key.modifiers.isEmpty:
            guard (0x30...0x39).contains(scalar.value) || isSeparator(scalar) else { return false }
            trail.unicodeScalars.append(scalar)
            if trail.utf8.count > 10 { trail.removeFirst() }
            if isSeparator(scalar) { separate() } else { type(Int(scalar.value) - 0x30) }
        case .character("u") where key.modifiers == .control:
            clear()
        case .backspace:
            trail = ""
            hasJumped = false
            if digits[focus].isEmpty, focus > 0 { focus -= 1 }
            if !digits[focus].isEmpty { digits[focus].removeLast() }
            // The nought that completed a single digit goes with it.
            if digits[focus] == "0", parts[focus].size == 2 { digits[focus] = "" }
            isFresh = false
        case .delete:
            trail = ""
            digits[focus] = ""
            isFresh = true
        case .left: trail = ""; move(to: focus - 1)
        case .right where focus + 1 < parts.count: trail = ""; move(to: focus + 1)
        case .home: trail = ""; move(to: 0)
        case .end: trail = ""; move(to: parts.count - 1)
        default: return false
        }
        return true
    }

    /// Changes the part in focus by a step, from one end of its range to the other; by more than one as far as it goes.
    /// An empty part begins at `start`.
    mutating func change(by step: Int, in range: ClosedRange<Int>, start: Int) {
        trail = ""
        var value = value(focus).map { $0 + step } ?? start
        if value < range.lowerBound {
            value = step == -1 && self.value(focus) == range.lowerBound ? range.upperBound : range.lowerBound
        } else if value > range.upperBound {
            value = step == 1 && self.value(focus) == range.upperBound ? range.lowerBound : range.upperBound
        }
        set(focus, to: value)
    }

    private mutating func type(_ digit: Int) {
        hasJumped = false
        isOverfull = true
        let part = parts[focus]
        let typed = isFresh ? "" : digits[focus]
        let next = typed + String(digit)
        guard typed.utf8.count < part.size, let value = Int(next), value <= part.range.upperBound,
            next.utf8.count < part.size || part.range.contains(value)
        else { return }
        digits[focus] = next
        (isFresh, isOverfull) = (false, false)
        let isFull = next.utf8.count == part.size
        guard isFull || value * 10 > part.range.upperBound else { return }
        guard focus + 1 < parts.count else { return settle() }
        move(to: focus + 1)
        hasJumped = true
    }

    private mutating func separate() {
        defer { hasJumped = false }
        guard !hasJumped, !isFresh, !digits[focus].isEmpty, focus + 1 < parts.count else { return }
        move(to: focus + 1)
    }

    /// Writes a part of two digits with both of them; a year stays as it was typed, as nobody can guess its century.
    private mutating func settle() {
        guard parts[focus].size == 2, let value = value(focus) else { return }
        digits[focus] = parts[focus].range.contains(value) ? Self.padded(value, 2) : ""
    }

    /// Completes the part in focus, as going on does.
    mutating func complete() { settle() }

    static func padded(_ value: Int, _ size: Int) -> String {
        let text = String(max(0, value))
        return String(repeating: "0", count: max(0, size - text.utf8.count)) + text
    }
}

// What the parts look like.

extension EntryParts {
    /// The targets of the buttons that change the part in focus; each part is a target by its place.
    static let less = 100, more = 101

    /// Adds the parts to a picture, side by side if they fit, and behind them the buttons.
    func draw(on picture: inout Picture, _ scene: Scene, width: Int, hasFocus: Bool) {
        let names = parts.map { scene.texts[$0.name] }
        let cells = zip(parts, names).map { part, name in max(part.size + 2, name.displayWidth) }
        let total = cells.reduce(0) { $0 + $1 + 2 } - 1
        if total <= width {
            drawInRow(on: &picture, names, cells, width: width, hasFocus: hasFocus)
        } else {
            for (place, name) in names.enumerated() {
                var line = Picture.Line()
                drawPart(place, on: &picture, &line, hasFocus: hasFocus)
                line.add(" " + name, .hint)
                picture.targets[picture.targets.count - 1].columns = 0..<max(1, width)
                picture.lines.append(line)
            }
            picture.addButtons([("-", Self.less), ("+", Self.more)], width: width, indent: 1)
        }
    }

    private func drawInRow(
        on picture: inout Picture, _ names: [String], _ cells: [Int], width: Int, hasFocus: Bool
    ) {
        var head = Picture.Line()
        var line = Picture.Line()
        let row = picture.lines.count + 1
        picture.lines.append(head)
        for (place, name) in names.enumerated() {
            head.add(" " + name.padded(to: cells[place]) + " ", .hint)
            drawPart(place, on: &picture, &line, hasFocus: hasFocus)
            line.add(String(repeating: " ", count: cells[place] - parts[place].size - 2 + 1))
        }
        picture.lines[row - 1] = head
        if line.width + 9 <= width {
            line.add("  ")
            picture.addButton("[-]", Self.less, to: &line, row: row)
            line.add(" ")
            picture.addButton("[+]", Self.more, to: &line, row: row)
            picture.lines.append(line)
        } else {
            picture.lines.append(line)
            picture.addButtons([("-", Self.less), ("+", Self.more)], width: width, indent: 1)
        }
    }

    private func drawPart(_ place: Int, on picture: inout Picture, _ line: inout Picture.Line, hasFocus: Bool)
    {
        let (row, column) = (picture.lines.count, line.width)
        let isFocused = hasFocus && place == focus
        let typed = digits[place].padded(to: parts[place].size).map { $0 == " " ? "_" : $0 }
        line.add(isFocused ? ">" : " ", isFocused ? .focused : .normal)
        line.add("[" + String(typed) + "]", isFocused ? .focused : .entry)
        picture.targets.append(
            .init(rows: row..<row + 1, columns: column..<column + 3 + parts[place].size, number: place))
        if isFocused {
            let typed = isFresh ? 0 : min(digits[place].utf8.count, parts[place].size - 1)
            picture.cursor = Position(row: row, column: column + 2 + typed)
            picture.focus = row...row
        }
    }
}
