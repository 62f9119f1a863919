/// The file in its one layout: four spaces a level, one between words, texts of a list in one column. `nil` if the
/// tree has errors, since what is in error has no layout.
///
/// Words, their order and every comment stay; line breaks stay where the author put them, except around braces.
/// Formatting the result again changes nothing. Linear in the size of the file.
public func format(_ tree: SurveyTree) -> [UInt8]? {
    guard tree.errorCount == 0 else { return nil }
    return tree.bytes.withUnsafeBufferPointer { bytes in
        tree.tokens.withUnsafeBufferPointer { tokens in
            let layout = tree.nodes.withUnsafeBufferPointer { Layout(tokens: tokens, nodes: $0) }
            return layout.marks.withUnsafeBufferPointer { marks in
                layout.spaces.withUnsafeBufferPointer { spaces in
                    var writer = Writer(bytes: bytes, tokens: tokens, marks: marks, spaces: spaces)
                    writer.run()
                    return writer.output
                }
            }
        }
    }
}

/// Writes the tokens one after the other, with the white space that the layout wants.
private struct Writer {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<RawToken>
    let marks: UnsafeBufferPointer<Layout.Mark>
    let spaces: UnsafeBufferPointer<UInt8>
    var output: [UInt8] = []
    /// Where the last line of `output` starts.
    var lineStart = 0
    /// For each open brace, whether what it holds stands on lines of its own.
    var braces: [Bool] = []
    var depth = 0
    /// The last word that was written.
    var previous: Int?
    /// Line ends since the last word or comment.
    var lineEnds = 0
    /// A comment was written, which nothing may follow on its line.
    var afterComment = false
    var trailing = TrailingComments()

    /// Deeper levels are not indented further, or the white space could outgrow the file by far.
    static let deepest = 32

    init(
        bytes: UnsafeBufferPointer<UInt8>, tokens: UnsafeBufferPointer<RawToken>,
        marks: UnsafeBufferPointer<Layout.Mark>, spaces: UnsafeBufferPointer<UInt8>
    ) {
        self.bytes = bytes
        self.tokens = tokens
        self.marks = marks
        self.spaces = spaces
        output.reserveCapacity(bytes.count + bytes.count / 8 + 64)
    }

    mutating func run() {
        for index in 0..<tokens.count {
            switch tokens[index].kind {
            case .whitespace, .byteOrderMark: break
            case .newline: lineEnds += 1
            case .comment, .note: comment(index)
            case .endOfFile: break
            default: word(index)
            }
        }
        if !output.isEmpty { endLine() }
        trailing.flush(into: &output)
    }

    private mutating func word(_ index: Int) {
        let kind = tokens[index].kind
        let mark = marks[index]
        let followsOpenBrace = previous.map { tokens[$0].kind == .leftBrace } ?? false
        var breaks = lineEnds > 0 && !mark.contains(.joins) || afterComment
        if kind == .rightBrace {
            let isMultiline = braces.popLast() ?? true
            if isMultiline { depth -= 1 }
            breaks = isMultiline
        } else if mark.contains(.startsLine) {
            breaks = !(followsOpenBrace && braces.last == false)
        }
        if previous == nil, !afterComment { breaks = false }
        if breaks {
            let isContinued = !mark.contains(.startsLine) && !mark.contains(.joins) && kind != .rightBrace
            let closes = kind == .rightParen || kind == .rightBracket
            let keepsBlank = mark.contains(.startsLine) && !(followsOpenBrace && !afterComment)
            startLine(depth + (isContinued && !closes ? 1 : 0), blank: keepsBlank && lineEnds > 1)
        } else if previous != nil {
            for _ in 0..<spaces[index] { output.append(UInt8(ascii: " ")) }
        }
        append(tokens[index].start, tokens[index + 1].start)
        if kind == .leftBrace {
            let isMultiline = mark.contains(.isMultiline)
            braces.append(isMultiline)
            if isMultiline { depth += 1 }
        }
        previous = index
        lineEnds = 0
        afterComment = false
    }

    private mutating func comment(_ index: Int) {
        var end = tokens[index + 1].start
        while end > tokens[index].start, isBlank(bytes[Int(end) - 1]) { end -= 1 }
        if lineEnds == 0, previous != nil, !afterComment {
            trailing.add(at: output.count, width: output.scalars(from: lineStart), column: column(of: index))
        } else {
            let followsOpenBrace = previous.map { tokens[$0].kind == .leftBrace } ?? true
            startLine(depth, blank: lineEnds > 1 && (afterComment || !followsOpenBrace))
        }
        append(tokens[index].start, end)
        lineEnds = 0
        afterComment = true
    }

    /// Ends the line and indents the next one.
    private mutating func startLine(_ level: Int, blank: Bool) {
        if !output.isEmpty {
            endLine()
            if blank { endLine() }
        }
        for _ in 0..<min(level, Self.deepest) * 4 { output.append(UInt8(ascii: " ")) }
    }

    private mutating func endLine() {
        output.append(.lineFeed)
        trailing.endLine(&output)
        lineStart = output.count
    }

    private mutating func append(_ start: UInt32, _ end: UInt32) {
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(end)]))
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == .carriageReturn
    }

    /// How many characters stand in front of a token on its line in the source.
    private func column(of index: Int) -> Int {
        var count = 0
        var position = Int(tokens[index].start)
        while position > 0, bytes[position - 1] != .lineFeed {
            position -= 1
            if bytes[position] & 0xC0 != 0x80 { count += 1 }
        }
        return count
    }
}

/// Puts the comments at the ends of successive lines into one column: where the author had it, if that leaves two
/// spaces. Lines that are too long to share a column are left out of it.
private struct TrailingComments {
    private struct Entry {
        var offset: Int
        var width: Int
    }

    private var entries: [Entry] = []
    private var column = 0
    private var lineHasComment = false

    private static let widest = 110

    /// A comment is about to be written at the end of the output.
    mutating func add(at offset: Int, width: Int, column: Int) {
        lineHasComment = true
        entries.append(Entry(offset: offset, width: width))
        guard width <= Self.widest else { return }
        self.column = max(self.column, width + 2, column <= Self.widest ? column : 0)
    }

    /// A line is written. The first one without a comment ends the column.
    mutating func endLine(_ output: inout [UInt8]) {
        if !lineHasComment { flush(into: &output) }
        lineHasComment = false
    }

    /// Puts the spaces in front of the comments.
    mutating func flush(into output: inout [UInt8]) {
        guard let first = entries.first else { return }
        let tail = Array(output[first.offset...])
        output.removeSubrange(first.offset...)
        for (number, entry) in entries.enumerated() {
            let spaces = entry.width <= Self.widest ? max(2, column - entry.width) : 2
            output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: spaces))
            let end = number + 1 < entries.count ? entries[number + 1].offset - first.offset : tail.count
            output.append(contentsOf: tail[entry.offset - first.offset..<end])
        }
        entries.removeAll(keepingCapacity: true)
        column = 0
    }
}

extension [UInt8] {
    /// How many characters there are from an offset on.
    fileprivate func scalars(from start: Int) -> Int {
        var count = 0
        for position in start..<self.count where self[position] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
