internal import Codebook
internal import FoundationEssentials
internal import SurveyModel
internal import Translations

/// Describes columns as fields of a table schema.
struct DataPackageFields {
    private let codebook: Codebook
    private let locale: Int
    private let formerMissing: [Int: [Missing]]

    init(_ codebook: Codebook, _ locale: Int, _ formerMissing: [Int: [Missing]]) {
        self.codebook = codebook
        self.locale = locale
        self.formerMissing = formerMissing
    }

    /// The field of a column; `isStem` says that all instances of a roster share it.
    func field(_ column: Column, isStem: Bool = false) -> JSONValue {
        if case .response(let part) = column.source { return self.part(part, column.name) }
        guard let position = column.variable else { return .object(["name": .string(column.name)]) }
        let entry = isStem ? codebook.entry(ofStem: position) : codebook.variables[position]
        var type = "string"
        var format: String?
        var constraints: [JSONValue.Member] = []
        var categories: [JSONValue] = []
        var isOrdered = false
        var truths: [JSONValue.Member] = []
        switch column.kind {
        case .coded:
            categories = entry.categories.map { category(.string($0.name), $0.label) }
        case .point:
            type = "integer"
            constraints = bounds(entry)
            // Points without a label are categories too, so that all of a scale are there.
            if entry.categories.contains(where: { $0.label != nil }), isWhole(entry) {
                categories = entry.categories.map { category(.number($0.code), $0.label) }
                isOrdered = true
            }
        case .flag:
            type = "integer"
            constraints = [.init("enum", .array([.number(0), .number(1)]))]
            categories = [
                category(.number(0), codebook.label(.codebookNotChosen)),
                category(.number(1), codebook.label(.codebookChosen)),
            ]
        case .place:
            type = "integer"
            constraints = [
                .init("minimum", .number(0)), .init("maximum", .number(max(1, entry.lastPlace ?? 1))),
            ]
        case .yesno: (type, truths) = ("boolean", Self.truths)
        case .number(let decimals):
            type = decimals == 0 ? "integer" : "number"
            constraints = bounds(entry)
        case .date:
            type = "date"
            // A bound that counts from the day of the interview is another one for each response.
            constraints = bounds(entry, as: JSONValue.string) { !$0.hasPrefix("today") }
        case .time:
            (type, format) = ("time", "%H:%M")
        // Times without seconds are not what a reader's own comparison expects, and every answer was checked.
        case .text, .moment, .weight: break
        }
        return .object(
            [
                .init("name", .string(column.name)), .init("type", .string(type)),
                format.map { .init("format", .string($0)) },
                .init("title", .string(column.label(entry).whole.text(in: locale))),
                description(entry).map { .init("description", .string($0)) },
                categories.isEmpty ? nil : .init("categories", .array(categories)),
                isOrdered ? .init("categoriesOrdered", .bool(true)) : nil,
            ].compactMap(\.self) + truths
                + [
                    .init("missingValues", missing(entry, column.kind)),
                    constraints.isEmpty ? nil : .init("constraints", .object(constraints)),
                ].compactMap(\.self))
    }

    /// The instance of a roster: the name of an option, or a number.
    func instance(_ name: String, _ instances: [Codebook.RosterInstance]) -> JSONValue {
        let areNumbers = instances.areNumbers
        return .object([
            "name": .string(name), "type": .string(areNumbers ? "integer" : "string"),
            "title": .string(codebook.label(ofInstancesOf: name).text(in: locale)),
            "categories": .array(
                instances.map { category(areNumbers ? .number($0.code) : .string($0.name), $0.label) }),
            "constraints": .object(["required": .bool(true)]),
        ])
    }

    /// The id of a response.
    func identifier(isUnique: Bool) -> JSONValue {
        .object([
            "name": .string("response:id"), "type": .string("string"), "format": .string("uuid"),
            "title": .string(codebook.label(of: .id).text(in: locale)),
            "constraints": .object([
                "required": .bool(true), "unique": isUnique ? .bool(true) : nil,
            ]),
        ])
    }

    // MARK: Parts of a response

    private func part(_ part: Column.ResponsePart, _ name: String) -> JSONValue {
        var type = "string"
        var truths: [JSONValue.Member] = []
        var constraints: [JSONValue.Member] = [.init("required", .bool(true))]
        switch part {
        case .id: return identifier(isUnique: true)
        case .survey, .structure, .locale: break
        case .version:
            type = "integer"
            constraints.append(.init("minimum", .number(1)))
        case .seed:
            type = "integer"
            constraints.append(.init("minimum", .number(0)))
        case .station, .channel: constraints = []
        case .started, .ended: type = "datetime"
        case .state:
            constraints.append(
                .init("enum", .array(Disposition.allCases.map { .string($0.rawValue) })))
        case .stale: (type, truths) = ("boolean", Self.truths)
        case .weight:
            type = "number"
            constraints = [.init("minimum", .number(0))]
        }
        return .object(
            [
                .init("name", .string(name)), .init("type", .string(type)),
                .init("title", .string(codebook.label(of: part).text(in: locale))),
            ] + truths + (constraints.isEmpty ? [] : [.init("constraints", .object(constraints))]))
    }

    // MARK: What fields share

    private static let truths: [JSONValue.Member] = [
        .init("trueValues", .array([.string("true")])), .init("falseValues", .array([.string("false")])),
    ]

    private func description(_ entry: Codebook.Entry) -> String? {
        var parts = [entry.help?.text(in: locale), entry.note].compactMap(\.self)
        if entry.isConsent { parts.append(codebook.label(.codebookConsent).text(in: locale)) }
        if let unit = entry.unit?.text(in: locale) {
            parts.append("\(codebook.label(.codebookUnit).text(in: locale)): \(unit)")
        }
        if let condition = entry.base.words?.text(in: locale) ?? entry.base.condition {
            parts.append(condition)
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
    }

    private func category(_ value: JSONValue, _ label: Label?) -> JSONValue {
        .object(["value": value, "label": label.map { .string($0.text(in: locale)) }])
    }

    /// Whether every point of a scale is among the categories.
    private func isWhole(_ entry: Codebook.Entry) -> Bool {
        guard case .point(let bounds) = entry.type else { return false }
        return bounds.count == entry.categories.count
    }

    private func missing(_ entry: Codebook.Entry, _ kind: Column.Kind) -> JSONValue {
        let now = entry.missing.map { missing in
            // Where others were ranked, an option without a place is empty too.
            let label =
                missing.kind == .notAsked && kind == .place
                ? missing.label.joined(codebook.label(.codebookNotRanked), " / ") : missing.label
            return (missing.kind, label.text(in: locale))
        }
        let former = (formerMissing[entry.position] ?? []).map {
            ($0, codebook.label(of: $0).text(in: locale))
        }
        return .array(
            (now + former).map { kind, label in
                .object([
                    "value": .string(kind == .notAsked ? "" : ".\(kind.rawValue)"), "label": .string(label),
                ])
            })
    }

    private func bounds(
        _ entry: Codebook.Entry,
        as value: (String) -> JSONValue = { Decimal(exactly: $0).map(JSONValue.number) ?? .string($0) },
        where isFixed: (String) -> Bool = { _ in true }
    ) -> [JSONValue.Member] {
        [("minimum", entry.low), ("maximum", entry.high)].compactMap { name, bound in
            bound.flatMap { isFixed($0) ? .init(name, value($0)) : nil }
        }
    }
}
