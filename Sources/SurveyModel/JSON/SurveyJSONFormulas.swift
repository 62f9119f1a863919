internal import FoundationEssentials

// Expressions as JSON. A number, a text, true or false stands for itself; a variable is `{"variable":
// "recommend"}`, an option `{"option": "store", "list": "channel"}`, a set `{"options": [...], "list": ...}`;
// everything else is an object with `op`, most with their operands in `of`: `{"op": "<=", "of": [{"variable":
// "recommend"}, 6]}`. Days and times are `{"date": "2026-11-21"}` and `{"time": "09:30"}`.

struct FormulaEncoder {
    let survey: Survey
    let names: SurveyNames

    /// Recursive: the language bounds how deep an expression can be, and a run of additions is one array.
    func encode(_ formula: Formula) -> JSONValue {
        switch formula {
        case .literal(let value): return encode(value, in: nil)
        case .variable(let id): return .object(["variable": variable(id)])
        case .not(let inner): return .object(["op": .string("not"), "of": encode(inner)])
        case .and(let parts): return operation("and", parts)
        case .or(let parts): return operation("or", parts)
        case .compare(let comparison, let left, let right):
            return .object([
                "op": .string(comparison.rawValue),
                "of": .array([encode(left, beside: right), encode(right, beside: left)]),
            ])
        case .within(let inner, let members):
            return .object([
                "op": .string("in"), "value": encode(inner),
                "members": .array(members.map { encode($0, in: list(of: inner)) }),
            ])
        case .includes(let id, let option):
            let list = list(of: .variable(id))
            return .object([
                "op": .string("includes"), "variable": variable(id),
                "option": encode(option: option, in: list),
            ])
        case .state(let id, let missing):
            return .object(["op": .string(missing?.rawValue ?? "answered"), "variable": variable(id)])
        case .size(let id): return .object(["op": .string("size"), "variable": variable(id)])
        case .countTrue(let parts): return operation("count", parts)
        case .arithmetic: return arithmetic(formula)
        case .negate(let inner): return .object(["op": .string("negate"), "of": encode(inner)])
        case .aggregate(let aggregate, let parts): return operation(aggregate.rawValue, parts)
        case .length(let inner): return .object(["op": .string("length"), "of": encode(inner)])
        case .round(let inner, let decimals):
            return .object(["op": .string("round"), "of": encode(inner), "decimals": .number(decimals)])
        case .contains(let inner, let part):
            return .object(["op": .string("contains"), "of": encode(inner), "text": .string(part)])
        case .matches(let inner, let pattern):
            return .object([.init("op", .string("matches")), .init("of", encode(inner)), pattern.member])
        case .age(let birth, let other): return operation("age", [birth, other])
        case .place(let id, let option):
            return .object([
                "op": .string("place"), "variable": variable(id),
                "option": encode(option: option, in: list(of: .variable(id))),
            ])
        case .ranked(let id, let place):
            return .object(["op": .string("ranked"), "variable": variable(id), "place": .number(place)])
        }
    }

    private func operation(_ name: String, _ parts: [Formula]) -> JSONValue {
        .object(["op": .string(name), "of": .array(parts.map(encode))])
    }

    /// `a + b + c` is one operation over three, worked from left to right; `a + b - c` is a `chain` with the
    /// operators between. A thousand terms are a thousand levels deep as a tree, and none in either form.
    private func arithmetic(_ formula: Formula) -> JSONValue {
        var first = formula
        var rest: [(operation: Formula.Arithmetic, operand: Formula)] = []
        while case .arithmetic(let operation, let left, let right) = first {
            rest.append((operation, right))
            first = left
        }
        rest.reverse()
        if let operation = rest.first?.operation, rest.allSatisfy({ $0.operation == operation }) {
            return self.operation(operation.rawValue, [first] + rest.map(\.operand))
        }
        let links = rest.flatMap { [.string($0.operation.rawValue), chained($0.operand)] }
        return .object(["op": .string("chain"), "of": .array([chained(first)] + links)])
    }

    /// In a chain a bare text is an operator, so a text that is an operand (no checked survey has one) says
    /// so.
    private func chained(_ operand: Formula) -> JSONValue {
        let value = encode(operand)
        return value.string == nil ? value : .object(["text": value])
    }

    private func variable(_ id: VariableID) -> JSONValue { .string(names[id]) }

    private func encode(_ side: Formula, beside other: Formula) -> JSONValue {
        guard case .literal(let value) = side else { return encode(side) }
        return encode(value, in: list(of: other))
    }

    private func encode(_ member: Formula.Member, in list: ListID?) -> JSONValue {
        switch member {
        case .value(let value): encode(value, in: list)
        case .range(let low, let high):
            .object(["from": encode(low, in: list), "to": encode(high, in: list)])
        }
    }

    /// A literal; its options are those of the list.
    func encode(_ value: Value, in list: ListID?) -> JSONValue {
        switch value {
        case .number(let number): .number(number)
        case .text(let text): .string(text)
        case .yesno(let yes): .bool(yes)
        case .option(let option):
            .object(["option": encode(option: option, in: list), "list": list.map { .string(names[$0]) }])
        case .options(let options):
            .object([
                "options": .array(options.map { encode(option: $0, in: list) }),
                "list": list.map { .string(names[$0]) },
            ])
        case .order(let options):
            .object([
                "order": .array(options.map { encode(option: $0, in: list) }),
                "list": list.map { .string(names[$0]) },
            ])
        case .date(let date): .object(["date": .string(date.text)])
        case .time(let time): .object(["time": .string(time.text)])
        }
    }

    /// An option by its name, or by its index where no list says what it is called.
    private func encode(option: Int, in list: ListID?) -> JSONValue {
        guard let list, survey[list].options.indices.contains(option),
            survey[list].index(of: survey[list].options[option].name) == option
        else { return .number(option) }
        return .string(survey[list].options[option].name)
    }

    /// The list that an option beside this expression belongs to.
    private func list(of formula: Formula) -> ListID? {
        switch formula {
        case .variable(let id), .ranked(let id, _):
            guard survey.variables.indices.contains(id.position) else { return nil }
            return survey[id].domain.list.flatMap { survey.lists.indices.contains($0.position) ? $0 : nil }
        default: return nil
        }
    }
}

extension Domain {
    /// The list whose options are its values.
    package var list: ListID? {
        switch self {
        case .option(let list), .options(let list, _), .order(let list, _): list
        case .point, .yesno, .number, .text, .date, .time, .truth: nil
        }
    }

    /// The scale whose points are its values.
    package var scale: ScaleID? {
        switch self {
        case .point(let scale): scale
        case .option, .options, .order, .yesno, .number, .text, .date, .time, .truth: nil
        }
    }
}

struct FormulaDecoder {
    /// What a name leads to.
    let variables: [String: VariableID]
    /// The list of each variable that has one.
    let variableLists: [ListID?]
    let lists: [String: ListID]
    /// The options of each list, by name.
    let options: [[String: Int]]
    let listSizes: [Int]

    /// Recursive, bounded by the depth of the document.
    func decode(_ node: SurveyNode) throws(SurveyFault) -> Formula {
        guard case .object = node.value else { return .literal(try literal(node, list: nil)) }
        guard node.has("op") else {
            if node.has("variable") {
                try node.allow(["variable"])
                return .variable(try variable(node))
            }
            return .literal(try literal(node, list: nil))
        }
        let name = try node.required("op").text()
        if let comparison = Formula.Comparison(rawValue: name) {
            return try compare(comparison, try operands(node, 2...2))
        }
        if let operation = Formula.Arithmetic(rawValue: name) {
            var parts: [Formula] = []
            for operand in try operands(node, 2...Int.max) { parts.append(try decode(operand)) }
            return parts.dropFirst().reduce(parts[0]) { .arithmetic(operation, $0, $1) }
        }
        if let aggregate = Formula.Aggregate(rawValue: name) {
            return .aggregate(aggregate, try parts(node, 1))
        }
        if let missing = Missing(rawValue: name) { return .state(try only(node), missing) }
        switch name {
        case "and": return .and(try parts(node, 1))
        case "or": return .or(try parts(node, 1))
        case "count": return .countTrue(try parts(node, 0))
        case "chain": return try chain(node)
        case "not": return .not(try inner(node))
        case "negate": return .negate(try inner(node))
        case "length": return .length(try inner(node))
        case "answered": return .state(try only(node), nil)
        case "size": return .size(try only(node))
        case "round":
            try node.allow(["op", "of", "decimals"])
            let decimals = try node.required("decimals").whole(0...38)
            return .round(try decode(node.required("of")), decimals: decimals)
        case "in":
            try node.allow(["op", "value", "members"])
            let value = try decode(node.required("value"))
            let list = list(of: value)
            var members: [Formula.Member] = []
            for member in try node.required("members").elements() {
                members.append(try self.member(member, list))
            }
            return .within(value, members)
        case "includes":
            let (id, option) = try variableAndOption(node)
            return .includes(id, option: option)
        case "place":
            let (id, option) = try variableAndOption(node)
            return .place(id, option: option)
        case "ranked":
            try node.allow(["op", "variable", "place"])
            return .ranked(
                try variable(node), place: try node.required("place").whole(1...SurveyLimits.optionCount))
        case "contains":
            try node.allow(["op", "of", "text"])
            return .contains(try decode(node.required("of")), try node.required("text").text())
        case "matches":
            try node.allow(["op", "of", "pattern", "format"])
            guard let pattern = try node.pattern() else {
                throw node.fault("the key \"pattern\" is missing")
            }
            return .matches(try decode(node.required("of")), pattern)
        case "age":
            let parts = try operands(node, 2...2)
            return .age(try decode(parts[0]), on: try decode(parts[1]))
        default:
            throw try node.required("op").fault("\"\(name)\" is no operation")
        }
    }

    private func compare(
        _ comparison: Formula.Comparison, _ sides: [SurveyNode]
    ) throws(SurveyFault) -> Formula {
        // The side that is a variable says which list an option on the other side is from.
        func side(_ node: SurveyNode, beside other: SurveyNode) throws(SurveyFault) -> Formula {
            guard !node.has("op"), ["option", "options", "order"].contains(where: node.has) else {
                return try decode(node)
            }
            let isVariable =
                other.has("variable") && (!other.has("op") || other.value["op"]?.string == "ranked")
            return .literal(try literal(node, list: isVariable ? list(of: decode(other)) : nil))
        }
        return .compare(
            comparison, try side(sides[0], beside: sides[1]), try side(sides[1], beside: sides[0]))
    }

    private func chain(_ node: SurveyNode) throws(SurveyFault) -> Formula {
        let links = try operands(node, 3...Int.max)
        guard links.count % 2 == 1 else { throw node.fault("a chain begins and ends with an operand") }
        var result = try operand(links[0])
        for index in stride(from: 1, to: links.count, by: 2) {
            guard let operation = links[index].value.string.flatMap(Formula.Arithmetic.init(rawValue:)) else {
                throw links[index].fault("one of + - * / % is expected here")
            }
            result = .arithmetic(operation, result, try operand(links[index + 1]))
        }
        return result
    }

    private func operand(_ node: SurveyNode) throws(SurveyFault) -> Formula {
        guard node.has("text"), !node.has("op") else { return try decode(node) }
        try node.allow(["text"])
        return .literal(.text(try node.required("text").text()))
    }

    private func operands(
        _ node: SurveyNode, _ counts: ClosedRange<Int>
    ) throws(SurveyFault) -> [SurveyNode] {
        try node.allow(["op", "of"])
        let operands = try node.required("of").elements()
        guard counts.contains(operands.count) else {
            throw try node.required("of").fault(
                counts.upperBound == counts.lowerBound
                    ? "\(counts.lowerBound) operands are expected, not \(operands.count)"
                    : "at least \(counts.lowerBound) operands are expected, not \(operands.count)")
        }
        return operands
    }

    private func parts(_ node: SurveyNode, _ least: Int) throws(SurveyFault) -> [Formula] {
        var parts: [Formula] = []
        for operand in try operands(node, least...Int.max) { parts.append(try decode(operand)) }
        return parts
    }

    private func inner(_ node: SurveyNode) throws(SurveyFault) -> Formula {
        try node.allow(["op", "of"])
        return try decode(node.required("of"))
    }

    private func only(_ node: SurveyNode) throws(SurveyFault) -> VariableID {
        try node.allow(["op", "variable"])
        return try variable(node)
    }

    private func variable(_ node: SurveyNode) throws(SurveyFault) -> VariableID {
        try node.required("variable").reference(in: variables, "variable")
    }

    private func variableAndOption(_ node: SurveyNode) throws(SurveyFault) -> (VariableID, Int) {
        try node.allow(["op", "variable", "option"])
        let id = try variable(node)
        guard let list = variableLists[id.position] else {
            throw try node.required("variable").fault(
                "a variable that holds options of a list is expected here")
        }
        return (id, try option(node.required("option"), list))
    }

    private func list(of formula: Formula) -> ListID? {
        switch formula {
        case .variable(let id), .ranked(let id, _): variableLists[id.position]
        default: nil
        }
    }

    private func member(_ node: SurveyNode, _ list: ListID?) throws(SurveyFault) -> Formula.Member {
        guard node.has("from") else { return .value(try literal(node, list: list)) }
        try node.allow(["from", "to"])
        let ends = (
            try literal(node.required("from"), list: nil), try literal(node.required("to"), list: nil)
        )
        switch ends {
        case (.number, .number), (.date, .date), (.time, .time): return .range(ends.0, ends.1)
        default: throw node.fault("a range goes between two numbers, two dates or two times")
        }
    }

    /// A literal; an option must be from `list`, which is what stands beside it.
    func literal(_ node: SurveyNode, list: ListID?) throws(SurveyFault) -> Value {
        switch node.value {
        case .bool(let yes): return .yesno(yes)
        case .string: return .text(try node.text())
        case .number, .fraction: return .number(try node.decimal())
        case .object: break
        case .null, .real, .array: throw node.fault("an expression is expected here")
        }
        if let date = node.optional("date") {
            try node.allow(["date"])
            return .date(try date.date())
        }
        if let time = node.optional("time") {
            try node.allow(["time"])
            return .time(try time.time())
        }
        try node.allow(["option", "options", "order", "list"])
        let named: ListID? =
            if let name = node.optional("list") { try name.reference(in: lists, "list") } else { nil }
        guard named == list else {
            throw node.fault("an option is only compared with a variable of the same list")
        }
        guard ["option", "options", "order"].count(where: node.has) == 1 else {
            throw node.fault("one of \"option\", \"options\" and \"order\" is expected here")
        }
        if let order = node.optional("order") {
            let indices = try options(order, list)
            guard Set(indices).count == indices.count else {
                throw order.fault("an order has each option once")
            }
            return .order(indices)
        }
        if let chosen = node.optional("options") {
            let indices = try options(chosen, list)
            guard zip(indices, indices.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw chosen.fault("options stand in the order of their list, each once")
            }
            return .options(indices)
        }
        return .option(try option(node.required("option"), list))
    }

    private func options(_ node: SurveyNode, _ list: ListID?) throws(SurveyFault) -> [Int] {
        var indices: [Int] = []
        for element in try node.elements() { indices.append(try option(element, list)) }
        return indices
    }

    private func option(_ node: SurveyNode, _ list: ListID?) throws(SurveyFault) -> Int {
        guard let list else { return try node.whole(0...SurveyLimits.optionCount) }
        return try node.part(options[list.position], count: listSizes[list.position], "option")
    }
}
