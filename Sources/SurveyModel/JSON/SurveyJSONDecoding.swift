internal import FoundationEssentials

extension Survey {
    /// Reads what `json` writes. The document need not come from us: every reference, range and rule that the
    /// rest of the program relies on is checked, so that the survey is as good as a compiled one.
    ///
    /// Throws `SurveyFault` with the first thing that is wrong and its path. The keys of an object may stand
    /// in any order; unknown ones are faults. Linear in the size of the document.
    public init(json: JSONValue) throws(SurveyFault) {
        self = try SurveyDecoder(json).survey()
    }

    /// Reads a document from bytes; see `init(json:)`.
    ///
    /// Throws `SurveyFault`, also for what is not JSON, with the byte in the message.
    public init(parsingJSON bytes: some Collection<UInt8>) throws(SurveyFault) {
        let document: JSONValue
        do { document = try JSONValue(parsing: bytes) } catch {
            throw SurveyFault(path: "", message: "byte \(error.offset): \(error.message)")
        }
        try self.init(json: document)
    }
}

/// The limits that a document must keep, wider than any sensible survey.
enum SurveyLimits {
    static let points = -1_000_000...1_000_000
    static let pointCount = 10_001
    static let textLength = 1...1_000_000
    static let idle = 1...86_400
    static let decimals = 0...38
}

/// Reads a survey section by section. The names of all sections come first, since they refer to each other.
private struct SurveyDecoder {
    private let document: SurveyNode
    private let names: SurveyDirectory
    private let formulas: FormulaDecoder

    init(_ json: JSONValue) throws(SurveyFault) {
        document = SurveyNode(json)
        try document.allow([
            "format", "formatVersion", "survey", "version", "structure", "language", "translations", "title",
            "texts",
            "localizations", "lists", "scales", "variables", "questions", "checks", "endings", "blocks",
            "steps",
            "metrics", "relations",
        ])
        let format = try document.required("format")
        guard format.value.string == Survey.jsonFormat else {
            throw format.expected("\"\(Survey.jsonFormat)\"")
        }
        let version = try document.required("formatVersion")
        guard version.value.int == Survey.jsonFormatVersion else {
            throw version.expected("\(Survey.jsonFormatVersion), the version that this program reads")
        }
        names = try SurveyDirectory(document)
        formulas = names.formulas
    }

    func survey() throws(SurveyFault) -> Survey {
        var survey = Survey(
            name: try document.required("survey").name(),
            version: try document.required("version").whole(1...Int.max),
            language: try document.required("language").tag())
        survey.structure = try document.required("structure").text()
        survey.translations = try map("translations") { node throws(SurveyFault) in try node.tag() }
        survey.title = try text(document.optional("title"))
        survey.texts = try map("texts", text)
        survey.localizations = try map("localizations", localization)
        survey.lists = try map("lists", list)
        survey.scales = try map("scales", scale)
        survey.variables = try map("variables", variable)
        survey.questions = try map("questions", question)
        survey.checks = try map("checks", check)
        survey.endings = try map("endings", ending)
        survey.blocks = try map("blocks", block)
        survey.steps = try map("steps", step)
        survey.metrics = try map("metrics", metric)
        survey.relations = try map("relations", relation)
        try SurveyAgreement(survey, document).check()
        return survey
    }

    private func map<Element>(
        _ key: String, _ decode: (SurveyNode) throws(SurveyFault) -> Element
    ) throws(SurveyFault) -> [Element] {
        try map(document.required(key).elements(), decode)
    }

    private func map<Element>(
        _ nodes: [SurveyNode], _ decode: (SurveyNode) throws(SurveyFault) -> Element
    ) throws(SurveyFault) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(nodes.count)
        for node in nodes { elements.append(try decode(node)) }
        return elements
    }

    // MARK: Texts

    private func text(_ node: SurveyNode?) throws(SurveyFault) -> TextID? {
        guard let node else { return nil }
        return try node.reference(in: names.texts, "text")
    }

    private func text(of node: SurveyNode) throws(SurveyFault) -> TextID {
        try node.required("text").reference(in: names.texts, "text")
    }

    private func note(_ node: SurveyNode) throws(SurveyFault) -> String? { try node.optional("note")?.text() }

    private func text(_ node: SurveyNode) throws(SurveyFault) -> Text {
        try node.allow(["key", "id", "source", "note", "pipes"])
        let pipes = try map(node.elements("pipes")) { pipe throws(SurveyFault) in
            try pipe.allow(["name", "variable"])
            return Text.Pipe(name: try pipe.required("name").text(), variable: try variable(of: pipe))
        }
        return Text(
            key: try node.required("key").text(), source: try node.required("source").text(),
            note: try note(node),
            pipes: pipes)
    }

    private func localization(_ node: SurveyNode) throws(SurveyFault) -> Localization {
        try node.allow(["language", "texts"])
        let section = try node.required("texts")
        var texts = [LocalizedText?](repeating: nil, count: names.texts.count)
        for (key, node) in try section.members() {
            guard let id = names.texts[key] else { throw node.fault("there is no text \"\(key)\"") }
            try node.allow(["state", "text"])
            let state = try node.required("state").word(LocalizedText.State.allCases, "a state")
            texts[id.position] = LocalizedText(state: state, template: try node.required("text").text())
        }
        if let absent = names.texts.filter({ texts[$0.value.position] == nil }).min(by: {
            $0.value < $1.value
        }) {
            throw section.fault("the text \"\(absent.key)\" is missing")
        }
        return Localization(tag: try node.required("language").tag(), texts: texts.compactMap(\.self))
    }

    // MARK: Lists, scales, variables

    private func list(_ node: SurveyNode) throws(SurveyFault) -> OptionList {
        let options = try map(node.required("options").elements()) { option throws(SurveyFault) in
            try option.allow(["name", "code", "text", "exclusive", "pinned", "specify", "if"])
            return OptionList.Option(
                name: try option.required("name").name(),
                code: try option.required("code").whole(Int.min...Int.max),
                text: try text(of: option), isExclusive: try option.flag("exclusive"),
                isPinned: try option.flag("pinned"), hasSpecify: try option.flag("specify"),
                condition: try condition(option, "if"))
        }
        return OptionList(name: try node.required("name").name(dotted: true), options: options)
    }

    private func scale(_ node: SurveyNode) throws(SurveyFault) -> Scale {
        try node.allow(["name", "id", "low", "high", "labels"])
        let low = try node.required("low").whole(SurveyLimits.points)
        let high = try node.required("high").whole(SurveyLimits.points)
        guard low <= high, high - low < SurveyLimits.pointCount else {
            throw node.fault(
                "a scale rises by 1 to \(SurveyLimits.pointCount) points, not from \(low) to \(high)")
        }
        var last = Int.min
        let labels = try map(node.elements("labels")) { label throws(SurveyFault) in
            try label.allow(["point", "text"])
            let point = try label.required("point").whole(low...high)
            guard point > last else { throw label.fault("the labelled points rise, each once") }
            last = point
            return Scale.Label(point: point, text: try text(of: label))
        }
        return Scale(name: try node.required("name").name(dotted: true), bounds: low...high, labels: labels)
    }

    private func variable(of node: SurveyNode) throws(SurveyFault) -> VariableID {
        try node.required("variable").reference(in: names.variables, "variable")
    }

    private func variables(_ nodes: [SurveyNode]) throws(SurveyFault) -> [VariableID] {
        try map(nodes) { node throws(SurveyFault) in try node.reference(in: names.variables, "variable") }
    }

    private func variable(_ node: SurveyNode) throws(SurveyFault) -> Variable {
        func question() throws(SurveyFault) -> QuestionID {
            try node.required("question").reference(in: names.questions, "question")
        }
        let common = ["name", "role", "domain", "missing", "personal"]
        let role: Variable.Role
        let word = try node.required("role")
        switch word.value.string {
        case "given":
            try node.allow(common + ["optional"])
            role = .given(isOptional: try node.flag("optional"))
        case "answer":
            try node.allow(common + ["question"])
            role = .answer(try question())
        case "row":
            try node.allow(common + ["question", "row"])
            let id = try question()
            let rows = names.rows[id.position]
            role = .row(id, try node.required("row").part(rows.names, count: rows.count, "row"))
        case "specify":
            try node.allow(common + ["question", "option"])
            let id = try question()
            let options = names.optionsOfQuestion(id)
            role = .specify(
                id, try node.required("option").part(options.names, count: options.count, "option"))
        case "computed":
            try node.allow(common + ["value"])
            role = .computed(try formulas.decode(node.required("value")))
        default: throw word.expected("\"given\", \"answer\", \"row\", \"specify\" or \"computed\"")
        }
        var missing: Set<Missing> = []
        for kind in try node.elements("missing") {
            missing.insert(try kind.word(Missing.allCases, "a kind of missing"))
        }
        return Variable(
            name: try node.required("name").name(dotted: true), role: role,
            domain: try domain(node.required("domain")),
            missing: missing, isPersonal: try node.flag("personal"))
    }

    private func domain(_ node: SurveyNode) throws(SurveyFault) -> Domain {
        let kind = try node.required("kind")
        switch kind.value.string {
        case "option":
            try node.allow(["kind", "list"])
            return .option(try list(of: node))
        case "options":
            try node.allow(["kind", "list", "select"])
            let id = try list(of: node)
            return .options(id, select: try select(node, id))
        case "point":
            try node.allow(["kind", "scale"])
            return .point(try scale(of: node))
        case "number":
            try node.allow(["kind", "low", "high", "decimals", "unit"])
            return .number(try numberRule(node))
        case "text":
            try node.allow(["kind", "lines", "length"])
            return .text(try textRule(node))
        case "yesno":
            try node.allow(["kind"])
            return .yesno
        case "truth":
            try node.allow(["kind"])
            return .truth
        default: throw kind.expected("a kind of value: option, options, point, yesno, number, text or truth")
        }
    }

    private func list(of node: SurveyNode) throws(SurveyFault) -> ListID {
        try node.required("list").reference(in: names.lists, "list")
    }

    private func scale(of node: SurveyNode) throws(SurveyFault) -> ScaleID {
        try node.required("scale").reference(in: names.scales, "scale")
    }

    private func select(_ node: SurveyNode, _ list: ListID) throws(SurveyFault) -> ClosedRange<Int> {
        let (low, high) = try node.required("select").range(0...names.options[list.position].count)
        return low...high
    }

    private func numberRule(_ node: SurveyNode) throws(SurveyFault) -> NumberRule {
        let rule = NumberRule(
            low: try node.optional("low")?.decimal(), high: try node.optional("high")?.decimal(),
            decimals: try node.required("decimals").whole(SurveyLimits.decimals),
            unit: try text(node.optional("unit")))
        if let low = rule.low, let high = rule.high, low > high {
            throw node.fault("the bounds are the wrong way round")
        }
        return rule
    }

    private func textRule(_ node: SurveyNode) throws(SurveyFault) -> TextRule {
        TextRule(
            lines: try node.required("lines").whole(SurveyLimits.textLength),
            length: try node.required("length").whole(SurveyLimits.textLength))
    }

    // MARK: Questions

    private func question(_ node: SurveyNode) throws(SurveyFault) -> Question {
        let (kind, keys) = try kind(node)
        try node.allow(
            [
                "name", "id", "kind", "text", "help", "note", "variables", "specify", "optional", "missing",
                "shuffle",
                "display", "idle",
            ] + keys)
        var question = Question(
            name: try node.required("name").name(), kind: kind, text: try text(of: node),
            help: try text(node.optional("help")), note: try note(node),
            variables: try variables(node.elements("variables")))
        let list = question.list.map { names.options[$0.position] }
        question.specify = try map(node.elements("specify")) { specify throws(SurveyFault) in
            try specify.allow(["option", "variable"])
            let option = try specify.required("option").part(
                list?.names ?? [:], count: list?.count ?? 0, "option")
            return Question.Specify(option: option, variable: try variable(of: specify))
        }
        question.isOptional = try node.flag("optional")
        question.missing = try missing(node)
        question.isShuffled = try node.flag("shuffle")
        question.display = try node.optional("display")?.word(Question.Display.allCases, "a display")
        question.idle = try node.optional("idle")?.whole(SurveyLimits.idle)
        return question
    }

    /// The kind, and the keys that only it has.
    private func kind(_ node: SurveyNode) throws(SurveyFault) -> (Question.Kind, keys: [String]) {
        let kind = try node.required("kind")
        func top() throws(SurveyFault) -> Int { try node.required("top").whole(1...SurveyLimits.pointCount) }
        switch kind.value.string {
        case "nps": return (.nps(try scale(of: node)), ["scale"])
        case "csat": return (.csat(try scale(of: node), top: try top()), ["scale", "top"])
        case "ces": return (.ces(try scale(of: node), top: try top()), ["scale", "top"])
        case "rating": return (.rating(try scale(of: node)), ["scale"])
        case "choice": return (.choice(try list(of: node)), ["list"])
        case "choices":
            let id = try list(of: node)
            return (.choices(id, select: try select(node, id)), ["list", "select"])
        case "grid": return (.grid(try scale(of: node), rows: try rows(node)), ["scale", "rows"])
        case "yesno": return (.yesno, [])
        case "number": return (.number(try numberRule(node)), ["low", "high", "decimals", "unit"])
        case "text": return (.text(try textRule(node)), ["lines", "length"])
        case "note": return (.note, [])
        default: throw kind.expected("a kind of question")
        }
    }

    private func rows(_ node: SurveyNode) throws(SurveyFault) -> [Question.Row] {
        try map(node.required("rows").elements()) { row throws(SurveyFault) in
            try row.allow(["name", "text", "reversed", "missing", "if"])
            return Question.Row(
                name: try row.required("name").name(), text: try text(of: row),
                isReversed: try row.flag("reversed"),
                missing: try missing(row), condition: try condition(row, "if"))
        }
    }

    private func missing(_ node: SurveyNode) throws(SurveyFault) -> [Question.MissingOption] {
        try map(node.elements("missing")) { option throws(SurveyFault) in
            try option.allow(["kind", "text"])
            let kind = try option.required("kind").word(
                [Missing.dontKnow, .refused, .notApplicable], "a kind of missing that can be chosen")
            return Question.MissingOption(kind: kind, text: try text(of: option))
        }
    }

    // MARK: Routing

    private func condition(_ node: SurveyNode, _ key: String) throws(SurveyFault) -> Formula? {
        guard let condition = node.optional(key) else { return nil }
        return try formulas.decode(condition)
    }

    private func check(_ node: SurveyNode) throws(SurveyFault) -> Check {
        try node.allow(["name", "id", "kind", "text", "condition"])
        let kind = try node.required("kind")
        guard ["require", "confirm"].contains(kind.value.string) else {
            throw kind.expected("\"require\" or \"confirm\"")
        }
        return Check(
            name: try node.required("name").name(dotted: true),
            condition: try formulas.decode(node.required("condition")), text: try text(of: node),
            isSoft: kind.value.string == "confirm")
    }

    private func ending(_ node: SurveyNode) throws(SurveyFault) -> Ending {
        try node.allow(["name", "id", "state", "text"])
        return Ending(
            name: try node.optional("name")?.name(), text: try text(node.optional("text")),
            disposition: try node.required("state").word(Disposition.allCases, "a state"))
    }

    private func block(_ node: SurveyNode) throws(SurveyFault) -> Block {
        let kind: Block.Kind
        let word = try node.required("kind")
        switch word.value.string {
        case "survey":
            try node.allow(["id", "kind", "in", "steps"])
            kind = .root
        case "page":
            try node.allow(["id", "kind", "name", "title", "in", "steps"])
            kind = .page(name: try node.required("name").name(), title: try text(node.optional("title")))
        case "arm":
            try node.allow(["id", "kind", "in", "steps", "after", "if"])
            let previous: BlockID? =
                if let after = node.optional("after") { try after.reference(in: names.blocks, "block") } else
                { nil }
            kind = .arm(condition: try condition(node, "if"), previous: previous)
        default: throw word.expected("\"survey\", \"page\" or \"arm\"")
        }
        let parent: BlockID? =
            if let outer = node.optional("in") { try outer.reference(in: names.blocks, "block") } else { nil }
        let (from, to) = try node.required("steps").range(0...names.stepCount)
        return Block(kind: kind, parent: parent, steps: from..<to)
    }

    private func step(_ node: SurveyNode) throws(SurveyFault) -> Step {
        let block = try node.required("in").reference(in: names.blocks, "block")
        let action: Step.Action
        if let question = node.optional("ask") {
            try node.allow(["ask", "in"])
            action = .ask(try question.reference(in: names.questions, "question"))
        } else if let variable = node.optional("compute") {
            try node.allow(["compute", "in"])
            action = .compute(try variable.reference(in: names.variables, "variable"))
        } else if let check = node.optional("check") {
            try node.allow(["check", "in"])
            action = .check(try check.reference(in: names.checks, "check"))
        } else {
            try node.allow(["end", "in"])
            action = .end(try node.required("end").reference(in: names.endings, "ending"))
        }
        return Step(action, in: block)
    }

    // MARK: Metrics

    private func metric(_ node: SurveyNode) throws(SurveyFault) -> Metric {
        try node.allow(["name", "function", "top", "items", "where"])
        let word = try node.required("function")
        func top() throws(SurveyFault) -> Int { try node.required("top").whole(1...SurveyLimits.pointCount) }
        let function: Metric.Function
        switch word.value.string {
        case "nps": function = .nps
        case "csat": function = .csat(top: try top())
        case "ces": function = .ces(top: try top())
        case "mean": function = .mean
        default: throw word.expected("\"nps\", \"csat\", \"ces\" or \"mean\"")
        }
        if let top = node.optional("top"), function == .nps || function == .mean {
            throw top.fault("only csat and ces have top boxes")
        }
        let items = try map(node.required("items").elements()) { item throws(SurveyFault) in
            try item.allow(["variable", "reversed"])
            return Metric.Item(try variable(of: item), isReversed: try item.flag("reversed"))
        }
        return Metric(
            name: try node.required("name").name(), function: function, items: items,
            condition: try condition(node, "where"))
    }

    private func relation(_ node: SurveyNode) throws(SurveyFault) -> Relation {
        try node.allow(["kind", "outcome", "terms"])
        return Relation(
            kind: try node.required("kind").word([Relation.Kind.drivers, .chain], "a kind of relation"),
            outcome: try term(node.required("outcome")),
            terms: try map(node.required("terms").elements(), term))
    }

    private func term(_ node: SurveyNode) throws(SurveyFault) -> Relation.Term {
        try node.allow(["path", "variables"])
        return Relation.Term(
            path: try node.required("path").name(dotted: true),
            variables: try variables(node.required("variables").elements()))
    }
}
