internal import SurveyModel
internal import Translations

/// Says routes as formulas and in the words of each language.
struct BaseWords {
    private let survey: Survey
    private let labels: CodebookLabels
    private let conditions: [ConditionWords]
    /// What translations of the texts in the words are worth, for each language.
    private let states: [StateOfTexts]
    private let numbers: QuestionNumbers
    private let rounds: [QuestionID: [Round]]

    init(_ survey: Survey, _ labels: CodebookLabels, _ numbers: QuestionNumbers) {
        self.init(survey, labels, numbers, Self.rounds(of: survey))
    }

    private init(
        _ survey: Survey, _ labels: CodebookLabels, _ numbers: QuestionNumbers,
        _ rounds: [QuestionID: [Round]]
    ) {
        self.survey = survey
        self.labels = labels
        self.numbers = numbers
        self.rounds = rounds
        let states = labels.locales.map { _ in StateOfTexts() }
        self.states = states
        conditions = labels.locales.indices.map { locale in
            func line(_ text: TextID) -> String {
                if labels.unnamed.options.contains(text) { return UnnamedInstances.mark }
                let wording = labels.wording(text, locale)
                states[locale].add(wording.state)
                return wording.text
            }
            return ConditionWords(
                survey: survey, texts: labels.texts[locale], numbers: numbers.numbers, line: line,
                round: { id in
                    let others = (rounds[id] ?? []).filter { !$0.isOne(of: labels.unnamed) }
                    guard !others.isEmpty else { return nil }
                    return others.map { round in
                        switch round {
                        case .option(let text): line(text)
                        case .number(let name): name
                        }
                    }.joined(separator: " – ")
                })
        }
    }

    /// The same words without the names of some instances.
    func without(_ labels: CodebookLabels) -> BaseWords { BaseWords(survey, labels, numbers, rounds) }

    /// The base that several ways make, any of which a respondent can come.
    func base(of routes: [Route], isAsked: Bool) -> Codebook.Base {
        let isDrawn = !routes.isEmpty && routes.allSatisfy(\.isDrawn)
        let isEverybody = routes.contains { route in
            var route = route
            route.isDrawn = false
            return route.isEverybody
        }
        if isEverybody, !isDrawn { return Codebook.Base() }
        let words = Label(
            labels.locales.indices.map { locale in
                states[locale].begin()
                let ways = routes.map { way($0, isAsked, locale) }
                let text = ways.dropFirst().reduce(ways.first ?? "") {
                    labels.texts[locale](.baseOther, ["first": $0, "second": $1])
                }
                return Label.Wording(text, state: labels.state(states[locale].worst, in: locale))
            }, origin: .program)
        return Codebook.Base(
            condition: isEverybody ? nil : condition(routes), words: words, isDrawn: isDrawn)
    }

    private func condition(_ routes: [Route]) -> String? {
        let formulas = routes.compactMap(\.formula)
        guard formulas.count == routes.count, let first = formulas.first else { return nil }
        let more = routes.reduce(0) { $0 + $1.moreConditions + $1.moreExceptions }
        let text = (formulas.count > 1 ? Formula.or(formulas) : first).text(in: survey)
        return more == 0 ? text : text + " and …"
    }

    private func way(_ route: Route, _ isAsked: Bool, _ locale: Int) -> String {
        let texts = labels.texts[locale]
        let condition = joined(
            route.conditions.map { part($0, locale) }
                + (route.moreConditions == 0
                    ? [] : [.words(texts(.baseMore, count: route.moreConditions))]),
            .conditionAnd, locale)
        let excepted = joined(
            route.exceptions.map { .words(exception($0, among: route.exceptions.count, locale)) }
                + (route.moreExceptions == 0
                    ? [] : [.words(texts(.baseMoreExceptions, count: route.moreExceptions))]),
            .conditionOr,
            locale)
        let text: ProgramText =
            switch (condition.isEmpty, excepted.isEmpty) {
            case (true, true): isAsked ? .baseEverybody : .baseThere
            case (false, true): isAsked ? .baseAskedIf : .baseThereIf
            case (true, false): isAsked ? .baseAskedUnless : .baseThereUnless
            case (false, false): isAsked ? .baseAskedIfUnless : .baseThereIfUnless
            }
        let base = texts(text, ["condition": condition, "exception": excepted])
        return route.isDrawn ? texts(.baseDrawn, ["base": base]) : base
    }

    /// An exception in the middle of a sentence; in brackets where it is joined itself and stands beside others.
    private func exception(_ route: Route, among count: Int, _ locale: Int) -> String {
        let texts = labels.texts[locale]
        var parts = route.conditions.map { part($0, locale) }
        for inner in route.exceptions {
            let words = exception(inner, among: 1, locale)
            let isJoined = inner.conditions.count + inner.exceptions.count > 1
            parts.append(.words(texts(.conditionNot, ["condition": isJoined ? "(\(words))" : words])))
        }
        let more = route.moreConditions
        if more > 0 { parts.append(.words(texts(.baseMore, count: more))) }
        let words = joined(parts, .conditionAnd, locale)
        return parts.count > 1 && count > 1 ? "(\(words))" : words
    }

    private func joined(_ parts: [ConditionWords.Part], _ text: ProgramText, _ locale: Int) -> String {
        conditions[locale].joined(parts, text)
    }

    private func part(_ condition: Route.Condition, _ locale: Int) -> ConditionWords.Part {
        switch condition {
        case .formula(let formula): return .formula(formula)
        case .offered(let id, _):
            let texts = labels.texts[locale]
            var words: [ConditionWords.Part] = []
            for rule in survey[id].carried {
                switch rule {
                case .chosen(let variable):
                    words.append(
                        .words(
                            texts(
                                .baseOfferedChosen, ["subject": conditions[locale].subject(variable)])))
                case .exceptChosen(let variable):
                    words.append(
                        .words(
                            texts(.baseOfferedLeft, ["subject": conditions[locale].subject(variable)])))
                case .except: break
                }
            }
            return .words(
                words.isEmpty ? texts[.baseOffered] : joined(words, .conditionAnd, locale))
        }
    }

    /// What tells a question from the same one in other rounds of its loops, outermost first.
    private enum Round {
        case option(TextID)
        case number(String)

        func isOne(of unnamed: UnnamedInstances) -> Bool {
            switch self {
            case .option(let text): unnamed.options.contains(text)
            case .number(let name): unnamed.names.contains(name)
            }
        }
    }

    private static func rounds(of survey: Survey) -> [QuestionID: [Round]] {
        var own: [BlockID: Round] = [:]
        for roster in survey.rosters {
            for instance in roster.instances {
                switch roster.source {
                case .options(let list, _):
                    own[instance.block] = .option(survey[list].options[instance.value].text)
                case .numbers: own[instance.block] = .number(instance.name)
                }
            }
        }
        var around: [[Round]] = []
        for (position, block) in survey.blocks.enumerated() {
            let outer = block.parent.flatMap { $0.position < position ? around[$0.position] : nil } ?? []
            around.append(own[BlockID(position)].map { outer + [$0] } ?? outer)
        }
        var rounds: [QuestionID: [Round]] = [:]
        for step in survey.steps {
            guard case .ask(let id) = step.action, !around[step.block.position].isEmpty else { continue }
            rounds[id] = around[step.block.position]
        }
        return rounds
    }
}

/// The worst state of the translations that words were made of.
final class StateOfTexts {
    private(set) var worst = LocalizedText.State.current

    func begin() { worst = .current }

    func add(_ state: LocalizedText.State) {
        if state == .missing || worst == .current { worst = state }
    }
}
