public import SurveyModel

extension Catalogue {
    /// The catalogue brought up to a survey: see `merged(with:)` for source texts.
    public func merged(with survey: Survey) -> Catalogue { merged(with: SourceTexts(survey)) }

    /// The catalogue brought up to its source, in the order of the source. No translation is lost.
    ///
    /// - An unchanged text keeps its translation, comments and flags.
    /// - A text whose source changed keeps its translation as fuzzy, with the source it was made for as `#|`.
    /// - A new text has an empty entry, or gets its old translation back if it was here before.
    /// - A text that is gone becomes obsolete (`#~`) if it was translated.
    ///
    /// Merging twice changes nothing more. Linear.
    public func merged(with source: SourceTexts) -> Catalogue {
        var merged = Catalogue(header: header)
        merged.closingComments = closingComments
        merged[field: "Project-Id-Version"] = source.projectField
        merged.completeHeader()
        let forms = merged.pluralRule?.forms ?? 2
        var active: [String: Int] = [:]
        var retired: [String: Int] = [:]
        // Where one key has several sources, the entry of the same source is the text's own.
        var exact: [Identity: Int] = [:]
        for (index, entry) in entries.enumerated() {
            guard let key = entry.context else { continue }
            if !entry.isObsolete, exact[Identity(key, entry.source)] == nil {
                exact[Identity(key, entry.source)] = index
            }
            // Of several, the one that is translated is worth keeping.
            if entry.isObsolete {
                retired[key] = index
            } else if active[key].map({ !entries[$0].isTranslated }) ?? true {
                active[key] = index
            }
        }
        let wanted = Set(source.texts.map { Identity($0.key, $0.source) })
        var counts: [String: Int] = [:]
        for text in source.texts { counts[text.key, default: 0] += 1 }
        func present(_ text: SourceText) -> Int? {
            let index = active[text.key] ?? retired[text.key]
            guard counts[text.key, default: 0] > 1 else { return index }
            if let index = exact[Identity(text.key, text.source)] { return index }
            // What is another text's own is not taken from it.
            return index.flatMap { index in
                wanted.contains(Identity(text.key, entries[index].source)) ? nil : index
            }
        }
        var used: Set<Int> = []
        var written: Set<Catalogue.Identity> = []
        for text in source.texts where written.insert(Identity(text.key, text.source)).inserted {
            if let index = present(text), used.insert(index).inserted {
                merged.entries.append(entries[index].updated(to: text, forms: forms))
            } else {
                merged.entries.append(Entry(new: text, forms: forms))
            }
        }
        for (index, entry) in entries.enumerated() where !used.contains(index) {
            guard entry.translations.contains(where: { !$0.isEmpty }),
                written.insert(Identity(entry.context, entry.source)).inserted
            else { continue }
            var entry = entry
            entry.isObsolete = true
            entry.notes = []
            entry.references = []
            merged.entries.append(entry)
        }
        return merged
    }

    private struct Identity: Hashable {
        let context: String?
        let source: String

        init(_ context: String?, _ source: String) {
            self.context = context
            self.source = source
        }
    }
}

extension Catalogue.Entry {
    fileprivate init(new text: SourceText, forms: Int) {
        self.init(
            context: text.key, source: text.source, plural: text.plural,
            translations: Array(repeating: "", count: text.plural == nil ? 1 : forms), notes: text.noteLines)
    }

    fileprivate func updated(to text: SourceText, forms: Int) -> Catalogue.Entry {
        var entry = self
        entry.isObsolete = false
        entry.notes = text.noteLines
        let wanted = text.plural == nil ? 1 : forms
        if translations.count != wanted || (plural == nil) != (text.plural == nil) {
            let filler = text.plural == nil || plural == nil ? translations.first ?? "" : ""
            entry.translations = (0..<wanted).map { $0 < translations.count ? translations[$0] : filler }
        }
        let hasText = translations.contains { !$0.isEmpty }
        if source == text.source, plural == text.plural {
            // What was fuzzy stays so: only a translator can tell whether it fits.
            if !isFuzzy { entry.previous = nil }
            return entry
        }
        entry.source = text.source
        entry.plural = text.plural
        entry.isFuzzy = hasText
        // The source that the translation was made for: an older one if it was not looked at since.
        entry.previous =
            hasText
            ? (isFuzzy ? previous : nil) ?? Catalogue.Previous(source: source, plural: plural) : nil
        return entry
    }
}
