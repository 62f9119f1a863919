/// What the texts of an imported survey say in one further language.
public struct TripleSTranslation: Hashable, Sendable {
    /// The language, as the survey declares it.
    public let language: String
    /// The words by the keys of the survey's texts, `question.Q1.option.Yes`, as templates; a text that nobody translated is
    /// not among them.
    public let texts: [String: String]
}

/// A text that an import wrote, with what it was taken from.
struct TripleSWritten {
    /// By which the survey knows it.
    var key: String
    var text: TripleSDefinitions.Text
    /// What was written.
    var source: String
    /// The number that the label of a point begins with, and that is no part of it.
    var point: String?

    /// The words in another language as a template; nil where there are none.
    func template(in tag: String, _ languages: TripleSLanguages) -> String? {
        if let words = languages.words(text, in: tag) {
            let own = point.map { TripleSPointLabel.label(words, of: $0) } ?? words
            let template = TripleSSourceText.template(own)
            if !template.isEmpty { return template }
        }
        // Digits and signs are the same in every language, and so is what stands for a text that there is none of.
        let source = TripleSSourceText.template(source)
        let isWordless = !source.unicodeScalars.contains { $0.properties.isAlphabetic }
        return isWordless || TripleSSourceText.template(languages.words(text)).isEmpty ? source : nil
    }
}

/// The label of a point of a scale, which programs write with its number before it.
enum TripleSPointLabel {
    /// The label without the number: `Not at all` of `1 - Not at all`.
    static func label(_ words: String, of code: String) -> String {
        let label = words.oneLine
        guard label.hasPrefix(code) else { return label }
        let rest = label.dropFirst(code.count)
        guard let next = rest.first else { return "" }
        guard !next.isNumber, !next.isLetter else { return label }
        return String(rest.drop { " -–—=.:)".contains($0) })
    }
}
