internal import GRDB
internal import Glibc

// Opening looks at the path before SQLite does, because SQLite's "unable to open database file" stands for
// six different things that a person has to do.

extension Store {
    /// A connection to the store at a path, checked in every respect that the promises rest on; and the file, where it is
    /// read as it stands.
    static func open(
        _ path: String, mode: Mode, patience: Double
    ) throws(StoreFault) -> (DatabaseQueue, StillFile?) {
        let exists = try checkPath(path, mode: mode)
        let isRead = mode == .readOnly
        let end = ContinuousClock.now + .seconds(isRead ? min(patience, longestPassing) : patience)
        while true {
            do {
                guard !isRead else { return try openToRead(path, patience: patience, exists: exists) }
                return (try connect(path, to: absolute(path), mode, patience, exists: exists), nil)
            } catch {
                // SQLite waits for who holds a lock, but not where two want to make the same file a store: one is told at once.
                guard error.kind == .locked || isRead && error.kind == .noPermission,
                    ContinuousClock.now < end
                else { throw error }
            }
            usleep(10_000)
        }
    }

    /// How many seconds a state is given to pass in which a store cannot be read without writing. Who writes makes the log and its
    /// index one after the other, and takes them away so: a look in between finds one of them, or finds both and they are
    /// gone when SQLite opens them.
    static let longestPassing = 0.5

    /// Opens a store that is not written to, in the way that its surroundings allow at this moment.
    private static func openToRead(
        _ path: String, patience: Double, exists: Bool
    ) throws(StoreFault) -> (DatabaseQueue, StillFile?) {
        switch try Reach(path, folder: folder(of: path)) {
        case .shared:
            return (try connect(path, to: absolute(path), .readOnly, patience, exists: exists), nil)
        case .beside:
            let queue = try connect(
                path, to: absolute(path), .readOnly, patience, exists: exists, writes: false)
            return (queue, nil)
        case .still(let file):
            let queue = try file.whileStill { () throws(StoreFault) in
                try connect(
                    path, to: file.uri, .readOnly, patience, exists: exists, writes: false, isStill: true)
            }
            return (queue, file)
        }
    }

    /// Opens the file that SQLite knows by a name. Who only reads may still be able to write, for `Reach`'s reason; the store's
    /// own methods then refuse to.
    private static func connect(
        _ path: String, to name: String, _ mode: Mode, _ patience: Double, exists: Bool, writes: Bool = true,
        isStill: Bool = false
    ) throws(StoreFault) -> DatabaseQueue {
        try translating(path) {
            var configuration = Configuration()
            configuration.label = "store"
            configuration.readonly = !writes
            configuration.busyMode = .timeout(patience)
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            }
            let queue = try DatabaseQueue(path: name, configuration: configuration)
            try queue.unsafeReentrantWrite { database in
                var isEmpty = false
                // At one moment: somebody may be making it a store.
                try database.inTransaction(.deferred) {
                    isEmpty = try checkMarks(of: database, path: path)
                    return .commit
                }
                if isEmpty {
                    guard mode == .create else {
                        throw StoreFault(
                            .anotherProgram,
                            exists
                                ? "\(path) is empty, not a store; collect or interview into it to make it one"
                                : "\(path) vanished while it was opened; try again")
                    }
                    try initialize(database, path: path)
                }
                // What is read as it stands has no journal.
                if !isStill { try checkDurability(of: database, path: path, mode: mode) }
            }
            return queue
        }
    }

    /// Whether there is a file; throws if there is something else, or a missing one cannot be made.
    private static func checkPath(_ path: String, mode: Mode) throws(StoreFault) -> Bool {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw StoreFault(.misused, "a store needs a path; name a file like answers.db")
        }
        var status = stat()
        if stat(path, &status) == 0 {
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR:
                throw StoreFault(.notAFile, "\(path) is a directory, not a store; name a file in it")
            default: throw StoreFault(.notAFile, "\(path) is a device or a pipe, not a store; name a file")
            }
            guard access(path, R_OK) == 0 else {
                throw StoreFault(
                    .noPermission, "\(path) cannot be read: \(reason()); give yourself permission to read it")
            }
            guard mode != .readOnly else { return true }
            for needed in [path, folder(of: path)] where access(needed, W_OK) != 0 {
                throw StoreFault(
                    .noPermission,
                    "\(needed) cannot be written: \(reason()); give yourself permission to write it, "
                        + "or copy the store to where you have it"
                )
            }
            return true
        }
        guard errno == ENOENT else {
            throw StoreFault(
                .noPermission, "\(path) cannot be reached: \(reason()); check the path and its permissions")
        }
        let folder = folder(of: path)
        guard stat(folder, &status) == 0 else {
            throw StoreFault(
                .missing, "\(path) cannot be reached: there is no folder \(folder); make it, or mend the path"
            )
        }
        guard mode == .create else {
            throw StoreFault(
                .missing, "there is no file \(path); check the path, or collect responses into it first")
        }
        guard access(folder, W_OK) == 0 else {
            throw StoreFault(
                .noPermission,
                "\(path) cannot be made: \(folder): \(reason()); choose a folder that you can write")
        }
        return false
    }

    /// Whether the database is empty and nobody's; throws if it is another program's or a later version's.
    private static func checkMarks(of database: Database, path: String) throws -> Bool {
        let application = try database.first("PRAGMA application_id")?.integer(0)
        let version = try database.first("PRAGMA user_version")?.integer(0) ?? 0
        guard application == Schema.applicationID else {
            if application == 0, version == 0,
                try database.first("SELECT 1 FROM sqlite_schema LIMIT 1") == nil
            {
                return true
            }
            throw StoreFault(
                .anotherProgram,
                "\(path) is a database of another program, and is left as it is; name another file")
        }
        guard version <= Schema.version else {
            throw StoreFault(
                .newerVersion,
                "\(path) has format \(version), and this program knows up to \(Schema.version); "
                    + "use the newer program"
            )
        }
        guard version == Schema.version else { throw StoreFault.damaged(path, "its format is \(version)") }
        return false
    }

    /// Makes an empty database a store. Two processes may try at once: the second one finds it made.
    private static func initialize(_ database: Database, path: String) throws {
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        try database.inTransaction(.immediate) {
            guard try checkMarks(of: database, path: path) else { return .rollback }
            try database.execute(sql: Schema.sql)
            try database.execute(
                sql:
                    "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version)"
            )
            return .commit
        }
    }

    /// Asks for what durability rests on and reads back what is in force: a build or a file system may
    /// decline.
    ///
    /// `synchronous` is set here, on the open connection, and never while the connection is prepared: GRDB's
    /// own set-up of the write-ahead log comes after that and lowers it to NORMAL.
    private static func checkDurability(of database: Database, path: String, mode: Mode) throws {
        let journal = try database.first("PRAGMA journal_mode")?.text(0) ?? "unknown"
        guard journal == "wal" else {
            throw StoreFault(
                .notDurable,
                "\(path) has the journal mode \(journal), not wal; close every program that uses it and run "
                    + "`sqlite3 STORE 'PRAGMA journal_mode=wal'`, or keep it on a local disk")
        }
        guard mode != .readOnly else { return }
        // What is erased is overwritten: a consent that was withdrawn leaves nothing in the file.
        try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
        guard try database.first("PRAGMA synchronous")?.integer(0) == 2,
            try database.first("PRAGMA foreign_keys")?.integer(0) == 1
        else {
            throw StoreFault(
                .notDurable,
                "SQLite would not sync each commit to \(path); use the SQLite library of the distribution")
        }
    }

    /// SQLite reads a path that begins with "file:" or is ":memory:" as something else than a file.
    private static func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "./\(path)" }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
