internal import ResponseStore
internal import SurveyModel

extension TrailEvent {
    /// The event as a line of JSON: when, by the wall and by the machine, what, and to what.
    ///
    /// `at` is the wall's time and may jump; `ms` are milliseconds since the machine started, sleep included, and only grow
    /// until it starts again.
    func line(at wall: Timestamp, milliseconds: Int64, in survey: Survey?) -> [UInt8] {
        var members: [JSONValue.Member] = [
            .init("at", .string(wall.text)), .init("ms", .number(milliseconds)),
            .init("event", .string(name)),
        ]
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append(.init(key, value)) }
        }
        func add(_ question: QuestionID) {
            guard let survey, survey.questions.indices.contains(question.position) else { return }
            add("question", .string(survey[question].name))
        }
        switch self {
        case .boot(let boot):
            add("program", .string(boot.program))
            add("survey", .string(boot.survey))
            add("version", .number(boot.version))
            add("structure", .string(boot.structure))
            add("locales", .array(boot.locales.map { .string($0) }))
            add("terminal", .string(boot.terminal))
        case .recovered(let interviews): add("interviews", .number(interviews))
        case .resized(let columns, let rows):
            add("columns", .number(columns))
            add("rows", .number(rows))
        case .stopped(let signal): add("signal", .number(signal))
        case .ended(let status): add("status", .number(status))
        case .started(let attempt): add("attempt", .number(attempt))
        case .died(let status, let signal):
            add("status", status.map { .number($0) })
            add("signal", signal.map { .number($0) })
        case .waiting(let seconds), .pinLocked(let seconds): add("seconds", .number(seconds))
        case .language(let locale): add("locale", .string(locale))
        case .began(let id): add("response", .string(id))
        case .entered(let question), .left(let question), .answered(let question), .tooFast(let question):
            add(question)
        case .refused(let question, let reason):
            add(question)
            add("reason", .string(reason.text))
        case .guarded(let keys): add("keys", .number(keys))
        case .blocked(let key, let times):
            add("key", .string(key.text))
            add("times", .number(times))
        case .submitted(let state): add("state", .string(state.rawValue))
        case .notSaved(let kind): add("fault", .string(kind?.rawValue ?? "other"))
        case .idleEnd(let end): add("then", .string(end.rawValue))
        case .outOfService(let reason): add("reason", .string(reason.text))
        case .pinWrong(let failures): add("failures", .number(failures))
        case .operated(let what): add("what", .string(what.text))
        case .wake, .review, .thanks, .attract, .idleWarning, .idleGoesOn, .backInService, .pinAsked,
            .pinRight:
            break
        }
        return Array((JSONValue.object(members).compactText + "\n").utf8)
    }

    /// What the trail calls it.
    var name: String {
        switch self {
        case .boot: "boot"
        case .recovered: "recovered"
        case .resized: "resized"
        case .stopped: "stopped"
        case .ended: "ended"
        case .started: "started"
        case .died: "died"
        case .waiting: "waiting"
        case .wake: "wake"
        case .language: "language"
        case .began: "began"
        case .entered: "entered"
        case .left: "left"
        case .answered: "answered"
        case .refused: "refused"
        case .tooFast: "too_fast"
        case .guarded: "guarded"
        case .blocked: "blocked"
        case .review: "review"
        case .submitted: "submitted"
        case .notSaved: "not_saved"
        case .thanks: "thanks"
        case .attract: "attract"
        case .idleWarning: "idle_warning"
        case .idleGoesOn: "idle_goes_on"
        case .idleEnd: "idle_end"
        case .outOfService: "out_of_service"
        case .backInService: "back_in_service"
        case .pinAsked: "pin_asked"
        case .pinRight: "pin_right"
        case .pinWrong: "pin_wrong"
        case .pinLocked: "pin_locked"
        case .operated: "operated"
        }
    }

    /// Whether the line has to be on the disk before anything goes on: ends, and what is worth a crash.
    var isWeighty: Bool {
        switch self {
        case .boot, .submitted, .notSaved, .idleEnd, .stopped, .ended, .died, .pinRight, .pinLocked,
            .outOfService:
            true
        default: false
        }
    }
}
