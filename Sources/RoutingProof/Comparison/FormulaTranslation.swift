public import SurveyModel

/// Says over the variables and options of one survey what a formula says over those of another, by names.
public struct FormulaTranslation {
    private let source: Survey
    private let target: Survey
    private let variables: [String: VariableID]
    /// For each list of the one the list of the other that a variable of the same name is of.
    private let lists: [ListID: ListID]

    /// Makes a translation. Linear in both surveys' variables.
    public init(from source: Survey, to target: Survey) {
        self.source = source
        self.target = target
        variables = target.variableIndex
        var lists: [ListID: ListID] = [:]
        for variable in source.variables {
            guard let list = variable.domain.optionList, lists[list] == nil,
                let id = variables[variable.name],
                let other = target[id].domain.optionList
            else { continue }
            lists[list] = other
        }
        self.lists = lists
    }

    /// The variable of the same name; nil if there is none.
    public subscript(_ id: VariableID) -> VariableID? { variables[source[id].name] }

    /// The formula; nil if it reads what the other survey does not have. Recursion is safe: the parser bounds the depth.
    public subscript(_ formula: Formula) -> Formula? {
        switch formula {
        case .literal: return formula
        case .variable(let id): return self[id].map(Formula.variable)
        case .not(let inner): return self[inner].map(Formula.not)
        case .and(let parts): return all(parts).map(Formula.and)
        case .or(let parts): return all(parts).map(Formula.or)
        case .compare(let comparison, let left, let right):
            guard let first = side(left, beside: right), let second = side(right, beside: left) else {
                return nil
            }
            return .compare(comparison, first, second)
        case .within(let inner, let members):
            guard let translated = self[inner] else { return nil }
            var found: [Formula.Member] = []
            for member in members {
                switch member {
                case .value(let value):
                    guard let value = self.value(value, of: domain(of: inner)) else { return nil }
                    found.append(.value(value))
                case .range: found.append(member)
                }
            }
            return .within(translated, found)
        case .includes(let id, let option):
            guard let variable = self[id], let option = self.option(option, of: source[id].domain) else {
                return nil
            }
            return .includes(variable, option: option)
        case .state(let id, let missing): return self[id].map { .state($0, missing) }
        case .size(let id): return self[id].map(Formula.size)
        case .countTrue(let parts): return all(parts).map(Formula.countTrue)
        case .arithmetic(let operation, let left, let right):
            guard let left = self[left], let right = self[right] else { return nil }
            return .arithmetic(operation, left, right)
        case .negate(let inner): return self[inner].map(Formula.negate)
        case .aggregate(let aggregate, let parts): return all(parts).map { .aggregate(aggregate, $0) }
        case .length(let inner): return self[inner].map(Formula.length)
        case .round(let inner, let decimals): return self[inner].map { .round($0, decimals: decimals) }
        case .contains(let inner, let part): return self[inner].map { .contains($0, part) }
        case .matches(let inner, let pattern): return self[inner].map { .matches($0, pattern) }
        case .age(let birth, let other):
            guard let birth = self[birth], let other = self[other] else { return nil }
            return .age(birth, on: other)
        case .place(let id, let option):
            guard let variable = self[id], let option = self.option(option, of: source[id].domain) else {
                return nil
            }
            return .place(variable, option: option)
        case .ranked(let id, let place): return self[id].map { .ranked($0, place: place) }
        }
    }

    private func all(_ parts: [Formula]) -> [Formula]? {
        var found: [Formula] = []
        for part in parts {
            guard let part = self[part] else { return nil }
            found.append(part)
        }
        return found
    }

    /// One side of a comparison: an option is one of the list of the other side.
    private func side(_ formula: Formula, beside other: Formula) -> Formula? {
        guard case .literal(let value) = formula else { return self[formula] }
        return self.value(value, of: domain(of: other)).map(Formula.literal)
    }

    private func domain(of formula: Formula) -> Domain? {
        switch formula {
        case .variable(let id), .ranked(let id, _): source[id].domain
        default: nil
        }
    }

    private func value(_ value: Value, of domain: Domain?) -> Value? {
        switch value {
        case .option(let option): return self.option(option, of: domain).map(Value.option)
        case .options(let options):
            let found = options.compactMap { self.option($0, of: domain) }
            return found.count == options.count ? .options(found.sorted()) : nil
        case .order(let options):
            let found = options.compactMap { self.option($0, of: domain) }
            return found.count == options.count ? .order(found) : nil
        case .number, .text, .yesno, .date, .time: return value
        }
    }

    private func option(_ option: Int, of domain: Domain?) -> Int? {
        guard let list = domain?.optionList, source[list].options.indices.contains(option),
            let other = lists[list]
        else { return nil }
        return target[other].index(of: source[list].options[option].name)
    }
}

extension Domain {
    /// The list that its values are of, if they are options.
    fileprivate var optionList: ListID? {
        switch self {
        case .option(let list), .options(let list, _), .order(let list, _): list
        case .point, .yesno, .number, .text, .date, .time, .truth: nil
        }
    }
}
