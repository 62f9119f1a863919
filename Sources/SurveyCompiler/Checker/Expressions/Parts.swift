internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// Parts of names that are no variables of their own: `rank.price`, `rank[1]`, `satisfied[c]`, `quality.reliability`.
extension Checker {
    /// `today`, or an option of a ranking, which is its place; nil if it is neither.
    func peek(part name: Name) -> Resolved? {
        if name.text == "today" {
            guard let today = todayVariable() else { return .unknown }
            return .value(Operand(type: .date, formula: .variable(today), span: name.span), symbol: nil)
        }
        guard let dot = name.text.utf8.lastIndex(of: UInt8(ascii: ".")),
            let position = position(of: String(name.text[..<dot])),
            case .variable(let variable) = names.symbols[position].entity,
            case .order(let list, _) = survey[variable].domain,
            let option = optionIndices[list.position][String(name.text[name.text.index(after: dot)...])]
        else { return nil }
        return .value(
            Operand(type: .number, formula: .place(variable, option: option), span: name.span),
            symbol: position)
    }

    /// A path with `[ ]` in it; nil if it names nothing.
    func peek(indexed path: PathSyntax) -> Resolved? {
        guard let (text, place) = flattened(path) else { return nil }
        let name = Name(text, path.range)
        guard let place else { return peek(name) }
        guard case .variable(let variable, let symbol)? = peek(name),
            case .order(let list, let select) = survey[variable].domain
        else {
            if case .unknown? = peek(name) { return .unknown }
            return nil
        }
        guard let number = place.integer, (1...max(1, select.upperBound)).contains(number) else { return nil }
        return .value(
            Operand(type: .option(list), formula: .ranked(variable, place: number), span: path.range),
            symbol: symbol)
    }

    /// Looks up a path with `[ ]` in it, and reports what is wrong with it.
    func resolve(indexed path: PathSyntax, base: Name) -> Resolved {
        guard let position = position(of: base.text) else {
            addUnresolved(base)
            return .unknown
        }
        markUsed(position, at: path.range)
        if case .unknown = names.symbols[position].entity { return .unknown }
        if let resolved = peek(indexed: path) { return resolved }
        guard let (text, place) = flattened(path) else {
            report(.badIndex(Diagnostic.shown(path.syntax.text), at: path.range))
            return .unknown
        }
        let name = Name(text, path.range)
        guard let place else { return resolve(name, base: base) }
        guard case .variable(let variable, _)? = peek(name),
            case .order(_, let select) = survey[variable].domain
        else {
            report(.noPlaces(text, at: path.range))
            return .unknown
        }
        report(.badPlace(place.text, select.upperBound, at: place.range))
        return .unknown
    }

    /// A path with the variables of rosters put in, and the number in brackets at its end if there is one; nil if other
    /// things stand in brackets.
    private func flattened(_ path: PathSyntax) -> (name: String, place: Token?)? {
        guard let first = path.name else { return nil }
        var name = first.text
        var place: Token?
        for part in path.parts {
            guard place == nil else { return nil }
            switch part {
            case .name(let token): name += "." + token.text
            case .index(let index):
                switch index?.form {
                case .number(let token)? where token.kind == .integer: place = token
                case .path(let inner)?:
                    guard let variable = inner.dotted, let level = level(named: variable) else { return nil }
                    name += "." + level.name
                default: return nil
                }
            }
        }
        return (name, place)
    }

    func isRanking(_ variable: VariableID) -> Bool {
        if case .order = survey[variable].domain { true } else { false }
    }

    func reportNoSuchOption(_ part: Name, of symbol: Symbol, _ list: ListID?) {
        guard let list else { return }
        let options = survey[list].options.lazy.map(\.name)
        report(
            .notAnOption(
                part, owner: Diagnostic.shown(symbol.name), ownerSpan: symbol.span, options: options,
                closest: closest(to: part.text, among: options)))
    }

    /// Says that a grid, or the numbers of an `allocate`, are several values.
    func reportSeveralValues(_ question: QuestionID, symbol: Int, at span: Range<Int>) {
        let symbol = names.symbols[symbol]
        let asked = survey[question]
        switch asked.kind {
        case .allocate(let list, _):
            report(.allocationAsValue(symbol, survey[list].options.first?.name ?? "first", at: span))
        case .choiceGrid(let list, let select, let rows):
            let option = Diagnostic.shown(survey[list].options.first?.name ?? "first")
            report(
                select == nil
                    ? .gridAsValue(symbol, rows.first?.name ?? "row", condition: "== \(option)", at: span)
                    : .setGridAsValue(symbol, rows.first?.name ?? "row", option, at: span))
        default: report(.gridAsValue(symbol, asked.rows.first?.name ?? "row", at: span))
        }
    }

    // MARK: Scores

    /// The variables that a grid or one of its groups stands for; nil if they are more than may still be unfolded, which
    /// is reported.
    func rows(of question: QuestionID, group: Int?, at span: Range<Int>) -> [(
        row: Int, variable: VariableID
    )]? {
        let asked = survey[question]
        var rows = asked.variables.enumerated().map { (row: $0.offset, variable: $0.element) }
        guard rows.count <= unfoldingBudget else {
            report(.tooManyRows(at: span))
            return nil
        }
        unfoldingBudget -= rows.count
        if let group { rows.removeAll { asked.rows[$0.row].group != group } }
        return rows
    }

    /// What a row counts in a score: the answer, or from the other end of the scale where the row is reversed.
    func scored(_ question: QuestionID, row: Int, _ variable: VariableID) -> Formula {
        let asked = survey[question]
        guard case .grid(let scale, let rows) = asked.kind, rows.indices.contains(row), rows[row].isReversed
        else {
            return .variable(variable)
        }
        let bounds = survey[scale].bounds
        return .arithmetic(
            .subtract, .literal(.number(bounds.lowerBound + bounds.upperBound)), .variable(variable))
    }

    /// The score of a group: the mean over its rows.
    func score(of question: QuestionID, group: Int, at span: Range<Int>) -> Operand {
        guard let rows = rows(of: question, group: group, at: span) else { return .unknown }
        return Operand(
            type: .number,
            formula: .aggregate(.mean, rows.map { scored(question, row: $0.row, $0.variable) }), span: span)
    }
}
