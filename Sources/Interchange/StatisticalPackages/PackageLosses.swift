internal import Codebook
internal import SurveyModel

extension PackageWriter {
    /// What a file cannot say however its answers are: known before the first row, but for counts that the spool has.
    func noteLosses(
        _ columns: [(column: Column, sources: [Column.Source])], _ spool: RowSpool, _ report: inout LossReport
    ) {
        var rankings: [Int: (name: String, places: Int)] = [:]
        var sets: [Int: String] = [:]
        var order: [Int] = []
        for (column, sources) in columns {
            let name = column.name.split(separator: ":").first.map(String.init) ?? column.name
            switch column.source {
            case .place(let position, _):
                if rankings[position] == nil { order.append(position) }
                rankings[position, default: (name, 0)].places += 1
            case .option(let position, _): sets[position] = name
            case .variable where column.kind == .text:
                let positions = sources.compactMap { Column(name: "", source: $0, kind: .text).variable }
                let count = positions.reduce(0) { $0 + spool.missingTexts[$1] }
                guard count > 0 else { continue }
                report.add(
                    Loss(
                        .simplified, of: column.name, count: count,
                        "is an empty text where it was skipped, refused, not known or not applicable, as where it was not asked"
                    ))
            case .variable, .response: break
            }
        }
        for position in order {
            guard let ranking = rankings[position] else { continue }
            report.add(
                Loss(
                    .split, of: ranking.name,
                    "is written as \(ranking.places) variables with the places of its options"))
        }
        if !format.isSPSS, !sets.isEmpty {
            report.add(
                Loss(
                    .simplified, count: sets.count,
                    "sets of options are single variables, since Stata has no multiple-response sets"))
        }
        if columns.contains(where: { $0.column.source == .response(.weight) }), !format.isSPSS {
            report.add(
                Loss(
                    .simplified, of: "response:weight",
                    "is a variable like others, since a file of Stata does not say that it weighs; add [pweight=response_weight] to commands"
                ))
        }
    }
}
