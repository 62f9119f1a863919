internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

// Reading the values of variables: one function for each kind.

extension LineParser {
    /// Reads the value of a variable; false leaves the line to the strict reader.
    @inline(__always)
    func answer(_ variable: Int, _ p: inout Position) -> Bool {
        let field = layout.fields + variable
        switch field.pointee.kind {
        case .point: return point(variable, field, &p)
        case .option:
            let option = name(&p, Int(field.pointee.space))
            guard option >= 0 else { return false }
            set(variable, code: Int32(option))
            return true
        case .options: return options(variable, field, &p)
        case .order: return order(variable, field, &p)
        case .yesno:
            guard let yes = truth(&p) else { return false }
            set(variable, code: yes ? 1 : 0)
            return true
        case .number: return number(variable, field, &p)
        case .date: return moment(variable, field, Scan.day(&p))
        case .time: return moment(variable, field, Scan.minutes(&p))
        case .text: return text(variable, field, &p)
        case .strict: return false
        }
    }

    @inline(__always)
    private func set(_ variable: Int, code: Int32) {
        codes[variable] = code
        add(ContentHash.Part.variables + UInt64(variable), ContentHash.code(code))
    }

    @inline(__always)
    private func point(
        _ variable: Int, _ field: UnsafePointer<LineLayout.Field>, _ p: inout Position
    ) -> Bool {
        let isNegative = Scan.take(0x2D, &p)
        guard let magnitude = Scan.whole(&p, digits: 7), !isNegative || magnitude != 0 else { return false }
        let point = isNegative ? -Int64(magnitude) : Int64(magnitude)
        guard point >= field.pointee.low, point <= field.pointee.high else { return false }
        set(variable, code: Int32(truncatingIfNeeded: point - field.pointee.low))
        return true
    }

    private func options(
        _ variable: Int, _ field: UnsafePointer<LineLayout.Field>, _ p: inout Position
    ) -> Bool {
        guard Scan.take(0x5B, &p) else { return false }
        let words = chosen + Int(field.pointee.wordOffset)
        var count: Int64 = 0
        var last = -1
        space(&p)
        if !Scan.take(0x5D, &p) {
            while true {
                let option = name(&p, Int(field.pointee.space))
                guard option >= 0 else { return false }
                let bit: UInt64 = 1 << UInt64(option & 63)
                guard words[option >> 6] & bit == 0 else { return false }
                if option < last { head.pointee.isCanonical = false }
                last = option
                words[option >> 6] |= bit
                count += 1
                space(&p)
                if Scan.take(0x2C, &p) {
                    space(&p)
                    continue
                }
                guard Scan.take(0x5D, &p) else { return false }
                break
            }
        }
        guard count <= field.pointee.high, count >= Int64(field.pointee.fewest) else { return false }
        if count != 1, field.pointee.words > 0, words[0] & UInt64(bitPattern: field.pointee.low) != 0 {
            return false
        }
        codes[variable] = field.pointee.answered
        var value: UInt64 = 0
        for word in 0..<Int(field.pointee.words) { value &+= hash.of(UInt64(word), words[word]) }
        add(ContentHash.Part.variables + UInt64(variable), value)
        return true
    }

    private func order(
        _ variable: Int, _ field: UnsafePointer<LineLayout.Field>, _ p: inout Position
    ) -> Bool {
        guard Scan.take(0x5B, &p) else { return false }
        let places = chosen + Int(field.pointee.wordOffset)
        var count: Int64 = 0
        space(&p)
        if !Scan.take(0x5D, &p) {
            while true {
                let option = name(&p, Int(field.pointee.space))
                guard option >= 0, places[option] == 0 else { return false }
                count += 1
                places[option] = UInt64(count)
                space(&p)
                if Scan.take(0x2C, &p) {
                    space(&p)
                    continue
                }
                guard Scan.take(0x5D, &p) else { return false }
                break
            }
        }
        guard count <= field.pointee.high, count >= Int64(field.pointee.fewest) else { return false }
        codes[variable] = field.pointee.answered
        var value: UInt64 = 0
        for option in 0..<Int(field.pointee.words) { value &+= hash.of(UInt64(option), places[option]) }
        add(ContentHash.Part.variables + UInt64(variable), value)
        return true
    }

    /// A day or a time, as the number that it is counted as.
    private func moment(
        _ variable: Int, _ field: UnsafePointer<LineLayout.Field>, _ number: Int64?
    ) -> Bool {
        guard let number, number >= field.pointee.low, number <= field.pointee.high else { return false }
        codes[variable] = 0
        amounts[variable] = number
        add(ContentHash.Part.variables + UInt64(variable), ContentHash.amount(number))
        return true
    }

    @inline(__always)
    private func number(
        _ variable: Int, _ field: UnsafePointer<LineLayout.Field>, _ p: inout Position
    ) -> Bool {
        let powers = layout.powers
        let start = p
        guard let scaled = Scan.number(&p, decimals: Int(field.pointee.decimals), power: { powers[$0] }),
            scaled >= field.pointee.low, scaled <= field.pointee.high,
            scaled.magnitude <= UInt64(Coding.numberLimit)
        else { return false }
        if p[-1] == 0x30, hasPoint(start, p) { head.pointee.isCanonical = false }
        codes[variable] = 0
        amounts[variable] = scaled
        add(ContentHash.Part.variables + UInt64(variable), ContentHash.amount(scaled))
        return true
    }

    /// Whether a number that ends with a zero has decimals, of which our writers drop the zeros.
    private func hasPoint(_ start: Position, _ end: Position) -> Bool {
        UnsafeBufferPointer(start: start, count: end - start).contains(0x2E)
    }

    private func text(
        _ variable: Int, _ field: UnsafePointer<LineLayout.Field>, _ p: inout Position
    ) -> Bool {
        guard Scan.take(0x22, &p) else { return false }
        var start = p
        var length = Scan.cleanText(&p)
        if length < 0 {
            // Escapes: the text is decoded into scratch memory, which is as large as the line.
            let from = decoded + decodedCount.pointee
            p = start
            length = Scan.decode(
                &p, into: from, allowsLines: field.pointee.allowsLines,
                isCanonical: &head.pointee.isCanonical)
            guard length >= 0 else { return false }
            decodedCount.pointee += length
            start = Position(from)
        }
        guard length > 0, length <= field.pointee.high else { return false }
        if field.pointee.hasPattern,
            !layout.matchesPattern(variable, UnsafeBufferPointer(start: start, count: length))
        {
            return false
        }
        codes[variable] = 0
        texts[variable] = (start, length)
        add(
            ContentHash.Part.variables + UInt64(variable),
            hash.of(UnsafeRawBufferPointer(start: start, count: length)))
        return true
    }

    /// The answer of a variable in the line that was read last.
    func answer(ofLine variable: Int) -> Answer {
        guard let coding = layout.plan.codings[variable] else { return .notAsked }
        let code = Int(codes[variable])
        if code >= coding.missingOffset { return .missing(Coding.missingKinds[code - coding.missingOffset]) }
        switch coding {
        case .point(let low, _): return .answered(.number(low + code))
        case .option: return .answered(.option(code))
        case .options(let count):
            let words = chosen + layout.plan.wordOffsets[variable]
            return .answered(.options((0..<count).filter { words[$0 >> 6] & 1 << UInt64($0 & 63) != 0 }))
        case .order(let count):
            let places = chosen + layout.plan.wordOffsets[variable]
            return .answered(
                .order((0..<count).filter { places[$0] > 0 }.sorted { places[$0] < places[$1] }))
        case .date: return .answered(.date(CalendarDay(number: Int(amounts[variable]))))
        case .time: return .answered(.time(TimeOfDay(minutes: Int(amounts[variable]))))
        case .yesno: return .answered(.yesno(code == 1))
        case .number(let decimals):
            let amount = amounts[variable]
            return .answered(
                .number(
                    Decimal(
                        sign: amount < 0 ? .minus : .plus, exponent: -decimals,
                        significand: Decimal(amount.magnitude))))
        case .text:
            let text = UnsafeBufferPointer(start: texts[variable].start, count: texts[variable].count)
            return .answered(.text(String(decoding: text, as: UTF8.self)))
        }
    }

    /// Writes what belongs to the response of the line that was read last and is no answer.
    func fill(_ target: inout ResponseRow.Head) {
        func text(_ place: (start: Position?, count: Int)) -> String? {
            guard let start = place.start, place.count > 0 else { return nil }
            return String(decoding: UnsafeBufferPointer(start: start, count: place.count), as: UTF8.self)
        }
        target.id = (head.pointee.entry.high, head.pointee.entry.low)
        target.version = head.pointee.version
        target.locale = text(head.pointee.locale) ?? ""
        target.station = text(head.pointee.station)
        target.channel = text(head.pointee.channel)
        target.seed = head.pointee.seed
        target.started = Timestamp(milliseconds: head.pointee.started)
        target.ended = Timestamp(milliseconds: head.pointee.ended)
        target.state = Disposition.allCases[head.pointee.state]
        target.isStale = head.pointee.isStale
    }
}
