import Analyses
import Foundation
import Interchange
import SurveyModel
import Testing
import XMLTree

@Suite("Words in the schemas of one format")
struct SameWordsTests {
    private func element(_ file: String) throws -> Element {
        try #require(Element.parse(Array(try Data(contentsOf: URL(filePath: shippedSchema(file))))))
    }

    /// The lists of words in a schema, each as often as it stands there.
    private func lists(inXSD file: String) throws -> [[String]: Int] {
        let restrictions = try element(file).all.filter { $0.name.hasSuffix("restriction") }
        return restrictions.map { $0.children.filter { $0.name.hasSuffix("enumeration") } }
            .filter { !$0.isEmpty }
            .reduce(into: [:]) { $0[$1.compactMap { $0.attributes["value"] }, default: 0] += 1 }
    }

    private func lists(inRNG file: String) throws -> [[String]: Int] {
        try element(file).all.map {
            $0.children.filter { $0.name == "value" && $0.attributes["type"] == "string" }
        }
        .filter { !$0.isEmpty }
        .reduce(into: [:]) { $0[$1.map(\.text), default: 0] += 1 }
    }

    @Test(arguments: ["survey", "responses", "statistics"])
    func `XSD and RELAX NG have the same lists of words`(format: String) throws {
        let words = try lists(inXSD: "sondeo-\(format).xsd")
        #expect(!words.isEmpty)
        #expect(try lists(inRNG: "sondeo-\(format).rng") == words)
    }

    @Test(arguments: ["survey", "responses", "statistics"])
    func `XSD and RELAX NG know the same elements and attributes`(format: String) throws {
        for kind in ["element", "attribute"] {
            let xsd = Set(
                try element("sondeo-\(format).xsd").all.filter { $0.name.hasSuffix(":" + kind) }
                    .compactMap { $0.attributes["name"] ?? $0.attributes["ref"] })
            let rng = Set(
                try element("sondeo-\(format).rng").all.filter { $0.name == kind }
                    .compactMap { $0.attributes["name"] })
            #expect(!xsd.isEmpty)
            #expect(xsd == rng, "\(kind): \(xsd.symmetricDifference(rng).sorted())")
        }
    }

    /// The words that a key may have, wherever below a definition of a JSON Schema it stands as a property; all below the
    /// schema where no definition is named.
    private func words(of key: String, in definition: String?, _ file: String) throws -> Set<String> {
        let document = try JSONValue(
            parsing: Array(Data(contentsOf: URL(filePath: shippedSchema("sondeo-\(file).schema.json")))))
        func resolved(_ value: JSONValue) -> JSONValue {
            guard let name = value["$ref"]?.string?.split(separator: "/").last else { return value }
            return document["$defs"]?[String(name)] ?? value
        }
        func collect(_ value: JSONValue) -> [JSONValue] {
            switch value {
            case .object(let members):
                return members.flatMap { member -> [JSONValue] in
                    let own = member.key == "properties" ? [member.value[key]].compactMap { $0 } : []
                    return own + (definition == nil && member.key == "$defs" ? [] : collect(member.value))
                }
            case .array(let elements): return elements.flatMap(collect)
            default: return []
            }
        }
        let scope = try #require(definition.map { document["$defs"]?[$0] } ?? document)
        return Set(
            collect(scope).map(resolved).flatMap { property -> [String] in
                let listed = property["items"].map(resolved) ?? property
                return (listed["enum"]?.array ?? []).compactMap(\.string)
                    + [listed["const"]?.string].compactMap { $0 }
            })
    }

    /// The words that an attribute may have in a type of an XSD.
    private func words(ofAttribute name: String, in type: String, _ file: String) throws -> Set<String> {
        let schema = try element("sondeo-\(file).xsd")
        let scope = try #require(schema.children.first { $0.attributes["name"] == type })
        func isMeant(_ element: Element) -> Bool {
            element.name.hasSuffix("attribute") && element.attributes["name"] == name
        }
        // That of the type itself, else of what stands in it.
        let attribute = try #require(scope.children.first(where: isMeant) ?? scope.all.first(where: isMeant))
        var found = attribute.all
        // A list of words of a type, or a type.
        while let next = found.last?.attributes["type"] ?? found.last?.attributes["itemType"],
            let named = schema.children.first(where: { $0.attributes["name"] == next })
        { found = named.all }
        return Set(found.compactMap { $0.name.hasSuffix("enumeration") ? $0.attributes["value"] : nil })
    }

    @Test(arguments: [
        ("kind", "question", "kind", "Question"), ("role", "variable", "role", "Variable"),
        ("kind", "domain", "kind", "Variable"), ("function", "metric", "function", "Metric"),
        ("kind", "block", "kind", "Block"), ("state", "ending", "state", "Ending"),
        ("kind", "check", "kind", "Check"),
        ("op", "expression", "op", "Operation"), ("kind", "relation", "kind", "Relation"),
        ("missing", "variable", "missing", "Variable"),
    ])
    func `JSON and XML of a survey have the same words`(
        key: String, definition: String, attribute: String, type: String
    ) throws {
        let json = try words(of: key, in: definition, "survey")
        #expect(!json.isEmpty)
        let xml = try words(ofAttribute: attribute, in: type, "survey")
        #expect(xml == json, "\(xml.symmetricDifference(json).sorted())")
    }

    @Test func `states and kinds of missing are those of the program`() throws {
        let states = Set(Disposition.allCases.map(\.rawValue))
        #expect(try words(of: "state", in: nil, "response") == states)
        #expect(try words(ofAttribute: "state", in: "Response", "responses") == states)
        let missing = Set(Missing.allCases.map(\.rawValue))
        #expect(try words(ofAttribute: "missing", in: "Variable", "survey") == missing)
        // What was not asked has nothing in a response.
        #expect(
            try words(ofAttribute: "reason", in: "Missing", "responses") == missing.subtracting(["not_asked"])
        )
    }

    @Test func `measures, analyses, reasons and caveats are those of the program, in all three`() throws {
        let schema = try JSONSchema.shipped("statistics")
        let lists = try lists(inRNG: "sondeo-statistics.rng")
        for (name, words) in [
            ("measureName", Measure.Name.allCases.map(\.rawValue)),
            ("analysisKind", Analysis.Kind.allCases.map(\.rawValue)),
            ("exclusion", Analysis.Exclusion.Reason.allCases.map(\.rawValue)),
            ("caveat", Analysis.Caveat.allCases.map(\.rawValue)),
        ] {
            #expect(schema.enumeration(name) == words)
            #expect(lists[words] == 1, "\(name)")
        }
        for (key, definition, attribute, type) in [
            ("kind", "figure", "kind", "Figure"), ("kind", "summary", "kind", "Summary"),
            ("class", "pooling", "class", "Pooling"),
        ] {
            let json = try words(of: key, in: definition, "statistics")
            #expect(!json.isEmpty)
            #expect(try words(ofAttribute: attribute, in: type, "statistics") == json, "\(definition)")
        }
    }

    @Test func `kinds of documents are those of the program`() throws {
        let schema = try JSONSchema.shipped("validation")
        #expect(schema.enumeration("documentKind") == DocumentKind.allCases.map(\.rawValue))
        #expect(schema.enumeration("documentForm") == DocumentForm.allCases.map(\.rawValue))
    }
}
