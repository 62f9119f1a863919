internal import Analyses
internal import AnalysisWords
internal import Codebook
internal import Collector
internal import Statistics
internal import SurveyModel
internal import Translations

/// What figures and analyses are about, in the words of the codebook and in the language of a workbook's labels.
struct SheetWords {
    let texts: ProgramTexts
    private let codebook: Codebook
    private let locale: Int
    private let variables: [String: Int]
    private let metrics: [String: Metric]
    private let questions: [String: Label]

    init(_ codebook: Codebook, _ options: SpreadsheetWriter.Options) {
        texts = options.texts
        locale = options.locale
        self.codebook = codebook
        variables = Dictionary(codebook.variables.map { ($0.name, $0.position) }) { first, _ in first }
        metrics = Dictionary(codebook.survey.metrics.map { ($0.name, $0) }) { first, _ in first }
        questions = Dictionary(
            codebook.variables.compactMap { entry in
                guard let name = entry.questionName, let question = entry.question else { return nil }
                return (name, question)
            }
        ) { first, _ in first }
    }

    /// What was asked by a variable, a question or a metric; nil where there is none of that name.
    func question(of name: String) -> String? {
        if let metric = metrics[name] { return question(of: metric) }
        if let position = variables[name] { return codebook.variables[position].label.text(in: locale) }
        return questions[name]?.text(in: locale)
    }

    /// What was asked by all of a metric, instances of rosters left out; nil where it is about several questions.
    private func question(of metric: Metric) -> String? {
        let isOfRoster = metric.strands.count > 1
        let asked = metric.strands.flatMap(\.items).map { item in
            let position = item.variable.position
            let entry = isOfRoster ? codebook.entry(ofStem: position) : codebook.variables[position]
            return entry.question?.text(in: locale)
        }
        guard let first = asked.first, asked.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// What was asked by a variable in short: where a question has several, the row or option.
    private func part(of name: String) -> String? {
        variables[name].flatMap { codebook.variables[$0].part?.text(in: locale) } ?? question(of: name)
    }

    /// A value of a variable, points with their number before their label; nil where there is no such variable.
    func option(_ value: String, _ variable: String) -> String? {
        variables[variable].map { label(of: value, codebook.variables[$0]) }
    }

    /// A bin of a variable in words.
    func label(of bin: String, _ entry: Codebook.Entry) -> String {
        if case .yesno = entry.type { return texts[bin == "yes" || bin == "true" ? .yes : .no] }
        guard let category = entry.categories.first(where: { $0.name == bin }), let label = category.label
        else { return bin }
        let text = label.text(in: locale)
        if text.isEmpty { return bin }
        if case .point = entry.type { return "\(bin) \(text)" }
        return text
    }

    /// The language of a cell, as responses have it.
    func language(of cell: Cell) -> String { cell.locale ?? texts[.all] }

    /// What makes the group that a cell is, empty for everybody.
    func group(of cell: Cell) -> String {
        var words: [String] = []
        if let instance = cell.instance {
            let known = codebook.rosters.lazy.filter { $0.name == instance.roster }.flatMap(\.instances)
                .first { $0.name == instance.name }
            words.append(known?.label.text(in: locale) ?? instance.name)
        }
        words += cell.by.map { option($0.value, $0.variable) ?? $0.value }
        return words.joined(separator: Self.separator)
    }

    /// What stands in place of a figure of too few.
    func hidden(_ statistics: SurveyStatistics) -> String {
        texts(.sheetHidden, ["n": String(statistics.options.suppression.minimumBase)])
    }

    /// What a setting of an analysis is called.
    func name(of setting: Analysis.Setting) -> String {
        NamedWords.settings[setting.name].map { texts[$0] } ?? setting.name
    }

    /// The value of a setting; numbers as they are, since a text has no format.
    func value(of setting: Analysis.Setting) -> String {
        switch setting.value {
        case .name(let word):
            // A variable is called as in the codebook.
            if ["rows", "columns", "by"].contains(setting.name) { return word }
            return NamedWords.methods[word].map { texts[$0] } ?? word
        case .whole(let number): return String(number)
        case .real(let number): return "\(number)"
        }
    }

    /// What rows of analyses are about.
    var rows: RowWords {
        let survey = codebook.survey
        return RowWords(
            texts, separator: Self.separator,
            language: { survey.locales.contains($0) || $0 == "und" ? $0 : nil }, period: { _ in nil },
            question: part, option: option)
    }

    /// What stands between the parts of a name.
    static let separator = " · "
}
