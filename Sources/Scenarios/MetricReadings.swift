internal import Analyses
internal import Collector
internal import FoundationEssentials
internal import Interview
internal import Statistics
internal import SurveyModel
internal import Tallies

/// The interviews of a test, and what metrics are over them: computed by the same code as reports.
struct MetricReadings {
    private let plan: TallyPlan
    private var tallies: Tallies
    /// Who answered, with how many alike.
    private var respondents: [Respondent] = []
    /// The figures, once they were asked for.
    private var figures: [Figure]?

    init(_ plan: TallyPlan) {
        self.plan = plan
        tallies = Tallies(plan)
    }

    /// Adds a respondent whose interview went as far as it goes, and others alike.
    mutating func add(_ respondent: Respondent, times: Int) {
        let response = respondent.interview.response(
            id: "00000000-0000-7000-8000-000000000000", started: Timestamp(milliseconds: 0),
            ended: Timestamp(milliseconds: 0), channel: "test")
        tallies.add(response, times: times)
        figures = nil
        // Only interviews that count can be read.
        if response.state == .complete || response.state == .partial { respondents.append(respondent) }
    }

    /// The value of a metric; or why it has none.
    mutating func value(of index: Int, decimals: Int?) -> Result<Decimal, Reason> {
        let metric = plan.survey.metrics[index]
        if let variable = filledIn(metric) {
            return .failure(.filledIn(plan.survey[variable].name))
        }
        let all: [Figure]
        if let figures {
            all = figures
        } else {
            all =
                SurveyStatistics(tallies, options: .init(suppression: .none, byLocale: false)).figures
            figures = all
        }
        guard let figure = all.first(where: { $0.metric == metric.name && $0.cell == .everybody }) else {
            return .failure(.absent("it is not computed"))
        }
        switch figure.content {
        case .suppressed: return .failure(.absent("it is suppressed"))
        case .unsupported(let reason): return .failure(.absent(reason))
        case .measured(let measures):
            switch measures.value {
            case .failure(let absence): return .failure(.absent(absence.reason))
            case .success(let value):
                guard value.isFinite, let number = Decimal(string: "\(value)") else {
                    return .failure(.absent("it is too large"))
                }
                // What is left behind the ninth decimal is how floating point adds.
                return .success(number.rounded(toDecimals: decimals ?? 9))
            }
        }
    }

    /// Why a metric has no value that a test may look at.
    enum Reason: Error {
        /// It would be read from an answer that was filled in.
        case filledIn(String)
        /// It cannot be computed.
        case absent(String)
    }

    /// A variable that was filled in and that a metric would read.
    private func filledIn(_ metric: Metric) -> VariableID? {
        for respondent in respondents {
            for strand in metric.strands {
                let reader = Reader(respondent)
                if let condition = strand.condition, condition.truth(in: reader) != .yes {
                    if let found = reader.filledIn { return found }
                    continue
                }
                _ = strand.event?.truth(in: reader)
                for item in strand.items { _ = reader.answer(of: item.variable) }
                if let found = reader.filledIn { return found }
            }
        }
        return nil
    }
}

/// Answers of a respondent; notes the first one read that was filled in.
private final class Reader: AnswerSource {
    let respondent: Respondent
    private(set) var filledIn: VariableID?

    init(_ respondent: Respondent) { self.respondent = respondent }

    func answer(of variable: VariableID) -> Answer {
        let answer = respondent.answer(variable)
        if filledIn == nil {
            filledIn = respondent.survey.readVariables([variable]).sorted().first {
                respondent.filled.contains($0) && respondent.answer($0) != .notAsked
            }
        }
        return answer
    }
}
