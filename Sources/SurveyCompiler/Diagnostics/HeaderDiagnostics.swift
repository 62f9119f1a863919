/// E08xx: the lines that say what the survey is.
extension Diagnostic {
    static func missingSurvey(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0801", "The survey has no name", at: span,
            "A file says first which survey it is; translations, responses and exports carry that name.",
            suggestion: "Write `survey service_loyalty`, with a name of your own, on the first line.")
    }

    static func missingVersion(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0802", "The survey has no version", at: span,
            "Responses carry the version, so that answers to different questions are never mixed.",
            suggestion: "Write `version 1` under the line with `survey`.")
    }

    static func missingLanguage(at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0803", "The survey does not say its language", at: span,
            "The language of the texts decides how numbers are written and what translations start from.",
            suggestion: "Write `language en` under the line with `version`.")
    }

    static func badVersion(_ number: Name) -> Diagnostic {
        Diagnostic(
            "E0804", "`\(number.shown)` is no version", at: number.span,
            "A version is a whole number from 1 to 1000000 that rises when answers change their meaning.",
            suggestion: "Write `version 1`.")
    }

    static func badTag(_ tag: Name) -> Diagnostic {
        Diagnostic(
            "E0805", "`\(tag.shown)` is no language tag", at: tag.span,
            "A tag is a language of two or three letters, and perhaps a script or region after hyphens (BCP 47).",
            suggestion: "Write a tag such as `en`, `pt-BR` or `zh-Hant`.")
    }

    static func repeatedHeader(_ word: String, at span: Range<Int>, firstAt first: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0806", "`\(word)` stands here for the second time", at: span, "It may stand once in a file.",
            suggestion: "Keep one of the two lines.", labels: [Label(first, "the first one is here")])
    }

    static func repeatedTranslation(_ tag: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0807", "The translation `\(shown(tag))` is listed twice", at: span,
            "Each language is listed once.",
            suggestion: "Remove the second one.")
    }

    static func translatesItself(_ tag: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0808", "`\(shown(tag))` is the language of the file, and listed as a translation as well",
            at: span,
            "Translations are the other languages: the texts of the file need none.",
            suggestion: "Remove `\(shown(tag))` from `translations`.")
    }
}
