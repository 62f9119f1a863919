/// W11xx: loops whose arms are never taken, and comments that allow warnings.
extension Diagnostic {
    static func noRoundTakesArm(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1101", "This is true in no round of the loop", at: span,
            "A condition on the variable of a loop is decided for each round when the survey is compiled. What stands under this "
                + "one is never asked of anybody, and was not checked.",
            suggestion: "Compare with an option or number that the loop goes through.",
            name: "no_round")
    }

    static func unknownAllowance(_ name: Name, closest: String?) -> Diagnostic {
        Diagnostic(
            "W1102", "There is no warning called `\(name.shown)`", at: name.span,
            "After `// allow:` stand the names of warnings, which each warning says in brackets.",
            suggestion: didYouMean(closest) ?? "Remove it.",
            name: "unknown_allow")
    }

    static func idleAllowance(_ name: Name) -> Diagnostic {
        Diagnostic(
            "W1103", "There is no warning `\(name.shown)` here to allow", at: name.span,
            "An `allow` that is left over would hide the next warning of its kind.",
            suggestion: "Remove it.",
            name: "idle_allow")
    }
}
