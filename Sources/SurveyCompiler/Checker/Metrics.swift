internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// What is about all respondents, and may read everything: metrics, relations and then tests, which name metrics.
    func checkMetricsAndTests() {
        for declaration in declarations {
            switch declaration {
            case .metric(let view): check(view)
            case .drivers(let view): check(view)
            default: continue
            }
        }
        for case .test(let view) in declarations { check(view) }
    }

    // MARK: Metrics

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
        if !view.by.isEmpty { report(.notInThisVersion(.by, at: view.by[0].range)) }
        let condition = view.condition.map { inlined(self.condition($0).formula, at: $0.range) }
        guard let value = view.value else { return }
        guard case .call(let call) = value.form, let function = call.function.map(Name.init) else {
            report(.notAMetric(Diagnostic.shown(value.syntax.text), at: value.range))
            return
        }
        if let later = Later(metricFunction: function.text) {
            return report(.notInThisVersion(later, at: function.span))
        }
        guard ["nps", "csat", "ces", "mean"].contains(function.text) else {
            report(
                .unknownMetricFunction(
                    function, closest: closest(to: function.text, among: Self.metricFunctionNames)))
            return
        }
        guard let items = items(of: call, function), let first = items.first else { return }
        guard let computed = metricFunction(function, items, first) else { return }
        survey.metrics.append(
            Metric(name: name.text, function: computed, items: items.map(\.item), condition: condition))
    }

    /// A variable that a metric is computed on, as it stands in the call.
    private struct MetricItem {
        var item: Metric.Item
        var path: PathSyntax
    }

    /// The variables in the call; nil if one is in error.
    private func items(of call: CallSyntax, _ function: Name) -> [MetricItem]? {
        let arguments = call.arguments.compactMap(\.value)
        guard !arguments.isEmpty, function.text == "mean" || arguments.count == 1 else {
            report(
                .wrongArguments(
                    function, "the name of one question: `\(function.text)(overall)`", at: call.range))
            return nil
        }
        var items: [MetricItem] = []
        for argument in arguments {
            guard case .path(let path) = argument.form else {
                report(
                    .metricNeedsQuestion(function, Diagnostic.shown(argument.syntax.text), at: argument.range)
                )
                return nil
            }
            switch resolve(path) {
            case .variable(let variable, _):
                if case .computed = survey[variable].role {
                    report(.notInThisVersion(.metricOfLet, at: path.range))
                    return nil
                }
                items.append(MetricItem(item: item(variable), path: path))
            case .grid(let question, let symbol):
                guard function.text == "mean" else {
                    report(
                        .gridAsValue(
                            names.symbols[symbol], survey[question].rows.first?.name ?? "row", at: path.range)
                    )
                    return nil
                }
                items += survey[question].variables.map { MetricItem(item: item($0), path: path) }
            case .note(let name):
                report(.noteAsValue(name))
                return nil
            case .unknown: return nil
            }
        }
        return items
    }

    private func item(_ variable: VariableID) -> Metric.Item {
        guard case .row(let question, let row) = survey[variable].role else { return .init(variable) }
        return .init(variable, isReversed: survey[question].rows[row].isReversed)
    }

    /// The function, if it fits the questions; nil if not, which is reported.
    private func metricFunction(_ function: Name, _ items: [MetricItem], _ first: MetricItem) -> Metric
        .Function?
    {
        let variable = survey[first.item.variable]
        let asked = variable.question.map { survey[$0] }
        let span = first.path.range
        let shown = Diagnostic.shown(first.path.syntax.text)
        let seen = asked.map { "`\(shown)` is a `\($0.kindName)`" } ?? "`\(shown)` is a given"
        switch function.text {
        case "nps":
            if case .nps? = asked?.kind { return .nps }
            if case .rating(let scale)? = asked?.kind, survey[scale].bounds == 0...10 { return .nps }
            report(
                .metricDoesNotFit(
                    "nps", seen, "an `nps` question, or a `rating` on 0...10", at: span,
                    declaredAt: names[variable.name]?.span))
        case "csat":
            if case .csat(_, let top)? = asked?.kind { return .csat(top: top) }
            if case .rating? = asked?.kind, let id = variable.question, let top = topBoxes[id] {
                return .csat(top: top)
            }
            report(
                .metricDoesNotFit(
                    "csat", seen, "a `csat` question, or a `rating` that says its `top` boxes", at: span,
                    declaredAt: names[variable.name]?.span))
        case "ces":
            if case .ces(_, let top)? = asked?.kind { return .ces(top: top) }
            report(
                .metricDoesNotFit(
                    "ces", seen, "a `ces` question", at: span, declaredAt: names[variable.name]?.span))
        default:
            for item in items where type(of: item.item.variable) != .number {
                let kind =
                    survey[item.item.variable].question.map { "a `\(survey[$0].kindName)`" } ?? "a given"
                report(
                    .metricDoesNotFit(
                        "mean", "`\(Diagnostic.shown(item.path.syntax.text))` is \(kind)",
                        "numbers: ratings, a grid or a `number`",
                        at: item.path.range, declaredAt: names[survey[item.item.variable].name]?.span))
                return nil
            }
            guard haveOneRange(items) else {
                report(.differentScales(at: first.path.range))
                return nil
            }
            return .mean
        }
        return nil
    }

    /// Items of one score must have the same points; what is not a scale stands alone.
    private func haveOneRange(_ items: [MetricItem]) -> Bool {
        guard items.count > 1 else { return true }
        var common: ClosedRange<Int>?
        for item in items {
            guard case .point(let scale) = survey[item.item.variable].domain else { return false }
            if let common, common != survey[scale].bounds { return false }
            common = survey[scale].bounds
        }
        return true
    }

    /// A metric's condition is evaluated on finished responses, which do not hold computed values: each `let` is
    /// replaced by what it computes. Bounded, because doubling lets would double the condition each time.
    private func inlined(_ formula: Formula, at span: Range<Int>) -> Formula {
        var budget = 10_000
        let result = inline(formula, &budget)
        if budget < 0 { report(.conditionTooLarge(at: span)) }
        return result
    }

    private func inline(_ formula: Formula, _ budget: inout Int) -> Formula {
        budget -= 1
        guard budget >= 0 else { return formula }
        switch formula {
        case .literal, .includes, .state, .size: return formula
        case .variable(let id):
            guard case .computed(let computed) = survey[id].role else { return formula }
            return inline(computed, &budget)
        case .not(let inner): return .not(inline(inner, &budget))
        case .negate(let inner): return .negate(inline(inner, &budget))
        case .length(let inner): return .length(inline(inner, &budget))
        case .round(let inner, let decimals): return .round(inline(inner, &budget), decimals: decimals)
        case .within(let inner, let members): return .within(inline(inner, &budget), members)
        case .compare(let comparison, let left, let right):
            return .compare(comparison, inline(left, &budget), inline(right, &budget))
        case .arithmetic(let operation, let left, let right):
            return .arithmetic(operation, inline(left, &budget), inline(right, &budget))
        case .and(let parts): return .and(parts.map { inline($0, &budget) })
        case .or(let parts): return .or(parts.map { inline($0, &budget) })
        case .countTrue(let parts): return .countTrue(parts.map { inline($0, &budget) })
        case .aggregate(let aggregate, let parts):
            return .aggregate(aggregate, parts.map { inline($0, &budget) })
        }
    }

    // MARK: Relations

    /// `drivers of recommend: quality.reliable, ease`, `chain of recommend: quality, overall`
    private func check(_ view: DriversDecl) {
        reading = .metric
        guard let target = view.target.map(Name.init) else { return }
        guard let outcome = term(target, base: target, shown: target.text) else { return }
        var terms: [Relation.Term] = []
        var seen: Set<VariableID> = Set(outcome.variables)
        for path in view.paths {
            guard let dotted = path.dotted, let first = path.name else {
                _ = resolve(path)
                continue
            }
            guard let term = term(Name(dotted, path.range), base: Name(first), shown: dotted) else {
                continue
            }
            if let variable = term.variables.first(where: seen.contains) {
                report(
                    .repeatedTerm(
                        Name(dotted, path.range), survey[variable].name,
                        isOutcome: outcome.variables.contains(variable)))
                continue
            }
            seen.formUnion(term.variables)
            terms.append(term)
        }
        survey.relations.append(
            Relation(kind: view.isChain ? .chain : .drivers, outcome: outcome, terms: terms))
    }

    private func term(_ name: Name, base: Name, shown: String) -> Relation.Term? {
        switch resolve(name, base: base) {
        case .variable(let variable, _):
            if case .computed = survey[variable].role {
                report(.notInThisVersion(.metricOfLet, at: name.span))
                return nil
            }
            guard type(of: variable) == .number else {
                report(.termNotNumeric(name, type(of: variable).words))
                return nil
            }
            return Relation.Term(path: shown, variables: [variable])
        case .grid(let question, _): return Relation.Term(path: shown, variables: survey[question].variables)
        case .note:
            report(.noteAsValue(name))
            return nil
        case .unknown: return nil
        }
    }
}
