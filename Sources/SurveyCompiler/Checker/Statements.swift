internal import SurveyModel
internal import SurveySyntax

/// What is left to do on the way down the file. An explicit stack takes the place of recursion over blocks.
enum Task {
    /// The rest of these statements.
    case statements([Statement], from: Int)
    /// The end of the innermost open block.
    case closeBlock
    /// The end of a body whose names are not known, and what the loop's variable stood for around it.
    case unknownEnded(String, Binding?)
    /// The arms of an `if` from this one on.
    case arms([Arm], from: Int, chain: Chain)
    /// The end of the body of one of these arms.
    case armEnded([Arm], next: Int, chain: Chain)
    /// The passes of a loop from this one on.
    case passes(Loop, from: Int)
    /// The end of a pass.
    case passEnded
    /// The rest of what is shuffled or drawn.
    case units([Statement], from: Int, collection: UnitCollection)
    /// The end of one of these.
    case unitEnded
    /// The end of the body of a fragment.
    case useEnded

    struct Chain {
        /// When the chain begins, in the order of lowering.
        var start: Int
        var previous: BlockID?
        /// Whether every arm so far ends the interview.
        var allEnded = true
        var end: Range<Int> = 0..<0
        /// Whether an arm was left out because this pass of a loop cannot take it.
        var isFolded = false
        /// Whether this pass of a loop always takes the last arm, so that what follows is left out.
        var isDecided = false
        /// Shared by the arms, because a copy for each would make long chains slow.
        let conditions = Conditions()
    }

    /// The conditions of the arms so far, and where they stand.
    final class Conditions {
        var places: [Formula: Range<Int>] = [:]
    }
}

/// One arm of an `if` or of a `split`.
struct Arm {
    var condition: ExpressionSyntax?
    /// The condition of an arm of a `split`.
    var formula: Formula?
    var isElse: Bool
    var span: Range<Int>
    /// The name of an arm of a `split`.
    var name: Range<Int>?
    var block: BlockSyntax?
}

extension Checker {
    func openRoot() {
        survey.blocks = [Block(kind: .root, parent: nil)]
        places.addBlock(headerSpans[.survey] ?? 0..<0)
        openBlocks = [OpenBlock(id: BlockID(0), start: -1)]
    }

    /// Goes down the file: lists, scales, givens and every statement, in their order.
    func checkStatements() {
        for declaration in declarations {
            switch declaration {
            case .statement(let statement): check(statement)
            case .title(let view):
                if survey.title == nil, let text = view.text { survey.title = lower(text, key: "title") }
            case .given(let view): check(view)
            case .scale(let view): if let name = view.name { lowerSharedScale(name.text, at: view.range) }
            case .options(let view): if let name = view.name { lowerSharedList(name.text, at: view.range) }
            case .survey, .version, .language, .translations, .metric, .drivers, .test, .fragment, .import:
                continue
            }
        }
        if isLibrary { checkFragmentsOfLibrary() }
        if openBlocks[0].ended == nil {
            survey.endings.append(Ending())
            let end = tree.base + tree.bytes.count
            places.addEnding(end..<end)
            addStep(.end(EndingID(survey.endings.count - 1)))
        }
        closeBlock()
        if survey.questions.isEmpty, !findings.hasErrors, !isLibrary {
            report(.asksNothing(at: headerSpans[.survey] ?? 0..<0))
        }
    }

    /// Checks a statement and all that it holds.
    private func check(_ statement: Statement) { run([.statements([statement], from: 0)]) }

    func run(_ first: [Task]) {
        var tasks = first
        while let task = tasks.popLast() {
            switch task {
            case .statements(let statements, var next):
                while next < statements.count {
                    let depth = tasks.count
                    begin(statements[next], &tasks)
                    next += 1
                    if tasks.count > depth {
                        // What the statement holds comes first: slide the rest under it.
                        if next < statements.count {
                            tasks.insert(.statements(statements, from: next), at: depth)
                        }
                        break
                    }
                }
            case .closeBlock: closeBlock()
            case .unknownEnded(let variable, let binding):
                unknownDepth -= 1
                frames[frames.count - 1].parameters[variable] = binding
            case .arms(let arms, let next, let chain): open(arms, next, chain, &tasks)
            case .armEnded(let arms, let next, var chain):
                if openBlocks.last?.isTransparent == false { chain.previous = openBlocks.last?.id }
                if let ended = closeBlock() { chain.end = ended } else { chain.allEnded = false }
                tasks.append(.arms(arms, from: next, chain: chain))
            case .passes(let loop, let next): open(loop, next, &tasks)
            case .passEnded:
                frames[frames.count - 1].pop()
                closeUnit()
            case .units(let statements, let next, let collection): open(statements, next, collection, &tasks)
            case .unitEnded: closeUnit()
            case .useEnded: endUse()
            }
        }
    }

    private func begin(_ statement: Statement, _ tasks: inout [Task]) {
        checkReachable(statement)
        switch statement {
        case .page(let view): begin(view, &tasks)
        case .if(let view): begin(view, &tasks)
        case .let(let view): check(view)
        case .check(let view): check(view)
        case .finish(let view): check(view)
        case .question(let view): check(view)
        case .for(let view): begin(view, &tasks)
        case .shuffle(let view): begin(view, &tasks)
        case .draw(let view): begin(view, &tasks)
        case .split(let view): begin(view, &tasks)
        case .use(let view): begin(view, &tasks)
        }
    }

    func begin(_ view: IfStmt, _ tasks: inout [Task]) {
        let arms = view.arms.map { arm in
            Arm(
                condition: arm.condition, isElse: arm.isElse,
                span: arm.syntax.firstToken?.range ?? arm.range, block: arm.block)
        }
        tasks.append(.arms(arms, from: 0, chain: .init(start: nextOrdinal())))
    }

    func keyword(_ view: some SyntaxView) -> Range<Int> {
        view.syntax.firstToken?.range ?? view.range
    }

    /// Warns of a body without anything in it.
    func warnIfEmpty(_ block: BlockSyntax?, _ what: String, at span: Range<Int>) {
        guard let block, block.syntax.children.first(where: { _ in true }) == nil else { return }
        report(.empty(what, at: span))
    }

    // MARK: Blocks

    private func begin(_ page: PageStmt, _ tasks: inout [Task]) {
        var title: TextID?
        let stem = page.name.map(Name.init) ?? Name("", page.range)
        // The page of a pass of a loop has a name of its own; its title is the text of them all.
        let name = Name(frame.prefix + stem.text + frame.suffix, stem.span)
        if page.name != nil {
            checkForm(of: name)
            if let first = pageNames[NameTable.canonical(name.text)] {
                // Where a fragment is used twice, its variables say so.
                if first != name.span { report(.duplicateDeclaration("page", stem, firstAt: first)) }
            }
            pageNames[NameTable.canonical(name.text)] = name.span
        }
        if let outer = openBlocks.last?.page {
            report(.pageInPage(at: keyword(page), outerAt: pageNames[canonicalName(of: outer)]))
        }
        if let text = page.text { title = lower(text, key: "page.\(stem.text)") }
        warnIfEmpty(page.block, "page `\(stem.shown)`", at: stem.span)
        openBlock(.page(name: name.text, title: title), at: stem.span, isPage: true)
        tasks.append(.closeBlock)
        tasks.append(.statements(page.block?.statements ?? [], from: 0))
    }

    private func canonicalName(of page: BlockID) -> String {
        guard case .page(let name, _) = survey[page].kind else { return "" }
        return NameTable.canonical(name)
    }

    private func open(_ arms: [Arm], _ first: Int, _ chain: Task.Chain, _ tasks: inout [Task]) {
        var (next, chain) = (first, chain)
        while next < arms.count, !chain.isDecided {
            let arm = arms[next]
            next += 1
            readsBinding = false
            let condition = arm.formula ?? arm.condition.map { routingCondition($0) }
            if arm.condition != nil, readsBinding, let truth = condition?.constantTruth {
                // A pass of a loop holds only what can happen in it.
                chain.isFolded = true
                if !truth {
                    // Another use of a fragment may take what this one does not.
                    if frames.count == 1 { leftOutArms[arm.span.lowerBound] = arm.condition?.range }
                    continue
                }
                chain.isDecided = true
            }
            if let condition, let span = arm.condition?.range, !condition.variables.isEmpty {
                if let first = chain.conditions.places[condition] {
                    report(.repeatedArm(at: span, firstAt: first))
                } else {
                    chain.conditions.places[condition] = span
                }
            }
            takenArms.insert(arm.span.lowerBound)
            let isCertain = chain.previous == nil && (chain.isDecided || chain.isFolded && arm.isElse)
            if isCertain {
                openTransparentBlock(chainStart: chain.start)
            } else {
                openBlock(
                    .arm(condition: chain.isDecided ? nil : condition, previous: chain.previous),
                    at: arm.condition?.range ?? arm.name ?? arm.span, chainStart: chain.start,
                    known: condition?.answeredVariables(when: true) ?? [],
                    keyword: arm.span)
            }
            tasks.append(.armEnded(arms, next: next, chain: chain))
            tasks.append(.statements(arm.block?.statements ?? [], from: 0))
            return
        }
        // An `if` that ends in every arm, and has an `else`, ends the block around it.
        if chain.allEnded, arms.last?.isElse == true, !chain.isFolded, !openBlocks.isEmpty {
            openBlocks[openBlocks.count - 1].ended = chain.end
        }
    }

    func openBlock(
        _ kind: Block.Kind, at span: Range<Int>, chainStart: Int? = nil, isPage: Bool = false,
        isArm: Bool = false,
        known: [VariableID] = [], keyword: Range<Int>? = nil
    ) {
        let id = BlockID(survey.blocks.count)
        let step = survey.steps.count
        survey.blocks.append(Block(kind: kind, parent: openBlocks.last?.id, steps: step..<step))
        places.addBlock(span)
        let outer = openBlocks.last
        openBlocks.append(
            OpenBlock(
                id: id, keyword: keyword, start: nextOrdinal(), chainStart: chainStart, isPage: isPage,
                page: isPage ? id : outer?.page,
                arm: chainStart != nil || isArm ? id : outer?.arm ?? BlockID(0), known: known))
        for variable in known { knownAnswers[variable, default: 0] += 1 }
    }

    /// Opens an arm that is always taken here, so that it needs no block.
    private func openTransparentBlock(chainStart: Int) {
        guard let outer = openBlocks.last else { return }
        openBlocks.append(
            OpenBlock(
                id: outer.id, start: nextOrdinal(), chainStart: chainStart, page: outer.page, arm: outer.arm,
                isTransparent: true))
    }

    /// Closes the innermost block. A page that ends the interview ends the block around it as well. Gives back where
    /// it ended.
    @discardableResult
    func closeBlock() -> Range<Int>? {
        guard let block = openBlocks.popLast() else { return nil }
        if !block.isTransparent {
            survey.blocks[block.id.position].steps = survey[block.id].steps.lowerBound..<survey.steps.count
        }
        for variable in block.known { knownAnswers[variable, default: 1] -= 1 }
        if block.isPage, let ended = block.ended, !openBlocks.isEmpty {
            openBlocks[openBlocks.count - 1].ended = ended
            openBlocks[openBlocks.count - 1].isEndReported = block.isEndReported
        }
        return block.ended
    }

    func addStep(_ action: Step.Action) {
        survey.steps.append(Step(action, in: openBlocks.last?.id ?? BlockID(0)))
    }

    /// Reports the first statement after an unconditional `finish`.
    private func checkReachable(_ statement: Statement) {
        guard let block = openBlocks.last, let ended = block.ended, !block.isEndReported else { return }
        openBlocks[openBlocks.count - 1].isEndReported = true
        report(
            .afterFinish(at: statement.syntax.firstToken?.range ?? statement.syntax.range, finishAt: ended))
    }

    // MARK: Statements that hold no others

    private func check(_ view: LetStmt) {
        readsBinding = false
        var value = view.value.map { lower($0) } ?? .unknown
        if readsBinding { value.formula = value.formula.folded }
        // Where something of the line cannot be read, this is perhaps not all that is computed.
        if view.syntax.children.contains(where: { $0.kind == .unexpected }) { value = .unknown }
        guard let name = view.name.map({ qualified(Name($0)) }) else { return }
        let domain: Domain
        switch value.type {
        // Computed numbers keep what exact arithmetic gives; ten decimals are enough for any output.
        case .number: domain = .number(NumberRule(decimals: 10))
        case .text: domain = .text(TextRule(lines: Int(Int16.max), length: Int(Int32.max)))
        case .date: domain = .date(DateRule())
        case .time: domain = .time(TimeRule())
        case .condition: domain = .truth
        case .option(let list): domain = .option(list)
        case .set(let list):
            guard case .variable(let variable) = value.formula else { return declareUnknown(name) }
            domain = .options(list, select: selection(of: variable))
        case .order(let list):
            guard case .variable(let variable) = value.formula else { return declareUnknown(name) }
            domain = .order(list, select: selection(of: variable))
        case .unknown: return declareUnknown(name)
        }
        switch claim(name) {
        case .again(let position): return join(name, value, domain, position)
        case .taken: return
        case .fresh: break
        }
        guard
            let id = addVariable(
                Variable(name: name.text, role: .computed([value.formula]), domain: domain), at: name.span)
        else { return declare(name, .unknown) }
        declare(name, .variable(id), mayBeMissing: mayBeUnknown(value.formula), isLet: true)
        addStep(.compute(id, formula: 0))
    }

    /// A `let` that stands in another arm as well is one variable with several formulas.
    private func join(_ name: Name, _ value: Operand, _ domain: Domain, _ position: Int) {
        let symbol = names.symbols[position]
        if case .unknown = symbol.entity { return }
        guard case .variable(let variable) = symbol.entity,
            case .computed(var formulas) = survey[variable].role
        else { return report(.letDiffers(name, "no `let`", value.type.words, firstAt: symbol.span)) }
        guard survey[variable].domain == domain else {
            let first = type(of: variable).words
            return report(.letDiffers(name, first, value.type.words, firstAt: symbol.span))
        }
        let formula = formulas.firstIndex(of: value.formula) ?? formulas.count
        if formula == formulas.count {
            formulas.append(value.formula)
            survey.variables[variable.position].role = .computed(formulas)
        }
        declareAgain(position)
        if mayBeUnknown(value.formula) { names.update(position) { $0.mayBeMissing = true } }
        addStep(.compute(variable, formula: formula))
    }

    private func check(_ view: CheckStmt) {
        let condition = view.condition.map { routingCondition($0, isCheck: true) } ?? .literal(.yesno(true))
        let read = condition.variables
        var name = view.name.map(Name.init)
        var key: String?
        if let stem = name {
            key = stem.text
            // The check of a pass of a loop has a name of its own; in tests, the bare one is that of any pass.
            checkNames.insert(frame.prefix + stem.text)
            name = Name(frame.prefix + stem.text + frame.suffix, stem.span)
            checkForm(of: name ?? stem)
        } else if let last = read.last(where: { survey[$0].question != nil }) ?? read.last {
            let question = survey[last].question
            name = Name(question.map { survey[$0].name } ?? survey[last].name, view.range)
            key = question.map { survey[$0].stem } ?? name.map(stem)
            if let fragment = frame.key, !fragment.prefix.isEmpty, let full = key,
                full.hasPrefix(frame.prefix)
            {
                key = String(full.dropFirst(frame.prefix.count))
            }
        }
        guard let name, let key, let text = view.text else { return }
        checkNames.insert(name.text)
        // A check speaks only where its condition is false, so what makes it false has been answered.
        let known = condition.answeredVariables(when: false)
        for variable in known { knownAnswers[variable, default: 0] += 1 }
        let id = lower(text, key: "check.\(key)", note: view.notes)
        for variable in known { knownAnswers[variable, default: 1] -= 1 }
        survey.checks.append(Check(name: name.text, condition: condition, text: id, isSoft: view.isSoft))
        places.addCheck(view.condition?.range ?? view.range)
        addStep(.check(CheckID(survey.checks.count - 1)))
    }

    private func check(_ view: FinishStmt) {
        let name = view.name.map(Name.init)
        if let unit = openUnits.last(where: \.forbidsFinish) {
            report(.finishInUnit(unit.word, at: keyword(view), around: unit.keyword))
        }
        if let name {
            checkForm(of: name)
            endingNames.insert(name.text)
        }
        let text = view.text.map {
            lower($0, key: name.map { "finish.\($0.text)" } ?? "finish", note: view.notes)
        }
        survey.endings.append(
            Ending(name: name?.text, text: text, disposition: view.isScreened ? .screened : .complete))
        places.addEnding(name?.span ?? keyword(view))
        addStep(.end(EndingID(survey.endings.count - 1)))
        if !openBlocks.isEmpty { openBlocks[openBlocks.count - 1].ended = keyword(view) }
    }

    /// Adds a variable; nil if the survey has too many, which is reported.
    func addVariable(_ variable: Variable, at span: Range<Int>) -> VariableID? {
        guard survey.variables.count < Self.variableLimit else {
            report(.tooManyVariables(Self.variableLimit, at: span))
            return nil
        }
        survey.variables.append(variable)
        return VariableID(survey.variables.count - 1)
    }

    /// How many options may be chosen in a set, or ranked in an order.
    func selection(of variable: VariableID) -> ClosedRange<Int> {
        switch survey[variable].domain {
        case .options(_, let select), .order(_, let select): return select
        default: return 0...0
        }
    }
}
