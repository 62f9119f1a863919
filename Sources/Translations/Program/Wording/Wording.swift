/// An English text and what belongs to it.
struct Wording {
    /// The text; for a counted text the one for 1.
    let source: String
    /// The text for other numbers, in counted texts.
    let plural: String?
    /// What a translator has to know.
    let note: String?

    init(_ source: String, plural: String? = nil, note: String? = nil) {
        self.source = source
        self.plural = plural
        self.note = note
    }
}
