import RoutingProof
import SampleSurveys
import SurveyModel
import Testing

/// Decides by trying every choice: what the tests of this folder measure engines and explanations by.
struct ExhaustiveDecider: Decider {
    let program: Program

    mutating func decide(_ fact: FactID) -> Decision {
        var found: Decision = .impossible
        program.forEachAssignment { assignment, holds in
            guard holds[Int(fact.position)] else { return true }
            found = .possible(assignment)
            return false
        }
        return found
    }
}

extension Program {
    /// Calls `body` with every choice and the facts that hold in it, until it gives false.
    func forEachAssignment(_ body: (Assignment, [Bool]) -> Bool) {
        var assignment = Assignment(cells: [Int32](repeating: 0, count: inputs.count))
        while true {
            guard body(assignment, evaluate(assignment)) else { return }
            var next = 0
            while next < inputs.count {
                assignment.cells[next] += 1
                if Int(assignment.cells[next]) < inputs[next].cells.count { break }
                assignment.cells[next] = 0
                next += 1
            }
            if next == inputs.count { return }
        }
    }
}

@Suite("Why something cannot happen")
struct ContradictionTests {
    /// A chain of guards: each question is asked where the one before it was, and an answer to it had a cell.
    @Test("of a long chain, only the two conditions that contradict each other are named")
    func chain() throws {
        for (first, last, length) in [(0, 1, 4), (3, 60, 64), (0, 199, 200), (150, 151, 400)] {
            var builder = ProgramBuilder()
            var guardFact = FactID.always
            let cells = (0..<3).map { Cell(.index($0)) }
            let shared = builder.input(Input(.value(-1), cells: cells, isMade: .always))
            for step in 0..<length {
                let answer = builder.input(Input(.value(step), cells: cells, isMade: guardFact))
                var condition = builder.cell(answer, [0, 2])
                if step == first { condition = builder.cell(shared, [0]) }
                if step == last { condition = builder.cell(shared, [1, 2]) }
                let own = builder.reason(.holds(.block(BlockID(step))), builder.and(guardFact, condition))
                guardFact = builder.and(guardFact, own)
            }
            builder.claim(.asked(QuestionID(0)), guardFact)
            let found = builder.program.contradiction(of: guardFact) { ChainDecider(program: $0) }
            #expect(
                found
                    == Contradiction(
                        reasons: [.holds(.block(BlockID(first))), .holds(.block(BlockID(last)))],
                        isMinimal: true))
        }
    }

    @Test("what is under a not is never made stronger")
    func polarity() throws {
        var builder = ProgramBuilder()
        let cells = [Cell(.index(0)), Cell(.index(1))]
        let a = builder.input(Input(.value(0), cells: cells, isMade: .always))
        let b = builder.input(Input(.value(1), cells: cells, isMade: .always))
        let first = builder.reason(.holds(.block(BlockID(1))), builder.cell(a, [1]))
        let second = builder.reason(.holds(.block(BlockID(2))), builder.cell(b, [1]))
        // The arm with both was not taken; still both hold.
        let other = builder.reason(.notTaken(BlockID(3)), builder.not(builder.and(first, second)))
        let fact = builder.and(first, second, other)
        let found = try #require(
            builder.program.contradiction(of: fact) { ExhaustiveDecider(program: $0) })
        #expect(
            found.reasons == [
                .holds(.block(BlockID(1))), .holds(.block(BlockID(2))), .notTaken(BlockID(3)),
            ])
        #expect(found.isMinimal)
    }

    @Test("what is impossible by itself has no reasons, and what is possible no contradiction")
    func edges() {
        var builder = ProgramBuilder()
        let cells = [Cell(.index(0)), Cell(.index(1))]
        let a = builder.input(Input(.value(0), cells: cells, isMade: .always))
        let yes = builder.reason(.holds(.block(BlockID(1))), builder.cell(a, [1]))
        let program = builder.program
        #expect(
            program.contradiction(of: .never) { ExhaustiveDecider(program: $0) }
                == Contradiction(reasons: [], isMinimal: true))
        #expect(program.contradiction(of: yes) { ExhaustiveDecider(program: $0) } == nil)
    }

    @Test("without a budget nothing is said, and with a small one that it may be more than is needed")
    func budget() throws {
        var builder = ProgramBuilder()
        let cells = [Cell(.index(0)), Cell(.index(1))]
        let shared = builder.input(Input(.value(0), cells: cells, isMade: .always))
        var all: [FactID] = []
        for step in 0..<8 {
            let own = builder.input(Input(.value(step + 1), cells: cells, isMade: .always))
            let condition = step == 0 ? builder.cell(shared, [0]) : builder.cell(own, [1])
            all.append(builder.reason(.holds(.block(BlockID(step))), condition))
        }
        all.append(builder.reason(.holds(.block(BlockID(8))), builder.cell(shared, [1])))
        let fact = builder.and(all)
        #expect(builder.program.contradiction(of: fact, work: 0) { ExhaustiveDecider(program: $0) } == nil)
        var verdicts: Set<Bool> = []
        for work in 1...400 {
            guard
                let found = builder.program.contradiction(
                    of: fact, work: work, decider: { ChainDecider(program: $0) })
            else { continue }
            verdicts.insert(found.isMinimal)
            #expect(found.reasons.contains(.holds(.block(BlockID(0)))))
            #expect(found.reasons.contains(.holds(.block(BlockID(8)))))
            if found.isMinimal { #expect(found.reasons.count == 2) }
        }
        #expect(verdicts == [true, false])
    }

    /// Random facts with a reason around many of them; what is said is measured against every choice.
    @Test("of random facts, what is left cannot hold, and without any one of it can", arguments: 0..<20)
    func random(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        for _ in 0..<4 {
            let (program, roots) = randomProgram(&random)
            for root in roots {
                guard case .impossible = decision(of: root, in: program) else { continue }
                let found = try #require(
                    program.contradiction(of: root) { ExhaustiveDecider(program: $0) })
                #expect(found.isMinimal)
                let kept = Set(found.reasons)
                #expect(!canHold(root, keeping: kept, in: program))
                for reason in found.reasons {
                    #expect(canHold(root, keeping: kept.subtracting([reason]), in: program))
                }
            }
        }
    }

    private func decision(of fact: FactID, in program: Program) -> Decision {
        var engine = ExhaustiveDecider(program: program)
        return engine.decide(fact)
    }

    private func randomProgram(_ random: inout Seeded) -> (Program, [FactID]) {
        var builder = ProgramBuilder()
        var facts: [FactID] = []
        let inputs = (0..<3).map { index in
            builder.input(Input(.value(index), cells: (0..<3).map { Cell(.index($0)) }, isMade: .always))
        }
        for input in inputs {
            for cell in 0..<3 { facts.append(builder.cell(input, [cell])) }
        }
        for step in 0..<24 {
            func pick() -> FactID { facts[Int.random(in: 0..<facts.count, using: &random)] }
            let parts = (0..<Int.random(in: 2...3, using: &random)).map { _ in pick() }
            var fact: FactID
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: fact = builder.and(parts)
            case 4..<7: fact = builder.or(parts)
            case 7..<9: fact = builder.not(parts[0])
            default:
                fact = builder.sum(
                    [
                        .init(inputs[0], weights: [0, 1, 2], when: parts[0]),
                        .init(inputs[1], weights: [1, -1, 0], when: parts[1]),
                    ], atLeast: 2)
            }
            if random.chance(50) { fact = builder.reason(.holds(.block(BlockID(step))), fact) }
            facts.append(fact)
        }
        return (builder.program, Array(facts.suffix(12)))
    }

    /// Whether a fact can hold where every reason but these is left out, by the definition.
    private func canHold(_ root: FactID, keeping kept: Set<Reason>, in program: Program) -> Bool {
        var result = false
        program.forEachAssignment { _, holds in
            result = weakly(root, kept, program, holds)
            return !result
        }
        return result
    }

    private func weakly(_ fact: FactID, _ kept: Set<Reason>, _ program: Program, _ holds: [Bool]) -> Bool {
        switch program[fact] {
        case .and(let run): program.operands(run).allSatisfy { weakly($0, kept, program, holds) }
        case .or(let run): program.operands(run).contains { weakly($0, kept, program, holds) }
        case .reason(let index, let inner):
            !kept.contains(program.reasons[Int(index)]) || weakly(inner, kept, program, holds)
        default: holds[Int(fact.position)]
        }
    }
}

/// Decides conjunctions of cells, which is all that a chain of guards is.
private struct ChainDecider: Decider {
    let program: Program

    mutating func decide(_ fact: FactID) -> Decision {
        var left = program.inputs.map { Set(0..<$0.cells.count) }
        var open = [fact]
        var seen: Set<FactID> = []
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            switch program[next] {
            case .cell(let input, let cells):
                left[Int(input.position)] = left[Int(input.position)].filter { cells.contains($0) }
            case .and(let run): open += program.operands(run)
            case .reason(_, let inner): open.append(inner)
            case .always: break
            case .never, .not, .or, .sum: return .undecided
            }
        }
        return left.contains(where: \.isEmpty)
            ? .impossible : .possible(Assignment(cells: left.map { Int32($0.min() ?? 0) }))
    }
}
