/// What a statistical package takes for the name of a variable.
public struct PackageNameRule: Sendable {
    /// The package's name in sentences.
    let package: String
    /// The most bytes of a name.
    let length: Int
    /// The characters that may stand in a name beside letters and digits.
    let others: Set<Character>
    /// What a name may begin with beside a letter.
    let first: Set<Character>
    /// Words of the package's language, in small letters.
    private let words: Set<String>
    /// What followed by a digit begins a word of the language, whatever comes behind; nil for none.
    private let numbered: String?

    /// Whether a name is a word of the language, in capital or small letters.
    func isReserved(_ name: String) -> Bool {
        let small = name.lowercased()
        if words.contains(small) { return true }
        guard let numbered, small.hasPrefix(numbered) else { return false }
        return small.dropFirst(numbered.count).first?.isNumber == true
    }

    /// SPSS and PSPP: at most 64 bytes that begin with a letter or `@`; points stay, but not at the end. `quality.reliable`
    /// keeps its name, and `failings:empathy` is `failings_empathy`.
    ///
    /// Source: IBM SPSS Statistics, Command Syntax Reference, "Variable Names".
    public static let spss = PackageNameRule(
        package: "SPSS", length: 64, others: ["_", ".", "$", "#", "@"], first: ["@"],
        words: ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"],
        numbered: nil)

    /// Stata: at most 32 letters, digits and `_`, the first of them no digit. `quality.reliable` is `quality_reliable`, and
    /// what was typed at the option `failings:other`, `failings.other`, is `failings_other_text`.
    ///
    /// `str1` to `str2045` are types, and the library takes nothing that begins like one.
    /// Source: Stata User's Guide, 11.3 Naming conventions.
    public static let stata = PackageNameRule(
        package: "Stata", length: 32, others: ["_"], first: ["_"],
        words: [
            "_all", "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_se", "_skip", "byte", "double",
            "float", "if", "in", "int", "long", "strl", "using", "with",
        ],
        numbered: "str")
}
