import Interview
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("Counts are those of all interviews")
struct BurdenAgreementTests {
    @Test("routes, lengths and responses are counted as an enumeration counts them")
    func counts() {
        var compared = 0
        var weighed = 0
        for trial in Trials.all {
            let (survey, all) = (trial.survey, trial.all)
            let program = lower(survey)
            // Where it takes values to know what is possible, or the order of rounds, counts are bounds.
            if DrawnOrders(survey).isOrdered || program.inputs.contains(where: { !$0.isExact }) { continue }
            let burden = burden(of: survey, program)
            compared += 1
            var wrong: [String] = []
            func compare(_ name: String, _ count: Burden.Count?, _ expected: Int) {
                guard let count = count?.exact else { return }
                if "\(count)" != "\(expected)" { wrong.append("\(name) \(count) and not \(expected)") }
            }
            compare("routes", burden.routes, all.routes.count)
            let isNested = survey.rosters.contains { roster in
                var block = survey[roster.block].parent
                while let id = block {
                    if survey.rosters.contains(where: { $0.instances.contains { $0.block == id } }) {
                        return true
                    }
                    block = survey[id].parent
                }
                return false
            }
            if !isNested { compare("folded routes", burden.foldedRoutes, all.foldedRoutes.count) }
            if burden.routes.exact == nil { wrong.append("routes are not exact") }
            // What is drawn and leaves nothing in the response is counted as another interview.
            let leavesAll = DrawnOrders(survey).isEmpty && !survey.questions.contains { $0.kind == .consent }
            if leavesAll { compare("responses", burden.responses, all.responses.values.reduce(0, +)) }
            if let length = burden.questions {
                if Int(length.shortest) != all.routes.values.min() {
                    wrong.append("shortest \(length.shortest)")
                }
                if Int(length.longest) != all.routes.values.max() {
                    wrong.append("longest \(length.longest)")
                }
                if Self.isWeighed(survey, program), let mean = all.meanQuestions {
                    weighed += 1
                    if abs((length.expected ?? -1) - mean) > 1e-9 * max(1, mean) {
                        wrong.append("expected \(length.expected ?? -1) and not \(mean)")
                    }
                }
            } else if !all.routes.isEmpty {
                wrong.append("no length")
            }
            #expect(wrong.isEmpty, "seed \(trial.seed)\n\(trial.text)\(wrong) of \(all.interviews)")
        }
        #expect(compared > Trials.surveys / 2)
        #expect(weighed > Trials.surveys / 10)
    }

    /// Whether an enumeration can say how likely each answer is that something reads: where values are counted, and none
    /// is drawn or put in order.
    private static func isWeighed(_ survey: Survey, _ program: Program) -> Bool {
        let read = SurveyConstants(survey).read
        for variable in read {
            switch survey[variable].domain {
            case .order: return false
            case .number(let rule):
                if case .amount = survey[variable].role { return false }
                if case .given = survey[variable].role, rule.decimals > 0 { return false }
            default: continue
            }
        }
        return DrawnOrders(survey).isEmpty
            && program.inputs.allSatisfy { input in
                let values = input.cells.filter { !$0.content.isMissing }
                switch input.role {
                case .answer(let id):
                    if case .given = survey[id].role, let size = values.map({ $0.size ?? 0 }).max(), size > 1
                    {
                        return !read.contains(id)
                    }
                    return values.count < 2 || values.allSatisfy { $0.size != nil }
                case .value, .truth, .unit, .drawn: return false
                case .member, .others, .place: return true
                }
            }
    }
}
