internal import SurveyModel

/// The hash that ids of imported rows are made of: 128 bits, the same on every machine and in every version, since the
/// same file has to give the same ids for ever. A test pins it.
///
/// Two lanes, each folding the 128-bit product of the state with a constant, over words of eight bytes. It protects from
/// chance, not from somebody who makes rows collide on purpose: those would hide their own rows only.
struct RowHash {
    private var first: UInt64
    private var second: UInt64

    init(_ survey: String) {
        first = 0x2545_F491_4F6C_DD1D
        second = 0x9E6C_63D0_876A_3F35
        var name = survey
        name.withUTF8 { add($0) }
    }

    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard var p = bytes.baseAddress else { return add(word: 0) }
        var left = bytes.count
        while left >= 8 {
            add(word: load8(p))
            p += 8
            left -= 8
        }
        var last = UInt64(left) << 56
        for index in 0..<left { last |= UInt64(p[index]) << UInt64(8 * index) }
        add(word: last)
    }

    @inline(__always)
    mutating func add(word: UInt64) {
        let one = (first ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        first = one.high ^ one.low
        let two = (second &+ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        second = (two.high ^ two.low) &+ first
    }

    /// A UUID of version 7 with these 48 bits of time and 74 of the hash.
    func id(milliseconds: Int64) -> (high: UInt64, low: UInt64) {
        var mixed = self
        mixed.add(word: 0x5155_4553_5449_4F4E)
        let time = UInt64(truncatingIfNeeded: milliseconds) & 0xFFFF_FFFF_FFFF
        return (time << 16 | 0x7000 | mixed.second & 0x0FFF, 0x8000_0000_0000_0000 | mixed.first >> 2)
    }

    /// Writes an id as 36 bytes.
    static func write(_ id: (high: UInt64, low: UInt64), to out: UnsafeMutablePointer<UInt8>) {
        var place = 0
        for half in [id.high, id.low] {
            for nibble in 0..<16 {
                if place == 8 || place == 13 || place == 18 || place == 23 {
                    out[place] = 0x2D
                    place += 1
                }
                let digit = UInt8(half >> (60 - 4 * UInt64(nibble)) & 0xF)
                out[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
                place += 1
            }
        }
    }
}

/// How often a row was there before: equal rows of a file are different responses, and get ids by their number.
///
/// 8 bytes a row, up to twice that while a shard grows; changed by one thread at a time, in the order of the file.
struct RowOccurrences {
    private var shards = [Shard](repeating: Shard(), count: 64)
    private var repeated: [UInt64: Int] = [:]

    private struct Shard {
        var places: [UInt64] = []
        var count = 0

        /// Whether it is new.
        mutating func insert(_ key: UInt64) -> Bool {
            if count * 4 >= places.count * 3 {
                let old = places
                places = [UInt64](repeating: 0, count: max(16, old.count * 2))
                for key in old where key != 0 { places[place(of: key)] = key }
            }
            let place = place(of: key)
            guard places[place] == 0 else { return false }
            places[place] = key
            count += 1
            return true
        }

        private func place(of key: UInt64) -> Int {
            var place = Int(truncatingIfNeeded: key >> 6) & (places.count - 1)
            while places[place] != 0, places[place] != key { place = (place + 1) & (places.count - 1) }
            return place
        }
    }

    /// How many rows with this id there were; this one is counted.
    mutating func next(_ high: UInt64, _ low: UInt64) -> Int {
        let mixed = (high ^ low).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        let key = max(1, mixed.high ^ mixed.low)
        if shards[Int(key & 63)].insert(key) { return 0 }
        let count = (repeated[key] ?? 0) + 1
        repeated[key] = count
        return count
    }
}
