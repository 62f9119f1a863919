/// One amount of tallies, as a store keeps it.
public struct TallyEntry: Hashable, Sendable {
    /// The locale.
    public var cell: String
    /// The series: `answers.recommend`.
    public var series: String
    /// The bin: `9`, `?skipped`, `#sum`, `=250`.
    public var bin: String
    /// The amount; never 0 in `Tallies.entries`.
    public var amount: Int128

    /// Makes an entry.
    public init(cell: String, series: String, bin: String, amount: Int128) {
        self.cell = cell
        self.series = series
        self.bin = bin
        self.amount = amount
    }
}

/// An entry that a plan has no place for.
public struct TallyFault: Error, Hashable, Sendable {
    /// The entry.
    public var entry: TallyEntry
    /// What is wrong and what to do.
    public var message: String
}

extension Tallies {
    /// Everything that is not zero, in the order of the plan.
    public var entries: [TallyEntry] {
        var entries: [TallyEntry] = []
        let grouped = Dictionary(grouping: values) {
            GroupPlace(series: $0.key.series, name: $0.key.group ?? "")
        }
        let groups = Dictionary(grouping: openGroups, by: \.key.series)
        for (cell, locale) in plan.locales.enumerated() {
            for series in plan.series {
                let start = cell * plan.width + series.offset
                for (index, bin) in series.bins.enumerated() where amounts[start + index] != 0 {
                    entries.append(
                        TallyEntry(
                            cell: locale, series: series.name, bin: bin, amount: amounts[start + index]))
                }
                func append(valuesOf group: String, _ name: String) {
                    let values = grouped[GroupPlace(series: start, name: group)] ?? []
                    for (place, count) in values.sorted(by: { $0.key.value < $1.key.value }) {
                        entries.append(
                            TallyEntry(cell: locale, series: name, bin: "=\(place.value)", amount: count))
                    }
                }
                if series.isOpen { append(valuesOf: "", series.name) }
                for (place, amounts) in (groups[start] ?? []).sorted(by: { $0.key.name < $1.key.name }) {
                    let name = "\(series.name)@\(place.name)"
                    for (bin, amount) in zip(series.bins + [OpenGroups.rows], amounts) where amount != 0 {
                        entries.append(TallyEntry(cell: locale, series: name, bin: bin, amount: amount))
                    }
                    if series.isOpen { append(valuesOf: place.name, name) }
                }
            }
        }
        return entries
    }

    /// Reads entries back, in any order; those that stand twice are added up.
    ///
    /// Throws `TallyFault` for an entry that the plan does not know: then the tallies were made by another
    /// plan and have to be made again from the responses. Compare `TallyPlan.signature` first, which also
    /// finds what only changed in meaning.
    public init(plan: TallyPlan, entries: some Sequence<TallyEntry>) throws(TallyFault) {
        self.init(plan)
        var places: [Place: Int] = [:]
        var open: [String: Int] = [:]
        var grouped: [String: TallySeries] = [:]
        for series in plan.series {
            if series.isOpen { open[series.name] = series.offset }
            if series.hasOpenGroups { grouped[series.name] = series }
            for (index, bin) in series.bins.enumerated() {
                places[Place(series: series.name, bin: bin)] = series.offset + index
            }
        }
        var cells: [String: Int] = [:]
        for (index, locale) in plan.locales.enumerated() { cells[locale] = index }
        for entry in entries {
            if entry.bin.utf8.first == UInt8(ascii: "="), let cell = cells[entry.cell],
                let start = open[entry.series], let value = Int64(entry.bin.dropFirst()),
                value.magnitude <= Coding.numberLimit.magnitude
            {
                addValue(at: ValuePlace(series: cell * plan.width + start, value: value), entry.amount)
                continue
            }
            if let at = entry.series.utf8.firstIndex(of: UInt8(ascii: "@")),
                let series = grouped[String(entry.series[..<at])], let cell = cells[entry.cell]
            {
                let name = String(entry.series[entry.series.index(after: at)...])
                let place = GroupPlace(series: cell * plan.width + series.offset, name: name)
                if addOpenEntry(entry, series, place) { continue }
            }
            guard let cell = cells[entry.cell],
                let place = places[Place(series: entry.series, bin: entry.bin)]
            else {
                throw TallyFault(
                    entry: entry,
                    message:
                        "the tallies hold \(entry.series) \(entry.bin) for \(entry.cell), which the survey "
                        + "does not count; recompute them from the responses")
            }
            add(entry.amount, toAmount: cell * plan.width + place)
        }
    }
}

/// A bin by its names.
private struct Place: Hashable {
    var series: String
    var bin: String
}
