internal import SurveyModel

/// When a question has something to offer: a question without an option is not asked.
struct Offering {
    let survey: Survey

    /// A formula is written out for at most so many options.
    static let longest = 50

    /// What has to be true for an option to be offered; empty where it always is, nil where it never is.
    func conditions(of option: Int, in question: Question) -> [Formula]? {
        guard let list = question.list, survey[list].options.indices.contains(option) else { return nil }
        var conditions = survey[list].options[option].condition.map { [$0] } ?? []
        for rule in question.carried {
            switch rule {
            case .chosen(let variable):
                if survey[list].options[option].isExclusive { return nil }
                conditions.append(chosen(option, in: variable))
            case .exceptChosen(let variable): conditions.append(notChosen(option, in: variable))
            case .except(let options): if options.contains(option) { return nil }
            }
        }
        return conditions
    }

    /// That there is something to offer; nil where there always is.
    func condition(of id: QuestionID) -> Route.Condition? {
        let question = survey[id]
        guard let list = question.list else { return nil }
        let isNarrowed = question.carried.contains { if case .except = $0 { false } else { true } }
        guard isNarrowed || survey[list].options.allSatisfy({ $0.condition != nil }) else { return nil }
        var ways: [Formula] = []
        var known: Set<Formula> = []
        var offered: [Int] = []
        for option in survey[list].options.indices {
            guard let conditions = conditions(of: option, in: question) else { continue }
            if conditions.isEmpty { return nil }
            offered.append(option)
            // What several options have in common is said once.
            let way = conditions.count > 1 ? Formula.and(conditions) : conditions[0]
            for part in Self.parts(of: way) where known.insert(part).inserted { ways.append(part) }
        }
        if isAlwaysLeft(offered, of: question, list) { return nil }
        guard ways.count <= Self.longest else { return .offered(id, nil) }
        return .offered(id, ways.count > 1 ? .or(ways) : ways.first ?? .literal(.yesno(false)))
    }

    private static func parts(of formula: Formula) -> [Formula] {
        if case .or(let parts) = formula { parts } else { [formula] }
    }

    /// Whether one earlier answer, which is all that narrows the options, cannot take them all.
    private func isAlwaysLeft(_ offered: [Int], of question: Question, _ list: ListID) -> Bool {
        let options = survey[list].options
        var taking: VariableID?
        for rule in question.carried {
            switch rule {
            case .chosen: return false
            case .exceptChosen(let variable):
                guard taking == nil else { return false }
                taking = variable
            case .except: break
            }
        }
        let free = offered.filter { options[$0].condition == nil }
        guard let taking else { return !free.isEmpty }
        switch survey[taking].domain {
        case .option: return free.count > 1
        case .options(_, let select), .order(_, let select):
            // One that excludes the others is never chosen together with them.
            return free.count > select.upperBound
                || free.count > 1 && free.contains { options[$0].isExclusive }
        default: return false
        }
    }

    /// That an option was chosen in an earlier answer.
    func chosen(_ option: Int, in variable: VariableID) -> Formula {
        switch survey[variable].domain {
        case .option: .compare(.equal, .variable(variable), .literal(.option(option)))
        default: .includes(variable, option: option)
        }
    }

    /// That it was not, also where there is no answer.
    private func notChosen(_ option: Int, in variable: VariableID) -> Formula {
        .or([.not(.state(variable, nil)), .not(chosen(option, in: variable))])
    }
}
