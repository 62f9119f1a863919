import Interview
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("Witnesses lead where they say")
struct WitnessReplayTests {
    @Test("every script of a random survey is replayed and does what it claims")
    func scripts() {
        var count = 0
        for trial in Trials.all {
            let (survey, all) = (trial.survey, trial.all)
            var proof = prove(survey)
            var wrong: [String] = []
            for claim in proof.program.claims {
                let verdict = proof.verdict(of: claim.subject)
                let isSeen = all.happened.contains(claim.subject)
                if verdict == .impossible, isSeen { wrong.append("\(claim.subject) is called impossible") }
                guard verdict == .possible else { continue }
                guard let script = proof.script(for: claim.subject) else {
                    wrong.append("\(claim.subject) has no script, seen: \(isSeen)")
                    continue
                }
                count += 1
                let missing = Self.difference(script, claim.subject, survey)
                if let missing { wrong.append("\(claim.subject): \(missing), seen: \(isSeen)") }
            }
            #expect(wrong.isEmpty, "seed \(trial.seed)\n\(trial.text)\(wrong.sorted().prefix(8))")
        }
        #expect(count > Trials.surveys)
    }

    /// Why a script does not show what it claims; nil if it does. The replay is watched item by item, with nothing of the
    /// proof's own reading of it.
    static func difference(_ script: Script, _ subject: Claim.Subject, _ survey: Survey) -> String? {
        guard
            var interview = try? Interview(
                plan: InterviewPlan(survey), givens: script.givens, seed: script.seed, today: script.today)
        else { return "does not begin" }
        _ = interview.handle(.start)
        var observed = Enumeration.Observed(interview: interview, items: [], fired: [], size: 1)
        run: while true {
            switch observed.interview.phase {
            case .ready, .finished: break run
            case .checking(let check):
                observed.fired.insert(check)
                guard survey[check].isSoft else {
                    observed.stoppedBy = check
                    break run
                }
                _ = observed.interview.handle(.confirm(true))
            case .asking(let item):
                observed.items.append(item)
                let event: Interview.Event
                switch item.variable.map({ script.answers[$0] ?? .notAsked }) {
                case nil: event = .next
                case .answered(let value): event = .answer(.value(value))
                case .missing(.skipped): event = .answer(.skip)
                case .missing(.notAsked) where item.isOptional: event = .answer(.skip)
                case .missing(.notAsked):
                    // The script ends where what it shows was reached.
                    observed.stoppedBy = CheckID(-1)
                    break run
                case .missing(let kind): event = .answer(.missing(kind))
                }
                for case .invalid(let item, let problem) in observed.interview.handle(event) {
                    return "\(item.question) does not take its answer: \(problem)"
                }
            }
        }
        var reading = InterviewReading(survey, observed)
        reading.read()
        return reading.happened.contains(subject) ? nil : "did not happen"
    }
}
