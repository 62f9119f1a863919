import SampleSurveys
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("Complete search")
struct SearchTests {
    @Test(
        "agrees with trying everything, fact by fact and together, and its choices hold whatever else is chosen"
    )
    func bruteForce() throws {
        for seed in 0..<400 as Range<UInt64> {
            let program = SearchSamples.random(seed)
            let expected = SearchSamples.possible(program)
            let facts = program.facts.indices.map { FactID($0) }
            // With few inputs, looking near by means one or two back.
            var together = Search(program, reaches: [[0, 1, 3], [1], [2, 4], []][Int(seed % 4)])
            let verdicts = together.arePossible(facts)
            try #require(verdicts == expected.map { Optional($0) }, "program \(seed)")
            let decisions = together.decide(all: facts)
            var single = Search(program, reaches: [[0], [1, 2], [0, 1, 2, 3], [24, 120]][Int(seed % 4)])
            for fact in facts {
                let decision = single.decide(fact)
                for decision in [decision, decisions[Int(fact.position)]] {
                    switch decision {
                    case .possible(let choice):
                        try #require(expected[Int(fact.position)], "program \(seed), fact \(fact.position)")
                        try #require(
                            suffices(choice, for: fact, in: program), "program \(seed), fact \(fact.position)"
                        )
                    case .impossible:
                        try #require(!expected[Int(fact.position)], "program \(seed), fact \(fact.position)")
                    case .undecided: Issue.record("program \(seed), fact \(fact.position) is undecided")
                    }
                }
            }
        }
    }

    /// Whether a fact holds with a choice, and with every choice that differs in what was left out (a few of them).
    private func suffices(_ choice: Assignment, for fact: FactID, in program: Program) -> Bool {
        var random = Seeded(UInt64(fact.position))
        for _ in 0..<6 {
            var other = choice
            for input in program.inputs.indices where other.cells[input] < 0 {
                other.cells[input] = Int32.random(
                    in: 0..<Int32(program.inputs[input].cells.count), using: &random)
            }
            if !program.evaluate(other)[Int(fact.position)] { return false }
        }
        return program.evaluate(choice)[Int(fact.position)]
    }

    @Test("decides three-literal clauses near the threshold")
    func threshold() throws {
        var held = 0
        for seed in 0..<120 as Range<UInt64> {
            let variables = 12 + Int(seed % 3)
            let (program, fact, expected) = SearchSamples.threeLiterals(
                variables: variables, clauses: variables * 43 / 10, seed)
            var search = Search(program)
            try #require(search.isPossible(fact) == expected, "seed \(seed)")
            if expected { held += 1 }
        }
        #expect(held > 20 && held < 110)
    }

    @Test("more pigeons than holes cannot be, as many can")
    func pigeons() {
        for counted in [false, true] {
            for holes in 2...5 {
                let (full, all) = SearchSamples.pigeons(holes, holes: holes, counted: counted)
                var search = Search(full)
                #expect(search.isPossible(all) == true)
                let (over, none) = SearchSamples.pigeons(holes + 1, holes: holes, counted: counted)
                search = Search(over)
                #expect(search.isPossible(none) == false)
            }
        }
    }

    @Test("what a small budget leaves undecided is never wrong, and a larger one decides it")
    func budgets() throws {
        var undecided = 0
        for seed in 0..<60 as Range<UInt64> {
            let (program, fact, expected) = SearchSamples.threeLiterals(variables: 14, clauses: 60, seed)
            for steps in [0, 10, 100, 1_000, 100_000] {
                var search = Search(program, budget: Budget(steps: steps))
                let before = search.steps
                let answer = search.isPossible(fact)
                if answer == nil { undecided += 1 } else { try #require(answer == expected) }
                // One round of filling in may go past the budget, no more.
                #expect(search.steps - before <= steps + 1_000)
                if steps == 100_000 { #expect(answer == expected) }
            }
        }
        #expect(undecided > 60)
    }

    @Test("an undecided fact may be asked again, and what was learnt is kept")
    func again() {
        let (program, fact) = SearchSamples.pigeons(7, holes: 6, counted: false)
        var search = Search(program, budget: Budget(steps: 1_000))
        var rounds = 0
        while search.isPossible(fact) == nil && rounds < 10_000 { rounds += 1 }
        #expect(rounds > 0)
        #expect(search.isPossible(fact) == false)
    }

    @Test("gives the same answers and choices each time")
    func determinism() {
        for seed in 0..<20 as Range<UInt64> {
            let program = SearchSamples.random(seed, facts: 60)
            let facts = program.facts.indices.map { FactID($0) }
            var first = Search(program)
            var second = Search(program)
            #expect(first.decide(all: facts) == second.decide(all: facts))
            #expect(first.steps == second.steps)
        }
    }

    @Test("decides all facts of 3,000 chained questions with few steps")
    func chain() {
        let chain = SearchSamples.chain(3_000)
        var search = Search(chain.program)
        let answers = search.arePossible(chain.asked + chain.no)
        #expect(answers.allSatisfy { $0 == true })
        #expect(search.steps < 300_000)
        let witness = search.witness(for: chain.no[1_234])
        #expect(witness?.cells.filter { $0 >= 0 }.count == 1_235)
        #expect(witness?[InputID(1_234)] == 0)
    }

    @Test("facts that are 100,000 deep need no deep stack")
    func deep() {
        let chain = SearchSamples.chain(100_000)
        var search = Search(chain.program)
        #expect(search.isPossible(chain.asked[100_000]) == true)
        // Alternating conjunctions and disjunctions, of which the end cannot be.
        var builder = ProgramBuilder()
        let inputs = SearchSamples.yesNo(40_000, in: &builder)
        let first = builder.cell(inputs[0], [1])
        var now = first
        for (number, input) in inputs.enumerated().dropFirst() {
            let yes = builder.cell(input, [1])
            now =
                number % 2 == 0
                ? builder.and(now, builder.or(yes, first)) : builder.or(now, builder.and(first, yes))
        }
        let dead = builder.and(now, builder.cell(inputs[0], [0]))
        search = Search(builder.program)
        #expect(search.isPossible(dead) == false)
    }

    @Test("sums that say the same are one question, and a higher threshold needs the lower one")
    func equalSums() {
        var builder = ProgramBuilder()
        let cells = (0..<7).map { Cell(.index($0)) }
        let one = builder.input(Input(.value(0), cells: cells, isMade: .always))
        let other = builder.input(Input(.value(1), cells: cells, isMade: .always))
        let up = Array(0..<7)
        let down = up.map { -$0 }
        let isMore = builder.sum([.init(one, weights: up), .init(other, weights: down)], atLeast: 1)
        let isNotLess = builder.sum(
            [.init(other, weights: down.map { 3 * $0 + 2 }), .init(one, weights: up.map { 3 * $0 })],
            atLeast: 0)
        let isNotMore = builder.sum([.init(other, weights: up), .init(one, weights: down)], atLeast: 0)
        let equal = builder.and(isNotLess, isNotMore)
        let both = builder.and(isMore, isNotMore)
        let neither = builder.and(builder.not(isMore), builder.not(isNotMore))
        let odd = builder.and(isMore, builder.not(isNotLess))
        var search = Search(builder.program)
        #expect(
            search.arePossible([isMore, isNotLess, isNotMore, equal, both, neither, odd])
                == [true, true, true, true, false, false, false])
        // Yes or no, two hundred times: no guessing tells 119 from 120, the order of thresholds does.
        builder = ProgramBuilder()
        let many = SearchSamples.yesNo(200, in: &builder).map { Sum.Term($0, weights: [0, 1]) }
        let most = builder.sum(many, atLeast: 120)
        let fewer = builder.sum(many, atLeast: 119)
        let never = builder.and(most, builder.not(fewer))
        let exactly = builder.and(fewer, builder.not(most))
        search = Search(builder.program, budget: Budget(steps: 50_000))
        #expect(search.arePossible([most, fewer, never, exactly]) == [true, true, false, true])
    }

    @Test("a sum too large to compute with is left undecided, and nothing else is")
    func largeSums() {
        var builder = ProgramBuilder()
        let inputs = SearchSamples.yesNo(2, in: &builder)
        let large = builder.sum(
            [.init(inputs[0], weights: [0, 1 << 61]), .init(inputs[1], weights: [0, 1])], atLeast: 1 << 61)
        let yes = builder.cell(inputs[0], [1])
        let both = builder.and(large, yes)
        var search = Search(builder.program)
        #expect(search.isPossible(large) == nil)
        #expect(search.isPossible(both) == nil)
        #expect(search.isPossible(yes) == true)
    }

    @Test("a choice leaves out what does not matter, and takes the first cells that do")
    func witness() {
        var builder = ProgramBuilder()
        let cells = (0..<4).map { Cell(.index($0)) }
        let inputs = (0..<3).map { builder.input(Input(.value($0), cells: cells, isMade: .always)) }
        let fact = builder.or(
            builder.and(builder.cell(inputs[1], [2, 3]), builder.cell(inputs[2], [1, 3])),
            builder.cell(inputs[2], [3]))
        var search = Search(builder.program)
        guard case .possible(let witness) = search.decide(fact) else {
            Issue.record("undecided or impossible")
            return
        }
        #expect(witness.cells == [-1, 2, 1] || witness.cells == [-1, -1, 3])
    }
}
