package import Tallies

/// An analysis of an outcome and its terms, for which all of `RelationCounts` is collected, and nothing else.
package protocol RelationAnalysis: ResponseAnalysis {
    /// What kind of analysis it is; a cell has one.
    static var kind: Analysis.Kind { get }
    /// What was collected.
    var counts: RelationCounts { get set }
    /// Analyses what was collected.
    init(_ counts: RelationCounts)
}

extension RelationAnalysis {
    /// Has seen nobody. Keeps scores for a bootstrap if one is asked for. Nil for a relation that is not counted.
    package init?(_ plan: TallyPlan, relation: Int, _ options: AnalysisOptions) {
        guard let counts = RelationCounts(plan, relation: relation, keepsAnswers: options.replicates > 0)
        else { return nil }
        self.init(counts)
    }

    /// What tallies hold of a locale; nil is everybody. There is no bootstrap from tallies.
    package init?(_ tallies: Tallies, relation: Int, locale: String?) {
        guard let counts = RelationCounts(tallies, relation: relation, locale: locale) else { return nil }
        self.init(counts)
    }

    /// Those who have the outcome and all terms.
    package var base: Int { counts.complete }
    package mutating func add(_ response: borrowing CodedResponse) { counts.add(response) }
    package mutating func merge(_ other: Self) { counts.merge(other.counts) }
    package var names: [(kind: Analysis.Kind, subject: String)] { [(Self.kind, counts.subject)] }
}
