import RoutingProof
import SampleSurveys
import SurveyModel

/// Programs that the tests of the search share.
enum SearchSamples {
    /// A program with every kind of fact, small enough to try all choices.
    static func random(_ seed: UInt64, facts: Int = 24) -> Program {
        var random = Seeded(seed)
        var builder = ProgramBuilder()
        var made: [FactID] = []
        var inputs: [InputID] = []
        var sizes: [Int] = []
        func pick(_ random: inout Seeded) -> FactID {
            if made.isEmpty { return .always }
            // Late facts more often, so that some are deep.
            let from = random.chance(50) ? max(0, made.count - 6) : 0
            return made[Int.random(in: from..<made.count, using: &random)]
        }
        var space = 1
        for number in 0..<Int.random(in: 1...7, using: &random) {
            let size = Int.random(in: 1...5, using: &random)
            guard space * size <= 2_000 else { break }
            space *= size
            let cells = (0..<size).map { Cell(.index($0)) }
            inputs.append(builder.input(Input(.value(number), cells: cells, isMade: .always)))
            sizes.append(size)
        }
        for _ in 0..<facts {
            let which = Int.random(in: 0..<inputs.count, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3:
                let cells = (0..<sizes[which]).filter { _ in random.chance(50) }
                made.append(builder.cell(inputs[which], cells))
            case 3: made.append(builder.not(pick(&random)))
            case 4, 5:
                made.append(
                    builder.and((0..<Int.random(in: 2...4, using: &random)).map { _ in pick(&random) }))
            case 6, 7:
                made.append(
                    builder.or((0..<Int.random(in: 2...4, using: &random)).map { _ in pick(&random) }))
            case 8: made.append(builder.reason(.limits(QuestionID(made.count)), pick(&random)))
            default:
                var terms: [Sum.Term] = []
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let when = random.chance(40) ? FactID.always : pick(&random)
                    let input = Int.random(in: 0..<inputs.count, using: &random)
                    if random.chance(30) {
                        terms.append(.init(Int.random(in: -3...3, using: &random), when: when))
                    } else {
                        let weights = (0..<sizes[input]).map { _ in Int.random(in: -4...4, using: &random) }
                        terms.append(.init(inputs[input], weights: weights, when: when))
                    }
                }
                made.append(builder.sum(terms, atLeast: Int.random(in: -4...7, using: &random)))
            }
        }
        return builder.program
    }

    /// Which facts hold for some choice of cells, found by trying all.
    static func possible(_ program: Program) -> [Bool] {
        var isPossible = [Bool](repeating: false, count: program.facts.count)
        forEachChoice(program) { choice in
            for (fact, holds) in program.evaluate(choice).enumerated() where holds { isPossible[fact] = true }
        }
        return isPossible
    }

    /// Every choice of cells for all inputs.
    static func forEachChoice(_ program: Program, _ visit: (Assignment) -> Void) {
        var choice = Assignment(cells: [Int32](repeating: 0, count: program.inputs.count))
        while true {
            visit(choice)
            var input = 0
            while input < choice.cells.count {
                choice.cells[input] += 1
                if Int(choice.cells[input]) < program.inputs[input].cells.count { break }
                choice.cells[input] = 0
                input += 1
            }
            if input == choice.cells.count { return }
        }
    }

    /// Yes-or-no inputs.
    static func yesNo(_ count: Int, in builder: inout ProgramBuilder) -> [InputID] {
        (0..<count).map {
            builder.input(Input(.truth($0), cells: [Cell(.index(0)), Cell(.index(1))], isMade: .always))
        }
    }

    /// Clauses of three literals over so many inputs, of which all are to hold; and whether they can, found by trying all.
    static func threeLiterals(variables: Int, clauses: Int, _ seed: UInt64) -> (Program, FactID, Bool) {
        var random = Seeded(seed)
        var builder = ProgramBuilder()
        let inputs = yesNo(variables, in: &builder)
        var all: [FactID] = []
        var masks: [(yes: Int, no: Int)] = []
        for _ in 0..<clauses {
            var mask = (yes: 0, no: 0)
            var parts: [FactID] = []
            for input in Array(0..<variables).shuffled(using: &random).prefix(3) {
                let isYes = random.chance(50)
                if isYes { mask.yes |= 1 << input } else { mask.no |= 1 << input }
                parts.append(builder.cell(inputs[input], [isYes ? 1 : 0]))
            }
            all.append(builder.or(parts))
            masks.append(mask)
        }
        let fact = builder.and(all)
        let isPossible = (0..<1 << variables).contains { choice in
            !masks.contains { choice & $0.yes == 0 && ~choice & $0.no == 0 }
        }
        return (builder.program, fact, isPossible)
    }

    /// More pigeons than holes, each in one hole and no two together: cannot be.
    static func pigeons(_ pigeons: Int, holes: Int, counted: Bool) -> (Program, FactID) {
        var builder = ProgramBuilder()
        let cells = (0..<holes).map { Cell(.index($0)) }
        let inputs = (0..<pigeons).map { builder.input(Input(.value($0), cells: cells, isMade: .always)) }
        var rules: [FactID] = []
        for hole in 0..<holes {
            if counted {
                let weights = (0..<holes).map { $0 == hole ? 1 : 0 }
                let two = builder.sum(inputs.map { .init($0, weights: weights) }, atLeast: 2)
                rules.append(builder.not(two))
            } else {
                for one in inputs.indices {
                    for other in 0..<one {
                        rules.append(
                            builder.not(
                                builder.and(
                                    builder.cell(inputs[one], [hole]), builder.cell(inputs[other], [hole]))))
                    }
                }
            }
        }
        let fact = builder.and(rules)
        return (builder.program, fact)
    }

    /// Each question is asked where the one before it was answered yes.
    static func chain(_ count: Int) -> (program: Program, asked: [FactID], no: [FactID]) {
        var builder = ProgramBuilder()
        var asked: [FactID] = []
        var no: [FactID] = []
        var now = FactID.always
        for number in 0..<count {
            let input = builder.input(
                Input(.truth(number), cells: [Cell(.index(0)), Cell(.index(1))], isMade: now))
            asked.append(now)
            no.append(builder.and(now, builder.cell(input, [0])))
            now = builder.and(now, builder.cell(input, [1]))
        }
        asked.append(now)
        return (builder.program, asked, no)
    }
}
