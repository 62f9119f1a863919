public import SurveyModel
public import Translations

extension Codebook {
    /// Derives the codebook of a survey. Linear in its variables, options and points, times its languages.
    ///
    /// - Parameters:
    ///   - survey: The survey with its localizations.
    ///   - texts: The program's own texts for each of the survey's languages: with them kinds of missing, yes and no are
    ///     named and bases are worded. A language without them has English ones, which are marked as untranslated.
    public init(_ survey: Survey, texts: [String: ProgramTexts] = [:]) {
        let labels = CodebookLabels(survey, texts)
        var deriving = CodebookDeriving(survey, labels)
        deriving.derive()
        self.survey = survey
        locales = labels.locales
        title = survey.title.map { labels.label($0) } ?? labels.label(survey.name)
        variables = deriving.entries
        stems = deriving.stems
        stemOf = deriving.stemOf
        groups = deriving.groups
        rosters = deriving.rosters
        yes = labels.label(ProgramText.yes)
        no = labels.label(ProgramText.no)
        programTexts = labels.texts
    }
}

/// Derives entries, groups and rosters.
private struct CodebookDeriving {
    let survey: Survey
    var labels: CodebookLabels
    var entries: [Codebook.Entry] = []
    var stems: [Codebook.Entry] = []
    var stemOf: [Int: Int] = [:]
    var groups: [Codebook.Group] = []
    var rosters: [Codebook.RosterLevel] = []
    private let numbers: QuestionNumbers
    /// The instances around each block.
    private var instances: [[Codebook.Instance]] = []
    /// The first block in which a question is asked.
    private var blocks: [BlockID?]
    private var groupOfQuestion: [Int: Int] = [:]

    init(_ survey: Survey, _ labels: CodebookLabels) {
        self.survey = survey
        self.labels = labels
        numbers = QuestionNumbers(survey)
        blocks = [BlockID?](repeating: nil, count: survey.questions.count)
    }

    mutating func derive() {
        findBlocks()
        findInstances()
        var bases = CodebookBases(survey, labels, numbers)
        for (position, variable) in survey.variables.enumerated() {
            entries.append(entry(position, variable, bases.base(of: VariableID(position))))
        }
        for position in entries.indices { group(position) }
        findStems(bases)
    }

    // MARK: Variables without their instances

    /// A level of a stem: two rosters of one name that have other instances are two.
    private struct Stem: Hashable {
        var name: String
        var levels: [Int]
    }

    private mutating func findStems(_ bases: CodebookBases) {
        var levelOf: [Codebook.RosterLevel: Int] = [:]
        let levels = rosters.map { roster in
            // Where a roster stands does not tell its rounds from those of the same one elsewhere.
            let level = Codebook.RosterLevel(name: roster.name, instances: roster.instances, within: [])
            return levelOf[level]
                ?? {
                    levelOf[level] = levelOf.count
                    return levelOf.count - 1
                }()
        }
        var placeOf: [Stem: Int] = [:]
        var members: [[Int]] = []
        for entry in entries where !entry.instances.isEmpty {
            let stem = Stem(name: entry.stem, levels: entry.instances.map { levels[$0.roster] })
            if placeOf[stem] == nil {
                placeOf[stem] = members.count
                members.append([])
            }
            guard let place = placeOf[stem] else { continue }
            members[place].append(entry.position)
            stemOf[entry.position] = place
        }
        var unnamed: [[Codebook.Instance]: (deriving: Self, bases: CodebookBases)] = [:]
        stems = members.map { positions in
            let first = entries[positions[0]]
            if unnamed[first.instances] == nil {
                var deriving = self
                deriving.labels.unnamed = UnnamedInstances(first.instances, of: survey)
                unnamed[first.instances] = (deriving, bases.without(deriving.labels))
            }
            let others = positions.dropFirst().map { entries[$0] }
            var entry =
                unnamed[first.instances]?.deriving.entry(
                    first.position, survey.variables[first.position],
                    unnamed[first.instances]?.bases.base(of: VariableID(first.position)) ?? first.base)
                ?? first
            entry.keepShared(of: first, others)
            entry.questionName = survey.variables[first.position].question.map { survey[$0].stem }
            return entry
        }
    }

    private mutating func findBlocks() {
        for step in survey.steps {
            if case .ask(let question) = step.action, blocks[question.position] == nil {
                blocks[question.position] = step.block
            }
        }
    }

    private mutating func findInstances() {
        var own: [Int: Codebook.Instance] = [:]
        for (index, roster) in survey.rosters.enumerated() {
            for (instance, pass) in roster.instances.enumerated() {
                own[pass.block.position] = Codebook.Instance(roster: index, instance: instance)
            }
        }
        for (position, block) in survey.blocks.enumerated() {
            var around = block.parent.map { instances[$0.position] } ?? []
            if let instance = own[position] { around.append(instance) }
            instances.append(around)
        }
        rosters = survey.rosters.map { roster in
            Codebook.RosterLevel(
                name: roster.name,
                instances: roster.instances.map { pass in
                    switch roster.source {
                    case .options(let list, _):
                        let option = survey[list].options[pass.value]
                        return Codebook.RosterInstance(
                            name: pass.name, code: option.code, label: labels.label(option.text))
                    case .numbers:
                        return Codebook.RosterInstance(
                            name: pass.name, code: pass.value, label: labels.label(pass.name))
                    }
                },
                within: instances[roster.block.position])
        }
    }

    private func entry(_ position: Int, _ variable: Variable, _ base: Codebook.Base) -> Codebook.Entry {
        let question = variable.question.map { survey[$0] }
        let text = question.map { labels.label($0.text) }
        let part = self.part(variable)
        let block = variable.question.flatMap { blocks[$0.position] }
        let label =
            text.map { text in part.map { labels.joined(text, $0, " – ") } ?? text }
            ?? labels.label(variable.name)
        var entry = Codebook.Entry(
            position: position, name: variable.name, stem: stem(variable, question), role: role(variable),
            type: type(variable), label: label, question: text, part: part, questionName: question?.name,
            questionNumber: variable.question.flatMap { numbers.numbers[$0] },
            help: question?.help.map { labels.label($0) }, note: question?.note,
            categories: categories(variable, question), missing: missing(variable, question), low: nil,
            high: nil, unit: nil, group: nil, instances: block.map { instances[$0.position] } ?? [],
            base: base, isPersonal: variable.isPersonal,
            isReversed: isReversed(variable, question), isStored: variable.isStored, formulas: [])
        switch variable.domain {
        case .number(let rule):
            entry.low = rule.low?.canonicalText
            entry.high = rule.high?.canonicalText
            entry.unit = rule.unit.map { labels.label($0) }
        case .point(let scale):
            entry.low = "\(survey[scale].bounds.lowerBound)"
            entry.high = "\(survey[scale].bounds.upperBound)"
        case .date(let rule):
            entry.low = rule.low.map(Self.text)
            entry.high = rule.high.map(Self.text)
        case .time(let rule):
            entry.low = rule.low?.text
            entry.high = rule.high?.text
        default: break
        }
        if case .computed(let formulas) = variable.role {
            entry.formulas = formulas.map { $0.text(in: survey) }
        }
        return entry
    }

    private func stem(_ variable: Variable, _ question: Question?) -> String {
        guard let question, question.stem != question.name, variable.name.hasPrefix(question.name) else {
            return variable.name
        }
        return question.stem + variable.name.dropFirst(question.name.count)
    }

    private func role(_ variable: Variable) -> Codebook.Role {
        switch variable.role {
        case .given: .given
        case .answer: .answer
        case .row: .row
        case .amount: .amount
        case .specify: .specify
        case .computed: .computed
        case .split: .split
        case .today: .today
        }
    }

    private func type(_ variable: Variable) -> Codebook.ValueType {
        switch variable.domain {
        case .option: .option
        case .options(_, let select): .set(select: select)
        case .order(_, let select): .ranking(select: select)
        case .point(let scale): .point(survey[scale].bounds)
        case .yesno, .truth: .yesno
        case .number(let rule): .number(decimals: rule.decimals)
        case .text(let rule): .text(length: rule.length, lines: rule.lines)
        case .date: .date
        case .time: .time
        }
    }

    private func part(_ variable: Variable) -> Label? {
        switch variable.role {
        case .row(let id, let row): labels.label(survey[id].rows[row].text)
        case .amount(let id, let option):
            survey[id].list.map { labels.label(survey[$0].options[option].text) }
        case .specify(let id, let option):
            survey[id].list.map { labels.typed(labels.label(survey[$0].options[option].text)) }
        case .given, .answer, .computed, .split, .today: nil
        }
    }

    private func isReversed(_ variable: Variable, _ question: Question?) -> Bool {
        guard case .row(_, let row) = variable.role, let question else { return false }
        return question.rows[row].isReversed
    }

    private func categories(_ variable: Variable, _ question: Question?) -> [Codebook.Category] {
        switch variable.domain {
        case .option(let list), .options(let list, _), .order(let list, _):
            survey[list].options.enumerated().map { index, option in
                var specify: Int?
                if case .answer = variable.role {
                    specify = question?.specify.first { $0.option == index }?.variable.position
                }
                return Codebook.Category(
                    code: option.code, name: option.name, label: labels.label(option.text),
                    isExclusive: option.isExclusive, specify: specify)
            }
        case .point(let scale):
            // A scale of a million points has no table of them.
            survey[scale].bounds.count > 1_001
                ? survey[scale].labels.map { point(survey[scale], $0.point) }
                : survey[scale].bounds.map { point(survey[scale], $0) }
        default: []
        }
    }

    private func point(_ scale: Scale, _ point: Int) -> Codebook.Category {
        Codebook.Category(
            code: point, name: "\(point)", label: scale.label(of: point).map { labels.label($0) })
    }

    private func missing(_ variable: Variable, _ question: Question?) -> [Codebook.MissingKind] {
        var offered = question?.missing ?? []
        if case .row(_, let row) = variable.role, let question {
            offered = question.rows[row].missing + offered
        }
        let kinds = [Missing.dontKnow, .refused, .notApplicable, .skipped].filter(variable.missing.contains)
        return kinds.map { kind in
            Codebook.MissingKind(
                kind: kind,
                label: offered.first { $0.kind == kind }.map { labels.label($0.text) }
                    ?? labels.label(Codebook.word(for: kind)))
        } + [Codebook.MissingKind(kind: .notAsked, label: labels.label(ProgramText.notAsked))]
    }

    private static func text(_ bound: DateBound) -> String {
        switch bound {
        case .day(let day): day.text
        case .today(0): "today"
        case .today(let offset): offset < 0 ? "today\(offset)" : "today+\(offset)"
        }
    }

    private mutating func group(_ position: Int) {
        let variable = survey.variables[position]
        guard let id = variable.question else { return }
        let kind: Codebook.Group.Kind
        switch (variable.role, variable.domain) {
        case (.answer, .options): kind = .set
        case (.answer, .order): kind = .ranking
        case (.row, _): kind = .grid
        case (.amount, _): kind = .allocation
        default: return
        }
        if let group = groupOfQuestion[id.position] {
            groups[group].variables.append(position)
            entries[position].group = group
            return
        }
        groupOfQuestion[id.position] = groups.count
        entries[position].group = groups.count
        groups.append(
            Codebook.Group(
                kind: kind, name: survey[id].name, label: labels.label(survey[id].text), variables: [position]
            ))
    }
}
