internal import Interview
internal import SurveyModel
internal import Terminal

/// One person at the kiosk: everything that belongs to them, and nothing else.
struct Visit {
    /// The id of the response that may come of it.
    let id: String
    /// The interview on the screen.
    var screen: InterviewScreen
    /// Whether the countdown is shown.
    var isWarned = false
    /// Whether an answer was stored.
    private(set) var hasBegun = false
    /// The question on the screen.
    private var shown: QuestionID?
    /// When it was painted; nil until then.
    private var shownAt: Duration?
    /// The questions whose first answer was timed.
    private var timed: Set<QuestionID> = []

    init(id: String, screen: InterviewScreen) {
        self.id = id
        self.screen = screen
    }

    /// What somebody looks at: where another is shown, input is guarded anew.
    enum Place: Hashable {
        case question(QuestionID)
        case check(CheckID)
        case review
        case end
    }

    /// What is shown now.
    var place: Place {
        switch screen.interview.phase {
        case .ready: .end
        case .asking(let item): .question(item.question)
        case .checking(let check): .check(check)
        case .finished: screen.outcome == nil ? .review : .end
        }
    }

    /// The item that is asked, if one is.
    var item: Interview.Item? { screen.interview.item }

    /// Whether a text is asked for, into which people type without looking up.
    var isText: Bool {
        guard let item else { return false }
        if case .specify = item.part { return true }
        if case .text = screen.interview.survey[item.question].kind { return true }
        return false
    }

    /// How the interview would end if it were submitted as it stands.
    var disposition: Disposition {
        if case .finished(let disposition, _) = screen.interview.phase { disposition } else { .partial }
    }

    /// The screen is on its way to the terminal.
    mutating func painted(at now: Duration) {
        if shownAt == nil { shownAt = now }
    }

    /// What the trail is to be told since this was last asked.
    mutating func drain(at now: Duration, tooFast threshold: Duration) -> [TrailEvent] {
        var events: [TrailEvent] = []
        for entry in screen.takeTrail() {
            switch entry {
            case .entered(let question):
                if let shown { events.append(.left(shown)) }
                events.append(.entered(question))
                (shown, shownAt) = (question, nil)
            case .answered(let question):
                if !hasBegun {
                    hasBegun = true
                    events.append(.began(id: id))
                }
                events.append(.answered(question))
                guard timed.insert(question).inserted, question == shown else { break }
                if now - (shownAt ?? now) < threshold { events.append(.tooFast(question)) }
            case .refused(let question, let kind): events.append(.refused(question, .refusal(kind)))
            case .checked: if let shown { events.append(.refused(shown, "check")) }
            case .language(let locale): events.append(.language(locale))
            case .wentBack: break
            }
        }
        if screen.outcome != nil, let shown {
            events.append(.left(shown))
            self.shown = nil
        }
        return events
    }

    /// Overwrites what was typed: the visit is over. What the interview and the last words hold goes with them; Swift's strings
    /// cannot be overwritten.
    mutating func clear() { screen.clear() }

    /// The journal, which only a kiosk can end without whom it belongs to.
    var journal: (any KioskJournal)? { (screen.journal as? VisitJournal)?.journal }

    /// What the journal failed at last.
    var failure: VisitJournal.Failure? { (screen.journal as? VisitJournal)?.failure }
}

/// The journal of a visit: another one, and what it failed at.
struct VisitJournal: AnswerJournal {
    var journal: any KioskJournal
    private(set) var failure: Failure?

    /// What can fail.
    enum Failure: Hashable {
        case answer
        case submission
    }

    init(_ journal: any KioskJournal) { self.journal = journal }

    var keepsAnswers: Bool { journal.keepsAnswers }

    mutating func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) throws {
        failure = .answer
        try journal.record(variable, answer, of: interview)
        failure = nil
    }

    mutating func finish(_ interview: Interview, state: Disposition) throws {
        failure = .submission
        try journal.finish(interview, state: state)
        failure = nil
    }
}
