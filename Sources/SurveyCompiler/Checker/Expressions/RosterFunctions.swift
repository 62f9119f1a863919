internal import SurveyModel
internal import SurveySyntax

/// Functions over the instances of a roster: each is lowered as it would be in that pass of the loop.
extension Checker {
    /// The rosters that an expression names as a whole, up to two of different loops.
    func rosters(in expression: ExpressionSyntax) -> [RosterUse] {
        guard !rosterNames.isEmpty else { return [] }
        var found: [RosterUse] = []
        var open = [expression.syntax]
        while let syntax = open.popLast(), found.count < 2 {
            if syntax.kind == .pathExpr {
                // What a pass leaves out still names the whole loop there; going through the loop again in each of its
                // passes would never end.
                guard case .path(let path) = ExpressionSyntax(syntax: syntax).form, let use = roster(path),
                    !frame.levels.contains(where: { $0.roster == loop(of: use) })
                else { continue }
                markUsed(use.symbol, at: use.span)
                if let known = found.firstIndex(where: { loop(of: $0) == loop(of: use) }) {
                    // What is only there in some passes is gone through in those.
                    if instanceCount(of: use) < instanceCount(of: found[known]) { found[known] = use }
                } else {
                    found.append(use)
                }
            } else {
                open += syntax.children
            }
        }
        return found
    }

    private func loop(of use: RosterUse) -> Int? {
        guard case .roster(let index) = names.symbols[use.symbol].entity else { return nil }
        return rosterNames[index].roster
    }

    /// Does something once in the pass of each instance of the roster that an expression names; nil if it names none,
    /// an empty list if it is in error, which was reported.
    func unfoldRoster<Result>(
        _ expression: ExpressionSyntax, in function: Name, _ body: () -> Result?
    ) -> [Result]? {
        let uses = rosters(in: expression)
        guard let use = uses.first else { return nil }
        guard uses.count == 1 else {
            report(.severalRosters(function, at: expression.range))
            return []
        }
        // Looking names up in a pass takes longer than naming a row.
        guard charge(8 * instanceCount(of: use), at: expression.range) else { return [] }
        var results: [Result] = []
        for instance in instances(of: use) {
            // The other instances would only say the same.
            guard let result = within(instance, body) else { return [] }
            results.append(result)
        }
        return results
    }

    /// The values of a roster that is named alone: one for each instance, and for each row where it is of grids.
    func values(ofRoster use: RosterUse) -> [Formula]? {
        markUsed(use.symbol, at: use.span)
        guard charge(instanceCount(of: use), at: use.span) else { return nil }
        var values: [Formula] = []
        for instance in instances(of: use) {
            switch instance.resolved {
            case .variable(let variable, _):
                guard type(of: variable) == .number else {
                    if type(of: variable) == .unknown { return nil }
                    let shown = text(at: use.span)
                    report(.notANumber(type(of: variable).words, shown, at: use.span))
                    return nil
                }
                values.append(.variable(variable))
            case .grid(let question, _):
                let rows = survey[question].variables
                guard charge(rows.count, at: use.span) else { return nil }
                values += rows.map(Formula.variable)
            case .group(let question, let group, _):
                values.append(score(of: question, group: group, at: use.span).formula)
            case .value(let operand, _):
                guard operand.type == .number else {
                    report(.notANumber(operand.type.words, text(at: use.span), at: use.span))
                    return nil
                }
                values.append(operand.formula)
            case .note(let name):
                report(.noteAsValue(Name(name.text, use.span)))
                return nil
            case .unknown: return nil
            }
        }
        return values
    }

    private func charge(_ count: Int, at span: Range<Int>) -> Bool {
        guard count <= unfoldingBudget else {
            report(.tooManyRows(at: span))
            return false
        }
        unfoldingBudget -= count
        return true
    }
}
