internal import Codebook
internal import SurveyModel
internal import Tallies
internal import Translations

/// The first sheet, which says what the file is.
struct AboutSheet {
    /// When the newest response ended, in seconds since 1970; 0 where there is none.
    var newestEnd: Int { Int((last?.milliseconds ?? 0) / 1_000) }

    private let sheet: any Sheet
    private var states: [Disposition: Int] = [:]
    private var versions: Set<Int> = []
    private var first: Timestamp?
    private var last: Timestamp?

    init(_ sheet: any Sheet) { self.sheet = sheet }

    /// Takes note of a response.
    mutating func count(_ head: ResponseRow.Head) {
        states[head.state, default: 0] += 1
        versions.insert(head.version)
        first = min(first ?? head.started, head.started)
        last = max(last ?? head.ended, head.ended)
    }

    /// Writes the sheet: what something is called on the left, what it is on the right.
    func write(
        _ layout: ColumnLayout, _ options: SpreadsheetWriter.Options, _ fileNotes: FileNotes,
        answers: ResponseTable, rosters: [ResponseTable], level: Double?
    ) {
        let texts = options.texts
        let codebook = layout.codebook
        sheet.arrange(SheetArrangement(widths: Self.widths))
        sheet.write(codebook.title.text(in: options.locale), at: 0, 0, .title)
        var row = 2
        func begin(_ name: String, _ value: String = "") {
            sheet.makeRoom(for: Array(zip([name, value], Self.widths)), at: row)
            sheet.write(name, at: row, 0, .wrapped)
        }
        func line(_ name: String, _ value: String) {
            begin(name, value)
            sheet.write(value, at: row, 1, .wrapped)
            row += 1
        }
        func number(_ name: String, _ value: Double, _ style: CellStyle = .count) {
            begin(name)
            sheet.write(value, at: row, 1, style)
            row += 1
        }
        line(texts[.sheetSurvey], codebook.survey.name)
        let answered = versions.isEmpty ? [codebook.survey.version] : versions.sorted()
        line(texts[.sheetVersion], answered.map(String.init).joined(separator: ", "))
        number(texts[.responses], Double(answers.count))
        for (state, text) in Self.stateTexts where states[state, default: 0] > 0 {
            number(texts[text], Double(states[state, default: 0]))
        }
        if let first { number(texts[.sheetFirst], SerialDay.moment(first.milliseconds), .leftMoment) }
        if let last { number(texts[.sheetLast], SerialDay.moment(last.milliseconds), .leftMoment) }
        line(texts[.sheetLabels], codebook.locales[min(options.locale, codebook.locales.count - 1)])
        if let level { number(texts[.sheetLevel], level, .level) }
        if let filter = options.filter { line(texts[.sheetFilter], filter) }
        if !layout.personal.isEmpty {
            line(
                texts[.sheetPersonalOut],
                layout.personal.map { codebook.variables[$0].name }.joined(separator: ", "))
        }
        row += 1
        var notes = [texts[.sheetCells]]
        if options.values == .codes { notes.append(texts[.sheetCodes]) }
        let isRanking = layout.columns.contains { $0.kind == .place }
        if isRanking { notes.insert(texts[.sheetUnranked], at: 1) }
        let sentences = fileNotes.sentences(codebook, in: options.locale)
        notes =
            fileNotes.synthetic > 0 ? sentences.prefix(1) + notes + sentences.dropFirst() : notes + sentences
        for table in [answers] + rosters {
            notes += zip(table.names, table.names.dropFirst()).map {
                texts(.sheetContinues, ["name": $0, "next": $1])
            }
        }
        if answers.count == 0 { notes.append(texts[.noResponses]) }
        for note in notes {
            sheet.makeRoom(for: [(note, Self.widths[1])], at: row)
            sheet.write(note, at: row, 1, .wrapped)
            row += 1
        }
    }

    private static let widths = [34.0, 80]

    private static let stateTexts: [(Disposition, ProgramText)] = [
        (.complete, .complete), (.partial, .partial), (.screened, .screenedOut), (.refused, .refusals),
        (.abandoned, .abandoned),
    ]
}
