internal import SurveyModel

extension Comparer {
    /// The survey's name, title and languages.
    mutating func compareHeader() {
        let (before, after) = (old.survey, new.survey)
        if before.name != after.name {
            add(.surveyRenamed, .survey, after.name, before: before.name, after: after.name)
        }
        if before.language != after.language {
            add(.sourceLanguage, .survey, after.name, before: before.language, after: after.language)
        }
        compare(.surveyTitle, .survey, after.name, before.title, after.title)
        let earlier = Set(before.locales)
        let later = Set(after.locales)
        for locale in after.locales where !earlier.contains(locale) { add(.localeAdded, .locale, locale) }
        for locale in before.locales where !later.contains(locale) { add(.localeRemoved, .locale, locale) }
        for relation in Set(before.relations.map { described($0, old) })
            .symmetricDifference(after.relations.map { described($0, new) }).sorted()
        {
            add(.relation, .relation, relation)
        }
    }

    private func described(_ relation: Relation, _ side: Side) -> String {
        "\(relation.kind.rawValue) of \(relation.outcome.path): "
            + relation.terms.map(\.path).joined(separator: ", ")
    }
}
