import Foundation
import Interview
import ResponseStore
import SampleSurveys
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Strangers who do anything: type too fast, paste escape sequences and 300 kB, turn the window about, hold keys, walk away.
@Suite struct KioskRobotTests {
    /// How many interviews; more on demand.
    private static let visits =
        Int(ProcessInfo.processInfo.environment["SONDEO_ROBOT_VISITS"] ?? "") ?? 2_000

    @Test func thousandsOfStrangersNeitherTrapItNorMakeItGrowOrMiscount() throws {
        let machine = Machine(try survey(KioskSurveys.short))
        var robot = Robot(seed: 7)
        var booth = try Booth(machine.survey, machine: machine, catalogues: []) { $0.tooFast = .seconds(1) }
        booth.draws = false
        var visits = 0
        while visits < Self.visits {
            machine.faults = robot.random.chance(3) ? robot.faults() : [:]
            machine.trouble =
                !machine.faults.isEmpty ? .storeLocked : robot.random.chance(1) ? .diskFull : nil
            robot.visit(&booth)
            try check(machine)
            machine.journals.removeAll { !$0.ends.isEmpty || $0.isDiscarded }
            // At most one interview is neither ended nor erased: the one that a fault cut off, or that goes on.
            try #require(machine.journals.count <= 1)
            visits += machine.events.count { $0 == .wake }
            machine.trail = []
        }
    }

    /// What the trail says of the journals is true of them.
    private func check(_ machine: Machine) throws {
        for case .submitted(let state) in machine.events {
            #expect(machine.journals.contains { $0.ends == [state] })
        }
        #expect(machine.journals.allSatisfy { $0.ends.count <= 1 })
    }

    @Test(arguments: [OnIdle.keep, .submit, .discard])
    func theStoreHoldsExactlyWhatWasAcknowledged(onIdle: OnIdle) throws {
        let scratch = try Scratch()
        let store = try Store(opening: scratch.store, mode: .create)
        let survey = try survey(KioskSurveys.short)
        try store.register(survey, at: moment(0))
        let machine = Machine(survey)
        let ledger = Ledger()
        machine.makeJournal = { [unowned machine] start in
            let journal = StoreJournal(store, start: start) { moment(machine.now.components.seconds * 1_000) }
            return Ledger.Entry(Flaky(journal, machine), start.id, ledger)
        }
        var robot = Robot(seed: 11)
        var booth = try Booth(survey, machine: machine, catalogues: []) { $0.onIdle = onIdle }
        booth.draws = false
        for _ in 0..<60 {
            machine.faults = robot.random.chance(15) ? robot.faults() : [:]
            machine.trouble = machine.faults.isEmpty ? nil : .storeLocked
            robot.visit(&booth)
        }
        (machine.faults, machine.trouble) = ([:], nil)
        booth.wait(.seconds(300))
        #expect(booth.isAttracting)
        var states: [String: Disposition] = [:]
        try store.forEachResponse(in: .arrival) { stored in
            states[stored.id] = try Response(line: stored.line.utf8, of: survey, index: survey.variableIndex)
                .state
        }
        #expect(states == ledger.ends)
        #expect(Set(ledger.answers.keys) == ledger.discarded.union(ledger.ends.keys))
        for (id, answers) in ledger.answers {
            let recorded = try store.interview(id)?.answers.map { Ledger.Line(variable: $0, answer: $1) }
            #expect(recorded == (ledger.discarded.contains(id) ? nil : answers))
        }
        #expect(onIdle == .discard || ledger.discarded.isEmpty)
        #expect(booth.kiosk.discarded <= ledger.discarded.count)
        #expect(try store.verify().isSound)
    }

    /// Nobody ever sees what another person has answered.
    @Test(arguments: 1...6 as ClosedRange<UInt64>) func nobodySeesWhatAnotherAnswered(seed: UInt64) throws {
        let survey = try survey(
            """
            title "A word with you"
            text name "What shall we call you?"
            text town "Where do you live, {name}?" optional
            finish "Thank you, {name} of {town | somewhere}."
            """)
        var random = Seeded(seed)
        var booth = try Booth(
            survey, columns: random.chance(50) ? 80 : 44, rows: 24, catalogues: []
        ) { settings in
            settings.onIdle = OnIdle.allCases[Int.random(in: 0..<3, using: &random)]
            settings.hasReview = random.chance(50)
        }
        booth.machine.verdict = .wrong(failures: 1)
        var seen: Set<Int> = []
        func marks(_ text: String) -> Set<Int> {
            Set(text.matches(of: /zq([0-9]+)zq/).compactMap { Int($0.1) })
        }
        for person in 1...40 {
            booth.machine.faults = random.chance(10) ? [.record: StoreFault.diskFull] : [:]
            booth.wait(.seconds(1))
            for _ in 0..<Int.random(in: 1...14, using: &random) {
                switch Int.random(in: 0..<10, using: &random) {
                case 0...3: booth.paste("zq\(person)zq")
                case 4: booth.press("z q \(person) z q", every: .milliseconds(200))
                case 5...6: booth.press("Tab")
                case 7: booth.press("Enter")
                case 8:
                    booth.press(
                        ["F1", "Shift-Tab", "Ctrl-k Ctrl-o 1", "Esc", "Up"].randomElement(using: &random)
                            ?? "F1")
                default: booth.wait(.seconds(Int.random(in: 1...80, using: &random)))
                }
                let found = marks(booth.text)
                #expect(found.isSubset(of: [person]), "person \(person) sees\n\(booth.text)")
                if booth.visit == nil, !booth.isThanking { #expect(found.isEmpty) }
                if booth.kiosk.desk != nil || booth.visit?.isWarned == true { #expect(found.isEmpty) }
                seen.formUnion(found)
                if booth.visit == nil, !booth.isThanking { break }
            }
            // They go, and nobody comes for a while.
            booth.machine.faults = [:]
            booth.wait(.seconds(300))
            try #require(booth.isAttracting && marks(booth.text).isEmpty, "\(booth.text)")
            #expect(Self.holds(booth.kiosk, "zq\(person)zq") == false)
        }
        // The test would notice: they did see their own.
        #expect(seen.count > 20)
    }

    /// Whether a text is anywhere in a value.
    private static func holds(_ value: Any, _ text: String, depth: Int = 0) -> Bool {
        if let string = value as? String { return string.contains(text) }
        if depth > 12 || value is Machine { return false }
        return Mirror(reflecting: value).children.contains { label, child in
            label != "survey" && label != "plan" && holds(child, text, depth: depth + 1)
        }
    }
}

/// What was acknowledged, as a journal's caller knows it.
final class Ledger {
    struct Line: Hashable {
        var variable: VariableID
        var answer: Answer
    }

    var answers: [String: [Line]] = [:]
    var ends: [String: Disposition] = [:]
    var discarded: Set<String> = []

    /// A journal that keeps the ledger.
    struct Entry: KioskJournal {
        private var journal: any KioskJournal
        private let id: String
        private let ledger: Ledger

        init(_ journal: any KioskJournal, _ id: String, _ ledger: Ledger) {
            self.journal = journal
            self.id = id
            self.ledger = ledger
        }

        var keepsAnswers: Bool { true }

        mutating func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) throws {
            try journal.record(variable, answer, of: interview)
            ledger.answers[id, default: []].append(Line(variable: variable, answer: answer))
        }

        mutating func finish(_ interview: Interview, state: Disposition) throws {
            try journal.finish(interview, state: state)
            if ledger.answers[id] != nil { ledger.ends[id] = state }
        }

        mutating func discard() throws {
            try journal.discard()
            if ledger.answers[id] != nil { ledger.discarded.insert(id) }
        }

        mutating func abandon() throws {
            try journal.abandon()
            if ledger.answers[id] != nil, ledger.ends[id] == nil { ledger.ends[id] = .abandoned }
        }
    }
}

/// A stranger at a kiosk.
struct Robot {
    var random: Seeded

    init(seed: UInt64) { random = Seeded(seed) }

    /// What the store may throw next.
    mutating func faults() -> [Machine.Act: any Error] {
        let fault = [StoreFault.diskFull, .isLocked].randomElement(using: &random) ?? .isLocked
        let acts: [Machine.Act] = [.begin, .record, .finish, .discard, .abandon]
        return Dictionary(uniqueKeysWithValues: acts.filter { _ in random.chance(50) }.map { ($0, fault) })
    }

    /// Somebody comes, does something, and goes or does not.
    mutating func visit(_ booth: inout Booth) {
        booth.wait(.milliseconds(800))
        if random.chance(50) { booth.press("x", every: .milliseconds(900)) }
        // Half of them mean it.
        if random.chance(50) {
            for keys in ["1 Enter", "2 Enter", "A d a Tab", "Enter"] {
                if random.chance(10) { break }
                booth.press(keys, every: .milliseconds(random.chance(20) ? 50 : 750))
            }
        }
        for _ in 0..<Int.random(in: 0..<12, using: &random) { act(&booth) }
        if random.chance(40) { booth.wait(.seconds(Int.random(in: 1...200, using: &random))) }
    }

    private mutating func act(_ booth: inout Booth) {
        let place = Position(
            row: Int.random(in: -1...30, using: &random), column: Int.random(in: -1...90, using: &random))
        switch Int.random(in: 0..<16, using: &random) {
        case 0...5: booth.send(.input(.key(key())))
        case 6: booth.press("1 Enter", every: .milliseconds(400))
        case 7:
            for _ in 0..<20 {
                booth.wait(.milliseconds(30))
                booth.send(.input(.key(Key(.enter))))
            }
        case 8:
            let action = [Mouse.Action.press, .release, .scrollUp, .scrollDown].randomElement(using: &random)
            booth.send(.input(.mouse(Mouse(action ?? .press, at: place))))
        case 9:
            booth.send(
                .input(
                    .paste("\u{1B}]0;a\u{7}\u{1B}[2J\u{9B}31m\u{202E}\0e\u{301}\u{1F9D1}\u{200D}\u{1F33E}")))
        case 10 where random.chance(4): booth.send(.input(.paste(String(repeating: "paste ", count: 50_000))))
        case 11:
            (booth.columns, booth.rows) =
                [(1, 1), (40, 12), (200, 60), (80, 24)].randomElement(using: &random) ?? (80, 24)
            booth.send(.resized(columns: booth.columns, rows: booth.rows))
        case 12:
            booth.send(
                [.resumed, .woke, .began, .input(.focus(false)), .input(.cursor(place))].randomElement(
                    using: &random) ?? .woke)
        case 13:
            booth.press("Ctrl-k Ctrl-o 1 2 Enter", every: .milliseconds(100))
            booth.press(
                ["1 1", "Esc", "2 4", "Down Down Enter Esc"].randomElement(using: &random) ?? "Esc",
                every: .milliseconds(100))
        case 14: booth.wait(.milliseconds(Int.random(in: 0...3_000, using: &random)))
        default: booth.wait(.seconds(Int.random(in: 1...70, using: &random)))
        }
        if random.chance(5) {
            booth.draws = true
            booth.send(.resumed)
            booth.draws = false
        }
    }

    private mutating func key() -> Key {
        let letters = Array("0123456789abcxyzñåω?<@!-*~^ \u{E9}\u{301}\u{1F600}\u{FFFD}".unicodeScalars)
        let codes: [Key.Code] = [
            .enter, .enter, .tab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home,
            .end,
            .pageUp, .pageDown, .function(1), .function(4), .function(12), .function(99),
            .character(letters.randomElement(using: &random) ?? "a"),
            .character(letters.randomElement(using: &random) ?? "a"),
        ]
        let modifiers: [Key.Modifiers] = [[], [], [], [], .shift, .alt, .control, [.control, .shift]]
        return Key(
            codes.randomElement(using: &random) ?? .enter, modifiers.randomElement(using: &random) ?? [])
    }
}

/// The bytes of a file; none if there is no such file.
enum Bytes {
    static func of(_ path: String) throws -> [UInt8] {
        FileManager.default.fileExists(atPath: path) ? Array(try Data(contentsOf: URL(filePath: path))) : []
    }
}
