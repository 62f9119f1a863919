internal import FoundationEssentials
internal import SurveyModel

/// E06xx: questions, scales, options and properties.
extension Diagnostic {
    static func unknownKind(_ word: Name, closest: String?) -> Diagnostic {
        Diagnostic(
            "E0601", "`\(word.shown)` is not a kind of question, nor another line that I know", at: word.span,
            "A line begins with `page`, `if`, `let`, `require`, `confirm`, `finish`, or a kind of question: `nps`, `csat`, "
                + "`ces`, `rating`, `choice`, `choices`, `ranking`, `grid`, `allocate`, `yesno`, `consent`, `number`, "
                + "`date`, `time`, `text` or `note`.",
            suggestion: didYouMean(closest))
    }

    static func noBoundHere(_ kind: String, at span: Range<Int>) -> Diagnostic {
        let why =
            switch kind {
            case "nps": "The scale of `nps` is 0 to 10, or it would not be comparable."
            case "ces": "The scale of `ces` is 1 to 7, or it would not be comparable."
            default: "A range belongs to `rating`, `csat`, `grid`, `number`, `date` and `time`."
            }
        return Diagnostic(
            "E0602", "`\(kind)` takes no range", at: span, why,
            suggestion: ["nps", "ces"].contains(kind) ? "Leave it out, or ask a `rating`." : "Leave it out.")
    }

    static func badScale(_ low: Decimal, _ high: Decimal, _ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0603", "\(low.canonicalText) to \(high.canonicalText) is no scale", at: span,
            "A scale has 2 to \(limit) points, which are whole numbers between -1,000,000 and 1,000,000.",
            suggestion: "Write a range such as `1...5`, or ask a `number`.")
    }

    static func boundNotConstant(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0604", "The end of a range must be a number", at: span,
            "Ranges are part of what answers mean, so they are the same for everybody.",
            suggestion: "Write the number; to compare with another answer, use `require`.")
    }

    static func boundNotRange(_ example: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0605", "A range has two ends", at: span, "The smallest and the largest answer are both said.",
            suggestion: "Write both with three dots between them, as in `\(example)`.")
    }

    static func emptyRange(_ low: String, _ high: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0606", "Nothing lies between \(low) and \(high)", at: span,
            "A range begins with its smaller end.",
            suggestion: "Write `\(high)...\(low)`.",
            fix: replacing(span, with: "\(high)...\(low)"))
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
                ? "A grid asks one thing for each row." : "There would be nothing to choose.",
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
            "After `from` stands the name of a list that is declared with `options`, or of a question above whose options "
                + "are carried forward.",
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
            "Bullets `- name \"…\"` are options and rows: they belong to `choice`, `choices`, `ranking`, `allocate`, "
                + "`options` and `grid`. "
                + "Numbers `1 \"…\"` are labels of points: they belong to scales.",
            suggestion: "Remove the line, or change the kind of question.")
    }

    static func propertyInListIf(_ word: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0630", "`\(word)` stands in inner braces of the list", at: span,
            "A property is the whole question's; in the braces of an `if`, `group` or `shuffle` stand only options and rows.",
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
            "A given is set by whoever starts the interview: a `text`, `number`, `yesno`, `rating`, `date` or `time`, or a "
                + "`choice` or `choices` `from` a list.",
            suggestion: "Write `text` if it is any word.")
    }

    // MARK: Consent

    static func consentNotFirst(_ name: Name, after first: Name) -> Diagnostic {
        Diagnostic(
            "E0635", "`\(first.shown)` is asked before consent is given", at: name.span,
            "Whoever does not consent is asked nothing and leaves no answer, so `consent` is the first question. A `note` "
                + "may stand before it.",
            suggestion: "Move `consent \(name.shown)` above `\(first.shown)`.",
            labels: [Label(first.span, "the first question is here")])
    }

    static func consentInBlock(_ name: Name, blockAt span: Range<Int>?) -> Diagnostic {
        Diagnostic(
            "E0636", "`\(name.shown)` is not asked of everybody", at: name.span,
            "Consent stands once and for all in front: not under an `if`, nor in a `for`, `shuffle`, `draw` or `split`.",
            suggestion: "Move it out of the braces, to the top.",
            labels: span.map { [Label($0, "it stands in the braces of this")] } ?? [])
    }

    // MARK: Dates and times

    static func boundNotMoment(_ isDate: Bool, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0637", "The end of this range must be a \(isDate ? "date" : "time")", at: span,
            isDate
                ? "The days that can be answered are the same for everybody, or count from the day of the interview."
                : "The times that can be answered are the same for everybody.",
            suggestion: isDate
                ? "Write a day such as `2026-11-21`, or `today`, `today - 30`, `today + 365`; to compare with another answer, "
                    + "use `require`."
                : "Write a time such as `09:30`; to compare with another answer, use `require`.")
    }

    // MARK: Allocations

    static func badTotal(_ name: Name, _ most: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0638", "`allocate \(name.shown)` does not say what is divided", at: span,
            "Behind the name stands the total: one whole number from 1 to \(most).",
            suggestion: "Write `allocate \(name.shown) 100 \"…\"` for shares of a hundred.")
    }

    // MARK: Options that are carried forward

    static func carriedFromOtherList(
        _ name: Name, _ list: String, declaredAt span: Range<Int>?
    ) -> Diagnostic {
        Diagnostic(
            "E0639", "`\(name.shown)` has other options than `\(shown(list))`", at: name.span,
            "Options are left out by what was chosen among the same ones.",
            suggestion:
                "Let both take their options `from` one shared list, or write the options in brackets: "
                + "`except [first, second]`.",
            labels: span.map { [Label($0, "`\(name.shown)` is declared here")] } ?? [])
    }

    static func nothingLeft(_ list: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0640", "All options of `\(shown(list))` are left out", at: span,
            "There would be nothing to choose.", suggestion: "Leave out fewer of them.")
    }

    static func notAWholeList(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0641", "A given takes a whole list", at: span,
            "It is set before anything is asked, so no answer can narrow it.",
            suggestion: "Write `from` and the name of a list that is declared with `options`.")
    }

    // MARK: Groups and shuffled lines

    static func misplacedGroup(_ reason: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0642", "A `group` cannot stand here", at: span,
            "\(reason) A group names rows of a grid that are scored together.",
            suggestion: "Take the lines out of its braces.")
    }

    static func groupNamedAsRow(_ name: Name, _ grid: Name, rowAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0643", "`\(name.shown)` is a group and a row", at: name.span,
            "`\(grid.shown).\(name.shown)` would be both the score of the group and the answer of the row.",
            suggestion: "Give one of the two another name.", labels: [Label(span, "the row is here")])
    }

    static func emptyGroup(_ name: Name) -> Diagnostic {
        Diagnostic(
            "E0644", "The group `\(name.shown)` has no rows", at: name.span,
            "Its score is the mean over its rows.", suggestion: "Write some rows in its braces, or remove it."
        )
    }

    static func shuffleInShuffle(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0645", "A `shuffle` stands inside a `shuffle`", at: span,
            "The lines of one `shuffle` change places among themselves; of two, it would not be clear with which.",
            suggestion: "Remove the inner one, or close the outer one first.")
    }

    // MARK: Patterns, defaults and draws

    /// `message` says what was seen and, after a semicolon, what to write.
    static func badPattern(_ message: String, at span: Range<Int>) -> Diagnostic {
        let parts = message.split(separator: "; ", maxSplits: 1).map(String.init)
        let advice = parts.count > 1 ? "\(parts[1].prefix(1).uppercased())\(parts[1].dropFirst())." : nil
        return Diagnostic(
            "E0646", "This pattern cannot be read: \(parts.first ?? "")", at: span,
            "A pattern is read as it stands between the quotes: characters, `.`, classes such as `[a-z]` and `\\d`, groups "
                + "`( )`, `|`, and `*`, `+`, `?` and `{2,4}` behind what is repeated. It describes the whole text.",
            suggestion: advice)
    }

    static func secondPattern(_ word: String, at span: Range<Int>, _ first: String, firstAt: Range<Int>)
        -> Diagnostic
    {
        Diagnostic(
            "E0647", "`\(word)` and `\(first)` both say what the text looks like", at: span,
            "A text has one pattern; `email` and `phone` are patterns.", suggestion: "Remove one of the two.",
            labels: [Label(firstAt, "the first one is here")])
    }

    static func defaultDoesNotFit(_ text: String, _ name: Name, _ expected: String, at span: Range<Int>)
        -> Diagnostic
    {
        Diagnostic(
            "E0648", "`\(short(text))` cannot be the default of `\(name.shown)`", at: span,
            "The default is an answer that can be accepted as it stands: here, \(expected).",
            suggestion: "Write such a value, or leave `default` out.")
    }

    static func defaultOnConsent(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0649", "Consent cannot have a default", at: span,
            "Consent has to be given; a yes that is already there is none.", suggestion: "Remove `default`.")
    }

    static func drawsAll(_ number: Int, of count: Int, isGrid: Bool, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0650", "`draw \(number)` leaves nothing out", at: span,
            isGrid
                ? "The grid has \(count) rows."
                : "\(count) of the options can be drawn: those that are `pinned`, `exclusive` or `specify` always stay.",
            suggestion: count > 1 ? "Write a number from 1 to \(count - 1)." : "Remove it.")
    }

    static func gridWithoutList(_ name: Name, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0651", "`\(name.shown)` has a scale and options", at: span,
            "Each row of a grid is rated on a scale, or takes its answer `from` a list: one of the two.",
            suggestion: "Remove the scale or `from`.")
    }

    static func fromMissing(_ list: Name) -> Diagnostic {
        Diagnostic(
            "E0652", "`\(list.shown)` stands here without `from`", at: list.span,
            "Behind the name of a question stands a range or a scale; options are taken with `from`.",
            suggestion: "Write `from \(list.shown)`.",
            fix: replacing(list.span.lowerBound..<list.span.lowerBound, with: "from "))
    }
}
