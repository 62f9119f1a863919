/// Writes the claims of a program as questions to an SMT solver: one `check-sat-assuming` for each, in their order.
///
/// A solver that was written by others then answers the same questions. The logic is Z3's `QF_FD` (finite domains), with
/// its extensions `at-most` and `pbge`, which let it work on truth values alone: an input of two cells is a truth value, one
/// of more has one for each cell, of which exactly one is true; sums are weighted sums of truth values. The same in linear
/// integers (`QF_LIA`) took Z3 4.8 more than ten times as long. Facts are constants with an equation each, never nested, so
/// that deep surveys do not exhaust its stack.
///
/// - Parameters:
///   - program: The program.
///   - claims: The positions of the claims to ask about; nil is all.
///   - verdicts: What is expected, for each claim of the program: written as `:status`, which Z3 compares.
/// - Returns: SMT-LIB 2, ASCII. Linear in the program.
public func smtlib(_ program: Program, claims: [Int]? = nil, verdicts: [Bool?] = []) -> String {
    var writer = SMTWriter(program)
    writer.write(claims ?? Array(program.claims.indices), verdicts)
    return writer.text
}

/// The text as it grows.
private struct SMTWriter {
    let program: Program
    var text = "; Made by Sondeo.\n(set-logic QF_FD)\n"

    init(_ program: Program) { self.program = program }

    mutating func write(_ claims: [Int], _ verdicts: [Bool?]) {
        var isNeeded = [Bool](repeating: false, count: program.facts.count)
        for claim in claims { isNeeded[Int(program.claims[claim].fact.position)] = true }
        var isRead = [Bool](repeating: false, count: program.inputs.count)
        // What a fact is made of stands before it.
        for position in program.facts.indices.reversed() where isNeeded[position] {
            mark(program.facts[position], &isNeeded, &isRead)
        }
        for input in program.inputs.indices where isRead[input] { declare(input) }
        for position in program.facts.indices where isNeeded[position] {
            text +=
                "(declare-const f\(position) Bool)\n(assert (= f\(position) \(formula(program.facts[position]))))\n"
        }
        for claim in claims {
            if claim < verdicts.count, let isPossible = verdicts[claim] {
                text += "(set-info :status \(isPossible ? "sat" : "unsat"))\n"
            } else {
                text += "(set-info :status unknown)\n"
            }
            text += "(check-sat-assuming (f\(program.claims[claim].fact.position)))\n"
        }
    }

    private func mark(_ fact: Fact, _ isNeeded: inout [Bool], _ isRead: inout [Bool]) {
        switch fact {
        case .never, .always: break
        case .cell(let input, _): isRead[Int(input.position)] = true
        case .not(let inner), .reason(_, let inner): isNeeded[Int(inner.position)] = true
        case .and(let run), .or(let run):
            for operand in program.operands(run) { isNeeded[Int(operand.position)] = true }
        case .sum(let index):
            for term in program.sums[Int(index)].terms {
                isNeeded[Int(term.when.position)] = true
                if let input = term.input { isRead[Int(input.position)] = true }
            }
        }
    }

    private mutating func declare(_ input: Int) {
        let count = program.inputs[input].cells.count
        if count == 2 { text += "(declare-const i\(input) Bool)\n" }
        guard count > 2 else { return }
        let names = (0..<count).map { "i\(input)c\($0)" }
        for name in names { text += "(declare-const \(name) Bool)\n" }
        let all = names.joined(separator: " ")
        text += "(assert (or \(all)))\n(assert ((_ at-most 1) \(all)))\n"
    }

    /// The truth of a cell.
    private func cell(_ input: InputID, _ cell: Int) -> String {
        switch program[input].cells.count {
        case ...1: "true"
        case 2: cell == 1 ? "i\(input.position)" : "(not i\(input.position))"
        default: "i\(input.position)c\(cell)"
        }
    }

    private func formula(_ fact: Fact) -> String {
        switch fact {
        case .never: return "false"
        case .always: return "true"
        case .not(let inner): return "(not f\(inner.position))"
        case .reason(_, let inner): return "f\(inner.position)"
        case .and(let run): return joint("and", run)
        case .or(let run): return joint("or", run)
        case .cell(let input, let set):
            let cells = program[input].cells.indices.filter { set.contains($0) }
            if cells.isEmpty { return "false" }
            return cells.count == 1
                ? cell(input, cells[0]) : "(or " + cells.map { cell(input, $0) }.joined(separator: " ") + ")"
        case .sum(let index): return comparison(program.sums[Int(index)])
        }
    }

    private func joint(_ name: String, _ run: Fact.Run) -> String {
        "(\(name) " + program.operands(run).map { "f\($0.position)" }.joined(separator: " ") + ")"
    }

    private func comparison(_ sum: Sum) -> String {
        var threshold = sum.atLeast
        var weights: [String] = []
        var truths: [String] = []
        func add(_ weight: Int, _ truth: String) {
            guard weight != 0 else { return }
            // A negative weight counts against the opposite: weights are never negative there.
            if weight < 0 { threshold = threshold.addingClamped(-max(weight, -.max)) }
            weights.append("\(weight.magnitude)")
            truths.append(weight > 0 ? truth : "(not \(truth))")
        }
        for term in sum.terms {
            let when = "f\(term.when.position)"
            guard let input = term.input else {
                add(term.weights.first ?? 0, when)
                continue
            }
            for (index, weight) in term.weights.enumerated() {
                let truth = cell(input, index)
                add(weight, term.when == .always ? truth : "(and \(when) \(truth))")
            }
        }
        if weights.isEmpty { return threshold <= 0 ? "true" : "false" }
        return "((_ pbge \(threshold) \(weights.joined(separator: " "))) \(truths.joined(separator: " ")))"
    }
}

extension Int {
    /// The sum, or the nearest number that there is.
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? (other > 0 ? .max : .min) : sum
    }
}
