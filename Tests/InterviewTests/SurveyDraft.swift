import FoundationEssentials
import Interview
import SurveyModel

/// A survey put together step by step, as a compiler would, for tests that need shapes no file has.
struct SurveyDraft {
    var survey = Survey(
        name: "draft", version: 1, language: "en", translations: ["sv"], structure: "sha256:0")
    private var open = [BlockID(0)]
    /// Where the variables of the collections that are open, and of their open units, begin.
    private var collections: [(block: BlockID, first: Int, unit: Int)] = []

    mutating func text(_ source: String) -> TextID {
        var text = Text(key: "text.\(survey.texts.count)", source: source)
        text.pipes = Template(source).names.compactMap { name in
            survey.variable(named: name).map { .init(name: name, variable: $0) }
        }
        survey.texts.append(text)
        return TextID(survey.texts.count - 1)
    }

    func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(-1) }

    func scale(_ question: QuestionID) -> ClosedRange<Int>? {
        survey[question].scale.map { survey[$0].bounds }
    }

    @discardableResult
    mutating func variable(
        _ name: String, _ role: Variable.Role, _ domain: Domain, missing: Set<Missing> = []
    ) -> VariableID {
        survey.variables.append(Variable(name: name, role: role, domain: domain, missing: missing))
        return VariableID(survey.variables.count - 1)
    }

    mutating func rating(
        _ name: String, _ bounds: ClosedRange<Int> = 1...5, isOptional: Bool = false, missing: [Missing] = []
    ) {
        survey.scales.append(Scale(name: name, bounds: bounds))
        let scale = ScaleID(survey.scales.count - 1)
        ask(name, .rating(scale), .point(scale), isOptional: isOptional, missing: missing)
    }

    mutating func yesno(_ name: String) { ask(name, .yesno, .yesno) }

    mutating func number(_ name: String, _ rule: NumberRule, isOptional: Bool = false) {
        ask(name, .number(rule), .number(rule), isOptional: isOptional)
    }

    mutating func write(_ name: String, _ rule: TextRule = TextRule(), isOptional: Bool = false) {
        ask(name, .text(rule), .text(rule), isOptional: isOptional)
    }

    mutating func note(_ name: String) {
        survey.questions.append(Question(name: name, kind: .note, text: text("Read \(name).")))
        step(.ask(QuestionID(survey.questions.count - 1)))
    }

    mutating func options(_ name: String, _ options: [OptionList.Option]) -> ListID {
        survey.lists.append(OptionList(name: name, options: options))
        return ListID(survey.lists.count - 1)
    }

    mutating func option(
        _ name: String, exclusive: Bool = false, pinned: Bool = false, specify: Bool = false,
        if condition: Formula? = nil, group: Int? = nil
    ) -> OptionList.Option {
        OptionList.Option(
            name: name, code: 1, text: text("Option \(name)"), isExclusive: exclusive, isPinned: pinned,
            hasSpecify: specify, condition: condition, shuffleGroup: group)
    }

    mutating func choice(_ name: String, _ options: [OptionList.Option], shuffled: Bool = false) {
        let list = self.options(name, options)
        ask(name, .choice(list), .option(list), isShuffled: shuffled)
    }

    mutating func choices(
        _ name: String, _ options: [OptionList.Option], select: ClosedRange<Int>, shuffled: Bool = false,
        isOptional: Bool = false
    ) {
        let list = self.options(name, options)
        ask(
            name, .choices(list, select: select), .options(list, select: select), isOptional: isOptional,
            isShuffled: shuffled)
    }

    mutating func grid(_ name: String, _ rows: [(name: String, condition: Formula?)], shuffled: Bool = false)
    {
        survey.scales.append(Scale(name: name, bounds: 1...5))
        let scale = ScaleID(survey.scales.count - 1)
        let id = QuestionID(survey.questions.count)
        let built = rows.map {
            Question.Row(name: $0.name, text: text("Row \($0.name)"), condition: $0.condition)
        }
        var question = Question(name: name, kind: .grid(scale, rows: built), text: text("About \(name)?"))
        for (index, row) in rows.enumerated() {
            question.variables.append(variable("\(name).\(row.name)", .row(id, index), .point(scale)))
        }
        question.isShuffled = shuffled
        survey.questions.append(question)
        step(.ask(id))
    }

    mutating func ranking(_ name: String, _ list: ListID, select: ClosedRange<Int>, isOptional: Bool = false)
    {
        ask(name, .ranking(list, select: select), .order(list, select: select), isOptional: isOptional)
    }

    mutating func allocate(
        _ name: String, _ list: ListID, total: Int, isOptional: Bool = false, missing: [Missing] = []
    ) {
        let id = QuestionID(survey.questions.count)
        var question = Question(name: name, kind: .allocate(list, total: total), text: text("About \(name)?"))
        question.isOptional = isOptional
        question.missing = missing.map { .init(kind: $0, text: text($0.rawValue)) }
        for (index, option) in survey[list].options.enumerated() {
            let rule = NumberRule(low: 0, high: Decimal(total))
            question.variables.append(variable("\(name).\(option.name)", .amount(id, index), .number(rule)))
        }
        survey.questions.append(question)
        step(.ask(id))
    }

    mutating func choiceGrid(
        _ name: String, _ list: ListID, select: ClosedRange<Int>?,
        _ rows: [(name: String, condition: Formula?)]
    ) {
        let id = QuestionID(survey.questions.count)
        let built = rows.map {
            Question.Row(name: $0.name, text: text("Row \($0.name)"), condition: $0.condition)
        }
        let kind = Question.Kind.choiceGrid(list, select: select, rows: built)
        var question = Question(name: name, kind: kind, text: text("About \(name)?"))
        for (index, row) in rows.enumerated() {
            question.variables.append(
                variable(
                    "\(name).\(row.name)", .row(id, index),
                    select.map { .options(list, select: $0) } ?? .option(list)))
        }
        survey.questions.append(question)
        step(.ask(id))
    }

    mutating func date(_ name: String, _ rule: DateRule, isOptional: Bool = false) {
        ask(name, .date(rule), .date(rule), isOptional: isOptional)
    }

    mutating func time(_ name: String, _ rule: TimeRule) { ask(name, .time(rule), .time(rule)) }

    mutating func consent(_ name: String) { ask(name, .consent, .yesno) }

    @discardableResult
    mutating func split(_ name: String, weights: [Int]) -> VariableID {
        let list = options(name, weights.indices.map { option("arm\($0)") })
        let id = variable(name, .split(weights: weights), .option(list))
        step(.draw(id))
        return id
    }

    /// Changes the question that was asked last.
    mutating func change(_ change: (inout Question) -> Void) {
        change(&survey.questions[survey.questions.count - 1])
    }

    @discardableResult
    mutating func collection(isShuffled: Bool = false, draw: Int? = nil) -> BlockID {
        let block = openBlock(.collection(isShuffled: isShuffled, draw: draw))
        collections.append((block, survey.variables.count, survey.variables.count))
        return block
    }

    @discardableResult
    mutating func unit(_ condition: Formula? = nil) -> BlockID {
        collections[collections.count - 1].unit = survey.variables.count
        return openBlock(.unit(condition: condition))
    }

    /// What a condition here may read: units do not read each other.
    var readable: [VariableID] {
        survey.variables.indices.filter { position in
            !collections.contains { ($0.first..<$0.unit).contains(position) }
        }.map(VariableID.init)
    }

    mutating func ask(
        _ name: String, _ kind: Question.Kind, _ domain: Domain, isOptional: Bool = false,
        missing: [Missing] = [],
        isShuffled: Bool = false
    ) {
        let id = QuestionID(survey.questions.count)
        var question = Question(name: name, kind: kind, text: text("About \(name)?"))
        question.isOptional = isOptional
        question.isShuffled = isShuffled
        question.missing = missing.map { .init(kind: $0, text: text($0.rawValue)) }
        question.variables = [
            variable(name, .answer(id), domain, missing: Set(missing).union(isOptional ? [.skipped] : []))
        ]
        if let list = question.list {
            for (index, option) in survey[list].options.enumerated() where option.hasSpecify {
                let opened = variable(
                    "\(name).\(option.name)", .specify(id, index), .text(TextRule()), missing: [.skipped])
                question.specify.append(.init(option: index, variable: opened))
            }
        }
        survey.questions.append(question)
        step(.ask(id))
    }

    mutating func compute(
        _ name: String, _ formula: Formula, _ domain: Domain = .number(NumberRule(decimals: 9))
    ) {
        step(.compute(variable(name, .computed([formula]), domain), formula: 0))
    }

    mutating func check(_ condition: Formula, isSoft: Bool, _ source: String = "Is that right?") {
        survey.checks.append(
            Check(
                name: "check\(survey.checks.count)", condition: condition, text: text(source), isSoft: isSoft)
        )
        step(.check(CheckID(survey.checks.count - 1)))
    }

    mutating func finish(_ disposition: Disposition = .complete) {
        survey.endings.append(Ending(text: text("The end."), disposition: disposition))
        step(.end(EndingID(survey.endings.count - 1)))
    }

    mutating func page(_ name: String) { openBlock(.page(name: name, title: text(name))) }

    @discardableResult
    mutating func arm(_ condition: Formula?, after previous: BlockID? = nil) -> BlockID {
        openBlock(.arm(condition: condition, previous: previous))
    }

    mutating func close() {
        let block = open.removeLast()
        if collections.last?.block == block { collections.removeLast() }
        survey.blocks[block.position].steps =
            survey.blocks[block.position].steps.lowerBound..<survey.steps.count
    }

    func finished() -> Survey {
        var copy = self
        while !copy.open.isEmpty { copy.close() }
        return copy.survey
    }

    @discardableResult
    private mutating func openBlock(_ kind: Block.Kind) -> BlockID {
        survey.blocks.append(
            Block(kind: kind, parent: open.last, steps: survey.steps.count..<survey.steps.count))
        open.append(BlockID(survey.blocks.count - 1))
        return BlockID(survey.blocks.count - 1)
    }

    private mutating func step(_ action: Step.Action) {
        survey.steps.append(Step(action, in: open.last ?? BlockID(0)))
    }
}
