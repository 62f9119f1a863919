package import FoundationEssentials

extension Formula {
    /// The formula in the author's terms, with only the parentheses that it needs: `channel in [phone, email]`.
    public func text(in survey: Survey) -> String { FormulaText(survey: survey).text(self) }
}

/// Writes formulas back as the language has them.
///
/// What is the same formula is written the same way, and what is written reads back as the same formula, but for three
/// that have no form of their own: an `and`, `or` or `count` over rows, where that is one condition.
package struct FormulaText {
    /// The survey whose positions the formula has.
    package let survey: Survey
    /// What names are written as.
    package var words: any FormulaWords

    /// Writes with the survey's own names.
    package init(survey: Survey) { self.init(survey: survey, words: SurveyWords(survey: survey)) }

    /// Writes with other words, such as those of a round of a loop.
    package init(survey: Survey, words: any FormulaWords) {
        self.survey = survey
        self.words = words
    }

    /// The whole formula.
    package func text(_ formula: Formula) -> String { text(formula, within: .lowest) }

    /// A formula as an operand of `not` or `and`.
    package func factor(_ formula: Formula) -> String { text(formula, within: .and) }

    /// How tightly parts bind, loosest first.
    private enum Binding: Int, Comparable {
        case lowest, or, and, not, comparison, sum, product, unary

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    private func text(_ formula: Formula, within outer: Binding) -> String {
        let (text, binding) = parts(formula)
        return binding <= outer && outer != .lowest ? "(\(text))" : text
    }

    private func parts(_ formula: Formula) -> (String, Binding) {
        if let text = words.whole(formula) { return (text, .unary) }
        switch formula {
        case .literal(let value): return (literal(value, of: nil), .unary)
        case .variable(let id): return (words.name(id), .unary)
        case .not(let inner): return ("not " + text(inner, within: .and), .not)
        case .and(let parts): return (parts.map { text($0, within: .and) }.joined(separator: " and "), .and)
        case .or(let parts): return (parts.map { text($0, within: .or) }.joined(separator: " or "), .or)
        case .compare(let comparison, let left, let right):
            return (
                "\(side(left, beside: right)) \(comparison.rawValue) \(side(right, beside: left))",
                .comparison
            )
        case .within(let inner, let members):
            let list = members.map { member in
                switch member {
                case .value(let value): literal(value, of: domain(of: inner))
                case .range(let low, let high): "\(literal(low, of: nil))...\(literal(high, of: nil))"
                }
            }
            let bare = members.count == 1 && list[0].contains("...")
            return (
                side(inner, beside: inner) + " in " + (bare ? list[0] : "[\(list.joined(separator: ", "))]"),
                .comparison
            )
        case .includes(let id, let option):
            return ("\(literal(.option(option), of: survey[id].domain)) in \(words.name(id))", .comparison)
        case .state(let id, let missing):
            return ("\(missing?.rawValue ?? "answered")(\(words.name(id)))", .unary)
        case .size(let id): return ("count(\(words.name(id)))", .unary)
        case .countTrue(let parts): return ("count(\(list(parts)))", .unary)
        case .arithmetic(let operation, let left, let right):
            let binding: Binding = operation == .add || operation == .subtract ? .sum : .product
            // The left side of the same strength needs no parentheses: operations are read from the left.
            let looser: Binding = binding == .sum ? .comparison : .sum
            return (
                "\(text(left, within: looser)) \(operation.rawValue) \(text(right, within: binding))", binding
            )
        case .negate(let inner): return ("-" + text(inner, within: .product), .unary)
        case .aggregate(let aggregate, let parts): return ("\(aggregate.rawValue)(\(list(parts)))", .unary)
        case .length(let inner): return ("length(\(text(inner, within: .lowest)))", .unary)
        case .round(let inner, let decimals):
            return ("round(\(text(inner, within: .lowest))\(decimals == 0 ? "" : ", \(decimals)"))", .unary)
        case .contains(let inner, let part):
            return ("contains(\(text(inner, within: .lowest)), \(literal(.text(part), of: nil)))", .unary)
        case .matches(let inner, let pattern):
            // A pattern stands between its quotes as it is: a backslash belongs to it.
            return ("matches(\(text(inner, within: .lowest)), \"\(pattern.source)\")", .unary)
        case .age(let birth, let other):
            return ("age(\(text(birth, within: .lowest)), \(text(other, within: .lowest)))", .unary)
        case .place(let id, let option):
            return (words.place(option, in: survey[id].domain.list, of: id), .unary)
        case .ranked(let id, let place): return ("\(words.name(id))[\(place)]", .unary)
        }
    }

    private func list(_ parts: [Formula]) -> String {
        parts.map { text($0, within: .lowest) }.joined(separator: ", ")
    }

    /// One side of a comparison; an option literal is named by the list of the other side.
    private func side(_ formula: Formula, beside other: Formula) -> String {
        if case .literal(let value) = formula { return literal(value, of: domain(of: other)) }
        return text(formula, within: .comparison)
    }

    private func domain(of formula: Formula) -> Domain? {
        switch formula {
        case .variable(let id), .ranked(let id, _): survey[id].domain
        default: nil
        }
    }

    private func literal(_ value: Value, of domain: Domain?) -> String {
        switch value {
        case .option(let index): words.option(index, of: domain?.list)
        case .options(let indices), .order(let indices):
            "[\(indices.map { words.option($0, of: domain?.list) }.joined(separator: ", "))]"
        case .number(let number): words.number(number)
        case .yesno(let yes): yes ? "yes" : "no"
        case .date(let date): date.text
        case .time(let time): time.text
        case .text(let text): Self.quoted(text)
        }
    }

    /// A text as a string of the language, in which nothing is piped.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\", "{", "}":
                quoted.unicodeScalars.append("\\")
                quoted.unicodeScalars.append(scalar)
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

/// What names and constants of a formula are written as.
package protocol FormulaWords {
    /// A variable.
    func name(_ variable: VariableID) -> String
    /// An option of a list; nil is a list that is not known.
    func option(_ index: Int, of list: ListID?) -> String
    /// A number.
    func number(_ number: Decimal) -> String
    /// The place of an option in a ranking.
    func place(_ option: Int, in list: ListID?, of variable: VariableID) -> String
    /// A formula that has a shorter form here, as one over all rows of a grid.
    func whole(_ formula: Formula) -> String?
}

/// The survey's own names.
private struct SurveyWords: FormulaWords {
    let survey: Survey

    func name(_ variable: VariableID) -> String { survey[variable].name }
    func option(_ index: Int, of list: ListID?) -> String {
        guard let list, survey[list].options.indices.contains(index) else { return "\(index)" }
        return survey[list].options[index].name
    }
    func number(_ number: Decimal) -> String { number.canonicalText }
    func place(_ option: Int, in list: ListID?, of variable: VariableID) -> String {
        "\(name(variable)).\(self.option(option, of: list))"
    }
    func whole(_ formula: Formula) -> String? { nil }
}
