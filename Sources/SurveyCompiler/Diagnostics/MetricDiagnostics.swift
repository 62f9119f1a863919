/// E07xx: metrics, relations and tests.
extension Diagnostic {
    static func notAMetric(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0701", "`\(short(text))` is no statistic", at: span,
            "A metric is a statistic of what was answered, such as `nps(…)`, perhaps with `where` and `by`.",
            suggestion: "Write `metric promoter = nps(recommend)`; compute with metrics in the export.")
    }

    static func unknownMetricFunction(_ function: Name, closest: String?) -> Diagnostic {
        Diagnostic(
            "E0702", "There is no statistic `\(function.shown)`", at: function.span,
            "There are `" + Checker.metricFunctionNames.joined(separator: "`, `") + "`.",
            suggestion: didYouMean(closest))
    }

    static func metricDoesNotFit(
        _ function: String, _ seen: String, _ expected: String, at span: Range<Int>, declaredAt: Range<Int>?
    ) -> Diagnostic {
        Diagnostic(
            "E0703", "\(seen), and `\(function)` is not computed on that", at: span,
            "`\(function)` takes \(expected).",
            suggestion: ["nps", "csat", "ces"].contains(function)
                ? "For the mean of a rating or number, write `mean(…)`; for a share, `share(…)` of a condition."
                : function == "mean" ? "For how many gave an answer, write `share(…)` of a condition." : nil,
            labels: declaredAt.map { [Label($0, "it is declared here")] } ?? [])
    }

    static func metricNeedsQuestion(_ function: Name, _ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0704", "`\(short(text))` is not the name of a question", at: span,
            "`\(function.shown)` is computed on what was answered to a question, or on a `let`.",
            suggestion:
                "Write the name of the question; conditions go behind `where`, computations into a `let`.")
    }

    static func differentScales(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0705", "These answers have different scales", at: span,
            "A mean or gap over several answers is the score of one scale, so all must have the same points.",
            suggestion: "Write one metric for each; `index(…)` takes different scales.")
    }

    static func termNotNumeric(_ name: Name, _ type: String) -> Diagnostic {
        Diagnostic(
            "E0706", "`\(name.shown)` is \(type), and drivers are ratings or numbers", at: name.span,
            "How one answer leads to another is estimated from their correlation.",
            suggestion: "Name a rating, a row of a grid, a whole grid or a `number`.")
    }

    static func repeatedTerm(_ name: Name, _ variable: String, isOutcome: Bool) -> Diagnostic {
        Diagnostic(
            "E0707",
            isOutcome ? "`\(shown(variable))` would explain itself" : "`\(shown(variable))` is listed twice",
            at: name.span, "The outcome stands before the colon, and each cause once behind it.",
            suggestion: "Remove `\(name.shown)` from the list.")
    }

    static func emptyBase(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0708", "Nobody can be counted here", at: span,
            "The condition contradicts itself, or what must be true for the question to be asked.",
            suggestion: "Change the condition, or leave it out.")
    }

    static func repeatedItem(_ name: Name, _ variable: String) -> Diagnostic {
        Diagnostic(
            "E0709", "`\(shown(variable))` is counted twice", at: name.span,
            "A score takes each answer once.",
            suggestion: "Remove `\(name.shown)`; to make an answer count more, write an `index` with weights."
        )
    }

    static func unknownInTest(_ word: String, _ name: Name, closest: String?) -> Diagnostic {
        Diagnostic(
            "E0710", "No `\(word)` of this survey is called `\(name.shown)`", at: name.span,
            "`\(word)` in a test is followed by the name that the survey gives it.",
            suggestion: didYouMean(closest))
    }

    static func testValueDoesNotFit(_ path: String, _ expected: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0711", "This cannot be the answer to `\(path)`", at: span, "It is \(expected).",
            suggestion:
                "Where the question offers it, `dont_know`, `refused`, `not_applicable` or `skipped` may stand here."
        )
    }

    static func givenInTestIsNone(_ path: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0712", "`\(path)` is not a given", at: span,
            "`given` sets what an interview starts with: a `given` of the survey, `today`, `locale` or `seed`.",
            suggestion: "To answer a question, write `answer \(path) = …`.")
    }

    static func answerInTestIsNone(_ path: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0713", "`\(path)` is not answered by the respondent", at: span,
            "`answer` goes on to a question and answers it.",
            suggestion:
                "For a given, write `given \(path) = …`; what is computed, or only read, is never set.")
    }

    static func badInterviewCount(_ number: Name) -> Diagnostic {
        Diagnostic(
            "E0714", "`\(number.shown)` is no number of interviews", at: number.span,
            "A test adds from 1 to 10,000 respondents at a time.", suggestion: "Write a smaller number.")
    }

    static func settingDoesNotFit(_ word: String, _ expected: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic("E0715", "This cannot be `\(word)`", at: span, "`\(word)` is \(expected).")
    }

    static func offeredNeedsOption(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0716", "`offered` asks about one option", at: span,
            "It is followed by a question with options, a dot, and one of the options.",
            suggestion: "Write `offered used.bot`; for a whole question, write `asked`.")
    }

    static func rowWithoutPair(_ row: String, in place: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0717", "The row `\(shown(row))` has no partner in the \(place == 1 ? "first" : "second") grid",
            at: span,
            "A gap is the mean of what was perceived less what was expected, row by row.",
            suggestion: "Give the two grids rows of the same names.")
    }

    static func byNeedsGroups(_ name: Name, _ kind: String) -> Diagnostic {
        Diagnostic(
            "E0718", "`by \(name.shown)` makes no groups: it is \(kind)", at: name.span,
            "`by` gives a figure for each group, so it takes an answer with few values: a given, a choice, a yes or no, "
                + "a rating, a `split`, or the variable of the loop that the metric is about.",
            suggestion: "For groups of numbers or dates, compare in a `let`, and write `by` with that.")
    }

    static func differentRosters(_ first: Name, _ second: Name) -> Diagnostic {
        Diagnostic(
            "E0719", "`\(second.shown)` is not asked in the same loop as `\(first.shown)`", at: second.span,
            "A metric on a loop is computed in each of its rounds, so all that it reads must stand in it.",
            suggestion: "Name one round, as in `satisfied.store`, or write two metrics.",
            labels: [Label(first.span, "this decides which loop it is")])
    }

    static func badWeight(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0720", "`\(short(text))` is no weight", at: span,
            "A weight is a number over 0 and up to 1000; an answer of weight 2 counts twice as much as one of weight 1.",
            suggestion: "Write it behind a colon, as in `index(overall, ease: 2)`, or leave it out for 1.")
    }

    static func badDiscount(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0721", "`\(short(text))` is no rate of interest", at: span,
            "The discount is what money earns in one period elsewhere: a number over 0, such as 0.1 for ten percent.",
            suggestion: "Write a number, as in `discount: 0.1`.")
    }

    static func interviewInInterview(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0722", "An `interview` cannot stand in another one", at: span,
            "`interview` adds respondents to the test, and each of them answers alone.",
            suggestion: "Close the block around it first.")
    }

    static func givenTooLate(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0723", "This `given` comes too late", at: span,
            "What an interview starts with is fixed before its first answer and its first `expect`.",
            suggestion: "Move it to the top of the block.")
    }

    static func givenTwice(_ path: String, at span: Range<Int>, firstAt: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0724", "`\(path)` is given twice", at: span, "An interview starts once.",
            suggestion: "Remove one of the two.", labels: [Label(firstAt, "the first one is here")])
    }

    static func expectsOfNobody(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0725", "`\(short(text))` is about one interview, and here is none", at: span,
            "All respondents of this test are in `interview` blocks; outside of them only metrics can be looked at.",
            suggestion: "Move it into the block that it is about.")
    }

    static func textOfNothing(_ path: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0726", "`\(short(path))` has no text of its own", at: span,
            "`text` is what a respondent reads for a question, a row or an option.",
            suggestion: "Write `text(overall)`, `text(quality.reliable)` or `text(channel.store)`.")
    }

    static func metricOfGrid(_ function: Name, _ path: String, _ part: String, at span: Range<Int>)
        -> Diagnostic
    {
        Diagnostic(
            "E0727", "`\(path)` is several answers, and `\(function.shown)` is computed on one", at: span,
            "A grid or an allocation has an answer for each row or option.",
            suggestion: "Name one, as in `\(path).\(shown(part))`; `mean(…)` and `index(…)` take all of them."
        )
    }

    static func missingNotOffered(
        _ path: String, _ variable: String, _ kind: String, at span: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            "E0728", "`\(shown(variable))` cannot be `\(kind)`", at: span,
            kind == "skipped"
                ? "Only what is `optional` can be left empty." : "The question does not offer `\(kind)`.",
            suggestion: kind == "skipped"
                ? "Make the question `optional`, or answer it."
                : "Add `\(kind) \"…\"` to the question, or answer `\(path)` otherwise.")
    }

    static func narrowDriver(_ driver: Name, _ outcome: Name, declaredAt: Range<Int>?) -> Diagnostic {
        Diagnostic(
            "W1031", "`\(driver.shown)` is asked only of some of those who answer `\(outcome.shown)`",
            at: driver.span,
            "What drives an answer is estimated from those who gave all of them, so the base shrinks to these few.",
            suggestion: "Leave it out, or read the result as one about those who were asked.",
            labels: declaredAt.map { [Label($0, "it stands under a condition")] } ?? [],
            name: "narrow_driver")
    }
}
