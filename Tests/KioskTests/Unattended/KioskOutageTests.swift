import Interview
import ResponseStore
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Out of service, and back again.
@Suite struct KioskOutageTests {
    private func booth(_ machine: Machine? = nil, _ adjust: (inout KioskSettings) -> Void = { _ in }) throws
        -> Booth
    {
        try Booth(survey(KioskSurveys.short), machine: machine, settings: adjust)
    }

    /// A store that cannot be opened for a moment does not leave the survey's own name on the screen for good.
    @Test func theTitleComesBackWithTheStore() throws {
        let survey = Shipped.serviceLoyalty
        let machine = Machine(survey, givens: [try #require(survey.variable(named: "branch")): .text("hall")])
        machine.faults = [.begin: StoreFault.diskFull]
        var booth = try Booth(survey, machine: machine)
        #expect(!booth.says(survey.name) && booth.says("Press any key to begin."))
        machine.faults = [:]
        booth.wait(.seconds(5 * survey.locales.count))
        #expect(booth.says("How did we do today?"))
    }

    @Test(
        arguments: [
            (KioskOutage.diskFull, "disk_full"), (.storeLocked, "store_locked"),
            (.fault("The store is gone"), "fault"),
        ] as [(KioskOutage, TrailWord)]) func itIsOutOfServiceFromTheStartAndComesBackByItself(
            outage: KioskOutage, word: TrailWord
        ) throws
    {
        let machine = Machine(try survey(KioskSurveys.short))
        machine.trouble = outage
        var booth = try booth(machine)
        #expect(booth.outage == outage)
        #expect(booth.says("This kiosk is out of service.") && !booth.says("gone"))
        booth.press("x Enter 1")
        #expect(booth.outage == outage)
        machine.trouble = nil
        booth.wait(.seconds(10))
        #expect(booth.isAttracting)
        #expect(machine.events == [.outOfService(word), .backInService, .attract])
    }

    @Test func whatGoesWrongWhileNobodyIsThereIsSeenBeforeSomebodyComes() throws {
        var booth = try booth()
        booth.machine.trouble = .diskFull
        booth.wait(.seconds(60))
        #expect(booth.outage == .diskFull)
        booth.machine.trouble = .storeLocked
        booth.wait(.seconds(10))
        #expect(booth.outage == .storeLocked)
        #expect(
            booth.machine.events.suffix(2) == [.outOfService("disk_full"), .outOfService("store_locked")])
        booth.wait(.seconds(600))
        // The same trouble is told once.
        #expect(booth.machine.events.count { $0 == .outOfService("store_locked") } == 1)
    }

    @Test func whenNoInterviewCanBeMadeItSaysSoAndTriesAgain() throws {
        var booth = try booth()
        booth.machine.faults[.begin] = StoreFault.isLocked
        booth.press("x")
        #expect(booth.outage == .storeLocked)
        booth.machine.faults = [:]
        booth.wait(.seconds(10))
        #expect(booth.isAttracting)
        booth.press("x")
        #expect(booth.question == "colour")
    }

    @Test func aFaultInTheMiddleSaysThatTheLastAnswerWasNotSavedAndLosesNothingBefore() throws {
        var booth = try booth()
        booth.press("x 1 Enter 2")
        booth.machine.faults = [.record: StoreFault.diskFull, .abandon: StoreFault.diskFull]
        booth.machine.trouble = .diskFull
        booth.commands = []
        booth.press("Enter")
        #expect(booth.outage == .diskFull)
        #expect(booth.says("your last answer could not be saved"))
        #expect(booth.commands == [.wipe])
        let paper = booth.machine.journals[0]
        #expect(paper.records.count == 1 && paper.ends.isEmpty)
        #expect(booth.machine.events.suffix(2) == [.notSaved(.full), .outOfService("disk_full")])
        // Later it is only out of service; whom it hit is gone.
        booth.wait(.seconds(10))
        #expect(!booth.says("last answer") && booth.says("out of service"))
        // The disk has room again: the interview is closed, and the kiosk waits.
        booth.machine.faults = [:]
        booth.machine.trouble = nil
        booth.wait(.seconds(10))
        #expect(booth.isAttracting)
        #expect(paper.ends == [.abandoned] && paper.records.count == 1)
        #expect(booth.kiosk.cutOff == nil)
        booth.press("x 1 Enter")
        #expect(booth.machine.journals.count == 2)
    }

    @Test func whatCannotBeSubmittedIsNotThankedFor() throws {
        for hasReview in [true, false] {
            var booth = try booth { $0.hasReview = hasReview }
            booth.press("x 1 Enter 2 Enter")
            booth.machine.faults = [.finish: StoreFault.isLocked]
            booth.press(hasReview ? "Tab Enter" : "Tab")
            #expect(booth.outage == .storeLocked)
            #expect(booth.says("could not be saved as finished"), "\(booth.text)")
            #expect(!booth.machine.events.contains(.thanks))
            booth.machine.faults = [:]
            booth.wait(.seconds(10))
            #expect(booth.machine.journals[0].ends == [.abandoned])
            #expect(booth.isAttracting)
        }
    }

    @Test func whatCannotBeErasedIsErasedLater() throws {
        var booth = try booth { $0.onIdle = .discard }
        booth.press("x 1 Enter")
        booth.machine.faults = [.discard: StoreFault.isLocked]
        booth.wait(.seconds(60))
        #expect(booth.outage == .storeLocked)
        #expect(!booth.says("last answer"))
        booth.machine.faults = [:]
        booth.wait(.seconds(10))
        #expect(booth.machine.journals[0].isDiscarded && booth.isAttracting)
    }

    @Test func whatCanNeverBeClosedDoesNotKeepTheKioskOutOfService() throws {
        var booth = try booth()
        booth.press("x 1 Enter 2")
        booth.machine.faults = [.record: StoreFault.isLocked, .abandon: StoreFault.isDamaged]
        booth.press("Enter")
        booth.wait(.seconds(10))
        #expect(booth.isAttracting)
        // Nor does what the store refuses although it can be used, as when its file was put in the place of another.
        booth.press("x 1 Enter 2")
        booth.machine.faults = [.record: StoreFault.isLocked, .abandon: StoreFault.isLocked]
        booth.press("Enter")
        booth.wait(.seconds(50))
        #expect(booth.outage == .storeLocked)
        booth.wait(.seconds(10))
        #expect(booth.isAttracting && booth.kiosk.cutOff == nil)
    }

    @Test func whatWasCutOffIsAlsoClosedAtNight() throws {
        let machine = Machine(try survey(KioskSurveys.short))
        machine.second = 17 * 3_600 - 108
        var booth = try booth(machine) { $0.hours.everyDay = .ranges([.init(from: 8 * 60, to: 17 * 60)]) }
        booth.press("x 1 Enter 2")
        machine.faults = [.record: StoreFault.diskFull, .abandon: StoreFault.diskFull]
        machine.trouble = .diskFull
        booth.press("Enter")
        #expect(booth.outage == .diskFull)
        booth.wait(.seconds(60))
        // By now it would be closed anyway, and says so.
        #expect(booth.outage == .asleep(opens: TimeOfDay("08:00")))
        machine.faults = [:]
        machine.trouble = nil
        booth.wait(.seconds(60))
        #expect(machine.journals[0].ends == [.abandoned])
        #expect(booth.outage == .asleep(opens: TimeOfDay("08:00")))
    }

    // MARK: Hours and days

    @Test func outsideItsHoursItSleepsAndOpensByItself() throws {
        let machine = Machine(try survey(KioskSurveys.short))
        machine.second = 7 * 3_600
        var booth = try booth(machine) {
            $0.hours.everyDay = .ranges([.init(from: 8 * 60 + 30, to: 17 * 60)])
        }
        #expect(booth.outage == .asleep(opens: TimeOfDay("08:30")))
        #expect(booth.says("We are closed now.") && booth.says("We open again at 08:30."))
        booth.press("x")
        #expect(booth.outage != nil)
        booth.wait(.seconds(90 * 60 - 102))
        #expect(booth.outage != nil)
        booth.wait(.seconds(2))
        #expect(booth.isAttracting)
        // And closes: whoever is answering then may finish.
        booth.wait(.seconds(8 * 3_600 + 29 * 60))
        #expect(booth.isAttracting)
        booth.press("x 1 Enter")
        for _ in 0..<4 {
            booth.wait(.seconds(15))
            booth.press("2")
        }
        #expect(machine.localTime.second >= 17 * 3_600)
        booth.press("Enter Tab Enter")
        #expect(booth.isThanking)
        #expect(machine.journals[0].ends == [.complete])
        booth.wait(.seconds(5))
        #expect(booth.outage == .asleep(opens: TimeOfDay("08:30")))
    }

    @Test func beforeItsFirstDayAndAfterItsLastTheSurveyIsClosed() throws {
        let machine = Machine(try survey(KioskSurveys.short))
        machine.second = 23 * 3_600 + 59 * 60
        var booth = try booth(machine) {
            $0.firstDay = CalendarDay("2026-11-23")
            $0.lastDay = CalendarDay("2026-11-24")
        }
        // 100 s have gone by: it is the 23rd.
        #expect(booth.isAttracting)
        booth.wait(.seconds(2 * 86_400 - 120))
        #expect(booth.isAttracting)
        booth.wait(.seconds(120))
        #expect(booth.outage == .surveyClosed)
        #expect(booth.says("No survey is being held here"))
    }

    @Test func itSaysItInEveryLanguageInTurn() throws {
        let machine = Machine(
            Shipped.serviceLoyalty,
            givens: [try #require(Shipped.serviceLoyalty.variable(named: "branch")): .text("hall")])
        machine.trouble = .diskFull
        var booth = try Booth(Shipped.serviceLoyalty, machine: machine)
        var seen: Set<String> = []
        for _ in 0..<8 {
            seen.insert(booth.text.split(separator: "\n").first.map { String($0).trimmingBlanks } ?? "")
            booth.wait(.seconds(5))
        }
        #expect(seen.count == 4)
    }
}
