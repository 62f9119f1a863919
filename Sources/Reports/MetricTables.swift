internal import Collector
internal import Statistics
internal import SurveyModel
internal import Terminal
internal import Translations

// The table of a metric: a row for each language, with the base, the figure, its interval and a bar.

extension StatisticsReport {
    func lines(for metric: Metric) -> [String] {
        let figures = statistics.figures.filter { $0.metric == metric.name }
        let question = metric.items.first.flatMap { survey[$0.variable].question }.map { survey[$0].text }
        let condition = metric.condition.map {
            texts(.onlyWhere, ["condition": $0.text(in: survey)])
        }
        var lines = title(metric.name, question, note: condition)
        if case .unsupported(let why)? = figures.first?.content {
            return lines + why.wrapped(to: width - 2).map { "  " + $0 }
        }
        if metric.function == .nps { lines += classLegend }
        var table = Table(columns(for: metric))
        for figure in figures { add(figure, of: metric, to: &table) }
        lines += table.lines(width: width, cut: bars.cut)
        if let everybody = figures.last?.measures {
            if let scale = everybody.scale { lines += scaleLines(scale) }
            lines += missingLines(everybody.missing)
        }
        return lines
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
            return [languageColumn, column(.base), column(.promoterScore), interval]
                + zip(bars.classSigns, classRanges).map {
                    Table.Column(head: "\($0)\u{A0}\($1)", isOptional: true)
                }
        case .csat(let top), .ces(let top):
            return [
                languageColumn, column(.base), .init(head: texts(.topBoxes, count: top)), interval,
                column(.mean),
            ]
        case .mean:
            return [languageColumn, column(.base), column(.mean), interval]
        }
    }

    private func add(_ figure: Figure, of metric: Metric, to table: inout Table) {
        let name = name(of: figure.cell)
        guard let measures = figure.measures else {
            return table.add([name] + Array(repeating: bars.hidden, count: columns(for: metric).count - 1))
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
        case .mean:
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

    private func estimate(_ value: Estimate<Double>, _ format: (Double) -> String) -> String {
        if case .success(let number) = value { format(number) } else { bars.absent }
    }

    private func interval(_ interval: Estimate<Interval>, _ format: (Double) -> String) -> String {
        guard case .success(let bounds) = interval else { return bars.absent }
        return texts(.intervalOf, ["low": format(bounds.lower), "high": format(bounds.upper)])
    }
}
