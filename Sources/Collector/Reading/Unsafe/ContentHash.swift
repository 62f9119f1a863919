internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// A keyed 64-bit hash of what a response says, whatever the order of its keys, the white space, the escapes
/// and the way its numbers are written.
///
/// Each key or variable with its value is mixed on its own and the results are added up, so order does not
/// matter. The key is drawn for each reading: nobody can prepare two responses that differ and hash alike. By
/// chance two do so once in 2^64.
struct ContentHash: Sendable {
    private let first: UInt64
    private let second: UInt64

    init() {
        first = UInt64.random(in: .min ... .max)
        second = UInt64.random(in: .min ... .max) | 1
    }

    /// What the parts of a response are called; variables follow from `variables` on.
    enum Part {
        static let version: UInt64 = 0
        static let locale: UInt64 = 1
        static let station: UInt64 = 2
        static let channel: UInt64 = 3
        static let seed: UInt64 = 4
        static let started: UInt64 = 5
        static let ended: UInt64 = 6
        static let state: UInt64 = 7
        static let stale: UInt64 = 8
        static let variables: UInt64 = 16
    }

    /// A part with a value of up to 64 bits.
    @inline(__always)
    func of(_ part: UInt64, _ value: UInt64) -> UInt64 {
        Self.fold(first &+ part &* 0x9E37_79B9_7F4A_7C15, value ^ second)
    }

    /// Bytes, to be given to `of` as a value. They stay readable for the call; nothing beyond them is read.
    @inline(__always)
    func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        guard let start = bytes.baseAddress else { return second }
        let count = bytes.count
        var hash = first ^ UInt64(truncatingIfNeeded: count)
        var offset = 0
        while count - offset > 16 {
            hash = Self.fold(word(start + offset) ^ second, word(start + offset + 8) ^ hash)
            offset += 16
        }
        let low: UInt64
        let high: UInt64
        switch count - offset {
        case 8...:
            low = word(start + offset)
            high = word(start + count - 8)
        case 4...:
            low = UInt64(start.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            high = UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        case 1...:
            low =
                UInt64(start.load(fromByteOffset: offset, as: UInt8.self)) << 16
                | UInt64(start.load(fromByteOffset: (offset + count) / 2, as: UInt8.self)) << 8
            high = UInt64(start.load(fromByteOffset: count - 1, as: UInt8.self))
        default:
            low = 0
            high = 0
        }
        return Self.fold(low ^ second, high ^ hash)
    }

    @inline(__always)
    private func word(_ pointer: UnsafeRawPointer) -> UInt64 { pointer.loadUnaligned(as: UInt64.self) }

    @inline(__always)
    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    private func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0)) }
    }

    /// The hash of a response and its row, the same as the fast reader's for its line.
    func of(_ response: Response, _ row: TallyRow, _ plan: TallyPlan) -> UInt64 {
        var hash = of(Part.version, UInt64(bitPattern: Int64(response.version)))
        hash &+= of(Part.locale, of(response.locale))
        if let station = response.station { hash &+= of(Part.station, of(station)) }
        if let channel = response.channel { hash &+= of(Part.channel, of(channel)) }
        hash &+= of(Part.seed, response.seed)
        hash &+= of(Part.started, UInt64(bitPattern: response.started.milliseconds))
        hash &+= of(Part.ended, UInt64(bitPattern: response.ended.milliseconds))
        hash &+= of(Part.state, UInt64(Disposition.allCases.firstIndex(of: response.state) ?? 0))
        if response.isStale { hash &+= of(Part.stale, 1) }
        for (position, coding) in plan.codings.enumerated() {
            guard let coding, row.codes[position] != coding.notAsked else { continue }
            hash &+= of(Part.variables + UInt64(position), value(response, row, position, coding, plan))
        }
        return hash
    }

    /// The value of one variable for `of`: its code and, where the code does not tell all, the rest mixed in.
    private func value(
        _ response: Response, _ row: TallyRow, _ position: Int, _ coding: Coding, _ plan: TallyPlan
    ) -> UInt64 {
        let code = row.codes[position]
        guard code < coding.missingOffset else { return Self.code(code) }
        switch (coding, response.answers.answer(of: VariableID(position)).value) {
        case (.number, .number(let number)?):
            return code == 0 ? Self.amount(row.amounts[position]) : of(number.canonicalText)
        case (.date, _) where code == 0, (.time, _) where code == 0: return Self.amount(row.amounts[position])
        case (.text, .text(let text)?): return of(text)
        case (.options(let count), _):
            return (0..<(count + 63) / 64).reduce(0) {
                $0 &+ of(UInt64($1), row.chosen[plan.wordOffsets[position] + $1])
            }
        case (.order(let count), _):
            return (0..<count).reduce(0) {
                $0 &+ of(UInt64($1), row.chosen[plan.wordOffsets[position] + $1])
            }
        default: return Self.code(code)
        }
    }

    /// A code as a value.
    @inline(__always)
    static func code(_ code: Int32) -> UInt64 { UInt64(UInt32(bitPattern: code)) &+ 0x5EED_0000_0000_0000 }

    /// A scaled number, a day or a time as a value.
    @inline(__always)
    static func amount(_ amount: Int64) -> UInt64 { UInt64(bitPattern: amount) ^ 0xA300_0000_0000_0000 }
}
