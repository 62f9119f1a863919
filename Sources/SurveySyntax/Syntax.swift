/// A place in a tree: one node. Small, and cheap to copy.
public struct Syntax: Sendable {
    public let tree: SurveyTree
    /// The place of the node in the tree, in preorder: a key for tables about nodes.
    public let index: Int

    public init(tree: SurveyTree, index: Int) {
        self.tree = tree
        self.index = index
    }

    var raw: RawNode { tree.nodes[index] }
    /// The place after the last node below it.
    var endIndex: Int { index + Int(raw.size) }

    /// What the node is.
    public var kind: SyntaxKind { raw.kind }

    /// The places of its tokens, from the first to the last that is not trivia. Empty for a missing node.
    public var tokenRange: Range<Int> {
        let raw = raw
        return raw.kind == .missing ? Int(raw.first)..<Int(raw.first) : Int(raw.first)..<Int(raw.end)
    }

    /// Its bytes, without the trivia before and after it. A missing node is the empty range where it should stand:
    /// right after the last word before it.
    public var range: Range<Int> {
        let tokens = tokenRange
        guard let last = tokens.last else {
            let end = tree.endOfWord(before: tokens.lowerBound)
            return tree.base + end..<tree.base + end
        }
        return tree.base + tree.byteRange(tokens.lowerBound).lowerBound..<tree.base
            + tree.byteRange(last).upperBound
    }

    /// The nodes directly below, in order.
    public var children: SyntaxChildren { SyntaxChildren(self) }

    /// The first child of a kind.
    public func first(_ kind: SyntaxKind) -> Syntax? { children.first { $0.kind == kind } }

    /// The tokens directly below (those of no child), without trivia, in order.
    public var ownTokens: [Token] {
        var found: [Token] = []
        var position = tokenRange.lowerBound
        func take(upTo end: Int) {
            while position < end {
                if !tree.tokens[position].kind.isTrivia { found.append(Token(tree: tree, index: position)) }
                position += 1
            }
        }
        for child in children where child.kind != .missing {
            take(upTo: child.tokenRange.lowerBound)
            position = max(position, child.tokenRange.upperBound)
        }
        take(upTo: tokenRange.upperBound)
        return found
    }

    /// Its first token; `nil` if it has none.
    public var firstToken: Token? {
        let tokens = tokenRange
        return tokens.isEmpty ? nil : Token(tree: tree, index: tokens.lowerBound)
    }

    /// The `///` notes above it, one a line, nothing but comments and at most line ends between them and the node. In order.
    public var notes: [Token] {
        var found: [Token] = []
        var position = tokenRange.lowerBound
        while position > 0 {
            position -= 1
            let token = tree.tokens[position]
            guard token.kind.isTrivia else { break }
            // A note at the end of a line belongs to nothing below.
            if token.kind == .note, token.flags.contains(.firstOnLine) {
                found.append(Token(tree: tree, index: position))
            }
        }
        return found.reversed()
    }

    /// The bytes of `range` as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: tree.bytes(at: range), as: UTF8.self) }

    /// The node as an s-expression of kinds and words, for tests and for looking.
    public var dump: String {
        var out = ""
        var open: [(index: Int, position: Int)] = []
        func tokens(_ position: inout Int, upTo end: Int) {
            while position < end {
                let token = Token(tree: tree, index: position)
                if !token.kind.isTrivia { out += " " + token.text }
                position += 1
            }
        }
        let last = endIndex
        var next = index
        while next < last || !open.isEmpty {
            if let top = open.last, next >= Syntax(tree: tree, index: top.index).endIndex {
                let node = Syntax(tree: tree, index: top.index)
                var position = top.position
                tokens(&position, upTo: node.tokenRange.upperBound)
                out += ")"
                open.removeLast()
                if !open.isEmpty {
                    open[open.count - 1].position = max(open[open.count - 1].position, position)
                }
                continue
            }
            let node = Syntax(tree: tree, index: next)
            if !open.isEmpty { tokens(&open[open.count - 1].position, upTo: node.tokenRange.lowerBound) }
            if !out.isEmpty { out += " " }
            out += "(\(node.kind)"
            if node.kind == .missing || node.kind == .unexpected { out += ":\(node.raw.expected)" }
            open.append((next, node.tokenRange.lowerBound))
            next += 1
        }
        return out
    }
}

/// The nodes directly below a node.
public struct SyntaxChildren: Sequence, IteratorProtocol {
    let tree: SurveyTree
    var position: Int
    let end: Int

    init(_ parent: Syntax) {
        tree = parent.tree
        position = parent.index + 1
        end = parent.endIndex
    }

    public mutating func next() -> Syntax? {
        guard position < end else { return nil }
        let child = Syntax(tree: tree, index: position)
        position = child.endIndex
        return child
    }
}

/// A place in a tree: one token.
public struct Token: Sendable {
    public let tree: SurveyTree
    /// Its place among all tokens of the file.
    public let index: Int

    init(tree: SurveyTree, index: Int) {
        self.tree = tree
        self.index = index
    }

    /// What it is.
    public var kind: TokenKind { tree.tokens[index].kind }
    /// The contextual word that a name spells, `none` for every other token.
    public var word: Word { tree.tokens[index].word }
    /// Its bytes' places in the file.
    public var range: Range<Int> {
        let range = tree.byteRange(index)
        return tree.base + range.lowerBound..<tree.base + range.upperBound
    }
    /// Its bytes.
    public var bytes: ArraySlice<UInt8> { tree.bytes[tree.byteRange(index)] }
    /// Its bytes as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    /// Whether only white space stands before it on its line.
    public var isFirstOnLine: Bool { tree.tokens[index].flags.contains(.firstOnLine) }

    /// The value of an `integer`; `nil` for another kind and over `Int.max`.
    public var integer: Int? { kind == .integer ? Int(text) : nil }

    /// The text of a `note` without its slashes and the blanks around it.
    public var noteText: String {
        var content = bytes.drop { $0 == UInt8(ascii: "/") }
        content = content.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        while let last = content.last,
            last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") || last == UInt8(ascii: "\r")
        {
            content.removeLast()
        }
        return String(decoding: content, as: UTF8.self)
    }
}

extension SurveyTree {
    /// Where the last word before a token ends: 0 if there is none.
    func endOfWord(before token: Int) -> Int {
        var position = token
        while position > 0 {
            position -= 1
            if !tokens[position].kind.isTrivia { return byteRange(position).upperBound }
        }
        return 0
    }
}
