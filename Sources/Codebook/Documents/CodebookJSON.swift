public import SurveyModel

extension Codebook {
    /// The version of the JSON document.
    public static let formatVersion = 1

    /// The codebook as one object, `sondeo-codebook` version 1: everything that the model has, each label in every language
    /// with the state of its translation. `Documentation/Codebook.md` tells its keys, `Schemas/sondeo-codebook.schema.json`
    /// checks them. Linear.
    public var json: JSONValue {
        .object([
            "format": .string("sondeo-codebook"), "formatVersion": .number(Self.formatVersion),
            "survey": .string(survey.name), "version": .number(survey.version),
            "structure": .string(survey.structure), "language": .string(survey.language),
            "locales": .array(locales.map(JSONValue.string)), "title": json(title),
            "yes": json(yes), "no": json(no),
            "variables": .array(variables.map(json)),
            "groups": groups.isEmpty ? nil : .array(groups.map(json)),
            "rosters": rosters.isEmpty ? nil : .array(rosters.map(json)),
            "response": .array(responseColumns.map(json)),
        ])
    }

    private func json(_ column: ResponseColumn) -> JSONValue {
        .object([
            "column": .string(column.name), "label": json(column.label),
            "values": column.values.isEmpty
                ? nil
                : .array(
                    column.values.map {
                        .object(["name": .string($0.name), "label": json($0.label)])
                    }),
        ])
    }

    /// Yes and no with their codes.
    private var truths: JSONValue {
        .array(
            [(1, true, yes), (0, false, no)].map { code, value, label in
                .object(["code": .number(code), "value": .bool(value), "label": json(label)])
            })
    }

    private func json(_ entry: Entry) -> JSONValue {
        let codes = entry.missingCodes
        return .object([
            "name": .string(entry.name), "stem": entry.stem == entry.name ? nil : .string(entry.stem),
            "role": .string(entry.role.rawValue), "type": .string(entry.type.name),
            "select": entry.type.select.map(Self.range), "points": entry.type.points.map(Self.range),
            "decimals": entry.type.decimals.map { .number($0) },
            "length": entry.type.length.map { .number($0) }, "lines": entry.type.lines.map { .number($0) },
            "stored": .bool(entry.isStored), "personal": .bool(entry.isPersonal),
            "reversed": entry.isReversed ? .bool(true) : nil,
            "consent": entry.isConsent ? .bool(true) : nil, "label": json(entry.label),
            "question": entry.questionName.map { name in
                .object([
                    "name": .string(name), "number": entry.questionNumber.map { .number($0) },
                    "text": entry.question.map(json),
                    "phrasings": entry.phrasings.isEmpty ? nil : .array(entry.phrasings.map(json)),
                ])
            },
            "part": entry.part.map(json), "help": entry.help.map(json),
            "note": entry.note.map(JSONValue.string),
            "categories": entry.categories.isEmpty ? nil : .array(entry.categories.map(json)),
            "columns": entry.isStored && !columns(of: entry).isEmpty
                ? .array(columns(of: entry).map(JSONValue.string)) : nil,
            "values": entry.type == .yesno ? truths : nil,
            "missing": .array(
                entry.missing.map { missing in
                    .object([
                        "kind": .string(missing.kind.rawValue),
                        "code": codes.code(of: missing.kind).map { .number($0) },
                        "label": json(missing.label),
                    ])
                }),
            "low": entry.low.map(JSONValue.string), "high": entry.high.map(JSONValue.string),
            "unit": entry.unit.map(json), "group": entry.group.map { .string(groups[$0].name) },
            "rounds": entry.instances.isEmpty ? nil : .array(entry.instances.map(json)),
            "base": json(entry.base),
            "formulas": entry.formulas.isEmpty ? nil : .array(entry.formulas.map(JSONValue.string)),
        ])
    }

    private func json(_ category: Category) -> JSONValue {
        .object([
            "code": .number(category.code), "name": .string(category.name), "label": category.label.map(json),
            "exclusive": category.isExclusive ? .bool(true) : nil,
            "specify": category.specify.map { .string(variables[$0].name) },
        ])
    }

    private func json(_ phrasing: Phrasing) -> JSONValue {
        .object([
            "number": phrasing.number.map { .number($0) }, "text": json(phrasing.text),
            "base": json(phrasing.base),
        ])
    }

    private func json(_ base: Base) -> JSONValue? {
        guard base.words != nil || base.condition != nil else { return nil }
        return .object([
            "condition": base.condition.map(JSONValue.string), "words": base.words.map(json),
            "drawn": base.isDrawn ? .bool(true) : nil,
        ])
    }

    private func json(_ group: Group) -> JSONValue {
        .object([
            "kind": .string(group.kind.rawValue), "name": .string(group.name), "label": json(group.label),
            "variables": .array(group.variables.map { .string(variables[$0].name) }),
        ])
    }

    private func json(_ roster: RosterLevel) -> JSONValue {
        .object([
            "name": .string(roster.name),
            "instances": .array(
                roster.instances.map { instance in
                    .object([
                        "name": .string(instance.name), "code": .number(instance.code),
                        "label": json(instance.label),
                    ])
                }),
            "within": roster.within.isEmpty ? nil : .array(roster.within.map(json)),
        ])
    }

    private func json(_ instance: Instance) -> JSONValue {
        let roster = rosters[instance.roster]
        return .object([
            "roster": .string(roster.name), "instance": .string(roster.instances[instance.instance].name),
        ])
    }

    /// A label by language; the state stands where it is not `current`.
    private func json(_ label: Label) -> JSONValue {
        .object(
            zip(locales, label.wordings).map { locale, wording in
                .init(
                    locale,
                    .object([
                        "text": .string(wording.text),
                        "state": wording.state == .current ? nil : .string(wording.state.rawValue),
                    ]))
            })
    }

    private static func range(_ range: ClosedRange<Int>) -> JSONValue {
        .object(["low": .number(range.lowerBound), "high": .number(range.upperBound)])
    }
}

extension Codebook.ValueType {
    /// How many options may be chosen.
    public var select: ClosedRange<Int>? {
        switch self {
        case .set(let select), .ranking(let select): select
        default: nil
        }
    }

    /// The points of a scale.
    public var points: ClosedRange<Int>? { if case .point(let points) = self { points } else { nil } }

    /// How many decimals a number may have.
    public var decimals: Int? { if case .number(let decimals) = self { decimals } else { nil } }

    /// How many characters a text may have.
    public var length: Int? { if case .text(let length, _) = self { length } else { nil } }

    /// How many lines a text may have.
    public var lines: Int? { if case .text(_, let lines) = self { lines } else { nil } }
}
