internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// `choice` and `choices`.
    func choiceShape(of draft: inout QuestionDraft) -> QuestionShape {
        guard let offered = options(of: &draft) else { return .failed }
        guard draft.word == .choices else { return .value(.choice(offered.list), .option(offered.list)) }
        let select = selection(draft.properties.select, from: offered)
        return .value(.choices(offered.list, select: select), .options(offered.list, select: select))
    }

    /// The options of a question, its own or taken with `from`; nil if there are none, which is reported.
    func options(of draft: inout QuestionDraft) -> OfferedOptions? {
        if let label = draft.lines.first(where: \.isLabel) {
            report(.lineDoesNotFit("a label", draft.word.spelling, at: label.range))
        }
        let hasOptions = draft.lines.contains { !$0.isLabel }
        if let from = draft.view.from {
            if draft.word != .allocate { rejectBound(of: draft) }
            if hasOptions { report(.fromAndOptions(draft.name, at: from.range)) }
            guard let offered = offeredOptions(from) else { return nil }
            draft.carried = offered.carried
            return offered
        }
        if draft.word != .allocate {
            if !hasOptions, let offered = optionsWithoutFrom(draft.view.bound) { return offered }
            rejectBound(of: draft)
        }
        guard hasOptions else {
            report(.noOptions(draft.word.spelling, draft.name))
            return nil
        }
        return OfferedOptions(
            list: addList(named: draft.name, draft.lines, key: "\(draft.key).option", of: draft.word))
    }

    /// How many options may be chosen, by `select`; if it is not said, from one to all, or all in a ranking.
    func selection(_ bound: BoundSyntax?, from offered: OfferedOptions, isRanking: Bool = false)
        -> ClosedRange<Int>
    {
        // An option that excludes the others is only ever chosen alone.
        let most = max(1, facts(of: offered.list).joinable - leftOut(by: offered))
        let all = isRanking ? most...most : 1...most
        guard let bound else { return all }
        let low = constant(bound.lower)
        let high = bound.isRange ? constant(bound.upper) : low
        guard let low, let high else { return all }
        guard let fewest = low.exactInt, let largest = high.exactInt, fewest >= 0, largest >= max(1, fewest),
            largest <= most
        else {
            report(.badSelection(most, at: bound.range))
            return all
        }
        return fewest...largest
    }

    /// How many options that do not exclude others are left out of everybody's list.
    private func leftOut(by offered: OfferedOptions) -> Int {
        var indices: Set<Int> = []
        for case .except(let options) in offered.carried { indices.formUnion(options) }
        return indices.count { !survey[offered.list].options[$0].isExclusive }
    }
}
