internal import SurveyModel
internal import Tallies

/// Writes the records of one data file.
struct TripleSRecordWriter {
    let fields: [TripleSPlacedField]
    let format: TripleSDefinitions.Format
    let encoding: TripleSEncoding
    /// Characters that the encoding does not have.
    private(set) var replaced = 0
    /// Texts that had line breaks or tabs.
    private(set) var flattened = 0
    /// Answers that are missing for a reason that their field has no code for, by position of the variable.
    private(set) var unsaid: [Int: Int] = [:]
    private var output: BufferedBytes
    private var order: [Int] = []

    init(
        _ fields: [TripleSPlacedField], format: TripleSDefinitions.Format, encoding: TripleSEncoding,
        to sink: any ByteSink
    ) throws(OutputFault) {
        self.fields = fields
        self.format = format
        self.encoding = encoding
        output = BufferedBytes(sink)
        guard format == .csv else { return }
        for (index, field) in fields.enumerated() {
            if index > 0 { output.bytes.append(UInt8(ascii: ",")) }
            output.bytes += field.field.name.utf8
        }
        output.bytes += [0x0D, 0x0A]
    }

    /// Writes the record of a response, or of one pass of a roster in it.
    mutating func write(
        _ row: ResponseRow, serial: Int, pass: ColumnLayout.Pass? = nil
    ) throws(OutputFault) {
        for (index, placed) in fields.enumerated() {
            if index > 0, format == .csv { output.bytes.append(UInt8(ascii: ",")) }
            let field = placed.field
            let position =
                field.column.map { column in pass?.sources[column]?.position } ?? field.variable
            write(placed, position, row, serial, pass)
        }
        output.bytes += [0x0D, 0x0A]
        try output.flushIfFull()
    }

    mutating func finish() throws(OutputFault) { try output.flush() }

    private mutating func write(
        _ placed: TripleSPlacedField, _ position: Int?, _ row: ResponseRow, _ serial: Int,
        _ pass: ColumnLayout.Pass?
    ) {
        switch placed.field.content {
        case .serial: number(serial, placed)
        // Twenty digits are more than readers keep exact as a number, so it is a text.
        case .part(.seed): text(Array(String(row.head.seed).utf8)[...], placed)
        case .part(let part):
            guard case .text(let bytes) = row.value(of: .response(part)) else { return nothing(placed) }
            text(bytes, placed)
        case .version: number(row.head.version, placed)
        case .day(let part): bare(moment(row, part).day, placed)
        case .clock(let part): bare(moment(row, part).clock, placed)
        case .state: number(1 + (Disposition.allCases.firstIndex(of: row.head.state) ?? 0), placed)
        case .stale: number(row.head.isStale ? 1 : 0, placed)
        case .weight:
            guard let weight = row.weight, let numbers = placed.numbers else { return nothing(placed) }
            bare(numbers.text(.init(scaled: weight, 9)), placed)
        case .instance(let level, _, let codes):
            guard let pass, pass.codes.indices.contains(level) else { return nothing(placed) }
            let code = pass.codes[level]
            number(codes.changed.first { $0.from == code }?.to ?? code, placed)
        default:
            guard let position else { return nothing(placed) }
            if let missing = row.missing(of: position) {
                return self.missing(missing, placed, position)
            }
            answer(placed, position, row)
        }
    }

    private mutating func answer(_ placed: TripleSPlacedField, _ position: Int, _ row: ResponseRow) {
        switch placed.field.content {
        case .bits(let codes): return bits(codes, position, row, placed)
        case .spread(let codes, let subfields): return spread(codes, subfields, position, row, placed)
        case .ranked(let codes, let place): return ranked(codes, place, position, row, placed)
        default: break
        }
        switch (placed.field.content, row.value(of: .variable(position))) {
        case (.coded(let codes), .whole(let index)): number(codes.codes[Int(index)], placed)
        case (.yesno(let codes), .whole(let yes)): number(codes.codes[Int(yes)], placed)
        case (.point, .whole(let point)), (.logical, .whole(let point)): number(Int(point), placed)
        case (.number(let decimals), .whole(let scaled)):
            bare(placed.numbers?.text(.init(scaled: scaled, decimals)) ?? "", placed)
        case (.number, .beyond(let number)): bare(placed.numbers?.text(number) ?? "", placed)
        case (.text, .text(let bytes)): text(bytes, placed)
        case (.date, .whole(let day)):
            bare(CalendarDay(number: Int(day)).text.filter { $0 != "-" }, placed)
        case (.time, .whole(let minutes)):
            bare(TimeOfDay(minutes: Int(minutes)).text.filter { $0 != ":" } + "00", placed)
        default: nothing(placed)
        }
    }

    private mutating func missing(_ missing: Missing, _ placed: TripleSPlacedField, _ position: Int) {
        guard let code = code(of: missing, placed) else {
            if missing != .notAsked { unsaid[position, default: 0] += 1 }
            return nothing(placed)
        }
        switch placed.field.content {
        case .bits: bits(placed) { $0 == code - 1 }
        case .spread(let codes, let subfields): spread([code], codes, subfields)
        default: bare(placed.numbers?.text(missing) ?? String(code), placed)
        }
    }

    private func code(of missing: Missing, _ placed: TripleSPlacedField) -> Int? {
        switch placed.field.content {
        case .coded(let codes), .yesno(let codes), .ranked(let codes, _), .bits(let codes),
            .spread(let codes, _):
            codes.missing[missing]
        case .point(let codes): (placed.numbers?.missing ?? codes.missing)[missing]
        case .number: placed.numbers?.missing[missing]
        default: nil
        }
    }

    // MARK: Sets and rankings

    private mutating func bits(
        _ codes: TripleSCodes, _ position: Int, _ row: ResponseRow, _ placed: TripleSPlacedField
    ) {
        order.removeAll(keepingCapacity: true)
        for (option, code) in codes.codes.enumerated()
        where row.value(of: .option(position, option)) == .whole(1) {
            order.append(code - 1)
        }
        let chosen = order
        bits(placed) { chosen.contains($0) }
    }

    private mutating func bits(_ placed: TripleSPlacedField, _ isChosen: (Int) -> Bool) {
        // Without quotes a spreadsheet takes them for a number, and its leading zeros away.
        if format == .csv { output.bytes.append(UInt8(ascii: "\"")) }
        for place in 0..<placed.width {
            output.bytes.append(isChosen(place) ? UInt8(ascii: "1") : UInt8(ascii: "0"))
        }
        if format == .csv { output.bytes.append(UInt8(ascii: "\"")) }
    }

    private mutating func spread(
        _ codes: TripleSCodes, _ subfields: Int, _ position: Int, _ row: ResponseRow,
        _ placed: TripleSPlacedField
    ) {
        let chosen = codes.codes.indices.filter { row.value(of: .option(position, $0)) == .whole(1) }
        spread(chosen.map { codes.codes[$0] }, codes, subfields)
    }

    private mutating func spread(_ chosen: [Int], _ codes: TripleSCodes, _ subfields: Int) {
        let width = String(codes.highest).utf8.count
        for index in 0..<subfields {
            let digits = String(index < chosen.count ? chosen[index] : 0)
            output.bytes += repeatElement(UInt8(ascii: "0"), count: width - digits.utf8.count)
            output.bytes += digits.utf8
        }
    }

    private mutating func ranked(
        _ codes: TripleSCodes, _ place: Int, _ position: Int, _ row: ResponseRow,
        _ placed: TripleSPlacedField
    ) {
        let option = codes.codes.indices.first {
            row.value(of: .place(position, $0)) == .whole(Int64(place))
        }
        option.map { number(codes.codes[$0], placed) } ?? nothing(placed)
    }

    // MARK: Characters

    private func moment(_ row: ResponseRow, _ part: Column.ResponsePart) -> (day: String, clock: String) {
        let text = (part == .started ? row.head.started : row.head.ended).text
        return (text.prefix(10).filter { $0 != "-" }, text.dropFirst(11).prefix(8).filter { $0 != ":" })
    }

    private mutating func nothing(_ placed: TripleSPlacedField) {
        if format == .fixed { output.bytes += repeatElement(0x20, count: placed.width) }
    }

    private mutating func number(_ number: Int, _ placed: TripleSPlacedField) { bare(String(number), placed) }

    /// What has only digits and signs stands to the right.
    private mutating func bare(_ text: String, _ placed: TripleSPlacedField) {
        if format == .fixed {
            output.bytes += repeatElement(0x20, count: max(0, placed.width - text.utf8.count))
        }
        output.bytes += text.utf8
    }

    /// A text stands to the left.
    private mutating func text(_ bytes: ArraySlice<UInt8>, _ placed: TripleSPlacedField) {
        var count = 0
        if format == .csv { output.bytes.append(UInt8(ascii: "\"")) }
        var isFlattened = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            count += 1
            if scalar.value < 0x20 || scalar.value == 0x7F {
                isFlattened = true
                output.bytes.append(0x20)
            } else if scalar == "\"", format == .csv {
                output.bytes += [0x22, 0x22]
            } else if encoding == .utf8 {
                if let encoded = UTF8.encode(scalar) { output.bytes += encoded }
            } else if let byte = Windows1252.byte(of: scalar) {
                output.bytes.append(byte)
            } else {
                replaced += 1
                output.bytes.append(UInt8(ascii: "?"))
            }
        }
        if isFlattened { flattened += 1 }
        if format == .csv { return output.bytes.append(UInt8(ascii: "\"")) }
        output.bytes += repeatElement(0x20, count: max(0, placed.width - count))
    }
}
