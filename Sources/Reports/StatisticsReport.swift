internal import Analyses
public import Collector
internal import Statistics
public import SurveyModel
internal import Tallies
internal import Terminal
public import Translations

/// Statistics as a person reads them: a table for each metric, a row for each language, and the distributions.
///
/// Every figure stands beside its base and its interval; what is hidden or cannot be computed has a sign, which is
/// explained below. Tables keep within the width as far as their figures allow: bars go first, then labels are cut.
public struct StatisticsReport {
    let statistics: SurveyStatistics
    let survey: Survey
    let texts: ProgramTexts
    let numbers: NumberFormat
    let bars: BarStyle
    let width: Int
    /// The figures of each metric, grouped once: a search for each would take the square of a long survey.
    let figures: [String: [Figure]]
    /// Metrics, variables and questions by name, for the same reason.
    let metrics: [String: Metric]
    let variables: [String: VariableID]
    let questions: [String: TextID]
    private let localization: Localization?

    /// Makes a report. `texts` is in the reader's language, `width` the cells of the terminal, at least 40.
    ///
    /// Languages have the names that they give themselves.
    public init(
        _ statistics: SurveyStatistics, of survey: Survey, texts: ProgramTexts, bars: BarStyle = .blocks,
        width: Int = 80
    ) {
        self.statistics = statistics
        figures = Dictionary(grouping: statistics.figures, by: \.metric)
        metrics = Dictionary(survey.metrics.map { ($0.name, $0) }) { first, _ in first }
        variables = survey.variableIndex
        questions = Dictionary(survey.questions.map { ($0.name, $0.text) }) { first, _ in first }
        self.survey = survey
        self.texts = texts
        localization = survey.localizations.first { $0.tag == texts.tag }
        numbers = NumberFormat(locale: texts.tag)
        self.bars = bars
        self.width = max(width, 40)
    }

    /// The whole report, ending with a line break. Cleaned: nothing in it steers a terminal.
    public var text: String {
        var lines = heading
        if let everybody = statistics.everybody, everybody.total > 0 {
            lines += [""] + responseLines(everybody)
            // Statistics may be narrowed to some metrics, or to none.
            let shown = Set(statistics.figures.map(\.metric))
            for metric in survey.metrics where shown.contains(metric.name) {
                lines += [""] + self.lines(for: metric)
            }
            lines += analysisLines + distributionLines
        } else {
            // Customers can be known without responses: from what they bought.
            lines += ["", texts[.noResponses]] + analysisLines
        }
        let notes = signNotes(in: lines) + countNotes
        if !notes.isEmpty { lines += [""] + notes.flatMap { $0.wrapped(to: width) } }
        return lines.map { cleaned($0) + "\n" }.joined()
    }

    // MARK: Heading and responses

    private var heading: [String] {
        let title = survey.title.map { text($0) } ?? survey.name
        let versions = statistics.versions.isEmpty ? [survey.version] : statistics.versions
        let values = ["name": survey.name, "version": versions.map(String.init).joined(separator: ", ")]
        let lines =
            [texts(.reportTitle, ["title": title]), texts(.surveyVersion, values)] + poolingLines
            + selectionLines + syntheticLines
        return lines.flatMap { $0.wrapped(to: width) }
    }

    /// What becomes of responses to other versions. What changed has the name of its rule, which `sondeo diff` explains.
    private var poolingLines: [String] {
        guard let pooling = statistics.pooling else { return [] }
        return pooling.others.map { other in
            let shown = other.leftOut.prefix(Self.leftOutShown).map { left in
                let locales = left.locales.map { " [\($0.joined(separator: ", "))]" } ?? ""
                return "\(left.name)\(locales) (\(left.subject): \(left.rule))"
            }
            let more = other.leftOut.count > shown.count ? ["…"] : []
            let values = [
                "version": String(other.version), "newest": String(pooling.version),
                "n": numbers.count(other.responses),
                "names": (shown + more).joined(separator: ", "),
            ]
            if other.leftOut.isEmpty { return texts(.pooledWhole, values) }
            return texts(other.isCounted ? .pooledPartly : .pooledNot, values)
        }
    }

    /// How many names of what is left out stand in the heading; the JSON document has all.
    private static let leftOutShown = 8

    /// Which responses were asked for, where it is not all of them.
    var selectionLines: [String] {
        let selection = statistics.selection
        var lines: [String] = []
        if let condition = selection.condition {
            lines.append(texts(.selectionWhere, ["condition": condition]))
        }
        let (since, until) = (selection.since, selection.until)
        if let since, let until {
            lines.append(
                texts(
                    .selectionBetween,
                    ["since": numbers.moment(since, texts), "until": numbers.moment(until, texts)]))
        } else if let since {
            lines.append(texts(.selectionSince, ["date": numbers.moment(since, texts)]))
        } else if let until {
            lines.append(texts(.selectionUntil, ["date": numbers.moment(until, texts)]))
        }
        if !selection.by.isEmpty {
            lines.append(texts(.selectionBy, ["names": selection.by.joined(separator: ", ")]))
        }
        if selection.excludesFlagged {
            lines.append(texts(.selectionUnflagged, ["n": numbers.count(selection.flagged ?? 0)]))
        }
        if let weights = selection.weights { lines.append(texts(.selectionWeights, ["name": weights])) }
        return lines
    }

    private var syntheticLines: [String] {
        guard let counts = statistics.everybody, counts.synthetic > 0 else { return [] }
        return counts.synthetic == counts.total
            ? [texts[.synthetic]]
            : [texts(.syntheticSome, count: counts.synthetic, ["n": numbers.count(counts.synthetic)])]
    }

    /// Complete and partial always, the other states where there are any.
    private func responseLines(_ everybody: ResponseCounts) -> [String] {
        let states: [(Disposition, ProgramText)] = [
            (.complete, .complete), (.partial, .partial), (.screened, .screenedOut), (.refused, .refusals),
            (.abandoned, .abandoned),
        ]
        let shown = states.filter { state, _ in
            state == .complete || state == .partial || everybody[state] > 0
        }
        var table = Table([languageColumn] + [.responses].map(column) + shown.map { column($0.1) })
        for figure in statistics.responses {
            table.add(
                [name(of: figure.cell), numbers.count(figure.counts.total)]
                    + shown.map { numbers.count(figure.counts[$0.0]) })
        }
        return table.lines(width: width, cut: bars.cut)
    }

    // MARK: Notes

    /// What the signs in place of figures mean, where there are any, and how intervals are made.
    private func signNotes(in lines: [String]) -> [String] {
        var notes: [String] = []
        let isHidden =
            // Of groups only those of everybody are in the tables.
            statistics.figures.contains {
                $0.content == .suppressed && (!$0.cell.isGroup || $0.cell.locale == nil)
            }
            || statistics.distributions.contains { $0.content == nil }
            || statistics.summaries.contains { $0.content == nil }
            || statistics.analyses.contains { analysis in
                analysis.content == .suppressed
                    || analysis.table?.rows.contains(where: \.isSuppressed) == true
            }
        if isHidden {
            let minimum = numbers.count(statistics.options.suppression.minimumBase)
            notes.append(bars.hidden + "  " + texts(.hiddenNote, ["n": minimum]))
        }
        if lines.contains(where: { $0.split(separator: " ").contains(Substring(bars.absent)) }) {
            notes.append(bars.absent + "  " + texts[.notComputed])
        }
        if statistics.figures.contains(where: { $0.measures != nil }), statistics.everybody?.total ?? 0 > 0 {
            notes.append(texts[.methodsNote])
            if statistics.figures.contains(where: { [.order, .delta].contains($0.measures?.method) }) {
                notes.append(texts[.furtherMethodsNote])
            }
        }
        return notes
    }

    private var countNotes: [String] {
        let collection = statistics.collection
        let counted: [(Int, ProgramText)] = [
            (collection.known, .sentTwice), (collection.conflicts, .conflicts),
            (collection.rejected, .invalid),
            (statistics.otherVersions, .otherVersion), (statistics.everybody?.stale ?? 0, .staleNote),
        ]
        return counted.filter { $0.0 > 0 }.map { count, text in
            texts(text, count: count, ["n": numbers.count(count)])
        }
    }

    // MARK: Words

    var languageColumn: Table.Column { .init(head: texts[.languageHead], alignment: .left, minimum: 8) }

    func column(_ head: ProgramText) -> Table.Column { .init(head: texts[head]) }

    func name(of cell: Cell) -> String {
        guard let locale = cell.locale else { return texts[.all] }
        return numbers.languageName(locale)
    }

    /// `promoter: How likely are you to recommend us …`, in as many lines as it takes.
    func title(_ name: String, _ question: TextID?, note: String? = nil) -> [String] {
        let title = name + (question.map { ": " + text($0) } ?? "") + (note.map { " (\($0))" } ?? "")
        return title.wrapped(to: width)
    }

    /// How many numbers a figure of everybody leaves out, since they are too large to sum; nothing for none.
    func beyondLines(_ count: Int) -> [String] {
        guard count > 0 else { return [] }
        let reason = texts(.excludedBeyond, count: count, ["n": numbers.count(count)])
        return indented(texts(.explainLeftOut, ["list": reason]))
    }

    /// Who gave no answer, and why, over everybody.
    func missingLines(_ missing: [Measures.MissingCount]) -> [String] {
        let counts = missingCounts(missing)
        return counts.isEmpty ? [] : indented(texts[.missingHead] + ": " + counts)
    }

    /// The kinds of missing answers that there are, with their counts.
    func missingCounts(_ missing: [Measures.MissingCount]) -> String {
        let words: [Missing: ProgramText] = [
            .dontKnow: .missingDontKnow, .refused: .missingRefused, .notApplicable: .missingNotApplicable,
            .skipped: .missingSkipped, .notAsked: .missingNotAsked,
        ]
        return missing.filter { $0.count > 0 }.map { count in
            (words[count.kind].map { texts[$0] } ?? count.kind.rawValue) + " " + numbers.count(count.count)
        }.joined(separator: ", ")
    }

    /// A text of the survey in the reader's language where the survey has it, else in its own.
    func text(_ id: TextID) -> String {
        var template = survey[id].source
        if let localization, localization.texts.indices.contains(id.position) {
            template = localization.texts[id.position].template
        }
        return Template(template).rendered { "{\($0)}" }
    }
}
