import Foundation
import Interview
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

@testable import RoutingProof

/// How many surveys are tried, and how large they may be: `SONDEO_PROOF_SURVEYS=5000 SONDEO_PROOF_INTERVIEWS=20000 swift test
/// -c release -Xswiftc -enable-testing --filter RoutingProofTests` runs for long.
enum Trials {
    static let surveys = number("SONDEO_PROOF_SURVEYS") ?? 100
    static let interviews = number("SONDEO_PROOF_INTERVIEWS") ?? 150
    static let walks = number("SONDEO_PROOF_WALKS") ?? 15
    static let first = UInt64(number("SONDEO_PROOF_FIRST") ?? 0)

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    /// One survey, with what its seed wrote and everything that happens on it.
    struct Trial: Sendable {
        var seed: UInt64
        var text: String
        var survey: Survey
        var all: Enumeration
    }

    /// The surveys of all seeds, each with no more interviews than wanted: made smaller until it has.
    static let all: [Trial] = (first..<first + UInt64(surveys)).compactMap(trial)

    private static func trial(_ seed: UInt64) -> Trial? {
        for size in (1...3 + Int(seed % 7)).reversed() {
            let text = RandomSurveyText.text(seed: seed, size: size)
            guard let survey = compile(SourceFile(name: "random", text: text)).survey else { continue }
            if let all = Enumeration(survey, limit: interviews) {
                return Trial(seed: seed, text: text, survey: survey, all: all)
            }
        }
        Issue.record("seed \(seed) gives no survey that compiles")
        return nil
    }
}

@Suite("Interviews and programs agree")
struct InterviewAgreementTests {
    @Test("every fact about an interview is what happened in it")
    func facts() throws {
        var count = 0
        for trial in Trials.all {
            let (survey, all) = (trial.survey, trial.all)
            // What a round that ends the interview leaves unasked depends on the order, which is no input.
            if DrawnOrders(survey).isOrdered { continue }
            let cells = EngineCells(survey)
            var wrong: [String: Int] = [:]
            _ = Enumeration(survey, limit: .max) { observed in
                for difference in Self.differences(cells, &observed) { wrong[difference, default: 0] += 1 }
            }
            count += all.interviews
            let worst = wrong.sorted { $0.key < $1.key }.prefix(12).map { "\($0.key) in \($0.value)" }
            #expect(
                wrong.isEmpty && all.disagreements.isEmpty,
                "seed \(trial.seed)\n\(trial.text)\(worst) of \(all.interviews) \(all.disagreements.prefix(3))"
            )
        }
        #expect(count > Trials.surveys)
    }

    static func differences(_ cells: EngineCells, _ observed: inout Enumeration.Observed) -> [String] {
        let survey = cells.survey
        let program = cells.program
        let assignment = cells.assignment(of: observed)
        let holds = program.evaluate(assignment)
        var reading = InterviewReading(survey, observed)
        reading.read()
        var found: [String] = []
        var claimed: [Claim.Subject: Bool] = [:]
        for claim in program.claims where claimed[claim.subject] != true {
            claimed[claim.subject] = holds[Int(claim.fact.position)]
        }
        for (subject, isTrue) in claimed {
            let isSeen = reading.happened.contains(subject)
            if isTrue == isSeen { continue }
            switch subject {
            case .chosen(let question, _):
                // Options that nothing tells apart stand for each other, and only the first places are looked at.
                if case .ranking = survey[question].kind {
                    if isSeen { continue }
                } else if isTrue {
                    continue
                }
            case .left where isTrue: continue
            case .part(let variable):
                // Which part comes first, and is the only one that is left out, is up to the seed.
                if let question = survey[variable].question, survey[question].isShuffled,
                    case .allocate = survey[question].kind
                {
                    continue
                }
            default: break
            }
            found.append("\(subject): \(isTrue) but \(isSeen)")
        }
        for subject in reading.happened where claimed[subject] == nil { found.append("no claim \(subject)") }
        for condition in program.conditions where holds[Int(condition.isMet.position)] {
            let isTrue = holds[Int(condition.isTrue.position)]
            let isFalse = holds[Int(condition.isFalse.position)]
            let truth: Truth = isTrue ? .yes : isFalse ? .no : .unknown
            if isTrue && isFalse || reading.truths[condition.place] != truth {
                found.append(
                    "\(condition.place): \(truth) but \(String(describing: reading.truths[condition.place]))")
            }
        }
        let isOver = observed.stoppedBy == nil
        if holds[Int(program.finished.position)] != isOver { found.append("finished \(!isOver)") }
        return found
    }
}
