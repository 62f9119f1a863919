/// E04xx: pages, branches, checks and endings.
extension Diagnostic {
    static func afterFinish(at span: Range<Int>, finishAt: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0401", "Nothing from here on is ever reached", at: span,
            "The interview has always ended before: what stands after an unconditional `finish` is not asked of anybody.",
            suggestion: "Move it above the `finish`, or put the `finish` under an `if`.",
            labels: [Label(finishAt, "the interview ends here")])
    }

    static func pageInPage(at span: Range<Int>, outerAt: Range<Int>?) -> Diagnostic {
        Diagnostic(
            "E0402", "A page cannot stand inside a page", at: span,
            "A page is what is shown together. Inside one stand questions, `if`, `let`, checks and `finish`.",
            suggestion: "Close the outer page first, or make the inner one an `if`.",
            labels: outerAt.map { [Label($0, "the page around it")] } ?? [])
    }

    static func checkReadsNothing(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0403", "This check reads no answer", at: span,
            "A check that is the same for everybody would stop everybody, or nobody.",
            suggestion: "Name a question in it, as in `require age >= 18 else \"…\"`.")
    }
}
