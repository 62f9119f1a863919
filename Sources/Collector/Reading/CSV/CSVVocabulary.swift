internal import SurveyModel

/// What the cells of a column mean, by their bytes: names, codes and labels of options, words for yes and no, kinds of
/// missing, and what a map says.
struct CSVVocabulary: Hashable {
    /// What a cell means.
    enum Meaning: Hashable {
        case missing(Missing)
        /// An answer as it stands in JSON, and which option it is, if it is one.
        case answer(json: String, option: Int)
        /// Whether an option of a set is chosen.
        case flag(Bool)
    }

    /// By the whole cell.
    private(set) var exact: [[UInt8]: Meaning] = [:]
    /// By the cell without spaces around it, letters from A to Z in lower case.
    private(set) var folded: [[UInt8]: Meaning] = [:]
    private var ambiguous: Set<[UInt8]> = []
    /// What is in the tables already for good.
    private var settled: Set<[UInt8]> = []

    /// Adds words of one rank: they yield to those of earlier ranks, and two meanings of one word cancel each other.
    mutating func add(_ words: [(String, Meaning)]) {
        var rank: [[UInt8]: Meaning] = [:]
        var clashes: Set<[UInt8]> = []
        for (word, meaning) in words {
            let key = Array(word.utf8)
            guard !settled.contains(key) else { continue }
            if let other = rank[key], other != meaning { clashes.insert(key) }
            rank[key] = meaning
        }
        for (key, meaning) in rank {
            settled.insert(key)
            if clashes.contains(key) { ambiguous.insert(key) } else { exact[key] = meaning }
        }
        // What differs in letter case only is found by its exact spelling.
        var folds: [[UInt8]: Meaning] = [:]
        var foldClashes: Set<[UInt8]> = []
        for (key, meaning) in rank {
            let fold = Self.fold(key)
            guard folded[fold] == nil else { continue }
            if clashes.contains(key) || folds[fold].map({ $0 != meaning }) ?? false {
                foldClashes.insert(fold)
            }
            folds[fold] = meaning
        }
        for (fold, meaning) in folds where !foldClashes.contains(fold) && !ambiguous.contains(fold) {
            folded[fold] = meaning
        }
    }

    /// What a cell means, if it is a word.
    func meaning(of cell: [UInt8]) -> Meaning? { exact[cell] ?? folded[Self.fold(cell)] }

    /// Whether a word is a number, which then has to be looked up before it is read as one.
    var hasNumbers: Bool {
        exact.keys.contains { key in
            key.first.map { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2B } ?? false
        }
    }

    /// Whether `1` and `0` say that an option is chosen or not, so that they need not be looked up.
    var hasUsualFlags: Bool { exact[[0x31]] == .flag(true) && exact[[0x30]] == .flag(false) }

    /// Without spaces around it, and with ASCII letters in lower case.
    static func fold(_ cell: [UInt8]) -> [UInt8] {
        trimmed(cell[...]).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    static func trimmed(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var cell = cell
        while cell.first == 0x20 || cell.first == 0x09 { cell.removeFirst() }
        while cell.last == 0x20 || cell.last == 0x09 { cell.removeLast() }
        return cell
    }
}

extension CSVVocabulary {
    /// `.dont_know` and its kin, as our own CSV writes them.
    static let kinds: [(String, Meaning)] = Missing.allCases.filter { $0 != .notAsked }
        .map { (".\($0.rawValue)", .missing($0)) }

    /// `1`, `0`, `true`, `yes` and so on: for columns of options.
    static let flags: [(String, Meaning)] =
        ["1", "true", "yes"].map { ($0, .flag(true)) }
        + ["0", "false", "no"].map { ($0, .flag(false)) }

    /// The same for questions of yes or no.
    static let truths: [(String, Meaning)] =
        ["true", "yes", "1"].map { ($0, .answer(json: "true", option: 1)) }
        + ["false", "no", "0"].map { ($0, .answer(json: "false", option: 0)) }

    /// An option of a list.
    static func option(_ index: Int, of list: OptionList) -> Meaning {
        .answer(json: JSONValue.string(list.options[index].name).compactText, option: index)
    }

    /// The names of a list, then its codes and labels.
    mutating func addOptions(of list: OptionList, codes: Bool, _ survey: Survey) {
        add(list.options.indices.map { (list.options[$0].name, Self.option($0, of: list)) })
        var others: [(String, Meaning)] = []
        for (index, option) in list.options.enumerated() {
            let meaning = Self.option(index, of: list)
            if codes { others.append((String(option.code), meaning)) }
            others += survey.labels(of: option.text).map { ($0, meaning) }
        }
        add(others)
    }

    /// The labels of a scale's points. One that reads as a number is none: the number counts.
    mutating func addLabels(of scale: Scale, _ survey: Survey) {
        add(
            scale.labels.flatMap { label in
                survey.labels(of: label.text)
                    .filter { label in !label.utf8.allSatisfy { "0123456789+-.,\t ".utf8.contains($0) } }
                    .map { ($0, .answer(json: String(label.point), option: 0)) }
            })
    }
}

extension Survey {
    /// What a text says in each language, where it pipes nothing.
    func labels(of id: TextID) -> [String] {
        guard texts.indices.contains(id.position) else { return [] }
        let translated = localizations.compactMap { localization -> String? in
            guard localization.texts.indices.contains(id.position) else { return nil }
            let text = localization.texts[id.position]
            return text.state == .missing ? nil : text.template
        }
        return ([texts[id.position].source] + translated).compactMap { template in
            let template = Template(template)
            guard template.names.isEmpty else { return nil }
            let label = template.rendered { _ in nil }
            return label.isEmpty ? nil : label
        }
    }
}
