public import SurveyModel

extension Catalogue {
    /// A catalogue of a survey with these translations, templates by the keys of texts: what another program's file says in a
    /// further language. Texts without one are empty, as a translator finds them.
    ///
    /// Only whole texts are filled in, not plural forms. Linear.
    public init(of survey: Survey, language: String, translations: [String: String]) {
        self = .extract(from: survey, language: language)
        for index in entries.indices where entries[index].plural == nil {
            if let words = entries[index].context.flatMap({ translations[$0] }) {
                entries[index].translations = [words]
            }
        }
    }
}
