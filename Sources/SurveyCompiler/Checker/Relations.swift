internal import SurveyModel
internal import SurveySyntax

/// `drivers of recommend: quality.reliable, ease`, `chain of recommend: quality, overall`
extension Checker {
    func check(_ view: DriversDecl) {
        reading = .metric
        guard let target = view.target.map(Name.init),
            let outcome = term(target, base: target)
        else { return }
        var terms: [Relation.Term] = []
        var termPlaces: [Range<Int>] = []
        var seen: Set<VariableID> = Set(outcome.variables)
        for path in view.paths {
            guard let dotted = path.dotted, let first = path.name else {
                _ = resolve(path)
                continue
            }
            let name = Name(dotted, path.range)
            guard let term = term(name, base: Name(first)) else { continue }
            if let variable = term.variables.first(where: seen.contains) {
                report(
                    .repeatedTerm(
                        name, survey[variable].name, isOutcome: outcome.variables.contains(variable)))
                continue
            }
            seen.formUnion(term.variables)
            terms.append(term)
            termPlaces.append(name.span)
            // What stands in several arms is asked of more than one of them.
            let isInArms = surveyNames.entries[dotted].map { $0.questions.count > 1 } ?? false
            if !view.isChain, !isInArms { warnIfNarrow(term, name, outcome, target) }
        }
        survey.relations.append(
            Relation(kind: view.isChain ? .chain : .drivers, outcome: outcome, terms: terms))
        places.addRelation(target.span, terms: termPlaces)
    }

    /// A question, a row, a dimension, a whole grid, or all instances of a roster.
    private func term(_ name: Name, base: Name) -> Relation.Term? {
        let entries = surveyNames.entries[name.text].map { [$0] } ?? surveyNames.members[name.text]
        guard let entries else {
            _ = resolve(name, base: base)
            return nil
        }
        markUsed(name)
        let variables = entries.flatMap { self.variables(of: $0) }
        guard !variables.isEmpty else {
            report(.noteAsValue(name))
            return nil
        }
        for variable in variables {
            switch survey[variable].domain {
            case .number, .point: continue
            default:
                report(.termNotNumeric(name, type(of: variable).words))
                return nil
            }
        }
        return Relation.Term(path: name.text, variables: variables)
    }

    /// Warns of a driver that is asked only of some of those who are asked for the outcome: only who answered all of
    /// them can be counted, so the base shrinks to those.
    private func warnIfNarrow(
        _ term: Relation.Term, _ name: Name, _ outcome: Relation.Term, _ target: Name
    ) {
        let around = Set(outcome.variables.prefix(1).flatMap(conditionalBlocks))
        let isNarrow = term.variables.allSatisfy { variable in
            if case .row(let question, let row) = survey[variable].role,
                survey[question].rows.indices.contains(row), survey[question].rows[row].condition != nil
            {
                return true
            }
            return conditionalBlocks(of: variable).contains { !around.contains($0) }
        }
        if isNarrow {
            report(.narrowDriver(name, target, declaredAt: names[name.text]?.span))
        }
    }

    /// The blocks around a variable that do not always happen, innermost first; at most a hundred.
    private func conditionalBlocks(of variable: VariableID) -> [BlockID] {
        var found: [BlockID] = []
        var open = surveyNames.blocks[variable]
        var left = 100
        while let next = open, left > 0 {
            switch survey[next].kind {
            case .arm, .unit(condition: .some): found.append(next)
            case .collection(_, draw: .some): found.append(next)
            case .root, .page, .collection, .unit: break
            }
            open = survey[next].parent
            left -= 1
        }
        return found
    }
}
