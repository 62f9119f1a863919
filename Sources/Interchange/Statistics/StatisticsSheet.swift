internal import Analyses
internal import AnalysisWords
internal import Codebook
public import Collector
internal import Statistics
internal import SurveyModel
internal import Tallies
internal import Translations

extension SpreadsheetWriter {
    /// Adds a sheet of statistics, and where there are any, one of analyses.
    ///
    /// *Statistics* has a row for each figure of a metric in each cell, each answer to a closed variable and each mean of a
    /// number; *Analyses* one for each measure of each analysis. Both are one table, so that they can be filtered and summarised.
    /// Numbers are unrounded; what is hidden or cannot be computed has a row that says so. Answers to personal variables that the
    /// layout leaves out are in neither. Call it before `finish`.
    public mutating func write(_ statistics: SurveyStatistics) throws(OutputFault) {
        try writeCodebook()
        level = statistics.options.level.value
        let sheet = try workbook.addSheet(sheetNames.name(kept: options.texts[.sheetStatistics]))
        try StatisticsSheet(statistics, layout, options, sheet).write()
        guard !statistics.analyses.isEmpty else { return }
        let analyses = try workbook.addSheet(sheetNames.name(kept: options.texts[.sheetAnalyses]))
        try AnalysesSheet(statistics, layout, options, analyses).write()
    }
}

/// The table of statistics.
private struct StatisticsSheet {
    let statistics: SurveyStatistics
    let codebook: Codebook
    /// The positions of the variables that are left out.
    let personal: Set<Int>
    let options: SpreadsheetWriter.Options
    let words: SheetWords
    let sheet: any Sheet
    let head: SheetHead
    private var row = 1

    private static let columns: [(name: ProgramText, width: Double)] = [
        (.sheetName, 20), (.sheetQuestion, 50), (.metric, 24), (.answerHead, 36), (.languageHead, 11),
        (.group, 20), (.base, 9), (.sheetCount, 9), (.sheetValue, 12), (.sheetIntervalLow, 14),
        (.sheetIntervalHigh, 14), (.sheetNote, 36),
    ]

    /// What the columns are, in their order.
    private enum Place: Int {
        case name, question, measure, answer, language, group, base, count, value, low, high, note
    }

    init(
        _ statistics: SurveyStatistics, _ layout: ColumnLayout, _ options: SpreadsheetWriter.Options,
        _ sheet: any Sheet
    ) {
        self.statistics = statistics
        codebook = layout.codebook
        personal = Set(layout.personal)
        self.options = options
        words = SheetWords(layout.codebook, options)
        self.sheet = sheet
        head = SheetHead(Self.columns, options.texts)
    }

    consuming func write() throws(OutputFault) {
        head.write(to: sheet)
        for figure in statistics.figures {
            write(figure)
            try sheet.checkpoint()
        }
        for distribution in statistics.distributions
        where !personal.contains(distribution.variable.position) {
            write(distribution)
            try sheet.checkpoint()
        }
        for summary in statistics.summaries {
            write(summary)
            try sheet.checkpoint()
        }
        sheet.arrange(head.arrangement(rows: row, fixedColumns: 1))
    }

    // MARK: Rows

    private mutating func write(_ figure: Figure) {
        let name = figure.function.sheetName(options.texts)
        let question = words.question(of: figure.metric) ?? ""
        let style = figure.function.style
        begin(figure.metric, question, name, figure.cell)
        switch figure.content {
        case .suppressed: text(hidden, .note, .missing)
        case .unsupported(let reason): text(reason, .note, .missing)
        case .measured(let measures):
            number(Double(measures.n), .base)
            if let count = measures.eventCount ?? measures.topBox?.count { number(Double(count), .count) }
            values(measures.value, measures.interval, style)
            note(beyond: measures.beyond)
        }
        row += 1
        // Where there is no value, the mean is missing for the same reason.
        guard let measures = figure.measures, let mean = measures.mean, case .success = mean,
            let interval = measures.meanInterval
        else { return }
        begin(figure.metric, question, options.texts[.mean], figure.cell)
        number(Double(measures.n), .base)
        values(mean, interval, .hundredths)
        row += 1
    }

    private mutating func write(_ distribution: AnswerDistribution) {
        let entry = codebook.variables[distribution.variable.position]
        let question = entry.label.text(in: options.locale)
        guard let content = distribution.content else {
            begin(entry.name, question, share, distribution.cell)
            text(hidden, .note, .missing)
            row += 1
            return
        }
        for (index, bin) in content.bins.enumerated() {
            let isRanked = content.places.indices.contains(index)
            begin(
                entry.name, question, isRanked ? options.texts[.meanPlace] : share, distribution.cell)
            text(words.label(of: bin.name, entry), .answer)
            number(Double(content.n), .base)
            number(Double(bin.count), .count)
            if isRanked {
                value(content.places[index].mean, .hundredths)
            } else if content.n > 0 {
                number(100 * Double(bin.count) / Double(content.n), .value, .tenths)
            }
            row += 1
        }
        for missing in content.missing where missing.count > 0 {
            begin(entry.name, question, options.texts[.missingHead], distribution.cell)
            text(label(of: missing.kind, entry), .answer, .missing)
            number(Double(missing.count), .count)
            row += 1
        }
    }

    private mutating func write(_ summary: NumberSummary) {
        let entry = codebook.variables[summary.variable.position]
        let question = entry.label.text(in: options.locale)
        begin(entry.name, question, options.texts[.mean], summary.cell)
        guard let content = summary.content else {
            text(hidden, .note, .missing)
            row += 1
            return
        }
        number(Double(content.n), .base)
        switch (summary.kind, content.mean) {
        // Elsewhere spreadsheets disagree on days, or have none.
        case (.date, .success(let day)) where !SerialDay.days.contains(Int(day.rounded(.down))):
            text(CalendarDay(number: Int(day.rounded(.down))).text, .value)
        case (.date, .success(let day)):
            sheet.write(day + SerialDay.epoch, at: row, Place.value.rawValue, .date)
        case (.time, .success(let minutes)):
            sheet.write(minutes / 1_440, at: row, Place.value.rawValue, .time)
        default: value(content.mean, .hundredths)
        }
        note(beyond: content.beyond)
        row += 1
        guard summary.kind == .number, case .success(let deviation) = content.deviation else { return }
        begin(entry.name, question, options.texts[.deviation], summary.cell)
        number(Double(content.n), .base)
        number(deviation, .value, .hundredths)
        note(beyond: content.beyond)
        row += 1
    }

    // MARK: Cells

    private func begin(_ name: String, _ question: String, _ measure: String, _ cell: Cell) {
        text(name, .name)
        text(question, .question)
        text(measure, .measure)
        text(words.language(of: cell), .language)
        text(words.group(of: cell), .group)
    }

    private func values(
        _ estimate: Estimate<Double>, _ interval: Estimate<Interval>, _ style: CellStyle
    ) {
        value(estimate, style)
        guard case .success(let interval) = interval else { return }
        number(interval.lower, .low, style)
        number(interval.upper, .high, style)
    }

    private func value(_ estimate: Estimate<Double>, _ style: CellStyle) {
        switch estimate {
        case .success(let value): number(value, .value, style)
        case .failure(let absence): text(absence.words(options.texts), .note, .missing)
        }
    }

    private func number(_ number: Double, _ place: Place, _ style: CellStyle = .plain) {
        sheet.write(number, at: row, place.rawValue, style)
    }

    private func text(_ text: String, _ place: Place, _ style: CellStyle = .plain) {
        sheet.write(text, at: row, place.rawValue, style)
    }

    private var hidden: String { words.hidden(statistics) }

    /// Says how many numbers the figure leaves out, where there are any.
    private func note(beyond count: Int) {
        guard count > 0 else { return }
        text(options.texts(.excludedBeyond, count: count, ["n": "\(count)"]), .note, .missing)
    }

    private var share: String { options.texts[.share] + " (%)" }

    private func label(of missing: Missing, _ entry: Codebook.Entry) -> String {
        options.text(entry.missing.first { $0.kind == missing }?.label, else: missing.rawValue)
    }
}

extension Metric.Function {
    /// What the function is called at the head of its figures, and that they are percentages.
    fileprivate func sheetName(_ texts: ProgramTexts) -> String {
        switch self {
        case .nps: texts[.promoterScore]
        case .csat(let top), .ces(let top): texts(.topBoxes, count: top) + " (%)"
        case .mean: texts[.mean]
        case .median: texts[.median]
        case .share: texts[.share] + " (%)"
        case .index: texts[.index]
        case .gap: texts[.gap]
        case .retention: texts[.retention] + " (%)"
        case .churn: texts[.churn] + " (%)"
        case .lifetime: texts[.lifetime]
        }
    }

    /// How many decimals of its figures are shown; cells hold all.
    fileprivate var style: CellStyle {
        switch self {
        case .nps, .csat, .ces, .share, .retention, .churn: .tenths
        case .mean, .median, .index, .gap, .lifetime: .hundredths
        }
    }
}
