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
            "A version is a whole number from 1 to 1,000,000 that rises when answers change their meaning.",
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

    // MARK: Imports

    /// `circle` are the files from the one that is imported again on; `edges` the imports that lead along them.
    static func importCycle(_ circle: [String], at span: Range<Int>, edges: [Range<Int>]) -> Diagnostic {
        let path = path(circle)
        return Diagnostic(
            "E0809",
            circle.count == 1 ? "The file \(path) imports itself" : "These files import each other: \(path)",
            at: span, "What a file imports must be complete before it.",
            suggestion: "Take one of the imports out, or move what both need into a file of its own.",
            labels: edges.prefix(6).map { Label($0, "an import on the way") })
    }

    static func tooManyImports(_ limit: Int, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0810", "The survey imports more than \(limit) files", at: span,
            "So many are hardly meant.", suggestion: "Join some of them.")
    }

    static func cannotImport(_ path: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0811", "There is no file `\(shown(path))` to import", at: span,
            "A path is relative to the file that imports.",
            suggestion: "Check the path, as in `import \"parts/core.survey\"`.")
    }

    static func importTooLarge(_ path: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0812", "The file `\(shown(path))` is too large", at: span,
            "A survey file can have up to 2 GiB.",
            suggestion: "Check that it is a survey file.")
    }

    static func librariesOfOneName(_ stem: String, _ first: String, _ second: String, at span: Range<Int>)
        -> Diagnostic
    {
        Diagnostic(
            "E0813", "`\(shown(first))` and `\(shown(second))` are both called `\(shown(stem))`", at: span,
            "The translations of a library are in the folder `Locales/\(shown(stem))`: both would have the same.",
            suggestion: "Give one of the two files another name.")
    }

    static func languageOfLibraryDiffers(_ tag: Name, _ language: String, at span: Range<Int>?) -> Diagnostic
    {
        Diagnostic(
            "E0814", "This library is in `\(tag.shown)`, and the survey in `\(shown(language))`",
            at: tag.span,
            "Translations start from one language, so a survey and what it imports are written in the same.",
            suggestion: "Import a library in `\(shown(language))`.",
            labels: span.map { [Label($0, "the language of the survey")] } ?? [])
    }

    static func notInLibrary(_ word: String, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            "E0815", "`\(short(word))` cannot stand in a file that is imported", at: span,
            "An imported file is a library: lists, scales, fragments, imports, `language` and `translations`.",
            suggestion: "Put questions into a `fragment`, and `use` it.")
    }
}
