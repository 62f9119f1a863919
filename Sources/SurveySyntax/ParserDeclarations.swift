extension Parser {
    /// One line at the top level.
    mutating func declaration() {
        switch word {
        case .survey: simple(.surveyDecl) { $0.name() }
        case .version: simple(.versionDecl) { $0.integer() }
        case .title: simple(.titleDecl) { $0.text() }
        case .import: simple(.importDecl) { $0.text() }
        case .language: simple(.languageDecl) { $0.languageTag() }
        case .translations: simple(.translationsDecl) { $0.languageTags() }
        case .given:
            simple(.givenDecl) { parser in
                parser.name()
                parser.expect(.colon, .colon)
                parser.type()
            }
        case .metric: simple(.metricDecl) { $0.metric() }
        case .drivers, .chain: simple(.driversDecl) { $0.drivers() }
        case .scale: scale()
        case .options: options()
        case .fragment: fragment()
        case .test:
            let node = open(.testDecl)
            advance()
            text()
            enter(.test, .node(node))
        default: statement()
        }
    }

    /// A node that its line ends: its word, and what comes after it.
    mutating func simple(_ kind: SyntaxKind, _ rest: (inout Parser) -> Void) {
        let node = open(kind)
        advance()
        rest(&self)
        endLine()
        close(node)
    }

    // MARK: Languages

    private mutating func languageTag() {
        guard kind == .name, isOnLine else { return missing(.languageTag) }
        let node = open(.languageTag)
        advance()
        while kind == .minus, at == lastEnd {
            let next = tokens[at + 1].kind
            guard next == .name || next == .integer else { break }
            advance()
            advance()
        }
        close(node)
    }

    private mutating func languageTags() {
        languageTag()
        while isOnLine {
            if kind == .comma {
                advance()
                // A comma takes the next line with it if that looks like more tags.
                let next = followingOnLine.kind
                if isFirstOnLine, next == .comma || next == .minus || next == .endOfFile { bracketDepth = 1 }
                languageTag()
                bracketDepth = 0
            } else if kind == .name {
                missing(.comma)
                languageTag()
            } else {
                return
            }
        }
    }

    // MARK: Values from outside, and lists

    /// `Type`
    mutating func type() {
        guard isOnLine, startsBound, kind != .ellipsis else { return missing(.type) }
        let node = open(.type)
        if kind == .name { advance() } else { missing(.type) }
        // No text follows, so a property's word is one.
        if !word.isProperty { boundOfKind() }
        fromSet()
        properties()
        close(node)
    }

    private mutating func scale() {
        let node = open(.scaleDecl)
        advance()
        name()
        if isOnLine, startsBound { bound() } else { missing(.bound) }
        enter(.list, .node(node))
    }

    private mutating func options() {
        let node = open(.optionsDecl)
        advance()
        name()
        properties()
        enter(.list, .node(node))
    }

    private mutating func fragment() {
        let node = open(.fragmentDecl)
        advance()
        name()
        if kind == .leftParen {
            bracketed(.rightParen, .rightParen) { $0.parameter() }
        } else {
            missing(.leftParen)
        }
        enter(.block, .node(node))
    }

    private mutating func parameter() {
        guard kind == .name || kind == .colon else { return missing(.parameter) }
        let node = open(.parameter)
        name()
        expect(.colon, .colon)
        type()
        if kind == .equal {
            advance()
            sum()
        }
        close(node)
    }

    // MARK: Metrics

    /// A metric after its word.
    mutating func metric() {
        name()
        expect(.equal, .equal)
        expression()
        if !isFirstOnLine, kind != .rightBrace, word != .where, word != .by {
            if firstOnThisLine(where: { $0.word == .where || $0.word == .by }) != nil {
                skip(.operator) { $0.word == .where || $0.word == .by }
            }
        }
        if word == .where, isOnLine {
            let node = open(.whereClause)
            advance()
            expression()
            close(node)
        }
        if word == .by, isOnLine {
            let node = open(.byClause)
            advance()
            paths()
            close(node)
        }
    }

    private mutating func drivers() {
        if word == .of, isOnLine { advance() } else { missing(.ofWord) }
        name()
        expect(.colon, .colon)
        paths()
    }
}
