import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// People who walk away.
@Suite struct KioskIdleTests {
    private func booth(_ adjust: (inout KioskSettings) -> Void = { _ in }) throws -> Booth {
        try Booth(survey(KioskSurveys.short), settings: adjust)
    }

    @Test func after45SecondsACountdownOf15AppearsAndRepaintsOnceASecond() throws {
        var booth = try booth()
        booth.press("x")
        booth.wait(.milliseconds(44_900))
        #expect(booth.visit?.isWarned == false)
        booth.wait(.milliseconds(100))
        #expect(booth.says("Are you still there?") && booth.says("15 seconds left"))
        // Nothing of the interview shows under it.
        #expect(!booth.says("colour"))
        let frames = booth.frames
        for left in (1...14).reversed() {
            booth.wait(.seconds(1))
            #expect(booth.text.contains("\(left) second\(left == 1 ? "" : "s") left"), "\(booth.text)")
        }
        #expect(booth.frames - frames == 14)
        booth.wait(.milliseconds(999))
        #expect(booth.visit?.isWarned == true)
        booth.wait(.milliseconds(1))
        #expect(booth.isAttracting)
        #expect(
            booth.machine.events.suffix(4) == [
                .idleWarning, .idleEnd(.keep), .left(QuestionID(0)), .attract,
            ])
        // Nothing was answered, so nothing is kept.
        #expect(booth.machine.journals.isEmpty && !booth.machine.events.contains(.submitted(.partial)))
    }

    @Test func anyKeyGoesOnAndDoesNothingElse() throws {
        var booth = try booth()
        booth.press("x 1 Enter")
        #expect(booth.question == "size")
        booth.wait(.seconds(25))
        #expect(booth.visit?.isWarned == true)
        booth.press("2")
        #expect(booth.visit?.isWarned == false && booth.question == "size")
        booth.press("Enter")
        // Had the 2 counted, Enter would have taken it.
        #expect(booth.question == "size")
        #expect(booth.machine.events.contains(.idleGoesOn))
        #expect(booth.machine.journals[0].records.count == 1)
        // And the time begins anew.
        booth.wait(.seconds(19))
        #expect(booth.visit?.isWarned == false)
        booth.wait(.seconds(1))
        #expect(booth.visit?.isWarned == true)
        booth.touch(row: 3, column: 3)
        #expect(booth.visit?.isWarned == false)
    }

    @Test func questionsHaveTimesOfTheirOwnAndTextsLongerOnes() throws {
        var booth = try booth()
        booth.press("x 1 Enter")
        // The survey says 20 s here.
        booth.wait(.milliseconds(19_999))
        #expect(booth.visit?.isWarned == false)
        booth.wait(.milliseconds(1))
        #expect(booth.visit?.isWarned == true)
        booth.press("q 1 Enter")
        #expect(booth.question == "name")
        booth.wait(.milliseconds(119_999))
        #expect(booth.visit?.isWarned == false)
        booth.wait(.milliseconds(1))
        #expect(booth.visit?.isWarned == true)
    }

    @Test func theKiosksOwnTimesCountBeforeThoseOfTheSurvey() throws {
        var booth = try booth {
            $0.idle = .seconds(10)
            $0.idleWarning = .seconds(5)
            $0.idleText = .seconds(30)
            $0.idleByQuestion = ["size": .seconds(40)]
        }
        booth.press("x")
        booth.wait(.seconds(10))
        #expect(booth.visit?.isWarned == true && booth.says("5 seconds left"))
        booth.press("q 1 Enter")
        booth.wait(.milliseconds(39_999))
        #expect(booth.visit?.isWarned == false)
        booth.wait(.milliseconds(5_001))
        #expect(booth.isAttracting)
        #expect(booth.machine.journals[0].ends == [.partial])
    }

    @Test func whatWasAnsweredIsKeptAsPartialAndHalfTypedTextIsNot() throws {
        var booth = try booth()
        booth.press("x 1 Enter 2 Enter A d")
        booth.wait(.seconds(135))
        #expect(booth.isAttracting)
        let paper = booth.machine.journals[0]
        #expect(paper.ends == [.partial] && paper.records.count == 2)
        #expect(
            booth.machine.events.suffix(4) == [
                .idleEnd(.keep), .left(QuestionID(2)), .submitted(.partial), .attract,
            ])
    }

    @Test func keepingKeepsAsPartialAlsoWhatOnlyWaitedToBeSent() throws {
        var booth = try booth()
        booth.press("x 1 Enter 2 Enter Tab")
        #expect(booth.visit?.place == .review)
        booth.wait(.seconds(60))
        #expect(booth.machine.journals[0].ends == [.partial])
    }

    @Test func submittingSubmitsWhatOnlyWaitedToBeSentAndElseKeepsAsPartial() throws {
        var booth = try booth { $0.onIdle = .submit }
        booth.press("x 1 Enter 2 Enter Tab")
        booth.wait(.seconds(60))
        #expect(booth.machine.journals[0].ends == [.complete])
        #expect(booth.machine.events.contains(.submitted(.complete)))
        booth.press("x 1 Enter")
        booth.wait(.seconds(60))
        #expect(booth.machine.journals[1].ends == [.partial])
    }

    @Test func discardingLeavesOnlyACount() throws {
        var booth = try booth { $0.onIdle = .discard }
        booth.press("x 1 Enter 2 Enter")
        booth.wait(.seconds(120))
        #expect(booth.says("your answers are erased"))
        booth.wait(.seconds(15))
        let paper = booth.machine.journals[0]
        #expect(paper.isDiscarded && paper.ends.isEmpty && paper.records.isEmpty)
        #expect(booth.isAttracting && booth.kiosk.discarded == 1)
        #expect(booth.machine.events.contains(.idleEnd(.discard)))
        #expect(!booth.machine.events.contains(.submitted(.partial)))
        // Who answered nothing was no interview.
        booth.press("x")
        booth.wait(.seconds(60))
        #expect(booth.kiosk.discarded == 1)
    }

    @Test func aKeyThatComesAfterTheTimeWasUpIsSomebodyElses() throws {
        var booth = try booth()
        booth.press("x 1 Enter")
        // The machine slept, and nobody woke the kiosk.
        booth.kiosk.activity -= .seconds(3_600)
        booth.send(.input(.key(.character("2"))))
        #expect(booth.visit == nil && booth.isAttracting)
        #expect(booth.machine.journals[0].ends == [.partial])
    }

    @Test func somethingThatLiesOnAKeyDoesNotKeepAVisitOpen() throws {
        var booth = try booth()
        booth.press("x 1 Enter")
        #expect(booth.question == "size")
        // The key repeats every 30 ms from now on.
        for _ in 0..<(36_000 / 30) {
            booth.wait(.milliseconds(30))
            booth.send(.input(.key(Key(.enter))))
        }
        #expect(booth.isAttracting)
        #expect(booth.machine.journals[0].ends == [.partial])
        #expect(booth.machine.journals[0].records.count == 1)
        // Nor does it begin another.
        for _ in 0..<1_000 {
            booth.wait(.milliseconds(30))
            booth.send(.input(.key(Key(.enter))))
        }
        #expect(booth.isAttracting)
    }
}
