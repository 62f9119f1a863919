import Testing

@testable import SurveySyntax

/// What binds how tightly, as s-expressions that the views give.
@Suite struct ExpressionTests {
    func show(_ expression: ExpressionSyntax?) -> String {
        guard let expression else { return "?" }
        func chain(_ chain: ChainSyntax) -> String {
            chain.rest.reduce(show(chain.first)) { "(\($1.operator.text) \($0) \(show($1.operand)))" }
        }
        switch expression.form {
        case .or(let view), .and(let view), .sum(let view), .product(let view): return chain(view)
        case .not(let operand): return "(not \(show(operand)))"
        case .comparison(let left, let sign, let right): return "(\(sign.text) \(show(left)) \(show(right)))"
        case .membership(let left, let isNegated, let set):
            return "(\(isNegated ? "not-in" : "in") \(show(left)) \(show(set)))"
        case .negation(let operand): return "(neg \(show(operand)))"
        case .number(let token), .date(let token), .time(let token), .string(let token): return token.text
        case .parenthesized(let inner): return show(inner)
        case .list(let elements): return "[\(elements.map(show).joined(separator: " "))]"
        case .path(let path): return show(path)
        case .call(let call):
            let arguments = call.arguments.map { argument in
                (argument.label.map { show($0) + ": " } ?? "") + show(argument.value)
            }
            return "\(call.function?.text ?? "?")(\(arguments.joined(separator: ", ")))"
        case .query(let word, let path): return "(\(word.text) \(path.map(show) ?? "?"))"
        }
    }

    func show(_ path: PathSyntax) -> String {
        path.parts.reduce(path.name?.text ?? "?") { text, part in
            switch part {
            case .name(let token): "\(text).\(token.text)"
            case .index(let index): "\(text)[\(show(index))]"
            }
        }
    }

    func show(_ set: SetSyntax?) -> String {
        guard let set else { return "?" }
        return set.exceptions.reduce(show(set.base)) { "(\($0) except \(show($1)))" }
    }

    func show(_ bound: BoundSyntax?) -> String {
        guard let bound else { return "?" }
        return bound.isRange ? "\(show(bound.lower))...\(show(bound.upper))" : show(bound.lower)
    }

    func parse(_ text: String) throws -> String {
        let tree = try tree("let x = " + text)
        #expect(tree.errors.isEmpty)
        guard case .statement(.let(let statement)) = SurveyFile(tree).declarations.first else {
            return "no let"
        }
        return show(statement.value)
    }

    @Test(arguments: [
        ("1 + 2 * 3", "(+ 1 (* 2 3))"),
        ("1 - 2 - 3", "(- (- 1 2) 3)"),
        ("(1 - 2) * -3", "(* (- 1 2) (neg 3))"),
        ("8 / 4 % 3 * 2", "(* (% (/ 8 4) 3) 2)"),
        ("--a * b", "(* (neg (neg a)) b)"),
        ("a or b and c or d", "(or (or a (and b c)) d)"),
        ("not a == 1 and not b", "(and (not (== a 1)) (not b))"),
        ("not not a", "(not (not a))"),
        ("a + 1 >= b * 2 or c", "(or (>= (+ a 1) (* b 2)) c)"),
        ("channel in [phone, email] and x != 2.50", "(and (in channel [phone email]) (!= x 2.50))"),
        ("channel not in used except bot", "(not-in channel (used except bot))"),
        ("age in 18...65", "(in age 18...65)"),
        ("t in -5...limit + 1", "(in t (neg 5)...(+ limit 1))"),
        ("day == 2026-11-21", "(== day 2026-11-21)"),
        ("at >= 09:30", "(>= at 09:30)"),
        ("q[c].part + cost.1.5 + ranking[1]", "(+ (+ q[c].part cost.1.5) ranking[1])"),
        ("count(used) >= 2", "(>= count(used) 2)"),
        ("f(who: \"the bot\", 3, a or b)", "f(who: \"the bot\", 3, (or a b))"),
        ("f()", "f()"),
        ("[]", "[]"),
        ("asked why and not asked praise", "(and (asked why) (not (asked praise)))"),
        ("metric promoter = -100", "(= (metric promoter) (neg 100))"),
        ("metric and finish", "(and metric finish)"),
        ("(a\n  or b)\n", "(or a b)"),
        ("a +\n  b", "(+ a b)"),
        ("[a,\n b,\n c]", "[a b c]"),
        ("quality == phone", "(== quality phone)"),
    ])
    func operatorsBind(text: String, expected: String) throws {
        #expect(try parse(text) == expected)
    }

    @Test func anExpressionEndsWithItsLine() throws {
        let tree = try tree("let x = a\nlet y = b")
        #expect(tree.errors.isEmpty)
        #expect(SurveyFile(tree).declarations.count == 2)
    }

    @Test func aLineThatStartsWithAnOperatorIsNotPartOfTheOneAbove() throws {
        #expect(try errors("let x = a\n+ b") == ["2:1 unexpected declaration"])
    }

    @Test func missingOperandsAreNil() throws {
        let tree = try tree("let x = == 3")
        guard case .statement(.let(let statement)) = SurveyFile(tree).declarations.first else {
            Issue.record("no let"); return
        }
        #expect(show(statement.value) == "(== ? 3)")
    }
}
