internal import Codebook
internal import SurveyModel

/// Writes texts of a codebook into a DDI document, an element for each language.
///
/// A language that a text is not translated into has no element: its own words under a foreign tag would be a lie. A name
/// stands once, in the language of the source texts, and what the program says in the languages that it speaks, and in English
/// for those that it does not: neither is a translation that is missing.
struct DDILabels {
    let writer: XMLWriter
    let codebook: Codebook
    let languages: [Int]
    /// How many labels each language lacks, and how many are translations of an earlier text.
    private var untranslated: [Int: Int] = [:]
    private var stale: [Int: Int] = [:]

    init(writer: XMLWriter, codebook: Codebook, languages: [Int]) {
        self.writer = writer
        self.codebook = codebook
        self.languages = languages
    }

    /// An element with a label in each language, with more attributes where there are any.
    mutating func write(_ element: String, _ label: Label, _ attributes: KeyValuePairs<String, String?> = [:])
    {
        for wording in shown(label) {
            writer.element(element) {
                writer.attribute("xml:lang", wording.language)
                for (name, value) in attributes { writer.attribute(name, value) }
                writer.text(label.text(in: wording.index), of: element)
            }
        }
    }

    /// An element with a text that no author wrote, which is English.
    func write(_ element: String, english text: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        writer.element(element) {
            writer.attribute("xml:lang", "en")
            for (name, value) in attributes { writer.attribute(name, value) }
            writer.text(text, of: element)
        }
    }

    /// An element with a text that is of no language.
    func write(_ element: String, plain text: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        writer.element(element) {
            for (name, value) in attributes { writer.attribute(name, value) }
            writer.text(text, of: element)
        }
    }

    /// A wording that is written: its place in the label, and the language that it is in; nil for a name that is in none.
    struct Shown: Hashable {
        var index: Int
        var language: String?
    }

    /// The wordings of a label that are written: those in their own language; the first, without one, where there are none.
    mutating func shown(_ label: Label) -> [Shown] {
        if label.origin == .name {
            return [Shown(index: 0, language: languages.contains(0) ? codebook.locales[0] : nil)]
        }
        var shown: [Shown] = []
        var unspoken: Int?
        for language in languages where label.wordings.indices.contains(language) {
            let state = label.wordings[language].state
            switch state {
            case .missing where label.origin == .program: unspoken = unspoken ?? language
            case .missing: untranslated[language, default: 0] += 1
            case .stale, .current:
                if state == .stale { stale[language, default: 0] += 1 }
                shown.append(Shown(index: language, language: codebook.locales[language]))
            }
        }
        // The program's words are English where it does not speak a language: who reads that one has no others.
        if let unspoken, !shown.contains(where: { $0.language.map(Self.isEnglish) ?? false }) {
            // What they quote of the author's is in the language of the wording: English, where the survey has that too.
            let english = label.wordings.indices.first { Self.isEnglish(codebook.locales[$0]) }
            shown.append(Shown(index: english ?? unspoken, language: "en"))
        }
        return shown.isEmpty ? [Shown(index: 0, language: nil)] : shown
    }

    private static func isEnglish(_ tag: String) -> Bool { tag == "en" || tag.hasPrefix("en-") }

    /// What is to be said of translations.
    func losses(format: String) -> LossReport {
        var report = LossReport(format: format, survey: codebook.survey.name)
        for language in languages {
            let locale = codebook.locales[language]
            if let count = untranslated[language] {
                report.add(
                    Loss(
                        .leftOut, of: locale, count: count,
                        "has labels that are not translated; they stand in the languages that have them"))
            }
            if let count = stale[language] {
                report.add(
                    Loss(
                        .simplified, of: locale, count: count,
                        "has labels whose source has changed since; DDI cannot mark them"))
            }
        }
        return report
    }
}
