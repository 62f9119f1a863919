public import SurveyModel

extension Comparison {
    /// The comparison as one object: `survey`, `old`, `new`, `effect`, `counts`, `changes`. See
    /// `Schemas/sondeo-diff.schema.json`.
    public var json: JSONValue {
        .object([
            "format": .string("sondeo-diff"), "formatVersion": .number(1), "survey": .string(new.name),
            "old": old.json, "new": new.json, "effect": .string(effect?.rawValue ?? "none"),
            "counts": .object(
                ChangeClass.allCases.map { effect in
                    .init(effect.rawValue, .number(changes.count { $0.effect == effect }))
                }),
            "changes": .array(changes.map(\.json)),
        ])
    }
}

extension Comparison.Version {
    fileprivate var json: JSONValue {
        .object([
            "survey": .string(name), "version": .number(version), "structure": .string(structure),
        ])
    }
}

extension Change {
    /// One change.
    public var json: JSONValue {
        .object([
            "class": .string(effect.rawValue), "rule": .string(rule.rawValue),
            "kind": .string(subject.kind.rawValue), "name": .string(subject.name),
            "what": .string(rule.title), "reason": .string(rule.reason),
            "locales": locales.map { .array($0.map(JSONValue.string)) },
            "before": before.map(JSONValue.string), "after": after.map(JSONValue.string),
            "variables": Self.list(variables), "metrics": Self.list(metrics),
            "gained": population?.gained.map { .array($0.map(JSONValue.string)) },
            "lost": population?.lost.map { .array($0.map(JSONValue.string)) },
            "followers": population.flatMap { Self.list($0.followers) },
        ])
    }

    private static func list(_ names: [String]) -> JSONValue? {
        names.isEmpty ? nil : .array(names.map(JSONValue.string))
    }
}
