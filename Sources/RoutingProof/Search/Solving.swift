/// Asking the solver.
extension Solver {
    /// An answer.
    enum Answer {
        /// The literal can be true: `value` shows how until the next question. What has no value does not matter.
        case possible
        /// It cannot.
        case impossible
        /// Not without a change of what was to be left as it is.
        case blocked
        /// The steps were used up.
        case undecided
    }

    /// Whether a literal can be true; with a model, whether it can when what depends only on inputs before `from` is as
    /// it is there. If it cannot whatever that is, it cannot at all: `isFree` asks for that alone, and is blocked else.
    mutating func solve(
        _ claim: Int32, limit: Int, near model: Model? = nil, from: Int = 0, isFree: Bool = false
    ) -> Answer {
        guard !isBroken else { return .undecided }
        goBack(to: 0)
        question &+= 1
        order.removeAll()
        formerBounds.removeAll(keepingCapacity: true)
        relevance.isCurrent = false
        thawed = from
        guard propagate() else { return giveUp() }
        var frozen: [Int32] = []
        activate(claim >> 1, from: from, frozen: &frozen, as: model)
        guard propagate() else { return giveUp() }
        var restarts = 0
        var pause = conflicts + 64
        var room = max(4_000, clauses.count + 2_000)
        while true {
            guard steps < limit else {
                goBack(to: 0)
                return .undecided
            }
            if !propagate() {
                if !isFree && !frozen.isEmpty && restsOnFrozen { return .blocked }
                guard learn() else { return giveUp() }
                continue
            }
            if conflicts >= pause {
                restarts += 1
                pause = conflicts + 64 * Self.luby(restarts)
                goBack(to: 0)
                guard propagate() else { return giveUp() }
                if clauses.count > room {
                    let known = value
                    clauses.forget { known[Int($0)] > 0 }
                    room += 500
                }
            }
            if levels.isEmpty {
                guard value[Int(claim)] >= 0 else { return .impossible }
                assume([claim])
                continue
            }
            if levels.count == 1 && !isFree && !frozen.isEmpty {
                guard !frozen.contains(where: { value[Int($0)] < 0 }) else { return .blocked }
                assume(frozen)
                continue
            }
            guard let next = choose(claim) else {
                if isBroken { return .undecided }
                return isFree && !frozen.isEmpty ? .blocked : .possible
            }
            guess(next)
        }
    }

    /// Whether the contradiction is between the claim and what is left as it is, and needs no guess.
    private var restsOnFrozen: Bool {
        contradiction.reduce(0) { max($0, level[Int($1 >> 1)]) } == 2
    }

    /// Begins a level with literals that are not false.
    private mutating func assume(_ literals: [Int32]) {
        levels.append(trail.count)
        formerLevels.append(formerBounds.count)
        for literal in literals where value[Int(literal)] == 0 { assign(literal, .guess) }
    }

    /// Every network allows something, so a contradiction without a guess would be a mistake in here: nothing that is
    /// said after it could be trusted.
    private mutating func giveUp() -> Answer {
        isBroken = true
        return .undecided
    }

    /// What to guess next; nil where nothing that matters is open.
    private mutating func choose(_ claim: Int32) -> Int32? {
        // A part that lacks a reason has something open, or there would be a contradiction: one look finds it.
        for _ in 0..<2 {
            while let variable = order.popFirst() {
                guard value[2 * Int(variable)] == 0, isUseful(variable) else { continue }
                return 2 * variable + (phase[Int(variable)] < 0 ? 1 : 0)
            }
            guard look(for: claim) else { return nil }
        }
        isBroken = true
        return nil
    }

    /// The sequence 1 1 2 1 1 2 4 … Source: M. Luby, A. Sinclair, D. Zuckerman (1993).
    static func luby(_ index: Int) -> Int {
        var size = 1
        var power = 0
        while size < index + 1 {
            size = 2 * size + 1
            power += 1
        }
        var index = index
        while size - 1 != index {
            size = (size - 1) / 2
            power -= 1
            index %= size
        }
        return 1 << power
    }
}
