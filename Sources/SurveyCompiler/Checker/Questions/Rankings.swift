internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// `ranking rank "…" { select 3 … }`: an order of so many options, or of all.
    func rankingShape(of draft: inout QuestionDraft) -> QuestionShape {
        guard var offered = options(of: &draft) else { return .failed }
        withoutExclusive(&offered, &draft)
        let select = selection(draft.properties.select, from: offered, isRanking: true)
        return .value(.ranking(offered.list, select: select), .order(offered.list, select: select))
    }

    /// Leaves out the options of a shared list that exclude the others: "none of these" has no place and no share.
    func withoutExclusive(_ offered: inout OfferedOptions, _ draft: inout QuestionDraft) {
        let options = survey[offered.list].options
        guard facts(of: offered.list).joinable < options.count else { return }
        let rule = Question.Carried.except(options.indices.filter { options[$0].isExclusive })
        offered.carried.append(rule)
        draft.carried = offered.carried
    }
}
