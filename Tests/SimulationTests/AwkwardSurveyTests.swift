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

private let day = CalendarDay(number: 100)

@Test(arguments: [
    DateRule(), DateRule(low: .day(day)), DateRule(high: .day(day)),
    DateRule(low: .day(day), high: .day(day)),
    DateRule(low: .today(offset: -3), high: .today(offset: 0)),
    DateRule(low: .today(offset: .min), high: .today(offset: .max)),
])
func `dates of any rule are found`(rule: DateRule) throws {
    var dates = survey(.date(rule), .date(rule), given: .date(rule))
    dates.variables.append(Variable(name: "today", role: .today, domain: .date(DateRule())))
    try expectValid(dates)
    var simulator = try Simulator(survey: dates, seed: 3, start: Timestamp(milliseconds: 86_400_000))
    #expect(simulator.next().answers[2] == .answered(.date(CalendarDay(number: 1))))
}

@Test(arguments: [
    TimeRule(), TimeRule(low: TimeOfDay(minutes: 1_400)), TimeRule(high: TimeOfDay(minutes: 10)),
    TimeRule(low: TimeOfDay(minutes: 600), high: TimeOfDay(minutes: 600)),
])
func `times of any rule are found`(rule: TimeRule) throws {
    try expectValid(survey(.time(rule), .time(rule), given: .time(rule)))
}

@Test func `bounds that leave nothing are left`() throws {
    let dates = DateRule(low: .day(day), high: .day(CalendarDay(number: 99)))
    try expectValid(survey(.date(dates), .date(dates)), complete: false)
    let times = TimeRule(low: TimeOfDay(minutes: 10), high: TimeOfDay(minutes: 9))
    try expectValid(survey(.time(times), .time(times)), complete: false)
}

private let letters = [
    OptionList(
        name: "l",
        options: (0..<5).map { OptionList.Option(name: "o\($0)", code: $0, text: TextID(0)) })
]

@Test(arguments: [0...0, 1...1, 2...4, 5...5, 0...9])
func `rankings of any length are found`(select: ClosedRange<Int>) throws {
    let domain = Domain.order(ListID(0), select: select)
    try expectValid(survey(.ranking(ListID(0), select: select), domain, lists: letters, given: domain))
}

@Test(arguments: ["email", "phone", "[A-Z]{2}-[0-9]{3}", "[0-9]{3} [0-9]{2}", "[a-z]+"])
func `texts of usual patterns are found`(pattern: String) throws {
    let rule: TextRule =
        switch pattern {
        case "email": TextRule(pattern: .email)
        case "phone": TextRule(pattern: .phone)
        default: TextRule(pattern: try TextPattern(pattern))
        }
    try expectValid(survey(.text(rule), .text(rule), given: .text(rule)))
}

@Test func `a text of an unusual pattern is left`() throws {
    let rule = TextRule(pattern: try TextPattern("Xanthippe's [a-z]{20} shop"))
    try expectValid(survey(.text(rule), .text(rule)), complete: false)
}

@Test(arguments: [0, 1, 7, 100, Int.max])
func `allocations of any total are found`(total: Int) throws {
    var allocation = survey(.allocate(ListID(0), total: total), .yesno, lists: letters)
    allocation.variables = (0..<5).map { index in
        Variable(
            name: "q.o\(index)", role: .amount(QuestionID(0), index), domain: .number(NumberRule(low: 0)))
    }
    allocation.questions[0].variables = (0..<5).map(VariableID.init)
    var simulator = try Simulator(survey: allocation, seed: 3, start: Timestamp(milliseconds: 0))
    var complete = 0
    for _ in 0..<40 {
        let response = simulator.next()
        guard response.state == .complete else { continue }
        complete += 1
        var sum = 0
        for case .answered(.number(let amount)) in response.answers { sum += amount.exactInt ?? -1 }
        #expect(sum == total)
    }
    #expect(complete > 25)
}

@Test func `most agree to be asked, and who does not leaves nothing`() throws {
    var consent = survey(.consent, .yesno)
    consent.variables.append(
        Variable(name: "wording", role: .split(weights: [1, 1]), domain: .option(ListID(0))))
    consent.lists = letters
    consent.steps.insert(Step(.draw(VariableID(1)), in: BlockID(0)), at: 0)
    consent.blocks[0].steps = 0..<2
    var simulator = try Simulator(survey: consent, seed: 3, start: Timestamp(milliseconds: 0))
    var states: [Disposition: Int] = [:]
    for _ in 0..<300 {
        let response = simulator.next()
        states[response.state, default: 0] += 1
        #expect(response.answers.allSatisfy { $0 == .notAsked } == (response.state != .complete))
    }
    #expect((5...40).contains(states[.refused] ?? 0) && (states[.complete] ?? 0) > 250)
}
