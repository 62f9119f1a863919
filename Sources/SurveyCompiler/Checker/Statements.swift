internal import SurveyModel
internal import SurveySyntax

/// What is left to do on the way down the file. An explicit stack takes the place of recursion over blocks.
private enum Task {
    /// The rest of these statements.
    case statements([Statement], from: Int)
    /// The end of the innermost open block.
    case closeBlock
    /// The end of a body whose names are not known.
    case unknownEnded
    /// The arms of an `if` from this one on.
    case arms([Arm], from: Int, chain: Chain)
    /// The end of the body of one of these arms.
    case armEnded([Arm], next: Int, chain: Chain)

    struct Chain {
        var start: Int
        var previous: BlockID?
        /// Whether every arm so far ends the interview.
        var allEnded = true
        var end: Range<Int> = 0..<0
    }
}

/// One arm of an `if`, or of a `split`, which has no condition either.
private struct Arm {
    var start: Int
    var condition: ExpressionSyntax?
    var isElse: Bool
    var block: BlockSyntax?
}

extension Checker {
    func openRoot() {
        survey.blocks = [Block(kind: .root, parent: nil)]
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
            case .import(let view):
                report(.notInThisVersion(.import, at: view.syntax.firstToken?.range ?? view.range))
                mayHaveForeignNames = true
            case .fragment(let view):
                report(.notInThisVersion(.fragment, at: view.syntax.firstToken?.range ?? view.range))
            case .survey, .version, .language, .translations, .metric, .drivers, .test: continue
            }
        }
        if openBlocks[0].ended == nil {
            survey.endings.append(Ending())
            addStep(.end(EndingID(survey.endings.count - 1)))
        }
        closeBlock()
        if survey.questions.isEmpty, !findings.hasErrors {
            report(.asksNothing(at: headerSpans[.survey] ?? 0..<0))
        }
    }

    /// Checks a statement and all that it holds.
    private func check(_ statement: Statement) {
        var tasks: [Task] = [.statements([statement], from: 0)]
        while let task = tasks.popLast() {
            switch task {
            case .statements(let statements, var next):
                while next < statements.count {
                    let depth = tasks.count
                    begin(statements[next], &tasks)
                    next += 1
                    if tasks.count > depth {
                        // What the statement holds comes first: slide the rest under it.
                        tasks.insert(.statements(statements, from: next), at: depth)
                        break
                    }
                }
            case .closeBlock: closeBlock()
            case .unknownEnded: unknownDepth -= 1
            case .arms(let arms, let next, let chain): open(arms, next, chain, &tasks)
            case .armEnded(let arms, let next, var chain):
                chain.previous = openBlocks.last?.id
                if let ended = closeBlock() { chain.end = ended } else { chain.allEnded = false }
                tasks.append(.arms(arms, from: next, chain: chain))
            }
        }
    }

    private func begin(_ statement: Statement, _ tasks: inout [Task]) {
        checkReachable(statement)
        switch statement {
        case .page(let view): begin(view, &tasks)
        case .if(let view):
            let arms = view.arms.map { arm in
                Arm(
                    start: arm.range.lowerBound, condition: arm.condition, isElse: arm.isElse,
                    block: arm.block)
            }
            tasks.append(.arms(arms, from: 0, chain: .init(start: view.range.lowerBound)))
        case .let(let view): check(view)
        case .check(let view): check(view)
        case .finish(let view): check(view)
        case .question(let view): check(view)
        case .for(let view):
            report(.notInThisVersion(.for, at: keyword(view)))
            declareUnknown(view.name.map(Name.init))
            // The body's questions would be called `name.instance`: whoever uses one is not to blame.
            unknownDepth += 1
            tasks.append(.unknownEnded)
            tasks.append(.statements(view.block?.statements ?? [], from: 0))
        case .shuffle(let view):
            report(.notInThisVersion(.shuffleBlock, at: keyword(view)))
            tasks.append(.statements(view.block?.statements ?? [], from: 0))
        case .draw(let view):
            report(.notInThisVersion(.drawBlock, at: keyword(view)))
            tasks.append(.statements(view.block?.statements ?? [], from: 0))
        case .split(let view):
            report(.notInThisVersion(.split, at: keyword(view)))
            declareUnknown(view.name.map(Name.init))
            let arms = view.arms.map { Arm(start: $0.range.lowerBound, isElse: true, block: $0.block) }
            tasks.append(.arms(arms, from: 0, chain: .init(start: view.range.lowerBound)))
        case .use(let view):
            report(.notInThisVersion(.use, at: keyword(view)))
            if let alias = view.alias { declareUnknown(Name(alias)) } else { mayHaveForeignNames = true }
        }
    }

    private func keyword(_ view: some SyntaxView) -> Range<Int> {
        view.syntax.firstToken?.range ?? view.range
    }

    // MARK: Blocks

    private func begin(_ page: PageStmt, _ tasks: inout [Task]) {
        var title: TextID?
        let name = page.name.map(Name.init) ?? Name("", page.range)
        if page.name != nil {
            checkForm(of: name)
            if let first = pageNames[NameTable.canonical(name.text)] {
                report(.duplicateDeclaration("page", name, firstAt: first))
            }
            pageNames[NameTable.canonical(name.text)] = name.span
        }
        if let outer = openBlocks.last?.page {
            report(.pageInPage(at: keyword(page), outerAt: pageNames[canonicalName(of: outer)]))
        }
        if let text = page.text { title = lower(text, key: "page.\(name.text)") }
        let statements = page.block?.statements ?? []
        if let block = page.block, statements.isEmpty,
            block.syntax.children.first(where: { _ in true }) == nil
        {
            report(.emptyPage(name))
        }
        openBlock(.page(name: name.text, title: title), start: page.range.lowerBound, isPage: true)
        tasks.append(.closeBlock)
        tasks.append(.statements(statements, from: 0))
    }

    private func canonicalName(of page: BlockID) -> String {
        guard case .page(let name, _) = survey[page].kind else { return "" }
        return NameTable.canonical(name)
    }

    private func open(_ arms: [Arm], _ next: Int, _ chain: Task.Chain, _ tasks: inout [Task]) {
        guard next < arms.count else {
            // An `if` that ends in every arm, and has an `else`, ends the block around it.
            if chain.allEnded, arms.last?.isElse == true, !openBlocks.isEmpty {
                openBlocks[openBlocks.count - 1].ended = chain.end
            }
            return
        }
        let arm = arms[next]
        let condition = arm.condition.map { routingCondition($0) }
        openBlock(
            .arm(condition: condition, previous: chain.previous), start: arm.start, chainStart: chain.start,
            known: condition?.answeredVariables(when: true) ?? [])
        tasks.append(.armEnded(arms, next: next + 1, chain: chain))
        tasks.append(.statements(arm.block?.statements ?? [], from: 0))
    }

    func openBlock(
        _ kind: Block.Kind, start: Int, chainStart: Int? = nil, isPage: Bool = false, known: [VariableID] = []
    ) {
        let id = BlockID(survey.blocks.count)
        let step = survey.steps.count
        survey.blocks.append(Block(kind: kind, parent: openBlocks.last?.id, steps: step..<step))
        let outer = openBlocks.last
        openBlocks.append(
            OpenBlock(
                id: id, start: start, chainStart: chainStart, isPage: isPage, page: isPage ? id : outer?.page,
                arm: chainStart != nil ? id : outer?.arm ?? BlockID(0), known: known))
        for variable in known { knownAnswers[variable, default: 0] += 1 }
    }

    /// Closes the innermost block. A page that ends the interview ends the block around it as well. Gives back where
    /// it ended.
    @discardableResult
    func closeBlock() -> Range<Int>? {
        guard let block = openBlocks.popLast() else { return nil }
        survey.blocks[block.id.position].steps = survey[block.id].steps.lowerBound..<survey.steps.count
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
        let value = view.value.map { lower($0) } ?? .unknown
        guard let name = view.name.map(Name.init) else { return }
        let domain: Domain
        switch value.type {
        // Computed numbers keep what exact arithmetic gives; ten decimals are enough for any output.
        case .number: domain = .number(NumberRule(decimals: 10))
        case .text: domain = .text(TextRule(lines: Int(Int16.max), length: Int(Int32.max)))
        case .condition: domain = .truth
        case .option(let list): domain = .option(list)
        case .set(let list):
            guard case .variable(let variable) = value.formula else { return declareUnknown(name) }
            domain = .options(list, select: selection(of: variable))
        case .unknown: return declareUnknown(name)
        }
        switch claim(name) {
        case .again: return report(.notInThisVersion(.letInArms, at: name.span))
        case .taken: return
        case .fresh: break
        }
        guard
            let id = addVariable(
                Variable(name: name.text, role: .computed(value.formula), domain: domain), at: name.span)
        else { return declare(name, .unknown) }
        declare(name, .variable(id), mayBeMissing: mayBeUnknown(value.formula), isLet: true)
        addStep(.compute(id))
    }

    private func check(_ view: CheckStmt) {
        let condition = view.condition.map { routingCondition($0, isCheck: true) } ?? .literal(.yesno(true))
        let read = condition.variables
        var name = view.name.map(Name.init)
        if let name {
            checkForm(of: name)
        } else if let last = read.last(where: { survey[$0].question != nil }) ?? read.last {
            name = Name(survey[last].question.map { survey[$0].name } ?? survey[last].name, view.range)
        }
        guard let name, let text = view.text else { return }
        checkNames.insert(name.text)
        // A check speaks only where its condition is false, so what makes it false has been answered.
        let known = condition.answeredVariables(when: false)
        for variable in known { knownAnswers[variable, default: 0] += 1 }
        let id = lower(text, key: "check.\(name.text)", note: view.notes)
        for variable in known { knownAnswers[variable, default: 1] -= 1 }
        survey.checks.append(Check(name: name.text, condition: condition, text: id, isSoft: view.isSoft))
        addStep(.check(CheckID(survey.checks.count - 1)))
    }

    private func check(_ view: FinishStmt) {
        let name = view.name.map(Name.init)
        if let name {
            checkForm(of: name)
            endingNames.insert(name.text)
        }
        let text = view.text.map {
            lower($0, key: name.map { "finish.\($0.text)" } ?? "finish", note: view.notes)
        }
        survey.endings.append(
            Ending(name: name?.text, text: text, disposition: view.isScreened ? .screened : .complete))
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

    /// How many options may be chosen in a set variable.
    func selection(of variable: VariableID) -> ClosedRange<Int> {
        guard case .options(_, let select) = survey[variable].domain else { return 0...0 }
        return select
    }
}
