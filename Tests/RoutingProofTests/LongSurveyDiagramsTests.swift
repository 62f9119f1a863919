import RoutingProof
import SurveyModel
import Testing

@Suite("Diagrams of long surveys")
struct LongSurveyDiagramsTests {
    /// How many claims were found possible, impossible and neither.
    private struct Verdicts: Equatable {
        var yes = 0
        var no = 0
        var open = 0
    }

    private func verdicts(_ program: Program, budget: Budget = Budget()) -> Verdicts {
        var diagrams = Diagrams(program, budget: budget)
        return program.claims.reduce(into: Verdicts()) { verdicts, claim in
            switch diagrams.isPossible(claim.fact) {
            case true?: verdicts.yes += 1
            case false?: verdicts.no += 1
            case nil: verdicts.open += 1
            }
        }
    }

    /// Whether the witness of a claim makes it hold, with the first cells wherever it leaves the choice.
    private func witnesses(_ program: Program, _ claims: ArraySlice<Claim>) -> Bool {
        var diagrams = Diagrams(program)
        return claims.allSatisfy { claim in
            switch diagrams.decide(claim.fact) {
            case .possible(let assignment): program.evaluate(assignment)[Int(claim.fact.position)]
            case .impossible: diagrams.isPossible(claim.fact) == false
            case .undecided: false
            }
        }
    }

    @Test("chains are decided whole, without stack and with few nodes")
    func chains() {
        // The first is never passed over.
        let program = DiagramFamily.chain(5_000)
        #expect(verdicts(program, budget: Budget(nodes: 60_000)) == Verdicts(yes: 14_999, no: 1))
        #expect(witnesses(program, program.claims.suffix(3)))
        let checked = DiagramFamily.checkedChain(600)
        #expect(verdicts(checked, budget: Budget(nodes: 60_000)) == Verdicts(yes: 1_799, no: 1))
        #expect(witnesses(checked, checked.claims[1_000..<1_004]))
    }

    @Test("a witness of a chain says yes all the way and nothing more")
    func chainWitness() {
        let program = DiagramFamily.chain(2_000)
        var diagrams = Diagrams(program)
        let yes = [Int32](repeating: 1, count: 1_500) + [Int32](repeating: -1, count: 500)
        #expect(diagrams.decide(program.claims[1_500].fact) == .possible(Assignment(cells: yes)))
    }

    @Test("ratings that read the five before take as much for each question")
    func ratings() {
        #expect(
            verdicts(DiagramFamily.ratings(300, kind: .any), budget: Budget(nodes: 60_000))
                == Verdicts(yes: 895, no: 5))
        #expect(
            verdicts(DiagramFamily.ratings(200, kind: .most), budget: Budget(nodes: 60_000))
                == Verdicts(yes: 595, no: 5))
    }

    @Test("rosters over sets with limits")
    func rosters() {
        let program = DiagramFamily.rosters(6)
        let count = 6 * 36
        // Options are asked always, and so never passed over.
        #expect(verdicts(program) == Verdicts(yes: 3 * count - 72, no: 72))
        #expect(witnesses(program, program.claims.suffix(30)))
    }

    @Test("sums over two hundred")
    func sums() {
        let program = DiagramFamily.total(200, atLeast: 120)
        #expect(verdicts(program) == Verdicts(yes: 403, no: 200))
        var diagrams = Diagrams(program)
        guard case .possible(let assignment) = diagrams.decide(program.claims[200].fact) else {
            Issue.record("the sum can be reached")
            return
        }
        #expect(assignment.cells.filter { $0 == 1 }.count == 120)
        #expect(assignment.cells.filter { $0 == 0 }.isEmpty)
    }

    @Test("a sum over grids that are not all asked")
    func grids() {
        var builder = ProgramBuilder()
        func input(_ cells: Int, where isMade: FactID) -> InputID {
            builder.input(
                Input(
                    .value(builder.program.inputs.count), cells: (0..<cells).map { Cell(.index($0)) },
                    isMade: isMade))
        }
        // Five grids of twenty rows with a missing answer each, behind questions of their own.
        var terms: [Sum.Term] = []
        for _ in 0..<5 {
            let isAsked = builder.cell(input(2, where: .always), [1])
            for _ in 0..<20 {
                let row = input(6, where: isAsked)
                terms.append(.init(row, weights: [1, 2, 3, 4, 5, 0], when: isAsked))
                let isAnswered = builder.and(isAsked, builder.cell(row, 0..<5))
                terms.append(.init(-3, when: isAnswered))
            }
        }
        let most = builder.sum(terms, atLeast: 200)
        let tooMuch = builder.sum(terms, atLeast: 201)
        let some = builder.sum(terms, atLeast: 1)
        var diagrams = Diagrams(builder.program)
        // All are asked, and all say 5.
        let all = (0..<5).flatMap { _ in [1] + [Int32](repeating: 4, count: 20) }
        #expect(diagrams.decide(most) == .possible(Assignment(cells: all)))
        #expect(diagrams.decide(tooMuch) == .impossible)
        // The shortest way: one grid is asked, a row is high, and no other counts.
        guard case .possible(let assignment) = diagrams.decide(some) else {
            Issue.record("one high row is enough")
            return
        }
        #expect(builder.program.evaluate(assignment)[Int(some.position)])
        #expect(diagrams.isImplied(some, by: [most]) == true)
        #expect(diagrams.isImplied(most, by: [some]) == false)
    }

    @Test("the guard of a nested question is worded by the nearest condition")
    func nestedGuards() {
        let program = DiagramFamily.chain(400)
        var diagrams = Diagrams(program)
        let facts = program.claims[1..<400].map(\.fact)
        #expect(diagrams.guardCondition(facts) == [facts[398]])
        #expect(diagrams.guardCondition(facts.reversed()) == [facts[398]])
        #expect(diagrams.guardCondition(facts, given: facts[398]) == [])
    }

    @Test("what is compared far apart is put together, and without that the budget says so")
    func pairs() {
        let program = DiagramFamily.pairs(60, cells: 5)
        #expect(verdicts(program) == Verdicts(yes: 246, no: 120))
        #expect(witnesses(program, program.claims[118...]))
        let few = Budget(nodes: 20_000)
        #expect(verdicts(program, budget: few) == Verdicts(yes: 246, no: 120))
        // In the order of asking the shared diagram is too large; what is too large is then drawn alone, in its own order.
        var asking = Diagrams(program, budget: few, order: .asking)
        #expect(asking.isPossible(program.claims[120].fact) == true)
    }

    @Test("what is too large is undecided, and what stands beside it is decided")
    func tooLarge() {
        let program = DiagramFamily.relations(60, checks: 120)
        let verdicts = verdicts(program, budget: Budget(nodes: 20_000))
        #expect(verdicts.open == 60)
        // All are asked, and none is passed over.
        #expect(verdicts.yes == 60 && verdicts.no == 60)
    }
}
