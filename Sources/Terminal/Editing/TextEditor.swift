/// A text of one line or several that is being edited, with a cursor.
///
///     var editor = TextEditor(text: "Ja", maximumLines: 1, maximumCharacters: 20)
///     editor.take(.character("!"))    // true
///     editor.text                     // "Ja!"
///     editor.layout(width: 30).lines  // ["Ja!"]
///
/// Characters are grapheme clusters: a letter with its marks, an emoji of several scalars, a flag. A mark that is typed alone
/// joins the letter before it, one Backspace takes a whole character away, and `maximumCharacters` counts as `String.count`
/// does, which is how the length of a text answer is counted. Everything that comes in is cleaned.
///
/// The text is in logical order, right-to-left scripts included: Left goes to the character before.
///
/// - Complexity: a key costs at most a pass over the text with a few nanoseconds for each character; a paste is linear in the
///   paste and the text.
public struct TextEditor: Hashable, Sendable {
    /// The most bytes of UTF-8 a text has, whatever its number of characters: a single character may have any number of marks.
    public static let maximumBytes = 65_536

    /// How many lines the text may have; 1 is a text without line breaks, nil is any number.
    public let maximumLines: Int?
    /// How many characters it may have.
    public let maximumCharacters: Int
    /// Whether `*` is shown for each character, and no key tells where words end.
    public var isMasked = false
    /// How many columns the text is shown in, which the keys up and down go by.
    public var width = 80
    /// Whether the last key or paste did not fit, or not whole.
    public private(set) var didNotFit = false
    /// How many characters stand before the cursor.
    public internal(set) var cursor = 0

    /// The text in UTF-8: bytes, so that they can be overwritten.
    private(set) var bytes: [UInt8] = []
    /// Its characters, with what every key asks of them.
    private(set) var clusters: [Cluster] = []
    /// How many bytes stand before the cursor.
    var cursorByte = 0
    /// The column that up and down keep to.
    var goal: Int?
    var history = EditHistory()
    /// What was cut last, for Ctrl-Y.
    private var cut: [UInt8] = []
    /// Whether the last key cut, so that another one adds to it.
    var isCutting = false

    /// An editor with the cursor behind the text. What is forbidden in the text or does not fit is left out.
    public init(text: String = "", maximumLines: Int? = 1, maximumCharacters: Int = .max) {
        self.maximumLines = maximumLines.map { max(1, $0) }
        self.maximumCharacters = max(0, maximumCharacters)
        insert(text)
        history = EditHistory()
    }

    /// The text. Linear: it is made anew each time.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    /// Whether there is no text.
    public var isEmpty: Bool { bytes.isEmpty }
    /// How many characters the text has.
    public var count: Int { clusters.count }
    /// Whether the text may have line breaks.
    public var hasLines: Bool { maximumLines != 1 }

    /// Takes a key and says whether it is one that edits.
    ///
    /// | keys | what they do |
    /// | --- | --- |
    /// | Left, Right; with Alt or Control held, or Alt-B, Alt-F | go by characters; by words |
    /// | Up, Down | go by the lines that are shown; not taken where there is none |
    /// | Home, End, Ctrl-A, Ctrl-E | go to the ends of the line; Home and End with Control held, of the text |
    /// | Backspace, Delete | erase a character; with Alt or Control held, or Ctrl-W and Alt-D, a word |
    /// | Ctrl-U, Ctrl-K | cut to the start, to the end of the line; there, its line break |
    /// | Ctrl-Y | brings back what was cut, also by words |
    /// | Ctrl-_ ; Ctrl-R or Alt-_ | takes the last edit back; does it again |
    /// | Enter | breaks the line; not taken where the text may have no further line |
    public mutating func take(_ key: Key) -> Bool {
        let isWord = !key.modifiers.isDisjoint(with: [.alt, .control])
        let wasCutting = isCutting
        let column = goal
        isCutting = false
        goal = nil
        didNotFit = false
        switch key.code {
        case .character(let scalar):
            guard isWord else { return type(scalar) }
            return command(scalar, key.modifiers, wasCutting)
        case .left: move(to: isWord ? wordStart() : (max(cursor - 1, 0)))
        case .right: move(to: isWord ? wordEnd() : (min(cursor + 1, count)))
        case .home: move(to: key.modifiers.contains(.control) ? 0 : lineStart())
        case .end: move(to: key.modifiers.contains(.control) ? count : lineEnd())
        case .up: return moveVertically(-1, column)
        case .down: return moveVertically(1, column)
        case .backspace:
            if isWord { cut(from: wordStart(), to: cursor, wasCutting) } else { erase(from: cursor - 1) }
        case .delete:
            if isWord { cut(from: cursor, to: wordEnd(), wasCutting) } else { erase(from: cursor) }
        case .enter: return breakLine()
        default: return false
        }
        return true
    }

    private mutating func command(
        _ scalar: Unicode.Scalar, _ modifiers: Key.Modifiers, _ wasCutting: Bool
    ) -> Bool {
        switch (scalar, modifiers.contains(.control), modifiers.contains(.alt)) {
        case ("b", false, true): move(to: wordStart())
        case ("f", false, true): move(to: wordEnd())
        case ("d", false, true): cut(from: cursor, to: wordEnd(), wasCutting)
        case ("a", true, false): move(to: lineStart())
        case ("e", true, false): move(to: lineEnd())
        case ("w", true, false): cut(from: wordStart(), to: cursor, wasCutting)
        case ("u", true, false):
            let start = lineStart()
            cut(from: start == cursor ? max(cursor - 1, 0) : start, to: cursor, wasCutting)
        case ("k", true, false):
            let end = lineEnd()
            cut(from: cursor, to: end == cursor ? min(cursor + 1, count) : end, wasCutting)
        case ("y", true, false): insert(String(decoding: cut, as: UTF8.self))
        case ("_", true, false): undo()
        case ("r", true, false), ("_", false, true): redo()
        default: return false
        }
        return true
    }

    /// Inserts text at the cursor: cleaned, and cut after the last whole character that fits. Line breaks that the text may
    /// not have become spaces. Says whether all of it fitted.
    @discardableResult
    public mutating func insert(_ text: String) -> Bool {
        (isCutting, goal) = (false, nil)
        var added = Array(cleaned(text, lineBreaks: hasLines ? .kept : .replacedBySpaces).utf8)
        if let maximumLines {
            var free = maximumLines - 1 - clusters.count { $0.kind == .lineBreak }
            for index in added.indices where added[index] == 0x0A {
                free -= 1
                if free < 0 { added[index] = 0x20 }
            }
        }
        didNotFit = !place(added, .other)
        overwrite(&added)
        return !didNotFit
    }

    /// Overwrites everything that was held, what can be taken back and what was cut included, and leaves no text. Copies of
    /// the editor and texts that were taken from it are their holders' business.
    public mutating func clear() {
        overwrite(&bytes)
        overwrite(&cut)
        history.clear()
        for index in clusters.indices { clusters[index] = Cluster(bytes: 0, width: 0, kind: .other) }
        clusters = []
        (cursor, cursorByte, goal, isCutting, didNotFit) = (0, 0, nil, false, false)
    }

    // MARK: Editing

    private mutating func type(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isForbiddenAtTerminals else { return false }
        didNotFit = !place(Array(UTF8.encode(scalar)!), .typing)
        return true
    }

    private mutating func breakLine() -> Bool {
        if let maximumLines,
            maximumLines == 1 || clusters.count(where: { $0.kind == .lineBreak }) >= maximumLines - 1
        {
            return false
        }
        didNotFit = !place([0x0A], .typing)
        return true
    }

    /// Inserts as many characters as fit, and says whether all of them did.
    private mutating func place(_ added: [UInt8], _ manner: EditHistory.Manner) -> Bool {
        let before = cursorByte
        let room = Self.maximumBytes - bytes.count
        // One may join the character before the cursor, so that one more than there is room for may fit.
        let most = maximumCharacters - count
        let parts = Cluster.clusters(of: added[...])
        var (kept, length) = (0, 0)
        for part in parts {
            if length + Int(part.bytes) > room || kept > most { break }
            kept += 1
            length += Int(part.bytes)
        }
        while kept > 0 {
            splice(before..<before, with: Array(added[..<length]))
            if count <= maximumCharacters { break }
            splice(before..<(before + length), with: [])
            kept -= 1
            length -= Int(parts[kept].bytes)
        }
        seek(byte: before + length)
        if length > 0 {
            history.add(
                EditHistory.Edit(
                    start: before, removed: [], inserted: Array(added[..<length]), cursorBefore: before,
                    cursorAfter: cursorByte, manner: manner, kind: parts[kept - 1].kind))
        }
        return length == added.count
    }

    private mutating func erase(from start: Int) {
        guard (0..<count).contains(start) else { return }
        remove(start..<(start + 1), .erasing)
    }

    private mutating func cut(from start: Int, to end: Int, _ wasCutting: Bool) {
        guard start < end else {
            isCutting = wasCutting
            return
        }
        let isBefore = end == cursor
        if !wasCutting { overwrite(&cut) }
        let removed = remove(start..<end, .other)
        if isBefore { cut.insert(contentsOf: removed, at: 0) } else { cut += removed }
        isCutting = true
    }

    @discardableResult
    private mutating func remove(_ range: Range<Int>, _ manner: EditHistory.Manner) -> [UInt8] {
        let kind = clusters[range.lowerBound].kind
        let before = cursorByte
        let start = byte(of: range.lowerBound)
        let end = range.reduce(start) { $0 + Int(clusters[$1].bytes) }
        let removed = Array(bytes[start..<end])
        splice(start..<end, with: [])
        seek(byte: start)
        history.add(
            EditHistory.Edit(
                start: start, removed: removed, inserted: [], cursorBefore: before, cursorAfter: cursorByte,
                manner: manner, kind: kind))
        return removed
    }

    private mutating func undo() {
        guard let edit = history.undone() else { return }
        splice(edit.start..<(edit.start + edit.inserted.count), with: edit.removed)
        seek(byte: edit.cursorBefore)
    }

    private mutating func redo() {
        guard let edit = history.redone() else { return }
        splice(edit.start..<(edit.start + edit.removed.count), with: edit.inserted)
        seek(byte: edit.cursorAfter)
    }

    /// Replaces bytes, and cuts only that part of the text into characters anew that the change can reach.
    ///
    /// Where a character begins does not depend on what stands before an earlier beginning, so that the search starts with
    /// the character before the change, and ends where an old beginning behind it is met. The cursor is left where it was:
    /// `seek` has to follow.
    private mutating func splice(_ range: Range<Int>, with added: [UInt8]) {
        var (first, start) = (cursor, cursorByte)
        while first > 0, start >= range.lowerBound {
            first -= 1
            start -= Int(clusters[first].bytes)
        }
        while first < count, start + Int(clusters[first].bytes) < range.lowerBound {
            start += Int(clusters[first].bytes)
            first += 1
        }
        let growth = added.count - range.count
        bytes.replaceSubrange(range, with: added)
        var fresh: [Cluster] = []
        var (old, oldByte, newByte) = (first, start, start)
        let changed = range.lowerBound + added.count
        for character in String(decoding: bytes[start...], as: UTF8.self) {
            while old < count, oldByte + growth < newByte || oldByte < range.upperBound {
                oldByte += Int(clusters[old].bytes)
                old += 1
            }
            if newByte >= changed, oldByte + growth == newByte, oldByte >= range.upperBound { break }
            let cluster = Cluster(character)
            fresh.append(cluster)
            newByte += Int(cluster.bytes)
        }
        if newByte == bytes.count { old = count }
        clusters.replaceSubrange(first..<old, with: fresh)
        (cursor, cursorByte) = (first, start)
    }
}
