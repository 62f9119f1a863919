internal import Codebook
internal import SurveyModel
internal import Translations

/// The sheet that says what the columns are: a row for each variable, and below it one for each value that has a label and
/// each kind of missing. Long texts are broken over lines.
struct CodebookSheet {
    private let layout: ColumnLayout
    private let options: SpreadsheetWriter.Options
    private let answers: String
    private let rosters: [String]
    private let sheet: any Sheet
    private let head: SheetHead
    private var row = 1

    init(
        _ layout: ColumnLayout, _ options: SpreadsheetWriter.Options, answers: String, rosters: [String],
        _ sheet: any Sheet
    ) {
        self.layout = layout
        self.options = options
        self.answers = answers
        self.rosters = rosters
        self.sheet = sheet
        head = SheetHead(Self.columns, options.texts)
    }

    private static let columns: [(name: ProgramText, width: Double)] = [
        (.sheetSheet, 14), (.sheetName, 28), (.sheetQuestion, 60), (.sheetBase, 44), (.sheetType, 28),
        (.sheetLow, 10), (.sheetHigh, 10), (.sheetUnit, 12), (.sheetCode, 11), (.sheetLabel, 40),
        (.missingHead, 16),
    ]

    /// What the columns are, in their order.
    private enum Place: Int {
        case sheet, name, question, base, type, low, high, unit, code, label, missing
    }

    /// What stands in a cell.
    private enum Content {
        case text(String)
        case number(Double)
        /// What a kind of missing is called.
        case missing(String)
    }

    /// Writes the whole sheet.
    consuming func write() throws(OutputFault) {
        head.write(to: sheet)
        writeParts()
        var last: Int?
        for column in layout.columns {
            guard let position = column.variable, position != last else { continue }
            last = position
            write(layout.codebook.variables[position], in: answers)
            try sheet.checkpoint()
        }
        for (table, name) in zip(layout.rosters, rosters) { try write(table, named: name) }
        sheet.arrange(head.arrangement(rows: row, fixedColumns: 2))
    }

    // MARK: Rows

    /// The columns of the response.
    private mutating func writeParts() {
        let parts = layout.codebook.responseColumns.filter { part in
            layout.columns.contains { $0.name == part.name && $0.variable == nil }
        }
        for part in parts {
            put(answers, part.name, [(.question, .text(part.label.text(in: options.locale)))])
            for value in part.values {
                // Yes and no are numbers or words, as those of questions are.
                let code: Content =
                    switch value.name {
                    case "true": .number(1)
                    case "false": .number(0)
                    default: .text(value.name)
                    }
                put(
                    answers, part.name,
                    [(.code, code), (.label, .text(value.label.text(in: options.locale)))])
            }
        }
    }

    /// The variables of a roster's table, each once.
    private mutating func write(
        _ table: ColumnLayout.RosterTable, named name: String
    ) throws(OutputFault) {
        var last: Int?
        for column in table.columns {
            switch column {
            case .instance(let roster, let instances):
                let label = layout.codebook.label(ofInstancesOf: roster).text(in: options.locale)
                put(
                    name, roster,
                    [(.question, .text(label)), (.type, .text(options.texts[.codebookTypeOption]))])
                for instance in instances {
                    let label = options.text(instance.label, else: instance.name)
                    put(name, roster, [(.code, .number(Double(instance.code))), (.label, .text(label))])
                }
            case .stem(let column):
                guard let position = column.variable, position != last else { continue }
                last = position
                write(layout.codebook.entry(ofStem: position), in: name)
            }
            try sheet.checkpoint()
        }
    }

    private mutating func write(_ entry: Codebook.Entry, in table: String) {
        let locale = options.locale
        let name = entry.name
        put(
            table, name,
            [
                (.question, .text(entry.label.text(in: locale))), (.base, .text(base(of: entry))),
                (.type, .text(layout.codebook.words(forTypeOf: entry, in: locale))),
                (.low, bound(entry.low)), (.high, bound(entry.high)),
                (.unit, .text(entry.unit?.text(in: locale) ?? "")),
            ])
        let isSpread: Bool
        switch entry.type {
        case .set, .ranking: isSpread = true
        default: isSpread = false
        }
        for category in entry.categories where isSpread || category.label != nil {
            let label = Content.text(options.text(category.label, else: category.name))
            if isSpread {
                // What stands in the column of an option of a set or a ranking is no code of it.
                put(table, "\(name):\(category.name)", [(.label, label)])
            } else {
                put(table, name, [(.code, .number(Double(category.code))), (.label, label)])
            }
        }
        let words: [(Double, ProgramText)] =
            switch entry.type {
            case .yesno: [(1, .yes), (0, .no)]
            case .set: [(1, .codebookChosen), (0, .codebookNotChosen)]
            default: []
            }
        for (code, text) in words {
            put(table, name, [(.code, .number(code)), (.label, .text(options.texts[text]))])
        }
        for kind in entry.missing where kind.kind != .notAsked {
            let label = options.text(kind.label, else: kind.kind.rawValue)
            put(table, name, [(.label, .missing(label)), (.missing, .text(kind.kind.rawValue))])
        }
    }

    private func base(of entry: Codebook.Entry) -> String {
        guard entry.question != nil else { return "" }
        return entry.base.words?.text(in: options.locale) ?? entry.base.condition
            ?? options.texts[.baseEverybody]
    }

    /// A bound as a number where it is one.
    private func bound(_ text: String?) -> Content {
        guard let text else { return .text("") }
        return Double(text).map(Content.number) ?? .text(text)
    }

    // MARK: Cells

    /// Writes a row about a column of a sheet.
    private mutating func put(_ table: String, _ name: String, _ others: [(Place, Content)]) {
        let cells = [(.sheet, .text(table)), (.name, .text(name))] + others
        sheet.makeRoom(
            for: cells.compactMap { place, content in
                guard case .text(let text) = content else { return nil }
                return (text, head.widths[place.rawValue])
            }, at: row)
        for (place, content) in cells {
            // Beside texts of several lines, everything stands at the top.
            switch content {
            case .text(let text): sheet.write(text, at: row, place.rawValue, .wrapped)
            case .number(let number): sheet.write(number, at: row, place.rawValue, .wrapped)
            case .missing(let text): sheet.write(text, at: row, place.rawValue, .missing)
            }
        }
        row += 1
    }
}
