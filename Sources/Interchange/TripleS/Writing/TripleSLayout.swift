internal import Codebook
internal import SurveyModel
internal import Translations

/// The fields of one data file: that of the responses, or that of a roster.
struct TripleSTable {
    /// The name of the roster; nil for the responses.
    var roster: String?
    var fields: [TripleSField]
}

/// The fields of all data files of an export, and what they lose.
struct TripleSLayout {
    let codebook: Codebook
    var tables: [TripleSTable] = []
    var losses: LossReport
    private let columns: ColumnLayout
    private let options: TripleSOptions
    private let rows: RowSpool?

    /// A set whose highest code is above this is written as the codes that were chosen: a field of a thousand zeros for each
    /// answer would help nobody.
    static let longestBits = 1_000

    /// Lays out the fields. Names do not follow from the rows; codes of kinds of missing do.
    init(_ columns: ColumnLayout, _ options: TripleSOptions, rows: RowSpool? = nil) {
        self.columns = columns
        self.options = options
        self.rows = rows
        codebook = columns.codebook
        losses = LossReport(format: "triple-s", survey: columns.codebook.survey.name)
        tables.append(main())
        for roster in columns.rosters { tables.append(table(of: roster)) }
        losses.add(
            Loss(
                .leftOut, of: "response:structure",
                "is not written; response:version says which version of the survey was answered"))
        for loss in columns.losses(language: nil) { losses.add(loss) }
    }

    private mutating func main() -> TripleSTable {
        var names = TripleSNames()
        var fields = [TripleSField(name: names.name(like: "serial"), content: .serial)]
        var done: Set<Int> = []
        for column in columns.columns {
            if case .response(let part) = column.source {
                fields += self.fields(of: part, column.name, &names)
            } else if let variable = column.variable, done.insert(variable).inserted {
                fields += self.fields(
                    of: variable, named: codebook.variables[variable].name, [variable], &names)
            }
        }
        return TripleSTable(roster: nil, fields: fields)
    }

    private mutating func table(of roster: ColumnLayout.RosterTable) -> TripleSTable {
        var names = TripleSNames()
        var fields = [TripleSField(name: names.name(like: "serial"), content: .serial)]
        var done: Set<Int> = []
        // Instances stand first, the stems after them in the order of a pass's sources.
        let levels = roster.columns.count { if case .instance = $0 { true } else { false } }
        for (index, column) in roster.columns.enumerated() {
            switch column {
            case .instance(let name, let instances):
                let field = TripleSField(
                    name: names.name(like: name),
                    content: .instance(index, instances, codes(TripleSCodes(instances: instances), name)))
                noteName(field, of: name)
                fields.append(field)
            case .stem(let column):
                guard let variable = column.variable, done.insert(variable).inserted else { continue }
                let stem = codebook.variables[variable].stem
                let positions = roster.passes.compactMap { $0.sources[index - levels]?.position }
                for var field in self.fields(of: variable, named: stem, positions, &names) {
                    field.column = index - levels
                    fields.append(field)
                }
            }
        }
        return TripleSTable(roster: roster.name, fields: fields)
    }

    /// The fields of a part of the response, whose column has a name elsewhere.
    private mutating func fields(
        of part: Column.ResponsePart, _ column: String, _ names: inout TripleSNames
    ) -> [TripleSField] {
        func field(_ content: TripleSField.Content, _ ending: String = "") -> TripleSField {
            TripleSField(name: names.name(like: "response_\(part.rawValue)\(ending)"), content: content)
        }
        var fields: [TripleSField]
        switch part {
        case .id, .locale, .station, .channel, .seed: fields = [field(.part(part))]
        case .version: fields = [field(.version)]
        case .started, .ended:
            fields = [field(.day(part), "_date"), field(.clock(part), "_time")]
            losses.add(
                Loss(
                    .simplified, of: column, as: fields.map(\.name).joined(separator: " "),
                    "is written to the second, as a day and a time"))
            return fields
        case .state: fields = [field(.state)]
        case .stale: fields = [field(.stale)]
        case .weight: fields = [field(.weight)]
        // The name of the survey stands in the definitions.
        case .survey, .structure: return []
        }
        noteName(fields[0], of: column)
        return fields
    }

    private mutating func noteName(_ field: TripleSField, of name: String) {
        guard let reason = TripleSNames.reason(name, field.name) else { return }
        losses.add(Loss(.renamed, of: name, as: field.name, reason))
    }

    /// The fields of a variable, which stands for those of all `positions`.
    private mutating func fields(
        of position: Int, named name: String, _ positions: [Int], _ names: inout TripleSNames
    ) -> [TripleSField] {
        let entry = codebook.variables[position]
        let kinds = kinds(of: entry, positions)
        func field(_ wanted: String, _ content: TripleSField.Content) -> TripleSField {
            TripleSField(name: names.name(like: wanted), content: content, variable: position, kinds: kinds)
        }
        var fields: [TripleSField]
        switch entry.type {
        case .option:
            fields = [
                field(name, .coded(codes(TripleSCodes(single: entry.categories, missing: kinds), name)))
            ]
        case .point(let bounds):
            // A label of each point in the way of codes only where there are no more of them than somebody reads.
            var codes = TripleSCodes(single: [], missing: kinds)
            codes.codes = bounds.lowerBound >= 0 && bounds.count <= 101 ? Array(bounds) : []
            codes.missing = TripleSCodes.missing(above: max(bounds.upperBound, -bounds.lowerBound), kinds)
            fields = [field(name, .point(codes))]
        case .yesno:
            guard !kinds.isEmpty else {
                fields = [field(name, .logical)]
                break
            }
            var codes = TripleSCodes(single: [], missing: kinds)
            codes.codes = [2, 1]
            fields = [field(name, .yesno(codes))]
            losses.add(
                Loss(
                    .simplified, of: name, as: fields[0].name,
                    "is a single with 1 for yes and 2 for no, since a logical has no kinds of missing"))
        case .set(let select):
            var codes = TripleSCodes(set: entry.categories, missing: kinds)
            let isLong = codes.highest > Self.longestBits
            // Programs differ in how they read the codes that were chosen from separated values.
            if isLong, options.format == .csv { codes = codes.renumbered(entry.categories, kinds) }
            codes = self.codes(codes, name)
            fields = [
                field(
                    name,
                    !isLong || options.format == .csv
                        ? .bits(codes)
                        : .spread(codes, subfields: max(1, min(select.upperBound, codes.codes.count))))
            ]
        case .ranking(let select):
            let codes = self.codes(TripleSCodes(single: entry.categories, missing: kinds), name)
            let places = max(1, min(select.upperBound, codes.codes.count))
            fields = (1...places).map { field("\(name)_\($0)", .ranked(codes, place: $0)) }
            losses.add(
                Loss(
                    .split, of: name, as: fields.map(\.name).joined(separator: " "),
                    "is written as \(places) single variables, one for each place"))
        case .number(let decimals): fields = [field(name, .number(decimals: decimals))]
        case .text: fields = [field(name, .text)]
        case .date: fields = [field(name, .date)]
        case .time: fields = [field(name, .time)]
        }
        // The loss of a ranking names its variables.
        if case .ranking = entry.type { return fields }
        noteName(fields[0], of: name)
        return fields
    }

    /// The kinds of missing that are offered, and after them those that occur all the same.
    private func kinds(of entry: Codebook.Entry, _ positions: [Int]) -> [Codebook.MissingKind] {
        let offered = entry.missing.filter { $0.kind != .notAsked }
        let words: [(Missing, ProgramText)] = [
            (.dontKnow, .dontKnow), (.refused, .refused), (.notApplicable, .notApplicable),
            (.skipped, .skipped),
        ]
        return offered
            + words.compactMap { kind, word in
                guard let rows, !offered.contains(where: { $0.kind == kind }),
                    positions.contains(where: { rows.has(kind, of: $0) })
                else { return nil }
                return Codebook.MissingKind(kind: kind, label: codebook.label(word))
            }
    }

    private mutating func codes(_ codes: TripleSCodes, _ name: String) -> TripleSCodes {
        for change in codes.changed {
            losses.add(
                Loss(
                    .simplified, of: name,
                    "has the code \(change.to) in place of \(change.from) for `\(change.name)`"))
        }
        return codes
    }
}
