internal import SurveyModel
internal import SurveySyntax

/// A question on its way from the tree to the survey.
struct QuestionDraft {
    var view: QuestionStmt
    var word: Word
    var name: Name
    /// What its text keys begin with: `question.NAME`, with a number from the second of a name on.
    var key: String
    var properties = Properties()
    var lines: [GatheredLine] = []
    /// The dimensions of its rows, in the order of the file.
    var groups: [GroupDraft] = []
    /// Which of its options earlier answers leave.
    var carried: [Question.Carried] = []
}

/// What a question of a draft turned out to be.
enum QuestionShape {
    case value(Question.Kind, Domain)
    /// The kind, and the values that each row can have.
    case grid(Question.Kind, Domain, [RowDraft])
    /// A number of so much for each option of a list.
    case allocation(ListID, NumberRule)
    case note
    /// In error, which was reported: uses of its name are silent.
    case failed

    /// Where its rows stand; none of what is no grid.
    var rowPlaces: [SurveyPlaces.Line] {
        guard case .grid(_, _, let rows) = self else { return [] }
        return rows.map { .init(name: $0.name.span, condition: $0.condition) }
    }
}

/// A row with the place of its name.
struct RowDraft {
    var name: Name
    var row: Question.Row
    /// Where its condition stands, if it has one.
    var condition: Range<Int>?
}

/// A dimension with the place of its name.
struct GroupDraft {
    var name: Name
    var text: TextID?
    /// Whether a row has its name, which was reported.
    var isTaken = false
}

extension Checker {
    /// Checks a question, declares its names and adds it to the survey.
    func check(_ view: QuestionStmt) {
        guard let word = view.kind else { return }
        let stem = view.name.map(Name.init)
        let name = stem.map(qualified)
        guard word.word.isQuestionKind else {
            // A line of junk looks like a question of an unknown kind without a text.
            report(.unknownKind(Name(word), closest: closest(to: word.text, among: Self.kindNames)))
            if let name, !Self.reservedNames.contains(name.text) { declareUnknown(name) }
            // Where the kind was left out, this is the name.
            let other = qualified(Name(word))
            if names.position(near: other.text) == nil { declare(other, .unknown) }
            return
        }
        guard let stem, let name else { return }
        let claim = claim(name)
        if Self.reservedNames.contains(name.text) {
            // Where the name was left out, what uses it is not to blame.
            mayHaveForeignNames = true
            return
        }
        let key = questionKey(stem)
        presentQuestion = name.text
        defer { presentQuestion = nil }
        let text = view.text.map { lower($0, key: key, note: view.notes) } ?? TextID(0)
        var draft = QuestionDraft(view: view, word: word.word, name: name, key: key)
        var properties = view.properties
        draft.lines = gather(view.list, into: &properties, groups: &draft.groups, key: key)
        if draft.word != .grid, let group = draft.groups.first {
            report(.misplacedGroup("`\(word.text)` has options, and no rows.", at: group.name.span))
        }
        draft.properties = check(
            properties, allowed: Self.properties(of: word.word), kind: word.word, key: key)
        let shape = shape(of: &draft)
        add(draft, shape, claim, text: text, note: view.notes)
    }

    /// The kinds that there are, for suggestions.
    static let kindNames = Word.allCases.filter(\.isQuestionKind).map(\.spelling)

    private func shape(of draft: inout QuestionDraft) -> QuestionShape {
        if ![.choice, .choices, .ranking, .allocate, .grid].contains(draft.word), let from = draft.view.from {
            report(
                .doesNotFit(
                    "from", "`\(draft.word.spelling)`", at: from.range,
                    "only `choice`, `choices`, `ranking`, `allocate` and `grid` take a list"))
        }
        switch draft.word {
        case .nps, .csat, .ces, .rating: return scaleShape(of: draft)
        case .choice, .choices: return choiceShape(of: &draft)
        case .ranking: return rankingShape(of: &draft)
        case .allocate: return allocationShape(of: &draft)
        case .grid: return gridShape(of: &draft)
        default:
            // What is left has nothing in its braces but properties.
            rejectLines(of: draft)
            return plainShape(of: draft)
        }
    }

    private func plainShape(of draft: QuestionDraft) -> QuestionShape {
        switch draft.word {
        case .number:
            return numberRule(draft.view.bound, draft.properties).map { .value(.number($0), .number($0)) }
                ?? .failed
        case .date: return dateRule(draft.view.bound).map { .value(.date($0), .date($0)) } ?? .failed
        case .time: return timeRule(draft.view.bound).map { .value(.time($0), .time($0)) } ?? .failed
        default: break
        }
        rejectBound(of: draft)
        switch draft.word {
        case .yesno: return .value(.yesno, .yesno)
        case .consent:
            checkPlaceOfConsent(draft.name)
            return .value(.consent, .yesno)
        case .text: return .value(.text(draft.properties.textRule), .text(draft.properties.textRule))
        case .note: return .note
        default: return .failed
        }
    }

    func rejectBound(of draft: QuestionDraft) {
        guard let bound = draft.view.bound else { return }
        report(.noBoundHere(draft.word.spelling, at: bound.range))
    }

    func rejectLines(of draft: QuestionDraft) {
        guard let line = draft.lines.first else { return }
        report(.lineDoesNotFit(line.isLabel ? "a label" : "an option", draft.word.spelling, at: line.range))
    }

    // MARK: Adding

    private func add(
        _ draft: QuestionDraft, _ shape: QuestionShape, _ claim: Claim, text: TextID, note: [String]
    ) {
        let id = QuestionID(survey.questions.count)
        let properties = draft.properties
        var question = Question(name: draft.name.text, kind: .note, text: text)
        question.stem = stem(of: draft.name)
        question.help = properties.help
        question.note = note.isEmpty ? nil : note.joined(separator: "\n")
        question.isOptional = properties.isOptional
        question.missing = properties.missing
        question.isShuffled = properties.isShuffled
        question.display = properties.display
        question.idle = properties.idle
        question.carried = draft.carried
        switch shape {
        case .failed:
            if case .fresh = claim { declare(draft.name, .unknown) }
            return
        case .note:
            switch claim {
            case .fresh: declare(draft.name, .note)
            case .again(let position): joinNote(draft, position)
            case .taken: break
            }
        case .value(let kind, let domain):
            question.kind = kind
            switch claim {
            case .fresh: addVariables(of: draft, &question, id, domain)
            case .again(let position): joinVariables(of: draft, &question, position, domain)
            case .taken: return
            }
        case .grid(let kind, let domain, let rows):
            question.kind = kind
            question.groups = draft.groups.map { .init(name: $0.name.text, text: $0.text) }
            switch claim {
            case .fresh: addRows(of: draft, &question, id, domain, rows)
            case .again(let position): joinRows(of: draft, &question, position, domain, rows)
            case .taken: return
            }
        case .allocation(let list, let rule):
            question.kind = .allocate(list, total: rule.high?.exactInt ?? 0)
            switch claim {
            case .fresh: addAmounts(of: draft, &question, id, list, rule)
            case .again(let position): joinAmounts(of: draft, &question, position, rule)
            case .taken: return
            }
        }
        suggest(draft, in: &question)
        question.draw = draw(of: draft, question)
        if let top = properties.top, draft.word == .rating { topBoxes[id] = top.value }
        survey.questions.append(question)
        places.addQuestion(draft.name.span, rows: shape.rowPlaces)
        if firstQuestion == nil, draft.word != .note { firstQuestion = draft.name }
        // A question outside a page is its own page.
        let isOutside = openBlocks.last?.page == nil
        if isOutside {
            openBlock(
                .page(name: draft.name.text, title: nil), at: draft.name.span, isPage: true)
        }
        addStep(.ask(id))
        if isOutside { closeBlock() }
    }

    func missing(_ draft: QuestionDraft, _ more: [Question.MissingOption] = []) -> Set<Missing> {
        var missing = Set((draft.properties.missing + more).map(\.kind))
        if draft.properties.isOptional { missing.insert(.skipped) }
        return missing
    }

    private func addVariables(
        of draft: QuestionDraft, _ question: inout Question, _ id: QuestionID, _ domain: Domain
    ) {
        let variable = Variable(
            name: draft.name.text, role: .answer(id), domain: domain, missing: missing(draft),
            isPersonal: draft.properties.isPersonal)
        guard let main = addVariable(variable, at: draft.name.span) else {
            return declare(draft.name, .unknown)
        }
        question.variables = [main]
        declare(draft.name, .variable(main))
        guard let list = question.list, opensTexts(question) else { return }
        for index in facts(of: list).specify {
            let name = Name("\(draft.name.text).\(survey[list].options[index].name)", draft.name.span)
            guard isFree(name) else { continue }
            let text = Variable(
                name: name.text, role: .specify(id, index), domain: .text(TextRule()), missing: [.skipped],
                isPersonal: draft.properties.isPersonal)
            guard let specify = addVariable(text, at: name.span) else { return }
            declare(name, .variable(specify), mayBeMissing: true)
            question.specify.append(.init(option: index, variable: specify))
        }
    }

    /// Whether a question opens the texts of its options. Carried options were typed where they were chosen first, and a
    /// part of a ranking is a place.
    private func opensTexts(_ question: Question) -> Bool {
        if case .ranking = question.kind { return false }
        return !question.carried.contains { if case .chosen = $0 { true } else { false } }
    }

    /// Whether the name of a part is free; it is reported if not.
    private func isFree(_ name: Name) -> Bool {
        guard let taken = names.position(near: name.text) else { return true }
        report(.similarName(name, to: names.symbols[taken].name, firstAt: names.symbols[taken].span))
        return false
    }

    private func addRows(
        of draft: QuestionDraft, _ question: inout Question, _ id: QuestionID, _ domain: Domain,
        _ rows: [RowDraft]
    ) {
        declare(draft.name, .grid(id))
        for (index, draftRow) in rows.enumerated() {
            let name = Name("\(draft.name.text).\(draftRow.name.text)", draftRow.name.span)
            let variable = Variable(
                name: name.text, role: .row(id, index), domain: domain,
                missing: missing(draft, draftRow.row.missing), isPersonal: draft.properties.isPersonal)
            guard let row = addVariable(variable, at: name.span) else { return }
            question.variables.append(row)
            if case .fresh = claim(name) {
                declare(name, .variable(row), mayBeMissing: draftRow.row.condition != nil)
            }
        }
        for (index, group) in draft.groups.enumerated() where !group.isTaken {
            let name = Name("\(draft.name.text).\(group.name.text)", group.name.span)
            if case .fresh = claim(name) { declare(name, .group(id, index), mayBeMissing: true) }
        }
    }

    /// One number for each option of an `allocate`.
    private func addAmounts(
        of draft: QuestionDraft, _ question: inout Question, _ id: QuestionID, _ list: ListID,
        _ rule: NumberRule
    ) {
        declare(draft.name, .grid(id))
        for (index, option) in survey[list].options.enumerated() {
            let name = Name("\(draft.name.text).\(option.name)", draft.name.span)
            let variable = Variable(
                name: name.text, role: .amount(id, index), domain: .number(rule), missing: missing(draft),
                isPersonal: draft.properties.isPersonal)
            guard let amount = addVariable(variable, at: name.span) else { return }
            question.variables.append(amount)
            checkForm(of: name)
            guard isFree(name) else { continue }
            declare(
                name, .variable(amount),
                mayBeMissing: option.condition != nil || option.isExclusive || !draft.carried.isEmpty)
        }
    }
}
