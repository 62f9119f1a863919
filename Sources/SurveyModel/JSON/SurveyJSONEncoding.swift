// The compiled survey as a JSON document: the format `sondeo-survey`, version 1, which
// `Documentation/Formats.md` describes key by key. Everything is referred to by name (see `SurveyNames`),
// nothing is nested by the depth of the survey, and what is false or absent is left out.

extension Survey {
    /// The name of the document format, its first key.
    public static let jsonFormat = "sondeo-survey"
    /// The version of the document format, its second key. Readers refuse a later one.
    public static let jsonFormatVersion = 1

    /// The whole survey as a document, from which `init(json:)` makes an equal one. Equal surveys give equal
    /// bytes.
    ///
    /// Linear in the size of the survey.
    public var json: JSONValue { SurveyEncoder(self).document }
}

private struct SurveyEncoder {
    let survey: Survey
    let names: SurveyNames
    let formulas: FormulaEncoder

    init(_ survey: Survey) {
        self.survey = survey
        names = SurveyNames(survey)
        formulas = FormulaEncoder(survey: survey, names: names)
    }

    var document: JSONValue {
        .object([
            "format": .string(Survey.jsonFormat), "formatVersion": .number(Survey.jsonFormatVersion),
            "survey": .string(survey.name), "version": .number(survey.version),
            "structure": .string(survey.structure), "language": .string(survey.language),
            "translations": .array(survey.translations.map(JSONValue.string)),
            "title": text(survey.title),
            "texts": .array(survey.texts.indices.map(text(at:))),
            "localizations": .array(survey.localizations.map(localization)),
            "lists": .array(survey.lists.indices.map(list(at:))),
            "scales": .array(survey.scales.indices.map(scale(at:))),
            "variables": .array(survey.variables.map(variable)),
            "questions": .array(survey.questions.indices.map(question(at:))),
            "checks": .array(survey.checks.indices.map(check(at:))),
            "endings": .array(survey.endings.indices.map(ending(at:))),
            "blocks": .array(survey.blocks.indices.map(block(at:))),
            "steps": .array(survey.steps.map(step)),
            "metrics": .array(survey.metrics.map(metric)),
            "relations": .array(survey.relations.map(relation)),
        ])
    }

    // MARK: Texts

    private func text(_ id: TextID?) -> JSONValue? { id.map { .string(names[$0]) } }

    private func text(at index: Int) -> JSONValue {
        let text = survey.texts[index]
        let pipes = text.pipes.map { pipe in
            JSONValue.object(["name": .string(pipe.name), "variable": .string(names[pipe.variable])])
        }
        return .object([
            "key": .string(text.key), "id": id(names.texts[index], unless: text.key),
            "source": .string(text.source), "note": text.note.map(JSONValue.string), "pipes": some(pipes),
        ])
    }

    private func localization(_ localization: Localization) -> JSONValue {
        let texts = zip(names.texts, localization.texts).map { key, text in
            JSONValue.Member(
                key, .object(["state": .string(text.state.rawValue), "text": .string(text.template)]))
        }
        return .object(["language": .string(localization.tag), "texts": .object(texts)])
    }

    // MARK: Lists, scales, variables

    private func list(at index: Int) -> JSONValue {
        let list = survey.lists[index]
        let options = list.options.map { option in
            JSONValue.object([
                "name": .string(option.name), "code": .number(option.code), "text": text(option.text),
                "exclusive": flag(option.isExclusive), "pinned": flag(option.isPinned),
                "specify": flag(option.hasSpecify), "if": option.condition.map(formulas.encode),
            ])
        }
        return .object([
            "name": .string(list.name), "id": id(names.lists[index], unless: list.name),
            "options": .array(options),
        ])
    }

    private func scale(at index: Int) -> JSONValue {
        let scale = survey.scales[index]
        let labels = scale.labels.map { label in
            JSONValue.object(["point": .number(label.point), "text": text(label.text)])
        }
        return .object([
            "name": .string(scale.name), "id": id(names.scales[index], unless: scale.name),
            "low": .number(scale.bounds.lowerBound), "high": .number(scale.bounds.upperBound),
            "labels": some(labels),
        ])
    }

    private func variable(_ variable: Variable) -> JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(variable.name))]
        switch variable.role {
        case .given(let isOptional):
            members.append(.init("role", .string("given")))
            if isOptional { members.append(.init("optional", .bool(true))) }
        case .answer(let question):
            members.append(.init("role", .string("answer")))
            members.append(.init("question", .string(names[question])))
        case .row(let question, let row):
            members.append(.init("role", .string("row")))
            members.append(.init("question", .string(names[question])))
            members.append(.init("row", part(row, of: rowNames(question))))
        case .specify(let question, let option):
            members.append(.init("role", .string("specify")))
            members.append(.init("question", .string(names[question])))
            members.append(.init("option", part(option, of: optionNames(question))))
        case .computed(let formula):
            members.append(.init("role", .string("computed")))
            members.append(.init("value", formulas.encode(formula)))
        }
        members.append(.init("domain", domain(variable.domain)))
        let missing = Missing.allCases.filter(variable.missing.contains).map { JSONValue.string($0.rawValue) }
        if !missing.isEmpty { members.append(.init("missing", .array(missing))) }
        if variable.isPersonal { members.append(.init("personal", .bool(true))) }
        return .object(members)
    }

    private func domain(_ domain: Domain) -> JSONValue {
        switch domain {
        case .option(let list): .object(["kind": .string("option"), "list": .string(names[list])])
        case .options(let list, let select):
            .object([
                "kind": .string("options"), "list": .string(names[list]), "select": range(select),
            ])
        case .point(let scale): .object(["kind": .string("point"), "scale": .string(names[scale])])
        case .yesno: .object(["kind": .string("yesno")])
        case .number(let rule): .object([.init("kind", .string("number"))] + members(of: rule))
        case .text(let rule): .object([.init("kind", .string("text"))] + members(of: rule))
        case .truth: .object(["kind": .string("truth")])
        }
    }

    private func members(of rule: NumberRule) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let low = rule.low { members.append(.init("low", .number(low))) }
        if let high = rule.high { members.append(.init("high", .number(high))) }
        members.append(.init("decimals", .number(rule.decimals)))
        if let unit = text(rule.unit) { members.append(.init("unit", unit)) }
        return members
    }

    private func members(of rule: TextRule) -> [JSONValue.Member] {
        [.init("lines", .number(rule.lines)), .init("length", .number(rule.length))]
    }

    // MARK: Questions

    private func question(at index: Int) -> JSONValue {
        let question = survey.questions[index]
        var members: [JSONValue.Member] = [.init("name", .string(question.name))]
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append(.init(key, value)) }
        }
        add("id", id(names.questions[index], unless: question.name))
        add("kind", .string(question.kindName))
        add("text", text(question.text))
        add("help", text(question.help))
        add("note", question.note.map(JSONValue.string))
        switch question.kind {
        case .nps(let scale), .rating(let scale): add("scale", .string(names[scale]))
        case .csat(let scale, let top), .ces(let scale, let top):
            add("scale", .string(names[scale]))
            add("top", .number(top))
        case .choice(let list): add("list", .string(names[list]))
        case .choices(let list, let select):
            add("list", .string(names[list]))
            add("select", range(select))
        case .grid(let scale, let rows):
            add("scale", .string(names[scale]))
            add("rows", .array(rows.map(row)))
        case .number(let rule): members += self.members(of: rule)
        case .text(let rule): members += self.members(of: rule)
        case .yesno, .note: break
        }
        add("variables", some(question.variables.map { .string(names[$0]) }))
        let optionNames = question.list.map(optionNames) ?? []
        add(
            "specify",
            some(
                question.specify.map { specify in
                    .object([
                        "option": part(specify.option, of: optionNames),
                        "variable": .string(names[specify.variable]),
                    ])
                }))
        add("optional", flag(question.isOptional))
        add("missing", missing(question.missing))
        add("shuffle", flag(question.isShuffled))
        add("display", question.display.map { .string($0.rawValue) })
        add("idle", question.idle.map { .number($0) })
        return .object(members)
    }

    private func row(_ row: Question.Row) -> JSONValue {
        .object([
            "name": .string(row.name), "text": text(row.text), "reversed": flag(row.isReversed),
            "missing": missing(row.missing), "if": row.condition.map(formulas.encode),
        ])
    }

    private func missing(_ options: [Question.MissingOption]) -> JSONValue? {
        some(options.map { .object(["kind": .string($0.kind.rawValue), "text": text($0.text)]) })
    }

    // MARK: Routing

    private func check(at index: Int) -> JSONValue {
        let check = survey.checks[index]
        return .object([
            "name": .string(check.name), "id": id(names.checks[index], unless: check.name),
            "kind": .string(check.isSoft ? "confirm" : "require"), "text": text(check.text),
            "condition": formulas.encode(check.condition),
        ])
    }

    private func ending(at index: Int) -> JSONValue {
        let ending = survey.endings[index]
        return .object([
            "name": ending.name.map(JSONValue.string), "id": id(names.endings[index], unless: ending.name),
            "state": .string(ending.disposition.rawValue), "text": text(ending.text),
        ])
    }

    private func block(at index: Int) -> JSONValue {
        let block = survey.blocks[index]
        var members: [JSONValue.Member] = [.init("id", .string(names.blocks[index]))]
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append(.init(key, value)) }
        }
        switch block.kind {
        case .root: add("kind", .string("survey"))
        case .page(let name, let title):
            add("kind", .string("page"))
            add("name", .string(name))
            add("title", text(title))
        case .arm: add("kind", .string("arm"))
        }
        add("in", block.parent.map { .string(names[$0]) })
        add("steps", .array([.number(block.steps.lowerBound), .number(block.steps.upperBound)]))
        if case .arm(let condition, let previous) = block.kind {
            add("after", previous.map { .string(names[$0]) })
            add("if", condition.map(formulas.encode))
        }
        return .object(members)
    }

    private func step(_ step: Step) -> JSONValue {
        let action: JSONValue.Member =
            switch step.action {
            case .ask(let question): .init("ask", .string(names[question]))
            case .compute(let variable): .init("compute", .string(names[variable]))
            case .check(let check): .init("check", .string(names[check]))
            case .end(let ending): .init("end", .string(names[ending]))
            }
        return .object([action, .init("in", .string(names[step.block]))])
    }

    // MARK: Metrics

    private func metric(_ metric: Metric) -> JSONValue {
        let top: Int? =
            switch metric.function {
            case .csat(let top), .ces(let top): top
            case .nps, .mean: nil
            }
        let items = metric.items.map { item in
            JSONValue.object(["variable": .string(names[item.variable]), "reversed": flag(item.isReversed)])
        }
        return .object([
            "name": .string(metric.name), "function": .string(metric.function.name),
            "top": top.map { .number($0) },
            "items": .array(items), "where": metric.condition.map(formulas.encode),
        ])
    }

    private func relation(_ relation: Relation) -> JSONValue {
        .object([
            "kind": .string(relation.kind.rawValue), "outcome": term(relation.outcome),
            "terms": .array(relation.terms.map(term)),
        ])
    }

    private func term(_ term: Relation.Term) -> JSONValue {
        .object([
            "path": .string(term.path), "variables": .array(term.variables.map { .string(names[$0]) }),
        ])
    }

    // MARK: Small things

    private func flag(_ isSet: Bool) -> JSONValue? { isSet ? .bool(true) : nil }

    private func some(_ elements: [JSONValue]) -> JSONValue? { elements.isEmpty ? nil : .array(elements) }

    private func id(_ id: String, unless name: String?) -> JSONValue? { id == name ? nil : .string(id) }

    private func range(_ range: ClosedRange<Int>) -> JSONValue {
        .array([.number(range.lowerBound), .number(range.upperBound)])
    }

    private func rowNames(_ question: QuestionID) -> [String] {
        survey.questions.indices.contains(question.position) ? survey[question].rows.map(\.name) : []
    }

    private func optionNames(_ question: QuestionID) -> [String] {
        guard survey.questions.indices.contains(question.position) else { return [] }
        return survey[question].list.map(optionNames) ?? []
    }

    private func optionNames(_ list: ListID) -> [String] {
        survey.lists.indices.contains(list.position) ? survey[list].options.map(\.name) : []
    }

    /// A row or option by its name, or by its index where the name does not lead back to it.
    private func part(_ index: Int, of names: [String]) -> JSONValue {
        guard names.indices.contains(index), names.firstIndex(of: names[index]) == index else {
            return .number(index)
        }
        return .string(names[index])
    }
}
