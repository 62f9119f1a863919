internal import CLibMD
internal import FoundationEssentials
public import SurveyModel

/// What answers mean, without how anything is worded: the names and domains of variables, option names and codes, the
/// kinds of missing, the routing and its conditions, checks and endings.
///
/// Two surveys with the same form collect the same data. Wording, labels, help, notes, titles, translations, metrics,
/// relations and display hints are not in it, nor are the survey's name and version, which responses carry themselves.
extension Survey {
    /// The form as a document. Deterministic: arrays are in the order of the survey.
    public var structuralForm: JSONValue {
        .object([
            .init("format", Self.whole(1)),
            .init("lists", .array(lists.map(Self.structure))),
            .init(
                "scales",
                .array(
                    scales.map {
                        .array([Self.whole($0.bounds.lowerBound), Self.whole($0.bounds.upperBound)])
                    })),
            .init("variables", .array(variables.map(Self.structure))),
            .init("questions", .array(questions.map(Self.structure))),
            .init(
                "checks",
                .array(
                    checks.map { check in
                        .object([
                            .init("condition", Self.structure(check.condition)),
                            .init("soft", .bool(check.isSoft)),
                        ])
                    })),
            .init("endings", .array(endings.map { .string($0.disposition.rawValue) })),
            .init("blocks", .array(blocks.map(Self.structure))),
            .init("steps", .array(steps.map(Self.structure))),
        ])
    }

    /// `sha256:` and the SHA-256 of the compact text of `structuralForm`, in lower-case hexadecimal.
    public var structureHash: String {
        var bytes: [UInt8] = []
        structuralForm.write(into: &bytes)
        let digits = Array("0123456789abcdef".utf8)
        var context = SHA2_CTX()
        SHA256Init(&context)
        SHA256Update(&context, bytes, bytes.count)
        var hash = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256Final(&hash, &context)
        let hex = hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "sha256:" + String(decoding: hex, as: UTF8.self)
    }

    private static func structure(_ list: OptionList) -> JSONValue {
        .array(
            list.options.map { option in
                object([
                    ("name", .string(option.name)), ("code", whole(option.code)),
                    ("exclusive", option.isExclusive ? .bool(true) : nil),
                    ("specify", option.hasSpecify ? .bool(true) : nil),
                    ("if", option.condition.map(structure)),
                ])
            })
    }

    private static func structure(_ variable: Variable) -> JSONValue {
        var members: [(String, JSONValue?)] = [("name", .string(variable.name))]
        switch variable.role {
        case .given(let isOptional): members += [("role", .string("given")), ("optional", .bool(isOptional))]
        case .answer(let question):
            members += [("role", .string("answer")), ("question", whole(question.position))]
        case .row(let question, let row):
            members += [
                ("role", .string("row")), ("question", whole(question.position)), ("row", whole(row)),
            ]
        case .specify(let question, let option):
            members += [
                ("role", .string("specify")), ("question", whole(question.position)),
                ("option", whole(option)),
            ]
        case .computed(let formulas):
            members += [("role", .string("computed"))]
            // One formula has no list around it.
            members +=
                formulas.count == 1
                ? [("value", structure(formulas[0]))] : [("values", .array(formulas.map(structure)))]
        case .amount(let question, let option):
            members += [
                ("role", .string("amount")), ("question", whole(question.position)),
                ("option", whole(option)),
            ]
        // How often an arm is drawn is no part of what its answers mean.
        case .split: members += [("role", .string("split"))]
        case .today: members += [("role", .string("today"))]
        }
        members.append(("domain", structure(variable.domain)))
        // A set has no order of its own.
        let missing = Missing.allCases.filter(variable.missing.contains)
        members.append(("missing", missing.isEmpty ? nil : .array(missing.map { .string($0.rawValue) })))
        return object(members)
    }

    private static func structure(_ domain: Domain) -> JSONValue {
        switch domain {
        case .option(let list): .array([.string("option"), whole(list.position)])
        case .options(let list, let select):
            .array([
                .string("options"), whole(list.position), whole(select.lowerBound), whole(select.upperBound),
            ])
        case .point(let scale): .array([.string("point"), whole(scale.position)])
        case .yesno: .string("yesno")
        case .number(let rule):
            .array([
                .string("number"), rule.low.map(JSONValue.number) ?? .null,
                rule.high.map(JSONValue.number) ?? .null,
                whole(rule.decimals),
            ])
        case .text(let rule):
            .array([.string("text"), whole(rule.length)] + (rule.pattern.map(structure) ?? []))
        case .order(let list, let select):
            .array([
                .string("order"), whole(list.position), whole(select.lowerBound), whole(select.upperBound),
            ])
        case .date(let rule):
            .array([
                .string("date"), rule.low.map { .string($0.text) } ?? .null,
                rule.high.map { .string($0.text) } ?? .null,
            ])
        case .time(let rule):
            .array([
                .string("time"), rule.low.map { .string($0.text) } ?? .null,
                rule.high.map { .string($0.text) } ?? .null,
            ])
        case .truth: .string("truth")
        }
    }

    private static func structure(_ pattern: TextPattern) -> [JSONValue] {
        [.string(pattern.kind.rawValue), .string(pattern.source)]
    }

    private static func structure(_ carried: Question.Carried) -> JSONValue {
        switch carried {
        case .chosen(let id): .array([.string("chosen"), whole(id.position)])
        case .exceptChosen(let id): .array([.string("except chosen"), whole(id.position)])
        case .except(let options): .array([.string("except")] + options.map(whole))
        }
    }

    private static func structure(_ question: Question) -> JSONValue {
        let total: Int? = if case .allocate(_, let total) = question.kind { total } else { nil }
        return object([
            ("name", .string(question.name)), ("kind", .string(question.kindName)),
            ("variables", .array(question.variables.map { whole($0.position) })),
            (
                "specify",
                question.specify.isEmpty ? nil : .array(question.specify.map { whole($0.variable.position) })
            ),
            ("list", question.list.map { whole($0.position) }),
            ("scale", question.scale.map { whole($0.position) }),
            ("total", total.map(whole)),
            ("draw", question.draw.map(whole)),
            ("carried", question.carried.isEmpty ? nil : .array(question.carried.map(structure))),
            ("rows", question.rows.isEmpty ? nil : .array(question.rows.map { structure($0) })),
            ("optional", question.isOptional ? .bool(true) : nil),
            ("missing", question.missing.isEmpty ? nil : missing(question.missing)),
        ])
    }

    private static func structure(_ row: Question.Row) -> JSONValue {
        object([
            ("name", .string(row.name)), ("reversed", row.isReversed ? .bool(true) : nil),
            ("missing", row.missing.isEmpty ? nil : missing(row.missing)),
            ("if", row.condition.map(structure)),
        ])
    }

    private static func missing(_ options: [Question.MissingOption]) -> JSONValue {
        .array(options.map { .string($0.kind.rawValue) })
    }

    private static func structure(_ block: Block) -> JSONValue {
        switch block.kind {
        // A page happens whenever what is around it does; its name and title are wording.
        case .root, .page: .array([.string("all"), parent(block)])
        case .arm(let condition, let previous):
            .array([
                .string("arm"), parent(block), condition.map(structure) ?? .null,
                previous.map { whole($0.position) } ?? .null,
            ])
        // The order is not part of it, but what is drawn decides what is asked.
        case .collection(_, let draw):
            .array([.string("collection"), parent(block), draw.map(whole) ?? .null])
        case .unit(let condition):
            .array([.string("unit"), parent(block), condition.map(structure) ?? .null])
        }
    }

    private static func parent(_ block: Block) -> JSONValue {
        block.parent.map { whole($0.position) } ?? .null
    }

    private static func structure(_ step: Step) -> JSONValue {
        let (word, position) =
            switch step.action {
            case .ask(let question): ("ask", question.position)
            case .compute(let variable, _): ("compute", variable.position)
            case .draw(let variable): ("draw", variable.position)
            case .check(let check): ("check", check.position)
            case .end(let ending): ("end", ending.position)
            }
        // Which formula is said where there are several.
        var parts = [.string(word), whole(position), whole(step.block.position)]
        if case .compute(_, let formula) = step.action, formula > 0 { parts.append(whole(formula)) }
        return .array(parts)
    }

    /// A whole number, without the way through its digits.
    private static func whole(_ number: Int) -> JSONValue { .number(Decimal(number)) }

    private static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { key, value in value.map { JSONValue.Member(key, $0) } })
    }

    /// An expression as an array whose first element is the operator. Recursion is safe: the parser bounds the depth.
    private static func structure(_ formula: Formula) -> JSONValue {
        switch formula {
        case .literal(let value): structure(value)
        case .variable(let id): .array([.string("variable"), whole(id.position)])
        case .not(let inner): .array([.string("not"), structure(inner)])
        case .and(let parts): .array([.string("and")] + parts.map(structure))
        case .or(let parts): .array([.string("or")] + parts.map(structure))
        case .compare(let comparison, let left, let right):
            .array([.string(comparison.rawValue), structure(left), structure(right)])
        case .within(let inner, let members):
            .array([.string("in"), structure(inner)] + members.map(structure))
        case .includes(let id, let option): .array([.string("includes"), whole(id.position), whole(option)])
        case .state(let id, let missing):
            .array([.string("state"), whole(id.position), .string(missing?.rawValue ?? "answered")])
        case .size(let id): .array([.string("size"), whole(id.position)])
        case .countTrue(let parts): .array([.string("count")] + parts.map(structure))
        case .arithmetic(let operation, let left, let right):
            .array([.string(operation.rawValue), structure(left), structure(right)])
        case .negate(let inner): .array([.string("negate"), structure(inner)])
        case .aggregate(let aggregate, let parts):
            .array([.string(aggregate.rawValue)] + parts.map(structure))
        case .length(let inner): .array([.string("length"), structure(inner)])
        case .round(let inner, let decimals): .array([.string("round"), structure(inner), whole(decimals)])
        case .contains(let inner, let part): .array([.string("contains"), structure(inner), .string(part)])
        case .matches(let inner, let pattern):
            .array([.string("matches"), structure(inner)] + structure(pattern))
        case .age(let birth, let other): .array([.string("age"), structure(birth), structure(other)])
        case .place(let id, let option): .array([.string("place"), whole(id.position), whole(option)])
        case .ranked(let id, let place): .array([.string("ranked"), whole(id.position), whole(place)])
        }
    }

    private static func structure(_ member: Formula.Member) -> JSONValue {
        switch member {
        case .value(let value): structure(value)
        case .range(let low, let high): .array([.string("..."), structure(low), structure(high)])
        }
    }

    private static func structure(_ value: Value) -> JSONValue {
        switch value {
        case .number(let number): .number(number)
        case .option(let option): .array([.string("option"), whole(option)])
        case .options(let options): .array([.string("options")] + options.map(whole))
        case .text(let text): .string(text)
        case .yesno(let yes): .bool(yes)
        case .order(let options): .array([.string("order")] + options.map(whole))
        case .date(let date): .array([.string("date"), .string(date.text)])
        case .time(let time): .array([.string("time"), .string(time.text)])
        }
    }
}
