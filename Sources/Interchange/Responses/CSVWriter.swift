internal import FoundationEssentials
public import SurveyModel

/// Responses as CSV: RFC 4180, UTF-8, lines that end with CR LF, a header.
///
/// - What belongs to the response stands first, in columns like `response:locale`; no variable has a colon.
/// - A variable has a column of its name. Points and numbers are numbers, options their names, yes and no
///   `true` and `false`.
/// - A set of options has a column for each option, `failings:empathy`, with 1 or 0.
/// - A ranking has a column for each option, `reasons:price`, with its place, 1 being the first choice; an option that
///   was not ranked is empty, and 0 where none was.
/// - Dates are `2026-11-21` and times `09:30`. `allocate` and grids have a column for each option or row.
/// - *Not asked* is an empty cell. The other kinds of missing are `.dont_know`, `.refused`, `.not_applicable`
///   and `.skipped`. A text that begins with a point is written with another one before it, so that it is
///   none of them.
public struct CSVWriter: ResponseWriter {
    /// How a file is written.
    public struct Options: Hashable, Sendable {
        /// Whether personal variables are written.
        public var includesPersonal: Bool
        /// Whether a text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@` or a tab) gets an
        /// apostrophe before it, and one that begins with an apostrophe another.
        public var isSpreadsheetSafe: Bool
        /// Whether the file begins with a byte order mark, which some spreadsheets need to see UTF-8.
        public var hasByteOrderMark: Bool

        /// Makes options: for machines, without personal variables, unless told otherwise.
        public init(
            includesPersonal: Bool = false, isSpreadsheetSafe: Bool = false, hasByteOrderMark: Bool = false
        ) {
            self.includesPersonal = includesPersonal
            self.isSpreadsheetSafe = isSpreadsheetSafe
            self.hasByteOrderMark = hasByteOrderMark
        }
    }

    private struct Column {
        var position: Int
        /// The cells of the options, if its values are options.
        var options: [[UInt8]]
        /// Whether it has a column for each of them: sets and rankings.
        var isSpread: Bool
    }

    private let columns: [Column]
    private let options: Options
    private var output: BufferedBytes

    /// Prepares a writer and writes the header.
    public init(_ survey: Survey, options: Options = Options(), to sink: any ByteSink) throws(OutputFault) {
        self.options = options
        output = BufferedBytes(sink)
        let variables = survey.variables.enumerated().filter { _, variable in
            variable.isStored && (options.includesPersonal || !variable.isPersonal)
        }
        columns = variables.map { position, variable in
            let options = variable.domain.list.map { survey[$0].options.map { Array($0.name.utf8) } } ?? []
            switch variable.domain {
            case .options, .order: return Column(position: position, options: options, isSpread: true)
            default: return Column(position: position, options: options, isSpread: false)
            }
        }
        if options.hasByteOrderMark { output.bytes += [0xEF, 0xBB, 0xBF] }
        var names = Self.responseColumns.map { "response:\($0)" }
        for (column, (_, variable)) in zip(columns, variables) {
            names +=
                column.isSpread
                ? column.options.map { "\(variable.name):\(String(decoding: $0, as: UTF8.self))" }
                : [variable.name]
        }
        for (index, name) in names.enumerated() {
            if index > 0 { output.bytes.append(UInt8(ascii: ",")) }
            Self.append(Array(name.utf8), to: &output.bytes)
        }
        output.bytes += [0x0D, 0x0A]
    }

    /// What belongs to a response, in the order of its keys in JSON.
    static let responseColumns = [
        "id", "survey", "version", "structure", "locale", "station", "channel", "seed", "started", "ended",
        "state",
        "stale",
    ]

    /// Writes one row.
    public mutating func write(_ response: Response) throws(OutputFault) {
        output.bytes += response.id.utf8
        text(response.survey)
        bare(String(response.version))
        text(response.structure)
        text(response.locale)
        response.station.map { text($0) } ?? bare("")
        response.channel.map { text($0) } ?? bare("")
        bare(String(response.seed))
        output.bytes.append(UInt8(ascii: ","))
        response.started.write(into: &output.bytes)
        output.bytes.append(UInt8(ascii: ","))
        response.ended.write(into: &output.bytes)
        bare(response.state.rawValue)
        bare(response.isStale ? "true" : "false")
        for column in columns {
            let answer =
                column.position < response.answers.count ? response.answers[column.position] : .notAsked
            column.isSpread ? cells(of: answer, column) : cell(of: answer, column)
        }
        output.bytes += [0x0D, 0x0A]
        try output.flushIfFull()
    }

    /// Hands over what is left.
    public mutating func finish() throws(OutputFault) { try output.flush() }

    private mutating func cells(of answer: Answer, _ column: Column) {
        switch answer {
        case .answered(.options(let chosen)):
            var chosen = chosen[...]
            for index in column.options.indices {
                output.bytes.append(UInt8(ascii: ","))
                let isChosen = chosen.first == index
                if isChosen { chosen.removeFirst() }
                output.bytes.append(isChosen ? UInt8(ascii: "1") : UInt8(ascii: "0"))
            }
        case .answered(.order(let order)):
            var places = [Int](repeating: 0, count: column.options.count)
            for (place, index) in order.enumerated() where places.indices.contains(index) {
                places[index] = place + 1
            }
            // Nothing ranked is no missing answer, so it is not empty.
            for place in places { bare(place > 0 || order.isEmpty ? String(place) : "") }
        case .answered: for _ in column.options { bare("") }
        case .missing(let missing): for _ in column.options { self.missing(missing) }
        }
    }

    private mutating func cell(of answer: Answer, _ column: Column) {
        switch answer {
        case .answered(.option(let index)) where column.options.indices.contains(index):
            output.bytes.append(UInt8(ascii: ","))
            output.bytes += column.options[index]
        case .answered(.number(let number)):
            output.bytes.append(UInt8(ascii: ","))
            number.writeCanonicalText(into: &output.bytes)
        case .answered(.yesno(let yes)): bare(yes ? "true" : "false")
        case .answered(.text(let text)): self.text(text)
        case .answered(.date(let date)): bare(date.text)
        case .answered(.time(let time)): bare(time.text)
        case .answered(.option), .answered(.options), .answered(.order): bare("")
        case .missing(let missing): self.missing(missing)
        }
    }

    private mutating func missing(_ missing: Missing) {
        switch missing {
        case .notAsked: bare("")
        case .dontKnow: bare(".dont_know")
        case .refused: bare(".refused")
        case .notApplicable: bare(".not_applicable")
        case .skipped: bare(".skipped")
        }
    }

    /// A cell that needs no quotes.
    private mutating func bare(_ text: String) {
        output.bytes.append(UInt8(ascii: ","))
        output.bytes += text.utf8
    }

    /// A cell with what somebody typed.
    private mutating func text(_ text: String) {
        output.bytes.append(UInt8(ascii: ","))
        var text = text
        text.withUTF8 { bytes in
            var prefix: UInt8?
            switch bytes.first {
            case UInt8(ascii: "."): prefix = UInt8(ascii: ".")
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
                UInt8(ascii: "'"), 0x09:
                if options.isSpreadsheetSafe { prefix = UInt8(ascii: "'") }
            default: break
            }
            Self.append(bytes, prefix: prefix, to: &output.bytes)
        }
    }

    /// Quotes a cell where it must be: for a comma, a quote, a line break, or a space at an end that a reader
    /// may trim.
    static func append(
        _ cell: some Collection<UInt8>, prefix: UInt8? = nil, to bytes: inout [UInt8]
    ) {
        var needsQuotes = false
        var last: UInt8 = 0x20
        for byte in cell {
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D {
                needsQuotes = true
            }
            last = byte
        }
        needsQuotes = needsQuotes || last == 0x20 || cell.first == 0x20
        guard needsQuotes else {
            if let prefix { bytes.append(prefix) }
            bytes += cell
            return
        }
        bytes.append(UInt8(ascii: "\""))
        if let prefix { bytes.append(prefix) }
        for byte in cell {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
