import Interview
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("What is proved is what happens")
struct DecisionAgreementTests {
    @Test("what is called possible happens in some interview, and nothing else does")
    func decisions() {
        var counts = (claims: 0, undecided: 0, inexact: 0)
        for trial in Trials.all {
            let (survey, all) = (trial.survey, trial.all)
            let program = lower(survey)
            var diagrams = Diagrams(program)
            var possible: [Claim.Subject: Bool] = [:]
            var doubtful: Set<Claim.Subject> = []
            for claim in program.claims {
                counts.claims += 1
                switch diagrams.decide(claim.fact) {
                case .possible(let assignment):
                    if program.isExact(assignment) {
                        possible[claim.subject] = true
                    } else {
                        doubtful.insert(claim.subject)
                    }
                case .impossible: possible[claim.subject] = possible[claim.subject] ?? false
                case .undecided:
                    counts.undecided += 1
                    doubtful.insert(claim.subject)
                }
            }
            counts.inexact += doubtful.count
            var wrong: [String] = []
            for (subject, isPossible) in possible where !doubtful.contains(subject) {
                if isPossible != all.happened.contains(subject) {
                    wrong.append(
                        "\(subject): \(isPossible ? "possible but never seen" : "impossible but seen")")
                }
            }
            for subject in all.happened where possible[subject] == nil && !doubtful.contains(subject) {
                wrong.append("no claim \(subject)")
            }
            #expect(
                wrong.isEmpty,
                "seed \(trial.seed)\n\(trial.text)\(wrong.sorted().prefix(12)) of \(all.interviews)")
        }
        #expect(counts.undecided == 0)
        #expect(counts.claims > counts.inexact * 10)
    }
}
