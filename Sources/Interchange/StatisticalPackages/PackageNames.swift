/// Makes names that a statistical package takes of names of columns, each once.
struct PackageNames {
    /// What a package allows.
    struct Rule {
        /// The most bytes of a name.
        var length: Int
        /// The characters that may stand in a name beside letters and digits.
        var others: Set<Character>
        /// What a name may begin with beside a letter.
        var first: Set<Character>
        /// Words that are no names, by their small letters.
        var isReserved: (String) -> Bool
    }

    /// The name of each column, in their order.
    private(set) var names: [String]
    /// The columns whose names changed by more than `_` for a character that the package does not have.
    private(set) var renamed: [Int] = []
    /// How many names have only `_` in place of such a character.
    private(set) var cleaned: [Int] = []
    private let rule: Rule
    private var taken: Set<String> = []
    /// The next number behind names that are taken.
    private var numbers: [String: Int] = [:]

    /// Names columns. The first `keys`, which belong to the response, have their names whatever others are called. Of the others
    /// those that need no change keep their names whatever comes before them; of those that do the first comes first. `isText`
    /// says of a column that it is what was typed at an option.
    init(_ originals: [String], keys: Int = 0, isText: [Bool] = [], _ rule: Rule) {
        self.rule = rule
        names = originals
        change(Array(originals.indices.prefix(keys)), originals, isText)
        var changing: [Int] = []
        for (index, original) in originals.enumerated().dropFirst(keys) {
            let name = clean(original)
            if name != original || !take(name) { changing.append(index) }
        }
        change(changing, originals, isText)
    }

    /// Finds names for columns that cannot keep theirs.
    private mutating func change(_ columns: [Int], _ originals: [String], _ isText: [Bool]) {
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
    func losses(of originals: [String], package: String) -> [Loss] {
        var losses: [Loss] = []
        for index in cleaned {
            losses.append(
                Loss(
                    .renamed, of: originals[index], as: names[index],
                    "has _ for what \(package) does not take in a name"))
        }
        for index in renamed {
            losses.append(
                Loss(
                    .renamed, of: originals[index], as: names[index],
                    "has another name, since \(package) does not take its own or has it already"))
        }
        return losses
    }
}
