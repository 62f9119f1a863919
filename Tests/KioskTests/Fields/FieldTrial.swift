import Interview
import SurveyModel
import Terminal
import Testing
import Translations

@testable import Kiosk

/// A field with the interview it belongs to, as a screen would run them, but drawn as text.
struct FieldTrial {
    var interview: Interview
    var field: any Field
    /// What the last touch gave.
    var last = FieldResponse.ignored
    /// What the interview did not accept.
    var problems: [Interview.Problem] = []
    /// Everything that was sent.
    var sent: [Interview.Event] = []
    let today: CalendarDay? = EveryKind.today

    /// An interview that stands at its first question.
    init(_ survey: Survey, givens: [String: Value] = [:], locale: String? = nil, seed: UInt64 = 1) throws {
        let known = try Dictionary(
            uniqueKeysWithValues: givens.map { (try #require(survey.variable(named: $0)), $1) })
        var interview = try Interview(
            survey: survey, givens: known, seed: seed, locale: locale, today: EveryKind.today)
        _ = interview.handle(.start)
        self.interview = interview
        let item = try #require(interview.item)
        field = Self.scene(interview).field(for: item)
    }

    /// One question.
    init(
        locale: String = "en", _ kind: (inout Draft) -> Question.Kind,
        adjust: (inout Question, inout Draft) -> Void = { _, _ in }
    ) throws {
        var draft = Draft(language: locale)
        let kind = kind(&draft)
        draft.ask("q", kind, "Which one?", adjust: adjust)
        draft.ask("after", .note, "And then?")
        try self.init(draft.finished)
    }

    private static let texts = Dictionary(
        uniqueKeysWithValues: ["en", "es", "sv", "el"].map { ($0, Shipped.texts($0)) })

    static func scene(_ interview: Interview, isPretty: Bool = false) -> Scene {
        let texts = texts[interview.locale] ?? Shipped.texts(interview.locale)
        return Scene(
            words: ItemWords(
                interview: interview, texts: texts, writing: NumberWriting(locale: interview.locale),
                dates: DateWriting(locale: interview.locale, texts: texts), today: EveryKind.today),
            hasPrettyMarks: isPretty)
    }

    var scene: Scene { Self.scene(interview) }

    /// Hands on a touch, and to the interview what comes of it.
    mutating func take(_ touch: Touch) {
        let isEnter = touch == .key(Key(.enter)) && !field.wantsEnter
        last = isEnter || touch == .key(Key(.tab)) ? field.proceed(scene) : field.take(touch, scene)
        guard case .send(let events, _) = last else { return }
        for event in events { if !send(event) { break } }
    }

    /// Sends an event and says whether it was accepted.
    mutating func send(_ event: Interview.Event) -> Bool {
        sent.append(event)
        let before = interview.item
        var isAccepted = true
        for effect in interview.handle(event) {
            switch effect {
            case .ask(let item):
                // As the screen does: a field of rows or parts stays while the interview is at the same question.
                switch item.part {
                case .row where item.question == before?.question,
                    .amount where item.question == before?.question, _ where item == before:
                    field.move(to: item, scene)
                default: field = scene.field(for: item)
                }
            case .invalid(_, let problem):
                problems.append(problem)
                isAccepted = false
            case .atStart: isAccepted = false
            case .record, .check, .finished: break
            }
        }
        return isAccepted
    }

    /// Types keys by their names, and everything else letter by letter: `"down space 12 enter"`.
    mutating func type(_ keys: String) {
        for word in keys.split(separator: " ") {
            if let key = Self.keys[String(word)] {
                take(.key(Key(key)))
            } else if word.hasPrefix("#"), let target = Int(word.dropFirst()) {
                take(.press(target))
            } else {
                for scalar in word.unicodeScalars { take(.key(Key(.character(scalar)))) }
            }
        }
    }

    static let keys: [String: Key.Code] = [
        "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end,
        "pageup": .pageUp, "pagedown": .pageDown, "enter": .enter, "tab": .tab, "esc": .escape,
        "backspace": .backspace, "delete": .delete, "space": .character(" "),
    ]

    func picture(_ width: Int, _ height: Int = 24) -> Picture {
        field.picture(scene, width: width, height: height)
    }

    /// The picture as text, without spaces at the ends of lines.
    func text(_ width: Int, _ height: Int = 24) -> String {
        picture(width, height).lines.map { line in
            var text = line.runs.map(\.text).joined()
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }.joined()
    }

    /// What the last refusal says.
    var refusal: [String] { if case .refused(let refusal) = last { refusal.why } else { [] } }

    func answer(_ name: String = "q") throws -> Answer {
        interview.answer(of: try #require(interview.survey.variable(named: name)))
    }
}
