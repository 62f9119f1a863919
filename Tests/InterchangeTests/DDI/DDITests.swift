import Codebook
import Foundation
import Interchange
import SampleSurveys
import Simulation
import SurveyCompiler
import SurveyModel
import Tallies
import Testing
import XMLTree

/// The description for archives, as Foundation's parser sees it. `Tests/Conformance/readers` holds it against the schema of the
/// DDI Alliance.
@Suite struct DDITests {
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func survey(_ name: String) throws -> Survey {
        let path = package.appendingPathComponent(name).path
        func source(_ path: String) -> SourceFile? {
            (try? Data(contentsOf: URL(fileURLWithPath: path))).map {
                SourceFile(name: path, bytes: Array($0))
            }
        }
        let compilation = compile(try #require(source(path))) { source($0) }
        return try #require(compilation.survey)
    }

    /// The document of a survey, with these frequencies.
    static func document(
        _ survey: Survey, _ frequencies: DDIFrequencies? = nil, language: Int? = nil,
        includesPersonal: Bool = false, file: String? = nil, count: Int = 20
    ) throws -> (root: Element, text: String, losses: LossReport) {
        let output = MemoryOutput()
        let layout = ColumnLayout(Codebook(survey), includesPersonal: includesPersonal)
        var writer = DDIWriter(layout, frequencies: frequencies, language: language, file: file, to: output)
        let row = ResponseRow(TallyPlan(survey))
        for response in try RowTests.responses(survey, count: count) {
            row.fill(response)
            try writer.write(row)
        }
        try writer.finish()
        return (try #require(Element.parse(output.bytes)), output.text, writer.losses)
    }

    private func variable(_ name: String, in root: Element) throws -> Element {
        try #require(root["dataDscr"]?.children.first { $0.name == "var" && $0.attributes["name"] == name })
    }

    @Test func `every column is a variable, and what is worked out stands behind`() throws {
        for survey in [
            Sample.serviceLoyalty, Sample.everything, try Self.survey("Tests/Conformance/everything.survey"),
        ] {
            let codebook = Codebook(survey)
            let layout = ColumnLayout(codebook)
            let root = try Self.document(survey).root
            let variables = try #require(root["dataDscr"]).children.filter { $0.name == "var" }
            let inFile = variables.filter { $0.attributes["files"] == "F1" }
            #expect(
                inFile.compactMap { $0.attributes["name"] }
                    == PackageNames(layout.columns, of: codebook, .spss).names)
            let computed = codebook.variables.filter { !$0.isStored && !$0.isPersonal }
            #expect(variables.count == inFile.count + computed.count)
            #expect(variables.filter { $0["derivation"] != nil }.count == computed.count)
            let identifiers = root.all.compactMap { $0.attributes["ID"] }
            #expect(Set(identifiers).count == identifiers.count)
        }
    }

    @Test func `every reference leads to something`() throws {
        let survey = try Self.survey("Tests/Conformance/everything.survey")
        let root = try Self.document(survey, Self.frequencies(survey)).root
        let known = Set(root.all.compactMap { $0.attributes["ID"] })
        var references = 0
        for element in root.all {
            for name in ["var", "files", "sdatrefs"] {
                for reference in (element.attributes[name] ?? "").split(separator: " ") {
                    #expect(known.contains(String(reference)), "\(element.name) \(reference)")
                    references += 1
                }
            }
        }
        #expect(references > 100)
    }

    @Test func `elements stand in the order that the schema asks for`() throws {
        let order = [
            "labl", "security", "qstn", "valrng", "invalrng", "universe", "sumStat", "catgry", "concept",
            "derivation", "varFormat", "notes",
        ]
        for survey in [Sample.serviceLoyalty, Sample.everything] {
            let root = try Self.document(survey, Self.frequencies(survey), includesPersonal: true).root
            for variable in try #require(root["dataDscr"]).children where variable.name == "var" {
                let places = variable.children.map { order.firstIndex(of: $0.name) ?? -1 }
                #expect(places == places.sorted() && !places.contains(-1), "\(variable.attributes)")
            }
            #expect(root.children.map(\.name) == ["docDscr", "stdyDscr", "fileDscr", "dataDscr"])
        }
    }

    @Test func `labels stand in each language that has them, and in no other`() throws {
        let root = try Self.document(Sample.serviceLoyalty).root
        let channel = try variable("channel", in: root)
        let labels = channel.children.filter { $0.name == "labl" }
        let codebook = Codebook(Sample.serviceLoyalty)
        let entry = try #require(codebook.variables.first { $0.name == "channel" })
        let shown = codebook.locales.indices.filter { entry.label.wordings[$0].state != .missing }
        #expect(labels.map { $0.attributes["xml:lang"] } == shown.map { codebook.locales[$0] })
        #expect(labels.map(\.text) == shown.map { entry.label.text(in: $0) })
        let questions = channel.children.filter { $0.name == "qstn" }
        #expect(questions.map { $0["qstnLit"]?.text } == labels.map(\.text))
        let spanish = try Self.document(Sample.serviceLoyalty, language: codebook.index(of: "es")).root
        let tags = Set(spanish.all.compactMap { $0.attributes["xml:lang"] })
        #expect(tags.isSubset(of: ["es", "en"]))
    }

    @Test func `options have their codes, missing values are marked`() throws {
        let root = try Self.document(Sample.serviceLoyalty).root
        let categories = try variable("channel", in: root).children.filter { $0.name == "catgry" }
        let entry = try #require(Codebook(Sample.serviceLoyalty).variables.first { $0.name == "channel" })
        let values = categories.filter { $0.attributes["missing"] == nil }
        #expect(values.map { $0["catValu"]?.text } == entry.categories.map { "\($0.code)" })
        #expect(values.map { $0["txt"]?.text } == entry.categories.map(\.name))
        let missing = categories.filter { $0.attributes["missing"] == "Y" }
        #expect(missing.map { $0.attributes["missType"] } == entry.missing.map(\.kind.rawValue))
        #expect(missing.last?["catValu"]?.text == ".")
        // Who is asked stands as the universe.
        let comfort = try variable("comfort", in: root)
        #expect(comfort["universe"]?.text == "Asked if question 1 is “Option store”")
    }

    @Test func `frequencies are of everybody, and by language as a cross table`() throws {
        let survey = Sample.serviceLoyalty
        let root = try Self.document(survey, Self.frequencies(survey)).root
        let channel = try variable("channel", in: root)
        let first = try #require(channel.children.first { $0.name == "catgry" })
        let counts = first.children.filter { $0.name == "catStat" }
        #expect(counts.map { $0.attributes["type"] } == ["freq", "crosstab"])
        #expect(counts.map(\.text) == ["7", "3"])
        #expect(counts.map { $0.attributes["sdatrefs"] } == [nil, "U_es"])
        let universe = root.all.first { $0.attributes["ID"] == "U_es" }
        #expect(universe?.text == "Those who answered in es")
        let sums = channel.children.filter { $0.name == "sumStat" }
        #expect(
            sums.map { $0.attributes["otherType"] ?? $0.attributes["type"] } == [
                "vald", "invd", "vald-es", "invd-es",
            ])
        #expect(sums.map(\.text) == ["42", "3", "18", "1"])
        // What is hidden is nowhere, and the variable says so.
        let note = channel.children.first { $0.attributes["type"] == "suppressed" }
        #expect(note?.text == "Frequencies of sv are hidden, to protect groups of fewer than 10")
        #expect(!channel.all.contains { $0.attributes["sdatrefs"] == "U_sv" })
    }

    @Test func `of an option of a set both values are counted`() throws {
        let survey = Sample.serviceLoyalty
        let root = try Self.document(survey, Self.frequencies(survey)).root
        let set = try #require(Codebook(survey).variables.first { $0.type.select != nil })
        let name = "\(set.name)_\(set.categories[1].name)"
        let categories = try variable(name, in: root).children.filter {
            $0.name == "catgry" && $0.attributes["missing"] == nil
        }
        #expect(categories.map { $0["catValu"]?.text } == ["1", "0"])
        #expect(categories.map { $0["catStat"]?.text } == ["8", "34"])
        let group = root.all.first { $0.name == "varGrp" && $0.attributes["name"] == set.name }
        #expect(group?.attributes["type"] == "multipleResp")
        #expect(group?.attributes["var"]?.split(separator: " ").count == set.categories.count)
    }

    @Test func `personal variables stay out unless asked for, and are marked then`() throws {
        let survey = try Self.survey("Tests/Conformance/everything.survey")
        let without = try Self.document(survey).text
        #expect(!without.contains("Where can we reach you?"))
        let with = try Self.document(survey, includesPersonal: true).root
        #expect(try variable("address", in: with)["security"]?.text == "Personal data")
    }

    @Test func `a computed variable has its formula and what it reads`() throws {
        let root = try Self.document(try Self.survey("Tests/Conformance/everything.survey")).root
        let each = try variable("each", in: root)
        let derivation = try #require(each["derivation"])
        #expect(derivation["drvcmd"]?.text == "spend / 2")
        #expect(derivation.attributes["var"] == (try variable("spend", in: root)).attributes["ID"])
    }

    @Test func `the study has its days, its cases and its file`() throws {
        let root = try Self.document(Sample.serviceLoyalty, file: "answers.sav").root
        let days = root.all.filter { $0.name == "collDate" }
        #expect(days.map { $0.attributes["event"] } == ["start", "end"])
        #expect(days.map { $0.attributes["date"] } == ["2027-01-15", "2027-01-15"])
        #expect(root.all.first { $0.name == "caseQnty" }?.text == "20")
        #expect(root.all.first { $0.name == "fileName" }?.text == "answers.sav")
        let empty = try Self.document(Sample.serviceLoyalty, count: 0).root
        #expect(!empty.all.contains { $0.name == "collDate" || $0.name == "prodDate" })
    }

    @Test func `the same survey gives the same bytes, and losses are said`() throws {
        let survey = Sample.everything
        let first = try Self.document(survey, Self.frequencies(survey))
        let second = try Self.document(survey, Self.frequencies(survey))
        #expect(first.text == second.text)
        let messages = first.losses.losses.map(\.message)
        #expect(messages.contains { $0.hasPrefix("has labels that are not translated") })
        #expect(messages.contains { $0.hasPrefix("has labels whose source has changed since") })
        #expect(messages.contains("is written as a variable for each option's place"))
        #expect(messages.contains { $0.hasPrefix("frequencies are not written, because fewer than 10") })
    }

    @Test func `what XML forbids is a fault, and no half document`() throws {
        var survey = Sample.serviceLoyalty
        survey.texts[survey.questions[0].text.position].source = "a\u{1B}b"
        survey.localizations = []
        #expect(throws: OutputFault.self) { try Self.document(survey) }
    }

    @Test func `responses whose answers are not comparable are said where frequencies leave them out`() throws
    {
        let survey = Sample.serviceLoyalty
        let position = try #require(survey.variable(named: "recommend")).position
        var frequencies = DDIFrequencies(minimum: 10, responses: 45)
        func notes(_ n: Int, _ notAsked: Int, locale: String? = nil) throws -> [String] {
            frequencies.cells[position] = [
                .init(locale: locale, n: n, counts: [:], missing: [.notAsked: notAsked])
            ]
            let root = try Self.document(survey, frequencies).root
            return root.all.filter { $0.attributes["type"] == "not-comparable" }.map(\.text)
        }
        #expect(try notes(30, 15) == [])
        #expect(try notes(10, 5, locale: "es") == [])
        #expect(
            try notes(20, 14) == [
                "Frequencies are of 34 responses: answers of 11 to another version of the survey are not "
                    + "comparable, and not asked in the data file"
            ])
    }

    /// Made-up frequencies: of everybody 42, in `es` 18, in `sv` hidden; the first value 7, the second 8 and so on.
    static func frequencies(_ survey: Survey) -> DDIFrequencies {
        var frequencies = DDIFrequencies(minimum: 10, responses: 45)
        for entry in Codebook(survey).variables where entry.type.name != "text" {
            func cell(_ locale: String?, _ n: Int, _ first: Int, _ missing: Int) -> DDIFrequencies.Cell {
                var names = entry.categories.map(\.name)
                if entry.type == .yesno { names = ["no", "yes"] }
                var counts: [String: Int] = [:]
                for (index, name) in names.enumerated() { counts[name] = first + index }
                return DDIFrequencies.Cell(
                    locale: locale, n: n, counts: counts, missing: [.notAsked: missing],
                    mean: entry.type.decimals.map { Double($0) + 0.5 })
            }
            frequencies.cells[entry.position] = [cell(nil, 42, 7, 3), cell("es", 18, 3, 1)]
            frequencies.hidden[entry.position] = ["sv"]
        }
        return frequencies
    }
}
