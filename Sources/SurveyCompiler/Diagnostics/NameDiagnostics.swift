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
        Diagnostic(
            "E0207", "There is no \(word == "scale" ? "scale" : "list") called `\(name.shown)`",
            at: name.span,
            word == "scale"
                ? "A scale is a range such as `1...5`, or the name of one that is declared with `scale`."
                : "After `from` stands the name of a list that is declared with `options`.",
            suggestion: didYouMean(closest)
                ?? "Declare it: `\(word) \(name.shown) \(word == "scale" ? "1...5 " : ""){ … }`.")
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
            "One name in several arms is one variable, so kind, range and options must be the same. Wording may differ.",
            suggestion: "Make the two agree, or give one of them another name.",
            labels: [Label(span, "the first one is here")])
    }

    static func tooManyVariables(_ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0212", "The survey has more than \(limit) variables", at: span,
            "Every question, row and `specify` is a variable of each response.",
            suggestion: "Split the survey into several.")
    }
}
