internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// The largest total that can be divided.
    private static let totalLimit = 1_000_000

    /// `allocate parts 100 "…" { … }`: whole numbers that sum to the total.
    func allocationShape(of draft: inout QuestionDraft) -> QuestionShape {
        let total = total(of: draft)
        guard var offered = options(of: &draft) else { return .failed }
        withoutExclusive(&offered, &draft)
        guard let total else { return .failed }
        let rule = NumberRule(low: 0, high: Decimal(total), unit: draft.properties.unit)
        return .allocation(offered.list, rule)
    }

    private func total(of draft: QuestionDraft) -> Int? {
        if let bound = draft.view.bound, !bound.isRange, case .number(let token)? = bound.lower?.form,
            let total = token.integer, (1...Self.totalLimit).contains(total)
        {
            return total
        }
        report(.badTotal(draft.name, Self.totalLimit, at: draft.view.bound?.range ?? draft.name.span))
        return nil
    }
}
