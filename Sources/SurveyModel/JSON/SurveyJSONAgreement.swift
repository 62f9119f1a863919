/// What must agree between the parts of a survey whose references are all sound: what the compiler promises,
/// and what the interview, the tallies and the exports take for granted.
struct SurveyAgreement {
    let survey: Survey
    let instances: Set<Metric.Strand.Instance>
    private let document: SurveyNode

    init(_ survey: Survey, _ document: SurveyNode) {
        self.survey = survey
        instances = Set(
            survey.rosters.flatMap { roster in
                roster.instances.map { Metric.Strand.Instance(roster: roster.name, name: $0.name) }
            })
        self.document = document
    }

    func check() throws(SurveyFault) {
        try each("texts") { index in textProblem(survey.texts[index]) }
        try each("localizations") { index in localizationProblem(survey.localizations[index]) }
        if let problem = TextNesting(survey).problem { throw try document.required("texts").fault(problem) }
        try each("lists") { index in survey.lists[index].problem }
        try each("variables") { index in roleProblem(survey.variables[index]) }
        if survey.variables.count(where: { $0.role == .today }) > 1 {
            throw try document.required("variables").fault("there is one variable for today, not several")
        }
        try each("questions") { index in questionProblem(survey.questions[index]) }
        try each("blocks", blockProblem)
        if let (index, problem) = unitProblem() {
            throw try document.required("blocks").elements()[index].fault(problem)
        }
        if !survey.rosters.isEmpty {
            try each("rosters") { index in rosterProblem(survey.rosters[index]) }
        }
        try each("steps", stepProblem)
        try each("metrics") { index in metricProblem(survey.metrics[index]) }
    }

    private func each(_ section: String, _ problem: (Int) -> String?) throws(SurveyFault) {
        for (index, node) in try document.required(section).elements().enumerated() {
            if let problem = problem(index) { throw node.fault(problem) }
        }
    }

    // MARK: Texts

    private func textProblem(_ text: Text) -> String? {
        guard let plural = text.plural else { return nil }
        switch plural.count {
        case .variable, .number: return nil
        case .option, .text: return "a number or a variable decides a plural"
        }
    }

    private func localizationProblem(_ localization: Localization) -> String? {
        for (text, localized) in zip(survey.texts, localization.texts) {
            let forms = text.plural == nil || localized.state == .missing ? 0 : localization.pluralRule.forms
            guard localized.forms.count == forms, forms == 0 || localized.forms[0] == localized.template
            else {
                return
                    "the text \"\(text.key)\" has \(localized.forms.count) plural forms, the first its text; "
                    + "\(forms) are expected"
            }
        }
        return nil
    }

    // MARK: Variables and questions

    private func roleProblem(_ variable: Variable) -> String? {
        switch variable.role {
        case .given: return variable.domain == .truth ? "only a computed value is a truth" : nil
        case .computed: return nil
        case .answer(let id):
            switch survey[id].kind {
            case .note, .grid, .choiceGrid, .allocate: return "that question has no answer of its own"
            default: return nil
            }
        case .amount(let id, let option):
            guard case .allocate(let list, _) = survey[id].kind, survey[list].options.indices.contains(option)
            else { return "that question allocates nothing to such an option" }
            return nil
        case .split(let weights):
            guard case .option(let list) = variable.domain, survey[list].options.count == weights.count
            else { return "a split has one option of a list, and a weight for each of them" }
            return nil
        case .today:
            guard case .date = variable.domain, variable.name == "today" else {
                return "the day of the interview is a date, and called today"
            }
            return nil
        case .row(let id, let row):
            return survey[id].rows.indices.contains(row) ? nil : "that question has no such row"
        case .specify(let id, let option):
            let count = survey[id].list.map { survey[$0].options.count } ?? 0
            guard option < count else { return "that question has no such option" }
            if case .text = variable.domain { return nil }
            return "what an option opens is a text"
        }
    }

    private func questionProblem(_ question: Question) -> String? {
        let expected: Int =
            switch question.kind {
            case .note: 0
            case .grid(_, let rows), .choiceGrid(_, _, let rows): rows.count
            case .allocate(let list, _): survey[list].options.count
            default: 1
            }
        guard question.variables.count == expected else {
            return "its answer goes to \(expected) variables, not to \(question.variables.count)"
        }
        for id in question.variables where !fits(survey[id].domain, question.kind) {
            return "the values of the variable \"\(survey[id].name)\" are not those of the question"
        }
        if let suggestion = question.suggestion {
            guard let id = question.variables.first, question.variables.count == 1,
                suggestion.isOf(survey[id].domain)
            else { return "the suggestion is no value of the question" }
        }
        if question.suggestedDay != nil {
            guard case .date = question.kind, question.suggestion == nil else {
                return "only the field of a date holds a day that counts from today"
            }
        }
        if let problem = carriedProblem(question) { return problem }
        for specify in question.specify {
            guard case .text = survey[specify.variable].domain else {
                return "what an option opens is a text"
            }
        }
        for id in question.variables + question.specify.map(\.variable) where survey[id].question == nil {
            return "the variable \"\(survey[id].name)\" does not belong to a question"
        }
        switch question.kind {
        case .csat(let scale, let top), .ces(let scale, let top):
            if top > survey[scale].bounds.count { return "it has more top boxes than points" }
        case .nps(let scale):
            if survey[scale].bounds != 0...10 { return "willingness to recommend is asked on 0 to 10" }
        case .rating, .choice, .choices, .grid, .choiceGrid, .ranking, .allocate, .yesno, .consent, .number,
            .date, .time, .text, .note:
            break
        }
        return nil
    }

    private func carriedProblem(_ question: Question) -> String? {
        guard !question.carried.isEmpty || question.draw != nil else { return nil }
        // A grid of ratings has no options, but its rows can be drawn.
        guard let list = question.list else {
            return question.carried.isEmpty && !question.rows.isEmpty
                ? nil : "only a question with options offers some of them"
        }
        for carried in question.carried {
            switch carried {
            case .chosen(let id), .exceptChosen(let id):
                guard let other = survey[id].domain.list, areAlike(list, other) else {
                    return "the variable \"\(survey[id].name)\" does not hold options of the same list"
                }
            case .except: break
            }
        }
        return nil
    }

    /// Whether two lists have the same options: a question in two arms may have one list in each.
    private func areAlike(_ list: ListID, _ other: ListID) -> Bool {
        list == other
            || survey[list].options.map(\.name) == survey[other].options.map(\.name)
                && survey[list].options.map(\.code) == survey[other].options.map(\.code)
    }

    /// Whether a domain has the values of a kind. The same question in two arms has one variable, and may
    /// have two lists or scales of its own that agree.
    private func fits(_ domain: Domain, _ kind: Question.Kind) -> Bool {
        switch (domain, kind) {
        case (.point(let scale), .nps(let other)), (.point(let scale), .csat(let other, _)),
            (.point(let scale), .ces(let other, _)), (.point(let scale), .rating(let other)),
            (.point(let scale), .grid(let other, _)):
            scale == other || survey[scale].bounds == survey[other].bounds
        case (.option(let list), .choice(let other)), (.options(let list, _), .choices(let other, _)),
            (.order(let list, _), .ranking(let other, _)),
            (.option(let list), .choiceGrid(let other, nil, _)):
            areAlike(list, other)
        case (.options(let list, _), .choiceGrid(let other, let select, _)):
            select != nil && areAlike(list, other)
        case (.yesno, .yesno), (.yesno, .consent), (.number, .number), (.number, .allocate), (.text, .text),
            (.date, .date), (.time, .time):
            true
        default: false
        }
    }

    // MARK: Routing

    private func blockProblem(_ index: Int) -> String? {
        let block = survey.blocks[index]
        guard let parent = block.parent else {
            guard index == 0, block.kind == .root else {
                return "only the first block, the survey, stands in no other"
            }
            return block.steps == 0..<survey.steps.count ? nil : "the survey holds all steps"
        }
        guard block.kind != .root else { return "only the first block is the survey" }
        guard parent.position < index else { return "a block stands after the one that it is in" }
        let outer = survey[parent].steps
        guard outer.lowerBound <= block.steps.lowerBound, block.steps.upperBound <= outer.upperBound else {
            return "its steps are not all in the block that it is in"
        }
        switch (block.kind, survey[parent].kind) {
        case (.unit, .collection): break
        case (.unit, _): return "a unit stands directly in a collection"
        case (_, .collection): return "a collection holds units only"
        default: break
        }
        guard case .arm(_, let previous?) = block.kind else { return nil }
        guard previous.position < index, survey[previous].parent == parent, case .arm = survey[previous].kind
        else {
            return "the arm before it is an earlier arm in the same block"
        }
        return nil
    }

    /// Units of a collection stand one after the other, since they can be put in another order.
    private func unitProblem() -> (index: Int, String)? {
        var ends: [BlockID: Int] = [:]
        for (index, block) in survey.blocks.enumerated() {
            guard case .unit = block.kind, let parent = block.parent else { continue }
            guard ends[parent, default: 0] <= block.steps.lowerBound else {
                return (index, "its steps are in the unit before it as well")
            }
            ends[parent] = block.steps.upperBound
        }
        return nil
    }

    private func rosterProblem(_ roster: Roster) -> String? {
        guard case .collection = survey[roster.block].kind else {
            return "the block of a roster is a collection"
        }
        if case .options(let list, let variable?) = roster.source {
            guard let other = survey[variable].domain.list, areAlike(list, other) else {
                return "the variable \"\(survey[variable].name)\" does not hold options of the same list"
            }
        }
        for instance in roster.instances {
            guard case .unit = survey[instance.block].kind, survey[instance.block].parent == roster.block
            else {
                return "the block of the instance \"\(instance.name)\" is a unit of the roster's"
            }
        }
        return Set(roster.instances.map(\.name)).count == roster.instances.count
            ? nil : "two instances have the same name"
    }

    private func stepProblem(_ index: Int) -> String? {
        let step = survey.steps[index]
        guard survey[step.block].steps.contains(index) else {
            return "it does not stand among the steps of its block"
        }
        if case .collection = survey[step.block].kind { return "a collection holds units only" }
        switch step.action {
        case .compute(let id, let formula):
            guard case .computed(let formulas) = survey[id].role else {
                return "that variable is not computed"
            }
            return formulas.indices.contains(formula) ? nil : "that variable has no such formula"
        case .draw(let id):
            if case .split = survey[id].role { return nil }
            return "that variable is not drawn"
        case .ask, .check, .end: return nil
        }
    }
}

extension OptionList {
    fileprivate var problem: String? {
        guard !options.isEmpty else { return "a list has at least one option" }
        guard Set(options.map(\.name)).count == options.count else { return "two options have the same name" }
        guard Set(options.map(\.code)).count == options.count else { return "two options have the same code" }
        return nil
    }
}

extension Value {
    /// Whether it is of the kind that a domain has, and its options are in the list's range by how they were read.
    fileprivate func isOf(_ domain: Domain) -> Bool {
        switch (self, domain) {
        case (.number(let number), .number(let rule)): rule.allows(number)
        case (.text(let text), .text(let rule)): !text.isEmpty && rule.allows(text)
        case (.date(let date), .date(let rule)): rule.allows(date, today: nil)
        case (.time(let time), .time(let rule)): rule.allows(time)
        case (.option, .option), (.options, .options), (.order, .order), (.yesno, .yesno): true
        default: false
        }
    }
}
