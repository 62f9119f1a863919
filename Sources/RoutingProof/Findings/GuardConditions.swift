internal import SurveyModel

/// On which condition something happens, in the author's terms. Everything that is named holds wherever it happens.
public struct GuardCondition: Hashable, Sendable {
    /// What must be so, in the order of the interview, without what the rest implies.
    public var terms: [Term]
    /// Whether there is more than was looked at, or what was implied was not worked out.
    public var isIncomplete: Bool

    /// One thing that must be so.
    public struct Term: Hashable, Sendable {
        /// What it is.
        public var reason: Reason
        /// In words that begin small: `channel == store`, `the check long_stay was passed`.
        public var text: String
    }

    /// All terms in one line; `always` without any.
    public var text: String {
        let parts = terms.map(\.text) + (isIncomplete ? ["more"] : [])
        return parts.isEmpty ? "always" : parts.joined(separator: ", and ")
    }
}

extension Proof {
    /// The most conditions around one thing that are looked at.
    private static let termLimit = 48

    /// On which condition something happens; nil where there is no such claim.
    ///
    /// The conditions around it, earlier arms that were not taken, endings that were not met, checks that were passed: with
    /// those left out that the others imply, the farthest first. Of something that happens in several places, those that
    /// all have in common.
    public mutating func condition(of subject: Claim.Subject) -> GuardCondition? {
        guard let fact = fact(of: subject) else { return nil }
        var (found, isCut) = reasons(of: fact)
        if case .or(let run) = program[fact] {
            // What happens in several places.
            let places = program.operands(run)
            (found, isCut) = reasons(of: places[places.startIndex])
            for place in places.dropFirst().prefix(Self.termLimit) {
                let others = reasons(of: place)
                found = found.filter(Set(others.found).contains)
                isCut = isCut || others.isCut
            }
        }
        let kept = guardCondition(found.sorted())
        let terms = kept.sorted().compactMap { fact -> GuardCondition.Term? in
            guard case .reason(let index, _) = program[fact] else { return nil }
            let reason = program.reasons[Int(index)]
            return survey.words(for: reason).map { GuardCondition.Term(reason: reason, text: $0) }
        }
        return GuardCondition(terms: terms, isIncomplete: isCut)
    }

    /// The facts that stand for reasons among those that a fact joins, nearest first.
    private func reasons(of root: FactID) -> (found: [FactID], isCut: Bool) {
        var found: [FactID] = []
        var open: Set<FactID> = [root]
        var steps = 0
        while let fact = open.max() {
            open.remove(fact)
            steps += 1
            if found.count == Self.termLimit || steps > 8 * Self.termLimit { return (found, true) }
            switch program[fact] {
            case .and(let run) where run.count <= 8 * Int32(Self.termLimit):
                open.formUnion(program.operands(run))
            case .and: return (found, true)
            case .reason: found.append(fact)
            case .never, .always, .cell, .not, .or, .sum: continue
            }
        }
        return (found, false)
    }
}

extension Survey {
    /// What must be so for a guard, in words; nil for what is so for everybody who is asked anything.
    func words(for reason: Reason) -> String? {
        switch reason {
        case .holds(let place): return condition(at: place)?.text(in: self)
        case .notTaken(let block):
            let conditions = arms(upTo: block).map { $0?.text(in: self) ?? "else" }
            if conditions.count == 1 { return "not taken: \(conditions[0])" }
            return "none taken of: \(conditions.joined(separator: "; "))"
        case .notEnded(let step):
            guard steps.indices.contains(step), case .end(let ending) = steps[step].action else { return nil }
            let name = self[ending].name ?? "a finish"
            guard let condition = condition(at: .block(steps[step].block)) else {
                return "not ended at \(name)"
            }
            return "not ended at \(name) (\(condition.text(in: self)))"
        case .passed(let check): return "the check \(self[check].name) was passed"
        case .limits(let question): return self[question].kind == .consent ? "consent was given" : nil
        case .drawn: return "it was drawn"
        case .offers(let question): return "\(self[question].name) has something to offer"
        }
    }

    /// The condition that stands at a place; nil where none does.
    func condition(at place: Place) -> Formula? {
        switch place {
        case .block(let id):
            switch self[id].kind {
            case .arm(let condition, _), .unit(let condition): return condition
            case .root, .page, .collection: return nil
            }
        case .row(let question, let row):
            return self[question].rows.indices.contains(row) ? self[question].rows[row].condition : nil
        case .option(let question, let option):
            guard let list = self[question].list, self[list].options.indices.contains(option) else {
                return nil
            }
            return self[list].options[option].condition
        case .check(let id): return self[id].condition
        case .metric(let metric, let strand): return metrics[metric].strands[strand].condition
        }
    }

    /// The conditions of an arm and those before it in its chain, in the order of the file, at most twenty.
    private func arms(upTo block: BlockID) -> [Formula?] {
        var conditions: [Formula?] = []
        var next: BlockID? = block
        while let id = next, case .arm(let condition, let previous) = self[id].kind, conditions.count < 20 {
            conditions.append(condition)
            next = previous
        }
        return conditions.reversed()
    }
}
