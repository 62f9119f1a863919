/// How many spaces stand before each word that does not start a line, and which words do start one.
struct Layout {
    struct Mark: OptionSet {
        let rawValue: UInt8
        /// The first word of a declaration, a statement or a line of a list.
        static let startsLine = Mark(rawValue: 1)
        /// Goes on in the line of the word before it, whatever the author did.
        static let joins = Mark(rawValue: 2)
        /// A `{` whose `}` is on another line.
        static let isMultiline = Mark(rawValue: 4)
    }

    private(set) var marks: [Mark]
    private(set) var spaces: [UInt8]
    private let tokens: UnsafeBufferPointer<RawToken>
    private let nodes: UnsafeBufferPointer<RawNode>

    /// What is wider than this stands in no column with others.
    private static let widestCell = 48

    init(tokens: UnsafeBufferPointer<RawToken>, nodes: UnsafeBufferPointer<RawNode>) {
        self.tokens = tokens
        self.nodes = nodes
        marks = Array(repeating: [], count: tokens.count)
        spaces = Array(repeating: 1, count: tokens.count)
        spaceTokens()
        for index in nodes.indices { markNode(index) }
        for index in nodes.indices { alignBody(index) }
    }

    // MARK: Single spaces

    /// What follows from the tokens alone.
    private mutating func spaceTokens() {
        var open: [(brace: Int, isMultiline: Bool)] = []
        var previous = TokenKind.endOfFile
        for index in tokens.indices {
            let kind = tokens[index].kind
            if kind == .newline, !open.isEmpty { open[open.count - 1].isMultiline = true }
            guard !kind.isTrivia else { continue }
            switch kind {
            case .leftBrace:
                open.append((index, false))
                marks[index].insert(.joins)
            case .rightBrace:
                guard let (brace, isMultiline) = open.popLast() else { break }
                if isMultiline {
                    marks[brace].insert(.isMultiline)
                    if !open.isEmpty { open[open.count - 1].isMultiline = true }
                }
            case .comma, .colon, .dot, .ellipsis, .rightParen, .rightBracket: spaces[index] = 0
            case .name where previous == .rightBrace && tokens[index].word == .else:
                marks[index].insert(.joins)
            default: break
            }
            switch previous {
            case .leftParen, .leftBracket, .dot, .ellipsis: spaces[index] = 0
            default: break
            }
            previous = kind
        }
    }

    /// What follows from what a node is.
    private mutating func markNode(_ index: Int) {
        let node = nodes[index]
        let first = Int(node.first)
        switch node.kind {
        case .file, .block, .list, .splitBlock, .testBlock:
            var child = index + 1
            let end = index + Int(node.size)
            while child < end {
                // Properties may share a line.
                let start = Int(nodes[child].first)
                if tokens[start].flags.contains(.firstOnLine) || child == index + 1 {
                    marks[start].insert(.startsLine)
                }
                child += Int(nodes[child].size)
            }
        case .arguments, .subscriptPart: spaces[first] = 0
        case .negationExpr: spaces[word(after: first)] = 0
        case .languageTag:
            for token in first + 1..<max(first + 1, Int(node.end)) { spaces[token] = 0 }
        case .fragmentDecl:
            let parenthesis = word(after: word(after: first))
            if tokens[parenthesis].kind == .leftParen { spaces[parenthesis] = 0 }
        case .label:
            let text = firstToken(of: .text, in: index) ?? first
            for token in first..<text where tokens[token].kind == .integer && token > first {
                // `-5` is minus five, `- 5` a bullet.
                if tokens[token - 1].kind == .minus { spaces[token] = 0 }
            }
        case .option:
            let text = firstToken(of: .text, in: index) ?? first
            for token in first..<text where tokens[token].kind == .minus && token > first {
                spaces[word(after: token)] = 0
            }
        default: break
        }
    }

    // MARK: Columns

    private mutating func alignBody(_ index: Int) {
        let node = nodes[index]
        switch node.kind {
        case .list: alignList(index)
        case .file, .block, .testBlock: alignRuns(index)
        default: break
        }
    }

    /// Puts the texts of a list in one column, and two spaces after those that something follows.
    private mutating func alignList(_ list: Int) {
        for kind in [SyntaxKind.option, .label] {
            var cells: [(text: Int, width: Int)] = []
            forEachChild(of: list) { child in
                let node = nodes[child]
                guard node.kind == kind, let text = firstToken(of: .text, in: child) else { return }
                cells.append((text, width(from: Int(node.first), to: text)))
            }
            let shared = cells.filter { $0.width <= Self.widestCell && isOnOneLine($0.text) }
            guard let widest = shared.map(\.width).max() else { continue }
            // One space, or two if the author has two everywhere.
            let isWide = shared.allSatisfy { $0.width < widest || sourceSpaces(before: $0.text) > 1 }
            for cell in shared { spaces[cell.text] = UInt8(widest - cell.width + (isWide ? 2 : 1)) }
        }
        forEachChild(of: list) { child in
            guard nodes[child].kind == .option else { return }
            var part = child + 1
            let end = child + Int(nodes[child].size)
            while part < end {
                let node = nodes[part]
                part += Int(node.size)
                guard node.kind == .text else { continue }
                let next = word(after: Int(node.end) - 1)
                if next < Int(nodes[child].end) { spaces[next] = 2 }
            }
        }
    }

    /// One line of a run that is put in columns.
    private struct Row {
        var node: Int
        /// The cells' ends: the words after them, and how wide the cells are.
        var cells: [(next: Int, width: Int)]
    }

    /// Puts lines that follow each other and are built alike in columns.
    private mutating func alignRuns(_ body: Int) {
        var run: [Row] = []
        var runKind = SyntaxKind.file
        var runEnd = 0
        forEachChild(of: body) { child in
            let node = nodes[child]
            guard let row = row(child) else {
                align(run)
                run.removeAll(keepingCapacity: true)
                return
            }
            if node.kind != runKind || !isNextLine(after: runEnd, before: Int(node.first)) {
                align(run)
                run.removeAll(keepingCapacity: true)
            }
            run.append(row)
            runKind = node.kind
            runEnd = Int(node.end)
        }
        align(run)
    }

    private mutating func align(_ run: [Row]) {
        guard run.count > 1 else { return }
        for column in run[0].cells.indices {
            guard let widest = run.map({ $0.cells[column].width }).filter({ $0 <= Self.widestCell }).max()
            else { continue }
            for row in run where row.cells[column].width <= Self.widestCell {
                spaces[row.cells[column].next] = UInt8(widest - row.cells[column].width + 1)
            }
        }
    }

    /// The cells of a line; `nil` if it stands in no column.
    private func row(_ index: Int) -> Row? {
        let node = nodes[index]
        let first = Int(node.first)
        switch node.kind {
        case .questionStmt:
            var hasList = false
            forEachChild(of: index) { if nodes[$0].kind == .list { hasList = true } }
            guard !hasList, isOneLine(first..<Int(node.end)) else { return nil }
            let name = word(after: first)
            let next = word(after: name)
            return Row(node: index, cells: [(name, length(first)), (next, length(name))])
        case .metricDecl:
            guard isOneLine(first..<Int(node.end)) else { return nil }
            let name = word(after: first)
            return Row(node: index, cells: [(word(after: name), length(name))])
        case .ifStmt:
            // One arm, whose braces hold one line.
            let arm = index + 1
            guard Int(nodes[arm].size) + 1 == Int(node.size), let brace = firstToken(of: .block, in: arm),
                !marks[brace].contains(.isMultiline), isOneLine(first..<brace)
            else { return nil }
            return Row(node: index, cells: [(brace, width(from: first, to: brace))])
        default: return nil
        }
    }

    // MARK: Looking at the tree

    private func forEachChild(of index: Int, _ body: (Int) -> Void) {
        var child = index + 1
        let end = index + Int(nodes[index].size)
        while child < end {
            body(child)
            child += Int(nodes[child].size)
        }
    }

    /// The first token of the first child of a kind.
    private func firstToken(of kind: SyntaxKind, in index: Int) -> Int? {
        var found: Int?
        forEachChild(of: index) { if found == nil, nodes[$0].kind == kind { found = Int(nodes[$0].first) } }
        return found
    }

    /// How many bytes a token has that is not the last one.
    private func length(_ token: Int) -> Int { Int(tokens[token + 1].start - tokens[token].start) }

    private func word(after token: Int) -> Int {
        var next = min(token + 1, tokens.count - 1)
        while tokens[next].kind.isTrivia { next += 1 }
        return next
    }

    /// How wide the words from one to before another are, on one line.
    private func width(from start: Int, to end: Int) -> Int {
        var width = 0
        for token in start..<end where !tokens[token].kind.isTrivia {
            width += length(token) + (token > start ? Int(spaces[token]) : 0)
        }
        return width
    }

    private func isOneLine(_ range: Range<Int>) -> Bool {
        for token in range where tokens[token].kind == .newline { return false }
        return true
    }

    /// Whether a word stands on the line of the word before it.
    private func isOnOneLine(_ token: Int) -> Bool { !tokens[token].flags.contains(.firstOnLine) }

    private func sourceSpaces(before token: Int) -> Int {
        guard token > 0, tokens[token - 1].kind == .whitespace else { return 0 }
        return length(token - 1)
    }

    /// Whether one line end and no comment of its own line stands between two words.
    private func isNextLine(after end: Int, before start: Int) -> Bool {
        var lineEnds = 0
        for token in end..<max(end, start) {
            if tokens[token].kind == .newline { lineEnds += 1 }
            if lineEnds > 0, tokens[token].kind == .comment || tokens[token].kind == .note { return false }
        }
        return lineEnds == 1
    }
}
