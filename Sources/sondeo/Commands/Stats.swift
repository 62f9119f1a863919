internal import Analyses
internal import ArgumentParser
internal import Codebook
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
        abstract: "Satisfaction, promoter and loyalty statistics per language.",
        discussion: """
            A SOURCE is a store, a file of JSON Lines or CSV (with --survey), a folder of such, or - for standard input; a \
            response that is in several of them counts once. Each figure has its base and its interval; cells with few answers \
            are suppressed, together with the cell that would give them back. Responses that are complete or partial count with \
            the answers they have.

              sondeo stats answers.db
              sondeo stats answers.db --trend month --compare past
              sondeo stats answers.db --by branch --where 'channel == phone' --since 2026-10-01
              sondeo stats answers.jsonl --survey Surveys/service_loyalty.survey --format json
            """)

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, json, jsonstat, xml, csv
    }

    enum CSVTable: String, ExpressibleByArgument, CaseIterable {
        case figures, analyses
    }

    @Argument(help: "Stores, JSON Lines, CSV or folders.", completion: .file())
    var sources: [String]

    @ArgumentParser.Option(
        help: "The survey that files answer, or which survey of a store; again for further versions.",
        completion: .file(extensions: ["survey"]))
    var survey: [String] = []

    @ArgumentParser.Option(help: "How to print it: text, json, jsonstat, xml or csv.")
    var format: Form = .text

    @ArgumentParser.Option(help: "Which table is printed as CSV: figures or analyses.")
    var table: CSVTable = .figures

    @Flag(help: "Say in words how each figure came about.")
    var explain = false

    @ArgumentParser.Option(help: "Suppress figures with fewer answers than this; at least 5.")
    var minimum = 10

    @ArgumentParser.Option(help: "The level of the intervals, between 0.5 and 0.9999.")
    var level = 0.95

    @ArgumentParser.Option(
        help: "The language of the table. Default: yours; of jsonstat that of the survey file.")
    var locale: String?

    @OptionGroup(title: "What is asked for") var asked: StatsOptions

    @OptionGroup(title: "CSV") var csv: CSVOptions

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
        if table == .analyses, format != .csv {
            throw ValidationError("--table is about CSV: add --format csv.")
        }
        if explain, format != .text { throw ValidationError("--explain is in words: leave --format away.") }
    }

    func execute() throws {
        guard let suppression = SuppressionRule(minimumBase: minimum), let level = ConfidenceLevel(level)
        else { return }
        try SourceFaults.translating {
            let sources = try StatsSources(sources, surveys: survey, csv)
            let survey = try asked.declared(in: sources.survey)
            let request = try asked.request(survey, level: level, suppression)
            var statistics: SurveyStatistics
            let failure: Failure?
            (statistics, failure) = try self.statistics(of: sources, survey, request)
            let counted = statistics.selection
            statistics.selection = asked.selection
            (statistics.selection.flagged, statistics.selection.outsidePeriod) = (
                counted.flagged, counted.outsidePeriod
            )
            try asked.narrow(&statistics, of: survey, isText: format == .text)
            try write(statistics, of: survey)
            // What is missing in the figures was named; a program has to know it too.
            if let failure { throw failure.status }
            if !sources.isWhole || statistics.collection.rejected > 0 { throw ExitStatus.findings }
        }
    }

    private func statistics(
        of sources: StatsSources, _ survey: Survey, _ request: StudyRequest
    ) throws -> (SurveyStatistics, Failure?) {
        let study = try Study(survey, request)
        let progress: Study.Progress = { Console.progress("bootstrap \(Int($0 * 100)) %") }
        defer { Console.endProgress() }
        if !request.needsResponses, var single = sources.single {
            while case .later(let choose) = single { single = try choose() }
            switch single {
            case .store(let store) where asked.declare.isEmpty:
                let pooled = try sources.pooled(store)
                return (
                    try study.statistics(
                        pooled.tallies, collection: CollectionCounts(conflicts: try store.conflictCount()),
                        pooling: pooled.pooling, progress: progress), nil
                )
            case .lines(let lines) where sources.versions.count == 1:
                let collector = LineCollector(study.plan)
                try collector.read(lines)
                try say(collector.findings, collector.counts, sources)
                return (
                    try study.statistics(
                        collector.tallies, collection: collector.counts, pooling: nil, progress: progress),
                    nil
                )
            case .csv(let lines, let map) where sources.versions.count == 1:
                let collector = LineCollector(study.plan)
                try collector.read(csv: lines, map: map)
                try say(collector.findings, collector.counts, sources)
                return (
                    try study.statistics(
                        collector.tallies, collection: collector.counts, pooling: nil, progress: progress),
                    nil
                )
            default: break
            }
        }
        if request.needsSeveralPasses, self.sources.contains("-") {
            throw Failure.usage(
                "weights and quality flags need several readings, and standard input can be read once; save it to a file"
            )
        }
        let pass = ResponsePass(
            study.plan, versions: sources.versions, selection: request.selection, populations: .proved)
        let statistics = try study.statistics(of: sources.all, pass, progress: progress) { Console.note($0) }
        try say(pass.findings, pass.counts, sources)
        return (statistics, SourceFaults.note(pass))
    }

    /// Names lines that do not count; fails if none does.
    private func say(_ findings: [LineFinding], _ counts: CollectionCounts, _ sources: StatsSources) throws {
        for finding in findings { Console.note(finding.text) }
        if counts.rejected > findings.count {
            Console.note("… \(counts.rejected) lines were rejected in all")
        }
        if counts.lines > 0, counts.rejected == counts.lines {
            throw Failure.findings(
                "no line of \(self.sources.joined(separator: ", ")) is a response to \(sources.survey.name)")
        }
    }

    // MARK: Output

    private func write(_ statistics: SurveyStatistics, of survey: Survey) throws {
        switch format {
        case .text:
            let text = try self.text(statistics, of: survey)
            try output.write(isOurs: { _ in false }, from: sources) { try $0.write(text) }
        case .json:
            try output.write(isOurs: OurFiles.json(.statistics), from: sources) {
                try statistics.writeJSON(to: $0)
            }
        case .jsonstat:
            let codebook = Codebook(survey, texts: try ProgramCatalogues.texts(of: survey))
            let language = locale.map(codebook.index(of:)) ?? 0
            try output.write(isOurs: OurFiles.jsonStat, from: sources) {
                try statistics.writeJSONStat(codebook, locale: language, to: $0)
            }
        case .xml:
            try output.write(isOurs: OurFiles.xml(.statistics), from: sources) {
                try statistics.writeXML(to: $0)
            }
        case .csv:
            try output.write(isOurs: OurFiles.csv, from: sources) {
                switch table {
                case .figures: try statistics.writeCSV(to: $0)
                case .analyses: try statistics.writeAnalysesCSV(to: $0)
                }
            }
        }
    }

    private func text(_ statistics: SurveyStatistics, of survey: Survey) throws -> String {
        let reader = locale ?? Reader.locale
        let texts = ProgramTexts(locale: reader, catalogues: try ProgramCatalogues.read([reader]))
        if explain {
            return FigureExplanation(statistics, of: survey, texts: texts, width: Console.width).text
        }
        return StatisticsReport(
            statistics, of: survey, texts: texts, bars: Reader.hasUTF8 ? .blocks : .ascii,
            width: Console.width
        ).text
    }
}
