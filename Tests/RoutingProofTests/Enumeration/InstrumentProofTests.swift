import Foundation
import Interview
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

@testable import RoutingProof

/// The surveys that ship, walked through at random and proved. `SONDEO_PROOF_WALKS=5000` walks for long.
@Suite("The instruments")
struct InstrumentProofTests {
    static let names = [
        "channels", "loyalty_reasons", "promoter", "relationship", "satisfaction", "service_audit",
        "service_loyalty", "service_quality", "service_steps", "staff",
    ]

    static func survey(_ name: String) throws -> Survey {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = package.appending(path: "Surveys/\(name).survey")
        let source = SourceFile(name: file.path, bytes: Array(try Data(contentsOf: file)))
        return try #require(
            compile(source) { path in
                (try? Data(contentsOf: URL(fileURLWithPath: path))).map {
                    SourceFile(name: path, bytes: Array($0))
                }
            }.survey)
    }

    @Test(
        "what is called impossible is never met at random, and every fact is what happened", arguments: names)
    func walks(name: String) throws {
        let survey = try Self.survey(name)
        let proof = prove(survey)
        let cells = EngineCells(survey)
        let isOrdered = DrawnOrders(survey).isOrdered
        var walker = Walker(survey)
        var wrong: Set<String> = []
        for seed in 0..<UInt64(Trials.walks) {
            guard var observed = walker.walk(seed) else { continue }
            var reading = InterviewReading(survey, observed)
            reading.read()
            wrong.formUnion(reading.disagreements)
            for subject in reading.happened where proof.verdict(of: subject) == .impossible {
                wrong.insert("\(subject) is called impossible")
            }
            if !isOrdered { wrong.formUnion(InterviewAgreementTests.differences(cells, &observed)) }
        }
        #expect(wrong.isEmpty, "\(name): \(wrong.sorted().prefix(10))")
    }

    @Test("every script is replayed and does what it claims", arguments: names)
    func scripts(name: String) throws {
        let survey = try Self.survey(name)
        var proof = prove(survey)
        var wrong: [String] = []
        for claim in proof.program.claims where proof.verdict(of: claim.subject) == .possible {
            guard let script = proof.script(for: claim.subject) else {
                wrong.append("\(claim.subject) has no script")
                continue
            }
            if let difference = WitnessReplayTests.difference(script, claim.subject, survey) {
                wrong.append("\(claim.subject): \(difference)")
            }
        }
        #expect(wrong.isEmpty, "\(name): \(wrong.sorted().prefix(10))")
    }
}

/// Somebody who answers at random: what the survey looks at as likely as anything else.
private struct Walker {
    let survey: Survey
    private let plan: InterviewPlan
    private let choices: AnswerChoices

    init(_ survey: Survey) {
        self.survey = survey
        plan = InterviewPlan(survey)
        choices = AnswerChoices(survey)
    }

    mutating func walk(_ seed: UInt64) -> Enumeration.Observed? {
        var random = Seeded(seed)
        var givens: [VariableID: Value] = [:]
        for given in plan.givenVariables {
            givens[given.variable] =
                choices.values(ofGiven: given.variable).randomElement(using: &random) ?? nil
            if givens[given.variable] == nil, !given.isOptional { givens[given.variable] = .text("x") }
        }
        let today = choices.todays.randomElement(using: &random) ?? nil
        guard var interview = try? Interview(plan: plan, givens: givens, seed: seed, today: today) else {
            Issue.record("\(survey.name) does not begin")
            return nil
        }
        _ = interview.handle(.start)
        var observed = Enumeration.Observed(interview: interview, items: [], fired: [], size: 1)
        while true {
            switch observed.interview.phase {
            case .ready, .finished: return observed
            case .checking(let check):
                observed.fired.insert(check)
                guard survey[check].isSoft else {
                    observed.stoppedBy = check
                    return observed
                }
                _ = observed.interview.handle(.confirm(true))
            case .asking(let item):
                observed.items.append(item)
                guard !item.isNote else {
                    _ = observed.interview.handle(.next)
                    continue
                }
                let before = observed.interview.item
                for choice in choices.choices(for: item, in: observed.interview).shuffled(using: &random)
                where observed.interview.item == before {
                    _ = observed.interview.handle(.answer(choice.entry))
                }
                if observed.interview.item == before {
                    Issue.record("\(survey.name) takes no answer to \(item)")
                    return nil
                }
            }
        }
    }
}
