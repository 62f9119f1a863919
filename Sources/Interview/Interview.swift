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

    /// The local date of the start, if the survey reads it.
    public let today: CalendarDay?

    /// The arms that were fixed and not drawn.
    let fixed: [VariableID: Answer]
    /// What was last answered, also where it is hidden now.
    var kept: [Answer]
    /// What holds above the current item: answers, givens and computed values; the rest is *not asked*.
    var visible: [Answer]
    /// For each block that the walk came to, whether it happens.
    var active: [Bool]
    /// For each arm that the walk came to, whether it or an earlier arm of its `if` was taken.
    var taken: [Bool]
    /// For each unit that its collection has chosen, what follows it.
    var links: [Int: Link] = [:]
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

    /// Of an allocation, what was given so far.
    var given = Given(step: -1)
    /// What holds since the start, in the order in which it came about.
    var trail: [VariableID] = []
    /// Whether arms were drawn that are not recorded before consent is given.
    var isWithholding = false
    /// Whether it is only found out what holds.
    var isSettling = false

    /// An item that was passed, and how long the trail was before it.
    struct Passed: Hashable, Sendable {
        var step: Int
        var part: Item.Part
        var mark: Int
    }

    /// An interview on a survey. For many interviews make the plan once.
    ///
    /// `givens` may also fix the arm of a `split` and the date of today; `today` is the local date of the start. Throws
    /// `InterviewFault` if a required given is missing or a given has a value that it cannot have, if the survey reads
    /// `today` and there is none, or if the survey is not in the language; nil is the language of the file.
    public init(
        survey: Survey, givens: [VariableID: Value] = [:], seed: UInt64, locale: String? = nil,
        today: CalendarDay? = nil
    ) throws(InterviewFault) {
        try self.init(
            plan: InterviewPlan(survey), givens: givens, seed: seed, locale: locale, today: today)
    }

    /// An interview on the survey of a plan; see the other initializer.
    public init(
        plan: InterviewPlan, givens: [VariableID: Value] = [:], seed: UInt64, locale: String? = nil,
        today: CalendarDay? = nil
    ) throws(InterviewFault) {
        let locale = locale ?? plan.survey.language
        try plan.check(locale: locale)
        self.plan = plan
        self.seed = seed
        self.locale = locale
        let start = try plan.startingAnswers(givens, today: today)
        visible = start.answers
        fixed = start.fixed
        self.today = start.today
        kept = [Answer](repeating: .notAsked, count: start.answers.count)
        active = [Bool](repeating: false, count: plan.survey.blocks.count)
        taken = active
    }

    /// The survey.
    public var survey: Survey { plan.survey }

    /// What it began with: the givens, the arms that were fixed, and the date of today. Beginning with these again, with
    /// the same seed, begins the same interview.
    public var givens: [VariableID: Value] {
        var values = fixed.compactMapValues(\.value)
        for id in plan.givens.map(\.variable) + (plan.today.map { [$0] } ?? []) {
            if let value = visible.answer(of: id).value { values[id] = value }
        }
        return values
    }

    /// The item that is waited for, nil before the start, at a check and at the end.
    public var item: Item? { if case .asking(let item) = phase { item } else { nil } }

    /// Whether anything was answered, a kind of missing included.
    public var hasAnswers: Bool {
        kept.indices.contains { kept[$0] != .notAsked && survey.variables[$0].question != nil }
    }

    /// How far it has come. It takes as long as collections nest around the current item.
    public var progress: Progress {
        let later: Ways
        switch phase {
        case .ready: later = plan.burden.from[0]
        case .finished: later = .none
        case .checking: later = waysOn
        case .asking(let item): later = waysThrough(item).then(waysOn)
        }
        return Progress(passed: history.count, remaining: later.least...later.most)
    }

    /// How many items the rest of the current question has.
    private func waysThrough(_ item: Item) -> Ways {
        let here = parts.count - place
        switch item.part {
        case .row, .specify: return Ways(here...here)
        case .amount: return Ways((item.isOptional || !item.missing.isEmpty ? 1 : here)...here)
        case .whole: break
        }
        let opened: Int
        switch item.options.isEmpty ? nil : item.variable.map({ plan.survey.variables[$0.position].domain }) {
        case .option: opened = min(1, openable(in: item.question).count)
        case .options, .order: opened = min(item.select.upperBound, openable(in: item.question).count)
        default: opened = 0
        }
        return Ways(through: here...here + opened, toEnd: isConsent(item) ? here...here : nil)
    }

    /// Moves the interview on and says what to do, in order. An event that means nothing now has no effect.
    public mutating func handle(_ event: Event) -> [Effect] {
        var effects: [Effect] = []
        switch (phase, event) {
        case (.ready, .start):
            if let title = survey.title { shown(title) }
            begin(&effects)
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
            pass(&effects)
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
        switch item.accept(entry, in: plan.survey, today: today) {
        case .success(let answer): commit(answer, to: item, &effects)
        case .failure(let problem): effects.append(.invalid(item, problem))
        }
    }

    private mutating func next(_ item: Item, _ effects: inout [Effect]) {
        if item.isNote {
            pass(item, &effects)
        } else if let present = item.present {
            commit(present, to: item, &effects)
        } else if let suggestion = item.suggestion {
            answer(item, .value(suggestion), &effects)
        } else if item.isOptional {
            commit(.missing(.skipped), to: item, &effects)
        } else {
            switch item.variable.map({ survey[$0].domain }) {
            case .options where item.select.lowerBound == 0:
                commit(.answered(.options([])), to: item, &effects)
            case .order where item.select.lowerBound == 0:
                commit(.answered(.order([])), to: item, &effects)
            default: effects.append(.invalid(item, .required))
            }
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
            && left.fixed == right.fixed && left.today == right.today && left.locale == right.locale
            && left.phase == right.phase && left.isStale == right.isStale
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
