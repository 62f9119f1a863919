import Foundation
import Interview
import ResponseStore
import SampleSurveys
import SurveyModel
import Terminal
import Testing
import Translations

@testable import Kiosk

/// A kiosk in a test: its screen, the machine around it, and a clock that only the test moves.
struct Booth {
    var kiosk: KioskScreen
    let machine: Machine
    var columns = 80
    var rows = 24
    /// Time by the session's clock.
    private(set) var now = Duration.seconds(100)
    /// What the session was told to do, since this was last emptied.
    var commands: [ScreenCommand] = []
    /// Whether frames are drawn at all.
    var draws = true
    /// How often it was drawn.
    private(set) var frames = 0
    private(set) var canvas = Canvas(columns: 80, rows: 24)

    init(
        _ survey: Survey, givens: [String: Value] = [:], columns: Int = 80, rows: Int = 24,
        machine: Machine? = nil, catalogues: [Catalogue]? = nil,
        settings adjust: (inout KioskSettings) -> Void = { _ in }
    ) throws {
        let known = try Dictionary(
            uniqueKeysWithValues: givens.map { name, value in
                (try #require(survey.variable(named: name)), value)
            })
        var settings = KioskSettings()
        settings.pin = Machine.somePIN
        adjust(&settings)
        let machine = machine ?? Machine(survey, givens: known)
        self.machine = machine
        (self.columns, self.rows) = (columns, rows)
        kiosk = KioskScreen(
            survey: survey, settings: settings, catalogues: catalogues ?? Self.catalogues(for: survey),
            station: machine)
        send(.began)
    }

    /// Reading a catalogue takes a test longer than everything else.
    private static func catalogues(for survey: Survey) -> [Catalogue] {
        Shipped.program.filter { survey.locales.contains($0.language) }
    }

    /// What is on the screen.
    var text: String { canvas.text }

    /// Whether a text is on the screen, wherever its lines break.
    func says(_ text: String) -> Bool {
        canvas.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ").contains(text)
    }

    /// The visit that is going on.
    var visit: Visit? { if case .asking(let visit) = kiosk.phase { visit } else { nil } }
    var isAttracting: Bool { if case .attracting = kiosk.phase { true } else { false } }
    var isChoosing: Bool { if case .choosing = kiosk.phase { true } else { false } }
    var isThanking: Bool { if case .thanking = kiosk.phase { true } else { false } }
    var outage: KioskOutage? { if case .out(let outage, _) = kiosk.phase { outage } else { nil } }
    /// The name of the question on the screen.
    var question: String? {
        visit?.item.map { machine.survey[$0.question].name }
    }

    /// Hands on an event now, and paints what comes of it.
    mutating func send(_ event: ScreenEvent) {
        machine.now = now
        commands += kiosk.take(event, at: now)
        paint()
    }

    private mutating func paint() {
        guard draws else { return kiosk.painted(at: now) }
        var canvas = Canvas(columns: columns, rows: rows)
        kiosk.draw(on: &canvas)
        self.canvas = canvas
        frames += 1
        kiosk.painted(at: now)
    }

    /// Lets time go by, waking the kiosk whenever it wants that.
    mutating func wait(_ time: Duration) {
        let end = now + time
        var wakings = 0
        while let deadline = kiosk.deadline, deadline <= end {
            now = max(now, deadline)
            send(.woke)
            wakings += 1
            guard wakings < 1_000_000, kiosk.deadline.map({ $0 > now }) ?? true else {
                Issue.record("the kiosk wants to be woken at a time that has gone by: \(deadline)")
                return
            }
        }
        now = end
    }

    /// Presses keys by name, `Enter Shift-Tab F1 Up Ctrl-C`, one a second; other words are typed letter by letter.
    mutating func press(_ names: String, every pause: Duration = .seconds(1)) {
        for name in names.split(separator: " ") {
            for key in Self.keys(String(name)) {
                wait(pause)
                send(.input(.key(key)))
            }
        }
    }

    /// Pastes a text.
    mutating func paste(_ text: String) {
        wait(.seconds(1))
        send(.input(.paste(text)))
    }

    /// Puts a finger on a place.
    mutating func touch(row: Int, column: Int, after pause: Duration = .seconds(1)) {
        wait(pause)
        send(.input(.mouse(Mouse(.press, at: Position(row: row, column: column)))))
        send(.input(.mouse(Mouse(.release, at: Position(row: row, column: column)))))
    }

    /// Puts a finger where a text is on the screen.
    mutating func touch(_ text: String) {
        for (row, line) in canvas.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let range = line.range(of: text) else { continue }
            return touch(row: row, column: String(line[..<range.lowerBound]).displayWidth)
        }
        Issue.record("\"\(text)\" is not on the screen:\n\(self.text)")
    }

    static func keys(_ name: String) -> [Key] {
        var name = name[...]
        var modifiers: Key.Modifiers = []
        for (prefix, modifier) in [("Shift-", Key.Modifiers.shift), ("Ctrl-", .control)]
        where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
            modifiers.insert(modifier)
        }
        let named: [Substring: Key.Code] = [
            "Enter": .enter, "Tab": .tab, "Esc": .escape, "Backspace": .backspace, "Up": .up, "Down": .down,
            "Left": .left, "Right": .right, "Home": .home, "End": .end, "PageDown": .pageDown,
            "PageUp": .pageUp,
            "Space": .character(" "), "F1": .function(1), "F4": .function(4), "F12": .function(12),
        ]
        if let code = named[name] { return [Key(code, modifiers)] }
        return name.unicodeScalars.map { Key(.character($0), modifiers) }
    }
}

extension Booth: CustomTestStringConvertible {
    var testDescription: String { text }
}

/// The machine that a kiosk stands on in a test.
final class Machine: KioskStation {
    let survey: Survey
    private let plan: InterviewPlan
    private let givens: [VariableID: Value]
    private var random: Seeded
    /// By the session's clock.
    var now = Duration.zero
    /// What the clock on the wall showed at 0.
    var day = EveryKind.today
    var second = 10 * 3_600
    /// What speaks against service.
    var trouble: KioskOutage?
    /// What the store throws when an answer, an end, or an interview's beginning is to be written.
    var faults: [Act: any Error] = [:]
    /// The interviews that began, in order.
    var journals: [Paper] = []
    /// Makes journals of another kind.
    var makeJournal: ((InterviewStart) -> any KioskJournal)?
    var trail: [(event: TrailEvent, at: Duration)] = []
    var verdict = PINVerdict.right
    var pins: [String] = []
    var known = KioskFigures(
        responses: [.complete: .init(today: 12, total: 340), .partial: .init(today: 3, total: 41)], open: 1,
        freeBytes: 12_345_678_901)
    var outagesAsked = 0

    enum Act: Hashable { case begin, record, finish, discard, abandon, figures }

    /// A hash that is never tried.
    static let somePIN = PINHash(
        reading: "$y$jBT$abcdefghijklmnopqrstuv$" + String(repeating: "a", count: 43))

    init(_ survey: Survey, givens: [VariableID: Value] = [:], seed: UInt64 = 1) {
        self.survey = survey
        random = Seeded(seed)
        plan = InterviewPlan(survey)
        self.givens = givens
    }

    func newInterview(in locale: String) throws -> KioskInterview {
        if let fault = faults[.begin] { throw fault }
        let id = UUIDv7(milliseconds: now.components.seconds * 1_000, from: &random).text
        let interview = try Interview(
            plan: plan, givens: givens, seed: random.next(), locale: locale, today: localTime.day)
        let start = InterviewStart(
            id: id, locale: locale, station: "hall", channel: "kiosk", seed: interview.seed,
            started: moment(now.components.seconds * 1_000))
        return KioskInterview(
            id: id, interview: interview, journal: makeJournal?(start) ?? Paper(self, id: id))
    }

    func outage() -> KioskOutage? {
        outagesAsked += 1
        return trouble
    }

    var localTime: LocalTime {
        let seconds = second + Int(now.components.seconds)
        return LocalTime(
            day: CalendarDay(number: day.number + seconds / 86_400), second: seconds % 86_400)
    }

    func verify(pin: inout [UInt8]) -> PINVerdict {
        pins.append(String(decoding: pin, as: UTF8.self))
        PINHash.clear(&pin)
        return verdict
    }

    func figures() throws -> KioskFigures {
        if let fault = faults[.figures] { throw fault }
        return known
    }

    func note(_ event: TrailEvent, at now: Duration) { trail.append((event, now)) }

    /// The trail without times, and without what only measures.
    var events: [TrailEvent] { trail.map(\.event) }

    func fails(_ act: Act) throws { if let fault = faults[act] { throw fault } }
}

/// A journal on paper, which a test can read, and which fails when the machine does.
final class Paper: KioskJournal {
    private unowned let machine: Machine
    let id: String
    var records: [(VariableID, Answer)] = []
    var ends: [Disposition] = []
    var isDiscarded = false

    init(_ machine: Machine, id: String) {
        self.machine = machine
        self.id = id
    }

    var keepsAnswers: Bool { true }

    func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) throws {
        try machine.fails(.record)
        if records.isEmpty { machine.journals.append(self) }
        records.append((variable, answer))
    }

    func finish(_ interview: Interview, state: Disposition) throws {
        try machine.fails(.finish)
        ends.append(state)
    }

    func discard() throws {
        try machine.fails(.discard)
        isDiscarded = !records.isEmpty
        records = []
    }

    func abandon() throws {
        try machine.fails(.abandon)
        if !records.isEmpty, ends.isEmpty { ends.append(.abandoned) }
    }
}

extension StoreFault {
    static let diskFull = StoreFault(.full, "answers.db cannot be written: the disk is full")
    static let isLocked = StoreFault(.locked, "answers.db is locked by another process")
    static let isDamaged = StoreFault(.damaged, "answers.db is damaged")
}

/// Small surveys for kiosks.
enum KioskSurveys {
    /// Two questions with a digit each, one of text, in one language.
    static let short = """
        title "A word with you"
        choice colour "Which colour do you like?" {
            - red "Red"
            - blue "Blue"
            - green "Green"
        }
        choice size "Which size do you take?" idle 20 {
            - small "Small"
            - large "Large"
        }
        text name "What shall we call you?" optional
        finish "Thank you, {name | friend}."
        """
}
