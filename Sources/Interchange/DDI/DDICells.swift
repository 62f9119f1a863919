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

    /// How many answered and how many did not; of an option of a ranking, how many gave it a place.
    func writeSums(_ labels: inout DDILabels) {
        for cell in cells {
            let place = self.place(in: cell)
            let missing = cell.missing.values.reduce(0, +)
            // What a mean leaves out was answered all the same.
            let valid = place.map(\.ranked) ?? (cell.n + cell.beyond)
            sum("vald", "\(valid)", cell, labels)
            sum("invd", "\(cell.n + cell.beyond - valid + missing)", cell, labels)
            if let mean = place.map(\.mean) ?? cell.mean { sum("mean", Self.text(mean), cell, labels) }
            if let deviation = cell.deviation { sum("stdev", Self.text(deviation), cell, labels) }
        }
    }

    /// How the option of the column was ranked; nil where it is none of a ranking, or that is not known.
    private func place(in cell: DDIFrequencies.Cell) -> (ranked: Int, first: Int?, mean: Double?)? {
        guard case .place(_, let option) = column.source else { return nil }
        let name = entry.categories[option].name
        return cell.counts[name].map { ($0, cell.places[name]?.first, cell.places[name]?.mean) }
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
        /// What stands in CSV.
        var name: String
        var label: Label?
        /// How often it was given in a cell; nil where that is not known.
        var count: (DDIFrequencies.Cell) -> Int?
    }

    func writeCategories(_ labels: inout DDILabels) {
        for value in values {
            category(code: value.code, csv: value.name, value.label, missing: nil, value.count, &labels)
        }
        guard entry.isStored else { return }
        if case .place = column.source {
            category(
                code: "0", csv: nil, codebook.label(.codebookNotRanked), missing: "not_ranked",
                { cell in place(in: cell).map { cell.n - $0.ranked } }, &labels)
        }
        let codes = entry.missingCodes
        for missing in entry.missing {
            let kind = missing.kind
            // Texts are empty in the data file whatever the reason is; the CSV has it.
            let code = codes.code(of: kind).map(String.init) ?? "."
            category(
                code: column.kind == .text ? nil : code, csv: kind == .notAsked ? nil : ".\(kind.rawValue)",
                missing.label, missing: kind.rawValue, { $0.missing[kind] ?? 0 }, &labels)
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
        case .place: return places
        case .response: return []
        case .variable: break
        }
        if column.kind == .yesno {
            return [
                Value(code: "1", name: "true", label: codebook.yes) { $0.counts["yes"] },
                Value(code: "0", name: "false", label: codebook.no) { $0.counts["no"] },
            ]
        }
        return entry.categories.map { category in
            Value(code: "\(category.code)", name: category.name, label: category.label) {
                $0.counts[category.name]
            }
        }
    }

    /// The places that an option can have. How often it was first is known, and how often it had any.
    private var places: [Value] {
        guard let last = entry.lastPlace, last > 0, last <= Self.placeLimit else { return [] }
        return (1...last).map { number in
            Value(code: "\(number)", name: "\(number)", label: nil) { cell in
                guard let place = place(in: cell), let first = place.first else { return nil }
                return switch (number, last) {
                case (1, _): first
                case (2, 2): place.ranked - first
                default: nil
                }
            }
        }
    }

    /// How many places are listed at most; `valrng` has them all.
    private static let placeLimit = 1_001

    private func category(
        code: String?, csv: String?, _ label: Label?, missing: String?,
        _ count: (DDIFrequencies.Cell) -> Int?, _ labels: inout DDILabels
    ) {
        let writer = labels.writer
        writer.start("catgry")
        if let missing {
            writer.attribute("missing", "Y")
            writer.attribute("missType", missing)
        }
        if let code { labels.write("catValu", plain: code) }
        if let label { labels.write("labl", label) }
        // What stands in CSV, where that is not the code; there, who was not asked has an empty cell.
        if let csv, csv != code { labels.write("txt", plain: csv, ["level": "csv"]) }
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
            let others =
                responses - everybody.n - everybody.beyond - everybody.missing.values.reduce(0, +)
            if others > 0 {
                labels.write(
                    "notes",
                    english:
                        "Frequencies are of \(responses - others) responses: answers of \(others) to another "
                        + "version of the survey are not comparable, and not asked in the data file",
                    ["type": "not-comparable"])
            }
        }
        let beyond = cells.filter { $0.beyond > 0 }
        if !beyond.isEmpty {
            let whom = beyond.map { "\($0.beyond) \($0.locale.map { "of \($0)" } ?? "of everybody")" }
            labels.write(
                "notes",
                english:
                    "The mean and the standard deviation leave out \(whom.joined(separator: ", ")): their numbers, in units "
                    + "of the last decimal, are beyond 10^15 and too large to sum exactly. The data file has them",
                ["type": "beyond"])
        }
        guard !hidden.isEmpty else { return }
        let whom = hidden.map { $0.map { "of \($0)" } ?? "of everybody" }.joined(separator: ", ")
        labels.write(
            "notes",
            english: "Frequencies \(whom) are hidden, to protect groups of fewer than \(minimum)",
            ["type": "suppressed"])
    }
}

extension Codebook.Entry {
    /// The last place that an option of a ranking can have; nil for other types.
    var lastPlace: Int? {
        guard case .ranking(let select) = type else { return nil }
        return min(select.upperBound, categories.count)
    }
}
