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
                : "Compare a number with a number, an option with the name of an option, a text with a text in quotes, a date "
                    + "with a date such as `2026-11-21`, a time with a time such as `09:30`."
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
            "Only numbers, ratings, dates and times are smaller or greater.",
            suggestion: "Use `==` or `!=`, or `in [ … ]` for several values.")
    }

    static func comparesOrder(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0306", "`\(short(text))` is an order of options, which is not compared as a whole", at: span,
            "Each place has its option, and each option its place.",
            suggestion:
                "Write `\(short(text))[1] == option` for the first choice, `\(short(text)).option <= 3` for a place, or "
                + "`option in \(short(text))`.")
    }

    static func comparesSet(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0306", "`\(short(text))` is a set of options, which is not compared with `==`", at: span,
            "Several options may be chosen, so the question is whether one is among them.",
            suggestion: "Write `option in \(short(text))`, or `count(\(short(text)))` for how many.")
    }

    /// `condition` is what a row may be asked: `<= 3`, or `== store` where a row takes an option.
    static func gridAsValue(_ grid: Symbol, _ row: String, condition: String = "<= 3", at span: Range<Int>)
        -> Diagnostic
    {
        let name = shown(grid.name)
        let isRated = condition.hasPrefix("<")
        return Diagnostic(
            "E0307", "`\(name)` is a grid: it has one answer for each row, not one", at: span,
            "Say which of its answers count.",
            suggestion: isRated
                ? "Write `any(\(name) <= 3)` or `all(\(name) <= 3)` for its rows, `mean(\(name))` for their mean, "
                    + "or name a row: `\(name).\(shown(row))`."
                : "Write `any(\(name) \(condition))` or `count(\(name) \(condition))` for its rows, or name a row: "
                    + "`\(name).\(shown(row))`.",
            labels: [Label(grid.span, "the grid is declared here")])
    }

    static func setGridAsValue(_ grid: Symbol, _ row: String, _ option: String, at span: Range<Int>)
        -> Diagnostic
    {
        let name = shown(grid.name)
        return Diagnostic(
            "E0307", "`\(name)` is a grid: it has a set of options for each row, not one", at: span,
            "Say which of its answers count.",
            suggestion:
                "Write `any(\(option) in \(name))` for its rows, or name a row: `\(option) in \(name).\(shown(row))`.",
            labels: [Label(grid.span, "the grid is declared here")])
    }

    static func allocationAsValue(_ symbol: Symbol, _ option: String, at span: Range<Int>) -> Diagnostic {
        let name = shown(symbol.name)
        return Diagnostic(
            "E0307", "`\(name)` is an `allocate`: it has one number for each option, not one", at: span,
            "Say which of its numbers counts.",
            suggestion:
                "Name an option: `\(name).\(shown(option))`, or write `any(\(name) >= 50)` for whether one of them is.",
            labels: [Label(symbol.span, "it is declared here")])
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

    static func cannotCalculate(_ sign: String, _ left: String, _ right: String, at span: Range<Int>)
        -> Diagnostic
    {
        Diagnostic(
            "E0326", "`\(sign)` cannot join \(left) and \(right)", at: span,
            "A date minus a date is days, a time minus a time is minutes; a date plus or minus a number of days is a date.",
            suggestion: "Subtract one from the other, or move a date by a number of days: `today - 30`.")
    }

    static func noSuchMoment(_ text: String, isDate: Bool, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0327", isDate ? "There is no day `\(shown(text))`" : "There is no time `\(shown(text))`",
            at: span,
            isDate
                ? "A date is year, month and day, as in `2026-11-21`, and a day that the calendar has."
                : "A time is hours and minutes, from `00:00` to `23:59`.",
            suggestion: isDate ? "Write a day of that month." : "Write a time of day.")
    }

    static func noPlaces(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0328", "`\(short(text))` has no places to number", at: span,
            "`[1]` is the first choice of a `ranking`; in `[ ]` may also stand the variable of a `for` around it.",
            suggestion: "Name a part with a dot, as in `quality.reliable`.")
    }

    static func badPlace(_ text: String, _ most: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0329", "`\(short(text))` is no place of this ranking", at: span,
            most == 1 ? "It has one place, `[1]`." : "Its places are `[1]` to `[\(most)]`.",
            suggestion: "Write one of these numbers.")
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
            "After `in` stands a list in brackets, a range such as `18...65`, or a `choices` or `ranking` question.",
            suggestion: "Write `==` to compare with one value.")
    }

    static func notAnOptionName(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0324", "`\(short(text))` is not the name of an option", at: span,
            "Left of a set of options stands the name of one of them, as in `empathy in failings`.",
            suggestion: "Write one comparison for each option, joined with `or`.")
    }

    /// A piece of an expression in a message: one line, not too long.
    static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= 40 ? line : line.prefix(39) + "…"
    }
}
