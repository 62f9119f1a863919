internal import Analyses
public import Collector
internal import SurveyModel

extension SurveyStatistics {
    /// Writes the analyses as CSV, one row a measure, under the names of `json`.
    ///
    /// A measure of the whole has no `keys`, one of a row has them in one cell, `left=es right=sv`. What is hidden or cannot be
    /// computed has a row as well, with the reason in place of numbers, so that no analysis is missing from the table.
    public func writeAnalysesCSV(to sink: any ByteSink) throws(OutputFault) {
        var bytes = Array(Self.analysisColumns.joined(separator: ",").utf8)
        for (place, analysis) in (analysesJSON?.array ?? []).enumerated() {
            let head = [
                survey, analysis["analysis"].csvCell, analysis["of"].csvCell,
                analysis["cell"]?["locale"].csvCell ?? "",
                analyses[place].cell.byText,
            ]
            func add(_ keys: String, _ cells: [String]) {
                bytes += "\r\n".utf8
                for (index, cell) in (head + [keys] + cells).enumerated() {
                    if index > 0 { bytes.append(UInt8(ascii: ",")) }
                    // An empty text would be quoted, and here nothing is a text that somebody typed.
                    if !cell.isEmpty { CSVCells.append(cell.utf8, to: &bytes) }
                }
            }
            func add(_ part: JSONValue, keys: String, measures: JSONValue?) {
                let (n, marks) = (part["n"].csvCell, part["marks"].csvCell)
                let measures = measures?.members ?? []
                for measure in measures {
                    let (value, interval) = (measure.value, measure.value["interval"])
                    add(
                        keys,
                        [
                            measure.key, value["value"].csvCell, interval?["low"].csvCell ?? "",
                            interval?["high"].csvCell ?? "", interval?["level"].csvCell ?? "",
                            interval?["method"].csvCell ?? "", n, marks, "", value["unavailable"].csvCell,
                        ])
                }
                if measures.isEmpty {
                    add(
                        keys,
                        Array(repeating: "", count: 6) + [
                            n, marks, part["suppressed"].csvCell, part["unavailable"].csvCell,
                        ])
                }
            }
            let rows = analysis["rows"]?.array ?? []
            if analysis["summary"] != nil || rows.isEmpty {
                add(analysis, keys: "", measures: analysis["summary"])
            }
            for row in rows {
                let keys = (row["keys"]?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }
                add(row, keys: keys.joined(separator: " "), measures: row["measures"])
            }
        }
        try sink.write(bytes + "\r\n".utf8)
    }

    private static let analysisColumns = [
        "survey", "analysis", "of", "locale", "by", "keys", "measure", "value", "low", "high", "level",
        "method",
        "n", "marks", "suppressed", "unavailable",
    ]
}

extension JSONValue? {
    /// A scalar as it stands in a cell, an array of such with spaces between, nothing for nothing.
    fileprivate var csvCell: String {
        guard let self else { return "" }
        if case .array(let elements) = self {
            return elements.map { $0.string ?? $0.compactText }.joined(separator: " ")
        }
        return self.string ?? self.compactText
    }
}
