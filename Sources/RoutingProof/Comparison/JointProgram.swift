internal import FoundationEssentials
internal import SurveyModel

/// Two surveys as one program: the answers of both fall into common cells, so what the one asks can be held against what
/// the other asks.
///
/// Each survey is lowered with the other's conditions in view, so that both cut answers at the same places. Linear in both,
/// but for what lowering says of itself.
struct JointProgram {
    private(set) var old: Lowered
    private(set) var new: Lowered
    private(set) var builder = ProgramBuilder()
    /// Where every answer is one that both versions allow, and keeps the limits of both.
    private(set) var common = FactID.always
    private var inputs: [Joint] = []

    /// One of the two, with the facts that it became.
    struct Lowered {
        let survey: Survey
        let program: Program
        /// For each of its inputs the joint one.
        fileprivate(set) var inputs: [InputID] = []
        /// For each of its facts the joint one.
        fileprivate(set) var facts: [FactID] = []
        fileprivate let claims: [Claim.Subject: FactID]

        init(_ survey: Survey, beside other: Survey) {
            self.survey = survey
            var seen = survey
            seen.metrics = [Self.conditions(of: other, in: survey)]
            program = lower(seen)
            claims = Dictionary(
                program.claims.map { ($0.subject, $0.fact) }, uniquingKeysWith: { first, _ in first })
        }

        /// The conditions of another survey as a metric that nobody computes: it is how lowering gets to see them.
        private static func conditions(of other: Survey, in survey: Survey) -> Metric {
            let own = Set(survey.conditions.map { $0.text(in: survey) })
            let translation = FormulaTranslation(from: other, to: survey)
            var seen: Set<String> = []
            var strands: [Metric.Strand] = []
            for condition in other.conditions {
                let text = condition.text(in: other)
                guard !own.contains(text), seen.insert(text).inserted, let formula = translation[condition]
                else { continue }
                strands.append(Metric.Strand(items: [], condition: formula))
            }
            return Metric(name: "conditions", function: .share, strands: strands)
        }

        /// Where answers keep the limits of their questions, and draws are as many as wanted. Whoever is asked answers so;
        /// without it, an answer that is not legal would tell a version that asks from one that does not. Checks are
        /// none of these: whom they stop is a matter of the routing.
        fileprivate var limits: [FactID] {
            var checks: Set<FactID> = []
            for fact in program.facts {
                guard case .reason(let index, let inner) = fact,
                    case .passed = program.reasons[Int(index)]
                else { continue }
                checks.insert(inner)
            }
            return program.course.compactMap { moment in
                guard case .keep(let fact) = moment, !checks.contains(fact) else { return nil }
                return facts[Int(fact.position)]
            }
        }

        /// The joint fact of a claim.
        func fact(of subject: Claim.Subject) -> FactID? { claims[subject].map { facts[Int($0.position)] } }
    }

    /// An input of both, or of one.
    private struct Joint {
        /// For each cell that of the older and of the newer program; nil where there is none.
        var cells: [(old: Int?, new: Int?)]
        /// Whether the inputs that it stands for are the same choice.
        var isCertain = true
    }

    init(old: Survey, new: Survey) {
        self.old = Lowered(old, beside: new)
        self.new = Lowered(new, beside: old)
        join()
    }

    // MARK: Inputs

    private mutating func join() {
        let before = Choices(old.program, old.survey)
        let after = Choices(new.program, new.survey)
        var placed: [String: InputID] = [:]
        var common: [FactID] = []
        // What only the older survey has stands where it stood there.
        var waiting = before.keys[...]
        for key in after.keys {
            while let next = waiting.first, after.cells[next] == nil || placed[next] != nil {
                add(next, before, after, &placed, &common)
                waiting = waiting.dropFirst()
            }
            add(key, before, after, &placed, &common)
        }
        for key in waiting { add(key, before, after, &placed, &common) }
        old.inputs = before.keys.compactMap { placed[$0] }
        new.inputs = after.keys.compactMap { placed[$0] }
        old.facts = facts(of: old) { $0.old }
        new.facts = facts(of: new) { $0.new }
        self.common = builder.and(common + old.limits + new.limits)
    }

    /// Adds the input of a key, which one or both have.
    private mutating func add(
        _ key: String, _ before: Choices, _ after: Choices, _ placed: inout [String: InputID],
        _ common: inout [FactID]
    ) {
        guard placed[key] == nil else { return }
        let earlier = before.cells[key]
        let later = after.cells[key]
        var joint: Joint
        if let earlier, let later {
            joint = Joint(cells: Refinement.of(earlier, later))
            joint.isCertain = joint.cells.contains { $0.old != nil && $0.new != nil }
        } else if let later {
            joint = Joint(cells: later.indices.map { (old: nil, new: $0) })
            // Something that the older survey has too, but looks at another way, is no new choice.
            joint.isCertain = !before.mayMatch(key)
        } else {
            joint = Joint(cells: (earlier ?? []).indices.map { (old: $0, new: nil) })
            joint.isCertain = !after.mayMatch(key)
        }
        let role = Input.Role.value(inputs.count)
        let cells = joint.cells.indices.map { Cell(.index($0), size: nil) }
        let isExact = (before.isExact[key] ?? true) && (after.isExact[key] ?? true)
        let id = builder.input(Input(role, cells: cells, isMade: .always, isExact: isExact))
        if earlier != nil, later != nil, joint.isCertain {
            let both = joint.cells.indices.filter { joint.cells[$0].old != nil && joint.cells[$0].new != nil }
            if both.count < joint.cells.count { common.append(builder.cell(id, both)) }
        }
        inputs.append(joint)
        placed[key] = id
    }

    // MARK: Facts

    private mutating func facts(
        of side: Lowered, _ part: ((old: Int?, new: Int?)) -> Int?
    ) -> [FactID] {
        var facts: [FactID] = []
        facts.reserveCapacity(side.program.facts.count)
        for fact in side.program.facts {
            switch fact {
            case .never: facts.append(.never)
            case .always: facts.append(.always)
            case .cell(let input, let set):
                let id = side.inputs[Int(input.position)]
                let cells = inputs[Int(id.position)].cells
                facts.append(
                    builder.cell(id, cells.indices.filter { part(cells[$0]).map(set.contains) ?? false }))
            case .not(let inner): facts.append(builder.not(facts[Int(inner.position)]))
            case .and(let run):
                facts.append(builder.and(side.program.operands(run).map { facts[Int($0.position)] }))
            case .or(let run):
                facts.append(builder.or(side.program.operands(run).map { facts[Int($0.position)] }))
            case .reason(_, let inner): facts.append(facts[Int(inner.position)])
            case .sum(let index):
                let sum = side.program.sums[Int(index)]
                var terms: [Sum.Term] = []
                for term in sum.terms {
                    let when = facts[Int(term.when.position)]
                    guard let input = term.input else {
                        terms.append(Sum.Term(term.weights[0], when: when))
                        continue
                    }
                    let id = side.inputs[Int(input.position)]
                    let cells = inputs[Int(id.position)].cells
                    terms.append(
                        Sum.Term(
                            id, weights: cells.map { part($0).map { term.weights[$0] } ?? 0 }, when: when))
                }
                facts.append(builder.sum(terms, atLeast: sum.atLeast))
            }
        }
        return facts
    }

    /// Adds the fact that one holds.
    mutating func any(_ facts: [FactID]) -> FactID { builder.or(facts) }

    /// Adds the fact that the first holds and the second does not, over common cells.
    mutating func only(_ first: FactID, not second: FactID) -> FactID {
        let other = builder.not(second)
        return builder.and(common, first, other)
    }

    // MARK: Back

    /// The choice of cells in one of the two programs; nil if it rests on something that the two look at in ways that
    /// cannot be held against each other.
    func assignment(_ joint: Assignment, isNew: Bool) -> Assignment? {
        let side = isNew ? new : old
        var result = Assignment(count: side.program.inputs.count)
        for (position, cell) in joint.cells.enumerated() where cell >= 0 && !inputs[position].isCertain {
            return nil
        }
        for (position, input) in side.inputs.enumerated() {
            guard let cell = joint[input] else { continue }
            let pair = inputs[Int(input.position)].cells[cell]
            result[InputID(position)] = isNew ? pair.new : pair.old
        }
        return result
    }
}

extension Survey {
    /// The conditions that its routing reads.
    fileprivate var conditions: [Formula] {
        var found: [Formula] = []
        for block in blocks {
            switch block.kind {
            case .arm(let condition?, _), .unit(let condition?): found.append(condition)
            case .root, .page, .arm, .collection, .unit: continue
            }
        }
        for list in lists { found += list.options.compactMap(\.condition) }
        for question in questions { found += question.rows.compactMap(\.condition) }
        found += checks.map(\.condition)
        for variable in variables {
            guard case .computed(let formulas) = variable.role else { continue }
            if case .truth = variable.domain { found += formulas }
            if case .yesno = variable.domain { found += formulas }
        }
        return found
    }
}
