internal import GRDB
public import SurveyModel

extension Store {
    /// Ends an interview whose respondent has withdrawn consent: everything its journal held is erased, and in the same
    /// transaction the interview ends with a response that says so.
    ///
    /// Of the journal only `records` stay, in place of what was there: what is known without the respondent. They must
    /// say what the response says. Erased rows are overwritten in the file, and the write-ahead log is emptied as far as
    /// no reader still needs it. Throws `misused` unless the response is one of a refusal, and `notOpen` if the interview
    /// was closed before; then nothing is erased.
    @discardableResult
    public func withdraw(
        _ interview: OpenInterview, leaving records: [Record], with response: Response, at moment: Timestamp
    ) throws(StoreFault) -> Receipt {
        guard response.id == interview.id, response.state == .refused else {
            throw StoreFault(
                .misused, "the response \(response.id) is no refusal of the interview \(interview.id)")
        }
        let receipt = try write { database in
            // No other program sees the journal without its guard: the schema changes back in the same transaction.
            try database.execute(sql: "DROP TRIGGER journal_is_not_deleted")
            try database.run("DELETE FROM journal WHERE interview = ?", [interview.number])
            try database.execute(sql: Schema.guardOfJournal)
            for record in records { try append(record, to: interview, at: moment, in: database) }
            return try close(
                number: interview.number, with: response, from: "interview", at: moment, in: database)
        }
        // The log still holds the pages as they were. What keeps it from being emptied, such as a reader, is no fault.
        _ = try? read { database in try database.first("PRAGMA wal_checkpoint(TRUNCATE)") }
        return receipt
    }

    /// Erases an open interview with its journal, as if it had never begun: for kiosks that keep nothing of those who walked
    /// away.
    ///
    /// Nothing counted it, so nothing else changes. Its rows are overwritten in the file, and the write-ahead log is emptied as
    /// far as no reader still needs it. Throws `notOpen` if it was closed before; then nothing is erased.
    public func discard(_ interview: OpenInterview) throws(StoreFault) {
        try write { database in
            // No other program sees the tables without their guards: the schema changes back in the same transaction.
            try database.execute(
                sql: "DROP TRIGGER journal_is_not_deleted; DROP TRIGGER interviews_are_not_deleted")
            try database.run(
                """
                DELETE FROM journal
                WHERE interview = (SELECT number FROM interviews WHERE number = ? AND id = ? AND state = 'open')
                """, [interview.number, interview.id])
            try database.run(
                "DELETE FROM interviews WHERE number = ? AND id = ? AND state = 'open'",
                [interview.number, interview.id])
            guard database.changesCount == 1 else {
                throw StoreFault(
                    .notOpen,
                    "the interview \(interview.id) in \(path) is closed already; its answers are kept")
            }
            try database.execute(sql: Schema.guardOfJournal + ";" + Schema.guardOfInterviews)
        }
        _ = try? read { database in try database.first("PRAGMA wal_checkpoint(TRUNCATE)") }
    }
}
