public import SurveyModel

extension Catalogue {
    /// A new catalogue with every text of a survey, nothing translated: a template (`.pot`) without a language, the
    /// start of a translation with one. The texts of the survey's libraries are in catalogues of their own.
    ///
    /// It has no date, so the same survey gives the same bytes.
    public static func extract(from survey: Survey, language: String? = nil) -> Catalogue {
        extract(from: SourceTexts(survey), language: language)
    }

    /// A new catalogue with every text, nothing translated. See `extract(from:language:)` of a survey.
    public static func extract(from source: SourceTexts, language: String? = nil) -> Catalogue {
        var catalogue = Catalogue()
        catalogue.header.comments = [
            source.description, "How to translate them: Documentation/Translations.md",
        ]
        catalogue.header.translations = [""]
        catalogue[field: "Project-Id-Version"] = source.projectField
        for name in ["PO-Revision-Date", "Last-Translator", "Language-Team"] { catalogue[field: name] = "" }
        catalogue[field: "Language"] = LanguageTag.gettext(language ?? "")
        catalogue.completeHeader()
        let forms = catalogue.pluralRule?.forms ?? 2
        catalogue.entries = source.texts.map { text in
            Entry(
                context: text.key, source: text.source, plural: text.plural,
                translations: Array(repeating: "", count: text.plural == nil ? 1 : forms),
                notes: text.noteLines)
        }
        return catalogue
    }

    /// Adds the header fields that make the file readable as UTF-8 and countable, where they are not there.
    mutating func completeHeader() {
        self[field: "MIME-Version"] = self[field: "MIME-Version"] ?? "1.0"
        self[field: "Content-Type"] = "text/plain; charset=UTF-8"
        self[field: "Content-Transfer-Encoding"] = "8bit"
        if self[field: "Plural-Forms"] == nil {
            self[field: "Plural-Forms"] = PluralForms.field(for: language)
        }
    }
}

extension SourceTexts {
    /// Whose texts they are, in a sentence.
    fileprivate var description: String {
        switch owner {
        case .survey: "The texts of the survey \(project)."
        case .library: "The texts of the library \(project)."
        case .program: "The texts that sondeo itself shows."
        }
    }
}

extension SourceText {
    /// The note as the lines of `#.` comments.
    var noteLines: [String] {
        note.map { $0.split(whereSeparator: \.isNewline).map(String.init) } ?? []
    }
}
