import Foundation
import SurveyCompiler
import SurveyModel
import Testing

/// Where a compilation says that the parts of a survey stand.
@Suite struct PlacesTests {
    /// A compilation, and what its files say at a place.
    private struct Read {
        let compilation: Compilation
        let survey: Survey
        let bytes: [UInt8]

        init(_ source: SourceFile, import load: (String) -> SourceFile? = { _ in nil }) throws {
            compilation = compile(source, import: load)
            let compiled = compilation.survey
            survey = try #require(compiled, "\(render(compilation.diagnostics, in: compilation.sources))")
            bytes = Array(compilation.sources.map(\.bytes).joined(separator: [0x0A]))
        }

        var places: SurveyPlaces { compilation.places }

        func text(_ span: Range<Int>?) -> String? {
            span.map { String(decoding: bytes[$0.clamped(to: 0..<bytes.count)], as: UTF8.self) }
        }
    }

    private static let file = """
        survey visit
        version 1
        language en
        choice channel "How?" {
            - store "Store"
            - phone "Phone"
        }
        options parts {
            - a "A"
            if channel == store {
                - b "B"
                - c "C"  if channel != phone
            }
        }
        if channel == store {
            choices used from parts "Which?"
            for p in used { yesno fine "Was {p} fine?" }
        } else {
            yesno other "Other?"
        }
        page last "Last" {
            grid quality 1...5 "Agree?" {
                - kept "Kept"
                - clean "Clean" if channel == store
            }
            number age 0...120 "Age?"
            require age >= 18 else grown "Not yet."
        }
        split wording {
            - plain { note one "One" }
            - warm { note two "Two" }
        }
        shuffle {
            if channel == store { yesno shop "Shop?" }
            yesno rest "Rest?"
        }
        nps recommend "Recommend?"
        if recommend == 0 { finish screened angry "Oh." }
        metric promoter = nps(recommend) where channel == store
        drivers of recommend: quality.kept, age
        """

    @Test func everyPartStandsWhereTheAuthorWroteIt() throws {
        let read = try Read(SourceFile(name: "visit.survey", text: Self.file))
        let (survey, places) = (read.survey, read.places)
        #expect(
            survey.blocks.indices.map { read.text(places.blocks[$0]) ?? "" } == [
                "survey visit", "channel", "channel == store", "used", "for", "used", "fine", "used", "fine",
                "used",
                "fine", "else", "other", "last", "plain", "one", "warm", "two", "shuffle", "channel == store",
                "shop", "yesno", "rest", "recommend", "recommend == 0",
            ])
        #expect(
            survey.endings.indices.map { read.text(places.endings[$0]) } == ["angry", ""])
        #expect(places.endings[1].lowerBound == read.bytes.count)
        #expect(read.text(places.checks[0]) == "age >= 18")
        #expect(read.text(places.rosters[0]) == "p")
        #expect(read.text(places.metrics[0]) == "promoter")
        #expect(read.text(places.metricConditions[0]) == "channel == store")
        #expect(read.text(places.relations[0]) == "recommend")
        #expect((0..<2).map { read.text(places.term($0, of: 0)) } == ["quality.kept", "age"])
    }

    @Test func namesAndConditionsOfRowsAndOptionsAreTold() throws {
        let read = try Read(SourceFile(name: "visit.survey", text: Self.file))
        let (survey, places) = (read.survey, read.places)
        let grid = QuestionID(try #require(survey.questions.firstIndex { $0.name == "quality" }))
        #expect((0..<2).map { read.text(places.row($0, of: grid)) } == ["kept", "clean"])
        #expect(places.condition(ofRow: 0, of: grid) == nil)
        #expect(read.text(places.condition(ofRow: 1, of: grid)) == "channel == store")
        let parts = ListID(try #require(survey.lists.firstIndex { $0.name == "parts" }))
        #expect((0..<3).map { read.text(places.option($0, of: parts)) } == ["a", "b", "c"])
        #expect(places.condition(ofOption: 0, of: parts) == nil)
        // A line without a condition of its own stands under the one around it.
        #expect(read.text(places.condition(ofOption: 1, of: parts)) == "channel == store")
        #expect(read.text(places.condition(ofOption: 2, of: parts)) == "channel != phone")
        #expect(places.row(9, of: grid) == 0..<0)
    }

    @Test func whatIsWrittenOutStandsAtOnePlace() throws {
        let read = try Read(SourceFile(name: "visit.survey", text: Self.file))
        let rounds = read.survey.questions.indices.filter { read.survey.questions[$0].stem == "fine" }
        #expect(rounds.count == 3)
        #expect(Set(rounds.map { read.places.questions[$0] }).count == 1)
    }

    @Test func aFragmentStandsInTheFileItIsFrom() throws {
        let library = SourceFile(
            name: "lib.survey",
            text: """
                fragment rate(who: text) {
                    rating fine 1...5 "How fine was {who}?"
                    if fine <= 2 { text why "Why?" }
                }
                """)
        let read = try Read(
            SourceFile(
                name: "x.survey",
                text: """
                    survey x
                    version 1
                    language en
                    import "lib.survey"
                    use rate(who: "the bot") as bot
                    use rate(who: "the store") as store
                    """), import: { _ in library })
        #expect(read.survey.questions.map(\.name) == ["bot.fine", "bot.why", "store.fine", "store.why"])
        #expect(
            read.survey.questions.indices.map { read.text(read.places.questions[$0]) }
                == ["fine", "why", "fine", "why"])
        #expect(read.places.questions[0] == read.places.questions[2])
        #expect(read.places.questions[0].lowerBound > read.compilation.source.bytes.count)
    }

    /// Of every survey that ships, each place says the name of what stands there.
    @Test func placesOfTheShippedSurveysHoldTheirNames() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Surveys")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".survey") }.sorted()
        #expect(files.count >= 10)
        for file in files {
            let path = folder.appending(path: file).path
            let read = try Read(
                SourceFile(name: path, bytes: Array(try Data(contentsOf: URL(filePath: path))))
            ) { path in
                (try? Data(contentsOf: URL(filePath: path))).map { SourceFile(name: path, bytes: Array($0)) }
            }
            let (survey, places) = (read.survey, read.places)
            #expect(places.blocks.count == survey.blocks.count)
            #expect(places.checks.count == survey.checks.count)
            #expect(places.endings.count == survey.endings.count)
            #expect(places.rosters.count == survey.rosters.count)
            #expect(places.metrics.count == survey.metrics.count)
            #expect(places.relations.count == survey.relations.count)
            #expect(places.questions.count == survey.questions.count)
            for (position, question) in survey.questions.enumerated() {
                let name = try #require(read.text(places.questions[position]))
                #expect(question.stem == name || question.stem.hasSuffix(".\(name)"), "\(file): \(name)")
                for (row, line) in question.rows.enumerated() {
                    #expect(read.text(places.row(row, of: QuestionID(position))) == line.name)
                }
            }
            for (position, list) in survey.lists.enumerated() {
                for (option, line) in list.options.enumerated() {
                    #expect(read.text(places.option(option, of: ListID(position))) == line.name)
                    let condition = places.condition(ofOption: option, of: ListID(position))
                    #expect((condition == nil) == (line.condition == nil))
                }
            }
        }
    }

    @Test func aFileWithErrorsHasNoPlaces() {
        let compilation = compile(
            SourceFile(name: "x.survey", text: "survey x\nversion 1\nlanguage en\nnpss a \"A\""))
        #expect(compilation.survey == nil)
        #expect(compilation.places == SurveyPlaces())
    }
}
