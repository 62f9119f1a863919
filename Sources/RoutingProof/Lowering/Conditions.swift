internal import FoundationEssentials
internal import SurveyModel

// From conditions, with three truth values, to pairs of facts.

extension Lowering {
    /// Where a condition is true and where it is false, as things stand here.
    mutating func truths(_ formula: Formula) -> Truths {
        switch formula {
        case .literal(.yesno(let known)): return known ? .yes : .no
        case .literal: return .unknown
        case .not(let inner): return truths(inner).negated
        case .and(let parts):
            let all = parts.map { truths($0) }
            return Truths(isTrue: builder.and(all.map(\.isTrue)), isFalse: builder.or(all.map(\.isFalse)))
        case .or(let parts):
            let all = parts.map { truths($0) }
            return Truths(isTrue: builder.or(all.map(\.isTrue)), isFalse: builder.and(all.map(\.isFalse)))
        case .variable(let id) where survey[id].isComputedTruth:
            let all = readings[id.position].sources.map { source -> Truths in
                guard case .truth(let isTrue, let isFalse) = source.kind else { return .unknown }
                return Truths(
                    isTrue: builder.and(source.isAsked, isTrue), isFalse: builder.and(source.isAsked, isFalse)
                )
            }
            return Truths(isTrue: builder.or(all.map(\.isTrue)), isFalse: builder.or(all.map(\.isFalse)))
        case .state(let id, let missing):
            let holds = state(of: id, missing)
            return Truths(isTrue: holds, isFalse: builder.not(holds))
        case .includes(let id, let option):
            let has = has(id, option)
            return Truths(isTrue: has, isFalse: builder.and(isAnswered(id), builder.not(has)))
        case .compare(.equal, let left, let right) where isBetweenTruths(left, right):
            return same(left, right)
        case .compare(.notEqual, let left, let right) where isBetweenTruths(left, right):
            return same(left, right).negated
        default:
            return expanded(formula)
        }
    }

    /// Whether two truth values are compared, of which one is more than an answer: `eligible == no`.
    private func isBetweenTruths(_ left: Formula, _ right: Formula) -> Bool {
        func isAnswer(_ formula: Formula) -> Bool {
            switch formula {
            case .literal: true
            case .variable(let id): !survey[id].isComputedTruth
            default: false
            }
        }
        return isTruth(left) && isTruth(right) && !(isAnswer(left) && isAnswer(right))
    }

    private func isTruth(_ formula: Formula) -> Bool {
        switch formula {
        case .literal(.yesno), .not, .and, .or, .compare, .within, .includes, .state, .contains, .matches:
            true
        case .variable(let id): survey[id].domain == .yesno || survey[id].domain == .truth
        default: false
        }
    }

    /// Two truth values are the same where both are known.
    private mutating func same(_ left: Formula, _ right: Formula) -> Truths {
        let left = truths(left)
        let right = truths(right)
        return Truths(
            isTrue: builder.or(
                builder.and(left.isTrue, right.isTrue), builder.and(left.isFalse, right.isFalse)),
            isFalse: builder.or(
                builder.and(left.isTrue, right.isFalse), builder.and(left.isFalse, right.isTrue)))
    }

    /// A condition with the computed values that it reads put in, for each arm that may have computed them.
    private mutating func expanded(_ formula: Formula) -> Truths {
        let expansions = shapes.expansions(of: formula)
        if expansions.isEmpty { return free(formula) }
        var isTrue: [FactID] = []
        var isFalse: [FactID] = []
        for expansion in expansions {
            let guards = expansion.uses.map { use -> FactID in
                let sources = readings[use.variable.position].sources
                let matching = sources.filter { source in
                    guard case .computed(let index) = source.kind else { return false }
                    return use.index == nil || index == use.index
                }
                let computed = builder.or(matching.map(\.isAsked))
                return use.index == nil ? builder.not(computed) : computed
            }
            let holds = builder.and(guards)
            if holds == .never { continue }
            let found = atom(expansion.formula)
            isTrue.append(builder.and(holds, found.isTrue))
            isFalse.append(builder.and(holds, found.isFalse))
        }
        return Truths(isTrue: builder.or(isTrue), isFalse: builder.or(isFalse))
    }

    private mutating func atom(_ formula: Formula) -> Truths {
        if formula.variables.isEmpty { return Truths(formula.truth(in: [])) }
        switch shapes.shape(of: formula) {
        case .single(let id): return single(formula, id)
        case .options: return options(formula)
        case .table(let ids): return table(formula, ids[...], Combination())
        case .sum(let comparison, let form): return sum(comparison, form) ?? free(formula)
        case .means(let comparison, let form): return means(comparison, form) ?? free(formula)
        case .summary(let aggregate, let parts, let comparison, let bound):
            return summary(aggregate, parts, comparison, bound) ?? free(formula)
        case .value(let comparison, let computation, let bound):
            return value(comparison, computation, bound) ?? free(formula)
        case .same(let other): return truths(other)
        case .free: return free(formula)
        }
    }

    // MARK: States, sets and orders

    /// Where a variable is in a state: answered (nil) or a kind of missing.
    mutating func state(of id: VariableID, _ missing: Missing?) -> FactID {
        if case .computed(let formulas) = survey[id].role {
            if survey[id].isComputedTruth {
                let known = truths(.variable(id))
                let isKnown = builder.or(known.isTrue, known.isFalse)
                return missing == nil ? isKnown : missing == .notAsked ? builder.not(isKnown) : .never
            }
            let known = readings[id.position].sources.map { source -> FactID in
                guard case .computed(let index) = source.kind, formulas.indices.contains(index) else {
                    return .never
                }
                return builder.and(source.isAsked, isKnown(formulas[index]))
            }
            let some = builder.or(known)
            return missing == nil ? some : missing == .notAsked ? builder.not(some) : .never
        }
        switch missing {
        case nil: return isAnswered(id)
        case .notAsked?: return builder.not(builder.or(readings[id.position].sources.map(\.isAsked)))
        case let kind?:
            return builder.or(
                readings[id.position].sources.map { source in
                    builder.and(
                        source.isAsked,
                        cells(of: statusInput(of: source.kind)) { content in content == .missing(kind) })
                })
        }
    }

    /// Where an expression has a value.
    mutating func isKnown(_ formula: Formula) -> FactID {
        switch formula {
        case .literal, .size, .countTrue, .state: return .always
        case .variable(let id): return isAnswered(id)
        case .negate(let inner), .round(let inner, _), .length(let inner): return isKnown(inner)
        case .arithmetic(.add, let left, let right), .arithmetic(.subtract, let left, let right),
            .arithmetic(.multiply, let left, let right), .age(let left, let right):
            return builder.and(isKnown(left), isKnown(right))
        case .aggregate(let aggregate, let parts):
            let known = parts.map { isKnown($0) }
            let some = builder.or(known)
            guard aggregate == .mean else { return some }
            return builder.and(some, isHalf(parts, known))
        case .not, .and, .or, .compare, .within, .includes, .contains, .matches:
            let truths = truths(formula)
            return builder.or(truths.isTrue, truths.isFalse)
        case .arithmetic(.divide, let left, let right), .arithmetic(.remainder, let left, let right):
            let isNothing = truths(.compare(.equal, right, .literal(.number(0))))
            return builder.and(isKnown(left), isNothing.isFalse)
        case .place, .ranked:
            let same = truths(.compare(.equal, formula, formula))
            return builder.or(same.isTrue, same.isFalse)
        }
    }

    /// Where at least half of the parts that were offered are known.
    mutating func isHalf(_ parts: [Formula], _ known: [FactID]) -> FactID {
        var terms: [Sum.Term] = []
        for (part, isKnown) in zip(parts, known) {
            terms.append(Sum.Term(1, when: isKnown))
            terms.append(Sum.Term(-1, when: builder.and(isOffered(part), builder.not(isKnown))))
        }
        return builder.sum(terms, atLeast: 0)
    }

    /// Where a part of a mean counts as offered: see the evaluator.
    private mutating func isOffered(_ part: Formula) -> FactID {
        switch part {
        case .variable(let id): builder.not(state(of: id, .notAsked))
        case .arithmetic(_, .literal, let inner): isOffered(inner)
        default: .always
        }
    }

    /// Where a variable has an answer.
    mutating func isAnswered(_ id: VariableID) -> FactID {
        if case .computed = survey[id].role { return state(of: id, nil) }
        return builder.or(
            readings[id.position].sources.map { source in
                builder.and(
                    source.isAsked, cells(of: statusInput(of: source.kind)) { content in !content.isMissing })
            })
    }

    /// The input that says whether a variable was answered.
    private func statusInput(of kind: Reading.Kind) -> InputID? {
        switch kind {
        case .plain(let input): return input
        case .amount(let status, _), .set(let status, _, _), .order(let status, _, _): return status
        case .computed, .truth: return nil
        }
    }

    mutating func cells(of input: InputID?, where holds: (Cell.Content) -> Bool) -> FactID {
        guard let input else { return .never }
        let cells = builder.program[input].cells
        return builder.cell(input, cells.indices.filter { holds(cells[$0].content) })
    }

    /// Where an answer has an option: a set, an order, or the option itself.
    mutating func has(_ id: VariableID, _ option: Int) -> FactID {
        builder.or(
            readings[id.position].sources.map { source in
                switch source.kind {
                case .set(_, let members, _), .order(_, _, let members):
                    members.indices.contains(option) ? members[option] : .never
                case .plain(let input):
                    builder.and(source.isAsked, cells(of: input) { $0 == .values([.option(option)]) })
                case .amount, .computed, .truth: .never
                }
            })
    }

    // MARK: One variable

    /// A condition over one variable: each cell makes it true, false or unknown.
    private mutating func single(_ formula: Formula, _ id: VariableID) -> Truths {
        var isTrue: [FactID] = []
        var isFalse: [FactID] = []
        let texts = textTruths
        for source in readings[id.position].sources {
            let found = truths(of: source.kind) { content in
                formula.truth(in: OneAnswer(id, content.sample))
            } text: { input, cell in
                texts[input]?[cell][formula]
            }
            isTrue.append(builder.and(source.isAsked, found.isTrue))
            isFalse.append(builder.and(source.isAsked, found.isFalse))
        }
        // What it is where the question was not asked: seldom anything but unknown.
        let without = formula.truth(in: OneAnswer(id, .notAsked))
        if without != .unknown {
            let isUnasked = state(of: id, .notAsked)
            if without == .yes { isTrue.append(isUnasked) } else { isFalse.append(isUnasked) }
        }
        return Truths(isTrue: builder.or(isTrue), isFalse: builder.or(isFalse))
    }

    private mutating func truths(
        of kind: Reading.Kind, _ truth: (Cell.Content) -> Truth, text: (InputID, Int) -> Truth?
    ) -> Truths {
        switch kind {
        case .plain(let input):
            var cells: (yes: [Int], no: [Int]) = ([], [])
            for (place, cell) in builder.program[input].cells.enumerated() {
                switch text(input, place) ?? truth(cell.content) {
                case .yes: cells.yes.append(place)
                case .no: cells.no.append(place)
                case .unknown: continue
                }
            }
            return Truths(isTrue: builder.cell(input, cells.yes), isFalse: builder.cell(input, cells.no))
        case .amount(let status, let input):
            var found = Truths.unknown
            for (place, cell) in builder.program[status].cells.enumerated() {
                let at = builder.cell(status, [place])
                if cell.content.isMissing {
                    let known = Truths(truth(cell.content))
                    found.isTrue = builder.or(found.isTrue, builder.and(at, known.isTrue))
                    found.isFalse = builder.or(found.isFalse, builder.and(at, known.isFalse))
                } else if let input {
                    let inner = truths(of: .plain(input), truth, text: text)
                    found.isTrue = builder.or(found.isTrue, builder.and(at, inner.isTrue))
                    found.isFalse = builder.or(found.isFalse, builder.and(at, inner.isFalse))
                }
            }
            return found
        case .set, .order, .computed, .truth: return .unknown
        }
    }

    // MARK: Options

    /// For a term that is an option: where it is which, and where it is known.
    private mutating func optionFacts(_ term: Formula) -> (options: [Int: FactID], isKnown: FactID)? {
        switch term {
        case .literal(.option(let option)): return ([option: .always], .always)
        case .variable(let id):
            guard case .option(let list) = survey[id].domain else { return nil }
            var options: [Int: FactID] = [:]
            for option in survey[list].options.indices {
                let facts = readings[id.position].sources.map { source -> FactID in
                    guard case .plain(let input) = source.kind else { return .never }
                    return builder.and(source.isAsked, cells(of: input) { $0.holds(option) })
                }
                options[option] = builder.or(facts)
            }
            return (options, isAnswered(id))
        case .ranked(let id, let place):
            var options: [Int: FactID] = [:]
            var known: [FactID] = []
            for source in readings[id.position].sources {
                guard case .order(let status, let places, _) = source.kind,
                    places.indices.contains(place - 1)
                else { continue }
                let input = places[place - 1]
                let isMade = builder.and(
                    source.isAsked, cells(of: status) { !$0.isMissing }, builder.program[input].isMade)
                for (cell, content) in builder.program[input].cells.map(\.content).enumerated() {
                    guard case .values(let values) = content, case .option(let option)? = values.first else {
                        continue
                    }
                    let fact = builder.and(isMade, builder.cell(input, [cell]))
                    options[option] = builder.or(options[option] ?? .never, fact)
                    known.append(fact)
                }
            }
            return (options, builder.or(known))
        default: return nil
        }
    }

    private mutating func options(_ formula: Formula) -> Truths {
        switch formula {
        case .compare(let comparison, let left, let right):
            // An option that others share a cell with is looked at cell by cell.
            if case .variable(let id) = left, case .literal = right { return single(formula, id) }
            if case .literal = left, case .variable(let id) = right { return single(formula, id) }
            guard let left = optionFacts(left), let right = optionFacts(right) else { return free(formula) }
            var equal: [FactID] = []
            for (option, fact) in left.options.sorted(by: { $0.key < $1.key }) {
                if let other = right.options[option] { equal.append(builder.and(fact, other)) }
            }
            let isKnown = builder.and(left.isKnown, right.isKnown)
            let isEqual = builder.or(equal)
            let isOther = builder.and(isKnown, builder.not(isEqual))
            return comparison == .equal
                ? Truths(isTrue: isEqual, isFalse: isOther) : Truths(isTrue: isOther, isFalse: isEqual)
        case .within(let inner, let members):
            if case .variable(let id) = inner { return single(formula, id) }
            guard let term = optionFacts(inner) else { return free(formula) }
            let wanted = members.compactMap { member -> FactID? in
                guard case .value(.option(let option)) = member else { return nil }
                return term.options[option]
            }
            let isIn = builder.or(wanted)
            return Truths(isTrue: isIn, isFalse: builder.and(term.isKnown, builder.not(isIn)))
        default: return free(formula)
        }
    }

    // MARK: Tables

    /// Some answers, everything else not asked.
    struct Combination: AnswerSource {
        var answers: [(VariableID, Answer)] = []

        func answer(of variable: VariableID) -> Answer {
            answers.first { $0.0 == variable }?.1 ?? .notAsked
        }
    }

    /// Every combination of the cells of a few variables.
    private mutating func table(
        _ formula: Formula, _ ids: ArraySlice<VariableID>, _ before: Combination
    ) -> Truths {
        guard let id = ids.first else { return Truths(formula.truth(in: before)) }
        var groups: [(truths: Truths, facts: [FactID])] = []
        func note(_ truths: Truths, _ fact: FactID) {
            if truths == .unknown { return }
            if let place = groups.firstIndex(where: { $0.truths == truths }) {
                groups[place].facts.append(fact)
            } else {
                groups.append((truths, [fact]))
            }
        }
        for source in readings[id.position].sources {
            // The cells of one input that lead to the same are one fact.
            var cells: [(truths: Truths, cells: [Int])] = []
            func tried(_ answer: Answer) -> Truths {
                var combination = before
                combination.answers.append((id, answer))
                return table(formula, ids.dropFirst(), combination)
            }
            switch source.kind {
            case .plain(let input):
                for (place, cell) in builder.program[input].cells.enumerated() {
                    let truths = tried(cell.content.sample)
                    if let group = cells.firstIndex(where: { $0.truths == truths }) {
                        cells[group].cells.append(place)
                    } else {
                        cells.append((truths, [place]))
                    }
                }
                for group in cells {
                    note(group.truths, builder.and(source.isAsked, builder.cell(input, group.cells)))
                }
            case .amount(let status, let input):
                for (place, cell) in builder.program[status].cells.enumerated() {
                    let at = builder.and(source.isAsked, builder.cell(status, [place]))
                    if cell.content.isMissing {
                        note(tried(cell.content.sample), at)
                    } else if let input {
                        for (place, cell) in builder.program[input].cells.enumerated() {
                            note(tried(cell.content.sample), builder.and(at, builder.cell(input, [place])))
                        }
                    }
                }
            case .set, .order, .computed, .truth: continue
            }
        }
        var unasked = before
        unasked.answers.append((id, .notAsked))
        let without = table(formula, ids.dropFirst(), unasked)
        if without != .unknown { note(without, state(of: id, .notAsked)) }
        var isTrue: [FactID] = []
        var isFalse: [FactID] = []
        for group in groups {
            let at = builder.or(group.facts)
            isTrue.append(builder.and(at, group.truths.isTrue))
            isFalse.append(builder.and(at, group.truths.isFalse))
        }
        return Truths(isTrue: builder.or(isTrue), isFalse: builder.or(isFalse))
    }
}

extension Cell.Content {
    /// Whether one of its values is this option.
    func holds(_ option: Int) -> Bool {
        guard case .values(let values) = self else { return false }
        return values.contains(.option(option))
    }
}

extension Variable {
    /// Whether it is computed, and a condition.
    var isComputedTruth: Bool {
        if case .computed = role { domain.isTruth } else { false }
    }
}
