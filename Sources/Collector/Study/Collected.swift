internal import Analyses
internal import SurveyModel
internal import Tallies

/// Every analysis of a request that is collected response by response.
struct Collected {
    /// One of them, in every cell.
    private protocol Part {
        mutating func add(_ response: borrowing CodedResponse)
        func analyses(_ options: AnalysisOptions) -> [Analysis]
    }

    private struct InCells<Collecting: ResponseAnalysis>: Part {
        var cells: AnalysisCells<Collecting>
        mutating func add(_ response: borrowing CodedResponse) { cells.add(response) }
        func analyses(_ options: AnalysisOptions) -> [Analysis] { cells.analyses(options) }
    }

    private var parts: [any Part] = []
    private let locales: [String]
    private let byLocale: Bool
    /// The values of the variables that make groups, in the order of the survey.
    private let values: [String: [String]]

    init(
        _ plan: TallyPlan, _ request: StudyRequest, _ options: AnalysisOptions, purchases: Purchases?,
        _ keys: CustomerKeys
    ) {
        locales = plan.locales
        byLocale = request.options.byLocale
        values = Dictionary(
            request.selection.by.map { variable in
                let declared = plan.survey[variable]
                let coding = Coding(declared, in: plan.survey)
                return (
                    declared.name,
                    Array(coding.bins(of: declared, in: plan.survey).prefix(coding.missingOffset))
                )
            }
        ) { first, _ in first }
        let metrics = plan.survey.metrics.indices
        if request.collectsRelations { collectRelations(plan, options) }
        if request.hasIntervals { for metric in metrics { collect(PromoterIntervals(plan, metric: metric)) } }
        if request.weights != nil { for metric in metrics { collect(WeightedFigure(plan, metric: metric)) } }
        for table in request.crossTables {
            if request.weights == nil {
                collect(CrossTable(plan, rows: table.rows, columns: table.columns))
            } else {
                collect(WeightedCrossTable(plan, row: table.rows, column: table.columns))
            }
        }
        for metric in metrics {
            switch request.comparison {
            case .locales: collect(MetricComparison(plan, metric: metric, between: .locales))
            case .groups: collect(MetricComparison(plan, metric: metric, between: .groups))
            case .past, nil: break
            }
        }
        if let rule = request.periods {
            var outputs: [MetricTrend.Output] = [.trend(rolling: request.rolling)]
            if request.comparison == .past { outputs.append(.past) }
            if request.hasControl {
                outputs += (request.hasAllCharts ? ControlKind.allCases : [.natural]).map(
                    MetricTrend.Output.control)
            }
            for metric in metrics {
                collect(MetricTrend(plan, metric: metric, rule, show: outputs))
            }
        }
        if request.quality == .shown { collect(QualityReport(plan)) }
        if let customer = request.customer {
            let score = plan.survey.metrics.first { $0.function == .nps && $0.strands.count == 1 }?
                .strands.first?.items.first?.variable
            collect(
                RespondingCustomers(
                    plan, customer: customer, score: score, request.loyalty, keys: keys, purchases: purchases)
            )
        }
    }

    private mutating func collectRelations(_ plan: TallyPlan, _ options: AnalysisOptions) {
        for (position, relation) in plan.survey.relations.enumerated() {
            switch relation.kind {
            case .drivers: collect(DriversAnalysis(plan, relation: position, options))
            case .chain:
                collect(ChainAnalysis(plan, relation: position, options))
                collect(LevelsAnalysis(plan, relation: position))
            }
        }
        for metric in plan.survey.metrics.indices { collect(ReliabilityAnalysis(plan, metric: metric)) }
    }

    private mutating func collect(_ part: (some ResponseAnalysis)?) {
        guard let part else { return }
        parts.append(
            InCells(cells: AnalysisCells(part, locales: locales, byLocale: byLocale, values: values)))
    }

    /// Takes a response in that counts.
    mutating func add(_ response: borrowing CodedResponse) {
        for index in parts.indices { parts[index].add(response) }
    }

    func analyses(_ options: AnalysisOptions) -> [Analysis] { parts.flatMap { $0.analyses(options) } }
}
