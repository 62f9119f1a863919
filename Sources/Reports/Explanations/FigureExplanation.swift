internal import Analyses
internal import AnalysisWords
public import Collector
internal import Statistics
public import SurveyModel
internal import Tallies
internal import Terminal
public import Translations

/// In words how each figure came about: whom it counts, who is left out and why, the formula with the counts put in, how the
/// interval is made and what it means, what is hidden, and where the method comes from.
public struct FigureExplanation {
    let report: StatisticsReport

    /// Makes an explanation. `texts` is in the reader's language, `width` the cells of the terminal, at least 40.
    public init(
        _ statistics: SurveyStatistics, of survey: Survey, texts: ProgramTexts, bars: BarStyle = .blocks,
        width: Int = 80
    ) {
        report = StatisticsReport(statistics, of: survey, texts: texts, bars: bars, width: width)
    }

    /// The whole explanation, ending with a line break. Cleaned: nothing in it steers a terminal.
    public var text: String {
        var lines = heading
        for metric in report.survey.metrics {
            guard let figures = report.figures[metric.name] else { continue }
            lines += [""] + self.lines(for: metric, figures)
        }
        lines += analysisLines
        return lines.map { cleaned($0) + "\n" }.joined()
    }

    var texts: ProgramTexts { report.texts }
    var numbers: NumberFormat { report.numbers }

    // MARK: Whom

    private var heading: [String] {
        let title = report.survey.title.map { report.text($0) } ?? report.survey.name
        let counts = report.statistics.responses.map { figure in
            let (complete, partial) = (figure.counts[.complete], figure.counts[.partial])
            return texts(
                .explainCounts,
                [
                    "cell": report.cellName(figure.cell), "complete": numbers.count(complete),
                    "partial": numbers.count(partial),
                    "others": numbers.count(figure.counts.total - complete - partial),
                ])
        }
        let first = [texts(.explainTitle, ["title": title])] + report.selectionLines
        return (first + [texts[.explainWhom]]).flatMap { $0.wrapped(to: report.width) }
            + counts.flatMap(report.indented)
            + [meaning, texts[.explainUnrounded]].flatMap { $0.wrapped(to: report.width) }
    }

    /// What the level of intervals means.
    private var meaning: String {
        let hundred = 100 * report.statistics.options.level.value
        let isWhole = abs(hundred - hundred.rounded()) < 1e-9
        return texts(.explainMeaning, ["hundred": numbers.number(hundred, decimals: isWhole ? 0 : 1)])
    }

    // MARK: Metrics

    private func lines(for metric: Metric, _ figures: [Figure]) -> [String] {
        let question = metric.strands.first?.items.first.flatMap { report.survey[$0.variable].question }.map {
            report.survey[$0].text
        }
        var lines = report.title(metric.name, question)
        if let condition = metric.strands.first?.condition {
            lines += report.indented(
                texts(.explainRestricted, ["condition": condition.text(in: report.survey)]))
        }
        var hidden: [String] = []
        var methods: [Measures.Method] = []
        for figure in figures {
            switch figure.content {
            case .suppressed: hidden.append(report.cellName(figure.cell))
            case .unsupported(let reason):
                return lines + report.indented(texts(.explainUnsupported, ["reason": reason]))
            case .measured(let measures):
                if case .success = measures.interval, !methods.contains(measures.method) {
                    methods.append(measures.method)
                }
                // Of groups those of everybody, as in the tables.
                guard !figure.cell.isGroup || figure.cell.locale == nil else { continue }
                lines += explained(figure, measures, metric)
            }
        }
        if !hidden.isEmpty {
            let minimum = numbers.count(report.statistics.options.suppression.minimumBase)
            lines += report.indented(
                texts(.explainHidden, ["cells": hidden.joined(separator: ", "), "n": minimum]))
        }
        let sources = [metric.function.source].compactMap(\.self) + methods.map(\.source)
        return lines + source(sources)
    }

    /// Where methods come from; nothing for none.
    func source(_ sources: [String]) -> [String] {
        sources.isEmpty
            ? [] : report.indented(texts(.explainSource, ["source": sources.joined(separator: "; ")]))
    }

    private func explained(_ figure: Figure, _ measures: Measures, _ metric: Metric) -> [String] {
        let n = numbers.count(measures.n)
        var sentences = [texts(.explainBase, count: measures.n, ["n": n])]
        let missing = report.missingCounts(measures.missing)
        if !missing.isEmpty { sentences.append(texts(.explainMissing, ["list": missing])) }
        if measures.beyond > 0 {
            let reason = texts(
                .excludedBeyond, count: measures.beyond, ["n": numbers.count(measures.beyond)])
            sentences.append(texts(.explainLeftOut, ["list": reason]))
        }
        switch measures.value {
        case .success(let value):
            sentences += [formula(value, measures, metric)].compactMap(\.self)
            sentences.append(
                intervalWords(measures.interval, measures.method.rawValue) { format($0, metric.function) })
        case .failure(let absence):
            sentences.append(texts(.explainNoValue, ["reason": absence.words(texts, count: numbers.count)]))
        }
        let details = sentences.joined(separator: " ")
        return report.indented(
            texts(.analysisOfCell, ["cell": report.cellName(figure.cell), "details": details]))
    }

    /// The formula with the counts put in; nil where the figure does not have them.
    private func formula(_ value: Double, _ measures: Measures, _ metric: Metric) -> String? {
        var words = ["n": numbers.count(measures.n), "value": format(value, metric.function)]
        func sentence(_ text: ProgramText, _ more: [String: String] = [:]) -> String {
            words.merge(more) { $1 }
            return texts(text, words)
        }
        switch metric.function {
        case .nps:
            return measures.classes.map { classes in
                sentence(
                    .explainPromoters,
                    [
                        "promoters": numbers.count(classes.promoter),
                        "passives": numbers.count(classes.passive),
                        "detractors": numbers.count(classes.detractor),
                    ])
            }
        case .csat, .ces:
            return measures.topBox.map { top in
                sentence(
                    .explainTopBoxes,
                    [
                        "count": numbers.count(top.count), "low": numbers.count(top.points.lowerBound),
                        "high": numbers.count(top.points.upperBound),
                    ])
            }
        case .mean:
            guard let scale = measures.scale else { return sentence(.explainMean) }
            return sentence(
                .explainScale,
                [
                    "items": numbers.count(scale.items), "leftOut": numbers.count(scale.leftOut),
                    "unanswered": numbers.count(scale.unanswered),
                ])
        case .share, .retention:
            return measures.eventCount.map { sentence(.explainShare, ["count": numbers.count($0)]) }
        case .churn:
            return measures.eventCount.map { sentence(.explainChurn, ["count": numbers.count($0)]) }
        case .index:
            return measures.composition.map {
                sentence(
                    .explainIndex,
                    ["items": numbers.count($0.items), "complete": numbers.count($0.complete)])
            }
        case .gap:
            return measures.composition.map { sentence(.explainGap, ["items": numbers.count($0.items)]) }
        case .median: return sentence(.explainMedian)
        case .lifetime:
            return measures.lifetime.map {
                sentence(
                    .explainLifetime,
                    [
                        "margin": numbers.number($0.margin, decimals: 2),
                        "retention": numbers.share($0.retention),
                        "discount": numbers.share(100 * $0.discount),
                    ])
            }
        }
    }

    private func format(_ value: Double, _ function: Metric.Function) -> String {
        switch function {
        case .nps: numbers.score(value)
        case .csat, .ces, .share, .retention, .churn: numbers.share(value)
        case .index: numbers.number(value)
        case .mean, .gap, .median, .lifetime: numbers.number(value, decimals: 2)
        }
    }

    /// How an interval is made and what it means, or why there is none.
    func intervalWords(
        _ interval: Estimate<Interval>, _ method: String?, _ format: (Double) -> String
    ) -> String {
        switch interval {
        case .success(let bounds):
            return texts(
                .explainInterval,
                [
                    "low": format(bounds.lower), "high": format(bounds.upper),
                    "method": method.map { name in NamedWords.methods[name].map { texts[$0] } ?? name }
                        ?? report.bars.absent,
                ])
        case .failure(let absence):
            return texts(.explainNoInterval, ["reason": absence.words(texts, count: numbers.count)])
        }
    }
}
