internal import FoundationEssentials
public import SurveyModel

/// A JSON Schema to check documents against: that part of 2020-12 which our schemas are written in.
///
/// A schema is checked when it is read, so that nothing in it goes unread: an unknown keyword, a reference that leads
/// nowhere, a pattern that is not anchored at both ends are errors of the schema. It differs from the standard in one rule
/// on purpose: `1.0` is no integer, for `JSONValue` refuses to take it for one.
///
/// ```swift
/// let faults = try JSONSchema(parsing: bytes).faults(in: document)
/// ```
public struct JSONSchema: Sendable {
    /// Something wrong with a document.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// Where.
        public var path: JSONPath
        /// What was seen and what was expected.
        public var message: String

        /// Makes a fault.
        public init(path: JSONPath, message: String) {
            self.path = path
            self.message = message
        }

        /// Both, on one line.
        public var description: String { "\(path): \(message)" }
    }

    /// The rules, the first of them that of the whole document; they refer to each other by their places.
    let rules: [JSONSchemaRule]
    /// The names that `$defs` lists as words, by its key.
    private let enumerations: [String: [String]]

    /// Reads a schema. Throws `JSONSchema.Fault` with the place in it.
    public init(parsing bytes: some Collection<UInt8>) throws(Fault) {
        let document: JSONValue
        do { document = try JSONValue(parsing: bytes) } catch {
            throw Fault(path: JSONPath(), message: "the schema is no JSON: \(error.message)")
        }
        rules = try JSONSchemaCompiler.rules(of: document)
        var enumerations: [String: [String]] = [:]
        if case .object(let members)? = document["$defs"] {
            for member in members {
                if let words = member.value["enum"]?.array {
                    enumerations[member.key] = words.compactMap(\.string)
                }
            }
        }
        self.enumerations = enumerations
    }

    /// The words that `$defs` lists under a key, empty if it lists none.
    public func enumeration(_ key: String) -> [String] { enumerations[key] ?? [] }

    /// What is wrong with a document: the first `limit` faults in full, and how many there are; none if it is valid.
    ///
    /// Where none of several forms fits, the faults are those of the form that comes closest. Linear in the document for
    /// schemas whose forms are told apart by a key or a word, as those of ours are.
    public func faults(in document: JSONValue, limit: Int = .max) -> (faults: [Fault], count: Int) {
        var check = JSONSchemaCheck(rules: rules, limit: limit)
        check.collect(document)
        return (check.faults, check.count)
    }

    /// Whether a document is valid.
    public func allows(_ document: JSONValue) -> Bool { faults(in: document, limit: 0).count == 0 }
}

/// What one schema object asks for; rules that it refers to are places in the schema's list.
struct JSONSchemaRule: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case null, boolean, integer, number, string, array, object
    }

    /// What it says of keys that it does not name.
    enum Others: Sendable {
        case allowed, refused
        case rule(Int)
    }

    /// False for a schema that nothing fits.
    var allowsAnything = true
    var kinds: [Kind] = []
    var words: [JSONValue]?
    var constant: JSONValue?
    var required: [String] = []
    var properties: [String: Int] = [:]
    var others = Others.allowed
    var names: Int?
    var dependent: [(key: String, needs: [String])] = []
    var memberCounts: ClosedRange<Int> = 0...Int.max
    var leading: [Int] = []
    var items: Int?
    var itemCounts: ClosedRange<Int> = 0...Int.max
    var areUnique = false
    var lengths: ClosedRange<Int> = 0...Int.max
    var pattern: TextPattern?
    var patternText = ""
    var minimum: Decimal?
    var maximum: Decimal?
    var above: Decimal?
    var below: Decimal?
    /// `$ref` and `allOf`.
    var all: [Int] = []
    var any: [Int] = []
    var one: [Int] = []
    var not: Int?
    var condition: (if: Int, then: Int?, else: Int?)?
    /// Keys that must be there and have one of a few words: by these alternatives are told apart before anything else in
    /// them is looked at. Without that an expression within an expression would be tried in every form, and again within each.
    var marks: [(key: String, words: [JSONValue])] = []
}
