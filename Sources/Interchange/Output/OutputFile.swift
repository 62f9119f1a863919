internal import Glibc

/// A file that is there whole or not at all.
///
/// Bytes go to `.NAME.partial-PID` in the folder of the file; `commit` makes them durable and renames it.
/// Whatever is not committed is removed when the object goes, and the old file stays as it was. A device, a
/// pipe or standard output (`-`) cannot be replaced and is written to directly.
///
/// ```swift
/// try OutputFile.write(to: "answers.csv") { file in
///     var writer = try CSVWriter(survey, to: file)
///     for response in responses { try writer.write(response) }
///     try writer.finish()
/// }
/// ```
public final class OutputFile: ByteSink {
    /// What the caller named.
    public let path: String
    /// Where it really is: a symbolic link is followed, so that it stays one.
    private let target: String
    /// The file beside it, where there is one.
    private var partial: String?
    private var unfinished: UnfinishedFiles.Place?
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    /// Writes what does not fit into one buffer, where there is a file: who reads a pipe or a device wants it at once.
    private var behind: WriteBehind?
    private static let bufferSize = 1 << 17

    /// Whether what is there when the file is put in its place may be replaced.
    private let replaces: Bool

    /// Opens an output. Throws `OutputFault` if there is no such folder, no permission, or a directory of
    /// that name.
    ///
    /// Unless it `replaces`, a file that somebody else has made there meanwhile is left alone, and `commit` throws.
    public init(_ path: String, replaces: Bool = true) throws(OutputFault) {
        self.path = path
        self.replaces = replaces
        descriptor = -1
        buffer.reserveCapacity(Self.bufferSize)
        guard path != "-" else {
            target = path
            descriptor = STDOUT_FILENO
            return
        }
        let target = Self.target(of: path)
        self.target = target
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw OutputFault(path: path, reason: .isDirectory) }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            descriptor = open(target, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw OutputFault(path: path, reason: .system(errno)) }
            return
        }
        // Two outputs of one process, or what a killed process of the same number left, do not meet.
        for attempt in 0..<100 {
            let partial = Self.partialName(of: target, attempt)
            // Noted before it is there: a signal may come between.
            let unfinished = UnfinishedFiles.add(partial)
            descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
            if descriptor >= 0 {
                self.partial = partial
                self.unfinished = unfinished
                // A file that is replaced keeps its permissions; a new one has those that the umask leaves.
                if exists { _ = fchmod(descriptor, status.st_mode & 0o777) }
                return
            }
            let code = errno
            if let unfinished { UnfinishedFiles.remove(unfinished) }
            errno = code
            guard errno == EEXIST else { break }
        }
        throw OutputFault(path: path, reason: .system(errno))
    }

    deinit { discard() }

    /// Opens an output, lets `body` write it, and commits it; if `body` throws, nothing stays behind.
    public static func write(
        to path: String, replaces: Bool = true, _ body: (OutputFile) throws -> Void
    ) throws {
        let file = try OutputFile(path, replaces: replaces)
        do { try body(file) } catch {
            file.discard()
            throw error
        }
        try file.commit()
    }

    /// Takes bytes; they are written in large pieces, while the next ones come.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputFault) {
        if buffer.count + bytes.count > Self.bufferSize { try hand() }
        if bytes.count >= Self.bufferSize {
            try flush()
            return try check(WriteBehind.write(bytes, to: descriptor))
        }
        buffer += bytes
    }

    /// Hands everything to the operating system, for outputs that somebody reads as they grow.
    public func flush() throws(OutputFault) {
        guard descriptor >= 0 else { throw OutputFault(path: path, reason: .system(EBADF)) }
        defer { buffer.removeAll(keepingCapacity: true) }
        if let behind { try check(behind.wait()) }
        try check(buffer.withUnsafeBytes { WriteBehind.write($0, to: descriptor) })
    }

    private func hand() throws(OutputFault) {
        guard partial != nil, descriptor >= 0 else { return try flush() }
        let behind = behind ?? WriteBehind(descriptor)
        self.behind = behind
        try check(behind.take(&buffer))
    }

    private func check(_ code: Int32) throws(OutputFault) {
        guard code == 0 else { throw OutputFault(path: path, reason: .system(code)) }
    }

    /// Makes the file durable and puts it in its place. Nothing can be written afterwards.
    public func commit() throws(OutputFault) {
        try seal()
        try place()
    }

    /// Makes what was written durable, beside its place: whatever there is not enough room for fails here. Nothing can be
    /// written afterwards.
    func seal() throws(OutputFault) {
        guard descriptor >= 0 else { throw OutputFault(path: path, reason: .system(EBADF)) }
        do throws(OutputFault) {
            try flush()
            guard partial != nil || descriptor != STDOUT_FILENO else { return }
            if partial != nil, fsync(descriptor) != 0 {
                throw OutputFault(path: path, reason: .system(errno))
            }
            let result = close(descriptor)
            descriptor = -1
            behind = nil
            guard result == 0 else { throw OutputFault(path: path, reason: .system(errno)) }
        } catch {
            discard()
            throw error
        }
    }

    /// Puts a sealed file in its place.
    func place() throws(OutputFault) {
        guard let partial else { return }
        guard move(partial) == 0 else {
            let fault = OutputFault(path: path, reason: .system(errno))
            discard()
            throw fault
        }
        self.partial = nil
        finish()
        // The new name is durable once the folder is; a file system that cannot do that has renamed all the
        // same.
        let folder = open(Self.split(target).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            _ = fsync(folder)
            _ = close(folder)
        }
    }

    /// Renames it; 0 if that was done. Where something may be there, a second name does what renaming cannot: it fails then. A
    /// file system without second names is asked beforehand, as well as that goes.
    private func move(_ partial: String) -> Int32 {
        guard !replaces else { return rename(partial, target) }
        if link(partial, target) == 0 {
            _ = unlink(partial)
            return 0
        }
        guard errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK || errno == ENOSYS else { return -1 }
        if access(target, F_OK) == 0 {
            errno = EEXIST
            return -1
        }
        return rename(partial, target)
    }

    /// Where a path leads: links are followed, also one to a file that is not there yet.
    public static func target(of path: String) -> String {
        var path = path
        // As many links behind each other as the system follows; of a ring of them it will say so.
        for _ in 0..<40 {
            if let resolved = realpath(path, nil) {
                defer { free(resolved) }
                return String(cString: resolved)
            }
            // `/dev/stdout` leads to a pipe, which has no name.
            if access(path, F_OK) == 0 { return path }
            var link = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            let count = readlink(path, &link, link.count - 1)
            guard count > 0 else { return path }
            let next = String(decoding: link[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let folder = split(path).folder
            path = next.hasPrefix("/") ? next : folder + (folder.hasSuffix("/") ? "" : "/") + next
        }
        return path
    }

    /// Removes what was written, if it was not committed.
    public func discard() {
        // Nothing may be written once another file has the number of this one.
        _ = behind?.wait()
        behind = nil
        if descriptor >= 0, path != "-" { _ = close(descriptor) }
        descriptor = -1
        if let partial { _ = unlink(partial) }
        partial = nil
        finish()
    }

    /// It is no longer beside its place.
    private func finish() {
        if let unfinished { UnfinishedFiles.remove(unfinished) }
        unfinished = nil
    }

    private static func split(_ path: String) -> (folder: String, name: Substring) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path[...]) }
        return (String(path[...slash]), path[path.index(after: slash)...])
    }

    /// A name may have 255 bytes; a long one is cut so that what is added still fits.
    private static func partialName(of path: String, _ attempt: Int) -> String {
        let (folder, name) = split(path)
        var kept = name
        while kept.utf8.count > 200 { kept.removeLast() }
        let suffix = attempt == 0 ? "" : "-\(attempt)"
        return "\(folder)\(folder.hasSuffix("/") ? "" : "/").\(kept).partial-\(getpid())\(suffix)"
    }
}
