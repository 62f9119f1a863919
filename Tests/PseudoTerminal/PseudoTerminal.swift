internal import Foundation
internal import Glibc

/// A pseudo terminal with a process in a session of its own at it, and a pipe on which that process tells what it does.
///
/// Everything waits for conditions, at most half a minute.
public final class PseudoTerminal {
    /// The process.
    public let process: Int32
    /// The modes of the terminal before the process had it, every byte of them.
    public private(set) var modesBefore: [UInt8] = []
    /// Everything that was written to the terminal so far.
    public private(set) var bytes: [UInt8] = []
    /// Everything the process told at descriptor 3, line by line.
    public private(set) var told: [String] = []
    /// While this is false the terminal does not read what is written to it.
    public var reads = true
    private var master: Int32
    private var pipe: Int32
    /// The modes it had when it went away.
    private var modesAfter: [UInt8] = []
    private var partial: [UInt8] = []
    private var looked = 0
    private var hasEnded = false

    /// What was written to the terminal, as text.
    public var screen: String { String(decoding: bytes, as: UTF8.self) }

    /// Nothing came that was waited for.
    public struct Stuck: Error, CustomStringConvertible {
        /// What was waited for and what there was.
        public let description: String
    }

    /// Starts a program of this build. What `given` changes in the environment is nil where a variable is not to be there.
    /// Descriptors of `closed` are not open in the process.
    public init(
        running name: String, _ arguments: [String] = [], environment given: [String: String?] = [:],
        columns: Int = 80, rows: Int = 24, closed: [Int32] = [], files: [Int32: String] = [:]
    ) throws {
        // What `posix_openpt`, `unlockpt` and `ptsname` do, which are not visible here: TIOCSPTLCK, TIOCGPTN.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: Int32 = 0
        var number: UInt32 = 0
        guard master >= 0, ioctl(master, 0x4004_5431, &isLocked) == 0,
            ioctl(master, 0x8004_5430, &number) == 0
        else { throw Stuck(description: "no pseudo terminal") }
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw Stuck(description: "no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        pipe = ends[0]
        defer { close(ends[1]) }
        let slave = "/dev/pts/\(number)"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        // The leader of a session gets the first terminal that it opens as its own.
        posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        // A descriptor that is copied to itself would be closed.
        posix_spawn_file_actions_adddup2(&actions, ends[1], ends[1] == 3 ? 4 : 3)
        if ends[1] == 3 { posix_spawn_file_actions_adddup2(&actions, 4, 3) }
        for (descriptor, path) in files {
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDWR | O_CREAT, 0o600)
        }
        for descriptor in closed { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // POSIX_SPAWN_SETSID and POSIX_SPAWN_SETSIGMASK.
        posix_spawnattr_setflags(&attributes, 0x80 | 0x08)
        var environment = ProcessInfo.processInfo.environment
        for (name, value) in given { environment[name] = value }
        let program = Self.products + "/" + name
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var id: pid_t = 0
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        // Some modes that a terminal seldom has, so that one that was set to what is usual is noticed.
        var unusual = termios()
        tcgetattr(master, &unusual)
        unusual.c_iflag |= tcflag_t(IXOFF | IXANY)
        unusual.c_oflag |= tcflag_t(ONLRET)
        unusual.c_lflag &= ~tcflag_t(ECHOKE)
        withUnsafeMutableBytes(of: &unusual.c_cc) { characters in
            characters[Int(VERASE)] = 8
            characters[Int(VMIN)] = 3
            characters[Int(VTIME)] = 2
        }
        cfsetspeed(&unusual, speed_t(B19200))
        tcsetattr(master, TCSANOW, &unusual)
        let code = posix_spawn(&id, program, &actions, &attributes, &words, &variables)
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
        process = id
        modesBefore = withUnsafeBytes(of: &unusual) { Array($0) }
        guard code == 0 else { throw Stuck(description: "\(program): \(String(cString: strerror(code)))") }
    }

    deinit {
        hangUp()
        close(pipe)
        if !hasEnded {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
    }

    /// Where the products of the build are: beside the tests.
    private static let products: String = {
        let tests = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(filePath: tests).resolvingSymlinksInPath().deletingLastPathComponent().path
    }()

    /// The modes of the terminal, every byte of them.
    public var modes: [UInt8] {
        if master < 0 { return modesAfter }
        var modes = termios()
        guard tcgetattr(master, &modes) == 0 else { return [] }
        return withUnsafeBytes(of: &modes) { Array($0) }
    }

    /// Whether keys come as they are typed, without echo.
    public var isRaw: Bool {
        var modes = termios()
        return tcgetattr(master, &modes) == 0 && modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0
    }

    /// Types keys, reading what is written meanwhile.
    public func type(_ keys: String) throws { try type(Array(keys.utf8)) }

    /// Types bytes, reading what is written meanwhile.
    public func type(_ keys: [UInt8]) throws {
        var start = 0
        while start < keys.count {
            var wanted = pollfd(fd: master, events: Int16(POLLOUT), revents: 0)
            if poll(&wanted, 1, 10) > 0 {
                // A terminal that is asked for more than it can take would block.
                let part = keys[start..<min(start + 512, keys.count)]
                let count = part.withUnsafeBytes { write(master, $0.baseAddress!, $0.count) }
                guard count > 0 else { throw Stuck(description: "nobody takes keys") }
                start += count
            }
            while read(within: 0) {}
        }
    }

    /// Waits for a line that was not looked at yet, and goes on behind it.
    public func wait(for line: String) throws { _ = try wait(for: line) { $0 == line } }

    /// Waits for a line that begins so, and gives the rest of it.
    public func rest(of start: String) throws -> String {
        String(try wait(for: start) { $0.hasPrefix(start) }.dropFirst(start.count))
    }

    private func wait(for wanted: String, _ isWanted: (String) -> Bool) throws -> String {
        let from = looked
        while true {
            while looked < told.count {
                looked += 1
                if isWanted(told[looked - 1]) { return told[looked - 1] }
            }
            guard read(within: 30_000) else {
                throw Stuck(
                    description:
                        "no '\(wanted)' after \(told[min(from, told.count)...]), screen: \(screen.suffix(500))"
                )
            }
        }
    }

    /// Waits until what was written holds this text, in what was written after `start` bytes.
    public func wait(forScreen text: String, after start: Int = 0) throws {
        let wanted = Array(text.utf8)
        try wait(until: "'\(text)'") { $0[min(start, $0.count)...].firstRange(of: wanted) != nil }
    }

    /// Waits until what was written is as it is wanted.
    public func wait(until wanted: String, _ isThere: ([UInt8]) -> Bool) throws {
        while !isThere(bytes) {
            guard read(within: 30_000) else {
                throw Stuck(description: "no \(wanted) in \(screen.debugDescription)")
            }
        }
    }

    /// Reads what there is until nothing has come for so many milliseconds.
    public func settle(_ milliseconds: Int32) { while read(within: milliseconds) {} }

    /// Gives the window another size.
    public func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// The terminal goes away.
    public func hangUp() {
        modesAfter = modes
        if master >= 0 { close(master) }
        master = -1
    }

    /// Waits for the end of the process, reading what it still writes: its exit code, or the signal it died of below 0.
    public func exitCode() throws -> Int32 {
        reads = true
        while read(within: 30_000) {}
        // The terminal ends with the process, and something it told may be left.
        reads = false
        while pipe >= 0, read(within: 1_000) {}
        var status: Int32 = 0
        guard waitpid(process, &status, 0) == process else { throw Stuck(description: "no process") }
        hasEnded = true
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
    }

    /// Reads what comes first. False where nothing came or both places have ended.
    private func read(within milliseconds: Int32) -> Bool {
        guard reads && master >= 0 || pipe >= 0 else { return false }
        var wanted = [
            pollfd(fd: reads ? master : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pipe, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&wanted, 2, milliseconds) > 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var hasRead = false
        if wanted[0].revents != 0 {
            let count = Glibc.read(master, &chunk, chunk.count)
            if count > 0 {
                bytes += chunk[..<count]
                hasRead = true
            }
        }
        if wanted[1].revents != 0 {
            let count = Glibc.read(pipe, &chunk, chunk.count)
            if count > 0 {
                partial += chunk[..<count]
                hasRead = true
                while let end = partial.firstIndex(of: 0x0A) {
                    told.append(String(decoding: partial[..<end], as: UTF8.self))
                    partial.removeSubrange(...end)
                }
            } else {
                close(pipe)
                pipe = -1
            }
        }
        return hasRead || (wanted[0].revents == 0 && pipe < 0 && master >= 0)
    }
}
