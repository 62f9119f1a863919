/// E07xx: metrics, relations and tests.
extension Diagnostic {
    static func notAMetric(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0701", "`\(short(text))` is no statistic", at: span,
            "A metric is one of `nps`, `csat`, `ces` and `mean` of a question, perhaps with `where`.",
            suggestion: "Write `metric promoter = nps(recommend)`; compute with metrics in the export.")
    }

    static func unknownMetricFunction(_ function: Name, closest: String?) -> Diagnostic {
        Diagnostic(
            "E0702", "There is no statistic `\(function.shown)`", at: function.span,
            "A metric is one of `nps`, `csat`, `ces` and `mean` of a question.",
            suggestion: didYouMean(closest))
    }

    static func metricDoesNotFit(
        _ function: String, _ seen: String, _ expected: String, at span: Range<Int>, declaredAt: Range<Int>?
    ) -> Diagnostic {
        Diagnostic(
            "E0703", "\(seen), and `\(function)` is not computed on that", at: span,
            "`\(function)` takes \(expected).",
            suggestion: function == "mean" ? nil : "For the mean of a rating or number, write `mean(…)`.",
            labels: declaredAt.map { [Label($0, "it is declared here")] } ?? [])
    }

    static func metricNeedsQuestion(_ function: Name, _ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0704", "`\(short(text))` is not the name of a question", at: span,
            "`\(function.shown)` is computed on what was answered to a question.",
            suggestion: "Write the name of the question; conditions go behind `where`.")
    }

    static func differentScales(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0705", "These answers have different scales", at: span,
            "A mean over several questions is the score of one scale, so all must have the same points.",
            suggestion: "Write one metric for each.")
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
            "A test adds from 1 to 10000 respondents at a time.", suggestion: "Write a smaller number.")
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
}
