extension SurveyDecoder {
    /// A question, its kind first, which says what else may stand there.
    func question(_ node: SurveyNode) throws(SurveyFault) -> Question {
        let (kind, keys) = try kind(node)
        try node.allow(
            [
                "name", "id", "kind", "text", "help", "note", "variables", "specify", "optional", "missing",
                "shuffle", "display", "idle", "stem", "draw", "carried", "suggestion",
                "suggestedDay",
            ] + keys)
        var question = Question(
            name: try node.required("name").name(dotted: true), kind: kind, text: try text(of: node),
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
        question.draw = try node.optional("draw")?.whole(1...SurveyLimits.optionCount)
        question.carried = try map(node.elements("carried")) { carried throws(SurveyFault) in
            try self.carried(carried, list)
        }
        question.groups = try map(node.elements("groups")) { group throws(SurveyFault) in
            try group.allow(["name", "text"])
            return Question.RowGroup(
                name: try group.required("name").name(), text: try text(group.optional("text")))
        }
        if let suggestion = node.optional("suggestion") {
            question.suggestion = try formulas.literal(suggestion, list: question.list)
        }
        question.suggestedDay = try node.optional("suggestedDay")?.dateBound()
        question.stem = try node.optional("stem")?.name(dotted: true) ?? question.name
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
        case "grid":
            guard node.has("list") else {
                return (.grid(try scale(of: node), rows: try rows(node)), ["scale", "rows", "groups"])
            }
            let id = try list(of: node)
            let select: ClosedRange<Int>? = node.has("select") ? try select(node, id) : nil
            return (
                .choiceGrid(id, select: select, rows: try rows(node)), ["list", "select", "rows", "groups"]
            )
        case "ranking":
            let id = try list(of: node)
            return (.ranking(id, select: try select(node, id)), ["list", "select"])
        case "allocate":
            let total = try node.required("total").whole(SurveyLimits.total)
            return (.allocate(try list(of: node), total: total), ["list", "total"])
        case "consent": return (.consent, [])
        case "date": return (.date(try dateRule(node)), ["low", "high"])
        case "time": return (.time(try timeRule(node)), ["low", "high"])
        case "yesno": return (.yesno, [])
        case "number": return (.number(try numberRule(node)), ["low", "high", "decimals", "unit"])
        case "text": return (.text(try textRule(node)), ["lines", "length", "pattern", "format"])
        case "note": return (.note, [])
        default: throw kind.expected("a kind of question")
        }
    }

    private func rows(_ node: SurveyNode) throws(SurveyFault) -> [Question.Row] {
        let groups = SurveyDirectory.Parts(try node.elements("groups"))
        return try map(node.required("rows").elements()) { row throws(SurveyFault) in
            try row.allow(["name", "text", "reversed", "group", "shuffleGroup", "missing", "if"])
            let group = try row.optional("group")?.part(groups.names, count: groups.count, "group")
            return Question.Row(
                name: try row.required("name").name(), text: try text(of: row),
                isReversed: try row.flag("reversed"),
                missing: try missing(row), condition: try condition(row, "if"),
                shuffleGroup: try shuffleGroup(row), group: group)
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

    private func carried(
        _ node: SurveyNode, _ options: SurveyDirectory.Parts?
    ) throws(SurveyFault) -> Question.Carried {
        if let variable = try optionalVariable(node.optional("chosen")) {
            try node.allow(["chosen"])
            return .chosen(variable)
        }
        if let variable = try optionalVariable(node.optional("exceptChosen")) {
            try node.allow(["exceptChosen"])
            return .exceptChosen(variable)
        }
        try node.allow(["except"])
        return .except(
            try map(node.required("except").elements()) { option throws(SurveyFault) in
                try option.part(options?.names ?? [:], count: options?.count ?? 0, "option")
            })
    }
}
