public import SurveyModel

/// What interviews on one survey need and only the survey decides, worked out once and shared by all of them.
///
/// Linear in the survey to make.
public final class InterviewPlan: Sendable {
    /// The survey.
    public let survey: Survey

    /// The givens, in the order of the file.
    let givens: [(variable: VariableID, isOptional: Bool)]
    /// The variables of `split`, which givens may fix.
    let splits: [VariableID]
    /// The variable of the date of today, if the survey reads it.
    let today: VariableID?
    /// The computed variables, which responses leave out.
    let computed: [VariableID]
    /// For each step, how many blocks begin there or before.
    let blocksBegun: [Int]
    /// For each block, the innermost page that it is or stands in.
    let page: [BlockID?]
    /// For each question, the hash of its name, from which its random order is drawn.
    let nameHash: [UInt64]
    /// For each list, whether some of its options are offered under a condition only.
    let isConditional: [Bool]
    /// For each question, whether its options are narrowed by earlier answers or by a draw.
    let isNarrowed: [Bool]
    /// For each localization, whether every text in it is current.
    let isCurrent: [Bool]
    /// The localizations by their tags.
    let localization: [String: Int]
    /// What collections order and draw from.
    let collections: Collections
    /// How many items may still come.
    let burden: Burden
    /// The first step that asks for consent, before which nothing is recorded.
    let consent: Int?
    /// The ending of an interview without consent, if the survey words one.
    let refusal: EndingID?
    /// For each block, the innermost roster instance that it is or stands in.
    let instance: [Item.RosterInstance?]

    typealias Item = Interview.Item

    /// Works out the plan of a survey.
    public init(_ survey: Survey) {
        self.survey = survey
        givens = survey.variables.enumerated().compactMap { position, variable in
            guard case .given(let isOptional) = variable.role else { return nil }
            return (VariableID(position), isOptional)
        }
        splits = survey.variables.indices.map(VariableID.init).filter { id in
            if case .split = survey[id].role { true } else { false }
        }
        today = survey.today
        computed = survey.variables.indices.map(VariableID.init).filter { !survey[$0].isStored }
        var begun = 0
        blocksBegun = survey.steps.indices.map { step in
            while begun < survey.blocks.count, survey.blocks[begun].steps.lowerBound <= step { begun += 1 }
            return begun
        }
        var page: [BlockID?] = []
        for (position, block) in survey.blocks.enumerated() {
            if case .page = block.kind {
                page.append(BlockID(position))
            } else {
                page.append(block.parent.flatMap { $0.position < position ? page[$0.position] : nil })
            }
        }
        self.page = page
        nameHash = survey.questions.map { SeededGenerator.hash(of: $0.name) }
        isConditional = survey.lists.map { $0.options.contains { $0.condition != nil } }
        isNarrowed = survey.questions.map { !$0.carried.isEmpty || ($0.draw != nil && $0.rows.isEmpty) }
        isCurrent = survey.localizations.map { localization in
            localization.texts.count == survey.texts.count
                && localization.texts.allSatisfy { $0.state == .current }
        }
        localization = Dictionary(
            survey.localizations.enumerated().map { ($1.tag, $0) }, uniquingKeysWith: { first, _ in first })
        collections = Collections(of: survey)
        burden = Burden(of: survey, collections)
        consent = survey.steps.firstIndex { step in
            if case .ask(let question) = step.action { survey[question].kind == .consent } else { false }
        }
        refusal = survey.endings.firstIndex { $0.disposition == .refused }.map(EndingID.init)
        instance = survey.instances
    }

    /// The givens, in the order of the file.
    public var givenVariables: [(variable: VariableID, isOptional: Bool)] { givens }

    /// The variables of `split`, in the order of the file. What an interview begins with may fix their arms.
    public var splitVariables: [VariableID] { splits }

    /// The variable of the date of today; nil if the survey does not read it and needs none.
    public var todayVariable: VariableID? { today }

    /// Throws `InterviewFault` if no interview can be in a language.
    public func check(locale tag: String) throws(InterviewFault) {
        guard speaks(tag) else { throw .unknownLanguage(tag: tag, offered: locales) }
    }

    /// Whether an interview can be in a language: the source, one that is promised, or one that there is.
    public func speaks(_ tag: String) -> Bool {
        tag == survey.language || localization[tag] != nil || survey.translations.contains(tag)
    }

    /// The languages that an interview can be in: the source, those promised, and those there are.
    var locales: [String] {
        survey.locales + survey.localizations.map(\.tag).filter { !survey.locales.contains($0) }
    }
}

extension Survey {
    /// For each block, the innermost roster instance that it is or stands in.
    fileprivate var instances: [Interview.Item.RosterInstance?] {
        var own: [Int: Interview.Item.RosterInstance] = [:]
        for (roster, declared) in rosters.enumerated() {
            for (place, instance) in declared.instances.enumerated() {
                own[instance.block.position] = .init(roster: roster, instance: place)
            }
        }
        guard !own.isEmpty else { return Array(repeating: nil, count: blocks.count) }
        var found: [Interview.Item.RosterInstance?] = []
        for (position, block) in blocks.enumerated() {
            let outer = block.parent.flatMap { $0.position < position ? found[$0.position] : nil }
            found.append(own[position] ?? outer)
        }
        return found
    }
}
