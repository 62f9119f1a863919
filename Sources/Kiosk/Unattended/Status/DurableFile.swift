internal import Glibc

/// Small files that are read and replaced whole: a reader sees the old one or the new one, never half of one.
enum DurableFile {
    /// Why a file could not be read or written, in the system's words.
    struct Fault: Error, Hashable, CustomStringConvertible {
        let path: String
        let code: Int32
        var description: String { "\(path): \(String(cString: strerror(code)))" }
    }

    /// The bytes of a file; nil if there is none. A file of more than `limit` bytes is a fault.
    static func read(_ path: String, limit: Int = 1 << 16) throws(Fault) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw Fault(path: path, code: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw Fault(path: path, code: errno)
            }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw Fault(path: path, code: EFBIG) }
        }
    }

    /// Puts a file in the place of whatever is there.
    ///
    /// It is written beside it and renamed; where `isSynced`, file and folder are on the disk when this returns.
    static func replace(_ path: String, with bytes: [UInt8], isSynced: Bool, mode: mode_t = 0o640)
        throws(Fault)
    {
        let beside = "\(path).new"
        // One writer has the kiosk's lock, so that the name beside it is nobody else's.
        let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw Fault(path: beside, code: errno) }
        var fault = write(bytes, to: file)
        if fault == nil, isSynced, fsync(file) != 0 { fault = errno }
        if close(file) != 0, fault == nil { fault = errno }
        if fault == nil, rename(beside, path) != 0 { fault = errno }
        if let fault {
            unlink(beside)
            throw Fault(path: path, code: fault)
        }
        guard isSynced else { return }
        let folder = open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Fault(path: path, code: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Fault(path: path, code: errno) }
    }

    /// Writes all bytes; the error number if that fails.
    static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            start += count
        }
        return nil
    }

    /// The folder of a path.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes a folder and those above it, where they are not there.
    static func makeFolder(_ path: String) throws(Fault) {
        guard mkdir(path, 0o750) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, folder(of: path) != path else { throw Fault(path: path, code: errno) }
        try makeFolder(folder(of: path))
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else { throw Fault(path: path, code: errno) }
    }
}
