import Interview
import RoutingProof
import SampleSurveys
import SurveyModel
import Testing

/// The verdicts about who is asked, against every interview that there is.
@Suite("Who is asked, counted out")
struct PopulationEnumerationTests {
    /// A survey of a few small questions, each under a condition on those above it.
    private struct Draft {
        var kinds: [Int] = []
        var conditions: [String?] = []
        var ending: String?

        init(_ random: inout Seeded) {
            for position in 0..<5 {
                kinds.append(Int.random(in: 0..<4, using: &random))
                conditions.append(
                    position == 0 || Int.random(in: 0..<4, using: &random) == 0
                        ? nil : condition(below: position, &random))
            }
            if Int.random(in: 0..<3, using: &random) == 0 { ending = condition(below: 2, &random) }
        }

        func atom(_ position: Int, _ random: inout Seeded) -> String {
            let name = "q\(position)"
            let number = Int.random(in: 1...3, using: &random)
            let comparison = ["==", "!=", "<", "<=", ">", ">="][Int.random(in: 0..<6, using: &random)]
            switch kinds[position] {
            case 0: return name
            case 1: return "\(name) \(comparison) \(number)"
            case 2: return "\(name) \(number % 2 == 0 ? "==" : "!=") \(["x", "y", "z"][number - 1])"
            default: return "\(["x", "y"][number % 2]) in \(name)"
            }
        }

        func condition(below position: Int, _ random: inout Seeded) -> String {
            let first = atom(Int.random(in: 0..<position, using: &random), &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: return "not (\(first))"
            case 1: return "\(first) and \(atom(Int.random(in: 0..<position, using: &random), &random))"
            case 2: return "\(first) or \(atom(Int.random(in: 0..<position, using: &random), &random))"
            default: return first
            }
        }

        var text: String {
            var text = ""
            for (position, kind) in kinds.enumerated() {
                let list = "{\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}"
                let choices = "{\n- x \"X\"\n- y \"Y\"\n}"
                let question = [
                    "yesno q\(position) \"Q\(position)?\" dont_know \"No idea\"",
                    "number q\(position) 1...3 \"Q\(position)?\"",
                    "choice q\(position) \"Q\(position)?\" \(list)",
                    "choices q\(position) \"Q\(position)?\" \(choices)",
                ][kind]
                text += conditions[position].map { "if \($0) {\n\(question)\n}\n" } ?? "\(question)\n"
                if position == 1, let ending { text += "if \(ending) { finish early \"Early\" }\n" }
            }
            return text + "finish \"End\"\n"
        }

        /// Every answer to a question.
        func answers(_ position: Int) -> [Answer] {
            switch kinds[position] {
            case 0: [.answered(.yesno(true)), .answered(.yesno(false)), .missing(.dontKnow)]
            case 1: (1...3).map { .answered(.number($0)) }
            case 2: (0..<3).map { .answered(.option($0)) }
            default: [.answered(.options([0])), .answered(.options([1])), .answered(.options([0, 1]))]
            }
        }
    }

    /// For each way to answer everything, which questions are asked.
    private func asked(_ survey: Survey, _ draft: Draft) throws -> [[Bool]] {
        let plan = InterviewPlan(survey)
        let variables = (0..<5).compactMap { survey.variable(named: "q\($0)") }
        return try (0..<243).map { number in
            var answers: [VariableID: Answer] = [:]
            var rest = number
            for (position, variable) in variables.enumerated() {
                answers[variable] = draft.answers(position)[rest % 3]
                rest /= 3
            }
            let replay = try Replay(plan: plan, givens: [:], seed: 1, today: nil, answers: answers)
            return variables.map { replay.interview.answer(of: $0) != .notAsked }
        }
    }

    @Test("generated pairs", arguments: 0..<16)
    func generated(_ seed: Int) throws {
        var random = Seeded(UInt64(seed + 1))
        for _ in 0..<3 {
            let draft = Draft(&random)
            var other = draft
            let place = Int.random(in: 1..<5, using: &random)
            other.conditions[place] = other.condition(below: place, &random)
            guard let old = try? sampleSurvey(draft.text), let new = try? sampleSurvey(other.text) else {
                continue
            }
            let names = (0..<5).map { "q\($0)" }
            let verdicts = PopulationProof.proved.decide(old, new, names.map { .question($0) })
            let before = try asked(old, draft)
            let after = try asked(new, other)
            for (position, verdict) in verdicts.enumerated() {
                let gained = zip(before, after).contains { !$0[position] && $1[position] }
                let lost = zip(before, after).contains { $0[position] && !$1[position] }
                switch verdict {
                case .same: #expect(!gained && !lost, "\(names[position])\n\(draft.text)\n\(other.text)")
                case .different(let more, let fewer):
                    #expect(
                        (more != nil) == gained && (fewer != nil) == lost,
                        "\(names[position])\n\(draft.text)\n\(other.text)")
                case .undecided: Issue.record("\(names[position]) is undecided\n\(draft.text)\n\(other.text)")
                }
            }
            // The report names a change of people exactly where there is one.
            let changes = Comparison(from: old, to: new, populations: .proved).changes
            let touched = Set(changes.filter { $0.rule == .population }.flatMap(\.variables))
            let differing = Set(
                names.indices.filter { place in zip(before, after).contains { $0[place] != $1[place] } }
                    .map { names[$0] })
            #expect(touched == differing, "\(draft.text)\n\(other.text)")
        }
    }
}
