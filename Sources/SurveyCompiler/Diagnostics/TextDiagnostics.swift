internal import SurveySyntax

/// E05xx: what stands between quotes.
extension Diagnostic {
    static func emptyText(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0501", "This text is empty", at: span,
            "It is read by respondents and by translators, and a screen reader would say nothing.",
            suggestion: "Write what is to be read.")
    }

    static func textFlaw(_ flaw: TextValue.Flaw) -> Diagnostic {
        switch flaw.reason {
        case .unknownEscape:
            Diagnostic(
                "E0502", "This escape means nothing", at: flaw.range,
                #"After a backslash stands one of `"`, `\`, `n`, `t`, `{`, `}` or `u{…}`."#,
                suggestion: #"For a backslash itself, write `\\`."#)
        case .badScalar:
            Diagnostic(
                "E0503", "This is no character", at: flaw.range,
                #"`\u{…}` holds one to six hexadecimal digits that name a Unicode character, as in `\u{20AC}`."#,
                suggestion: "Write the character itself, or look its number up.")
        case .unclosedPlaceholder:
            Diagnostic(
                "E0505", "This `{` is not closed", at: flaw.range,
                "Braces hold the name of a variable whose value is shown, as in `{spend}`.",
                suggestion: #"Close it with `}`, or write `\{` for a brace."#)
        case .emptyPlaceholder:
            Diagnostic(
                "E0506", "These braces name nothing", at: flaw.range,
                "Braces hold the name of a variable whose value is shown, as in `{spend}`.",
                suggestion: #"Write a name, or `\{` and `\}` for braces."#)
        case .notUTF8:
            Diagnostic(
                "E0507", "These bytes are not UTF-8", at: flaw.range, "Survey files are UTF-8.",
                suggestion: "Save the file as UTF-8, and type the character again.")
        case .controlCharacter:
            Diagnostic(
                "E0504", "There is a control character in this text", at: flaw.range,
                "It could change what a terminal shows, or how an export reads.",
                suggestion: #"Remove it; for a line break or a tab, write `\n` or `\t`."#)
        }
    }

    static func forbiddenCharacter(_ scalar: Unicode.Scalar, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0504", "There is the invisible character U+\(hexadecimal(scalar)) in this text", at: span,
            "Control and direction characters could change what a terminal shows, or how an export reads.",
            suggestion: "Remove it; the direction of a text follows from its letters.")
    }

    static func badPlaceholder(_ name: Name, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0508", "`\(name.shown)` is no name of a variable", at: span,
            "Braces hold one name, as in `{spend}`, perhaps with what to show in its place: `{first | this guest}`.",
            suggestion: #"Compute with `let` above, and name that; write `\{` for a brace."#)
    }

    static func pipesNoValue(_ name: Name, _ what: String) -> Diagnostic {
        Diagnostic(
            "E0509", "`{\(name.shown)}` is \(what)", at: name.span, "A text shows the value of one variable.",
            suggestion: "Name a row, as in `{\(name.shown).row}`, or another question.")
    }

    static func bracesInFallback(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0510", "What is shown in place of a missing value cannot hold braces", at: span,
            "It is plain text between `|` and `}`.", suggestion: "Use round brackets.")
    }

    static func badFallback(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0511", "There is nothing to show in place of a missing value", at: span,
            "After `|` stands what the respondent reads where there is no answer.",
            suggestion: "Write some words, as in `{first | this guest}`.")
    }

    static func pluralDiffers(_ name: String, isInFirst: Bool, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0512",
            "`{\(shown(name))}` stands only in the form for \(isInFirst ? "one" : "other numbers than one")",
            at: span,
            "Both forms say the same; only the number itself may be left out of one.",
            suggestion: "Write it in both, or in neither.")
    }

    static func pluralOfNoNumber(_ name: Name) -> Diagnostic {
        Diagnostic(
            "E0513", "`\(name.shown)` is no number, and cannot decide between one and several", at: name.span,
            "After `plural` stands a number: a question, a `let`, the variable of a loop over numbers, or a parameter.",
            suggestion: "Compute the number with `let` above, and name that.")
    }

    /// At least four digits, as Unicode writes its characters.
    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
