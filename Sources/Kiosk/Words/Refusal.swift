/// Why an entry cannot be an answer, in the respondent's language.
struct Refusal: Hashable, Sendable {
    /// What is said, in lines.
    var why: [String]
    /// Whether it already says what can be entered instead.
    var saysHow = false

    init(_ why: String..., saysHow: Bool = false) { self.init(why, saysHow: saysHow) }

    init(_ why: [String], saysHow: Bool = false) {
        self.why = why
        self.saysHow = saysHow
    }
}
