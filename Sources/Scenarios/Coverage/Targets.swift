public import RoutingProof
public import SurveyModel

extension Visits.Target {
    /// Everything of a survey that tests can go through, kind by kind, in the order of the file. Linear.
    ///
    /// It has what no interview can do as well: that is known only to the proof.
    public static func all(of survey: Survey) -> [Visits.Target] {
        var found: [Visits.Target] = []
        for (position, question) in survey.questions.enumerated() {
            let id = QuestionID(position)
            found.append(.question(id))
            let parts = question.variables + question.specify.map(\.variable)
            for variable in parts where survey[variable].name != question.name {
                found.append(.part(variable))
            }
            switch question.kind {
            case .choice, .choices, .choiceGrid, .ranking:
                for option in question.offerable(in: survey) { found.append(.option(id, option)) }
            case .yesno, .consent:
                found += [.option(id, 1), .option(id, 0)]
            case .nps, .csat, .ces, .rating, .grid, .allocate, .number, .date, .time, .text, .note: continue
            }
        }
        for (position, block) in survey.blocks.enumerated() {
            if case .arm = block.kind { found.append(.arm(BlockID(position))) }
        }
        for position in survey.checks.indices {
            found += [.passed(CheckID(position)), .fired(CheckID(position))]
        }
        for ending in survey.reachableEndings { found.append(.ending(ending)) }
        for (position, question) in survey.questions.enumerated() where question.isSet {
            for option in question.offerable(in: survey) { found.append(.left(QuestionID(position), option)) }
        }
        let places = survey.conditionPlaces
        for place in places where !survey.isArm(place) { found.append(.holds(place)) }
        // Where an `else` follows, that the condition is not true is that the other arm happens.
        let hasElse = survey.armsWithElse
        for place in places {
            if case .block(let block) = place, hasElse.contains(block) { continue }
            found.append(.fails(place))
        }
        for position in survey.questions.indices { found.append(.passedOver(QuestionID(position))) }
        return found
    }

    /// What the proof calls it; nil for what it has no word for.
    public func claim(in survey: Survey) -> Claim.Subject? {
        switch self {
        case .question(let id): .asked(id)
        case .part(let variable): .part(variable)
        case .option(let id, let option): .chosen(id, option)
        case .arm(let block):
            switch survey[block].kind {
            case .arm(_?, _): .holds(.block(block))
            // `else` happens where the condition before it is met and not true.
            case .arm(nil, let previous?): .fails(.block(previous))
            default: nil
            }
        case .passed(let check): .passes(check)
        case .fired(let check): .fires(check)
        case .ending(let ending): .ends(ending)
        case .left(let id, let option): .left(id, option)
        case .holds(let place): .holds(place)
        case .fails(let place): .fails(place)
        case .passedOver(let id): .passedOver(id)
        }
    }

    /// What it is called in a report, with its kind in front: `question why`, `option channel.bot`.
    public func words(in survey: Survey) -> String {
        switch self {
        case .question(let id): "question \(survey[id].name)"
        case .part(let variable): "row \(survey[variable].name)"
        case .option(let id, let option): "option \(survey.words(for: option, of: id))"
        case .arm(let block): "arm \(survey.words(forArm: block))"
        case .passed(let check): "check \(survey[check].name) holds"
        case .fired(let check): "check \(survey[check].name) fires"
        case .ending(let ending): "ending \(survey.words(for: ending))"
        case .left(let id, let option): "not chosen: \(survey.words(for: option, of: id))"
        case .holds(let place): "true: \(survey.words(for: place))"
        case .fails(let place): "not true: \(survey.words(for: place))"
        case .passedOver(let id): "not asked: \(survey[id].name)"
        }
    }

    /// The word for its kind in machine-readable reports.
    public var kind: String {
        switch self {
        case .question: "question"
        case .part: "row"
        case .option: "option"
        case .arm: "arm"
        case .passed: "check_passed"
        case .fired: "check_fired"
        case .ending: "ending"
        case .left: "option_not_chosen"
        case .holds: "condition_true"
        case .fails: "condition_not_true"
        case .passedOver: "question_not_asked"
        }
    }
}

extension Question {
    /// The options that it can offer at all.
    func offerable(in survey: Survey) -> [Int] {
        guard let list else { return [] }
        var excluded: Set<Int> = []
        for rule in carried {
            switch rule {
            case .except(let options): excluded.formUnion(options)
            case .chosen:
                for (index, option) in survey[list].options.enumerated() where option.isExclusive {
                    excluded.insert(index)
                }
            case .exceptChosen: continue
            }
        }
        return survey[list].options.indices.filter { !excluded.contains($0) }
    }

    /// Whether its answer is a set of options.
    var isSet: Bool {
        if case .choices = kind { true } else { false }
    }
}

extension Survey {
    /// The endings that some step leads to, and those of refused consent; in the order of the file.
    var reachableEndings: [EndingID] {
        var found: Set<EndingID> = []
        for step in steps { if case .end(let ending) = step.action { found.insert(ending) } }
        for (position, ending) in endings.enumerated() where ending.disposition == .refused {
            found.insert(EndingID(position))
        }
        return found.sorted()
    }

    /// Where conditions stand that decide what is asked or offered: of arms and units, of rows, and of options in each
    /// question that offers them.
    var conditionPlaces: [Place] {
        var found: [Place] = []
        for (position, block) in blocks.enumerated() {
            switch block.kind {
            case .arm(_?, _), .unit(_?): found.append(.block(BlockID(position)))
            case .root, .page, .arm, .collection, .unit: continue
            }
        }
        for (position, question) in questions.enumerated() {
            found += conditionPlaces(of: QuestionID(position), question)
        }
        return found
    }

    /// The rows of a question, and its options, that have a condition.
    func conditionPlaces(of id: QuestionID, _ question: Question) -> [Place] {
        var found: [Place] = []
        for (row, value) in question.rows.enumerated() where value.condition != nil {
            found.append(.row(id, row))
        }
        guard let list = question.list, self[list].options.contains(where: { $0.condition != nil }) else {
            return found
        }
        for option in question.offerable(in: self) where self[list].options[option].condition != nil {
            found.append(.option(id, option))
        }
        return found
    }

    /// The condition at a place; nil where there is none.
    func condition(at place: Place) -> Formula? {
        switch place {
        case .block(let block):
            switch self[block].kind {
            case .arm(let condition, _), .unit(let condition): condition
            case .root, .page, .collection: nil
            }
        case .row(let id, let row): self[id].rows.indices.contains(row) ? self[id].rows[row].condition : nil
        case .option(let id, let option):
            self[id].list.flatMap { list in
                self[list].options.indices.contains(option) ? self[list].options[option].condition : nil
            }
        case .check(let check): self[check].condition
        case .metric(let metric, let strand): metrics[metric].strands[strand].condition
        }
    }

    /// Whether the condition at a place is that of an arm.
    func isArm(_ place: Place) -> Bool {
        guard case .block(let block) = place, case .arm = self[block].kind else { return false }
        return true
    }

    /// The arms that an `else` without a condition follows.
    var armsWithElse: Set<BlockID> {
        var found: Set<BlockID> = []
        for block in blocks {
            if case .arm(nil, let previous?) = block.kind { found.insert(previous) }
        }
        return found
    }
}
