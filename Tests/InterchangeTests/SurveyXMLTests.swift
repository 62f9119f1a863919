import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing
import XMLTree

@Suite("A survey as XML")
struct SurveyXMLTests {
    private let schema: XMLSchema

    init() throws { schema = try XMLSchema(file: shippedSchema("sondeo-survey.xsd")) }

    private func xml(_ survey: Survey) throws -> [UInt8] {
        let output = MemoryOutput()
        try survey.writeXML(to: output)
        return output.bytes
    }

    @Test func `the sample is valid, and the same bytes each time`() throws {
        let bytes = try xml(Sample.serviceLoyalty)
        #expect(schema.problems(in: bytes) == [])
        #expect(try xml(Sample.serviceLoyalty) == bytes)
    }

    @Test func `a survey with everything is valid, and has its plural forms`() throws {
        let bytes = try xml(Sample.everything)
        #expect(schema.problems(in: bytes) == [])
        let text = try #require(Element.parse(bytes)?["texts"]?.children.first { $0["plural"] != nil })
        #expect(text["many"]?.text == Sample.everything.texts.first { $0.plural != nil }?.plural?.source)
        #expect(
            text.children.map(\.name).prefix(7) == [
                "source", "many", "translation", "form", "translation", "form", "form",
            ])
    }

    @Test(arguments: 1...60)
    func `a generated survey is valid, and says what its JSON says`(seed: Int) throws {
        let survey = SurveyGenerator.survey(seed: UInt64(seed))
        let bytes = try xml(survey)
        #expect(schema.problems(in: bytes) == [])
        let root = try #require(Element.parse(bytes))
        let texts = try #require(root["texts"]?.children)
        #expect(texts.map { $0["source"]?.text } == survey.texts.map(\.source))
        #expect(texts.map { $0["note"]?.text } == survey.texts.map(\.note))
        for (index, localization) in survey.localizations.enumerated() {
            let translations = texts.map { $0.children.filter { $0.name == "translation" }[index] }
            #expect(translations.map(\.text) == localization.texts.map(\.template))
            #expect(translations.map { $0.attributes["state"] } == localization.texts.map(\.state.rawValue))
            #expect(translations.allSatisfy { $0.attributes["xml:lang"] == localization.tag })
        }
        for section in root.children where section.name != "texts" && section.name != "localizations" {
            let elements = try #require(survey.json[section.name]?.array)
            #expect(section.children.count == elements.count)
            for (element, value) in zip(section.children, elements) { agree(element, value) }
        }
    }

    /// That every scalar of a JSON object stands in the attributes or children of its element.
    private func agree(_ element: Element, _ value: JSONValue) {
        guard case .object(let members) = value else { return }
        for member in members {
            switch member.value {
            case .string(let text):
                #expect(element.attributes[member.key] == text || element[member.key]?.text == text)
            case .number, .bool:
                guard element.attributes[member.key] == nil else {
                    #expect(element.attributes[member.key] == member.value.compactText)
                    continue
                }
                // A condition that is a bare literal.
                #expect(
                    element[member.key]?.children.first?.attributes.values.first == member.value.compactText)
            case .array(let parts) where parts.first?.string != nil || parts.first?.int != nil:
                #expect(
                    element.attributes[member.key]
                        == parts.map { $0.string ?? $0.compactText }.joined(separator: " "))
            default: break
            }
        }
    }

    @Test func `an expression keeps its shape`() throws {
        var survey = Sample.serviceLoyalty
        let sum = Formula.arithmetic(
            .subtract, .arithmetic(.add, .variable(VariableID(1)), .literal(.number(2))), .literal(.number(3))
        )
        survey.metrics[0].strands[0].condition = .and([
            .includes(survey.variable(named: "failings") ?? VariableID(0), option: 1),
            .within(sum, [.range(.number(1), .number(2)), .value(.number(7))]),
            .state(VariableID(1), .skipped),
        ])
        let bytes = try xml(survey)
        #expect(schema.problems(in: bytes) == [])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.contains(
                #"<where><operation op="and"><operation op="includes" variable="failings" option="unclear"/>"#
                    + #"<operation op="in"><operation op="chain"><variable name="visits"/><then op="+"/>"#
                    + #"<literal number="2"/><then op="-"/><literal number="3"/></operation>"#
                    + #"<members><range from="1" to="2"/><literal number="7"/></members></operation>"#
                    + #"<operation op="skipped" variable="visits"/></operation></where>"#))
    }

    @Test(arguments: [
        (#"formatVersion="1""#, #"formatVersion="2""#), (#"kind="csat""#, #"kind="smiles""#),
        (#"<scale name="#, #"<scales name="#), (#"low="1""#, #"low="one""#), (#" key="title""#, ""),
        (#"op="==""#, #"op="=""#), (#"</survey>"#, ""), (#"xml:lang="en""#, #"xml:lang="not a language""#),
    ])
    func `a damaged document is refused`(good: String, bad: String) throws {
        let text = String(decoding: try xml(Sample.serviceLoyalty), as: UTF8.self)
        let range = try #require(text.range(of: good))
        let problems = schema.problems(in: Array(text.replacingCharacters(in: range, with: bad).utf8))
        #expect(problems.first?.line ?? 0 > 0)
    }
}
