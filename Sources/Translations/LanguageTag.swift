/// BCP 47 tags and the way gettext writes them.
public enum LanguageTag {
    /// `es_MX` and `es-mx` as `es-MX`; `sr@latin` as `sr-Latn`. Text that is no tag comes back as it is.
    ///
    /// Case: RFC 5646, section 2.1.1.
    static func canonical(_ tag: String) -> String {
        var tag = tag
        for (modifier, script) in ["@latin": "-Latn", "@cyrillic": "-Cyrl"] where tag.hasSuffix(modifier) {
            tag = String(tag.dropLast(modifier.count)) + script
        }
        let subtags = tag.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        return subtags.enumerated().map { index, subtag in
            switch (index, subtag.utf8.count) {
            case (0, _): subtag.lowercased()
            case (_, 2): subtag.uppercased()
            case (_, 4): subtag.prefix(1).uppercased() + subtag.dropFirst().lowercased()
            default: subtag.lowercased()
            }
        }.joined(separator: "-")
    }

    /// A tag as the header field `Language` writes it: `pt_BR`.
    static func gettext(_ tag: String) -> String {
        canonical(tag).split(separator: "-").joined(separator: "_")
    }

    /// The tag and then what is left as subtags are taken off its end: `es-MX`, `es`.
    ///
    /// Source: RFC 4647, section 3.4 ("Lookup").
    public static func fallbacks(of tag: String) -> [String] {
        var subtags = canonical(tag).split(separator: "-").prefix(8)
        var tags: [String] = []
        while !subtags.isEmpty {
            tags.append(subtags.joined(separator: "-"))
            subtags.removeLast()
            if let last = subtags.last, last.count == 1 { subtags.removeLast() }
        }
        return tags
    }
}
