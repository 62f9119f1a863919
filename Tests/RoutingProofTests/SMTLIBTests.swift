import RoutingProof
import SurveyModel
import Testing

@Suite("Questions for an SMT solver")
struct SMTLIBTests {
    @Test("inputs, facts, sums and expected answers are written out, and what no claim needs is left away")
    func text() {
        var builder = ProgramBuilder()
        let cells = (0..<3).map { Cell(.index($0)) }
        let first = builder.input(Input(.value(0), cells: cells, isMade: .always))
        let second = builder.input(Input(.truth(0), cells: Array(cells.prefix(2)), isMade: .always))
        let unread = builder.input(Input(.value(1), cells: cells, isMade: .always))
        let high = builder.cell(first, [1, 2])
        _ = builder.cell(unread, [1])
        let yes = builder.cell(second, [1])
        let sum = builder.sum([.init(first, weights: [0, 1, -2]), .init(3, when: yes)], atLeast: 2)
        builder.claim(.ends(nil), builder.and(high, builder.not(sum)))
        builder.claim(.ends(EndingID(0)), sum)
        builder.claim(.ends(EndingID(1)), yes)
        #expect(
            smtlib(builder.program, verdicts: [true, false]) == """
                ; Made by Sondeo.
                (set-logic QF_FD)
                (declare-const i0c0 Bool)
                (declare-const i0c1 Bool)
                (declare-const i0c2 Bool)
                (assert (or i0c0 i0c1 i0c2))
                (assert ((_ at-most 1) i0c0 i0c1 i0c2))
                (declare-const i1 Bool)
                (declare-const f1 Bool)
                (assert (= f1 true))
                (declare-const f2 Bool)
                (assert (= f2 (or i0c1 i0c2)))
                (declare-const f4 Bool)
                (assert (= f4 i1))
                (declare-const f5 Bool)
                (assert (= f5 ((_ pbge 4 1 2 3) i0c1 (not i0c2) f4)))
                (declare-const f6 Bool)
                (assert (= f6 (not f5)))
                (declare-const f7 Bool)
                (assert (= f7 (and f2 f6)))
                (set-info :status sat)
                (check-sat-assuming (f7))
                (set-info :status unsat)
                (check-sat-assuming (f5))
                (set-info :status unknown)
                (check-sat-assuming (f4))

                """)
    }
}
