internal import GRDB
public import SurveyModel
internal import Synchronization
internal import Tallies

/// What is known when an interview gives its first answer.
public struct InterviewStart: Hashable, Sendable {
    /// A UUIDv7 in its canonical text, lower case: the id of the later response.
    public var id: String
    /// The language it is held in.
    public var locale: String
    /// Which kiosk or terminal.
    public var station: String?
    /// How it is administered.
    public var channel: String?
    /// The seed that reproduces every random order.
    public var seed: UInt64
    /// When the first question was shown.
    public var started: Timestamp

    /// Describes an interview.
    public init(
        id: String, locale: String, station: String? = nil, channel: String? = nil, seed: UInt64,
        started: Timestamp
    ) {
        self.id = id
        self.locale = locale
        self.station = station
        self.channel = channel
        self.seed = seed
        self.started = started
    }
}

/// One thing that happened in an interview and must not be lost.
public enum Record: Hashable, Sendable {
    /// A variable got this answer, a given included; *not asked* is an answer that was cleared.
    case answer(VariableID, Answer)
    /// The respondent changed the language.
    case locale(String)
    /// A text was shown on a stale or missing translation.
    case stale
}

/// An interview that this store began and that is still going on.
public struct OpenInterview: Sendable {
    /// The id of the interview and of the later response.
    public let id: String
    let number: Int64
    let survey: Survey
}

extension Store {
    /// Begins an interview, at its first committed answer: both are on the disk when this returns.
    ///
    /// The survey has to be registered. Until the interview is finished it belongs to this `Store`, and no
    /// other process closes it as abandoned while this one lives.
    public func begin(
        _ start: InterviewStart, of survey: Survey, with records: [Record], at moment: Timestamp
    ) throws(StoreFault) -> OpenInterview {
        let owner = try ownerOffset()
        return try write { database in
            let definition = try definition(StructureKey(survey), in: database)
            let isKnown = try database.first(
                "SELECT 1 FROM surveys WHERE name = ? AND version = ? AND structure = ?",
                [survey.name, survey.version, definition.number])
            guard isKnown != nil else {
                throw StoreFault(
                    .unknownSurvey,
                    "\(path) does not hold version \(survey.version) of the survey \(survey.name): "
                        + "register it first"
                )
            }
            guard try database.first("SELECT 1 FROM interviews WHERE id = ?", [start.id]) == nil,
                Response.isUUIDv7(start.id)
            else { throw StoreFault(.misused, "the interview \(start.id) is no new UUIDv7; draw a new one") }
            try database.run(
                """
                INSERT INTO interviews
                    (id, structure, version, locale, station, channel, seed, started, owner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    start.id, definition.number, survey.version, start.locale, start.station, start.channel,
                    String(start.seed), start.started.milliseconds, owner,
                ])
            let interview = OpenInterview(id: start.id, number: database.lastInsertedRowID, survey: survey)
            for record in records { try append(record, to: interview, at: moment, in: database) }
            return interview
        }
    }

    /// Adds to the journal of an interview. The records are on the disk when this returns.
    ///
    /// Throws `notOpen` if the interview was finished or closed as abandoned.
    public func commit(
        _ records: [Record], to interview: OpenInterview, at moment: Timestamp
    ) throws(StoreFault) {
        if records.count == 1 {
            // The usual case, which a respondent waits for: one statement is a transaction by itself.
            try statement { database in try append(records[0], to: interview, at: moment, in: database) }
        } else if !records.isEmpty {
            try write { database in
                for record in records { try append(record, to: interview, at: moment, in: database) }
            }
        }
    }

    /// Ends an interview with its response, whatever its state: response, tallies and the end of the
    /// interview are one transaction.
    ///
    /// `conflict` means that the store had taken a different response with this id before; the interview is
    /// closed, and its response is kept among the conflicts.
    @discardableResult
    public func finish(
        _ interview: OpenInterview, with response: Response, at moment: Timestamp
    ) throws(StoreFault) -> Receipt {
        guard response.id == interview.id else {
            throw StoreFault(.misused, "the response \(response.id) is not of the interview \(interview.id)")
        }
        return try write { database in
            try close(number: interview.number, with: response, from: "interview", at: moment, in: database)
        }
    }
}

extension Store {
    /// Keeps the response of an open interview, counts it, and closes the interview.
    func close(
        number: Int64, with response: Response, from source: String, at moment: Timestamp,
        in database: Database
    ) throws -> Receipt {
        let definition = try definition(StructureKey(response), in: database)
        try database.run(
            """
            UPDATE interviews SET state = ?, ended = ?, owner = NULL
            WHERE number = ? AND id = ? AND state = 'open'
            """,
            [response.state.rawValue, response.ended.milliseconds, number, response.id])
        guard database.changesCount == 1 else {
            throw StoreFault(
                .notOpen,
                "the interview \(response.id) in \(path) is closed already; its answers are kept as they were"
            )
        }
        let receipt = try keep(response, of: definition, from: source, at: moment, in: database)
        if receipt == .taken {
            var tallies = Tallies(definition.plan)
            tallies.add(response)
            try add(tallies, to: definition, in: database)
        }
        return receipt
    }

    /// Adds one line to the journal of an interview if that is open, in one statement. The number of one that was discarded may
    /// be another's by then, so that the id counts too.
    func append(
        _ record: Record, to interview: OpenInterview, at moment: Timestamp, in database: Database
    ) throws {
        let line = try JournalLine(record, of: interview.survey)
        try database.run(
            """
            INSERT INTO journal (interview, seq, variable, what, answer, at)
            SELECT number, 1 + coalesce((SELECT max(seq) FROM journal WHERE interview = number), 0),
                ?, ?, ?, ? FROM interviews WHERE number = ? AND id = ? AND state = 'open'
            """,
            [line.variable, line.what, line.answer, moment.milliseconds, interview.number, interview.id])
        guard database.changesCount == 1 else {
            throw StoreFault(
                .notOpen,
                "the interview \(interview.id) in \(path) is closed and takes no answer; begin a new one"
            )
        }
    }

    /// The byte that this store holds locked while it lives; locked at the first interview.
    private func ownerOffset() throws(StoreFault) -> Int64 {
        if let held = owner.withLock({ $0 }) { return held.offset }
        let lock = try OwnerLock(besideStore: truePath)
        return owner.withLock { held in
            let kept = held ?? lock
            held = kept
            return kept.offset
        }
    }
}
