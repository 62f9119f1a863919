internal import Statistics
internal import Tallies

/// What is collected for an analysis of one population: the respondents of one cell.
///
/// Parts of one population merge into what all of it at once would have given, in any order. Cells are not its concern:
/// `AnalysisCells` keeps one for each locale and group, merges them for everybody, and hides what is too small.
package protocol ResponseAnalysis: Sendable {
    /// How many respondents count so far: what decides whether the cell may be shown.
    var base: Int { get }
    /// Takes a response in.
    mutating func add(_ response: borrowing CodedResponse)
    /// Takes in what another part of the same analysis saw.
    mutating func merge(_ other: Self)
    /// What is to be said of one cell, by itself.
    func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis]
    /// The bases of the rows of its tables that are made of a part of the respondents each, as the levels of a curve are; for
    /// each way in which the cell is divided its parts, the same in all cells. None by default.
    var partBases: [[Int]] { get }
    /// The same as `analyses` where some parts must not be shown, for each division and part of `partBases`.
    func analyses(in cell: Cell, hiding: [[Bool]], _ options: AnalysisOptions) -> [Analysis]
    /// What the cell is called where it is hidden: the kinds and subjects that `analyses` gives.
    var names: [(kind: Analysis.Kind, subject: String)] { get }
    /// What is to be said of cells side by side, on top: comparisons. `cells` are those that may be shown, without
    /// everybody.
    static func comparisons(of cells: [(cell: Cell, part: Self)], _ options: AnalysisOptions) -> [Analysis]
    /// What is to be said of all cells, those included that are hidden, comparisons last. The first row is that of
    /// everybody, in which the last cell is all; the others are its groups. An analysis whose cells have small parts of
    /// their own, such as periods, hides those here, where it sees all of which they are margins.
    static func analyses(
        of rows: [[(cell: Cell, part: Self)]], isHidden: [[Bool]], _ options: AnalysisOptions
    ) -> [Analysis]
}

extension ResponseAnalysis {
    /// Nobody is shown in parts.
    package var partBases: [[Int]] { [] }

    /// Without parts, all is shown.
    package func analyses(in cell: Cell, hiding: [[Bool]], _ options: AnalysisOptions) -> [Analysis] {
        analyses(in: cell, options)
    }

    /// Nothing is compared.
    package static func comparisons(of cells: [(cell: Cell, part: Self)], _ options: AnalysisOptions)
        -> [Analysis]
    {
        []
    }

    /// Each cell by itself, without those of its parts that must not be shown, then comparisons of cells that may be.
    package static func analyses(
        of rows: [[(cell: Cell, part: Self)]], isHidden: [[Bool]], _ options: AnalysisOptions
    ) -> [Analysis] {
        let columns = rows.first?.map(\.cell.locale) ?? []
        let nobody = rows.first?.first?.part.partBases.map { $0.map { _ in 0 } } ?? []
        let hiddenParts = SmallParts.hidden(
            bases: rows.map { row in
                columns.map { locale in row.first { $0.cell.locale == locale }?.part.partBases ?? nobody }
            },
            cells: zip(rows, isHidden).map { row, hidden in
                columns.map { locale in
                    row.firstIndex { $0.cell.locale == locale }.map { hidden[$0] } ?? true
                }
            }, options.suppression)
        var analyses: [Analysis] = []
        var comparable: [(cell: Cell, part: Self)] = []
        for (row, (cells, hidden)) in zip(rows, isHidden).enumerated() {
            for ((cell, part), isHidden) in zip(cells, hidden) {
                if isHidden {
                    analyses += part.names.map { Analysis($0.kind, of: $0.subject, in: cell, .suppressed) }
                } else if let column = columns.firstIndex(of: cell.locale) {
                    analyses += part.analyses(in: cell, hiding: hiddenParts[row][column], options)
                    if cell.locale != nil || !cell.by.isEmpty { comparable.append((cell, part)) }
                }
            }
        }
        return analyses + comparisons(of: comparable, options)
    }
}

/// One analysis in every cell.
package struct AnalysisCells<Part: ResponseAnalysis>: Sendable {
    private let empty: Part
    /// The locales in the order in which they are shown; the last place is that of everybody.
    private let locales: [String]
    private let byLocale: Bool
    /// The values of each variable that makes groups, in the order of the survey.
    private let order: [String: [String: Int]]
    /// For each group, none being the first, a part for each locale.
    private var parts: [[Cell.Part]: [Part]] = [:]

    /// Makes an analysis that has seen nobody. `locales` are those of the plan.
    ///
    /// Groups stand in the order of `values`, which gives those of each variable; what it does not have follows by name.
    package init(
        _ empty: Part, locales: [String], byLocale: Bool, values: [String: [String]] = [:]
    ) {
        self.empty = empty
        order = values.mapValues { Dictionary($0.enumerated().map { ($1, $0) }) { first, _ in first } }
        self.locales = locales
        self.byLocale = byLocale
    }

    /// Takes a response in.
    package mutating func add(_ response: borrowing CodedResponse) {
        let blank = empty
        let count = locales.count
        parts[response.group, default: [Part](repeating: blank, count: count)][response.row.cell].add(
            response)
    }

    /// Takes in what another one saw.
    package mutating func merge(_ other: Self) {
        for (group, others) in other.parts {
            guard var mine = parts.removeValue(forKey: group) else {
                parts[group] = others
                continue
            }
            for index in mine.indices { mine[index].merge(others[index]) }
            parts[group] = mine
        }
    }

    /// The analyses of all cells: everybody's locales and everybody, then each group's in the same way, then comparisons.
    package func analyses(_ options: AnalysisOptions) -> [Analysis] {
        let groups = parts.keys.sorted { $0.lexicographicallyPrecedes($1) { key($0) < key($1) } }
        var all = [Part](repeating: empty, count: locales.count)
        for group in groups {
            guard let row = parts[group] else { continue }
            for index in row.indices { all[index].merge(row[index]) }
        }
        let named = groups.filter { !$0.isEmpty }
        let rows = [([], all)] + named.map { ($0, parts[$0] ?? all) }
        return Self.analyses(
            of: rows.map { group, row in
                var everybody = empty
                for part in row { everybody.merge(part) }
                let shown = byLocale ? zip(locales, row).filter { isShown($0.0, $0.1) } : []
                return shown.map { (Cell(locale: $0.0, by: group), $0.1) } + [
                    (Cell(locale: nil, by: group), everybody)
                ]
            }, options)
    }

    /// Where a value stands among those of its variable.
    private func key(_ part: Cell.Part) -> (String, Int, String) {
        (part.variable, order[part.variable]?[part.value] ?? .max, part.value)
    }

    private func isShown(_ locale: String, _ part: Part) -> Bool { locale != "und" || part.base > 0 }

    /// The analyses of a table of cells: the first row is that of everybody, in which the last cell is all; the others
    /// are its groups.
    package static func analyses(of rows: [[(cell: Cell, part: Part)]], _ options: AnalysisOptions)
        -> [Analysis]
    {
        // Rows of groups have the cells of the first one, so that columns are margins.
        let columns = rows.first?.map(\.cell.locale) ?? []
        let bases = rows.map { row in
            columns.map { locale in row.first { $0.cell.locale == locale }?.part.base ?? 0 }
        }
        let isHidden = SmallCells.hidden(rows: bases, options.suppression)
        let ofCells = zip(rows, isHidden).map { cells, hidden in
            cells.map { cell, _ in columns.firstIndex(of: cell.locale).map { hidden[$0] } ?? true }
        }
        return Part.analyses(of: rows, isHidden: ofCells, options)
    }
}
