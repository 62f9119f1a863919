internal import Analyses
internal import Codebook
public import Collector
internal import Statistics
internal import SurveyModel
internal import Tallies
internal import Translations

extension SpreadsheetWriter {
    /// Adds a sheet of statistics: one table, with a row for each figure of a metric in each cell, each answer to a closed
    /// variable and each mean of a number, so that it can be filtered and summarised. Numbers are unrounded; what is hidden
    /// or cannot be computed has a row that says so. Answers to personal variables that the layout leaves out are not counted
    /// here either. Call it before `finish`.
    public mutating func write(_ statistics: SurveyStatistics) throws(OutputFault) {
        try writeCodebook()
        let sheet = try workbook.addSheet(sheetNames.name(options.texts[.sheetStatistics]))
        try StatisticsSheet(statistics, layout, options, sheet).write()
        guard !statistics.analyses.isEmpty else { return }
        losses.add(
            Loss(
                .leftOut, of: options.texts[.sheetStatistics], count: statistics.analyses.count,
                "has metrics and answers, not the analyses; sondeo stats --format json or csv writes those"))
    }
}

/// The table of statistics.
private struct StatisticsSheet {
    let statistics: SurveyStatistics
    let codebook: Codebook
    /// The positions of the variables that are left out.
    let personal: Set<Int>
    let options: SpreadsheetWriter.Options
    let sheet: any Sheet
    private var row = 1

    private static let heads: [(ProgramText, width: Double)] = [
        (.sheetName, 24), (.sheetQuestion, 50), (.metric, 22), (.answerHead, 34), (.languageHead, 12),
        (.group, 26), (.base, 10), (.sheetCount, 10), (.sheetValue, 14), (.sheetLow, 14), (.sheetHigh, 14),
        (.sheetNote, 30),
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
        self.sheet = sheet
    }

    consuming func write() throws(OutputFault) {
        for (place, head) in Self.heads.enumerated() {
            sheet.write(options.texts[head.0], at: 0, place, .head)
        }
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
        sheet.arrange(
            SheetArrangement(widths: Self.heads.map(\.width), filteredRows: row, fixedColumns: 1))
    }

    // MARK: Rows

    private mutating func write(_ figure: Figure) {
        let name = figure.function.sheetName(options.texts)
        begin(figure.metric, "", name, figure.cell)
        switch figure.content {
        case .suppressed: text(hidden, .note, .missing)
        case .unsupported(let reason): text(reason, .note, .missing)
        case .measured(let measures):
            number(Double(measures.n), .base)
            if let count = measures.eventCount ?? measures.topBox?.count { number(Double(count), .count) }
            values(measures.value, measures.interval)
        }
        row += 1
        guard let measures = figure.measures, let mean = measures.mean, let interval = measures.meanInterval
        else { return }
        begin(figure.metric, "", options.texts[.mean], figure.cell)
        number(Double(measures.n), .base)
        values(mean, interval)
        row += 1
    }

    private mutating func write(_ distribution: AnswerDistribution) {
        let entry = codebook.variables[distribution.variable.position]
        let question = entry.label.text(in: options.locale)
        guard let content = distribution.content else {
            begin(entry.name, question, options.texts[.share], distribution.cell)
            text(hidden, .note, .missing)
            row += 1
            return
        }
        for (index, bin) in content.bins.enumerated() {
            let isRanked = content.places.indices.contains(index)
            begin(
                entry.name, question, options.texts[isRanked ? .meanPlace : .share], distribution.cell)
            text(label(of: bin.name, entry), .answer)
            number(Double(content.n), .base)
            number(Double(bin.count), .count)
            if isRanked {
                value(content.places[index].mean)
            } else if content.n > 0 {
                number(100 * Double(bin.count) / Double(content.n), .value)
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
        case (.date, .success(let day)):
            sheet.write(day + SerialDay.epoch, at: row, Place.value.rawValue, .date)
        case (.time, .success(let minutes)):
            sheet.write(minutes / 1_440, at: row, Place.value.rawValue, .time)
        default: value(content.mean)
        }
        row += 1
        guard summary.kind == .number, case .success(let deviation) = content.deviation else { return }
        begin(entry.name, question, options.texts[.deviation], summary.cell)
        number(Double(content.n), .base)
        number(deviation, .value)
        row += 1
    }

    // MARK: Cells

    private func begin(_ name: String, _ question: String, _ measure: String, _ cell: Cell) {
        text(name, .name)
        text(question, .question)
        text(measure, .measure)
        text(cell.locale ?? options.texts[.all], .language)
        text(cell.byText, .group)
    }

    private func values(_ estimate: Estimate<Double>, _ interval: Estimate<Interval>) {
        value(estimate)
        guard case .success(let interval) = interval else { return }
        number(interval.lower, .low)
        number(interval.upper, .high)
    }

    private func value(_ estimate: Estimate<Double>) {
        switch estimate {
        case .success(let value): number(value, .value)
        case .failure(let absence): text(absence.reason, .note, .missing)
        }
    }

    private func number(_ number: Double, _ place: Place) {
        sheet.write(number, at: row, place.rawValue, .plain)
    }

    private func text(_ text: String, _ place: Place, _ style: CellStyle = .plain) {
        sheet.write(text, at: row, place.rawValue, style)
    }

    private var hidden: String {
        options.texts(.sheetHidden, ["n": String(statistics.options.suppression.minimumBase)])
    }

    private func label(of bin: String, _ entry: Codebook.Entry) -> String {
        if case .yesno = entry.type { return options.texts[bin == "yes" ? .yes : .no] }
        return options.text(entry.categories.first { $0.name == bin }?.label, else: bin)
    }

    private func label(of missing: Missing, _ entry: Codebook.Entry) -> String {
        options.text(entry.missing.first { $0.kind == missing }?.label, else: missing.rawValue)
    }
}

extension Metric.Function {
    /// What the function is called at the head of its figures.
    fileprivate func sheetName(_ texts: ProgramTexts) -> String {
        switch self {
        case .nps: texts[.promoterScore]
        case .csat(let top), .ces(let top): texts(.topBoxes, count: top)
        case .mean: texts[.mean]
        case .median: texts[.median]
        case .share: texts[.share]
        case .index: texts[.index]
        case .gap: texts[.gap]
        case .retention: texts[.retention]
        case .churn: texts[.churn]
        case .lifetime: texts[.lifetime]
        }
    }
}
