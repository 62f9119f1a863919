import FoundationEssentials
import Simulation
import SurveyModel
import Testing

/// A survey of one question about a domain.
private func survey(
    _ kind: Question.Kind, _ domain: Domain, lists: [OptionList] = [], scales: [Scale] = [],
    given: Domain? = nil, check: Formula? = nil
) -> Survey {
    let texts = [Text(key: "q", source: "Q?")]
    var variables = [Variable(name: "q", role: .answer(QuestionID(0)), domain: domain)]
    if let given { variables.append(Variable(name: "given", role: .given(isOptional: false), domain: given)) }
    let checks = check.map { [Check(name: "c", condition: $0, text: TextID(0), isSoft: false)] } ?? []
    let steps =
        [Step(.ask(QuestionID(0)), in: BlockID(0))]
        + checks.map { _ in Step(.check(CheckID(0)), in: BlockID(0)) }
    return Survey(
        name: "awkward", version: 1, language: "en", structure: "sha256:0", texts: texts, lists: lists,
        scales: scales, variables: variables,
        questions: [Question(name: "q", kind: kind, text: TextID(0), variables: [VariableID(0)])],
        checks: checks,
        blocks: [Block(kind: .root, parent: nil, steps: 0..<steps.count)], steps: steps)
}

private func expectValid(_ survey: Survey, complete: Bool = true) throws {
    var simulator = try Simulator(survey: survey, seed: 3, start: Timestamp(milliseconds: 0))
    var completed = 0
    for _ in 0..<60 {
        let response = simulator.next()
        let line = Array(response.line(of: survey).utf8)
        #expect(try Response(line: line, of: survey, index: survey.variableIndex) == response)
        if response.state == .complete { completed += 1 }
    }
    #expect(complete ? completed > 40 : completed == 0)
}

@Test(arguments: [
    NumberRule(), NumberRule(low: -5, high: -1), NumberRule(high: -1_000), NumberRule(low: 1, high: 1),
    NumberRule(low: Decimal(string: "0.5"), high: Decimal(string: "1.4"), decimals: 0),
    NumberRule(low: 0, high: 1, decimals: 9), NumberRule(low: 1_000_000_000_000),
    NumberRule(low: Decimal(string: "1e35"), decimals: 3), NumberRule(low: 0, high: 0, decimals: Int.max),
])
func `numbers of any rule are found`(rule: NumberRule) throws {
    try expectValid(survey(.number(rule), .number(rule)))
}

@Test func `a number that cannot be is left`() throws {
    let rule = NumberRule(low: Decimal(string: "0.2"), high: Decimal(string: "0.4"))
    try expectValid(survey(.number(rule), .number(rule)), complete: false)
    let plain = NumberRule()
    try expectValid(survey(.number(plain), .number(plain), given: .number(rule)), complete: false)
}

@Test(arguments: [0...0, -3...(-1), 0...100, Int.min...Int.max, 0...Int.max])
func `points of any scale are found`(bounds: ClosedRange<Int>) throws {
    let scales = [Scale(name: "s", bounds: bounds)]
    try expectValid(survey(.rating(ScaleID(0)), .point(ScaleID(0)), scales: scales))
}

@Test func `a short text is cut to its length`() throws {
    let rule = TextRule(length: 3)
    try expectValid(survey(.text(rule), .text(rule), given: .text(rule)))
}

@Test func `a set may have to be everything`() throws {
    let options = (0..<5).map { OptionList.Option(name: "o\($0)", code: $0, text: TextID(0)) }
    let lists = [OptionList(name: "l", options: options)]
    try expectValid(
        survey(.choices(ListID(0), select: 5...5), .options(ListID(0), select: 5...5), lists: lists))
    try expectValid(
        survey(.choices(ListID(0), select: 0...9), .options(ListID(0), select: 0...9), lists: lists))
}

@Test func `a check that nothing can satisfy ends in breaking off`() throws {
    let never = Formula.compare(.notEqual, .variable(VariableID(0)), .variable(VariableID(0)))
    try expectValid(survey(.yesno, .yesno, check: never), complete: false)
}
