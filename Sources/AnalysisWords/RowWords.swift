package import Analyses
package import Translations

/// What a row of an analysis is about, in the words that the respondent or the reader knows.
///
/// How a language, a period, a question and an answer are called is the output's own; which of them a key names is decided here
/// for all outputs.
package struct RowWords {
    /// The program's own texts, in the reader's language.
    package var texts: ProgramTexts
    /// What stands between the parts of a name.
    package var separator: String
    /// The name of a language; nil where the text is none of the survey's.
    package var language: (String) -> String?
    /// A period in words; nil where the text is none.
    package var period: (String) -> String?
    /// What was asked by a variable, a question or a metric; nil where nothing is known of it.
    package var question: (String) -> String?
    /// A value of a variable in words; nil where there is no such variable.
    package var option: (_ value: String, _ variable: String) -> String?

    /// Makes words.
    package init(
        _ texts: ProgramTexts, separator: String, language: @escaping (String) -> String?,
        period: @escaping (String) -> String?, question: @escaping (String) -> String?,
        option: @escaping (_ value: String, _ variable: String) -> String?
    ) {
        self.texts = texts
        self.separator = separator
        self.language = language
        self.period = period
        self.question = question
        self.option = option
    }

    /// The words for a key; what nothing is known of stays as it is.
    ///
    /// `row` has the other keys: what is an answer is one to the question that stands beside it.
    package func callAsFunction(
        _ key: Analysis.Key, in row: [Analysis.Key] = [], of analysis: Analysis
    ) -> String {
        let value = key.value
        if let words = NamedWords.values[key.name]?[value] { return texts[words] }
        switch key.name {
        case "period": return period(value) ?? value
        case "item", "variable", "metric": return question(value) ?? value
        case "locale": return languageOrAll(value) ?? value
        case "left", "right":
            if let locale = languageOrAll(value) { return locale }
            // Links of a chain are known by their names; what was asked would fill three lines.
            if analysis.kind == .chain { return value }
            return question(value) ?? period(value) ?? cell(value)
        case "column", "row":
            // Which question the columns answer stands among the settings, that of the rows is what it is about.
            if let variable = analysis.variable(named: key.name + "s"), let name = option(value, variable) {
                return name
            }
            return languageOrAll(value) ?? option(value, analysis.subject) ?? value
        case "level" where value.contains("…"):
            let ends = value.split(separator: "…", maxSplits: 1).map(String.init)
            guard ends.count == 2 else { return value }
            return ends[0] == ends[1] ? ends[0] : texts(.range, ["low": ends[0], "high": ends[1]])
        case "level":
            // Levels are answers to the question that the outcome is seen by.
            if let variable = analysis.variable(named: "by"), let name = option(value, variable) {
                return name
            }
            return option(value, analysis.subject) ?? value
        default:
            if let beside = row.first(where: { $0.name == "variable" }) {
                return option(value, beside.value) ?? languageOrAll(value) ?? value
            }
            return option(value, key.name) ?? option(value, analysis.subject) ?? value
        }
    }

    private func languageOrAll(_ value: String) -> String? {
        value == "all" ? texts[.all] : language(value)
    }

    /// `channel=store branch=athens`, each value in its words.
    private func cell(_ text: String) -> String {
        let parts = text.split(separator: " ").map { part -> String in
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { return String(part) }
            return option(sides[1], sides[0]) ?? sides[1]
        }
        return parts.joined(separator: separator)
    }
}

extension Analysis {
    /// The variable that a setting names.
    fileprivate func variable(named setting: String) -> String? {
        guard case .name(let variable)? = table?.settings.first(where: { $0.name == setting })?.value else {
            return nil
        }
        return variable
    }
}
