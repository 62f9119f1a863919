import CReadStat
import Foundation
import Interchange

/// A file of a statistical package as the library's own reader sees it.
final class PackageReading {
    struct Variable {
        var name: String
        var label: String
        var format: String
        var labelSet: String
        var measure: readstat_measure_t
        var missing: [ClosedRange<Double>]
        var width: Int
    }

    /// What stands in a cell.
    enum Cell: Hashable {
        case number(Double)
        case text(String)
        case systemMissing
        case letter(String)
    }

    private(set) var rows = 0
    private(set) var fileLabel = ""
    private(set) var encoding = ""
    private(set) var notes: [String] = []
    private(set) var variables: [Variable] = []
    private(set) var weight: String?
    /// The labels of each set: of a number as `1.0`, of a letter as `.a`.
    private(set) var labels: [String: [String: String]] = [:]
    private(set) var cells: [[Cell]] = []
    let error: readstat_error_t

    init(_ bytes: [UInt8], _ format: PackageFormat) throws {
        let path = NSTemporaryDirectory() + "sondeo-\(UUID().uuidString).\(format.rawValue)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let parser = readstat_parser_init()
        defer { readstat_parser_free(parser) }
        // What the handlers fill; the parser is done with it before this returns.
        let found = Found()
        let owner = Unmanaged.passUnretained(found).toOpaque()
        readstat_set_metadata_handler(parser) { metadata, owner in
            let found = Unmanaged<Found>.fromOpaque(owner!).takeUnretainedValue()
            found.rows = Int(readstat_get_row_count(metadata))
            found.fileLabel = readstat_get_file_label(metadata).map { String(cString: $0) } ?? ""
            found.encoding = readstat_get_file_encoding(metadata).map { String(cString: $0) } ?? ""
            return 0
        }
        readstat_set_variable_handler(parser) { _, variable, set, owner in
            let found = Unmanaged<Found>.fromOpaque(owner!).takeUnretainedValue()
            func text(_ pointer: UnsafePointer<CChar>?) -> String {
                pointer.map { String(cString: $0) } ?? ""
            }
            var missing: [ClosedRange<Double>] = []
            for index in 0..<readstat_variable_get_missing_ranges_count(variable) {
                missing.append(
                    readstat_double_value(
                        readstat_variable_get_missing_range_lo(
                            variable, index))...readstat_double_value(
                            readstat_variable_get_missing_range_hi(variable, index)))
            }
            found.variables.append(
                Variable(
                    name: text(readstat_variable_get_name(variable)),
                    label: text(readstat_variable_get_label(variable)),
                    format: text(readstat_variable_get_format(variable)), labelSet: text(set),
                    measure: readstat_variable_get_measure(variable), missing: missing,
                    width: readstat_variable_get_storage_width(variable)))
            return 0
        }
        readstat_set_note_handler(parser) { _, note, owner in
            let found = Unmanaged<Found>.fromOpaque(owner!).takeUnretainedValue()
            found.notes.append(note.map { String(cString: $0) } ?? "")
            return 0
        }
        readstat_set_fweight_handler(parser) { variable, owner in
            let found = Unmanaged<Found>.fromOpaque(owner!).takeUnretainedValue()
            found.weight = readstat_variable_get_name(variable).map { String(cString: $0) }
            return 0
        }
        readstat_set_value_label_handler(parser) { set, value, label, owner in
            let found = Unmanaged<Found>.fromOpaque(owner!).takeUnretainedValue()
            let key =
                readstat_value_is_tagged_missing(value) != 0
                ? "." + String(UnicodeScalar(UInt8(bitPattern: readstat_value_tag(value))))
                : "\(readstat_double_value(value))"
            found.labels[String(cString: set!), default: [:]][key] = String(cString: label!)
            return 0
        }
        readstat_set_value_handler(parser) { row, variable, value, owner in
            let found = Unmanaged<Found>.fromOpaque(owner!).takeUnretainedValue()
            if found.cells.count <= Int(row) { found.cells.append([]) }
            let cell: Cell
            if readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING {
                cell = .text(readstat_string_value(value).map { String(cString: $0) } ?? "")
            } else if readstat_value_is_tagged_missing(value) != 0 {
                cell = .letter("." + String(UnicodeScalar(UInt8(bitPattern: readstat_value_tag(value)))))
            } else if readstat_value_is_system_missing(value) != 0 {
                cell = .systemMissing
            } else {
                cell = .number(readstat_double_value(value))
            }
            found.cells[Int(row)].append(cell)
            return 0
        }
        error =
            format == .dta
            ? readstat_parse_dta(parser, path, owner) : readstat_parse_sav(parser, path, owner)
        withExtendedLifetime(found) {
            rows = found.rows
            fileLabel = found.fileLabel
            encoding = found.encoding
            notes = found.notes
            variables = found.variables
            weight = found.weight
            labels = found.labels
            cells = found.cells
        }
    }

    private final class Found {
        var rows = 0
        var fileLabel = ""
        var encoding = ""
        var notes: [String] = []
        var variables: [Variable] = []
        var weight: String?
        var labels: [String: [String: String]] = [:]
        var cells: [[Cell]] = []
    }

    func variable(_ name: String) -> Variable? { variables.first { $0.name == name } }

    /// The labels of a variable's values.
    func labels(of name: String) -> [String: String] { labels[variable(name)?.labelSet ?? ""] ?? [:] }

    /// The cells of a variable.
    func column(_ name: String) -> [Cell] {
        guard let index = variables.firstIndex(where: { $0.name == name }) else { return [] }
        return cells.map { $0[index] }
    }
}
