internal import Codebook
public import SurveyModel
internal import Terminal
public import Translations

/// A whole questionnaire as a person would read it on paper, with conditions in words.
///
/// Rosters are shown once, with what they are repeated for. Linear in the survey.
public struct Preview {
    private let survey: Survey
    private let locale: String
    private let texts: ProgramTexts
    private let width: Int
    private let numbers: [QuestionID: Int]
    private var lines: [String] = []
    /// The blocks around the present step that have been shown, outermost first.
    private var open: [BlockID] = []
    private var isOpen: [Bool] = []
    /// How many of them move what they hold to the right.
    private var depth = 0
    /// For each roster's collection, which instances a question of a stem is asked for.
    private var instances: [BlockID: [String: [Int]]] = [:]
    private var rosters: [BlockID: Roster] = [:]
    /// For each block, the innermost roster around it, as its collection and the index of the instance.
    private var around: [(collection: BlockID, instance: Int)?] = []
    private var shownStems: [BlockID: Set<String>] = [:]
    /// The heading of the page that was shown last: what other instances of a roster add to a page stands under the same.
    private var lastHeading: String?

    /// Prepares a preview.
    ///
    /// - Parameters:
    ///   - survey: The survey with its localizations.
    ///   - locale: The language of its texts.
    ///   - texts: The program's texts, in the same language where there are any.
    ///   - width: How many columns a line may have.
    public init(of survey: Survey, locale: String, texts: ProgramTexts, width: Int = 80) {
        self.survey = survey
        self.locale = locale
        self.texts = texts
        self.width = max(30, width)
        numbers = QuestionNumbers(survey).numbers
        var instances: [BlockID: (collection: BlockID, instance: Int)] = [:]
        for roster in survey.rosters {
            rosters[roster.block] = roster
            for (index, instance) in roster.instances.enumerated() {
                instances[instance.block] = (roster.block, index)
            }
        }
        for (position, block) in survey.blocks.enumerated() {
            let outer = block.parent.flatMap { $0.position < position ? around[$0.position] : nil }
            around.append(instances[BlockID(position)] ?? outer)
        }
        findInstances()
    }

    /// The questionnaire, a line each.
    public mutating func page() -> [String] {
        lines = []
        open = []
        isOpen = [Bool](repeating: false, count: survey.blocks.count)
        depth = 0
        shownStems = [:]
        lastHeading = nil
        if let title = survey.title { add(text(title), at: 0, mark: "") }
        let time = ReadingTime(of: survey, locale: locale)
        add(
            texts(
                .previewMinutes, count: time.minutes,
                ["questions": "\(Set(numbers.values).count)", "n": "\(time.minutes)"]), at: 0)
        let givens = survey.variables.filter { if case .given = $0.role { true } else { false } }.map(\.name)
        if !givens.isEmpty { add(texts(.previewGiven, ["list": givens.joined(separator: ", ")]), at: 0) }
        for (index, step) in survey.steps.enumerated() where isShown(step) {
            enter(step.block, at: index)
            show(step)
        }
        return lines
    }

    // MARK: Rosters

    /// Finds which instances of a roster each of its questions is asked for.
    private mutating func findInstances() {
        for step in survey.steps {
            guard case .ask(let id) = step.action, let (collection, instance) = rosterAround(step.block)
            else { continue }
            instances[collection, default: [:]][survey[id].stem, default: []].append(instance)
        }
    }

    private func rosterAround(_ block: BlockID) -> (collection: BlockID, instance: Int)? {
        around[block.position]
    }

    // MARK: What is shown

    /// Whether a step is the first of its kind: later instances of a roster repeat it.
    private mutating func isShown(_ step: Step) -> Bool {
        guard let (collection, instance) = rosterAround(step.block) else { return true }
        // A roster within a roster is shown within the first instance only.
        if let outer = survey[collection].parent, let (_, outerInstance) = rosterAround(outer),
            outerInstance > 0
        {
            return false
        }
        guard case .ask(let id) = step.action else { return instance == 0 }
        return shownStems[collection, default: []].insert(survey[id].stem).inserted
    }

    private mutating func show(_ step: Step) {
        let indent = depth
        switch step.action {
        case .ask(let id): show(id, in: step.block, at: indent)
        case .check(let id):
            let check = survey[id]
            add(
                texts(
                    check.isSoft ? .previewConfirm : .previewRequire,
                    ["condition": words(check.condition), "text": line(check.text)]), at: indent)
        case .compute(let id, let index):
            guard case .computed(let formulas) = survey[id].role, formulas.indices.contains(index) else {
                return
            }
            add(
                texts(
                    .previewLet, ["name": survey[id].name, "formula": formulas[index].text(in: survey)]),
                at: indent)
        case .draw: break
        case .end(let id):
            guard let text = survey[id].text else { return }
            let ending: ProgramText = survey[id].disposition == .screened ? .previewScreened : .previewEnd
            add(texts(ending, ["text": line(text)]), at: indent)
        }
    }

    /// Opens the blocks around a step, with their headings, and closes those that it is not in.
    private mutating func enter(_ block: BlockID, at step: Int) {
        while let last = open.last, !isFolded(step, in: last) {
            open.removeLast()
            isOpen[last.position] = false
            depth -= isIndenting(last) ? 1 : 0
        }
        var path: [BlockID] = []
        var next: BlockID? = block
        while let here = next, !isOpen[here.position], !isSameRoster(here) {
            path.append(here)
            next = survey[here].parent
        }
        for block in path.reversed() {
            head(block)
            open.append(block)
            isOpen[block.position] = true
            depth += isIndenting(block) ? 1 : 0
        }
    }

    /// Whether a step stands in a block. All instances of a roster stand in the first one's.
    private func isFolded(_ step: Int, in block: BlockID) -> Bool {
        if survey[block].steps.contains(step) { return true }
        guard case .unit = survey[block].kind, let parent = survey[block].parent, rosters[parent] != nil
        else {
            return false
        }
        return survey[parent].steps.contains(step)
    }

    private func isSameRoster(_ block: BlockID) -> Bool {
        guard case .unit = survey[block].kind, let parent = survey[block].parent, rosters[parent] != nil
        else {
            return false
        }
        return open.contains { survey[$0].parent == parent }
    }

    private func isIndenting(_ block: BlockID) -> Bool {
        switch survey[block].kind {
        case .arm, .collection: true
        case .root, .page, .unit: false
        }
    }

    private mutating func head(_ block: BlockID) {
        let indent = depth
        switch survey[block].kind {
        case .root: break
        case .page(_, let title):
            guard let title else {
                lastHeading = nil
                break
            }
            let heading = "== \(line(title)) =="
            guard heading != lastHeading else { break }
            lastHeading = heading
            lines.append("")
            add(heading, at: indent)
        case .arm(let condition?, let previous):
            if let (name, share) = splitArm(condition) {
                add(texts(.previewArm, ["name": name, "share": share]), at: indent)
            } else {
                add(
                    texts(previous == nil ? .previewOnlyIf : .previewElseIf, ["condition": words(condition)]),
                    at: indent)
            }
        case .arm(nil, _): add(texts[.previewElse], at: indent)
        case .collection(let isShuffled, let draw):
            if let roster = rosters[block] {
                add(heading(of: roster), at: indent)
            }
            if let draw {
                add(texts(.previewDraw, count: draw), at: indent)
            } else if isShuffled {
                add(texts[.previewShuffle], at: indent)
            }
        case .unit: break
        }
    }

    private func heading(of roster: Roster) -> String {
        let names = roster.instances.map { instance in
            if case .options(let list, _) = roster.source {
                return line(survey[list].options[instance.value].text)
            }
            return instance.name
        }
        let list = names.joined(separator: ", ")
        if case .options(_, of: let variable?) = roster.source {
            return texts(.previewForEachChosen, ["subject": conditions.subject(variable), "list": list])
        }
        return texts(.previewForEach, ["list": list])
    }

    /// The name of a `split` arm and how often it is drawn.
    private func splitArm(_ condition: Formula) -> (String, String)? {
        guard case .compare(.equal, .variable(let id), .literal(.option(let arm))) = condition,
            case .split(let weights) = survey[id].role, weights.indices.contains(arm),
            case .option(let list) = survey[id].domain
        else { return nil }
        let share = 100 * Double(weights[arm]) / Double(max(1, weights.reduce(0, +)))
        return (survey[list].options[arm].name, "\(Int(share.rounded())) %")
    }

    // MARK: Questions

    private mutating func show(_ id: QuestionID, in block: BlockID, at indent: Int) {
        let question = survey[id]
        lines.append("")
        let number = numbers[id].map { "\($0). " } ?? ""
        let remarks = remarks(on: question, in: block)
        add(
            text(question.text) + (remarks.isEmpty ? "" : " [\(remarks.joined(separator: "; "))]"),
            at: indent,
            mark: number)
        let inner = indent + 1
        if let help = question.help { add("(\(line(help)))", at: inner) }
        for answer in QuestionLines(survey: survey, texts: texts, conditions: conditions, line: line).lines(
            for: question)
        {
            add(answer.text, at: inner, mark: answer.mark)
        }
    }

    private func remarks(on question: Question, in block: BlockID) -> [String] {
        var remarks: [String] = []
        if let (collection, _) = rosterAround(block), let roster = rosters[collection],
            let asked = instances[collection]?[question.stem], asked.count < roster.instances.count
        {
            let names = asked.map { index in
                if case .options(let list, _) = roster.source {
                    return line(survey[list].options[roster.instances[index].value].text)
                }
                return roster.instances[index].name
            }
            remarks.append(texts(.previewOnlyFor, ["list": names.joined(separator: ", ")]))
        }
        if question.isOptional { remarks.append(texts[.previewMayBeEmpty]) }
        if question.variables.contains(where: { survey[$0].isPersonal }) {
            remarks.append(texts[.previewPersonal])
        }
        if question.isShuffled { remarks.append(texts[.previewRandomOrder]) }
        if let draw = question.draw { remarks.append(texts(.previewSome, count: draw)) }
        for carried in question.carried {
            switch carried {
            case .chosen(let id):
                remarks.append(texts(.previewChosenIn, ["subject": conditions.subject(id)]))
            case .exceptChosen(let id):
                remarks.append(texts(.previewNotChosenIn, ["subject": conditions.subject(id)]))
            case .except: break
            }
        }
        return remarks
    }

    // MARK: Texts

    private var conditions: ConditionWords {
        ConditionWords(survey: survey, texts: texts, numbers: numbers, line: line)
    }

    private func words(_ formula: Formula) -> String { conditions.words(formula) }

    /// A text in the language of the preview; what it pipes is shown by name, in brackets.
    private func text(_ id: TextID) -> String {
        let localization = survey.localizations.first { $0.tag == locale }
        let template = localization?.texts[id.position].template ?? survey[id].source
        let pipes = survey[id].pipes
        return Template(template).rendered { name in
            if case .text(let argument)? = pipes.first(where: { $0.name == name })?.source, argument != id {
                let template = localization?.texts[argument.position].template ?? survey[argument].source
                return Template(template).rendered { "[\($0)]" }
            }
            return "[\(name)]"
        }
    }

    private func line(_ id: TextID) -> String { text(id).split(separator: "\n").joined(separator: " ") }

    /// Adds a text, wrapped, under its mark. Deep nesting stops moving to the right, so that there is room to read.
    private mutating func add(_ text: String, at indent: Int, mark: String = "") {
        let margin = String(repeating: "  ", count: min(indent, 6))
        let hanging = String(repeating: " ", count: mark.displayWidth)
        let room = max(12, width - margin.count - mark.displayWidth)
        for (index, line) in text.wrapped(to: room).enumerated() {
            lines.append((margin + (index == 0 ? mark : hanging) + line).trimmedAtEnd)
        }
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
