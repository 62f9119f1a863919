import Interview
import SurveyModel

/// How likely each answer to an item is, by the conventions of `Documentation/Burden.md`: values are alike, and what is
/// not permitted takes no share.
struct ChoiceShares {
    private static let missing = 0.05
    private static let skipped = 0.1

    /// How many values there are where all are permitted, if fewer may be.
    private var all: Int?
    private var lost = 0.0
    private var choices: [(size: Int, missing: Double?)] = []

    init(_ survey: Survey, _ item: Interview.Item) {
        lost = item.missing.reduce(0) { $0 + ($1.kind == .skipped ? 0 : Self.missing) }
        if item.isOptional { lost += Self.skipped }
        let question = survey[item.question]
        guard let variable = item.variable, case .option(let list) = survey[variable].domain else { return }
        var options = Set(survey[list].options.indices)
        for rule in question.carried {
            switch rule {
            case .except(let others): options.subtract(others)
            case .chosen: options = options.filter { !survey[list].options[$0].isExclusive }
            case .exceptChosen: continue
            }
        }
        all = options.count
    }

    /// Adds a choice that was accepted, and the answer that it leaves.
    mutating func add(_ choice: AnswerChoices.Choice, leaves answer: Answer?) {
        switch choice.entry {
        case .missing: choices.append((1, Self.missing))
        case .skip: choices.append((1, Self.skipped))
        default:
            choices.append((choice.size, answer?.missing == .skipped ? Self.skipped : nil))
        }
    }

    /// The shares of the choices, in the order in which they were added. They add up to one.
    var shares: [Double] {
        let sum = choices.reduce(0) { $0 + ($1.missing == nil ? $1.size : 0) }
        let values = Double(max(1, all ?? sum))
        let weights = choices.map { $0.missing ?? (1 - lost) * Double($0.size) / values }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    /// The shares of what is known before the first question: givens, of which an optional one may be left out, and arms.
    static func start(_ values: [Value?], of variable: Variable) -> [Double] {
        if case .split(let weights) = variable.role {
            let own = values.map { value -> Double in
                if case .option(let arm)? = value, weights.indices.contains(arm) {
                    Double(weights[arm])
                } else {
                    0
                }
            }
            let total = own.reduce(0, +)
            return own.map { $0 / total }
        }
        let count = values.count { $0 != nil }
        let lost = count < values.count ? skipped : 0
        return values.map { $0 == nil ? (count == 0 ? 1 : lost) : (1 - lost) / Double(count) }
    }
}
