internal import Analyses
internal import AnalysisWords
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

    /// What a row is about, in the words that the respondent or the reader knows; questions in full unless they are to be short.
    func keyValue(
        _ key: Analysis.Key, in row: [Analysis.Key] = [], of analysis: Analysis, isShort: Bool = true
    ) -> String {
        let words = RowWords(
            texts, separator: separator,
            language: { survey.locales.contains($0) || $0 == "und" ? numbers.languageName($0) : nil },
            period: { Period($0) == nil ? nil : numbers.period($0, texts) },
            question: { name in
                question(of: name).map { isShort ? shortened(text($0)) : text($0) }
            },
            option: { value, variable in variables[variable].map { label(of: value, in: survey[$0]) } })
        return words(key, in: row, of: analysis)
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
