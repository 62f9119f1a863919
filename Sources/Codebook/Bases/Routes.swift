internal import SurveyModel

/// Who comes to each block and each step of a survey.
struct Routes {
    private let survey: Survey
    private let exclusion: Exclusion
    /// Who comes to each block.
    private(set) var ofBlock: [Route] = []
    /// How many arms of its chain stand before each block.
    private var armsBefore: [Int] = []
    /// Where interviews can end, in the order of the steps.
    private let endings: [(step: Int, block: BlockID)]
    /// Routes to steps that were worked out already: between two endings they are the same for all steps of blocks that
    /// the same people come to.
    private var known: [Place: Route] = [:]
    /// How many routes past endings were worked out.
    private(set) var worked = 0

    /// Who comes to a block, and how many endings stand before a step of it.
    private struct Place: Hashable {
        var block: Route
        var endings: Int
    }

    /// How many units each collection has.
    private let unitCounts: [Int: Int]

    init(_ survey: Survey) {
        self.survey = survey
        exclusion = Exclusion(survey: survey)
        endings = survey.steps.enumerated().compactMap { index, step in
            if case .end = step.action { (index, step.block) } else { nil }
        }
        unitCounts = survey.blocks.reduce(into: [:]) { counts, block in
            if case .unit = block.kind, let parent = block.parent { counts[parent.position, default: 0] += 1 }
        }
        for (position, block) in survey.blocks.enumerated() { add(position, block) }
    }

    private mutating func add(_ position: Int, _ block: Block) {
        var route = block.parent.flatMap { $0.position < position ? ofBlock[$0.position] : nil } ?? Route()
        var before = 0
        switch block.kind {
        case .root, .page: break
        case .collection(_, let draw?):
            route.isDrawn = route.isDrawn || draw < unitCounts[position, default: 0]
        case .collection(_, nil): break
        case .unit(let condition): if let condition { route.require(condition) }
        case .arm(let condition, let previous):
            if let condition { route.require(condition) }
            if let previous, previous.position < position {
                before = armsBefore[previous.position] + 1
                exceptArms(from: previous, &route)
            }
        }
        ofBlock.append(route)
        armsBefore.append(before)
    }

    /// Whoever took an earlier arm does not come to this one. Of a chain that is longer than anybody writes by hand only the
    /// nearest arms are looked at, the others are counted.
    private func exceptArms(from last: BlockID, _ route: inout Route) {
        var arms: [Formula] = []
        var next: BlockID? = last
        while let here = next, case .arm(let condition?, let previous) = survey[here].kind {
            guard arms.count < 4 * Route.limit else {
                route.moreExceptions += armsBefore[here.position] + 1
                break
            }
            arms.append(condition)
            next = previous.flatMap { $0 < here ? $0 : nil }
        }
        for condition in arms.reversed() {
            var arm = Route()
            arm.require(condition)
            route.except(arm, exclusion)
        }
    }

    /// Who comes to a step of a block: who comes to the block, and did not reach an ending before.
    mutating func route(to step: Int, in block: BlockID) -> Route {
        let before = endingsBefore(step)
        guard before > 0 else { return ofBlock[block.position] }
        let place = Place(block: ofBlock[block.position], endings: before)
        if let route = known[place] { return route }
        worked += 1
        var route = place.block
        // An ending in the same arm, before the step, would leave nobody; the compiler refuses that.
        for ending in endings[..<before].suffix(2 * Route.limit) {
            route.except(ofBlock[ending.block.position], exclusion)
        }
        route.moreExceptions += max(0, before - 2 * Route.limit)
        known[place] = route
        return route
    }

    /// How many endings stand before a step. Logarithmic.
    func endingsBefore(_ step: Int) -> Int {
        var range = 0..<endings.count
        while let middle = range.isEmpty ? nil : range.lowerBound + range.count / 2 {
            range =
                endings[middle].step < step
                ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }

    // MARK: The same question in several arms

    /// Blocks put together where they are all arms of one `if` with an `else`, or of one `split`: what stands in all of them
    /// is asked of everybody who comes to it.
    func gathered(_ blocks: Set<BlockID>) -> Set<BlockID> {
        var blocks = Set(blocks.map(plain))
        while true {
            var chains: [BlockID: [BlockID]] = [:]
            for block in blocks {
                if case .arm = survey[block].kind { chains[first(of: block), default: []].append(block) }
            }
            guard let whole = chains.values.first(where: isWhole), let parent = survey[whole[0]].parent else {
                return blocks
            }
            blocks.subtract(whole)
            blocks.insert(plain(parent))
        }
    }

    /// The block itself, or that around it where that makes no difference.
    private func plain(_ block: BlockID) -> BlockID {
        var here = block
        while let parent = survey[here].parent, parent < here {
            switch survey[here].kind {
            case .page, .collection(_, nil), .unit(condition: nil): here = parent
            case .root, .arm, .collection, .unit: return here
            }
        }
        return here
    }

    private func first(of arm: BlockID) -> BlockID {
        var here = arm
        var steps = 0
        while case .arm(_, let previous?) = survey[here].kind, previous < here, steps < 4 * Route.limit {
            here = previous
            steps += 1
        }
        return here
    }

    private func isWhole(_ arms: [BlockID]) -> Bool {
        guard let last = arms.max(), armsBefore[last.position] + 1 == arms.count else { return false }
        guard case .arm(let condition, _) = survey[last].kind else { return false }
        guard let condition else { return true }
        // The arms of a `split` all name what it drew.
        guard let split = drawn(condition), case .option(let list) = survey[split].domain,
            arms.count == survey[list].options.count
        else { return false }
        return arms.allSatisfy { arm in
            if case .arm(let condition?, _) = survey[arm].kind { drawn(condition) == split } else { false }
        }
    }

    /// The `split` that a condition asks which arm it drew.
    private func drawn(_ condition: Formula) -> VariableID? {
        let variable: VariableID
        switch condition {
        case .compare(.equal, .variable(let id), .literal), .compare(.equal, .literal, .variable(let id)):
            variable = id
        default: return nil
        }
        if case .split = survey[variable].role { return variable }
        return nil
    }
}
