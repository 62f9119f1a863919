internal import SurveyModel
internal import SurveySyntax

/// What stands after `from`, or after `in` of a `for`: the options of a list, as far as earlier answers leave them.
struct OfferedOptions {
    var list: ListID
    /// Each rule narrows what is left.
    var carried: [Question.Carried] = []
    /// The variable whose chosen options these are, if they are those of a question.
    var source: VariableID?
}

extension Checker {
    /// `channels`, `used`, `channels except used except [none]`; nil if it is none of these, which is reported.
    func offeredOptions(_ set: SetSyntax) -> OfferedOptions? {
        guard let base = set.base else { return nil }
        return offeredOptions(base, except: set.exceptions, at: set.range)
    }

    private func offeredOptions(_ base: BoundSyntax, except exceptions: [BoundSyntax], at span: Range<Int>)
        -> OfferedOptions?
    {
        guard let expression = base.lower else { return nil }
        guard !base.isRange, case .path(let path) = expression.form, path.name != nil else {
            report(.fromNeedsList(at: base.range))
            return nil
        }
        guard var offered = listOrQuestion(path) else { return nil }
        var left = Set<Int>()
        for exception in exceptions {
            guard let rule = self.exception(exception, of: offered.list) else { continue }
            if case .except(let options) = rule { left.formUnion(options) }
            offered.carried.append(rule)
        }
        if !left.isEmpty, left.count == survey[offered.list].options.count {
            report(.nothingLeft(survey[offered.list].name, at: span))
        }
        return offered
    }

    /// The options of a list that stands where `from` is missing; nil if there is none, which is not reported.
    func optionsWithoutFrom(_ bound: BoundSyntax?) -> OfferedOptions? {
        guard let bound, !bound.isRange, case .path(let path)? = bound.lower?.form, let name = path.dotted
        else {
            return nil
        }
        if case .variable(let variable, _)? = peek(path), list(of: variable) == nil { return nil }
        guard sharedLists[name] != nil || peek(path) != nil else { return nil }
        report(.fromMissing(Name(name, bound.range)))
        return offeredOptions(bound, except: [], at: bound.range)
    }

    /// A whole list, as a given takes it.
    func wholeList(_ set: SetSyntax) -> ListID? {
        guard let offered = offeredOptions(set) else { return nil }
        if !offered.carried.isEmpty { report(.notAWholeList(at: set.range)) }
        return offered.list
    }

    private func listOrQuestion(_ path: PathSyntax) -> OfferedOptions? {
        var shared = path.dotted
        switch binding(path) {
        case .options(let list)?: shared = list
        case .unknown?: return nil
        default: break
        }
        if let shared, sharedLists[shared] != nil {
            atFileLevel { lowerSharedList(shared, at: nil) }
            sharedLists[shared]?.isUsed = true
            return sharedLists[shared]?.list.map { OfferedOptions(list: $0) }
        }
        switch peek(path) {
        case .variable(let variable, let symbol):
            markUsed(symbol, at: path.range)
            guard let list = list(of: variable) else { break }
            return OfferedOptions(list: list, carried: [.chosen(variable)], source: variable)
        case .unknown: return nil
        case .grid, .group, .value, .note: break
        case nil:
            guard let dotted = path.dotted, path.parts.isEmpty else {
                if case .unknown = resolve(path) { return nil }
                break
            }
            let name = Name(dotted, path.range)
            let closest = closest(to: name.text, among: sharedLists.keys.sorted())
            if !mayHaveForeignNames { report(.unknownDeclaration("options", name, closest: closest)) }
            return nil
        }
        report(.fromNeedsList(at: path.range))
        return nil
    }

    /// The list whose options a variable holds.
    func list(of variable: VariableID) -> ListID? {
        switch survey[variable].domain {
        case .option(let list), .options(let list, _), .order(let list, _): list
        default: nil
        }
    }

    /// What one `except` leaves out: the options that a question has, or those that are named.
    private func exception(_ bound: BoundSyntax, of list: ListID) -> Question.Carried? {
        guard let expression = bound.lower else { return nil }
        guard !bound.isRange else {
            report(.fromNeedsList(at: bound.range))
            return nil
        }
        switch expression.form {
        case .list(let members):
            if members.isEmpty { report(.emptyList(at: expression.range)) }
            return .except(Set(members.compactMap { option($0, of: list) }).sorted())
        case .path(let path):
            if case .variable(let variable, let symbol)? = peek(path) {
                markUsed(symbol, at: path.range)
                if self.list(of: variable) == list { return .exceptChosen(variable) }
                let name = Name(path.syntax.text, path.range)
                report(
                    .carriedFromOtherList(
                        name, survey[list].name, declaredAt: names.symbols[symbol].span))
                return nil
            }
            return option(expression, of: list).map { .except([$0]) }
        default:
            report(.fromNeedsList(at: bound.range))
            return nil
        }
    }

    /// The option that an expression names; nil if it names none, which is reported.
    func option(_ expression: ExpressionSyntax, of list: ListID) -> Int? {
        guard case .path(let path) = expression.form, let dotted = path.dotted else {
            report(.notAnOptionName(Diagnostic.shown(expression.syntax.text), at: expression.range))
            return nil
        }
        if let option = optionIndices[list.position][dotted] { return option }
        let options = survey[list].options.lazy.map(\.name)
        report(
            .notAnOption(
                Name(dotted, path.range), owner: Diagnostic.shown(survey[list].name), ownerSpan: nil,
                options: options,
                closest: closest(to: dotted, among: options)))
        return nil
    }
}
