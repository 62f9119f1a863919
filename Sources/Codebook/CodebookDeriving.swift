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
        namesAnswers = labels.namesAnswers
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
    /// The questions of one name, which are one where it stands in several arms: by the first of them.
    private var sameName: [[QuestionID]]
    private var groupOfQuestion: [Int: Int] = [:]

    init(_ survey: Survey, _ labels: CodebookLabels) {
        self.survey = survey
        self.labels = labels
        numbers = QuestionNumbers(survey)
        blocks = [BlockID?](repeating: nil, count: survey.questions.count)
        sameName = [[QuestionID]](repeating: [], count: survey.questions.count)
        for (position, question) in survey.questions.enumerated() {
            guard let first = question.variables.first.flatMap({ survey[$0].question }) else { continue }
            sameName[first.position].append(QuestionID(position))
        }
    }

    mutating func derive() {
        findBlocks()
        findInstances()
        var bases = CodebookBases(survey, labels, numbers)
        for (position, variable) in survey.variables.enumerated() {
            entries.append(entry(position, variable, &bases))
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
            var entry = first
            if let made = unnamed[first.instances] {
                var bases = made.bases
                entry = made.deriving.entry(first.position, survey.variables[first.position], &bases)
                unnamed[first.instances]?.bases = bases
            }
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

    private func entry(
        _ position: Int, _ variable: Variable, _ bases: inout CodebookBases
    ) -> Codebook.Entry {
        let question = variable.question.map { survey[$0] }
        let asked = variable.question.map { sameName[$0.position] } ?? []
        let texts = asked.map { labels.label(survey[$0].text) }
        let text = labels.either(texts)
        let part = labels.either(asked.compactMap { self.part(variable, in: survey[$0]) })
        let block = variable.question.flatMap { blocks[$0.position] }
        let base = bases.base(of: VariableID(position))
        var entry = Codebook.Entry(
            position: position, name: variable.name, stem: stem(variable, question), role: role(variable),
            type: type(variable),
            label: text.map { text in part.map { text.joined($0) } ?? text } ?? labels.label(variable.name),
            question: text, part: part, phrasings: [], questionName: question?.name,
            questionNumber: variable.question.flatMap { numbers.numbers[$0] },
            help: labels.either(asked.compactMap { survey[$0].help.map { labels.label($0) } }),
            note: note(asked), categories: categories(variable, asked), missing: missing(variable, asked),
            low: nil, high: nil, unit: nil, group: nil, instances: block.map { instances[$0.position] } ?? [],
            base: base, isPersonal: variable.isPersonal,
            isReversed: isReversed(variable, question), isConsent: question?.kind == .consent,
            isStored: variable.isStored, formulas: [])
        if texts.contains(where: { $0 != text }) {
            entry.phrasings = zip(asked, texts).map { id, text in
                Codebook.Phrasing(
                    number: numbers.numbers[id], text: text,
                    base: bases.base(of: VariableID(position), asIn: id))
            }
        }
        switch variable.domain {
        case .number(let rule):
            entry.low = rule.low?.canonicalText
            entry.high = rule.high?.canonicalText
            entry.unit = labels.either(units(rule, asked).map { labels.label($0) })
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

    /// What tells a variable from the others of its question, in the words of that or of another of its name.
    private func part(_ variable: Variable, in question: Question) -> Label? {
        func option(_ index: Int) -> Label? {
            question.list.map { labels.label(survey[$0].options[index].text) }
        }
        return switch variable.role {
        case .row(_, let row): labels.label(question.rows[row].text)
        case .amount(_, let index): option(index)
        case .specify(_, let index): option(index).map { labels.typed($0) }
        case .given, .answer, .computed, .split, .today: nil
        }
    }

    private func units(_ rule: NumberRule, _ asked: [QuestionID]) -> [TextID] {
        let others = asked.compactMap { id -> TextID? in
            if case .number(let rule) = survey[id].kind { rule.unit } else { nil }
        }
        return others.isEmpty ? [rule.unit].compactMap(\.self) : others
    }

    private func note(_ asked: [QuestionID]) -> String? {
        var notes: [String] = []
        for note in asked.compactMap({ survey[$0].note }) where !notes.contains(note) { notes.append(note) }
        return notes.isEmpty ? nil : notes.prefix(Route.limit).joined(separator: "\n")
    }

    private func isReversed(_ variable: Variable, _ question: Question?) -> Bool {
        guard case .row(_, let row) = variable.role, let question else { return false }
        return question.rows[row].isReversed
    }

    private func categories(_ variable: Variable, _ asked: [QuestionID]) -> [Codebook.Category] {
        switch variable.domain {
        case .option(let list), .options(let list, _), .order(let list, _):
            let others = lists(besides: list, asked)
            return survey[list].options.enumerated().map { index, option in
                var specify: Int?
                if case .answer(let id) = variable.role {
                    specify = survey[id].specify.first { $0.option == index }?.variable.position
                }
                let label = labels.either(
                    ([option.text] + others.map { survey[$0].options[index].text }).map { labels.label($0) })
                return Codebook.Category(
                    code: option.code, name: option.name, label: label ?? labels.label(option.text),
                    isExclusive: option.isExclusive, specify: specify)
            }
        case .point(let scale):
            let scales = [scale] + self.scales(besides: scale, asked)
            // A scale of a million points has no table of them.
            let points =
                survey[scale].bounds.count > 1_001
                ? Set(scales.flatMap { survey[$0].labels.map(\.point) }).sorted()
                : Array(survey[scale].bounds)
            return points.map { point in
                Codebook.Category(
                    code: point, name: "\(point)",
                    label: labels.either(
                        scales.compactMap { survey[$0].label(of: point).map { labels.label($0) } }))
            }
        default: return []
        }
    }

    /// The lists of the same options that other questions of the name have, with words of their own.
    private func lists(besides list: ListID, _ asked: [QuestionID]) -> [ListID] {
        var known: Set<ListID> = [list]
        return asked.dropFirst().compactMap { survey[$0].list }.filter {
            known.insert($0).inserted && survey[$0].options.count == survey[list].options.count
        }
    }

    private func scales(besides scale: ScaleID, _ asked: [QuestionID]) -> [ScaleID] {
        var known: Set<ScaleID> = [scale]
        return asked.dropFirst().compactMap { survey[$0].scale }.filter { known.insert($0).inserted }
    }

    private func missing(_ variable: Variable, _ asked: [QuestionID]) -> [Codebook.MissingKind] {
        let offered = asked.map { id in
            guard case .row(_, let row) = variable.role else { return survey[id].missing }
            return survey[id].rows[row].missing + survey[id].missing
        }
        let kinds = [Missing.dontKnow, .refused, .notApplicable, .skipped].filter(variable.missing.contains)
        return kinds.map { kind in
            let texts = offered.compactMap { options in options.first { $0.kind == kind }?.text }
            return Codebook.MissingKind(
                kind: kind,
                label: labels.either(texts.map { labels.label($0) })
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
                kind: kind, name: survey[id].name,
                label: entries[position].question ?? labels.label(survey[id].text), variables: [position]))
    }
}
