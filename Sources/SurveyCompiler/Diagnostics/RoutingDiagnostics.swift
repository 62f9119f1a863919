internal import FoundationEssentials
internal import SurveyModel

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

    // MARK: What is shuffled and drawn

    static func readsSibling(
        _ name: Name, _ word: String, declaredAt span: Range<Int>, around: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            "E0404", "`\(name.shown)` stands beside this, and may come later or not at all", at: name.span,
            word == "for"
                ? "The rounds of a loop do not read each other: who did not choose the one is still asked the other."
                : "What is shuffled or drawn comes in another order for everybody, so its parts cannot read each other.",
            suggestion: word == "for"
                ? "Read it below the loop." : "Put the two on one page, or take them out of the `\(word)`.",
            labels: [
                Label(span, "`\(name.shown)` is declared here"),
                Label(around, "what is read and what reads stand in this `\(word)`"),
            ])
    }

    static func finishInUnit(_ word: String, at span: Range<Int>, around: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0405", "The interview cannot end in the middle of a `\(word)`", at: span,
            "How much had been asked by then would depend on chance.",
            suggestion: "Put the `finish` below, under an `if`.",
            labels: [Label(around, "the `\(word)` is here")])
    }

    static func notAUnit(_ word: String, at span: Range<Int>, around: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0406", "This cannot stand alone in a `\(word)`", at: span,
            "Pages, questions, and `if`, `for`, `split` and `use` with such in them can be put in another order; a `let` or a "
                + "check belongs to a question.",
            suggestion: "Put it and its question on one page, or write it above or below the `\(word)`.",
            labels: [Label(around, "the `\(word)` is here")])
    }

    static func badDraw(_ number: Name, of count: Int, _ what: String) -> Diagnostic {
        Diagnostic(
            "E0407", "`draw \(number.shown)` cannot be drawn from the \(count) \(what)", at: number.span,
            "A number from 1 to \(count) can be drawn.",
            suggestion: "Write a smaller number, or leave `draw` out.")
    }

    static func splitNeedsArms(_ count: Int, _ name: Name) -> Diagnostic {
        Diagnostic(
            "E0408", "`split \(name.shown)` has \(count == 0 ? "no arms" : "one arm")", at: name.span,
            "A split draws one of at least two arms for each respondent, and records it.",
            suggestion: "Write arms: `- plain { … }` and `- warm { … }`.")
    }

    static func badWeight(_ number: Name) -> Diagnostic {
        Diagnostic(
            "E0409", "`\(number.shown)` is no weight", at: number.span,
            "A weight is a whole number from 1 to 1,000,000: an arm of weight 2 is drawn twice as often as one of weight 1.",
            suggestion: "Write `weight 2`, or leave it out for 1.")
    }

    // MARK: Loops

    static func loopNeedsSet(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0410", "A loop cannot go through `\(short(text))`", at: span,
            "It goes through the options of a list, those chosen in a `choices`, `choice` or `ranking` question, or whole "
                + "numbers.", suggestion: "Name a question or a list, or write `1...3`.")
    }

    static func loopNotBounded(_ name: Name, declaredAt span: Range<Int>?) -> Diagnostic {
        Diagnostic(
            "E0411", "`\(name.shown)` can be any number, so the loop has no end", at: name.span,
            "A loop asks its questions once in each round, and each of these is a column of the data: how many rounds there can be must be known.",
            suggestion: "Give it a range of whole numbers: `number \(name.shown) 1...12 \"…\"`.",
            labels: span.map { [Label($0, "it is declared here, without an upper bound of whole numbers")] }
                ?? [])
    }

    static func badLoopRange(_ low: Decimal, _ high: Decimal, _ limit: Int, at span: Range<Int>) -> Diagnostic
    {
        Diagnostic(
            "E0412", "A loop cannot go from \(low.canonicalText) to \(high.canonicalText)", at: span,
            "It goes up, through whole numbers from 0 on, and has at most \(limit) rounds.",
            suggestion: "Write a range such as `1...6`, or bound the question that it goes up to.")
    }

    static func exceptOfNumbers(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0413", "Nothing can be excepted from numbers", at: span,
            "`except` takes options out of a list or question.",
            suggestion: "Put an `if` into the loop, as in `if g != 2 { … }`.")
    }

    static func exceptNeedsOptions(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0414", "This is not of the options that are gone through", at: span,
            "After `except` stand names of options in brackets, or a question above whose options are of the same list.",
            suggestion:
                "Write `except [store, phone]`, or let both questions take their options `from` one list.")
    }

    static func loopOverNothing(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0415", "There is nothing to go through here", at: span,
            "Every option is excepted, or excludes the others and therefore has no round of its own.",
            suggestion: "Except fewer options, or remove the loop.")
    }

    static func loopsTooDeep(_ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0416", "There are more than \(limit) loops within each other", at: span,
            "What is in a loop is asked once in each round, so each loop multiplies the questions of those in it.",
            suggestion: "Ask about fewer things at once; name what matters with an `if` in place of a loop.")
    }

    static func tooMuchRepetition(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0417", "Written out, the loops and fragments of this survey are too large", at: span,
            "What is in a loop is asked once in each round, and loops within loops multiply. Four million "
                + "characters in all are the most.",
            suggestion: "Go through fewer options or numbers, or ask less in each round.")
    }

    static func severalRosters(_ function: Name, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0418", "`\(function.shown)` goes through the rounds of one loop, and this names several loops",
            at: span, "Rounds of different loops do not belong together.",
            suggestion: "Join several with `and` or `or`: `any(first <= 2) or any(second <= 2)`.")
    }
}
