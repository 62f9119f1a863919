/// What was done to a text, so that it can be taken back and done again: at most so many edits and bytes, the oldest of which
/// are forgotten first.
struct EditHistory: Hashable, Sendable {
    /// How many edits can be taken back.
    static let maximumEdits = 256
    /// How many bytes they hold together.
    static let maximumBytes = 4 * TextEditor.maximumBytes

    /// Bytes that were replaced by others.
    struct Edit: Hashable, Sendable {
        var start: Int
        var removed: [UInt8]
        var inserted: [UInt8]
        var cursorBefore: Int
        var cursorAfter: Int
        var manner: Manner
        /// What the last character of it was.
        var kind: Cluster.Kind

        var size: Int { removed.count + inserted.count }
    }

    /// How an edit was made; typing and erasing go on from one character to the next.
    enum Manner: Sendable {
        case typing
        case erasing
        case other
    }

    private var edits: [Edit] = []
    private var undoneEdits: [Edit] = []
    /// How many bytes they hold together, those that were taken back included.
    private(set) var size = 0
    /// Whether the next edit may be part of the last one.
    private var isOpen = false

    /// How many edits can be taken back now.
    var count: Int { edits.count }

    /// Remembers an edit; what was taken back before cannot be done again any more.
    mutating func add(_ edit: Edit) {
        for undone in undoneEdits { size -= undone.size }
        undoneEdits = []
        size += edit.size
        if isOpen, let last = edits.last, let whole = Self.join(last, edit) {
            edits[edits.count - 1] = whole
        } else {
            edits.append(edit)
        }
        isOpen = true
        var dropped = 0
        while edits.count - dropped > Self.maximumEdits || size > Self.maximumBytes, dropped < edits.count {
            size -= edits[dropped].size
            dropped += 1
        }
        edits.removeFirst(dropped)
    }

    /// The next edit is one of its own.
    mutating func close() { isOpen = false }

    /// The edit to take back.
    mutating func undone() -> Edit? {
        isOpen = false
        guard let edit = edits.popLast() else { return nil }
        undoneEdits.append(edit)
        return edit
    }

    /// The edit to do again.
    mutating func redone() -> Edit? {
        isOpen = false
        guard let edit = undoneEdits.popLast() else { return nil }
        edits.append(edit)
        return edit
    }

    /// Overwrites and forgets everything.
    mutating func clear() {
        for index in edits.indices {
            overwrite(&edits[index].removed)
            overwrite(&edits[index].inserted)
        }
        for index in undoneEdits.indices {
            overwrite(&undoneEdits[index].removed)
            overwrite(&undoneEdits[index].inserted)
        }
        self = EditHistory()
    }

    /// Two edits as one, where the second goes on with the word of the first or the white space behind it.
    private static func join(_ first: Edit, _ second: Edit) -> Edit? {
        guard first.manner == second.manner, !(first.kind.isBlank && !second.kind.isBlank) else { return nil }
        var whole = first
        (whole.cursorAfter, whole.kind) = (second.cursorAfter, second.kind)
        switch first.manner {
        case .typing where first.start + first.inserted.count == second.start:
            whole.inserted += second.inserted
        case .erasing where second.start + second.removed.count == first.start:
            whole.start = second.start
            whole.removed = second.removed + first.removed
        case .erasing where second.start == first.start: whole.removed += second.removed
        default: return nil
        }
        return whole
    }
}
