/// How fast people read a language silently.
///
/// English is 238 words a minute (M. Brysbaert, "How many words do we read per minute? A review and meta-analysis of
/// reading rate", Journal of Memory and Language 109, 2019). Other languages are as much faster or slower as readers of
/// the same texts were in S. Trauzettel-Klosinski and K. Dietz, "Standardized assessment of reading performance: the new
/// International Reading Speed Texts IReST", Investigative Ophthalmology and Visual Science 53, 2012, and for Greek in
/// A. Gleni et al., Optometry and Vision Science 96, 2019. A language that is in neither is read as the mean of those of
/// 2012.
public struct ReadingSpeed: Hashable, Sendable {
    /// Words a minute; characters where the language is written without spaces between words.
    public var perMinute: Double
    /// What is counted.
    public var unit: Unit
    /// Whether the language was measured.
    public var isMeasured: Bool

    /// What a text is measured in.
    public enum Unit: Hashable, Sendable {
        /// What stands between spaces.
        case words
        /// Letters and signs, spaces left out.
        case characters
    }

    /// The speed of a language, a BCP 47 tag, of which the first part counts.
    public init(language: String) {
        let primary = language.prefix { $0 != "-" && $0 != "_" }.lowercased()
        let silent = Self.silentEnglish / (Self.aloud["en"] ?? 1)
        unit = Self.charactersAloud[primary] == nil ? .words : .characters
        if let rate = Self.charactersAloud[primary] ?? Self.aloud[primary] {
            perMinute = rate * silent
            isMeasured = true
        } else {
            perMinute = Self.meanAloud * silent
            isMeasured = false
        }
    }

    /// The seconds that a text takes. What is piped into it counts as a word.
    public func seconds(_ text: String) -> Double {
        let count =
            switch unit {
            case .words: text.split { $0.isWhitespace }.count
            case .characters: text.count { !$0.isWhitespace }
            }
        return Double(count) * 60 / perMinute
    }

    /// Words a minute read silently in English non-fiction: Brysbaert 2019, abstract.
    private static let silentEnglish = 238.0
    /// Words a minute of the same texts read aloud: Trauzettel-Klosinski and Dietz 2012, table of the 17 languages; Greek
    /// from Gleni et al. 2019, abstract.
    private static let aloud: [String: Double] = [
        "ar": 138, "de": 179, "el": 208, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
        "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
    ]
    /// Characters a minute, from the same table.
    private static let charactersAloud: [String: Double] = ["ja": 357, "zh": 255]
    /// Words a minute over the 17 languages, from the abstract of 2012.
    private static let meanAloud = 184.0
}
