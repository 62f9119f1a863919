import BigInt

extension RouteWalk {
    /// The nodes before a block: sets of states, every set once, with the number of routes that lead to it.
    struct Layer {
        private let stride: Int
        /// The states of all nodes, one node after the other, each node's rising.
        private(set) var words: [UInt64] = []
        /// Where the states of each node begin, and where the last ends.
        private var starts: [Int] = [0]
        private var slots = [Int32](repeating: -1, count: 16)
        var counts: [BigUInt] = []

        init(stride: Int) { self.stride = stride }

        var count: Int { counts.count }
        /// The states of all nodes together.
        var size: Int { words.count / stride }
        func range(of node: Int) -> Range<Int> { starts[node] / stride..<starts[node + 1] / stride }

        mutating func clear() {
            if slots.count > 64, count * 8 < slots.count {
                slots = [Int32](repeating: -1, count: 16)
            } else {
                for index in slots.indices { slots[index] = -1 }
            }
            words.removeAll(keepingCapacity: true)
            counts.removeAll(keepingCapacity: true)
            starts.removeAll(keepingCapacity: true)
            starts.append(0)
        }

        /// Adds routes to the node with these states.
        mutating func add(_ states: ArraySlice<UInt64>, _ routes: BigUInt) {
            var slot = hash(states) & (slots.count - 1)
            while slots[slot] >= 0 {
                let node = Int(slots[slot])
                if words[starts[node]..<starts[node + 1]].elementsEqual(states) {
                    counts[node] += routes
                    return
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            slots[slot] = Int32(count)
            words += states
            starts.append(words.count)
            counts.append(routes)
            if count * 2 > slots.count { grow() }
        }

        private func hash(_ states: ArraySlice<UInt64>) -> Int {
            var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
            for word in states {
                hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
                hash ^= hash >> 32
            }
            return Int(truncatingIfNeeded: hash)
        }

        private mutating func grow() {
            slots = [Int32](repeating: -1, count: slots.count * 2)
            for node in 0..<count {
                var slot = hash(words[starts[node]..<starts[node + 1]]) & (slots.count - 1)
                while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = Int32(node)
            }
        }
    }

    /// Where the states of one node come to in one block, and with which letters.
    struct Outcomes {
        private let stride: Int
        /// A word is what was written in this block so far; 0 is nothing. For each two numbers: the word with *no* and
        /// with *yes* behind it.
        private var children: [Int32] = [-1, -1]
        /// For words that begin with a choice: in how many ways.
        private var sizes: [Int32: BigUInt] = [:]
        private var chosen: [Int: Int32] = [:]
        private var ended: [UInt64] = []
        private var wordOfState: [Int32] = []
        private var words: [UInt64] = []
        private var order: [Int] = []
        private var sorted: [UInt64] = []
        private var bounds: [(word: Int32, start: Int, end: Int)] = []

        init(stride: Int) { self.stride = stride }

        mutating func clear() {
            children.removeAll(keepingCapacity: true)
            children.append(-1)
            children.append(-1)
            if !sizes.isEmpty {
                sizes.removeAll(keepingCapacity: true)
                chosen.removeAll(keepingCapacity: true)
            }
            ended.removeAll(keepingCapacity: true)
            wordOfState.removeAll(keepingCapacity: true)
            words.removeAll(keepingCapacity: true)
        }

        /// The word with another letter.
        mutating func word(after word: Int32, _ letter: Bool) -> Int32 {
            let place = Int(word) * 2 + (letter ? 1 : 0)
            if children[place] < 0 {
                children[place] = Int32(children.count / 2)
                children.append(-1)
                children.append(-1)
            }
            return children[place]
        }

        /// The word that is a choice.
        mutating func word(choice: Int, _ size: BigUInt) -> Int32 {
            if let known = chosen[choice] { return known }
            let word = Int32(children.count / 2)
            children.append(-1)
            children.append(-1)
            chosen[choice] = word
            sizes[word] = size
            return word
        }

        /// So many routes, in all the ways of a word.
        func sized(_ count: BigUInt, _ word: Int32) -> BigUInt {
            sizes.isEmpty ? count : sizes[word].map { count * $0 } ?? count
        }

        mutating func end(_ word: Int32, _ ending: Int32) {
            ended.append(UInt64(word) << 32 | UInt64(ending))
        }

        mutating func add(_ word: Int32, _ state: UnsafeMutablePointer<UInt64>) {
            wordOfState.append(word)
            for index in 0..<stride { words.append(state[index]) }
        }

        /// The words that ended, once for each ending.
        mutating func ends() -> [Int32] {
            if ended.isEmpty { return [] }
            ended.sort()
            return ended.indices.filter { $0 == 0 || ended[$0] != ended[$0 - 1] }.map {
                Int32(ended[$0] >> 32)
            }
        }

        /// Sorts what goes on by word and state, every state once.
        mutating func sort() {
            bounds.removeAll(keepingCapacity: true)
            sorted.removeAll(keepingCapacity: true)
            order.removeAll(keepingCapacity: true)
            order += wordOfState.indices
            if order.count > 1 {
                let (stride, words, wordOfState) = (stride, words, wordOfState)
                order.sort { left, right in
                    if wordOfState[left] != wordOfState[right] {
                        return wordOfState[left] < wordOfState[right]
                    }
                    for word in 0..<stride where words[left * stride + word] != words[right * stride + word] {
                        return words[left * stride + word] < words[right * stride + word]
                    }
                    return false
                }
            }
            for (position, index) in order.enumerated() {
                let word = wordOfState[index]
                if position == 0 || bounds[bounds.count - 1].word != word {
                    bounds.append((word, sorted.count, sorted.count))
                } else if isEqual(index, order[position - 1]) {
                    continue
                }
                for offset in 0..<stride { sorted.append(words[index * stride + offset]) }
                bounds[bounds.count - 1].end = sorted.count
            }
        }

        private func isEqual(_ left: Int, _ right: Int) -> Bool {
            for word in 0..<stride where words[left * stride + word] != words[right * stride + word] {
                return false
            }
            return true
        }

        func groups() -> Range<Int> { bounds.indices }
        func word(of group: Int) -> Int32 { bounds[group].word }
        func states(_ group: Int) -> ArraySlice<UInt64> { sorted[bounds[group].start..<bounds[group].end] }
    }

    /// A count of the form a + f (b + g (c + ...)), put together at the end in pairs, so that large numbers are multiplied
    /// with ones of their own size.
    struct Horner {
        private var sums: [BigUInt] = [0]
        private var factors: [BigUInt] = []

        mutating func add(_ count: BigUInt) { sums[sums.count - 1] += count }

        /// Sets a factor of all that is added from here on aside; what is left of it.
        mutating func factor(_ count: BigUInt) -> BigUInt {
            guard count > 1 else { return count }
            factors.append(count)
            sums.append(0)
            return 1
        }

        var value: BigUInt {
            // Each pair is a map x -> sum + factor x.
            var maps = zip(sums, factors).map { ($0, $1) }
            let last = sums[sums.count - 1]
            while maps.count > 1 {
                var joined: [(BigUInt, BigUInt)] = []
                joined.reserveCapacity(maps.count / 2 + 1)
                for index in Swift.stride(from: 0, to: maps.count - 1, by: 2) {
                    let (sum, factor) = maps[index]
                    let (inner, innerFactor) = maps[index + 1]
                    joined.append((inner == 0 ? sum : sum + factor * inner, factor * innerFactor))
                }
                if maps.count % 2 == 1 { joined.append(maps[maps.count - 1]) }
                maps = joined
            }
            return maps.first.map { $0.0 + $0.1 * last } ?? last
        }
    }
}
