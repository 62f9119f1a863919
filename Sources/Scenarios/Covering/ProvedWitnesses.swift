internal import RoutingProof
internal import SurveyModel

/// The proof of a survey, as a covering set asks it.
struct ProvedWitnesses: CoveringProof {
    private let survey: Survey
    private let proof: Proof
    private var joint: JointWitnesses

    init(_ proof: Proof) {
        survey = proof.survey
        self.proof = proof
        joint = JointWitnesses(proof)
    }

    func verdict(of subject: Claim.Subject) -> Proof.Verdict? { proof.verdict(of: subject) }

    mutating func script(visiting targets: [Visits.Target]) -> Script? {
        let claims = targets.lazy.compactMap { [survey] in $0.claim(in: survey) }
        guard let first = claims.first else { return nil }
        return joint.script(showing: first, with: claims.dropFirst())
    }

    mutating func excludes(_ one: Visits.Target, _ other: Visits.Target) -> Bool {
        guard let first = one.claim(in: survey), let second = other.claim(in: survey) else { return false }
        return joint.exclude(first, second)
    }
}
