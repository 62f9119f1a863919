import RoutingProof
import SampleSurveys
import SurveyModel
import Testing

@Suite("Diagrams against all choices")
struct DiagramsTests {
    /// Which facts hold for each choice of cells.
    private struct Truth {
        let random: RandomFacts
        let holds: [[Bool]]

        init(_ random: RandomFacts) {
            self.random = random
            holds = random.choices.map { random.program.evaluate($0) }
        }

        func places(_ test: ([Bool]) -> Bool) -> [Int] { holds.indices.filter { test(holds[$0]) } }

        /// Whether a decision is right about where something holds.
        func isRight(_ decision: Decision, _ test: ([Bool]) -> Bool) -> Bool {
            switch decision {
            case .impossible: return !holds.contains(where: test)
            case .undecided: return true
            case .possible(let assignment):
                // Whatever the other inputs are.
                return random.choices.indices.allSatisfy { place in
                    let choice = random.choices[place]
                    let agrees = zip(assignment.cells, choice.cells).allSatisfy { $0 < 0 || $0 == $1 }
                    return !agrees || test(holds[place])
                }
            }
        }
    }

    @Test(
        "every fact of small programs is decided, with choices that make it hold whatever the others are",
        arguments: [InputOrder.best, .asking, .cones])
    func decisions(order: InputOrder) {
        for seed in 0..<400 as Range<UInt64> {
            let truth = Truth(RandomFacts(seed: seed, inputs: 1...5, choices: 72, facts: 16))
            var diagrams = Diagrams(truth.random.program, order: order)
            for fact in truth.random.program.facts.indices {
                let decision = diagrams.decide(FactID(fact))
                #expect(decision != .undecided)
                #expect(truth.isRight(decision) { $0[fact] }, "seed \(seed), fact \(fact)")
                #expect(
                    diagrams.isPossible(FactID(fact)) == truth.holds.contains { $0[fact] },
                    "seed \(seed), fact \(fact)")
            }
        }
    }

    @Test("so are those of programs with eight inputs")
    func wide() {
        for seed in 1_000..<1_012 as Range<UInt64> {
            let truth = Truth(RandomFacts(seed: seed, inputs: 6...8, choices: 2_000, facts: 30))
            var diagrams = Diagrams(truth.random.program)
            for fact in truth.random.program.facts.indices.reversed() {
                let decision = diagrams.decide(FactID(fact))
                #expect(decision != .undecided)
                #expect(truth.isRight(decision) { $0[fact] }, "seed \(seed), fact \(fact)")
            }
        }
    }

    @Test("facts compare as their values do")
    func comparisons() {
        for seed in 2_000..<2_300 as Range<UInt64> {
            let truth = Truth(RandomFacts(seed: seed, inputs: 1...5, choices: 72, facts: 16))
            var random = Seeded(seed)
            var diagrams = Diagrams(truth.random.program)
            let facts = truth.random.program.facts.indices
            for _ in 0..<12 {
                let some = (0..<4).map { _ in facts.randomElement(using: &random) ?? 0 }
                let ids = some.map { FactID($0) }
                let all = truth.places { holds in some.allSatisfy { holds[$0] } }
                #expect(diagrams.isPossible(all: ids) == !all.isEmpty)
                #expect(
                    truth.isRight(diagrams.decide(all: Array(ids[1...]), given: ids[0])) { holds in
                        some.allSatisfy { holds[$0] }
                    })
                #expect(
                    diagrams.isImplied(ids[0], by: Array(ids[1...]))
                        == truth.holds.allSatisfy { holds in
                            holds[some[0]] || !some[1...].allSatisfy { holds[$0] }
                        })
                #expect(
                    diagrams.areEqual(ids[0], ids[1])
                        == truth.holds.allSatisfy { $0[some[0]] == $0[some[1]] })
                #expect(
                    diagrams.areEqual(ids[0], ids[1], given: ids[2])
                        == truth.holds.allSatisfy { !$0[some[2]] || $0[some[0]] == $0[some[1]] })
                let difference = diagrams.difference(ids[0], ids[1], given: ids[2])
                #expect(truth.isRight(difference.onlyFirst) { $0[some[0]] && !$0[some[1]] && $0[some[2]] })
                #expect(truth.isRight(difference.onlySecond) { !$0[some[0]] && $0[some[1]] && $0[some[2]] })
            }
        }
    }

    @Test("a guard is worded with what the rest of it does not imply")
    func guards() {
        var dropped = 0
        for seed in 3_000..<3_200 as Range<UInt64> {
            let truth = Truth(RandomFacts(seed: seed, inputs: 2...5, choices: 72, facts: 16))
            var random = Seeded(seed)
            var diagrams = Diagrams(truth.random.program)
            let facts = truth.random.program.facts.indices
            let some = (0..<6).map { _ in facts.randomElement(using: &random) ?? 0 }
            let given = facts.randomElement(using: &random) ?? 1
            let kept = diagrams.guardCondition(some.map { FactID($0) }, given: FactID(given))
                .map { Int($0.position) }
            dropped += some.count - kept.count
            let whole = truth.places { holds in holds[given] && some.allSatisfy { holds[$0] } }
            #expect(truth.places { holds in holds[given] && kept.allSatisfy { holds[$0] } } == whole)
            for place in kept.indices {
                var fewer = kept
                fewer.remove(at: place)
                #expect(
                    truth.places { holds in holds[given] && fewer.allSatisfy { holds[$0] } } != whole,
                    "seed \(seed): \(kept[place]) need not be said")
            }
        }
        #expect(dropped > 200)
    }

    @Test("what a budget decides is right, and the larger it is, the more is decided")
    func budgets() {
        var undecided: [Int] = []
        for nodes in [0, 40, 200, 20_000] {
            var open = 0
            for seed in 4_000..<4_080 as Range<UInt64> {
                let truth = Truth(RandomFacts(seed: seed, inputs: 4...6, choices: 150, facts: 24))
                var diagrams = Diagrams(truth.random.program, budget: Budget(nodes: nodes))
                for fact in truth.random.program.facts.indices {
                    let decision = diagrams.decide(FactID(fact))
                    if decision == .undecided { open += 1 }
                    #expect(
                        truth.isRight(decision) { $0[fact] }, "\(nodes) nodes, seed \(seed), fact \(fact)")
                }
            }
            undecided.append(open)
        }
        #expect(undecided[0] > undecided[1] && undecided[1] > undecided[2] && undecided[2] > 0)
        #expect(undecided[3] == 0)
    }

    @Test("the same questions get the same answers")
    func determinism() {
        for seed in 5_000..<5_020 as Range<UInt64> {
            let program = RandomFacts(seed: seed, inputs: 4...6, choices: 300, facts: 40).program
            let runs = (0..<2).map { _ in
                var diagrams = Diagrams(program, budget: Budget(nodes: 300))
                return program.facts.indices.map { diagrams.decide(FactID($0)) }
            }
            #expect(runs[0] == runs[1])
        }
    }

    @Test("a witness chooses little: the shortest way, and then the first cells")
    func shortest() {
        var builder = ProgramBuilder()
        let inputs = (0..<3).map { position in
            builder.input(
                Input(
                    .value(position), cells: (0..<4).map { Cell(.index($0)) }, isMade: .always,
                    isExact: position != 1))
        }
        let long = builder.and(builder.cell(inputs[0], [0]), builder.cell(inputs[2], [0]))
        let short = builder.cell(inputs[1], [2, 3])
        let either = builder.or(long, short)
        let notShort = builder.not(short)
        var diagrams = Diagrams(builder.program)
        #expect(diagrams.decide(either) == .possible(Assignment(cells: [-1, 2, -1])))
        #expect(!builder.program.isExact(Assignment(cells: [-1, 2, -1])))
        #expect(builder.program.isExact(Assignment(cells: [0, -1, 0])))
        #expect(
            diagrams.decide(all: [either], given: notShort)
                == .possible(Assignment(cells: [0, 0, 0])))
    }
}
