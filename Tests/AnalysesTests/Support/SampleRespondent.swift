import Analyses
import SampleSurveys
import SurveyModel
import Tallies

/// Makes responses to `Sample.serviceLoyalty` out of what was said.
struct SampleRespondent {
    var number = 1
    var locale = "en"
    var state = Disposition.complete
    var started: Int64 = 1_790_000_000_000
    var seconds = 60.0
    var station: String? = "desk"
    /// Points by the name of their variable.
    var points: [String: Int] = [:]
    /// Options by the name of their variable.
    var options: [String: Int] = [:]
    var texts: [String: String] = [:]

    static let survey = Sample.serviceLoyalty
    static let plan = TallyPlan(survey)

    var id: String {
        let digits = String(number, radix: 16)
        return "01900000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    var response: Response {
        var answers = [Answer](repeating: .notAsked, count: Self.survey.variables.count)
        func put(_ name: String, _ value: Value) {
            guard let variable = Self.survey.variable(named: name) else { preconditionFailure(name) }
            answers[variable.position] = .answered(value)
        }
        for (name, point) in points { put(name, .number(.init(point))) }
        for (name, option) in options { put(name, .option(option)) }
        for (name, text) in texts { put(name, .text(text)) }
        return Response(
            id: id, survey: Self.survey.name, version: 1, structure: Self.survey.structure, locale: locale,
            station: station, seed: 1, started: Timestamp(milliseconds: started),
            ended: Timestamp(milliseconds: started + Int64(seconds * 1_000)), state: state, answers: answers)
    }

    var coded: CodedResponse { CodedResponse(response, Self.plan) }

    func coded(weight: Int64) -> CodedResponse { CodedResponse(response, Self.plan, weight: weight) }
}
