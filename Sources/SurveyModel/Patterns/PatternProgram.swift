/// A regular expression as a program that runs all its alternatives at once.
///
/// Source: K. Thompson, "Regular Expression Search Algorithm" (1968), in the form of R. Cox, "Regular Expression
/// Matching: the Virtual Machine Approach" (2009). No text takes longer than its length times that of the program, and
/// nothing is recursive.
final class PatternProgram: Sendable {
    /// One step. Jumps are relative, so that a piece of a program can be copied anywhere.
    enum Instruction: Sendable {
        /// Takes a scalar of the set at this index, and goes on.
        case take(Int)
        /// Goes on somewhere else.
        case jump(Int)
        /// Goes on with the next and somewhere else.
        case split(Int)
    }

    private let instructions: [Instruction]
    private let sets: [ScalarSet]

    init(_ instructions: [Instruction], sets: [ScalarSet]) {
        self.instructions = instructions
        self.sets = sets
    }

    func matches(_ text: String) -> Bool {
        var threads = Threads(count: instructions.count)
        var next = Threads(count: instructions.count)
        var pending: [Int] = []
        follow(from: 0, into: &threads, &pending)
        for scalar in text.unicodeScalars {
            guard !threads.places.isEmpty else { return false }
            next.clear()
            for place in threads.places where sets[place.set].contains(scalar) {
                follow(from: place.position + 1, into: &next, &pending)
            }
            swap(&threads, &next)
        }
        return threads.isAtEnd
    }

    /// Adds every place that takes a scalar and can be reached without taking one.
    private func follow(from start: Int, into threads: inout Threads, _ pending: inout [Int]) {
        pending.append(start)
        while let position = pending.popLast() {
            guard position < instructions.count else {
                threads.isAtEnd = true
                continue
            }
            guard threads.visit(position) else { continue }
            switch instructions[position] {
            case .take(let set): threads.places.append((position, set))
            case .jump(let distance): pending.append(position + distance)
            case .split(let distance):
                pending.append(position + 1)
                pending.append(position + distance)
            }
        }
    }

    /// The places that a program is at, each once.
    private struct Threads {
        var places: [(position: Int, set: Int)] = []
        var isAtEnd = false
        /// The round in which each position was last reached, so that clearing costs nothing.
        private var rounds: [UInt32]
        private var round: UInt32 = 1

        init(count: Int) { rounds = Array(repeating: 0, count: count) }

        mutating func clear() {
            places.removeAll(keepingCapacity: true)
            isAtEnd = false
            if round == .max {
                for index in rounds.indices { rounds[index] = 0 }
                round = 0
            }
            round += 1
        }

        /// Whether the position was not reached yet.
        mutating func visit(_ position: Int) -> Bool {
            guard rounds[position] != round else { return false }
            rounds[position] = round
            return true
        }
    }
}
