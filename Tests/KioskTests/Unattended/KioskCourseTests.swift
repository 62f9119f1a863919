import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// The course of a kiosk, row by row of its table: who comes, answers, is thanked, and leaves nothing behind.
@Suite struct KioskCourseTests {
    private func booth(_ adjust: (inout KioskSettings) -> Void = { _ in }) throws -> Booth {
        try Booth(survey(KioskSurveys.short), settings: adjust)
    }

    @Test func itAttractsUntilSomebodyPressesAKeyThatDoesNothingElse() throws {
        var booth = try booth()
        #expect(booth.isAttracting)
        #expect(booth.says("A word with you") && booth.says("Press any key to begin."))
        booth.press("2")
        // The key began, and did not answer.
        #expect(booth.question == "colour")
        #expect(booth.machine.journals.isEmpty)
        #expect(booth.machine.events.suffix(3) == [.wake, .language("en"), .entered(QuestionID(0))])
    }

    @Test(arguments: ["mouse", "wheel", "paste"]) func anythingBeginsIt(what: String) throws {
        var booth = try booth()
        booth.wait(.seconds(1))
        switch what {
        case "mouse": booth.touch(row: 20, column: 70)
        case "wheel": booth.send(.input(.mouse(Mouse(.scrollDown, at: Position(row: 1, column: 1)))))
        default: booth.send(.input(.paste("a\u{1B}[31mb")))
        }
        #expect(booth.question == "colour")
        #expect(booth.machine.journals.isEmpty)
    }

    @Test func whatATerminalTellsByItselfBeginsNothing() throws {
        var booth = try booth()
        booth.wait(.seconds(1))
        booth.send(.input(.focus(true)))
        booth.send(.input(.cursor(Position(row: 1, column: 1))))
        booth.send(.input(.mouse(Mouse(.release, at: Position(row: 1, column: 1)))))
        booth.send(.resized(columns: 40, rows: 12))
        #expect(booth.isAttracting)
    }

    @Test func somebodyAnswersEverythingSubmitsAndIsThanked() throws {
        var booth = try booth()
        booth.press("x 2 Enter 1 Enter A d a Tab")
        let paper = try #require(booth.machine.journals.first)
        #expect(paper.records.count == 3)
        #expect(booth.visit?.place == .review)
        #expect(paper.ends.isEmpty && !booth.machine.events.contains(.thanks))
        booth.press("Enter")
        #expect(paper.ends == [.complete])
        #expect(booth.isThanking && booth.says("Thank you, Ada."))
        booth.wait(.seconds(5))
        #expect(booth.isAttracting)
        #expect(booth.machine.events.suffix(4).contains(.submitted(.complete)))
        #expect(booth.machine.events.suffix(2) == [.thanks, .attract])
    }

    @Test func withoutReviewTheLastAnswerSubmits() throws {
        var booth = try booth { $0.hasReview = false }
        booth.press("x 2 Enter 1 Enter Tab")
        #expect(booth.isThanking && booth.says("Thank you, friend."))
        #expect(booth.machine.journals.first?.ends == [.complete])
    }

    @Test func thanksStayFiveSecondsAndAKeySkipsThemAfterOne() throws {
        var booth = try booth { $0.hasReview = false }
        booth.press("x 2 Enter 1 Enter Tab")
        booth.wait(.milliseconds(900))
        booth.send(.input(.key(.character("q"))))
        #expect(booth.isThanking)
        booth.wait(.milliseconds(200))
        booth.send(.input(.key(.character("q"))))
        // It waits again, and the key that skipped does not begin the next visit.
        #expect(booth.isAttracting)
        booth.press("x")
        #expect(booth.question == "colour")
        booth.press("2 Enter 1 Enter Tab")
        booth.wait(.milliseconds(4_900))
        #expect(booth.isThanking)
        booth.wait(.milliseconds(100))
        #expect(booth.isAttracting)
    }

    @Test func betweenPeopleTheTerminalIsWiped() throws {
        var booth = try booth { $0.hasReview = false }
        booth.press("x 2 Enter 1 Enter Tab")
        booth.commands = []
        booth.wait(.seconds(5))
        #expect(booth.commands == [.wipe])
        var lasting = try self.booth { settings in
            settings.hasReview = false
            settings.wipes = false
        }
        lasting.press("x 2 Enter 1 Enter Tab")
        lasting.commands = []
        lasting.wait(.seconds(5))
        #expect(lasting.commands == [.repaint])
    }

    @Test func eachInterviewHasASeedAndAnIDOfItsOwn() throws {
        var booth = try booth { $0.hasReview = false }
        var seeds: Set<UInt64> = []
        var ids: Set<String> = []
        for _ in 0..<5 {
            booth.press("x 2 Enter")
            let visit = try #require(booth.visit)
            seeds.insert(visit.screen.interview.seed)
            ids.insert(visit.id)
            booth.press("1 Enter Tab")
            booth.wait(.seconds(6))
        }
        #expect(seeds.count == 5 && ids.count == 5)
        #expect(ids.allSatisfy(Response.isUUIDv7))
        #expect(booth.machine.journals.map(\.id).count == 5)
    }

    @Test func aSurveyThatWasRefusedSaysThatNothingIsStored() throws {
        var booth = try Booth(
            survey(
                """
                consent ok "May we ask you?"
                choice colour "Which colour?" {
                    - red "Red"
                    - blue "Blue"
                }
                finish "Thank you."
                """))
        booth.press("x n Enter")
        #expect(booth.isThanking, "\(booth.text)")
        #expect(booth.says("No answer is stored."))
        booth.wait(.seconds(5))
        #expect(booth.isAttracting)
        #expect(booth.machine.events.contains(.submitted(.refused)))
    }

    // MARK: Languages

    @Test func thereIsAChoiceOfLanguagesWhereThereAreSeveral() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        booth.press("x")
        #expect(booth.isChoosing)
        for name in ["English", "Español", "Svenska", "Ελληνικά"] {
            #expect(booth.text.lowercased().contains(name.lowercased()), "\(name)\n\(booth.text)")
        }
        booth.press("4")
        #expect(booth.visit?.screen.interview.locale == "el")
        #expect(booth.machine.journals.isEmpty)
    }

    @Test(arguments: [
        ("Down Down Enter", "sv"), ("Enter", "en"), ("Up Enter", "en"), ("End Space", "el"),
        ("9 0 q 2", "es"), ("Tab Tab Tab Tab Tab Enter", "es"), ("Shift-Tab Enter", "el"),
    ]) func aLanguageIsChosenByKeys(keys: String, locale: String) throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        booth.press("x " + keys)
        #expect(booth.visit?.screen.interview.locale == locale)
    }

    @Test func aLanguageIsChosenByTouch() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        booth.press("x")
        booth.touch(row: 0, column: 79)
        #expect(booth.isChoosing)
        booth.touch("3  ")
        #expect(booth.visit?.screen.interview.locale == "sv")
    }

    @Test func onlyTheLanguagesOfTheSettingsAreOfferedInTheirOrder() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")]) {
            $0.locales = ["sv", "xx", "en"]
        }
        #expect(booth.says("Tryck på valfri tangent"))
        booth.press("x 2")
        #expect(booth.visit?.screen.interview.locale == "en")
    }

    @Test func theLanguageOfOnePersonIsNotThatOfTheNext() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        booth.press("x 4 1 Enter")
        booth.wait(.seconds(60))
        #expect(booth.isAttracting && booth.says("Press any key"))
        booth.press("x")
        #expect(booth.isChoosing && booth.says("> ( ) 1"))
    }

    @Test func whoeverWalksAwayFromTheLanguagesLeavesNothing() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        booth.press("x Down")
        booth.wait(.seconds(44))
        #expect(booth.isChoosing)
        booth.wait(.seconds(1))
        #expect(booth.isAttracting)
        #expect(booth.machine.journals.isEmpty)
    }

    // MARK: The screen that waits

    @Test func itSaysItInEveryLanguageInTurnAndNeverAtTheSamePlaceForLong() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        let invitations = ["Press any key", "Pulse cualquier tecla", "Tryck på", "Πατήστε"]
        var places: Set<Int> = []
        for turn in 0..<12 {
            #expect(booth.text.contains(invitations[turn % 4]), "\(turn)\n\(booth.text)")
            places.insert(
                booth.text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.isEmpty }
                    .count)
            booth.wait(.seconds(5))
        }
        #expect(places.count >= 10)
    }

    @Test func aScreenThatWaitsIsWokenEveryFewSecondsAndNotMore() throws {
        var booth = try booth()
        let before = booth.frames
        booth.wait(.seconds(3_600))
        // One frame each five seconds, and one look at the machine a minute.
        #expect(booth.frames - before <= 3_600 / 5 + 61)
        #expect(booth.isAttracting)
    }

    @Test func anOperatorsOwnTextStandsInPlaceOfTheTitle() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")]) {
            $0.attract = ["en": "Two minutes?\nWin nothing.", "el": "Δύο λεπτά;"]
        }
        #expect(booth.says("Two minutes?") && booth.says("Win nothing."))
        #expect(!booth.says("How did we do today?"))
        booth.wait(.seconds(5))
        // What the operator did not write is the title, in its translation.
        #expect(booth.says("¿Cómo le hemos atendido hoy?"))
        booth.wait(.seconds(10))
        #expect(booth.says("Δύο λεπτά;"))
    }

    // MARK: Windows of every size

    @Test(arguments: [(1, 1), (2, 2), (20, 5), (40, 12), (80, 24), (200, 60), (10_000, 3), (3, 400)])
    func everyStateIsDrawnInEveryWindow(columns: Int, rows: Int) throws {
        var booth = try Booth(
            Shipped.serviceLoyalty, givens: ["branch": .text("hall")], columns: columns, rows: rows)
        #expect(booth.isAttracting)
        booth.press("x")
        #expect(booth.isChoosing)
        booth.press("3 1 Enter")
        #expect(booth.visit != nil)
        booth.wait(.seconds(50))
        #expect(booth.visit?.isWarned == true)
        booth.press("q Ctrl-k Ctrl-o 1 Enter Down Enter")
        #expect(booth.kiosk.desk != nil)
        booth.press("1")
        #expect(booth.outage == .paused)
        booth.press("1 4")
        #expect(booth.isAttracting)
    }
}
