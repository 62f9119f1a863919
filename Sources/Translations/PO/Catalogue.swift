public import SurveyModel

/// A gettext catalogue: the texts of a survey, or of the program, in one language.
///
/// Entries and comments keep their order, and whatever the project has no use for itself is kept too, so that a
/// file which other tools wrote loses nothing on its way through `merge`.
///
/// Source: GNU gettext manual 0.21, "The Format of PO Files".
public struct Catalogue: Hashable, Sendable {
    /// The first entry, whose source is empty; its translation holds the header fields, one a line.
    public var header: Entry
    /// All other entries, obsolete ones included, in the order of the file.
    public var entries: [Entry]
    /// Comments that stand after the last entry.
    public var closingComments: [String]

    /// Makes a catalogue.
    public init(header: Entry = Entry(source: "", translations: [""]), entries: [Entry] = []) {
        self.header = header
        self.entries = entries
        closingComments = []
    }

    /// A header field by its name, without regard to case; nil if there is none, or to remove it.
    ///
    /// Linear in the length of the header.
    public subscript(field name: String) -> String? {
        get {
            headerLines.lazy.compactMap { Self.value(of: name, in: $0) }.first
        }
        set {
            var lines = headerLines
            let index = lines.firstIndex { Self.value(of: name, in: $0) != nil }
            switch (index, newValue) {
            case (let index?, let value?): lines[index] = "\(name): \(value)"
            case (let index?, nil): lines.remove(at: index)
            case (nil, let value?): lines.append("\(name): \(value)")
            case (nil, nil): return
            }
            header.translations = [lines.map { $0 + "\n" }.joined()]
        }
    }

    /// The BCP 47 tag of the language translated into, from the header field `Language`; empty in a template.
    public var language: String { LanguageTag.canonical(self[field: "Language"] ?? "") }

    /// What the catalogue translates: the first word of `Project-Id-Version`. A survey's name, or `sondeo`.
    public var project: String? {
        self[field: "Project-Id-Version"]?.split(separator: " ").first.map(String.init)
    }

    /// The rule of `Plural-Forms`; nil if there is none or it cannot be understood.
    public var pluralRule: PluralRule? {
        self[field: "Plural-Forms"].flatMap { try? PluralRule(parsing: $0) }
    }

    /// The header as lines without their ends.
    private var headerLines: [String] {
        (header.translations.first ?? "").utf8.split(separator: UInt8(ascii: "\n")).map { line in
            String(decoding: line, as: UTF8.self)
        }
    }

    private static func value(of name: String, in line: String) -> String? {
        guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name.lowercased() else {
            return nil
        }
        var value = line[line.index(after: colon)...]
        while value.first == " " { value.removeFirst() }
        while value.last == " " { value.removeLast() }
        return String(value)
    }

    /// One text and its translation.
    public struct Entry: Hashable, Sendable {
        /// `msgctxt`: the text's stable key.
        public var context: String?
        /// `msgid`: the source text that was translated.
        public var source: String
        /// `msgid_plural`: the source text for other numbers than 1.
        public var plural: String?
        /// `msgstr`: one text, or one for each plural form; empty texts are not translated yet.
        public var translations: [String]
        /// `#,`: `fuzzy` and others.
        public var flags: [String]
        /// `#`: the translators' own comments, a line each.
        public var comments: [String]
        /// `#.`: notes of the author to the translators, a line each.
        public var notes: [String]
        /// `#:`: where the text stands, a line each.
        public var references: [String]
        /// `#|`: the source text that a fuzzy translation was made for.
        public var previous: Previous?
        /// `#~`: whether the text is gone from the source.
        public var isObsolete: Bool
        /// The line of its `msgctxt` or `msgid` in the file it was read from, counted from 1.
        public var line: Int?

        /// Makes an entry.
        public init(
            context: String? = nil, source: String, plural: String? = nil, translations: [String],
            flags: [String] = [], comments: [String] = [], notes: [String] = [], references: [String] = [],
            previous: Previous? = nil, isObsolete: Bool = false, line: Int? = nil
        ) {
            self.context = context
            self.source = source
            self.plural = plural
            self.translations = translations
            self.flags = flags
            self.comments = comments
            self.notes = notes
            self.references = references
            self.previous = previous
            self.isObsolete = isObsolete
            self.line = line
        }

        /// Whether a translator or `merge` marked the translation as one to be looked at again.
        ///
        /// Setting it adds or removes the flag.
        public var isFuzzy: Bool {
            get { flags.contains("fuzzy") }
            set {
                flags.removeAll { $0 == "fuzzy" }
                if newValue { flags.insert("fuzzy", at: 0) }
            }
        }

        /// Whether every form has a text.
        public var isTranslated: Bool { !translations.isEmpty && !translations.contains("") }
    }

    /// What an entry said before its source changed.
    public struct Previous: Hashable, Sendable {
        /// `#| msgctxt`.
        public var context: String?
        /// `#| msgid`.
        public var source: String?
        /// `#| msgid_plural`.
        public var plural: String?

        /// Makes a record of what an entry said.
        public init(context: String? = nil, source: String? = nil, plural: String? = nil) {
            self.context = context
            self.source = source
            self.plural = plural
        }
    }
}
