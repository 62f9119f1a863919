internal import FoundationEssentials
internal import GRDB
public import SurveyModel

/// A response as the store keeps it.
public struct StoredResponse: Hashable, Sendable {
    /// Rises by arrival, from 1.
    public var arrival: Int64
    /// The response's id.
    public var id: String
    /// The survey's name.
    public var survey: String
    /// The survey's structure hash.
    public var structure: String
    /// The response as one line of JSON, without a line break, byte for byte as it was taken.
    public var line: String
    /// When it was taken.
    public var received: Timestamp
}

/// A response that was sent under the id of a different one.
public struct Conflict: Hashable, Sendable {
    /// The id that both have.
    public var id: String
    /// The response that was kept aside, as one line of JSON.
    public var line: String
    /// When it came first.
    public var received: Timestamp
    /// Where it came from first.
    public var source: String
}

extension Store {
    /// How responses follow one another when they are read.
    public enum Order: Hashable, Sendable {
        /// As they were taken.
        case arrival
        /// By id, which is the same for every store that holds the same responses.
        case id
    }

    /// Gives one response after the other, of one structure or of all, as they were when the call began.
    ///
    /// Memory does not grow with their number. What `body` throws ends the reading and is thrown on.
    public func forEachResponse(
        ofStructure structure: String? = nil, in order: Order = .arrival,
        _ body: (StoredResponse) throws -> Void
    ) throws {
        let ordering = order == .id ? "id" : "arrival"
        let query = """
            SELECT arrival, id, survey, hash, raw, received
            FROM responses JOIN structures ON number = structure
            WHERE arrival <= ? \(structure == nil ? "" : "AND hash = ?") ORDER BY \(ordering)
            """
        // The statement sees what the body of this call writes; the limit keeps it to what was there before.
        let last = try lastArrival()
        try stream(query, StatementArguments([last]) + (structure.map { [$0] } ?? [])) { row in
            StoredResponse(
                arrival: try row.integer(0), id: try row.text(1), survey: try row.text(2),
                structure: try row.text(3), line: try row.text(4),
                received: Timestamp(milliseconds: try row.integer(5)))
        } body: {
            try body($0)
        }
    }

    /// Gives the bytes of one response after the other to a survey in all its versions, as they were when the call began: for
    /// those who read many. They are valid until the next.
    ///
    /// Memory does not grow with their number. What `body` throws ends the reading and is thrown on.
    public func forEachLine(
        ofSurvey survey: String, in order: Order = .arrival, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        // Where they arrived in the order of their ids, the table itself is in it, and no row has to be looked for.
        let last = try lastArrival()
        let isSorted = try order == .id && arrivedInOrder(upTo: last)
        // The plus keeps SQLite from gathering the structure's rows first and sorting them then, which takes memory for each.
        let query = """
            SELECT raw FROM responses WHERE arrival <= ?
            AND +structure IN (SELECT number FROM structures WHERE survey = ?)
            ORDER BY \(order == .id && !isSorted ? "id" : "arrival")
            """
        var ended: (any Error)?
        try read { database in
            do {
                try database.forEach(query, [last, survey]) { row in
                    try row.withUnsafeData(atIndex: 0) { data in
                        do { try (data ?? Data()).withUnsafeBytes { try body($0) } } catch {
                            ended = error
                            throw Stopped()
                        }
                    }
                }
            } catch is Stopped {}
        }
        if let ended { throw ended }
    }

    /// Gives one conflict after the other, in the order in which they came.
    public func forEachConflict(_ body: (Conflict) throws -> Void) throws {
        try stream("SELECT id, raw, received, source FROM conflicts ORDER BY number", []) { row in
            Conflict(
                id: try row.text(0), line: try row.text(1),
                received: Timestamp(milliseconds: try row.integer(2)),
                source: try row.text(3))
        } body: {
            try body($0)
        }
    }

    /// Whether responses arrived in the order of their ids. Reads the index of ids alone.
    private func arrivedInOrder(upTo end: Int64) throws(StoreFault) -> Bool {
        try read { database in
            var last: Int64 = 0
            let arrivals = try Int64.fetchCursor(
                database.makeStatement(sql: "SELECT arrival FROM responses WHERE arrival <= ? ORDER BY id"),
                arguments: [end])
            while let arrival = try arrivals.next() {
                guard arrival > last else { return false }
                last = arrival
            }
            return true
        }
    }

    private func lastArrival() throws(StoreFault) -> Int64 {
        try read { try $0.first("SELECT coalesce(max(arrival), 0) FROM responses")?.integer(0) ?? 0 }
    }

    /// How many responses the store holds. Linear in their number.
    public func responseCount() throws(StoreFault) -> Int { try count("SELECT count(*) FROM responses") }

    /// How many responses were kept aside.
    public func conflictCount() throws(StoreFault) -> Int { try count("SELECT count(*) FROM conflicts") }

    private func count(_ query: String) throws(StoreFault) -> Int {
        try read { database in Int(try database.first(query)?.integer(0) ?? 0) }
    }

    /// The caller's own errors pass through, and only those of the database are put into words.
    private func stream<Element>(
        _ query: String, _ arguments: StatementArguments, _ element: (Row) throws -> Element,
        body: (Element) throws -> Void
    ) throws {
        var ended: (any Error)?
        try read { database in
            do {
                try database.forEach(query, arguments) { row in
                    let element = try element(row)
                    do { try body(element) } catch {
                        ended = error
                        throw Stopped()
                    }
                }
            } catch is Stopped {}
        }
        if let ended { throw ended }
    }
}

/// The body wants no further row.
private struct Stopped: Error {}
