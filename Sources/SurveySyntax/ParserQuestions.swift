extension Parser {
    /// `KIND NAME [ Bound ] [ "from" Set ] Text { Prop } [ List ]`
    mutating func question() {
        let node = open(.questionStmt)
        // Only these take the name of a scale, which may be the word of a property.
        let takesScale = word == .csat || word == .rating || word == .grid
        advance()
        questionName()
        if takesScale || !word.isProperty { boundOfKind() }
        fromSet()
        if !startsText, !isFirstOnLine, kind != .leftBrace, kind != .rightBrace, !word.isProperty {
            // What stands in the way of the text.
            skip(.text) { $0.kind.isString || $0.word.isProperty }
        }
        text()
        properties()
        if kind == .leftBrace {
            push(.list, .node(node))
        } else if isFirstOnLine, startsListLine {
            enter(.list, .node(node))
        } else {
            endLine(.property)
            close(node)
        }
    }

    private mutating func questionName() {
        // `choice from channels` lacks its name, `choice from from channels` does not.
        if word == .from, isOnLine {
            let next = followingOnLine
            if next.kind == .name, next.word != .from { return missing(.name) }
        }
        name()
    }

    /// The bound after a kind, if there is one. In a type no text follows it.
    mutating func boundOfKind(isInType: Bool = false) {
        guard isOnLine, startsBound, word != .from else { return }
        // A property's word is the name of a scale only in front of a text.
        if word.isProperty, isInType || !followingOnLine.kind.isString { return }
        bound()
    }

    var startsBound: Bool {
        switch kind {
        case .name, .integer, .decimal, .date, .time, .minus, .leftParen, .ellipsis: true
        default: false
        }
    }

    /// `from` and its set, if they are here.
    mutating func fromSet() {
        guard word == .from, isOnLine else { return }
        advance()
        set()
    }

    // MARK: Texts

    /// Whether a text starts here: a string that starts a line belongs to what is above.
    var startsText: Bool { kind.isString }

    /// `Text`
    mutating func text() {
        guard startsText else { return missing(.text) }
        let node = open(.text)
        strings()
        if word == .plural, isOnLine, followingOnLine.kind == .name {
            let plural = open(.plural)
            advance()
            name()
            if startsText { strings() } else { missing(.text) }
            close(plural)
        }
        close(node)
    }

    private mutating func strings() {
        while kind.isString {
            let isOpen = kind == .unterminatedString
            advance()
            if isOpen { missing(.closingQuote) }
        }
    }

    // MARK: Properties

    /// The properties on the rest of the line, up to a brace, an `if`, or inside parentheses a `,`, `)` or `=`.
    mutating func properties() {
        while isOnLine {
            if word.isProperty {
                property()
            } else if isFirstOnLine || isAtEnd || kind == .leftBrace || kind == .rightBrace || word == .if
                || bracketDepth > 0
            {
                return
            } else {
                skip(.property) { $0.word.isProperty || $0.word == .if }
            }
        }
    }

    /// `Prop`, with its word here.
    mutating func property() {
        let node = open(.property)
        let word = word
        advance()
        switch word {
        case .decimals, .lines, .length, .top, .draw, .idle: integer()
        case .unit, .help, .pattern, .dontKnow, .refused, .notApplicable: text()
        case .as: name()
        case .default: if isOnLine, !isAtEnd { sum() } else { missing(.expression) }
        case .select: if isOnLine, startsBound { bound() } else { missing(.bound) }
        default: break
        }
        close(node)
    }

    // MARK: Lists

    /// Whether the line that starts here can only be one of a list.
    var startsListLine: Bool {
        switch kind {
        case .minus, .integer: return true
        case .name:
            if word == .if {
                let brace = firstOnThisLine { $0.kind == .leftBrace }
                return brace.map { contextOfBraces(at: $0) == .list } ?? false
            }
            guard word.isProperty || word == .group else { return false }
            if word == .group, followingOnLine.kind == .name { return true }
            if word == .shuffle { return following.kind != .leftBrace }
            if word == .draw { return tokens[index(after: index(after: at))].kind != .leftBrace }
            if word.isTextProperty || word == .select || word == .default || word == .as { return true }
            let next = followingOnLine
            return next.kind != .name || next.word.isProperty
        default: return false
        }
    }

    /// One line of a list.
    mutating func listLine() {
        switch kind {
        case .minus:
            bullet()
        case .integer:
            // A range is what is left of a property without its word.
            if following.kind == .ellipsis { junk(.listLine) } else { label { $0.advance() } }
        case .name:
            listWord()
        default:
            junk(.listLine)
        }
    }

    private mutating func bullet() {
        let next = followingOnLine
        switch next.kind {
        case .integer:
            // `-5` is a point, `- 5` a bullet and a point.
            label { parser in
                parser.advance()
                parser.advance()
            }
        case .minus where tokens[index(after: index(after: at))].kind == .integer:
            label { parser in
                for _ in 0..<3 { parser.advance() }
            }
        case .name, .string, .unterminatedString, .equal:
            option { $0.advance() }
        default:
            junk(.listLine)
        }
    }

    /// A label; `point` takes what stands before its text.
    private mutating func label(_ point: (inout Parser) -> Void) {
        let node = open(.label)
        point(&self)
        if !startsText, !isFirstOnLine, firstOnThisLine(where: { $0.kind.isString }) != nil {
            skip(.text) { $0.kind.isString }
        }
        text()
        endLine()
        close(node)
    }

    private mutating func option(_ bullet: (inout Parser) -> Void) {
        let node = open(.option)
        bullet(&self)
        if kind == .name { leaf(.name) } else { missing(.name) }
        if kind == .equal, isOnLine {
            advance()
            if kind == .minus { advance() }
            integer()
        }
        if !startsText, !isFirstOnLine, firstOnThisLine(where: { $0.kind.isString }) != nil, !word.isProperty
        {
            skip(.text) { $0.kind.isString }
        }
        text()
        properties()
        if word == .if, isOnLine {
            advance()
            expression()
        }
        endLine(.property)
        close(node)
    }

    private mutating func listWord() {
        let next = followingOnLine
        switch word {
        case .if:
            if hasBraceOnLine(), let brace = firstOnThisLine(where: { $0.kind == .leftBrace }),
                contextOfBraces(at: brace, inList: true) == .block
            {
                return closeLists()
            }
            let node = open(.listIf)
            advance()
            expression()
            enter(.list, .node(node))
        case .group where next.kind != .string || hasBraceOnLine():
            let node = open(.group)
            advance()
            name()
            if startsText { text() }
            enter(.list, .node(node))
        case .shuffle where next.kind == .leftBrace:
            let node = open(.listShuffle)
            advance()
            push(.list, .node(node))
        case _ where word.isProperty && (word.isTextProperty || !next.kind.isString) && next.kind != .equal:
            property()
            properties()
        case _ where next.kind.isString && hasListInBraces():
            // A group that lacks its word.
            junk(.listLine)
        case _ where next.kind.isString || next.kind == .equal && !word.isTopLevel:
            // A bullet is missing, not more: the line has the looks of an option.
            option { $0.missing(.bullet) }
        case _ where startsStatement(next): closeLists()
        default: junk(.listLine)
        }
    }

    /// Whether braces with lines of a list open on this line.
    private func hasListInBraces() -> Bool {
        guard let brace = firstOnThisLine(where: { $0.kind == .leftBrace }) else { return false }
        return contextOfBraces(at: brace) == .list
    }

    /// Whether a statement starts here, which cannot stand in a list.
    func startsStatement(_ next: RawToken) -> Bool {
        guard next.kind == .name || next.kind == .leftParen else {
            return word == .require || word == .confirm || word == .finish
        }
        return word.isQuestionKind || word.isStatement
    }

    /// Closes the lists that are open, whose `}` is missing.
    mutating func closeLists() {
        missingRightBrace()
        while let context = frames.last?.context, context == .list || context == .split { pop() }
    }

    // MARK: Splits

    /// One arm of a split.
    mutating func splitLine() {
        guard kind == .minus else {
            if kind == .name, startsStatement(followingOnLine) { return closeLists() }
            return junk(.splitLine)
        }
        let node = open(.splitArm)
        advance()
        name()
        if word == .weight, isOnLine {
            advance()
            integer()
        }
        enter(.block, .node(node))
    }
}

extension Word {
    /// Whether the word is a property with a text.
    var isTextProperty: Bool {
        switch self {
        case .unit, .help, .pattern, .dontKnow, .refused, .notApplicable: true
        default: false
        }
    }
}
