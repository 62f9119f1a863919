import RoutingProof
import SampleSurveys
import SurveyModel

/// A small program that chance made: all kinds of facts, none of them from a survey.
struct RandomFacts {
    let program: Program
    /// All choices of cells.
    let choices: [Assignment]

    /// Makes a program of up to so many inputs, whose cells can be chosen in up to so many ways.
    init(seed: UInt64, inputs: ClosedRange<Int>, choices most: Int, facts count: Int) {
        var random = Seeded(seed)
        var builder = ProgramBuilder()
        var facts: [FactID] = [.never, .always]
        var product = 1
        for position in 0..<Int.random(in: inputs, using: &random) {
            let cells = Int.random(in: random.chance(5) ? 1...1 : 2...5, using: &random)
            if product * cells > most { break }
            product *= cells
            let isMade = random.chance(60) ? FactID.always : facts.randomElement(using: &random) ?? .always
            let input = builder.input(
                Input(
                    .value(position), cells: (0..<cells).map { Cell(.index($0)) }, isMade: isMade,
                    isExact: random.chance(80)))
            // A fact that reads an input holds only where that is made.
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let some = (0..<cells).filter { _ in random.chance(50) }
                facts.append(builder.and(builder.cell(input, some), isMade))
                Self.add(to: &facts, &builder, &random)
            }
        }
        while facts.count < count { Self.add(to: &facts, &builder, &random) }
        for fact in facts.suffix(6) { builder.claim(.ends(nil), fact) }
        program = builder.program
        choices = Self.choices(of: program)
    }

    private static func add(
        to facts: inout [FactID], _ builder: inout ProgramBuilder, _ random: inout Seeded
    ) {
        // Later facts are likelier, so that facts become deep.
        func some() -> FactID {
            let from = random.chance(60) ? max(0, facts.count - 5) : 0
            return facts[Int.random(in: from..<facts.count, using: &random)]
        }
        let several = Int.random(in: 2...4, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0...1: facts.append(builder.not(some()))
        case 2...4: facts.append(builder.and((0..<several).map { _ in some() }))
        case 5...6: facts.append(builder.or((0..<several).map { _ in some() }))
        case 7: facts.append(builder.reason(.offers(QuestionID(0)), some()))
        default:
            var terms: [Sum.Term] = []
            let large = random.chance(10)
            for _ in 0...several {
                let range = large ? -1_000_000...1_000_000 : -4...6
                let weight = Int.random(in: range, using: &random)
                if builder.program.inputs.isEmpty || random.chance(20) {
                    terms.append(.init(weight, when: some()))
                } else {
                    let place = Int.random(in: 0..<builder.program.inputs.count, using: &random)
                    let input = InputID(place)
                    let weights = builder.program[input].cells.map { _ in
                        Int.random(in: range, using: &random)
                    }
                    var when = random.chance(50) ? FactID.always : some()
                    if random.chance(30) {
                        let cells = weights.indices.filter { _ in random.chance(60) }
                        when = builder.and(when, builder.cell(input, cells))
                    }
                    terms.append(.init(input, weights: weights, when: when))
                }
            }
            let bound = large ? 2_000_000 : 8
            facts.append(builder.sum(terms, atLeast: Int.random(in: -bound...bound, using: &random)))
        }
    }

    /// All choices of cells.
    private static func choices(of program: Program) -> [Assignment] {
        var choices = [Assignment(cells: [])]
        for input in program.inputs {
            choices = choices.flatMap { choice in
                input.cells.indices.map { Assignment(cells: choice.cells + [Int32($0)]) }
            }
        }
        return choices
    }
}
