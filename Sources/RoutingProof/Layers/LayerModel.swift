import BigInt

/// A layer that had more states than permitted.
struct Overflow {
    /// After which block.
    var block: Int
    /// After which block there were as many as permitted where bounds are looked for.
    var firstWide: Int

    /// How wide a layer may be where bounds are looked for.
    static let relaxedWidth = 2_048
}

/// How a walk ended.
enum Walked<Result> {
    case done(Result)
    /// There were more states than permitted.
    case over(Overflow)
}

/// Walks over the layers of a program, exactly where they stay narrow, and otherwise over more interviews than there are
/// and over fewer, which gives bounds.
struct LayerModel {
    let program: Program
    let stops: [Stop]
    private let schedule: Schedule
    private let circuit: Circuit

    init(_ program: Program, _ stops: [Stop], owners: [Int32], eager: [Bool] = []) {
        self.program = program
        self.stops = stops
        schedule = Schedule(program, stops, owners: owners, eager: eager)
        circuit = Circuit(program, schedule)
    }

    /// Whether a choice is made at all, as far as the stops need it.
    func chooses(_ input: InputID) -> Bool { schedule.times[Int(input.position)] > 0 }

    private func plan(_ cuts: [PlanDraft.Cut] = []) -> LayerPlan {
        LayerPlan(program, stops, schedule, circuit, cuts: cuts)
    }

    /// For each class of a plan the sum over its cells; 1 for what is guessed.
    private func sum<Number: AdditiveArithmetic & ExpressibleByIntegerLiteral>(
        _ plan: LayerPlan, _ value: (InputID, Int) -> Number
    ) -> [Number] {
        var sums = [Number](repeating: 1, count: plan.classes.count)
        for choice in plan.choices {
            guard let input = choice.input else { continue }
            for number in choice.classes {
                sums[number] = plan.cells[plan.classes[number].cells].reduce(.zero) {
                    $0 + value(input, Int($1))
                }
            }
        }
        return sums
    }

    // MARK: Lengths

    struct Lengths {
        var result: LengthWalk.Result?
        /// Whether the shortest and longest do happen.
        var isExact = true
        /// Whether shares are what they are said to be.
        var hasShares = true
        /// The stop where states became too many.
        var boundedFrom: Int?
    }

    /// The lengths of interviews, in so many measures.
    func lengths(
        measures: Int, costs: [Double], endings: Int, weight: (InputID, Int) -> Double, _ budget: Budget
    ) -> Lengths {
        var lengths = Lengths()
        func walk(_ plan: LayerPlan, width: Int, drops: Bool = false) -> Walked<LengthWalk.Result> {
            var walk = LengthWalk(
                plan, measures: measures, costs: costs, endings: endings, weights: sum(plan, weight),
                width: width, drops: drops)
            var steps = budget.steps
            return walk.walk(steps: &steps)
        }
        let exact = plan()
        let width = Self.width(budget)
        switch walk(exact, width: width) {
        case .done(let result) where !exact.isRelaxed:
            lengths.result = result
            return lengths
        case .done(let result):
            lengths.result = result
            lengths.boundedFrom = firstGuess(exact)
        case .over(let overflow):
            lengths.boundedFrom = stop(after: overflow.block, exact)
            lengths.result = relaxed(overflow, exact) { walk($0, width: relaxedWidth(budget)) }
        }
        lengths.hasShares = false
        lengths.isExact = false
        guard let bounds = lengths.result, !exact.isRelaxed else { return lengths }
        if case .done(let some) = walk(exact, width: relaxedWidth(budget), drops: true) {
            lengths.isExact = some.shortest == bounds.shortest && some.longest == bounds.longest
        }
        return lengths
    }

    // MARK: Counts

    /// How many different interviews there are, as far as letters tell them apart. Where states were already seen to be too
    /// many, `isWide` spares trying.
    func count(_ letters: (LayerPlan) -> RouteWalk.Letters, isWide: Bool, _ budget: Budget) -> (
        low: BigUInt, high: BigUInt?, boundedFrom: Int?
    ) {
        func walk(_ plan: LayerPlan, width: Int, drops: Bool = false) -> Walked<BigUInt> {
            var walk = RouteWalk(plan, letters(plan), width: width, drops: drops)
            var steps = budget.steps
            return walk.walk(steps: &steps)
        }
        let exact = plan()
        let width = isWide ? relaxedWidth(budget) : Self.width(budget)
        switch walk(exact, width: width) {
        case .done(let count):
            return exact.isRelaxed ? (0, count, firstGuess(exact)) : (count, count, nil)
        case .over(let overflow):
            let high = relaxed(overflow, exact) { walk($0, width: relaxedWidth(budget)) }
            var low = BigUInt(0)
            if !exact.isRelaxed,
                case .done(let some) = walk(exact, width: relaxedWidth(budget), drops: true)
            {
                low = some
            }
            return (low, high, stop(after: overflow.block, exact))
        }
    }

    /// In how many ways each class of a plan may be chosen, over its cells; 0 where the choice does not count.
    func ways(_ plan: LayerPlan, _ size: (InputID, Int) -> BigUInt) -> [BigUInt] { sum(plan, size) }

    // MARK: Forgetting

    /// Forgets what is read latest, and more and more of it, until a walk comes to its end.
    private func relaxed<Result>(
        _ overflow: Overflow, _ exact: LayerPlan, _ attempt: (LayerPlan) -> Walked<Result>
    ) -> Result? {
        var draft = PlanDraft(program, stops, schedule, circuit)
        draft.draft()
        // Where the states became many the first time, and everywhere if that was not enough.
        let start = Int(exact.baseOfBlock[max(0, overflow.firstWide)])
        for (most, start) in [(14, start), (10, start), (8, start), (5, start), (3, 0), (1, 0), (0, 0)] {
            let plan = self.plan(draft.cuts(keeping: most, from: start))
            if case .done(let result) = attempt(plan) { return result }
        }
        return nil
    }

    // MARK: Budget

    /// A state carries its lengths in every language, so it counts as so many nodes.
    private static func width(_ budget: Budget) -> Int { max(1, budget.nodes / 8) }

    private func relaxedWidth(_ budget: Budget) -> Int {
        let perLayer = budget.steps / (2 * max(1, schedule.steps.count))
        return max(16, min(Self.width(budget), Overflow.relaxedWidth, perLayer))
    }

    /// The first stop behind something that was never looked into.
    private func firstGuess(_ plan: LayerPlan) -> Int? {
        let block = plan.blocks.firstIndex { $0.choice >= 0 && plan.choices[$0.choice].input == nil }
        return block.flatMap { stop(after: $0, plan) }
    }

    /// The first stop that stands after a block.
    private func stop(after block: Int, _ plan: LayerPlan) -> Int? {
        plan.blockOfStop.indices.first { plan.blockOfStop[$0] >= block }
    }
}
