public import SurveyModel

/// What tests went through, and whether somebody said so or it was only filled in on the way.
public struct Visits: Hashable, Sendable {
    /// Something that a test can go through.
    public enum Target: Hashable, Sendable {
        /// A question was asked, or a note shown.
        case question(QuestionID)
        /// A row of a grid, a part of an allocation or the text of an option was asked, by its variable.
        case part(VariableID)
        /// An option was chosen, in this question.
        case option(QuestionID, Int)
        /// An arm of an `if`, `else` or `split` happened.
        case arm(BlockID)
        /// A check was met, and held.
        case passed(CheckID)
        /// A check fired.
        case fired(CheckID)
        /// An interview ended here.
        case ending(EndingID)
    }

    /// How something was visited.
    public enum Manner: Int, Hashable, Sendable, Comparable {
        /// Only by answers that were filled in.
        case filledIn
        /// By what a test says.
        case explicit

        /// Orders filled in before explicit.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// What was visited, and how.
    public private(set) var manners: [Target: Manner] = [:]

    /// Nothing was visited.
    public init() {}

    /// How something was visited; nil if it was not.
    public subscript(_ target: Target) -> Manner? { manners[target] }

    /// Notes a visit. An explicit one stays explicit.
    public mutating func note(_ target: Target, _ manner: Manner) {
        manners[target] = max(manners[target] ?? manner, manner)
    }

    /// Adds what other tests visited.
    public mutating func merge(_ other: Visits) {
        for (target, manner) in other.manners { note(target, manner) }
    }
}

extension Visits.Target {
    /// Everything of a survey that tests can go through, in the order of the file. Linear.
    public static func all(of survey: Survey) -> [Visits.Target] {
        var found: [Visits.Target] = []
        for (position, question) in survey.questions.enumerated() {
            let id = QuestionID(position)
            found.append(.question(id))
            let parts = question.variables + question.specify.map(\.variable)
            for variable in parts where survey[variable].name != question.name {
                found.append(.part(variable))
            }
            switch question.kind {
            case .choice, .choices, .choiceGrid, .ranking:
                for option in question.offerable(in: survey) { found.append(.option(id, option)) }
            case .yesno, .consent:
                found += [.option(id, 1), .option(id, 0)]
            case .nps, .csat, .ces, .rating, .grid, .allocate, .number, .date, .time, .text, .note: continue
            }
        }
        for (position, block) in survey.blocks.enumerated() {
            if case .arm = block.kind { found.append(.arm(BlockID(position))) }
        }
        for position in survey.checks.indices {
            found += [.passed(CheckID(position)), .fired(CheckID(position))]
        }
        for ending in survey.reachableEndings { found.append(.ending(ending)) }
        return found
    }

    /// What it is called in a report, with its kind in front: `question why`, `option channel.bot`.
    public func words(in survey: Survey) -> String {
        switch self {
        case .question(let id): "question \(survey[id].name)"
        case .part(let variable): "row \(survey[variable].name)"
        case .option(let id, let option):
            "option \(survey[id].name).\(Self.option(option, of: id, in: survey))"
        case .arm(let block): "arm \(survey.words(forArm: block))"
        case .passed(let check): "check \(survey[check].name) holds"
        case .fired(let check): "check \(survey[check].name) fires"
        case .ending(let ending): "ending \(survey.words(for: ending))"
        }
    }

    /// The word for its kind in machine-readable reports.
    public var kind: String {
        switch self {
        case .question: "question"
        case .part: "row"
        case .option: "option"
        case .arm: "arm"
        case .passed: "check_passed"
        case .fired: "check_fired"
        case .ending: "ending"
        }
    }

    private static func option(_ option: Int, of id: QuestionID, in survey: Survey) -> String {
        guard let list = survey[id].list else { return option == 1 ? "yes" : "no" }
        let options = survey[list].options
        return options.indices.contains(option) ? options[option].name : "\(option)"
    }
}

extension Question {
    /// The options that it can offer at all.
    func offerable(in survey: Survey) -> [Int] {
        guard let list else { return [] }
        var excluded: Set<Int> = []
        for rule in carried {
            switch rule {
            case .except(let options): excluded.formUnion(options)
            case .chosen:
                for (index, option) in survey[list].options.enumerated() where option.isExclusive {
                    excluded.insert(index)
                }
            case .exceptChosen: continue
            }
        }
        return survey[list].options.indices.filter { !excluded.contains($0) }
    }
}

extension Survey {
    /// The endings that some step leads to, and those of refused consent; in the order of the file.
    var reachableEndings: [EndingID] {
        var found: Set<EndingID> = []
        for step in steps { if case .end(let ending) = step.action { found.insert(ending) } }
        for (position, ending) in endings.enumerated() where ending.disposition == .refused {
            found.insert(EndingID(position))
        }
        return found.sorted()
    }

    /// An ending by its name, or by what it says.
    func words(for ending: EndingID) -> String {
        if let name = self[ending].name { return name }
        guard let text = self[ending].text else { return "of the file" }
        return "\"\(excerpt(self[text].source))\""
    }

    /// The condition of an arm: `if channel == store`, `else of channel == store`.
    func words(forArm block: BlockID) -> String {
        guard case .arm(let condition, let previous) = self[block].kind else { return "" }
        if let condition {
            return (previous == nil ? "if " : "else if ") + condition.text(in: self)
        }
        guard let previous, case .arm(let before?, _) = self[previous].kind else { return "else" }
        return "else after \(before.text(in: self))"
    }
}
