internal import Collector
internal import Glibc
public import SurveyModel

/// Reads responses from XML, `urn:sondeo:responses:1`, one by one, as lines of JSON.
///
/// A line has its answers in the order of the survey, so that what `XMLResponseWriter` wrote of a line is that line again, to
/// the byte. What is wrong with one response is a fault of its line and stops no other; a document that is not well formed, or
/// is no document of responses, ends where that is seen. Memory does not grow with the document.
///
/// ```swift
/// let lines = try XMLLines(path: "answers.xml", surveys: versions)
/// while let line = try lines.next() { … }
/// ```
public final class XMLLines: MadeLines {
    /// How many bytes the texts of one response may have.
    public static let responseLimit = 16 << 20

    /// What the source is called in messages.
    public let name: String
    private let chunks: () throws(MadeLinesFault) -> [UInt8]
    private let records: XMLRecords
    private let reader: XMLPushReader
    private var index = 0
    private var isOver = false

    /// Opens a file; `-` is standard input. `surveys` are all versions that responses may be of.
    ///
    /// Throws `MadeLinesFault` if the system refuses.
    public convenience init(path: String, surveys: [Survey]) throws(MadeLinesFault) {
        let name = path == "-" ? "standard input" : path
        let file = try ReadFile(path, name)
        self.init(name: name, surveys: surveys) { () throws(MadeLinesFault) in try file.chunk() }
    }

    /// Reads from whatever gives pieces of a document; an empty one is the end.
    public init(
        name: String, surveys: [Survey], chunks: @escaping () throws(MadeLinesFault) -> [UInt8]
    ) {
        self.name = name
        self.chunks = chunks
        records = XMLRecords(surveys)
        // A text of more than a response may have is the fault of that response alone, so it is let through and counted there.
        reader = XMLPushReader(records, .init(text: 4 * Self.responseLimit))
        records.reader = reader
    }

    /// The next line; nil at the end.
    ///
    /// Throws `MadeLinesFault` where the document is no longer well formed, has a DOCTYPE, or answers another survey; the
    /// responses before that were given.
    public func next() throws -> MadeLine? {
        while index >= records.lines.count {
            records.lines.removeAll(keepingCapacity: true)
            index = 0
            if let problem = reader.problem {
                throw MadeLinesFault(
                    "\(name):\(problem.line): \(problem.message)", endsEarly: records.hasBegun)
            }
            if isOver { return nil }
            let chunk = try chunks()
            isOver = chunk.isEmpty
            reader.take(chunk)
        }
        defer { index += 1 }
        return records.lines[index]
    }
}

/// A file that is read from its beginning to its end.
private final class ReadFile {
    private let descriptor: Int32
    private let name: String
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    init(_ path: String, _ name: String) throws(MadeLinesFault) {
        self.name = name
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.fault(name) }
    }

    deinit { if descriptor > STDIN_FILENO { _ = close(descriptor) } }

    func chunk() throws(MadeLinesFault) -> [UInt8] {
        while true {
            let count =
                descriptor == STDIN_FILENO
                ? StandardInput.read(into: &buffer, buffer.count) : read(descriptor, &buffer, buffer.count)
            if count >= 0 { return Array(buffer[..<count]) }
            guard errno == EINTR else { throw Self.fault(name) }
        }
    }

    private static func fault(_ name: String) -> MadeLinesFault {
        MadeLinesFault("cannot read \"\(name)\": \(String(cString: strerror(errno)))", isInputOutput: true)
    }
}
