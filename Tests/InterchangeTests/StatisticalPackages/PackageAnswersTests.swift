import CReadStat
import Codebook
import Foundation
import SurveyModel
import Tallies
import Testing

@testable import Interchange

@Suite struct PackageAnswersTests {
    private typealias Writing = PackageWriterTests

    @Test(arguments: [1, 254, 255, 256, 600, 5_000, 15_999])
    func `a text of any length is read back to the byte`(_ length: Int) throws {
        let survey = try Writing.survey("text words \"Words?\"\ntext branch \"Words?\"")
        let text = String(repeating: "å", count: length / 2) + (length % 2 == 1 ? "x" : "")
        let answer = Answer.answered(.text(text))
        let spool = try Writing.spool(
            survey, Writing.answered(survey, [["words": answer, "branch": answer], [:]]))
        for format in [PackageFormat.sav, .zsav] {
            let (file, _, report, _) = try Writing.write(format, survey, spool)
            #expect(file.error == READSTAT_OK)
            #expect(
                file.column("words") == [.text(text), .text("")]
                    && file.column("branch") == file.column("words"))
            #expect(!report.losses.contains { $0.kind == .cut })
        }
        let (file, _, report, _) = try Writing.write(.dta, survey, spool)
        let kept = String(text.prefix(length <= 2_045 ? length : 1_022))
        #expect(file.column("words") == [.text(kept), .text("")])
        #expect(report.losses.filter { $0.kind == .cut }.map(\.count) == (length > 2_045 ? [1, 1] : []))
    }

    @Test func `a text is not cut within a letter, and what becomes of it is said`() throws {
        let survey = try Writing.survey("text words \"Words?\" optional")
        let family = "👩‍👩‍👧"
        let texts = [String(repeating: family, count: 2_000), "a\u{0}b", "end ", ""]
        let spool = try Writing.spool(
            survey,
            Writing.answered(
                survey, texts.map { ["words": .answered(.text($0))] } + [["words": .missing(.skipped)]]))
        let (dta, _, dtaReport, _) = try Writing.write(.dta, survey, spool)
        // 18 bytes each.
        #expect(dta.column("words").first == .text(String(repeating: family, count: 2_045 / 18)))
        #expect(dta.column("words")[1] == .text("a b"))
        #expect(
            dtaReport.losses.filter { $0.subject == "words" }.map(\.kind) == [.simplified, .cut, .replaced])
        let (sav, _, report, _) = try Writing.write(.sav, survey, spool)
        #expect(sav.column("words").first == .text(String(repeating: family, count: 32_766 / 18)))
        #expect(sav.column("words")[2] == .text("end"))
        #expect(
            report.losses.filter { $0.subject == "words" }.map(\.kind)
                == [.simplified, .cut, .replaced, .simplified])
    }

    @Test func `numbers are exact, or it is said that they are not`() throws {
        let survey = try Writing.survey(
            "number much \"Much?\" optional\nnumber low -5...5 \"Low?\" decimals 2 optional")
        let huge = Decimal(string: "12345678901234567890123")!
        let code = Decimal(-8_999_999_999_999_998)
        let spool = try Writing.spool(
            survey,
            Writing.answered(
                survey,
                [
                    ["much": .answered(.number(huge)), "low": .answered(.number(Decimal(string: "-4.35")!))],
                    ["much": .answered(.number(code)), "low": .missing(.skipped)],
                ]))
        let (sav, _, report, _) = try Writing.write(.sav, survey, spool)
        #expect(sav.column("much") == [.number(12345678901234567741440), .systemMissing])
        #expect(sav.column("low") == [.number(-4.35), .number(-99)])
        #expect(report.losses.filter { $0.subject == "much" }.map(\.kind) == [.simplified, .leftOut])
        let (dta, _, _, _) = try Writing.write(.dta, survey, spool)
        #expect(dta.column("much") == [.number(12345678901234567741440), .number(-8_999_999_999_999_998)])
        #expect(dta.column("low") == [.number(-4.35), .letter(".d")])
    }

    @Test func `a kind of missing that only an older version offers is declared all the same`() throws {
        let survey = try Writing.survey("yesno ok \"Ok?\"")
        let spool = try Writing.spool(survey, Writing.answered(survey, [["ok": .missing(.refused)]]))
        let (file, _, _, _) = try Writing.write(.sav, survey, spool)
        #expect(
            file.variable("ok")?.missing == [-99...(-96)]
                && file.labels(of: "ok")["-97.0"] == "Prefer not to say")
    }

    @Test(arguments: PackageFormat.allCases)
    func `no rows are a file with a dictionary`(_ format: PackageFormat) throws {
        let survey = try Writing.survey("text words \"Words?\"\nyesno ok \"Ok?\"")
        let (file, _, _, _) = try Writing.write(format, survey, Writing.spool(survey, []))
        #expect(file.error == READSTAT_OK && file.cells.isEmpty)
        #expect(file.variable("ok")?.label == "Ok?")
    }

    @Test func `a roster is a table of its own, with a row for each round that was asked`() throws {
        let survey = try Writing.survey(
            """
            choices visited "Where were you?" {
                - north = 4 "North"
                - south = 7 "South"
            }
            for v in visited {
                rating liked 1...5 "How was …?" optional
                text why "Why was {v} so?" optional
            }
            """)
        let responses = try Writing.answered(
            survey,
            [
                ["liked.north": .answered(.number(3)), "why.north": .answered(.text("So"))], [:],
                ["liked.north": .missing(.skipped), "liked.south": .answered(.number(5))],
            ])
        let spool = try Writing.spool(survey, responses)
        for format in PackageFormat.allCases {
            let (file, tables, _, _) = try Writing.write(format, survey, spool, rosters: .long)
            #expect(file.rows == 3 && file.variable("liked") == nil && tables.count == 1)
            let table = tables[0]
            #expect(table.variables.map(\.name) == ["response_id", "v", "liked", "why"])
            #expect(table.column("v") == [.number(4), .number(4), .number(7)])
            #expect(table.labels(of: "v") == ["4.0": "North", "7.0": "South"])
            #expect(
                table.column("liked")
                    == [.number(3), format == .dta ? .letter(".d") : .number(-99), .number(5)])
            #expect(table.column("why") == [.text("So"), .text(""), .text("")])
            #expect(table.column("response_id") == [0, 2, 2].map { .text(responses[$0].id) })
            #expect(table.variable("liked")?.label == "How was …?")
        }
    }

    @Test func `weights are a variable that weighs in SPSS`() throws {
        let survey = try Writing.survey("yesno ok \"Ok?\"")
        let spool = try Writing.spool(survey, RowTests.responses(survey, count: 3), weigh: true)
        let (sav, _, _, _) = try Writing.write(.sav, survey, spool, weigh: true)
        #expect(sav.weight == "response_weight")
        #expect(sav.column("response_weight") == [.number(0), .number(0.25), .number(0.5)])
        let (dta, _, report, _) = try Writing.write(.dta, survey, spool, weigh: true)
        #expect(dta.column("response_weight") == sav.column("response_weight"))
        #expect(report.losses.contains { $0.subject == "response:weight" })
    }

    // MARK: Faults

    private final class FullDisk: ByteSink {
        var room: Int
        init(_ room: Int) { self.room = room }
        func write(_ bytes: UnsafeRawBufferPointer) throws(OutputFault) {
            room -= bytes.count
            if room < 0 { throw OutputFault(path: "full", reason: .system(ENOSPC)) }
        }
    }

    @Test(arguments: PackageFormat.allCases)
    func `a disk that fills up at any byte is a fault`(_ format: PackageFormat) throws {
        let survey = try Writing.survey("text words \"Words?\"\nchoices c \"C\" {\n- a \"A\"\n- b \"B\"\n}")
        let spool = try Writing.spool(survey, RowTests.responses(survey, count: 5))
        let writer = PackageWriter(format, ColumnLayout(Codebook(survey)))
        let whole = MemoryOutput()
        _ = try writer.write(spool, to: whole)
        for room in stride(from: 0, to: whole.bytes.count, by: 97) {
            #expect(throws: OutputFault(path: "full", reason: .system(ENOSPC))) {
                _ = try writer.write(spool, to: FullDisk(room))
            }
        }
        _ = try writer.write(spool, to: FullDisk(whole.bytes.count))
    }

    @Test func `a full device is a fault, and nothing stays behind`() throws {
        let survey = try Writing.survey("yesno ok \"Ok?\"")
        let spool = try Writing.spool(survey, RowTests.responses(survey, count: 2_000))
        let writer = PackageWriter(.sav, ColumnLayout(Codebook(survey)))
        #expect(throws: OutputFault(path: "/dev/full", reason: .system(ENOSPC))) {
            try OutputFile.write(to: "/dev/full") { _ = try writer.write(spool, to: $0) }
        }
    }
}
