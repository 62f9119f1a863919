internal import Codebook
internal import SurveyModel
internal import Tallies
internal import Translations

/// Says what the variables of a file are: what they are called, what stands in them, what their values mean.
struct PackageDictionary {
    let format: PackageFormat
    let codebook: Codebook
    /// The language of the labels, an index of `Codebook.locales`.
    let locale: Int
    let spool: RowSpool
    private(set) var losses: [Loss] = []

    init(_ format: PackageFormat, _ codebook: Codebook, locale: Int, _ spool: RowSpool) {
        self.format = format
        self.codebook = codebook
        self.locale = locale
        self.spool = spool
    }

    // MARK: Variables

    /// The variable of a column.
    mutating func variable(_ column: Column, named name: String, _ plan: TallyPlan) -> PackageVariable {
        let entry = column.variable.map { codebook.variables[$0] }
        return variable(column, entry, named: name, from: [column.source], plan)
    }

    /// The variable of a column of a roster's table, which all instances share. `sources` are where its values come from.
    mutating func stem(
        _ column: Column, named name: String, from sources: [Column.Source], _ plan: TallyPlan
    ) -> PackageVariable {
        let entry = column.variable.map { codebook.entry(ofStem: $0) }
        return variable(column, entry, named: name, from: sources, plan)
    }

    private mutating func variable(
        _ column: Column, _ entry: Codebook.Entry?, named name: String, from sources: [Column.Source],
        _ plan: TallyPlan
    ) -> PackageVariable {
        let positions = sources.compactMap { Column(name: "", source: $0, kind: column.kind).variable }
        let storage = self.storage(column, entry, positions, plan)
        var variable = PackageVariable(
            name: name, label: label(column, entry), storage: storage,
            format: form(column, entry, storage), displayWidth: displayWidth(column, storage),
            measure: measure(column.kind))
        variable.labels = valueLabels(column, entry)
        guard let entry, column.kind != .text else { return variable }
        let codes = entry.missingCodes
        for kind in Self.answered where isPossible(kind, entry, positions) {
            if format.isSPSS {
                variable.missing = Double(codes.lowest)...Double(codes.lowest + 3)
            }
            let label = entry.missing.first { $0.kind == kind }?.label.text(in: locale)
            variable.labels.append(
                .init(
                    value: value(of: kind, codes),
                    text: cut(valueLabel: label ?? codebook.label(of: kind).text(in: locale), of: entry))
            )
        }
        if column.kind == .place, format.isSPSS { variable.otherMissing = 0 }
        return variable
    }

    /// The code of a roster's instance.
    mutating func instance(_ roster: String, named name: String, _ instances: [Codebook.RosterInstance])
        -> PackageVariable
    {
        let codes = instances.map { Double($0.code) }
        let storage = self.storage(of: codes)
        return PackageVariable(
            name: name, label: format.labelLimit.cut(codebook.label(ofInstancesOf: roster).text(in: locale)),
            storage: storage, format: format.isSPSS ? "F8.0" : "%8.0g",
            displayWidth: 8,
            measure: .nominal,
            labels: instances.map {
                .init(
                    value: PackageValue(Double($0.code)),
                    text: cut(valueLabel: $0.label.text(in: locale), of: roster))
            })
    }

    /// The kinds of missing that have a value of their own.
    private static let answered: [Missing] = [.skipped, .dontKnow, .refused, .notApplicable]

    private func isPossible(_ kind: Missing, _ entry: Codebook.Entry, _ positions: [Int]) -> Bool {
        entry.missing.contains { $0.kind == kind } || positions.contains { spool.has(kind, of: $0) }
    }

    /// What stands in a cell for a kind of missing.
    func value(of missing: Missing, _ codes: MissingCodes) -> PackageValue {
        guard let code = codes.code(of: missing) else { return .systemMissing }
        if format.isSPSS { return PackageValue(Double(code)) }
        return switch missing {
        case .dontKnow: PackageValue(letter: "a")
        case .refused: PackageValue(letter: "b")
        case .notApplicable: PackageValue(letter: "c")
        case .skipped: PackageValue(letter: "d")
        case .notAsked: .systemMissing
        }
    }

    /// What stands in the cell of an option that has no place in a ranking.
    var notRanked: PackageValue { format.isSPSS ? PackageValue(0) : PackageValue(letter: "e") }

    // MARK: Labels

    private mutating func label(_ column: Column, _ entry: Codebook.Entry?) -> String {
        guard let entry else {
            guard case .response(let part) = column.source else { return column.name }
            return format.labelLimit.cut(codebook.label(of: part).text(in: locale))
        }
        let label = column.label(entry)
        var question = label.question.text(in: locale)
        if let unit = entry.unit?.text(in: locale), !unit.isEmpty { question += " (\(unit))" }
        let part = label.part?.text(in: locale)
        let limit = format.labelLimit
        let whole = part.map { question + " – " + $0 } ?? question
        if limit.holds(whole) { return whole }
        losses.append(
            Loss(.cut, of: column.name, "has a label of \(limit.words), in which its text was cut"))
        guard let part else { return limit.cut(question) }
        // What tells the variable from its neighbours is kept, and the question before it gives way.
        let kept = limit.half.cut(part)
        return limit.less(" – " + kept).cut(question) + " – " + kept
    }

    private mutating func valueLabels(_ column: Column, _ entry: Codebook.Entry?)
        -> [PackageVariable.ValueLabel]
    {
        switch column.kind {
        case .coded, .point:
            guard let entry else { return [] }
            return entry.categories.compactMap { category in
                guard let label = category.label?.text(in: locale) else { return nil }
                return .init(
                    value: PackageValue(Double(category.code)), text: cut(valueLabel: label, of: entry))
            }
        case .yesno:
            if let entry, !entry.categories.isEmpty {
                return entry.categories.map {
                    .init(
                        value: PackageValue(Double($0.code)),
                        text: cut(valueLabel: $0.label?.text(in: locale) ?? $0.name, of: entry))
                }
            }
            return [word(codebook.no, for: 0), word(codebook.yes, for: 1)]
        case .flag:
            return [
                word(codebook.label(.codebookNotChosen), for: 0),
                word(codebook.label(.codebookChosen), for: 1),
            ]
        case .place:
            return [.init(value: notRanked, text: codebook.label(.codebookNotRanked).text(in: locale))]
        case .text, .number, .date, .time, .moment, .weight: return []
        }
    }

    /// A word of the program's, which is short enough.
    private func word(_ label: Label, for value: Double) -> PackageVariable.ValueLabel {
        .init(value: PackageValue(value), text: label.text(in: locale))
    }

    private mutating func cut(valueLabel label: String, of entry: Codebook.Entry) -> String {
        cut(valueLabel: label, of: entry.name)
    }

    private mutating func cut(valueLabel label: String, of name: String) -> String {
        let limit = format.valueLabelLimit
        if limit.holds(label) { return label }
        losses.append(Loss(.cut, of: name, count: 1, "has labels of values that were cut to \(limit.words)"))
        return limit.cut(label)
    }
}
