internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// A variable that a metric is computed on, as it stands in the call.
private struct MetricItem {
    var item: Metric.Item
    var path: PathSyntax
}

/// What a metric is computed on, for one instance of the roster that is bound, or at all.
extension Checker {
    /// The function and its strand, without the condition; nil if it is in error, which is reported.
    func strand(_ function: Name, _ call: CallSyntax) -> (Metric.Function, Metric.Strand)? {
        let arguments = call.arguments.filter { $0.value != nil }
        switch function.text {
        case "nps", "csat", "ces", "median":
            guard arguments.count == 1, arguments[0].label == nil else {
                return wrong(function, "the name of one question: `\(function.text)(overall)`", call)
            }
            guard let items = items(of: arguments, function), let first = items.first, items.count == 1,
                let computed = self.function(function, of: first)
            else { return nil }
            return (computed, .init(items: items.map(\.item)))
        case "mean":
            guard !arguments.isEmpty, arguments.allSatisfy({ $0.label == nil }) else {
                return wrong(function, "a question, a grid, or several: `mean(quality)`", call)
            }
            guard let items = items(of: arguments, function), areNumbers(items, function) else { return nil }
            guard haveOneRange(items) else {
                report(.differentScales(at: items[0].path.range))
                return nil
            }
            return (.mean, .init(items: items.map(\.item)))
        case "index":
            guard !arguments.isEmpty else {
                return wrong(
                    function, "questions, each perhaps with a weight: `index(overall, ease: 2)`", call)
            }
            guard let items = items(of: arguments, function), areBounded(items, function) else { return nil }
            return (.index, .init(items: items.map(\.item)))
        case "gap": return gap(function, arguments, call)
        case "lifetime": return lifetime(function, arguments, call)
        default:
            guard arguments.count == 1, arguments[0].label == nil, let value = arguments[0].value else {
                return wrong(function, "one condition: `\(function.text)(recommend >= 9)`", call)
            }
            guard let event = event(value, function, call) else { return nil }
            let computed: Metric.Function =
                function.text == "retention" ? .retention : function.text == "churn" ? .churn : .share
            return (computed, .init(items: [], event: event))
        }
    }

    private func wrong(
        _ function: Name, _ expected: String, _ call: CallSyntax
    ) -> (Metric.Function, Metric.Strand)? {
        report(.wrongArguments(function, expected, at: call.range))
        return nil
    }

    /// The condition that `share`, `retention`, `churn` and `lifetime` count.
    private func event(_ value: ExpressionSyntax, _ function: Name, _ call: CallSyntax) -> Formula? {
        let before = unresolved.count
        let operand = condition(value)
        guard operand.type == .condition else { return nil }
        if operand.formula.variables.isEmpty, before == unresolved.count {
            report(
                .wrongArguments(
                    function, "a condition on an answer: `\(function.text)(recommend >= 9)`", at: call.range))
            return nil
        }
        return operand.formula
    }

    // MARK: Items

    /// The variables in the call; nil if one is in error, which is reported.
    private func items(of arguments: [ArgumentSyntax], _ function: Name) -> [MetricItem]? {
        var items: [MetricItem] = []
        for argument in arguments {
            guard let path = argument.label ?? argument.value else { continue }
            var weight: Decimal = 1
            if argument.label != nil, let value = argument.value {
                guard let number = constantNumber(value), number > 0, number <= 1_000 else {
                    report(.badWeight(Diagnostic.shown(value.syntax.text), at: value.range))
                    return nil
                }
                weight = number
            }
            // `mean([a, b])` is `mean(a, b)`, as on one respondent.
            let expressions: [ExpressionSyntax]
            if case .list(let elements) = path.form { expressions = elements } else { expressions = [path] }
            for expression in expressions {
                guard let found = self.items(of: expression, function, weight) else { return nil }
                items += found
            }
        }
        guard !items.isEmpty else { return nil }
        var seen: Set<VariableID> = []
        for item in items where !seen.insert(item.item.variable).inserted && function.text != "gap" {
            report(
                .repeatedItem(
                    Name(item.path.syntax.text, item.path.range), survey[item.item.variable].name))
            return nil
        }
        return items
    }

    private func items(
        of expression: ExpressionSyntax, _ function: Name, _ weight: Decimal
    ) -> [MetricItem]? {
        guard case .path(let path) = expression.form else {
            report(
                .metricNeedsQuestion(
                    function, Diagnostic.shown(expression.syntax.text), at: expression.range))
            return nil
        }
        guard let entry = entry(path) else { return nil }
        if let variable = entry.variable {
            return [MetricItem(item: item(variable, weight), path: path)]
        }
        guard let id = entry.questions.first, !survey[id].variables.isEmpty else {
            report(.noteAsValue(Name(path.syntax.text, path.range)))
            return nil
        }
        guard ["mean", "index", "gap"].contains(function.text) else {
            let part = survey[survey[id].variables[0]].name.dropFirst(survey[id].name.count + 1)
            report(.metricOfGrid(function, Diagnostic.shown(path.syntax.text), String(part), at: path.range))
            return nil
        }
        return variables(of: entry).map { MetricItem(item: item($0, weight), path: path) }
    }

    /// What a path stands for, the bare names of rosters in the bound instance; nil if it is in error, which is reported.
    func entry(_ path: PathSyntax) -> SurveyNames.Entry? {
        guard let dotted = path.dotted else {
            if case .variable(let variable, _) = resolve(path) {
                return surveyNames.entries[survey[variable].name]
            }
            return nil
        }
        if let entry = surveyNames.entries[dotted]
            ?? boundInstance.flatMap({ surveyNames.member(dotted, in: $0) })
        {
            markUsed(Name(dotted, path.range))
            return entry
        }
        _ = resolve(path)
        return nil
    }

    /// The variables of a question, or of a dimension of a grid.
    func variables(of entry: SurveyNames.Entry) -> [VariableID] {
        if let variable = entry.variable { return [variable] }
        guard let id = entry.questions.first else { return [] }
        let question = survey[id]
        guard let group = entry.group else { return question.variables }
        return zip(question.variables, question.rows).compactMap { $1.group == group ? $0 : nil }
    }

    private func item(_ variable: VariableID, _ weight: Decimal = 1) -> Metric.Item {
        guard case .row(let question, let row) = survey[variable].role,
            survey[question].rows.indices.contains(row)
        else { return .init(variable, weight: weight) }
        return .init(variable, isReversed: survey[question].rows[row].isReversed, weight: weight)
    }

    // MARK: Functions

    /// The function of one question, if it fits; nil if not, which is reported.
    private func function(_ function: Name, of item: MetricItem) -> Metric.Function? {
        let variable = survey[item.item.variable]
        let asked = variable.question.map { survey[$0] }
        switch function.text {
        case "nps":
            if case .nps? = asked?.kind { return .nps }
            if case .rating(let scale)? = asked?.kind, survey[scale].bounds == 0...10 { return .nps }
            misfit(function, item, "an `nps` question, or a `rating` on 0...10")
        case "csat":
            if case .csat(_, let top)? = asked?.kind { return .csat(top: top) }
            if case .rating? = asked?.kind, let id = variable.question, let top = topBoxes[id] {
                return .csat(top: top)
            }
            misfit(function, item, "a `csat` question, or a `rating` that says its `top` boxes")
        case "ces":
            if case .ces(_, let top)? = asked?.kind { return .ces(top: top) }
            misfit(function, item, "a `ces` question")
        default:
            switch variable.domain {
            case .number, .point: return .median
            default: misfit(function, item, "one rating or number")
            }
        }
        return nil
    }

    private func misfit(_ function: Name, _ item: MetricItem, _ expected: String) {
        let shown = Diagnostic.shown(item.path.syntax.text)
        let variable = survey[item.item.variable]
        let seen =
            switch variable.role {
            case .given: "`\(shown)` is a given \(Self.words(for: variable.domain))"
            case .computed: "`\(shown)` is a `let` of \(Self.words(for: variable.domain, hasArticle: true))"
            case .split: "`\(shown)` is a `split`"
            case .today: "`today` is a date"
            case .amount: "`\(shown)` is a number of an `allocate`"
            case .specify: "`\(shown)` is the text of an option"
            case .answer(let question), .row(let question, _):
                "`\(shown)` is a `\(survey[question].kindName)`"
            }
        report(
            .metricDoesNotFit(
                function.text, seen, expected, at: item.path.range,
                declaredAt: names[variable.name]?.span))
    }

    private static func words(for domain: Domain, hasArticle: Bool = false) -> String {
        let (article, word) =
            switch domain {
            case .option: ("an", "option")
            case .options: ("a", "set of options")
            case .order: ("an", "order of options")
            case .point, .number: ("a", "number")
            case .yesno, .truth: ("a", "yes or no")
            case .text: ("a", "text")
            case .date: ("a", "date")
            case .time: ("a", "time")
            }
        return hasArticle ? "\(article) \(word)" : word
    }

    private func areNumbers(_ items: [MetricItem], _ function: Name) -> Bool {
        for item in items {
            switch survey[item.item.variable].domain {
            case .number, .point: continue
            default:
                misfit(function, item, "numbers: ratings, a grid, a `number`, or a `let` of one")
                return false
            }
        }
        return true
    }

    /// An index puts every item on a scale from 0 to 100, so it must be known where each begins and ends; a gap is one
    /// between points of a scale.
    private func areBounded(_ items: [MetricItem], _ function: Name) -> Bool {
        for item in items {
            switch survey[item.item.variable].domain {
            case .point: continue
            default:
                misfit(function, item, "ratings and grids, whose ends are known")
                return false
            }
        }
        return true
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

    /// `gap(perceived, expected)`: rows of the same names are pairs.
    private func gap(
        _ function: Name, _ arguments: [ArgumentSyntax], _ call: CallSyntax
    ) -> (Metric.Function, Metric.Strand)? {
        guard arguments.count == 2, arguments.allSatisfy({ $0.label == nil }) else {
            return wrong(
                function, "what was perceived and what was expected: `gap(perceived, expected)`", call)
        }
        guard let perceived = items(of: [arguments[0]], function),
            let expected = items(of: [arguments[1]], function),
            areBounded(perceived + expected, function)
        else { return nil }
        if perceived.count == 1, expected.count == 1 {
            return pairs([(perceived[0], expected[0])])
        }
        let rows = Dictionary(
            expected.map { (rowName($0.item.variable), $0) }, uniquingKeysWith: { first, _ in first })
        var found: [(MetricItem, MetricItem)] = []
        for item in perceived {
            guard let other = rows[rowName(item.item.variable)] else {
                report(.rowWithoutPair(rowName(item.item.variable), in: 2, at: item.path.range))
                return nil
            }
            found.append((item, other))
        }
        let names = Set(perceived.map { rowName($0.item.variable) })
        if let alone = expected.first(where: { !names.contains(rowName($0.item.variable)) }) {
            report(.rowWithoutPair(rowName(alone.item.variable), in: 1, at: alone.path.range))
            return nil
        }
        return pairs(found)
    }

    private func pairs(_ pairs: [(MetricItem, MetricItem)]) -> (Metric.Function, Metric.Strand)? {
        for (perceived, expected) in pairs {
            let domains = [perceived, expected].map { survey[$0.item.variable].domain }
            switch (domains[0], domains[1]) {
            case (.point(let first), .point(let second)) where survey[first].bounds == survey[second].bounds:
                continue
            default:
                report(.differentScales(at: perceived.path.range))
                return nil
            }
        }
        return (.gap, .init(items: pairs.flatMap { [$0.item, $1.item] }))
    }

    private func rowName(_ variable: VariableID) -> String {
        guard case .row(let question, let row) = survey[variable].role,
            survey[question].rows.indices.contains(row)
        else { return survey[variable].name }
        return survey[question].rows[row].name
    }

    /// `lifetime(margin, stays, discount: 0.1)`
    private func lifetime(
        _ function: Name, _ arguments: [ArgumentSyntax], _ call: CallSyntax
    ) -> (Metric.Function, Metric.Strand)? {
        let expected =
            "a number, a condition and a rate of interest: `lifetime(margin, stays, discount: 0.1)`"
        guard arguments.count == 3, arguments[0].label == nil, arguments[1].label == nil,
            case .path(let word)? = arguments[2].label?.form, word.dotted == "discount",
            let rate = arguments[2].value, let stays = arguments[1].value
        else { return wrong(function, expected, call) }
        guard let discount = constantNumber(rate), discount > 0, discount <= 10 else {
            report(.badDiscount(Diagnostic.shown(rate.syntax.text), at: rate.range))
            return nil
        }
        guard let margin = items(of: [arguments[0]], function), margin.count == 1,
            areNumbers(margin, function), let event = event(stays, function, call)
        else { return nil }
        return (.lifetime(discount: discount), .init(items: margin.map(\.item), event: event))
    }

    // MARK: Whom it is about

    /// Where it is said whom a metric is about, if nobody can be: the condition contradicts itself or what must be true
    /// for the question to be asked.
    ///
    /// Looks at conditions that read one variable with few values, each by itself: what it finds is so, what it does not
    /// find may be so, too.
    func emptyBase(of strand: Metric.Strand, _ view: MetricDecl) -> Range<Int>? {
        guard let condition = strand.condition, let span = view.condition?.range else { return nil }
        var needed: [Formula] = []
        Self.collectParts(of: condition, into: &needed)
        if let variable = strand.items.first?.variable ?? strand.event?.variables.first,
            let block = surveyNames.blocks[variable]
        {
            var open: BlockID? = block
            // Nobody writes more conditions around a question; hostile files do.
            var left = 100
            while let next = open, left > 0 {
                switch survey[next].kind {
                case .arm(let condition?, _), .unit(let condition?):
                    Self.collectParts(of: condition, into: &needed)
                case .root, .page, .arm, .collection, .unit: break
                }
                open = survey[next].parent
                left -= 1
            }
        }
        var byVariable: [VariableID: [Formula]] = [:]
        for part in needed.prefix(200) {
            let read = Set(part.variables)
            if read.count == 1, let variable = read.first { byVariable[variable, default: []].append(part) }
        }
        for (variable, parts) in byVariable {
            guard let values = fewValues(of: variable) else { continue }
            let source = values + Missing.allCases.map(Answer.missing)
            let isPossible = source.contains { answer in
                parts.allSatisfy { $0.truth(in: OneAnswer(variable, answer)) == .yes }
            }
            if !isPossible { return span }
        }
        return nil
    }

    private static func collectParts(of formula: Formula, into parts: inout [Formula]) {
        if case .and(let inner) = formula {
            for part in inner { collectParts(of: part, into: &parts) }
        } else {
            parts.append(formula)
        }
    }

    private func fewValues(of variable: VariableID) -> [Answer]? {
        switch survey[variable].domain {
        case .option(let list) where survey[list].options.count <= 100:
            survey[list].options.indices.map { .answered(.option($0)) }
        case .point(let scale) where survey[scale].bounds.count <= 100:
            survey[scale].bounds.map { .answered(.number($0)) }
        case .yesno: [.answered(.yesno(true)), .answered(.yesno(false))]
        default: nil
        }
    }
}
