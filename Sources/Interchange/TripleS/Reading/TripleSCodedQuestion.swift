internal import SurveyModel

/// Values with labels as options.
extension TripleSQuestion {
    mutating func single() {
        if let points { return rating(points) }
        if !enumerates {
            // A code of a thousand that have no label is a number, and one that is a text is that.
            return variable.isLiteral ? literals() : quantity()
        }
        var names = TripleSSourceNames(prefix: "o")
        var codes: [String: Int] = [:]
        let body = options(&names, &codes)
        kind = .option(codes, missing: missingCodes)
        question("choice", body: body)
    }

    mutating func multiple() {
        guard enumerates else {
            remarks.append("has more than \(Self.optionLimit) codes, and is left out")
            return
        }
        var names = TripleSSourceNames(prefix: "o")
        var codes: [String: Int] = [:]
        let body = options(&names, &codes)
        kind = .set(codes, missing: missingCodes)
        // All zeros are an answer in Triple-S: none of them.
        let most = variable.subfields.map { min($0, codes.count) } ?? codes.count
        question("choices", body: ["select 0...\(max(1, most))"] + body)
    }

    private var missingCodes: [String: Missing] {
        Dictionary(
            missing.map { (variable.canonical($0.code), $0.kind) }, uniquingKeysWith: { first, _ in first })
    }

    private static let optionLimit = 10_000

    /// Whether its codes are few enough to be options.
    private var enumerates: Bool {
        guard let range = variable.range else { return labelled.count <= Self.optionLimit }
        guard let low = Int(range.from), let high = Int(range.to), low <= high else { return false }
        return Self.span(low, high) <= 1_000 && labelled.count <= 1_000
    }

    static func span(_ low: Int, _ high: Int) -> Int {
        let (difference, overflows) = high.subtractingReportingOverflow(low)
        return overflows ? .max : difference
    }

    /// The lines of options, and the index of each by its code.
    private mutating func options(
        _ names: inout TripleSSourceNames, _ codes: inout [String: Int]
    ) -> [String] {
        var all = labelled.map { (code: variable.canonical($0.code), label: $0.label) }
        if let range = variable.range, let low = Int(range.from), let high = Int(range.to) {
            let known = Set(all.map(\.code) + missing.map { variable.canonical($0.code) })
            all += (low...high).map(String.init).filter { !known.contains($0) }.map { ($0, .init($0)) }
            all.sort { (Int($0.code) ?? 0, $0.code) < (Int($1.code) ?? 0, $1.code) }
        }
        let own = own(all.map(\.code))
        let taken = Set((own ?? []).compactMap(\.self))
        var free = 0
        return all.enumerated().map { index, option in
            codes[option.code] = index
            let words = words(option.label)
            // A code that is a text is what an analyst knows the option by.
            let name = names.name(like: own == nil ? option.code : words, fallback: "option", limit: 24)
            var number = own?[index]
            if number == nil {
                if own != nil || name != option.code { notes.append("\(name) was the code \(option.code)") }
                repeat { free += 1 } while taken.contains(free)
                number = free
            }
            let label = quoted(option.label, words, or: option.code, key: ".option.\(name)")
            return "- \(name) = \(number ?? free) \(label)"
        }
    }

    /// The numbers that codes are, nil for those that are longer than the language has them. Nil for texts, unless all of them
    /// are numbers and differ as such: `01`, `02`, but not `A1`, or `1` beside `01`.
    private func own(_ codes: [String]) -> [Int?]? {
        let numbers = codes.map { Int($0).flatMap { (-999_999...999_999).contains($0) ? $0 : nil } }
        guard variable.isLiteral else { return numbers }
        return numbers.contains(nil) || Set(numbers).count < numbers.count ? nil : numbers
    }

    /// Codes that are texts, and too many to be options.
    private mutating func literals() {
        labelled = variable.values
        missing = []
        for value in labelled.prefix(Self.noteLimit) { notes.append("\(value.code): \(words(value.label))") }
        remarks.append("has codes that are no numbers and cannot be listed, and is a text here")
        text()
    }

    private static let noteLimit = 100
}
