public import Codebook

/// The names that columns have in Stata: `failings:empathy` is `failings_empathy`, and what was typed at the option,
/// `failings.other`, is `failings_other_text`.
///
/// A name has at most 32 letters, digits and `_`, and does not begin with a digit. The words of the language (`if`, `in`,
/// `_n`, `str5` …) are none. What is not allowed becomes `_`; a word of the language has `v_` before it, and
/// where a name is taken, `_text`, `_2`, `_3` … stand
/// behind. Stata tells `A` from `a`; these names differ in more.
///
/// Source: Stata User's Guide, 11.3 Naming conventions.
public struct StataNames: Sendable {
    /// The name of each column, in their order.
    public let names: [String]
    /// What is said of them in a report: one loss for all points and colons, and one for each name that changed otherwise.
    public let losses: [Loss]

    /// Names columns. Linear.
    public init(_ columns: [Column], of codebook: Codebook) {
        self.init(
            columns.map(\.name), keys: columns.prefix { $0.variable == nil }.count,
            isText: columns.map { $0.isOptionText(in: codebook) })
    }

    /// Names anything; the first `keys` have their names before others, and `isText` says which are what was typed at an
    /// option.
    public init(_ originals: [String], keys: Int = 0, isText: [Bool] = []) {
        let names = PackageNames(originals, keys: keys, isText: isText, Self.rule)
        self.names = names.names
        losses = names.losses(of: originals, package: "Stata")
    }

    private static let reserved: Set<String> = [
        "_all", "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_se", "_skip", "byte", "double",
        "float",
        "if", "in", "int", "long", "strl", "using", "with",
    ]

    private static var rule: PackageNames.Rule {
        PackageNames.Rule(
            length: 32, others: ["_"], first: ["_"],
            isReserved: { name in
                let small = name.lowercased()
                // str1 to str2045 are types, and the library takes nothing that begins like one.
                let isType = small.hasPrefix("str") && small.dropFirst(3).first.map(\.isNumber) == true
                return isType || reserved.contains(small)
            })
    }
}
