internal import FoundationEssentials
internal import SurveyModel

/// Reads the document of a schema into rules.
struct JSONSchemaCompiler {
    private var rules: [JSONSchemaRule] = []
    /// The places of `$defs`, by key.
    private var definitions: [String: Int] = [:]

    /// The rules of a schema, that of the whole document first.
    static func rules(of document: JSONValue) throws(JSONSchema.Fault) -> [JSONSchemaRule] {
        var compiler = JSONSchemaCompiler()
        compiler.rules = [JSONSchemaRule()]
        let members = try Node(document, JSONPath())["$defs"]?.members() ?? []
        // All have places before any is read, since they refer to each other.
        for member in members {
            compiler.definitions[member.key] = compiler.rules.count
            compiler.rules.append(JSONSchemaRule())
        }
        for (place, member) in members.enumerated() {
            compiler.rules[place + 1] = try compiler.rule(member.node)
        }
        compiler.rules[0] = try compiler.rule(Node(document, JSONPath()))
        try compiler.refuseCircles()
        for place in compiler.rules.indices { compiler.rules[place].marks = compiler.marks(of: place) }
        return compiler.rules
    }

    private mutating func place(of node: Node) throws(JSONSchema.Fault) -> Int {
        let place = rules.count
        rules.append(JSONSchemaRule())
        rules[place] = try rule(node)
        return place
    }

    private mutating func optionalPlace(of node: Node?) throws(JSONSchema.Fault) -> Int? {
        guard let node else { return nil }
        return try place(of: node)
    }

    private mutating func places(of node: Node) throws(JSONSchema.Fault) -> [Int] {
        var places: [Int] = []
        let elements = try node.elements()
        guard !elements.isEmpty else { throw node.fault("lists no schema") }
        for element in elements { places.append(try place(of: element)) }
        return places
    }

    private mutating func rule(_ node: Node) throws(JSONSchema.Fault) -> JSONSchemaRule {
        var rule = JSONSchemaRule()
        if let truth = node.value.bool {
            rule.allowsAnything = truth
            return rule
        }
        for (key, argument) in try node.members() { try read(key, argument, into: &rule) }
        if let condition = node["if"] {
            rule.condition = (
                try place(of: condition), try optionalPlace(of: node["then"]),
                try optionalPlace(of: node["else"])
            )
        } else if let stray = node["then"] ?? node["else"] {
            throw stray.fault("stands without an \"if\"")
        }
        return rule
    }

    private mutating func read(
        _ key: String, _ argument: Node, into rule: inout JSONSchemaRule
    ) throws(JSONSchema.Fault) {
        switch key {
        case "$schema":
            guard argument.value.string == "https://json-schema.org/draft/2020-12/schema" else {
                throw argument.fault("is another draft than 2020-12")
            }
        // Said to readers of the schema; `then` and `else` are read with their `if`.
        case "$id", "$comment", "title", "description", "examples", "if", "then", "else": break
        case "$defs":
            guard argument.path.steps.count == 1 else { throw argument.fault("stands within the schema") }
        case "$ref": rule.all.append(try reference(argument))
        case "allOf": rule.all += try places(of: argument)
        case "anyOf": rule.any = try places(of: argument)
        case "oneOf": rule.one = try places(of: argument)
        case "not": rule.not = try place(of: argument)
        case "type":
            for name in argument.value.array ?? [argument.value] {
                guard let kind = name.string.flatMap(JSONSchemaRule.Kind.init) else {
                    throw argument.fault("names a type that there is not: \(name.compactText)")
                }
                rule.kinds.append(kind)
            }
        case "enum":
            let words = try argument.elements().map(\.value)
            guard !words.isEmpty, Set(words).count == words.count else {
                throw argument.fault("is empty, or lists a word twice")
            }
            rule.words = words
        case "const": rule.constant = argument.value
        default:
            if try readObjects(key, argument, into: &rule) { return }
            if try readArrays(key, argument, into: &rule) { return }
            if try readScalars(key, argument, into: &rule) { return }
            throw argument.fault("the keyword \"\(key)\" is not one that is known here")
        }
    }

    private mutating func readObjects(
        _ key: String, _ argument: Node, into rule: inout JSONSchemaRule
    ) throws(JSONSchema.Fault) -> Bool {
        switch key {
        case "required": rule.required = try argument.texts()
        case "properties":
            for member in try argument.members() { rule.properties[member.key] = try place(of: member.node) }
        case "additionalProperties":
            rule.others =
                switch argument.value {
                case .bool(true): .allowed
                case .bool(false): .refused
                default: .rule(try place(of: argument))
                }
        case "propertyNames": rule.names = try place(of: argument)
        case "dependentRequired":
            for member in try argument.members() {
                rule.dependent.append((member.key, try member.node.texts()))
            }
        case "minProperties": try argument.raise(&rule.memberCounts)
        case "maxProperties": try argument.lower(&rule.memberCounts)
        default: return false
        }
        return true
    }

    private mutating func readArrays(
        _ key: String, _ argument: Node, into rule: inout JSONSchemaRule
    ) throws(JSONSchema.Fault) -> Bool {
        switch key {
        case "prefixItems": rule.leading = try places(of: argument)
        case "items": rule.items = try place(of: argument)
        case "minItems": try argument.raise(&rule.itemCounts)
        case "maxItems": try argument.lower(&rule.itemCounts)
        case "uniqueItems":
            guard let truth = argument.value.bool else { throw argument.fault("is no truth") }
            rule.areUnique = truth
        default: return false
        }
        return true
    }

    private mutating func readScalars(
        _ key: String, _ argument: Node, into rule: inout JSONSchemaRule
    ) throws(JSONSchema.Fault) -> Bool {
        switch key {
        case "minLength": try argument.raise(&rule.lengths)
        case "maxLength": try argument.lower(&rule.lengths)
        case "pattern":
            // Searching within a text is not offered: patterns say what the whole of it is.
            guard let text = argument.value.string, text.hasPrefix("^"), text.hasSuffix("$") else {
                throw argument.fault("a pattern begins with ^ and ends with $")
            }
            do throws(TextPatternFault) {
                rule.pattern = try TextPattern(String(text.dropFirst().dropLast()))
            } catch { throw argument.fault("character \(error.offset + 1): \(error.message)") }
            rule.patternText = text
        case "minimum": rule.minimum = try argument.number()
        case "maximum": rule.maximum = try argument.number()
        case "exclusiveMinimum": rule.above = try argument.number()
        case "exclusiveMaximum": rule.below = try argument.number()
        default: return false
        }
        return true
    }

    private func reference(_ node: Node) throws(JSONSchema.Fault) -> Int {
        if node.value.string == "#" { return 0 }
        guard let text = node.value.string, text.hasPrefix("#/$defs/"),
            let place = definitions[String(text.dropFirst(8))]
        else { throw node.fault("leads to nothing in $defs") }
        return place
    }

    /// That no rule leads back to itself without going into the document, which would never end.
    private func refuseCircles() throws(JSONSchema.Fault) {
        enum State { case new, open, done }
        var states = [State](repeating: .new, count: rules.count)
        func visit(_ place: Int) throws(JSONSchema.Fault) {
            if states[place] == .done { return }
            guard states[place] == .new else {
                let name = definitions.first { $0.value == place }?.key
                throw JSONSchema.Fault(
                    path: JSONPath(name.map { [.key("$defs"), .key($0)] } ?? []),
                    message: "refers to itself alone")
            }
            states[place] = .open
            let rule = rules[place]
            let inner = rule.all + rule.any + rule.one + [rule.not, rule.condition?.if].compactMap(\.self)
            for next in inner + [rule.condition?.then, rule.condition?.else].compactMap({ $0 }) {
                try visit(next)
            }
            states[place] = .done
        }
        for place in rules.indices { try visit(place) }
    }

    /// See `JSONSchemaRule.marks`.
    private func marks(of place: Int) -> [(key: String, words: [JSONValue])] {
        let rule = rules[place]
        let own: [(key: String, words: [JSONValue])] = rule.required.compactMap { key in
            rule.properties[key].flatMap(words).map { (key, $0) }
        }
        // Circles were refused, so this ends.
        return own + rule.all.flatMap(marks)
    }

    /// The few words that a rule allows, if it says nothing else.
    private func words(of place: Int) -> [JSONValue]? {
        let rule = rules[place]
        if let constant = rule.constant { return [constant] }
        return rule.words ?? (rule.all.count == 1 ? words(of: rule.all[0]) : nil)
    }
}

/// A part of a schema, and the way to it.
private struct Node {
    let value: JSONValue
    let path: JSONPath

    init(_ value: JSONValue, _ path: JSONPath) {
        self.value = value
        self.path = path
    }

    func fault(_ message: String) -> JSONSchema.Fault {
        JSONSchema.Fault(path: path, message: "in the schema: " + message)
    }

    subscript(_ key: String) -> Node? {
        value[key].map { Node($0, JSONPath(path.steps + [.key(key)])) }
    }

    func members() throws(JSONSchema.Fault) -> [(key: String, node: Node)] {
        guard case .object(let members) = value else { throw fault("is no object") }
        return members.map { ($0.key, Node($0.value, JSONPath(path.steps + [.key($0.key)]))) }
    }

    func elements() throws(JSONSchema.Fault) -> [Node] {
        guard let elements = value.array else { throw fault("is no array") }
        return elements.enumerated().map { Node($1, JSONPath(path.steps + [.index($0)])) }
    }

    func texts() throws(JSONSchema.Fault) -> [String] {
        let texts = try elements().compactMap(\.value.string)
        guard texts.count == value.array?.count, Set(texts).count == texts.count else {
            throw fault("is no list of different names")
        }
        return texts
    }

    func number() throws(JSONSchema.Fault) -> Decimal {
        guard let number = value.decimal else { throw fault("is no number") }
        return number
    }

    func raise(_ range: inout ClosedRange<Int>) throws(JSONSchema.Fault) {
        guard let number = value.int, number >= 0, number <= range.upperBound else {
            throw fault("is no count")
        }
        range = number...range.upperBound
    }

    func lower(_ range: inout ClosedRange<Int>) throws(JSONSchema.Fault) {
        guard let number = value.int, number >= range.lowerBound else { throw fault("is no count") }
        range = range.lowerBound...number
    }
}
