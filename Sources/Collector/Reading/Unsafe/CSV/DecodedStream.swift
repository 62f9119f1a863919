/// Bytes of a source as UTF-8, whatever it is written in.
final class DecodedStream {
    private let stream: ByteStream
    private let encoding: CSVMap.Encoding
    private var raw = [UInt8](repeating: 0, count: 1 << 14)
    private var rawCount = 0
    /// What is decoded and not handed over yet.
    private var decoded = [UInt8](repeating: 0, count: 3 << 14 + 16)
    private var ready = 0..<0
    private var isAtEnd = false
    private var isFirst = true
    private var isBigEndian = false
    /// The first half of a pair, which waits for the second.
    private var lead: UInt32?

    init(_ source: LineSource, _ encoding: CSVMap.Encoding) throws(ReadingFault) {
        stream = try ByteStream(source)
        self.encoding = encoding
    }

    init(_ stream: ByteStream) {
        self.stream = stream
        encoding = .utf8
    }

    /// Reads up to `count` bytes; 0 is the end. Throws the error number.
    func read(into target: UnsafeMutablePointer<UInt8>, _ count: Int) throws(SystemError) -> Int {
        guard encoding != .utf8 else { return try stream.read(into: target, count) }
        while ready.isEmpty, !isAtEnd { try decode() }
        let taken = min(count, ready.count)
        for offset in 0..<taken { target[offset] = decoded[ready.lowerBound + offset] }
        ready = ready.lowerBound + taken..<ready.upperBound
        return taken
    }

    private func decode() throws(SystemError) {
        let have = rawCount
        let taken = try raw.withUnsafeMutableBufferPointer { memory throws(SystemError) in
            try memory.baseAddress.map { base throws(SystemError) in
                try stream.read(into: base + have, memory.count - have)
            } ?? 0
        }
        isAtEnd = taken == 0
        rawCount += taken
        var out = 0
        decoded.withUnsafeMutableBufferPointer { memory in
            guard let target = memory.baseAddress else { return }
            out = encoding == .windows1252 ? decodeWindows(target) : decodeWide(target)
        }
        ready = 0..<out
    }

    private func decodeWindows(_ target: UnsafeMutablePointer<UInt8>) -> Int {
        var out = 0
        for index in 0..<rawCount {
            let byte = raw[index]
            let scalar = (0x80..<0xA0).contains(byte) ? Self.windows[Int(byte) - 0x80] : UInt32(byte)
            Self.put(scalar, target, &out)
        }
        rawCount = 0
        return out
    }

    private func decodeWide(_ target: UnsafeMutablePointer<UInt8>) -> Int {
        var out = 0
        var index = 0
        while index + 1 < rawCount {
            let (first, second) = (UInt32(raw[index]), UInt32(raw[index + 1]))
            index += 2
            if isFirst {
                isFirst = false
                if first == 0xFE, second == 0xFF { isBigEndian = true }
                if first + second == 0x1FD, first > 0xFD, second > 0xFD { continue }
            }
            let unit = isBigEndian ? first << 8 | second : second << 8 | first
            if let high = lead {
                lead = nil
                if unit & 0xFC00 == 0xDC00 {
                    Self.put(0x1_0000 + (high & 0x3FF) << 10 + (unit & 0x3FF), target, &out)
                    continue
                }
                Self.put(0xFFFD, target, &out)
            }
            if unit & 0xFC00 == 0xD800 {
                lead = unit
            } else {
                Self.put(unit & 0xFC00 == 0xDC00 ? 0xFFFD : unit, target, &out)
            }
        }
        if index < rawCount { raw[0] = raw[index] }
        rawCount -= index
        if isAtEnd {
            if rawCount > 0 || lead != nil { Self.put(0xFFFD, target, &out) }
            rawCount = 0
            lead = nil
        }
        return out
    }

    @inline(__always)
    private static func put(_ scalar: UInt32, _ target: UnsafeMutablePointer<UInt8>, _ out: inout Int) {
        switch scalar {
        case 0..<0x80:
            target[out] = UInt8(scalar)
            out += 1
        case 0x80..<0x800:
            target[out] = UInt8(0xC0 | scalar >> 6)
            target[out + 1] = UInt8(0x80 | scalar & 0x3F)
            out += 2
        case 0x800..<0x1_0000:
            target[out] = UInt8(0xE0 | scalar >> 12)
            target[out + 1] = UInt8(0x80 | scalar >> 6 & 0x3F)
            target[out + 2] = UInt8(0x80 | scalar & 0x3F)
            out += 3
        default:
            target[out] = UInt8(0xF0 | scalar >> 18)
            target[out + 1] = UInt8(0x80 | scalar >> 12 & 0x3F)
            target[out + 2] = UInt8(0x80 | scalar >> 6 & 0x3F)
            target[out + 3] = UInt8(0x80 | scalar & 0x3F)
            out += 4
        }
    }

    /// The letters of Windows-1252 from 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252).
    private static let windows: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
        0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
