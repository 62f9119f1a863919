internal import Statistics

/// Which cells of one figure are hidden: those under the minimum base, and those that would give them back.
enum SmallCells {
    /// `bases` are those of the locales and last that of everybody.
    static func hidden(bases: [Int], _ rule: SuppressionRule) -> [Bool] {
        guard let everybody = bases.last, bases.count > 1 else { return bases.map(rule.hides(base:)) }
        let suppression = rule.suppression(ofCells: Array(bases.dropLast()), totalIsPublished: true)
        return suppression.cells + [suppression.total || rule.hides(base: everybody)]
    }

    /// The same of a metric that is broken down: the first row is that of everybody, the others are its groups.
    ///
    /// A group is a part of its locale as a locale is of everybody, so each row and each column is a margin from which a
    /// hidden cell could be found. Hiding in one may give a cell of another away, so they are gone over until nothing
    /// more has to be hidden. Whoever is in no group makes a part that is not shown.
    static func hidden(rows: [[Int]], _ rule: SuppressionRule) -> [[Bool]] {
        guard let first = rows.first else { return [] }
        var isHidden = rows.map { $0.map(rule.hides(base:)) }
        isHidden[0] = hidden(bases: first, rule)
        guard rows.count > 1 else { return isHidden }
        let groups = rows.indices.dropFirst()
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for row in rows.indices where first.count > 1 {
                let last = first.count - 1
                let found = rule.suppression(
                    ofCells: Array(rows[row].dropLast()), hidden: Array(isHidden[row].dropLast()),
                    totalIsPublished: !isHidden[row][last])
                for (index, hides) in (found.cells + [found.total]).enumerated()
                where hides && !isHidden[row][index] && rows[row][index] > 0 {
                    isHidden[row][index] = true
                    hasChanged = true
                }
            }
            for column in first.indices {
                let cells = groups.map { rows[$0][column] }
                let inGroups = cells.reduce(0) { min($0 + $1, 1 << 60) }
                let rest = max(0, first[column] - inGroups)
                let found = rule.suppression(
                    ofCells: cells + [rest], hidden: groups.map { isHidden[$0][column] },
                    totalIsPublished: !isHidden[0][column])
                for (row, hides) in zip([0] + groups, [found.total] + found.cells)
                where hides && !isHidden[row][column] && rows[row][column] > 0 {
                    isHidden[row][column] = true
                    hasChanged = true
                }
            }
        }
        return isHidden
    }
}
