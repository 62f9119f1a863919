internal import Analyses
internal import ArgumentParser
internal import Collector
internal import Glibc
internal import Interchange
internal import Statistics
internal import SurveyCompiler
internal import SurveyModel
internal import Tallies

/// What `stats` can be asked for beside the metrics that a survey declares.
struct StatsOptions: ParsableArguments {
    enum Comparing: String, ExpressibleByArgument, CaseIterable {
        case locale, group, past
    }

    enum Period: String, ExpressibleByArgument, CaseIterable {
        case day, week, month, quarter, year
    }

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "What to break down by: locale, none, or names of closed variables and given texts, with commas.",
            valueName: "names"))
    var by = "locale"

    @OptionGroup var selected: SelectionOptions

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "One more metric, drivers or chain, as in a survey file: 'metric top = csat(overall) where channel == store'.",
            valueName: "declaration"))
    var declare: [String] = []

    @ArgumentParser.Option(help: "Metrics over time: day, week, month, quarter or year.")
    var trend: Period?

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "Beside each period of --trend, so many periods up to it pooled: 3.", valueName: "periods"))
    var rolling = 1

    @Flag(help: "Control charts of the periods of --trend.")
    var control = false

    @Flag(help: "With --control: individual values and smoothed ones too, whatever the metric.")
    var allCharts = false

    @ArgumentParser.Option(
        help:
            "Compare pair by pair: locale, group (those of --by), or past (the last period against the one before)."
    )
    var compare: Comparing?

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "Two closed variables against each other: overall,channel.", valueName: "rows,columns"))
    var cross: [String] = []

    @OptionGroup var weighing: WeightOptions

    @Flag(help: "Look for doubtful responses, and show results with and without them.")
    var quality = false

    @Flag(help: "Leave doubtful responses out, and say how many.")
    var excludeFlagged = false

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "How many were invited: 1200, es=400,sv=300, or a CSV file locale,invited.", valueName: "number"))
    var invited: String?

    @ArgumentParser.Option(help: ArgumentHelp("The variable that tells customers apart.", valueName: "name"))
    var customer: String?

    @ArgumentParser.Option(
        help: "Purchases: a CSV file with customer,date,amount.", completion: .file(extensions: ["csv"]))
    var purchases: String?

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "What its columns are called: customer=client,date=day,amount=paid.", valueName: "names"))
    var columns: String?

    @ArgumentParser.Option(
        help: "How long a period is in which a customer comes back: day, week, month, quarter or year.")
    var cadence = Period.month

    @ArgumentParser.Option(help: "What is left of a purchase as margin: over 0, up to 1.")
    var margin = 1.0

    @ArgumentParser.Option(help: "The rate of interest of a year, for lifetime values.")
    var discount = 0.1

    @ArgumentParser.Option(
        help: "Bootstrap intervals of drivers and chains, from so many replicates; 0 is none.")
    var bootstrap = 0

    @ArgumentParser.Option(help: "The seed of the bootstrap.")
    var seed: UInt64 = 1

    @Flag(help: "Other intervals of promoter scores beside the score interval.")
    var intervals = false

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "Only these parts, with commas: figures, distributions, or analyses such as drivers and chain, these then for "
                + "each language in the text too.", valueName: "parts"))
    var only: String?

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "Only these metrics, with commas, and what is computed of them.", valueName: "names"))
    var metrics: String?

    func validate() throws {
        if control, trend == nil { throw ValidationError("--control needs --trend week, or another period.") }
        if !(1...1_000).contains(rolling) { throw ValidationError("--rolling must be between 1 and 1000.") }
        if rolling > 1, trend == nil {
            throw ValidationError("--rolling needs --trend week, or another period.")
        }
        if allCharts, !control { throw ValidationError("--all-charts needs --control.") }
        if compare == .group, names.isEmpty {
            throw ValidationError("--compare group needs groups: --by branch, or another variable.")
        }
        if bootstrap != 0, !(100...100_000).contains(bootstrap) {
            throw ValidationError("--bootstrap must be 0, or between 100 and 100,000 replicates.")
        }
        if !(margin > 0 && margin <= 1) {
            throw ValidationError("--margin must be over 0 and at most 1.")
        }
        if !(discount >= 0 && discount <= 10) {
            throw ValidationError("--discount must be between 0 and 10.")
        }
        if compare == .locale, !isByLocale {
            throw ValidationError("--compare locale needs locales: --by locale.")
        }
        let isAboutCustomers = purchases != nil || customer != nil
        if !isAboutCustomers, margin != 1 || discount != 0.1 || cadence != .month {
            throw ValidationError(
                "--cadence, --margin and --discount are about customers: add --customer NAME or --purchases FILE."
            )
        }
        if columns != nil, purchases == nil { throw ValidationError("--columns needs --purchases FILE.") }
        if quality, excludeFlagged {
            throw ValidationError(
                "--quality shows results with and without flagged responses; --exclude-flagged leaves them out. Choose one."
            )
        }
        _ = try kinds()
    }

    /// The variables of `--by`.
    private var names: [String] { parts(by).filter { $0 != "locale" && $0 != "none" } }

    /// Whether locales stand beside everybody.
    var isByLocale: Bool { parts(by).contains("locale") }

    private func parts(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingPrefix(while: \.isWhitespace).description.trimmingSuffix
        }
    }

    /// What was asked for, over the variables of a survey. Throws a failure that names what there is.
    func request(_ survey: Survey, level: ConfidenceLevel, _ suppression: SuppressionRule) throws
        -> StudyRequest
    {
        var request = StudyRequest()
        request.options = .init(level: level, suppression: suppression, byLocale: isByLocale)
        request.selection = try selection(survey)
        request.seed = seed
        request.replicates = bootstrap
        request.hasIntervals = intervals
        request.comparison =
            switch compare {
            case .locale: .locales
            case .group: .groups
            case .past: .past
            case nil: nil
            }
        let length = trend ?? (compare == .past ? .month : nil)
        request.periods = try length.map { try self.rule($0) }
        request.rolling = rolling
        request.hasControl = control
        request.hasAllCharts = allCharts
        request.crossTables = try cross.map { text in
            let names = parts(text)
            guard names.count == 2, names[0] != names[1] else {
                throw Failure.usage("--cross takes two variables with a comma: --cross overall,channel")
            }
            return .init(
                rows: try closed(names[0], of: survey, "--cross"),
                columns: try closed(names[1], of: survey, "--cross"))
        }
        request.quality = excludeFlagged ? .excluded : quality ? .shown : .ignored
        request.weights = try weighing.file()
        request.caps = try weighing.bounds()
        request.invited = try invited.map { Files.exists($0) ? .file(try file($0)) : .text($0) }
        request.customer = try customer.map { name in
            let found = try variable(name, of: survey, "--customer")
            switch (survey[found].domain, survey[found].role) {
            case (.text, .given), (.number, .given): return found
            default:
                throw Failure.usage(
                    "--customer: \(name) is no key; name a given text or number that whoever starts the interview says"
                )
            }
        }
        request.purchases = purchases.map {
            .init(source: $0 == "-" ? .standardInput : .file($0), columns: columns)
        }
        request.loyalty = try loyalty()
        return request
    }

    /// The survey with what was declared on the command line.
    func declared(in survey: Survey) throws -> Survey {
        guard !declare.isEmpty else { return survey }
        switch adding(declare.joined(separator: "\n"), to: survey, named: "--declare") {
        case .success(let survey): return survey
        case .failure(let fault): throw Failure.usage("--declare: \(fault.message)")
        }
    }

    /// What headings say of it.
    var selection: StatisticsSelection {
        StatisticsSelection(
            condition: selected.condition, since: selected.since, until: selected.until, by: names,
            excludesFlagged: excludeFlagged,
            weights: weighing.weights)
    }

    // MARK: Parts

    private func selection(_ survey: Survey) throws -> ResponseSelection {
        var selection = try selected.selection(survey)
        selection.by = try names.map { name in
            let found = try variable(name, of: survey, "--by")
            switch (survey[found].domain, survey[found].role) {
            case (.option, _), (.yesno, _), (.truth, _), (.point, _): break
            case (.text, .given) where !survey[found].isPersonal: break
            default:
                throw Failure.usage(
                    "--by: \(name) makes no groups; name a choice, a rating, a yes/no question or a given text"
                )
            }
            return found
        }
        return selection
    }

    private func variable(_ name: String, of survey: Survey, _ option: String) throws -> VariableID {
        if let found = survey.variable(named: name) { return found }
        let candidates = survey.variables.map(\.name)
        let guess = DidYouMean.closest(to: name, among: candidates).map { "; did you mean \($0)?" }
        throw Failure.usage(
            "\(option): there is no variable \(name)\(guess ?? "; there are \(candidates.prefix(8).joined(separator: ", "))\(candidates.count > 8 ? " …" : "")")"
        )
    }

    /// A stored variable whose answers can be counted one by one.
    private func closed(_ name: String, of survey: Survey, _ option: String) throws -> VariableID {
        let found = try variable(name, of: survey, option)
        switch survey[found].domain {
        case .option, .yesno, .point: if survey[found].isStored { return found }
        default: break
        }
        throw Failure.usage(
            "\(option): \(name) is no closed variable; name a choice, a rating or a yes/no question")
    }

    private func rule(_ period: Period) throws -> PeriodRule {
        let length: Analyses.Period.Length =
            switch period {
            case .day: .day
            case .week: .week
            case .month: .month
            case .quarter: .quarter
            case .year: .year
            }
        return PeriodRule(length, offsetMinutes: try selected.offsetMinutes(), believed: Self.believed())
    }

    private func loyalty() throws -> LoyaltyOptions {
        // Data that were asked for up to a day reach to it, also if nobody came on it.
        let last = selected.until.flatMap { CalendarDay($0) }
        guard
            let loyalty = LoyaltyOptions(
                try rule(cadence), until: last, margin: margin, discount: discount)
        else {
            throw ValidationError("--margin must be over 0 and at most 1, and --discount between 0 and 10.")
        }
        return loyalty
    }

    /// What `--only` names.
    private struct Parts {
        var hasFigures = true
        var hasDistributions = true
        /// nil is all.
        var kinds: Set<Analysis.Kind>?
    }

    private func kinds() throws -> Parts {
        guard let only else { return Parts() }
        var named = Parts(hasFigures: false, hasDistributions: false, kinds: [])
        for name in parts(only) {
            switch (name, Analysis.Kind(rawValue: name)) {
            case ("figures", _): named.hasFigures = true
            case ("distributions", _): named.hasDistributions = true
            case (_, let kind?): named.kinds?.insert(kind)
            case (_, nil):
                let all = ["figures", "distributions"] + Analysis.Kind.allCases.map(\.rawValue)
                throw ValidationError(
                    "--only: there is no part \(name); there are \(all.joined(separator: ", ")).")
            }
        }
        return named
    }

    /// Leaves what was not asked for out of statistics. Texts leave out more unless `--only` names it: what there is of
    /// each language beside what there is of all.
    func narrow(_ statistics: inout SurveyStatistics, of survey: Survey, isText: Bool) throws {
        let parts = try kinds()
        if !parts.hasFigures { statistics.figures = [] }
        if !parts.hasDistributions {
            statistics.distributions = []
            statistics.summaries = []
        }
        if let kinds = parts.kinds {
            statistics.analyses.removeAll { !kinds.contains($0.kind) }
        } else if isText {
            statistics.analyses.removeAll { analysis in
                switch analysis.kind {
                case .reliability, .drivers, .chain, .curve, .penaltyReward: analysis.cell.locale != nil
                // The table of responses says it.
                case .response: invited == nil
                default: false
                }
            }
        }
        if isText {
            // That a language has no answers stands in the table of responses.
            statistics.analyses.removeAll { $0.cell.locale != nil && $0.isOfNobody }
        }
        guard let metrics else { return }
        let names = Set(self.parts(metrics))
        let known = survey.metrics.map(\.name)
        for name in names.sorted() where !known.contains(name) {
            let guess = DidYouMean.closest(to: name, among: known).map { "did you mean \($0)?" }
            throw Failure.usage(
                "--metrics: there is no metric \(name); \(guess ?? "there are \(known.joined(separator: ", "))")"
            )
        }
        statistics.figures.removeAll { !names.contains($0.metric) }
        statistics.distributions = []
        statistics.summaries = []
        statistics.analyses.removeAll { known.contains($0.subject) && !names.contains($0.subject) }
        if parts.kinds == nil {
            statistics.analyses.removeAll { !names.contains($0.subject) }
        }
    }

    /// Times from 2000 to tomorrow: other clocks are wrong.
    private static func believed() -> ClosedRange<Timestamp> {
        let standard = PeriodRule.standardBelief
        let tomorrow = Timestamp(milliseconds: Stores.now().milliseconds + 86_400_000)
        return standard.lowerBound...min(standard.upperBound, max(standard.lowerBound, tomorrow))
    }

    private func file(_ path: String) throws -> StudyRequest.File { try WeightOptions.file(path) }
}

extension Analysis {
    /// Whether it says nothing but that nobody answered.
    fileprivate var isOfNobody: Bool {
        switch content {
        case .table(let table): table.n == 0
        case .unavailable(let absence): absence == .empty
        case .suppressed: false
        }
    }
}

extension String {
    var trimmingSuffix: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
