internal import SurveyModel

// The answers of a record, one after the other in the order of the survey.

extension CSVTranscoder {
    /// Writes the answer of a variable, or notes that it is missing; false leaves a fault.
    @inline(__always)
    func answer(
        _ index: Int, _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) -> Bool {
        switch slot.pointee.kind {
        case .constant: return act(slot.pointee.empty, index, slot, first, &out)
        case .flags: return flags(index, slot, first, &out)
        case .ranks: return ranks(index, slot, first, &out)
        default: break
        }
        let cell = row[Int(slot.pointee.column)]
        guard cell.length > 0 else { return act(slot.pointee.empty, index, slot, first, &out) }
        switch slot.pointee.kind {
        case .number:
            if !slot.pointee.looksUpFirst, cell.start[0] &- 0x30 < 10 || cell.start[0] == 0x2D {
                let before = out
                key(slot, first, &out)
                // Most are points of one digit.
                if cell.length == 1, cell.start[0] != 0x2D {
                    out.put(cell.start[0])
                    return true
                }
                if number(cell, slot.pointee.decimal, &out) { return true }
                out = before
            }
        case .text: return text(index, slot, cell, first, &out)
        default: break
        }
        let action = word(slot.pointee.space, cell)
        if action >= 0 { return act(action, index, slot, first, &out) }
        let value = trimmed(cell)
        guard value.length > 0 else { return act(slot.pointee.empty, index, slot, first, &out) }
        switch slot.pointee.kind {
        case .number:
            let before = out
            key(slot, first, &out)
            if number(value, slot.pointee.decimal, &out) { return true }
            out = before
        case .date: if date(slot, value, first, &out) { return true }
        case .time: if time(slot, value, first, &out) { return true }
        case .set, .ranking: return several(slot, value, first, &out)
        default: break
        }
        return fail(.value, slot.pointee.column, variable: slot.pointee.variable)
    }

    @inline(__always)
    func key(
        _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) {
        if out.p != first { out.put(0x2C) }
        out.put(pool + Int(slot.pointee.key.offset), Int(slot.pointee.key.length))
    }

    /// Does what a word means.
    @inline(__always)
    func act(
        _ action: Int32, _ index: Int, _ slot: UnsafeMutablePointer<CSVLayout.Slot>,
        _ first: UnsafeMutablePointer<UInt8>, _ out: inout CSVOutput
    ) -> Bool {
        let meaning = actions + Int(action)
        switch meaning.pointee.kind {
        case .notAsked: return true
        case .missing:
            note(missing: index, action)
            return true
        case .answer:
            key(slot, first, &out)
            let isList = slot.pointee.kind == .set || slot.pointee.kind == .ranking
            if isList { out.put(0x5B) }
            out.put(pool + Int(meaning.pointee.bytes.offset), Int(meaning.pointee.bytes.length))
            if isList { out.put(0x5D) }
            return true
        case .flag: return fail(.value, slot.pointee.column, variable: slot.pointee.variable)
        }
    }

    /// A number in its shortest form; false, with nothing of use written, for what is none.
    @inline(__always)
    func number(_ cell: CSVCells.Cell, _ decimal: UInt8, _ out: inout CSVOutput) -> Bool {
        var p = cell.start
        let end = p + cell.length
        guard p < end else { return false }
        let isNegative = p[0] == 0x2D
        if isNegative || p[0] == 0x2B { p += 1 }
        var whole = p
        while p < end, p[0] &- 0x30 < 10 { p += 1 }
        let wholeEnd = p
        guard whole < wholeEnd else { return false }
        while whole + 1 < wholeEnd, whole[0] == 0x30 { whole += 1 }
        var fraction = p
        var fractionEnd = p
        if p < end {
            guard p[0] == decimal else { return false }
            p += 1
            fraction = p
            while p < end, p[0] &- 0x30 < 10 { p += 1 }
            guard p == end, p > fraction else { return false }
            fractionEnd = p
            while fractionEnd > fraction, fractionEnd[-1] == 0x30 { fractionEnd -= 1 }
        }
        if isNegative, whole[0] != 0x30 || fraction < fractionEnd { out.put(0x2D) }
        out.put(whole, wholeEnd - whole)
        if fraction < fractionEnd {
            out.put(0x2E)
            out.put(fraction, fractionEnd - fraction)
        }
        return true
    }

    private func text(
        _ index: Int, _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ cell: CSVCells.Cell,
        _ first: UnsafeMutablePointer<UInt8>, _ out: inout CSVOutput
    ) -> Bool {
        if slot.pointee.looksUpFirst || cell.start[0] == 0x2E {
            let action = layout.names.find(Int(slot.pointee.space), cell.start, cell.length)
            if action >= 0 { return act(Int32(action), index, slot, first, &out) }
            // Our writer doubles the point of a text.
            if isOurs, cell.start[0] == 0x2E, cell.length < 2 || cell.start[1] != 0x2E {
                return fail(.value, slot.pointee.column, variable: slot.pointee.variable)
            }
        }
        if !isOurs, cell.start[0] <= 0x20, trimmed(cell).length == 0 {
            return act(slot.pointee.empty, index, slot, first, &out)
        }
        key(slot, first, &out)
        text(cell, &out)
        return true
    }

    private func date(
        _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ cell: CSVCells.Cell,
        _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) -> Bool {
        if slot.pointee.format >= 0 {
            let bytes = UnsafeBufferPointer(start: cell.start, count: cell.length)
            guard let moment = layout.patterns[Int(slot.pointee.format)].read(bytes) else { return false }
            key(slot, first, &out)
            out.put(0x22)
            out.day(Timestamp.civil(fromDay: moment.day))
            out.put(0x22)
            return true
        }
        // What is no day is for the reader of lines to say.
        key(slot, first, &out)
        out.text(cell.start, cell.length)
        return true
    }

    private func time(
        _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ cell: CSVCells.Cell,
        _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) -> Bool {
        let bytes = UnsafeBufferPointer(start: cell.start, count: cell.length)
        let moment =
            slot.pointee.format >= 0
            ? layout.patterns[Int(slot.pointee.format)].read(bytes)
            : Self.minutes.read(bytes) ?? Self.seconds.read(bytes)
        guard let moment else { return false }
        key(slot, first, &out)
        out.put(0x22)
        out.time(minutes: moment.milliseconds / 60_000)
        out.put(0x22)
        return true
    }

    private static let minutes = MomentPattern([.hour(1), .literal(0x3A), .minute(2)])
    private static let seconds = MomentPattern([
        .hour(1), .literal(0x3A), .minute(2), .literal(0x3A), .second(2),
    ])
}
