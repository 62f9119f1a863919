/// E02xx: names, and what they stand for.
extension Diagnostic {
    static func unknownName(_ name: Name, closest: String?, closestSpan: Range<Int>?) -> Diagnostic {
        Diagnostic(
            "E0201", "Nothing in this survey is called `\(name.shown)`", at: name.span,
            "A name here is that of a question, a given or a `let` that stands above; an option is known only "
                + "beside the question that offers it, as in `channel == store`.",
            suggestion: didYouMean(closest),
            labels: closestSpan.map { [Label($0, "`\(closest ?? "")` is declared here")] } ?? [])
    }

    static func readsBelow(_ name: Name, declaredAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0202", "`\(name.shown)` is read before it is asked", at: name.span,
            "An interview goes down the file, so everything reads only what stands above it.",
            suggestion: "Move the question `\(name.shown)` above this line, or this line below the question.",
            labels: [Label(span, "`\(name.shown)` is declared here, further down")])
    }

    static func noSuchRow(_ part: Name, of grid: Symbol, rows: some Collection<String>, closest: String?)
        -> Diagnostic
    {
        Diagnostic(
            "E0203", "The grid `\(grid.name)` has no row `\(part.shown)`", at: part.span,
            "Its rows are \(list(rows)).", suggestion: didYouMean(closest.map { "\(grid.name).\($0)" }),
            labels: [Label(grid.span, "the grid is declared here")])
    }

    static func noSuchPart(_ part: Name, of symbol: Symbol, parts: [String]) -> Diagnostic {
        Diagnostic(
            "E0204", "`\(shown(symbol.name))` has no part `\(part.shown)`", at: part.span,
            parts.isEmpty
                ? "Parts are the rows of a grid, and the texts that options open with `specify`; this has none."
                : "The texts that its options open with `specify` are \(list(parts)).",
            suggestion: parts.isEmpty
                ? "To ask whether an option was chosen, write `\(shown(symbol.name)) == \(part.shown)`, or "
                    + "`\(part.shown) in \(shown(symbol.name))` for a set."
                : nil,
            labels: [Label(symbol.span, "it is declared here")])
    }

    static func duplicateName(_ name: Name, firstAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0205", "`\(name.shown)` is declared twice", at: name.span,
            "A name stands for one variable in every response. It may stand again only in another arm of the same `if`.",
            suggestion: "Give one of the two another name.", labels: [Label(span, "the first one is here")])
    }

    static func similarName(_ name: Name, to other: String, firstAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0206", "`\(name.shown)` and `\(shown(other))` are too much alike", at: name.span,
            "Exports do not tell upper from lower case, and write `.` as `_`: both would get one name.",
            suggestion: "Give one of the two another name.",
            labels: [Label(span, "`\(shown(other))` comes from here")])
    }

    static func unknownDeclaration(_ word: String, _ name: Name, closest: String?) -> Diagnostic {
        let (what, explanation, example) =
            switch word {
            case "scale":
                (
                    "scale",
                    "A scale is a range such as `1...5`, or the name of one that is declared with `scale`.",
                    "scale \(name.shown) 1...5 { … }"
                )
            case "fragment":
                (
                    "fragment",
                    "After `use` stands the name of a fragment of this file or of one that it imports.",
                    "fragment \(name.shown)() { … }"
                )
            default:
                (
                    "list", "After `from` stands the name of a list that is declared with `options`.",
                    "options \(name.shown) { … }"
                )
            }
        return Diagnostic(
            "E0207", "There is no \(what) called `\(name.shown)`", at: name.span, explanation,
            suggestion: didYouMean(closest) ?? "Declare it: `\(example)`.")
    }

    static func reservedName(_ name: Name) -> Diagnostic {
        Diagnostic(
            "E0208", "`\(name.shown)` cannot be a name here", at: name.span,
            "In conditions, `yes`, `no` and `today` are values, and `and`, `or`, `not` and `in` are operators.",
            suggestion: "Choose another name, such as `\(name.shown)_answer`.")
    }

    static func nameTooLong(_ name: Name) -> Diagnostic {
        Diagnostic(
            "E0209", "`\(name.shown)` is \(name.text.utf8.count) characters long", at: name.span,
            "A name has at most 64 characters: that is what the statistics packages read.",
            suggestion: "Shorten it; the full words belong in the text.")
    }

    static func duplicateDeclaration(_ word: String, _ name: Name, firstAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0210", "There are two of `\(word) \(name.shown)`", at: name.span,
            "Each \(word == "options" ? "list" : word) has a name of its own, without regard to case.",
            suggestion: "Give one of the two another name.", labels: [Label(span, "the first one is here")])
    }

    static func differsInOtherArm(_ name: Name, firstAt span: Range<Int>, _ reason: String) -> Diagnostic {
        Diagnostic(
            "E0211", "`\(name.shown)` is another question in another arm: \(reason)", at: name.span,
            "One name in several arms of an `if` or `split` is one variable, so kind, range and options must be the same. Wording "
                + "may differ.",
            suggestion: "Make the two agree, or give one of them another name.",
            labels: [Label(span, "the first one is here")])
    }

    static func tooManyVariables(_ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0212", "The survey has more than \(limit) variables", at: span,
            "Every question, row and `specify` is a variable of each response.",
            suggestion: "Split the survey into several.")
    }

    // MARK: Loops and fragments

    static func wholeRoster(_ name: Name, _ instances: [String], declaredAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0213", "`\(name.shown)` is asked once in each round of a loop, and here one value must stand",
            at: name.span,
            "Outside of the loop the bare name stands for all of its answers: \(list(instances)).",
            suggestion: instances.first.map {
                "Name one of them, such as `\(shown($0))`, or take them together: `mean(\(name.shown))`, "
                    + "`any(\(name.shown) <= 2)`, `count(\(name.shown) <= 2)`."
            }, labels: [Label(span, "it is asked here")])
    }

    static func notInThisRound(_ name: Name, _ round: String, declaredAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0214", "`\(name.shown)` is never asked in the round of `\(shown(round))`", at: name.span,
            "A condition on the loop's variable leaves it out of this round, so there is nothing to read.",
            suggestion: "Put what reads it under the same condition.",
            labels: [Label(span, "it is asked here, in other rounds")])
    }

    static func outsideLoop(_ name: Name, declaredAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0215", "`\(name.shown)` stands for nothing outside of its loop", at: name.span,
            "The variable of a `for` is another option or number in each round.",
            suggestion: "Name the question that the loop goes through, or what was asked in a round.",
            labels: [Label(span, "the loop is here")])
    }

    static func noSuchInstance(_ part: Name, of symbol: Symbol, _ instances: [String], closest: String?)
        -> Diagnostic
    {
        Diagnostic(
            "E0216", "`\(shown(symbol.name))` is not asked for `\(part.shown)`", at: part.span,
            "It is asked once in each round of a loop; the rounds are \(list(instances)).",
            suggestion: didYouMean(closest.map { "\(shown(symbol.name)).\($0)" }),
            labels: [Label(symbol.span, "it is asked here")])
    }

    static func bindingIsNoQuestion(_ name: Name) -> Diagnostic {
        Diagnostic(
            "E0217", "`\(name.shown)` is no question", at: name.span,
            "The variable of a loop and the parameter of a fragment are fixed values where they stand, so they are never "
                + "missing and have no rows.",
            suggestion: "Compare it, as in `\(name.shown) == …`, or name a question.")
    }

    static func parameterIsNoValue(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0218", "`\(short(text))` is no value", at: span,
            "This parameter is the name of a scale or list, which is only what questions are asked with.",
            suggestion: "Name a question, or a parameter that is a text, number or yesno.")
    }

    static func shadowsBinding(_ name: Name) -> Diagnostic {
        Diagnostic(
            "E0219", "`\(name.shown)` already stands for something here", at: name.span,
            "A loop within a loop or fragment needs a variable of its own.",
            suggestion: "Choose another name.")
    }

    static func noSuchNameInUse(_ name: Name, of fragment: Name, at span: Range<Int>, closest: String?)
        -> Diagnostic
    {
        Diagnostic(
            "E0220", "The fragment `\(fragment.shown)` has nothing that is called `\(name.shown)` here",
            at: name.span,
            "Where a fragment is used with `as`, the names of its questions and `let`s begin with what stands behind `as`, and a dot.",
            suggestion: didYouMean(closest) ?? "Name a question that the fragment asks.",
            labels: [Label(span, "the fragment is used here")])
    }

    static func notInFragment(_ name: Name, _ fragment: Name, declaredAt span: Range<Int>?) -> Diagnostic {
        Diagnostic(
            "E0221", "The fragment `\(fragment.shown)` has nothing called `\(name.shown)` above this line",
            at: name.span,
            "A fragment reads its own questions and its parameters, and nothing of the survey that uses it.",
            suggestion: span == nil
                ? "Ask it in the fragment, above this line."
                : "Add a parameter to the fragment, and pass it with `use`.",
            labels: span.map { [Label($0, "the survey has one here")] } ?? [])
    }

    static func usedTwice(_ fragment: Name, _ name: Name, at use: Range<Int>, firstAt first: Range<Int>)
        -> Diagnostic
    {
        Diagnostic(
            "E0222", "The fragment `\(fragment.shown)` is used twice under the same names", at: use,
            "Both would be asked as `\(name.shown)`, and a name stands for one variable in every response.",
            suggestion: "Give the names a prefix: `use \(fragment.shown)(…) as second`.",
            labels: [Label(first, "the first use is here")])
    }

    static func letDiffers(_ name: Name, _ first: String, _ second: String, firstAt span: Range<Int>)
        -> Diagnostic
    {
        Diagnostic(
            "E0223", "`let \(name.shown)` is \(second) here, and \(first) in another arm", at: name.span,
            "One name in several arms of an `if` or `split` is one variable, so all of them must compute the same kind of value.",
            suggestion: "Make them agree, or give one of them another name.",
            labels: [Label(span, "the first one is here")])
    }

    static func badIndex(_ text: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0224", "The brackets in `\(short(text))` name nothing", at: span,
            "In brackets behind a name stands the variable of a loop around it, as in `quality[c]`, or a place in a "
                + "ranking, as in `best[1]`.",
            suggestion: "Name the part with a dot, as in `quality.reliable`.")
    }

    static func readsItself(_ name: Name, declaredAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0226", "`\(name.shown)` reads its own answer: `\(name.shown)` → `\(name.shown)`", at: name.span,
            "What a question offers is settled before it is answered.",
            suggestion: "Read a question that stands above `\(name.shown)`.",
            labels: [Label(span, "this question offers what is read here")])
    }

    static func unknownSet(_ name: Name, closest: String?) -> Diagnostic {
        Diagnostic(
            "E0225", "Nothing above is called `\(name.shown)`, and no list is", at: name.span,
            "A loop goes through a list that is declared with `options`, through what was chosen in a question above, or "
                + "through numbers, as in `1...3`.", suggestion: didYouMean(closest))
    }
}
