/// States of a few words each, every one once, numbered in the order in which they came.
struct StateTable {
    let stride: Int
    private(set) var count = 0
    /// The words of all states.
    private(set) var words: [UInt64] = []
    private var slots: [Int32]

    init(stride: Int) {
        self.stride = stride
        slots = [Int32](repeating: -1, count: 16)
    }

    /// Forgets all states. Costs no more than what was in it.
    mutating func clear() {
        if slots.count > 64, count * 8 < slots.count {
            slots = [Int32](repeating: -1, count: 16)
        } else {
            for index in slots.indices { slots[index] = -1 }
        }
        count = 0
        words.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private func hash(_ state: UnsafePointer<UInt64>) -> Int {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for word in 0..<stride {
            hash = (hash ^ state[word]) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
        }
        return Int(truncatingIfNeeded: hash)
    }

    /// The number of a state; nil where it is not there.
    func find(_ state: UnsafePointer<UInt64>) -> Int? {
        var slot = hash(state) & (slots.count - 1)
        while slots[slot] >= 0 {
            if isEqual(Int(slots[slot]), state) { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The number of a state, which is new where it equals `count` before.
    mutating func insert(_ state: UnsafePointer<UInt64>) -> Int {
        var slot = hash(state) & (slots.count - 1)
        while slots[slot] >= 0 {
            if isEqual(Int(slots[slot]), state) { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(count)
        for word in 0..<stride { words.append(state[word]) }
        count += 1
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    @inline(__always)
    private func isEqual(_ number: Int, _ state: UnsafePointer<UInt64>) -> Bool {
        for word in 0..<stride where words[number * stride + word] != state[word] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        words.withUnsafeBufferPointer { words in
            guard let base = words.baseAddress else { return }
            for number in 0..<count {
                var slot = hash(base + number * stride) & (slots.count - 1)
                while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = Int32(number)
            }
        }
    }
}
