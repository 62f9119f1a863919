public import Interview
public import ResponseStore
public import SurveyModel

/// The journal of an interview in a store: every answer is on the disk before the next question is shown.
public struct StoreJournal: KioskJournal {
    private let store: Store
    private let start: InterviewStart
    private let now: () -> Timestamp
    private var open: OpenInterview?
    private var locale: String
    private var isStale = false
    /// Arms that were drawn before the first answer: nothing begins for them alone.
    private var drawn: [Record] = []
    /// The response as it was stored, once the interview has ended.
    public private(set) var response: Response?

    /// Prepares a journal; nothing is written before the first answer. The survey has to be registered in the store.
    ///
    /// `now` is the clock: a front has one, the interview has none.
    public init(_ store: Store, start: InterviewStart, now: @escaping () -> Timestamp) {
        self.store = store
        self.start = start
        self.now = now
        locale = start.locale
    }

    /// Everything is kept.
    public var keepsAnswers: Bool { true }

    /// Commits an answer, with what became known since the last one. Throws `StoreFault`.
    public mutating func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) throws {
        if open == nil, interview.survey[variable].question == nil {
            drawn.append(.answer(variable, answer))
            return
        }
        let records = changes(in: interview) + [.answer(variable, answer)]
        if let open {
            try store.commit(records, to: open, at: now())
        } else {
            open = try store.begin(
                start, of: interview.survey, with: beginning(of: interview) + drawn + records, at: now())
        }
        told(interview)
    }

    /// Ends the interview in one transaction with its response and the tallies. Throws `StoreFault`.
    ///
    /// An interview without any answer, as of a survey of notes only, leaves no trace; but one that was refused leaves a
    /// response without answers, by which it is counted; where consent was given before, all that was recorded since is
    /// erased from the store. One that has ended stays as it is.
    public mutating func finish(_ interview: Interview, state: Disposition) throws {
        guard response == nil, open != nil || state == .refused else { return }
        let moment = now()
        let response = interview.response(
            id: start.id, started: start.started, ended: moment, station: start.station,
            channel: start.channel,
            state: state)
        let changes = changes(in: interview)
        if state == .refused, let withdrawn = open {
            try store.withdraw(
                withdrawn, leaving: beginning(of: response) + spoken(in: interview), with: response,
                at: moment)
            open = nil
            self.response = response
            return
        }
        let open: OpenInterview
        if let begun = self.open {
            open = begun
            try store.commit(changes, to: open, at: moment)
        } else {
            open = try store.begin(
                start, of: interview.survey, with: beginning(of: response) + changes, at: moment)
        }
        told(interview)
        try store.finish(open, with: response, at: moment)
        self.open = nil
        self.response = response
    }

    /// Erases the interview from the store with everything that was recorded. Throws `StoreFault`. What was never begun, or has
    /// ended, stays as it is.
    public mutating func discard() throws {
        guard let begun = open else { return }
        try store.discard(begun)
        open = nil
    }

    /// Closes the interview as abandoned, with what is recorded in the store: an answer that could not be committed is not in
    /// it. Throws `StoreFault`, and `InterviewFault` where the record is damaged.
    public mutating func abandon() throws {
        guard let begun = open, let recorded = try store.interview(begun.id) else { return }
        let abandoned = try recorded.abandonedResponse()
        try store.finish(begun, with: abandoned, at: now())
        open = nil
        response = abandoned
    }

    /// What became known beside the answers since something was written last.
    private func changes(in interview: Interview) -> [Record] {
        (interview.locale == locale ? [] : [.locale(interview.locale)])
            + (interview.isStale && !isStale ? [.stale] : [])
    }

    /// That was written. Not before: what could not be has to be written with what comes next.
    private mutating func told(_ interview: Interview) {
        locale = interview.locale
        isStale = interview.isStale || isStale
    }

    /// How an interview was spoken, which is nobody's answer.
    private func spoken(in interview: Interview) -> [Record] {
        (interview.locale == start.locale ? [] : [.locale(interview.locale)])
            + (interview.isStale ? [.stale] : [])
    }

    /// What an interview begins with: the givens, the arms that were fixed and the date of today.
    private func beginning(of interview: Interview) -> [Record] {
        let known = interview.givens
        return interview.survey.variables.indices.map(VariableID.init).compactMap { id in
            if case .given = interview.survey[id].role { return .answer(id, interview.answer(of: id)) }
            return known[id].map { .answer(id, .answered($0)) }
        }
    }

    /// What a response without answers holds: the same, without what is personal.
    private func beginning(of response: Response) -> [Record] {
        response.answers.enumerated().compactMap { position, answer in
            answer == .notAsked ? nil : .answer(VariableID(position), answer)
        }
    }
}

extension RecordedInterview {
    /// The response of an interview that was cut off: its answers as far as they are still on the route.
    ///
    /// Throws `InterviewFault` if the recorded givens or language do not fit the survey, which only damage can do.
    public func abandonedResponse() throws -> Response {
        var givens: [VariableID: Value] = [:]
        for (id, answer) in answers where survey[id].question == nil {
            if let value = answer.value { givens[id] = value }
        }
        var interview = try Interview(survey: survey, givens: givens, seed: start.seed, locale: locale)
        _ = interview.resume(answers.filter { id, _ in survey[id].question != nil })
        var response = interview.response(
            id: start.id, started: start.started, ended: max(start.started, lastRecorded),
            station: start.station,
            channel: start.channel, state: .abandoned)
        response.isStale = isStale
        return response
    }
}
