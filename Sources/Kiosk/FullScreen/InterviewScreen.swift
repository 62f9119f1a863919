internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// One interview on a screen that it fills: the frame around the question, its field, and what lies over both.
///
/// A value: what is typed and pressed moves it on, it draws itself, and every answer is in the journal before the screen that
/// follows it can be drawn. An event that the journal fails on has not happened, so it may be tried again.
struct InterviewScreen {
    /// How it is held.
    struct Options: Hashable, Sendable {
        /// Whether all answers are shown once more before they are sent.
        var hasReview = true
        /// Whether it stands unattended: nobody can leave it for a shell.
        var isUnattended = false
        /// How it looks.
        var theme = Theme(.dark)
        /// Whether marks beyond ASCII may be drawn.
        var hasPrettyMarks = false
        /// The languages that are offered, in their order; nil is all of the survey.
        var locales: [String]?
    }

    /// How it ended.
    enum Outcome: Hashable, Sendable {
        /// It reached an ending of the survey, and is in the journal.
        case finished(Disposition)
        /// The respondent left it; what was answered is in the journal.
        case left
    }

    /// What lies over the question.
    enum Overlay: Hashable, Sendable {
        /// Help with the question and the keys.
        case help
        /// The languages; one of them is in focus.
        case languages(focus: Int)
        /// Whether to leave, with yes or no in focus.
        case leaving(yes: Bool)
        /// A soft check fired, with yes or no in focus.
        case check(CheckID, yes: Bool)
        /// All answers, before they are sent; 0 in focus is to send them, then come the questions.
        case review(focus: Int)
    }

    /// The interview; what is on the screen belongs to it.
    private(set) var interview: Interview { didSet { said = Said() } }
    /// What was worded for the interview as it stands.
    private(set) var said = Said()
    /// Where answers are kept.
    private(set) var journal: any AnswerJournal
    /// How it ended; nil while it goes on. The journal was durable before it was set.
    private(set) var outcome: Outcome?
    /// What the ending says, once there is an outcome.
    private(set) var lastWords: [String] = []
    let options: Options
    /// What lies over the question, if anything does.
    private(set) var overlay: Overlay?
    /// The control of the current item.
    private(set) var field: any Field
    /// Why the last entry could not be taken, or what was understood.
    private(set) var message = Message()
    /// How many lines the respondent scrolled past what is shown by itself.
    var scroll = 0
    /// How many columns of text there were when it was drawn last.
    var width = 80
    /// Where things were drawn last, so that a press finds them.
    var layout = InterviewLayout()
    /// Until when Enter counts for nothing, after a paste.
    private var enterIsDeafUntil = Duration.zero
    /// The question that is being changed from the review; what follows it and has an answer is passed on the way back.
    private var changing: QuestionID?
    private var trail: [InterviewTrail] = []
    private var phrases: Phrasebook.Phrases { didSet { said = Said() } }
    let phrasebook: Phrasebook
    private let today: CalendarDay?

    /// Something said beside the field.
    struct Message: Hashable, Sendable {
        var lines: [String] = []
        var isFault = false
    }

    /// A screen for an interview that has not started. `today` is the local date; the interview's own wins.
    init(
        _ interview: Interview, journal: any AnswerJournal, phrasebook: Phrasebook, options: Options,
        today: CalendarDay?
    ) {
        self.interview = interview
        self.journal = journal
        self.phrasebook = phrasebook
        self.options = options
        self.today = interview.today ?? today
        phrases = phrasebook[interview.locale]
        field = BlankField()
    }

    /// The program's texts in the interview's language.
    var texts: ProgramTexts { phrases.texts }

    /// What fields and frame know of the interview as it stands.
    var scene: Scene {
        Scene(
            words: ItemWords(
                interview: interview, texts: phrases.texts, writing: phrases.writing, dates: phrases.dates,
                today: today, said: said),
            hasPrettyMarks: options.hasPrettyMarks, width: width)
    }

    /// The languages that are offered.
    var locales: [String] { options.locales ?? interview.survey.locales }

    /// Whether something was typed that is not yet an answer.
    var isTyping: Bool { outcome == nil && field.takesText && field.isTouched }

    /// What happened since this was last asked for.
    mutating func takeTrail() -> [InterviewTrail] {
        defer { trail = [] }
        return trail
    }

    // MARK: Its course

    /// Begins the interview. Throws what the journal throws.
    mutating func begin(at now: Duration) throws { try send([.start]) }

    /// Takes what came from the terminal, and says what else has to be done. Throws what the journal throws; then nothing
    /// has happened.
    mutating func take(_ event: InputEvent, at now: Duration) throws -> [ScreenCommand] {
        guard outcome == nil else { return [] }
        switch event {
        case .key(let key):
            if key.code == .enter, now < enterIsDeafUntil { return [] }
            return try take(key)
        case .paste(let text):
            // Some terminals send a line break after a paste; it must not answer what the pasted text was meant to.
            enterIsDeafUntil = now + .milliseconds(150)
            if overlay == nil { try touch(.paste(text)) }
        case .mouse(let mouse): try take(mouse)
        case .focus, .cursor: break
        }
        return []
    }

    /// Ends the interview from outside, with what was answered. One that has ended stays as it is.
    mutating func end(_ state: Disposition) throws {
        guard outcome == nil else { return }
        var ended = interview
        _ = ended.handle(.leave)
        if ended.hasAnswers { try journal.finish(ended, state: state) }
        interview = ended
        overlay = nil
        outcome = .left
    }

    /// Overwrites what was typed, once the screen is not used any more.
    mutating func clear() { field.clear() }

    /// Does what a key says.
    private mutating func take(_ key: Key) throws -> [ScreenCommand] {
        switch key {
        case .control("c") where !options.isUnattended:
            if case .leaving = overlay {
                try leave()
            } else {
                overlay = .leaving(yes: false)
            }
            return []
        case .control("z"): return options.isUnattended ? [] : [.suspend]
        case .control("l"): return [.repaint]
        default: break
        }
        if let overlay {
            try take(key, over: overlay)
            return []
        }
        switch (key.code, key.modifiers) {
        case (.tab, .shift):
            try back()
        case (.function(1), []):
            showHelp()
        case (.function(4), []) where locales.count > 1: showLanguages()
        case (.enter, []) where !field.wantsEnter, (.tab, []):
            try proceed()
        default:
            if try !touch(.key(key)) { try takeUnused(key) }
        }
        return []
    }

    /// What the field has no use for may be one of the signs of the plain front, or scroll.
    private mutating func takeUnused(_ key: Key) throws {
        switch key.code {
        case .enter: try proceed()
        case .character("?"): showHelp()
        case .character("<"): try back()
        case .character("@") where locales.count > 1: showLanguages()
        case .pageDown, .down: scroll += 1
        case .pageUp, .up: scroll -= 1
        default: break
        }
    }

    private mutating func take(_ mouse: Mouse) throws {
        switch mouse.action {
        case .scrollUp, .scrollDown:
            let lines = mouse.action == .scrollUp ? -1 : 1
            if overlay == nil, try touch(.scroll(lines)) { return }
            scroll += lines
        case .press: try press(layout.target(at: mouse.position))
        case .release: break
        }
    }

    /// Does what stands at a place on the screen.
    private mutating func press(_ target: InterviewLayout.Target?) throws {
        switch target {
        case .field(let number): try touch(.press(number))
        case .next: try overlay.map { try take(Key(.enter), over: $0) } ?? proceed()
        case .back:
            if overlay != nil { _ = try take(Key(.tab, .shift)) } else { try back() }
        case .help: showHelp()
        case .language: if overlay == nil { showLanguages() }
        case .choice(let index): try choose(index)
        case nil: break
        }
    }

    /// Hands something on to the field; gives whether it had a use for it.
    @discardableResult
    private mutating func touch(_ touch: Touch) throws -> Bool {
        guard case .asking = interview.phase else { return false }
        let response = field.take(touch, scene)
        guard response != .ignored else { return false }
        try carryOut(response)
        return true
    }

    private mutating func proceed() throws {
        guard case .asking = interview.phase else { return }
        try carryOut(field.proceed(scene))
    }

    private mutating func back() throws {
        if let item = interview.item { trail.append(.wentBack(item.question)) }
        changing = nil
        try send([.back])
    }

    private mutating func leave() throws {
        try end(.partial)
        lastWords = [
            texts[
                !interview.hasAnswers ? .leftEmpty : journal.keepsAnswers ? .left : .leftUnkept]
        ]
    }

    private mutating func carryOut(_ response: FieldResponse) throws {
        switch response {
        case .ignored: break
        case .changed:
            message = Message()
            scroll = 0
        case .refused(let refusal): refuse(refusal, kind: "entry")
        case .send(let events, let saying): try send(events, saying: saying)
        }
    }

    private mutating func refuse(_ refusal: Refusal, kind: String) {
        if let item = interview.item { trail.append(.refused(item.question, kind: kind)) }
        message = Message(lines: refusal.why, isFault: true)
        scroll = 0
    }

    private mutating func showHelp() {
        guard overlay == nil else { return }
        if case .asking(let item) = interview.phase, let help = interview.survey[item.question].help {
            interview.shown(help)
        }
        overlay = .help
        scroll = 0
    }

    private mutating func showLanguages() {
        overlay = .languages(focus: locales.firstIndex(of: interview.locale) ?? 0)
    }

    // MARK: Events and their effects

    /// Sends events to the interview, each only where the one before was accepted. What they record is durable when this
    /// returns; where that fails, the interview stands where it stood.
    private mutating func send(_ events: [Interview.Event], saying: [String] = []) throws {
        for event in events { guard try step(event, saying: saying) else { return } }
        try returnToReview()
    }

    /// Sends one event, as `send` does. Gives whether further events make sense.
    private mutating func step(_ event: Interview.Event, saying: [String] = []) throws -> Bool {
        var next = interview
        let effects = next.handle(event)
        for case .record(let variable, let answer) in effects {
            try journal.record(variable, answer, of: next)
            if let question = next.survey[variable].question { trail.append(.answered(question)) }
        }
        return try follow(effects, next, saying: saying)
    }

    /// Shows what the effects say. Gives whether further events make sense.
    private mutating func follow(
        _ effects: [Interview.Effect], _ next: Interview, saying: [String]
    ) throws -> Bool {
        for effect in effects {
            switch effect {
            case .record: break
            case .ask(let item):
                interview = next
                ask(item, saying: saying)
            case .invalid(let item, let problem):
                let refusal = scene.words.refusal(for: problem, at: item, typed: field.typed)
                refuse(refusal, kind: problem.name)
                return false
            case .atStart:
                message = Message(lines: [texts[.firstQuestion]])
                return false
            case .check(let check, let isSoft, _):
                interview = next
                trail.append(.checked(check))
                if isSoft {
                    overlay = .check(check, yes: false)
                    return false
                }
                let said = scene.words.text(interview.survey[check].text).joined(separator: " ")
                try send([.confirm(false)])
                message = Message(lines: [texts(.checkFailed, ["message": said])], isFault: true)
                return false
            case .finished(let disposition, let ending):
                guard options.hasReview, disposition == .complete else {
                    try finish(next, disposition, ending)
                    return false
                }
                interview = next
                changing = nil
                overlay = .review(focus: 0)
                scroll = 0
                return false
            }
        }
        // What has no effect has none on the screen either, but an answer to a note may only move the interview.
        interview = next
        return true
    }

    /// Ends the interview in the journal, and only then for the respondent.
    private mutating func finish(
        _ ended: Interview, _ disposition: Disposition, _ ending: EndingID?
    ) throws {
        try journal.finish(ended, state: disposition)
        interview = ended
        overlay = nil
        lastWords = scene.words.lastWords(disposition, ending)
        outcome = .finished(disposition)
    }

    private mutating func ask(_ item: Interview.Item, saying: [String] = []) {
        let isFurther =
            switch (item.part, field is BlankField) {
            case (.row, false), (.amount, false): fieldQuestion == item.question
            case _: fieldItem == item && fieldItem != nil
            }
        if fieldQuestion != item.question { trail.append(.entered(item.question)) }
        if isFurther {
            field.move(to: item, scene)
        } else {
            // What was typed is an answer by now, or is not wanted.
            field.clear()
            field = scene.field(for: item)
        }
        (fieldItem, fieldQuestion) = (item, item.question)
        overlay = nil
        message = Message(lines: saying)
        scroll = 0
    }
    private var fieldItem: Interview.Item?
    private var fieldQuestion: QuestionID?

    /// On the way back to the review, passes what has its answer.
    private mutating func returnToReview() throws {
        while let changing, outcome == nil, case .asking(let item) = interview.phase {
            guard item.question != changing, item.present != nil || item.isNote else { break }
            // Each step is one of the survey's, and none comes twice.
            guard try step(.next) else { return }
        }
    }

    // MARK: What lies over the question

    private mutating func take(_ key: Key, over overlay: Overlay) throws {
        switch overlay {
        case .help:
            switch key.code {
            case .pageDown, .down: scroll += 1
            case .pageUp, .up: scroll -= 1
            case .enter, .escape, .tab, .function, .character(" "), .character("?"): close()
            default: break
            }
        case .languages(let focus):
            switch key.code {
            case .up: self.overlay = .languages(focus: max(0, focus - 1))
            case .down: self.overlay = .languages(focus: min(locales.count - 1, focus + 1))
            case .enter, .character(" "): try choose(focus)
            case .character(let scalar):
                // Digits of any script; some letters stand for numbers that no integer holds.
                if let digit = scalar.properties.numericValue.flatMap(Int.init(exactly:)), digit >= 1 {
                    try choose(digit - 1)
                }
            case .escape, .tab, .function: close()
            default: break
            }
        case .leaving(let yes):
            switch key.code {
            case .up, .down, .left, .right: self.overlay = .leaving(yes: !yes)
            case .enter, .character(" "): try choose(yes ? 0 : 1)
            case .character(let typed):
                if let yes = texts.meansYes(String(typed)) { try choose(yes ? 0 : 1) }
            case .escape, .tab: close()
            default: break
            }
        case .check(let check, let yes):
            switch key.code {
            case .up, .down, .left, .right: self.overlay = .check(check, yes: !yes)
            case .character(" "): try choose(yes ? 0 : 1)
            case .character(let typed):
                if let yes = texts.meansYes(String(typed)) { try send([.confirm(yes)]) }
            case .enter: try choose(yes ? 0 : 1)
            // Whoever only goes on is asked to look at the answer again.
            case .escape, .tab: try send([.confirm(false)])
            default: break
            }
        case .review(let focus):
            switch key.code {
            case .up: self.overlay = .review(focus: max(0, focus - 1))
            case .down: self.overlay = .review(focus: min(reviewed.count, focus + 1))
            case .home: self.overlay = .review(focus: 0)
            case .end: self.overlay = .review(focus: reviewed.count)
            case .pageUp: self.overlay = .review(focus: max(0, focus - 8))
            case .pageDown: self.overlay = .review(focus: min(reviewed.count, focus + 8))
            case .tab where key.modifiers == .shift: try back()
            case .enter, .tab, .character(" "): try choose(focus)
            case .function(4) where locales.count > 1: showLanguages()
            default: break
            }
        }
    }

    /// Chooses a line of what lies over the question.
    private mutating func choose(_ index: Int) throws {
        switch overlay {
        case .languages:
            guard locales.indices.contains(index) else { return }
            try speak(locales[index])
        case .review:
            if index == 0 {
                guard case .finished(let disposition, let ending) = interview.phase else { return }
                try finish(interview, disposition, ending)
            } else if reviewed.indices.contains(index - 1) {
                try change(reviewed[index - 1])
            }
        case .check: try send([.confirm(index == 0)])
        case .leaving: if index == 0 { try leave() } else { close() }
        case .help, nil: close()
        }
    }

    private mutating func speak(_ locale: String) throws {
        trail.append(.language(locale))
        let isReviewing = if case .finished = interview.phase { true } else { false }
        phrases = phrasebook[locale]
        try send([.language(locale)])
        overlay = isReviewing ? .review(focus: 0) : nil
        if !isReviewing {
            message = Message(lines: [texts(.languageChosen, ["language": texts[.languageName]])])
        }
    }

    private mutating func close() {
        overlay = nil
        scroll = 0
        if case .finished = interview.phase, outcome == nil { overlay = .review(focus: 0) }
        if case .checking(let check) = interview.phase { overlay = .check(check, yes: false) }
    }

    /// Goes back from the review to a question; what follows it keeps its answers.
    private mutating func change(_ question: QuestionID) throws {
        while try step(.back) {
            if let item = interview.item, item.question == question, item.place == 0 { break }
        }
        changing = question
    }

    /// The questions that were answered, in the order of the file.
    var reviewed: [QuestionID] {
        interview.survey.questions.indices.map(QuestionID.init).filter { id in
            interview.survey[id].variables.contains { interview.answer(of: $0) != .notAsked }
        }
    }
}

/// Stands where there is no field yet.
private struct BlankField: Field {
    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse { .ignored }
    mutating func proceed(_ scene: Scene) -> FieldResponse { .ignored }
    func picture(_ scene: Scene, width: Int, height: Int) -> Picture { Picture() }
    func keys(_ scene: Scene) -> [KeyHint] { [] }
    var isTouched: Bool { false }
}
