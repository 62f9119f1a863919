import FoundationEssentials
import SurveyModel
import Testing

@Suite struct EvaluatorTests {
    let yes = Formula.literal(.yesno(true))
    let no = Formula.literal(.yesno(false))
    /// Variable 0 has no answer, so a condition on it is unknown.
    let unknown = Formula.compare(.equal, .variable(VariableID(0)), .literal(.number(1)))

    @Test func connectivesAreKleenes() {
        let nothing: [Answer] = [.missing(.dontKnow)]
        let table: [(Formula, Truth)] = [
            (.and([yes, yes]), .yes), (.and([yes, no]), .no), (.and([unknown, no]), .no),
            (.and([yes, unknown]), .unknown),
            (.or([no, no]), .no), (.or([no, yes]), .yes), (.or([unknown, yes]), .yes),
            (.or([no, unknown]), .unknown),
            (.not(yes), .no), (.not(no), .yes), (.not(unknown), .unknown),
        ]
        for (formula, truth) in table { #expect(formula.truth(in: nothing) == truth, "\(formula)") }
    }

    @Test func aComparisonWithAnyKindOfMissingIsUnknown() {
        for missing in Missing.allCases {
            let answers: [Answer] = [.missing(missing)]
            for comparison in Formula.Comparison.allCases {
                let formula = Formula.compare(comparison, .variable(VariableID(0)), .literal(.number(1)))
                #expect(formula.truth(in: answers) == .unknown)
            }
            #expect(Formula.state(VariableID(0), missing).truth(in: answers) == .yes)
            #expect(Formula.state(VariableID(0), nil).truth(in: answers) == .no)
        }
    }

    @Test func arithmeticIsExactAndDivisionByZeroUnknown() throws {
        let tenth = Formula.literal(.number(try #require(Decimal(exactly: "0.1"))))
        let third = Formula.arithmetic(.add, .arithmetic(.add, tenth, tenth), tenth)
        #expect(third.value(in: [Answer]()) == .number(try #require(Decimal(exactly: "0.3"))))
        let zero = Formula.literal(.number(0))
        #expect(Formula.arithmetic(.divide, tenth, zero).value(in: [Answer]()) == nil)
        #expect(Formula.arithmetic(.remainder, tenth, zero).value(in: [Answer]()) == nil)
        let seven = Formula.literal(.number(-7))
        #expect(
            Formula.arithmetic(.remainder, seven, .literal(.number(3))).value(in: [Answer]()) == .number(-1))
    }

    @Test func summariesUseWhatWasAnswered() {
        let parts = (0..<4).map { Formula.variable(VariableID($0)) }
        let half: [Answer] = [.answered(.number(2)), .answered(.number(5)), .missing(.skipped), .notAsked]
        let less: [Answer] = [.answered(.number(2)), .missing(.refused), .missing(.skipped), .notAsked]
        // Half of what was offered is enough: two of these four were never asked.
        let few: [Answer] = [.answered(.number(2)), .missing(.refused), .notAsked, .notAsked]
        #expect(Formula.aggregate(.mean, parts).value(in: few) == .number(2))
        #expect(Formula.aggregate(.mean, parts).value(in: half) == .number(Decimal(exactly: "3.5") ?? 0))
        #expect(Formula.aggregate(.mean, parts).value(in: less) == nil)
        #expect(Formula.aggregate(.sum, parts).value(in: less) == .number(2))
        #expect(Formula.aggregate(.min, parts).value(in: half) == .number(2))
        #expect(Formula.aggregate(.max, parts).value(in: half) == .number(5))
        #expect(Formula.aggregate(.sum, parts).value(in: [Answer]()) == nil)
        #expect(Formula.countTrue([yes, unknown, no, yes]).value(in: [Answer]()) == .number(2))
    }

    @Test func setsAndRanges() {
        let answers: [Answer] = [.answered(.options([0, 2])), .answered(.number(18)), .missing(.skipped)]
        #expect(Formula.includes(VariableID(0), option: 2).truth(in: answers) == .yes)
        #expect(Formula.includes(VariableID(0), option: 1).truth(in: answers) == .no)
        #expect(Formula.includes(VariableID(2), option: 1).truth(in: answers) == .unknown)
        #expect(Formula.size(VariableID(0)).value(in: answers) == .number(2))
        #expect(Formula.size(VariableID(2)).value(in: answers) == .number(0))
        let age = Formula.within(.variable(VariableID(1)), [.range(.number(18), .number(65))])
        #expect(age.truth(in: answers) == .yes)
        #expect(
            Formula.within(.variable(VariableID(2)), [.range(.number(18), .number(65))]).truth(in: answers)
                == .unknown)
    }
}
