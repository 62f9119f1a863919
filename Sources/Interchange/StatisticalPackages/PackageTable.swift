internal import Codebook
internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// One file of a statistical package: the table of responses, or that of a roster.
final class PackageTable {
    private let file: ReadStatFile
    private let format: PackageFormat
    /// What a response has, or each instance of a roster.
    private let rows: [Row]
    /// Answers that were changed to fit, by column.
    private var changes: [PackageChange: [Int]] = [:]
    private let names: [String]
    private let survey: String
    private let states: [[UInt8]]
    private var working = Working()

    /// What is changed for each cell: a variable of a function while a row is written, since a property of a class costs more.
    private struct Working {
        var bytes: [UInt8] = []
        var survey = Kept()
        var structure = Kept()
        var locale = Kept()
        var station = Kept()
        var channel = Kept()
    }

    /// A text that is nearly always that of the row before, as it stands in the file.
    private struct Kept {
        var text = ""
        /// With a zero behind it.
        var bytes: [CChar] = [0]
        /// Whether it stands there as it is.
        var isWhole = true
    }

    /// What is written of a response as one row.
    struct Row {
        var cells: [PackageCells.Cell]
        var values: [PackageValue]
        /// The variables one of which must have been asked; empty for a row that every response has.
        var asked: [Int]

        init(_ prepared: PackageCells, asked: [Int] = []) {
            cells = prepared.cells
            values = prepared.values
            self.asked = asked
        }

        /// Whether a response has the row.
        func isIn(_ row: ResponseRow) -> Bool {
            asked.isEmpty || asked.contains { row.missing(of: $0) != .notAsked }
        }
    }

    init(_ file: ReadStatFile, _ format: PackageFormat, names: [String], rows: [Row], survey: String) {
        self.file = file
        self.format = format
        self.names = names
        self.rows = rows
        self.survey = survey
        states = Disposition.allCases.map { Array($0.rawValue.utf8) }
    }

    /// How many rows a response has.
    func count(in row: ResponseRow) -> Int { rows.count { $0.isIn(row) } }

    func begin(rows: Int) throws(OutputFault) { try file.begin(rows: rows) }

    func finish() throws(OutputFault) { try file.finish() }

    /// Writes the rows of a response.
    func write(_ row: ResponseRow) throws(OutputFault) {
        let file = file.columns
        var working = Working()
        swap(&working, &self.working)
        defer { swap(&working, &self.working) }
        for prepared in rows where prepared.isIn(row) {
            try self.file.beginRow()
            try write(row, prepared, file, &working)
            try self.file.endRow()
        }
    }

    private func write(
        _ row: ResponseRow, _ prepared: Row, _ file: ReadStatColumns, _ working: inout Working
    ) throws(OutputFault) {
        let codes = row.codes
        let head = row.head
        // Spans, since each look into an array counts its references up and down.
        let cells = prepared.cells.span
        let values = prepared.values.span
        let answers = codes.codes.span
        let chosen = codes.chosen.span
        for index in cells.indices {
            let cell = cells[index]
            let column = cell.column
            switch cell.kind {
            case .code:
                try file.insert(values[cell.values + Int(answers[cell.variable])], at: column)
            case .flag:
                let missing = answers[cell.variable] - cell.missing
                let isChosen = chosen[cell.word] & cell.bit != 0
                let index = missing >= 0 ? 2 + Int(missing) : isChosen ? 1 : 0
                try file.insert(values[cell.values + index], at: column)
            case .place:
                let missing = answers[cell.variable] - cell.missing
                let place = chosen[cell.word]
                try file.insert(
                    missing < 0 && place > 0
                        ? PackageValue(Double(place))
                        : values[cell.values + (missing >= 0 ? 1 + Int(missing) : 0)], at: column)
            case .amount: try file.insert(amount(row, codes, cell, prepared), at: column)
            case .text:
                if answers[cell.variable] == 0 {
                    try insert(row.text(of: cell.variable), cell, file)
                } else {
                    try file.insertNothing(at: column)
                }
            case .none:
                if cell.width > 0 {
                    try file.insertNothing(at: column)
                } else {
                    try file.insert(.systemMissing, at: column)
                }
            case .constant: try file.insert(values[cell.values], at: column)
            case .id:
                working.bytes.removeAll(keepingCapacity: true)
                row.writeID(into: &working.bytes)
                try file.insert(working.bytes[...], at: column)
            case .survey: try insert(survey, cell, file, &working.survey)
            case .structure: try insert(head.structure, cell, file, &working.structure)
            case .locale: try insert(head.locale, cell, file, &working.locale)
            case .station: try insert(head.station ?? "", cell, file, &working.station)
            case .channel: try insert(head.channel ?? "", cell, file, &working.channel)
            case .seed:
                Self.write(digitsOf: head.seed, into: &working.bytes)
                try file.insert(working.bytes[...], at: column)
            case .state: try file.insert(states[codes.state][...], at: column)
            case .stale: try file.insert(PackageValue(head.isStale ? 1 : 0), at: column)
            case .version: try file.insert(PackageValue(Double(head.version)), at: column)
            case .started: try file.insert(moment(head.started), at: column)
            case .ended: try file.insert(moment(head.ended), at: column)
            case .weight:
                try file.insert(
                    row.weight.map { PackageValue(Double($0) / 1_000_000_000) } ?? .systemMissing, at: column)
            }
        }
    }

    // MARK: Numbers

    private func amount(
        _ row: ResponseRow, _ codes: TallyRow, _ cell: PackageCells.Cell, _ prepared: Row
    )
        -> PackageValue
    {
        let code = codes.codes[cell.variable]
        guard code < cell.missing else { return prepared.values[cell.values + Int(code - cell.missing)] }
        var number = Double(codes.amounts[cell.variable])
        if code != 3 {
            number = number / cell.divisor * cell.factor + cell.shift
        } else if let exact = row.exact[cell.variable], let near = Double(exact.canonicalText) {
            number = near
            note(.beyond, cell.column)
        } else {
            note(.outside, cell.column)
            return .systemMissing
        }
        if format.isSPSS, cell.factor == PackageCells.secondsOfDay, number < PackageCells.secondsOfDay {
            note(.early, cell.column)
        }
        if number >= cell.low, number <= cell.high {
            note(.asMissing, cell.column)
            return .systemMissing
        }
        return PackageValue(number)
    }

    private func moment(_ time: Timestamp) -> PackageValue {
        PackageValue(
            format.isSPSS
                ? Double(time.milliseconds) / 1_000 + PackageCells.spssEpoch
                : Double(time.milliseconds) + PackageCells.stataEpoch)
    }

    private static func write(digitsOf number: UInt64, into bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        // The longest has 20.
        bytes.append(contentsOf: repeatElement(0x30, count: 20))
        var digits = bytes.mutableSpan
        var rest = number
        var first = 20
        repeat {
            first -= 1
            digits[first] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
            rest /= 10
        } while rest > 0
        bytes.removeFirst(first)
    }

    // MARK: Texts

    private func insert(
        _ text: String, _ cell: PackageCells.Cell, _ file: ReadStatColumns, _ kept: inout Kept
    ) throws(OutputFault) {
        if !kept.isWhole || !text.hasSameBytes(as: kept.text) {
            let bytes = Array(text.utf8)
            kept.text = text
            kept.isWhole =
                bytes.count <= cell.width && !bytes.contains(0) && !(format.isSPSS && bytes.last == 0x20)
            guard kept.isWhole else { return try insert(bytes[...], cell, file) }
            kept.bytes = bytes.map { CChar(bitPattern: $0) } + [0]
        }
        try file.insert(terminated: kept.bytes, at: cell.column)
    }

    private func insert(
        _ text: ArraySlice<UInt8>, _ cell: PackageCells.Cell, _ file: ReadStatColumns
    ) throws(OutputFault) {
        var text = text
        if text.contains(0) {
            // To the library a zero is the end of the text.
            note(.zero, cell.column)
            text = ArraySlice(text.map { $0 == 0 ? 0x20 : $0 })
        }
        if text.count > cell.width {
            note(.cut, cell.column)
            let whole = String(decoding: text, as: UTF8.self)
            text = ArraySlice(TextLimit.bytes(cell.width).cut(whole, mark: "").utf8)
        }
        if format.isSPSS, text.last == 0x20 { note(.trailingSpaces, cell.column) }
        try file.insert(text, at: cell.column)
    }

    // MARK: Losses

    private func note(_ change: PackageChange, _ column: Int) {
        changes[change, default: [Int](repeating: 0, count: names.count)][column] += 1
    }

    /// What the answers lost.
    var losses: [Loss] {
        PackageChange.allCases.flatMap { change in
            (changes[change] ?? []).enumerated().filter { $1 > 0 }.map { column, count in
                Loss(change.kind, of: names[column], count: count, change.message(format))
            }
        }
    }
}

/// What can happen to an answer so that it fits.
enum PackageChange: CaseIterable {
    case cut, zero, trailingSpaces, beyond, outside, early, asMissing

    var kind: Loss.Kind {
        switch self {
        case .cut: .cut
        case .zero: .replaced
        case .trailingSpaces, .beyond, .early: .simplified
        case .outside, .asMissing: .leftOut
        }
    }

    func message(_ format: PackageFormat) -> String {
        switch self {
        case .cut: "has texts that were cut to \(format.textLimit) bytes"
        case .zero: "has texts with the character U+0000, which became a space"
        case .trailingSpaces: "has texts that end in spaces, which SPSS does not tell from none"
        case .beyond: "has numbers that are too large for a double to be exact"
        case .early: "has days before 15 October 1582, which SPSS does not show"
        case .outside: "has values that no file of \(format.package) holds, which are system-missing"
        case .asMissing: "has numbers that stand for kinds of missing in this file, which are system-missing"
        }
    }
}
