import ResponseStore
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// The operator's desk, and the ends of a kiosk.
@Suite struct KioskOperatorTests {
    private func booth(_ adjust: (inout KioskSettings) -> Void = { _ in }) throws -> Booth {
        try Booth(survey(KioskSurveys.short), settings: adjust)
    }

    private func isMenu(_ booth: Booth) -> Bool {
        if case .menu? = booth.kiosk.desk?.sheet { true } else { false }
    }

    @Test func aChordAndAPINOpenTheMenu() throws {
        var booth = try booth()
        booth.press("Ctrl-k Ctrl-o")
        #expect(booth.says("PIN of the operator"))
        booth.press("1 2 3 4 5 6")
        #expect(booth.says("[******") && !booth.says("123456"))
        booth.press("Enter")
        #expect(isMenu(booth) && booth.machine.pins == ["123456"])
        for fact in ["12    340", "3     41", "12 GB", "1 interview is going on", "There was no error"] {
            #expect(booth.text.contains(fact), "\(fact)\n\(booth.text)")
        }
        booth.press("Esc")
        #expect(booth.kiosk.desk == nil && booth.isAttracting)
        #expect(booth.machine.events.suffix(3) == [.pinAsked, .pinRight, .operated("close")])
    }

    @Test(arguments: ["Ctrl-k x Ctrl-o", "Ctrl-o Ctrl-k", "Ctrl-k Ctrl-k", "F12"]) func otherKeysDoNot(
        keys: String
    ) throws {
        var booth = try booth()
        booth.press(keys)
        #expect(booth.kiosk.desk == nil)
        booth.press("Ctrl-k")
        booth.wait(.seconds(5))
        booth.press("Ctrl-o")
        #expect(booth.kiosk.desk == nil)
    }

    @Test func fivePressesInTheCornerOpenItToo() throws {
        var booth = try booth()
        for _ in 0..<5 { booth.touch(row: 1, column: 2, after: .milliseconds(900)) }
        #expect(booth.kiosk.desk != nil)
        booth.touch("OK")
        #expect(booth.kiosk.desk == nil)
        // Slow ones, and those elsewhere, do not.
        for _ in 0..<9 { booth.touch(row: 1, column: 2, after: .seconds(2)) }
        for _ in 0..<9 { booth.touch(row: 1, column: 20, after: .milliseconds(500)) }
        #expect(booth.kiosk.desk == nil)
    }

    @Test func thePINCanBeTouched() throws {
        var booth = try booth()
        booth.press("Ctrl-k Ctrl-o")
        for digit in ["[ 7 ", "[ 0 ", "[ 9 ", "<-", "[ 1 ", "[ 2 ", "[ 3 ", "[ 4 "] { booth.touch(digit) }
        booth.touch("OK")
        #expect(booth.machine.pins == ["701234"] && isMenu(booth))
        booth.touch("4  Back")
        #expect(booth.kiosk.desk == nil)
    }

    @Test func withoutAPINThereIsNoDesk() throws {
        var booth = try booth { $0.pin = nil }
        booth.press("Ctrl-k Ctrl-o")
        for _ in 0..<9 { booth.touch(row: 0, column: 0, after: .milliseconds(300)) }
        #expect(booth.kiosk.desk == nil)
    }

    @Test func aWrongPINSaysSoAndALockSaysHowLong() throws {
        var booth = try booth()
        booth.machine.verdict = .wrong(failures: 3)
        booth.press("Ctrl-k Ctrl-o 1 2 3 Enter")
        #expect(booth.says("That PIN is wrong.") && !booth.says("***"))
        booth.machine.verdict = .locked(.milliseconds(59_400))
        booth.press("1 Enter")
        #expect(booth.says("Try again in 60 seconds."))
        #expect(
            booth.machine.events.suffix(3) == [.pinAsked, .pinWrong(failures: 3), .pinLocked(seconds: 60)])
        // Only digits are typed, and no more than a PIN has.
        booth.press(String(repeating: "a9", count: 50) + " Enter")
        #expect(booth.machine.pins.last == String(repeating: "9", count: 16))
    }

    @Test func aDeskThatNobodyTouchesCloses() throws {
        for keys in ["Ctrl-k Ctrl-o", "Ctrl-k Ctrl-o 1", "Ctrl-k Ctrl-o 1 Enter"] {
            var booth = try booth()
            booth.press(keys)
            booth.wait(.milliseconds(29_999))
            #expect(booth.kiosk.desk != nil)
            booth.wait(.milliseconds(1))
            #expect(booth.kiosk.desk == nil && booth.isAttracting)
        }
    }

    @Test func aVisitWaitsUnderTheDeskAndIsNotSeen() throws {
        var booth = try booth()
        booth.press("x 1 Enter")
        booth.wait(.seconds(10))
        booth.press("Ctrl-k Ctrl-o")
        #expect(!booth.says("size"))
        booth.wait(.seconds(25))
        booth.press("Esc")
        #expect(booth.question == "size" && booth.visit?.isWarned == false)
        // Of its 20 s eleven had gone by before.
        booth.wait(.seconds(7))
        #expect(booth.visit?.isWarned == false)
        booth.wait(.seconds(2))
        #expect(booth.visit?.isWarned == true)
    }

    @Test func pausingShowsItOutOfServiceUntilItIsResumed() throws {
        var booth = try booth()
        booth.press("x 1 Enter Ctrl-k Ctrl-o 1 Enter 1")
        // What was answered is kept.
        #expect(booth.machine.journals[0].ends == [.partial])
        #expect(isMenu(booth) && booth.says("Go on: take the kiosk back into service"))
        booth.press("Esc")
        #expect(booth.outage == .paused && booth.says("It will be back soon."))
        booth.wait(.seconds(86_400))
        #expect(booth.outage == .paused)
        booth.press("x Ctrl-k Ctrl-o 1 Enter Enter Esc")
        #expect(booth.isAttracting)
        #expect(
            booth.machine.events.filter { [.operated("pause"), .operated("resume")].contains($0) }
                == [.operated("pause"), .operated("resume")])
    }

    @Test func theOperatorHasALanguageOfTheirOwn() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        booth.press("Ctrl-k Ctrl-o 1 Enter 2")
        #expect(booth.says("Para el operador"))
        booth.press("2 2 Esc Ctrl-k Ctrl-o")
        #expect(booth.says("PIN"))
        booth.press("1 Enter")
        #expect(booth.says("Για τον χειριστή"))
        booth.press("Esc")
        #expect(booth.isAttracting)
    }

    @Test func endingTheKioskEndsItWithStatusZeroAndKeepsWhatWasAnswered() throws {
        var booth = try booth()
        booth.press("x 1 Enter Ctrl-k Ctrl-o 1 Enter 3")
        #expect(booth.commands.last == .end(status: 0))
        #expect(booth.machine.journals[0].ends == [.partial])
        #expect(booth.machine.events.suffix(2) == [.left(QuestionID(1)), .submitted(.partial)])
        #expect(booth.machine.events.contains(.operated("exit")))
    }

    @Test func figuresThatCannotBeReadAreLeftOut() throws {
        var booth = try booth()
        booth.machine.faults[.figures] = StoreFault.isDamaged
        booth.press("Ctrl-k Ctrl-o 1 Enter")
        #expect(isMenu(booth) && booth.says("Last error: answers.db is damaged"))
        #expect(!booth.says("Today"))
    }

    // MARK: Keys that are not obeyed, and signals

    @Test(arguments: ["", "x", "x 1 Enter", "x 1 Enter 1 Enter Tab", "Ctrl-k Ctrl-o 1"])
    func keysThatEndProgramsElsewhereAreIgnoredAndCounted(before: String) throws {
        var booth = try booth()
        booth.press(before)
        let (shown, phase) = (booth.text, booth.question)
        booth.commands = []
        booth.press("Ctrl-c Ctrl-c Ctrl-z Ctrl-\\ Ctrl-s Ctrl-q", every: .milliseconds(100))
        #expect(booth.question == phase && booth.text == shown)
        #expect(booth.commands.isEmpty)
        booth.wait(.seconds(11))
        var times: [String: Int] = [:]
        for case .blocked(let key, let count) in booth.machine.events { times[key.text, default: 0] += count }
        #expect(times == ["ctrl-c": 2, "ctrl-z": 1, "ctrl-backslash": 1, "ctrl-s": 1, "ctrl-q": 1])
    }

    @Test func aHeldControlCDoesNotFillTheTrail() throws {
        var booth = try booth()
        for _ in 0..<2_000 {
            booth.wait(.milliseconds(30))
            booth.send(.input(.key(.control("c"))))
        }
        booth.wait(.seconds(10))
        let told = booth.machine.events.compactMap {
            if case .blocked(_, let times) = $0 { times } else { nil }
        }
        #expect(told.reduce(0, +) == 2_000 && told.count <= 14)
    }

    @Test func keysThatAreNotObeyedKeepNoVisitOpen() throws {
        var booth = try booth()
        booth.press("x 1 Enter")
        for _ in 0..<40 { booth.press("Ctrl-c") }
        #expect(booth.isAttracting)
    }

    @Test(arguments: [15, 1] as [Int32], ["", "x", "x 1 Enter", "x 1 Enter 2 Enter Tab"])
    func aSignalEndsTheRecordAndThenTheKiosk(signal: Int32, before: String) throws {
        var booth = try booth()
        booth.press(before)
        booth.send(.stopped(signal: signal))
        #expect(booth.commands.last == .end(status: 128 + signal))
        #expect(booth.machine.journals.map(\.ends) == booth.machine.journals.map { _ in [.partial] })
        #expect(booth.machine.journals.count == (before.contains("1") ? 1 : 0))
        #expect(booth.machine.events.contains(.stopped(signal: signal)))
    }

    @Test func aSignalEndsItAlsoWhenTheRecordCannotBeEnded() throws {
        var booth = try booth()
        booth.press("x 1 Enter")
        booth.machine.faults = [.finish: StoreFault.diskFull]
        booth.send(.stopped(signal: 15))
        #expect(booth.commands.last == .end(status: 143))
        #expect(booth.machine.events.contains(.notSaved(.full)))
    }
}
