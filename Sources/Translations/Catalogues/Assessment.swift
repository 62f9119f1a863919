internal import SurveyModel

/// How each of the source texts stands in one language.
struct Assessment {
    /// One for each source text, in order.
    var standings: [Standing]
    /// What is wrong, in the order of the texts; then what is unused, in the order of the catalogue.
    var findings: [CatalogueFinding]

    /// How one text stands.
    struct Standing {
        var state: LocalizedText.State
        /// One text, or one for each plural form; empty if the state is missing.
        var translations: [String]
    }

    /// Assesses a catalogue; without one every text is missing. Linear: each key is looked up once.
    ///
    /// What a library's catalogue has beside the texts asked for is not unused: a survey need not use all of it.
    init(of catalogue: Catalogue?, language: String, for source: SourceTexts) {
        var counts: [String: Int] = [:]
        for text in source.texts { counts[text.key, default: 0] += 1 }
        // Where one key has several sources, each has its own entry.
        var exact: [SourceText.Identity: Catalogue.Entry] = [:]
        let rule = catalogue?.pluralRule
        var entries = [String: Catalogue.Entry](minimumCapacity: source.texts.count)
        var unused: [CatalogueFinding] = []
        var ambiguous: [String: CatalogueFinding] = [:]
        for entry in catalogue?.entries ?? [] where !entry.isObsolete {
            guard let key = entry.context, let count = counts[key] else {
                if source.owner == .library { continue }
                let name =
                    entry.context.map { "'\(excerpt($0))'" } ?? "without msgctxt (\(excerpt(entry.source)))"
                unused.append(
                    CatalogueFinding(
                        kind: .unused, severity: .warning, language: language, key: entry.context,
                        line: entry.line,
                        message: "\(source.project) has no text \(name); "
                            + "run 'sondeo translate merge' to set the entry aside"))
                continue
            }
            let identity = SourceText.Identity(key: key, source: entry.source)
            if count > 1, exact[identity] == nil { exact[identity] = entry }
            if let first = entries[key] {
                if count > 1 { continue }
                let place = first.line.map { ", the first in line \($0)" } ?? ""
                ambiguous[key] = CatalogueFinding(
                    kind: .ambiguous, severity: .error, language: language, key: key, line: entry.line,
                    message: "two entries translate '\(excerpt(key))'\(place); delete one of them")
            } else {
                entries[key] = entry
            }
        }
        standings = []
        findings = []
        standings.reserveCapacity(source.texts.count)
        for text in source.texts {
            guard let entry = exact[text.identity] ?? entries[text.key], entry.isTranslated else {
                standings.append(Standing(state: .missing, translations: []))
                continue
            }
            let isStale = entry.isFuzzy || entry.source != text.source || entry.plural != text.plural
            if let finding = ambiguous[text.key] {
                findings.append(finding)
                standings.append(Standing(state: .missing, translations: []))
            } else if let (kind, message) = Self.problem(of: entry, for: text, rule: rule) {
                // A stale text that no longer fits was to be expected; it is asked for again as missing.
                findings.append(
                    CatalogueFinding(
                        kind: kind, severity: isStale ? .warning : .error, language: language, key: text.key,
                        line: entry.line, message: message))
                standings.append(Standing(state: .missing, translations: []))
            } else {
                if text.isOneLine,
                    let width = entry.translations.lazy.filter({ $0.utf8.count > SourceText.widestLine })
                        .map(\.count).max(),
                    width > SourceText.widestLine
                {
                    findings.append(
                        CatalogueFinding(
                            kind: .wide, severity: .warning, language: language, key: text.key,
                            line: entry.line,
                            message:
                                "the translation of '\(excerpt(text.key))' has \(width) characters, more than a line "
                                + "of a terminal; say it in \(SourceText.widestLine)"))
                }
                standings.append(
                    Standing(state: isStale ? .stale : .current, translations: entry.translations))
            }
        }
        findings += unused
    }

    /// Why a translation cannot be shown.
    private static func problem(
        of entry: Catalogue.Entry, for text: SourceText, rule: PluralRule?
    ) -> (CatalogueFinding.Kind, String)? {
        // Worded only where something is wrong.
        var key: String { "'\(excerpt(text.key))'" }
        guard (entry.plural != nil) == (text.plural != nil),
            entry.translations.count == (text.plural == nil ? 1 : rule?.forms ?? 0)
        else {
            return (
                .plural,
                text.plural == nil
                    ? "the text of \(key) is not counted; translate it with a plain msgstr"
                    : "the text of \(key) is counted; translate it with a msgstr[n] for each form of Plural-Forms"
            )
        }
        let wanted = Placeholders(in: [text.source, text.plural ?? text.source])
        for (form, translation) in entry.translations.enumerated() {
            if let scalar = translation.unicodeScalars.first(where: {
                TextRule.isForbidden($0) && !($0 == "\n" && text.source.unicodeScalars.contains("\n"))
            }) {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
                return (.characters, "the translation of \(key) has the character U+\(padded); delete it")
            }
            let template = Template(translation)
            if let problem = template.problems.first {
                return (.placeholders, "the translation of \(key): \(excerpt(problem))")
            }
            let found = Placeholders(in: [translation])
            if let name = found.names.subtracting(wanted.names).min() {
                let known =
                    wanted.names.isEmpty
                    ? "it has none"
                    : "it has \(wanted.names.sorted().map { "{\($0)}" }.joined(separator: ", "))"
                return (
                    .placeholders,
                    "the source of \(key) has no {\(excerpt(name))}: \(known); write that instead"
                )
            }
            var lacking = wanted.names.subtracting(found.names)
            // A form for one number alone may spell it out.
            if let rule, text.plural != nil, lacking.contains(text.countName),
                (0...1_000).count(where: { rule.form(for: $0) == form }) == 1
            {
                lacking.remove(text.countName)
            }
            if let name = lacking.min() {
                return (
                    .placeholders,
                    "the translation of \(key) lacks {\(excerpt(name))}; put it where the value belongs"
                )
            }
            if let name = found.bare.subtracting(wanted.bare).min() {
                return (
                    .placeholders,
                    "the translation of \(key) has {\(excerpt(name))} without the words for a missing answer; "
                        + "write {\(excerpt(name)) | words}"
                )
            }
        }
        return nil
    }
}

/// The placeholders of a template, whatever their order.
private struct Placeholders {
    /// All names.
    var names: Set<String> = []
    /// Names that stand without a fallback.
    var bare: Set<String> = []

    init(in templates: [String]) {
        for template in templates {
            for case .pipe(let name, let fallback) in Template(template).pieces {
                names.insert(name)
                if fallback == nil { bare.insert(name) }
            }
        }
    }
}
