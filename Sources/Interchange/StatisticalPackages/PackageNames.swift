public import Codebook

/// The names that columns have in a statistical package, each once: `response:id` is `response_id`.
///
/// What is not allowed becomes `_`; a word of the package's language has `v_` before it, and where a name is taken, `_text`
/// stands behind what was typed at an option, and `_2`, `_3` … behind others. Names differ in more than capital letters, also
/// where the package tells `A` from `a`.
///
/// ```swift
/// PackageNames(["failings:other"], .stata).names    // ["failings_other"]
/// ```
public struct PackageNames: Sendable {
    /// The name of each column, in their order.
    public let names: [String]
    /// What is said of them in a report: one loss for all characters that became `_`, and one for each name that changed
    /// otherwise.
    public let losses: [Loss]

    /// Names columns by the rule of a package. Linear.
    public init(_ columns: [Column], of codebook: Codebook, _ rule: PackageNameRule) {
        self.init(
            columns.map(\.name), keys: columns.prefix { $0.variable == nil }.count,
            isText: columns.map { $0.isOptionText(in: codebook) }, rule)
    }

    /// Names the columns of a roster's table, before which the response's id stands. Linear.
    init(_ roster: ColumnLayout.RosterTable, of codebook: Codebook, _ rule: PackageNameRule) {
        let id = Column(name: "response:id", source: .response(.id), kind: .text)
        let columns = roster.columns.map { column in
            switch column {
            case .instance(let name, _): Column(name: name, source: id.source, kind: id.kind)
            case .stem(let column): column
            }
        }
        self.init([id] + columns, of: codebook, rule)
    }

    /// Names anything. The first `keys`, which belong to the response, have their names whatever others are called;
    /// `isText` says of a column that it is what was typed at an option. Linear.
    public init(_ originals: [String], keys: Int = 0, isText: [Bool] = [], _ rule: PackageNameRule) {
        var naming = Naming(originals, isText: isText, rule)
        naming.nameAll(keys: keys)
        names = naming.names
        losses = naming.losses
    }
}

/// Finds the names one after the other.
private struct Naming {
    private let originals: [String]
    private let isText: [Bool]
    private let rule: PackageNameRule
    private(set) var names: [String]
    /// The columns whose names changed by more than `_` for a character that the package does not have.
    private var renamed: [Int] = []
    /// The columns whose names only have `_` in place of such a character.
    private var cleaned: [Int] = []
    private var taken: Set<String> = []
    /// The next number behind names that are taken.
    private var numbers: [String: Int] = [:]

    init(_ originals: [String], isText: [Bool], _ rule: PackageNameRule) {
        self.originals = originals
        self.isText = isText
        self.rule = rule
        names = originals
    }

    /// Of those that are no keys, names that need no change stay whatever comes before them; of the others the first comes
    /// first.
    mutating func nameAll(keys: Int) {
        change(Array(originals.indices.prefix(keys)))
        var changing: [Int] = []
        for (index, original) in originals.enumerated().dropFirst(keys) {
            let name = clean(original)
            if name != original || !take(name) { changing.append(index) }
        }
        change(changing)
    }

    /// Finds names for columns that cannot keep theirs.
    private mutating func change(_ columns: [Int]) {
        for index in columns {
            let name = clean(originals[index])
            let whole =
                name.utf8.count <= rule.length && name.count == originals[index].count
                && !rule.isReserved(name)
            if whole, take(name) {
                names[index] = name
                if name == originals[index] { continue }
                cleaned.append(index)
            } else {
                names[index] = free(name, isText: isText.indices.contains(index) && isText[index])
                renamed.append(index)
            }
        }
    }

    /// Every character that is not allowed becomes `_`.
    private func clean(_ original: String) -> String {
        var name = String(
            original.map { character in
                character.isASCII && (character.isLetter || character.isNumber)
                    || rule.others.contains(character) ? character : "_"
            })
        if name.last == "." { name = name.dropLast() + "_" }
        if let first = name.first, first.isLetter || rule.first.contains(first) { return name }
        return "v" + name
    }

    /// Takes a name if it is allowed and nobody has it.
    private mutating func take(_ name: String) -> Bool {
        name.utf8.count <= rule.length && !rule.isReserved(name) && taken.insert(name.lowercased()).inserted
    }

    /// The name, with `v_` before a word of the language, or the first of it with `_text`, `_2`, `_3` … that is free.
    private mutating func free(_ original: String, isText: Bool) -> String {
        // A number behind it would not help all words: Stata takes `str5_2` for a type as well.
        let name = rule.isReserved(original) ? "v_" + original : original
        // What is allowed is ASCII, so bytes are characters.
        var whole = name.prefix(rule.length)
        while whole.last == "." { whole.removeLast() }
        if take(String(whole)) { return String(whole) }
        if isText {
            let text = name.prefix(rule.length - 5) + "_text"
            if take(String(text)) { return String(text) }
        }
        // Numbers go on where the last name that began like this stopped.
        let stem = whole.lowercased()
        while true {
            let number = numbers[stem, default: 2]
            numbers[stem] = number + 1
            let suffix = "_\(number)"
            let candidate = name.prefix(rule.length - suffix.utf8.count) + suffix
            if take(String(candidate)) { return String(candidate) }
        }
    }

    /// What the names lose. Those that only have another character are told alike, so that they stand on one line.
    var losses: [Loss] {
        func losses(_ columns: [Int], _ message: String) -> [Loss] {
            columns.map { Loss(.renamed, of: originals[$0], as: names[$0], message) }
        }
        return losses(cleaned, "has _ for what \(rule.package) does not take in a name")
            + losses(
                renamed, "has another name, since \(rule.package) does not take its own or has it already")
    }
}
