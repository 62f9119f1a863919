import Analyses
import SampleSurveys
import SurveyModel
import Tallies

/// Respondents of the sample survey for tests of analyses.
struct Respondent {
    var locale = "en"
    /// When the interview began, in RFC 3339.
    var started = "2026-11-16T10:00:00Z"
    var answers: [String: Value] = [:]
    var group: [Cell.Part] = []

    static let plan = TallyPlan(Sample.serviceLoyalty)

    /// The position of a metric of the sample survey.
    static func metric(_ name: String) -> Int {
        Sample.serviceLoyalty.metrics.firstIndex { $0.name == name } ?? -1
    }

    static func variable(_ name: String) -> VariableID {
        Sample.serviceLoyalty.variable(named: name) ?? VariableID(-1)
    }

    var response: Response {
        let survey = Sample.serviceLoyalty
        var all = [Answer](repeating: .notAsked, count: survey.variables.count)
        for (name, value) in answers { all[Self.variable(name).position] = .answered(value) }
        let start = Timestamp(started) ?? Timestamp(milliseconds: 0)
        return Response(
            id: "", survey: survey.name, version: 1, structure: survey.structure, locale: locale, seed: 0,
            started: start, ended: start, state: .complete, answers: all)
    }

    var coded: CodedResponse {
        var coded = CodedResponse(response, Self.plan)
        coded.group = group
        return coded
    }
}

extension AnalysisCells {
    mutating func add(_ count: Int, _ respondent: Respondent) {
        for _ in 0..<count { add(respondent.coded) }
    }
}

extension Analysis.Row {
    func key(_ name: String) -> String? { keys.first { $0.name == name }?.value }
    func measure(_ name: Measure.Name) -> Measure? { measures.first { $0.name == name } }
    func value(_ name: Measure.Name) -> Double? {
        if case .success(let value)? = measure(name)?.value { value } else { nil }
    }
}

extension Analysis.Table {
    func setting(_ name: String) -> Analysis.Setting.Value? { settings.first { $0.name == name }?.value }
    func value(_ name: Measure.Name) -> Double? {
        if case .success(let value)? = summary.first(where: { $0.name == name })?.value { value } else { nil }
    }
}
