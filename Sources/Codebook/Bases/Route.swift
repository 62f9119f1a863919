internal import SurveyModel

/// Who comes to a place in a survey: everything that has to be true, and everything that must not be.
///
/// What must not be true is kept apart from conditions with `not` in front of them: an `else` is also for those of whom the
/// condition is unknown.
struct Route: Hashable {
    /// What has to be true, the outermost block's first.
    var conditions: [Condition] = []
    /// None of these may be true: earlier arms, and endings that were reached before.
    var exceptions: [Route] = []
    /// Whether a draw decides as well.
    var isDrawn = false
    /// How many conditions there are beside those.
    var moreConditions = 0
    /// How many exceptions there are beside those.
    var moreExceptions = 0

    /// How many conditions, and how many exceptions, are kept: nobody reads more, and memory stays linear however deep
    /// blocks are nested and however long chains of arms are.
    static let limit = 12

    /// Something that has to be true.
    enum Condition: Hashable {
        /// What the author wrote, or follows from it.
        case formula(Formula)
        /// That a question has an option to offer, with the formula that says so; nil where it would be too long.
        case offered(QuestionID, Formula?)

        /// The condition as a formula.
        var formula: Formula? {
            switch self {
            case .formula(let formula): formula
            case .offered(_, let formula): formula
            }
        }
    }

    /// Whether everybody comes here.
    var isEverybody: Bool {
        conditions.isEmpty && exceptions.isEmpty && !isDrawn && moreConditions == 0 && moreExceptions == 0
    }

    /// Adds a condition, its parts one by one where all of them have to be true.
    mutating func require(_ formula: Formula) {
        if case .and(let parts) = formula {
            for part in parts { require(part) }
        } else {
            require(.formula(formula))
        }
    }

    mutating func require(_ condition: Condition) {
        guard !conditions.contains(condition) else { return }
        guard conditions.count < Self.limit else {
            moreConditions += 1
            return
        }
        conditions.append(condition)
    }

    /// Adds what must not be true, as far as it says anything beside what is here already.
    mutating func except(_ exception: Route, _ exclusion: Exclusion) {
        guard !rulesOut(exception, exclusion) else { return }
        var rest = exception
        rest.conditions.removeAll(where: conditions.contains)
        rest.exceptions.removeAll(where: exceptions.contains)
        // An exception that is true for everybody who comes here can only be where nobody does.
        if rest.isEverybody { rest = exception }
        if let needed = rest.opposite { return require(needed) }
        guard !exceptions.contains(rest) else { return }
        guard exceptions.count < Self.limit else {
            moreExceptions += 1
            return
        }
        exceptions.append(rest)
    }

    /// What has to be true where this is not: of an `else` that an interview ends in, one of the arms before it.
    private var opposite: Formula? {
        guard conditions.isEmpty, moreConditions == 0, !isDrawn, !exceptions.isEmpty, moreExceptions == 0
        else {
            return nil
        }
        var ways: [Formula] = []
        for arm in exceptions {
            let formulas = arm.conditions.compactMap(\.formula)
            guard arm.exceptions.isEmpty, !arm.isDrawn, arm.moreConditions == 0, let first = formulas.first,
                formulas.count == arm.conditions.count
            else { return nil }
            ways.append(formulas.count > 1 ? .and(formulas) : first)
        }
        return ways.count > 1 ? .or(ways) : ways[0]
    }

    /// Whether nobody who comes here could come there.
    func rulesOut(_ other: Route, _ exclusion: Exclusion) -> Bool {
        for mine in conditions {
            guard let mine = mine.formula else { continue }
            for theirs in other.conditions {
                if let theirs = theirs.formula, exclusion.excludes(mine, theirs) { return true }
            }
        }
        // Either excepts what the other needs.
        return exceptions.contains(where: other.isWithin) || other.exceptions.contains(where: isWithin)
    }

    /// Whether everybody who comes here is one of whom the other is true, as far as it can be seen.
    private func isWithin(_ other: Route) -> Bool {
        guard other.exceptions.isEmpty, !other.isDrawn, other.moreConditions == 0 else { return false }
        return other.conditions.allSatisfy(conditions.contains)
    }

    /// Whether somebody with these answers comes here, draws aside; for tests of what is said.
    func holds(for answers: some AnswerSource) -> Bool {
        conditions.allSatisfy { $0.formula?.truth(in: answers) == .yes }
            && !exceptions.contains { $0.holds(for: answers) }
    }

    /// The route as one formula: exceptions with `not` in front. nil is everybody.
    var formula: Formula? {
        let parts = conditions.compactMap(\.formula) + exceptions.compactMap { $0.formula.map { .not($0) } }
        return parts.count > 1 ? .and(parts) : parts.first
    }
}
