internal import FoundationEssentials
public import SurveyModel

extension Comparer {
    /// Metrics by name: what they compute, on what, for whom.
    mutating func compareMetrics() {
        let before = Dictionary(
            old.survey.metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for metric in new.survey.metrics {
            guard let earlier = before[metric.name] else {
                add(metric: .metricAdded, metric.name)
                continue
            }
            let texts = (earlier.definition(in: old.survey), metric.definition(in: new.survey))
            if texts.0 != texts.1 {
                add(metric: .metricChanged, metric.name, before: texts.0, after: texts.1)
            }
        }
        let after = Set(new.survey.metrics.map(\.name))
        for metric in old.survey.metrics where !after.contains(metric.name) {
            add(metric: .metricRemoved, metric.name)
        }
    }
}

extension Metric {
    /// What it computes, by names alone: the same text is the same metric.
    public func definition(in survey: Survey) -> String {
        var text = function.name
        switch function {
        case .csat(let top), .ces(let top): text += " top \(top)"
        case .lifetime(let discount): text += " discount \(discount.canonicalText)"
        case .nps, .mean, .share, .index, .gap, .median, .retention, .churn: break
        }
        for (position, strand) in strands.enumerated() {
            text += position == 0 ? " of " : "; "
            if let instance = strand.instance { text += "\(instance.roster)=\(instance.name) " }
            let items = strand.items.map { item in
                survey[item.variable].name + (item.isReversed ? " reversed" : "")
                    + (item.weight == 1 ? "" : " weight \(item.weight.canonicalText)")
            }
            text += (items + (strand.event.map { [$0.text(in: survey)] } ?? [])).joined(separator: ", ")
            if let condition = strand.condition { text += " where \(condition.text(in: survey))" }
        }
        let groups = by.map { survey[$0].name } + (isByInstance ? ["instance"] : [])
        return groups.isEmpty ? text : text + " by " + groups.joined(separator: ", ")
    }
}
