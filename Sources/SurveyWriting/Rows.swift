internal import FoundationEssentials
internal import SurveyModel

/// What stands for several answers: grids, dimensions, loops that are over.
extension SourceWriter {
    /// The grid and the dimensions that a row belongs to, by name, each with its variables.
    func rowSets(of variable: VariableID) -> [(name: String, rows: [VariableID])] {
        guard case .row(let id, let row) = survey[variable].role else {
            if case .amount(let id, _) = survey[variable].role {
                return [(survey[id].name, survey[id].variables)]
            }
            return []
        }
        let question = survey[id]
        var sets = [(name: question.name, rows: question.variables)]
        if question.rows.indices.contains(row), let group = question.rows[row].group,
            question.groups.indices.contains(group)
        {
            let rows = zip(question.variables, question.rows).filter { $1.group == group }.map(\.0)
            sets.append(("\(question.name).\(question.groups[group].name)", rows))
        }
        return sets
    }

    /// What a row counts in a score: its answer, from the other end where the row is reversed.
    func scored(_ variable: VariableID) -> Formula {
        guard case .row(let id, let row) = survey[variable].role, survey[id].rows.indices.contains(row),
            survey[id].rows[row].isReversed, let scale = survey[id].scale
        else { return .variable(variable) }
        let bounds = survey[scale].bounds
        return .arithmetic(
            .subtract, .literal(.number(Decimal(bounds.lowerBound + bounds.upperBound))), .variable(variable))
    }

    /// The rounds in which there is what a variable is in one of them, in the order of the file.
    func instances(like variable: VariableID) -> [Round] {
        members(like: variable).compactMap { names.rounds[$0] }
    }

    /// What a variable is in each round of its loops, in the order of the file.
    func members(like variable: VariableID) -> [VariableID] {
        guard let own = names.rounds[variable] else { return [] }
        return membersByName[bareName(variable, own), default: []].filter {
            names.rounds[$0]?.levels.count == own.levels.count
        }
    }

    /// The variables of loops by the name that they have in their loop.
    func namesOfRounds() -> [String: [VariableID]] {
        var found: [String: [VariableID]] = [:]
        for position in survey.variables.indices {
            let id = VariableID(position)
            if let round = names.rounds[id] { found[bareName(id, round), default: []].append(id) }
        }
        return found
    }

    /// The name of a question without the rounds that it stands in. Documents of others may not tell.
    func stem(of id: QuestionID) -> String {
        let question = survey[id]
        guard question.stem == question.name, let variable = question.variables.first,
            let suffix = names.rounds[variable]?.suffixes.last, question.name.hasSuffix(suffix)
        else { return question.stem }
        return String(question.name.dropLast(suffix.count))
    }

    /// The name of a variable without the rounds that it stands in.
    func bareName(_ variable: VariableID, _ round: Round) -> String {
        if let id = survey[variable].question {
            return stem(of: id) + survey[variable].name.dropFirst(survey[id].name.count)
        }
        let suffix = round.suffixes.last ?? ""
        let name = survey[variable].name
        return name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    }

    /// A text for formulas of several rounds of a loop that is not around what is written.
    func outside(_ places: [InRound<Formula>]) -> String? {
        let outer = rounds
        rounds = places.map(\.round)
        defer { rounds = outer }
        return text(places)
    }
}

extension Formula {
    /// The formula with one variable in place of another. Recursive, as deep as the language lets expressions be.
    func replacing(_ old: VariableID, with new: VariableID) -> Formula {
        func id(_ id: VariableID) -> VariableID { id == old ? new : id }
        func each(_ parts: [Formula]) -> [Formula] { parts.map { $0.replacing(old, with: new) } }
        func one(_ part: Formula) -> Formula { part.replacing(old, with: new) }
        guard old != new else { return self }
        return switch self {
        case .literal: self
        case .variable(let variable): .variable(id(variable))
        case .not(let inner): .not(one(inner))
        case .and(let parts): .and(each(parts))
        case .or(let parts): .or(each(parts))
        case .compare(let comparison, let left, let right): .compare(comparison, one(left), one(right))
        case .within(let inner, let members): .within(one(inner), members)
        case .includes(let variable, let option): .includes(id(variable), option: option)
        case .state(let variable, let missing): .state(id(variable), missing)
        case .size(let variable): .size(id(variable))
        case .countTrue(let parts): .countTrue(each(parts))
        case .arithmetic(let operation, let left, let right): .arithmetic(operation, one(left), one(right))
        case .negate(let inner): .negate(one(inner))
        case .aggregate(let aggregate, let parts): .aggregate(aggregate, each(parts))
        case .length(let inner): .length(one(inner))
        case .round(let inner, let decimals): .round(one(inner), decimals: decimals)
        case .contains(let inner, let part): .contains(one(inner), part)
        case .matches(let inner, let pattern): .matches(one(inner), pattern)
        case .age(let birth, let other): .age(one(birth), on: one(other))
        case .place(let variable, let option): .place(id(variable), option: option)
        case .ranked(let variable, let place): .ranked(id(variable), place: place)
        }
    }
}
