package import SurveyModel

/// The groups that a metric is broken down into: the instances of its roster, and the values of variables.
package struct Breakdown: Sendable {
    /// The instances, none if it is not broken down by them.
    package let instances: [Metric.Strand.Instance?]
    /// The variables.
    package let parts: [Part]
    /// How many groups there are; 0 if it is not broken down, and if it is open.
    package let groups: Int
    /// Whether a variable is a text, so that its groups are only known from what respondents gave; see `OpenGroups`.
    package let isOpen: Bool

    /// A variable whose values make groups.
    package struct Part: Sendable {
        package let variable: VariableID
        package let name: String
        package let coding: Coding
        package let isStored: Bool
        /// The names of its values, by their codes; none of a text.
        package let values: [String]

        var isText: Bool { if case .text = coding { true } else { false } }
    }

    /// No groups.
    init() {
        instances = []
        parts = []
        groups = 0
        isOpen = false
    }

    /// Nil if a variable has no values to make groups of.
    init?(_ metric: Metric, _ survey: Survey, _ codings: [Coding?]) {
        var instances: [Metric.Strand.Instance?] = []
        if metric.isByInstance {
            for strand in metric.strands where !instances.contains(strand.instance) {
                instances.append(strand.instance)
            }
        }
        var parts: [Part] = []
        var groups = max(1, instances.count)
        for variable in metric.by {
            let coding = Coding(survey[variable], in: survey)
            switch coding {
            case .point, .option, .yesno: break
            case .text:
                // What a respondent writes is nothing to be counted by; what the one who starts an interview says is.
                guard case .given = survey[variable].role, !survey[variable].isPersonal else { return nil }
                parts.append(
                    Part(
                        variable: variable, name: survey[variable].name, coding: coding, isStored: true,
                        values: []))
                continue
            case .options, .order, .number, .date, .time: return nil
            }
            let values = Array(coding.bins(of: survey[variable], in: survey).prefix(coding.missingOffset))
            parts.append(
                Part(
                    variable: variable, name: survey[variable].name, coding: coding,
                    isStored: codings[variable.position] != nil, values: values))
            // A product that is far too large is as good as any other that is.
            groups = min(groups.multipliedReportingOverflow(by: values.count).partialValue, 1 << 30)
            groups = max(0, min(groups, MetricPlan.binLimit + 1))
        }
        self.instances = instances
        self.parts = parts
        isOpen = parts.contains(where: \.isText)
        self.groups = isOpen || (instances.isEmpty && parts.isEmpty) ? 0 : groups
    }

    /// The position of a strand's instance.
    func instance(of strand: Metric.Strand) -> Int { instances.firstIndex(of: strand.instance) ?? 0 }

    /// Whether it reads computed values.
    var needsAnswers: Bool { parts.contains { !$0.isStored || $0.isText } }

    /// The group of a row; nil if there are none, or it has no answer to one of the variables.
    func group(_ instance: Int, _ codes: [Int32], _ answers: () -> [Answer]) -> Int? {
        guard groups > 0 else { return nil }
        var group = instance
        for part in parts {
            let code: Int
            if part.isStored {
                code = Int(codes[part.variable.position])
            } else if case .answered(let value) = answers().answer(of: part.variable) {
                code = Int(part.coding.code(of: value).code)
            } else {
                return nil
            }
            guard code < part.values.count else { return nil }
            group = group * part.values.count + code
        }
        return group
    }

    /// The values of a group, one for each part.
    package func values(of group: Int) -> [String] {
        var rest = group
        return parts.reversed().map { part in
            defer { rest /= part.values.count }
            return part.values[rest % part.values.count]
        }.reversed()
    }

    /// The instance of a group, if groups are instances.
    package func instance(of group: Int) -> Metric.Strand.Instance? {
        guard !instances.isEmpty else { return nil }
        return instances[group / parts.reduce(1) { $0 * $1.values.count }]
    }

    /// What a group is called in the names of series: `c=store,wording=warm`.
    func name(of group: Int) -> String {
        let instance = instance(of: group).map { ["\($0.roster)=\($0.name)"] } ?? []
        return (instance + zip(parts, values(of: group)).map { "\($0.name)=\($1)" }).joined(separator: ",")
    }
}
