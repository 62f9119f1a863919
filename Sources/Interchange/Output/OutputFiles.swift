/// Files that belong together: all of them are in their places, or none is.
///
/// Each is written beside its place. When all are complete they are renamed one after the other; only a system that refuses
/// to rename what it has just written can part them.
public final class OutputFiles {
    private var files: [(path: String, file: OutputFile)] = []

    /// Makes an empty set.
    public init() {}

    /// The file at a path; the same one if it was asked for before. Unless it `replaces`, it goes only where nothing is. Throws
    /// `OutputFault`.
    public func file(at path: String, replaces: Bool = true) throws(OutputFault) -> OutputFile {
        if let known = files.first(where: { $0.path == path }) { return known.file }
        let file = try OutputFile(path, replaces: replaces)
        files.append((path, file))
        return file
    }

    /// The paths in the order in which they were asked for.
    public var paths: [String] { files.map(\.path) }

    /// Opens a set, lets `body` write it, and commits all of it; if `body` throws, nothing stays behind.
    public static func write(_ body: (OutputFiles) throws -> Void) throws {
        let set = OutputFiles()
        do {
            try body(set)
            // What can fail for want of room fails before the first of them is in its place.
            for entry in set.files { try entry.file.seal() }
        } catch {
            for entry in set.files { entry.file.discard() }
            throw error
        }
        // A signal between two renamings would part them; it waits until all are done.
        try UnfinishedFiles.holdingSignals { () throws(OutputFault) in
            for (index, entry) in set.files.enumerated() {
                do throws(OutputFault) { try entry.file.place() } catch {
                    for other in set.files[(index + 1)...] { other.file.discard() }
                    throw error
                }
            }
        }
    }
}
