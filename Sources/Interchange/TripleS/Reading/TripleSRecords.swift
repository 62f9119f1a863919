internal import Glibc
internal import SurveyModel

/// Where the records of a data file come from.
public enum TripleSSource: Sendable {
    /// A file, or a pipe.
    case path(String)
    /// What is in memory.
    case bytes([UInt8], name: String)

    /// What it is called in messages.
    var name: String {
        switch self {
        case .path(let path): path
        case .bytes(_, let name): name
        }
    }
}

/// Gives the lines of a data file one by one, each without what ends it; memory does not grow with the file.
struct TripleSLineReader {
    /// A line is at most as long as columns are numbered.
    static let limit = TripleSDefinitions.columnLimit
    private let name: String
    private let descriptor: Int32
    private var buffer: [UInt8]
    private var place = 0
    private var isOver: Bool
    private(set) var number = 0
    /// Whether the last line has no end, as that of a file that was cut.
    private(set) var isCut = false
    /// Whether the file begins with the byte order mark of UTF-8.
    private(set) var hasByteOrderMark = false

    init(_ source: TripleSSource) throws(MadeLinesFault) {
        name = source.name
        switch source {
        case .bytes(let bytes, _):
            descriptor = -1
            buffer = bytes
            isOver = true
        case .path(let path):
            buffer = []
            isOver = false
            descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw MadeLinesFault(
                    "\(path) cannot be read: \(String(cString: strerror(errno))); name the data file with --data",
                    isInputOutput: true)
            }
        }
        try fill()
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
            hasByteOrderMark = true
            place = 3
        }
    }

    /// The descriptor is closed once, by whoever holds the reader.
    func close() { if descriptor > STDERR_FILENO { _ = Glibc.close(descriptor) } }

    /// The next line; nil at the end. A line that is too long is passed over, and `isTooLong`.
    mutating func next() throws(MadeLinesFault) -> (bytes: [UInt8], isTooLong: Bool)? {
        var line: [UInt8] = []
        var isTooLong = false
        while true {
            if let end = buffer[place...].firstIndex(of: 0x0A) {
                if !isTooLong { line += buffer[place..<end] }
                place = end + 1
                break
            }
            if !isTooLong { line += buffer[place...] }
            if line.count > Self.limit {
                isTooLong = true
                line = []
            }
            place = buffer.count
            guard !isOver else {
                if line.isEmpty, !isTooLong { return nil }
                isCut = true
                break
            }
            try fill()
        }
        number += 1
        if line.count > Self.limit { (line, isTooLong) = ([], true) }
        if line.last == 0x0D { line.removeLast() }
        return (line, isTooLong)
    }

    private mutating func fill() throws(MadeLinesFault) {
        guard !isOver else { return }
        place = 0
        buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count >= 0 {
                buffer.removeLast(buffer.count - count)
                isOver = count == 0
                return
            }
            guard errno == EINTR else {
                throw MadeLinesFault(
                    "\(name) cannot be read: \(String(cString: strerror(errno)))", isInputOutput: true)
            }
        }
    }
}

/// A record, cut into fields when they are asked for.
struct TripleSRecord {
    /// The line where it begins.
    let number: Int
    /// Its own bytes, for the id of a response that has none.
    let bytes: [UInt8]
    private let encoding: TripleSEncoding
    /// Where the characters begin, with the end; nil where every byte is one.
    private let starts: [Int]?
    /// The fields of separated values, one behind the other, and where each ends; nil where columns are fixed.
    private let cells: [UInt8]
    private let ends: [Int]?

    /// A record of fixed columns.
    init(fixed bytes: [UInt8], number: Int, encoding: TripleSEncoding) {
        self.bytes = bytes
        self.number = number
        self.encoding = encoding
        cells = []
        ends = nil
        starts =
            encoding == .utf8 && bytes.contains { $0 >= 0x80 }
            ? bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count] : nil
    }

    /// A record of separated values.
    init(cells: [UInt8], ends: [Int], bytes: [UInt8], number: Int, encoding: TripleSEncoding) {
        self.bytes = bytes
        self.number = number
        self.encoding = encoding
        self.cells = cells
        self.ends = ends
        starts = nil
    }

    /// How many columns or fields it has.
    var width: Int { ends?.count ?? starts.map { $0.count - 1 } ?? bytes.count }

    /// Whether nothing but spaces stands behind a column or field.
    func isBlank(behind column: Int) -> Bool {
        if let ends { return cells[(column > 0 ? ends[column - 1] : 0)...].allSatisfy { $0 == 0x20 } }
        return bytes[(starts?[column] ?? column)...].allSatisfy { $0 == 0x20 }
    }

    /// What stands in the columns, or the field, of a variable; empty where the record ends before it.
    func text(of variable: TripleSDefinitions.Variable) -> String {
        text(from: variable.start, to: variable.finish)
    }

    /// What stands in columns from 1, or in a field; of several fields it is the first.
    func text(from start: Int, to finish: Int) -> String {
        let slice: ArraySlice<UInt8>
        if let ends {
            slice = start > ends.count ? [] : cells[(start > 1 ? ends[start - 2] : 0)..<ends[start - 1]]
        } else if let starts {
            let count = starts.count - 1
            slice = start > count ? [] : bytes[starts[start - 1]..<starts[min(finish, count)]]
        } else {
            slice = start > bytes.count ? [] : bytes[start - 1..<min(finish, bytes.count)]
        }
        return encoding == .utf8 ? String(decoding: slice, as: UTF8.self) : Windows1252.text(of: slice)
    }
}
