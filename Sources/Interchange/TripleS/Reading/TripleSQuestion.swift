internal import FoundationEssentials
internal import SurveyModel

/// A variable as a question of the survey language.
struct TripleSQuestion {
    let variable: TripleSDefinitions.Variable
    let name: String
    /// The languages whose texts are taken.
    let languages: TripleSLanguages
    /// Whether texts may have line breaks: columns have none.
    let hasLines: Bool
    /// Whether labels such as "Don't know" say which values are no answers; a file of ours says it itself.
    let readsLabels: Bool
    /// The lines of the question, those in its body indented.
    private(set) var lines: [String] = []
    var kind = TripleSAnswerKind.text(hasLines: false)
    var remarks: [String] = []
    /// The texts that it has.
    private(set) var texts: [TripleSWritten] = []
    /// The values that are no answers, by their codes.
    var missing: [(code: String, kind: Missing, label: TripleSDefinitions.Text)] = []
    var labelled: [TripleSDefinitions.Value] = []
    var notes: [String] = []

    init(
        _ variable: TripleSDefinitions.Variable, name: String, languages: TripleSLanguages, hasLines: Bool,
        readsLabels: Bool, isGiven: Bool = false
    ) {
        self.variable = variable
        self.name = name
        self.languages = languages
        self.hasLines = hasLines
        self.readsLabels = readsLabels
        if isGiven {
            labelled = variable.values
            given()
            return
        }
        splitMissing()
        if let words = languages.analysis(variable.label) { notes.append("In tables: \(words)") }
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

    func words(_ text: TripleSDefinitions.Text) -> String { languages.words(text) }

    /// A text in quotes, which is kept to be translated.
    mutating func quoted(
        _ text: TripleSDefinitions.Text, _ words: String, or other: String, key: String, point: String? = nil
    ) -> String {
        texts.append(
            TripleSWritten(
                key: "question.\(name)" + key, text: text,
                source: TripleSSourceText.comment(words).isEmpty ? other : words, point: point))
        return TripleSSourceText.quoted(words, or: other)
    }

    /// Takes the values that are no answers away from those that are.
    private mutating func splitMissing() {
        let told = Dictionary(
            variable.missing.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<Missing> = []
        for value in variable.values {
            let found = readsLabels ? kind(of: value.label) : told[value.code]
            if let found, seen.insert(found).inserted {
                missing.append((value.code, found, value.label))
            } else {
                labelled.append(value)
            }
        }
        // Where that leaves nothing to choose from, they are the answers.
        if variable.kind != .quantity, labelled.count < 2, variable.range == nil, told.isEmpty {
            labelled = variable.values
            missing = []
        }
    }

    /// What the label of a value says of there being no answer, in the survey's language or in English.
    private func kind(of label: TripleSDefinitions.Text) -> Missing? {
        guard variable.kind != .multiple else { return nil }
        return ([words(label)] + languages.english(label)).lazy.compactMap(TripleSMissingLabels.kind).first
    }

    /// `optional`, and the ways not to answer that have words.
    private mutating func ways() -> [String] {
        var ways: [String] = []
        for (_, kind, label) in missing {
            let other: String
            switch kind {
            case .skipped:
                ways.insert("optional", at: 0)
                continue
            case .dontKnow: other = "Don't know"
            case .refused: other = "Refused"
            case .notApplicable: other = "Not applicable"
            case .notAsked: continue
            }
            let key = kind.rawValue
            ways.append("\(key) " + quoted(label, words(label), or: other, key: ".missing.\(key)"))
        }
        return ways
    }

    mutating func question(_ head: String, _ properties: [String] = [], body: [String] = []) {
        let label = quoted(variable.label, words(variable.label), or: name, key: "")
        let all = ([label] + ways() + properties).joined(separator: " ")
        // A range stands behind the name: the head has both, with a `%` for the name.
        let start = head.contains("%") ? head.replacing("%", with: name) : "\(head) \(name)"
        lines = ["\(start) \(all)" + (body.isEmpty ? "" : " {")]
        if !body.isEmpty { lines += body.map { "    " + $0 } + ["}"] }
    }

    mutating func quantity() {
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
            // Without a range any number may be given, whatever the few that have a label.
            guard variable.range != nil, let code = Decimal(exactly: value.code) else { continue }
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

    mutating func text() {
        kind = .text(hasLines: hasLines)
        let size = variable.size ?? max(1, variable.finish - variable.start + 1)
        let length = min(size, 100_000)
        if length < size {
            remarks.append("may have \(size) characters; \(length) are the most that are kept")
        }
        question("text", (hasLines ? ["lines \(Self.lines)"] : []) + limit(length))
    }

    /// The length of a text that names none.
    private static let usualLength = 4_000

    /// A file of ours has the length of the longest answer, which differs from wave to wave, and a survey may not.
    private func limit(_ length: Int) -> [String] {
        if readsLabels { return ["length \(length)"] }
        return length <= Self.usualLength ? [] : ["length 100000"]
    }

    /// How many lines a text is offered that may have line breaks.
    private static let lines = 4

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
            kind = .text(hasLines: false)
            lines = ["given \(name): text optional length \(length)"]
            return
        }
        let (bounds, properties) = number()
        lines = ["given \(name): number\(bounds) optional" + properties.map { " " + $0 }.joined()]
    }
}
