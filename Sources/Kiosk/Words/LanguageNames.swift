internal import Translations

/// What languages call themselves.
enum LanguageNames {
    /// The name of a language in that language; its tag where the program does not speak it.
    ///
    /// One look through the catalogue of the language: making all its texts would be felt between a key and its screen.
    static func name(of tag: String, _ catalogues: [Catalogue]) -> String {
        let text = ProgramText.languageName
        for candidate in LanguageTag.fallbacks(of: tag) {
            guard let catalogue = catalogues.first(where: { $0.language == candidate }) else { continue }
            let entry = catalogue.entries.first {
                $0.context == text.rawValue && !$0.flags.contains("fuzzy") && !$0.isObsolete
            }
            if let name = entry?.translations.first, !name.isEmpty { return name }
        }
        return tag.prefix { $0 != "-" } == "en" ? text.source : tag
    }
}
