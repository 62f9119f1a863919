/// What each name in a document leads to, gathered before anything refers to it.
struct SurveyDirectory {
    /// Names, and how many things there are: the names of a list's options or of a grid's rows.
    struct Parts {
        var names: [String: Int] = [:]
        var count = 0

        /// The first of two that share a name has it.
        init(_ nodes: [SurveyNode]) {
            count = nodes.count
            for (index, node) in nodes.enumerated() {
                if let name = node.value["name"]?.string, names[name] == nil { names[name] = index }
            }
        }
    }

    let texts: [String: TextID]
    let lists: [String: ListID]
    let scales: [String: ScaleID]
    let variables: [String: VariableID]
    let questions: [String: QuestionID]
    let checks: [String: CheckID]
    let endings: [String: EndingID]
    let blocks: [String: BlockID]
    let stepCount: Int
    /// The options of each list.
    let options: [Parts]
    /// The rows of each question.
    let rows: [Parts]
    private let questionLists: [ListID?]
    private let variableLists: [ListID?]

    init(_ document: SurveyNode) throws(SurveyFault) {
        texts = try Self.names(document, "texts", "key")
        lists = try Self.names(document, "lists", "name")
        scales = try Self.names(document, "scales", "name")
        variables = try Self.names(document, "variables", "name")
        questions = try Self.names(document, "questions", "name")
        checks = try Self.names(document, "checks", "name")
        endings = try Self.names(document, "endings", "name")
        blocks = try Self.names(document, "blocks", "name")
        stepCount = try document.required("steps").elements().count
        var options: [Parts] = []
        for list in try document.required("lists").elements() {
            try list.allow(["name", "id", "options"])
            options.append(Parts(try list.required("options").elements()))
        }
        self.options = options
        var rows: [Parts] = []
        var questionLists: [ListID?] = []
        for question in try document.required("questions").elements() {
            rows.append(Parts(try question.elements("rows")))
            questionLists.append(question.value["list"]?.string.flatMap { [lists] in lists[$0] })
        }
        self.rows = rows
        self.questionLists = questionLists
        variableLists = try document.required("variables").elements().map { [lists] variable in
            variable.value["domain"]?["list"]?.string.flatMap { lists[$0] }
        }
    }

    /// What expressions refer to.
    var formulas: FormulaDecoder {
        FormulaDecoder(
            variables: variables, variableLists: variableLists, lists: lists, options: options.map(\.names),
            listSizes: options.map(\.count))
    }

    /// The options of a question's list; none if it has no list.
    func optionsOfQuestion(_ id: QuestionID) -> Parts {
        questionLists[id.position].map { options[$0.position] } ?? Parts([])
    }

    /// The identifier of each element of a section: its `id`, or its name where it has none.
    private static func names<ID: SurveyPosition>(
        _ document: SurveyNode, _ section: String, _ key: String
    ) throws(SurveyFault) -> [String: ID] {
        var names: [String: ID] = [:]
        for (index, node) in try document.required(section).elements().enumerated() {
            let identifier = if let id = node.optional("id") { id } else { try node.required(key) }
            let name = try identifier.text()
            guard names.updateValue(ID(index), forKey: name) == nil else {
                throw identifier.fault("\"\(name)\" stands here twice")
            }
        }
        return names
    }
}

/// What must agree between the parts of a survey whose references are all sound: what the compiler promises,
/// and what the interview, the tallies and the exports take for granted.
struct SurveyAgreement {
    private let survey: Survey
    private let document: SurveyNode

    init(_ survey: Survey, _ document: SurveyNode) {
        self.survey = survey
        self.document = document
    }

    func check() throws(SurveyFault) {
        try each("lists") { index in survey.lists[index].problem }
        try each("variables") { index in roleProblem(survey.variables[index]) }
        try each("questions") { index in questionProblem(survey.questions[index]) }
        try each("blocks", blockProblem)
        try each("steps", stepProblem)
        try each("metrics") { index in metricProblem(survey.metrics[index]) }
    }

    private func each(_ section: String, _ problem: (Int) -> String?) throws(SurveyFault) {
        for (index, node) in try document.required(section).elements().enumerated() {
            if let problem = problem(index) { throw node.fault(problem) }
        }
    }

    private func roleProblem(_ variable: Variable) -> String? {
        switch variable.role {
        case .given: return variable.domain == .truth ? "only a computed value is a truth" : nil
        case .computed: return nil
        case .answer(let id):
            return survey[id].kind == .note || !survey[id].rows.isEmpty
                ? "that question has no answer of its own" : nil
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
            case .grid(_, let rows): rows.count
            default: 1
            }
        guard question.variables.count == expected else {
            return "its answer goes to \(expected) variables, not to \(question.variables.count)"
        }
        for id in question.variables where !fits(survey[id].domain, question.kind) {
            return "the values of the variable \"\(survey[id].name)\" are not those of the question"
        }
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
        case .rating, .choice, .choices, .grid, .yesno, .number, .text, .note: break
        }
        return nil
    }

    /// Whether a domain has the values of a kind. The same question in two arms has one variable, and may
    /// have two lists or scales of its own that agree.
    private func fits(_ domain: Domain, _ kind: Question.Kind) -> Bool {
        switch (domain, kind) {
        case (.point(let scale), .nps(let other)), (.point(let scale), .csat(let other, _)),
            (.point(let scale), .ces(let other, _)), (.point(let scale), .rating(let other)),
            (.point(let scale), .grid(let other, _)):
            scale == other || survey[scale].bounds == survey[other].bounds
        case (.option(let list), .choice(let other)), (.options(let list, _), .choices(let other, _)):
            list == other
                || survey[list].options.map(\.name) == survey[other].options.map(\.name)
                    && survey[list].options.map(\.code) == survey[other].options.map(\.code)
        case (.yesno, .yesno), (.number, .number), (.text, .text): true
        default: false
        }
    }

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
        guard case .arm(_, let previous?) = block.kind else { return nil }
        guard previous.position < index, survey[previous].parent == parent, case .arm = survey[previous].kind
        else {
            return "the arm before it is an earlier arm in the same block"
        }
        return nil
    }

    private func stepProblem(_ index: Int) -> String? {
        let step = survey.steps[index]
        guard survey[step.block].steps.contains(index) else {
            return "it does not stand among the steps of its block"
        }
        if case .compute(let id) = step.action, survey[id].isStored { return "that variable is not computed" }
        return nil
    }

    private func metricProblem(_ metric: Metric) -> String? {
        if metric.items.isEmpty { return "it has no variable" }
        for item in metric.items {
            switch (metric.function, survey[item.variable].domain) {
            case (.nps, .point(let scale)):
                if survey[scale].bounds != 0...10 { return "a promoter score is computed on 0 to 10" }
            case (.csat(let top), .point(let scale)), (.ces(let top), .point(let scale)):
                if top > survey[scale].bounds.count { return "it has more top boxes than points" }
            case (.mean, .point), (.mean, .number): break
            default: return "\(metric.function.name) cannot be computed on \"\(survey[item.variable].name)\""
            }
        }
        return nil
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
