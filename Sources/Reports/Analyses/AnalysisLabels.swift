internal import Analyses
internal import Statistics
internal import SurveyModel
internal import Terminal
internal import Translations

// How names and numbers of an analysis are shown.

extension StatisticsReport {
    /// Whom an analysis is about: the language, and what makes the group.
    func cellName(_ cell: Cell) -> String {
        let group = cell.isGroup ? groupName(of: cell) : nil
        guard cell.locale != nil else { return group ?? texts[.all] }
        return ([name(of: cell)] + (group.map { [$0] } ?? [])).joined(separator: separator)
    }

    /// What stands between the parts of a name.
    var separator: String { bars == .blocks ? " · " : ", " }

    /// The head of a column of keys.
    func keyName(_ name: String, of analysis: Analysis) -> String {
        // A chain leads from one to the other; elsewhere two are compared.
        if analysis.kind == .chain, name == "left" || name == "right" {
            return texts[name == "left" ? .aboutFrom : .aboutTo]
        }
        if let known = NamedWords.keys[name] { return texts[known] }
        return name
    }

    /// What a row is about, in the words that the respondent or the reader knows.
    ///
    /// `row` has the other keys: what is an answer is one to the question that stands beside it.
    func keyValue(
        _ key: Analysis.Key, in row: [Analysis.Key] = [], of analysis: Analysis, isShort: Bool = true
    ) -> String {
        let value = key.value
        if let words = NamedWords.values[key.name]?[value] { return texts[words] }
        switch key.name {
        case "period": return numbers.period(value, texts)
        case "item", "variable", "metric": return variableName(value, isShort: isShort)
        case "locale": return localeName(value) ?? value
        case "left", "right":
            if let locale = localeName(value) { return locale }
            // Links of a chain are known by their names; what was asked would fill three lines.
            if analysis.kind == .chain { return value }
            if variables[value] != nil { return variableName(value, isShort: isShort) }
            if Period(value) != nil { return numbers.period(value, texts) }
            return cellWords(value)
        case "column", "row":
            // Which question the columns answer stands among the settings, that of the rows is what it is about.
            let columns = analysis.table?.settings.first { $0.name == key.name + "s" }?.value
            if case .name(let variable)? = columns, let name = optionName(value, of: variable) { return name }
            return localeName(value) ?? optionName(value, of: analysis.subject) ?? value
        case "level" where value.contains("…"):
            let ends = value.split(separator: "…", maxSplits: 1).map(String.init)
            guard ends.count == 2 else { return value }
            return ends[0] == ends[1] ? ends[0] : texts(.range, ["low": ends[0], "high": ends[1]])
        case "level":
            // Levels are answers to the question that the outcome is seen by.
            let by = analysis.table?.settings.first { $0.name == "by" }?.value
            if case .name(let variable)? = by, let name = optionName(value, of: variable) { return name }
            return optionName(value, of: analysis.subject) ?? value
        default:
            if let beside = row.first(where: { $0.name == "variable" }) {
                return optionName(value, of: beside.value) ?? localeName(value) ?? value
            }
            if let variable = variables[key.name] {
                return label(of: value, in: survey[variable])
            }
            return optionName(value, of: analysis.subject) ?? value
        }
    }

    private func localeName(_ value: String) -> String? {
        if value == "all" { return texts[.all] }
        return survey.locales.contains(value) || value == "und" ? numbers.languageName(value) : nil
    }

    /// `channel=store branch=athens`, each value in its words.
    private func cellWords(_ text: String) -> String {
        let parts = text.split(separator: " ").map { part -> String in
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { return String(part) }
            return optionName(sides[1], of: sides[0]) ?? sides[1]
        }
        return parts.joined(separator: separator)
    }

    private func optionName(_ value: String, of variable: String) -> String? {
        variables[variable].map { label(of: value, in: survey[$0]) }
    }

    /// What was asked by a variable, a question or a metric, or the name where nothing was.
    func variableName(_ name: String, isShort: Bool) -> String {
        guard let asked = question(of: name) else { return name }
        return isShort ? shortened(text(asked)) : text(asked)
    }

    // MARK: Numbers

    /// A number in the unit of its measure; where that follows what the analysis is about, in the unit of that.
    func format(_ value: Double, _ name: Measure.Name, of analysis: Analysis) -> String {
        switch name.unit {
        case .score: return numbers.score(value)
        case .percent: return numbers.share(value)
        case .probability: return numbers.probability(value)
        case .count:
            if let whole = Int(exactly: value) { return numbers.count(whole) }
            return numbers.number(value)
        case .units: return inUnits(value, name, of: analysis)
        case .ratio: return numbers.number(value, decimals: decimals(of: name))
        }
    }

    private func inUnits(_ value: Double, _ name: Measure.Name, of analysis: Analysis) -> String {
        let isDistance = [.difference, .change, .movingRange].contains(name)
        let isOfSubject =
            isDistance || [.value, .center, .lowerLimit, .upperLimit, .smoothed, .unflagged].contains(name)
        guard isOfSubject, let metric = metrics[analysis.subject] else {
            return numbers.number(value, decimals: 2)
        }
        switch metric.function {
        case .nps: return name == .movingRange ? numbers.number(value) : numbers.score(value)
        case .csat, .ces, .share, .retention, .churn:
            // A distance between percentages is in points, not in per cent.
            return isDistance ? numbers.number(value) : numbers.share(value)
        case .mean, .index, .gap, .median, .lifetime: return numbers.number(value, decimals: 2)
        }
    }

    private func decimals(of name: Measure.Name) -> Int {
        switch name {
        case .importance, .coefficient, .reward, .penalty, .indirect, .direct, .total, .rSquared: 3
        case .effectiveN: 1
        default: 2
        }
    }

    /// A number, or the sign that it is not there.
    func formatted(_ measure: Measure, of analysis: Analysis) -> String {
        estimate(measure.value) { format($0, measure.name, of: analysis) }
    }

    /// An interval, empty where the measure has none.
    func formattedInterval(_ measure: Measure, of analysis: Analysis) -> String {
        measure.interval.map { interval($0) { format($0, measure.name, of: analysis) } } ?? ""
    }

    /// `R² 0.431 (0.381 to 0.490)`.
    func inWords(_ measure: Measure, of analysis: Analysis) -> String {
        let values = ["name": texts[measure.name.text], "value": formatted(measure, of: analysis)]
        guard case .success? = measure.interval else { return texts(.measureIs, values) }
        return texts(
            .measureBetween, values.merging(["interval": formattedInterval(measure, of: analysis)]) { $1 })
    }

    /// A setting's name and value.
    func inWords(_ setting: Analysis.Setting) -> String {
        let name = NamedWords.settings[setting.name].map { texts[$0] } ?? setting.name
        let isVariable = ["rows", "columns", "by"].contains(setting.name)
        let value =
            switch setting.value {
            case .name(let word):
                isVariable
                    ? word : NamedWords.methods[word].map { texts[$0] } ?? numbers.moment(word, texts)
            case .whole(let number):
                // A seed is a name made of digits, to be typed again.
                setting.name == "seed" ? String(number) : numbers.count(number)
            case .real(let number):
                switch setting.name {
                case "level": numbers.level(number)
                case "discount", "discount_of_period": numbers.share(100 * number, decimals: 2)
                default: numbers.number(number, decimals: 2)
                }
            }
        return texts(.measureIs, ["name": name, "value": value])
    }
}
