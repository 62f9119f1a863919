internal import Codebook
internal import FoundationEssentials
public import SurveyModel
public import Tallies

/// Responses as CSV: RFC 4180, UTF-8, lines that end with CR LF, a header.
///
/// - What belongs to the response stands first, in columns like `response:locale`; no variable has a colon.
/// - A variable has a column of its name. Points and numbers are numbers, options their names, yes and no
///   `true` and `false`.
/// - A set of options has a column for each option, `failings:empathy`, with 1 or 0.
/// - A ranking has a column for each option, `reasons:price`, with its place, 1 being the first choice; an option that
///   was not ranked is empty, and 0 where none was.
/// - Dates are `2026-11-21` and times `09:30`. `allocate` and grids have a column for each option or row.
/// - *Not asked* is an empty cell. The other kinds of missing are `.dont_know`, `.refused`, `.not_applicable`
///   and `.skipped`. A text that begins with a point is written with another one before it, so that it is
///   none of them.
/// - Where rosters have tables of their own, each goes to its sink: the response's id, the instance of each roster by its name,
///   and the variables without their instances, with a row for each instance in which anything was asked.
///
/// What is the same in every row is prepared once, and nothing is allocated for a response.
public struct CSVWriter: AnswerWriter {
    /// How a file is written.
    public struct Options: Hashable, Sendable {
        /// Whether personal variables are written; a layout knows that already.
        public var includesPersonal: Bool
        /// Whether a text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@`, a tab or a line break) gets an
        /// apostrophe before it, and one that begins with an apostrophe another; likewise behind each semicolon, tab and line
        /// break in it, where a spreadsheet may begin another cell.
        public var isSpreadsheetSafe: Bool
        /// Whether the file begins with a byte order mark, which some spreadsheets need to see UTF-8.
        public var hasByteOrderMark: Bool
        /// Whether a text has one line: a space stands for every line break. SPSS and PSPP read files line by line.
        public var isOneLine: Bool

        /// Makes options: for machines, without personal variables, unless told otherwise.
        public init(
            includesPersonal: Bool = false, isSpreadsheetSafe: Bool = false, hasByteOrderMark: Bool = false,
            isOneLine: Bool = false
        ) {
            self.includesPersonal = includesPersonal
            self.isSpreadsheetSafe = isSpreadsheetSafe
            self.hasByteOrderMark = hasByteOrderMark
            self.isOneLine = isOneLine
        }
    }

    /// What the format could not carry.
    public private(set) var losses: LossReport
    /// The columns that are written.
    public let layout: ColumnLayout
    private var main: CSVTable
    private var rosters: [CSVRosterTable]
    private let own: ResponseRow

    /// Prepares a writer of all variables that responses to a survey hold, rosters as wide columns, and writes the header.
    public init(_ survey: Survey, options: Options = Options(), to sink: any ByteSink) throws(OutputFault) {
        try self.init(
            ColumnLayout(Codebook(survey), includesPersonal: options.includesPersonal), options: options,
            to: sink)
    }

    /// Prepares a writer of a layout's columns and writes the headers: of the responses to `sink`, of each table in
    /// `layout.rosters` to the sink at its place in `tables`.
    public init(
        _ layout: ColumnLayout, options: Options = Options(), to sink: any ByteSink,
        tables: [any ByteSink] = []
    ) throws(OutputFault) {
        precondition(tables.count == layout.rosters.count, "each table of a roster has a sink")
        self.layout = layout
        losses = LossReport(format: "csv", survey: layout.codebook.survey.name)
        let plan = TallyPlan(layout.codebook.survey)
        own = ResponseRow(plan)
        main = CSVTable(
            plan, layout.columns.map { ($0.name, $0.source) }, options, BufferedBytes(sink))
        rosters = zip(layout.rosters, tables).map { table, sink in
            CSVRosterTable(table, plan, options, BufferedBytes(sink))
        }
    }

    /// The most bytes that a text had so far, for each column of the layout; 0 for columns that are no text.
    public var longestTexts: [Int] { main.longest }

    /// The same for each table of a roster and its columns.
    public var longestRosterTexts: [[Int]] { rosters.map(\.longest) }

    /// The kinds of missing that answers to an earlier version of the survey had and that the variable no longer allows, by
    /// its position.
    public var formerMissing: [Int: [Missing]] {
        var former: [Int: [Missing]] = [:]
        let tables = [main.missingKinds] + rosters.map(\.missingKinds)
        for entry in layout.codebook.variables {
            let seen = tables.reduce(0) { $0 | $1[entry.position] }
            let kinds = Coding.missingKinds.enumerated().filter { index, kind in
                seen & 1 << UInt8(index) != 0 && !entry.missing.contains { $0.kind == kind }
            }
            if !kinds.isEmpty { former[entry.position] = kinds.map(\.element) }
        }
        return former
    }

    /// Writes one response.
    public mutating func write(_ response: Response) throws(OutputFault) {
        own.fill(response)
        try write(own)
    }

    /// Writes the response that a row is of. All rows are of the survey that the writer was made for.
    public mutating func write(_ row: ResponseRow) throws(OutputFault) {
        try main.write(row)
        for index in rosters.indices { try rosters[index].write(row) }
    }

    /// Hands over what is left.
    public mutating func finish() throws(OutputFault) {
        try main.finish()
        for index in rosters.indices { try rosters[index].finish() }
        var texts = main.brokenLines
        for table in rosters { texts.merge(table.brokenLines, uniquingKeysWith: +) }
        for (position, count) in texts.sorted(by: { $0.key < $1.key }) {
            losses.add(
                Loss(
                    .replaced, of: layout.codebook.variables[position].name, count: count,
                    "has a space for each line break: SPSS reads a file line by line"))
        }
    }
}
