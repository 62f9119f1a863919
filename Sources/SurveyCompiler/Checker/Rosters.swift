internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// A loop on its way from the tree to the survey: which passes it has.
struct Loop {
    var name: Name
    var keyword: Range<Int>
    /// What it goes through.
    var set: Range<Int>
    var roster: Int
    var statements: [Statement]
    var passes: [Pass]
    var isDrawn: Bool
    /// When its collection was opened.
    var start = 0

    struct Pass {
        var name: String
        var value: Int
        var condition: Formula?
        var binding: Binding
    }
}

/// What a loop goes through.
private struct LoopSource {
    var source: Roster.Source
    var passes: [Loop.Pass]
}

/// `for c in used { … }`: the body is lowered once for each option or number, so that everything behind the compiler
/// sees plain questions.
extension Checker {
    /// The most passes of a loop over numbers, and the most loops within each other.
    static let passLimit = 1_000
    static let loopDepthLimit = 8

    func begin(_ view: ForStmt, _ tasks: inout [Task]) {
        let statements = view.block?.statements ?? []
        warnIfEmpty(view.block, "body of this `for`", at: keyword(view))
        let name = view.name.map(Name.init)
        if let name { declareLoop(name) }
        let properties = check(
            view.properties, allowed: [.draw, .shuffle, .as], kind: .for, key: "", owner: "a `for`")
        guard let name, repetitionBudget >= 0, let source = source(view),
            let draw = draw(view, of: source.passes.count), affords(view, source.passes.count)
        else {
            // The body is checked once; what it declares is silent.
            unknownDepth += 1
            let variable = name?.text ?? ""
            tasks.append(.unknownEnded(variable, frame.parameters[variable]))
            frames[frames.count - 1].parameters[variable] = .unknown
            tasks.append(.statements(statements, from: 0))
            return
        }
        let roster = survey.rosters.count
        survey.rosters.append(
            Roster(
                name: frame.prefix + name.text, source: source.source, block: BlockID(survey.blocks.count),
                display: properties.display))
        places.addRoster(name.span)
        var loop = Loop(
            name: name, keyword: keyword(view), set: view.set?.range ?? view.range, roster: roster,
            statements: statements, passes: source.passes,
            isDrawn: draw.count != nil)
        openBlock(.collection(isShuffled: properties.isShuffled, draw: draw.count), at: keyword(view))
        loop.start = ordinal
        tasks.append(.closeBlock)
        tasks.append(.passes(loop, from: 0))
    }

    /// Declares the variable of a loop: once, however often the loop is lowered.
    private func declareLoop(_ stem: Name) {
        let name = Name(frame.prefix + stem.text, stem.span)
        if let position = names.position(of: name.text), names.symbols[position].span == name.span,
            case .rosterVariable = names.symbols[position].entity, names.symbols[position].use == frame.use
        {
            return
        }
        if let binding = binding(stem.text) {
            if case .unknown = binding { return }
            return report(.shadowsBinding(stem))
        }
        if case .fresh = claim(name) { declare(name, .rosterVariable) }
    }

    /// How many passes are drawn, if any; nil if it is in error.
    private func draw(_ view: ForStmt, of count: Int) -> (count: Int?, Void)? {
        guard let property = view.properties.first(where: { $0.word == .draw }) else { return (nil, ()) }
        guard let token = property.integer else { return nil }
        return drawCount(token, of: count, "passes of this `for`").map { ($0, ()) }
    }

    /// The number of a `draw`; nil if it makes no sense, which is reported.
    func drawCount(_ token: Token, of count: Int, _ what: String) -> Int? {
        guard let number = token.integer, number >= 1, number <= count else {
            report(.badDraw(Name(token), of: count, what))
            return nil
        }
        return number
    }

    /// Whether a body can be lowered so many times. Loops within loops multiply: this is asked before the first pass.
    private func affords(_ view: ForStmt, _ count: Int) -> Bool {
        guard frame.levels.count < Self.loopDepthLimit else {
            report(.loopsTooDeep(Self.loopDepthLimit, at: keyword(view)))
            return false
        }
        let (cost, overflows) = view.range.count.multipliedReportingOverflow(by: max(0, count - 1))
        return pay(overflows ? Int.max : cost, at: keyword(view))
    }

    /// Takes from what bodies may be lowered again; false, and reported once, if there is not so much left.
    func pay(_ cost: Int, at span: Range<Int>) -> Bool {
        guard cost <= repetitionBudget else {
            if repetitionBudget >= 0 { report(.tooMuchRepetition(at: span)) }
            repetitionBudget = -1
            mayHaveForeignNames = true
            return false
        }
        repetitionBudget -= cost
        return true
    }

    func open(_ loop: Loop, _ next: Int, _ tasks: inout [Task]) {
        guard next < loop.passes.count else { return }
        let pass = loop.passes[next]
        let block = BlockID(survey.blocks.count)
        openUnit(
            condition: pass.condition, at: loop.set, isArm: pass.condition != nil || loop.isDrawn,
            OpenUnit(
                word: "for", keyword: loop.keyword, collectionStart: loop.start, start: 0,
                forbidsFinish: false))
        survey.rosters[loop.roster].instances.append(.init(name: pass.name, value: pass.value, block: block))
        frames[frames.count - 1].push(
            Level(
                roster: loop.roster, variable: loop.name.text, name: pass.name, value: pass.value,
                binding: pass.binding))
        tasks.append(.passes(loop, from: next + 1))
        tasks.append(.passEnded)
        tasks.append(.statements(loop.statements, from: 0))
    }

    /// Opens a unit of a collection.
    func openUnit(condition: Formula?, at span: Range<Int>, isArm: Bool, _ unit: OpenUnit) {
        openBlock(
            .unit(condition: condition), at: span, isArm: isArm,
            known: condition?.answeredVariables(when: true) ?? [])
        var unit = unit
        unit.start = ordinal
        openUnits.append(unit)
    }

    func closeUnit() {
        closeBlock()
        openUnits.removeLast()
    }

    // MARK: What a loop goes through

    /// The passes of a loop; nil if what it goes through is in error, which is reported.
    private func source(_ view: ForStmt) -> LoopSource? {
        guard let set = view.set, let base = set.base else { return nil }
        if base.isRange {
            if let exception = set.exceptions.first { report(.exceptOfNumbers(at: exception.range)) }
            return numbers(base)
        }
        guard let expression = base.lower else { return nil }
        guard case .path(let path) = expression.form, var dotted = dotted(path) else {
            report(.loopNeedsSet(Diagnostic.shown(expression.syntax.text), at: base.range))
            return nil
        }
        switch binding(path) {
        case .options(let list)?: dotted = list
        case .unknown?: return nil
        default: break
        }
        if let list = sharedList(named: dotted) {
            return options(list, of: nil, set, view)
        }
        if sharedLists[dotted] != nil { return nil }
        guard peek(path) != nil || roster(path) != nil else {
            let known = names.symbols.lazy.map(\.name) + sharedLists.keys.sorted()
            if !mayHaveForeignNames {
                report(.unknownSet(Name(dotted, path.range), closest: closest(to: dotted, among: known)))
            }
            return nil
        }
        guard case .variable(let variable, _) = resolve(path) else { return nil }
        switch survey[variable].domain {
        case .option(let list), .options(let list, _), .order(let list, _):
            return options(list, of: variable, set, view)
        default:
            report(.loopNeedsSet(Diagnostic.shown(expression.syntax.text), at: base.range))
            return nil
        }
    }

    /// A list that is declared with `options`, lowered now if it stands further down.
    private func sharedList(named name: String) -> ListID? {
        guard sharedLists[name] != nil else { return nil }
        atFileLevel { lowerSharedList(name, at: nil) }
        sharedLists[name]?.isUsed = true
        return sharedLists[name]?.list
    }

    private func options(
        _ list: ListID, of variable: VariableID?, _ set: SetSyntax, _ view: ForStmt
    ) -> LoopSource? {
        var left: Set<Int> = []
        var rules: [(Int) -> Formula] = []
        for exception in set.exceptions {
            guard let (options, except) = except(exception, list) else { return nil }
            left.formUnion(options)
            if let except { rules.append { .not(except($0)) } }
        }
        var passes: [Loop.Pass] = []
        for (index, option) in survey[list].options.enumerated()
        where !option.isExclusive && !left.contains(index) {
            var conditions = rules.map { $0(index) }
            if let variable {
                conditions.insert(chosen(variable, index), at: 0)
            } else if let condition = option.condition {
                conditions.insert(condition, at: 0)
            }
            passes.append(
                Loop.Pass(
                    name: option.name, value: index,
                    condition: conditions.count > 1 ? .and(conditions) : conditions.first,
                    binding: .option(list, index, of: variable)))
        }
        guard !passes.isEmpty else {
            if !survey[list].options.isEmpty { report(.loopOverNothing(at: set.range)) }
            return nil
        }
        return LoopSource(source: .options(list, of: variable), passes: passes)
    }

    /// Whether an option was chosen, ranked or answered in a question.
    private func chosen(_ variable: VariableID, _ option: Int) -> Formula {
        switch survey[variable].domain {
        case .options: .includes(variable, option: option)
        case .order: .compare(.greaterOrEqual, .place(variable, option: option), .literal(.number(1)))
        default: .compare(.equal, .variable(variable), .literal(.option(option)))
        }
    }

    /// What stands after `except`: options by name, or those of a question. Nil if it is in error.
    private func except(_ bound: BoundSyntax, _ list: ListID) -> (Set<Int>, ((Int) -> Formula)?)? {
        guard !bound.isRange, let expression = bound.lower else {
            report(.exceptNeedsOptions(at: bound.range))
            return nil
        }
        var elements: [ExpressionSyntax]?
        if case .list(let listed) = expression.form { elements = listed }
        if case .path(let path) = expression.form, path.parts.isEmpty, let name = path.name?.text,
            optionIndices[list.position][name] != nil, peek(path) == nil
        {
            elements = [expression]
        }
        if let elements {
            var options: Set<Int> = []
            for element in elements {
                guard case .path(let path) = element.form, let dotted = path.dotted,
                    let option = optionIndices[list.position][dotted]
                else {
                    let names = survey[list].options.map(\.name)
                    let text = Diagnostic.shown(element.syntax.text)
                    report(
                        .notAnOption(
                            Name(text, element.range), owner: survey[list].name, ownerSpan: nil,
                            options: names, closest: closest(to: text, among: names)))
                    return nil
                }
                options.insert(option)
            }
            return (options, nil)
        }
        guard case .path(let path) = expression.form else {
            report(.exceptNeedsOptions(at: bound.range))
            return nil
        }
        guard case .variable(let variable, _) = resolve(path) else { return nil }
        switch survey[variable].domain {
        case .option(let other), .options(let other, _), .order(let other, _):
            guard other == list else {
                report(.exceptNeedsOptions(at: bound.range))
                return nil
            }
            let mayLack = mayBeMissing(variable)
            return (
                [],
                { option in
                    let chosen = self.chosen(variable, option)
                    // Who did not answer has excepted nothing.
                    return mayLack ? .and([.state(variable, nil), chosen]) : chosen
                }
            )
        default:
            report(.exceptNeedsOptions(at: bound.range))
            return nil
        }
    }

    /// `1...3`, or `1...party` up to the most that `party` can be.
    private func numbers(_ bound: BoundSyntax) -> LoopSource? {
        guard let low = constant(bound.lower) else { return nil }
        var variable: VariableID?
        var high: Decimal?
        if let upper = bound.upper, case .path(let path) = upper.form, constantNumber(path) == nil {
            let found: VariableID
            switch binding(path) {
            case .value(_, .variable(let argument))?:
                // In a library, an argument can be any number.
                if isLibrary { return nil }
                found = argument
            case .unknown?: return nil
            default:
                guard case .variable(let variable, _) = resolve(path) else { return nil }
                found = variable
            }
            switch survey[found].domain {
            case .number(let rule) where rule.decimals == 0: high = rule.high
            case .point(let scale): high = Decimal(survey[scale].bounds.upperBound)
            default: break
            }
            guard high != nil else {
                report(
                    .loopNotBounded(Name(text(at: path.range), path.range), declaredAt: span(of: found)))
                return nil
            }
            variable = found
        } else {
            high = constant(bound.upper)
        }
        guard let high else { return nil }
        guard let first = low.exactInt, let last = high.exactInt, first >= 0, first <= last,
            last - first < Self.passLimit
        else {
            report(.badLoopRange(low, high, Self.passLimit, at: bound.range))
            return nil
        }
        let passes = (first...last).map { number in
            Loop.Pass(
                name: String(number), value: number,
                condition: variable.map {
                    .compare(.greaterOrEqual, .variable($0), .literal(.number(Decimal(number))))
                },
                binding: .number(Decimal(number)))
        }
        return LoopSource(source: .numbers, passes: passes)
    }

    /// The number that a name of a loop or a parameter stands for.
    private func constantNumber(_ path: PathSyntax) -> Decimal? {
        if case .number(let number)? = binding(path) { return number }
        return nil
    }

    /// Where a variable is declared.
    func span(of variable: VariableID) -> Range<Int>? { names[survey[variable].name]?.span }
}
