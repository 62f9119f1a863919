import RoutingProof
import SurveyModel
import Testing

@Suite("Putting a program together")
struct ProgramBuilderTests {
    @Test("what is constant is seen, and equal facts are one")
    func simplification() {
        var builder = ProgramBuilder()
        let input = builder.input(
            Input(.truth(0), cells: [Cell(.index(0)), Cell(.index(1))], isMade: .always))
        let yes = builder.cell(input, [1])
        #expect(builder.cell(input, [0, 1]) == .always)
        #expect(builder.and(yes, builder.not(yes)) == .never)
        #expect(builder.or(yes, builder.not(yes)) == .always)
        #expect(builder.and(yes, .always) == yes)
        #expect(builder.not(builder.not(yes)) == yes)
        #expect(builder.cell(input, [1]) == yes)
        #expect(builder.sum([.init(input, weights: [0, 3])], atLeast: 4) == .never)
    }

    @Test("a sum adds the weights of chosen cells where they count")
    func sums() {
        var builder = ProgramBuilder()
        let cells = (0..<3).map { Cell(.index($0)) }
        let first = builder.input(Input(.value(0), cells: cells, isMade: .always))
        let second = builder.input(Input(.value(1), cells: cells, isMade: .always))
        let counts = builder.cell(first, [1, 2])
        let fact = builder.sum(
            [.init(first, weights: [0, 1, 2]), .init(second, weights: [-1, 0, 5], when: counts)], atLeast: 2)
        for left in 0..<3 {
            for right in 0..<3 {
                let total = left + (left > 0 ? [-1, 0, 5][right] : 0)
                let holds = builder.program.evaluate(Assignment(cells: [Int32(left), Int32(right)]))
                #expect(holds[Int(fact.position)] == (total >= 2))
            }
        }
    }
}
