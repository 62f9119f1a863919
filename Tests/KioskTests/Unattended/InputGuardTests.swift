import SampleSurveys
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Held keys, double presses and hammering hands.
@Suite struct InputGuardTests {
    private let one = InputGuard.Deed.key(.character("1"))
    private let two = InputGuard.Deed.key(.character("2"))

    private func takes(_ deed: InputGuard.Deed, at moment: Duration, _ input: inout InputGuard) -> Bool {
        input.admits(deed, at: moment)
    }

    private func arrived(isText: Bool = false, after deed: InputGuard.Deed) -> InputGuard {
        var input = InputGuard(pause: .milliseconds(250), quiet: .milliseconds(150))
        _ = input.admits(deed, at: .milliseconds(900))
        input.arrive(isText: isText, at: .milliseconds(990))
        input.painted(at: .milliseconds(1_000))
        return input
    }

    @Test(
        arguments: [
            // After painting at 1,000 ms nothing counts for 250 ms.
            ([1_001], false), ([1_249], false), ([1_250], true), ([5_000], true),
            // What is ignored has to be followed by 150 ms of quiet.
            ([1_200, 1_300], false), ([1_200, 1_349], false), ([1_200, 1_350], true),
            ([1_200, 1_300, 1_400, 1_500], false), ([1_200, 1_300, 1_450], true),
        ] as [([Int], Bool)]) func anotherKeyCountsAfterThePauseAndTheQuiet(moments: [Int], isTaken: Bool)
    {
        var input = arrived(after: one)
        var last = true
        for moment in moments { last = input.admits(two, at: .milliseconds(moment)) }
        #expect(last == isTaken)
    }

    @Test func theKeyThatLedHereCountsOnlyAfterKeyboardsWouldHaveRepeatedIt() {
        for (moment, isTaken) in [(1_300, false), (1_699, false), (1_700, true)] {
            var input = arrived(after: one)
            #expect(takes(one, at: .milliseconds(moment), &input) == isTaken)
        }
        // A finger is lifted before it presses again.
        var input = arrived(after: .press)
        #expect(takes(.press, at: .milliseconds(1_300), &input))
    }

    @Test(arguments: [250, 500, 660], [20, 30, 92, 140]) func ofAHeldKeyOnlyTheFirstPressCounts(
        delay: Int, period: Int
    ) {
        var input = arrived(after: one)
        var moment = 900 + delay
        while moment < 20_000 {
            #expect(!takes(one, at: .milliseconds(moment), &input), "at \(moment) ms")
            moment += period
        }
        #expect(takes(one, at: .milliseconds(moment + 150), &input))
    }

    @Test func whoeverTypesOnIntoATextLosesNothingAfterThePause() {
        var input = arrived(isText: true, after: .key(Key(.enter)))
        var typed = ""
        for (place, letter) in "the quick brown fox".unicodeScalars.enumerated()
        where input.admits(.key(.character(letter)), at: .milliseconds(1_020 + place * 80)) {
            typed.unicodeScalars.append(letter)
        }
        #expect(typed == " quick brown fox")
        // Elsewhere hammering is ignored until it stops.
        input = arrived(after: .key(Key(.enter)))
        for place in 0..<100 {
            let letter = Unicode.Scalar(UInt8(97 + place % 26))
            #expect(!takes(.key(.character(letter)), at: .milliseconds(1_020 + place * 80), &input))
        }
        let (ignored, further) = (input.takeIgnored(), input.takeIgnored())
        #expect(ignored == 100 && further == 0)
    }

    @Test func onceOpenNothingIsLostHoweverFast() {
        var input = arrived(after: one)
        #expect(takes(two, at: .milliseconds(1_300), &input))
        for _ in 0..<1_000 { #expect(takes(two, at: .milliseconds(1_300), &input)) }
    }

    @Test func whatMovedOnToTheNextRowHasToBeLetGo() {
        var input = InputGuard(pause: .milliseconds(250), quiet: .milliseconds(150))
        #expect(takes(one, at: .milliseconds(1_000), &input))
        input.moveOn(at: .milliseconds(1_000))
        #expect(!takes(one, at: .milliseconds(1_030), &input))
        #expect(!takes(one, at: .milliseconds(1_179), &input))
        #expect(takes(one, at: .milliseconds(1_329), &input))
        input.moveOn(at: .milliseconds(1_329))
        #expect(takes(two, at: .milliseconds(1_330), &input))
    }

    @Test func aFrameThatIsNeverPaintedDoesNotLockAnybodyOut() {
        var input = InputGuard(pause: .milliseconds(250), quiet: .milliseconds(150))
        input.arrive(isText: false, at: .seconds(10))
        #expect(!takes(one, at: .milliseconds(10_999), &input))
        #expect(takes(two, at: .milliseconds(11_149 + 1), &input))
    }

    @Test func aGuardThatIsSwitchedOffGuardsNothing() {
        var input = InputGuard(pause: .zero, quiet: .zero)
        #expect(takes(one, at: .seconds(1), &input))
        input.arrive(isText: false, at: .seconds(1))
        input.painted(at: .seconds(1))
        #expect(takes(one, at: .seconds(1), &input))
        input.moveOn(at: .seconds(1))
        #expect(takes(one, at: .seconds(1), &input))
    }

    // MARK: In the kiosk

    @Test func aHeldKeyAnswersOneQuestionOnly() throws {
        var booth = try Booth(survey(KioskSurveys.short))
        booth.press("x 1")
        booth.wait(.seconds(1))
        for _ in 0..<300 {
            booth.send(.input(.key(Key(.enter))))
            booth.wait(.milliseconds(30))
        }
        #expect(booth.question == "size")
        #expect(booth.machine.journals[0].records.count == 1)
        booth.wait(.seconds(1))
        booth.press("1 Enter")
        #expect(booth.question == "name")
        let guarded = booth.machine.events.compactMap {
            if case .guarded(let keys) = $0 { keys } else { nil }
        }
        #expect(guarded.reduce(0, +) == 299)
    }

    @Test func aHeldEnterDoesNotSubmitAtTheReview() throws {
        var booth = try Booth(survey(KioskSurveys.short))
        booth.press("x 1 Enter 1 Enter")
        booth.wait(.seconds(1))
        for _ in 0..<100 {
            booth.send(.input(.key(Key(.enter))))
            booth.wait(.milliseconds(30))
        }
        #expect(booth.visit?.place == .review)
        booth.wait(.seconds(1))
        booth.press("Enter")
        #expect(booth.isThanking)
    }

    @Test func anAnswerThatNobodyCanHaveReadIsFlaggedAndKept() throws {
        var booth = try Booth(survey(KioskSurveys.short)) { $0.tooFast = .seconds(2) }
        booth.press("x 1 Enter")
        // A digit and Enter, a second each: not yet too fast; then twice within half a second.
        #expect(!booth.machine.events.contains(.tooFast(QuestionID(0))))
        booth.wait(.milliseconds(800))
        booth.press("1 Enter", every: .milliseconds(20))
        #expect(booth.machine.events.contains(.tooFast(QuestionID(1))))
        #expect(booth.machine.journals[0].records.count == 2)
        // Whoever comes back has read it before.
        booth.press("Shift-Tab")
        booth.wait(.milliseconds(800))
        booth.press("2 Enter", every: .milliseconds(20))
        #expect(booth.machine.events.count { $0 == .tooFast(QuestionID(1)) } == 1)
    }
}
