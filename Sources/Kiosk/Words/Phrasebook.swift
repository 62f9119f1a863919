internal import Translations

/// What the program says in each language, read and made when a language is first spoken: that takes longer than painting a
/// screen, most interviews speak one language, and a kiosk holds many interviews.
final class Phrasebook {
    /// What a language decides.
    struct Phrases {
        var texts: ProgramTexts
        var writing: NumberWriting
        var dates: DateWriting
    }

    private let read: (String) -> [Catalogue]
    private var catalogues: [String: [Catalogue]] = [:]
    private var known: [String: Phrases] = [:]

    /// A book of catalogues that are at hand.
    convenience init(_ catalogues: [Catalogue]) { self.init { _ in catalogues } }

    /// A book that reads the catalogues for a language, once, when it is first spoken or named.
    init(reading: @escaping (String) -> [Catalogue]) { read = reading }

    /// What is said in a language.
    subscript(locale: String) -> Phrases {
        if let phrases = known[locale] { return phrases }
        let texts = ProgramTexts(locale: locale, catalogues: catalogues(for: locale))
        let phrases = Phrases(
            texts: texts, writing: NumberWriting(locale: locale),
            dates: DateWriting(locale: locale, texts: texts))
        known[locale] = phrases
        return phrases
    }

    /// What a language calls itself; its tag where the program does not speak it.
    func name(of tag: String) -> String { LanguageNames.name(of: tag, catalogues(for: tag)) }

    private func catalogues(for locale: String) -> [Catalogue] {
        if let read = catalogues[locale] { return read }
        let found = read(locale)
        catalogues[locale] = found
        return found
    }
}
