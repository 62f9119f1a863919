import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing

/// The codebook's JSON against its schema, which names what the model has and nothing else.
@Suite struct CodebookSchemaTests {
    private static let schemaFile = DDITests.package.appendingPathComponent(
        "Schemas/sondeo-codebook.schema.json")

    private func schema() throws -> JSONSchema {
        try JSONSchema(parsing: Array(Data(contentsOf: Self.schemaFile)))
    }

    private func documents() throws -> [JSONValue] {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: DDITests.package.appendingPathComponent("Surveys").path)
        let surveys =
            try files.filter { $0.hasSuffix(".survey") }.sorted().map { try DDITests.survey("Surveys/\($0)") }
            + [
                Sample.everything, Sample.wholeLanguage, Sample.serviceLoyalty,
                try DDITests.survey("Tests/Conformance/everything.survey"),
            ]
        return surveys.map { Codebook($0).json }
    }

    @Test func `every codebook is valid`() throws {
        let schema = try schema()
        for document in try documents() {
            let faults = schema.faults(in: document).faults
            #expect(faults.isEmpty, "\(faults.first?.description ?? "")")
        }
    }

    @Test func `what is damaged is refused`() throws {
        let schema = try schema()
        let text = try documents()[0].prettyText
        let damages: [(String, String)] = [
            (#""formatVersion": 1"#, #""formatVersion": 2"#),
            (#""format": "sondeo-codebook""#, #""format": "codebook""#),
            (#""role": "answer""#, #""role": "question""#), (#""stored": true"#, #""stored": 1"#),
            (#""kind": "not_asked""#, #""kind": "absent""#), (#""code": -9"#, #""code": 9"#),
            (#"{"text":"#, #"{"words":"#), (#""type": "option""#, #""type": "set""#),
            (#""personal": false"#, #""private": false"#), (#""condition": ""#, #""formula": ""#),
        ]
        for (was, became) in damages {
            let damaged = text.replacing(was, with: became, maxReplacements: 1)
            #expect(damaged != text, "\(was) is not there")
            let faults = schema.faults(in: try JSONValue(parsing: Array(damaged.utf8))).faults
            #expect(!faults.isEmpty, "\(became) is accepted")
        }
    }

    @Test func `the schema names the roles, types and kinds that there are`() throws {
        let schema = try schema()
        #expect(schema.enumeration("role") == Codebook.Role.allCases.map(\.rawValue))
        #expect(
            Set(schema.enumeration("missingKind"))
                == ["dont_know", "refused", "not_applicable", "skipped", "not_asked"])
        let types = Set(Codebook(Sample.everything).variables.map(\.type.name))
        #expect(Set(schema.enumeration("type")) == types)
        let groups = Set(Codebook(Sample.everything).groups.map(\.kind.rawValue))
        #expect(Set(schema.enumeration("groupKind")) == groups)
    }
}
