import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing

@Suite("Data packages")
struct DataPackageTests {
    private static func package(_ survey: Survey, _ rosters: ColumnLayout.Rosters = .wide) -> (
        ColumnLayout, JSONValue
    ) {
        let layout = ColumnLayout(
            Codebook(survey), includesPersonal: true, rosters: rosters, hasWeights: true)
        let package = DataPackage(
            layout, file: "answers.csv", tables: layout.rosters.map { "answers.\($0.name).csv" })
        return (layout, package.json)
    }

    private static func fields(_ package: JSONValue, _ resource: Int = 0) -> [JSONValue] {
        package["resources"]?.array?[resource]["schema"]?["fields"]?.array ?? []
    }

    /// Whether a cell is what its field says it is; nil where it is a kind of missing.
    private static func isValid(_ cell: String, _ field: JSONValue) -> Bool? {
        let missing = field["missingValues"]?.array?.compactMap { $0["value"]?.string } ?? [""]
        if missing.contains(cell) { return nil }
        if let categories = field["categories"]?.array {
            let values = categories.map { $0["value"]?.string ?? $0["value"]?.compactText ?? "" }
            guard values.contains(cell) else { return false }
        }
        return switch field["type"]?.string {
        case "integer": Int64(cell) != nil || UInt64(cell) != nil
        case "number": Decimal(exactly: cell) != nil
        case "boolean": cell == "true" || cell == "false"
        case "date": CalendarDay(cell) != nil
        case "time": TimeOfDay(cell) != nil
        case "datetime": Timestamp(cell) != nil
        case "string": true
        default: false
        }
    }

    @Test func `describe every column of every table, and every cell is what they say`() throws {
        var surveys = [Sample.serviceLoyalty, Sample.wholeLanguage]
        surveys += (0..<12).map { SurveyGenerator.survey(seed: $0) }
        for (seed, survey) in surveys.enumerated() {
            for rosters in [ColumnLayout.Rosters.wide, .long] {
                let (layout, package) = Self.package(survey, rosters)
                let outputs = (0...layout.rosters.count).map { _ in MemoryOutput() }
                var writer = try CSVWriter(layout, to: outputs[0], tables: Array(outputs.dropFirst()))
                try writer.write(all: ResponseGenerator.responses(survey, count: 30, seed: UInt64(seed)))
                for (resource, output) in outputs.enumerated() {
                    let fields = Self.fields(package, resource)
                    let table = try #require(CSVDocument(output.text))
                    #expect(table.header == fields.compactMap { $0["name"]?.string })
                    var wrong: [String] = []
                    for row in table.rows {
                        for (cell, field) in zip(row, fields) where Self.isValid(cell, field) == false {
                            wrong.append("\(field["name"]?.string ?? ""): \(cell)")
                        }
                    }
                    #expect(wrong == [], "survey \(seed)")
                }
            }
        }
    }

    @Test func `have labels, kinds of missing and bounds in the language that was asked for`() throws {
        var survey = Sample.serviceLoyalty
        survey.translations = ["es"]
        survey.localizations = [
            Localization(
                tag: "es",
                texts: survey.texts.map { LocalizedText(state: .current, template: "¿\($0.source)?") })
        ]
        let layout = ColumnLayout(Codebook(survey))
        let spanish = DataPackage(layout, locale: 1, file: "answers.csv").json
        let english = DataPackage(layout, file: "answers.csv").json
        func field(_ name: String, _ package: JSONValue) -> JSONValue? {
            Self.fields(package).first { $0["name"]?.string == name }
        }
        let recommend = try #require(field("recommend", english))
        #expect(recommend["type"]?.string == "integer")
        #expect(recommend["constraints"]?["minimum"] == .number(0))
        #expect(recommend["constraints"]?["maximum"] == .number(10))
        #expect(field("recommend", spanish)?["title"]?.string == recommend["title"]?.string.map { "¿\($0)?" })
        #expect(spanish["title"] != english["title"])
        let flag = try #require(field("failings:empathy", english))
        #expect(flag["constraints"]?["enum"]?.compactText == "[0,1]")
        #expect(
            flag["missingValues"]?.array?.last?.compactText == #"{"value":"","label":"Not asked"}"#)
        let channel = try #require(field("channel", english))
        #expect(channel["type"]?.string == "string")
        let codebook = layout.codebook
        let entry = try #require(codebook.variables.first { $0.name == "channel" })
        #expect(
            channel["categories"]?.array?.map { $0["label"]?.string }
                == entry.categories.map { $0.label?.text(in: 0) })
    }

    @Test func `name kinds of missing that only an earlier version allowed, where answers have them`() throws
    {
        let survey = SPSSSyntaxTests.survey()
        let layout = ColumnLayout(Codebook(survey))
        var response = ResponseGenerator.responses(survey, count: 1, seed: 1)[0]
        response.answers = [.missing(.dontKnow), .missing(.refused), .missing(.skipped)]
        let output = MemoryOutput()
        var writer = try CSVWriter(layout, to: output)
        #expect(writer.formerMissing.isEmpty)
        try writer.write(all: [response])
        #expect(writer.formerMissing == [0: [.dontKnow], 1: [.refused], 2: [.skipped]])
        let package = DataPackage(layout, file: "answers.csv", formerMissing: writer.formerMissing).json
        let way = Self.fields(package).first { $0["name"]?.string == "way" }
        #expect(
            way?["missingValues"]?.array?.compactMap { $0["value"]?.string } == [
                ".refused", "", ".dont_know",
            ])
    }

    @Test func `link tables of rosters to the responses that they belong to`() throws {
        let (layout, package) = Self.package(Sample.wholeLanguage, .long)
        let resources = try #require(package["resources"]?.array)
        #expect(resources.count == layout.rosters.count + 1 && resources.count > 1)
        let names = resources.compactMap { $0["name"]?.string }
        #expect(Set(names).count == names.count)
        #expect(resources[0]["schema"]?["primaryKey"]?.compactText == #"["response:id"]"#)
        for (resource, roster) in zip(resources.dropFirst(), layout.rosters) {
            #expect(resource["path"]?.string == "answers.\(roster.name).csv")
            #expect(
                resource["schema"]?["foreignKeys"]?.compactText
                    == #"[{"fields":["response:id"],"reference":{"resource":"responses","fields":["response:id"]}}]"#
            )
            #expect(resource["schema"]?["primaryKey"]?.array?.count ?? 0 >= 2)
        }
    }

    @Test func `say of the columns of a roster what is true of every instance`() throws {
        let (layout, package) = Self.package(Sample.wholeLanguage, .long)
        for (index, roster) in layout.rosters.enumerated() {
            for (field, column) in zip(Self.fields(package, index + 1).dropFirst(), roster.columns) {
                switch column {
                case .instance(let name, let instances):
                    #expect(field["title"]?.string == "Round: \(name)")
                    let isNumbered = instances.allSatisfy { Int($0.name) == $0.code }
                    #expect(field["type"]?.string == (isNumbered ? "integer" : "string"))
                    #expect(
                        field["categories"]?.array?.map { $0["label"]?.string }
                            == instances.map { $0.label.text(in: 0) })
                case .stem(let column):
                    let entry = layout.codebook.entry(ofStem: try #require(column.variable))
                    let title = try #require(field["title"]?.string)
                    #expect(title.hasPrefix(entry.label.text(in: 0)))
                }
            }
        }
    }

    @Test func `are found beside their table, under names that a package allows`() throws {
        #expect(DataPackage.path(beside: "x/answers.csv") == "x/answers.datapackage.json")
        #expect(DataPackage.path(beside: "answers") == "answers.datapackage.json")
        let survey = Survey(name: "Two.Words_Ω", version: 1, language: "en", structure: "h")
        let layout = ColumnLayout(Codebook(survey))
        let output = MemoryOutput()
        try DataPackage(layout, file: "answers.csv").write(to: output)
        let package = try JSONValue(parsing: output.bytes)
        #expect(package["name"]?.string == "two.words_-")
        #expect(output.text.hasSuffix("}\n"))
    }

    @Test func `look as the page on formats shows`() throws {
        let page = try String(
            contentsOfFile: shippedSchema("../Documentation/Formats.md"), encoding: .utf8)
        let (_, package) = Self.package(SPSSSyntaxTests.survey())
        let fields = Self.fields(package).filter {
            ["way", "used:store", "why"].contains($0["name"]?.string ?? "")
        }
        #expect(fields.count == 3)
        let example = JSONValue.array(fields).prettyText
        let isShown = page.contains("\n```json\n" + example + "\n```\n")
        #expect(isShown, "\(example)")
    }
}
