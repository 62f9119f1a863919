import SampleSurveys
import SurveyModel

@testable import RoutingProof

/// A small program with a course, made by chance as a survey would make it, with a survey around it that has the questions
/// by number, and no words.
struct RandomCourse {
    private(set) var survey: Survey
    private(set) var program = Program()
    /// For each rule of the course, by its moment, the inputs that keep it; nil is a check that reads what it likes.
    private(set) var limits: [Int: [InputID]] = [:]

    private var builder = ProgramBuilder()
    private var random: Seeded
    private var alive = FactID.always
    private var facts: [FactID] = [.always]
    private var ways = 1
    private var moments = 0
    private var questions: [Question] = []
    private var variables: [Variable] = []
    private var steps: [Step] = []
    private var blocks = [Block(kind: .root, parent: nil)]
    private var rosters: [Roster] = []
    private let most: Int

    /// Makes a program of so many questions, with so many ways to choose all cells at most.
    init(seed: UInt64, questions count: Int, ways most: Int, hasRosters: Bool = true) {
        random = Seeded(seed)
        self.most = most
        survey = Survey(name: "random", version: 1, language: "en")
        while questions.count < count {
            switch Int.random(in: 0..<12, using: &random) {
            case 0...4: ask(in: BlockID(0), guarded: some())
            case 5: askSet(guarded: some())
            case 6: askGrid(guarded: some())
            case 7: if hasRosters { askRoster() }
            case 8: page()
            case 9: check()
            case 10: if random.chance(60) { end() }
            default: draw()
            }
        }
        then(.end(nil, alive))
        program = builder.program
        survey.questions = questions
        survey.variables = variables
        survey.steps = steps
        survey.blocks = blocks
        survey.rosters = rosters
        survey.texts = [Text(key: "t", source: "One two")]
        survey.endings = (0..<2).map { Ending(name: "e\($0)") }
    }

    private mutating func then(_ moment: Moment) {
        builder.then(moment)
        moments += 1
    }

    /// A fact about what came before, true more often than not.
    private mutating func some() -> FactID {
        func one() -> FactID { facts[Int.random(in: max(0, facts.count - 7)..<facts.count, using: &random)] }
        switch Int.random(in: 0..<9, using: &random) {
        case 0...2: return .always
        case 3: return one()
        case 4: return builder.not(one())
        case 5: return builder.or(one(), one())
        case 6: return builder.and(one(), builder.not(one()))
        case 7: return builder.or(builder.and(one(), one()), one())
        default:
            let terms = (0..<4).map { _ in Sum.Term(Int.random(in: -1...2, using: &random), when: one()) }
            return builder.sum(terms, atLeast: Int.random(in: 0...3, using: &random))
        }
    }

    private mutating func add(_ kind: Question.Kind, in block: BlockID, stem: String) -> QuestionID {
        let id = QuestionID(questions.count)
        var question = Question(name: "q\(id.position)", kind: kind, text: TextID(0))
        question.stem = stem
        questions.append(question)
        steps.append(Step(.ask(id), in: block))
        return id
    }

    private mutating func variable(_ role: Variable.Role) -> VariableID {
        variables.append(Variable(name: "v\(variables.count)", role: role, domain: .yesno))
        return VariableID(variables.count - 1)
    }

    /// An input with a few cells, of which some may be permitted only here and there.
    private mutating func choose(_ role: Input.Role, made: FactID, mayForbid: Bool = true) -> InputID {
        let count = ways * 3 > most ? (ways * 2 > most ? 1 : 2) : Int.random(in: 2...3, using: &random)
        ways *= count
        var cells = (0..<count).map { place in
            Cell(
                .index(place), size: Int.random(in: 1...3, using: &random),
                weight: Double(Int.random(in: 1...4, using: &random)))
        }
        if mayForbid, count > 1, random.chance(20) { cells[count - 1].condition = builder.and(made, some()) }
        let input = builder.input(Input(role, cells: cells, isMade: made))
        then(.choose(input))
        for place in 0..<count where random.chance(60) {
            facts.append(builder.and(made, builder.cell(input, [place])))
        }
        return input
    }

    private mutating func ask(in block: BlockID, guarded: FactID, stem: String? = nil) {
        let id = add(.yesno, in: block, stem: stem ?? "q\(questions.count)")
        let asked = builder.and(alive, guarded)
        then(.meet(.question(id), asked))
        let answer = variable(.answer(id))
        let input = choose(.answer(answer), made: asked)
        // A rule right behind the answer.
        if random.chance(15), let place = builder.program[input].cells.indices.last {
            let fires = builder.and(asked, builder.cell(input, [place]), some())
            keep(builder.not(fires), by: [input])
        }
        facts.append(asked)
    }

    private mutating func keep(_ fact: FactID, by inputs: [InputID]?) {
        guard fact != .always else { return }
        if let inputs { limits[moments] = inputs }
        then(.keep(fact))
        alive = builder.and(alive, fact)
    }

    private mutating func askSet(guarded: FactID) {
        let id = add(.yesno, in: BlockID(0), stem: "q\(questions.count)")
        let asked = builder.and(alive, guarded)
        then(.meet(.question(id), asked))
        let answer = variable(.answer(id))
        guard ways * 8 <= most else { return }
        let status = choose(.answer(answer), made: asked, mayForbid: false)
        let answered = builder.and(asked, builder.cell(status, [0]))
        var members: [FactID] = []
        var inputs: [InputID] = []
        for option in 0..<3 {
            guard ways * 2 <= most else { break }
            ways *= 2
            let input = builder.input(
                Input(
                    .member(answer, option: option),
                    cells: [Cell(.index(0)), Cell(.index(1), weight: Double(1 + option))], isMade: answered))
            then(.choose(input))
            inputs.append(input)
            members.append(builder.and(answered, builder.cell(input, [1])))
        }
        let low = builder.sum(members.map { .init(1, when: $0) }, atLeast: 1)
        let high = builder.sum(members.map { .init(-1, when: $0) }, atLeast: -2)
        keep(builder.or(builder.not(answered), builder.and(low, high)), by: inputs)
        facts += members
    }

    private mutating func askGrid(guarded: FactID) {
        let id = add(.yesno, in: BlockID(0), stem: "q\(questions.count)")
        let reached = builder.and(alive, guarded)
        let shown = [builder.and(reached, some()), reached]
        then(.meet(.question(id), builder.or(shown)))
        for (row, isShown) in shown.enumerated() {
            let own = variable(.row(id, row))
            then(.meet(.part(id, own), isShown))
            _ = choose(.answer(own), made: isShown)
        }
    }

    private mutating func askRoster() {
        let collection = BlockID(blocks.count)
        blocks.append(Block(kind: .collection(isShuffled: false, draw: nil), parent: BlockID(0)))
        let stems = ["r\(rosters.count)a", "r\(rosters.count)b"]
        var roster = Roster(name: "r", source: .numbers, block: collection)
        for instance in 0..<2 {
            let unit = BlockID(blocks.count)
            blocks.append(Block(kind: .unit(condition: nil), parent: collection))
            roster.instances.append(.init(name: "\(instance)", value: instance, block: unit))
            let guarded = some()
            for stem in stems { ask(in: unit, guarded: builder.and(guarded, some()), stem: stem) }
            if random.chance(20) { end() }
        }
        rosters.append(roster)
    }

    private mutating func page() {
        let page = BlockID(blocks.count)
        blocks.append(Block(kind: .page(name: "p\(page.position)", title: TextID(0)), parent: BlockID(0)))
        let guarded = some()
        for _ in 0..<3 { ask(in: page, guarded: builder.and(guarded, some())) }
    }

    private mutating func check() {
        let note = add(.note, in: BlockID(0), stem: "n\(questions.count)")
        then(.meet(.note(note), builder.and(alive, some())))
        let fires = builder.and(alive, some(), some())
        // Not everybody is stopped.
        if fires != alive { keep(builder.not(fires), by: nil) }
    }

    private mutating func end() {
        let ends = builder.and(alive, some(), some())
        guard ends != alive else { return }
        then(.end(EndingID(Int.random(in: 0..<2, using: &random)), ends))
        alive = builder.and(alive, builder.not(ends))
    }

    private mutating func draw() {
        guard ways * 8 <= most else { return }
        let collection = BlockID(blocks.count)
        blocks.append(Block(kind: .collection(isShuffled: true, draw: 1), parent: BlockID(0)))
        let reached = builder.and(alive, some())
        var inputs: [InputID] = []
        var drawn: [FactID] = []
        for _ in 0..<3 {
            let unit = BlockID(blocks.count)
            blocks.append(Block(kind: .unit(condition: nil), parent: collection))
            ways *= 2
            let input = builder.input(
                Input(.unit(unit), cells: [Cell(.index(0)), Cell(.index(1))], isMade: reached))
            then(.choose(input))
            inputs.append(input)
            drawn.append(builder.and(reached, builder.cell(input, [1])))
        }
        let one = builder.sum(drawn.map { .init(1, when: $0) }, atLeast: 1)
        let notTwo = builder.sum(drawn.map { .init(-1, when: $0) }, atLeast: -1)
        keep(builder.or(builder.not(reached), builder.and(one, notTwo)), by: inputs)
        for (index, isDrawn) in drawn.enumerated() {
            ask(in: BlockID(collection.position + 1 + index), guarded: isDrawn)
        }
    }
}
