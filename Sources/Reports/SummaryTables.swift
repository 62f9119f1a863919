internal import Analyses
internal import Collector
internal import Statistics
internal import SurveyModel
internal import Terminal
internal import Translations

// The tables of rankings and of numbers, which have no bar for each answer.

extension StatisticsReport {
    /// Of everybody: for each option how many ranked it, how many put it first, and its mean place, the best first.
    func rankingLines(of id: VariableID, _ cells: [AnswerDistribution]) -> [String] {
        guard let everybody = cells.last?.content, everybody.n > 0 else { return [] }
        let variable = survey[id]
        var table = Table([
            .init(head: texts[.answerHead], alignment: .left, minimum: 12), column(.ranked),
            column(.firstPlace), column(.meanPlace),
        ])
        let rows = zip(everybody.bins, everybody.places).sorted { left, right in
            place(left.1) < place(right.1)
        }
        for (bin, place) in rows {
            table.add([
                label(of: bin.name, in: variable), numbers.count(bin.count), numbers.count(place.first),
                estimate(place.mean) { numbers.number($0, decimals: 2) },
            ]) { bars.bar(100 * Double(place.first) / Double(everybody.n), width: $0) }
        }
        table.add([texts[.base], numbers.count(everybody.n), "", ""])
        return [""] + title(variable.name, asked(by: variable)) + table.lines(width: width, cut: bars.cut)
            + missingLines(everybody.missing)
    }

    private func place(_ place: AnswerDistribution.Place) -> Double {
        if case .success(let mean) = place.mean { mean } else { .infinity }
    }

    /// The mean of a number, a date or a time in each language; the amounts of one question stand in one table.
    func summaryLines(
        of id: VariableID, _ cells: [NumberSummary], _ all: [VariableID: [NumberSummary]]
    ) -> [String] {
        let variable = survey[id]
        guard let everybody = cells.last?.content, everybody.n + everybody.beyond > 0 else { return [] }
        if case .amount(let question, _) = variable.role {
            return survey[question].variables.first == id ? amountLines(of: question, all) : []
        }
        return [""] + title(variable.name, asked(by: variable))
            + fitting(cells) { cells in
                var table = Table(columns(for: cells.map(\.cell), [texts[.deviation]]))
                table.add([texts[.mean]] + cells.map { value($0) { $0.mean } })
                table.add(
                    [texts[.deviation]]
                        + cells.map { cell in
                            guard let content = cell.content else { return bars.hidden }
                            return estimate(content.deviation) { numbers.number($0) }
                        })
                table.add(
                    [texts[.base]] + cells.map { $0.content.map { numbers.count($0.n) } ?? bars.hidden })
                return table
            } + beyondLines(everybody.beyond) + missingLines(everybody.missing)
    }

    /// The lines of a table over all cells, or of everybody alone where those would be wider than the window: dates and
    /// large numbers cannot be cut.
    private func fitting(_ cells: [NumberSummary], _ table: ([NumberSummary]) -> Table) -> [String] {
        let lines = table(cells).lines(width: width, cut: bars.cut)
        guard lines.contains(where: { $0.displayWidth > width }) else { return lines }
        return table(cells.suffix(1)).lines(width: width, cut: bars.cut)
    }

    private func amountLines(of question: QuestionID, _ all: [VariableID: [NumberSummary]]) -> [String] {
        let asked = survey[question]
        let parts = asked.variables.compactMap { variable in all[variable].map { (variable, $0) } }
        guard let first = parts.first?.1, let list = asked.list,
            case .allocate(_, let total) = asked.kind
        else { return [] }
        let labels = parts.map { variable, _ -> String in
            guard case .amount(_, let option) = survey[variable].role,
                survey[list].options.indices.contains(option)
            else { return survey[variable].name }
            return shortened(text(survey[list].options[option].text))
        }
        var table = Table(columns(for: first.map(\.cell), labels))
        for (label, part) in zip(labels, parts) {
            table.add([label] + part.1.map { value($0) { $0.mean } }) { width in
                guard case .success(let mean)? = part.1.last?.content?.mean, total > 0 else { return "" }
                return bars.bar(100 * mean / Double(total), width: width)
            }
        }
        table.add([texts[.base]] + first.map { $0.content.map { numbers.count($0.n) } ?? bars.hidden })
        return [""] + title(asked.name, asked.text) + table.lines(width: width, cut: bars.cut)
            + missingLines(first.last?.content?.missing ?? [])
    }

    private func value(
        _ summary: NumberSummary, _ estimate: (NumberSummary.Content) -> Estimate<Double>
    ) -> String {
        guard let content = summary.content else { return bars.hidden }
        return self.estimate(estimate(content)) { value in
            switch summary.kind {
            case .number: numbers.number(value)
            case .date: numbers.day(value)
            case .time: numbers.time(value)
            }
        }
    }
}
