internal import FoundationEssentials

extension SurveyAgreement {
    /// Why a metric cannot be computed; nil if it can.
    func metricProblem(_ metric: Metric) -> String? {
        guard !metric.strands.isEmpty else { return "it is computed on nothing" }
        for strand in metric.strands {
            if let problem = instanceProblem(strand, metric) ?? shapeProblem(strand, metric.function) {
                return problem
            }
            for item in strand.items {
                if let problem = itemProblem(item, metric.function) { return problem }
            }
        }
        return nil
    }

    private func instanceProblem(_ strand: Metric.Strand, _ metric: Metric) -> String? {
        guard let instance = strand.instance else {
            return metric.isByInstance || metric.strands.count > 1
                ? "each of several strands is about an instance of a roster" : nil
        }
        return instances.contains(instance)
            ? nil : "there is no instance \"\(instance.name)\" of \"\(instance.roster)\""
    }

    /// How many items there are, and whether something is counted.
    private func shapeProblem(_ strand: Metric.Strand, _ function: Metric.Function) -> String? {
        switch function {
        case .share, .retention, .churn, .lifetime:
            guard strand.event != nil else { return "\(function.name) counts an \"event\"" }
        case .nps, .csat, .ces, .mean, .index, .gap, .median:
            guard strand.event == nil else { return "\(function.name) counts no \"event\"" }
            guard !strand.items.isEmpty else { return "\(function.name) needs an item" }
        }
        switch function {
        case .gap:
            return strand.items.count.isMultiple(of: 2)
                ? nil : "the items of a gap are pairs, what was perceived first"
        case .lifetime: return strand.items.count == 1 ? nil : "lifetime has one item, the margin of a period"
        default: return nil
        }
    }

    private func itemProblem(_ item: Metric.Item, _ function: Metric.Function) -> String? {
        guard item.weight > 0 else { return "a weight is above 0" }
        switch (function, survey[item.variable].domain) {
        case (.nps, .point(let scale)):
            return survey[scale].bounds == 0...10 ? nil : "a promoter score is computed on 0 to 10"
        case (.csat(let top), .point(let scale)), (.ces(let top), .point(let scale)):
            return top > survey[scale].bounds.count ? "it has more top boxes than points" : nil
        case (.mean, .point), (.mean, .number), (.median, .point), (.median, .number), (.gap, .point),
            (.gap, .number), (.index, .point), (.lifetime, .point), (.lifetime, .number):
            return nil
        case (.index, .number(let rule)):
            return rule.low != nil && rule.high != nil ? nil : "an index needs numbers with two bounds"
        case (.share, _), (.retention, _), (.churn, _): return nil
        default:
            return "\(function.name) cannot be computed on \"\(survey[item.variable].name)\""
        }
    }
}
