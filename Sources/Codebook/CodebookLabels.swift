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

    /// A text in each language; the forms of a plural stand one behind the other.
    func label(_ text: TextID) -> Label {
        Label(localizations.indices.map { wording(text, $0) })
    }

    /// A text in one language.
    func wording(_ text: TextID, _ locale: Int) -> Label.Wording {
        let source = [survey[text].source] + (survey[text].plural.map { [$0.source] } ?? [])
        guard let localized = localizations[locale]?.texts[text.position] else {
            return Label.Wording(plain(source, text, locale), state: state(ofSourceIn: locale))
        }
        let isSource = survey[text].plural != nil && localized.state == .missing
        let forms = isSource ? source : localized.forms.isEmpty ? [localized.template] : localized.forms
        return Label.Wording(plain(forms, text, locale), state: localized.state)
    }

    /// What a question is called that is asked in several wordings: all of them, each once, in the order of the survey.
    func either(_ labels: [Label]) -> Label? {
        guard let first = labels.first else { return nil }
        guard labels.contains(where: { $0 != first }) else { return first }
        return Label(
            locales.indices.map { locale in
                Label.Wording(
                    Self.either(labels.map { $0.text(in: locale) }),
                    state: labels.reduce(.current) { $0.worse($1.wordings[locale].state) })
            }, origin: first.origin)
    }

    private static func either(_ texts: [String]) -> String {
        var seen: Set<String> = []
        let distinct = texts.filter { !$0.isEmpty && seen.insert($0).inserted }
        // Nobody reads more; what is behind is counted among wordings.
        return distinct.prefix(Route.limit).joined(separator: " / ")
            + (distinct.count > Route.limit ? " / …" : "")
    }

    private func plain(_ forms: [String], _ text: TextID, _ locale: Int) -> String {
        forms.count == 1 ? plain(forms[0], text, locale) : Self.either(forms.map { plain($0, text, locale) })
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

    /// Whether a text of a question, of an option or of a point pipes an answer.
    var namesAnswers: Bool {
        func pipes(_ text: TextID?) -> Bool {
            text.map { survey[$0].pipes.contains { $0.variable != nil } } ?? false
        }
        return survey.questions.contains { question in
            pipes(question.text) || pipes(question.help) || question.rows.contains { pipes($0.text) }
                || question.missing.contains { pipes($0.text) }
        } || survey.lists.contains { $0.options.contains { pipes($0.text) } }
            || survey.scales.contains { $0.labels.contains { pipes($0.text) } }
    }

    /// The state of something that is made of texts in a state and of words of the program.
    func state(_ state: LocalizedText.State, in locale: Int) -> LocalizedText.State {
        Codebook.isSpoken(locales[locale], by: texts[locale]) ? state : .missing
    }

    /// A language without a catalogue shows the source, which is a translation in the source's language only.
    private func state(ofSourceIn locale: Int) -> LocalizedText.State { locale == 0 ? .current : .missing }

    /// The same words in each language.
    func label(_ words: String) -> Label { Label(locales.map { _ in Label.Wording(words) }, origin: .name) }

    /// A template in one line. What is known without a response is written out: instances of rosters, arguments of
    /// fragments. A survey that was read from a file could have texts that stand in each other; after a few they do not.
    private func plain(_ template: String, _ text: TextID, _ locale: Int, depth: Int = 0) -> String {
        var rendered = ""
        for piece in Template(template).pieces {
            switch piece {
            case .literal(let literal): rendered += literal
            case .pipe(let name, let fallback): rendered += piped(name, fallback, text, locale, depth)
            }
        }
        return rendered.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// What a pipe shows; where that depends on the response the pipe itself, with what is read where there is no answer.
    private func piped(
        _ name: String, _ fallback: String?, _ text: TextID, _ locale: Int, _ depth: Int
    ) -> String {
        let unknown = fallback.map { "{\(name) | \($0)}" } ?? "{\(name)}"
        guard let pipe = survey[text].pipes.first(where: { $0.name == name }) else { return unknown }
        switch pipe.source {
        case .variable: return unknown
        case .number(let number):
            return unnamed.numbers.contains(number) ? UnnamedInstances.mark : number.canonicalText
        case .text(let other): return depth < 4 ? self.text(other, locale, depth + 1) : unknown
        case .option(let list, let option, _):
            if unnamed.options.contains(survey[list].options[option].text) { return UnnamedInstances.mark }
            return depth < 4 ? self.text(survey[list].options[option].text, locale, depth + 1) : unknown
        }
    }

    private func text(_ text: TextID, _ locale: Int, _ depth: Int) -> String {
        plain(
            localizations[locale]?.texts[text.position].template ?? survey[text].source, text, locale,
            depth: depth)
    }
}
