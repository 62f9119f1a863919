internal import ArgumentParser
internal import Collector

/// What sources of CSV are.
struct CSVColumnOptions: ParsableArguments {
    @ArgumentParser.Option(
        help: "What the columns and values of a foreign CSV are; see Documentation/Formats.md.",
        completion: .file())
    var map: String?

    @ArgumentParser.Option(
        help: "What stands between the columns of a CSV: , ; | or tab. Default: what its header shows.")
    var separator: String?

    @Flag(help: "Read sources as CSV, whatever they are called. Files that end in .csv or .tsv are.")
    var csv = false

    func validate() throws {
        if let separator, CSVMap.separator(named: separator) == nil {
            throw ValidationError("--separator must be , or ; or | or tab.")
        }
    }
}

/// How sources of CSV are read.
struct CSVOptions: ParsableArguments {
    @OptionGroup(title: "CSV") var columns: CSVColumnOptions

    @Flag(help: "Texts of the CSV were written with --spreadsheet-safe.")
    var spreadsheetSafe = false

    /// Reads as `columns` say.
    static func reading(_ columns: CSVColumnOptions) throws -> CSVOptions {
        var options = try CSVOptions.parse([])
        options.columns = columns
        return options
    }

    /// The map to read a source with, which says nothing if none was given; nil if the source is no CSV. Throws `Failure`
    /// for a map that cannot be read.
    func map(for source: String) throws -> CSVMap? {
        let name = source.lowercased()
        let isNamed = name.hasSuffix(".csv") || name.hasSuffix(".tsv")
        // Old tables come in together with lines of kiosks.
        let isLines = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
        let isTold = columns.csv || (!isLines && (columns.map != nil || columns.separator != nil))
        guard isTold || isNamed else { return nil }
        var read = CSVMap()
        if let map = columns.map {
            do { read = try CSVMap(try Files.read(map), name: map) } catch let fault as CSVFault {
                throw Self.failure(fault)
            }
        }
        if let separator = columns.separator { read.separator = CSVMap.separator(named: separator) }
        if spreadsheetSafe { read.isSpreadsheetSafe = true }
        return read
    }

    /// What the user is told of a file that does not fit: all of it but the last line, which is the failure's.
    static func failure(_ fault: CSVFault) -> Failure {
        for problem in fault.problems.dropLast() { Console.note(problem.text) }
        let last = fault.problems.last?.text ?? "the CSV cannot be read"
        return fault.errorNumber == nil ? .findings(last) : .inputOutput(last)
    }
}
