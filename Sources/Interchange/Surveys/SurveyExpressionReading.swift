internal import FoundationEssentials
internal import SurveyModel

/// Turns elements of expressions into the JSON that says the same. Recursive, as deep as elements may be.
enum SurveyExpressionReader {
    /// Operations with one operand, which stands by itself; others have an array of them.
    private static let single: Set<String> = ["not", "negate", "length", "round", "contains", "matches"]

    /// An expression. In a chain a bare text is an operator, so one that is an operand says so.
    static func expression(
        _ element: XMLElement, inChain: Bool = false
    ) throws(XMLElementFault) -> JSONValue {
        guard element.text.allSatisfy(\.isWhitespace) else {
            throw XMLElementFault(element, "a text stands in it, which belongs into an attribute")
        }
        if element.name != "operation", let child = element.children.first {
            throw XMLElementFault(child, "no element stands in <\(element.name)>")
        }
        switch element.name {
        case "literal": return try literal(element, inChain)
        case "variable": return .object(["variable": .string(try required("name", element))])
        case "option":
            return .object([
                "option": try part(element, "name"), "list": element.attribute("list").map(JSONValue.string),
            ])
        case "options", "order":
            let names = try required("names", element).split(separator: " ").map { part(String($0)) }
            return .object(
                [
                    .init(element.name, .array(names))
                ] + (element.attribute("list").map { [.init("list", .string($0))] } ?? []))
        case "operation": return try operation(element)
        default: throw XMLElementFault(element, "it is no part of an expression")
        }
    }

    private static func literal(
        _ element: XMLElement, _ inChain: Bool
    ) throws(XMLElementFault) -> JSONValue {
        guard element.attributes.count == 1, let (key, value) = element.attributes.first else {
            throw XMLElementFault(element, "a literal is a number, a text, a truth, a date or a time")
        }
        switch key {
        case "number":
            guard let number = Decimal(exactly: value) else {
                throw XMLElementFault(element, "\(excerpt(value)) is no number")
            }
            return .number(number)
        case "text": return inChain ? .object(["text": .string(value)]) : .string(value)
        case "truth":
            guard value == "true" || value == "false" else {
                throw XMLElementFault(element, "a truth is true or false")
            }
            return .bool(value == "true")
        case "date", "time": return .object([.init(key, .string(value))])
        default: throw XMLElementFault(element, "a literal is a number, a text, a truth, a date or a time")
        }
    }

    private static func operation(_ element: XMLElement) throws(XMLElementFault) -> JSONValue {
        let name = try required("op", element)
        var members: [JSONValue.Member] = []
        for (key, value) in element.attributes {
            switch key {
            case "decimals", "place", "index":
                guard let number = Decimal(exactly: value) else {
                    throw XMLElementFault(element, "\(key) is a number, not \(excerpt(value))")
                }
                members.append(.init(key == "index" ? "option" : key, .number(number)))
            default: members.append(.init(key, .string(value)))
            }
        }
        var operands: [JSONValue] = []
        for (index, child) in element.children.enumerated() {
            switch child.name {
            case "members":
                members.append(.init("members", .array(try self.members(child))))
            case "then" where name == "chain" && index % 2 == 1:
                operands.append(.string(try required("op", child)))
            default: operands.append(try expression(child, inChain: name == "chain"))
            }
        }
        if name == "in" {
            guard operands.count == 1 else {
                throw XMLElementFault(element, "one value stands before <members>")
            }
            members.append(.init("value", operands[0]))
        } else if single.contains(name) {
            guard operands.count == 1 else { throw XMLElementFault(element, "\(name) has one operand") }
            members.append(.init("of", operands[0]))
        } else if element.attribute("variable") == nil || !operands.isEmpty {
            members.append(.init("of", .array(operands)))
        }
        return .object(members)
    }

    private static func members(_ element: XMLElement) throws(XMLElementFault) -> [JSONValue] {
        var members: [JSONValue] = []
        for child in element.children {
            guard child.name == "range" else {
                members.append(try expression(child))
                continue
            }
            members.append(
                .object([
                    "from": end(try required("from", child)), "to": end(try required("to", child)),
                ]))
        }
        return members
    }

    /// The end of a range: a number, a day or a time by its look.
    private static func end(_ text: String) -> JSONValue {
        if let number = Decimal(exactly: text) { return .number(number) }
        return .object([.init(text.contains(":") ? "time" : "date", .string(text))])
    }

    private static func part(_ element: XMLElement, _ key: String) throws(XMLElementFault) -> JSONValue {
        if let index = element.attribute("index") { return part(index) }
        return .string(try required(key, element))
    }

    private static func part(_ text: String) -> JSONValue {
        // No name begins with a digit.
        guard let first = text.utf8.first, (0x30...0x39).contains(first), let number = Decimal(exactly: text)
        else { return .string(text) }
        return .number(number)
    }

    private static func required(
        _ key: String, _ element: XMLElement
    ) throws(XMLElementFault) -> String {
        guard let value = element.attribute(key) else {
            throw XMLElementFault(element, "the attribute \(key) is missing")
        }
        return value
    }
}
