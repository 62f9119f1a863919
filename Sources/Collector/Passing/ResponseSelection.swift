internal import Analyses
public import SurveyModel
internal import Tallies

/// Which responses are looked at, and into which groups they fall.
public struct ResponseSelection: Sendable {
    /// True of those that are looked at, over the variables of the newest version; nil is all.
    public var condition: Formula?
    /// Only those that were started at this moment or later.
    public var since: Timestamp?
    /// Only those that were started before this moment.
    public var until: Timestamp?
    /// Only those to these versions of the survey; nil is all.
    public var versions: Set<Int>?
    /// The variables by whose values they are grouped: closed ones, and given texts.
    public var by: [VariableID]

    /// Everything, in one group.
    public init(
        condition: Formula? = nil, since: Timestamp? = nil, until: Timestamp? = nil,
        versions: Set<Int>? = nil, by: [VariableID] = []
    ) {
        self.condition = condition
        self.since = since
        self.until = until
        self.versions = versions
        self.by = by
    }

    /// Whether anything is left out.
    public var isRestricted: Bool { condition != nil || since != nil || until != nil || versions != nil }

    /// Whether a moment is within the time that is looked at.
    func contains(_ moment: Timestamp) -> Bool {
        if let since, moment < since { return false }
        if let until, moment >= until { return false }
        return true
    }
}

/// Finds the group of a row.
struct GroupFinder {
    private struct Part {
        var variable: VariableID
        var name: String
        var coding: Coding
        var isStored: Bool
        /// The names of values by their codes; empty for texts.
        var values: [String]
    }

    private let parts: [Part]
    /// Groups that are only known from the responses are bounded, as those of metrics are.
    private var found: Set<[Cell.Part]> = []

    /// The most groups that are kept apart; what comes after them is in one group together.
    static let limit = 1_000
    /// The value of the group of all that are too many.
    static let others = "…"

    init(_ by: [VariableID], _ plan: TallyPlan) {
        parts = by.map { variable in
            let declared = plan.survey[variable]
            let coding = Coding(declared, in: plan.survey)
            var values: [String] = []
            if case .text = coding {
            } else {
                values = Array(coding.bins(of: declared, in: plan.survey).prefix(coding.missingOffset))
            }
            return Part(
                variable: variable, name: declared.name, coding: coding,
                isStored: plan.codings[variable.position] != nil, values: values)
        }
    }

    /// The group; empty for who has no answer to one of the variables. `answers` gives completed answers.
    mutating func group(of row: TallyRow, _ answers: () -> [Answer]) -> [Cell.Part] {
        guard !parts.isEmpty else { return [] }
        var group: [Cell.Part] = []
        group.reserveCapacity(parts.count)
        for part in parts {
            let value: String
            if part.values.isEmpty || !part.isStored {
                guard case .answered(let answer) = answers().answer(of: part.variable) else { return [] }
                switch answer {
                case .text(let text): value = text
                default:
                    let code = Int(part.coding.code(of: answer).code)
                    guard part.values.indices.contains(code) else { return [] }
                    value = part.values[code]
                }
            } else {
                let code = Int(row.codes[part.variable.position])
                guard part.values.indices.contains(code) else { return [] }
                value = part.values[code]
            }
            group.append(Cell.Part(variable: part.name, value: value))
        }
        if found.contains(group) { return group }
        guard found.count < Self.limit else {
            return parts.map { Cell.Part(variable: $0.name, value: Self.others) }
        }
        found.insert(group)
        return group
    }
}
