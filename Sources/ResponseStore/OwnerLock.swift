internal import Glibc

/// The sign that the process which began an interview is alive.
///
/// A file beside the store, `STORE-live`, always empty. A store that begins interviews locks one byte of it,
/// at an offset drawn at random which its interviews carry as their owner. The kernel drops the lock when the
/// process ends, however it ends, so neither reused process numbers nor a restart of the machine can mislead:
/// an interview is open and nobody's if its owner's byte can be locked. Locks belong to the open file, not to
/// the process, so that two stores in one process are two owners. The byte is never in the database file
/// itself, because closing a second descriptor of that would drop SQLite's own locks.
final class OwnerLock: Sendable {
    /// The locked offset.
    let offset: Int64
    private let file: CInt

    /// Draws an owner and locks its byte.
    init(besideStore path: String) throws(StoreFault) {
        file = try Self.open(path)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<16 {
            let candidate = Int64.random(in: 1..<Int64.max, using: &generator)
            if Self.lock(file, candidate) {
                offset = candidate
                return
            }
        }
        let reason = String(cString: strerror(errno))
        Glibc.close(file)
        throw StoreFault(
            .inputOutput, "\(path)-live cannot be locked: \(reason); keep the store on a local disk")
    }

    deinit { Glibc.close(file) }

    /// Whether nobody holds the byte of an owner.
    static func isGone(_ owner: Int64, besideStore path: String) throws(StoreFault) -> Bool {
        let file = try open(path)
        defer { Glibc.close(file) }
        return lock(file, owner)
    }

    private static func open(_ path: String) throws(StoreFault) -> CInt {
        let file = Glibc.open("\(path)-live", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard file >= 0 else {
            let code = errno
            let reason = String(cString: strerror(code))
            throw StoreFault(
                code == ENOSPC ? .full : .noPermission,
                "\(path)-live cannot be opened: \(reason); check the permissions of the folder")
        }
        return file
    }

    private static func lock(_ file: CInt, _ offset: Int64) -> Bool {
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(offset)
        range.l_len = 1
        return fcntl(file, setOpenFileLock, &range) == 0
    }
}

/// `F_OFD_SETLK` of Linux's <fcntl.h>, which the C library's module does not show.
private let setOpenFileLock: CInt = 37
