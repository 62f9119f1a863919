internal import FoundationEssentials
public import SurveyModel

extension Survey {
    /// Reads what `writeXML` writes: a document of the namespace `urn:sondeo:survey:1`.
    ///
    /// It is turned into the JSON document that says the same, and read by the one reader of compiled surveys, so that
    /// every reference, range and rule is checked as there. No schema is needed. Throws `SurveyFault`, whose path is the
    /// line and the element: `line 12, <question>`. Linear in the size of the document, which is held in memory.
    public init(parsingXML bytes: [UInt8]) throws(SurveyFault) {
        let root: XMLElement
        let document: JSONValue
        do throws(XMLElementFault) {
            root = try XMLElements.survey.root(of: bytes)
            document = try SurveyDocumentReader(root).document()
        } catch { throw SurveyFault(path: error.place, message: error.message) }
        do throws(SurveyFault) {
            try self.init(json: document)
        } catch {
            let element = root.element(at: error.path)
            throw SurveyFault(
                path: XMLElementFault(element, "").place,
                message: error.path.isEmpty ? error.message : "\(error.path): \(error.message)")
        }
    }
}

extension XMLElements {
    /// Documents of compiled surveys.
    fileprivate static let survey = XMLElements(
        sizeLimit: 64 << 20, elementLimit: 2_000_000, limits: .init(depth: 240),
        namespace: "urn:sondeo:survey:1", kind: "compiled survey",
        sections: SurveyDocumentReader.sections.union(["localizations", "texts"]))
}

extension XMLElement {
    /// The element that a path of the JSON document leads to, as far as it can be followed.
    fileprivate func element(at path: String) -> XMLElement {
        var found = self
        var rest = path[...]
        while let end = rest.firstIndex(of: "[") {
            guard let close = rest[end...].firstIndex(of: "]"),
                let index = Int(rest[rest.index(after: end)..<close])
            else { break }
            var key = rest[..<end]
            while let dot = key.firstIndex(of: ".") {
                guard let next = found.child(String(key[..<dot])) else { return found }
                found = next
                key = key[key.index(after: dot)...]
            }
            let name = SurveyDocumentReader.singular[String(key)] ?? String(key)
            let elements = found.child(String(key))?.children ?? found.children.filter { $0.name == name }
            guard elements.indices.contains(index) else { return found }
            found = elements[index]
            rest = rest[rest.index(after: close)...].drop { $0 == "." }
        }
        return found
    }
}

/// Turns the elements of a survey document into the JSON document that says the same.
struct SurveyDocumentReader {
    private let root: XMLElement

    init(_ root: XMLElement) { self.root = root }

    /// What one element of an array is called.
    static let singular = [
        "texts": "text", "pipes": "pipe", "lists": "list", "options": "option", "scales": "scale",
        "labels": "label", "variables": "variable", "questions": "question", "rows": "row", "checks": "check",
        "endings": "ending", "blocks": "block", "steps": "step", "metrics": "metric", "items": "item",
        "relations": "relation", "terms": "term", "rosters": "roster", "instances": "instance",
        "groups": "group", "strands": "strand", "missing": "missing", "carried": "carried",
        "specify": "specify",
    ]
    private static let plural = Dictionary(uniqueKeysWithValues: singular.map { ($1, $0) })
    static let sections: Set<String> = [
        "lists", "scales", "variables", "questions", "checks", "endings", "blocks", "rosters", "steps",
        "metrics", "relations",
    ]
    /// What is an object where it stands, and no member of an array.
    private static let objects: Set<String> = ["plural", "count", "domain", "outcome"]
    private static let expressions: Set<String> = [
        "value", "condition", "if", "where", "event", "suggestion",
    ]

    private static let numbers: Set<String> = [
        "formatVersion", "version", "code", "point", "decimals", "lines", "length", "top", "total", "draw",
        "idle", "shuffleGroup", "weight", "number", "discount", "formula", "place", "low", "high",
    ]
    /// What is a name, or an index where the name does not lead back.
    private static let parts: Set<String> = ["option", "row", "group"]
    private static let truths: Set<String> = [
        "optional", "personal", "exclusive", "pinned", "shuffle", "reversed", "byInstance", "specify",
    ]
    private static let names: Set<String> = ["translations", "variables", "missing", "by", "except"]
    private static let counts: Set<String> = ["select", "steps", "weights"]

    func document() throws(XMLElementFault) -> JSONValue {
        guard root.name == "survey" else {
            throw XMLElementFault(root, "the root of a compiled survey is <survey>")
        }
        var members = [JSONValue.Member("format", .string(Survey.jsonFormat))]
        for (key, value) in root.attributes {
            members.append(
                key == "name"
                    ? .init("survey", .string(value)) : .init(key, try attribute(key, value, of: root)))
        }
        try refuseText(root)
        var rules: [String: String] = [:]
        var seen: Set<String> = []
        for section in root.children {
            guard seen.insert(section.name).inserted else {
                throw XMLElementFault(section, "it stands twice")
            }
            try refuseText(section)
            switch section.name {
            case "localizations": rules = try pluralRules(section)
            case "texts": break
            // Others were refused when they began.
            default:
                let name = section.name
                members.append(.init(name, try elements(of: section, called: Self.singular[name] ?? "")))
            }
        }
        guard let texts = root.child("texts") else { throw XMLElementFault(root, "it has no <texts>") }
        try self.texts(texts, rules, &members)
        return .object(members)
    }

    private func pluralRules(_ section: XMLElement) throws(XMLElementFault) -> [String: String] {
        var rules: [String: String] = [:]
        for element in section.children {
            guard element.name == "localization", let language = element.attribute("language"),
                let rule = element.attribute("plurals"), rules[language] == nil
            else {
                throw XMLElementFault(element, "each <localization> says a language once, and its plurals")
            }
            rules[language] = rule
        }
        return rules
    }

    private func elements(of section: XMLElement, called name: String) throws(XMLElementFault) -> JSONValue {
        var elements: [JSONValue] = []
        for element in section.children {
            guard element.name == name else {
                throw XMLElementFault(element, "<\(section.name)> holds <\(name)> only")
            }
            elements.append(try object(element))
        }
        return .array(elements)
    }

    // MARK: Objects

    private func object(_ element: XMLElement) throws(XMLElementFault) -> JSONValue {
        .object(try members(of: element))
    }

    /// The attributes and children of an element as members, but for children of these names.
    private func members(
        of element: XMLElement, except skipped: Set<String> = []
    ) throws(XMLElementFault) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        for (key, value) in element.attributes {
            members.append(.init(key, try attribute(key, value, of: element)))
        }
        try refuseText(element)
        var arrays: [(key: String, elements: [JSONValue])] = []
        var placeOf: [String: Int] = [:]
        var formulas: [JSONValue] = []
        var seen = Set(element.attributes.map(\.key))
        func once(_ child: XMLElement, _ key: String) throws(XMLElementFault) {
            guard seen.insert(key).inserted else { throw XMLElementFault(child, "it stands twice") }
        }
        for child in element.children where !skipped.contains(child.name) {
            switch child.name {
            case "note":
                try once(child, "note")
                try refuseChildren(child)
                members.append(.init("note", .string(child.text)))
            case "value": formulas.append(try only(child))
            case let name where Self.expressions.contains(name):
                try once(child, name)
                members.append(.init(name, try only(child)))
            case let name where Self.objects.contains(name):
                try once(child, name)
                members.append(.init(name, try object(child)))
            default:
                let key = Self.plural[child.name] ?? child.name
                if let place = placeOf[key] {
                    arrays[place].elements.append(try object(child))
                } else {
                    try once(child, key)
                    placeOf[key] = arrays.count
                    arrays.append((key, [try object(child)]))
                }
            }
        }
        if formulas.count == 1 { members.append(.init("value", formulas[0])) }
        if formulas.count > 1 { members.append(.init("values", .array(formulas))) }
        return members + arrays.map { .init($0.key, .array($0.elements)) }
    }

    private func attribute(
        _ key: String, _ value: String, of element: XMLElement
    ) throws(XMLElementFault) -> JSONValue {
        if Self.truths.contains(key), value == "true" || value == "false" { return .bool(value == "true") }
        if Self.names.contains(key) {
            return .array(words(value).map { key == "except" ? part($0) : .string($0) })
        }
        if Self.counts.contains(key) { return .array(words(value).map { number($0) }) }
        // An array of elements without one of them.
        if value.isEmpty, Self.singular[key] != nil { return .array([]) }
        if Self.numbers.contains(key) { return number(value) }
        if Self.parts.contains(key) { return part(value) }
        return .string(value)
    }

    private func words(_ value: String) -> [String] { value.split(separator: " ").map(String.init) }

    /// A number where it is one, else the text, which the reader of surveys will judge.
    private func number(_ text: String) -> JSONValue {
        Decimal(exactly: text).map { .number($0) } ?? .string(text)
    }

    private func part(_ text: String) -> JSONValue {
        // No name begins with a digit.
        text.utf8.first.map { (0x30...0x39).contains($0) } ?? false ? number(text) : .string(text)
    }

    private func refuseText(_ element: XMLElement) throws(XMLElementFault) {
        guard element.text.utf8.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            throw XMLElementFault(
                element, "a text stands in it, which belongs into an attribute or an element")
        }
    }

    private func refuseChildren(_ element: XMLElement) throws(XMLElementFault) {
        if let child = element.children.first {
            throw XMLElementFault(child, "no element stands in <\(element.name)>")
        }
    }

    private func only(_ element: XMLElement) throws(XMLElementFault) -> JSONValue {
        try refuseText(element)
        guard element.children.count == 1, element.attributes.isEmpty else {
            throw XMLElementFault(element, "one expression stands in it, and nothing else")
        }
        return try SurveyExpressionReader.expression(element.children[0])
    }

    // MARK: Texts

    private func texts(
        _ section: XMLElement, _ rules: [String: String], _ members: inout [JSONValue.Member]
    ) throws(XMLElementFault) {
        let language = root.attribute("language") ?? ""
        var texts: [JSONValue] = []
        var order: [String] = []
        var localized: [String: [JSONValue.Member]] = [:]
        for element in section.children {
            guard element.name == "text" else { throw XMLElementFault(element, "<texts> holds <text> only") }
            var own = try self.members(of: element, except: ["source", "many", "translation", "form"])
            let translations = try read(element, language, &own)
            let key = element.attribute("id") ?? element.attribute("key") ?? ""
            for (tag, translation) in translations {
                if localized[tag] == nil { order.append(tag) }
                localized[tag, default: []].append(.init(key, translation))
            }
            texts.append(.object(own))
        }
        members.append(.init("texts", .array(texts)))
        let localizations = order.map { tag -> JSONValue in
            .object([
                "language": .string(tag), "plurals": rules[tag].map(JSONValue.string),
                "texts": .object(localized[tag] ?? []),
            ])
        }
        members.append(.init("localizations", .array(localizations)))
    }

    /// The source of a text, its form for many, and its translations.
    private func read(
        _ element: XMLElement, _ language: String, _ members: inout [JSONValue.Member]
    ) throws(XMLElementFault) -> [(tag: String, JSONValue)] {
        var found: [(tag: String, state: String, text: String, forms: [String])] = []
        var languages: Set<String> = []
        var source: String?
        var many: String?
        for child in element.children {
            guard ["source", "many", "translation", "form"].contains(child.name) else { continue }
            try refuseChildren(child)
            guard let tag = child.attribute("xml:lang") else {
                throw XMLElementFault(child, "it does not say its language: xml:lang=\"\(language)\"")
            }
            switch child.name {
            case "source" where source == nil && tag == language: source = child.text
            case "many" where many == nil && tag == language: many = child.text
            case "translation":
                guard languages.insert(tag).inserted, let state = child.attribute("state") else {
                    throw XMLElementFault(child, "each language is there once, with its state")
                }
                found.append((tag, state, child.text, []))
            case "form":
                guard found.last?.tag == tag else {
                    throw XMLElementFault(child, "a form stands behind the translation that it belongs to")
                }
                found[found.count - 1].forms.append(child.text)
            default:
                throw XMLElementFault(child, "it stands once, in the language of the survey")
            }
        }
        guard let source else { throw XMLElementFault(element, "it has no <source>") }
        members.append(.init("source", .string(source)))
        if let index = members.firstIndex(where: { $0.key == "plural" }) {
            guard case .object(let plural) = members[index].value, let many else {
                throw XMLElementFault(element, "a text with <plural> has <many>, the form for other numbers")
            }
            members[index].value = .object(plural + [.init("source", .string(many))])
        } else if many != nil {
            throw XMLElementFault(element, "a text with <many> has <plural>, which says what decides")
        }
        return found.map { translation in
            // The first form is the translation itself; what is missing has none.
            let hasForms = many != nil && translation.state != LocalizedText.State.missing.rawValue
            let forms = (hasForms || !translation.forms.isEmpty ? [translation.text] : []) + translation.forms
            return (
                translation.tag,
                .object([
                    "state": .string(translation.state), "text": .string(translation.text),
                    "forms": forms.isEmpty ? nil : .array(forms.map(JSONValue.string)),
                ])
            )
        }
    }
}
