internal import SurveyModel

/// A small table from a file of separated values: a header and rows, each with the line it begins on.
///
///     let table = try SmallTable(bytes: Array("response,weight\nabc,1.5\n".utf8), name: "weights.csv")
///     table.header         // ["response", "weight"]
///     table.rows[0].line   // 2
///     table.rows[0].cells  // ["abc", "1.5"]
///
/// Strict, so that nothing is taken for what it is not: UTF-8, a header of different names, as many cells in each row
/// as in the header. What separates cells and quotes them is as `TableLines` has it. Nothing is trimmed.
///
/// Takes linear time. The cells stay bytes until they are asked for, so that the table takes no more than five times
/// the size of the file, which is at most `sizeLimit`.
public struct SmallTable: Sendable {
    /// What the file is called in faults.
    public let name: String
    /// The names of the columns, all different and none empty.
    public let header: [String]
    /// The rows, without the header and without empty lines.
    public let rows: Rows

    /// The largest file that is read, in bytes.
    public static let sizeLimit = 32 << 20
    /// The most columns of a header.
    public static let columnLimit = 1_000

    /// Reads a table. Throws the first fault.
    public init(bytes: [UInt8], name: String) throws(TableFault) {
        func fault(_ reason: TableFault.Reason, line: Int? = nil) -> TableFault {
            TableFault(name: name, line: line, reason: reason)
        }
        guard bytes.count <= Self.sizeLimit else { throw fault(.tooLarge) }
        var header: [String]?
        var rows = Rows()
        func take(_ row: borrowing TableLines.Row) throws(TableFault) {
            switch row.fault {
            case .tooLong: throw fault(.tooLong, line: row.line)
            case .textAfterQuote: throw fault(.textAfterQuote, line: row.line)
            case .openQuote: throw fault(.openQuote, line: row.line)
            case nil: break
            }
            if let header {
                guard row.count == header.count else {
                    throw fault(.cells(row.count, expected: header.count), line: row.line)
                }
            } else if row.count > Self.columnLimit {
                throw fault(.tooManyColumns, line: row.line)
            }
            for cell in 0..<row.count {
                if row[cell].contains(0) { throw fault(.nul, line: row.line) }
                guard row[cell].isValidUTF8 else { throw fault(.notUTF8, line: row.line) }
            }
            if header != nil { return rows.append(row) }
            header = try Self.header((0..<row.count).map { row.text($0) }, name, line: row.line)
        }
        var lines = TableLines()
        try lines.read(bytes.span, take)
        try lines.finish(take)
        guard let header else { throw fault(.noHeader, line: 1) }
        rows.columns = header.count
        self.name = name
        self.header = header
        self.rows = rows
    }

    private static func header(_ names: [String], _ file: String, line: Int) throws(TableFault) -> [String] {
        var seen: Set<String> = []
        for name in names {
            guard !name.isEmpty else { throw TableFault(name: file, line: line, reason: .emptyName) }
            guard !name.utf8.contains(0x0D) else {
                throw TableFault(name: file, line: line, reason: .loneReturn)
            }
            guard seen.insert(name).inserted else {
                throw TableFault(name: file, line: line, reason: .doubledColumn(name))
            }
        }
        return names
    }

    /// The position of a column, if there is one of this name.
    public func column(_ name: String) -> Int? { header.firstIndex(of: name) }

    /// The rows of a table.
    public struct Rows: RandomAccessCollection, Sendable {
        private var bytes: [UInt8] = []
        /// Where each cell ends in `bytes`, row by row.
        private var ends: [UInt32] = []
        private var lines: [UInt32] = []
        fileprivate var columns = 0

        fileprivate mutating func append(_ row: borrowing TableLines.Row) {
            for cell in 0..<row.count {
                bytes += row[cell]
                ends.append(UInt32(bytes.count))
            }
            lines.append(UInt32(row.line))
        }

        public var startIndex: Int { 0 }
        public var endIndex: Int { lines.count }

        /// A row: the line it begins on, counted from one, and a cell for each column.
        public subscript(position: Int) -> (line: Int, cells: [String]) {
            let first = position * columns
            var start = first == 0 ? 0 : Int(ends[first - 1])
            let cells = (first..<first + columns).map { index in
                defer { start = Int(ends[index]) }
                return String(decoding: bytes[start..<Int(ends[index])], as: UTF8.self)
            }
            return (Int(lines[position]), cells)
        }
    }
}

/// Why a table cannot be read.
public struct TableFault: Error, Hashable, Sendable {
    /// The file.
    public var name: String
    /// The line, counted from one; nil if it is about the whole.
    public var line: Int?
    /// What is wrong.
    public var reason: Reason

    /// Makes a fault.
    public init(name: String, line: Int?, reason: Reason) {
        self.name = name
        self.line = line
        self.reason = reason
    }

    /// What can be wrong with a table.
    public enum Reason: Hashable, Sendable {
        case tooLarge
        case noHeader
        case emptyName
        case doubledColumn(String)
        case tooManyColumns
        case cells(Int, expected: Int)
        case notUTF8
        case nul
        case loneReturn
        case tooLong
        case textAfterQuote
        case openQuote
    }

    /// What is wrong and what to do, in a sentence without the place.
    public var text: String {
        switch reason {
        case .tooLarge: "it is larger than \(SmallTable.sizeLimit >> 20) MiB; split it or leave rows out"
        case .noHeader: "it is empty; the first line has to name the columns"
        case .emptyName: "a column has no name; the first line has to name each"
        case .doubledColumn(let name): "two columns are called \"\(excerpt(name))\"; rename one"
        case .tooManyColumns: "it has more than \(SmallTable.columnLimit) columns"
        case .cells(let count, let expected):
            "it has \(count) \(count == 1 ? "cell" : "cells") and the header \(expected); "
                + "one with a separator in it stands in quotes"
        case .notUTF8: "it is not UTF-8; save it as UTF-8"
        case .nul: "there is a NUL byte; this is not a text file"
        case .loneReturn: "there is a carriage return without a line feed; end lines with LF or CRLF"
        case .tooLong:
            "it is longer than 1 MiB; a quote that begins in it may not be closed"
        case .textAfterQuote: "there is text after the closing quote; a quote within quotes is doubled"
        case .openQuote: "the quote that begins here is never closed"
        }
    }

    /// The place and what is wrong: `weights.csv:3: …`.
    public var message: String { "\(name)\(line.map { ":\($0)" } ?? ""): \(text)" }
}

extension ArraySlice<UInt8> {
    fileprivate var isValidUTF8: Bool {
        allSatisfy { $0 < 0x80 } || String(validating: self, as: UTF8.self) != nil
    }
}
