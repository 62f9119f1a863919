internal import Interview
internal import SurveyModel
internal import Translations

/// What a kiosk says, in each of its languages; made when a language is first shown.
struct KioskWording {
    /// The languages that are offered, at least one, in their order.
    let locales: [String]
    let phrasebook: Phrasebook
    private let survey: Survey
    private let attract: [String: String]
    private var titles: [String: [String]] = [:]

    init(locales: [String], survey: Survey, attract: [String: String], catalogues: [Catalogue]) {
        self.locales = locales
        self.survey = survey
        self.attract = attract
        phrasebook = Phrasebook(catalogues)
    }

    /// The program's texts in a language.
    func texts(_ locale: String) -> ProgramTexts { phrasebook[locale].texts }

    /// What a language calls itself.
    func name(ofLanguage tag: String) -> String { phrasebook.name(of: tag) }

    /// What the screen that waits says in a language: what the operator wrote, or the survey's title, or its name. A title may
    /// pipe what is given to every interview, which an interview that nobody begins knows. Nothing while there can be none.
    mutating func invitation(_ locale: String, station: any KioskStation) -> [String] {
        if let lines = titles[locale] { return lines }
        var text = attract[locale] ?? survey.name
        if attract[locale] == nil, let title = survey.title {
            guard let interview = try? station.newInterview(in: locale).interview else { return [] }
            text = interview.text(title)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        titles[locale] = lines
        return lines
    }

    /// The language whose turn it is on a screen that shows them in turn.
    func locale(ofTurn turn: Int) -> String { locales[turn % locales.count] }
}
