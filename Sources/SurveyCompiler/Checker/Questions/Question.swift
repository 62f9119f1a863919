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
}

/// What a question of a draft turned out to be.
enum QuestionShape {
    case value(Question.Kind, Domain)
    case grid(ScaleID, [RowDraft])
    case note
    /// In error, which was reported: uses of its name are silent.
    case failed
}

/// A row with the place of its name.
struct RowDraft {
    var name: Name
    var row: Question.Row
}

extension Checker {
    /// Checks a question, declares its names and adds it to the survey.
    func check(_ view: QuestionStmt) {
        guard let word = view.kind else { return }
        let name = view.name.map(Name.init)
        guard word.word.isQuestionKind else {
            // A line of junk looks like a question of an unknown kind without a text.
            report(.unknownKind(Name(word), closest: closest(to: word.text, among: Self.kindNames)))
            declareUnknown(name)
            // Where the kind was left out, this is the name.
            if names.position(near: word.text) == nil { declare(Name(word), .unknown) }
            return
        }
        if let later = Later(kind: word.word) {
            report(.notInThisVersion(later, at: word.range))
            return declareUnknown(name)
        }
        guard let name else { return }
        let claim = claim(name)
        // One name in several arms: from the second on, the texts have keys of their own.
        questionCounts[name.text, default: 0] += 1
        let count = questionCounts[name.text, default: 1]
        let key = count == 1 ? "question.\(name.text)" : "question.\(name.text).\(count)"
        let text = view.text.map { lower($0, key: key, note: view.notes) } ?? TextID(0)
        var draft = QuestionDraft(view: view, word: word.word, name: name, key: key)
        var properties = view.properties
        hasGroups = false
        draft.lines = gather(view.list, into: &properties)
        draft.properties = check(
            properties, allowed: Self.properties(of: word.word), kind: word.word, key: key)
        let shape = shape(of: draft)
        add(draft, shape, claim, text: text, note: view.notes)
    }

    /// The kinds that there are, for suggestions.
    static let kindNames = Word.allCases.filter(\.isQuestionKind).map(\.spelling)

    private func shape(of draft: QuestionDraft) -> QuestionShape {
        if draft.word != .choice, draft.word != .choices, let from = draft.view.from {
            report(
                .doesNotFit(
                    "from", "`\(draft.word.spelling)`", at: from.range,
                    "only `choice` and `choices` take a list"))
        }
        switch draft.word {
        case .nps, .csat, .ces, .rating: return scaleShape(of: draft)
        case .choice, .choices: return listShape(of: draft)
        case .grid: return gridShape(of: draft)
        case .yesno, .note:
            rejectBound(of: draft)
            rejectLines(of: draft)
            return draft.word == .note ? .note : .value(.yesno, .yesno)
        case .number:
            rejectLines(of: draft)
            guard let rule = numberRule(draft.view.bound, draft.properties) else { return .failed }
            return .value(.number(rule), .number(rule))
        case .text:
            rejectBound(of: draft)
            rejectLines(of: draft)
            let rule = draft.properties.textRule
            return .value(.text(rule), .text(rule))
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
        question.help = properties.help
        question.note = note.isEmpty ? nil : note.joined(separator: "\n")
        question.isOptional = properties.isOptional
        question.missing = properties.missing
        question.isShuffled = properties.isShuffled
        question.display = properties.display
        question.idle = properties.idle
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
        case .grid(let scale, let rows):
            question.kind = .grid(scale, rows: rows.map(\.row))
            switch claim {
            case .fresh: addRows(of: draft, &question, id, scale, rows)
            case .again(let position): joinRows(of: draft, &question, position, scale, rows)
            case .taken: return
            }
        }
        if let top = properties.top, draft.word == .rating { topBoxes[id] = top.value }
        survey.questions.append(question)
        // A question outside a page is its own page.
        let isOutside = openBlocks.last?.page == nil
        if isOutside {
            openBlock(
                .page(name: draft.name.text, title: nil), start: draft.view.range.lowerBound, isPage: true)
        }
        addStep(.ask(id))
        if isOutside { closeBlock() }
    }

    private func missing(_ draft: QuestionDraft, _ more: [Question.MissingOption] = []) -> Set<Missing> {
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
        guard let list = question.list else { return }
        for (index, option) in survey[list].options.enumerated() where option.hasSpecify {
            let name = Name("\(draft.name.text).\(option.name)", draft.name.span)
            if let taken = names.position(near: name.text) {
                report(.similarName(name, to: names.symbols[taken].name, firstAt: names.symbols[taken].span))
                continue
            }
            let text = Variable(
                name: name.text, role: .specify(id, index), domain: .text(TextRule()), missing: [.skipped],
                isPersonal: draft.properties.isPersonal)
            guard let specify = addVariable(text, at: name.span) else { return }
            declare(name, .variable(specify), mayBeMissing: true)
            question.specify.append(.init(option: index, variable: specify))
        }
    }

    private func addRows(
        of draft: QuestionDraft, _ question: inout Question, _ id: QuestionID, _ scale: ScaleID,
        _ rows: [RowDraft]
    ) {
        declare(draft.name, .grid(id))
        if hasGroups, let position = names.position(of: draft.name.text) {
            names.update(position) { $0.hasUnknownParts = true }
        }
        for (index, draftRow) in rows.enumerated() {
            let name = Name("\(draft.name.text).\(draftRow.name.text)", draftRow.name.span)
            let variable = Variable(
                name: name.text, role: .row(id, index), domain: .point(scale),
                missing: missing(draft, draftRow.row.missing), isPersonal: draft.properties.isPersonal)
            guard let row = addVariable(variable, at: name.span) else { return }
            question.variables.append(row)
            if case .fresh = claim(name) {
                declare(name, .variable(row), mayBeMissing: draftRow.row.condition != nil)
            }
        }
    }

    // MARK: The same name in another arm

    private func joinNote(_ draft: QuestionDraft, _ position: Int) {
        if case .note = names.symbols[position].entity { return join(draft, position) }
        report(.differsInOtherArm(draft.name, firstAt: names.symbols[position].span, "the kinds differ"))
    }

    private func joinVariables(
        of draft: QuestionDraft, _ question: inout Question, _ position: Int, _ domain: Domain
    ) {
        let symbol = names.symbols[position]
        if case .unknown = symbol.entity { return }
        guard case .variable(let main) = symbol.entity, let first = survey[main].question else {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, "the kinds differ"))
        }
        if let difference = difference(question, domain, from: survey[first], survey[main].domain) {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, difference))
        }
        join(draft, position)
        question.variables = [main]
        question.specify = survey[first].specify
        survey.variables[main.position].missing.formUnion(missing(draft))
        for variable in [main] + question.specify.map(\.variable) where draft.properties.isPersonal {
            survey.variables[variable.position].isPersonal = true
        }
    }

    private func joinRows(
        of draft: QuestionDraft, _ question: inout Question, _ position: Int, _ scale: ScaleID,
        _ rows: [RowDraft]
    ) {
        let symbol = names.symbols[position]
        if case .unknown = symbol.entity { return }
        guard case .grid(let first) = symbol.entity, let firstScale = survey[first].scale else {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, "the kinds differ"))
        }
        if survey[firstScale].bounds != survey[scale].bounds {
            return report(
                .differsInOtherArm(draft.name, firstAt: symbol.span, "the scales have other points"))
        }
        if survey[first].rows.map(\.name) != rows.map(\.name.text) {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, "the rows differ"))
        }
        join(draft, position)
        question.variables = survey[first].variables
        for (variable, row) in zip(question.variables, rows) {
            survey.variables[variable.position].missing.formUnion(missing(draft, row.row.missing))
            if draft.properties.isPersonal { survey.variables[variable.position].isPersonal = true }
        }
    }

    private func join(_ draft: QuestionDraft, _ position: Int) {
        names.update(position) { symbol in
            symbol.latest = draft.name.span.lowerBound
            symbol.declarationCount += 1
        }
    }

    /// Why two questions cannot be one variable, or nil if they can. Wording may differ.
    private func difference(
        _ question: Question, _ domain: Domain, from first: Question, _ firstDomain: Domain
    ) -> String? {
        guard question.kindName == first.kindName else { return "the kinds differ" }
        switch (domain, firstDomain) {
        case (.option(let list), .option(let firstList)): return difference(list, firstList)
        case (.options(let list, let select), .options(let firstList, let firstSelect)):
            return difference(list, firstList)
                ?? (select == firstSelect ? nil : "the numbers after `select` differ")
        case (.point(let scale), .point(let firstScale)):
            return survey[scale].bounds == survey[firstScale].bounds ? nil : "the scales have other points"
        case (.number(let rule), .number(let firstRule)):
            let agree =
                rule.low == firstRule.low && rule.high == firstRule.high
                && rule.decimals == firstRule.decimals
            return agree ? nil : "the ranges or the decimals differ"
        case (.text(let rule), .text(let firstRule)): return rule == firstRule ? nil : "the lengths differ"
        case (.yesno, .yesno): return nil
        default: return "the kinds differ"
        }
    }

    private func difference(_ list: ListID, _ first: ListID) -> String? {
        guard list != first else { return nil }
        let (options, firsts) = (survey[list].options, survey[first].options)
        let agree =
            options.count == firsts.count
            && zip(options, firsts).allSatisfy {
                $0.name == $1.name && $0.code == $1.code && $0.hasSpecify == $1.hasSpecify
                    && $0.isExclusive == $1.isExclusive
            }
        return agree ? nil : "the options differ"
    }
}
