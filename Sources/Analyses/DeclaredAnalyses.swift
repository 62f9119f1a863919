internal import SurveyModel
package import Tallies

/// What a survey declares beside its metrics, at once from tallies: drivers, chains with their curves, and the reliability of
/// its scales.
package enum DeclaredAnalyses {
    /// The analyses of each relation and then of each scale in the order of the survey, in each locale and for everybody.
    ///
    /// Tallies have no answers of single respondents, so that there is no bootstrap: for that, `AnalysisCells` of
    /// `DriversAnalysis` and `ChainAnalysis` go through the responses.
    package static func of(
        _ tallies: Tallies, byLocale: Bool, _ options: AnalysisOptions
    ) -> [Analysis] {
        let plan = tallies.plan
        let locales = byLocale ? plan.locales.filter { isShown($0, tallies) } : []
        func published<Part: ResponseAnalysis>(_ part: (String?) -> Part?) -> [Analysis] {
            let cells = (locales.map(Optional.some) + [nil]).compactMap { locale in
                part(locale).map { (cell: Cell(locale: locale), part: $0) }
            }
            return cells.isEmpty ? [] : AnalysisCells.analyses(of: [cells], options)
        }
        var analyses: [Analysis] = []
        for (position, relation) in plan.relations.enumerated() where relation.isCounted {
            switch relation.kind {
            case .drivers:
                analyses += published { DriversAnalysis(tallies, relation: position, locale: $0) }
            case .chain:
                analyses += published { ChainAnalysis(tallies, relation: position, locale: $0) }
                analyses += published { LevelsAnalysis(tallies, relation: position, locale: $0) }
            }
        }
        for position in plan.metrics.indices {
            analyses += published { ReliabilityAnalysis(tallies, metric: position, locale: $0) }
        }
        return analyses
    }

    /// The survey's own locales are always shown, `und` only where it has responses.
    private static func isShown(_ locale: String, _ tallies: Tallies) -> Bool {
        locale != TallyPlan.otherLocale || tallies.plan.survey.locales.contains(locale)
            || tallies.responses(in: locale).total > 0
    }
}
