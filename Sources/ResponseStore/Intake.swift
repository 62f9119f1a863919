internal import GRDB
internal import GRDBSQLite
internal import Glibc
package import SurveyModel
package import Tallies

// Many responses in one transaction, from memory straight into the statement: without a value of the language for each
// column, a row costs what SQLite itself costs.

/// A response as a row, in memory that stays where it is for the call.
package struct IntakeRow {
    /// The id, 36 bytes.
    package var id: UnsafeBufferPointer<UInt8>
    /// The language.
    package var locale: UnsafeBufferPointer<UInt8>
    /// How it ended.
    package var state: Disposition
    /// When it began and ended, in milliseconds since 1970.
    package var started: Int64
    package var ended: Int64
    /// The response as a store writes it, without a line break.
    package var raw: UnsafeBufferPointer<UInt8>
    /// When it was taken first, in milliseconds since 1970.
    package var received: Int64

    /// Makes a row of what was read, and checked.
    package init(
        id: UnsafeBufferPointer<UInt8>, locale: UnsafeBufferPointer<UInt8>, state: Disposition,
        started: Int64, ended: Int64, raw: UnsafeBufferPointer<UInt8>, received: Int64
    ) {
        self.id = id
        self.locale = locale
        self.state = state
        self.started = started
        self.ended = ended
        self.raw = raw
        self.received = received
    }
}

/// What a row became.
package enum IntakeReceipt {
    /// As of any response.
    case receipt(Receipt)
    /// The store has a response under this id that says that consent was withdrawn: nothing of the row is kept.
    case withdrawn
    /// The row says that consent was withdrawn, and the store has counted answers under this id, which it never edits. The
    /// refusal is kept aside.
    case withdrawnTooLate
}

/// One transaction that takes responses: see `Store.intake`.
package final class Intake {
    private let store: Store
    private let database: Database
    private let insertion: Statement
    private let selection: Statement
    private let conflict: Statement

    fileprivate init(_ store: Store, _ database: Database) throws {
        self.store = store
        self.database = database
        // Statements of its own: what is bound past GRDB must not meet what GRDB bound.
        insertion = try database.makeStatement(
            sql: """
                INSERT INTO responses (id, structure, locale, state, started, ended, raw, received)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """)
        selection = try database.makeStatement(
            sql: "SELECT raw, state, structure FROM responses WHERE id = ?")
        conflict = try database.makeStatement(
            sql:
                "INSERT INTO conflicts (id, raw, received, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        )
    }

    /// The responses of one structure, for the time of a transaction.
    package struct Target {
        fileprivate let definition: Definition
        /// What they are counted by. Another program may have registered other metrics since the transaction before, and
        /// then it is another plan.
        package var plan: TallyPlan { definition.plan }
    }

    /// Where responses of a structure go. Throws `unknownSurvey`.
    package func target(ofSurvey name: String, structure: String) throws -> Target {
        Target(definition: try store.definition(StructureKey(name: name, hash: structure), in: database))
    }

    /// Puts a row among the responses, or a different one under a known id among the conflicts, as `Store.take` does.
    ///
    /// With `honoursWithdrawal` answers of somebody who withdrew consent are not kept aside.
    package func take(
        _ row: IntakeRow, to target: Target, from source: String, honoursWithdrawal: Bool
    ) throws -> IntakeReceipt {
        let statement = insertion.sqliteStatement
        try check(bind(row.id, to: statement, 1))
        try check(sqlite3_bind_int64(statement, 2, target.definition.number))
        try check(bind(row.locale, to: statement, 3))
        try check(bind(row.state.text, to: statement, 4))
        try check(sqlite3_bind_int64(statement, 5, row.started))
        try check(sqlite3_bind_int64(statement, 6, row.ended))
        try check(bind(row.raw, to: statement, 7))
        try check(sqlite3_bind_int64(statement, 8, row.received))
        try run(statement)
        if database.changesCount == 1 { return .receipt(.taken) }
        return try compare(row, source, honoursWithdrawal: honoursWithdrawal)
    }

    private func compare(
        _ row: IntakeRow, _ source: String, honoursWithdrawal: Bool
    ) throws -> IntakeReceipt {
        let statement = selection.sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        try check(bind(row.id, to: statement, 1))
        guard sqlite3_step(statement) == SQLITE_ROW else { throw failure() }
        let count = Int(sqlite3_column_bytes(statement, 0))
        let kept = UnsafeBufferPointer(start: sqlite3_column_text(statement, 0), count: count)
        if kept.elementsEqual(row.raw) { return .receipt(.known) }
        let isRefused =
            sqlite3_column_text(statement, 1).map { String(cString: $0) } == Disposition.refused.rawValue
        if honoursWithdrawal, isRefused, row.state != .refused { return .withdrawn }
        let aside = conflict.sqliteStatement
        try check(bind(row.id, to: aside, 1))
        try check(bind(row.raw, to: aside, 2))
        try check(sqlite3_bind_int64(aside, 3, row.received))
        // The zero is for a name of nothing, which has an address then too.
        try (Array(source.utf8) + [0]).withUnsafeBufferPointer {
            try check(bind(UnsafeBufferPointer(rebasing: $0.dropLast()), to: aside, 4))
            try run(aside)
        }
        return honoursWithdrawal && row.state == .refused && !isRefused
            ? .withdrawnTooLate : .receipt(.conflict)
    }

    /// Adds what the rows that were taken count.
    package func add(_ tallies: Tallies, to target: Target) throws {
        try store.add(tallies, to: target.definition, in: database)
    }

    private func bind(
        _ bytes: UnsafeBufferPointer<UInt8>, to statement: OpaquePointer, _ index: CInt
    ) -> CInt {
        // The memory stays for the step that follows.
        guard let start = bytes.baseAddress else { return sqlite3_bind_null(statement, index) }
        return sqlite3_bind_text(
            statement, index, UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self),
            CInt(clamping: bytes.count), nil)
    }

    private func run(_ statement: OpaquePointer) throws {
        let code = sqlite3_step(statement)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        guard code == SQLITE_DONE else { throw failure() }
    }

    private func check(_ code: CInt) throws { if code != SQLITE_OK { throw failure() } }

    private func failure() -> DatabaseError {
        let connection = database.sqliteConnection
        return DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) })
    }
}

extension Disposition {
    /// The name of the state, in memory that stays.
    fileprivate var text: UnsafeBufferPointer<UInt8> {
        let text: StaticString =
            switch self {
            case .complete: "complete"
            case .partial: "partial"
            case .screened: "screened"
            case .refused: "refused"
            case .abandoned: "abandoned"
            }
        return UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
}

extension Store {
    /// Takes responses in one durable transaction: all that `body` gives, or none.
    ///
    /// A transaction of some ten thousand is quick; other programs that write wait for its end. Between two, the write-ahead
    /// log is folded into the file.
    package func intake<T>(_ body: (Intake) throws -> T) throws(StoreFault) -> T {
        try write { database in try body(Intake(self, database)) }
    }

    /// Lets a connection keep more of the file in memory while much is taken, and gives that back afterwards.
    package func whileTakingMany<T>(_ body: () throws -> T) throws -> T {
        try read { try $0.execute(sql: "PRAGMA cache_size = -32768") }
        defer {
            // What keeps the log from being folded in, such as a reader, is no fault.
            _ = try? read { database in
                try database.execute(sql: "PRAGMA cache_size = -2000")
                return try database.first("PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
        return try body()
    }

    /// Folds the write-ahead log into the file if it has grown, waiting for readers if need be, so that it does not grow
    /// without end under somebody who reads for long.
    package func boundLog() throws(StoreFault) {
        var status = stat()
        guard stat(truePath + "-wal", &status) == 0, status.st_size > Self.logLimit else { return }
        // A reader that stays past the patience is no fault: the next transaction tries again.
        _ = try? read { database in try database.first("PRAGMA wal_checkpoint(RESTART)") }
    }

    /// The size of the log beyond which readers are waited for.
    private static let logLimit = 256 << 20
}
