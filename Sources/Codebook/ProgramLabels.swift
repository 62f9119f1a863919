public import SurveyModel
public import Translations

extension Codebook {
    /// Words of the program in each language; English ones, marked as untranslated, for a language that it does not speak.
    public func label(_ text: ProgramText, _ values: [String: String] = [:]) -> Label {
        Label(
            zip(locales, programTexts).map { locale, texts in
                Label.Wording(
                    texts(text, values), state: Self.isSpoken(locale, by: texts) ? .current : .missing)
            }, origin: .program)
    }

    /// The same of a counted text.
    public func label(_ text: ProgramText, count: Int, _ values: [String: String] = [:]) -> Label {
        Label(
            zip(locales, programTexts).map { locale, texts in
                Label.Wording(
                    texts(text, count: count, values),
                    state: Self.isSpoken(locale, by: texts) ? .current : .missing)
            }, origin: .program)
    }

    /// What the column of a roster's instances is called in the roster's table.
    public func label(ofInstancesOf roster: String) -> Label { label(.codebookRoundOf, ["name": roster]) }

    /// What a kind of missing is called where the author gave it no name.
    public func label(of missing: Missing) -> Label { label(Self.word(for: missing)) }

    static func word(for missing: Missing) -> ProgramText {
        switch missing {
        case .dontKnow: .dontKnow
        case .refused: .refused
        case .notApplicable: .notApplicable
        case .skipped: .skipped
        case .notAsked: .notAsked
        }
    }

    /// Whether texts of the program are in a language.
    static func isSpoken(_ locale: String, by texts: ProgramTexts) -> Bool {
        func language(_ tag: String) -> Substring { tag.prefix { $0 != "-" } }
        return language(texts.tag) == language(locale)
    }
}
