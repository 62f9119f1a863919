import Interview
import ResponseStore
import SampleSurveys
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// The audit trail says what happened, and never what was answered, typed or tried.
@Suite struct TrailSecrecyTests {
    /// Whatever somebody does, nothing of it is in a line of the trail.
    @Test(arguments: 1...6 as ClosedRange<UInt64>) func nothingTypedIsInTheTrail(seed: UInt64) throws {
        let survey = try survey(
            """
            text name "Name?" length 12
            number age 18...99 "Age?"
            confirm age <= 90 else "Are you really {age}, {name}?"
            choice way "Way?" {
                - zqone "One"
                - zqtwo "Another" specify
            }
            text why "Why, {name}?" lines 3 optional
            finish "Thank you, {name}."
            """)
        var random = Seeded(seed)
        var booth = try Booth(survey, catalogues: []) { settings in
            settings.onIdle = OnIdle.allCases[Int(seed) % 3]
        }
        booth.machine.verdict = .wrong(failures: 1)
        var typed = 0
        for _ in 0..<300 {
            booth.machine.faults = random.chance(4) ? [.record: StoreFault.diskFull] : [:]
            switch Int.random(in: 0..<12, using: &random) {
            case 0...2:
                booth.paste("zqx 77345\u{1B}[31m")
                typed += 1
            case 3: booth.press("z q x", every: .milliseconds(300))
            case 4: booth.press("Backspace 7 7 3 4 5 Backspace Backspace Backspace")
            case 5...8: booth.press("Tab")
            case 9: booth.press("Ctrl-k Ctrl-o 7 7 3 4 5 Enter Esc")
            case 10:
                booth.press(["Ctrl-c", "F1", "Shift-Tab", "Enter"].randomElement(using: &random) ?? "F1")
            default: booth.wait(.seconds(Int.random(in: 1...100, using: &random)))
            }
        }
        booth.send(.stopped(signal: 15))
        #expect(typed > 20 && booth.machine.trail.count > 50)
        for (event, _) in booth.machine.trail {
            let line = String(
                decoding: event.line(at: moment(0), milliseconds: 0, in: survey), as: UTF8.self)
            #expect(!line.contains("zq") && !line.contains("77345"), "\(line)")
        }
    }
}
