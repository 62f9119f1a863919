internal import FoundationEssentials

extension Formula {
    /// The formula in the author's terms, with only the parentheses that it needs: `channel in [phone, email]`.
    public func text(in survey: Survey) -> String { FormulaText(survey: survey).text(self, within: .lowest) }
}

/// Writes formulas back as the language has them.
private struct FormulaText {
    let survey: Survey

    /// How tightly parts bind, loosest first.
    enum Binding: Int, Comparable {
        case lowest, or, and, not, comparison, sum, product, unary

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    func text(_ formula: Formula, within outer: Binding) -> String {
        let (text, binding) = parts(formula)
        return binding <= outer && outer != .lowest ? "(\(text))" : text
    }

    private func parts(_ formula: Formula) -> (String, Binding) {
        switch formula {
        case .literal(let value): return (literal(value, of: nil), .unary)
        case .variable(let id): return (survey[id].name, .unary)
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
            return ("\(literal(.option(option), of: survey[id].domain)) in \(survey[id].name)", .comparison)
        case .state(let id, let missing):
            return ("\(missing?.rawValue ?? "answered")(\(survey[id].name))", .unary)
        case .size(let id): return ("count(\(survey[id].name))", .unary)
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
            return ("\(survey[id].name).\(literal(.option(option), of: survey[id].domain))", .unary)
        case .ranked(let id, let place): return ("\(survey[id].name)[\(place)]", .unary)
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
        switch (value, domain) {
        case (.option(let index), .option(let list)), (.option(let index), .options(let list, _)),
            (.option(let index), .order(let list, _)):
            survey[list].options.indices.contains(index) ? survey[list].options[index].name : "\(index)"
        case (.option(let index), _): "\(index)"
        case (.options(let indices), _), (.order(let indices), _):
            "[\(indices.map { literal(.option($0), of: domain) }.joined(separator: ", "))]"
        case (.number(let number), _): number.canonicalText
        case (.yesno(let yes), _): yes ? "yes" : "no"
        case (.date(let date), _): date.text
        case (.time(let time), _): time.text
        case (.text(let text), _):
            "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
        }
    }
}
