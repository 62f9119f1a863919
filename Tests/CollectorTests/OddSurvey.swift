import Foundation
import SurveyModel

/// A survey of everything that the shipped one does not have: negative points, a scale too wide for bins, a
/// list of more than 64 options, open and fractional bounds, long names, computed values and conditions over
/// them.
enum OddSurvey {
    static let survey: Survey = {
        let kinds: Set<Missing> = [.dontKnow, .refused, .notApplicable, .skipped]
        let many = (0..<70).map { OptionList.Option(name: "o\($0)", code: $0 + 1, text: TextID(0)) }
        let few = ["a", "on", "tin", "a_rather_long_name_of_an_option", "none"].enumerated().map {
            index, name in
            OptionList.Option(name: name, code: index + 1, text: TextID(0), isExclusive: name == "none")
        }
        var survey = Survey(
            name: "odd", version: 3, language: "en", translations: ["sv"], structure: "sha256:odd")
        survey.texts = [Text(key: "x", source: "x")]
        survey.lists = [OptionList(name: "many", options: many), OptionList(name: "few", options: few)]
        survey.scales = [
            Scale(name: "mood", bounds: -3...3), Scale(name: "wide", bounds: -5_000...100_000),
            Scale(name: "nps", bounds: 0...10),
        ]
        func add(_ name: String, _ domain: Domain, _ missing: Set<Missing> = kinds) {
            survey.variables.append(
                Variable(name: name, role: .given(isOptional: true), domain: domain, missing: missing))
        }
        add("mood", .point(ScaleID(0)))
        add("wide", .point(ScaleID(1)))
        add("nps", .point(ScaleID(2)), [.dontKnow])
        add("many", .options(ListID(0), select: 0...70))
        add("few", .options(ListID(1), select: 1...3))
        add("one", .option(ListID(1)))
        add("agreed", .yesno)
        add(
            "half",
            .number(NumberRule(low: Decimal(string: "0.5"), high: Decimal(string: "99.99"), decimals: 1)))
        add("open", .number(NumberRule(decimals: 3)))
        add("a_name_that_is_longer_than_the_others", .text(TextRule(lines: 3, length: 40)))
        add("short", .text(TextRule(length: 7)), [])
        survey.variables.append(
            Variable(
                name: "double",
                role: .computed([.arithmetic(.divide, .variable(VariableID(7)), .literal(.number(3)))]),
                domain: .number(NumberRule())))
        survey.steps = [Step(.compute(VariableID(11), formula: 0), in: BlockID(0))]
        let cheap = Formula.compare(.less, .variable(VariableID(11)), .literal(.number(10)))
        let named = Formula.compare(.equal, .variable(VariableID(10)), .literal(.text("they ö")))
        let holds = Formula.includes(VariableID(4), option: 1)
        let agreed = Formula.and([.variable(VariableID(6)), .not(.state(VariableID(5), .refused))])
        survey.metrics = [
            Metric(
                name: "promoter", function: .nps, items: [.init(VariableID(2))],
                condition: .or([cheap, named])),
            Metric(
                name: "mood", function: .csat(top: 2), items: [.init(VariableID(0), isReversed: true)],
                condition: agreed),
            Metric(name: "wide", function: .mean, items: [.init(VariableID(1))], condition: holds),
            Metric(name: "double", function: .mean, items: [.init(VariableID(11))]),
            Metric(
                name: "both", function: .mean,
                items: [.init(VariableID(0)), .init(VariableID(2), isReversed: true)]),
            Metric(name: "word", function: .mean, items: [.init(VariableID(10))]),
        ]
        func term(_ positions: Int...) -> Relation.Term {
            Relation.Term(path: "x", variables: positions.map { VariableID($0) })
        }
        survey.relations = [
            Relation(kind: .drivers, outcome: term(2), terms: [term(0), term(1), term(11)]),
            Relation(kind: .chain, outcome: term(2), terms: [term(0)]),
            Relation(kind: .drivers, outcome: term(8), terms: [term(7, 0), term(1)]),
        ]
        return survey
    }()
}
