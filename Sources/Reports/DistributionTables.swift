internal import Analyses
internal import Collector
internal import SurveyModel
internal import Terminal
internal import Translations

// The table of a question: a row for each answer, a column for each language, and a bar for everybody.

extension StatisticsReport {
    var distributionLines: [String] {
        // Grouped once: a search for each variable would take the square of a long survey.
        let cells = Dictionary(grouping: statistics.distributions, by: \.variable)
        let summaries = Dictionary(grouping: statistics.summaries, by: \.variable)
        return survey.variables.indices.flatMap { position -> [String] in
            let id = VariableID(position)
            if let cells = cells[id] {
                return cells.contains { $0.content?.places.isEmpty == false }
                    ? rankingLines(of: id, cells) : distributionLines(of: id, cells)
            }
            return summaries[id].map { summaryLines(of: id, $0, summaries) } ?? []
        }
    }

    private func distributionLines(of id: VariableID, _ cells: [AnswerDistribution]) -> [String] {
        guard let everybody = cells.last?.content, everybody.n > 0 else { return [] }
        let variable = survey[id]
        let labels = everybody.bins.map { label(of: $0.name, in: variable) }
        var table = Table(columns(for: cells.map(\.cell), labels))
        for (index, bin) in everybody.bins.enumerated() {
            let shares = cells.map { cell -> String in
                guard let content = cell.content else { return bars.hidden }
                guard content.n > 0, content.bins.indices.contains(index) else { return bars.absent }
                return numbers.share(100 * Double(content.bins[index].count) / Double(content.n), decimals: 0)
            }
            table.add([labels[index]] + shares) {
                bars.bar(100 * Double(bin.count) / Double(everybody.n), width: $0)
            }
        }
        table.add([texts[.base]] + cells.map { $0.content.map { numbers.count($0.n) } ?? bars.hidden })
        return [""] + title(variable.name, asked(by: variable)) + table.lines(width: width, cut: bars.cut)
            + missingLines(everybody.missing)
    }

    /// The languages by name where that leaves the answers room, else by tag.
    func columns(for cells: [Cell], _ labels: [String]) -> [Table.Column] {
        let names = cells.map { name(of: $0) }
        let wanted = min(labels.map(\.displayWidth).max() ?? 0, width / 3)
        let room = 2 + wanted + names.reduce(0) { $0 + 2 + max(5, $1.displayWidth) }
        let heads = room <= width ? names : cells.map { $0.locale ?? texts[.all] }
        let answers = Table.Column(head: texts[.answerHead], alignment: .left, minimum: 12)
        return [answers] + heads.map { Table.Column(head: $0) }
    }

    /// What was asked: the row of a grid, else the question.
    func asked(by variable: Variable) -> TextID? {
        guard let question = variable.question.map({ survey[$0] }) else { return nil }
        if case .row(_, let row) = variable.role, question.rows.indices.contains(row) {
            return question.rows[row].text
        }
        return question.text
    }

    /// What the respondent read beside an answer, in one line and not too long.
    func label(of bin: String, in variable: Variable) -> String {
        switch variable.domain {
        case .option(let list), .options(let list, _), .order(let list, _):
            guard let index = survey[list].index(of: bin) else { return bin }
            return shortened(text(survey[list].options[index].text))
        case .point(let scale):
            guard let point = Int(bin), let label = survey[scale].label(of: point) else { return bin }
            return shortened("\(bin) " + text(label))
        case .yesno, .truth:
            return texts[bin == "yes" || bin == "true" ? .yes : .no]
        case .number, .text, .date, .time: return bin
        }
    }

    func shortened(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: " ").truncated(
            to: max(16, width * 2 / 5), mark: bars.cut)
    }
}
