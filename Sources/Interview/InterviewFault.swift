internal import FoundationEssentials
internal import SurveyModel

/// Why an interview cannot begin.
public enum InterviewFault: Error, Hashable, Sendable {
    /// The survey needs a given that was not set.
    case missingGiven(name: String)
    /// A given has a value that it cannot have.
    case invalidGiven(name: String, expected: String)
    /// What was set is not a given of the survey.
    case notAGiven(name: String, givens: [String])
    /// The survey is not in that language.
    case unknownLanguage(tag: String, offered: [String])

    /// What was seen and what to do.
    public var message: String {
        switch self {
        case .missingGiven(let name):
            "the survey needs \"\(name)\": say --set \(name)=VALUE"
        case .invalidGiven(let name, let expected):
            "\"\(name)\" must be \(expected): say --set \(name)=VALUE"
        case .notAGiven(let name, let givens):
            "\"\(name)\" is not a given of the survey; "
                + (givens.isEmpty ? "it has none" : "it has " + givens.joined(separator: ", "))
        case .unknownLanguage(let tag, let offered):
            "the survey is not in \"\(tag)\"; it is in " + offered.joined(separator: ", ")
        }
    }
}

extension InterviewPlan {
    /// The answers that the givens are at the start, one for each variable.
    func startingAnswers(_ values: [VariableID: Value]) throws(InterviewFault) -> [Answer] {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        var known = 0
        for given in givens {
            let variable = survey[given.variable]
            if let value = values[given.variable] {
                guard case .success(let accepted) = survey.accept(value, in: variable.domain) else {
                    throw .invalidGiven(name: variable.name, expected: survey.expected(in: variable.domain))
                }
                answers[given.variable.position] = .answered(accepted)
                known += 1
            } else if given.isOptional {
                if variable.missing.contains(.skipped) {
                    answers[given.variable.position] = .missing(.skipped)
                }
            } else {
                throw .missingGiven(name: variable.name)
            }
        }
        guard known < values.count else { return answers }
        let names = givens.map { survey[$0.variable].name }
        let strangers = values.keys.filter { id in !givens.contains { $0.variable == id } }
        guard let stranger = strangers.min() else { return answers }
        let isKnown = survey.variables.indices.contains(stranger.position)
        throw .notAGiven(name: isKnown ? survey[stranger].name : "\(stranger.position)", givens: names)
    }
}

extension Survey {
    /// What a domain allows, in words.
    fileprivate func expected(in domain: Domain) -> String {
        switch domain {
        case .option(let list): "one of " + self[list].options.map(\.name).joined(separator: ", ")
        case .options(let list, _): "some of " + self[list].options.map(\.name).joined(separator: ", ")
        case .point(let scale):
            "a whole number from \(self[scale].bounds.lowerBound) to \(self[scale].bounds.upperBound)"
        case .yesno, .truth: "yes or no"
        case .number(let rule): rule.description
        case .text(let rule): "a text of 1 to \(rule.length) characters without control characters"
        }
    }
}
