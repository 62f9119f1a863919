internal import Codebook
internal import SurveyModel
internal import Translations

/// The categories of a column with how often they were given.
///
/// DDI-Codebook counts a category with `catStat`; that of everybody is its `freq`. A count in one language is a cell of the
/// table of category by language, `crosstab`, and refers to the part of the universe that it is of.
struct DDICells {
    private let entry: Codebook.Entry
    private let column: Column
    private let codebook: Codebook
    private let cells: [DDIFrequencies.Cell]
    private let hidden: [String?]
    private let minimum: Int
    /// How many responses are counted in all.
    private let responses: Int

    init(_ frequencies: DDIFrequencies?, _ entry: Codebook.Entry, _ column: Column, _ codebook: Codebook) {
        self.entry = entry
        self.column = column
        self.codebook = codebook
        cells = frequencies?.cells[entry.position] ?? []
        hidden = frequencies?.hidden[entry.position] ?? []
        minimum = frequencies?.minimum ?? 0
        responses = frequencies?.responses ?? 0
    }

    // MARK: Sums

    /// How many answered and how many did not.
    func writeSums(_ labels: inout DDILabels) {
        for cell in cells {
            let missing = cell.missing.values.reduce(0, +)
            sum("vald", "\(cell.n)", cell, labels)
            sum("invd", "\(missing)", cell, labels)
            if let mean = cell.mean { sum("mean", Self.text(mean), cell, labels) }
            if let deviation = cell.deviation { sum("stdev", Self.text(deviation), cell, labels) }
        }
    }

    private func sum(_ type: String, _ value: String, _ cell: DDIFrequencies.Cell, _ labels: DDILabels) {
        let other = cell.locale.map { "\(type)-\($0)" }
        labels.write("sumStat", plain: value, ["type": other == nil ? type : "other", "otherType": other])
    }

    private static func text(_ number: Double) -> String { JSONValue.real(number).compactText }

    // MARK: Categories

    /// A value of the data file.
    private struct Value {
        var code: String
        var name: String
        var label: Label?
        /// How often it was given in a cell; nil where that is not known.
        var count: (DDIFrequencies.Cell) -> Int?
    }

    func writeCategories(_ labels: inout DDILabels) {
        for value in values {
            category(code: value.code, name: value.name, value.label, missing: nil, value.count, &labels)
        }
        guard column.kind != .text, entry.isStored else { return }
        let codes = entry.missingCodes
        for missing in entry.missing {
            category(
                code: codes.code(of: missing.kind).map(String.init) ?? ".", name: missing.kind.rawValue,
                missing.label, missing: missing.kind, { $0.missing[missing.kind] ?? 0 }, &labels)
        }
    }

    private var values: [Value] {
        switch column.source {
        case .option(_, let option):
            let name = entry.categories[option].name
            return [
                Value(code: "1", name: "1", label: codebook.label(.codebookChosen)) { $0.counts[name] },
                Value(code: "0", name: "0", label: codebook.label(.codebookNotChosen)) { cell in
                    cell.counts[name].map { cell.n - $0 }
                },
            ]
        case .place(_, let option):
            let name = entry.categories[option].name
            return [
                Value(code: "0", name: "0", label: codebook.label(.codebookNotRanked)) { cell in
                    cell.counts[name].map { cell.n - $0 }
                }
            ]
        case .response: return []
        case .variable: break
        }
        if column.kind == .yesno {
            return [
                Value(code: "1", name: "yes", label: codebook.yes) { $0.counts["yes"] },
                Value(code: "0", name: "no", label: codebook.no) { $0.counts["no"] },
            ]
        }
        return entry.categories.map { category in
            Value(code: "\(category.code)", name: category.name, label: category.label) {
                $0.counts[category.name]
            }
        }
    }

    private func category(
        code: String, name: String, _ label: Label?, missing: Missing?,
        _ count: (DDIFrequencies.Cell) -> Int?, _ labels: inout DDILabels
    ) {
        let writer = labels.writer
        writer.start("catgry")
        if let missing {
            writer.attribute("missing", "Y")
            writer.attribute("missType", missing.rawValue)
        }
        labels.write("catValu", plain: code)
        if let label { labels.write("labl", label) }
        // What stands in CSV, where that is not the code; there, who was not asked has an empty cell.
        if name != code, missing != .notAsked {
            labels.write("txt", plain: missing == nil ? name : ".\(name)", ["level": "csv"])
        }
        for cell in cells {
            guard let count = count(cell) else { continue }
            labels.write(
                "catStat", plain: "\(count)",
                [
                    "type": cell.locale == nil ? "freq" : "crosstab",
                    "sdatrefs": cell.locale.map(DDIStudy.universe),
                ])
        }
        writer.end()
    }

    /// Which frequencies are hidden, and which responses are not in those that are shown.
    func writeNotes(_ labels: inout DDILabels) {
        if let everybody = cells.first(where: { $0.locale == nil }) {
            let others = responses - everybody.n - everybody.missing.values.reduce(0, +)
            if others > 0 {
                labels.write(
                    "notes",
                    english:
                        "Frequencies are of \(responses - others) responses: answers of \(others) to another "
                        + "version of the survey are not comparable, and not asked in the data file",
                    ["type": "not-comparable"])
            }
        }
        guard !hidden.isEmpty else { return }
        let whom = hidden.map { $0.map { "of \($0)" } ?? "of everybody" }.joined(separator: ", ")
        labels.write(
            "notes",
            english: "Frequencies \(whom) are hidden, to protect groups of fewer than \(minimum)",
            ["type": "suppressed"])
    }
}
