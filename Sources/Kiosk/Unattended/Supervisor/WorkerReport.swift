internal import Glibc

/// Where a worker's standard error goes: a file of its own, which stays only if there is something in it.
struct WorkerReport {
    /// The open file, for the worker.
    let file: Int32
    private let path: String?
    private let folder: String
    private let name: String
    private let limit: Int

    /// Begins a report. Where no file can be made, what is written goes nowhere: the screen is the kiosk's.
    init(_ options: Supervisor.Options) {
        folder = options.reports
        name = options.reportName
        limit = options.reportLimit
        try? DurableFile.makeFolder(folder)
        var seconds = time(nil)
        var date = tm()
        gmtime_r(&seconds, &date)
        var stamp = [CChar](repeating: 0, count: 32)
        strftime(&stamp, stamp.count, "%Y%m%dT%H%M%SZ", &date)
        let text = stamp.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        var opened: (file: Int32, path: String)?
        for number in 0..<100 where opened == nil {
            let path = "\(folder)/\(name)-\(text)\(number == 0 ? "" : "-\(number)").txt"
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640)
            if file >= 0 { opened = (file, path) } else if errno != EEXIST { break }
        }
        file = opened?.file ?? open("/dev/null", O_WRONLY | O_CLOEXEC)
        path = opened?.path
    }

    /// The worker has it now.
    func closeFile() { if file >= 0 { close(file) } }

    /// Takes it away if nothing was written, and the oldest ones if there are too many.
    func finish() {
        guard let path else { return }
        var status = stat()
        if stat(path, &status) == 0, status.st_size == 0 { unlink(path) }
        let names = Self.names(in: folder, of: name)
        for old in names.dropLast(limit) { unlink("\(folder)/\(old)") }
    }

    /// The reports of a kiosk, the oldest first.
    static func names(in folder: String, of station: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream), names.count < 10_000 {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(station + "-"), isStamped(name.dropFirst(station.count + 1)) {
                names.append(name)
            }
        }
        return names.sorted()
    }

    /// Whether this is a time and an ending, `20261122T093000Z.txt`: another station may begin with the same letters.
    private static func isStamped(_ rest: Substring) -> Bool {
        let bytes = Array(rest.utf8)
        return bytes.count >= 20 && bytes[8] == UInt8(ascii: "T") && bytes[15] == UInt8(ascii: "Z")
            && (bytes[0..<8] + bytes[9..<15]).allSatisfy { (0x30...0x39).contains($0) }
            && rest.hasSuffix(".txt")
    }
}
