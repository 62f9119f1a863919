internal import FoundationEssentials

extension SurveyDecoder {
    func check(_ node: SurveyNode) throws(SurveyFault) -> Check {
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

    func ending(_ node: SurveyNode) throws(SurveyFault) -> Ending {
        try node.allow(["name", "id", "state", "text"])
        return Ending(
            name: try node.optional("name")?.name(dotted: true), text: try text(node.optional("text")),
            disposition: try node.required("state").word(Disposition.allCases, "a state"))
    }

    func block(_ node: SurveyNode) throws(SurveyFault) -> Block {
        let kind: Block.Kind
        let word = try node.required("kind")
        switch word.value.string {
        case "survey":
            try node.allow(["id", "kind", "in", "steps"])
            kind = .root
        case "page":
            try node.allow(["id", "kind", "name", "title", "in", "steps"])
            // One in a loop or a fragment bears the name of the pass or the use.
            kind = .page(
                name: try node.required("name").name(dotted: true), title: try text(node.optional("title")))
        case "arm":
            try node.allow(["id", "kind", "in", "steps", "after", "if"])
            kind = .arm(
                condition: try condition(node, "if"), previous: try optionalBlock(node.optional("after")))
        case "collection":
            try node.allow(["id", "kind", "in", "steps", "shuffle", "draw"])
            kind = .collection(
                isShuffled: try node.flag("shuffle"),
                draw: try node.optional("draw")?.whole(1...SurveyLimits.optionCount))
        case "unit":
            try node.allow(["id", "kind", "in", "steps", "if"])
            kind = .unit(condition: try condition(node, "if"))
        default: throw word.expected("\"survey\", \"page\", \"arm\", \"collection\" or \"unit\"")
        }
        let parent = try optionalBlock(node.optional("in"))
        let (from, to) = try node.required("steps").range(0...names.stepCount)
        return Block(kind: kind, parent: parent, steps: from..<to)
    }

    private func optionalBlock(_ node: SurveyNode?) throws(SurveyFault) -> BlockID? {
        guard let node else { return nil }
        return try node.reference(in: names.blocks, "block")
    }

    func roster(_ node: SurveyNode) throws(SurveyFault) -> Roster {
        try node.allow(["name", "list", "of", "block", "instances", "display"])
        func block(of node: SurveyNode) throws(SurveyFault) -> BlockID {
            try node.required("block").reference(in: names.blocks, "block")
        }
        var source = Roster.Source.numbers
        var options: SurveyDirectory.Parts?
        if node.has("list") {
            let id = try list(of: node)
            source = .options(id, of: try optionalVariable(node.optional("of")))
            options = names.options[id.position]
        } else if let of = node.optional("of") {
            throw of.fault("only a roster over the options of a \"list\" follows a variable")
        }
        let instances = try map(node.elements("instances")) { instance throws(SurveyFault) in
            try instance.allow(["name", options == nil ? "number" : "option", "block"])
            let value =
                if let options {
                    try instance.required("option").part(options.names, count: options.count, "option")
                } else { try instance.required("number").whole(SurveyLimits.points) }
            return Roster.Instance(
                name: try instance.required("name").instanceName(), value: value,
                block: try block(of: instance))
        }
        return Roster(
            name: try node.required("name").name(dotted: true), source: source, block: try block(of: node),
            instances: instances,
            display: try node.optional("display")?.word(Question.Display.allCases, "a display"))
    }

    func step(_ node: SurveyNode) throws(SurveyFault) -> Step {
        let block = try node.required("in").reference(in: names.blocks, "block")
        let action: Step.Action
        if let question = node.optional("ask") {
            try node.allow(["ask", "in"])
            action = .ask(try question.reference(in: names.questions, "question"))
        } else if let variable = node.optional("compute") {
            try node.allow(["compute", "formula", "in"])
            let formula = try node.optional("formula")?.whole(0...SurveyLimits.optionCount) ?? 0
            action = .compute(try variable.reference(in: names.variables, "variable"), formula: formula)
        } else if let variable = node.optional("draw") {
            try node.allow(["draw", "in"])
            action = .draw(try variable.reference(in: names.variables, "variable"))
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

    func metric(_ node: SurveyNode) throws(SurveyFault) -> Metric {
        let strandKeys = ["items", "event", "where"]
        try node.allow(
            ["name", "function", "top", "discount", "by", "byInstance"]
                + (node.has("strands") ? ["strands"] : strandKeys))
        var metric = Metric(name: try node.required("name").name(), function: try function(node), strands: [])
        if let strands = node.optional("strands") {
            metric.strands = try map(strands.elements()) { strand throws(SurveyFault) in
                try strand.allow(strandKeys + ["roster", "instance"])
                return try self.strand(strand)
            }
        } else {
            metric.strands = [try strand(node)]
        }
        metric.by = try variables(node.elements("by"))
        metric.isByInstance = try node.flag("byInstance")
        return metric
    }

    private func function(_ node: SurveyNode) throws(SurveyFault) -> Metric.Function {
        let word = try node.required("function")
        func top() throws(SurveyFault) -> Int { try node.required("top").whole(1...SurveyLimits.pointCount) }
        let name = word.value.string ?? ""
        if let top = node.optional("top"), name != "csat", name != "ces" {
            throw top.fault("only csat and ces have top boxes")
        }
        if let discount = node.optional("discount"), name != "lifetime" {
            throw discount.fault("only lifetime has a discount")
        }
        switch name {
        case "nps": return .nps
        case "csat": return .csat(top: try top())
        case "ces": return .ces(top: try top())
        case "mean": return .mean
        case "share": return .share
        case "index": return .index
        case "gap": return .gap
        case "median": return .median
        case "retention": return .retention
        case "churn": return .churn
        case "lifetime":
            let discount = try node.required("discount")
            let rate = try discount.decimal()
            guard rate >= 0 else { throw discount.expected("a rate of interest, 0 or more") }
            return .lifetime(discount: rate)
        default:
            throw word.expected(
                "nps, csat, ces, mean, share, index, gap, median, retention, churn or lifetime")
        }
    }

    private func strand(_ node: SurveyNode) throws(SurveyFault) -> Metric.Strand {
        let items = try map(node.elements("items")) { item throws(SurveyFault) in
            try item.allow(["variable", "reversed", "weight"])
            return Metric.Item(
                try variable(of: item), isReversed: try item.flag("reversed"),
                weight: try item.optional("weight")?.decimal() ?? 1)
        }
        var strand = Metric.Strand(
            items: items, event: try condition(node, "event"), condition: try condition(node, "where"))
        if node.has("roster") || node.has("instance") {
            strand.instance = Metric.Strand.Instance(
                roster: try node.required("roster").name(dotted: true),
                name: try node.required("instance").instanceName())
        }
        return strand
    }

    func relation(_ node: SurveyNode) throws(SurveyFault) -> Relation {
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
