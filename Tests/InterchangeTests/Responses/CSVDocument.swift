import Foundation
import SurveyModel

/// A reader of RFC 4180 that knows nothing of the writer.
struct CSVDocument {
    let header: [String]
    let rows: [[String]]

    init?(_ text: String) {
        var records: [[String]] = []
        var record: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\"") where isQuoted:
                if index < bytes.count, bytes[index] == byte {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            case UInt8(ascii: "\""): isQuoted = true
            case UInt8(ascii: ",") where !isQuoted:
                record.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case 0x0D where !isQuoted:
                guard index < bytes.count, bytes[index] == 0x0A else { return nil }
                index += 1
                records.append(record + [String(decoding: cell, as: UTF8.self)])
                (record, cell) = ([], [])
            default: cell.append(byte)
            }
        }
        guard !isQuoted, record.isEmpty, cell.isEmpty, !records.isEmpty,
            records.allSatisfy({ $0.count == records[0].count })
        else { return nil }
        header = records[0]
        rows = Array(records.dropFirst())
    }

    func column(_ name: String) -> Int { header.firstIndex(of: name) ?? -1 }

    static func unescaped(_ cell: String, isSafe: Bool) -> String {
        let text = cell.hasPrefix("..") || isSafe && cell.hasPrefix("'") ? String(cell.dropFirst()) : cell
        guard isSafe else { return text }
        // Behind each separator of cells or lines, as Documentation/Formats.md says.
        return [";'", "\t'", "\n'"].reduce(text) { $0.replacing($1, with: $1.prefix(1)) }
    }

    func answers(_ row: [String], _ survey: Survey, isSafe: Bool) -> [Answer] {
        survey.variables.map { variable in
            guard variable.isStored else { return .notAsked }
            if case .options(let list, _) = variable.domain {
                let cells = survey[list].options.map { row[column("\(variable.name):\($0.name)")] }
                if let missing = Self.missing(cells[0]) { return .missing(missing) }
                return .answered(.options(cells.indices.filter { cells[$0] == "1" }))
            }
            let cell = row[column(variable.name)]
            if let missing = Self.missing(cell) { return .missing(missing) }
            return .answered(Cell.value(Self.unescaped(cell, isSafe: isSafe), [], variable.domain, survey))
        }
    }

    private static func missing(_ cell: String) -> Missing? {
        if cell.isEmpty { return .notAsked }
        guard cell.hasPrefix("."), !cell.hasPrefix("..") else { return nil }
        return Missing(rawValue: String(cell.dropFirst()))
    }
}
