package import Statistics

/// Which cells of one figure are hidden: those under the minimum base, and those that would give them back.
package enum SmallCells {
    /// `bases` are those of the locales and last that of everybody.
    package static func hidden(bases: [Int], _ rule: SuppressionRule) -> [Bool] {
        guard let everybody = bases.last, bases.count > 1 else { return bases.map(rule.hides(base:)) }
        let suppression = rule.suppression(ofCells: Array(bases.dropLast()), totalIsPublished: true)
        return suppression.cells + [suppression.total || rule.hides(base: everybody)]
    }

    /// The same of a metric that is broken down: the first row is that of everybody, the others are its groups.
    ///
    /// A group is a part of its locale as a locale is of everybody, so each row and each column is a margin from which a
    /// hidden cell could be found. Hiding in one may give a cell of another away, so they are gone over until nothing
    /// more has to be hidden. Whoever is in no group makes a part that is not shown. The first row is judged by itself,
    /// since other results show the same respondents without groups.
    package static func hidden(rows: [[Int]], _ rule: SuppressionRule) -> [[Bool]] {
        guard let first = rows.first else { return [] }
        let everybody = hidden(bases: first, rule)
        guard rows.count > 1 else { return [everybody] }
        var margins = Margins(rule)
        let top = zip(first, everybody).map { margins.append($0, isHidden: $1, isFixed: !$1) }
        let groups = rows.dropFirst().map { row in row.map { margins.append($0) } }
        // Those who are in no group add up as groups do.
        let rest = first.indices.map { column in
            let inGroups = rows.dropFirst().reduce(0) { min($0 + max(0, min($1[column], 1 << 60)), 1 << 60) }
            return margins.append(
                max(0, min(first[column], 1 << 60) - inGroups), isHidden: true, isFixed: true)
        }
        if first.count > 1 {
            for row in [top] + groups + [rest] {
                if let total = row.last { margins.add(Array(row.dropLast()), upTo: total) }
            }
        }
        for (column, total) in top.enumerated() {
            margins.add(groups.map { $0[column] } + [rest[column]], upTo: total)
        }
        margins.settle()
        return [everybody] + groups.map { row in row.map { margins.isHidden[$0] } }
    }
}
