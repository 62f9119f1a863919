import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Collector

/// A survey with four divisions: of everything, of what is drawn, of what a condition leaves, and one in two arms of which
/// one carries options on; and dates bounded by today.
private let survey: Survey = {
    var survey = Survey(name: "divisions", version: 1, language: "en", structure: "sha256:0")
    survey.texts.append(Text(key: "text", source: "Text"))
    func bounded(_ low: DateBound?, _ high: DateBound?, _ name: String) {
        survey.variables.append(
            Variable(name: name, role: .answer(QuestionID(0)), domain: .date(DateRule(low: low, high: high))))
    }
    survey.variables.append(Variable(name: "today", role: .today, domain: .date(DateRule())))
    bounded(.today(offset: -30), .today(offset: 0), "visit")
    bounded(nil, .today(offset: 10), "booked")
    func option(_ name: String, _ condition: Formula? = nil, pinned: Bool = false) -> OptionList.Option {
        OptionList.Option(
            name: name, code: 1, text: TextID(0), isExclusive: false, isPinned: pinned, hasSpecify: false,
            condition: condition)
    }
    func list(_ options: [OptionList.Option]) -> ListID {
        survey.lists.append(OptionList(name: "list\(survey.lists.count)", options: options))
        return ListID(survey.lists.count - 1)
    }
    func divide(_ name: String, _ options: [OptionList.Option], _ change: (inout Question) -> Void)
        -> Question
    {
        let id = QuestionID(survey.questions.count)
        let list = list(options)
        var question = Question(name: name, kind: .allocate(list, total: 10), text: TextID(0))
        for (index, option) in options.enumerated() {
            question.variables.append(VariableID(survey.variables.count))
            survey.variables.append(
                Variable(
                    name: "\(name).\(option.name)", role: .amount(id, index),
                    domain: .number(NumberRule(low: 0, high: 10)), missing: [.skipped, .refused]))
        }
        change(&question)
        survey.questions.append(question)
        return question
    }
    _ = divide("all", [option("a"), option("b"), option("c")]) { _ in }
    _ = divide("drawn", [option("a"), option("b"), option("c", pinned: true)]) { $0.draw = 1 }
    let seen = Formula.compare(.equal, .variable(VariableID(1)), .variable(VariableID(2)))
    _ = divide("some", [option("a"), option("b", seen), option("c")]) { _ in }
    var second = divide("arms", [option("a"), option("b"), option("c")]) { _ in }
    second.carried = [.except([2])]
    survey.questions.append(second)
    return survey
}()

/// What each answer looks like to the fast reader.
private func found(_ answer: Answer) -> LineRules.Found {
    switch answer {
    case .missing(.notAsked): .notAsked
    case .answered(.number(let number)): .number(Int64(number.exactInt ?? -1))
    case .answered(.date(let day)): .number(Int64(day.number))
    case .answered, .missing: .missing
    }
}

@Test func `the rules of the fast reader are those of the strict one`() throws {
    let strict = ResponseRules(survey)
    let fast = LineRules(survey, strict)
    var numbers = Seeded(2026)
    var verdicts: [Disposition: (held: Int, broken: Int)] = [:]
    for _ in 0..<20_000 {
        let answers = survey.variables.map { variable -> Answer in
            if case .date = variable.domain {
                guard numbers.chance(0.5) else { return .notAsked }
                let day = numbers.chance(0.8) ? Int.random(in: 98...101, using: &numbers) : 60
                return .answered(.date(CalendarDay(number: day)))
            }
            // Most divisions go well in most of their parts, so that single rules are reached.
            switch Int.random(in: 0..<10, using: &numbers) {
            case 0: return .missing(.refused)
            case 1, 2, 3: return .notAsked
            case 4, 5: return .answered(.number(0))
            default: return .answered(.number([5, 10, 3, 2].randomElement(using: &numbers) ?? 0))
            }
        }
        // Each time only one division has answers, so that its verdict is the verdict.
        let chosen = ["all", "drawn", "some", "arms", "none"].randomElement(using: &numbers) ?? ""
        let lone = zip(survey.variables, answers).map { variable, answer in
            variable.name.contains(".") && !variable.name.hasPrefix("\(chosen).") ? .notAsked : answer
        }
        let state = Disposition.allCases.randomElement(using: &numbers) ?? .complete
        let problem = strict.problem(in: lone, state: state)
        let holds = fast.hold {
            found(lone[$0])
        } isComplete: {
            state == .complete
        }
        #expect(holds == (problem == nil), "\(problem ?? "no problem") in \(lone), \(state)")
        if holds {
            verdicts[state, default: (0, 0)].held += 1
        } else {
            verdicts[state, default: (0, 0)].broken += 1
        }
    }
    for state in Disposition.allCases {
        let seen = try #require(verdicts[state])
        #expect(seen.held > 100 && seen.broken > 100, "\(state): \(seen)")
    }
}

@Test func `a division that was broken off is taken where options are carried drawn or conditional`() {
    let strict = ResponseRules(survey)
    let fast = LineRules(survey, strict)
    for name in ["drawn.a", "some.b", "arms.c"] {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        guard let id = survey.variable(named: name) else { continue }
        answers[id.position] = .answered(.number(4))
        for state in Disposition.allCases {
            let isTaken = fast.hold {
                found(answers[$0])
            } isComplete: {
                state == .complete
            }
            #expect(isTaken == (state != .complete), "\(name) of a response that is \(state)")
            #expect((strict.problem(in: answers, state: state) == nil) == isTaken)
        }
    }
}

@Test func `a reader of many lines gathers the rules once and says the same`() throws {
    let survey = Sample.wholeLanguage
    let (index, rules) = (survey.variableIndex, ResponseRules(survey))
    var generated = GeneratedResponses(survey, seed: 4)
    for _ in 0..<50 {
        let line = Array(generated.next().line(of: survey).utf8)
        #expect(
            try Response(line: line, of: survey, index: index, rules: rules)
                == Response(line: line, of: survey, index: index))
    }
}
