/// E03xx: conditions and computations.
extension Diagnostic {
    static func singleEqual(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0301", "`=` gives a name its value; here two values are compared", at: span,
            "A comparison is written with two equal signs.", suggestion: "Write `==`.",
            fix: replacing(span, with: "=="))
    }

    static func notACondition(_ type: String, _ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0302", "`\(short(text))` is \(type), and a condition must stand here", at: span,
            "A condition is true or false: a comparison, a `yesno` question, `answered(…)`, or such joined by `and`, "
                + "`or` and `not`.",
            suggestion: "Compare it with something, as in `\(short(text)) == …`.")
    }

    static func typeMismatch(
        _ left: (text: String, type: String), _ right: (text: String, type: String), at span: Range<Int>
    ) -> Diagnostic {
        let same = left.type == right.type
        return Diagnostic(
            "E0303",
            same
                ? "`\(short(left.text))` and `\(short(right.text))` have options of different lists"
                : "`\(short(left.text))` is \(left.type), and `\(short(right.text))` is \(right.type)",
            at: span,
            "Only values of one kind can be compared; options, only within one list.",
            suggestion: same
                ? "Let both questions take their options `from` one shared list."
                : "Compare a number with a number, an option with the name of an option, a text with a text in quotes."
        )
    }

    static func notANumber(_ type: String, _ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0304", "`\(short(text))` is \(type), and a number must stand here", at: span,
            "Arithmetic, ranges and `sum`, `mean`, `min`, `max`, `round` take numbers and ratings.",
            suggestion: "Name a rating or a `number` question; for a set of options, write `count(…)`.")
    }

    static func ordersNoNumber(_ type: String, _ sign: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0305", "`\(sign)` cannot compare \(type) with another", at: span,
            "Only numbers and ratings are smaller or greater.",
            suggestion: "Use `==` or `!=`, or `in [ … ]` for several values.")
    }

    static func comparesSet(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0306", "`\(short(text))` is a set of options, which is not compared with `==`", at: span,
            "Several options may be chosen, so the question is whether one is among them.",
            suggestion: "Write `option in \(short(text))`, or `count(\(short(text)))` for how many.")
    }

    static func gridAsValue(_ grid: Symbol, _ row: String, at span: Range<Int>) -> Diagnostic {
        let name = shown(grid.name)
        return Diagnostic(
            "E0307", "`\(name)` is a grid: it has one answer for each row, not one", at: span,
            "Say which of its answers count.",
            suggestion:
                "Write `any(\(name) <= 3)` or `all(\(name) <= 3)` for its rows, `mean(\(name))` for their mean, "
                + "or name a row: `\(name).\(shown(row))`.",
            labels: [Label(grid.span, "the grid is declared here")])
    }

    static func noteAsValue(_ name: Name) -> Diagnostic {
        Diagnostic(
            "E0308", "`\(name.shown)` is a note, which has no answer", at: name.span,
            "A note is only read.", suggestion: "Name a question that is answered.")
    }

    static func notAnOption(
        _ name: Name, owner: String, ownerSpan: Range<Int>?, options: some Collection<String>,
        closest: String?
    ) -> Diagnostic {
        Diagnostic(
            "E0309", "`\(name.shown)` is not an option of `\(owner)`", at: name.span,
            "Its options are \(list(options)).", suggestion: didYouMean(closest),
            labels: ownerSpan.map { [Label($0, "`\(owner)` is declared here")] } ?? [])
    }

    static func numberTooLong(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0310", "This number has more digits than can be computed with", at: span,
            "Numbers are exact, with up to 38 digits.", suggestion: "Write a shorter number.")
    }

    static func chainedComparison(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0311", "One comparison cannot follow another", at: span,
            "Each comparison has two sides: `1 < a < 5` could be read in several ways.",
            suggestion: "Write `a > 1 and a < 5`, or `a in 2...4`.")
    }

    static func dividesByZero(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0312", "This divides by zero", at: span, "The result would be unknown for everybody.",
            suggestion: "Divide by another number.")
    }

    static func misplacedList(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0313", "A list in brackets can only stand after `in`", at: span,
            "A list is what a value is looked up in, as in `channel in [store, phone]`.",
            suggestion: "Use `in` in place of the comparison.")
    }

    static func unknownFunction(_ name: Name, closest: String?, _ functions: [String]) -> Diagnostic {
        Diagnostic(
            "E0314", "There is no function `\(name.shown)`", at: name.span,
            "The functions are \(functions.map { "`\($0)`" }.joined(separator: ", ")).",
            suggestion: didYouMean(closest))
    }

    static func wrongArguments(_ function: Name, _ expected: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0315", "`\(function.shown)` cannot take what stands in its parentheses", at: span,
            "It takes \(expected).")
    }

    static func metricFunctionHere(_ function: Name) -> Diagnostic {
        Diagnostic(
            "E0316", "`\(function.shown)` is computed on all respondents", at: function.span,
            "A condition is about one respondent, whose interview is not over; statistics stand in a `metric`.",
            suggestion: "Name the question itself, as in `recommend >= 9`.")
    }

    static func severalGrids(_ function: Name, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0317", "`\(function.shown)` goes through the rows of one grid, and this names several",
            at: span,
            "Rows of different grids do not belong together, and one row has no rows of its own.",
            suggestion: "Join several with `and` or `or`: `any(first <= 2) or any(second <= 2)`.")
    }

    static func queryOutsideExpect(_ word: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0318", "`\(word)` can only be asked about a finished interview", at: span,
            "`asked`, `offered`, `metric`, `finish` and `check` stand in the `expect` lines of a test.",
            suggestion: word == "asked" ? "For a condition, write `answered(…)` or `not not_asked(…)`." : nil)
    }

    static func tooManyRows(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0319", "The conditions of this survey are too large", at: span,
            "A condition on a grid is worked out for each of its rows, which is more than a hundred thousand in all.",
            suggestion: "Compute it once with `let`, and name that.")
    }

    static func setInList(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0320", "`\(short(text))` is a set of options and cannot itself be in a list", at: span,
            "A set holds options: the option stands left of `in`, the set right of it.",
            suggestion: "Write `first in \(short(text)) or second in \(short(text))`.")
    }

    static func memberNotConstant(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0321", "`\(short(text))` in a list is no fixed value", at: span,
            "A list holds options, numbers and texts as they are.",
            suggestion: "Compare with it on its own, and join with `or`.")
    }

    static func emptyList(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0322", "This list is empty", at: span, "Nothing is in an empty list.",
            suggestion: "Name the values, as in `[store, phone]`.")
    }

    static func notASet(_ text: String, _ type: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0323", "`\(short(text))` is \(type), and nothing can be in it", at: span,
            "After `in` stands a list in brackets, a range such as `18...65`, or a `choices` question.",
            suggestion: "Write `==` to compare with one value.")
    }

    static func notAnOptionName(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0324", "`\(short(text))` is not the name of an option", at: span,
            "Left of a `choices` question stands the name of one of its options, as in `empathy in failings`.",
            suggestion: "Write one comparison for each option, joined with `or`.")
    }

    static func conditionTooLarge(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0325", "This condition is too large once each `let` in it is worked out", at: span,
            "A metric is computed from answers, so every `let` is replaced by what it computes.",
            suggestion: "Name the questions themselves.")
    }

    /// A piece of an expression in a message: one line, not too long.
    static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= 40 ? line : line.prefix(39) + "…"
    }
}
