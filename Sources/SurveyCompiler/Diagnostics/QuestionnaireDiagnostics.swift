/// W12xx: the craft of asking. What compiles, and gives answers that mean less than they seem to.
extension Diagnostic {
    static func doubleBarrelled(_ word: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1201", "This asks for one rating of two things, joined by “\(word)”", at: span,
            "Whoever thinks well of the one and badly of the other cannot answer, and the figure says nothing about either.",
            suggestion: "Ask one thing, or ask twice.", name: "double_barrelled")
    }

    static func negated(_ word: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1202", "This is put in the negative, with “\(word)”", at: span,
            "Disagreeing with a negative is hard to read right; a part of the answers will mean the opposite.",
            suggestion: "Say what is, and turn the item with `reversed` if its score runs the other way.",
            name: "negated")
    }

    static func flippedScale(
        _ label: String, at span: Range<Int>, firstAt: Range<Int>, isLow: Bool
    ) -> Diagnostic {
        Diagnostic(
            "W1203", "“\(shown(label))” is the \(isLow ? "lowest" : "highest") point here", at: span,
            "Another scale of this survey runs the other way. Respondents learn a direction once and keep to it.",
            suggestion: "Let all scales run the same way.",
            labels: [.init(firstAt, "the \(isLow ? "highest" : "lowest") point here")], name: "flipped_scale")
    }

    static func inflectedPipe(_ name: String, _ languages: [String], at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1204", "What `{\(shown(name))}` shows stands inside a sentence", at: span,
            "In \(languages.joined(separator: ", ")) a word in a sentence takes an article or an ending, which no translator can "
                + "give to a word that is filled in.",
            suggestion: "Let it stand by itself: after a colon, or in quotation marks.",
            name: "inflected_pipe")
    }

    static func pluralMissing(_ name: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1205", "The word after `{\(shown(name))}` has one form for every number", at: span,
            "“1 nights” is wrong, and other languages have more forms than two.",
            suggestion:
                "Write both: `\"… {n} night\" plural n \"… {n} nights\"`, or put the number after a colon.",
            name: "plural_missing")
    }

    static func wideText(_ count: Int, _ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1207", "This has \(count) characters, more than a line of a terminal", at: span,
            "Options, rows and labels are compared line by line; one that breaks in two is read as two.",
            suggestion: "Say it in \(limit) characters, and the rest in the question.", name: "wide_text")
    }

    static func someCodesPinned(_ name: Name, firstPinned: Range<Int>) -> Diagnostic {
        Diagnostic(
            "W1206", "`\(name.shown)` has no code, and others of its list have one", at: name.span,
            "Its code is its place in the list: an option put in front of it would shift it, and with it the meaning of what is "
                + "stored.",
            suggestion: "Write its code too; `sondeo format --pin` writes them all.",
            labels: [.init(firstPinned, "this code is pinned")], name: "some_codes_pinned")
    }
}
