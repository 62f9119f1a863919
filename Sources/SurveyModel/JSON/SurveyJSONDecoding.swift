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
    /// Throws `SurveyFault`, also for what is not JSON, with the byte, from 1, in the message.
    public init(parsingJSON bytes: some Collection<UInt8>) throws(SurveyFault) {
        let document: JSONValue
        do { document = try JSONValue(file: bytes, limit: SurveyLimits.values) } catch {
            throw SurveyFault(path: "", message: "byte \(error.offset + 1): \(error.message)")
        }
        try self.init(json: document)
    }
}

/// The limits that a document must keep, wider than any sensible survey.
enum SurveyLimits {
    static let points = -1_000_000...1_000_000
    static let pointCount = 10_001
    /// A text that a `let` computes has no limit of its own, which is said as the largest of 32 bits.
    static let textLength = 1...Int(Int32.max)
    static let idle = 1...86_400
    static let decimals = 0...38
    static let optionCount = 1_000_000
    static let total = 0...1_000_000_000
    static let weight = 1...1_000_000
    /// More days than there are.
    static let dayOffset = 4_000_000
    /// How many values a document may have, in all of its objects and arrays.
    static let values = 4_000_000
}

/// Reads a survey section by section. The names of all sections come first, since they refer to each other.
struct SurveyDecoder {
    let document: SurveyNode
    let names: SurveyDirectory
    let formulas: FormulaDecoder

    init(_ json: JSONValue) throws(SurveyFault) {
        document = SurveyNode(json)
        try document.allow([
            "format", "formatVersion", "survey", "version", "structure", "language", "translations", "title",
            "texts",
            "localizations", "lists", "scales", "variables", "questions", "checks", "endings", "blocks",
            "rosters", "steps", "metrics", "relations",
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
        survey.rosters = try map(document.elements("rosters"), roster)
        survey.steps = try map("steps", step)
        survey.metrics = try map("metrics", metric)
        survey.relations = try map("relations", relation)
        try SurveyAgreement(survey, document).check()
        return survey
    }

    func map<Element>(
        _ key: String, _ decode: (SurveyNode) throws(SurveyFault) -> Element
    ) throws(SurveyFault) -> [Element] {
        try map(document.required(key).elements(), decode)
    }

    func map<Element>(
        _ nodes: [SurveyNode], _ decode: (SurveyNode) throws(SurveyFault) -> Element
    ) throws(SurveyFault) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(nodes.count)
        for node in nodes { elements.append(try decode(node)) }
        return elements
    }

    // MARK: Texts

    func text(_ node: SurveyNode?) throws(SurveyFault) -> TextID? {
        guard let node else { return nil }
        return try node.reference(in: names.texts, "text")
    }

    func text(of node: SurveyNode) throws(SurveyFault) -> TextID {
        try node.required("text").reference(in: names.texts, "text")
    }

    func note(_ node: SurveyNode) throws(SurveyFault) -> String? { try node.optional("note")?.text() }

    private func text(_ node: SurveyNode) throws(SurveyFault) -> Text {
        try node.allow(["key", "id", "source", "plural", "note", "catalogue", "pipes"])
        let pipes = try map(node.elements("pipes")) { pipe throws(SurveyFault) in
            Text.Pipe(name: try pipe.required("name").text(), source: try pipeSource(pipe, ["name"]))
        }
        var text = Text(
            key: try node.required("key").text(), source: try node.required("source").text(),
            note: try note(node), pipes: pipes, catalogue: try node.optional("catalogue")?.name())
        if let plural = node.optional("plural") {
            try plural.allow(["name", "count", "source"])
            text.plural = Text.Plural(
                name: try plural.required("name").text(),
                count: try pipeSource(plural.required("count"), []),
                source: try plural.required("source").text())
        }
        return text
    }

    private func pipeSource(
        _ node: SurveyNode, _ keys: [String]
    ) throws(SurveyFault) -> Text.Pipe.Source {
        if let number = node.optional("number") {
            try node.allow(keys + ["number"])
            return .number(try number.decimal())
        }
        if node.has("list") {
            try node.allow(keys + ["list", "option", "of"])
            let list = try list(of: node)
            let options = names.options[list.position]
            let option = try node.required("option").part(options.names, count: options.count, "option")
            return .option(list, option, of: try optionalVariable(node.optional("of")))
        }
        if node.has("text") {
            try node.allow(keys + ["text"])
            return .text(try text(of: node))
        }
        try node.allow(keys + ["variable"])
        return .variable(try variable(of: node))
    }

    private func localization(_ node: SurveyNode) throws(SurveyFault) -> Localization {
        try node.allow(["language", "plurals", "texts"])
        let section = try node.required("texts")
        var texts = [LocalizedText?](repeating: nil, count: names.texts.count)
        for (key, node) in try section.members() {
            guard let id = names.texts[key] else { throw node.fault("there is no text \"\(key)\"") }
            try node.allow(["state", "text", "forms"])
            let state = try node.required("state").word(LocalizedText.State.allCases, "a state")
            texts[id.position] = LocalizedText(
                state: state, template: try node.required("text").text(),
                forms: try map(node.elements("forms")) { form throws(SurveyFault) in try form.text() })
        }
        if let absent = names.texts.filter({ texts[$0.value.position] == nil }).min(by: {
            $0.value < $1.value
        }) {
            throw section.fault("the text \"\(absent.key)\" is missing")
        }
        var rule = PluralRule.oneOther
        if let plurals = node.optional("plurals") {
            let field = try plurals.text()
            do throws(PluralFault) { rule = try PluralRule(parsing: field) } catch {
                throw plurals.fault(error.message)
            }
        }
        return Localization(
            tag: try node.required("language").tag(), texts: texts.compactMap(\.self), pluralRule: rule)
    }

    // MARK: Lists, scales, variables

    private func list(_ node: SurveyNode) throws(SurveyFault) -> OptionList {
        let options = try map(node.required("options").elements()) { option throws(SurveyFault) in
            try option.allow([
                "name", "code", "text", "exclusive", "pinned", "specify", "shuffleGroup", "if",
            ])
            return OptionList.Option(
                name: try option.required("name").name(),
                code: try option.required("code").whole(Int.min...Int.max),
                text: try text(of: option), isExclusive: try option.flag("exclusive"),
                isPinned: try option.flag("pinned"), hasSpecify: try option.flag("specify"),
                condition: try condition(option, "if"), shuffleGroup: try shuffleGroup(option))
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

    func shuffleGroup(_ node: SurveyNode) throws(SurveyFault) -> Int? {
        try node.optional("shuffleGroup")?.whole(1...SurveyLimits.optionCount)
    }

    func optionalVariable(_ node: SurveyNode?) throws(SurveyFault) -> VariableID? {
        guard let node else { return nil }
        return try node.reference(in: names.variables, "variable")
    }

    func variable(of node: SurveyNode) throws(SurveyFault) -> VariableID {
        try node.required("variable").reference(in: names.variables, "variable")
    }

    func variables(_ nodes: [SurveyNode]) throws(SurveyFault) -> [VariableID] {
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
            try node.allow(common + ["value", "values"])
            role = .computed(try computed(node))
        case "amount":
            try node.allow(common + ["question", "option"])
            let id = try question()
            let options = names.optionsOfQuestion(id)
            role = .amount(
                id, try node.required("option").part(options.names, count: options.count, "option"))
        case "split":
            try node.allow(common + ["weights"])
            role = .split(
                weights: try map(node.required("weights").elements()) { weight throws(SurveyFault) in
                    try weight.whole(SurveyLimits.weight)
                })
        case "today":
            try node.allow(common)
            role = .today
        default:
            throw word.expected(
                "a role: given, answer, row, amount, specify, computed, split or today")
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

    private func computed(_ node: SurveyNode) throws(SurveyFault) -> [Formula] {
        guard let several = node.optional("values") else {
            return [try formulas.decode(node.required("value"))]
        }
        let values = try map(several.elements()) { value throws(SurveyFault) in try formulas.decode(value) }
        guard !node.has("value"), !values.isEmpty else {
            throw several.fault("a computed value has one formula, \"value\", or several, \"values\"")
        }
        return values
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
        case "order":
            try node.allow(["kind", "list", "select"])
            let id = try list(of: node)
            return .order(id, select: try select(node, id))
        case "point":
            try node.allow(["kind", "scale"])
            return .point(try scale(of: node))
        case "number":
            try node.allow(["kind", "low", "high", "decimals", "unit"])
            return .number(try numberRule(node))
        case "text":
            try node.allow(["kind", "lines", "length", "pattern", "format"])
            return .text(try textRule(node))
        case "date":
            try node.allow(["kind", "low", "high"])
            return .date(try dateRule(node))
        case "time":
            try node.allow(["kind", "low", "high"])
            return .time(try timeRule(node))
        case "yesno":
            try node.allow(["kind"])
            return .yesno
        case "truth":
            try node.allow(["kind"])
            return .truth
        default:
            throw kind.expected(
                "a kind of value: option, options, order, point, yesno, number, text, date, time or truth")
        }
    }

    func list(of node: SurveyNode) throws(SurveyFault) -> ListID {
        try node.required("list").reference(in: names.lists, "list")
    }

    func scale(of node: SurveyNode) throws(SurveyFault) -> ScaleID {
        try node.required("scale").reference(in: names.scales, "scale")
    }

    func select(_ node: SurveyNode, _ list: ListID) throws(SurveyFault) -> ClosedRange<Int> {
        let (low, high) = try node.required("select").range(0...names.options[list.position].count)
        return low...high
    }

    func numberRule(_ node: SurveyNode) throws(SurveyFault) -> NumberRule {
        let rule = NumberRule(
            low: try node.optional("low")?.decimal(), high: try node.optional("high")?.decimal(),
            decimals: try node.required("decimals").whole(SurveyLimits.decimals),
            unit: try text(node.optional("unit")))
        if let low = rule.low, let high = rule.high, low > high {
            throw node.fault("the bounds are the wrong way round")
        }
        return rule
    }

    func textRule(_ node: SurveyNode) throws(SurveyFault) -> TextRule {
        TextRule(
            lines: try node.required("lines").whole(SurveyLimits.textLength),
            length: try node.required("length").whole(SurveyLimits.textLength), pattern: try node.pattern())
    }

    func dateRule(_ node: SurveyNode) throws(SurveyFault) -> DateRule {
        let rule = DateRule(
            low: try node.optional("low")?.dateBound(), high: try node.optional("high")?.dateBound())
        // Two ends that depend on the same thing can be compared here.
        let isBackwards =
            switch (rule.low, rule.high) {
            case (.day(let low)?, .day(let high)?): low > high
            case (.today(let low)?, .today(let high)?): low > high
            default: false
            }
        guard !isBackwards else { throw node.fault("the bounds are the wrong way round") }
        return rule
    }

    func timeRule(_ node: SurveyNode) throws(SurveyFault) -> TimeRule {
        let rule = TimeRule(low: try node.optional("low")?.time(), high: try node.optional("high")?.time())
        if let low = rule.low, let high = rule.high, low > high {
            throw node.fault("the bounds are the wrong way round")
        }
        return rule
    }

    func condition(_ node: SurveyNode, _ key: String) throws(SurveyFault) -> Formula? {
        guard let condition = node.optional(key) else { return nil }
        return try formulas.decode(condition)
    }
}
