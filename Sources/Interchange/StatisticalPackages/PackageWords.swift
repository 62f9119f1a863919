public import Codebook
internal import SurveyModel
internal import Translations

/// Words that stand in files of statistical packages and that no author wrote: those that the codebook has in a language.
public struct PackageWords: Hashable, Sendable {
    /// The answers to a question of yes and no.
    public var yes: String
    /// The answers to a question of yes and no.
    public var no: String
    /// What 1 is for an option of a set.
    public var chosen: String
    /// What 0 is for an option of a set.
    public var notChosen: String
    /// What 0 is for an option that has no place in a ranking.
    public var notRanked: String
    /// What the columns are called that belong to the response.
    public var parts: [Column.ResponsePart: String]

    /// The words of a codebook in a language, an index of its `locales`.
    public init(_ codebook: Codebook, in locale: Int) {
        yes = codebook.yes.text(in: locale)
        no = codebook.no.text(in: locale)
        chosen = codebook.label(.codebookChosen).text(in: locale)
        notChosen = codebook.label(.codebookNotChosen).text(in: locale)
        notRanked = codebook.label(.codebookNotRanked).text(in: locale)
        parts = [:]
        for part in Column.ResponsePart.allCases { parts[part] = codebook.label(of: part).text(in: locale) }
    }

    /// English words.
    public init() {
        self.init(Codebook(Survey(name: "survey", version: 1, language: "en", structure: "")), in: 0)
    }
}

extension Codebook {
    /// What the column of a part of the response is called.
    func label(of part: Column.ResponsePart) -> Label { label(ofResponse: part.rawValue) }
}
