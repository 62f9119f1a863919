internal import RoutingProof
internal import SurveyModel

/// Says what a metric of one survey is over the variables and options of another, by names.
struct MetricTranslation {
    private let formulas: FormulaTranslation

    init(from source: Survey, to target: Survey) {
        formulas = FormulaTranslation(from: source, to: target)
    }

    /// The metric; nil if it reads what the other survey does not have.
    func callAsFunction(_ metric: Metric) -> Metric? {
        var strands: [Metric.Strand] = []
        for strand in metric.strands {
            var items: [Metric.Item] = []
            for item in strand.items {
                guard let variable = formulas[item.variable] else { return nil }
                items.append(Metric.Item(variable, isReversed: item.isReversed, weight: item.weight))
            }
            var translated = Metric.Strand(instance: strand.instance, items: items)
            if let event = strand.event {
                guard let formula = formulas[event] else { return nil }
                translated.event = formula
            }
            if let condition = strand.condition {
                guard let formula = formulas[condition] else { return nil }
                translated.condition = formula
            }
            strands.append(translated)
        }
        var by: [VariableID] = []
        for variable in metric.by {
            guard let found = formulas[variable] else { return nil }
            by.append(found)
        }
        return Metric(
            name: metric.name, function: metric.function, strands: strands, by: by,
            isByInstance: metric.isByInstance)
    }

    /// The relation; nil if it reads what the other survey does not have.
    func callAsFunction(_ relation: Relation) -> Relation? {
        func translated(_ term: Relation.Term) -> Relation.Term? {
            let variables = term.variables.compactMap { formulas[$0] }
            return variables.count == term.variables.count
                ? Relation.Term(path: term.path, variables: variables) : nil
        }
        let terms = relation.terms.compactMap(translated)
        guard let outcome = translated(relation.outcome), terms.count == relation.terms.count else {
            return nil
        }
        return Relation(kind: relation.kind, outcome: outcome, terms: terms)
    }
}
