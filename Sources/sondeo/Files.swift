internal import FoundationEssentials
internal import Glibc
internal import Interchange

/// Reading whole files that are meant to be small, and finding catalogues beside a survey.
enum Files {
    /// Survey files and catalogues over this many bytes are refused: nobody wrote them by hand.
    static let limit = 64 << 20

    /// The bytes of a file, or of standard input for `-`. Throws `Failure` that says what to do.
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor: Int32
        if path == "-" {
            descriptor = STDIN_FILENO
        } else {
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw unreadable(path, errno) }
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw Failure.inputOutput("\(path) is a folder; name a file in it")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path, errno)
            }
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw Failure.findings(
                    "\(path) is larger than \(limit >> 20) MiB; a survey or catalogue never is")
            }
        }
    }

    /// Whether anything is at a path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether a folder is at a path.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether something that is neither a file nor a folder is at a path: a terminal, a pipe, `/dev/full`.
    static func isDevice(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    /// How many bytes a file has; nil for what is no file.
    static func size(of path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// The first bytes of a file, at most 256 KiB: whose a wide table is may stand behind the types of its columns.
    static func beginning(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw unreadable(path, errno) }
        return Array(buffer[..<count])
    }

    /// The name of a path without what stands behind its last point: `answers` of `out/answers.sav`.
    static func stem(of path: String) -> String {
        let name = name(of: path)
        guard let point = name.lastIndex(of: "."), point > name.startIndex else { return name }
        return String(name[..<point])
    }

    /// The path of a name in the folder of another.
    static func path(of name: String, beside path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return name }
        return path[...slash] + name
    }

    /// A path with something before what stands behind its last point: `out/answers.w.sav` for `w`.
    static func path(beside path: String, with part: String, suffix: String? = nil) -> String {
        let stem = stem(of: path)
        let name = name(of: path)
        return Self.path(of: stem + "." + part + (suffix ?? String(name.dropFirst(stem.count))), beside: path)
    }

    /// The folder of a path, `.` for a bare name.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// Whether two paths lead to one file, also by way of links.
    static func isSame(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// Whether what is written to two paths would be in one file, which need not be there yet. A device takes anything.
    static func leadToOne(_ one: String, _ other: String) -> Bool {
        if isDevice(one) || isDevice(other) { return false }
        if one == other || isSame(one, other) { return true }
        let (first, second) = (OutputFile.target(of: one), OutputFile.target(of: other))
        return name(of: first) == name(of: second) && isSame(folder(of: first), folder(of: second))
    }

    /// The absolute form of a path.
    static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let here = getcwd(nil, 0) else { return path }
        defer { free(here) }
        return String(cString: here) + "/" + path
    }

    /// The folder `Locales/NAME` beside a file or in the nearest folder above it that has one.
    static func catalogueFolder(of name: String, beside file: String) -> String? {
        var folder = file == "-" ? absolute(".") : Self.folder(of: absolute(file))
        while true {
            let candidate = (folder == "/" ? "" : folder) + "/Locales/" + name
            if isFolder(candidate) { return candidate }
            if folder == "/" || folder.isEmpty { return nil }
            folder = Self.folder(of: folder)
        }
    }

    /// Where catalogues are begun: in the nearest `Locales` beside or above the file, else beside the folder `Surveys`
    /// that the file is in, else beside the file.
    static func newCatalogueFolder(of name: String, beside file: String) -> String {
        let beside = file == "-" ? absolute(".") : Self.folder(of: absolute(file))
        var folder = beside
        while folder != "/", !folder.isEmpty {
            if isFolder(folder + "/Locales") { return folder + "/Locales/" + name }
            if folder.hasSuffix("/Surveys") { return Self.folder(of: folder) + "/Locales/" + name }
            folder = Self.folder(of: folder)
        }
        return beside + "/Locales/" + name
    }

    /// The folder with the program's own catalogues: `SONDEO_LOCALES`, `share/sondeo/Locales` beside the program's
    /// `bin`, or `Locales/sondeo` in a folder above the program, as in a build from source.
    static func programCatalogueFolder() -> String? {
        if let told = getenv("SONDEO_LOCALES") { return String(cString: told) }
        return programFolder("Locales/sondeo")
    }

    /// The folder with the schemas: `SONDEO_SCHEMAS`, `share/sondeo/Schemas` beside the program's `bin`, or `Schemas` in a
    /// folder above the program.
    static func programSchemaFolder() -> String? {
        if let told = getenv("SONDEO_SCHEMAS") { return String(cString: told) }
        return programFolder("Schemas")
    }

    /// A folder that belongs to the program, installed or in the nearest folder above it that has one.
    private static func programFolder(_ name: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.bindMemory(to: CChar.self).baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) }
                ?? 0
        }
        guard count > 0 else { return nil }
        let program = String(decoding: buffer[..<count], as: UTF8.self)
        let installed = folder(of: folder(of: program)) + "/share/sondeo/" + name
        if isFolder(installed) { return installed }
        var above = folder(of: program)
        while above != "/", !above.isEmpty, above != "." {
            if isFolder(above + "/" + name) { return above + "/" + name }
            above = folder(of: above)
        }
        return nil
    }

    private static func unreadable(_ path: String, _ code: Int32) -> Failure {
        let place = path == "-" ? "standard input" : path
        return .inputOutput("\(place) cannot be read: \(String(cString: strerror(code)))")
    }
}

extension Files {
    /// Makes a folder and those above it, where they are not there; answers with those that it made, the outermost first.
    @discardableResult
    static func makeFolder(_ path: String) throws -> [String] {
        if isFolder(path) { return [] }
        let above = folder(of: path) != path ? try makeFolder(folder(of: path)) : []
        if mkdir(path, 0o777) == 0 { return above + [path] }
        let code = errno
        if code == EEXIST { return above }
        removeFolders(above)
        throw Failure.inputOutput("the folder \(path) cannot be made: \(String(cString: strerror(code)))")
    }

    /// Takes folders away that were made for something that then was not written. What is not empty stays.
    static func removeFolders(_ made: [String]) { for path in made.reversed() { _ = rmdir(path) } }

    /// Puts a complete file in the place of whatever is there, or leaves that alone. Throws `Failure`.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        do { try OutputFile.write(to: path) { try $0.write(bytes) } } catch let fault as OutputFault {
            throw Failure.inputOutput(fault.description)
        }
    }
}
