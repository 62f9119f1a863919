internal import Interview
internal import SurveyModel
internal import Translations

// How a respondent changes the language in the middle of an interview.

extension PlainInterview {
    /// What a language calls itself; its tag where the program does not speak it.
    func name(ofLanguage tag: String) -> String {
        LanguageNames.name(of: tag, catalogues)
    }

    /// Goes on in a language chosen by its number, name or tag; anything else lists the languages, and the next line
    /// chooses. An empty line, or going back, leaves it as it was.
    mutating func chooseLanguage(_ typed: String) throws -> Outcome? {
        let locales = interview.survey.locales
        if isChoosingLanguage, typed.isEmpty || typed == PlainEntry.Sign.back {
            isChoosingLanguage = false
            return try askAgain()
        }
        let wanted = typed.lowercased()
        let chosen =
            Int(typed).flatMap { locales.indices.contains($0 &- 1) ? locales[$0 &- 1] : nil }
            ?? locales.first { $0.lowercased() == wanted || name(ofLanguage: $0).lowercased() == wanted }
        guard let chosen else {
            isChoosingLanguage = true
            try say(["", texts[.chooseLanguage]])
            try say(locales.enumerated().map { "  \($0 + 1)  \(name(ofLanguage: $1))" })
            return try prompt()
        }
        isChoosingLanguage = false
        let effects = interview.handle(.language(chosen))
        changeTexts()
        try say([texts(.languageChosen, ["language": name(ofLanguage: chosen)])])
        return try carryOut(effects, typed: typed)
    }
}
