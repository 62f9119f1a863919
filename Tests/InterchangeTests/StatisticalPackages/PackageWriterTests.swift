import CReadStat
import Codebook
import Foundation
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Tallies
import Testing

@testable import Interchange

@Suite struct PackageWriterTests {
    static func survey(_ text: String) throws -> Survey {
        try #require(
            compile(
                SourceFile(
                    name: "test",
                    bytes: Array("survey test\nversion 1\nlanguage en\n\(text)\nfinish \"Bye\"\n".utf8))
            ) { _ in nil }.survey)
    }

    static func spool(_ survey: Survey, _ responses: [Response], weigh: Bool = false) throws -> RowSpool {
        let plan = TallyPlan(survey)
        let spool = try RowSpool(plan, beside: "-")
        let row = ResponseRow(plan)
        for (index, response) in responses.enumerated() {
            row.fill(response)
            if weigh { row.weight = Int64(index) * 250_000_000 }
            try spool.add(row)
        }
        return spool
    }

    /// A file, and what is lost.
    static func write(
        _ format: PackageFormat, _ survey: Survey, _ spool: RowSpool, rosters: ColumnLayout.Rosters = .wide,
        weigh: Bool = false
    ) throws -> (file: PackageReading, tables: [PackageReading], report: LossReport, bytes: [UInt8]) {
        let layout = ColumnLayout(
            Codebook(survey), includesPersonal: true, rosters: rosters, hasWeights: weigh)
        let output = MemoryOutput()
        let tables = layout.rosters.map { _ in MemoryOutput() }
        let report = try PackageWriter(format, layout).write(spool, to: output, rosters: tables)
        let file = try PackageReading(output.bytes, format)
        return (file, try tables.map { try PackageReading($0.bytes, format) }, report, output.bytes)
    }

    static func answered(_ survey: Survey, _ values: [[String: Answer]]) throws -> [Response] {
        var responses = try RowTests.responses(survey, count: values.count)
        for (index, values) in values.enumerated() {
            responses[index].answers = survey.variables.map { values[$0.name] ?? .notAsked }
        }
        return responses
    }

    // MARK: Every cell

    /// What a cell should be, from what the contract says that a row has.
    private func expected(
        _ value: ColumnValue, _ column: Column, _ codebook: Codebook, _ format: PackageFormat
    )
        -> PackageReading.Cell
    {
        let entry = column.variable.map { codebook.variables[$0] }
        switch value {
        case .text(let bytes):
            let text = String(decoding: bytes, as: UTF8.self)
            return .text(format == .dta ? text : String(text.reversed().drop { $0 == " " }.reversed()))
        case .beyond(let number): return .number(Double(number.canonicalText)!)
        case .missing(let kind):
            if column.kind == .text { return .text("") }
            guard let kind, kind != .notAsked, let entry else { return .systemMissing }
            if format != .dta { return .number(Double(entry.missingCodes.code(of: kind)!)) }
            return .letter([.dontKnow: ".a", .refused: ".b", .notApplicable: ".c", .skipped: ".d"][kind]!)
        case .whole(let whole):
            let number = Double(whole)
            switch column.kind {
            case .coded: return .number(Double(entry!.categories[Int(whole)].code))
            case .number(let decimals):
                return .number(number / (0..<decimals).reduce(1.0) { power, _ in power * 10 })
            case .place: return whole > 0 ? .number(number) : format == .dta ? .letter(".e") : .number(0)
            case .date: return .number(format == .dta ? number + 3_653 : (number + 141_428) * 86_400)
            case .time: return .number(format == .dta ? number * 60_000 : number * 60)
            case .moment:
                return .number(format == .dta ? number + 315_619_200_000 : number / 1_000 + 12_219_379_200)
            case .weight: return .number(number / 1_000_000_000)
            case .point, .flag, .yesno: return .number(number)
            case .text: return .text(String(whole))
            }
        }
    }

    @Test(arguments: PackageFormat.allCases)
    func `every cell of every kind of question and of missing is read back`(_ format: PackageFormat) throws {
        for survey in [Sample.everything, Sample.wholeLanguage, Sample.serviceLoyalty] {
            let responses = try RowTests.responses(survey, count: 120)
            let spool = try Self.spool(survey, responses)
            let (file, _, _, _) = try Self.write(format, survey, spool)
            #expect(file.error == READSTAT_OK && file.rows == 120 && file.cells.count == 120)
            let codebook = Codebook(survey)
            let columns = ColumnLayout(codebook, includesPersonal: true).columns
            try #require(file.variables.count == columns.count)
            var index = 0
            try spool.forEach { row in
                for (column, cell) in zip(columns, file.cells[index]) {
                    let wanted = expected(row.value(of: column.source), column, codebook, format)
                    if cell != wanted {
                        Issue.record("\(survey.name), row \(index), \(column.name): \(cell), not \(wanted)")
                    }
                }
                index += 1
            }
        }
    }

    /// The names of all records of variables, the further parts of long texts among them.
    private func recordNames(_ file: [UInt8]) -> [String] {
        func number(_ place: Int) -> Int {
            Int(Int32(truncatingIfNeeded: (0..<4).reduce(0) { $0 | Int(file[place + $1]) << (8 * $1) }))
        }
        var names: [String] = []
        var place = 176
        while number(place) == 2 {
            let (type, hasLabel, missing) = (number(place + 4), number(place + 8), number(place + 12))
            if type != -1 {
                let name = file[place + 24..<place + 32].prefix { $0 != 0x20 }
                names.append(String(decoding: name, as: UTF8.self))
            }
            place += 32
            if hasLabel == 1 { place += 4 + (number(place) + 3) / 4 * 4 }
            place += 8 * abs(missing)
        }
        return names
    }

    @Test(arguments: [1, 255, 256, 9_100, 12_600, 32_766])
    func `parts of long texts have names of their own`(length: Int) throws {
        let survey = try Self.survey(
            "text one \"One?\" length 40000\ntext two \"Two?\" length 40000\nyesno three \"Three?\"")
        let text = Answer.answered(.text(String(repeating: "x", count: length)))
        let responses = try Self.answered(
            survey, [["one": text, "two": text, "three": .answered(.yesno(true))]])
        for format in [PackageFormat.sav, .zsav] {
            let (file, _, _, bytes) = try Self.write(format, survey, Self.spool(survey, responses))
            #expect(file.error == READSTAT_OK)
            #expect(
                file.cells[0].suffix(3) == [
                    .text(String(repeating: "x", count: length)),
                    .text(String(repeating: "x", count: length)), .number(1),
                ])
            let names = recordNames(bytes)
            #expect(Set(names).count == names.count, "\(names)")
            let parts = length < 256 ? 1 : (length + 251) / 252
            #expect(names.count == file.variables.count + 2 * (parts - 1))
        }
    }

    @Test func `days that SPSS does not show are told`() throws {
        let survey = try Self.survey("date born 0001-01-01...9999-12-31 \"Born?\"")
        let days = ["1582-10-14", "1582-10-15", "0001-01-01", "2026-11-21"]
        let responses = try Self.answered(
            survey, days.map { ["born": .answered(.date(CalendarDay($0)!))] })
        let (_, _, report, _) = try Self.write(.sav, survey, Self.spool(survey, responses))
        let told = report.losses.filter { $0.message.contains("15 October 1582") }
        #expect(told.map(\.subject) == ["born"] && told.map(\.count) == [2])
        let (_, _, other, _) = try Self.write(.dta, survey, Self.spool(survey, responses))
        #expect(!other.losses.contains { $0.message.contains("1582") })
    }

    // MARK: The dictionary

    private static let colours = """
        title "Colours: χρώματα"
        choices colours "Which colours do you like?" optional {
            - red "Red"
            - other "Another" specify
        }
        choice one "And most?" { - only = -120 "Only"
            - few = 7 "Few"
        }
        ranking best "The best?" dont_know "All the same" {
            select 0...2
            - first "First"
            - second "Second"
        }
        rating liked -3...3 "Liked?" optional
        yesno again "Again?"
        number spent "Spent?" decimals 2 unit "€" optional
        """
        .replacingOccurrences(of: "{ - only", with: "{\n    - only")

    @Test func `labels, codes and measures are in place`() throws {
        let survey = try Self.survey(Self.colours)
        let spool = try Self.spool(survey, RowTests.responses(survey, count: 40))
        let (sav, _, _, _) = try Self.write(.sav, survey, spool)
        #expect(sav.fileLabel == "Colours: χρώματα" && sav.encoding == "UTF-8")
        #expect(sav.variable("colours_red")?.label == "Which colours do you like? – Red")
        #expect(sav.variable("colours_red")?.measure == READSTAT_MEASURE_NOMINAL)
        #expect(sav.variable("colours_red")?.missing == [-99...(-96)])
        #expect(
            sav.labels(of: "colours_red") == ["0.0": "Not chosen", "1.0": "Chosen", "-99.0": "Left empty"])
        #expect(sav.labels(of: "one") == ["-120.0": "Only", "7.0": "Few"])
        #expect(sav.variable("best_first")?.missing == [-99...(-96), 0...0])
        #expect(sav.labels(of: "best_first")["-98.0"] == "All the same")
        #expect(sav.labels(of: "again") == ["0.0": "No", "1.0": "Yes"])
        #expect(sav.variable("liked")?.measure == READSTAT_MEASURE_ORDINAL)
        #expect(sav.variable("spent")?.label == "Spent? (€)")
        #expect(sav.variable("spent")?.missing == [-8_999_999_999_999_999...(-8_999_999_999_999_996)])
        #expect(sav.variable("response_ended")?.format == "DATETIME23.2")
        let (dta, _, _, _) = try Self.write(.dta, survey, spool)
        #expect(dta.labels(of: "best_first") == [".a": "All the same", ".e": "Not ranked"])
        #expect(dta.variable("colours_other_text") != nil)
        #expect(dta.variable("response_ended")?.format == "%tc")
    }

    @Test func `sets of options are multiple-response sets in front of the end of the dictionary`() throws {
        let survey = try Self.survey(Self.colours)
        let spool = try Self.spool(survey, RowTests.responses(survey, count: 3))
        let (_, _, _, bytes) = try Self.write(.sav, survey, spool)
        let set = Array("$colours=D1 1 26 Which colours do you like? a12 a13\n".utf8)
        let record = [7, 7, 1, set.count].flatMap { SPSSDictionary.number($0) } + set
        let end = SPSSDictionary.number(999) + SPSSDictionary.number(0)
        #expect(bytes.firstRange(of: record + end) != nil)
        // The record says which variable has which short name.
        #expect(bytes.firstRange(of: Array("\tA12=colours_red\tA13=colours_other\t".utf8)) != nil)
    }

    @Test func `the time is that of the newest response, in any time zone`() throws {
        let survey = try Self.survey("yesno ok \"Ok?\"")
        let spool = try Self.spool(survey, RowTests.responses(survey, count: 2))
        let before = getenv("TZ").map { String(cString: $0) }
        defer {
            if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
            tzset()
        }
        var files: [PackageFormat: Set<[UInt8]>] = [:]
        for zone in ["UTC", "Asia/Kathmandu", "America/Anchorage"] {
            setenv("TZ", zone, 1)
            tzset()
            for format in PackageFormat.allCases {
                files[format, default: []].insert(try Self.write(format, survey, spool).bytes)
            }
        }
        #expect(files.values.allSatisfy { $0.count == 1 })
        // 1,800,000,060.001 s after 1970.
        #expect(files[.sav]?.first?[92..<109] == Array("15 Jan 2708:01:00".utf8)[...])
        #expect(
            files[.dta]?.first?.firstRange(of: Array("<timestamp>\u{11}15 Jan 2027 08:01</timestamp>".utf8))
                != nil)
    }

    @Test func `names of one letter do not shift what a compressed file counts`() throws {
        let questions = (0..<400).map {
            "yesno \(Character(UnicodeScalar(UInt8(97 + $0 / 26))))\(Character(UnicodeScalar(UInt8(97 + $0 % 26)))) \"?\""
        }
        .filter { !["if", "in", "is", "or", "by", "as", "to", "at"].contains($0.split(separator: " ")[1]) }
        let survey = try Self.survey(
            "for w in 1...2 {\n"
                + questions.joined(separator: "\n").replacingOccurrences(of: "?\"", with: "?\" optional")
                + "\n}")
        let spool = try Self.spool(survey, RowTests.responses(survey, count: 5))
        let (file, tables, _, _) = try Self.write(.zsav, survey, spool, rosters: .long)
        #expect(file.error == READSTAT_OK && tables.map(\.error) == [READSTAT_OK])
        #expect(tables[0].variables.count > 370)
        // Nothing collides with a word of the language, which the library refuses.
        let short = (0..<30_000).map(SPSSDictionary.shortName)
        #expect(
            Set(short).count == 30_000 && short.allSatisfy { $0.last?.isNumber == true && $0.utf8.count <= 5 }
        )
        #expect(tables[0].column("zz").isEmpty && !tables[0].column("ab").isEmpty)
    }

    @Test func `a label that is too long keeps what tells it from its neighbours`() throws {
        let long = String(repeating: "Ω🙂", count: 100)
        let survey = try Self.survey(
            "choices a \"\(long)\" {\n- one \"The one\"\n- two \"\(long)\"\n}\nchoice b \"B\" {\n- one \"\(long)\"\n- two \"Two\"\n}"
        )
        let spool = try Self.spool(survey, RowTests.responses(survey, count: 2))
        for format in PackageFormat.allCases {
            let (file, _, report, _) = try Self.write(format, survey, spool)
            let label = try #require(file.variable("a_one")?.label)
            #expect(label.hasSuffix("… – The one") && label.hasPrefix("Ω🙂"))
            #expect(format == .dta ? label.unicodeScalars.count <= 80 : label.utf8.count <= 256)
            let value = try #require(file.labels(of: "b")["1.0"])
            #expect(format == .dta ? value == long : value.utf8.count <= 120 && value.hasSuffix("…"))
            #expect(report.losses.contains { $0.kind == .cut && $0.subject == "a:one" })
            #expect(report.losses.contains { $0.kind == .cut && $0.subject == "b" } == (format != .dta))
        }
    }
}
