import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Tallies
import Testing
import XMLTree

@Suite("Writing Triple-S")
struct TripleSWriterTests {
    static let source = """
        survey visit
        version 2
        language en
        title "Visit <1>"
        options ways {
            - store = 1 "In the store"
            - phone = 2 "By phone"
            - none = -1 "None"  exclusive
        }
        nps recommend "Would you recommend us?" dont_know "Hard to say"
        choices used from ways "Which did you use?" optional
        ranking best from ways "Which is best?" { select 2 }
        rating change -2...2 "Worse or better?" { -2 "Worse" }
        yesno again "Again?" refused "No word"
        yesno back "Back?"
        number spend 0...100 "How much?" optional decimals 2 unit "€"
        number free "Any number?"
        text why "Why?" optional
        date day "When?"
        time at "At what time?"
        text who "Who are you?" optional personal
        """

    static var survey: Survey {
        get throws { try #require(compile(SourceFile(name: "visit.survey", text: source)).survey) }
    }

    static func response(_ survey: Survey, _ number: Int, _ answers: [String: Answer]) -> Response {
        Response(
            id: "0193c0de-7a10-7c3e-9f00-00000000000\(number)", survey: survey.name, version: 2,
            structure: survey.structure, locale: "en", station: "kiosk-1", channel: nil, seed: 7,
            started: Timestamp(milliseconds: 1_800_000_000_123),
            ended: Timestamp(milliseconds: 1_800_000_061_000), state: .complete,
            answers: survey.variables.map { answers[$0.name] ?? .notAsked })
    }

    static var responses: [Response] {
        get throws {
            let survey = try survey
            return [
                response(
                    survey, 1,
                    [
                        "recommend": .answered(.number(10)), "used": .answered(.options([0, 2])),
                        "best": .answered(.order([1, 0])), "change": .answered(.number(-2)),
                        "again": .answered(.yesno(true)), "back": .answered(.yesno(false)),
                        "spend": .answered(.number(Decimal(string: "7.5")!)), "free": .answered(.number(-12)),
                        "why": .answered(.text("Καλά, \"so\"\u{20AC}")),
                        "day": .answered(.date(CalendarDay("2026-11-21")!)),
                        "at": .answered(.time(TimeOfDay("09:05")!)), "who": .answered(.text("Ann")),
                    ]),
                response(
                    survey, 2,
                    [
                        "recommend": .missing(.dontKnow), "used": .missing(.skipped),
                        "again": .missing(.refused), "spend": .missing(.skipped),
                        "free": .answered(.number(1_000)), "why": .missing(.skipped),
                    ]),
                response(survey, 3, [:]),
            ]
        }
    }

    /// The columns that a variable has in the data, of each record.
    private func fields(_ circle: TripleSCircle, _ name: String) throws -> [String] {
        let variable = try #require(try circle.definitions.record?.variables.first { $0.name == name })
        return String(decoding: circle.data, as: UTF8.self).split(separator: "\r\n").map { line in
            let characters = Array(line)
            return String(characters[variable.start - 1..<variable.finish])
        }
    }

    @Test func `fields stand in fixed columns as the standard has them`() throws {
        let circle = try TripleSCircle(
            try Self.survey, try Self.responses, version: .v3, includesPersonal: false)
        #expect(try fields(circle, "serial") == ["1", "2", "3"])
        #expect(try fields(circle, "response_started_date") == ["20270115", "20270115", "20270115"])
        #expect(try fields(circle, "response_started_time") == ["080000", "080000", "080000"])
        let seed = "7" + String(repeating: " ", count: 19)
        #expect(try fields(circle, "response_seed") == [seed, seed, seed])
        #expect(try fields(circle, "recommend") == ["10", "98", "  "])
        // Codes 1 and 2, 3 in place of -1, and 4 for skipped; all zeros are an answer, blanks are none.
        #expect(try fields(circle, "used") == ["1010", "0001", "    "])
        #expect(try fields(circle, "best_1") == ["2", " ", " "])
        #expect(try fields(circle, "best_2") == ["1", " ", " "])
        #expect(try fields(circle, "change") == ["-2", "  ", "  "])
        #expect(try fields(circle, "again") == [" 1", "97", "  "])
        #expect(try fields(circle, "back") == ["0", " ", " "])
        #expect(try fields(circle, "spend") == ["  7.50", "999.00", "      "])
        #expect(try fields(circle, "free") == [" -12", "1000", "    "])
        #expect(try fields(circle, "why") == ["Καλά, \"so\"€", "           ", "           "])
        #expect(try fields(circle, "day") == ["20261121", "        ", "        "])
        #expect(try fields(circle, "at") == ["090500", "      ", "      "])
        #expect(!circle.text("answers.sss").contains("who"))
        #expect(!String(decoding: circle.data, as: UTF8.self).contains("Ann"))
    }

    @Test func `an empty set is all zeros`() throws {
        let text = Self.source.replacing("optional\nranking", with: "optional { select 0...2 }\nranking")
        let survey = try #require(compile(SourceFile(name: "x", text: text)).survey)
        let circle = try TripleSCircle(survey, [Self.response(survey, 1, ["used": .answered(.options([]))])])
        #expect(try fields(circle, "used") == ["0000"])
    }

    @Test func `2 0 is Windows-1252, counts what it replaces, and keeps labels whole`() throws {
        let circle = try TripleSCircle(try Self.survey, try Self.responses)
        #expect(
            circle.text("answers.sss").hasPrefix(
                "<?xml version=\"1.0\" encoding=\"Windows-1252\"?>\n<sss version=\"2.0\""))
        // The euro is one byte, and Greek letters are replaced.
        let why = "????, \"so\"".utf8 + [0x80]
        #expect(circle.data.firstRange(of: Array(why)) != nil)
        let replaced = circle.losses.losses.filter { $0.kind == .replaced }
        #expect(replaced.map(\.count) == [4])
        let kinds = Set(circle.losses.losses.map { "\($0.kind.rawValue) \($0.subject ?? "-")" })
        for loss in [
            "split best", "simplified again", "simplified used", "simplified why",
            "left_out response:structure",
            "simplified response:started",
        ] { #expect(kinds.contains(loss), "\(loss)") }
    }

    @Test func `labels in a language that the encoding lacks come back whole`() throws {
        var survey = Sample.serviceLoyalty
        let title = try #require(survey.title)
        survey.texts[title.position].source = "Πώς ήταν; 🙂 €"
        let circle = try TripleSCircle(survey, [], locales: [0])
        #expect(try circle.definitions.title.text(in: nil) == "Πώς ήταν; 🙂 €")
        #expect(circle.files["answers.sss"]?.contains(0x80) == true)
    }

    @Test func `each language has definitions of its own beside one data file`() throws {
        let survey = Sample.serviceLoyalty
        let circle = try TripleSCircle(survey, try RowTests.responses(survey, count: 3))
        let names = survey.locales.map { "answers.\($0).sss" }
        #expect(Set(circle.files.keys) == Set(names + ["answers.asc"]))
        var places: Set<[Int]> = []
        for (name, locale) in zip(names, survey.locales) {
            let definitions = try TripleSDefinitions(parsing: try #require(circle.files[name]))
            #expect(definitions.languages == [locale])
            let record = try #require(definitions.record)
            #expect(record.href == "answers.asc")
            places.insert(record.variables.map(\.start))
        }
        #expect(places.count == 1)
    }

    @Test func `weights and scores are said as such`() throws {
        let survey = Sample.serviceLoyalty
        let circle = try TripleSCircle(
            survey, try RowTests.responses(survey, count: 2), locales: [0], weights: [])
        let record = try #require(try circle.definitions.record)
        #expect(record.variables.first { $0.use == .weight }?.name == "response_weight")
        #expect(record.variables.first { $0.use == .serial }?.name == "serial")
    }

    @Test func `rosters as tables make a hierarchy`() throws {
        let survey = try TripleSRoundTripTests.survey("Tests/Conformance/everything.survey")
        let circle = try TripleSCircle(
            survey, try RowTests.responses(survey, count: 30), version: .v3, rosters: .long, locales: [0])
        let top = try circle.definitions
        #expect(top.record == nil)
        #expect(top.levels.map(\.ident).first == "response")
        #expect(top.levels.count == 1 + circle.layout.rosters.count)
        let roster = try #require(top.levels.last)
        #expect(roster.parents == [.init(level: "response", link: "serial", isOrdered: true)])
        let bytes = try #require(circle.files[roster.href])
        let record = try #require(try TripleSDefinitions(parsing: bytes).record)
        let href = try #require(record.href)
        let rows = circle.text(href).split(separator: "\r\n")
        #expect(rows.count > 30)
        #expect(rows.allSatisfy { $0.count == record.variables.last?.finish })
        #expect(record.variables.first?.name == "serial")
        #expect(throws: TripleSFault.self) { try TripleSImport(top, fallbackName: "x") }
    }

    @Test func `a set of far codes is written as the codes that were chosen`() throws {
        let text = """
            survey far
            version 1
            language en
            choices used "Used?" optional {
                select 1...2
                - a = 7 "A"
                - b = 40000 "B"
                - c = 3 "C"
            }
            """
        let survey = try #require(compile(SourceFile(name: "far", text: text)).survey)
        let circle = try TripleSCircle(
            survey,
            [
                Self.response(survey, 1, ["used": .answered(.options([0, 1]))]),
                Self.response(survey, 2, ["used": .missing(.skipped)]),
                Self.response(survey, 3, [:]),
            ])
        #expect(try fields(circle, "used") == ["0000740000", "4000100000", "          "])
        let (_, back) = try circle.back()
        #expect(back.map { $0.answers[0] } == [.answered(.options([0, 1])), .missing(.skipped), .notAsked])
    }

    @Test func `the same responses give the same bytes`() throws {
        let survey = Sample.serviceLoyalty
        let responses = try RowTests.responses(survey, count: 50)
        for (version, format) in TripleSRoundTripTests.formats {
            let first = try TripleSCircle(survey, responses, version: version, format: format)
            let second = try TripleSCircle(survey, responses, version: version, format: format)
            #expect(first.files == second.files)
        }
    }
}
