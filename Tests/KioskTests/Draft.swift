import FoundationEssentials
import SurveyModel

/// A survey put together question by question: tests of the front do not fail because the compiler does.
struct Draft {
    var survey: Survey
    private var open = [BlockID(0)]

    init(language: String = "en") {
        survey = Survey(
            name: "draft", version: 1, language: language,
            structure: "sha256:" + String(repeating: "0", count: 64))
    }

    func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(-1) }

    /// A text; `{name}` pipes the variable of that name, or what `pipes` says.
    mutating func text(
        _ source: String, plural: (name: String, source: String)? = nil,
        pipes: [String: Text.Pipe.Source] = [:]
    ) -> TextID {
        var text = Text(key: "text.\(survey.texts.count)", source: source)
        let names = Set(Template(source).names + (plural.map { Template($0.source).names } ?? []))
        text.pipes = names.sorted().map { name in
            .init(name: name, source: pipes[name] ?? .variable(id(name)))
        }
        text.plural = plural.map { .init(name: $0.name, count: .variable(id($0.name)), source: $0.source) }
        survey.texts.append(text)
        return TextID(survey.texts.count - 1)
    }

    /// A list of options `name`, `name!` for an exclusive one, `name+` for one that opens a text; the second is its label.
    mutating func list(_ options: [(name: String, label: String)]) -> ListID {
        let options = options.enumerated().map { index, option in
            OptionList.Option(
                name: option.name.filter { $0 != "!" && $0 != "+" }, code: index + 1,
                text: text(option.label),
                isExclusive: option.name.hasSuffix("!"), hasSpecify: option.name.hasSuffix("+"))
        }
        survey.lists.append(OptionList(name: "list\(survey.lists.count)", options: options))
        return ListID(survey.lists.count - 1)
    }

    mutating func scale(_ bounds: ClosedRange<Int>, _ labels: [Int: String] = [:]) -> ScaleID {
        let labels = labels.sorted { $0.key < $1.key }.map { Scale.Label(point: $0, text: text($1)) }
        survey.scales.append(Scale(name: "scale\(survey.scales.count)", bounds: bounds, labels: labels))
        return ScaleID(survey.scales.count - 1)
    }

    mutating func variable(
        _ name: String, _ role: Variable.Role, _ domain: Domain, missing: Set<Missing> = []
    ) -> VariableID {
        survey.variables.append(Variable(name: name, role: role, domain: domain, missing: missing))
        return VariableID(survey.variables.count - 1)
    }

    mutating func today() { _ = variable("today", .today, .date(DateRule())) }

    /// Asks a question; `adjust` gives it what else it has. Rows and parts get variables of their own.
    mutating func ask(
        _ name: String, _ kind: Question.Kind, _ source: String, pipes: [String: Text.Pipe.Source] = [:],
        adjust: (inout Question, inout Draft) -> Void = { _, _ in }
    ) {
        let id = QuestionID(survey.questions.count)
        var question = Question(name: name, kind: kind, text: text(source, pipes: pipes))
        adjust(&question, &self)
        let missing = Set(question.missing.map(\.kind)).union(question.isOptional ? [.skipped] : [])
        func own(_ domain: Domain) -> (String, Variable.Role, Domain) { (name, .answer(id), domain) }
        var wanted: [(String, Variable.Role, Domain)] = []
        func row(_ domain: Domain) {
            for (index, row) in question.rows.enumerated() {
                wanted.append(("\(name).\(row.name)", .row(id, index), domain))
            }
        }
        switch kind {
        case .nps(let scale), .csat(let scale, _), .ces(let scale, _), .rating(let scale):
            wanted = [own(.point(scale))]
        case .choice(let list): wanted = [own(.option(list))]
        case .choices(let list, let select): wanted = [own(.options(list, select: select))]
        case .ranking(let list, let select): wanted = [own(.order(list, select: select))]
        case .grid(let scale, _): row(.point(scale))
        case .choiceGrid(let list, let select, _):
            row(select.map { .options(list, select: $0) } ?? .option(list))
        case .allocate(let list, let total):
            for (index, option) in survey[list].options.enumerated() {
                let rule = NumberRule(low: 0, high: Decimal(total))
                wanted.append(("\(name).\(option.name)", .amount(id, index), .number(rule)))
            }
        case .yesno, .consent: wanted = [own(.yesno)]
        case .number(let rule): wanted = [own(.number(rule))]
        case .date(let rule): wanted = [own(.date(rule))]
        case .time(let rule): wanted = [own(.time(rule))]
        case .text(let rule): wanted = [own(.text(rule))]
        case .note: break
        }
        question.variables = wanted.map { variable($0.0, $0.1, $0.2, missing: missing) }
        switch kind {
        case .choice(let list), .choices(let list, _):
            for (index, option) in survey[list].options.enumerated() where option.hasSpecify {
                let typed = variable(
                    "\(name).\(option.name)", .specify(id, index), .text(TextRule()), missing: [.skipped])
                question.specify.append(.init(option: index, variable: typed))
            }
        default: break
        }
        survey.questions.append(question)
        step(.ask(id))
    }

    mutating func row(_ name: String, _ label: String, group: Int? = nil) -> Question.Row {
        .init(name: name, text: text(label), group: group)
    }

    mutating func missing(_ kind: Missing, _ label: String) -> Question.MissingOption {
        .init(kind: kind, text: text(label))
    }

    /// Writes what stands in a block.
    @discardableResult
    mutating func block(_ kind: Block.Kind, _ inside: (inout Draft) -> Void) -> BlockID {
        let id = BlockID(survey.blocks.count)
        survey.blocks.append(
            Block(kind: kind, parent: open.last, steps: survey.steps.count..<survey.steps.count))
        open.append(id)
        inside(&self)
        open.removeLast()
        survey.blocks[id.position].steps =
            survey.blocks[id.position].steps.lowerBound..<survey.steps.count
        return id
    }

    mutating func page(
        _ title: String, pipes: [String: Text.Pipe.Source] = [:], _ inside: (inout Draft) -> Void
    ) {
        let title = text(title, pipes: pipes)
        block(.page(name: "page\(survey.blocks.count)", title: title), inside)
    }

    /// The same questions for each option that a set has.
    mutating func forEach(
        of set: String, in list: ListID, _ inside: (inout Draft, _ instance: String, Text.Pipe.Source) -> Void
    ) {
        var instances: [Roster.Instance] = []
        let chosen = id(set)
        let collection = block(.collection(isShuffled: false, draw: nil)) { draft in
            for (index, option) in draft.survey[list].options.enumerated() where !option.isExclusive {
                let condition = Formula.includes(chosen, option: index)
                let unit = draft.block(.unit(condition: condition)) {
                    inside(&$0, option.name, .option(list, index, of: chosen))
                }
                instances.append(.init(name: option.name, value: index, block: unit))
            }
        }
        survey.rosters.append(
            Roster(name: "c", source: .options(list, of: chosen), block: collection, instances: instances))
    }

    /// One of two arms, drawn.
    mutating func split(_ name: String, _ arms: [(name: String, inside: (inout Draft) -> Void)]) {
        let list = list(arms.map { ($0.name, $0.name) })
        let drawn = variable(name, .split(weights: arms.map { _ in 1 }), .option(list))
        step(.draw(drawn))
        for (index, arm) in arms.enumerated() {
            let condition = Formula.compare(.equal, .variable(drawn), .literal(.option(index)))
            block(.arm(condition: condition, previous: nil), arm.inside)
        }
    }

    mutating func finish(_ text: TextID, _ disposition: Disposition = .complete) {
        survey.endings.append(Ending(text: text, disposition: disposition))
        step(.end(EndingID(survey.endings.count - 1)))
    }

    /// The survey, with the range of the whole closed.
    var finished: Survey {
        var survey = survey
        survey.blocks[0].steps = 0..<survey.steps.count
        return survey
    }

    private mutating func step(_ action: Step.Action) {
        survey.steps.append(Step(action, in: open.last ?? BlockID(0)))
    }
}
