internal import FoundationEssentials
package import SurveyModel

/// One response as codes, ready to be added: what both the strict and the fast reader fill.
package struct TallyRow: Sendable {
    /// The position of the locale's cell.
    package var cell = 0
    /// How it ended, by the position in `Disposition.allCases`.
    package var state = 0
    /// The survey's version.
    package var version = 0
    /// Whether any text was shown on a stale or missing translation.
    package var isStale = false
    /// Whether it was simulated.
    package var isSynthetic = false
    /// The code of each variable's answer; see `Coding`.
    package var codes: [Int32]
    /// At the variable's `wordOffsets`: bits of chosen options; of a ranking, a word for each option with its place, or
    /// 0.
    package var chosen: [UInt64]
    /// Scaled numbers, days and minutes, by variable.
    package var amounts: [Int64]

    /// A row in which nothing was asked.
    package init(_ plan: TallyPlan) {
        codes = plan.codings.map { $0?.notAsked ?? 0 }
        chosen = [UInt64](repeating: 0, count: plan.words)
        amounts = [Int64](repeating: 0, count: plan.codings.count)
    }

    /// The row of a response to the plan's survey.
    package init(_ response: Response, _ plan: TallyPlan) {
        self.init(plan)
        cell = plan.cell(of: response.locale)
        state = Disposition.allCases.firstIndex(of: response.state) ?? 0
        version = response.version
        isStale = response.isStale
        isSynthetic = response.channel == "simulated"
        for (position, coding) in plan.codings.enumerated() {
            guard let coding else { continue }
            switch response.answers.answer(of: VariableID(position)) {
            case .missing(let reason): codes[position] = coding.code(of: reason)
            case .answered(let value): take(value, at: position, coding, plan)
            }
        }
    }

    private mutating func take(_ value: Value, at position: Int, _ coding: Coding, _ plan: TallyPlan) {
        if case .options(let indices) = value, case .options(let count) = coding {
            codes[position] = Int32(count)
            for index in indices where index >= 0 && index < count {
                chosen[plan.wordOffsets[position] + index / 64] |= 1 << UInt64(index % 64)
            }
        } else if case .order(let indices) = value, case .order(let count) = coding {
            codes[position] = Int32(3 * count)
            for (place, index) in indices.enumerated() where index >= 0 && index < count {
                chosen[plan.wordOffsets[position] + index] = UInt64(place + 1)
            }
        } else {
            let (code, amount) = coding.code(of: value)
            codes[position] = code
            amounts[position] = amount
        }
    }
}

extension Coding {
    /// The code and the scaled number of a value that is neither a set nor an order. A value outside of the domain,
    /// which no reader lets through, counts as not asked.
    package func code(of value: Value) -> (code: Int32, amount: Int64) {
        switch (self, value) {
        case (.point(let low, let count), .number(let number)):
            guard let point = number.exactInt else { return (notAsked, 0) }
            let (index, overflow) = point.subtractingReportingOverflow(low)
            return overflow || index < 0 || index >= count ? (notAsked, 0) : (Int32(index), 0)
        case (.option(let count), .option(let index)):
            return index >= 0 && index < count ? (Int32(index), 0) : (notAsked, 0)
        case (.yesno, .yesno(let yes)):
            return (yes ? 1 : 0, 0)
        case (.number(let decimals), .number(let number)):
            guard let scaled = Self.scaled(number, decimals: decimals) else { return (3, 0) }
            return (0, scaled)
        case (.date, .date(let day)):
            return day.isWritable ? (0, Int64(day.number)) : (3, 0)
        case (.time, .time(let time)):
            return (0, Int64(time.minutes))
        case (.text, .text):
            return (0, 0)
        default:
            return (notAsked, 0)
        }
    }
}
