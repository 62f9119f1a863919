#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What responses can be read from.
public enum SourceKind: String, Hashable, Sendable {
    /// JSON Lines: a file, a pipe, or standard input.
    case lines
    /// A store, recognised by how the file begins.
    case store
    /// A folder of sources.
    case folder
    /// A file whose name ends with `.csv`.
    case csv
    /// Responses as XML, recognised by how the file begins.
    case xml

    /// What standard input has: lines or XML. Waits for its first bytes, which stay to be read.
    public static func ofStandardInput() -> SourceKind {
        beginsWithTag(StandardInput.beginning()) ? .xml : .lines
    }

    /// What is at a path; of `-` only `ofStandardInput` knows it. Reads the first bytes of a file. Throws `ReadingFault` if there is nothing, or no permission.
    public static func of(_ path: String) throws(ReadingFault) -> SourceKind {
        guard path != "-" else { return .lines }
        var status = stat()
        guard stat(path, &status) == 0 else { throw ReadingFault(path, errno) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG: break
        // Nothing is taken out of a pipe to look at it.
        default: return .lines
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ReadingFault(path, errno) }
        defer { close(descriptor) }
        var beginning = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &beginning, beginning.count, 0)
        guard count >= 0 else { throw ReadingFault(path, errno) }
        if beginning.elementsEqual("SQLite format 3\0".utf8) { return .store }
        if path.lowercased().hasSuffix(".csv") { return .csv }
        return beginsWithTag(beginning.prefix(count)) ? .xml : .lines
    }

    /// Lines begin with a brace. White space and a byte order mark may stand before either.
    private static func beginsWithTag(_ beginning: some Sequence<UInt8>) -> Bool {
        let space: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D]
        return beginning.first { !space.contains($0) } == UInt8(ascii: "<")
    }
}

/// The sources that paths lead to, folders looked into.
public struct FoundSources: Hashable, Sendable {
    /// A source.
    public struct Source: Hashable, Sendable {
        /// Its path; `-` is standard input.
        public var path: String
        /// What it is; never a folder.
        public var kind: SourceKind
    }

    /// Something in a folder that is no source.
    public struct Skipped: Hashable, Sendable {
        /// Its path.
        public var path: String
        /// Why it is not read, in words.
        public var reason: String
        /// Whether it would have been read if the system had let it.
        public var isFault: Bool
    }

    /// In the order of the paths, and within a folder of the names.
    public private(set) var sources: [Source] = []
    /// What was passed by.
    public private(set) var skipped: [Skipped] = []

    /// How many folders within each other are gone into.
    public static let depthLimit = 16

    private var folders: Set<FileIdentity> = []
    private let excluded: Set<FileIdentity>

    /// Looks at paths. In a folder, files `*.jsonl`, `*.ndjson`, `*.csv` and `*.xml`, and stores of any name, are sources; so are those
    /// in the folders within it. Hidden files are skipped, and so are the files `excluding`, which nothing is read from.
    ///
    /// Throws `ReadingFault` for a path of the list itself that cannot be read.
    public init(_ paths: [String], excluding: [String] = []) throws(ReadingFault) {
        excluded = Set(excluding.compactMap { FileIdentity($0) })
        for path in paths {
            let kind = try SourceKind.of(path)
            guard kind == .folder else {
                take(path, kind)
                continue
            }
            try look(into: path, depth: 1)
        }
    }

    private mutating func take(_ path: String, _ kind: SourceKind) {
        if let identity = FileIdentity(path), excluded.contains(identity) {
            skip(path, "it is written to")
        } else {
            sources.append(Source(path: path, kind: kind))
        }
    }

    private mutating func skip(_ path: String, _ reason: String, isFault: Bool = false) {
        skipped.append(Skipped(path: path, reason: reason, isFault: isFault))
    }

    private mutating func look(into folder: String, depth: Int) throws(ReadingFault) {
        // The same folder again, by a link, has nothing new.
        guard let identity = FileIdentity(folder), folders.insert(identity).inserted else {
            skip(folder, "it is a folder that was looked into already")
            return
        }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        for name in try Self.names(in: folder) {
            let path = prefix + name
            if name.hasPrefix(".") {
                skip(path, "it is hidden")
                continue
            }
            // What belongs to a store is no source of its own.
            if ["-wal", "-shm", "-live", "-journal"].contains(where: name.hasSuffix) { continue }
            do {
                let kind = try SourceKind.of(path)
                switch kind {
                case .folder where depth == Self.depthLimit:
                    skip(path, "it is deeper than \(Self.depthLimit) folders", isFault: true)
                case .folder: try look(into: path, depth: depth + 1)
                case .store, .csv: take(path, kind)
                // Other programs' XML lies about everywhere.
                case .xml where name.lowercased().hasSuffix(".xml"): take(path, kind)
                // Somebody's pipe in a folder may never end.
                case .lines where Self.isLines(name) && !Self.isFile(path): skip(path, "it is no file")
                case .lines where Self.isLines(name): take(path, kind)
                case .lines, .xml: skip(path, "it is neither *.jsonl, *.ndjson, *.csv, *.xml nor a store")
                }
            } catch {
                skip(path, error.reason, isFault: true)
            }
        }
    }

    private static func isLines(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The names in a folder, in the order of their bytes.
    private static func names(in folder: String) throws(ReadingFault) -> [String] {
        guard let stream = opendir(folder) else { throw ReadingFault(folder, errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// Which file a path leads to, whatever it is called.
private struct FileIdentity: Hashable {
    let device: UInt64
    let number: UInt64

    init?(_ path: String) {
        var status = stat()
        guard path != "-", stat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
    }
}
