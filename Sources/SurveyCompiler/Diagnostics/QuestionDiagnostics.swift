internal import FoundationEssentials
internal import SurveyModel

/// E06xx: questions, scales, options and properties.
extension Diagnostic {
    static func unknownKind(_ word: Name, closest: String?) -> Diagnostic {
        Diagnostic(
            "E0601", "`\(word.shown)` is not a kind of question, nor another line that I know", at: word.span,
            "A line begins with `page`, `if`, `let`, `require`, `confirm`, `finish`, or a kind of question: `nps`, `csat`, "
                + "`ces`, `rating`, `choice`, `choices`, `grid`, `yesno`, `number`, `text` or `note`.",
            suggestion: didYouMean(closest))
    }

    static func noBoundHere(_ kind: String, at span: Range<Int>) -> Diagnostic {
        let why =
            switch kind {
            case "nps": "The scale of `nps` is 0 to 10, or it would not be comparable."
            case "ces": "The scale of `ces` is 1 to 7, or it would not be comparable."
            default: "A range belongs to `rating`, `csat`, `grid` and `number`."
            }
        return Diagnostic(
            "E0602", "`\(kind)` takes no range", at: span, why,
            suggestion: ["nps", "ces"].contains(kind) ? "Leave it out, or ask a `rating`." : "Leave it out.")
    }

    static func badScale(_ low: Decimal, _ high: Decimal, _ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0603", "\(low.canonicalText) to \(high.canonicalText) is no scale", at: span,
            "A scale has 2 to \(limit) points, which are whole numbers between -1000000 and 1000000.",
            suggestion: "Write a range such as `1...5`, or ask a `number`.")
    }

    static func boundNotConstant(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0604", "The end of a range must be a number", at: span,
            "Ranges are part of what answers mean, so they are the same for everybody.",
            suggestion: "Write the number; to compare with another answer, use `require`.")
    }

    static func boundNotRange(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0605", "A range has two ends", at: span, "The smallest and the largest answer are both said.",
            suggestion: "Write both with three dots between them, as in `0...100`.")
    }

    static func emptyRange(_ low: Decimal, _ high: Decimal, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0606", "Nothing lies between \(low.canonicalText) and \(high.canonicalText)", at: span,
            "A range begins with its smaller end.",
            suggestion: "Write `\(high.canonicalText)...\(low.canonicalText)`.",
            fix: replacing(span, with: "\(high.canonicalText)...\(low.canonicalText)"))
    }

    static func boundHasDecimals(_ decimals: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0607", "The range is finer than the answers", at: span,
            decimals == 0
                ? "Without `decimals`, a `number` is whole."
                : "Answers here have at most \(decimals) decimals.",
            suggestion: "Add `decimals`, or round the ends of the range.")
    }

    static func missingScale(_ kind: String, _ name: Name, isNameOfScale: Bool = false) -> Diagnostic {
        Diagnostic(
            "E0608", "`\(kind) \(name.shown)` does not say its scale", at: name.span,
            "Only `nps`, `csat` and `ces` have a scale of their own.",
            suggestion: isNameOfScale
                ? "`\(name.shown)` is the name of a scale; before it, write the name of the question."
                : "Write a range or the name of a scale behind the name: `\(kind) \(name.shown) 1...5 \"…\"`."
        )
    }

    static func topMissing(_ bounds: ClosedRange<Int>, _ name: Name) -> Diagnostic {
        Diagnostic(
            "E0609", "`\(name.shown)` does not say how many points count as satisfied", at: name.span,
            "On 1 to 5 these are the top two; on \(bounds.lowerBound) to \(bounds.upperBound) there is no convention.",
            suggestion: "Add `top 2` behind the text, or another number.")
    }

    static func topTooLarge(_ top: Int, points: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0610", "The top \(top) of \(points) points are all of them", at: span,
            "Then everybody would count as satisfied.", suggestion: "Write a number from 1 to \(points - 1).")
    }

    static func labelOutside(_ point: String, _ bounds: ClosedRange<Int>, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0611", "The scale has no point \(point)", at: span,
            "It runs from \(bounds.lowerBound) to \(bounds.upperBound).",
            suggestion: "Label one of these points, or widen the scale.")
    }

    static func repeatedLabel(_ point: Int, at span: Range<Int>, firstAt first: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0612", "The point \(point) is labelled twice", at: span, "A point has one text.",
            suggestion: "Remove one of the two.", labels: [Label(first, "the first label is here")])
    }

    static func labelsOfShared(_ scale: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0613", "Labels belong to the scale `\(scale)`, not to a question that uses it", at: span,
            "Every question on one scale shows the same labels.",
            suggestion: "Move the label to `scale \(scale)`, or give the question a range of its own.")
    }

    static func doesNotFit(_ word: String, _ owner: String, at span: Range<Int>, _ why: String) -> Diagnostic
    {
        Diagnostic(
            "E0614", "`\(word)` does not fit \(owner)", at: span,
            "\(why.prefix(1).uppercased())\(why.dropFirst()).",
            suggestion: "Leave it out.")
    }

    static func repeatedProperty(_ word: String, at span: Range<Int>, firstAt first: Range<Int>) -> Diagnostic
    {
        Diagnostic(
            "E0615", "`\(word)` is said twice", at: span,
            "A property stands once, behind the text or in the body.",
            suggestion: "Remove one of the two.", labels: [Label(first, "the first one is here")])
    }

    static func propertyOutOfRange(_ word: String, _ value: Name, _ range: ClosedRange<Int>) -> Diagnostic {
        Diagnostic(
            "E0616", "`\(word) \(value.shown)` is out of range", at: value.span,
            "`\(word)` is from \(range.lowerBound) to \(range.upperBound).",
            suggestion: "Write a number in that range.")
    }

    static func unknownDisplay(_ name: Name, _ displays: [String], closest: String?) -> Diagnostic {
        Diagnostic(
            "E0617", "I do not know how to show something as `\(name.shown)`", at: name.span,
            "After `as` stands \(list(displays, "or")).", suggestion: didYouMean(closest))
    }

    static func defaultOnRating(_ kind: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0618", "A `\(kind)` cannot have a default", at: span,
            "A rating that is filled in already pulls the answers towards it (anchoring).",
            suggestion: "Remove `default`; add `optional` if nobody need answer.")
    }

    static func noOptions(_ word: String, _ name: Name) -> Diagnostic {
        let what = word == "grid" ? "row" : "option"
        return Diagnostic(
            "E0619", "`\(word) \(name.shown)` has no \(what)s", at: name.span,
            word == "grid"
                ? "A grid asks one rating for each row." : "There would be nothing to choose.",
            suggestion:
                "Write some: `{ - first \"…\" }`\(what == "row" || word == "options" ? "" : ", or take a list: `from NAME`")."
        )
    }

    static func fromAndOptions(_ name: Name, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0620", "`\(name.shown)` takes a list with `from`, and has options of its own", at: span,
            "The options come from one place.",
            suggestion: "Move the options into the list, or remove `from`.")
    }

    static func fromNeedsList(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0621", "This is not a list of options", at: span,
            "After `from` stands the name of a list that is declared with `options`.",
            suggestion: "Write `from channels`, with the name of your list.")
    }

    static func repeatedOption(_ what: String, _ name: Name, firstAt first: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0622", "The \(what) `\(name.shown)` stands here twice", at: name.span,
            "Each \(what) has a name of its own, without regard to case.",
            suggestion: "Give one of the two another name.", labels: [Label(first, "the first one is here")])
    }

    static func repeatedCode(_ code: Int, at span: Range<Int>, firstAt first: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0623", "Two options have the code \(code)", at: span,
            "The code stands for the option in exports. Without `=`, it is the option's place in the list.",
            suggestion: "Pin another code, as in `- name = \(code + 1) \"…\"`.",
            labels: [Label(first, "the first one is here")])
    }

    static func badCode(_ code: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0624", "`\(code)` is no code", at: span, "A code is a whole number between -999999 and 999999.",
            suggestion: "Write a smaller number.")
    }

    static func codesNotPinned(_ name: Name, _ version: Int, _ edits: [Edit], of count: Int) -> Diagnostic {
        Diagnostic(
            "E0625", "\(edits.count) of the \(count) options of `\(name.shown)` have no pinned code",
            at: name.span,
            "From version 2 on, an option that is inserted or moved would change the codes of stored answers, "
                + "so each code is written down. This is version \(version).",
            suggestion: "Pin them as they are now: the fix writes them.", fix: edits)
    }

    static func codeOfRow(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0626", "A row has no code", at: span,
            "Codes stand for options; each row is a variable of its own.",
            suggestion: "Remove `=` and the number.")
    }

    static func badSelection(_ most: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0627", "So many options cannot be chosen here", at: span,
            "`select` is followed by the fewest and the most that may be chosen: whole numbers, the most from 1 to \(most)."
                + " Options that exclude the others do not count.",
            suggestion: "Write `select 1...\(most)`.")
    }

    static func exclusiveInChoice(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0628", "In a `choice` every option excludes the others", at: span,
            "`exclusive` is for `choices`, where several may be chosen.",
            suggestion: "Remove it; for an option that keeps its place when shuffled, write `pinned`.",
            fix: replacing(span, with: "pinned"))
    }

    static func lineDoesNotFit(_ what: String, _ kind: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0629", "`\(kind)` cannot have \(what)", at: span,
            "Bullets `- name \"…\"` are options and rows: they belong to `choice`, `choices`, `options` and `grid`. "
                + "Numbers `1 \"…\"` are labels of points: they belong to scales.",
            suggestion: "Remove the line, or change the kind of question.")
    }

    static func propertyInListIf(_ word: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0630", "`\(word)` stands among options that are under a condition", at: span,
            "A property is the question's, for everybody; only options and rows can stand under an `if`.",
            suggestion: "Move it out of the inner braces.")
    }

    static func listTooDeep(_ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0631", "More than \(limit) conditions are nested around these options", at: span,
            "Each option carries all conditions around it.", suggestion: "Join conditions with `and`.")
    }

    static func repeatedMissing(_ kind: String, _ row: Name, _ grid: Name) -> Diagnostic {
        Diagnostic(
            "E0632", "The row `\(row.shown)` offers `\(kind)`, which `\(grid.shown)` offers for all rows",
            at: row.span,
            "It would be shown twice.", suggestion: "Remove one of the two.")
    }

    static func tooManyOptions(_ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0633", "There are more than \(limit) options or rows here", at: span,
            "Nobody reads so many.", suggestion: "Ask in steps, or ask a `text`.")
    }

    static func badGivenKind(_ kind: Name) -> Diagnostic {
        Diagnostic(
            "E0634", "A given cannot be a `\(kind.shown)`", at: kind.span,
            "A given is set by whoever starts the interview: a `text`, `number`, `yesno` or `rating`, or a `choice` or "
                + "`choices` `from` a list.",
            suggestion: "Write `text` if it is any word.")
    }
}
