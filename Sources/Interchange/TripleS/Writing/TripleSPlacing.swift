internal import Codebook
internal import FoundationEssentials
internal import SurveyModel

/// A field with its place in the record.
struct TripleSPlacedField {
    var field: TripleSField
    /// How many characters it has.
    var width: Int
    /// What a number can be here.
    var numbers: TripleSNumbers?
    /// The variables that it is of: one, or in a roster one for each pass that has it.
    var positions: [Int]
}

/// What numbers a field holds: bounds, decimals, and codes for kinds of missing above them.
struct TripleSNumbers {
    var from: Decimal
    var to: Decimal
    var decimals: Int
    var missing: [Missing: Int]

    func text(_ number: Decimal) -> String { number.text(decimals: decimals) }

    func text(_ missing: Missing) -> String? { self.missing[missing].map { text(Decimal($0)) } }

    var width: Int {
        ([text(from), text(to)] + missing.keys.compactMap { text($0) }).map(\.utf8.count).max() ?? 1
    }
}

/// Gives the fields of a table their widths, when all responses are known.
struct TripleSPlacing {
    let codebook: Codebook
    let widths: TripleSWidths
    /// How many responses there are.
    let count: Int

    func place(_ field: TripleSField, in roster: ColumnLayout.RosterTable?) -> TripleSPlacedField {
        var positions = field.variable.map { [$0] } ?? []
        if let roster, let column = field.column {
            positions = roster.passes.compactMap { $0.sources[column]?.position }
        }
        var placed = TripleSPlacedField(field: field, width: 1, numbers: nil, positions: positions)
        switch field.content {
        case .serial: placed.width = String(max(1, count)).utf8.count
        case .part(.id): placed.width = 36
        case .part(.seed): placed.width = 20
        case .part(let part): placed.width = max(1, widths.parts[part] ?? 1)
        case .version: placed.width = String(widths.version).utf8.count
        case .day, .date: placed.width = 8
        case .clock, .time: placed.width = 6
        case .state, .stale, .logical: placed.width = 1
        case .weight:
            placed.numbers = TripleSNumbers(
                from: 0, to: Decimal(scaled: widths.weight, 9), decimals: 9, missing: [:])
        case .instance(_, _, let codes): placed.width = codes.width
        case .coded(let codes), .yesno(let codes), .ranked(let codes, _): placed.width = codes.width
        case .point(let codes):
            guard codes.codes.isEmpty, case .point(let bounds) = type(field) else {
                placed.width = codes.width
                break
            }
            placed.numbers = TripleSNumbers(
                from: Decimal(bounds.lowerBound), to: Decimal(bounds.upperBound), decimals: 0,
                missing: codes.missing)
        case .bits(let codes): placed.width = codes.highest
        case .spread(let codes, let subfields):
            placed.width = subfields * String(codes.highest).utf8.count
        case .number(let decimals): placed.numbers = numbers(positions, decimals, field.kinds)
        case .text: placed.width = max(1, positions.map { widths.texts[$0] }.max() ?? 1)
        }
        if let numbers = placed.numbers { placed.width = numbers.width }
        return placed
    }

    private func type(_ field: TripleSField) -> Codebook.ValueType? {
        field.variable.map { codebook.variables[$0].type }
    }

    /// The bounds that the author gave, and where there are none those of the responses.
    private func numbers(
        _ positions: [Int], _ decimals: Int, _ kinds: [Codebook.MissingKind]
    ) -> TripleSNumbers {
        let entries = positions.map { codebook.variables[$0] }
        let least = positions.compactMap { widths.least[$0] }.min() ?? 0
        let greatest = positions.compactMap { widths.greatest[$0] }.max() ?? 9
        let low = entries.compactMap { $0.low.flatMap { Decimal(exactly: $0) } }.min() ?? least
        let high = entries.compactMap { $0.high.flatMap { Decimal(exactly: $0) } }.max() ?? greatest
        let from = min(low, least)
        let to = max(high, greatest, from)
        let highest = to < 1 ? 0 : to.whole ?? Int.max
        return TripleSNumbers(
            from: from, to: to, decimals: decimals, missing: TripleSCodes.missing(above: highest, kinds))
    }
}

extension Decimal {
    /// The whole part; nil where it has more digits than an `Int` can have.
    var whole: Int? {
        let digits = canonicalText.prefix { $0 != "." }
        return Int(digits)
    }
}
