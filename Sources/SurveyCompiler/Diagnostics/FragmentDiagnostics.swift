/// E043x: fragments and their uses.
extension Diagnostic {
    /// `circle` are the fragments from the one that is used again on; `edges` the uses that lead along them.
    static func fragmentCycle(_ circle: [String], at span: Range<Int>, edges: [Name]) -> Diagnostic {
        let path = path(circle)
        return Diagnostic(
            "E0430",
            circle.count == 1
                ? "The fragment \(path) uses itself" : "These fragments use each other in a circle: \(path)",
            at: span, "Written out, they would never end.",
            suggestion: "Take one of the uses out, or move what both need into a fragment of its own.",
            labels: edges.prefix(6).map { Label($0.span, "`\($0.shown)` is used here") })
    }

    /// `a` → `b` → `a`: at most eight steps, and back to the first.
    static func path(_ circle: [String]) -> String {
        guard let first = circle.first, circle.count > 1 else { return "`\(shown(circle.first ?? ""))`" }
        let steps = circle.prefix(8).map { "`\(shown($0))`" } + (circle.count > 8 ? ["…"] : [])
        return (steps + ["`\(shown(first))`"]).joined(separator: " → ")
    }

    static func usesTooDeep(_ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0431", "There are more than \(limit) fragments within each other", at: span,
            "A fragment that uses one that uses one … is hard to read, and names would grow without end.",
            suggestion: "Use the inner fragments directly.")
    }

    static func badParameterType(_ type: Name, _ kinds: [String]) -> Diagnostic {
        Diagnostic(
            "E0432", "`\(type.shown)` is no type of a parameter", at: type.span,
            "A parameter is \(list(kinds, "or")), without anything behind it.",
            suggestion: "Write one of these words, as in `who: text`.")
    }

    static func argumentWithoutName(_ text: String, _ parameters: [String], at span: Range<Int>) -> Diagnostic
    {
        Diagnostic(
            "E0433", "This argument does not say which parameter it is for", at: span,
            parameters.isEmpty
                ? "The fragment has no parameters." : theParameters(parameters),
            suggestion: parameters.first.map { "Write `\(shown($0)): \(short(text))`." })
    }

    static func unknownArgument(_ name: Name, of fragment: Name, _ parameters: [String], closest: String?)
        -> Diagnostic
    {
        Diagnostic(
            "E0434", "The fragment `\(fragment.shown)` has no parameter `\(name.shown)`", at: name.span,
            parameters.isEmpty ? "It has no parameters." : theParameters(parameters),
            suggestion: didYouMean(closest))
    }

    private static func theParameters(_ names: [String]) -> String {
        names.count == 1 ? "Its one parameter is \(list(names))." : "Its parameters are \(list(names))."
    }

    static func repeatedArgument(_ name: Name, firstAt span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0435", "`\(name.shown)` is given twice", at: name.span, "Each parameter has one value.",
            suggestion: "Keep one of the two.", labels: [Label(span, "the first one is here")])
    }

    static func missingArgument(_ parameter: Name, of fragment: Name, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0436", "`\(fragment.shown)` is used without `\(parameter.shown)`", at: span,
            "A parameter without a default must be given at every use.",
            suggestion: "Write `\(parameter.shown): …` between the parentheses.",
            labels: [Label(parameter.span, "the parameter is declared here")])
    }

    static func argumentDoesNotFit(
        _ parameter: Name, _ expected: String, _ text: String, _ seen: String, at span: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            "E0437", "`\(parameter.shown)` must be \(expected), and `\(short(text))` is \(seen)", at: span,
            "What a fragment does with a parameter fits one type of value.",
            suggestion: "Give it \(expected).",
            labels: [Label(parameter.span, "the parameter is declared here")])
    }
}
