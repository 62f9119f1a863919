/// Decides facts of a program by drawing them as decision diagrams: exact, and shared, so that a long survey takes little
/// more than a short one for each question.
///
/// All facts stand in one diagram, in one order of the inputs. What that takes too much for is tried once more by
/// itself, in orders made for it alone, while the budget lasts; then it is undecided. What is decided does not depend on
/// the machine, but may depend on what was asked before, since the budget is shared.
///
/// A witness has the fewest choices that any way through the fact's diagram makes, and among those the first cells. That
/// is what must be answered, not yet all that will be asked: an interview goes on to ask what the choices bring with
/// them, and what was left open is free.
///
///     var diagrams = Diagrams(program)
///     diagrams.isPossible(claim.fact)                 // true, false, or nil: too much
///     diagrams.isImplied(narrow, by: [wide])
public struct Diagrams: Decider, Sendable {
    private let program: Program
    private var shared: FactDiagrams
    /// What may still be spent on facts by themselves, in steps.
    private var spare: Int
    private let nodesAlone: Int

    /// Prepares to decide facts; nothing is drawn yet. Linear in the program.
    public init(_ program: Program, budget: Budget = Budget(), order: InputOrder = .best) {
        self.program = program
        let nodes = min(max(budget.nodes, 0), 1 << 28)
        nodesAlone = nodes / 4
        spare = nodes
        shared = FactDiagrams(
            program, order: program.inputs(in: order), budget: .shared(nodes - nodesAlone))
    }

    // MARK: - Whether something happens

    /// Whether some choice of cells makes a fact hold, with one that has few choices.
    public mutating func decide(_ fact: FactID) -> Decision { decide([Literal(fact)]) }

    /// Whether some choice of cells makes a fact hold; nil where the budget does not suffice. Does not draw what all of the
    /// fact's parts have in common, so it is much cheaper than `decide`.
    public mutating func isPossible(_ fact: FactID) -> Bool? {
        shared.isPossibleAsMade(fact) ?? isPossible([Literal(fact)])
    }

    /// Whether some choice of cells makes all facts hold, within what is given.
    public mutating func decide(all facts: [FactID], given: FactID? = nil) -> Decision {
        decide(facts.map { Literal($0) } + Self.literals(given))
    }

    /// Whether some choice of cells makes all facts hold, within what is given; nil where the budget does not suffice.
    public mutating func isPossible(all facts: [FactID], given: FactID? = nil) -> Bool? {
        isPossible(facts.map { Literal($0) } + Self.literals(given))
    }

    // MARK: - How facts compare

    /// Whether a fact holds wherever all others do; nil where the budget does not suffice.
    public mutating func isImplied(_ fact: FactID, by others: [FactID]) -> Bool? {
        isPossible(others.map { Literal($0) } + [Literal(fact, holds: false)]).map { !$0 }
    }

    /// Whether two facts hold in the same places, within what is given; nil where the budget does not suffice.
    public mutating func areEqual(_ first: FactID, _ second: FactID, given: FactID? = nil) -> Bool? {
        if first == second { return true }
        let given = Self.literals(given)
        let gained = isPossible([Literal(first), Literal(second, holds: false)] + given)
        if gained == true { return false }
        let lost = isPossible([Literal(first, holds: false), Literal(second)] + given)
        if lost == true { return false }
        return gained == nil || lost == nil ? nil : true
    }

    /// Where only the first of two facts holds, and where only the second does, within what is given.
    public mutating func difference(
        _ first: FactID, _ second: FactID, given: FactID? = nil
    ) -> (onlyFirst: Decision, onlySecond: Decision) {
        let given = Self.literals(given)
        return (
            decide([Literal(first), Literal(second, holds: false)] + given),
            decide([Literal(first, holds: false), Literal(second)] + given)
        )
    }

    /// Those of some facts that must be named to say where all hold: each that the others, together with what is given, imply is
    /// left out. They are tried in this order, so those to lose first come first: the farthest.
    ///
    /// What cannot be decided stays. Three joinings for each fact where all can be drawn together.
    public mutating func guardCondition(_ facts: [FactID], given: FactID? = nil) -> [FactID] {
        shared.makeRoom()
        let edges = shared.edges(of: (facts + (given.map { [$0] } ?? [])).map { Literal($0) })
        let around = given == nil ? Edge.always : edges[facts.count]
        if let isNeeded = shared.needed(of: edges.prefix(facts.count), within: around) {
            return zip(facts, isNeeded).filter(\.1).map(\.0)
        }
        var kept: [FactID] = []
        for (place, fact) in facts.enumerated() {
            let others = kept + facts[(place + 1)...]
            let isImplied =
                others.contains(fact)
                || isImplied(fact, by: others + (given.map { [$0] } ?? [])) == true
            if !isImplied { kept.append(fact) }
        }
        return kept
    }

    // MARK: - Questions

    private static func literals(_ given: FactID?) -> [Literal] { given.map { [Literal($0)] } ?? [] }

    private mutating func isPossible(_ literals: [Literal]) -> Bool? {
        let parts = parts(of: literals)
        if parts.isEmpty { return true }
        if parts.count == 1, parts[0].holds, case .or(let run) = program[parts[0].fact] {
            // One of several: whichever comes first.
            var isOver = false
            for operand in program.operands(run) {
                switch isPossible(conjunction: self.parts(of: [Literal(operand)])) {
                case true?: return true
                case nil: isOver = true
                case false?: continue
                }
            }
            return isOver ? nil : false
        }
        return isPossible(conjunction: parts)
    }

    private mutating func isPossible(conjunction parts: [Literal]) -> Bool? {
        shared.makeRoom()
        if let known = shared.canHold(shared.edges(of: parts)) { return known }
        return alone(parts) { diagrams, parts in
            diagrams.canHold(diagrams.edges(of: parts))
        }
    }

    private mutating func decide(_ literals: [Literal]) -> Decision {
        let parts = parts(of: literals)
        shared.makeRoom()
        let edges = shared.edges(of: parts)
        if shared.canHold(edges) == false { return .impossible }
        let whole = shared.allot { $0.conjunction(edges) }
        if !whole.isOver {
            return whole == .never ? .impossible : .possible(shared.assignment(of: whole))
        }
        let decision: Decision? = alone(parts) { diagrams, parts in
            let edges = diagrams.edges(of: parts)
            let whole = diagrams.allot { $0.conjunction(edges) }
            if whole.isOver { return diagrams.canHold(edges) == false ? .impossible : nil }
            return whole == .never ? .impossible : .possible(diagrams.assignment(of: whole))
        }
        return decision ?? .undecided
    }

    /// What must hold together, taken apart one level deep: what a conjunction is made of is mostly there already.
    private func parts(of literals: [Literal]) -> [Literal] {
        var parts: [Literal] = []
        for literal in literals {
            var (fact, holds) = (literal.fact, literal.holds)
            unwrapping: while true {
                switch program[fact] {
                case .reason(_, let inner): fact = inner
                case .not(let inner): (fact, holds) = (inner, !holds)
                default: break unwrapping
                }
            }
            switch (program[fact], holds) {
            case (.and(let run), true): parts += program.operands(run).map { Literal($0) }
            case (.or(let run), false): parts += program.operands(run).map { Literal($0, holds: false) }
            default: parts.append(Literal(fact, holds: holds))
            }
        }
        return parts
    }

    /// Asks of facts by themselves, in orders made for them, until one answers.
    private mutating func alone<Answer>(
        _ parts: [Literal], _ ask: (inout FactDiagrams, [Literal]) -> Answer?
    ) -> Answer? {
        let isWorthIt = spare > program.facts.count / 4
        guard isWorthIt else { return nil }
        var cone = Cone(program)
        for part in parts { cone.add(part.fact) }
        let cones = cone.inputs
        // As facts read them; and what decides whether something is asked before what is answered, which is good for
        // sums of what is not always asked, but would share nothing between facts.
        for order in [cones, cones.sorted(by: >)] where spare > 0 {
            let budget = Allotment.alone(nodesAlone, steps: spare / 2)
            var diagrams = FactDiagrams(program, facts: cone.facts, order: order, budget: budget)
            let answer = ask(&diagrams, parts)
            spare -= diagrams.work + program.facts.count / 4
            if let answer { return answer }
        }
        return nil
    }
}

extension Program {
    /// Whether what an assignment chooses can be met whatever the other inputs are, so that no value must be tried.
    public func isExact(_ assignment: Assignment) -> Bool {
        zip(inputs, assignment.cells).allSatisfy { $0.isExact || $1 < 0 }
    }
}
