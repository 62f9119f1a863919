internal import Glibc

/// Files without a name for what is on its way to an output: they are gone when they are closed, whatever happens to the
/// process, and nobody else can open them.
///
/// They lie in the folder of the output, which has to have room for the export anyway.
enum UnnamedFile {
    /// The folder for what belongs to an output: its own, and for `-` and pipes the one for temporary files.
    static func folder(beside output: String) -> String {
        var status = stat()
        let isFile = output != "-" && (stat(output, &status) != 0 || status.st_mode & S_IFMT == S_IFREG)
        guard isFile else { return getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }
        guard let slash = output.lastIndex(of: "/") else { return "." }
        return slash == output.startIndex ? "/" : String(output[..<slash])
    }

    /// Opens a file for reading and writing, and gives its descriptor. Throws `OutputFault`.
    static func open(beside output: String) throws(OutputFault) -> Int32 {
        let folder = folder(beside: output)
        // Not every file system has files without names; there it has one for a moment.
        let unnamed = Glibc.open(folder, 0o20_000_000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o600)
        if unnamed >= 0 { return unnamed }
        var template = Array("\(folder)/.sondeo-XXXXXX".utf8CString)
        let named = mkstemp(&template)
        guard named >= 0 else { throw OutputFault(path: output, reason: .system(errno)) }
        unlink(template)
        return named
    }
}
