internal import GRDB

/// Why a store could not be opened, read or written.
public struct StoreFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of fault it is; it decides the exit code.
    public var kind: Kind
    /// What was seen, where, and what to do.
    public var message: String

    /// Makes a fault.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// The kinds of fault.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// There is no such file or folder.
        case missing
        /// The path is a directory, or something else that is no file.
        case notAFile
        /// The file is no SQLite database.
        case notADatabase
        /// The file is a database of another program.
        case anotherProgram
        /// A later version of the program made the store.
        case newerVersion
        /// The file is a store and its contents are damaged.
        case damaged
        /// The file or its folder cannot be written, or not be read.
        case noPermission
        /// The disk, or what the process may use of it, is full.
        case full
        /// Another process kept the store locked.
        case locked
        /// SQLite would not promise that what is committed is on the disk.
        case notDurable
        /// The operating system failed to read or write.
        case inputOutput
        /// The survey's structure differs from the one that answers were collected with.
        case surveyChanged
        /// The store does not hold the survey that a response answers.
        case unknownSurvey
        /// The interview is not open: it was finished, or closed as abandoned.
        case notOpen
        /// The caller asked for something that the store cannot do.
        case misused

        /// Whether reading or writing failed (exit code 74), rather than what was read is wrong (exit code
        /// 1).
        public var isInputOutput: Bool {
            switch self {
            case .missing, .notAFile, .noPermission, .full, .locked, .notDurable, .inputOutput: true
            case .notADatabase, .anotherProgram, .newerVersion, .damaged, .surveyChanged, .unknownSurvey,
                .notOpen,
                .misused:
                false
            }
        }
    }
}

extension StoreFault {
    /// What an error of SQLite means for the store at a path.
    init(_ error: DatabaseError, path: String) {
        let detail = error.message.map { " (SQLite: \($0))" } ?? ""
        switch error.resultCode {
        case .SQLITE_NOTADB:
            self.init(
                .notADatabase,
                "\(path) is not a store: it is no SQLite database, or its first bytes are damaged; "
                    + "name a store, or restore a back-up")
        case .SQLITE_CORRUPT, .SQLITE_FORMAT, .SQLITE_MISMATCH:
            self = .damaged(path, error.message ?? "malformed")
        case .SQLITE_FULL:
            self.init(
                .full,
                "\(path) cannot be written: the disk is full; free some space (what was acknowledged is kept)"
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.locked, "\(path) is locked by another process; wait for it to end, and try again")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(
                .noPermission,
                "\(path) cannot be written\(detail); give yourself write permission to it and its folder")
        case .SQLITE_CANTOPEN:
            self.init(
                .noPermission,
                "\(path) cannot be opened\(detail); check the permissions of it and of its folder")
        case .SQLITE_IOERR, .SQLITE_NOLFS, .SQLITE_PROTOCOL, .SQLITE_NOMEM:
            self.init(
                .inputOutput,
                "reading or writing \(path) failed\(detail); check the disk, then verify the store")
        case .SQLITE_CONSTRAINT:
            self = .damaged(path, error.message ?? "a constraint does not hold")
        case .SQLITE_ERROR where error.message?.hasPrefix("no such") == true,
            .SQLITE_ERROR where error.message?.hasPrefix("malformed") == true:
            self = .damaged(path, error.message ?? "the schema is not that of a store")
        default:
            self.init(.inputOutput, "\(path) cannot be used\(detail); verify the store")
        }
    }

    /// The store holds what it should never hold.
    static func damaged(_ path: String, _ what: String) -> StoreFault {
        StoreFault(
            .damaged,
            "\(path) is damaged: \(what); run `sondeo verify` on it, then restore a back-up"
        )
    }
}
