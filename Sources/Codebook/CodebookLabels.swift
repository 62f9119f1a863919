internal import SurveyModel
internal import Translations

/// Makes labels of the texts of a survey.
struct CodebookLabels {
    let survey: Survey
    let locales: [String]
    /// The program's texts in each language, or in English where it has none.
    let texts: [ProgramTexts]
    /// The instances of rosters in place of which `…` stands.
    var unnamed = UnnamedInstances()
    private let localizations: [Localization?]

    init(_ survey: Survey, _ texts: [String: ProgramTexts]) {
        self.survey = survey
        locales = survey.locales
        self.texts = survey.locales.map { texts[$0] ?? ProgramTexts() }
        localizations = survey.locales.map { locale in survey.localizations.first { $0.tag == locale } }
    }

    /// A text in each language.
    func label(_ text: TextID) -> Label {
        Label(localizations.indices.map { wording(text, $0) })
    }

    /// A text in one language.
    func wording(_ text: TextID, _ locale: Int) -> Label.Wording {
        guard let localized = localizations[locale]?.texts[text.position] else {
            return Label.Wording(plain(survey[text].source, text, locale), state: state(ofSourceIn: locale))
        }
        return Label.Wording(plain(localized.template, text, locale), state: localized.state)
    }

    /// A text of the program in each language.
    func label(_ text: ProgramText) -> Label {
        Label(
            locales.indices.map { Label.Wording(texts[$0][text], state: state(.current, in: $0)) },
            origin: .program)
    }

    /// What was typed at an option, by the label of that. Where the program does not speak a language, a word of English
    /// stands behind the author's own, and is no reason to do without these.
    func typed(_ option: Label) -> Label {
        Label(
            option.wordings.indices.map { locale in
                let wording = option.wordings[locale]
                return Label.Wording(
                    texts[locale](.codebookOptionText, ["option": wording.text]), state: wording.state)
            })
    }

    /// The state of something that is made of texts in a state and of words of the program.
    func state(_ state: LocalizedText.State, in locale: Int) -> LocalizedText.State {
        Codebook.isSpoken(locales[locale], by: texts[locale]) ? state : .missing
    }

    /// A language without a catalogue shows the source, which is a translation in the source's language only.
    private func state(ofSourceIn locale: Int) -> LocalizedText.State { locale == 0 ? .current : .missing }

    /// The same words in each language.
    func label(_ words: String) -> Label { Label(locales.map { _ in Label.Wording(words) }, origin: .name) }

    /// Two labels with something between.
    func joined(_ first: Label, _ second: Label, _ separator: String) -> Label {
        Label(
            zip(first.wordings, second.wordings).map { left, right in
                let state: LocalizedText.State =
                    left.state == .missing || right.state == .missing
                    ? .missing : left.state == .stale || right.state == .stale ? .stale : .current
                return Label.Wording(left.text + separator + right.text, state: state)
            })
    }

    /// A template in one line. What is known without a response is written out: instances of rosters, arguments of
    /// fragments. A survey that was read from a file could have texts that stand in each other; after a few they do not.
    private func plain(_ template: String, _ text: TextID, _ locale: Int, depth: Int = 0) -> String {
        let rendered = Template(template).rendered { name in
            guard let pipe = survey[text].pipes.first(where: { $0.name == name }) else { return "{\(name)}" }
            switch pipe.source {
            case .variable: return "{\(name)}"
            case .number(let number):
                return unnamed.numbers.contains(number) ? UnnamedInstances.mark : number.canonicalText
            case .text(let other): return depth < 4 ? self.text(other, locale, depth + 1) : "{\(name)}"
            case .option(let list, let option, _):
                if unnamed.options.contains(survey[list].options[option].text) {
                    return UnnamedInstances.mark
                }
                return depth < 4
                    ? self.text(survey[list].options[option].text, locale, depth + 1) : "{\(name)}"
            }
        }
        return rendered.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private func text(_ text: TextID, _ locale: Int, _ depth: Int) -> String {
        plain(
            localizations[locale]?.texts[text.position].template ?? survey[text].source, text, locale,
            depth: depth)
    }
}
