internal import Glibc

/// How somebody who only reads gets at the file of a store.
enum Reach {
    /// The file and its folder can be written. SQLite then takes away what it put beside the file when the last who has it open
    /// closes it; a connection that may only read would leave `-wal` and `-shm` behind.
    case shared
    /// They cannot, and what somebody who writes keeps beside the file is there: read with it, so that nothing is
    /// missed.
    case beside
    /// They cannot, and nothing is beside the file: as it stands, without a lock.
    case still(StillFile)

    /// Looks at what is there. Throws a fault where the file alone does not hold everything, and what does cannot be read without
    /// writing.
    init(_ path: String, folder: String) throws(StoreFault) {
        let written: [String] = [path, folder]
        guard let needed = written.first(where: { access($0, W_OK) != 0 }) else {
            self = .shared
            return
        }
        let reason = String(cString: strerror(errno))
        // Before its surroundings, so that who begins to write in between is seen.
        let still = StillFile(path)
        let log = StillFile.size(of: path + "-wal")
        if log != nil, access(path + "-shm", F_OK) == 0 {
            self = .beside
            return
        }
        for suffix in ["-wal", "-journal"] where StillFile.size(of: path + suffix) ?? 0 > 0 {
            throw StoreFault(
                .noPermission,
                "\(path)\(suffix) holds what is not in \(path) yet, and \(needed) cannot be written: \(reason); copy "
                    + "both files to a folder that you can write, and read the copy")
        }
        self = .still(still)
    }
}

/// The file of a store that is read as if nobody could change it, and what shows whether somebody did.
struct StillFile: Sendable {
    private let path: String
    private let before: State?

    /// What a file was when it was looked at; every write changes some of it.
    private struct State: Equatable {
        var device: UInt, inode: UInt, size: Int
        var modified: [Int], changed: [Int]

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, inode, size) = (UInt(status.st_dev), UInt(status.st_ino), Int(status.st_size))
            modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
            changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }
    }

    init(_ path: String) {
        self.path = path
        before = State(path)
    }

    /// Gives what was read, unless somebody wrote to the file meanwhile: then it may be half of one state and half of another.
    func whileStill<T>(_ body: () throws(StoreFault) -> T) throws(StoreFault) -> T {
        let result: T
        do { result = try body() } catch {
            // What looks like damage may be a change.
            try check()
            throw error
        }
        try check()
        return result
    }

    private func check() throws(StoreFault) {
        guard State(path) == before else {
            throw StoreFault(
                .locked, "\(path) was written to by another program while it was read; try again")
        }
    }

    /// The name by which SQLite opens the file without locks and without looking beside it.
    var uri: String {
        var name = path.hasPrefix("/") ? "file://" : "file:./"
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16)
                name += digits.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return name + "?immutable=1"
    }

    /// How many bytes a file has; nil if there is none.
    static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }
}
