import BigInt
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("The burden of a survey that takes too much to follow")
struct BurdenBoundsTests {
    @Test("what is said lies on both sides of the truth", arguments: [8, 24, 64])
    func brackets(nodes: Int) {
        var bounded = 0
        var closed = 0
        for seed in 1_000..<1_060 as Range<UInt64> {
            let course = RandomCourse(seed: seed, questions: 14, ways: 1 << 24)
            let found = burden(of: course.survey, course.program, budget: Budget(nodes: nodes))
            let truth = burden(of: course.survey, course.program)
            let counts = [
                (found.routes, truth.routes), (found.foldedRoutes, truth.foldedRoutes),
                (found.responses ?? .exact(0), truth.responses ?? .exact(0)),
            ]
            for (count, exact) in counts {
                guard let exact = exact.exact else {
                    Issue.record("\(seed) is not counted")
                    continue
                }
                switch count {
                case .exact(let count): #expect(count == exact, "\(seed)")
                case .between(let low, let high):
                    bounded += 1
                    #expect(low <= exact, "\(seed)")
                    #expect(found.boundedFrom != nil)
                    guard let high else { continue }
                    closed += 1
                    #expect(exact <= high, "\(seed)")
                }
            }
            let lengths = [
                (found.questions, truth.questions), (found.screens, truth.screens),
                (found.minutes[0].length, truth.minutes[0].length),
            ]
            for case (let length?, let exact?) in lengths { check(length, exact, seed) }
        }
        #expect(bounded > 10)
        #expect(closed > 5)
    }

    private func check(_ length: Burden.Length, _ truth: Burden.Length, _ seed: UInt64) {
        let slack = 1e-9
        #expect(length.shortest <= truth.shortest + slack, "\(seed)")
        #expect(length.longest >= truth.longest - slack, "\(seed)")
        if length.isExact {
            #expect(abs(length.shortest - truth.shortest) < slack, "\(seed)")
            #expect(abs(length.longest - truth.longest) < slack, "\(seed)")
        }
        if let expected = length.expected, let exact = truth.expected {
            #expect(abs(expected - exact) < slack, "\(seed)")
        }
    }

    @Test("sums over the same answers are bounded, in little memory")
    func overlappingSums() {
        var questionnaire = Questionnaire()
        let inputs = (0..<40).map { _ in questionnaire.ask(guarded: .always, cells: 5).input }
        for number in 0..<12 {
            let terms = inputs.enumerated().map { place, input in
                Sum.Term(input, weights: (0..<5).map { $0 * (1 + (place * 7 + number * 13) % 11) })
            }
            questionnaire.ask(guarded: questionnaire.builder.sum(terms, atLeast: 300 + number * 20), cells: 1)
        }
        let found = questionnaire.burden(Budget(nodes: 4_000, steps: 400_000))
        #expect(found.routes.exact == nil)
        if case .between(let low, let high) = found.routes {
            #expect(low >= 1)
            #expect(high.map { $0 <= 4_096 } ?? false, "each of the twelve is asked or not")
        }
        #expect(found.questions?.shortest == 40 && found.questions?.longest == 52)
        #expect(found.questions?.expected == nil && found.share(of: .asked(QuestionID(0))) == nil)
        #expect(found.boundedFrom != nil)
    }

    @Test("a sum that is too large to follow may hold or not")
    func hugeSums() {
        var questionnaire = Questionnaire()
        let input = questionnaire.ask(guarded: .always, cells: 2).input
        let term = Sum.Term(input, weights: [0, 1 << 60])
        questionnaire.ask(guarded: questionnaire.builder.sum([term], atLeast: 1), cells: 1)
        let found = questionnaire.burden(Budget())
        #expect(found.routes == .between(0, 2))
        #expect(found.questions?.isExact == false)
    }
}

/// A survey of yes and no that is put together question by question.
struct Questionnaire {
    var builder = ProgramBuilder()
    private(set) var survey = Survey(
        name: "s", version: 1, language: "en", texts: [Text(key: "t", source: "Well now")])

    /// Asks a question with so many answers, equally likely.
    @discardableResult
    mutating func ask(guarded: FactID, cells: Int) -> (input: InputID, asked: FactID) {
        let id = QuestionID(survey.questions.count)
        let variable = VariableID(survey.variables.count)
        survey.questions.append(Question(name: "q\(id.position)", kind: .yesno, text: TextID(0)))
        survey.variables.append(Variable(name: "q\(id.position)", role: .answer(id), domain: .yesno))
        survey.steps.append(Step(.ask(id), in: BlockID(0)))
        builder.then(.meet(.question(id), guarded))
        let input = builder.input(
            Input(.answer(variable), cells: (0..<cells).map { Cell(.index($0)) }, isMade: guarded))
        builder.then(.choose(input))
        return (input, guarded)
    }

    func burden(_ budget: Budget) -> Burden {
        var builder = builder
        builder.then(.end(nil, .always))
        return RoutingProof.burden(of: survey, builder.program, budget: budget)
    }
}
