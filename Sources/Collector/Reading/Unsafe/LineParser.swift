internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// Reads one line after the other into codes, without allocating.
///
/// What it costs: about 0.4 microseconds for a line of 650 bytes. Keys are predicted in the order in which
/// they are written and compared eight bytes at a time; only a surprise is looked up. See `Invariants.swift`.
final class LineParser {
    /// What a line is.
    enum Verdict {
        /// A response; the codes, `entry` and the texts are set.
        case response
        /// For the strict reader to say.
        case unsure
    }

    private let memory = FlatMemory()
    let layout: LineLayout
    let hash: ContentHash
    /// What was read of the line beside its answers.
    let head: UnsafeMutablePointer<Head>

    /// What a line says beside its answers.
    struct Head {
        var entry = ResponseIndex.Entry(high: 0, low: 0, content: 0)
        var cell = 0
        var state = 0
        var version = 0
        var isStale = false
        var isSynthetic = false
        /// Whether the line is written just as our writers write this response; where that is not sure it is false.
        var isCanonical = true
        /// When it began and ended, in milliseconds since 1970.
        var started: Int64 = 0
        var ended: Int64 = 0
        /// Where the locale stands.
        var locale: (start: Position?, count: Int) = (nil, 0)
        var times = TimeScan()
        /// Where the name of the kiosk or terminal stands, as it is written.
        var station: (start: Position?, count: Int) = (nil, 0)
        /// Where the channel stands, as it is written.
        var channel: (start: Position?, count: Int) = (nil, 0)
        /// The seed of the interview.
        var seed: UInt64 = 0
    }

    /// The id of the line that was read last, and the hash of its content.
    var entry: ResponseIndex.Entry { head.pointee.entry }

    let codes: UnsafeMutablePointer<Int32>
    let chosen: UnsafeMutablePointer<UInt64>
    let amounts: UnsafeMutablePointer<Int64>
    /// Where the texts of the line stand, as they were or decoded.
    let texts: UnsafeMutablePointer<(start: Position?, count: Int)>
    private let wordCount: Int
    /// Which two variables followed a variable, in the order in which they are tried; at the end, which came
    /// first.
    private let successors: UnsafeMutablePointer<(first: Int32, second: Int32)>
    private(set) var decoded: UnsafeMutablePointer<UInt8>
    private var decodedCapacity = 4_096
    let decodedCount: UnsafeMutablePointer<Int>

    init(_ layout: LineLayout, _ hash: ContentHash) {
        self.layout = layout
        self.hash = hash
        let count = max(1, layout.fieldCount)
        codes = memory.values(repeating: 0, count: count)
        wordCount = layout.plan.words
        chosen = memory.values(repeating: 0, count: wordCount)
        amounts = memory.values(repeating: 0, count: count)
        texts = memory.values(repeating: (nil, 0), count: count)
        successors = memory.values(repeating: (0, 0), count: 2 * (count + 1))
        for position in 0..<2 * (count + 1) {
            let next = (position % (count + 1) + 1) % (count + 1) % count
            successors[position] = (Int32(next), Int32((next + 1) % count))
        }
        decoded = .allocate(capacity: decodedCapacity)
        decodedCount = memory.values(repeating: 0)
        head = memory.values(repeating: Head())
    }

    deinit { decoded.deallocate() }

    /// Makes room to decode the texts of a line.
    func reserve(_ count: Int) {
        guard count > decodedCapacity else { return }
        decoded.deallocate()
        decoded = .allocate(capacity: count)
        decodedCapacity = count
    }

    /// Reads a line that begins here. If it is a response, `end` is moved to its line break.
    func read(_ start: Position, end: inout Position) -> Verdict {
        var p = start
        codes.update(from: layout.blank, count: layout.fieldCount)
        for word in 0..<wordCount { chosen[word] = 0 }
        decodedCount.pointee = 0
        head.pointee.isStale = false
        head.pointee.isSynthetic = false
        head.pointee.isCanonical = true
        head.pointee.entry.content = 0
        head.pointee.station = (nil, 0)
        head.pointee.channel = (nil, 0)
        var seen: UInt32 = 0
        space(&p)
        guard Scan.take(0x7B, &p) else { return .unsure }
        var expected: Int32 = 0
        while true {
            space(&p)
            guard let key = headerKey(&p, expected) else { return .unsure }
            guard seen & 1 << UInt32(key.rawValue) == 0 else { return .unsure }
            // Our writers write the keys in the order of their bits.
            if seen >> UInt32(key.rawValue) != 0 { head.pointee.isCanonical = false }
            seen |= 1 << UInt32(key.rawValue)
            guard value(of: key, &p, &seen) else { return .unsure }
            // The constant run ends with the locale.
            expected = key == .response && seen & 16 != 0 ? HeaderKey.station.rawValue : key.rawValue + 1
            space(&p)
            if Scan.take(0x2C, &p) { continue }
            guard Scan.take(0x7D, &p) else { return .unsure }
            break
        }
        space(&p)
        guard p[0] == 0x0A, seen & HeaderKey.required == HeaderKey.required else { return .unsure }
        guard layout.rules.isEmpty || keepsRules() else { return .unsure }
        end = p
        return .response
    }

    /// Whether the answers of a line go together; see `LineRules`.
    private func keepsRules() -> Bool {
        let isComplete = head.pointee.state == layout.rules.completeState
        return layout.rules.hold { variable in
            let code = codes[variable]
            if code == 0 { return .number(amounts[variable]) }
            return code == layout.blank[variable] ? .notAsked : .missing
        } isComplete: {
            isComplete
        }
    }

    /// Copies the line that was read last into a row of the plan.
    func fill(_ row: inout TallyRow) {
        row.cell = head.pointee.cell
        row.state = head.pointee.state
        row.version = head.pointee.version
        row.isStale = head.pointee.isStale
        row.isSynthetic = head.pointee.isSynthetic
        row.codes.withUnsafeMutableBufferPointer {
            $0.baseAddress?.update(from: codes, count: layout.fieldCount)
        }
        row.amounts.withUnsafeMutableBufferPointer {
            $0.baseAddress?.update(from: amounts, count: layout.fieldCount)
        }
        row.chosen.withUnsafeMutableBufferPointer { $0.baseAddress?.update(from: chosen, count: wordCount) }
    }

    /// Moves past white space, which our writers never write.
    @inline(__always)
    func space(_ p: inout Position) {
        guard p[0] <= 0x20 else { return }
        let start = p
        Scan.space(&p)
        if p != start { head.pointee.isCanonical = false }
    }

    private func headerKey(_ p: inout Position, _ expected: Int32) -> HeaderKey? {
        if expected <= HeaderKey.stale.rawValue, layout.take(layout.header[Int(expected)], &p) {
            space(&p)
            return HeaderKey(rawValue: expected)
        }
        guard Scan.take(0x22, &p) else { return nil }
        let name = p
        let length = Scan.plainText(&p)
        guard length > 0,
            let key = HeaderKey(rawValue: Int32(layout.names.find(NameSpace.header, name, length)))
        else { return nil }
        space(&p)
        guard Scan.take(0x3A, &p) else { return nil }
        space(&p)
        return key
    }

    private func value(of key: HeaderKey, _ p: inout Position, _ seen: inout UInt32) -> Bool {
        switch key {
        case .response:
            guard Scan.take(0x22, &p), let id = Scan.uuid(&p) else {
                return false
            }
            head.pointee.entry.high = id.high
            head.pointee.entry.low = id.low
            guard seen == 1, isEqual(p, layout.constantRun, layout.constantLength) else { return true }
            p += layout.constantLength
            seen |= 2 | 4 | 8 | 16
            head.pointee.version = layout.version
            add(ContentHash.Part.version, UInt64(bitPattern: Int64(head.pointee.version)))
            return locale(&p)
        case .survey: return constant(&p, layout.surveyName)
        case .structure: return constant(&p, layout.structure)
        case .version:
            guard let version = Scan.whole(&p, digits: 9), version > 0 else { return false }
            head.pointee.version = Int(version)
            add(ContentHash.Part.version, version)
            return true
        case .locale: return Scan.take(0x22, &p) && locale(&p)
        case .station:
            guard let station = label(ContentHash.Part.station, &p) else { return false }
            head.pointee.station = (station.baseAddress, station.count)
            return true
        case .channel:
            guard let channel = label(ContentHash.Part.channel, &p) else { return false }
            head.pointee.channel = (channel.baseAddress, channel.count)
            head.pointee.isSynthetic = channel.count == 9 && Self.isSimulated(channel)
            return true
        case .seed:
            guard let seed = Scan.seed(&p) else { return false }
            head.pointee.seed = seed
            add(ContentHash.Part.seed, seed)
            return true
        case .started:
            guard let moment = time(ContentHash.Part.started, &p) else { return false }
            head.pointee.started = moment
            return true
        case .ended:
            guard let moment = time(ContentHash.Part.ended, &p) else { return false }
            head.pointee.ended = moment
            return true
        case .state:
            let state = name(&p, NameSpace.states)
            guard state >= 0 else { return false }
            head.pointee.state = state
            add(ContentHash.Part.state, UInt64(state))
            return true
        case .answers: return members(&p, areMissing: false)
        case .missing: return members(&p, areMissing: true)
        case .stale:
            guard let stale = truth(&p) else { return false }
            head.pointee.isStale = stale
            if stale { add(ContentHash.Part.stale, 1) } else { head.pointee.isCanonical = false }
            return true
        }
    }

    /// Whether nine bytes are `simulated`.
    @inline(__always)
    private static func isSimulated(_ channel: UnsafeBufferPointer<UInt8>) -> Bool {
        // "simulate", the first letter lowest, and "d".
        channel.baseAddress.map { load8($0) == 0x6574_616C_756D_6973 && $0[8] == 0x64 } ?? false
    }

    @inline(__always)
    func add(_ part: UInt64, _ value: UInt64) { head.pointee.entry.content &+= hash.of(part, value) }

    /// A text in quotes that must be these bytes.
    private func constant(_ p: inout Position, _ bytes: [UInt8]) -> Bool {
        guard Scan.take(0x22, &p) else { return false }
        let start = p
        let length = Scan.unescapedText(&p)
        return length == bytes.count && !bytes.isEmpty
            && UnsafeBufferPointer(start: start, count: length).elementsEqual(bytes)
    }

    /// A locale, after its opening quote.
    @inline(__always)
    private func locale(_ p: inout Position) -> Bool {
        let start = p
        let length = Scan.plainText(&p)
        guard length > 0 else { return false }
        let cell = layout.names.find(NameSpace.locales, start, length)
        if cell >= 0 {
            head.pointee.cell = cell
        } else {
            let text = String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
            guard Response.isTag(text) else { return false }
            head.pointee.cell = layout.plan.cell(of: text)
        }
        head.pointee.locale = (start, length)
        add(ContentHash.Part.locale, hash.of(UnsafeRawBufferPointer(start: start, count: length)))
        return true
    }

    /// A text of the operator's, which may be anything but empty.
    @inline(__always)
    private func label(_ part: UInt64, _ p: inout Position) -> UnsafeBufferPointer<UInt8>? {
        guard Scan.take(0x22, &p) else { return nil }
        let start = p
        let length = Scan.unescapedText(&p)
        guard length > 0 else { return nil }
        // Our writers escape this one, which is a control character.
        for offset in 0..<length where start[offset] == 0x7F { head.pointee.isCanonical = false }
        add(part, hash.of(UnsafeRawBufferPointer(start: start, count: length)))
        return UnsafeBufferPointer(start: start, count: length)
    }

    /// A time in milliseconds since 1970; nil for what is none.
    private func time(_ part: UInt64, _ p: inout Position) -> Int64? {
        guard Scan.take(0x22, &p) else { return nil }
        if let milliseconds = head.pointee.times.milliseconds(&p) {
            add(part, UInt64(bitPattern: milliseconds))
            return milliseconds
        }
        head.pointee.isCanonical = false
        let start = p
        let length = Scan.plainText(&p)
        guard length > 0,
            let time = Timestamp(
                String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self))
        else { return nil }
        add(part, UInt64(bitPattern: time.milliseconds))
        return time.milliseconds
    }

    /// A text in quotes that is a name of a space; its value or -1.
    @inline(__always)
    func name(_ p: inout Position, _ space: Int) -> Int {
        guard Scan.take(0x22, &p) else { return -1 }
        let start = p
        let length = Scan.plainText(&p)
        return length < 0 ? -1 : layout.names.find(space, start, length)
    }

    @inline(__always)
    func truth(_ p: inout Position) -> Bool? {
        let word = load8(p)
        if word & 0xFFFF_FFFF == 0x6575_7274 {
            p += 4
            return true
        }
        if word & 0xFF_FFFF_FFFF == 0x65_736C_6166 {
            p += 5
            return false
        }
        return nil
    }

    /// The object of answers or of missing answers.
    private func members(_ p: inout Position, areMissing: Bool) -> Bool {
        guard Scan.take(0x7B, &p) else { return false }
        space(&p)
        if Scan.take(0x7D, &p) { return true }
        guard layout.fieldCount > 0 else { return false }
        let successors = areMissing ? successors + layout.fieldCount + 1 : successors
        var last = layout.fieldCount
        while true {
            let variable = variable(&p, successors + last)
            guard variable >= 0, codes[variable] == layout.blank[variable] else { return false }
            if last < layout.fieldCount, variable < last { head.pointee.isCanonical = false }
            last = variable
            guard areMissing ? missing(variable, &p) : answer(variable, &p) else { return false }
            space(&p)
            if Scan.take(0x2C, &p) {
                space(&p)
                continue
            }
            return Scan.take(0x7D, &p)
        }
    }

    /// A key of answers: one of the two that came after the last one before, or any, which then is the second
    /// to try.
    @inline(__always)
    private func variable(
        _ p: inout Position, _ predicted: UnsafeMutablePointer<(first: Int32, second: Int32)>
    ) -> Int {
        let (first, second) = predicted.pointee
        if layout.take(layout.fields[Int(first)].key, &p) {
            space(&p)
            return Int(first)
        }
        if layout.take(layout.fields[Int(second)].key, &p) {
            space(&p)
            return Int(second)
        }
        guard Scan.take(0x22, &p) else { return -1 }
        let name = p
        let length = Scan.plainText(&p)
        guard length > 0 else { return -1 }
        let variable = layout.names.find(NameSpace.variables, name, length)
        if variable >= 0 { predicted.pointee = (second, Int32(variable)) }
        space(&p)
        guard Scan.take(0x3A, &p) else { return -1 }
        space(&p)
        return variable
    }

    private func missing(_ variable: Int, _ p: inout Position) -> Bool {
        let kind = name(&p, NameSpace.missing)
        guard kind >= 0, layout.fields[variable].missing & 1 << UInt8(kind) != 0 else { return false }
        let code = layout.fields[variable].missingOffset + Int32(kind)
        codes[variable] = code
        add(ContentHash.Part.variables + UInt64(variable), ContentHash.code(code))
        return true
    }

    /// The answers of the line that was read last, for conditions that codes do not decide.
    func answers() -> [Answer] {
        (0..<layout.fieldCount).map { answer(ofLine: $0) }
    }
}
