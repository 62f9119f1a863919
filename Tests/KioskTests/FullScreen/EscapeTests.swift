import Interview
import SampleSurveys
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Esc is pressed by people who want out of whatever they are in; it must not cost them what they entered.
@Suite struct EscapeTests {
    /// Wherever somebody is, and whatever was entered there: with Esc before it, going on has the same result.
    @Test func goingOnAfterEscapeIsGoingOn() throws {
        var asked: Set<String> = []
        for seed in UInt64(1)...6 { asked.formUnion(try visit(seed)) }
        #expect(asked.count > 10, "\(asked)")
    }

    /// Wanders through a survey, and gives the names of the questions at which Esc was tried.
    private func visit(_ seed: UInt64) throws -> Set<String> {
        var random = Seeded(seed)
        let survey = seed % 3 == 0 ? Shipped.serviceLoyalty : EveryKind.survey()
        func begin() throws -> Sitting {
            try Sitting(survey, givens: seed % 3 == 0 ? ["branch": .text("hall")] : [:], seed: seed)
        }
        var sitting = try begin()
        var asked: Set<String> = []
        for _ in 0..<130 {
            if sitting.screen.outcome != nil { sitting = try begin() }
            sitting.now += .milliseconds(151)
            if sitting.screen.overlay == nil, let item = sitting.screen.interview.item {
                var (plain, escaped) = (sitting, sitting)
                try escaped.press("Esc")
                #expect(escaped.screen.interview == sitting.screen.interview)
                try plain.press("Tab")
                try escaped.press("Tab")
                #expect(
                    escaped.screen.interview == plain.screen.interview
                        && escaped.screen.overlay == plain.screen.overlay,
                    "\(survey[item.question].name):\n\(sitting.text())")
                asked.insert(survey[item.question].name)
            }
            try sitting.wander(&random)
        }
        return asked
    }

    /// What lies over a question goes, and the question is as it was; a review stays.
    @Test func escapeLeavesEveryPageThatLiesOverAQuestion() throws {
        var sitting = try Sitting(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        try sitting.press("2")
        let before = sitting.text()
        for key in ["F1", "F4", "Ctrl-C"] {
            try sitting.press(key)
            #expect(sitting.text() != before)
            try sitting.press("Esc")
            #expect(sitting.text() == before, "after \(key)")
        }
        let survey = try survey("yesno a \"A?\"\nfinish \"Thank you.\"")
        sitting = try Sitting(survey)
        try sitting.press("y Enter Esc")
        #expect(sitting.screen.overlay == .review(focus: 0) && sitting.screen.outcome == nil)
    }
}
