internal import SurveyModel

/// Gives the records of a data file, of either format.
struct TripleSRecordReader {
    private var lines: TripleSLineReader
    private let format: TripleSDefinitions.Format
    private let encoding: TripleSEncoding
    /// Whether lines that are no UTF-8 are Windows-1252: before 3.0, files do not say how data are encoded.
    private let mayBeEither: Bool
    /// The columns or fields that a record has by the definitions.
    private let width: Int
    /// Whether a record ended before that, as where a program leaves out the blanks at the end of lines.
    private var hasShort = false
    /// What is wrong with the lines before the records.
    private var headFault: Item?

    /// Something between the beginning of a record and the next.
    enum Item {
        case record(TripleSRecord)
        /// No record, and why.
        case fault(Int, String)
    }

    init(
        _ source: TripleSSource, _ definitions: TripleSDefinitions, _ record: TripleSDefinitions.Record,
        encoding told: TripleSEncoding?
    ) throws(MadeLinesFault) {
        lines = try TripleSLineReader(source)
        format = record.format
        let declared: TripleSEncoding =
            definitions.version == .v3
            ? .windows1252 : TripleSEncoding(named: definitions.declaredEncoding) ?? .windows1252
        let found = told ?? record.encoding ?? declared
        encoding = lines.hasByteOrderMark && told == nil ? .utf8 : found
        mayBeEither = told == nil && record.encoding == nil
        width = record.variables.lazy.map(\.finish).max() ?? 0
        for _ in 0..<record.skip {
            guard let (line, isTooLong) = try lines.next() else { break }
            // The name of a field may have a line break in quotes, like a text.
            guard format == .csv, !isTooLong, case .fault(let number, let message) = try separated(line)
            else { continue }
            headFault = .fault(number, message)
            break
        }
    }

    func close() { lines.close() }

    mutating func next() throws(MadeLinesFault) -> Item? {
        if let fault = headFault {
            headFault = nil
            return fault
        }
        while let (line, isTooLong) = try lines.next() {
            if isTooLong {
                return .fault(lines.number, "the line is longer than \(TripleSLineReader.limit >> 20) MiB")
            }
            if line.isEmpty { continue }
            return whole(try format == .fixed ? fixed(line) : separated(line))
        }
        return nil
    }

    /// The records that go on behind what the definitions know, and the first of them.
    private(set) var surplus: (count: Int, line: Int, width: Int)?

    /// What a note about these records says; nil where there are none.
    var surplusWords: String? {
        guard let surplus else { return nil }
        let unit = format == .fixed ? "columns" : "fields"
        let records = surplus.count == 1 ? "1 record goes" : "\(surplus.count) records go"
        return
            "\(records) on behind what the definitions know, and that is not read: line \(surplus.line) has \(surplus.width) \(unit), they know \(width); if the data are UTF-8, say --encoding utf-8"
    }

    /// The record, or that it was cut: blanks would be taken for what was not asked.
    private mutating func whole(_ item: Item) -> Item {
        guard case .record(let record) = item, record.width < width else {
            if case .record(let record) = item, record.width > width, !record.isBlank(behind: width) {
                surplus = (
                    (surplus?.count ?? 0) + 1, surplus?.line ?? record.number, surplus?.width ?? record.width
                )
            }
            return item
        }
        defer { hasShort = true }
        guard lines.isCut, !hasShort else { return item }
        let unit = format == .fixed ? "columns" : "fields"
        return .fault(record.number, "the file ends in it: it has \(record.width) of \(width) \(unit)")
    }

    private func encoding(of bytes: [UInt8]) -> TripleSEncoding? {
        guard encoding == .utf8, bytes.contains(where: { $0 >= 0x80 }) else { return encoding }
        if String(validating: bytes, as: UTF8.self) != nil { return .utf8 }
        return mayBeEither ? .windows1252 : nil
    }

    private static let notUTF8 =
        "it is not UTF-8, as the definitions say it is; if it is Windows-1252, say --encoding windows-1252"

    private func fixed(_ line: [UInt8]) -> Item {
        guard let encoding = encoding(of: line) else { return .fault(lines.number, Self.notUTF8) }
        return .record(TripleSRecord(fixed: line, number: lines.number, encoding: encoding))
    }

    /// Cuts a record at commas. Quotes begin a cell as its first letter, `""` in them is one, and they may hold line breaks.
    private mutating func separated(_ first: [UInt8]) throws(MadeLinesFault) -> Item {
        let number = lines.number
        var record = first
        // The cells one behind the other, and where each ends: a line may be nothing but commas.
        var cells: [UInt8] = []
        var ends: [Int] = []
        var index = 0
        while true {
            if index < record.count, record[index] == UInt8(ascii: "\"") {
                index += 1
                while true {
                    if index >= record.count {
                        // The quotes are still open, so the line break belongs to the cell.
                        guard let (more, isTooLong) = try lines.next(), !isTooLong,
                            record.count + more.count < TripleSLineReader.limit
                        else { return .fault(number, "a quote is opened and never closed") }
                        record.append(0x0A)
                        record += more
                    }
                    let byte = record[index]
                    index += 1
                    if byte != UInt8(ascii: "\"") {
                        cells.append(byte)
                    } else if index < record.count, record[index] == byte {
                        cells.append(byte)
                        index += 1
                    } else {
                        break
                    }
                }
            }
            while index < record.count, record[index] != UInt8(ascii: ",") {
                cells.append(record[index])
                index += 1
            }
            ends.append(cells.count)
            guard index < record.count else { break }
            index += 1
        }
        guard let encoding = encoding(of: record) else { return .fault(number, Self.notUTF8) }
        return .record(
            TripleSRecord(cells: cells, ends: ends, bytes: record, number: number, encoding: encoding))
    }
}
