import FoundationEssentials
import Interview
import SurveyModel

/// A survey put together step by step, as a compiler would, for tests that need shapes no file has.
struct SurveyDraft {
    var survey = Survey(
        name: "draft", version: 1, language: "en", translations: ["sv"], structure: "sha256:0")
    private var open = [BlockID(0)]

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
        if condition: Formula? = nil
    ) -> OptionList.Option {
        OptionList.Option(
            name: name, code: 1, text: text("Option \(name)"), isExclusive: exclusive, isPinned: pinned,
            hasSpecify: specify, condition: condition)
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
        step(.compute(variable(name, .computed(formula), domain)))
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

extension Survey {
    /// A survey of random shape: nested ifs with several arms, conditional options and rows, computed values, checks,
    /// endings in the middle.
    static func random(_ generator: inout SeededGenerator) -> Survey {
        var draft = SurveyDraft()
        draft.variable(
            "visits", .given(isOptional: true), .number(NumberRule(low: 0, high: 9)), missing: [.skipped])
        var names = 0
        fill(&draft, &generator, &names, depth: 0)
        if generator.below(2) == 0 { draft.finish() }
        return draft.finished()
    }

    private static func fill(
        _ draft: inout SurveyDraft, _ generator: inout SeededGenerator, _ names: inout Int, depth: Int
    ) {
        for _ in 0..<2 + generator.below(5) {
            names += 1
            let name = "q\(names)"
            switch generator.below(depth < 4 ? 14 : 11) {
            case 0: draft.rating(name, -2...3, isOptional: generator.below(3) == 0, missing: [.dontKnow])
            case 1: draft.yesno(name)
            case 2: draft.number(name, NumberRule(low: 0, high: 9, decimals: 1), isOptional: true)
            case 3: draft.write(name, TextRule(length: 9), isOptional: generator.below(2) == 0)
            case 4: draft.note(name)
            case 5, 6:
                let options = (0..<1 + generator.below(5)).map { index in
                    draft.option(
                        "o\(index)", exclusive: index == 4, pinned: index == 0 && generator.below(2) == 0,
                        specify: generator.below(3) == 0,
                        if: generator.below(3) == 0 ? condition(draft, &generator) : nil)
                }
                if generator.below(2) == 0 {
                    draft.choice(name, options, shuffled: generator.below(2) == 0)
                } else {
                    let low = generator.below(3)
                    draft.choices(
                        name, options, select: low...low + 1 + generator.below(3),
                        shuffled: generator.below(2) == 0,
                        isOptional: generator.below(3) == 0)
                }
            case 7:
                let rows = (0..<1 + generator.below(4)).map { index in
                    (
                        name: "r\(index)",
                        condition: generator.below(3) == 0 ? condition(draft, &generator) : nil
                    )
                }
                draft.grid(name, rows, shuffled: generator.below(2) == 0)
            case 8:
                let numbers = draft.survey.variables.indices.filter { draft.survey.variables[$0].isNumeric }
                    .map { Formula.variable(VariableID($0)) }
                draft.compute(name, .aggregate(.sum, [.literal(.number(1))] + numbers.suffix(3)))
            case 9: draft.check(condition(draft, &generator), isSoft: generator.below(3) > 0)
            case 10 where depth > 0 && generator.below(4) == 0: draft.finish(.screened)
            case 10: draft.yesno(name)
            case 11:
                draft.page(name)
                fill(&draft, &generator, &names, depth: depth + 1)
                draft.close()
            default:
                var previous: BlockID?
                for _ in 0...generator.below(3) {
                    previous = draft.arm(condition(draft, &generator), after: previous)
                    if generator.below(5) > 0 { fill(&draft, &generator, &names, depth: depth + 1) }
                    draft.close()
                }
                if generator.below(2) == 0 {
                    draft.arm(nil, after: previous)
                    fill(&draft, &generator, &names, depth: depth + 1)
                    draft.close()
                }
            }
        }
    }

    /// A condition over what stands above.
    private static func condition(_ draft: SurveyDraft, _ generator: inout SeededGenerator) -> Formula {
        let id = VariableID(generator.below(draft.survey.variables.count))
        let variable = Formula.variable(id)
        let plain: Formula
        switch draft.survey[id].domain {
        case .yesno, .truth: plain = variable
        case .point, .number:
            plain = .compare(.lessOrEqual, variable, .literal(.number(1 + generator.below(4))))
        case .option: plain = .compare(.equal, variable, .literal(.option(generator.below(3))))
        case .options: plain = .includes(id, option: generator.below(3))
        case .text: plain = .state(id, nil)
        }
        switch generator.below(6) {
        case 0: return .not(plain)
        case 1: return .or([plain, .state(id, .notAsked)])
        case 2: return .and([plain, .not(.state(id, .skipped))])
        default: return plain
        }
    }
}

extension Variable {
    var isNumeric: Bool {
        switch domain {
        case .number, .point: true
        case .option, .options, .yesno, .text, .truth: false
        }
    }
}

extension SeededGenerator {
    /// An entry for an item that is accepted, whatever the item.
    mutating func entry(for item: Interview.Item, in survey: Survey) -> Interview.Entry {
        guard let variable = item.variable else { return .skip }
        if let kind = item.missing.randomElement(using: &self)?.kind, below(6) == 0 { return .missing(kind) }
        if item.isOptional, below(4) == 0 { return .skip }
        switch survey[variable].domain {
        case .point(let scale):
            let bounds = survey[scale].bounds
            return .value(.number(bounds.lowerBound + below(bounds.count)))
        case .yesno, .truth: return .value(.yesno(below(2) == 0))
        case .number: return .value(.number(Decimal(below(91)) / 10))
        case .text: return .value(.text("text \(below(9))"))
        case .option: return .value(.option(item.options[below(item.options.count)]))
        case .options(let list, _):
            let exclusive = item.options.filter { survey[list].options[$0].isExclusive }
            var free = item.options.filter { !survey[list].options[$0].isExclusive }
            if let alone = exclusive.first, free.isEmpty || below(5) == 0 { return .value(.options([alone])) }
            free.shuffle(using: &self)
            let count = item.select.lowerBound + below(item.select.count)
            return .value(.options(Array(free.prefix(count))))
        }
    }
}
