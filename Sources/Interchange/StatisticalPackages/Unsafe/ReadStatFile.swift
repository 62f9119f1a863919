internal import CReadStat

/// A file that libreadstat writes to a sink: first variables, then rows, then the end.
///
/// What keeps it safe: the library's writer lives from `init` to `deinit` and is freed there only, with the variables and
/// sets of labels that it owns, whose pointers never leave this file. The library calls back only while one of its
/// functions runs, so `self`, passed unretained, is alive then; what the sink throws does not cross C but waits in `fault`. Every
/// text is handed over with a zero behind it, in a buffer of ours that is as wide as the widest variable and one more
/// byte; `ReadStatColumns` cuts at the width before it copies, and its user keeps the file alive. Columns are indices into
/// an array that traps beyond its end. What the library hands over is copied into `gathered` before it returns, and never
/// beyond its end. Nothing here may be used from two threads.
final class ReadStatFile {
    private let format: PackageFormat
    private let sink: any ByteSink
    private let writer: UnsafeMutablePointer<readstat_writer_t>
    private var variables: [UnsafeMutablePointer<readstat_variable_t>] = []
    private var storages: [PackageVariable.Storage] = []
    private var labelSets: [[PackageVariable.ValueLabel]: UnsafeMutablePointer<readstat_label_set_t>] = [:]
    private var buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 64)
    private var header: PackageHeader
    private(set) var fault: OutputFault?
    /// Rows on their way to the sink: the library hands over one at a time, and what it costs to pass them on is paid for many
    /// together.
    private let gathered = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    private var gatheredCount = 0

    init(
        _ format: PackageFormat, label: String, header: PackageHeader, to sink: any ByteSink
    ) throws(OutputFault) {
        guard let writer = readstat_writer_init() else {
            throw OutputFault(reason: .library("out of memory"))
        }
        self.format = format
        self.sink = sink
        self.writer = writer
        self.header = header
        readstat_set_data_writer(writer) { bytes, count, owner in
            guard let bytes, let owner else { return 0 }
            return Unmanaged<ReadStatFile>.fromOpaque(owner).takeUnretainedValue().take(
                UnsafeRawBufferPointer(start: bytes, count: count))
        }
        // The time in the header is put there by `PackageHeader`: the library's depends on the time zone.
        readstat_writer_set_file_timestamp(writer, 0)
        readstat_writer_set_file_label(writer, label)
    }

    deinit {
        readstat_writer_free(writer)
        buffer.deallocate()
        gathered.deallocate()
    }

    /// Hands bytes over. A fault is answered with 0: the library takes -1 for success.
    private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard fault == nil else { return 0 }
        do throws(OutputFault) {
            if header.isComplete {
                try gather(bytes)
                return bytes.count
            }
            let (written, told) = header.rewrite(bytes)
            try sink.write(written)
            return told
        } catch {
            fault = error
            return 0
        }
    }

    private func gather(_ bytes: UnsafeRawBufferPointer) throws(OutputFault) {
        if bytes.count > gathered.count - gatheredCount { try passOn() }
        guard bytes.count <= gathered.count else { return try sink.write(bytes) }
        UnsafeMutableRawBufferPointer(rebasing: gathered[gatheredCount...]).copyMemory(from: bytes)
        gatheredCount += bytes.count
    }

    private func passOn() throws(OutputFault) {
        defer { gatheredCount = 0 }
        try sink.write(UnsafeRawBufferPointer(rebasing: gathered[..<gatheredCount]))
    }

    private func check(_ result: readstat_error_t) throws(OutputFault) {
        if result == READSTAT_OK { return }
        if let fault { throw fault }
        throw OutputFault(result)
    }

    // MARK: The dictionary

    /// Adds a variable; columns are numbered in this order. `isWeight` makes it the one that responses are weighed by.
    func add(_ variable: PackageVariable, isWeight: Bool = false) throws(OutputFault) {
        let (type, width) = Self.type(variable.storage)
        // The library's names are the short ones in SPSS; `SPSSDictionary` has the others.
        let name = format.isSPSS ? SPSSDictionary.shortName(variables.count) : variable.name
        guard let added = readstat_add_variable(writer, name, type, width) else {
            throw OutputFault(reason: .library("out of memory"))
        }
        variables.append(added)
        storages.append(variable.storage)
        if width + 1 > buffer.count {
            buffer.deallocate()
            buffer = .allocate(capacity: width + 1)
        }
        readstat_variable_set_label(added, variable.label)
        readstat_variable_set_format(added, variable.format)
        readstat_variable_set_display_width(added, Int32(variable.displayWidth))
        readstat_variable_set_measure(added, Self.measure(variable.measure))
        if !variable.labels.isEmpty {
            readstat_variable_set_label_set(added, labelSet(variable.labels, named: variable.name))
        }
        if let missing = variable.missing {
            try check(
                readstat_variable_add_missing_double_range(added, missing.lowerBound, missing.upperBound))
        }
        if let other = variable.otherMissing {
            try check(readstat_variable_add_missing_double_value(added, other))
        }
        if isWeight, format.isSPSS { try check(readstat_writer_set_fweight_variable(writer, added)) }
    }

    /// Adds words about the whole file. Documents of SPSS have lines of 80 bytes, so there a note is as many as it needs.
    func add(note: String) {
        guard format.isSPSS else { return readstat_add_note(writer, TextLimit.bytes(2_000).cut(note)) }
        for line in Self.lines(of: note, 80) { readstat_add_note(writer, line) }
    }

    private static func lines(of text: String, _ limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            // A word that is longer than a line is cut, between letters as people see them.
            var rest = String(word)
            while !rest.isEmpty {
                let joined = line.isEmpty ? rest : "\(line) \(rest)"
                if joined.utf8.count <= limit {
                    line = joined
                    rest = ""
                } else if !line.isEmpty {
                    lines.append(line)
                    line = ""
                } else {
                    var kept = 0
                    var bytes = 0
                    for character in rest {
                        bytes += character.utf8.count
                        if bytes > limit { break }
                        kept += 1
                    }
                    // A letter of more marks than a line holds is one that nobody reads.
                    if kept > 0 { lines.append(String(rest.prefix(kept))) }
                    rest = String(rest.dropFirst(max(1, kept)))
                }
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Variables with the same labels share a set, which is called after the first of them.
    private func labelSet(
        _ labels: [PackageVariable.ValueLabel], named name: String
    ) -> UnsafeMutablePointer<readstat_label_set_t>? {
        if let known = labelSets[labels] { return known }
        let set = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, name)
        for label in labels {
            if label.value.tag > 1 {
                readstat_label_tagged_value(set, CChar(bitPattern: label.value.tag), label.text)
            } else {
                readstat_label_double_value(set, label.value.number, label.text)
            }
        }
        labelSets[labels] = set
        return set
    }

    private static func type(_ storage: PackageVariable.Storage) -> (readstat_type_t, Int) {
        switch storage {
        case .byte: (READSTAT_TYPE_INT8, 0)
        case .int: (READSTAT_TYPE_INT16, 0)
        case .long: (READSTAT_TYPE_INT32, 0)
        case .double: (READSTAT_TYPE_DOUBLE, 0)
        case .text(let width): (READSTAT_TYPE_STRING, width)
        }
    }

    private static func measure(_ measure: PackageVariable.Measure) -> readstat_measure_t {
        switch measure {
        case .nominal: READSTAT_MEASURE_NOMINAL
        case .ordinal: READSTAT_MEASURE_ORDINAL
        case .scale: READSTAT_MEASURE_SCALE
        }
    }

    // MARK: Rows

    /// Ends the dictionary; so many rows have to follow.
    func begin(rows: Int) throws(OutputFault) {
        guard rows <= Int(Int32.max) else {
            throw OutputFault(
                reason: .library("more than 2147483647 rows; export part of them, with --since or --where"))
        }
        let owner = Unmanaged.passUnretained(self).toOpaque()
        switch format {
        case .dta:
            try check(readstat_writer_set_file_format_version(writer, variables.count > 32_767 ? 119 : 118))
            try check(readstat_begin_writing_dta(writer, owner, rows))
        case .sav, .zsav:
            try check(
                readstat_writer_set_compression(
                    writer, format == .zsav ? READSTAT_COMPRESS_BINARY : READSTAT_COMPRESS_ROWS))
            try check(readstat_begin_writing_sav(writer, owner, rows))
        }
    }

    /// Begins a row. A column that gets no value has 0 or no text, so each has to get one.
    func beginRow() throws(OutputFault) { try check(readstat_begin_row(writer)) }

    /// Ends a row.
    func endRow() throws(OutputFault) { try check(readstat_end_row(writer)) }

    /// The columns, for the cells of rows. Get it once, after the dictionary; it may not outlive the file.
    var columns: ReadStatColumns {
        ReadStatColumns(writer: writer, variables: variables, storages: storages, buffer: buffer)
    }

    /// Writes what is left.
    func finish() throws(OutputFault) {
        try check(readstat_end_writing(writer))
        if let fault { throw fault }
        try passOn()
    }
}
