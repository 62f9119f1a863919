import Foundation
import Interview
import ResponseStore
import SampleSurveys
import SurveyModel
import Testing

@testable import Kiosk

@Suite struct TrailTests {
    private let scratch: Scratch
    private let survey = Sample.serviceLoyalty
    private var path: String { "\(scratch.folder)/files/desk.trail.jsonl" }

    init() throws { scratch = try Scratch() }

    private func trail(limit: Int = 10_000_000, files: Int = 3, at path: String? = nil) -> Trail {
        var clock: Int64 = 1_000_000
        return Trail(path ?? self.path, limit: limit, files: files, survey: survey) {
            clock += 1
            return Trail.Moment(wall: Timestamp(milliseconds: 1_763_800_000_000 + clock), milliseconds: clock)
        }
    }

    private func lines(_ name: String = "") throws -> [String] {
        let text = try String(contentsOfFile: path + name, encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        return text.split(separator: "\n").map(String.init)
    }

    /// One of each event, so that a new one is not forgotten.
    static var everyEvent: [TrailEvent] {
        let question = QuestionID(0)
        return [
            .boot(
                TrailBoot(
                    program: "sondeo 0.1.0", survey: "s", version: 2, structure: "sha256:0",
                    locales: ["el", "en"],
                    terminal: "linux")),
            .recovered(interviews: 2), .resized(columns: 80, rows: 24), .stopped(signal: 15),
            .ended(status: 143),
            .started(attempt: 1), .died(status: nil, signal: 9), .died(status: 74, signal: nil),
            .waiting(seconds: 4), .wake, .language("el"), .began(id: "0199"), .entered(question),
            .left(question),
            .answered(question), .refused(question, .refusal("too_long")), .tooFast(question),
            .guarded(keys: 12),
            .blocked(key: "ctrl-c", times: 3), .review, .submitted(.complete), .notSaved(.full),
            .notSaved(nil),
            .thanks, .attract, .idleWarning, .idleGoesOn, .idleEnd(.discard), .outOfService("disk_full"),
            .backInService, .pinAsked, .pinRight, .pinWrong(failures: 2), .pinLocked(seconds: 60),
            .operated("pause"),
        ]
    }

    @Test func eachEventIsALine() throws {
        let trail = trail()
        trail.origin = 5_000
        for (number, event) in Self.everyEvent.enumerated() {
            trail.note(event, at: .milliseconds(10 * number))
        }
        let expected = [
            #""event":"boot","program":"sondeo 0.1.0","survey":"s","version":2,"structure":"sha256:0","locales":["el","en"],"terminal":"linux"}"#,
            #""event":"recovered","interviews":2}"#, #""event":"resized","columns":80,"rows":24}"#,
            #""event":"stopped","signal":15}"#, #""event":"ended","status":143}"#,
            #""event":"started","attempt":1}"#,
            #""event":"died","signal":9}"#, #""event":"died","status":74}"#,
            #""event":"waiting","seconds":4}"#,
            #""event":"wake"}"#, #""event":"language","locale":"el"}"#,
            #""event":"began","response":"0199"}"#,
            #""event":"entered","question":"channel"}"#, #""event":"left","question":"channel"}"#,
            #""event":"answered","question":"channel"}"#,
            #""event":"refused","question":"channel","reason":"too_long"}"#,
            #""event":"too_fast","question":"channel"}"#, #""event":"guarded","keys":12}"#,
            #""event":"blocked","key":"ctrl-c","times":3}"#, #""event":"review"}"#,
            #""event":"submitted","state":"complete"}"#, #""event":"not_saved","fault":"full"}"#,
            #""event":"not_saved","fault":"other"}"#, #""event":"thanks"}"#, #""event":"attract"}"#,
            #""event":"idle_warning"}"#, #""event":"idle_goes_on"}"#,
            #""event":"idle_end","then":"discard"}"#,
            #""event":"out_of_service","reason":"disk_full"}"#, #""event":"back_in_service"}"#,
            #""event":"pin_asked"}"#, #""event":"pin_right"}"#, #""event":"pin_wrong","failures":2}"#,
            #""event":"pin_locked","seconds":60}"#, #""event":"operated","what":"pause"}"#,
        ]
        let lines = try lines()
        #expect(lines.count == expected.count)
        for (number, (line, end)) in zip(lines, expected).enumerated() {
            #expect(line.hasSuffix(end), "\(line)")
            #expect(
                line.hasPrefix(#"{"at":"2025-11-22T"#) && line.contains("\"ms\":\(5_000 + 10 * number),"),
                "\(line)")
            #expect(throws: Never.self) { try JSONValue(parsing: Array(line.utf8)) }
        }
    }

    @Test func timeOnlyGrows() throws {
        let trail = trail()
        trail.origin = 5_000_000
        trail.note(.wake, at: .milliseconds(100))
        // By the machine's clock, which is behind what the session said.
        trail.note(.attract)
        trail.note(.wake, at: .milliseconds(50))
        trail.note(.attract, at: .milliseconds(101))
        let times = try lines().map { try JSONValue(parsing: Array($0.utf8))["ms"]?.int }
        #expect(times == [5_000_100, 5_000_100, 5_000_100, 5_000_101])
    }

    @Test func aLargeTrailIsPutAsideAndTheOldestGoes() throws {
        let trail = trail(limit: 1_000, files: 3)
        for number in 0..<60 { trail.note(.guarded(keys: number), at: .zero) }
        var all: [Int] = []
        for name in [".2", ".1", ""] {
            let lines = try lines(name)
            #expect(lines.reduce(0) { $0 + $1.utf8.count + 1 } <= 1_000)
            all += try lines.compactMap { try JSONValue(parsing: Array($0.utf8))["keys"]?.int }
        }
        #expect(all.last == 59 && all == Array((60 - all.count)...59))
        #expect(!FileManager.default.fileExists(atPath: path + ".3"))
    }

    @Test func oneFileStaysOneFile() throws {
        let trail = trail(limit: 500, files: 1)
        for number in 0..<40 { trail.note(.guarded(keys: number), at: .zero) }
        #expect(try lines().last?.contains("\"keys\":39") == true)
        #expect(!FileManager.default.fileExists(atPath: path + ".1"))
    }

    @Test func aTrailThatWasPutAsideByOthersIsBegunAgain() throws {
        let trail = trail()
        trail.note(.wake, at: .zero)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".moved")
        trail.note(.attract, at: .zero)
        #expect(try lines().count == 1 && lines(".moved").count == 1)
        #expect(!trail.hasFault)
    }

    @Test func whatCannotBeWrittenKeepsNobodyWaiting() throws {
        let trail = trail(at: "/dev/full")
        trail.note(.wake, at: .zero)
        #expect(trail.hasFault)
        let nowhere = self.trail(at: "/proc/none/trail.jsonl")
        nowhere.note(.wake, at: .zero)
        #expect(nowhere.hasFault)
    }

    @Test func nothingTypedCanPassForAReason() {
        for typed in ["my name is Anna", "required ", "REQUIRED", "6946546546", "a", "", "🙂", "too_long\n"] {
            #expect(TrailWord.refusal(typed) == "other")
        }
        #expect(TrailWord.refusal("too_long").text == "too_long")
    }

    @Test func everyReasonOfTheInterviewHasItsWord() {
        let problems: [Interview.Problem] = [
            .required, .wrongKind, .outOfRange(low: nil, high: nil), .notWhole, .tooManyDecimals(1),
            .tooFew(1),
            .tooMany(1), .exclusive(option: 0), .notOffered, .tooLong(1), .forbiddenCharacter, .lineBreak,
            .dateOutOfRange(low: nil, high: nil), .timeOutOfRange(low: nil, high: nil), .repeated(option: 0),
            .tooMuch(remaining: 1), .mustTakeRest(1), .unknownLanguage,
        ]
        for problem in problems { #expect(TrailWord.refusal(problem.name).text == problem.name) }
    }
}
