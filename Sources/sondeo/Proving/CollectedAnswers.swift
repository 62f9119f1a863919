internal import Collector
internal import ResponseStore
internal import RoutingProof
internal import SurveyModel

/// Answers that were collected, as the weights of answers to come.
enum CollectedAnswers {
    /// Counts the answers of a store or of JSON Lines. Lines that are no responses are named on standard error.
    ///
    /// Throws `Failure` where there is nothing to read, and where a store has no answers to a survey that means the same.
    static func distribution(
        from source: String, of survey: Survey, _ program: Program
    ) throws -> Distribution {
        var distribution = Distribution(of: program)
        if try Stores.isDatabase(source) {
            try Stores.translating {
                let store = try Store(opening: source, mode: .readOnly)
                let index = survey.variableIndex
                try store.forEachResponse(ofStructure: survey.structure) { stored in
                    let response = try Response(line: Array(stored.line.utf8), of: survey, index: index)
                    distribution.add(response.answers)
                }
            }
        } else {
            let lines: LineSource = source == "-" ? .standardInput : .file(source)
            do {
                try lines.forEachResponse(to: survey) {
                    Console.note($0.text)
                } _: {
                    distribution.add($0.answers)
                }
            } catch let fault as ReadingFault {
                throw Failure.inputOutput(fault.message)
            }
        }
        guard distribution.responses > 0 else {
            throw Failure.findings("\(source) holds no answers to this version of \(survey.name)")
        }
        return distribution
    }
}
