internal import ArgumentParser
internal import Collector
internal import Interchange
internal import Reports
internal import ResponseStore
internal import RoutingProof
internal import Statistics
internal import SurveyModel
internal import Tallies
internal import Translations

struct Stats: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Satisfaction, promoter and ease statistics per language.",
        discussion: """
            SOURCE is a store, or JSON Lines (a file, or - for standard input) together with --survey. Each figure has its \
            base and its interval; cells with few answers are suppressed, together with the cell that would give them back. \
            Responses that are complete or partial count with the answers they have. CSV has the metrics, one figure a row; \
            the other forms have the distribution of every question too.

              sondeo stats answers.db
              sondeo stats answers.jsonl --survey Surveys/service_loyalty.survey --format json
            """)

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, json, xml, csv
    }

    enum Cells: String, ExpressibleByArgument, CaseIterable {
        case locale, none
    }

    @Argument(help: "A store, or JSON Lines.", completion: .file())
    var source: String

    @ArgumentParser.Option(
        help: "The survey that JSON Lines answer, or which survey of a store.",
        completion: .file(extensions: ["survey"]))
    var survey: String?

    @ArgumentParser.Option(help: "How to print it: text, json, xml or csv.")
    var format: Form = .text

    @ArgumentParser.Option(help: "What to break down by: locale, or none.")
    var by: Cells = .locale

    @ArgumentParser.Option(help: "Suppress figures with fewer answers than this; at least 5.")
    var minimum = 10

    @ArgumentParser.Option(help: "The level of the intervals, between 0.5 and 0.9999.")
    var level = 0.95

    @ArgumentParser.Option(help: "The language of the table. Default: yours.")
    var locale: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if SuppressionRule(minimumBase: minimum) == nil {
            throw ValidationError("--minimum must be 5 or more.")
        }
        if ConfidenceLevel(level) == nil || !(0.5...0.9999).contains(level) {
            throw ValidationError("--level must be between 0.5 and 0.9999.")
        }
        if let locale, !Response.isTag(locale) {
            throw ValidationError("--locale must be a tag like es or pt-BR.")
        }
    }

    func execute() throws {
        let counted = try Stores.isDatabase(source) ? fromStore() : fromLines()
        guard let suppression = SuppressionRule(minimumBase: minimum), let level = ConfidenceLevel(level)
        else { return }
        let statistics = SurveyStatistics(
            counted.tallies, collection: counted.counts, pooling: counted.pooling,
            options: .init(level: level, suppression: suppression, byLocale: by == .locale))
        switch format {
        case .text:
            let report = try self.report(statistics, of: counted.survey)
            try output.write(isOurs: { _ in false }) { try $0.write(report) }
        case .json: try output.write(isOurs: OurFiles.json) { try statistics.writeJSON(to: $0) }
        case .xml: try output.write(isOurs: OurFiles.xml) { try statistics.writeXML(to: $0) }
        case .csv: try output.write(isOurs: OurFiles.csv) { try statistics.writeCSV(to: $0) }
        }
    }

    private struct Counted {
        let survey: Survey
        let tallies: Tallies
        let counts: CollectionCounts
        var pooling: Pooling?
    }

    /// The tallies that the store keeps, those of comparable versions together; responses are read again only where
    /// versions that the store counts together must be told apart.
    private func fromStore() throws -> Counted {
        try Stores.translating {
            let store = try Store(opening: source, mode: .readOnly)
            let name = try survey.map { try LoadedSurvey.require($0).name }
            guard let wanted = try Stores.newestVersion(of: store, named: name)?.name else {
                throw Failure.findings("\(source) holds no answers" + (name.map { " to \($0)" } ?? ""))
            }
            let pooled: PooledResponses?
            do { pooled = try store.pooledResponses(to: wanted, populations: .proved) } catch let error
                as TallyFault
            {
                throw Failure.findings("\(source): \(error.message); run sondeo verify --rebuild \(source)")
            }
            guard let pooled else {
                throw Failure.findings(
                    "\(source) does not hold the survey \(wanted) any more; run sondeo verify")
            }
            let counts = CollectionCounts(conflicts: try store.conflictCount())
            return Counted(
                survey: pooled.survey, tallies: pooled.tallies, counts: counts, pooling: pooled.pooling)
        }
    }

    /// Reads JSON Lines in one pass, keeping no response.
    private func fromLines() throws -> Counted {
        guard let path = survey else {
            throw Failure.usage("\(source) is no store, so say which survey it answers: --survey FILE")
        }
        let survey = try LoadedSurvey.require(path)
        let collector = LineCollector(TallyPlan(survey))
        do { try collector.read(source == "-" ? .standardInput : .file(source)) } catch {
            throw Failure.inputOutput(error.message)
        }
        for finding in collector.findings { Console.note(finding.text) }
        let counts = collector.counts
        if counts.rejected > collector.findings.count {
            Console.note("… \(counts.rejected) lines were rejected in all")
        }
        if counts.lines > 0, counts.rejected == counts.lines {
            throw Failure.findings("no line of \(source) is a response to \(survey.name)")
        }
        return Counted(survey: survey, tallies: collector.tallies, counts: counts)
    }

    private func report(_ statistics: SurveyStatistics, of survey: Survey) throws -> String {
        let reader = locale ?? Reader.locale
        let texts = ProgramTexts(locale: reader, catalogues: try ProgramCatalogues.read([reader]))
        return StatisticsReport(
            statistics, of: survey, texts: texts, bars: Reader.hasUTF8 ? .blocks : .ascii,
            width: Console.width
        ).text
    }
}
