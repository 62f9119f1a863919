internal import Analyses
internal import Collector
internal import Statistics
internal import SurveyModel
internal import Terminal
internal import Translations

// The table of a metric: a row for each language, with the base, the figure, its interval and a bar.

extension StatisticsReport {
    func lines(for metric: Metric) -> [String] {
        let figures = figures[metric.name] ?? []
        let overall = figures.filter { !$0.cell.isGroup }
        let question = metric.strands.first?.items.first.flatMap { survey[$0.variable].question }.map {
            survey[$0].text
        }
        let condition = metric.strands.first?.condition.map {
            texts(.onlyWhere, ["condition": $0.text(in: survey)])
        }
        var lines = title(metric.name, question, note: condition)
        if case .unsupported(let why)? = figures.first?.content {
            return lines + why.wrapped(to: width - 2).map { "  " + $0 }
        }
        if metric.function == .nps { lines += classLegend }
        lines += tableLines(of: overall, metric, languageColumn) { name(of: $0.cell) }
        if let everybody = overall.last?.measures { lines += notes(on: everybody) }
        let groups = figures.filter { $0.cell.isGroup && $0.cell.locale == nil }
        guard !groups.isEmpty else { return lines }
        let column = Table.Column(head: texts[.group], alignment: .left, minimum: 8)
        return lines + [""] + tableLines(of: groups, metric, column) { groupName(of: $0.cell) }
    }

    private func tableLines(
        of figures: [Figure], _ metric: Metric, _ first: Table.Column, name: (Figure) -> String
    ) -> [String] {
        var table = Table([first] + columns(for: metric))
        for figure in figures { add(figure, name(figure), of: metric, to: &table) }
        return table.lines(width: width, cut: bars.cut)
    }

    /// What a figure is made of, and who gave no answer.
    private func notes(on measures: Measures) -> [String] {
        var lines = beyondLines(measures.beyond) + missingLines(measures.missing)
        if let scale = measures.scale { lines = scaleLines(scale) + lines }
        if let parts = measures.composition {
            let words = [
                texts(.items, count: parts.items),
                texts(.baseOf, count: parts.complete, ["n": numbers.count(parts.complete)]),
            ]
            lines = words.joined(separator: "; ").wrapped(to: width - 2).map { "  " + $0 } + lines
        }
        if let parts = measures.lifetime {
            let words = texts(
                .lifetimeParts,
                [
                    "margin": numbers.number(parts.margin, decimals: 2),
                    "retention": numbers.share(parts.retention),
                    "discount": numbers.share(100 * parts.discount),
                ])
            lines = words.wrapped(to: width - 2).map { "  " + $0 } + lines
        }
        return lines
    }

    /// What makes a group, in the words that the respondent read.
    func groupName(of cell: Cell) -> String {
        var words: [String] = []
        if let instance = cell.instance { words.append(label(of: instance)) }
        for part in cell.by {
            let variable = survey.variable(named: part.variable).map { survey[$0] }
            words.append(variable.map { label(of: part.value, in: $0) } ?? part.value)
        }
        return words.joined(separator: separator)
    }

    private func label(of instance: Metric.Strand.Instance) -> String {
        for roster in survey.rosters where roster.name == instance.roster {
            guard case .options(let list, _) = roster.source,
                let index = survey[list].index(of: instance.name)
            else { continue }
            return shortened(text(survey[list].options[index].text))
        }
        return instance.name
    }

    /// What the three parts of a promoter score's bar are; the heads of its columns repeat the signs.
    private var classLegend: [String] {
        let classes = zip([ProgramText.detractors, .passives, .promoters], classRanges)
        let parts = zip(bars.classSigns, classes).map { sign, entry in
            "\(sign) \(texts[entry.0]) (\(entry.1))"
        }
        let line = parts.joined(separator: "   ")
        return line.displayWidth <= width - 2 ? ["  " + line] : parts.map { "  " + $0 }
    }

    private var classRanges: [String] { bars == .blocks ? ["0–6", "7–8", "9–10"] : ["0-6", "7-8", "9-10"] }

    private func columns(for metric: Metric) -> [Table.Column] {
        let interval = Table.Column(
            head: texts(.interval, ["level": numbers.level(statistics.options.level.value)]), alignment: .left
        )
        switch metric.function {
        case .nps:
            return [column(.base), column(.promoterScore), interval]
                + zip(bars.classSigns, classRanges).map {
                    Table.Column(head: "\($0)\u{A0}\($1)", isOptional: true)
                }
        case .csat(let top), .ces(let top):
            return [
                column(.base), .init(head: texts(.topBoxes, count: top)), interval,
                column(.mean),
            ]
        case .mean: return [column(.base), column(.mean), interval]
        case .share: return [column(.base), column(.share), interval]
        case .index: return [column(.base), column(.index), interval]
        case .gap: return [column(.base), column(.gap), interval]
        case .median: return [column(.base), column(.median), interval]
        case .retention: return [column(.base), column(.retention), interval]
        case .churn: return [column(.base), column(.churn), interval]
        case .lifetime: return [column(.base), column(.lifetime), interval]
        }
    }

    private func add(_ figure: Figure, _ name: String, of metric: Metric, to table: inout Table) {
        guard let measures = figure.measures else {
            return table.add([name] + Array(repeating: bars.hidden, count: columns(for: metric).count))
        }
        let head = [name, numbers.count(measures.n)]
        switch metric.function {
        case .nps:
            let classes = measures.classes.map { [$0.detractor, $0.passive, $0.promoter] } ?? [0, 0, 0]
            let shares = classes.map { count in
                measures.n > 0
                    ? numbers.share(100 * Double(count) / Double(measures.n), decimals: 0) : bars.absent
            }
            table.add(
                head + [estimate(measures.value, numbers.score), interval(measures.interval, numbers.score)]
                    + shares
            ) { bars.stacked(classes, width: $0) }
        case .csat, .ces:
            let share = { numbers.share($0) }
            table.add(
                head + [
                    estimate(measures.value, share), interval(measures.interval, share),
                    measures.mean.map { estimate($0) { numbers.number($0, decimals: 2) } } ?? bars.absent,
                ]
            ) { width in
                if case .success(let share) = measures.value { bars.bar(share, width: width) } else { "" }
            }
        case .share, .retention, .churn:
            let share = { numbers.share($0) }
            table.add(head + [estimate(measures.value, share), interval(measures.interval, share)]) { width in
                if case .success(let share) = measures.value { bars.bar(share, width: width) } else { "" }
            }
        case .index:
            let format = { numbers.number($0) }
            table.add(head + [estimate(measures.value, format), interval(measures.interval, format)]) {
                width in
                if case .success(let index) = measures.value { bars.bar(index, width: width) } else { "" }
            }
        case .mean, .gap, .median, .lifetime:
            let format = { numbers.number($0, decimals: 2) }
            table.add(head + [estimate(measures.value, format), interval(measures.interval, format)])
        }
    }

    private func scaleLines(_ scale: Measures.ScaleQuality) -> [String] {
        var words = [texts(.items, count: scale.items)]
        if case .success(let alpha) = scale.alpha {
            words.append(texts[.alpha] + " " + numbers.number(alpha, decimals: 2))
            if case .success = scale.alphaInterval {
                words.append(interval(scale.alphaInterval) { numbers.number($0, decimals: 2) })
            }
            words.append(texts(.baseOf, count: scale.complete, ["n": numbers.count(scale.complete)]))
        } else {
            words.append(texts[.alpha] + " " + bars.absent)
        }
        return words.joined(separator: "; ").wrapped(to: width - 2).map { "  " + $0 }
    }

    func estimate(_ value: Estimate<Double>, _ format: (Double) -> String) -> String {
        if case .success(let number) = value { format(number) } else { bars.absent }
    }

    func interval(_ interval: Estimate<Interval>, _ format: (Double) -> String) -> String {
        guard case .success(let bounds) = interval else { return bars.absent }
        return texts(.intervalOf, ["low": format(bounds.lower), "high": format(bounds.upper)])
    }
}
