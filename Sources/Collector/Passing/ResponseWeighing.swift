internal import Analyses
internal import SurveyModel
internal import Tallies

/// The weights of `--weights FILE` for those who write responses: see `Documentation/Statistics.md`.
public struct ResponseWeighing {
    private var weighting: Weighting
    private let plan: TallyPlan

    /// Reads a file of weights or margins and works the weights out in a pass over the responses.
    ///
    /// `note` is told of responses without weight and of weights of no response. Throws `StudyFault` for a file that does not fit the survey or margins that
    /// cannot be met, and what the pass throws.
    public init(
        _ file: StudyRequest.File, caps: ClosedRange<Double>?, _ pass: ResponsePass,
        in sources: [ResponsePass.Source], note: (String) -> Void
    ) throws {
        plan = pass.plan
        do {
            weighting = try Weighting(bytes: file.bytes, name: file.name, plan: plan, caps: caps)
            try pass.forEach(in: sources) { [isCounted = plan.isCounted] response in
                if isCounted[response.row.state] { weighting.count(response) }
            }
            try weighting.settle()
        } catch let findings as FileFindings { throw StudyFault(findings.message) }
        if let notices = weighting.notices { note(notices.message) }
    }

    /// The weight in billionths: 0 for a response that is neither complete nor partial, or has none.
    func weight(of response: borrowing CodedResponse) -> Int64 {
        plan.isCounted[response.row.state] ? weighting.weight(of: response) : 0
    }
}
