internal import Analyses
internal import AnalysisWords
internal import Codebook
internal import Collector
internal import Statistics
internal import Translations

/// The table of analyses: of each in each cell a row with its base, who is not in it, what it was computed with and what a
/// reader must know, then one for each measure, in the order in which `stats` shows them.
struct AnalysesSheet {
    private let statistics: SurveyStatistics
    /// The names of variables and questions that are left out.
    private let personal: Set<String>
    private let words: SheetWords
    private let texts: ProgramTexts
    private let sheet: any Sheet
    private let head: SheetHead
    private var row = 1

    private static let columns: [(name: ProgramText, width: Double)] = [
        (.sheetAnalysis, 30), (.sheetName, 20), (.sheetQuestion, 44), (.languageHead, 11), (.group, 20),
        (.aboutRow, 44), (.aboutColumn, 24), (.metric, 30), (.base, 9), (.sheetValue, 12),
        (.sheetIntervalLow, 14), (.sheetIntervalHigh, 14), (.aboutMethod, 26), (.sheetNote, 60),
    ]

    /// What the columns are, in their order.
    private enum Place: Int {
        case analysis, name, question, language, group, row, column, measure, base, value, low, high, method
        case note
    }

    init(
        _ statistics: SurveyStatistics, _ layout: ColumnLayout, _ options: SpreadsheetWriter.Options,
        _ sheet: any Sheet
    ) {
        self.statistics = statistics
        personal = Set(
            layout.personal.flatMap { position in
                let entry = layout.codebook.variables[position]
                return [entry.name] + [entry.questionName].compactMap(\.self)
            })
        words = SheetWords(layout.codebook, options)
        texts = options.texts
        self.sheet = sheet
        head = SheetHead(Self.columns, options.texts)
    }

    consuming func write() throws(OutputFault) {
        head.write(to: sheet)
        for analysis in statistics.analyses where !personal.contains(analysis.subject) {
            write(analysis)
            try sheet.checkpoint()
        }
        sheet.arrange(head.arrangement(rows: row, fixedColumns: 2))
    }

    // MARK: Rows

    private mutating func write(_ analysis: Analysis) {
        switch analysis.content {
        case .suppressed:
            begin(analysis)
            text(words.hidden(statistics), .note, .missing)
            row += 1
        case .unavailable(let absence):
            begin(analysis)
            text(absence.words(texts), .note, .missing)
            row += 1
        case .table(let table): write(table, of: analysis)
        }
    }

    private mutating func write(_ table: Analysis.Table, of analysis: Analysis) {
        begin(analysis)
        text(texts[.base], .measure)
        number(Double(table.n), .base)
        text(remarks(on: table), .note)
        row += 1
        for measure in table.summary { write(measure, of: analysis, n: table.n) }
        for part in table.rows where !part.keys.contains(where: { personal.contains($0.value) }) {
            write(part, of: analysis, table)
        }
    }

    private mutating func write(_ part: Analysis.Row, of analysis: Analysis, _ table: Analysis.Table) {
        let about = about(part, analysis)
        guard !part.isSuppressed else {
            begin(analysis, about)
            text(words.hidden(statistics), .note, .missing)
            row += 1
            return
        }
        let marks = part.marks.map { mark in NamedWords.marks[mark].map { texts[$0] } ?? mark }
            .joined(separator: ", ")
        guard !part.measures.isEmpty else {
            begin(analysis, about)
            text(texts[.base], .measure)
            number(Double(part.n ?? table.n), .base)
            text(marks, .note)
            row += 1
            return
        }
        for measure in part.measures {
            write(measure, of: analysis, about, n: part.n ?? table.n, marks)
        }
    }

    private mutating func write(
        _ measure: Measure, of analysis: Analysis, _ about: (row: String, column: String) = ("", ""), n: Int,
        _ marks: String = ""
    ) {
        begin(analysis, about)
        let unit = measure.name.unit
        text(texts[measure.name.text] + (unit == .percent ? " (%)" : ""), .measure)
        number(Double(n), .base)
        var note = marks
        switch measure.value.finite {
        case .success(let value): number(value, .value, CellStyle(unit))
        case .failure(let absence): note = absence.words(texts)
        }
        switch measure.interval?.finite {
        case .success(let interval):
            number(interval.lower, .low, CellStyle(unit))
            number(interval.upper, .high, CellStyle(unit))
            if let method = measure.method {
                text(NamedWords.methods[method].map { texts[$0] } ?? method, .method)
            }
        case .failure(let absence) where measure.value.reason == nil:
            note = texts(.absenceOf, ["name": texts[.sheetInterval], "reason": absence.words(texts)])
        case .failure, nil: break
        }
        // What is not there stands before signs, of which each row of a part has the same.
        text(note, .note, note == marks ? .plain : .missing)
        row += 1
    }

    // MARK: Words

    /// What a row is about: the row and the column of a table, else the first key and the others.
    private func about(_ part: Analysis.Row, _ analysis: Analysis) -> (row: String, column: String) {
        func words(_ keys: some Sequence<Analysis.Key>) -> [String] {
            keys.map { self.words.rows($0, in: part.keys, of: analysis) }
        }
        guard part.keys.contains(where: { $0.name == "column" }) else {
            let separator = analysis.kind == .chain ? " → " : SheetWords.separator
            return (
                words(part.keys.prefix(1)).joined(), words(part.keys.dropFirst()).joined(separator: separator)
            )
        }
        return (
            words(part.keys.filter { $0.name == "row" }).joined(),
            words(part.keys.filter { $0.name != "row" }).reversed().joined(separator: " ")
        )
    }

    /// Who is not in the base, with what it was computed, and what a reader must know.
    private func remarks(on table: Analysis.Table) -> String {
        let excluded = table.excluded.filter { $0.count > 0 }.map { texts($0.reason.text, count: $0.count) }
        let settings = table.settings.map { setting in
            texts(.measureIs, ["name": words.name(of: setting), "value": words.value(of: setting)])
        }
        var sentences: [String] = []
        if !excluded.isEmpty {
            sentences.append(texts(.explainLeftOut, ["list": excluded.joined(separator: ", ")]))
        }
        if !settings.isEmpty {
            sentences.append(texts(.settingsHead, ["list": settings.joined(separator: "; ")]) + ".")
        }
        sentences += table.caveats.map { texts[$0.text] }
        return sentences.joined(separator: " ")
    }

    // MARK: Cells

    private func begin(_ analysis: Analysis, _ about: (row: String, column: String) = ("", "")) {
        text(texts[analysis.kind.heading], .analysis)
        text(analysis.subject, .name)
        text(words.question(of: analysis.subject) ?? "", .question)
        text(words.language(of: analysis.cell), .language)
        text(words.group(of: analysis.cell), .group)
        text(about.row, .row)
        text(about.column, .column)
    }

    private func number(_ number: Double, _ place: Place, _ style: CellStyle = .plain) {
        sheet.write(number, at: row, place.rawValue, style)
    }

    private func text(_ text: String, _ place: Place, _ style: CellStyle = .plain) {
        sheet.write(text, at: row, place.rawValue, style)
    }
}

extension CellStyle {
    /// How numbers of a unit are shown; cells hold all their digits.
    init(_ unit: Measure.Unit) {
        self =
            switch unit {
            case .score, .percent: .tenths
            case .units: .hundredths
            case .count: .plain
            case .probability: .probability
            case .ratio: .thousandths
            }
    }
}
