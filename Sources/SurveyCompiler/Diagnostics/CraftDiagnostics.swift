/// W10xx: what compiles, and may not be what the author means.
extension Diagnostic {
    static func unused(_ word: String, _ name: Name) -> Diagnostic {
        Diagnostic(
            "W1001", "`\(word) \(name.shown)` is never used", at: name.span,
            "Nothing in the survey reads it, so respondents never notice it.",
            suggestion: "Remove it, or use it.",
            name: "unused")
    }

    static func alwaysTrue(
        _ range: String, at span: Range<Int>,
        suggestion: String = "Compare with a smaller range, or leave the condition out."
    ) -> Diagnostic {
        Diagnostic(
            "W1002", "This is true for every answer", at: span, "\(range).", suggestion: suggestion,
            name: "always_true")
    }

    static func neverTrue(_ range: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1003", "This is true for no answer", at: span, "\(range).",
            suggestion: "Compare with a value that can be answered.",
            name: "never_true")
    }

    static func constantCondition(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1004", "This condition reads no answer", at: span, "It is the same for every respondent.",
            suggestion: "Name a question in it, or leave it out.",
            name: "constant_condition")
    }

    static func neverInState(_ path: String, _ state: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1005", "`\(path)` can never be `\(state)`", at: span,
            state == "skipped"
                ? "Only an `optional` question can be left empty."
                : "The question does not offer `\(state)`.",
            suggestion: state == "skipped"
                ? "Make the question `optional`, or leave this out."
                : "Add `\(state) \"…\"` to the question, or leave this out.",
            name: "never_in_state")
    }

    static func pipedMayBeMissing(_ name: Name, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1006", "`{\(name.shown)}` may have no value here", at: span,
            "The question may be left empty, or is not asked of everybody who reads this; they would read `…`.",
            suggestion: "Say what to show instead: `{\(name.shown) | …}`.",
            name: "piped_may_be_missing")
    }

    static func longGrid(_ rows: Int, _ name: Name) -> Diagnostic {
        Diagnostic(
            "W1007", "The grid `\(name.shown)` has \(rows) rows", at: name.span,
            "More than seven rarely fit a screen, and answers in long grids grow alike (straight-lining).",
            suggestion: "Divide it into two grids.",
            name: "long_grid")
    }

    static func unbalancedLabels(_ name: Name) -> Diagnostic {
        Diagnostic(
            "W1008", "The labels of `\(name.shown)` lean to one side", at: name.span,
            "A scale whose one end is in words and the other is not pulls answers towards the words.",
            suggestion: "Label the opposite points as well, or only the two ends.",
            name: "unbalanced_labels")
    }

    static func empty(_ what: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1009", "The \(what) is empty", at: span,
            "Nothing stands between its braces, so nothing is asked there.",
            suggestion: "Write a question into it, or remove it.",
            name: "empty")
    }

    static func asksNothing(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1010", "This survey asks nothing", at: span,
            "It has no question, so its responses would be empty.",
            suggestion: "Write one: `nps recommend \"How likely are you to recommend us?\"`.",
            name: "asks_nothing")
    }

    // MARK: Conditions that say nothing, or the same again

    static func contradiction(_ first: String, at span: Range<Int>, firstAt: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1020", "This cannot be true together with `\(short(first))`", at: span,
            "Parts joined by `and` must all be true of one answer, so the whole is true of none.",
            suggestion: "Join them with `or`, or correct one of the two.",
            labels: [Label(firstAt, "this excludes it")], name: "contradiction")
    }

    static func duplicateCondition(_ word: String, at span: Range<Int>, firstAt: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1021", "This stands twice in one condition", at: span,
            "Joined by `\(word)`, the second one changes nothing; perhaps another question or option was meant.",
            suggestion: "Remove it, or correct it.", labels: [Label(firstAt, "the same is said here")],
            name: "duplicate_condition")
    }

    static func repeatedArm(at span: Range<Int>, firstAt: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1022", "An earlier arm of this `if` has the same condition", at: span,
            "The first arm whose condition is true is taken, so this one never is.",
            suggestion: "Correct one of the two conditions, or join the arms.",
            labels: [Label(firstAt, "the arm that is taken")], name: "repeated_arm")
    }
}
