public import SurveyModel

/// What was found out about a document.
public struct ValidatedDocument: Hashable, Sendable {
    /// Something wrong with it.
    public struct Fault: Hashable, Sendable {
        /// The line, from 1; nil where it has none.
        public var line: Int?
        /// The way to it in JSON: `$.figures[3].value`.
        public var path: String?
        /// What was seen and what was expected.
        public var message: String
    }

    /// What messages call it.
    public var name: String
    /// What it is.
    public var kind: DocumentKind
    /// How it is written.
    public var form: DocumentForm
    /// The file of the schema that it was checked against.
    public var schema: String
    /// The first faults.
    public internal(set) var faults: [Fault] = []
    /// How many there are.
    public internal(set) var count = 0
    /// How many responses there are; nil for other kinds, and in XML.
    public internal(set) var responses: Int?

    /// Whether nothing is wrong with it.
    public var isValid: Bool { count == 0 }

    let limit: Int

    init(name: String, kind: DocumentKind, form: DocumentForm, limit: Int) {
        self.name = name
        self.kind = kind
        self.form = form
        self.limit = limit
        schema = form == .xml ? kind.xmlSchema ?? kind.jsonSchema : kind.jsonSchema
    }

    mutating func add(line: Int? = nil, path: JSONPath? = nil, _ message: @autoclosure () -> String) {
        count += 1
        guard faults.count < limit else { return }
        faults.append(
            Fault(line: line, path: (path?.description).map(Self.shown), message: Self.shown(message())))
    }

    /// What stands in a document may be meant for the terminal of whoever looks at what is wrong with it: signs that command it
    /// or turn the direction of writing are shown as U+FFFD.
    private static func shown(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// The findings for people: a line each, as editors and terminals understand it, and a line with the result.
    public var text: String {
        var lines = faults.map { fault in
            name + (fault.line.map { ":\($0)" } ?? "") + ": " + (fault.path.map { "\($0): " } ?? "")
                + fault.message
        }
        if count > faults.count { lines.append("… and \(count - faults.count) more") }
        let what = kind.words + (responses.map { " (\($0))" } ?? "") + " as " + form.words
        lines.append(
            "\(name): \(what), " + (isValid ? "valid" : count == 1 ? "1 fault" : "\(count) faults"))
        return lines.joined(separator: "\n")
    }

    /// The findings for programs; `ValidationOutcome` puts them together.
    var json: JSONValue {
        .object([
            "file": .string(name), "kind": .string(kind.rawValue), "form": .string(form.rawValue),
            "schema": .string(schema), "valid": .bool(isValid), "responses": responses.map { .number($0) },
            "count": .number(count),
            "faults": .array(
                faults.map { fault in
                    .object([
                        "line": fault.line.map { .number($0) }, "path": fault.path.map(JSONValue.string),
                        "message": .string(fault.message),
                    ])
                }),
        ])
    }

}

/// What became of a file: it was checked, or it could not be.
public enum ValidationOutcome: Hashable, Sendable {
    case checked(ValidatedDocument)
    /// Nothing is known about it, for a reason.
    case unchecked(name: String, reason: String)

    /// Whether nothing is wrong with it.
    public var isValid: Bool { if case .checked(let document) = self { document.isValid } else { false } }

    private var json: JSONValue {
        switch self {
        case .checked(let document): document.json
        case .unchecked(let name, let reason):
            .object(["file": .string(name), "valid": .bool(false), "unchecked": .string(reason)])
        }
    }

    /// What was found out about several files, `sondeo-validation.schema.json`.
    public static func json(of outcomes: [ValidationOutcome]) -> JSONValue {
        .object([
            "format": .string("sondeo-validation"), "formatVersion": .number(1),
            "valid": .bool(outcomes.allSatisfy(\.isValid)), "files": .array(outcomes.map(\.json)),
        ])
    }
}
