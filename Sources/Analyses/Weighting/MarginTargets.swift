internal import SurveyModel
internal import Tallies

/// The margins of a file of weights, every name found in the survey.
struct MarginTargets: Sendable {
    /// The margins in the order in which they begin in the file.
    private(set) var margins: [Margin] = []

    /// What a variable is to look like, everywhere or in one locale.
    struct Margin: Sendable {
        /// The name of the variable, or `locale`.
        var variable: String
        /// Its position; nil is the locale.
        var position: Int?
        /// The locale that it is about, by its position; nil is all.
        var locale: Int?
        /// The categories, by their codes.
        var categories: [String]
        /// The target of each category and the line it stands on.
        var targets: [Target?]

        /// A target and its line.
        struct Target: Sendable {
            var value: Double
            var line: Int
        }
    }

    init(_ table: SmallTable, _ plan: TallyPlan) throws(FileFindings) {
        var findings = FileFindings(table.name)
        let index = plan.survey.variableIndex
        let variableColumn = table.column("variable") ?? 0
        let (valueColumn, targetColumn) = (table.column("value") ?? 1, table.column("target") ?? 2)
        let localeColumn = table.column("locale")
        var places: [Key: Int] = [:]
        for (line, cells) in table.rows {
            let (variable, value) = (cells[variableColumn], cells[valueColumn])
            var key = Key(position: nil, locale: nil)
            if variable != Self.locale {
                guard let id = index[variable] else {
                    let names = index.keys.sorted() + [Self.locale]
                    findings.add(
                        line: line,
                        "the survey has no variable \"\(excerpt(variable))\""
                            + SmallTable.suggestion(variable, names))
                    continue
                }
                guard Self.isClosed(plan.codings[id.position]) else {
                    findings.add(
                        line: line,
                        "\"\(excerpt(variable))\" cannot be weighted by: it is not one answer out of a list")
                    continue
                }
                key.position = id.position
            }
            if let localeColumn, !cells[localeColumn].isEmpty {
                let locale = cells[localeColumn]
                guard let position = plan.locales.firstIndex(of: locale) else {
                    findings.add(
                        line: line,
                        "the survey has no locale \"\(excerpt(locale))\""
                            + SmallTable.suggestion(locale, plan.locales))
                    continue
                }
                guard key.position != nil else {
                    findings.add(
                        line: line, "a target for a locale is about all; leave the last column empty")
                    continue
                }
                key.locale = position
            }
            let place =
                places[key]
                ?? {
                    margins.append(Self.margin(key, variable, plan))
                    places[key] = margins.count - 1
                    return margins.count - 1
                }()
            guard let category = margins[place].categories.firstIndex(of: value) else {
                let name =
                    key.position == nil ? "the survey has no locale" : "\"\(excerpt(variable))\" has no value"
                findings.add(
                    line: line,
                    "\(name) \"\(excerpt(value))\"" + SmallTable.suggestion(value, margins[place].categories))
                continue
            }
            if let other = margins[place].targets[category] {
                findings.add(
                    line: line, "this category has a target on line \(other.line) already; leave one out")
                continue
            }
            let text = cells[targetColumn]
            guard let target = Numeral.value(text) else {
                findings.add(
                    line: line,
                    text.isEmpty
                        ? "the target is missing"
                        : "\"\(excerpt(text))\" is no number; write a count as 1200 or a share as 0.48")
                continue
            }
            guard target >= 0 else {
                findings.add(line: line, "the target \(excerpt(text)) is negative")
                continue
            }
            guard target <= 1e15 else {
                findings.add(line: line, "the target \(excerpt(text)) is more than 1000000000000000")
                continue
            }
            margins[place].targets[category] = Margin.Target(value: target, line: line)
        }
        if margins.isEmpty, findings.count == 0 { findings.add(line: nil, "there is no target in it") }
        guard findings.count == 0 else { throw findings }
    }

    /// The word for the locale of a response.
    static let locale = "locale"

    private struct Key: Hashable {
        var position: Int?
        var locale: Int?
    }

    private static func isClosed(_ coding: Coding?) -> Bool {
        switch coding {
        case .point, .option, .yesno: true
        default: false
        }
    }

    private static func margin(_ key: Key, _ variable: String, _ plan: TallyPlan) -> Margin {
        var categories = plan.locales
        if let position = key.position, let coding = plan.codings[position] {
            categories = Array(
                coding.bins(of: plan.survey.variables[position], in: plan.survey).prefix(coding.missingOffset)
            )
        }
        return Margin(
            variable: variable, position: key.position, locale: key.locale, categories: categories,
            targets: categories.map { _ in nil })
    }
}
