import FoundationEssentials
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

/// A formula that is written reads back as the same formula, whatever stands in whatever.
@Suite struct FormulaTextRoundTripTests {
    static let questions = """
        survey trial
        version 1
        language en
        yesno again "Again?"
        yesno before "Before?"
        number count_of -100...100 "How many?" decimals 2
        rating own -3...3 "Own?"
        choice channel "Which?" {
            - phone "P"
            - email "E"
        }
        choices faults "Which?" {
            - slow "S"
            - dear "D"
        }
        ranking wishes "Which?" {
            - price "P"
            - speed "S"
        }
        date arrival "When?"
        time desk "At?"
        text code "Code?"
        note end "{today_is}"

        """.replacing("note end \"{today_is}\"\n", with: "")

    private struct Writer {
        let survey: Survey
        var random: Seeded

        func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(0) }

        mutating func number(_ depth: Int) -> Formula {
            switch depth > 0 ? Int.random(in: 0..<12, using: &random) : Int.random(in: 0..<3, using: &random)
            {
            case 0: return .literal(.number(Decimal(Int.random(in: -20...20, using: &random)) / 4))
            case 1: return .variable(id("count_of"))
            case 2: return .variable(id("own"))
            case 3:
                // What is negative is a literal of its own.
                let inner = number(depth - 1)
                if case .literal = inner { return inner }
                return .negate(inner)
            case 4: return .round(number(depth - 1), decimals: Int.random(in: 0...3, using: &random))
            case 5: return .size(id("faults"))
            case 6: return .place(id("wishes"), option: Int.random(in: 0...1, using: &random))
            case 7: return .length(.variable(id("code")))
            case 8:
                return .aggregate(
                    Formula.Aggregate.allCases.randomElement(using: &random) ?? .sum,
                    (0...Int.random(in: 0...2, using: &random)).map { _ in number(depth - 1) })
            case 9: return .arithmetic(.subtract, .variable(id("arrival")), .literal(.date(.first)))
            default:
                let operation = Formula.Arithmetic.allCases.randomElement(using: &random) ?? .add
                let right = number(depth - 1)
                guard right != .literal(.number(0)) else { return right }
                return .arithmetic(operation, number(depth - 1), right)
            }
        }

        mutating func condition(_ depth: Int) -> Formula {
            switch depth > 0 ? Int.random(in: 0..<13, using: &random) : Int.random(in: 0..<5, using: &random)
            {
            case 0: return .variable(id("again"))
            case 1: return .variable(id("before"))
            case 2: return .includes(id("faults"), option: Int.random(in: 0...1, using: &random))
            case 3:
                return .state(id("channel"), [nil, .notAsked, .skipped].randomElement(using: &random) ?? nil)
            case 4: return .compare(.equal, .variable(id("channel")), .literal(.option(1)))
            case 5: return .not(condition(depth - 1))
            case 6, 7:
                let parts = (0...Int.random(in: 1...2, using: &random)).map { _ in condition(depth - 1) }
                return Bool.random(using: &random) ? .and(parts) : .or(parts)
            case 8:
                return .within(
                    number(depth - 1),
                    Bool.random(using: &random)
                        ? [.range(.number(-2), .number(Decimal(7) / 2))]
                        : [.value(.number(-1)), .value(.number(3))])
            case 9:
                return .contains(
                    .variable(id("code")),
                    ["a\"b", "\\{x}", "n\nt\t", "é🙂"].randomElement(using: &random) ?? "")
            case 10: return .compare(.notEqual, .ranked(id("wishes"), place: 1), .literal(.option(0)))
            case 11:
                return .compare(
                    Bool.random(using: &random) ? .equal : .notEqual, condition(depth - 1),
                    condition(depth - 1))
            default:
                return .compare(
                    Formula.Comparison.allCases.randomElement(using: &random) ?? .less, number(depth - 1),
                    number(depth - 1))
            }
        }
    }

    @Test func `a formula reads back as it was`() throws {
        let survey = try #require(compile(SourceFile(name: "trial.survey", text: Self.questions)).survey)
        var writer = Writer(survey: survey, random: Seeded(71))
        let formulas = (0..<600).map { index in
            index.isMultiple(of: 2) ? writer.number(1 + index % 5) : writer.condition(1 + index % 5)
        }
        let lines = formulas.enumerated().map { "let l\($0) = \($1.text(in: survey))" }
        let compilation = compile(
            SourceFile(name: "trial.survey", text: Self.questions + lines.joined(separator: "\n") + "\n"))
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        let written = try #require(compilation.survey, "\(render(errors, in: compilation.source))")
        for (index, formula) in formulas.enumerated() {
            let id = try #require(written.variable(named: "l\(index)"))
            #expect(written[id].role == .computed([formula]), "\(lines[index])")
        }
    }
}
