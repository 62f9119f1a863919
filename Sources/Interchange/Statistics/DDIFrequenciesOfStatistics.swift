internal import Analyses
public import Collector
internal import Statistics
internal import SurveyModel
internal import Tallies

extension DDIFrequencies {
    /// The frequencies in the figures of a survey: its distributions and the summaries of its numbers, with what is hidden
    /// there hidden here.
    public init(_ statistics: SurveyStatistics) {
        let counts = statistics.everybody
        self.init(
            minimum: statistics.options.suppression.minimumBase,
            responses: (counts?[.complete] ?? 0) + (counts?[.partial] ?? 0))
        for distribution in statistics.distributions {
            add(distribution.variable, distribution.cell) {
                distribution.content.map { content in
                    var cell = Cell(
                        locale: distribution.cell.locale, n: content.n,
                        counts: Dictionary(
                            content.bins.map { ($0.name, $0.count) }, uniquingKeysWith: { first, _ in first }),
                        missing: Self.missing(content.missing))
                    for (bin, place) in zip(content.bins, content.places) {
                        cell.places[bin.name] = Place(first: place.first, mean: try? place.mean.get())
                    }
                    return cell
                }
            }
        }
        for summary in statistics.summaries {
            add(summary.variable, summary.cell) {
                summary.content.map { content in
                    // A mean day is no number that anybody could read.
                    let isNumber = summary.kind == .number
                    return Cell(
                        locale: summary.cell.locale, n: content.n, counts: [:],
                        missing: Self.missing(content.missing),
                        mean: isNumber ? (try? content.mean.get()) : nil,
                        deviation: isNumber ? (try? content.deviation.get()) : nil, beyond: content.beyond)
                }
            }
        }
        for text in statistics.texts {
            add(text.variable, text.cell) {
                text.content.map { content in
                    Cell(
                        locale: text.cell.locale, n: content.n, counts: [:],
                        missing: Self.missing(content.missing))
                }
            }
        }
    }

    private mutating func add(_ variable: VariableID, _ cell: Analyses.Cell, _ content: () -> Cell?) {
        guard !cell.isGroup else { return }
        guard let content = content() else {
            hidden[variable.position, default: []].append(cell.locale)
            return
        }
        if content.locale == nil {
            cells[variable.position, default: []].insert(content, at: 0)
        } else {
            cells[variable.position, default: []].append(content)
        }
    }

    private static func missing(_ counts: [Measures.MissingCount]) -> [Missing: Int] {
        Dictionary(counts.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
    }
}
