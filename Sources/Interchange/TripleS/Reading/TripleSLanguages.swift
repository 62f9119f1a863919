internal import SurveyModel

/// The languages of definitions: the one that a survey is written in, and those that it is translated into.
///
/// A text of Triple-S has words that name no language, and beside them `text` elements that name one. The words without are in
/// the language that `xml:lang` of the file names (3.0), or in the first of its `languages`; unless there are other words in
/// that one: then the file does not say what language they are in.
struct TripleSLanguages {
    /// The language that a survey is written in, as a tag of the survey language.
    let tag: String
    /// The other languages that texts are in.
    let others: [String]
    /// What an author should look at, each a sentence about the file.
    let remarks: [String]
    /// The language of the words that name none; nil where it is not known.
    let own: String?
    /// Whether the file names a language at all.
    let isNamed: Bool
    /// The tags of the languages that the file names.
    private let tags: [String: String]

    /// How many languages a file may name.
    static let limit = 50

    /// Finds them. `locale` is the language that a survey is to be written in. Throws `TripleSFault` where nothing is in it, and
    /// for more languages than `limit`. Linear.
    init(_ definitions: TripleSDefinitions, locale: String? = nil) throws(TripleSFault) {
        let texts = definitions.texts
        var names = TripleSLanguageNames()
        for name in definitions.languages { names.add(name) }
        for text in texts {
            for wording in text.wordings { if let name = wording.language { names.add(name) } }
        }
        guard names.tags.count + names.strange.count <= Self.limit else {
            throw TripleSFault("it names more than \(Self.limit) languages")
        }
        tags = names.tags
        var remarks = names.strange.map {
            "names the language \"\($0.excerpt)\", which is no tag such as en or pt-BR"
        }
        let said = definitions.language.flatMap(Self.tag)
        let wanted = locale.flatMap(Self.tag)
        isNamed = said != nil || !names.found.isEmpty
        if let said {
            own = said
        } else if let first = names.found.first, Self.hasTwo(texts, first, names.tags) {
            let isEnglishThere = names.found.contains { $0 == "en" || $0.hasPrefix("en-") }
            own = isEnglishThere ? nil : "en"
            if !isEnglishThere {
                remarks.append("does not say which language its own texts are in; en is taken")
            }
        } else {
            own = names.found.first ?? wanted ?? "en"
        }
        var all = names.found
        if let own, !all.contains(own) { all.insert(own, at: 0) }
        let used = Self.used(texts, own, names.tags)
        // A language that is only announced has nothing to be translated with.
        all = all.filter(used.contains)
        let first = own ?? all.first ?? "en"
        if let locale {
            let start = (wanted ?? locale).lowercased()
            guard
                let chosen = all.first(where: { $0.lowercased() == start })
                    ?? all.first(where: { $0.lowercased().hasPrefix(start + "-") })
                    ?? (isNamed ? nil : first)
            else {
                let seen = all.isEmpty ? first : all.joined(separator: ", ")
                throw TripleSFault("its texts are in \(seen), and not in \(locale.excerpt)")
            }
            tag = chosen
        } else {
            tag = first
        }
        let chosen = tag
        others = all.filter { $0 != chosen }
        self.remarks = remarks
    }

    /// The words of the survey's own language; where a text has none, those that there are.
    func words(_ text: TripleSDefinitions.Text) -> String {
        if let words = words(text, in: tag) { return words }
        if !text.plain.isEmpty { return text.plain }
        return text.wordings.first { $0.mode != "analysis" }?.text ?? text.wordings.first?.text ?? ""
    }

    /// The words for respondents in a language: those for interviews, then those for anything, then those for tables; nil where
    /// there are none.
    func words(_ text: TripleSDefinitions.Text, in tag: String) -> String? {
        let isOwn = tag == own
        let fitting = text.wordings.filter { isIn(tag, $0) && !$0.text.isEmpty }
        let words =
            fitting.first { $0.mode == "interview" } ?? fitting.first { $0.mode == nil && $0.language != nil }
        if let words { return words.text }
        return isOwn && !text.plain.isEmpty ? text.plain : fitting.first?.text
    }

    /// The words for tables, where they are others than those for respondents.
    func analysis(_ text: TripleSDefinitions.Text) -> String? {
        let words = text.wordings.first { $0.mode == "analysis" && isIn(tag, $0) && !$0.text.isEmpty }?.text
        return words == self.words(text) ? nil : words
    }

    /// The words in English, whatever the survey is written in.
    func english(_ text: TripleSDefinitions.Text) -> [String] {
        func isEnglish(_ tag: String?) -> Bool { tag.map { $0 == "en" || $0.hasPrefix("en-") } ?? false }
        let words = text.wordings.filter { isEnglish($0.language.map { tags[$0] } ?? own) }.map(\.text)
        return isEnglish(own) ? words + [text.plain] : words
    }

    private func isIn(_ tag: String, _ wording: TripleSDefinitions.Text.Wording) -> Bool {
        guard let name = wording.language else { return tag == own }
        return tags[name] == tag
    }

    /// A language as the survey language writes it: `en_GB` is `en-GB`; nil for what is no tag.
    static func tag(_ name: String) -> String? {
        let parts = name.trimmed.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        guard (2...3).contains(parts[0].utf8.count), parts[0].allSatisfy({ $0.isASCII && $0.isLetter }),
            parts.dropFirst().allSatisfy({ $0.utf8.count >= 2 })
        else { return nil }
        let tag = ([parts[0].lowercased()] + parts.dropFirst().map(String.init)).joined(separator: "-")
        return Response.isTag(tag) ? tag : nil
    }

    /// Whether a text has words in a language beside others that name none.
    private static func hasTwo(
        _ texts: [TripleSDefinitions.Text], _ tag: String, _ tags: [String: String]
    ) -> Bool {
        texts.contains { text in
            !text.plain.isEmpty
                && text.wordings.contains { wording in
                    wording.mode == nil && wording.text != text.plain
                        && wording.language.map { tags[$0] == tag } ?? false
                }
        }
    }

    /// The languages that any text is in.
    private static func used(
        _ texts: [TripleSDefinitions.Text], _ own: String?, _ tags: [String: String]
    ) -> Set<String> {
        var used: Set<String> = []
        for text in texts {
            if let own, !text.plain.isEmpty { used.insert(own) }
            for wording in text.wordings where !wording.text.isEmpty {
                if let tag = wording.language.map({ tags[$0] }) ?? own { used.insert(tag) }
            }
        }
        return used
    }
}

/// The names of languages as they are met.
private struct TripleSLanguageNames {
    /// The tags, in the order in which they come; those that only differ in case are one.
    private(set) var found: [String] = []
    /// The tag of each name.
    private(set) var tags: [String: String] = [:]
    /// What is no tag.
    private(set) var strange: [String] = []
    private var known: [String: String] = [:]

    mutating func add(_ name: String) {
        // Whoever names more is refused; nothing is gained by keeping them all.
        guard tags[name] == nil, tags.count + strange.count <= TripleSLanguages.limit else { return }
        guard let tag = TripleSLanguages.tag(name) else {
            if !strange.contains(name) { strange.append(name) }
            return
        }
        if let same = known[tag.lowercased()] {
            tags[name] = same
        } else {
            known[tag.lowercased()] = tag
            tags[name] = tag
            found.append(tag)
        }
    }
}

extension TripleSDefinitions {
    /// All texts that may be in several languages.
    fileprivate var texts: [Text] {
        [title] + (record?.variables ?? []).flatMap { [$0.label] + $0.values.map(\.label) }
    }
}
