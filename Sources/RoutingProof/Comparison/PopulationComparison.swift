internal import SurveyModel

extension Comparer {
    /// Who is asked what. What is written the same, and reads nothing that changed, is the same; the rest is proved.
    ///
    /// A question whose own routing is as it was, but which is asked of others because of a change above it, is named with
    /// that change and is none of its own.
    mutating func comparePopulations(_ proof: PopulationProof) {
        var number = Interner()
        let before = Guards(old, &number)
        let after = Guards(new, &number)
        compareComputed(before, after)
        let barrier = Self.firstDifference(before.barriers, after.barriers)
        let tracing = Tracing(side: new, old: before, new: after, redefined: redefined, barrier: barrier)
        let candidates = tracing.run(verdicts: nil).candidates
        let checks = comparedChecks(before, after)
        let subjects =
            candidates.map { new.survey.isRow($0, new.variables) ? .row($0) : .question($0) }
            + checks.compactMap(\.subject)
        let decided = subjects.isEmpty ? [] : proof.decide(old.survey, new.survey, subjects)
        var verdicts: [PopulationProof.Subject: PopulationProof.Verdict] = [:]
        for (position, subject) in subjects.enumerated() {
            verdicts[subject] = position < decided.count ? decided[position] : .undecided
        }
        for check in checks { add(check, verdicts) }
        var asked: [String: PopulationProof.Verdict] = [:]
        for (name, subject) in zip(candidates, subjects) { asked[name] = verdicts[subject] }
        report(tracing.run(verdicts: asked))
    }

    private static func firstDifference(_ before: [Guards.Barrier], _ after: [Guards.Barrier]) -> Cause? {
        for position in 0..<max(before.count, after.count) {
            let earlier = position < before.count ? before[position] : nil
            let later = position < after.count ? after[position] : nil
            if earlier?.number == later?.number { continue }
            // One that was taken out shows in what follows it.
            let isRemoved = later == nil || (before.count > after.count && earlier != nil)
            return (isRemoved ? earlier : later).map { Cause(kind: $0.kind, name: $0.name) }
        }
        return nil
    }

    private mutating func report(_ traced: Tracing.Result) {
        for group in traced.groups {
            let variables = group.names.flatMap { self.variables(of: $0) }
            let own = group.names.filter { $0 != group.cause.name }
            switch group.outcome {
            case .rewritten:
                add(
                    .routingRewritten, group.cause.kind, group.cause.name, before: group.before,
                    after: group.after)
            case .undecided:
                add(
                    .populationUndecided, group.cause.kind, group.cause.name, variables, before: group.before,
                    after: group.after, population: Change.Population(followers: own))
            case .different(let gained, let lost):
                add(
                    .population, group.cause.kind, group.cause.name, variables, before: group.before,
                    after: group.after,
                    population: Change.Population(gained: gained, lost: lost, followers: own))
            }
        }
    }

    private func variables(of name: String) -> [String] {
        if let id = new.questions[Side.Key(name: name, occurrence: 0)] {
            return new.variableNames(of: id).filter { old.variables[$0] != nil }
        }
        return [name]
    }

    /// How computed values are computed, and where, if that depends on an arm.
    private mutating func compareComputed(_ before: Guards, _ after: Guards) {
        for variable in new.survey.variables {
            guard case .computed(let formulas) = variable.role, let earlier = old.variables[variable.name],
                case .computed(let were) = old.survey[earlier].role
            else { continue }
            let texts = (were.map { $0.text(in: old.survey) }, formulas.map { $0.text(in: new.survey) })
            let isMoved = texts.0.count > 1 && before.computed[variable.name] != after.computed[variable.name]
            guard texts.0 != texts.1 || isMoved else { continue }
            redefined.insert(variable.name)
            add(
                .computedChanged, .computed, variable.name, [variable.name],
                before: texts.0.joined(separator: " / "), after: texts.1.joined(separator: " / "))
        }
    }
}

extension Survey {
    /// Whether a name is that of a row of a grid.
    func isRow(_ name: String, _ variables: [String: VariableID]) -> Bool {
        guard let id = variables[name], case .row = self[id].role else { return false }
        return true
    }
}

/// What makes others be asked.
struct Cause: Hashable {
    var kind: Change.Subject.Kind
    var name: String
}

/// Follows changes down the routing of the newer survey.
struct Tracing {
    let side: Side
    let old: Guards
    let new: Guards
    let redefined: Set<String>
    let barrier: Cause?

    struct Result {
        /// What has to be decided.
        var candidates: [String] = []
        /// What was found, what has the same cause together.
        var groups: [Group] = []
    }

    struct Group {
        var cause: Cause
        var outcome: Outcome
        var names: [String]
        var before: String?
        var after: String?
    }

    enum Outcome {
        case rewritten
        case different(gained: [String]?, lost: [String]?)
        case undecided

        var place: Int {
            switch self {
            case .rewritten: 0
            case .different: 1
            case .undecided: 2
            }
        }
    }

    /// Without verdicts: what needs one. With verdicts: what they mean.
    func run(verdicts: [String: PopulationProof.Verdict]?) -> Result {
        var result = Result()
        var trail = Trail(side, redefined)
        var places: [GroupKey: Int] = [:]
        var seen: Set<String> = []
        func look(_ name: String, _ cause: Cause?) -> Cause? {
            guard let now = new.guards[name], let was = old.guards[name] else { return nil }
            let isWritten = now == was
            guard !isWritten || cause != nil else { return nil }
            guard seen.insert(name).inserted else { return cause }
            guard let verdicts else {
                result.candidates.append(name)
                return cause ?? Cause(kind: .question, name: name)
            }
            let outcome: Outcome
            switch verdicts[name] ?? .undecided {
            case .same:
                if isWritten { return nil }
                outcome = .rewritten
            case .different(let gained, let lost): outcome = .different(gained: gained, lost: lost)
            case .undecided: outcome = .undecided
            }
            // Its own routing, what could end the interview before, or what stands above.
            let isOwn = now.place != was.place
            // An `else` reads the same whatever the arms before it say.
            let isTold = isOwn && old.conditions[name] != new.conditions[name]
            let isBarred = !isOwn && now.before != was.before
            let kind: Change.Subject.Kind = side.survey.isRow(name, side.variables) ? .row : .question
            let found =
                isOwn
                ? Cause(kind: kind, name: name)
                : (isBarred ? barrier : nil) ?? cause ?? Cause(kind: kind, name: name)
            let key = GroupKey(
                cause: isOwn ? nil : found, old: isOwn ? was : nil, new: isOwn ? now : nil,
                outcome: outcome.place)
            if let place = places[key] {
                result.groups[place].names.append(name)
            } else {
                places[key] = result.groups.count
                result.groups.append(
                    Group(
                        cause: found, outcome: outcome, names: [name],
                        before: isTold ? old.conditions[name] : nil,
                        after: isTold ? new.conditions[name] : nil))
            }
            return outcome.place == 0 ? nil : places[key].map { result.groups[$0].cause }
        }
        for step in side.survey.steps { trail.take(step, look) }
        return result
    }

    private struct GroupKey: Hashable {
        var cause: Cause?
        var old: Guards.Guard?
        var new: Guards.Guard?
        var outcome: Int
    }
}

/// What is above a step and changed.
private struct Trail {
    let side: Side
    /// For each variable that changed, or is asked of others, what made it.
    var causes: [String: Cause]
    /// For each block, once it is known, what makes it happen for others.
    private var blocks: [Cause??]
    /// What makes earlier endings and checks stop others.
    private var before: Cause?

    init(_ side: Side, _ redefined: Set<String>) {
        self.side = side
        causes = [:]
        blocks = [Cause??](repeating: nil, count: side.survey.blocks.count)
        for name in redefined {
            guard let id = side.variables[name] else { continue }
            let variable = side.survey[id]
            let owner = variable.question.map { side.survey[$0].name }
            causes[name] = Cause(kind: owner == nil ? .init(variable.role) : .question, name: owner ?? name)
        }
    }

    mutating func take(_ step: Step, _ look: (String, Cause?) -> Cause?) {
        let around = cause(of: step.block)
        switch step.action {
        case .ask(let id):
            let question = side.survey[id]
            guard question.kind != .note else { return }
            let cause = around ?? before ?? self.cause(offering: question)
            let found = look(question.name, cause)
            if let found { for variable in question.variables { causes[side.survey[variable].name] = found } }
            for (index, row) in question.rows.enumerated() where index < question.variables.count {
                guard let condition = row.condition else { continue }
                let name = side.survey[question.variables[index]].name
                if let found = look(name, found ?? self.cause(of: condition)) { causes[name] = found }
            }
            for text in question.specify {
                guard let found = causes[question.name] else { continue }
                causes[side.survey[text.variable].name] = found
            }
        case .compute(let id, _):
            let variable = side.survey[id]
            guard case .computed(let formulas) = variable.role, causes[variable.name] == nil else { return }
            for formula in formulas {
                if let found = around ?? cause(of: formula) { causes[variable.name] = found }
            }
        case .draw: break
        case .check(let id):
            let check = side.survey[id]
            if !check.isSoft, before == nil { before = around ?? cause(of: check.condition) }
        case .end: if before == nil { before = around }
        }
    }

    private func cause(of formula: Formula) -> Cause? {
        for variable in formula.variables {
            if let found = causes[side.survey[variable].name] { return found }
        }
        return nil
    }

    private func cause(offering question: Question) -> Cause? {
        for rule in question.carried {
            switch rule {
            case .chosen(let id), .exceptChosen(let id):
                if let found = causes[side.survey[id].name] { return found }
            case .except: break
            }
        }
        guard let list = question.list else { return nil }
        let options = side.survey[list].options
        // One option that is always offered is enough for the question to be asked.
        guard options.allSatisfy({ $0.condition != nil }) else { return nil }
        return options.lazy.compactMap { $0.condition.flatMap { cause(of: $0) } }.first
    }

    /// Blocks are looked at when their first step comes, so that what they read is known.
    private mutating func cause(of block: BlockID) -> Cause? {
        var waiting: [BlockID] = []
        var next: BlockID? = block
        while let id = next, blocks[id.position] == nil {
            waiting.append(id)
            next = side.survey[id].parent
        }
        while let id = waiting.popLast() {
            let block = side.survey[id]
            var found = block.parent.flatMap { blocks[$0.position] ?? nil }
            switch block.kind {
            case .root, .page, .collection: break
            case .arm(let condition, let previous):
                if found == nil { found = previous.flatMap { blocks[$0.position] ?? nil } }
                if found == nil { found = condition.flatMap { cause(of: $0) } }
            case .unit(let condition): if found == nil { found = condition.flatMap { cause(of: $0) } }
            }
            blocks[id.position] = .some(found)
        }
        return blocks[block.position] ?? nil
    }
}
