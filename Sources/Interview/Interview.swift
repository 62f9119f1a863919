public import SurveyModel

/// One interview: where it stands, what was answered, what is asked next.
///
/// A value that events move on; it has no clock, no terminal and no store:
///
/// ```swift
/// var interview = try Interview(survey: survey, givens: [branch: .text("athens-02")], seed: 7, locale: "el")
/// for effect in interview.handle(.start) { /* show the first item */ }
/// for effect in interview.handle(.answer(.value(.number(9)))) { /* record, then show the next */ }
/// ```
///
/// A survey is a forward-only program, so what is decided before the current item never changes while the respondent
/// stays there. An interview that goes straight through costs time linear in the survey; going back costs at most as
/// much as the stretch it goes back over.
public struct Interview: Sendable {
    /// What the survey alone decides.
    public let plan: InterviewPlan
    /// The seed of every random order.
    public let seed: UInt64
    /// The language texts are shown in.
    public internal(set) var locale: String
    /// Where the interview stands.
    public internal(set) var phase = Phase.ready
    /// Whether a text was shown on a stale or missing translation.
    public internal(set) var isStale = false

    /// What was last answered, also where it is hidden now.
    var kept: [Answer]
    /// What holds above the current item: answers, givens and computed values; the rest is *not asked*.
    var visible: [Answer]
    /// For each block so far, whether it happens.
    var active: [Bool] = []
    /// For each arm so far, whether it or an earlier arm of its `if` was taken.
    var taken: [Bool] = []
    /// The current step.
    var step = 0
    /// The items of the current question.
    var parts: [Item.Part] = []
    /// The current one of them.
    var place = 0
    /// The items passed, in order.
    var history: [Passed] = []
    /// The soft checks that were overridden, with what they had read.
    var overridden: [CheckID: [Answer]] = [:]

    /// An item that was passed.
    struct Passed: Hashable, Sendable {
        var step: Int
        var part: Item.Part
    }

    /// An interview on a survey. For many interviews make the plan once.
    ///
    /// Throws `InterviewFault` if a required given is missing or a given has a value that it cannot have, or if the survey
    /// is not in the language; nil is the language of the file.
    public init(
        survey: Survey, givens: [VariableID: Value] = [:], seed: UInt64, locale: String? = nil
    ) throws(InterviewFault) {
        try self.init(plan: InterviewPlan(survey), givens: givens, seed: seed, locale: locale)
    }

    /// An interview on the survey of a plan; see the other initializer.
    public init(
        plan: InterviewPlan, givens: [VariableID: Value] = [:], seed: UInt64, locale: String? = nil
    ) throws(InterviewFault) {
        let locale = locale ?? plan.survey.language
        try plan.check(locale: locale)
        self.plan = plan
        self.seed = seed
        self.locale = locale
        visible = try plan.startingAnswers(givens)
        kept = [Answer](repeating: .notAsked, count: visible.count)
    }

    /// The survey.
    public var survey: Survey { plan.survey }

    /// The item that is waited for, nil before the start, at a check and at the end.
    public var item: Item? { if case .asking(let item) = phase { item } else { nil } }

    /// Whether anything was answered, a kind of missing included.
    public var hasAnswers: Bool { kept.contains { $0 != .notAsked } }

    /// How far it has come. Constant time.
    public var progress: Progress {
        let later: ClosedRange<Int>
        switch phase {
        case .ready: later = plan.burden.from[0]
        case .finished: later = 0...0
        case .checking: later = plan.burden.from[step]
        case .asking(let item):
            let after = plan.burden.from[plan.burden.next[step]]
            let here = parts.count - place
            let opened = item.part == .whole ? opens(item) : 0
            later = here + after.lowerBound...here + opened + after.upperBound
        }
        return Progress(passed: history.count, remaining: later)
    }

    private func opens(_ item: Item) -> Int {
        guard let variable = item.variable else { return 0 }
        let question = survey[item.question]
        switch survey[variable].domain {
        case .option: return min(1, question.specify.count)
        case .options: return min(item.select.upperBound, question.specify.count)
        case .point, .yesno, .number, .text, .truth: return 0
        }
    }

    /// Moves the interview on and says what to do, in order. An event that means nothing now has no effect.
    public mutating func handle(_ event: Event) -> [Effect] {
        var effects: [Effect] = []
        switch (phase, event) {
        case (.ready, .start):
            if let title = survey.title { shown(title) }
            walk(&effects)
        case (.asking(let item), .answer(let entry)):
            if item.isNote, entry == .skip {
                pass(item, &effects)
            } else {
                answer(item, entry, &effects)
            }
        case (.asking(let item), .next):
            next(item, &effects)
        case (.checking(let check), .confirm(true)) where survey[check].isSoft:
            overridden[check] = readings(of: check)
            step += 1
            walk(&effects)
        case (.checking(let check), .confirm), (.checking(let check), .next), (.checking(let check), .answer):
            goBack(to: returnPlace(of: check) ?? history.count - 1, &effects)
        case (.asking, .back), (.checking, .back):
            goBack(to: history.count - 1, &effects)
        case (.finished(let disposition, _), .back) where disposition != .partial:
            goBack(to: history.count - 1, &effects)
        case (.asking(let item), .language(let tag)):
            if speak(tag) {
                effects.append(ask(item))
            } else {
                effects.append(.invalid(item, .unknownLanguage))
            }
        case (.checking(let check), .language(let tag)):
            if speak(tag) { effects.append(fire(check)) }
        case (.ready, .language(let tag)), (.finished, .language(let tag)):
            _ = speak(tag)
        case (.ready, .leave), (.asking, .leave), (.checking, .leave):
            visible = settledAnswers()
            phase = .finished(.partial, nil)
            effects.append(.finished(.partial, nil))
        case (.ready, _), (.asking, _), (.checking, _), (.finished, _):
            break
        }
        return effects
    }

    private mutating func answer(_ item: Item, _ entry: Entry, _ effects: inout [Effect]) {
        switch item.accept(entry, in: survey) {
        case .success(let answer): commit(answer, to: item, &effects)
        case .failure(let problem): effects.append(.invalid(item, problem))
        }
    }

    private mutating func next(_ item: Item, _ effects: inout [Effect]) {
        if item.isNote {
            pass(item, &effects)
        } else if let present = item.present {
            commit(present, to: item, &effects)
        } else if item.isOptional {
            commit(.missing(.skipped), to: item, &effects)
        } else if case .options? = item.variable.map({ survey[$0].domain }), item.select.lowerBound == 0 {
            commit(.answered(.options([])), to: item, &effects)
        } else {
            effects.append(.invalid(item, .required))
        }
    }

    private mutating func speak(_ tag: String) -> Bool {
        guard plan.speaks(tag) else { return false }
        locale = tag
        return true
    }
}

extension Interview: Hashable {
    /// Whether two interviews on the same survey stand at the same place with the same answers.
    public static func == (left: Self, right: Self) -> Bool {
        (left.plan === right.plan || left.survey == right.survey) && left.seed == right.seed
            && left.locale == right.locale && left.phase == right.phase && left.isStale == right.isStale
            && left.kept == right.kept && left.visible == right.visible && left.history == right.history
            && left.overridden == right.overridden
    }

    /// Hashes where the interview stands and what was answered.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(seed)
        hasher.combine(phase)
        hasher.combine(kept)
    }
}

extension Interview: AnswerSource {
    /// The answer that holds above the current item; *not asked* for everything hidden or still to come.
    public func answer(of variable: VariableID) -> Answer { visible.answer(of: variable) }
}
