internal import GRDB
public import SurveyModel

/// What `recover` closed.
public struct Recovery: Hashable, Sendable {
    /// The ids of the interviews that were closed as abandoned, in the order in which they began.
    public var closed: [String] = []
    /// What could not be read in their journals, in words. Empty unless the file is damaged.
    public var problems: [String] = []
}

extension Store {
    /// Closes as abandoned every open interview whose process is gone, each in its own transaction.
    ///
    /// `response` makes the response of what was recorded, with the state `abandoned`: the interview engine
    /// knows which of the answers are still on the route (`Interview.resume`). Interviews of living
    /// processes, of other `Store`s of this process and of this one stay open.
    public func recover(
        at now: Timestamp, response: (RecordedInterview) throws -> Response
    ) throws -> Recovery {
        var recovery = Recovery()
        let open = try self.read { database in
            try database.all(
                "SELECT number, owner FROM interviews WHERE state = 'open' ORDER BY number"
            ).map { (number: try $0.integer(0), owner: try $0.integer(1)) }
        }
        var gone: [Int64: Bool] = [:]
        var read = ReadSurveys()
        for interview in open {
            if gone[interview.owner] == nil {
                gone[interview.owner] = try OwnerLock.isGone(interview.owner, besideStore: truePath)
            }
            guard gone[interview.owner] == true else { continue }
            let recorded = try snapshot { database in
                try recordedInterview(number: interview.number, in: database, read: &read)
            }
            guard recorded.state == "open" else { continue }
            let abandoned = try response(recorded)
            guard abandoned.id == recorded.start.id, abandoned.state == .abandoned else {
                throw StoreFault(
                    .misused, "the interview \(recorded.start.id) was cut off; its response must say so")
            }
            do {
                _ = try write { database in
                    try close(
                        number: interview.number, with: abandoned, from: "recovery", at: now, in: database)
                }
                recovery.closed.append(recorded.start.id)
            } catch {
                // Another process may have recovered it since it was read.
                guard error.kind == .notOpen else { throw error }
                continue
            }
            recovery.problems += recorded.unreadable.map { "interview \(recorded.start.id), \($0)" }
        }
        return recovery
    }
}
