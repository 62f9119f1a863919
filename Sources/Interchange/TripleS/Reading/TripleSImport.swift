public import SurveyModel

/// A survey made of Triple-S definitions: its text in the survey language, and which field holds which answer.
///
/// ```swift
/// let definitions = try TripleSDefinitions(parsing: bytes)
/// let imported = try TripleSImport(definitions, fallbackName: "exit_survey")
/// imported.text    // survey exit_survey …
/// ```
///
/// Singles become choices or ratings, multiples choices, quantities numbers, characters texts, logicals yes or no. A `filter`
/// that names a logical above becomes an `if`.
public struct TripleSImport: Sendable {
    /// What was imported.
    public let definitions: TripleSDefinitions
    /// The text of the survey; `sondeo format` has yet to lay it out.
    public let text: String
    /// The name of the survey.
    public let name: String
    /// The language that it is in, the first of the definitions or the one that was asked for.
    public let language: String
    /// What its texts say in the other languages of the definitions, in their order.
    public let translations: [TripleSTranslation]
    /// What an author should look at, each a sentence with the name of its variable.
    public let remarks: [String]
    /// What each of the record's variables becomes.
    let targets: [TripleSTarget]
    /// Whether a file of ours is read back, whose records say what belongs to the response.
    let isOurs: Bool

    /// Makes a survey. `locale` names its language where definitions have several; without it, it is the file's own. Throws
    /// `TripleSFault` for a file that only says how others hang together, and for a language that no text is in. Linear in the
    /// texts of each language.
    public init(
        _ definitions: TripleSDefinitions, fallbackName: String, locale: String? = nil
    ) throws(TripleSFault) {
        guard let record = definitions.record else {
            let files = definitions.levels.map(\.href).joined(separator: ", ")
            throw TripleSFault(
                "it says how other files hang together and has no variables; import one of \(files)")
        }
        self.definitions = definitions
        isOurs = definitions.origin == "Sondeo"
        // Records of a level have no id of their own, and their serial says which response they are of.
        let isLevel = isOurs && !record.variables.contains { $0.name == "response_id" }
        let languages = try TripleSLanguages(definitions, locale: locale)
        language = languages.tag
        var building = Building(
            languages: languages, hasLines: record.format == .csv && !isOurs, isOurs: isOurs, isLevel: isLevel
        )
        for variable in record.variables { building.add(variable) }
        targets = building.targets
        // The levels of one survey are surveys of their own.
        let level = isLevel ? record.variables.first { $0.use != .serial }?.name : nil
        name = Self.name(definitions, fallbackName, level)
        var head = ["survey \(name)", "version \(Self.version(definitions))", "language \(languages.tag)"]
        let unsaid = Self.answered(definitions, besides: [languages.tag] + languages.others)
        let others = languages.others + unsaid
        if !others.isEmpty { head.append("translations \(others.joined(separator: ", "))") }
        let title = TripleSSourceText.comment(languages.words(definitions.title))
        var texts = building.texts
        if !title.isEmpty {
            head.append("title \(TripleSSourceText.quoted(title, or: name))")
            texts.insert(TripleSWritten(key: "title", text: definitions.title, source: title), at: 0)
        }
        text = (head + [""] + building.lines).joined(separator: "\n") + "\n"
        var remarks = languages.remarks
        translations = languages.others.map { tag in
            var said: [String: String] = [:]
            for text in texts { said[text.key] = text.template(in: tag, languages) }
            if said.count < texts.count {
                remarks.append("has \(texts.count - said.count) of \(texts.count) texts not in \(tag)")
            }
            return TripleSTranslation(language: tag, texts: said)
        }
        if (definitions.name ?? "").isEmpty {
            remarks.append("has no <name>, so the survey is called \(name) after the file")
        }
        if !unsaid.isEmpty {
            remarks.append(
                "is answered in \(unsaid.joined(separator: ", ")) too, and has no texts in these: name the definitions "
                    + "in these languages too, or translate: sondeo translate merge makes catalogues to fill")
        }
        self.remarks = remarks + building.remarks
    }

    /// The day of the responses, as far as the definitions say it: `2026-11-21` or `20261121`. Responses in a file of ours
    /// have their own, so that it is any; the records of a level have none.
    public var day: CalendarDay? {
        let hasOwn = targets.contains { if case .head("started_date") = $0 { true } else { false } }
        return hasOwn
            ? CalendarDay(number: 0) : definitions.date.flatMap { TripleSMoments.day(inWords: $0) }
    }

    /// Why there is no `day`, with the name of the file before it.
    public var dayProblem: String {
        definitions.date.map { "says that it was written on \"\($0.excerpt)\", which is no clear day" }
            ?? "does not say when it was written"
    }

    /// The name of the data file, where that is a file beside the definitions, whose own name has this stem; nil where the
    /// definitions name one elsewhere. They may come from anybody, so a path in them is not followed.
    public func dataName(stem: String) -> String? {
        let record = definitions.record
        guard let name = record?.href else { return stem + (record?.format == .csv ? ".csv" : ".asc") }
        let isPlain = !name.contains { "/\\:\0".contains($0) } && name != "." && name != ".." && name != "-"
        return isPlain ? name : nil
    }

    private static func name(
        _ definitions: TripleSDefinitions, _ fallback: String, _ level: String?
    ) -> String {
        var names = TripleSSourceNames(prefix: "survey_")
        var others = names
        return names.name(
            like: (definitions.name ?? "") + (level.map { "_" + $0 } ?? ""),
            fallback: others.name(like: fallback, fallback: "survey"))
    }

    /// The languages that responses are in, and texts are not.
    private static func answered(_ definitions: TripleSDefinitions, besides tags: [String]) -> [String] {
        var seen = Set(tags.map { $0.lowercased() })
        return definitions.responseLanguages.compactMap(TripleSLanguages.tag).filter {
            seen.insert($0.lowercased()).inserted
        }
    }

    private static func version(_ definitions: TripleSDefinitions) -> Int {
        guard let version = definitions.surveyVersion.flatMap(Int.init), (1...999_999).contains(version)
        else {
            return 1
        }
        return version
    }
}

/// Builds the lines of a survey.
private struct Building {
    let languages: TripleSLanguages
    let hasLines: Bool
    let isOurs: Bool
    let isLevel: Bool
    private(set) var texts: [TripleSWritten] = []
    var targets: [TripleSTarget] = []
    var remarks: [String] = []
    private var givens: [String] = []
    private var questions: [String] = []
    private var names = TripleSSourceNames(prefix: "q")
    /// The names of logicals, by name and ident, for filters.
    private var logicals: [String: String] = [:]
    /// The logical that the open `if` reads.
    private var open: String?

    init(languages: TripleSLanguages, hasLines: Bool, isOurs: Bool, isLevel: Bool) {
        self.languages = languages
        self.hasLines = hasLines
        self.isOurs = isOurs
        self.isLevel = isLevel
    }

    /// Givens stand before all questions.
    var lines: [String] { givens + (givens.isEmpty ? [] : [""]) + questions + (open == nil ? [] : ["}"]) }

    mutating func add(_ variable: TripleSDefinitions.Variable) {
        if isOurs, !isLevel, variable.use == .serial { return targets.append(.serial) }
        if isOurs, !isLevel, variable.use == nil, let part = Self.part(variable.name) {
            return targets.append(.head(part))
        }
        let name = names.name(like: variable.name, fallback: "q\(variable.ident)")
        if name != variable.name { remark(variable, "is called \(name) here") }
        if variable.use != nil {
            let given = TripleSQuestion(
                variable, name: name, languages: languages, hasLines: hasLines, readsLabels: !isOurs,
                isGiven: true)
            givens += given.lines
            return targets.append(.answer(name, given.kind))
        }
        let question = TripleSQuestion(
            variable, name: name, languages: languages, hasLines: hasLines, readsLabels: !isOurs)
        for text in question.remarks { remark(variable, text) }
        guard !question.lines.isEmpty else { return targets.append(.ignored) }
        texts += question.texts
        place(question.lines, in: filter(of: variable))
        if variable.kind == .logical {
            logicals[variable.name] = name
            logicals[variable.ident] = name
        }
        targets.append(.answer(name, question.kind))
    }

    /// The part of a response that a variable of ours is; questions may have names that only look like it.
    private static func part(_ name: String) -> String? {
        guard name.hasPrefix("response_") else { return nil }
        let part = String(name.dropFirst("response_".count))
        return parts.contains(part) ? part : nil
    }

    private static let parts: Set = [
        "id", "version", "locale", "station", "channel", "seed", "started_date", "started_time",
        "ended_date", "ended_time", "state", "stale",
    ]

    private mutating func filter(of variable: TripleSDefinitions.Variable) -> String? {
        guard let filter = variable.filter, !filter.isEmpty else { return nil }
        guard let logical = logicals[filter] else {
            remark(
                variable,
                "is asked of those of \(filter.excerpt), which is no logical above it: write the condition")
            return nil
        }
        return logical
    }

    /// Puts a question into the `if` that reads its filter, which those of one filter share.
    private mutating func place(_ lines: [String], in filter: String?) {
        if filter != open, open != nil { questions += ["}", ""] }
        if filter != open, let filter { questions.append("if \(filter) {") }
        open = filter
        questions += lines.map { filter == nil ? $0 : "    " + $0 }
        if filter == nil { questions.append("") }
    }

    private mutating func remark(_ variable: TripleSDefinitions.Variable, _ text: String) {
        remarks.append("\(variable.name.excerpt) \(text)")
    }
}
