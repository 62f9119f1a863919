internal import Analyses
internal import AnalysisWords
internal import Collector
internal import Statistics
internal import Terminal
internal import Translations

// The analyses in words: what was done, on whom, with what, and what a reader must know.

extension FigureExplanation {
    /// A part for each kind and what it is about; the numbers of rows stand in the tables.
    var analysisLines: [String] {
        var order: [[String]] = []
        var parts: [[String]: [Analysis]] = [:]
        for analysis in report.statistics.analyses {
            let name = [analysis.kind.rawValue, analysis.subject]
            if parts[name] == nil { order.append(name) }
            parts[name, default: []].append(analysis)
        }
        return order.flatMap { [""] + lines(of: parts[$0] ?? []) }
    }

    private func lines(of analyses: [Analysis]) -> [String] {
        guard let first = analyses.first else { return [] }
        var lines = report.sectionTitle(of: first) + report.indented(texts[first.kind.explanation])
        for analysis in analyses where analysis.content != .suppressed { lines += explained(analysis) }
        let hidden = hidden(analyses)
        if !hidden.isEmpty {
            let minimum = numbers.count(report.statistics.options.suppression.minimumBase)
            let shown =
                hidden.prefix(Self.hiddenShown) + (hidden.count > Self.hiddenShown ? [report.bars.cut] : [])
            lines += report.indented(
                texts(.explainHidden, ["cells": shown.joined(separator: ", "), "n": minimum]))
        }
        return lines + report.closing(analyses, isWhole: true)
            + source([first.kind.source].compactMap(\.self))
    }

    /// How many names of what is hidden are listed.
    private static let hiddenShown = 12

    /// What is hidden, each once: cells, and rows of others.
    private func hidden(_ analyses: [Analysis]) -> [String] {
        var names: [String] = []
        for analysis in analyses {
            let rows = (analysis.table?.rows ?? []).filter(\.isSuppressed).map { row in
                row.keys.filter { $0.name != "letter" }.map {
                    report.keyValue($0, in: row.keys, of: analysis)
                }
                .joined(separator: report.separator)
            }
            let own = analysis.content == .suppressed ? [report.cellName(analysis.cell)] : rows
            for name in own where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func explained(_ analysis: Analysis) -> [String] {
        guard let table = analysis.table else { return report.indented(report.missing(analysis)) }
        var sentences = [texts(.explainBase, count: table.n, ["n": numbers.count(table.n)])]
        let excluded = report.exclusions(table)
        if !excluded.isEmpty { sentences.append(texts(.explainLeftOut, ["list": excluded])) }
        var methods: [String] = []
        for measure in table.summary + table.rows.filter({ !$0.isSuppressed }).flatMap(\.measures) {
            guard case .success? = measure.interval, let method = measure.method else { continue }
            let name = NamedWords.methods[method].map { texts[$0] } ?? method
            if !methods.contains(name) { methods.append(name) }
        }
        if !methods.isEmpty {
            sentences.append(texts(.explainMethods, ["list": methods.joined(separator: "; ")]))
        }
        return report.indented(
            texts(
                .analysisOfCell,
                ["cell": report.cellName(analysis.cell), "details": sentences.joined(separator: " ")]))
    }
}
