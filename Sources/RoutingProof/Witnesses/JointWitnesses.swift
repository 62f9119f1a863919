internal import SurveyModel

/// Finds interviews that make many things happen at once, and things that no interview makes happen together.
///
///     var joint = JointWitnesses(proof)
///     joint.script(showing: .fires(check), with: [.asked(why), .chosen(channel, 2)])
///     joint.exclude(.chosen(channel, 0), .chosen(channel, 1))      // true
public struct JointWitnesses: Sendable {
    private let survey: Survey
    private let program: Program
    private let facts: [Claim.Subject: FactID]
    private var diagrams: FactDiagrams
    /// How much may be spent on joining, in steps.
    private let steps: Int

    /// Prepares to join the claims of a proof. Linear in its program.
    public init(_ proof: Proof, budget: Budget = Budget()) {
        survey = proof.survey
        program = proof.program
        facts = Dictionary(
            program.claims.map { ($0.subject, $0.fact) }, uniquingKeysWith: { first, _ in first })
        let nodes = min(max(budget.nodes, 0), 1 << 28)
        diagrams = FactDiagrams(program, facts: nil, order: program.inputs(in: .best), budget: .shared(nodes))
        steps = max(0, budget.steps)
    }

    /// Answers that make the first happen, and as many of the others as go with it: each is taken, in this order, that goes
    /// with those taken before. The interview comes to an ending where that goes with the first. Nil where the first cannot
    /// happen, was not decided, or no values were found.
    ///
    /// What is too much for the budget is left out.
    public mutating func script(
        showing first: Claim.Subject, with others: some Sequence<Claim.Subject> = []
    ) -> Script? {
        guard let fact = facts[first] else { return nil }
        diagrams.makeRoom()
        let wanted = [fact, program.finished] + others.compactMap { facts[$0] }
        let edges = diagrams.edges(of: wanted.map { Literal($0) })
        var all = edges[0]
        guard !all.isOver, all != .never else { return nil }
        let start = diagrams.work
        var known: Set<Edge> = [all]
        for edge in edges.dropFirst() where !edge.isOver && known.insert(edge).inserted {
            if diagrams.work - start > steps / 20 || diagrams.work > steps { break }
            let joined = diagrams.allot { $0.conjunction([all, edge]) }
            if joined != .never, !joined.isOver { all = joined }
        }
        return Script(diagrams.assignment(of: all), of: program, survey: survey, showing: first)
    }

    /// Whether no interview makes both happen; false also where that was not decided.
    public mutating func exclude(_ one: Claim.Subject, _ other: Claim.Subject) -> Bool {
        guard let first = facts[one], let second = facts[other], diagrams.work <= steps else { return false }
        diagrams.makeRoom()
        let edges = diagrams.edges(of: [Literal(first), Literal(second)])
        return diagrams.canHold(edges) == false
    }
}
