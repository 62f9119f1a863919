// Sets and rankings: several options in one cell, or a column for each of them.

extension CSVTranscoder {
    /// Several options in one cell.
    func several(
        _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ cell: CSVCells.Cell,
        _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) -> Bool {
        let optionCount = Int(slot.pointee.optionCount)
        chosen.update(repeating: 0, count: optionCount)
        var count = 0
        var p = cell.start
        let end = p + cell.length
        while p <= end {
            var q = p
            while q < end, q[0] != slot.pointee.split { q += 1 }
            let part = trimmed(CSVCells.Cell(start: p, length: q - p))
            p = q + 1
            guard part.length > 0 else { continue }
            let action = word(slot.pointee.space, part)
            guard action >= 0, actions[Int(action)].kind == .answer else {
                return fail(.value, slot.pointee.column, variable: slot.pointee.variable)
            }
            let option = Int(actions[Int(action)].option)
            guard chosen[option] == 0 else {
                return fail(.twice, slot.pointee.column, variable: slot.pointee.variable)
            }
            chosen[option] = 1
            order[count] = Int32(option)
            count += 1
        }
        if slot.pointee.kind == .set {
            count = 0
            for option in 0..<optionCount where chosen[option] != 0 {
                order[count] = Int32(option)
                count += 1
            }
        }
        list(count, slot, first, &out)
        return true
    }

    /// The options in `order`.
    private func list(
        _ count: Int, _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) {
        key(slot, first, &out)
        out.put(0x5B)
        for place in 0..<count {
            if place > 0 { out.put(0x2C) }
            let name = options[Int(slot.pointee.options + order[place])]
            out.put(pool + Int(name.offset), Int(name.length))
        }
        out.put(0x5D)
    }

    /// A set with a column for each option.
    func flags(
        _ index: Int, _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) -> Bool {
        var count = 0
        var isAnswered = false
        var hasEmpty = false
        var missing: Int32 = -1
        for place in Int(slot.pointee.column)..<Int(slot.pointee.column + slot.pointee.members) {
            let member = members + place
            let cell = row[Int(member.pointee.column)]
            if cell.length == 1, !member.pointee.looksUpFirst, cell.start[0] & 0xFE == 0x30 {
                isAnswered = true
                if cell.start[0] == 0x31 {
                    order[count] = member.pointee.option
                    count += 1
                }
                continue
            }
            if cell.length == 0, member.pointee.empty < 0 {
                hasEmpty = true
                continue
            }
            switch state(of: member, cell) {
            case .empty: hasEmpty = true
            case .flag(let isChosen):
                isAnswered = true
                if isChosen {
                    order[count] = member.pointee.option
                    count += 1
                }
            case .missing(let action):
                guard missing < 0 || missing == action else {
                    return fail(.mixed, member.pointee.column, variable: slot.pointee.variable)
                }
                missing = action
            case .other: return fail(.value, member.pointee.column, variable: slot.pointee.variable)
            }
        }
        return several(count, isAnswered, hasEmpty, missing, index, slot, first, &out)
    }

    /// A ranking with a column for each option.
    func ranks(
        _ index: Int, _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) -> Bool {
        let most = Int(slot.pointee.members)
        for place in 0..<most { order[place] = -1 }
        var count = 0
        var isAnswered = false
        var hasEmpty = false
        var missing: Int32 = -1
        for place in Int(slot.pointee.column)..<Int(slot.pointee.column) + most {
            let member = members + place
            let cell = row[Int(member.pointee.column)]
            let value = trimmed(cell)
            if value.length > 0, !member.pointee.looksUpFirst || word(member.pointee.space, cell) < 0,
                let rank = rank(value)
            {
                isAnswered = true
                guard rank > 0 else { continue }
                guard rank <= most, order[rank - 1] < 0 else {
                    return fail(.rank, member.pointee.column, variable: slot.pointee.variable)
                }
                order[rank - 1] = member.pointee.option
                count += 1
                continue
            }
            switch state(of: member, cell) {
            case .empty: hasEmpty = true
            case .missing(let action):
                guard missing < 0 || missing == action else {
                    return fail(.mixed, member.pointee.column, variable: slot.pointee.variable)
                }
                missing = action
            case .flag, .other: return fail(.value, member.pointee.column, variable: slot.pointee.variable)
            }
        }
        for place in 0..<count where order[place] < 0 {
            return fail(
                .rank, members[Int(slot.pointee.column)].column, variable: slot.pointee.variable)
        }
        // An option without a place is empty, also in our own files.
        return several(count, isAnswered, hasEmpty && missing >= 0, missing, index, slot, first, &out)
    }

    private func several(
        _ count: Int, _ isAnswered: Bool, _ hasEmpty: Bool, _ missing: Int32, _ index: Int,
        _ slot: UnsafeMutablePointer<CSVLayout.Slot>, _ first: UnsafeMutablePointer<UInt8>,
        _ out: inout CSVOutput
    ) -> Bool {
        if isAnswered && missing >= 0 || isOurs && hasEmpty && (isAnswered || missing >= 0) {
            return fail(.mixed, members[Int(slot.pointee.column)].column, variable: slot.pointee.variable)
        }
        if missing >= 0 { return act(missing, index, slot, first, &out) }
        guard isAnswered, count > 0 || slot.pointee.allowsNone else {
            return act(slot.pointee.empty, index, slot, first, &out)
        }
        list(count, slot, first, &out)
        return true
    }

    private enum CellState {
        case empty, flag(Bool), missing(Int32), other
    }

    private func state(of member: UnsafeMutablePointer<CSVLayout.Member>, _ cell: CSVCells.Cell) -> CellState
    {
        let isEmpty = trimmed(cell).length == 0
        let action = cell.length == 0 ? member.pointee.empty : word(member.pointee.space, cell)
        guard action >= 0 else { return isEmpty ? .empty : .other }
        switch actions[Int(action)].kind {
        case .flag: return .flag(actions[Int(action)].option == 1)
        case .missing: return .missing(action)
        case .notAsked: return .empty
        case .answer: return .other
        }
    }

    /// A place, from 0 to 9,999.
    private func rank(_ cell: CSVCells.Cell) -> Int? {
        guard cell.length <= 4 else { return nil }
        var rank = 0
        for offset in 0..<cell.length {
            let digit = cell.start[offset] &- 0x30
            guard digit < 10 else { return nil }
            rank = rank * 10 + Int(digit)
        }
        return rank
    }
}
