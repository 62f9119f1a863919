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
    private var synthetic = 0
    private var first: Timestamp?
    private var last: Timestamp?

    init(_ sheet: any Sheet) { self.sheet = sheet }

    /// Takes note of a response.
    mutating func count(_ head: ResponseRow.Head) {
        states[head.state, default: 0] += 1
        versions.insert(head.version)
        if head.channel == "simulated" { synthetic += 1 }
        first = min(first ?? head.started, head.started)
        last = max(last ?? head.ended, head.ended)
    }

    /// Writes the sheet: what something is called on the left, what it is on the right.
    func write(
        _ layout: ColumnLayout, _ options: SpreadsheetWriter.Options, answers: ResponseTable,
        rosters: [ResponseTable]
    ) {
        let texts = options.texts
        let codebook = layout.codebook
        sheet.arrange(SheetArrangement(widths: [26, 70]))
        sheet.write(codebook.title.text(in: options.locale), at: 0, 0, .title)
        var row = 2
        func line(_ name: String, _ value: String) {
            sheet.write(name, at: row, 0, .wrapped)
            sheet.write(value, at: row, 1, .wrapped)
            row += 1
        }
        func number(_ name: String, _ value: Double, _ style: CellStyle = .plain) {
            sheet.write(name, at: row, 0, .wrapped)
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
        if let first { moment(first, texts[.sheetFirst], &row) }
        if let last { moment(last, texts[.sheetLast], &row) }
        line(texts[.sheetLabels], codebook.locales[min(options.locale, codebook.locales.count - 1)])
        if let filter = options.filter { line(texts[.sheetFilter], filter) }
        if !layout.personal.isEmpty {
            line(
                texts[.sheetPersonalOut],
                layout.personal.map { codebook.variables[$0].name }.joined(separator: ", "))
        }
        row += 1
        var notes = [texts[.sheetCells]]
        if options.values == .codes { notes.append(texts[.sheetCodes]) }
        if synthetic > 0 {
            notes.insert(
                synthetic == answers.count
                    ? texts[.synthetic] : texts(.syntheticSome, count: synthetic), at: 0)
        }
        for table in [answers] + rosters {
            notes += zip(table.names, table.names.dropFirst()).map {
                texts(.sheetContinues, ["name": $0, "next": $1])
            }
        }
        if answers.count == 0 { notes.append(texts[.noResponses]) }
        for note in notes {
            sheet.write(note, at: row, 1, .wrapped)
            row += 1
        }
    }

    private func moment(_ moment: Timestamp, _ name: String, _ row: inout Int) {
        sheet.write(name, at: row, 0, .wrapped)
        sheet.write(SerialDay.moment(moment.milliseconds), at: row, 1, .moment)
        row += 1
    }

    private static let stateTexts: [(Disposition, ProgramText)] = [
        (.complete, .complete), (.partial, .partial), (.screened, .screenedOut), (.refused, .refusals),
        (.abandoned, .abandoned),
    ]
}
