internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// Writes cells of CSV: looks up what stands for a code, and quotes and escapes texts.
struct CSVCells {
    /// Where a cell comes from. Everything is a position or the number of a piece.
    struct Source {
        enum Kind {
            case coded, flag, place, date, time, text
            case number(decimals: Int)
            case response(Column.ResponsePart)
        }

        var kind: Kind
        var position = 0
        var missingOffset = Int.max
        /// The word with the bit of an option, or with its place.
        var word = 0
        var bit: UInt64 = 0
        /// The words of all places of a ranking.
        var places = 0..<0
        /// The piece of the first code.
        var codes = 0
    }

    /// How many texts had line breaks that were replaced, by position of the variable.
    private(set) var brokenLines: [Int: Int] = [:]
    /// Which kinds of missing a variable had, a bit each in the order of `Coding.missingKinds`, by position.
    private(set) var missingKinds: [UInt8]
    private let plan: TallyPlan
    private let options: CSVWriter.Options
    private var pieces = PreparedBytes()
    /// The piece of the first kind of missing.
    private let missing: Int
    private let survey: [UInt8]
    private var scratch: [UInt8] = []
    private var structure = LastCell()
    private var locale = LastCell()
    private var station = LastCell()
    private var channel = LastCell()

    /// A text that is mostly the same as in the response before, and its cell.
    private struct LastCell {
        var text = ""
        var cell: [UInt8] = []

        mutating func append(_ text: String, _ isSafe: Bool, to output: inout [UInt8]) {
            if cell.isEmpty || !self.text.hasSameBytes(as: text) {
                self.text = text
                cell.removeAll(keepingCapacity: true)
                var text = text
                text.withUTF8 { appendText($0, isSafe, to: &cell) }
            }
            output += cell
        }
    }

    init(_ plan: TallyPlan, _ options: CSVWriter.Options) {
        self.plan = plan
        self.options = options
        missing = pieces.next
        for kind in Coding.missingKinds { pieces.add(kind == .notAsked ? "" : ".\(kind.rawValue)") }
        survey = Array(plan.survey.name.utf8)
        missingKinds = [UInt8](repeating: 0, count: plan.codings.count)
    }

    /// Prepares the cells of a column.
    mutating func source(_ column: Column.Source) -> Source {
        switch column {
        case .response(let part): return Source(kind: .response(part))
        case .option(let position, let option):
            return Source(
                kind: .flag, position: position, missingOffset: missingOffset(position),
                word: plan.wordOffsets[position] + option >> 6, bit: 1 << UInt64(option & 63))
        case .place(let position, let option):
            let first = plan.wordOffsets[position]
            let count =
                plan.survey.variables[position].domain.list.map { plan.survey[$0].options.count } ?? 0
            return Source(
                kind: .place, position: position, missingOffset: missingOffset(position),
                word: first + option, places: first..<first + count)
        case .variable(let position):
            var source = Source(
                kind: .text, position: position, missingOffset: missingOffset(position), codes: pieces.next)
            let variable = plan.survey.variables[position]
            switch plan.codings[position] {
            case .point(let low, let count)?:
                source.kind = .coded
                for code in 0..<count { pieces.add(String(low + code)) }
            case .option?:
                source.kind = .coded
                for option in variable.domain.list.map({ plan.survey[$0].options }) ?? [] {
                    var cell: [UInt8] = []
                    Self.append(option.name.utf8, to: &cell)
                    pieces.add(cell)
                }
            case .yesno?:
                source.kind = .coded
                pieces.add("false")
                pieces.add("true")
            case .number(let decimals)?: source.kind = .number(decimals: decimals)
            case .date?: source.kind = .date
            case .time?: source.kind = .time
            case .text?, .options?, .order?, nil: break
            }
            return source
        }
    }

    private func missingOffset(_ position: Int) -> Int { plan.codings[position]?.missingOffset ?? 0 }

    /// Appends a cell, without the comma; gives the length of a text.
    mutating func append(
        _ source: Source, of row: ResponseRow, _ codes: TallyRow, to output: inout [UInt8]
    ) -> Int {
        if case .response(let part) = source.kind { return append(part, of: row, to: &output) }
        let code = Int(codes.codes[source.position])
        guard code < source.missingOffset else {
            pieces.append(missing + code - source.missingOffset, to: &output)
            missingKinds[source.position] |= 1 << UInt8(truncatingIfNeeded: code - source.missingOffset)
            return 0
        }
        switch source.kind {
        case .coded: pieces.append(source.codes + code, to: &output)
        case .flag:
            let isChosen = codes.chosen[source.word] & source.bit != 0
            output.append(isChosen ? UInt8(ascii: "1") : UInt8(ascii: "0"))
        case .place:
            let place = codes.chosen[source.word]
            // Nothing ranked is no missing answer, so it is not empty.
            if place > 0 || source.places.allSatisfy({ codes.chosen[$0] == 0 }) {
                output.append(decimal: place)
            }
        case .number(let decimals):
            if code == 3, let number = row.exact[source.position] {
                number.writeCanonicalText(into: &output)
            } else {
                ScaledNumber.write(codes.amounts[source.position], decimals: decimals, into: &output)
            }
        case .date: CalendarDay(number: Int(codes.amounts[source.position])).write(into: &output)
        case .time: TimeOfDay(minutes: Int(codes.amounts[source.position])).write(into: &output)
        case .text:
            let text = row.text(of: source.position)
            let start = output.count
            if options.isOneLine, text.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
                brokenLines[source.position, default: 0] += 1
                scratch.removeAll(keepingCapacity: true)
                for byte in text { scratch.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte) }
                scratch.withUnsafeBufferPointer {
                    Self.appendText($0, options.isSpreadsheetSafe, to: &output)
                }
            } else {
                text.withUnsafeBufferPointer { Self.appendText($0, options.isSpreadsheetSafe, to: &output) }
            }
            return output.count - start
        case .response: break
        }
        return 0
    }

    private mutating func append(
        _ part: Column.ResponsePart, of row: ResponseRow, to output: inout [UInt8]
    ) -> Int {
        let start = output.count
        let isSafe = options.isSpreadsheetSafe
        switch part {
        case .id: row.writeID(into: &output)
        case .survey: output += survey
        case .version: output += String(row.head.version).utf8
        case .structure: structure.append(row.head.structure, isSafe, to: &output)
        case .locale: locale.append(row.head.locale, isSafe, to: &output)
        case .station: if let station = row.head.station { self.station.append(station, isSafe, to: &output) }
        case .channel: if let channel = row.head.channel { self.channel.append(channel, isSafe, to: &output) }
        case .seed: output.append(decimal: row.head.seed)
        case .started: row.head.started.write(into: &output)
        case .ended: row.head.ended.write(into: &output)
        case .state: output += row.head.state.rawValue.utf8
        case .stale: output.append(prepared: row.head.isStale ? "true" : "false")
        case .weight: if let weight = row.weight { ScaledNumber.write(weight, decimals: 9, into: &output) }
        }
        return output.count - start
    }

    // MARK: Texts

    /// A cell with what somebody typed.
    private static func appendText(
        _ text: UnsafeBufferPointer<UInt8>, _ isSafe: Bool, to output: inout [UInt8]
    ) {
        var prefix: UInt8?
        switch text.first {
        case UInt8(ascii: "."): prefix = UInt8(ascii: ".")
        case let first? where isSafe && SpreadsheetSafety.isRisky(first): prefix = SpreadsheetSafety.mark
        default: break
        }
        if isSafe, SpreadsheetSafety.canSplit(text) {
            append(SpreadsheetSafety.marked(text), prefix: prefix, to: &output)
        } else {
            append(text, prefix: prefix, to: &output)
        }
    }

    static func appendHeader(_ names: [String], to output: inout [UInt8]) {
        for (index, name) in names.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            append(name.utf8, to: &output)
        }
        output.append(prepared: "\r\n")
    }

    /// Quotes a cell where it must be: for a comma, a quote, a line break, or a space at an end that a reader
    /// may trim; and an empty one, which is not the same as none.
    static func append(
        _ cell: some Collection<UInt8>, prefix: UInt8? = nil, to output: inout [UInt8]
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
            if let prefix { output.append(prefix) }
            output += cell
            return
        }
        output.append(UInt8(ascii: "\""))
        if let prefix { output.append(prefix) }
        for byte in cell {
            if byte == UInt8(ascii: "\"") { output.append(byte) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }
}
