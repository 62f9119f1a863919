internal import SurveyModel

/// One thread's transcoder: makes whole records of CSV into lines of JSON as `ResponseLineWriter` writes them.
///
/// What is the same in every line, and what words mean, is prepared in `CSVLayout`; cells go from one memory to the other
/// without a text between. Whether a line is a response is not its business: that is for the reader of lines to say. A
/// record that it cannot make a line of becomes the line `!`, which no reader takes, and `lines` says why.
final class CSVTranscoder {
    /// Why a record is no line.
    struct Fault {
        enum Kind: UInt8 {
            case none, afterQuote, openQuote, count, tooLong, value, mixed, rank, twice, moment, key
        }

        var kind = Kind.none
        /// The column; of a wrong number of cells, the number.
        var column: Int32 = 0
        var variable: Int32 = -1
    }

    /// Where a line comes from.
    struct Line {
        /// The offset of its record in the chunk.
        var record: Int32
        /// The line of the file where its record begins, from 1 in the chunk.
        var number: Int32
        var fault: Fault
    }

    private let memory = FlatMemory()
    let layout: CSVLayout
    /// What the reading fills with whole records.
    let records = ChunkBuffer(capacity: CSVReading.chunkSize)
    /// For each line that was made.
    var lines: [Line] = []
    /// The lines of the file that the chunk has.
    private(set) var lineCount = 0
    let cells: CSVCells
    let slots: UnsafeMutablePointer<CSVLayout.Slot>
    let members: UnsafeMutablePointer<CSVLayout.Member>
    let actions: UnsafeMutablePointer<CSVLayout.Action>
    let options: UnsafeMutablePointer<CSVLayout.Bytes>
    let heads: UnsafeMutablePointer<CSVLayout.Head>
    let pool: Position
    private let slotCount: Int
    private let missing: UnsafeMutablePointer<(slot: Int32, action: Int32)>
    private let missingCount: UnsafeMutablePointer<Int>
    let chosen: UnsafeMutablePointer<Int32>
    let order: UnsafeMutablePointer<Int32>
    private let folded: UnsafeMutablePointer<UInt8>
    let times: UnsafeMutablePointer<TimeScan>
    /// The cells of the record in hand.
    let row: UnsafeMutablePointer<CSVCells.Cell>
    let isOurs: Bool
    let isSpreadsheetSafe: Bool
    /// What is wrong with the record in hand.
    var fault = Fault()

    /// Words of maps and labels are not longer.
    static let foldLimit = 1_024

    init(_ layout: CSVLayout) {
        self.layout = layout
        cells = CSVCells(separator: layout.separator, capacity: layout.columnCount)
        slots = memory.values(layout.slots)
        slotCount = layout.slots.count
        members = memory.values(layout.members)
        actions = memory.values(layout.actions)
        options = memory.values(layout.options)
        heads = memory.values(layout.heads)
        pool = Position(layout.pool)
        missing = memory.values(repeating: (0, 0), count: slotCount)
        chosen = memory.values(repeating: 0, count: layout.mostOptions + 1)
        order = memory.values(repeating: 0, count: layout.mostOptions + 1)
        folded = memory.values(repeating: 0, count: Self.foldLimit + 64)
        missingCount = memory.values(repeating: 0)
        times = memory.values(repeating: TimeScan())
        row = cells.cells
        isOurs = layout.plan.isOurs
        isSpreadsheetSafe = layout.plan.isSpreadsheetSafe
    }

    // MARK: Chunks and records

    /// Makes lines of the records of the chunk.
    func transcode(into out: ChunkBuffer) {
        lines.removeAll(keepingCapacity: true)
        out.count = 0
        cells.reserve(records.count)
        let limit = Position(records.end)
        var start = Position(records.start)
        var number: Int32 = 1
        while start < limit {
            let end = cells.split(start, limit: limit)
            if !cells.isBlank {
                let size = end - start
                fault = Fault()
                if !reserve(size, start, out) {
                    fault.kind = .tooLong
                } else {
                    note(cells.fault)
                }
                var output = CSVOutput(p: out.end)
                if fault.kind != .none || !line(&output) {
                    output.p = out.end
                    output.put(0x21)
                }
                output.put(0x0A)
                out.count = output.p - out.start
                lines.append(
                    Line(record: Int32(start - Position(records.start)), number: number, fault: fault))
            }
            number += 1 + Int32(cells.lineBreaks)
            start = end + 1
        }
        lineCount = Int(number) - 1
        out.seal()
    }

    /// Has no lines, after a chunk of which there are none.
    func forget() {
        lines.removeAll(keepingCapacity: true)
        lineCount = 0
    }

    private func note(_ form: CSVCells.Fault?) {
        switch form {
        case nil: break
        case .afterQuote(let column): fault = Fault(kind: .afterQuote, column: Int32(column))
        case .openQuote(let column): fault = Fault(kind: .openQuote, column: Int32(column))
        case .count(let count): fault = Fault(kind: .count, column: Int32(truncatingIfNeeded: count))
        }
    }

    /// Makes room for the line of a record; false if that would be too long.
    private func reserve(_ size: Int, _ start: Position, _ out: ChunkBuffer) -> Bool {
        var need = layout.fixedLength + 6 * size
        if size > 1 << 14 {
            var escapes = 0
            for offset in 0..<size
            where start[offset] < 0x20 || start[offset] == 0x5C || start[offset] == 0x22 {
                escapes += 1
            }
            guard size + 5 * escapes < SharedReading.lineLimit else {
                if out.count + 64 > out.capacity { out.resize(to: out.capacity * 2) }
                return false
            }
            need = layout.fixedLength + size + 5 * escapes
        }
        if out.count + need + 64 > out.capacity {
            out.resize(to: max(out.capacity * 2, out.count + need + 64))
        }
        return true
    }

    /// Writes the line of the record whose cells were split; false leaves `fault`.
    private func line(_ out: inout CSVOutput) -> Bool {
        let begin = out.p
        out.put("{\"response\":")
        let mode = idMode
        switch mode {
        case .column(let column):
            let cell = plain(row[Int(column)])
            out.text(cell.start, cell.length)
        case .key(let column):
            let cell = trimmed(row[Int(column)])
            guard cell.length > 0 else { return fail(.key, column) }
            var hash = layout.seed
            hash.add(UnsafeBufferPointer(start: cell.start, count: cell.length))
            putID(hash.id(milliseconds: 0), &out)
        case .content: out.p += 38
        }
        constants(&out)
        let content = out.p
        guard let started = head(&out) else { return false }
        out.put(",\"answers\":{")
        missingCount.pointee = 0
        let first = out.p
        for slot in 0..<slotCount {
            guard answer(slot, slots + slot, first, &out) else { return false }
        }
        out.put("},\"missing\":{")
        for index in 0..<missingCount.pointee {
            if index > 0 { out.put(0x2C) }
            let key = slots[Int(missing[index].slot)].key
            out.put(pool + Int(key.offset), Int(key.length))
            let bytes = actions[Int(missing[index].action)].bytes
            out.put(pool + Int(bytes.offset), Int(bytes.length))
        }
        out.put(0x7D)
        guard stale(&out) else { return false }
        out.put(0x7D)
        if case .content = mode {
            var hash = layout.seed
            hash.add(UnsafeBufferPointer(start: content, count: out.p - content))
            var id = CSVOutput(p: begin + 12)
            putID(hash.id(milliseconds: started), &id)
        }
        return true
    }

    private enum IDMode {
        case column(Int32), key(Int32), content
    }

    private var idMode: IDMode {
        let id = heads[HeadPlace.id]
        if id.isThere { return .column(id.column) }
        let key = heads[HeadPlace.key]
        return key.isThere ? .key(key.column) : .content
    }

    private func putID(_ id: (high: UInt64, low: UInt64), _ out: inout CSVOutput) {
        out.put(0x22)
        RowHash.write(id, to: out.p)
        out.p += 36
        out.put(0x22)
    }

    /// The survey, its version and structure, up to the locale.
    @inline(__always)
    private func constants(_ out: inout CSVOutput) {
        if says(heads + HeadPlace.survey, layout.usualSurvey),
            says(heads + HeadPlace.version, layout.usualVersion),
            says(heads + HeadPlace.structure, layout.usualStructure)
        {
            out.put(pool + Int(layout.constantRun.offset), Int(layout.constantRun.length))
        } else {
            unusualConstants(&out)
        }
    }

    private func unusualConstants(_ out: inout CSVOutput) {
        out.put(",\"survey\":")
        text(heads + HeadPlace.survey, default: layout.surveyName, &out)
        out.put(",\"version\":")
        let version = heads + HeadPlace.version
        if version.pointee.isThere { number(version, &out) } else { whole(layout.survey.version, &out) }
        out.put(",\"structure\":")
        text(heads + HeadPlace.structure, default: layout.structure, &out)
        out.put(",\"locale\":")
    }

    /// Whether a column says what it does in every file of the survey's version.
    @inline(__always)
    private func says(_ head: UnsafeMutablePointer<CSVLayout.Head>, _ usual: CSVLayout.Bytes) -> Bool {
        guard head.pointee.isThere else { return true }
        guard head.pointee.column >= 0, !head.pointee.hasWords else { return false }
        let cell = row[Int(head.pointee.column)]
        return cell.length == Int(usual.length) && isEqual(cell.start, pool + Int(usual.offset), cell.length)
    }

    @discardableResult
    func fail(_ kind: Fault.Kind, _ column: Int32, variable: Int32 = -1) -> Bool {
        fault = Fault(kind: kind, column: column, variable: variable)
        return false
    }

    // MARK: Words

    /// What a cell means, if it is a word: an action, or -1.
    @inline(__always)
    func word(_ space: Int32, _ cell: CSVCells.Cell) -> Int32 {
        let action = layout.names.find(Int(space), cell.start, cell.length)
        return action >= 0 ? Int32(action) : foldedWord(space, cell)
    }

    private func foldedWord(_ space: Int32, _ cell: CSVCells.Cell) -> Int32 {
        let cell = trimmed(cell)
        guard cell.length <= Self.foldLimit else { return -1 }
        for offset in 0..<cell.length {
            let byte = cell.start[offset]
            folded[offset] = byte &- 0x41 < 26 ? byte | 0x20 : byte
        }
        return Int32(layout.names.find(Int(space) + 1, Position(folded), cell.length))
    }

    /// Without spaces and tabs around it.
    @inline(__always)
    func trimmed(_ cell: CSVCells.Cell) -> CSVCells.Cell {
        var cell = cell
        while cell.length > 0, cell.start[0] == 0x20 || cell.start[0] == 0x09 {
            cell.start += 1
            cell.length -= 1
        }
        while cell.length > 0, cell.start[cell.length - 1] == 0x20 || cell.start[cell.length - 1] == 0x09 {
            cell.length -= 1
        }
        return cell
    }

    /// A text without what our writer put before it.
    @inline(__always)
    func plain(_ cell: CSVCells.Cell) -> CSVCells.Cell {
        guard cell.length > 0 else { return cell }
        let byte = cell.start[0]
        let isPrefix =
            isOurs && byte == 0x2E && cell.length > 1 && cell.start[1] == 0x2E
            || isSpreadsheetSafe && byte == 0x27
        return isPrefix ? CSVCells.Cell(start: cell.start + 1, length: cell.length - 1) : cell
    }

    /// Writes a text without what our writer put into it.
    @inline(__always)
    func text(_ cell: CSVCells.Cell, _ out: inout CSVOutput) {
        let cell = plain(cell)
        let begin = out.p
        out.text(cell.start, cell.length)
        if isSpreadsheetSafe { out.takeMarksAway(from: begin) }
    }

    /// Notes that a variable is missing.
    @inline(__always)
    func note(missing slot: Int, _ action: Int32) {
        missing[missingCount.pointee] = (Int32(slot), action)
        missingCount.pointee += 1
    }
}

/// Where `CSVPlan.HeadKey` stands in the layout: numbers that are known when the program is compiled.
enum HeadPlace {
    static var id: Int { 0 }
    static var key: Int { 1 }
    static var survey: Int { 2 }
    static var version: Int { 3 }
    static var structure: Int { 4 }
    static var locale: Int { 5 }
    static var station: Int { 6 }
    static var channel: Int { 7 }
    static var seed: Int { 8 }
    static var started: Int { 9 }
    static var ended: Int { 10 }
    static var state: Int { 11 }
    static var stale: Int { 12 }
}
