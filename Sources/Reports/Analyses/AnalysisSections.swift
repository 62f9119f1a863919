internal import Analyses
internal import AnalysisWords
internal import Collector
internal import Statistics
internal import SurveyModel
internal import Terminal
internal import Translations

// A section for each kind of analysis and what it is about: a title, who is in the base and who is not, numbers of the whole,
// a table, a drawing, and what a reader must know.

extension StatisticsReport {
    var analysisLines: [String] {
        var order: [Section] = []
        var cells: [Section: [Analysis]] = [:]
        for analysis in statistics.analyses {
            let section = Section(kind: analysis.kind, subject: analysis.subject)
            if cells[section] == nil { order.append(section) }
            cells[section, default: []].append(analysis)
        }
        return order.flatMap { [""] + lines(of: $0, cells[$0] ?? []) }
    }

    private struct Section: Hashable {
        let kind: Analysis.Kind
        let subject: String
    }

    private func lines(of section: Section, _ analyses: [Analysis]) -> [String] {
        let title = analyses.first.map(sectionTitle) ?? []
        let hasRows = analyses.contains { $0.table?.rows.isEmpty == false }
        let body =
            hasRows ? analyses.flatMap(linesOfCell) : overview(of: analyses) + analyses.flatMap(absences)
        return title + body + closing(analyses)
    }

    /// What was done, on what, and what was asked.
    func sectionTitle(of analysis: Analysis) -> [String] {
        let heading = texts[analysis.kind.heading]
        guard !analysis.subject.isEmpty else { return heading.wrapped(to: width) }
        return title(heading + separator + analysis.subject, question(of: analysis.subject))
    }

    /// What was asked, of a metric, a variable or a question.
    func question(of subject: String) -> TextID? {
        if let metric = metrics[subject] {
            return metric.strands.first?.items.first.flatMap { survey[$0.variable].question }.map {
                survey[$0].text
            }
        }
        if let variable = variables[subject] { return asked(by: survey[variable]) }
        return questions[subject]
    }

    // MARK: One cell

    private func linesOfCell(_ analysis: Analysis) -> [String] {
        guard let whole = analysis.table else { return indented(missing(analysis)) }
        var lines = indented(heading(of: analysis, whole))
        let (lifted, table) = constantsLifted(whole, of: analysis)
        let summary = (table.summary + lifted).map { inWords($0, of: analysis) }
        if !summary.isEmpty { lines += indented(summary.joined(separator: "; ")) }
        if analysis.kind == .crossTable, let crossed = crossTable(table, of: analysis) {
            lines += crossed
        } else {
            lines += tableLines(of: table, analysis)
        }
        // The drawing has the limits that the table needs no column for.
        return lines + drawing(of: whole, analysis) + absences(analysis)
    }

    /// The limits of a process that are the same in all periods, which need no column of the table, and the table without them.
    private func constantsLifted(
        _ table: Analysis.Table, of analysis: Analysis
    ) -> (lifted: [Measure], rest: Analysis.Table) {
        let rows = table.rows.filter { !$0.isSuppressed }
        guard analysis.kind == .control, rows.count > 1 else { return ([], table) }
        let names: [Measure.Name] = [.lowerLimit, .center, .upperLimit]
        let constant = names.filter { name in
            let found = Set(rows.map { $0.measures.first { $0.name == name } })
            return found.count == 1 && found.first != .some(nil)
        }
        var rest = table
        for index in rest.rows.indices { rest.rows[index].measures.removeAll { constant.contains($0.name) } }
        let lifted = constant.filter { name in !table.summary.contains { $0.name == name } }
        return (lifted.compactMap { name in rows[0].measures.first { $0.name == name } }, rest)
    }

    /// The cell, its base, and who is left out of it.
    private func heading(of analysis: Analysis, _ table: Analysis.Table) -> String {
        let telling = table.settings.filter { Self.tellingSettings.contains($0.name) }.map(inWords)
        let details =
            [texts(.analysisBase, count: table.n, ["n": numbers.count(table.n)])] + telling + leftOut(table)
        return texts(
            .analysisOfCell,
            ["cell": cellName(analysis.cell), "details": details.joined(separator: "; ")])
    }

    /// The settings that tell analyses of one kind and subject apart, and stand above their tables.
    private static let tellingSettings: Set<String> = ["columns", "by", "chart"]

    private func leftOut(_ table: Analysis.Table) -> [String] {
        let list = exclusions(table)
        return list.isEmpty ? [] : [texts(.analysisLeftOut, ["list": list])]
    }

    /// Who is left out of a base, for each reason of somebody.
    func exclusions(_ table: Analysis.Table) -> String {
        table.excluded.filter { $0.count > 0 }.map {
            texts($0.reason.text, count: $0.count, ["n": numbers.count($0.count)])
        }.joined(separator: ", ")
    }

    /// Why a cell has no table.
    func missing(_ analysis: Analysis) -> String {
        let details =
            if case .unavailable(let absence) = analysis.content {
                texts(.analysisAbsent, ["reason": absence.words(texts, count: numbers.count)])
            } else {
                texts[.analysisHidden]
            }
        return texts(.analysisOfCell, ["cell": cellName(analysis.cell), "details": details])
    }

    // MARK: Cells beside each other

    /// A row for each cell, where no cell has rows of its own.
    private func overview(of analyses: [Analysis]) -> [String] {
        let tables = analyses.compactMap { analysis in analysis.table.map { (analysis, $0) } }
        guard !tables.isEmpty else { return analyses.flatMap { indented(missing($0)) } }
        let rows = analyses.map { analysis in
            AnalysisGrid.Row(
                keys: [cellName(analysis.cell)], fullKeys: [cellName(analysis.cell)], n: analysis.table?.n,
                measures: analysis.table?.summary ?? [],
                marks: [], isHidden: analysis.content == .suppressed)
        }
        let head =
            analyses.contains { $0.cell.isGroup } ? texts[.group] : texts[.languageHead]
        let grid = AnalysisGrid(keys: [head], rows: rows, analysis: tables[0].0, isBarred: false)
        let notes = analyses.compactMap { analysis -> String? in
            if case .unavailable = analysis.content { return missing(analysis) }
            guard let table = analysis.table, let list = leftOut(table).first else { return nil }
            return texts(.analysisOfCell, ["cell": cellName(analysis.cell), "details": list])
        }
        return lines(of: grid) + notes.flatMap(indented)
    }

    // MARK: Below

    /// Why numbers of a cell are not there.
    private func absences(_ analysis: Analysis) -> [String] {
        guard let table = analysis.table else { return [] }
        var reasons: [String] = []
        for measure in table.summary + table.rows.filter({ !$0.isSuppressed }).flatMap(\.measures) {
            let absence: Absence? =
                if case .failure(let absence) = measure.value {
                    absence
                } else if case .failure(let absence)? = measure.interval {
                    absence
                } else {
                    nil
                }
            guard let absence else { continue }
            let reason = texts(
                .absenceOf,
                [
                    "name": bars.absent + " " + texts[measure.name.text],
                    "reason": absence.words(texts, count: numbers.count),
                ])
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons.flatMap(indented)
    }

    /// With what it was computed and what a reader must know, once for all cells.
    ///
    /// `isWhole` has the settings too that stand above tables.
    func closing(_ analyses: [Analysis], isWhole: Bool = false) -> [String] {
        var sentences: [String] = []
        func add(_ sentence: String) { if !sentences.contains(sentence) { sentences.append(sentence) } }
        for table in analyses.compactMap(\.table) {
            // The level stands above the intervals, the rows in the title.
            let settings = table.settings.filter {
                isWhole || !["level", "rows"].contains($0.name) && !Self.tellingSettings.contains($0.name)
            }.map(inWords)
            if !settings.isEmpty { add(texts(.settingsHead, ["list": settings.joined(separator: "; ")])) }
        }
        let caveats = analyses.flatMap { $0.table?.caveats ?? [] }
        for caveat in Analysis.Caveat.allCases where caveats.contains(caveat) { add(texts[caveat.text]) }
        return sentences.flatMap(indented)
    }

    func indented(_ text: String) -> [String] { text.wrapped(to: width - 2).map { "  " + $0 } }
}
