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

    /// The record, or that it was cut: blanks would be taken for what was not asked.
    private mutating func whole(_ item: Item) -> Item {
        guard case .record(let record) = item, record.width < width else { return item }
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
        var cell: [UInt8] = []
        var cells: [ArraySlice<UInt8>] = []
        var index = 0
        while true {
            cell.removeAll(keepingCapacity: true)
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
                        cell.append(byte)
                    } else if index < record.count, record[index] == byte {
                        cell.append(byte)
                        index += 1
                    } else {
                        break
                    }
                }
            }
            while index < record.count, record[index] != UInt8(ascii: ",") {
                cell.append(record[index])
                index += 1
            }
            cells.append(cell[...])
            guard index < record.count else { break }
            index += 1
        }
        guard let encoding = encoding(of: record) else { return .fault(number, Self.notUTF8) }
        return .record(TripleSRecord(cells: cells, bytes: record, number: number, encoding: encoding))
    }
}
