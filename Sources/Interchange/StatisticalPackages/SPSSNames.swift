public import Codebook

/// The names that columns have in SPSS and PSPP: `response:id` is `response_id`.
///
/// A name has at most 64 bytes and begins with a letter or `@`; points stay, but not at the end. Names are told apart
/// without regard to case, and the words of the language (`ALL`, `BY`, `TO` …) are none. What is not allowed becomes `_`;
/// a word of the language has `v_` before it, and
/// where a name is taken, `_text` stands behind what was typed at an option, and `_2`, `_3` … behind others.
///
/// Source: IBM SPSS Statistics, Command Syntax Reference, "Variable Names".
public struct SPSSNames: Sendable {
    /// The name of each column, in their order.
    public let names: [String]
    /// What is said of them in a report: one loss for all colons, and one for each name that changed otherwise.
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
        losses = names.losses(of: originals, package: "SPSS")
    }

    private static let reserved: Set<String> = [
        "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
    ]

    private static var rule: PackageNames.Rule {
        PackageNames.Rule(
            length: 64, others: ["_", ".", "$", "#", "@"], first: ["@"],
            isReserved: { reserved.contains($0.lowercased()) })
    }
}

extension Column {
    /// Whether it has what was typed at an option.
    func isOptionText(in codebook: Codebook) -> Bool {
        variable.map { codebook.variables[$0].role == .specify } ?? false
    }
}
