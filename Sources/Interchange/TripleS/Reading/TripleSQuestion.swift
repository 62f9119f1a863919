internal import FoundationEssentials
internal import SurveyModel

/// A variable as a question of the survey language.
struct TripleSQuestion {
    let variable: TripleSDefinitions.Variable
    let name: String
    /// The language whose texts are taken.
    let language: String?
    /// Whether labels such as "Don't know" say which values are no answers; a file of ours says it itself.
    let readsLabels: Bool
    /// The lines of the question, those in its body indented.
    private(set) var lines: [String] = []
    private(set) var kind = TripleSAnswerKind.text
    private(set) var remarks: [String] = []
    /// The values that are no answers, by their codes.
    private var missing: [(code: String, kind: Missing, label: String)] = []
    private var labelled: [TripleSDefinitions.Value] = []
    private var notes: [String] = []

    init(
        _ variable: TripleSDefinitions.Variable, name: String, language: String?, readsLabels: Bool,
        isGiven: Bool = false
    ) {
        self.variable = variable
        self.name = name
        self.language = language
        self.readsLabels = readsLabels
        if isGiven {
            labelled = variable.values
            given()
            return
        }
        splitMissing()
        switch variable.kind {
        case .single: single()
        case .multiple: multiple()
        case .quantity: quantity()
        case .character: text()
        case .logical:
            kind = .yesno
            question("yesno")
        case .date: day()
        case .time: time()
        }
        lines = notes.map { "/// " + TripleSSourceText.comment($0) } + lines
    }

    private func words(_ text: TripleSDefinitions.Text) -> String { text.text(in: language) }

    private var label: String { TripleSSourceText.quoted(words(variable.label), or: name) }

    /// Takes the values that are no answers away from those that are.
    private mutating func splitMissing() {
        let told = Dictionary(
            variable.missing.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<Missing> = []
        for value in variable.values {
            let words = words(value.label)
            let found =
                readsLabels
                ? variable.kind == .multiple ? nil : TripleSMissingLabels.kind(of: words) : told[value.code]
            if let found, seen.insert(found).inserted {
                missing.append((value.code, found, words))
            } else {
                labelled.append(value)
            }
        }
        // Where that leaves nothing to choose from, they are the answers.
        if labelled.count < 2, variable.range == nil, told.isEmpty {
            labelled = variable.values
            missing = []
        }
    }

    /// `optional`, and the ways not to answer that have words.
    private var ways: [String] {
        var ways: [String] = []
        for (_, kind, label) in missing {
            switch kind {
            case .skipped: ways.insert("optional", at: 0)
            case .dontKnow: ways.append("dont_know " + TripleSSourceText.quoted(label, or: "Don't know"))
            case .refused: ways.append("refused " + TripleSSourceText.quoted(label, or: "Refused"))
            case .notApplicable:
                ways.append("not_applicable " + TripleSSourceText.quoted(label, or: "Not applicable"))
            case .notAsked: break
            }
        }
        return ways
    }

    private mutating func question(_ head: String, _ properties: [String] = [], body: [String] = []) {
        let all = ([label] + ways + properties).joined(separator: " ")
        // A range stands behind the name: the head has both, with a `%` for the name.
        let start = head.contains("%") ? head.replacing("%", with: name) : "\(head) \(name)"
        lines = ["\(start) \(all)" + (body.isEmpty ? "" : " {")]
        if !body.isEmpty { lines += body.map { "    " + $0 } + ["}"] }
    }

    // MARK: Codes

    private mutating func single() {
        if let points { return rating(points) }
        if !enumerates {
            // A code of a thousand that have no label is a number.
            return quantity()
        }
        var names = TripleSSourceNames(prefix: "o")
        var codes: [String: Int] = [:]
        let body = options(&names, &codes)
        var missingCodes: [String: Missing] = [:]
        for (code, kind, _) in missing { missingCodes[variable.canonical(code)] = kind }
        kind = .option(codes, missing: missingCodes)
        question("choice", body: body)
    }

    private mutating func multiple() {
        guard enumerates else {
            remarks.append("has more than \(Self.optionLimit) codes, and is left out")
            return
        }
        var names = TripleSSourceNames(prefix: "o")
        var codes: [String: Int] = [:]
        let body = options(&names, &codes)
        var sets: [Int: Int] = [:]
        for (code, index) in codes { if let code = Int(code) { sets[code] = index } }
        var missingCodes: [Int: Missing] = [:]
        for (code, kind, _) in missing { if let code = Int(code) { missingCodes[code] = kind } }
        kind = .set(sets, missing: missingCodes)
        // All zeros are an answer in Triple-S: none of them.
        let most = variable.subfields.map { min($0, codes.count) } ?? codes.count
        question("choices", body: ["select 0...\(max(1, most))"] + body)
    }

    private static let optionLimit = 10_000

    /// Whether its codes are few enough to be options.
    private var enumerates: Bool {
        guard let range = variable.range else { return labelled.count <= Self.optionLimit }
        guard let low = Int(range.from), let high = Int(range.to) else { return false }
        return Self.span(low, high) <= 1_000 && labelled.count <= 1_000
    }

    private static func span(_ low: Int, _ high: Int) -> Int {
        let (difference, overflows) = high.subtractingReportingOverflow(low)
        return overflows ? .max : difference
    }

    /// The lines of options, and the index of each by its code.
    private mutating func options(
        _ names: inout TripleSSourceNames, _ codes: inout [String: Int]
    ) -> [String] {
        var all = labelled.map { (code: variable.canonical($0.code), label: words($0.label)) }
        if let range = variable.range, let low = Int(range.from), let high = Int(range.to) {
            let known = Set(all.map(\.code) + missing.map { variable.canonical($0.code) })
            all += (low...high).map(String.init).filter { !known.contains($0) }.map { ($0, $0) }
            all.sort { (Int($0.code) ?? 0, $0.code) < (Int($1.code) ?? 0, $1.code) }
        }
        return all.enumerated().map { index, option in
            codes[option.code] = index
            let name = names.name(like: option.label, fallback: "option", limit: 24)
            // Codes of six digits are as long as the language has them, and texts are none.
            let pinned =
                variable.isLiteral
                ? nil : Int(option.code).flatMap { (-999_999...999_999).contains($0) ? $0 : nil }
            if pinned == nil { notes.append("\(name) was the code \(option.code)") }
            return
                "- \(name) = \(pinned ?? 900_000 + index) \(TripleSSourceText.quoted(option.label, or: option.code))"
        }
    }

    // MARK: Scales

    /// The points of a scale, where the values are one: whole numbers without a gap that begin with their number, have no
    /// label or a score, or that go from 0 to 10.
    private var points: ClosedRange<Int>? {
        guard variable.kind == .single, !variable.isLiteral else { return nil }
        let codes = labelled.compactMap { Int($0.code) }.sorted()
        if let range = variable.range, let low = Int(range.from), let high = Int(range.to) {
            guard low < high, Self.span(low, high) <= 1_000, codes.allSatisfy((low...high).contains) else {
                return nil
            }
            return low...high
        }
        guard codes.count == labelled.count, let low = codes.first, let high = codes.last, low < high,
            Self.span(low, high) == codes.count - 1, codes.count <= 1_001
        else { return nil }
        let isScale =
            low...high == 0...10
            || labelled.contains { value in
                value.score != nil || pointLabel(value).isEmpty
                    || pointLabel(value) != words(value.label).oneLine
            }
        return isScale ? low...high : nil
    }

    /// The label of a point without its number: `1 - Not at all`.
    private func pointLabel(_ value: TripleSDefinitions.Value) -> String {
        let label = words(value.label).oneLine
        guard label.hasPrefix(value.code) else { return label }
        let rest = label.dropFirst(value.code.count)
        guard let next = rest.first else { return "" }
        guard !next.isNumber, !next.isLetter else { return label }
        return String(rest.drop { " -–—=.:)".contains($0) })
    }

    private mutating func rating(_ points: ClosedRange<Int>) {
        kind = .number(missing: missingNumbers)
        let body = labelled.compactMap { value -> String? in
            let label = pointLabel(value)
            guard let point = Int(value.code), !TripleSSourceText.comment(label).isEmpty else { return nil }
            return "\(point) \(TripleSSourceText.quoted(label, or: value.code))"
        }
        question("rating % \(points.lowerBound)...\(points.upperBound)", body: body)
    }

    private var missingNumbers: [Decimal: Missing] {
        var numbers: [Decimal: Missing] = [:]
        for (code, kind, _) in missing { if let number = Decimal(exactly: code) { numbers[number] = kind } }
        return numbers
    }

    // MARK: Numbers, texts, days

    private mutating func quantity() {
        let (bounds, properties) = number()
        // A scale that goes below 0 is written as a number, since codes are not negative.
        if variable.kind == .quantity, !readsLabels, properties.isEmpty, let range = variable.range,
            let low = Int(range.from), let high = Int(range.to), low < 0, Self.span(low, high) <= 1_000,
            labelled.contains(where: { !words($0.label).isEmpty }),
            labelled.allSatisfy({ Int($0.code).map { (low...high).contains($0) } ?? false })
        {
            return rating(low...high)
        }
        question("number %\(bounds)", properties)
    }

    /// The range and the decimals of a number. Values beyond the range widen it: they are numbers to the data.
    private mutating func number() -> (bounds: String, properties: [String]) {
        kind = .number(missing: missingNumbers)
        var low = variable.range.flatMap { Decimal(exactly: $0.from) }
        var high = variable.range.flatMap { Decimal(exactly: $0.to) }
        let written = [variable.range?.from, variable.range?.to].compactMap(\.self) + labelled.map(\.code)
        var decimals = written.map { $0.split(separator: ".").dropFirst().first?.utf8.count ?? 0 }.max() ?? 0
        if decimals > 10 {
            remarks.append("has \(decimals) decimals; ten are kept")
            decimals = 10
        }
        for value in labelled {
            notes.append("\(value.code): \(words(value.label))")
            guard let code = Decimal(exactly: value.code) else { continue }
            low = low.map { min($0, code) } ?? code
            high = high.map { max($0, code) } ?? code
        }
        guard let low, let high else { return ("", decimals > 0 ? ["decimals \(decimals)"] : []) }
        guard max(low.fractionDigits, high.fractionDigits) <= decimals else {
            return ("", ["decimals \(decimals)"])
        }
        return (
            " \(low.canonicalText)...\(high.canonicalText)", decimals > 0 ? ["decimals \(decimals)"] : []
        )
    }

    private mutating func text() {
        kind = .text
        let size = variable.size ?? max(1, variable.finish - variable.start + 1)
        let length = min(size, 100_000)
        if length < size {
            remarks.append("may have \(size) characters; \(length) are the most that are kept")
        }
        question("text", ["length \(length)"])
    }

    private mutating func day() {
        kind = .date
        let bounds = variable.range.flatMap { range -> String? in
            guard let from = TripleSMoments.day(range.from), let to = TripleSMoments.day(range.to), from <= to
            else { return nil }
            return " \(from.text)...\(to.text)"
        }
        question("date %\(bounds ?? "")")
    }

    private mutating func time() {
        kind = .time
        let bounds = variable.range.flatMap { range -> String? in
            guard let from = TripleSMoments.clock(range.from)?.time,
                let to = TripleSMoments.clock(range.to)?.time,
                from.minutes <= to.minutes
            else { return nil }
            return " \(from.text)...\(to.text)"
        }
        question("time %\(bounds ?? "")")
    }

    /// What stands beside the answers: a weight, a number that names the respondent.
    private mutating func given() {
        guard variable.kind == .quantity else {
            let length = min(variable.size ?? max(1, variable.finish - variable.start + 1), 100_000)
            kind = .text
            lines = ["given \(name): text optional length \(length)"]
            return
        }
        let (bounds, properties) = number()
        lines = ["given \(name): number\(bounds) optional" + properties.map { " " + $0 }.joined()]
    }
}
