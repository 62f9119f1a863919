import Foundation
import Interchange
import SurveyModel
import Testing

/// One row of `Tests/Conformance/damages.tsv`, which other people's validators are given too.
struct Damage: CustomStringConvertible, Sendable {
    var document: String
    var schemas: [String]
    var right: String
    var wrong: String

    var description: String { "\(document): \(right) -> \(wrong)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Conformance")

    static func read(_ document: String) throws -> String {
        try String(contentsOf: folder.appending(path: "documents").appending(path: document), encoding: .utf8)
    }

    /// The names of the documents; a test would fail if there were none.
    static let documents: [String] = {
        let path = folder.appending(path: "documents").path()
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }()

    static let all: [Damage] = {
        let table = try? String(contentsOf: folder.appending(path: "damages.tsv"), encoding: .utf8)
        let rows = (table ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") }
        return rows.map { row in
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
                .map { String($0).replacing("\\n", with: "\n") }
            return Damage(
                document: cells[0], schemas: cells[1].split(separator: " ").map(String.init), right: cells[2],
                wrong: cells[3])
        }
    }()
}

@Suite("Schemas and damaged documents")
struct DamageTests {
    /// The schemas of one document, read once.
    private struct Schemas {
        private var xsd: XMLSchema?
        private var rng: RelaxNG?
        private var json: JSONSchema?
        private let isLines: Bool

        init(_ document: String) throws {
            let name = String(document.prefix { $0 != "." })
            isLines = document.hasSuffix(".jsonl")
            if document.hasSuffix(".xml") {
                xsd = try XMLSchema(file: shippedSchema("sondeo-\(name).xsd"))
                rng = try RelaxNG(file: shippedSchema("sondeo-\(name).rng"))
            } else {
                json = try JSONSchema.shipped(name == "responses" ? "response" : name)
            }
        }

        /// Which of them take a document.
        func takers(_ text: String) -> Set<String> {
            var takers: Set<String> = []
            if xsd?.problems(in: Array(text.utf8)) == [] { takers.insert("xsd") }
            if rng?.allows(Array(text.utf8)) == true { takers.insert("rng") }
            if let json {
                let parts = isLines ? text.split(separator: "\n") : [text[...]]
                let isTaken = parts.allSatisfy { part in
                    (try? JSONValue(parsing: part.utf8, allowsExponents: true)).map(json.allows) ?? false
                }
                if isTaken { takers = ["json", "ours"] }
            }
            return takers
        }
    }

    @Test(arguments: Damage.documents) func `an undamaged document is taken by all`(document: String) throws {
        let all: Set = document.hasSuffix(".xml") ? ["xsd", "rng"] : ["json", "ours"]
        #expect(try Schemas(document).takers(Damage.read(document)) == all)
    }

    @Test func `every format has a document, and every document damages`() {
        let names = Set(Damage.documents.map { String($0.prefix { $0 != "." }) })
        #expect(names.isSuperset(of: Set(JSONSchema.shippedNames).subtracting(["response", "codebook"])))
        #expect(Set(Damage.all.map(\.document)) == Set(Damage.documents))
        #expect(Damage.all.count > 100)
    }

    @Test(arguments: Damage.documents) func `a damaged document is refused, whole`(document: String) throws {
        let text = try Damage.read(document)
        let schemas = try Schemas(document)
        for damage in Damage.all where damage.document == document {
            let range = try #require(text.range(of: damage.right), "\(damage) has nothing to damage")
            let takers = schemas.takers(text.replacingCharacters(in: range, with: damage.wrong))
            #expect(takers.isDisjoint(with: damage.schemas), "\(damage): taken by \(takers)")
            if damage.schemas == ["rng"] { #expect(takers == ["xsd"], "\(damage) can be said in XSD too") }
        }
    }

    @Test(arguments: Damage.documents) func `a document that was cut off is refused`(document: String) throws
    {
        let text = try Damage.read(document)
        let schemas = try Schemas(document)
        for length in [0, 1, text.utf8.count / 2, text.utf8.count - 5] {
            let cut = String(decoding: text.utf8.prefix(length), as: UTF8.self)
            let isEmptyLines = document.hasSuffix(".jsonl") && length == 0
            #expect(schemas.takers(cut).isEmpty != isEmptyLines, "\(document), \(length)")
        }
    }
}
