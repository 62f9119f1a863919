internal import Analyses
public import Collector
internal import SurveyModel

extension SurveyStatistics {
    /// Writes one row a figure as CSV, under the names of `json`; the distribution of a figure is one cell, `0:3 1:1
    /// 10:140`, and so is what a group is one of, `c=store branch=athens`. `versions` are those counted in the figure, where there are several. The counts of responses and the distributions of variables are other tables, which only JSON and XML
    /// have.
    public func writeCSV(to sink: any ByteSink) throws(OutputFault) {
        var bytes = Array(Self.columns.map(\.name).joined(separator: ",").utf8)
        for (place, figure) in (json["figures"]?.array ?? []).enumerated() {
            bytes += "\r\n".utf8
            for (index, column) in Self.columns.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                let cell =
                    switch column.name {
                    case "survey": survey
                    case "by": figures[place].cell.byText
                    default: Self.cell(of: figure, at: column.path)
                    }
                // An empty text would be quoted, and here nothing is a text that somebody typed.
                if !cell.isEmpty { CSVCells.append(cell.utf8, to: &bytes) }
            }
        }
        try sink.write(bytes + "\r\n".utf8)
    }

    private static let columns: [(name: String, path: [String])] = [
        ("survey", []), ("metric", ["metric"]), ("kind", ["kind"]), ("locale", ["cell", "locale"]),
        ("by", []),
        ("n", ["n"]),
        ("value", ["value"]), ("level", ["interval", "level"]), ("low", ["interval", "low"]),
        ("high", ["interval", "high"]), ("method", ["interval", "method"]), ("mean", ["mean"]),
        ("mean_low", ["meanInterval", "low"]), ("mean_high", ["meanInterval", "high"]),
        ("detractor", ["classes", "detractor"]), ("passive", ["classes", "passive"]),
        ("promoter", ["classes", "promoter"]), ("top", ["topBox", "count"]),
        ("count", ["count"]), ("alpha", ["scale", "alpha"]), ("complete", ["composition", "complete"]),
        ("margin", ["lifetime", "margin"]), ("retention", ["lifetime", "retention"]),
        ("skipped", ["missing", "skipped"]), ("dont_know", ["missing", "dont_know"]),
        ("refused", ["missing", "refused"]), ("not_applicable", ["missing", "not_applicable"]),
        ("not_asked", ["missing", "not_asked"]), ("beyond", ["beyond"]), ("distribution", ["distribution"]),
        ("suppressed", ["suppressed"]), ("unavailable", ["unavailable"]),
        ("versions", ["versions"]),
    ]

    private static func cell(of figure: JSONValue, at path: [String]) -> String {
        var value: JSONValue? = figure
        for key in path { value = value?[key] }
        guard let value else { return "" }
        if case .object(let counts) = value {
            return counts.map { "\($0.key):\($0.value.compactText)" }.joined(separator: " ")
        }
        if case .array(let elements) = value { return elements.map(\.compactText).joined(separator: " ") }
        return value.string ?? value.compactText
    }
}
