/// W10xx: what compiles, and may not be what the author means.
extension Diagnostic {
    static func unused(_ word: String, _ name: Name) -> Diagnostic {
        Diagnostic(
            "W1001", "`\(word) \(name.shown)` is never used", at: name.span,
            "Nothing in the survey reads it, so respondents never notice it.",
            suggestion: "Remove it, or use it.")
    }

    static func alwaysTrue(_ range: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1002", "This is true for every answer", at: span, "\(range).",
            suggestion: "Compare with a smaller range, or leave the condition out.")
    }

    static func neverTrue(_ range: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1003", "This is true for no answer", at: span, "\(range).",
            suggestion: "Compare with a value that can be answered.")
    }

    static func constantCondition(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1004", "This condition reads no answer", at: span, "It is the same for every respondent.",
            suggestion: "Name a question in it, or leave it out.")
    }

    static func neverInState(_ path: String, _ state: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1005", "`\(path)` can never be `\(state)`", at: span,
            state == "skipped"
                ? "Only an `optional` question can be left empty."
                : "The question does not offer `\(state)`.",
            suggestion: state == "skipped"
                ? "Make the question `optional`, or leave this out."
                : "Add `\(state) \"…\"` to the question, or leave this out.")
    }

    static func pipedMayBeMissing(_ name: Name, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1006", "`{\(name.shown)}` may have no value here", at: span,
            "The question may be left empty, or is not asked of everybody who reads this; they would read `…`.",
            suggestion: "Say what to show instead: `{\(name.shown) | …}`.")
    }

    static func longGrid(_ rows: Int, _ name: Name) -> Diagnostic {
        Diagnostic(
            "W1007", "The grid `\(name.shown)` has \(rows) rows", at: name.span,
            "More than seven rarely fit a screen, and answers in long grids grow alike (straight-lining).",
            suggestion: "Divide it into two grids.")
    }

    static func unbalancedLabels(_ name: Name) -> Diagnostic {
        Diagnostic(
            "W1008", "The labels of `\(name.shown)` lean to one side", at: name.span,
            "A scale whose one end is in words and the other is not pulls answers towards the words.",
            suggestion: "Label the opposite points as well, or only the two ends.")
    }

    static func emptyPage(_ name: Name) -> Diagnostic {
        Diagnostic(
            "W1009", "The page `\(name.shown)` is empty", at: name.span,
            "A page without anything on it is never shown.",
            suggestion: "Write a question on it, or remove it.")
    }

    static func asksNothing(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1010", "This survey asks nothing", at: span,
            "It has no question, so its responses would be empty.",
            suggestion: "Write one: `nps recommend \"How likely are you to recommend us?\"`.")
    }
}
