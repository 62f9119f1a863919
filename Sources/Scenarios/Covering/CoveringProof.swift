internal import RoutingProof
internal import SurveyModel

/// What a covering set asks of the proof.
protocol CoveringProof {
    /// What is known of a claim; nil if there is no such claim.
    func verdict(of subject: Claim.Subject) -> Proof.Verdict?
    /// An interview that visits the first of these, and as many of the others as can be had with it, earlier ones first;
    /// nil if none was found.
    mutating func script(visiting targets: [Visits.Target]) -> Script?
    /// Whether no interview visits both; false where that is not known.
    mutating func excludes(_ one: Visits.Target, _ other: Visits.Target) -> Bool
}

extension Visits.Target {
    /// What a proof says of it. Of options that are never offered, and of parts that are never asked, there is no claim.
    func verdict(in survey: Survey, _ verdict: (Claim.Subject) -> Proof.Verdict?) -> Proof.Verdict? {
        guard let claim = claim(in: survey) else { return nil }
        if let known = verdict(claim) { return known }
        switch self {
        case .option, .part, .left, .holds, .fails: return .impossible
        case .question, .arm, .passed, .fired, .ending, .passedOver: return nil
        }
    }
}
