public import Interview
public import ResponseStore
public import SurveyModel

/// The journal of an interview in a store: every answer is on the disk before the next question is shown.
public struct StoreJournal: AnswerJournal {
    private let store: Store
    private let start: InterviewStart
    private let now: () -> Timestamp
    private var open: OpenInterview?
    private var locale: String
    private var isStale = false
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
        let records = changes(in: interview) + [.answer(variable, answer)]
        if let open {
            try store.commit(records, to: open, at: now())
        } else {
            open = try store.begin(
                start, of: interview.survey, with: givens(of: interview) + records, at: now())
        }
    }

    /// Ends the interview in one transaction with its response and the tallies. Throws `StoreFault`.
    ///
    /// An interview without any answer, as of a survey of notes only, leaves no trace; one that has ended stays as it is.
    public mutating func finish(_ interview: Interview, state: Disposition) throws {
        guard let open else { return }
        let moment = now()
        try store.commit(changes(in: interview), to: open, at: moment)
        let response = interview.response(
            id: start.id, started: start.started, ended: moment, station: start.station,
            channel: start.channel,
            state: state)
        try store.finish(open, with: response, at: moment)
        self.open = nil
        self.response = response
    }

    private mutating func changes(in interview: Interview) -> [Record] {
        var records: [Record] = []
        if interview.locale != locale {
            locale = interview.locale
            records.append(.locale(locale))
        }
        if interview.isStale, !isStale {
            isStale = true
            records.append(.stale)
        }
        return records
    }

    private func givens(of interview: Interview) -> [Record] {
        interview.survey.variables.indices.compactMap { position in
            guard case .given = interview.survey.variables[position].role else { return nil }
            let id = VariableID(position)
            return .answer(id, interview.answer(of: id))
        }
    }
}

extension RecordedInterview {
    /// The response of an interview that was cut off: its answers as far as they are still on the route.
    ///
    /// Throws `InterviewFault` if the recorded givens or language do not fit the survey, which only damage can do.
    public func abandonedResponse() throws -> Response {
        var givens: [VariableID: Value] = [:]
        for (id, answer) in answers {
            if case .given = survey[id].role, let value = answer.value { givens[id] = value }
        }
        var interview = try Interview(survey: survey, givens: givens, seed: start.seed, locale: locale)
        _ = interview.resume(
            answers.filter { id, _ in if case .given = survey[id].role { false } else { true } })
        var response = interview.response(
            id: start.id, started: start.started, ended: max(start.started, lastRecorded),
            station: start.station,
            channel: start.channel, state: .abandoned)
        response.isStale = isStale
        return response
    }
}
