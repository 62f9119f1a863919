internal import GRDB
internal import Glibc
internal import SurveyModel
internal import Synchronization

/// One SQLite file with surveys, interviews answer by answer, responses that are never edited, and their
/// tallies.
///
/// What a method has returned from is on the disk: each change is one transaction, and SQLite syncs the
/// write-ahead log at its end. Several processes may use one store; within a process a store may be used from
/// any thread, one call at a time being served. Every method throws `StoreFault`.
public final class Store: Sendable {
    /// How a store is opened.
    public enum Mode: Hashable, Sendable {
        /// To read it; nothing in it changes. A store in a folder that cannot be written, or on a medium that can only be
        /// read, is read too, as long as nothing is beside it that only a writer could take in.
        case readOnly
        /// To read and write a store that exists.
        case readWrite
        /// To read and write; a missing or empty file becomes a new store.
        case create
    }

    /// The path as it was given.
    public let path: String
    /// How it was opened.
    public let mode: Mode

    let queue: DatabaseQueue
    /// The file, where it is read as if nobody could change it.
    private let still: StillFile?
    /// The path without symbolic links, which every process that uses the file agrees on.
    let truePath: String
    /// What responses are counted by, per structure, read or registered earlier.
    let definitions = Mutex<[StructureKey: Definition]>([:])
    /// The sign that this process is alive, held from its first interview on.
    let owner = Mutex<OwnerLock?>(nil)

    /// Opens a store.
    ///
    /// `patience` is how many seconds to wait, here and in every later call, while another process has it
    /// locked.
    public init(opening path: String, mode: Mode, patience: Double = 5) throws(StoreFault) {
        self.path = path
        self.mode = mode
        (queue, still) = try Self.open(path, mode: mode, patience: patience)
        let resolved = realpath(path, nil)
        defer { free(resolved) }
        truePath = resolved.map { String(cString: $0) } ?? path
    }

    /// Closes the file. Later calls fail; without it the store closes when the last reference goes.
    public func close() throws(StoreFault) {
        try Self.translating(path) { try queue.close() }
        owner.withLock { $0 = nil }
    }
}

extension Store {
    /// Reads, outside a transaction: every statement sees the store as it was when that statement began.
    func read<T>(_ body: (Database) throws -> T) throws(StoreFault) -> T {
        try whileStill { () throws(StoreFault) in
            try Self.translating(path) { try pastPassing { try queue.unsafeReentrantRead(body) } }
        }
    }

    /// Reads the store as it is at one moment.
    func snapshot<T>(_ body: (Database) throws -> T) throws(StoreFault) -> T {
        try whileStill { () throws(StoreFault) in
            try Self.translating(path) { try pastPassing { try transaction(.deferred, body) } }
        }
    }

    /// Reads again, for a moment, where nothing was read: a connection that may not write cannot repair the index of the log, which
    /// it may see half-written by somebody at work. SQLite says so before the first row of a transaction or of a statement by
    /// itself.
    private func pastPassing<T>(_ body: () throws -> T) throws -> T {
        let end = ContinuousClock.now + .seconds(Self.longestPassing)
        while true {
            do { return try body() } catch let error as DatabaseError
                where error.resultCode == .SQLITE_READONLY && mode == .readOnly
                && ContinuousClock.now < end
            {}
            usleep(1_000)
        }
    }

    private func whileStill<T>(_ body: () throws(StoreFault) -> T) throws(StoreFault) -> T {
        guard let still else { return try body() }
        return try still.whileStill(body)
    }

    /// Changes the store in one durable transaction: all of it or nothing.
    func write<T>(_ body: (Database) throws -> T) throws(StoreFault) -> T {
        try checkWritable()
        return try Self.translating(path) { try transaction(.immediate, body) }
    }

    /// Changes the store with one statement, which is its own durable transaction.
    func statement(_ body: (Database) throws -> Void) throws(StoreFault) {
        try checkWritable()
        try Self.translating(path) { try queue.unsafeReentrantWrite(body) }
    }

    private func checkWritable() throws(StoreFault) {
        guard mode != .readOnly else {
            throw StoreFault(.misused, "\(path) was opened for reading only; open it for writing")
        }
    }

    private func transaction<T>(_ kind: Database.TransactionKind, _ body: (Database) throws -> T) throws -> T
    {
        var result: T?
        try queue.unsafeReentrantWrite { database in
            try database.inTransaction(kind) {
                result = try body(database)
                return .commit
            }
        }
        guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return result
    }

    /// Gives errors of the database the store's words.
    static func translating<T>(_ path: String, _ body: () throws -> T) throws(StoreFault) -> T {
        do {
            return try body()
        } catch let fault as StoreFault {
            throw fault
        } catch let error as DatabaseError {
            throw StoreFault(error, path: path)
        } catch {
            throw StoreFault(.inputOutput, "\(path) cannot be used: \(error)")
        }
    }
}
