internal import Glibc

/// The lock that says that a kiosk is alive, and that there is no second one of its name on its store.
///
/// It lies on a file that stays, is held by the supervisor and, as an open file, by the worker too, and goes when both are
/// gone, however they go. Whoever asks whether it is held changes nothing.
public final class KioskLock {
    /// Why there is none.
    public enum Fault: Error, Hashable, Sendable {
        /// A kiosk has it, with this process number if that could be read.
        case held(by: Int32?)
        /// The file cannot be opened or locked, in the system's words.
        case unusable(String)
    }

    /// The open file, which a worker inherits.
    let file: Int32

    /// Takes the lock, and waits up to `patience` for a kiosk that is about to end.
    public init(_ path: String, patience: Duration = .seconds(5)) throws(Fault) {
        do { try DurableFile.makeFolder(DurableFile.folder(of: path)) } catch { throw .unusable("\(error)") }
        // Not close-on-exec: the worker holds it as well.
        file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o640)
        guard file >= 0 else { throw .unusable("\(path): \(String(cString: strerror(errno)))") }
        let tries = patience.milliseconds / 50
        var count: Int64 = 0
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            guard code == EWOULDBLOCK || code == EINTR else {
                close(file)
                throw .unusable("\(path): \(String(cString: strerror(code)))")
            }
            guard count < tries else {
                let holder = Self.holder(file)
                close(file)
                throw .held(by: holder)
            }
            count += 1
            usleep(50_000)
        }
        let number = Array("\(getpid())\n".utf8)
        ftruncate(file, 0)
        _ = pwrite(file, number, number.count, 0)
    }

    deinit { close(file) }

    /// Whether a kiosk holds the lock; nil if that cannot be known. Holds it for no moment itself that a kiosk could notice:
    /// a shared lock, which a kiosk that starts waits out.
    static func isHeld(_ path: String) -> Bool? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return errno == ENOENT ? false : nil }
        defer { close(file) }
        if flock(file, LOCK_SH | LOCK_NB) == 0 { return false }
        return errno == EWOULDBLOCK ? true : nil
    }

    private static func holder(_ file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count], as: UTF8.self).trimmingBlanks.prefix { $0.isNumber })
    }
}
