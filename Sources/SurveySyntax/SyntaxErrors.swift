/// One place where a file does not follow the grammar. A diagnostic's wording is for others.
public struct SyntaxError: Sendable {
    public enum Problem: Sendable {
        /// Something that had to stand at `range` (which is empty) does not.
        case missing
        /// The words in `range` fit nowhere.
        case unexpected
    }

    public let problem: Problem
    /// What would have been right.
    public let expected: Expected
    /// The node: `missing` or `unexpected`.
    public let syntax: Syntax
    /// Its bytes; for a missing thing the empty range after the last word before it.
    public let range: Range<Int>
    /// For a missing brace, parenthesis or bracket at the end: the token that opened it.
    public let opener: Token?
}

extension SurveyTree {
    /// Every error in the order of the file. Linear in the size of the tree.
    public var errors: [SyntaxError] {
        guard errorCount > 0 else { return [] }
        var found: [SyntaxError] = []
        found.reserveCapacity(errorCount)
        for index in nodes.indices {
            let raw = nodes[index]
            guard raw.kind == .missing || raw.kind == .unexpected else { continue }
            let syntax = Syntax(tree: self, index: index)
            let isMissing = raw.kind == .missing
            found.append(
                SyntaxError(
                    problem: isMissing ? .missing : .unexpected, expected: raw.expected, syntax: syntax,
                    range: syntax.range,
                    opener: isMissing && raw.end < raw.first ? Token(tree: self, index: Int(raw.end)) : nil))
        }
        return found
    }
}
