internal import Codebook
internal import SurveyModel
public import Tallies
public import Translations

/// Responses as an Excel workbook: sheets of answers, one for each roster that is a table of its own, a codebook, and in front
/// of them one that says what the file is.
///
/// Numbers, days, times and moments (UTC) are what they are in spreadsheets; options are their labels or their codes; why
/// there is no answer stands in grey italics, and what was not asked is empty. A text is never a formula. A sheet that is full
/// goes on in a further one.
///
/// ```swift
/// try OutputFile.write(to: "answers.xlsx") { file in
///     var writer = try SpreadsheetWriter(layout, options: options, to: file, beside: "answers.xlsx")
///     try rows.forEach { try writer.write($0) }
///     try writer.write(statistics)
///     try writer.finish()
/// }
/// ```
///
/// Memory does not grow with the responses. What is on its way lies in files without a name beside the output, some hundred
/// bytes a cell.
public struct SpreadsheetWriter: ResponseWriter {
    /// What options are written as.
    public enum Values: String, Hashable, Sendable, CaseIterable {
        /// Their labels; yes and no are words.
        case labels
        /// Their codes; yes is 1 and no 0.
        case codes
    }

    /// How a workbook is written.
    public struct Options: Sendable {
        /// The language of the labels, an index of `Codebook.locales`.
        public var locale: Int
        /// The program's own texts, in that language.
        public var texts: ProgramTexts
        /// What options are written as.
        public var values: Values
        /// Which responses were asked for, in words; nil for all.
        public var filter: String?

        /// Makes options: labels in the language of the survey's source texts, of all responses.
        public init(
            locale: Int = 0, texts: ProgramTexts = ProgramTexts(), values: Values = .labels,
            filter: String? = nil
        ) {
            self.locale = locale
            self.texts = texts
            self.values = values
            self.filter = filter
        }
    }

    /// What the format could not carry.
    public internal(set) var losses: LossReport
    /// What is to be said of the whole file beside what responses say themselves: what is missing of earlier versions.
    public var notes = FileNotes()

    let layout: ColumnLayout
    let options: Options
    let workbook: any Workbook
    var sheetNames = SheetNames()
    /// The level of the intervals; nil where there are no statistics.
    var level: Double?
    private var hasCodebook = false
    private var about: AboutSheet
    private var answers: ResponseTable
    private var rosters: [ResponseTable] = []
    private let head: ResponseCells
    /// The labels or codes of instances for each roster's table, column and code.
    private let instances: [[[Int: CellText]]]
    private let buffer = CellBuffer()
    /// What one worksheet has room for.
    package static let limits = (rows: 1_048_576, columns: 16_384)

    /// Opens a workbook. `output` is where the sink's bytes go in the end, `-` for standard output: what is on its way lies
    /// beside it. Throws `OutputFault`, `columns` where a sheet has too few.
    public init(
        _ layout: ColumnLayout, options: Options = Options(), to sink: any ByteSink, beside output: String
    ) throws(OutputFault) {
        try Self.check(layout)
        try self.init(layout, options: options, in: XLSXWorkbook(to: sink, beside: output))
    }

    /// Fills a workbook, whose sheets hold so many rows.
    package init(
        _ layout: ColumnLayout, options: Options, in workbook: any Workbook, rowLimit: Int = Self.limits.rows
    ) throws(OutputFault) {
        try Self.check(layout)
        losses = LossReport(format: "xlsx", survey: layout.codebook.survey.name)
        self.layout = layout
        self.options = options
        self.workbook = workbook
        about = AboutSheet(try workbook.addSheet(sheetNames.name(options.texts[.sheetAbout])))
        answers = try ResponseTable(
            options.texts[.sheetAnswers], layout.columns.map { TableColumn($0, layout, options) },
            fixedColumns: 1, rowLimit: rowLimit, in: workbook, &sheetNames)
        head = ResponseCells(layout, options)
        // A roster may be called like one of them, and programs look for these by their names.
        for text in [ProgramText.sheetCodebook, .sheetStatistics, .sheetAnalyses] {
            sheetNames.keep(options.texts[text])
        }
        var instances: [[[Int: CellText]]] = []
        for table in layout.rosters {
            rosters.append(
                try ResponseTable(
                    table.name, Self.columns(of: table, layout, options),
                    fixedColumns: 1 + table.passes[0].codes.count, rowLimit: rowLimit, in: workbook,
                    &sheetNames))
            instances.append(
                table.columns.compactMap { column in
                    guard case .instance(_, let instances) = column else { return nil }
                    return options.values == .codes ? [:] : Self.labels(of: instances, options)
                })
        }
        self.instances = instances
    }

    private static func check(_ layout: ColumnLayout) throws(OutputFault) {
        let widest = ([layout.columns.count] + layout.rosters.map { $0.columns.count + 1 }).max() ?? 0
        guard widest <= limits.columns else {
            throw OutputFault(reason: .columns(widest, limit: limits.columns))
        }
    }

    private static func columns(
        of table: ColumnLayout.RosterTable, _ layout: ColumnLayout, _ options: Options
    ) -> [TableColumn] {
        let id = Column(name: "response:id", source: .response(.id), kind: .text)
        return [TableColumn(id, layout, options)]
            + table.columns.map { column in
                switch column {
                case .stem(let stem): TableColumn(stem, layout, options, isStem: true)
                case .instance(let name, _):
                    TableColumn(
                        Column(name: name, source: .response(.version), kind: .number(decimals: 0)), layout,
                        options)
                }
            }
    }

    /// The labels of instances by their code; numbers that are their own label stay numbers.
    private static func labels(
        of instances: [Codebook.RosterInstance], _ options: Options
    ) -> [Int: CellText] {
        var labels: [Int: CellText] = [:]
        for instance in instances {
            let label = options.text(instance.label, else: instance.name)
            if label != String(instance.code) { labels[instance.code] = CellText(label) }
        }
        return labels
    }

    // MARK: Responses

    /// Writes a row, and one for each pass of a roster's table in which anything was asked.
    public mutating func write(_ row: ResponseRow) throws(OutputFault) {
        about.count(row.head)
        notes.count(row.head)
        head.take(row)
        try answers.begin(in: workbook, &sheetNames)
        for (place, column) in layout.columns.enumerated() {
            switch column.source {
            case .response(let part): head.write(part, of: row, place, in: answers, buffer, &losses)
            case .place(let position, _):
                let value = row.value(of: column.source)
                // An option without a place is empty, unless nothing was ranked at all.
                if value == .whole(0), !isEmptyRanking(row, position) { continue }
                answers.write(value, place, buffer, &losses)
            default: answers.write(row.value(of: column.source), place, buffer, &losses)
            }
        }
        try answers.next()
        for index in rosters.indices {
            for pass in layout.rosters[index].passes where isAsked(row, pass) {
                try write(pass, of: row, in: index)
            }
        }
    }

    private mutating func write(
        _ pass: ColumnLayout.Pass, of row: ResponseRow, in index: Int
    ) throws(OutputFault) {
        try rosters[index].begin(in: workbook, &sheetNames)
        rosters[index].write(head.id, 0)
        for (level, code) in pass.codes.enumerated() {
            if let label = instances[index][level][code] {
                rosters[index].write(label, level + 1)
            } else {
                rosters[index].write(Double(code), level + 1)
            }
        }
        for (place, source) in pass.sources.enumerated() {
            guard let source else { continue }
            let value = row.value(of: source)
            if case .place(let position, _) = source, value == .whole(0), !isEmptyRanking(row, position) {
                continue
            }
            rosters[index].write(value, 1 + pass.codes.count + place, buffer, &losses)
        }
        try rosters[index].next()
    }

    private func isAsked(_ row: ResponseRow, _ pass: ColumnLayout.Pass) -> Bool {
        pass.sources.contains { source in
            switch source {
            case .variable(let position)?, .option(let position, _)?, .place(let position, _)?:
                row.missing(of: position) != .notAsked
            case .response?, nil: false
            }
        }
    }

    private func isEmptyRanking(_ row: ResponseRow, _ position: Int) -> Bool {
        let options = layout.codebook.variables[position].categories.indices
        return options.allSatisfy { row.value(of: .place(position, $0)) == .whole(0) }
    }

    // MARK: The end

    /// Adds the sheet of the codebook, which stands before that of statistics.
    mutating func writeCodebook() throws(OutputFault) {
        guard !hasCodebook else { return }
        hasCodebook = true
        let sheet = try workbook.addSheet(sheetNames.name(kept: options.texts[.sheetCodebook]))
        try CodebookSheet(
            layout, options, answers: answers.names[0], rosters: rosters.map { $0.names[0] }, sheet
        ).write()
    }

    /// Writes the codebook and what the file is, and hands over the workbook.
    public mutating func finish() throws(OutputFault) {
        answers.end()
        for index in rosters.indices { rosters[index].end() }
        for table in [answers] + rosters { if let loss = table.loss { losses.add(loss) } }
        for (table, roster) in zip(rosters, layout.rosters) where table.names[0] != roster.name {
            losses.add(
                Loss(
                    .renamed, of: roster.name, as: table.names[0],
                    "is a sheet of another name: sheets have names of 31 characters at most, and each its own"
                ))
        }
        try writeCodebook()
        about.write(layout, options, notes, answers: answers, rosters: rosters, level: level)
        try workbook.finish(
            WorkbookProperties(
                title: layout.codebook.title.text(in: options.locale), created: about.newestEnd))
    }
}
