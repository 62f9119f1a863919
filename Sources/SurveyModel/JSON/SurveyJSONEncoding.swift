internal import FoundationEssentials

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
            "rosters": some(survey.rosters.map(roster)),
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
            JSONValue.object([.init("name", .string(pipe.name))] + members(of: pipe.source))
        }
        let plural = text.plural.map { plural in
            JSONValue.object([
                "name": .string(plural.name), "count": .object(members(of: plural.count)),
                "source": .string(plural.source),
            ])
        }
        return .object([
            "key": .string(text.key), "id": id(names.texts[index], unless: text.key),
            "source": .string(text.source), "plural": plural, "note": text.note.map(JSONValue.string),
            "catalogue": text.catalogue.map(JSONValue.string), "pipes": some(pipes),
        ])
    }

    private func members(of source: Text.Pipe.Source) -> [JSONValue.Member] {
        switch source {
        case .variable(let variable): return [.init("variable", .string(names[variable]))]
        case .option(let list, let option, let variable):
            let members: [JSONValue.Member] = [
                .init("list", .string(names[list])), .init("option", part(option, of: optionNames(list))),
            ]
            return members + (variable.map { [.init("of", .string(names[$0]))] } ?? [])
        case .number(let number): return [.init("number", .number(number))]
        case .text(let text): return [.init("text", .string(names[text]))]
        }
    }

    private func localization(_ localization: Localization) -> JSONValue {
        let texts = zip(names.texts, localization.texts).map { key, text in
            JSONValue.Member(
                key,
                .object([
                    "state": .string(text.state.rawValue), "text": .string(text.template),
                    "forms": some(text.forms.map(JSONValue.string)),
                ]))
        }
        let rule = localization.pluralRule
        return .object([
            "language": .string(localization.tag),
            "plurals": rule == .oneOther ? nil : .string(rule.field), "texts": .object(texts),
        ])
    }

    // MARK: Lists, scales, variables

    private func list(at index: Int) -> JSONValue {
        let list = survey.lists[index]
        let options = list.options.map { option in
            JSONValue.object([
                "name": .string(option.name), "code": .number(option.code), "text": text(option.text),
                "exclusive": flag(option.isExclusive), "pinned": flag(option.isPinned),
                "specify": flag(option.hasSpecify), "shuffleGroup": option.shuffleGroup.map { .number($0) },
                "if": option.condition.map(formulas.encode),
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
        case .computed(let values):
            members.append(.init("role", .string("computed")))
            if values.count == 1 {
                members.append(.init("value", formulas.encode(values[0])))
            } else {
                members.append(.init("values", .array(values.map(formulas.encode))))
            }
        case .amount(let question, let option):
            members.append(.init("role", .string("amount")))
            members.append(.init("question", .string(names[question])))
            members.append(.init("option", part(option, of: optionNames(question))))
        case .split(let weights):
            members.append(.init("role", .string("split")))
            members.append(.init("weights", .array(weights.map { .number($0) })))
        case .today: members.append(.init("role", .string("today")))
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
        case .order(let list, let select):
            .object(["kind": .string("order"), "list": .string(names[list]), "select": range(select)])
        case .point(let scale): .object(["kind": .string("point"), "scale": .string(names[scale])])
        case .yesno: .object(["kind": .string("yesno")])
        case .number(let rule): .object([.init("kind", .string("number"))] + members(of: rule))
        case .text(let rule): .object([.init("kind", .string("text"))] + members(of: rule))
        case .date(let rule): .object([.init("kind", .string("date"))] + members(of: rule))
        case .time(let rule): .object([.init("kind", .string("time"))] + members(of: rule))
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
        var members: [JSONValue.Member] = [
            .init("lines", .number(rule.lines)), .init("length", .number(rule.length)),
        ]
        if let pattern = rule.pattern { members.append(pattern.member) }
        return members
    }

    private func members(of rule: DateRule) -> [JSONValue.Member] {
        [("low", rule.low), ("high", rule.high)].compactMap { key, bound in
            bound.map { .init(key, .string($0.document)) }
        }
    }

    private func members(of rule: TimeRule) -> [JSONValue.Member] {
        [("low", rule.low), ("high", rule.high)].compactMap { key, bound in
            bound.map { .init(key, .string($0.text)) }
        }
    }

    // MARK: Questions

    private func question(at index: Int) -> JSONValue {
        let question = survey.questions[index]
        var members: [JSONValue.Member] = [.init("name", .string(question.name))]
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append(.init(key, value)) }
        }
        add("id", id(names.questions[index], unless: question.name))
        add("stem", id(question.stem, unless: question.name))
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
            add("rows", .array(rows.map { row($0, of: question) }))
        case .choiceGrid(let list, let select, let rows):
            add("list", .string(names[list]))
            add("select", select.map(range))
            add("rows", .array(rows.map { row($0, of: question) }))
        case .ranking(let list, let select):
            add("list", .string(names[list]))
            add("select", range(select))
        case .allocate(let list, let total):
            add("list", .string(names[list]))
            add("total", .number(total))
        case .number(let rule): members += self.members(of: rule)
        case .text(let rule): members += self.members(of: rule)
        case .date(let rule): members += self.members(of: rule)
        case .time(let rule): members += self.members(of: rule)
        case .yesno, .consent, .note: break
        }
        add(
            "groups",
            some(question.groups.map { .object(["name": .string($0.name), "text": text($0.text)]) }))
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
        add("draw", question.draw.map { .number($0) })
        add("carried", some(question.carried.map { carried($0, optionNames) }))
        add("suggestion", question.suggestion.map { formulas.encode($0, in: question.list) })
        add("suggestedDay", question.suggestedDay.map { .string($0.text) })
        add("display", question.display.map { .string($0.rawValue) })
        add("idle", question.idle.map { .number($0) })
        return .object(members)
    }

    private func row(_ row: Question.Row, of question: Question) -> JSONValue {
        .object([
            "name": .string(row.name), "text": text(row.text), "reversed": flag(row.isReversed),
            "group": row.group.map { part($0, of: question.groups.map(\.name)) },
            "shuffleGroup": row.shuffleGroup.map { .number($0) },
            "missing": missing(row.missing), "if": row.condition.map(formulas.encode),
        ])
    }

    private func carried(_ carried: Question.Carried, _ options: [String]) -> JSONValue {
        switch carried {
        case .chosen(let variable): .object(["chosen": .string(names[variable])])
        case .exceptChosen(let variable): .object(["exceptChosen": .string(names[variable])])
        case .except(let indices): .object(["except": .array(indices.map { part($0, of: options) })])
        }
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
        case .collection: add("kind", .string("collection"))
        case .unit: add("kind", .string("unit"))
        }
        add("in", block.parent.map { .string(names[$0]) })
        add("steps", .array([.number(block.steps.lowerBound), .number(block.steps.upperBound)]))
        switch block.kind {
        case .root, .page: break
        case .arm(let condition, let previous):
            add("after", previous.map { .string(names[$0]) })
            add("if", condition.map(formulas.encode))
        case .collection(let isShuffled, let draw):
            add("shuffle", flag(isShuffled))
            add("draw", draw.map { .number($0) })
        case .unit(let condition): add("if", condition.map(formulas.encode))
        }
        return .object(members)
    }

    private func roster(_ roster: Roster) -> JSONValue {
        var list: ListID?
        var variable: VariableID?
        if case .options(let id, let source) = roster.source { (list, variable) = (id, source) }
        let instances = roster.instances.map { instance in
            JSONValue.object([
                "name": .string(instance.name),
                list == nil ? "number" : "option": list.map { part(instance.value, of: optionNames($0)) }
                    ?? .number(instance.value),
                "block": .string(names[instance.block]),
            ])
        }
        return .object([
            "name": .string(roster.name), "list": list.map { .string(names[$0]) },
            "of": variable.map { .string(names[$0]) }, "block": .string(names[roster.block]),
            "instances": some(instances), "display": roster.display.map { .string($0.rawValue) },
        ])
    }

    private func step(_ step: Step) -> JSONValue {
        let action: [JSONValue.Member] =
            switch step.action {
            case .ask(let question): [.init("ask", .string(names[question]))]
            case .compute(let variable, 0): [.init("compute", .string(names[variable]))]
            case .compute(let variable, let formula):
                [.init("compute", .string(names[variable])), .init("formula", .number(formula))]
            case .draw(let variable): [.init("draw", .string(names[variable]))]
            case .check(let check): [.init("check", .string(names[check]))]
            case .end(let ending): [.init("end", .string(names[ending]))]
            }
        return .object(action + [.init("in", .string(names[step.block]))])
    }

    // MARK: Metrics

    private func metric(_ metric: Metric) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(metric.name)), .init("function", .string(metric.function.name)),
        ]
        switch metric.function {
        case .csat(let top), .ces(let top): members.append(.init("top", .number(top)))
        case .lifetime(let discount): members.append(.init("discount", .number(discount)))
        case .nps, .mean, .share, .index, .gap, .median, .retention, .churn: break
        }
        // The one strand of a metric that is about no roster stands in the metric itself.
        if metric.strands.count == 1, metric.strands[0].instance == nil {
            members += strand(metric.strands[0])
        } else {
            members.append(.init("strands", .array(metric.strands.map { .object(strand($0)) })))
        }
        if let by = some(metric.by.map { .string(names[$0]) }) { members.append(.init("by", by)) }
        if metric.isByInstance { members.append(.init("byInstance", .bool(true))) }
        return .object(members)
    }

    private func strand(_ strand: Metric.Strand) -> [JSONValue.Member] {
        let items = strand.items.map { item in
            JSONValue.object([
                "variable": .string(names[item.variable]), "reversed": flag(item.isReversed),
                "weight": item.weight == 1 ? nil : .number(item.weight),
            ])
        }
        let members: [(String, JSONValue?)] = [
            ("roster", strand.instance.map { .string($0.roster) }),
            ("instance", strand.instance.map { .string($0.name) }), ("items", some(items)),
            ("event", strand.event.map(formulas.encode)), ("where", strand.condition.map(formulas.encode)),
        ]
        return members.compactMap { key, value in value.map { .init(key, $0) } }
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

extension DateBound {
    /// As it stands in a document: a day, `today`, `today+30` or `today-30`.
    var document: String {
        switch self {
        case .day(let day): day.text
        case .today(let offset) where offset == 0: "today"
        case .today(let offset): "today\(offset < 0 ? "" : "+")\(offset)"
        }
    }
}

extension TextPattern {
    /// As it stands in a document: `"format": "email"`, or the expression as `pattern`.
    var member: JSONValue.Member {
        switch kind {
        case .email, .phone: .init("format", .string(kind.rawValue))
        case .expression: .init("pattern", .string(source))
        }
    }
}
