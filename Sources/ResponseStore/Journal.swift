internal import GRDB
public import SurveyModel

/// A record as a row of the journal: which variable, what happened, and the value as JSON where there is one.
struct JournalLine {
    var variable: String?
    var what: String
    var answer: String?

    init(variable: String?, what: String, answer: String?) {
        self.variable = variable
        self.what = what
        self.answer = answer
    }

    init(_ record: Record, of survey: Survey) throws {
        switch record {
        case .answer(let id, let answer):
            guard survey.variables.indices.contains(id.position), survey[id].isStored else {
                throw StoreFault(
                    .misused, "the variable \(id.position) is not stored; record only what responses hold")
            }
            let variable = survey[id]
            switch answer {
            case .answered(let value):
                self.init(
                    variable: variable.name, what: "answered",
                    answer: value.json(in: variable.domain, of: survey).compactText)
            case .missing(.notAsked): self.init(variable: variable.name, what: "cleared", answer: nil)
            case .missing(let reason): self.init(variable: variable.name, what: reason.rawValue, answer: nil)
            }
        case .locale(let tag):
            self.init(variable: nil, what: "locale", answer: JSONValue.string(tag).compactText)
        case .stale: self.init(variable: nil, what: "stale", answer: nil)
        }
    }

    /// The record that this line states about a survey.
    func record(of survey: Survey, index: [String: VariableID]) throws(ResponseFault) -> Record {
        switch what {
        case "locale":
            guard let tag = try json().string, Response.isTag(tag) else {
                throw ResponseFault("it names no language")
            }
            return .locale(tag)
        case "stale": return .stale
        default: break
        }
        guard let variable, let id = index[variable], survey[id].isStored else {
            throw ResponseFault("\"\(variable ?? "")\" is not a variable of the survey")
        }
        switch what {
        case "answered":
            return .answer(
                id, .answered(try Value(json: json(), in: survey[id].domain, of: survey, name: variable)))
        case "cleared": return .answer(id, .notAsked)
        default:
            guard let reason = Missing(rawValue: what) else {
                throw ResponseFault("\"\(what)\" is no kind of missing")
            }
            return .answer(id, .missing(reason))
        }
    }

    private func json() throws(ResponseFault) -> JSONValue {
        do { return try JSONValue(parsing: (answer ?? "").utf8) } catch {
            throw ResponseFault(error.message, offset: error.offset)
        }
    }
}

/// An interview as its journal tells it.
public struct RecordedInterview: Sendable {
    /// What was known at its beginning.
    public let start: InterviewStart
    /// The survey in the version that the interview was held with.
    public let survey: Survey
    /// `open`, or how it ended.
    public let state: String
    /// Everything that was recorded, in order.
    public internal(set) var records: [Record] = []
    /// Journal lines that could not be read, in words. Empty unless the file is damaged.
    public internal(set) var unreadable: [String] = []
    /// When the last record was made; the beginning if there is none.
    public internal(set) var lastRecorded: Timestamp

    /// The answers that were recorded, in order, as `Interview.resume` takes them.
    public var answers: [(VariableID, Answer)] {
        records.compactMap { if case .answer(let id, let answer) = $0 { (id, answer) } else { nil } }
    }

    /// The language at the end.
    public var locale: String {
        records.reversed().lazy.compactMap { if case .locale(let tag) = $0 { tag } else { nil } }.first
            ?? start.locale
    }

    /// Whether a text was shown on a stale or missing translation.
    public var isStale: Bool { records.contains(.stale) }

    /// The last answer of every variable, also of questions that a later answer hid again.
    public var lastAnswers: [Answer] {
        var last = [Answer](repeating: .notAsked, count: survey.variables.count)
        for (id, answer) in answers { last[id.position] = answer }
        return last
    }
}

extension Store {
    /// What the journal tells of an interview, open or closed; nil if there is none with this id.
    public func interview(_ id: String) throws(StoreFault) -> RecordedInterview? {
        var read = ReadSurveys()
        return try snapshot { database in
            try database.first("SELECT number FROM interviews WHERE id = ?", [id]).map { row in
                try recordedInterview(number: row.integer(0), in: database, read: &read)
            }
        }
    }

    func recordedInterview(
        number: Int64, in database: Database, read: inout ReadSurveys
    ) throws -> RecordedInterview {
        let row = try database.first(
            """
            SELECT id, locale, station, channel, seed, started, state, survey, version
            FROM interviews JOIN structures ON structures.number = interviews.structure
            WHERE interviews.number = ?
            """, [number])
        guard let row, let seed = UInt64(try row.text(4)) else {
            throw StoreFault.damaged(path, "the interview \(number) has no survey or no seed")
        }
        let started = Timestamp(milliseconds: try row.integer(5))
        let start = InterviewStart(
            id: try row.text(0), locale: try row.text(1), station: try row.optionalText(2),
            channel: try row.optionalText(3), seed: seed, started: started)
        let known = try read.survey(named: row.text(7), version: row.integer(8), of: self, in: database)
        var interview = RecordedInterview(
            start: start, survey: known.survey, state: try row.text(6), lastRecorded: started)
        try readJournal(into: &interview, number: number, index: known.index, in: database)
        return interview
    }

    private func readJournal(
        into interview: inout RecordedInterview, number: Int64, index: [String: VariableID],
        in database: Database
    ) throws {
        let rows = try database.all(
            "SELECT seq, variable, what, answer, at FROM journal WHERE interview = ? ORDER BY seq", [number])
        for row in rows {
            let line = JournalLine(
                variable: try row.optionalText(1), what: try row.text(2), answer: try row.optionalText(3))
            do { interview.records.append(try line.record(of: interview.survey, index: index)) } catch {
                interview.unreadable.append("line \(try row.integer(0)): \(error.message)")
            }
            interview.lastRecorded = max(
                interview.lastRecorded, Timestamp(milliseconds: try row.integer(4)))
        }
    }
}

/// Surveys that were read from the store already: many interviews share one.
struct ReadSurveys {
    private var known: [Key: (survey: Survey, index: [String: VariableID])] = [:]

    private struct Key: Hashable {
        var name: String
        var version: Int64
    }

    mutating func survey(
        named name: String, version: Int64, of store: Store, in database: Database
    ) throws -> (survey: Survey, index: [String: VariableID]) {
        let key = Key(name: name, version: version)
        if let found = known[key] { return found }
        let row = try database.first(
            "SELECT compiled FROM surveys WHERE name = ? AND version = ?", [name, version])
        guard let row else {
            throw StoreFault.damaged(store.path, "version \(version) of the survey \(name) is missing")
        }
        let survey = try store.decode(row.text(0), name: name)
        let read = (survey, survey.variableIndex)
        known[key] = read
        return read
    }
}
