internal import Codebook
internal import SurveyModel
internal import Translations

/// The sheet that says what the columns are: a row for each variable, and below it one for each value that has a label and
/// each kind of missing.
struct CodebookSheet {
    private let layout: ColumnLayout
    private let options: SpreadsheetWriter.Options
    private let answers: String
    private let rosters: [String]

    init(
        _ layout: ColumnLayout, _ options: SpreadsheetWriter.Options, answers: String, rosters: [String]
    ) {
        self.layout = layout
        self.options = options
        self.answers = answers
        self.rosters = rosters
    }

    private static let heads: [(ProgramText, width: Double)] = [
        (.sheetSheet, 14), (.sheetName, 28), (.sheetQuestion, 60), (.sheetBase, 44), (.sheetType, 24),
        (.sheetLow, 12), (.sheetHigh, 12), (.sheetUnit, 12), (.sheetCode, 8), (.sheetLabel, 40),
        (.missingHead, 16),
    ]

    /// Writes the whole sheet.
    func write(to sheet: any Sheet) throws(OutputFault) {
        for (place, head) in Self.heads.enumerated() {
            sheet.write(options.texts[head.0], at: 0, place, .head)
        }
        var row = 1
        writeParts(to: sheet, &row)
        var last: Int?
        for column in layout.columns {
            guard let position = column.variable, position != last else { continue }
            last = position
            let entry = layout.codebook.variables[position]
            write(entry, in: answers, to: sheet, &row)
            try sheet.checkpoint()
        }
        for (table, name) in zip(layout.rosters, rosters) { try write(table, named: name, to: sheet, &row) }
        sheet.arrange(
            SheetArrangement(widths: Self.heads.map(\.width), filteredRows: row, fixedColumns: 2))
    }

    /// The columns of the response.
    private func writeParts(to sheet: any Sheet, _ row: inout Int) {
        let codebook = layout.codebook
        let parts = codebook.responseColumns.filter { part in
            layout.columns.contains { $0.name == part.name && $0.variable == nil }
        }
        for part in parts {
            sheet.write(answers, at: row, 0)
            sheet.write(part.name, at: row, 1)
            sheet.write(part.label.text(in: options.locale), at: row, 2)
            row += 1
            for value in part.values {
                sheet.write(answers, at: row, 0)
                sheet.write(part.name, at: row, 1)
                // Yes and no are numbers or words, as those of questions are.
                switch value.name {
                case "true": sheet.write(1, at: row, 8, .plain)
                case "false": sheet.write(0, at: row, 8, .plain)
                default: sheet.write(value.name, at: row, 8)
                }
                sheet.write(value.label.text(in: options.locale), at: row, 9)
                row += 1
            }
        }
    }

    /// The variables of a roster's table, each once.
    private func write(
        _ table: ColumnLayout.RosterTable, named name: String, to sheet: any Sheet, _ row: inout Int
    ) throws(OutputFault) {
        var last: Int?
        for column in table.columns {
            switch column {
            case .instance(let roster, let instances):
                sheet.write(name, at: row, 0)
                sheet.write(roster, at: row, 1)
                sheet.write(
                    layout.codebook.label(ofInstancesOf: roster).text(in: options.locale), at: row, 2)
                sheet.write(options.texts[.codebookTypeOption], at: row, 4)
                row += 1
                for instance in instances {
                    sheet.write(name, at: row, 0)
                    sheet.write(roster, at: row, 1)
                    sheet.write(Double(instance.code), at: row, 8, .plain)
                    sheet.write(options.text(instance.label, else: instance.name), at: row, 9)
                    row += 1
                }
            case .stem(let column):
                guard let position = column.variable, position != last else { continue }
                last = position
                write(layout.codebook.entry(ofStem: position), in: name, to: sheet, &row)
            }
            try sheet.checkpoint()
        }
    }

    private func write(
        _ entry: Codebook.Entry, in table: String, to sheet: any Sheet, _ row: inout Int
    ) {
        let locale = options.locale
        let name = entry.name
        sheet.write(table, at: row, 0)
        sheet.write(name, at: row, 1)
        sheet.write(entry.label.text(in: locale), at: row, 2)
        sheet.write(base(of: entry), at: row, 3)
        sheet.write(layout.codebook.words(forTypeOf: entry, in: locale), at: row, 4)
        bound(entry.low, at: row, 5, sheet)
        bound(entry.high, at: row, 6, sheet)
        sheet.write(entry.unit?.text(in: locale) ?? "", at: row, 7)
        row += 1
        func begin(_ name: String) {
            sheet.write(table, at: row, 0)
            sheet.write(name, at: row, 1)
        }
        let isSpread: Bool
        switch entry.type {
        case .set, .ranking: isSpread = true
        default: isSpread = false
        }
        for category in entry.categories where isSpread || category.label != nil {
            begin(isSpread ? "\(name):\(category.name)" : name)
            // What stands in the column of an option of a set or a ranking is no code of it.
            if !isSpread { sheet.write(Double(category.code), at: row, 8, .plain) }
            sheet.write(options.text(category.label, else: category.name), at: row, 9)
            row += 1
        }
        let words: [(Double, ProgramText)] =
            switch entry.type {
            case .yesno: [(1, .yes), (0, .no)]
            case .set: [(1, .codebookChosen), (0, .codebookNotChosen)]
            default: []
            }
        if !words.isEmpty {
            for (code, text) in words {
                begin(name)
                sheet.write(code, at: row, 8, .plain)
                sheet.write(options.texts[text], at: row, 9)
                row += 1
            }
        }
        for kind in entry.missing where kind.kind != .notAsked {
            begin(name)
            sheet.write(options.text(kind.label, else: kind.kind.rawValue), at: row, 9, .missing)
            sheet.write(kind.kind.rawValue, at: row, 10)
            row += 1
        }
    }

    private func base(of entry: Codebook.Entry) -> String {
        guard entry.question != nil else { return "" }
        return entry.base.words?.text(in: options.locale) ?? entry.base.condition
            ?? options.texts[.baseEverybody]
    }

    /// A bound as a number where it is one.
    private func bound(_ text: String?, at row: Int, _ place: Int, _ sheet: any Sheet) {
        guard let text else { return }
        if let number = Double(text) {
            sheet.write(number, at: row, place, .plain)
        } else {
            sheet.write(text, at: row, place)
        }
    }
}
