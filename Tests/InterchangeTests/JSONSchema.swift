import Foundation
import SurveyModel

/// The schemas that the project ships, checked in the tests themselves: what they use of JSON Schema 2020-12 and nothing else.
///
/// A keyword that is not known here is a problem too, so that nothing in a schema goes unchecked.
struct JSONSchema {
    private let root: JSONValue

    /// The schema in a file.
    init(file: String) throws {
        root = try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: file))))
    }

    /// The names that `$defs` lists under a name.
    func enumeration(_ name: String) -> [String] {
        (root["$defs"]?[name]?["enum"]?.array ?? []).compactMap(\.string)
    }

    /// What is wrong with a document, each with its path; empty if it is valid.
    func problems(in document: JSONValue) -> [String] { problems(document, root, at: "") }

    private func problems(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(path): no schema"] }
        return keywords.flatMap { problems(value, $0.key, $0.value, schema, path) }
    }

    private func problems(
        _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ schema: JSONValue, _ path: String
    ) -> [String] {
        func unless(_ holds: Bool) -> [String] {
            holds ? [] : ["\(path): \(keyword) \(argument.compactText)"]
        }
        switch keyword {
        case "$schema", "$id", "title", "description", "$defs": return []
        case "$ref":
            guard let name = argument.string?.split(separator: "/").last,
                let schema = root["$defs"]?[String(name)]
            else { return ["\(path): no \(argument.compactText)"] }
            return problems(value, schema, at: path)
        case "type":
            let wanted = argument.array?.compactMap(\.string) ?? [argument.string ?? ""]
            return unless(wanted.contains { Self.isOf($0, value) })
        case "enum": return unless(argument.array?.contains(value) == true)
        case "const": return unless(argument == value)
        case "required":
            return unless(argument.array?.allSatisfy { value[$0.string ?? ""] != nil } == true)
        case "properties":
            return value.entries.flatMap { member in
                argument[member.key].map { problems(member.value, $0, at: "\(path)/\(member.key)") } ?? []
            }
        case "additionalProperties":
            let others = value.entries.filter { schema["properties"]?[$0.key] == nil }
            if argument == .bool(false) { return others.map { "\(path): no \($0.key) here" } }
            return others.flatMap { problems($0.value, argument, at: "\(path)/\($0.key)") }
        case "propertyNames":
            return value.entries.flatMap { problems(.string($0.key), argument, at: "\(path)/\($0.key)") }
        case "items":
            return (value.array ?? []).enumerated().flatMap { problems($1, argument, at: "\(path)/\($0)") }
        case "minItems": return unless(value.array.map { $0.count >= argument.int ?? 0 } ?? true)
        case "minProperties":
            guard case .object(let members) = value else { return [] }
            return unless(members.count >= argument.int ?? 0)
        case "minLength":
            return unless(value.string.map { $0.unicodeScalars.count >= argument.int ?? 0 } ?? true)
        case "maxLength":
            return unless(value.string.map { $0.unicodeScalars.count <= argument.int ?? 0 } ?? true)
        case "pattern":
            guard let text = value.string, let pattern = try? Regex(argument.string ?? "") else { return [] }
            return unless(text.firstMatch(of: pattern) != nil)
        case "minimum": return unless(value.real.map { $0 >= argument.real ?? 0 } ?? true)
        case "maximum": return unless(value.real.map { $0 <= argument.real ?? 0 } ?? true)
        case "exclusiveMinimum": return unless(value.real.map { $0 > argument.real ?? 0 } ?? true)
        case "exclusiveMaximum": return unless(value.real.map { $0 < argument.real ?? 0 } ?? true)
        case "oneOf": return alternatives(value, argument, path) { $0 == 1 }
        case "anyOf": return alternatives(value, argument, path) { $0 > 0 }
        default: return ["\(path): the keyword \(keyword) is not known"]
        }
    }

    private func alternatives(
        _ value: JSONValue, _ schemas: JSONValue, _ path: String, _ isRight: (Int) -> Bool
    ) -> [String] {
        let found = (schemas.array ?? []).map { problems(value, $0, at: path) }
        guard !isRight(found.count(where: \.isEmpty)) else { return [] }
        // The alternative that it comes closest to says most.
        return found.min { $0.count < $1.count } ?? ["\(path): fits none of the alternatives"]
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number, .real: type == "number" || type == "integer" && value.int != nil
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}

extension JSONValue {
    fileprivate var entries: [Member] { if case .object(let members) = self { members } else { [] } }

    fileprivate var real: Double? {
        switch self {
        case .number(let number): Double(number.description)
        case .real(let number): number
        default: nil
        }
    }
}
