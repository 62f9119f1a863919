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
