public import SurveyModel

extension Survey {
    /// Writes the survey as a JSON document, `sondeo-survey` version 1, over lines. See
    /// `Documentation/Formats.md`.
    public func writeJSON(to sink: any ByteSink) throws(OutputFault) {
        try sink.write(json.prettyText + "\n")
    }

    /// Writes the survey as XML, namespace `urn:sondeo:survey:1`: all that the JSON document holds, under the
    /// same names. See `Documentation/Formats.md`.
    ///
    /// Throws `OutputFault`, also for a text with a character that XML forbids; a compiled survey has none.
    public func writeXML(to sink: any ByteSink) throws(OutputFault) {
        let writer = XMLWriter(to: sink)
        SurveyXML(survey: self, writer: writer).write()
        try writer.finish()
    }
}

/// Turns the JSON document into XML, so that the two cannot disagree: a text, number or truth becomes an
/// attribute, a list of names an attribute with spaces between, and what is itself an object an element.
/// Texts are elements with their translations beside them, and expressions have elements of their own.
private struct SurveyXML {
    let survey: Survey
    let writer: XMLWriter

    static let namespace = "urn:sondeo:survey:1"

    /// What one element of an array is called.
    static let singular: [String: String] = [
        "pipes": "pipe", "lists": "list", "options": "option", "scales": "scale", "labels": "label",
        "variables": "variable", "questions": "question", "rows": "row", "checks": "check",
        "endings": "ending",
        "blocks": "block", "steps": "step", "metrics": "metric", "items": "item", "relations": "relation",
        "terms": "term", "rosters": "roster", "instances": "instance", "groups": "group",
        "strands": "strand",
    ]

    /// What holds an expression.
    static let expressions: Set<String> = ["value", "condition", "if", "where", "event", "suggestion"]

    func write() {
        guard case .object(let members) = survey.json else { return }
        writer.start(root: "survey", namespace: Self.namespace)
        for member in members where member.key != "format" {
            // The root is called `survey`, so the key of that name is its name.
            guard let value = attribute(member.value) else { continue }
            if !Self.sections.contains(member.key) {
                writer.attribute(member.key == "survey" ? "name" : member.key, value)
            }
        }
        plurals()
        for member in members where Self.sections.contains(member.key) && member.key != "localizations" {
            section(member)
        }
        writer.lineBreak()
        writer.end()
    }

    static let sections: Set<String> = [
        "texts", "localizations", "lists", "scales", "variables", "questions", "checks", "endings", "blocks",
        "rosters", "steps", "metrics", "relations",
    ]

    private func section(_ member: JSONValue.Member) {
        writer.lineBreak()
        writer.element(member.key) {
            for (index, element) in (member.value.array ?? []).enumerated() {
                writer.lineBreak()
                if member.key == "texts" {
                    text(element, index)
                } else {
                    self.element(Self.singular[member.key] ?? member.key, element)
                }
            }
            writer.lineBreak()
        }
    }

    /// The rules of languages that have other plural forms than one and many.
    private func plurals() {
        let localizations = survey.localizations.filter { $0.pluralRule != .oneOther }
        guard !localizations.isEmpty else { return }
        writer.lineBreak()
        writer.element("localizations") {
            for localization in localizations {
                leaf(
                    "localization",
                    [
                        ("language", .string(localization.tag)),
                        ("plurals", .string(localization.pluralRule.field)),
                    ])
            }
        }
    }

    private func text(_ text: JSONValue, _ index: Int) {
        writer.element("text") {
            attributes(text, except: ["source", "note"])
            written("source", text["source"]?.string ?? "", survey.language, state: nil)
            if let many = text["plural"]?["source"]?.string {
                written("many", many, survey.language, state: nil)
            }
            for localization in survey.localizations where localization.texts.indices.contains(index) {
                let translation = localization.texts[index]
                written(
                    "translation", translation.template, localization.tag, state: translation.state.rawValue)
                // The first form is the translation itself.
                for form in translation.forms.dropFirst() {
                    written("form", form, localization.tag, state: nil)
                }
            }
            children(text, except: ["source"])
        }
    }

    private func written(_ name: String, _ text: String, _ language: String, state: String?) {
        writer.element(name) {
            writer.attribute("xml:lang", language)
            writer.attribute("state", state)
            writer.text(text, of: name)
        }
    }

    private func element(_ name: String, _ value: JSONValue) {
        writer.element(name) {
            // The source of a plural is an element beside the source of its text.
            attributes(value, except: Self.expressions.union(["note", "values", "source"]))
            children(value, except: [])
        }
    }

    private func attributes(_ value: JSONValue, except skipped: Set<String>) {
        guard case .object(let members) = value else { return }
        for member in members where !skipped.contains(member.key) {
            writer.attribute(member.key, attribute(member.value))
        }
    }

    private func children(_ value: JSONValue, except skipped: Set<String>) {
        guard case .object(let members) = value else { return }
        for member in members where !skipped.contains(member.key) {
            switch (member.key, member.value) {
            case ("note", .string(let note)): writer.element("note") { writer.text(note, of: "a note") }
            case (let key, let formula) where Self.expressions.contains(key):
                writer.element(key) { expression(formula) }
            case ("values", .array(let formulas)):
                for formula in formulas { writer.element("value") { expression(formula) } }
            case (let key, .array(let elements)) where attribute(member.value) == nil:
                for element in elements { self.element(Self.singular[key] ?? key, element) }
            case (let key, .object): element(key, member.value)
            default: break
            }
        }
    }

    /// A scalar, or an array of scalars with spaces between; nil for what is an element.
    private func attribute(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): return text
        case .number, .fraction, .bool, .real: return value.compactText
        case .array(let elements):
            let parts = elements.compactMap(attribute)
            return parts.count == elements.count ? parts.joined(separator: " ") : nil
        case .object, .null: return nil
        }
    }

    // MARK: Expressions

    /// Recursive, as deep as the language allows an expression to be.
    private func expression(_ formula: JSONValue) {
        switch formula {
        case .number, .fraction, .real: leaf("literal", ["number": formula])
        case .string: leaf("literal", ["text": formula])
        case .bool: leaf("literal", ["truth": formula])
        case .object: break
        case .null, .array: return
        }
        guard case .object = formula else { return }
        guard let name = formula["op"]?.string else { return operand(formula) }
        writer.element("operation") {
            writer.attribute("op", name)
            writer.attribute("variable", formula["variable"].flatMap(attribute))
            for key in ["decimals", "place", "text", "pattern", "format"] {
                writer.attribute(key, formula[key].flatMap(attribute))
            }
            if let option = formula["option"] { part(option) }
            if let value = formula["value"] { expression(value) }
            if let members = formula["members"]?.array {
                writer.element("members") {
                    for member in members {
                        guard let from = member["from"], let to = member["to"] else {
                            expression(member)
                            continue
                        }
                        leaf("range", ["from": plain(from), "to": plain(to)])
                    }
                }
            }
            if let operands = formula["of"]?.array {
                for (index, operand) in operands.enumerated() {
                    // In a chain every second operand is an operator.
                    if name == "chain", index % 2 == 1 {
                        leaf("then", ["op": operand])
                    } else {
                        expression(operand)
                    }
                }
            } else if let inner = formula["of"] {
                expression(inner)
            }
        }
    }

    private func operand(_ value: JSONValue) {
        if let variable = value["variable"] { return leaf("variable", ["name": variable]) }
        if let text = value["text"] { return leaf("literal", ["text": text]) }
        for key in ["date", "time"] {
            if let literal = value[key] { return leaf("literal", [(key, literal)]) }
        }
        for key in ["options", "order"] {
            if let options = value[key] { return leaf(key, [("names", options), ("list", value["list"])]) }
        }
        writer.element("option") {
            if let option = value["option"] { part(option, name: "name") }
            writer.attribute("list", value["list"].flatMap(attribute))
        }
    }

    /// An option by name, or by its index where no list says what it is called.
    private func part(_ option: JSONValue, name: String = "option") {
        writer.attribute(option.string == nil ? "index" : name, attribute(option))
    }

    /// The end of a range as a bare number, day or time.
    private func plain(_ end: JSONValue) -> JSONValue { end["date"] ?? end["time"] ?? end }

    private func leaf(_ name: String, _ values: KeyValuePairs<String, JSONValue?>) {
        leaf(name, values.map { ($0, $1) })
    }

    private func leaf(_ name: String, _ values: [(key: String, value: JSONValue?)]) {
        writer.element(name) {
            for (key, value) in values { writer.attribute(key, value.flatMap(attribute)) }
        }
    }
}
