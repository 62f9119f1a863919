public import SurveyModel

extension Survey {
    /// The catalogues that give this survey's translations to another that has the same texts: the one compiled from the
    /// text that this one was written back to. One for each localization, in its order, as `extract` and `merge` write
    /// them: a stale translation is fuzzy, a missing one empty.
    ///
    /// Texts are the same by their place, where all of them agree; else by their key, else by their words. What finds no
    /// partner stays untranslated. `written.localized(with:)` of the catalogues has the localizations of this survey, but
    /// for texts without a partner and for states that a compiler never gives. Linear.
    public func catalogues(for written: Survey) -> [Catalogue] {
        let partners = partners(in: written)
        return localizations.map { localization in
            var catalogue = Catalogue.extract(from: written, language: localization.tag)
            let rule = localization.pluralRule
            catalogue[field: "Plural-Forms"] = rule.field
            for index in catalogue.entries.indices {
                let entry = catalogue.entries[index]
                let forms = entry.plural == nil ? 1 : rule.forms
                catalogue.entries[index].translations = Array(repeating: "", count: forms)
                let identity = SourceText.Identity(key: entry.context ?? "", source: entry.source)
                guard let partner = partners[identity], localization.texts.indices.contains(partner) else {
                    continue
                }
                let text = localization.texts[partner]
                guard text.state != .missing else { continue }
                let words = entry.plural == nil ? [text.template] : text.forms
                guard words.count == forms else { continue }
                catalogue.entries[index].translations = words
                catalogue.entries[index].isFuzzy = text.state == .stale
            }
            return catalogue
        }
    }

    /// For each text of the other survey the one of this survey that it is.
    private func partners(in written: Survey) -> [SourceText.Identity: Int] {
        var partners: [SourceText.Identity: Int] = [:]
        func identity(_ text: Text) -> SourceText.Identity { .init(key: text.key, source: text.source) }
        if written.texts.count == texts.count,
            zip(written.texts, texts).allSatisfy({ $0.source == $1.source })
        {
            for (index, text) in written.texts.enumerated() where partners[identity(text)] == nil {
                partners[identity(text)] = index
            }
            return partners
        }
        var exact: [SourceText.Identity: Int] = [:]
        var bySource: [String: Int] = [:]
        for (index, text) in texts.enumerated() {
            if exact[identity(text)] == nil { exact[identity(text)] = index }
            if bySource[text.source] == nil { bySource[text.source] = index }
        }
        for text in written.texts {
            if let index = exact[identity(text)] ?? bySource[text.source] { partners[identity(text)] = index }
        }
        return partners
    }
}
