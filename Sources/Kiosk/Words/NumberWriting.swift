internal import FoundationEssentials
internal import SurveyModel

/// How a language writes decimal numbers, as far as reading a typed number needs it.
///
/// Source: CLDR 44, `numbers/symbols` of the languages listed. Regions that differ from their language are listed too.
struct NumberWriting {
    /// The decimal sign.
    let decimal: Character
    /// Signs that may group digits by three.
    let groups: Set<Character>

    init(locale: String) {
        let language = locale.split(separator: "-").first.map(String.init) ?? locale
        let usesComma = Self.commaLanguages.contains(language) && !Self.pointLocales.contains(locale)
        decimal = usesComma ? "," : "."
        groups = usesComma ? [".", " ", "\u{A0}", "\u{202F}"] : [",", " ", "\u{A0}", "\u{202F}"]
    }

    /// Reads a typed number: `-12,5`, `,5`, `1 250`, `1.250,00` where the comma is the decimal sign. The other language's
    /// decimal sign is understood where it cannot be a group of three digits. Nil for anything else.
    func number(_ typed: String) -> Decimal? {
        // What `Decimal` can hold exactly is far shorter; this bounds the work on what is no number.
        guard typed.utf8.count <= 100 else { return nil }
        let isNegative = typed.hasPrefix("-") || typed.hasPrefix("\u{2212}")
        let digits = isNegative ? typed.dropFirst() : typed[...]
        let parts = digits.split(separator: decimal, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first else { return nil }
        let sign = isNegative ? "-" : ""
        if let ungrouped = ungrouped(whole) {
            let leading = ungrouped.isEmpty && parts.count == 2 ? "0" : ungrouped
            return Decimal(exactly: sign + leading + (parts.count == 2 ? "." + parts[1] : ""))
        }
        guard parts.count == 1 else { return nil }
        return Decimal(exactly: sign + digits.map { $0 == "," ? "." : String($0) }.joined())
    }

    /// The number with this language's decimal sign.
    func text(_ number: Decimal) -> String {
        String(number.canonicalText.map { $0 == "." ? decimal : $0 })
    }

    /// The digits without group signs; nil unless they are groups of three behind one to three digits, the first no zero.
    private func ungrouped(_ whole: Substring) -> String? {
        guard let sign = whole.first(where: groups.contains) else { return String(whole) }
        let parts = whole.split(separator: sign, omittingEmptySubsequences: false)
        guard (1...3).contains(parts[0].count), parts[0].first != "0",
            parts.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return parts.joined()
    }

    private static let commaLanguages: Set<String> = [
        "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr",
        "hu", "hy",
        "id", "is", "it", "ka", "kk", "lt", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk",
        "sl", "sq",
        "sr", "sv", "tr", "uk", "uz", "vi",
    ]

    private static let pointLocales: Set<String> = [
        "de-CH", "de-LI", "es-MX", "es-US", "es-419", "es-GT", "es-HN", "es-NI", "es-PA", "es-PE", "es-PR",
        "es-SV", "es-DO",
        "es-CU", "it-CH",
    ]
}
