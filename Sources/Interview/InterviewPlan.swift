public import SurveyModel

/// What interviews on one survey need and only the survey decides, worked out once and shared by all of them.
///
/// Linear in the survey to make.
public final class InterviewPlan: Sendable {
    /// The survey.
    public let survey: Survey

    /// The givens, in the order of the file.
    let givens: [(variable: VariableID, isOptional: Bool)]
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
    /// For each localization, whether every text in it is current.
    let isCurrent: [Bool]
    /// The localizations by their tags.
    let localization: [String: Int]
    /// How many items may still come.
    let burden: Burden

    /// Works out the plan of a survey.
    public init(_ survey: Survey) {
        self.survey = survey
        givens = survey.variables.enumerated().compactMap { position, variable in
            guard case .given(let isOptional) = variable.role else { return nil }
            return (VariableID(position), isOptional)
        }
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
        isCurrent = survey.localizations.map { localization in
            localization.texts.count == survey.texts.count
                && localization.texts.allSatisfy { $0.state == .current }
        }
        localization = Dictionary(
            survey.localizations.enumerated().map { ($1.tag, $0) }, uniquingKeysWith: { first, _ in first })
        burden = Burden(of: survey)
    }

    /// The givens, in the order of the file.
    public var givenVariables: [(variable: VariableID, isOptional: Bool)] { givens }

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

    /// The options or rows of a question in the order of this seed, whether or not they are offered now.
    ///
    /// The whole list is shuffled before it is filtered, so that an option that comes back does not move the others.
    func order(of question: QuestionID, seed: UInt64) -> [Int] {
        let rows = survey[question].rows
        let options = survey[question].list.map { survey[$0].options } ?? []
        let count = rows.isEmpty ? options.count : rows.count
        guard survey[question].isShuffled else { return Array(0..<count) }
        var generator = SeededGenerator(seed: seed, nameHash: nameHash[question.position])
        return generator.order(of: count) { index in
            guard rows.isEmpty else { return false }
            return options[index].isPinned || options[index].isExclusive || options[index].hasSpecify
        }
    }
}
