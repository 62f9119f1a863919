internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Translations

// An amount that is divided among options: each part is asked for, and what is left is said.

extension ItemWords {
    /// What is divided, and among what.
    func divisionLines(for item: Interview.Item) -> [String] {
        guard case .allocate(_, let total) = interview.survey[item.question].kind else { return [] }
        let parts = interview.items(of: item.question).compactMap { part -> String? in
            guard case .amount(let option) = part.part else { return nil }
            return "  " + label(option, item.question)
        }
        return [texts(.divide, ["total": writing.text(Decimal(total))])] + parts
    }

    /// The part that is asked for, and what the parts before it have left.
    func partLines(_ option: Int, of item: Interview.Item) -> [String] {
        let place = texts(.part, ["n": "\(item.place + 1)", "total": "\(item.count)"])
        let line = place + ": " + label(option, item.question)
        guard let remaining = item.remaining, item.place > 0, !offersRest(item) else { return [line] }
        return [line, texts(.leftToDivide, ["n": writing.text(Decimal(remaining))])]
    }

    /// Whether Enter puts all that is left into this part.
    func offersRest(_ item: Interview.Item) -> Bool {
        guard case .amount = item.part, item.present == nil, let remaining = item.remaining else {
            return false
        }
        return item.suggestion == .number(remaining)
    }

    /// How to type a part: a whole number up to what is left.
    func partHint(for item: Interview.Item) -> String {
        numberHint(NumberRule(low: 0, high: item.remaining.map { Decimal($0) }))
    }

    /// Why a part that does not fit the others cannot be taken.
    func mustTakeRest(_ rest: Int, at item: Interview.Item) -> Refusal {
        guard case .allocate(_, let total) = interview.survey[item.question].kind else {
            return .init(texts[.required])
        }
        let values = ["total": writing.text(Decimal(total)), "n": writing.text(Decimal(rest))]
        return .init(texts(.mustTakeRest, values), saysHow: true)
    }
}
