internal import SurveyModel

// What belongs to the response, in the order of its keys.

extension CSVTranscoder {
    /// From the locale to the state. Returns when it started, nil with a fault.
    func head(_ out: inout CSVOutput) -> Int64? {
        let locale = heads + HeadPlace.locale
        text(locale, default: layout.locale, &out)
        optional(heads + HeadPlace.station, ",\"station\":", &out)
        let channel = heads + HeadPlace.channel
        if channel.pointee.isThere {
            optional(channel, ",\"channel\":", &out)
        } else {
            out.put(",\"channel\":")
            out.put(pool + Int(layout.channel.offset), Int(layout.channel.length))
        }
        out.put(",\"seed\":")
        let seed = heads + HeadPlace.seed
        if seed.pointee.isThere { number(seed, &out) } else { out.put(0x30) }
        let (started, ended) = (heads + HeadPlace.started, heads + HeadPlace.ended)
        out.put(",\"started\":")
        guard let moment = moment(started.pointee.isThere ? started : ended, or: ended, &out) else {
            return nil
        }
        out.put(",\"ended\":")
        guard self.moment(ended.pointee.isThere ? ended : started, or: started, &out) != nil else {
            return nil
        }
        out.put(",\"state\":")
        let state = heads + HeadPlace.state
        if state.pointee.isThere, state.pointee.column >= 0 {
            let cell = row[Int(state.pointee.column)]
            if state.pointee.hasWords, case let action = word(state.pointee.space, cell), action >= 0 {
                put(action, &out)
            } else if trimmed(cell).length == 0, !isOurs {
                out.put("\"complete\"")
            } else {
                out.text(cell.start, cell.length)
            }
        } else if state.pointee.isThere {
            out.put(pool + Int(state.pointee.bytes.offset), Int(state.pointee.bytes.length))
        } else {
            out.put("\"complete\"")
        }
        return moment
    }

    /// `"stale":true`, if it is.
    func stale(_ out: inout CSVOutput) -> Bool {
        let stale = heads + HeadPlace.stale
        guard stale.pointee.isThere else { return true }
        if stale.pointee.column < 0 {
            if stale.pointee.bytes.length == 4 { out.put(",\"stale\":true") }
            return true
        }
        let cell = row[Int(stale.pointee.column)]
        if trimmed(cell).length == 0 { return true }
        let action = word(stale.pointee.space, cell)
        guard action >= 0 else { return fail(.value, stale.pointee.column) }
        if actions[Int(action)].bytes.length == 4 { out.put(",\"stale\":true") }
        return true
    }

    func put(_ action: Int32, _ out: inout CSVOutput) {
        let bytes = actions[Int(action)].bytes
        out.put(pool + Int(bytes.offset), Int(bytes.length))
    }

    /// A text, or what stands there if the file has none.
    func text(
        _ head: UnsafeMutablePointer<CSVLayout.Head>, default usual: CSVLayout.Bytes, _ out: inout CSVOutput
    ) {
        guard head.pointee.isThere else { return out.put(pool + Int(usual.offset), Int(usual.length)) }
        guard head.pointee.column >= 0 else {
            return out.put(pool + Int(head.pointee.bytes.offset), Int(head.pointee.bytes.length))
        }
        let cell = row[Int(head.pointee.column)]
        if head.pointee.hasWords, case let action = word(head.pointee.space, cell), action >= 0 {
            return put(action, &out)
        }
        let value = isOurs ? cell : trimmed(cell)
        if !isOurs, value.length == 0 { return out.put(pool + Int(usual.offset), Int(usual.length)) }
        text(value, &out)
    }

    /// A key and a text, if there is one.
    private func optional(
        _ head: UnsafeMutablePointer<CSVLayout.Head>, _ key: StaticString, _ out: inout CSVOutput
    ) {
        guard head.pointee.isThere else { return }
        if head.pointee.column >= 0 {
            let cell = row[Int(head.pointee.column)]
            let isEmpty = cell.length == 0 || !isOurs && trimmed(cell).length == 0
            if isEmpty, !head.pointee.hasWords || word(head.pointee.space, cell) < 0 { return }
        }
        out.put(key)
        text(head, default: head.pointee.bytes, &out)
    }

    /// A number; what is none is written as a text, for the reader of lines to refuse.
    func number(_ head: UnsafeMutablePointer<CSVLayout.Head>, _ out: inout CSVOutput) {
        guard head.pointee.column >= 0 else {
            return out.put(pool + Int(head.pointee.bytes.offset), Int(head.pointee.bytes.length))
        }
        let cell = row[Int(head.pointee.column)]
        if head.pointee.hasWords, case let action = word(head.pointee.space, cell), action >= 0 {
            return put(action, &out)
        }
        if !number(trimmed(cell), 0x2E, &out) { out.text(cell.start, cell.length) }
    }

    func whole(_ number: Int, _ out: inout CSVOutput) {
        for byte in String(number).utf8 { out.put(byte) }
    }

    /// A moment in quotes, as milliseconds; nil with a fault. An empty cell stands for the other end.
    private func moment(
        _ head: UnsafeMutablePointer<CSVLayout.Head>, or other: UnsafeMutablePointer<CSVLayout.Head>,
        _ out: inout CSVOutput
    ) -> Int64? {
        guard head.pointee.column >= 0 else {
            out.put(pool + Int(head.pointee.bytes.offset), Int(head.pointee.bytes.length))
            return layout.constantMoment
        }
        let whole = row[Int(head.pointee.column)]
        if head.pointee.hasWords, case let action = word(head.pointee.space, whole), action >= 0 {
            put(action, &out)
            var p = Position(out.p) - 25
            return times.pointee.milliseconds(&p)
        }
        let cell = trimmed(whole)
        if cell.length == 24, cell.start[23] == 0x5A, head.pointee.format < 0 {
            let start = Position(out.p)
            out.put(0x22)
            out.put(cell.start, 24)
            out.put(0x22)
            var p = start + 1
            if let milliseconds = times.pointee.milliseconds(&p) { return milliseconds }
            out.p -= 26
        }
        if cell.length == 0, !isOurs, other.pointee.isThere, other.pointee.column != head.pointee.column {
            return moment(other, or: head, isLast: true, &out)
        }
        return moment(cell, head, &out)
    }

    private func moment(
        _ head: UnsafeMutablePointer<CSVLayout.Head>, or other: UnsafeMutablePointer<CSVLayout.Head>,
        isLast: Bool, _ out: inout CSVOutput
    ) -> Int64? {
        guard head.pointee.column >= 0 else { return moment(head, or: other, &out) }
        let cell = trimmed(row[Int(head.pointee.column)])
        guard cell.length > 0 else {
            fail(.moment, head.pointee.column)
            return nil
        }
        return moment(head, or: other, &out)
    }

    private func moment(
        _ cell: CSVCells.Cell, _ head: UnsafeMutablePointer<CSVLayout.Head>, _ out: inout CSVOutput
    ) -> Int64? {
        let bytes = UnsafeBufferPointer(start: cell.start, count: cell.length)
        let pattern = head.pointee.format >= 0 ? layout.patterns[Int(head.pointee.format)] : nil
        guard let time = CSVMoment.read(bytes, pattern, zone: head.pointee.zone),
            // The years that a line can have.
            time.milliseconds >= -62_135_596_800_000, time.milliseconds < 253_402_300_800_000
        else {
            fail(.moment, head.pointee.column)
            return nil
        }
        let day =
            time.milliseconds >= 0
            ? time.milliseconds / 86_400_000 : (time.milliseconds - 86_399_999) / 86_400_000
        out.put(0x22)
        out.day(Timestamp.civil(fromDay: day))
        out.clock(milliseconds: time.milliseconds - day * 86_400_000)
        out.put(0x22)
        return time.milliseconds
    }
}
