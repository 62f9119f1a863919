import SurveyModel

@testable import RoutingProof

/// The burden of a small program by trying every choice of cells, as a reference that is too simple to be wrong.
struct PlainBurden {
    private(set) var routes: Set<[String]> = []
    private(set) var folded: Set<[String]> = []
    private(set) var responses: [[Int32]: Int] = [:]
    /// Questions, screens, seconds: the least and the most.
    private(set) var shortest: [Double] = []
    private(set) var longest: [Double] = []
    private(set) var expected = [0.0, 0.0, 0.0]
    private(set) var shares: [Claim.Subject: Double] = [:]

    private let course: RandomCourse
    private let time: AnsweringTime
    private let pages: [QuestionID: BlockID]
    private let rosters: [QuestionID: Int]

    init(_ course: RandomCourse) {
        self.course = course
        time = AnsweringTime(course.survey, locale: "en")
        var pages: [QuestionID: BlockID] = [:]
        var rosters: [QuestionID: Int] = [:]
        for step in course.survey.steps {
            guard case .ask(let id) = step.action else { continue }
            if case .page = course.survey[step.block].kind { pages[id] = step.block }
            rosters[id] = course.survey.rosters.firstIndex { roster in
                roster.instances.contains { $0.block == step.block }
            }
        }
        self.pages = pages
        self.rosters = rosters
        let program = course.program
        var choice = [Int32](repeating: 0, count: program.inputs.count)
        while true {
            follow(choice)
            guard
                let place = choice.indices.last(where: {
                    Int(choice[$0]) + 1 < program.inputs[$0].cells.count
                })
            else { break }
            choice[place] += 1
            for index in choice.indices.dropFirst(place + 1) { choice[index] = 0 }
        }
        weigh()
    }

    /// Follows one choice of cells; counts it where it is an interview that comes to an ending.
    private mutating func follow(_ choice: [Int32]) {
        let program = course.program
        let holds = program.evaluate(Assignment(cells: choice))
        func does(_ fact: FactID) -> Bool { holds[Int(fact.position)] }
        var route: Set<String> = []
        var folded: Set<String> = []
        var answers: [Int32] = []
        var size = 1
        var seen: Set<BlockID> = []
        var length = [0.0, 0.0, time.title]
        for moment in program.course {
            switch moment {
            case .choose(let input):
                let cell = program[input].cells[Int(choice[Int(input.position)])]
                guard does(program[input].isMade) else {
                    // Counted once, with the first cell.
                    if choice[Int(input.position)] != 0 { return }
                    continue
                }
                if let condition = cell.condition, !does(condition) { return }
                if case .unit = program[input].role { continue }
                answers += [input.position, choice[Int(input.position)]]
                size *= cell.size ?? 0
            case .keep(let fact): if !does(fact) { return }
            case .end(let ending, let fact):
                guard does(fact) else { continue }
                let name = "end \(String(describing: ending))"
                routes.insert(route.sorted() + [name])
                self.folded.insert(folded.sorted() + [name])
                responses[answers] = size
                shortest = shortest.isEmpty ? length : zip(shortest, length).map { min($0, $1) }
                longest = longest.isEmpty ? length : zip(longest, length).map { max($0, $1) }
                return
            case .meet(let meeting, let fact):
                guard does(fact) else { continue }
                length = zip(length, cost(meeting, &seen)).map { $0 + $1 }
                switch meeting {
                case .note: break
                case .question(let id):
                    route.insert("\(id)")
                    folded.insert(rosters[id].map { "\($0) \(course.survey[id].stem)" } ?? "\(id)")
                case .part(let id, let variable):
                    route.insert("\(id) \(variable)")
                    folded.insert("\(id) \(variable)")
                }
            }
        }
    }

    private func cost(_ meeting: Meeting, _ seen: inout Set<BlockID>) -> [Double] {
        switch meeting {
        case .part(_, let variable): return [0, 0, time.part(variable)]
        case .question(let id), .note(let id):
            var cost = [0, 0, time.question(id)]
            if case .question = meeting { cost[0] = 1 }
            if let page = pages[id] {
                if seen.insert(page).inserted {
                    cost[1] = 1
                    cost[2] += time.reading(TextID(0))
                }
            } else {
                cost[1] = 1
            }
            return cost
        }
    }

    // MARK: Shares

    private struct Way {
        var choice: [Int32]
        var share: Double
        var seen: Set<BlockID> = []
    }

    /// Lets shares flow along the course, choice by choice, over all that was chosen.
    private mutating func weigh() {
        let program = course.program
        var ways = [Way(choice: [Int32](repeating: 0, count: program.inputs.count), share: 1)]
        var index = 0
        expected[2] = time.title
        while index < program.course.count {
            switch program.course[index] {
            case .choose:
                ways = chooseRun(ways, &index)
                continue
            case .keep(let fact): ways = Self.kept(ways, ways.filter { does(fact, $0) })
            case .end(let ending, let fact):
                for way in ways where does(fact, way) { shares[.ends(ending), default: 0] += way.share }
                ways.removeAll { does(fact, $0) }
            case .meet(let meeting, let fact):
                for place in ways.indices where does(fact, ways[place]) {
                    let cost = cost(meeting, &ways[place].seen)
                    for measure in 0..<3 { expected[measure] += cost[measure] * ways[place].share }
                    switch meeting {
                    case .question(let id), .note(let id): shares[.asked(id), default: 0] += ways[place].share
                    case .part(_, let variable): shares[.part(variable), default: 0] += ways[place].share
                    }
                }
            }
            index += 1
        }
    }

    private func does(_ fact: FactID, _ way: Way) -> Bool {
        course.program.evaluate(Assignment(cells: way.choice))[Int(fact.position)]
    }

    private static func kept(_ ways: [Way], _ rest: [Way]) -> [Way] {
        let all = ways.reduce(0) { $0 + $1.share }
        let left = rest.reduce(0) { $0 + $1.share }
        return rest.map { way in
            var way = way
            way.share *= left > 0 ? all / left : 1
            return way
        }
    }

    /// Choices up to the next thing that happens, with the rules that their answers keep.
    private func chooseRun(_ ways: [Way], _ index: inout Int) -> [Way] {
        let program = course.program
        var ways = ways
        while index < program.course.count {
            guard case .choose(let input) = program.course[index] else { break }
            // What belongs to one rule is chosen together.
            let rule = program.course.indices.dropFirst(index).first { place in
                course.limits[place]?.contains(input) ?? false
            }
            guard let rule, let own = course.limits[rule], case .keep(let fact) = program.course[rule] else {
                var lost: [Way] = []
                ways = ways.flatMap { way -> [Way] in
                    let next = choose(input, way)
                    if next.isEmpty { lost.append(way) }
                    return next
                }
                ways = Self.kept(ways + lost, ways)
                index += 1
                continue
            }
            let before = ways
            var stuck: [Way] = []
            ways = before.flatMap { way -> [Way] in
                let all = own.reduce([way]) { ways, input in ways.flatMap { choose(input, $0) } }
                let legal = all.filter { does(fact, $0) }
                let total = legal.reduce(0) { $0 + $1.share }
                if legal.isEmpty { stuck.append(way) }
                return legal.map { chosen in
                    var chosen = chosen
                    chosen.share *= way.share / total
                    return chosen
                }
            }
            ways = Self.kept(ways + stuck, ways)
            index = rule + 1
        }
        return ways
    }

    private func choose(_ input: InputID, _ way: Way) -> [Way] {
        let program = course.program
        guard does(program[input].isMade, way) else { return [way] }
        let cells = program[input].cells.indices.filter { cell in
            program[input].cells[cell].condition.map { does($0, way) } ?? true
        }
        let total = cells.reduce(0) { $0 + program[input].cells[$1].weight }
        return cells.map { cell in
            var next = way
            next.choice[Int(input.position)] = Int32(cell)
            next.share *= program[input].cells[cell].weight / total
            return next
        }
    }
}
