internal import Analyses
public import Codebook
public import Collector
internal import Statistics
public import SurveyModel
internal import Tallies
internal import Translations

extension SurveyStatistics {
    /// The statistics as JSON-stat 2.0: one collection, with a dataset for each table.
    ///
    /// Datasets are `responses` (locale × state), `metrics` (metric × locale × measure), one for each metric that is broken
    /// down (group × locale × measure), one for each closed variable (answer × locale × measure) and `numbers` (variable ×
    /// locale × measure). What is hidden or cannot be computed is null, and `status` says why. Labels are in a language of the
    /// codebook, an index of its locales; `updated` is when the newest response ended, where that is known.
    /// See `Documentation/Formats.md` and https://json-stat.org/full/.
    public func jsonStat(
        _ codebook: Codebook, locale: Int = 0, updated: Timestamp? = nil
    ) -> JSONValue {
        let writer = JSONStatDatasets(self, codebook, locale, updated)
        return .object([
            "version": .string("2.0"), "class": .string("collection"),
            "extension": writer.origin, "label": .string(codebook.title.text(in: locale)),
            "updated": writer.moment,
            "link": .object(["item": .array(writer.datasets)]),
        ])
    }

    /// Writes `jsonStat` over lines.
    public func writeJSONStat(
        _ codebook: Codebook, locale: Int = 0, updated: Timestamp? = nil, to sink: any ByteSink
    ) throws(OutputFault) {
        try sink.write(
            jsonStat(codebook, locale: locale, updated: updated).prettyText + "\n")
    }
}

/// Makes the datasets of a collection.
private struct JSONStatDatasets: JSONStatOrigin {
    let statistics: SurveyStatistics
    let codebook: Codebook
    let locale: Int
    let texts: ProgramTexts
    let updated: Timestamp?
    /// The cells of every table: the locales, and last everybody.
    let cells: [Cell]

    init(
        _ statistics: SurveyStatistics, _ codebook: Codebook, _ locale: Int, _ updated: Timestamp?
    ) {
        self.statistics = statistics
        self.codebook = codebook
        self.locale = locale
        texts = codebook.programTexts[locale]
        self.updated = updated
        cells = statistics.responses.map(\.cell)
    }

    var source: String {
        texts(
            .surveyVersion,
            [
                "name": statistics.survey,
                "version": statistics.versions.map(String.init).joined(separator: ", "),
            ])
    }

    var moment: JSONValue? { updated.map { .string($0.text) } }

    /// What the figures are of, for readers that know us.
    var origin: JSONValue {
        .object([
            "format": .string("sondeo-statistics"), "survey": .string(statistics.survey),
            "versions": .array(statistics.versions.map { .number($0) }),
            "responses": .number(statistics.everybody?.total ?? 0),
            "level": .real(statistics.options.level.value),
            "minimum": .number(statistics.options.suppression.minimumBase),
            "selection": statistics.selection.json,
        ])
    }

    var datasets: [JSONValue] {
        var datasets = [responses]
        if let metrics { datasets.append(metrics) }
        datasets += statistics.figures.map(\.metric).unique.compactMap(groups)
        datasets += statistics.distributions.map(\.variable).unique.map(distribution)
        if let numbers { datasets.append(numbers) }
        return datasets
    }

    // MARK: Tables

    private var responses: JSONValue {
        let columns = Disposition.allCases.map(\.rawValue) + ["stale", "synthetic"]
        let names: [ProgramText?] = [
            .complete, .partial, .screenedOut, .refusals, .abandoned, .stale, nil,
        ]
        let cells = statistics.responses.flatMap { figure in
            (Disposition.allCases.map { figure.counts[$0] } + [figure.counts.stale, figure.counts.synthetic])
                .map { JSONStatCell.number(.number($0)) }
        }
        return JSONStatTable(
            label: texts[.responses],
            dimensions: [
                locales,
                JSONStatDimension(
                    "state", texts[.responses],
                    zip(columns, names).map { ($0, $1.map { texts[$0] } ?? $0) }),
            ], role: nil, cells: cells
        ).json(self)
    }

    /// The figures of everybody in each locale.
    private var metrics: JSONValue? {
        let whole = statistics.figures.filter { $0.cell.byText.isEmpty }
        let names = whole.map(\.metric).unique
        guard !names.isEmpty else { return nil }
        let rows = Dictionary(grouping: whole, by: \.metric)
        return JSONStatTable(
            label: texts[.metric],
            dimensions: [
                JSONStatDimension("metric", texts[.metric], names.map { ($0, $0) }), locales, figureMeasures,
            ], role: "measure",
            cells: names.flatMap { name in
                cells.flatMap { cell in self.cells(of: rows[name]?.first { $0.cell.locale == cell.locale }) }
            }
        ).json(self)
    }

    /// The figures of a metric in the groups that it is broken down by; nil where it is not.
    private func groups(of metric: String) -> JSONValue? {
        let figures = statistics.figures.filter { $0.metric == metric && !$0.cell.byText.isEmpty }
        let groups = figures.map(\.cell.byText).unique
        guard !groups.isEmpty else { return nil }
        let rows = Dictionary(grouping: figures) { $0.cell.byText }
        return JSONStatTable(
            label: "\(metric), \(texts[.group])",
            dimensions: [
                JSONStatDimension("group", texts[.group], groups.map { ($0, $0) }), locales, figureMeasures,
            ], role: "measure",
            cells: groups.flatMap { group in
                cells.flatMap { cell in self.cells(of: rows[group]?.first { $0.cell.locale == cell.locale }) }
            }
        ).json(self)
    }

    private func distribution(of variable: VariableID) -> JSONValue {
        let entry = codebook.variables[variable.position]
        let found = statistics.distributions.filter { $0.variable == variable }
        let bins = found.lazy.compactMap(\.content?.bins).first?.map(\.name) ?? names(of: entry)
        let isRanking = found.contains { $0.content?.places.isEmpty == false }
        let kinds = [Missing.skipped, .dontKnow, .refused, .notApplicable, .notAsked]
        // Points and options have no point before them, so that no kind of missing is one.
        let answers =
            bins.map { ($0, label(of: $0, entry)) } + kinds.map { (".\($0.rawValue)", label(of: $0, entry)) }
        let measures =
            isRanking
            ? [
                ("count", texts[.ranked]), ("n", texts[.base]), ("first", texts[.firstPlace]),
                ("mean", texts[.meanPlace]),
            ]
            : [("count", texts[.sheetCount]), ("n", texts[.base]), ("share", texts[.share])]
        var values: [JSONStatCell] = []
        for index in answers.indices {
            for cell in cells {
                let content = found.first { $0.cell.locale == cell.locale }?.content
                values += self.values(at: index, of: content, isRanking, measures.count)
            }
        }
        return JSONStatTable(
            label: entry.label.text(in: locale),
            dimensions: [
                JSONStatDimension("answer", entry.name, answers), locales,
                JSONStatDimension("measure", texts[.sheetValue], measures),
            ], role: "measure", cells: values, variable: entry.name
        ).json(self)
    }

    /// The answers to a variable of which every cell is hidden.
    private func names(of entry: Codebook.Entry) -> [String] {
        if case .yesno = entry.type { return ["no", "yes"] }
        return entry.categories.map(\.name)
    }

    /// What is measured of one answer in one cell.
    private func values(
        at index: Int, of content: AnswerDistribution.Content?, _ isRanking: Bool, _ count: Int
    ) -> [JSONStatCell] {
        guard let content else { return [JSONStatCell](repeating: .none(hidden), count: count) }
        guard content.bins.indices.contains(index) else {
            let missing = JSONStatCell.number(.number(content.missing[index - content.bins.count].count))
            return [missing] + [JSONStatCell](repeating: .none("no answer"), count: count - 1)
        }
        let bin = content.bins[index]
        let head: [JSONStatCell] = [.number(.number(bin.count)), .number(.number(content.n))]
        if isRanking {
            guard content.places.indices.contains(index) else {
                return head + [.none("no answers"), .none("no answers")]
            }
            let place = content.places[index]
            return head + [.number(.number(place.first)), JSONStatCell(place.mean)]
        }
        return head + [
            content.n > 0 ? .number(.real(100 * Double(bin.count) / Double(content.n))) : .none("no answers")
        ]
    }

    /// Numbers, days and times.
    private var numbers: JSONValue? {
        let names = statistics.summaries.map(\.variable).unique
        guard !names.isEmpty else { return nil }
        var values: [JSONStatCell] = []
        for name in names {
            for cell in cells {
                let content = statistics.summaries.first {
                    $0.variable == name && $0.cell.locale == cell.locale
                }?.content
                values +=
                    content.map {
                        [
                            .number(.number($0.n)), JSONStatCell($0.mean, leavingOut: $0.beyond),
                            JSONStatCell($0.deviation, leavingOut: $0.beyond),
                        ]
                    }
                    ?? [JSONStatCell](repeating: .none(hidden), count: 3)
            }
        }
        return JSONStatTable(
            label: texts[.mean],
            dimensions: [
                JSONStatDimension(
                    "variable", texts[.sheetName],
                    names.map {
                        (
                            codebook.variables[$0.position].name,
                            codebook.variables[$0.position].label.text(in: locale)
                        )
                    }),
                locales,
                JSONStatDimension(
                    "measure", texts[.sheetValue],
                    [("n", texts[.base]), ("mean", texts[.mean]), ("deviation", texts[.deviation])]),
            ], role: "measure", cells: values,
            note: "means of days are days since 1970-01-01, those of times minutes since midnight"
        ).json(self)
    }

    // MARK: What tables share

    private var locales: JSONStatDimension {
        JSONStatDimension(
            "locale", texts[.languageHead],
            cells.map { cell in cell.locale.map { ($0, $0) } ?? (JSONStatDimension.total, texts[.all]) })
    }

    private var figureMeasures: JSONStatDimension {
        JSONStatDimension(
            "measure", texts[.sheetValue],
            [
                ("value", texts[.sheetValue]), ("low", texts[.sheetIntervalLow]),
                ("high", texts[.sheetIntervalHigh]),
                ("n", texts[.base]),
            ])
    }

    private func cells(of figure: Figure?) -> [JSONStatCell] {
        guard let figure else { return [JSONStatCell](repeating: .none("not computed"), count: 4) }
        switch figure.content {
        case .suppressed: return [JSONStatCell](repeating: .none(hidden), count: 4)
        case .unsupported(let reason): return [JSONStatCell](repeating: .none(reason), count: 4)
        case .measured(let measures):
            return [
                JSONStatCell(measures.value, leavingOut: measures.beyond),
                JSONStatCell(measures.interval.map(\.lower)),
                JSONStatCell(measures.interval.map(\.upper)), .number(.number(measures.n)),
            ]
        }
    }

    private var hidden: String { "suppressed: fewer than \(statistics.options.suppression.minimumBase)" }

    private func label(of bin: String, _ entry: Codebook.Entry) -> String {
        if case .yesno = entry.type { return texts[bin == "yes" ? .yes : .no] }
        return entry.categories.first { $0.name == bin }?.label?.text(in: locale) ?? bin
    }

    private func label(of missing: Missing, _ entry: Codebook.Entry) -> String {
        if let kind = entry.missing.first(where: { $0.kind == missing }) {
            return kind.label.text(in: locale)
        }
        switch missing {
        case .dontKnow: return texts[.missingDontKnow]
        case .refused: return texts[.missingRefused]
        case .notApplicable: return texts[.missingNotApplicable]
        case .skipped: return texts[.missingSkipped]
        case .notAsked: return texts[.missingNotAsked]
        }
    }
}

extension Array where Element: Hashable {
    /// Its elements, each once, in the order in which they come.
    fileprivate var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
