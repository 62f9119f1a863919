public import SurveyModel

/// Mergeable counts of responses: all that figures are computed from.
///
/// Amounts are exact whole numbers, so tallies of two stores, two days or two halves of a file merge into the
/// same tallies as all responses at once, in any order. Additions wrap, which needs more than 10^8 responses
/// with numbers of 15 digits; nothing else comes near.
public struct Tallies: Sendable, Equatable {
    /// What is counted.
    public let plan: TallyPlan
    /// The cells, one after the other, in the order of the plan's locales.
    package internal(set) var amounts: [Int128]
    /// How often each value occurs in open series, never 0: what takes memory that grows with different values.
    var values: [ValuePlace: Int128] = [:]
    /// The amounts of groups that are only known from the responses, never all 0; see `OpenGroups`.
    var openGroups: [GroupPlace: [Int128]] = [:]

    /// No responses.
    public init(_ plan: TallyPlan) {
        self.plan = plan
        amounts = [Int128](repeating: 0, count: plan.width * plan.locales.count)
    }

    /// Tallies are equal if they are of the same plan and everything in them is.
    public static func == (left: Self, right: Self) -> Bool {
        (left.plan === right.plan || left.plan.signature == right.plan.signature)
            && left.plan.locales == right.plan.locales && left.amounts == right.amounts
            && left.values == right.values && left.openGroups == right.openGroups
    }

    /// Adds a response, or takes it away again with `times` -1. Its survey has the plan's structure.
    public mutating func add(_ response: Response, times: Int = 1) {
        add(TallyRow(response, plan), times: times) { response.answers }
    }

    /// Adds tallies of the same plan. Tallies of another plan have to be made again from their responses.
    public mutating func merge(_ other: Tallies) {
        precondition(other.plan === plan || other.plan.signature == plan.signature, "tallies of two plans")
        for index in amounts.indices { amounts[index] &+= other.amounts[index] }
        for (place, count) in other.values { addValue(at: place, count) }
        for (place, amounts) in other.openGroups { addOpenGroup(amounts, at: place) }
    }

    /// Adds a response as codes, or takes it away with `times` -1. `answers` gives the stored answers, and is
    /// called at most once, if ever.
    ///
    /// For versions that are not comparable, it does not count in the metrics at the positions of `leavingOut`, nor at all
    /// in `hidden` variables, which the row has as *not asked*.
    package mutating func add(
        _ row: TallyRow, times: Int = 1, leavingOut: Set<Int> = [], hidden: [Int] = [],
        answers: () -> [Answer]
    ) {
        let plan = plan
        let base = row.cell * plan.width
        amounts[base + row.state] &+= Int128(times)
        if row.isStale { amounts[base + plan.flags] &+= Int128(times) }
        if row.isSynthetic { amounts[base + plan.flags + 1] &+= Int128(times) }
        let known = plan.survey.version - plan.firstVersion + 1
        let version = row.version - plan.firstVersion
        amounts[base + plan.flags + 2 + (version >= 0 && version < known ? version : known)] &+= Int128(times)
        guard plan.isCounted[row.state] else { return }
        addStored(row, plan.stored, base, times)
        for variable in hidden {
            guard let coding = plan.codings[variable] else { continue }
            amounts[base + plan.offsets[variable] + Int(coding.notAsked)] &-= Int128(times)
        }
        guard !leavingOut.isEmpty || !hidden.isEmpty else {
            add(
                row, metrics: plan.countedMetrics, relations: plan.countedRelations, times: times,
                answers: answers)
            return
        }
        let metrics = plan.metrics.indices.filter { !leavingOut.contains($0) }.map { plan.metrics[$0] }
        let relations = plan.countedRelations.filter { relation in
            !relation.terms.contains { $0.items.contains { hidden.contains($0.variable) } }
        }
        add(
            row, metrics: metrics.filter(\.isCounted), relations: relations, times: times, answers: answers)
    }

    /// Adds the answers of all stored variables: the loop that readers spend their time in. Spans check bounds, but
    /// not each time whether the array is shared.
    private mutating func addStored(
        _ row: TallyRow, _ stored: [StoredSeries], _ base: Int, _ times: Int
    ) {
        let all = stored.span
        let codes = row.codes.span
        let chosen = row.chosen.span
        let numbers = row.amounts.span
        let step = Int128(times)
        var amounts = amounts.mutableSpan
        for index in all.indices {
            let start = base &+ all[index].offset
            let code = Int(codes[all[index].variable])
            amounts[start &+ code] &+= step
            guard code == all[index].detailed else { continue }
            if all[index].words < 0 {
                let count = -all[index].words
                for option in 0..<count {
                    let place = Int(truncatingIfNeeded: chosen[all[index].wordOffset &+ option])
                    guard place > 0 else { continue }
                    amounts[start &+ option] &+= step
                    if place == 1 { amounts[start &+ count &+ option] &+= step }
                    amounts[start &+ 2 &* count &+ option] &+= step &* Int128(place)
                }
                continue
            }
            if all[index].words == 0 {
                let number = Int128(numbers[all[index].variable])
                amounts[start &+ 1] &+= step &* number
                amounts[start &+ 2] &+= step &* number &* number
            }
            for word in 0..<all[index].words {
                var bits = chosen[all[index].wordOffset &+ word]
                while bits != 0 {
                    amounts[start &+ word &* 64 &+ bits.trailingZeroBitCount] &+= step
                    bits &= bits &- 1
                }
            }
        }
    }

    /// Adds to how often a value occurs in an open series.
    mutating func addValue(at place: ValuePlace, _ times: Int128) {
        let count = (values[place] ?? 0) &+ times
        values[place] = count == 0 ? nil : count
    }

    /// Adds to one amount.
    package mutating func add(_ amount: Int128, toAmount index: Int) { amounts[index] &+= amount }
}

/// A value in an open series: where the series stands among all amounts, and the value.
struct ValuePlace: Hashable, Sendable {
    var series: Int
    var value: Int64
    /// The name of a group that is only known from the responses.
    var group: String?
}
