import ResponseStore
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// What each state looks like, in `Snapshots`, in two languages and two sizes.
@Suite struct KioskScreensTests {
    /// A visit with one question, in one language.
    private static func visit(_ language: String) -> Survey {
        let isGreek = language == "el"
        var draft = Draft(language: language)
        draft.survey.title = draft.text(isGreek ? "Δυο λόγια για σήμερα" : "A word about today")
        draft.ask(
            "again", .yesno,
            isGreek ? "Θα ξαναέρθετε;" : "Will you come again?")
        draft.ask("name", .text(TextRule()), isGreek ? "Πώς σας λένε;" : "What is your name?") {
            question, _ in
            question.isOptional = true
        }
        draft.finish(draft.text(isGreek ? "Ευχαριστούμε. Καλή συνέχεια!" : "Thank you. Have a good day!"))
        return draft.finished
    }

    @Test(arguments: ["en", "el"], [[80, 24], [40, 12]])
    func everyStateReadsWell(language: String, size: [Int]) throws {
        let survey = Self.visit(language)
        func booth(_ machine: Machine? = nil, _ adjust: (inout KioskSettings) -> Void = { _ in }) throws
            -> Booth
        {
            try Booth(survey, columns: size[0], rows: size[1], machine: machine, settings: adjust)
        }
        func expect(_ booth: Booth, _ name: String) throws {
            try expectScreen(booth.text, "\(name).\(language).\(size[0])x\(size[1])")
        }
        var booth = try booth()
        try expect(booth, "attract")
        booth.wait(.seconds(5))
        try expect(booth, "attract-moved")
        booth.press("x")
        try expect(booth, "question")
        booth.press("1 Enter")
        booth.wait(.seconds(128))
        try expect(booth, "idle")
        booth.press("x Tab")
        try expect(booth, "review")
        booth.press("Enter")
        try expect(booth, "thanks")
        booth.wait(.seconds(5))
        booth.press("Ctrl-k Ctrl-o 1 2 3")
        try expect(booth, "pin")
        booth.machine.verdict = .locked(.seconds(60))
        booth.press("Enter")
        try expect(booth, "pin-locked")
        booth.machine.verdict = .right
        booth.press("1 Enter")
        try expect(booth, "menu")
        booth.press("1 Esc")
        try expect(booth, "paused")
        booth.press("Ctrl-k Ctrl-o 1 Enter 1 Esc x")
        booth.machine.faults = [.record: StoreFault.diskFull]
        booth.press("1 Enter")
        try expect(booth, "not-saved")
        booth.machine.trouble = .diskFull
        booth.wait(.seconds(10))
        try expect(booth, "out-of-service")
        booth.machine.faults = [:]
        booth.machine.trouble = nil
        booth.wait(.seconds(10))
        booth.press("x 1 Enter Tab")
        booth.machine.faults = [.finish: StoreFault.isLocked]
        booth.press("Enter")
        try expect(booth, "not-submitted")
        let asleep = Machine(survey)
        asleep.second = 0
        try expect(
            try Booth(survey, columns: size[0], rows: size[1], machine: asleep) {
                $0.hours.everyDay = .ranges([.init(from: 9 * 60, to: 18 * 60)])
            }, "asleep")
        try expect(
            try Booth(survey, columns: size[0], rows: size[1]) { $0.lastDay = CalendarDay("2026-11-01") },
            "survey-closed")
        var discarding = try Booth(survey, columns: size[0], rows: size[1]) { $0.onIdle = .discard }
        discarding.press("x 1 Enter")
        discarding.wait(.seconds(134))
        try expect(discarding, "idle-discards")
    }

    @Test(arguments: [[80, 24], [40, 12], [20, 5]]) func theChoiceOfLanguagesReadsWell(size: [Int]) throws {
        var booth = try Booth(
            Shipped.serviceLoyalty, givens: ["branch": .text("hall")], columns: size[0], rows: size[1])
        booth.press("x Down")
        try expectScreen(booth.text, "languages.\(size[0])x\(size[1])")
    }

    @Test func aSmallWindowStillSaysWhatMatters() throws {
        let booth = try Booth(Self.visit("en"), columns: 20, rows: 5)
        try expectScreen(booth.text, "attract.en.20x5")
    }

    @Test(arguments: KioskSettings.ThemeName.allCases) func everyThemeCoversTheWholeScreen(
        theme: KioskSettings.ThemeName
    ) throws {
        var booth = try Booth(Self.visit("en")) { $0.theme = theme }
        func isCovered() -> Bool {
            let ground = booth.kiosk.theme.background.background
            return [0, 23].allSatisfy { row in
                [0, 79].allSatisfy { booth.canvas[row, $0].style.background == ground }
            }
        }
        #expect(isCovered())
        booth.press("x")
        #expect(isCovered())
        booth.wait(.seconds(46))
        #expect(isCovered())
        booth.press("Ctrl-k Ctrl-o")
        #expect(isCovered())
    }
}
