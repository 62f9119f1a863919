internal import RoutingProof
internal import SurveyModel
internal import Tallies

/// What of the responses to one version is not comparable with the newest one, and so counts as not asked.
struct VersionMask {
    /// Whether they count in anything.
    let isCounted: Bool
    /// The variables of the newest version, and the languages in which they are left out; nil is all.
    private let hidden: [(variable: Int, locales: [String]?)]
    /// Metrics that they do not count in, whatever their variables say, and in which languages; nil is all.
    private let metrics: [(position: Int, locales: [String]?)]
    /// What is said of the version, given how many responses it has; nil for the newest.
    let describe: ((Int, Int) -> Pooling.Version)?

    init(
        version: Int, structure: String, _ versions: [Survey], newest: Survey, _ populations: PopulationProof
    ) {
        let ofStructure = versions.filter { $0.structure == structure }
        // Nothing is known of a version that was never registered but its structure.
        let nearest =
            ofStructure.first { $0.version == version } ?? ofStructure.max { $0.version < $1.version }
        guard version != newest.version, let nearest, nearest.version != newest.version else {
            isCounted = true
            hidden = []
            metrics = []
            describe = nil
            return
        }
        let comparison = Comparison(from: nearest, to: newest, populations: populations)
        let poolability = Poolability(comparison, from: nearest, to: newest)
        let whole = Pooling.Version(version, responses: 0, comparison, poolability, newest)
        isCounted = whole.isCounted
        hidden = poolability.variables.enumerated().compactMap { position, obstacle in
            obstacle.map { (position, $0.locales) }
        }
        metrics = poolability.metrics.enumerated().compactMap { position, obstacle in
            obstacle.map { (position, $0.locales) }
        }
        describe = { version, count in
            var described = whole
            described.version = version
            described.responses = count
            return described
        }
    }

    /// The metrics that a response in a language does not count in.
    func metricsLeftOut(in locale: String) -> Set<Int> {
        Set(metrics.filter { $0.locales?.contains(locale) ?? true }.map(\.position))
    }

    /// The variables, by position, that a response in a language does not count in.
    func variablesLeftOut(in locale: String) -> [Int] {
        hidden.filter { $0.locales?.contains(locale) ?? true }.map(\.variable)
    }

    /// Makes what is left out *not asked*.
    func apply(to row: inout TallyRow, _ plan: TallyPlan) {
        for variable in variablesLeftOut(in: plan.locales[row.cell]) {
            row.codes[variable] = plan.codings[variable]?.notAsked ?? row.codes[variable]
        }
    }

    /// The same of answers.
    func applied(to answers: [Answer], _ plan: TallyPlan, _ cell: Int) -> [Answer] {
        var answers = answers
        for variable in variablesLeftOut(in: plan.locales[cell]) {
            answers[variable] = .notAsked
        }
        return answers
    }
}
