/// One or more strings, which are read as one, and perhaps a plural:
/// `"…{nights} night" plural nights "…{nights} nights"`.
public struct TextSyntax: SyntaxView {
    public let syntax: Syntax

    /// The string tokens of the text itself, without the plural's.
    public var pieces: [Token] { syntax.ownTokens.filter { $0.kind.isString } }

    /// What the strings say together. Nothing is put between them.
    public var value: TextValue { TextValue(pieces) }

    public var plural: PluralSyntax? { syntax.first(.plural).map(PluralSyntax.init) }
}

/// `plural nights "…{nights} nights"`
public struct PluralSyntax: SyntaxView {
    public let syntax: Syntax
    /// The variable whose number decides.
    public var name: Token? { declaredName }
    /// The text for other numbers than one.
    public var value: TextValue { TextValue(syntax.ownTokens.filter { $0.kind.isString }) }
}

/// What a text says: escapes are resolved, placeholders are found. Every place is a byte offset in the file.
public struct TextValue: Sendable {
    /// A piece of a text.
    public enum Segment: Sendable, Equatable {
        case literal(String)
        case placeholder(Placeholder)
    }

    /// `{spend}` or `{first | this guest}`
    public struct Placeholder: Sendable, Equatable {
        /// What stands before `|`, without the blanks around it: a path.
        public let name: String
        /// What is shown when the variable is missing: what stands after `|`, without the blanks around it.
        public let fallback: String?
        /// Its bytes with both braces.
        public let range: Range<Int>
        /// The bytes of `name`.
        public let nameRange: Range<Int>
    }

    /// Something in a string that means nothing.
    public struct Flaw: Sendable, Equatable {
        public enum Reason: Sendable {
            /// `\` in front of something else than `" \ n t { } u{…}`.
            case unknownEscape
            /// `\u{…}` without one to six hexadecimal digits that name a character.
            case badScalar
            /// `{` whose `}` does not come before the string ends.
            case unclosedPlaceholder
            /// `{}`, `{ | … }`
            case emptyPlaceholder
            case notUTF8
            /// A control character other than a tab.
            case controlCharacter
        }

        public let reason: Reason
        public let range: Range<Int>
    }

    /// The text in order: no two literals in a row, no empty ones.
    public let segments: [Segment]
    /// What is wrong in it, in order.
    public let flaws: [Flaw]

    /// The text with its placeholders as they are written: `Is {spend} right?`.
    public var text: String {
        segments.reduce(into: "") { text, segment in
            switch segment {
            case .literal(let literal): text += literal
            case .placeholder(let placeholder):
                text += "{" + placeholder.name + (placeholder.fallback.map { " | " + $0 } ?? "") + "}"
            }
        }
    }

    /// Only the placeholders, in order.
    public var placeholders: [Placeholder] {
        segments.compactMap { if case .placeholder(let placeholder) = $0 { placeholder } else { nil } }
    }
}
