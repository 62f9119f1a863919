internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// What is about all respondents, and may read everything: metrics, relations and then tests, which name metrics.
    func checkMetricsAndTests() {
        let isNeeded = declarations.contains { declaration in
            switch declaration {
            case .metric, .drivers, .test: true
            default: false
            }
        }
        // Every name by its parts: worth its time only where something is about all respondents.
        guard isNeeded else { return }
        surveyNames = SurveyNames(survey)
        for declaration in declarations {
            switch declaration {
            case .metric(let view): check(view)
            case .drivers(let view): check(view)
            default: continue
            }
        }
        checkTests()
    }

    private func check(_ view: MetricDecl) {
        guard let name = view.name.map(Name.init) else { return }
        checkForm(of: name)
        let canonical = NameTable.canonical(name.text)
        if let first = canonicalMetricNames[canonical] {
            report(.duplicateDeclaration("metric", name, firstAt: first))
        }
        canonicalMetricNames[canonical] = name.span
        metricNames.insert(name.text)
        reading = .metric
        guard let value = view.value else { return }
        guard case .call(let call) = value.form, let function = call.function.map(Name.init) else {
            report(.notAMetric(Diagnostic.shown(value.syntax.text), at: value.range))
            return
        }
        guard Self.metricFunctionNames.contains(function.text) else {
            report(
                .unknownMetricFunction(
                    function, closest: closest(to: function.text, among: Self.metricFunctionNames)))
            return
        }
        guard let instances = rosterInstances(of: value) else { return }
        let by = view.by.compactMap { breakdown($0, instances) }
        guard var metric = metric(name.text, function, call, view, instances, by) else { return }
        guard by.count == view.by.count else { return }
        metric.by = by.compactMap(\.variable)
        survey.metrics.append(metric)
        places.addMetric(name.span, condition: view.condition?.range)
    }

    /// The metric with a strand for each instance; nil if it is in error, which is reported.
    private func metric(
        _ name: String, _ function: Name, _ call: CallSyntax, _ view: MetricDecl, _ instances: [Int?],
        _ by: [Breakdown]
    ) -> Metric? {
        var kind: Metric.Function?
        var strands: [Metric.Strand] = []
        let roster = by.lazy.compactMap(\.roster).first
        for instance in instances {
            bind(instance)
            defer { bind(nil) }
            let condition = view.condition.map { bound($0, in: instance) } ?? .known(true)
            if case .known(false) = condition, instance != nil { continue }
            guard let (function, strand) = strand(function, call) else { return nil }
            var complete = strand
            switch condition {
            case .failed: return nil
            case .known: break
            case .formula(let formula): complete.condition = formula
            }
            if let instance { complete.instance = named(instance, roster: roster) }
            if strands.isEmpty, let span = emptyBase(of: complete, view) {
                report(.emptyBase(at: span))
                return nil
            }
            kind = function
            strands.append(complete)
        }
        guard let kind, !strands.isEmpty else {
            if let condition = view.condition { report(.emptyBase(at: condition.range)) }
            return nil
        }
        return Metric(name: name, function: kind, strands: strands, isByInstance: roster != nil)
    }

    private func named(_ instance: Int, roster: String?) -> Metric.Strand.Instance {
        let chosen =
            roster.flatMap { surveyNames.instance(of: $0, around: instance, of: survey) } ?? instance
        return .init(
            roster: survey.rosters[surveyNames.instances[chosen].roster].name,
            name: surveyNames.instanceName(chosen, of: survey))
    }

    // MARK: Rosters

    /// The instances that the bare names of rosters in an expression stand for; one nil if there are none. Nil if they
    /// are of different rosters, which is reported.
    private func rosterInstances(of expression: ExpressionSyntax) -> [Int?]? {
        var found: [Int?] = [nil]
        var first: Name?
        var open = [expression.syntax]
        var all: [(name: Name, entries: [SurveyNames.Entry])] = []
        while let syntax = open.popLast() {
            if syntax.kind == .pathExpr {
                guard case .path(let path) = ExpressionSyntax(syntax: syntax).form, let dotted = path.dotted,
                    surveyNames.entries[dotted] == nil, let entries = surveyNames.members[dotted]
                else { continue }
                all.append((Name(dotted, path.range), entries))
            } else {
                open += syntax.children
            }
        }
        all.sort { $0.name.span.lowerBound < $1.name.span.lowerBound }
        // The innermost roster decides; names of the rosters around it go along.
        for (name, entries) in all
        where first == nil
            || surveyNames.depth(of: entries[0].instance) > surveyNames.depth(of: found[0])
        {
            first = name
            found = entries.map(\.instance)
        }
        guard let first, let instance = found[0] else { return found }
        for (name, _) in all where surveyNames.member(name.text, in: instance) == nil {
            report(.differentRosters(first, name))
            return nil
        }
        return found
    }

    /// Lets bare names stand for what they are in an instance, until it is called with nil.
    func bind(_ instance: Int?) { boundInstance = instance }

    /// A variable or roster after `by`.
    private struct Breakdown {
        var variable: VariableID?
        var roster: String?
    }

    private func breakdown(_ path: PathSyntax, _ instances: [Int?]) -> Breakdown? {
        guard let dotted = path.dotted else {
            _ = resolve(path)
            return nil
        }
        let name = Name(dotted, path.range)
        if let instance = instances[0],
            surveyNames.instance(of: dotted, around: instance, of: survey) != nil
        {
            markUsed(name)
            return Breakdown(roster: dotted)
        }
        guard let entry = surveyNames.entries[dotted] else {
            if survey.rosters.contains(where: { $0.name == dotted }) {
                report(.byNeedsGroups(name, "a loop that the metric is not about"))
                return nil
            }
            _ = resolve(path)
            return nil
        }
        markUsed(name)
        guard let variable = entry.variable else {
            report(.byNeedsGroups(name, "more than one answer"))
            return nil
        }
        switch (survey[variable].domain, survey[variable].role) {
        case (.option, _), (.yesno, _), (.truth, _), (.point, _): return Breakdown(variable: variable)
        case (.text, .given): return Breakdown(variable: variable)
        case (.options, _):
            report(.byNeedsGroups(name, "a set, so that one respondent would be in several groups"))
        case (.order, _): report(.byNeedsGroups(name, "an order"))
        case (.number, _): report(.byNeedsGroups(name, "a number"))
        case (.date, _): report(.byNeedsGroups(name, "a date"))
        case (.time, _): report(.byNeedsGroups(name, "a time"))
        case (.text, _): report(.byNeedsGroups(name, "a text"))
        }
        return nil
    }

    // MARK: Conditions

    /// What comes of a condition once the instance is known.
    private enum Bound {
        case known(Bool)
        case formula(Formula)
        case failed
    }

    /// A condition of a metric: what reads the roster's variable is decided here. Expressions nest at most a hundred
    /// deep, so recursion is safe.
    private func bound(_ expression: ExpressionSyntax, in instance: Int?) -> Bound {
        guard let instance else { return lowered(expression) }
        switch expression.form {
        case .parenthesized(let inner?): return bound(inner, in: instance)
        case .not(let inner?):
            switch bound(inner, in: instance) {
            case .known(let known): return .known(!known)
            case .formula(let formula): return .formula(.not(formula))
            case .failed: return .failed
            }
        case .and(let chain): return bound(chain, in: instance, isAnd: true)
        case .or(let chain): return bound(chain, in: instance, isAnd: false)
        case .comparison(let left?, let token, let right?):
            return decided(left, token, right, in: instance) ?? decided(right, token, left, in: instance)
                ?? lowered(expression)
        case .membership(let left?, let isNegated, let set?):
            switch decided(left, in: set, instance) {
            case .known(let known)?: return .known(known != isNegated)
            case .failed?: return .failed
            case .formula?, nil: return lowered(expression)
            }
        default: return lowered(expression)
        }
    }

    private func lowered(_ expression: ExpressionSyntax) -> Bound {
        let operand = condition(expression)
        return operand.type == .unknown ? .failed : .formula(operand.formula)
    }

    private func bound(_ chain: ChainSyntax, in instance: Int, isAnd: Bool) -> Bound {
        var parts: [Formula] = []
        var hasFailed = false
        var isDecided = false
        for expression in [chain.first] + chain.rest.map(\.operand) {
            switch expression.map({ bound($0, in: instance) }) ?? .failed {
            case .known(let known): if known != isAnd { isDecided = true }
            case .formula(let formula): parts.append(formula)
            case .failed: hasFailed = true
            }
        }
        if hasFailed { return .failed }
        if isDecided { return .known(!isAnd) }
        guard let first = parts.first else { return .known(isAnd) }
        return .formula(parts.count == 1 ? first : isAnd ? .and(parts) : .or(parts))
    }

    /// The instance of the roster whose variable an expression is.
    private func rosterInstance(_ expression: ExpressionSyntax, _ instance: Int) -> Roster.Instance? {
        guard case .path(let path) = expression.form, let dotted = path.dotted,
            surveyNames.entries[dotted] == nil,
            let found = surveyNames.instance(of: dotted, around: instance, of: survey)
        else { return nil }
        markUsed(Name(dotted, path.range))
        let place = surveyNames.instances[found]
        return survey.rosters[place.roster].instances[place.position]
    }

    /// `c == bot`, `g <= 2`: nil if it does not compare the roster's variable with a constant.
    private func decided(
        _ left: ExpressionSyntax, _ token: Token, _ right: ExpressionSyntax, in instance: Int
    ) -> Bound? {
        guard let chosen = rosterInstance(left, instance) else { return nil }
        switch match(chosen, right, in: instance, owner: left) {
        case .order(let order)?:
            switch token.kind {
            case .equalEqual, .equal: return .known(order == 0)
            case .notEqual: return .known(order != 0)
            case .less: return .known(order < 0)
            case .lessEqual: return .known(order <= 0)
            case .greater: return .known(order > 0)
            case .greaterEqual: return .known(order >= 0)
            default: return nil
            }
        case .failed?: return .failed
        case nil: return nil
        }
    }

    private func decided(_ left: ExpressionSyntax, in set: SetSyntax, _ instance: Int) -> Bound? {
        guard let chosen = rosterInstance(left, instance), let base = set.base, set.exceptions.isEmpty else {
            return nil
        }
        if base.isRange {
            guard let (low, high) = range(base) else { return .failed }
            return .known(low <= Decimal(chosen.value) && Decimal(chosen.value) <= high)
        }
        guard let lower = base.lower, case .list(let members) = lower.form else { return nil }
        var isMember = false
        for member in members {
            switch match(chosen, member, in: instance, owner: left) {
            case .order(let order)?: if order == 0 { isMember = true }
            case .failed?: return .failed
            case nil: return nil
            }
        }
        return .known(isMember)
    }

    /// How an instance compares with a constant.
    private enum Match {
        /// Below 0, 0 or above 0 as it is less than, the same as or more than it. Options are the same or not.
        case order(Int)
        /// It is an error, which was reported.
        case failed
    }

    private func match(
        _ chosen: Roster.Instance, _ constant: ExpressionSyntax, in instance: Int, owner: ExpressionSyntax
    ) -> Match? {
        guard case .path(let path) = owner.form, let dotted = path.dotted,
            let found = surveyNames.instance(of: dotted, around: instance, of: survey)
        else { return nil }
        switch survey.rosters[surveyNames.instances[found].roster].source {
        case .numbers:
            guard let number = constantNumber(constant)?.exactInt else { return nil }
            return .order(chosen.value < number ? -1 : chosen.value == number ? 0 : 1)
        case .options(let list, _):
            guard case .path(let option) = constant.form, let name = option.dotted else { return nil }
            guard let index = survey[list].index(of: name) else {
                let options = survey[list].options.lazy.map(\.name)
                report(
                    .notAnOption(
                        Name(name, option.range), owner: Diagnostic.shown(dotted), ownerSpan: nil,
                        options: options,
                        closest: closest(to: name, among: options)))
                return .failed
            }
            return .order(index == chosen.value ? 0 : 1)
        }
    }

    /// A number in place; nil for anything else.
    func constantNumber(_ value: ExpressionSyntax) -> Decimal? {
        switch value.form {
        case .number(let token): return Decimal(exactly: token.text)
        case .negation(let inner): return inner.flatMap(constantNumber).map { -$0 }
        case .parenthesized(let inner): return inner.flatMap(constantNumber)
        default: return nil
        }
    }

    /// Marks the symbol of a name, or of its first part, as used.
    func markUsed(_ name: Name) {
        let base = name.text.prefix { $0 != "." }
        if let position = names.position(of: name.text) ?? names.position(of: String(base)) {
            markUsed(position)
        }
    }
}
