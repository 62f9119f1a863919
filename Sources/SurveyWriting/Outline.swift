internal import SurveyModel

/// What stands in a block, as a tree: the survey's blocks and steps are flat, and a file is not.
indirect enum Statement {
    case question(QuestionID)
    case compute(VariableID, formula: Int)
    case check(CheckID)
    case end(EndingID)
    case page(name: String, title: TextID?, [Statement])
    case chain([Arm])
    case split(VariableID, [[Statement]])
    case collection(isShuffled: Bool, draw: Int?, [Unit])
    case loop(roster: Int, [Pass])

    /// An arm of an `if`; the last may have no condition.
    struct Arm {
        var condition: Formula?
        var body: [Statement]
    }

    /// What is moved as a whole in a `shuffle` or `draw`.
    struct Unit {
        var condition: Formula?
        var body: [Statement]
    }

    /// One round of a loop.
    struct Pass {
        var instance: Int
        var condition: Formula?
        var body: [Statement]
    }
}

/// Makes the tree of a survey's blocks. Linear but for the depth, which the language limits.
struct Outline {
    /// The statements of the whole survey; the ending that comes of itself is left out.
    let statements: [Statement]

    init(_ survey: Survey) {
        var children = [[BlockID]](repeating: [], count: survey.blocks.count)
        for (position, block) in survey.blocks.enumerated() {
            if let parent = block.parent { children[parent.position].append(BlockID(position)) }
        }
        var own = [[Int]](repeating: [], count: survey.blocks.count)
        for (position, step) in survey.steps.enumerated() { own[step.block.position].append(position) }
        var rosters: [BlockID: Int] = [:]
        for (position, roster) in survey.rosters.enumerated() { rosters[roster.block] = position }
        let reader = OutlineReader(survey: survey, children: children, own: own, rosters: rosters)
        var statements = reader.body(of: BlockID(0))
        if case .end(let ending)? = statements.last, survey[ending] == Ending() { statements.removeLast() }
        self.statements = statements
    }
}

private struct OutlineReader {
    let survey: Survey
    let children: [[BlockID]]
    let own: [[Int]]
    let rosters: [BlockID: Int]

    func body(of block: BlockID) -> [Statement] {
        var found: [Statement] = []
        /// The arm that the last statement ends with, if it is an `if`.
        var lastArm: BlockID?
        /// The split that was drawn by the last step.
        var drawn: VariableID?
        var next = 0
        let steps = own[block.position]
        func add(_ step: Int) {
            lastArm = nil
            drawn = nil
            switch survey.steps[step].action {
            case .ask(let question): found.append(.question(question))
            case .compute(let variable, let formula): found.append(.compute(variable, formula: formula))
            case .check(let check): found.append(.check(check))
            case .end(let ending): found.append(.end(ending))
            case .draw(let variable):
                found.append(.split(variable, []))
                drawn = variable
            }
        }
        for child in children[block.position] {
            while next < steps.count, steps[next] < survey[child].steps.lowerBound {
                add(steps[next])
                next += 1
            }
            switch survey[child].kind {
            case .arm(let condition, let previous):
                let arm = Statement.Arm(condition: condition, body: body(of: child))
                if let previous, previous == lastArm {
                    if case .split(let variable, let arms)? = found.last {
                        found[found.count - 1] = .split(variable, arms + [arm.body])
                    } else if case .chain(let arms)? = found.last {
                        found[found.count - 1] = .chain(arms + [arm])
                    }
                } else if let drawn, previous == nil, case .split(let variable, let arms)? = found.last,
                    arms.isEmpty, variable == drawn, condition == Self.draws(variable, 0)
                {
                    found[found.count - 1] = .split(variable, [arm.body])
                } else {
                    found.append(.chain([arm]))
                }
                lastArm = child
            default:
                found.append(statement(child))
                lastArm = nil
            }
            drawn = nil
        }
        while next < steps.count {
            add(steps[next])
            next += 1
        }
        return found
    }

    static func draws(_ variable: VariableID, _ arm: Int) -> Formula {
        .compare(.equal, .variable(variable), .literal(.option(arm)))
    }

    private func statement(_ id: BlockID) -> Statement {
        switch survey[id].kind {
        case .page(let name, let title):
            let body = body(of: id)
            // A question outside of a page is its own page.
            if title == nil, body.count == 1, case .question(let question) = body[0],
                survey[question].name == name
            {
                return body[0]
            }
            return .page(name: name, title: title, body)
        case .collection(let isShuffled, let draw):
            if let roster = rosters[id] { return loop(roster) }
            let units = children[id.position].map { child -> Statement.Unit in
                if case .unit(let condition) = survey[child].kind {
                    return .init(condition: condition, body: body(of: child))
                }
                return .init(condition: nil, body: body(of: child))
            }
            return .collection(isShuffled: isShuffled, draw: draw, units)
        case .root, .arm, .unit: return .page(name: "", title: nil, body(of: id))
        }
    }

    private func loop(_ roster: Int) -> Statement {
        // In a document of others, rounds may share a block; what is read again for each would grow without end.
        var seen: Set<BlockID> = []
        let passes = survey.rosters[roster].instances.enumerated().map { position, instance in
            var condition: Formula?
            if case .unit(let formula) = survey[instance.block].kind { condition = formula }
            let isFirst = seen.insert(instance.block).inserted
            return Statement.Pass(
                instance: position, condition: condition, body: isFirst ? body(of: instance.block) : [])
        }
        return .loop(roster: roster, passes)
    }
}
