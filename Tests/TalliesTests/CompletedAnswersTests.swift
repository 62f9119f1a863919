import SampleSurveys
import SurveyModel
import Testing

@testable import Tallies

/// A collection of units, each with a question and a `let` that is one more than its answer.
private func units(
    _ kind: Block.Kind, conditions: [Formula?], ends: Int? = nil, asks: Bool = true
) -> Survey {
    var survey = Survey(name: "units", version: 1, language: "en")
    let number = Domain.number(NumberRule())
    survey.variables = [Variable(name: "start", role: .given(isOptional: true), domain: .yesno)]
    survey.endings = [Ending()]
    survey.texts = [Text(key: "x", source: "x")]
    survey.blocks = [Block(kind: .root, parent: nil), Block(kind: kind, parent: BlockID(0))]
    for (index, condition) in conditions.enumerated() {
        let block = BlockID(survey.blocks.count)
        let start = survey.steps.count
        let answer = VariableID(survey.variables.count)
        survey.variables.append(
            Variable(name: "q\(index)", role: .answer(QuestionID(index)), domain: number))
        survey.variables.append(
            Variable(
                name: "l\(index)",
                role: .computed([.countTrue([.state(answer, nil)])]), domain: number))
        survey.questions.append(
            Question(
                name: "q\(index)", kind: .number(NumberRule()), text: TextID(0), variables: [answer]))
        if asks { survey.steps.append(Step(.ask(QuestionID(index)), in: block)) }
        if ends == index { survey.steps.append(Step(.end(EndingID(0)), in: block)) }
        survey.steps.append(Step(.compute(VariableID(answer.position + 1), formula: 0), in: block))
        survey.blocks.append(
            Block(kind: .unit(condition: condition), parent: BlockID(1), steps: start..<survey.steps.count))
    }
    survey.variables.append(
        Variable(name: "after", role: .computed([.literal(.number(7))]), domain: number))
    survey.steps.append(
        Step(.compute(VariableID(survey.variables.count - 1), formula: 0), in: BlockID(0)))
    survey.blocks[0].steps = 0..<survey.steps.count
    survey.blocks[1].steps = 0..<survey.steps.count - 1
    return survey
}

/// The computed values after these answers; nil is not asked.
private func computed(_ survey: Survey, _ answers: [Int?], start: Bool = true) -> [Value?] {
    var all: [Answer] = [.answered(.yesno(start))]
    for answer in answers {
        all.append(answer.map { .answered(.number($0)) } ?? .notAsked)
        all.append(.notAsked)
    }
    let completed = survey.completed(all)
    return survey.variables.indices.filter { !survey.variables[$0].isStored }.map { completed[$0].value }
}

private let one = Value.number(1)
private let zero = Value.number(0)
private let seven = Value.number(7)

@Test func `a unit happens where its condition is true`() {
    let survey = units(
        .collection(isShuffled: false, draw: nil),
        conditions: [.variable(VariableID(0)), nil, .literal(.yesno(false))])
    #expect(computed(survey, [3, nil, 5]) == [one, zero, nil, seven])
    #expect(computed(survey, [3, 4, 5], start: false) == [nil, one, nil, seven])
}

@Test func `of units that are drawn those happened in which anything was asked`() {
    let survey = units(.collection(isShuffled: true, draw: 2), conditions: [nil, nil, nil])
    #expect(computed(survey, [nil, 3, 4]) == [nil, one, one, seven])
    #expect(computed(survey, [1, nil, nil]) == [one, nil, nil, seven])
    // One that asks nothing leaves no trace: its condition decides.
    let silent = units(
        .collection(isShuffled: false, draw: 1), conditions: [nil, .literal(.yesno(false))], asks: false)
    #expect(computed(silent, [nil, nil]) == [zero, nil, seven])
}

@Test func `an ending in a shuffled collection leaves the units that came before it`() {
    let survey = units(.collection(isShuffled: true, draw: nil), conditions: [nil, nil, nil], ends: 1)
    // The third unit came before the second, which ended the interview: what follows the ending did not happen.
    #expect(computed(survey, [2, 2, 2]) == [one, nil, one, nil])
    #expect(computed(survey, [2, 2, nil]) == [one, nil, nil, nil])
    let ordered = units(.collection(isShuffled: false, draw: nil), conditions: [nil, nil, nil], ends: 1)
    #expect(computed(ordered, [2, 2, nil]) == [one, nil, nil, nil])
}

@Test func `a let in several arms is computed by the formula of the arm that was taken`() throws {
    let survey = Sample.wholeLanguage
    let tone = try #require(survey.variable(named: "tone"))
    let spend = try #require(survey.variable(named: "spend"))
    let wording = try #require(survey.variable(named: "wording"))
    func toned(_ arm: Int?) -> Answer {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        answers[spend.position] = .answered(.number(30))
        if let arm { answers[wording.position] = .answered(.option(arm)) }
        return survey.completed(answers)[tone.position]
    }
    #expect(toned(0) == .answered(.number(30)))
    #expect(toned(1) == .answered(.number(10)))
    #expect(toned(nil) == .notAsked)
}

@Test func `ten thousand nested collections are gone through without recursion`() {
    var survey = Survey(name: "deep", version: 1, language: "en")
    survey.variables = [
        Variable(name: "x", role: .computed([.literal(.yesno(true))]), domain: .truth)
    ]
    survey.endings = [Ending()]
    survey.blocks = [Block(kind: .root, parent: nil, steps: 0..<2)]
    for depth in 0..<10_000 {
        let kind: Block.Kind =
            depth % 2 == 0
            ? .collection(isShuffled: true, draw: depth % 4 == 0 ? 1 : nil) : .unit(condition: nil)
        survey.blocks.append(Block(kind: kind, parent: BlockID(depth), steps: 0..<2))
    }
    survey.steps = [
        Step(.compute(VariableID(0), formula: 0), in: BlockID(10_000)),
        Step(.end(EndingID(0)), in: BlockID(10_000)),
    ]
    #expect(survey.completed([]) == [.answered(.yesno(true))])
}
