internal import Statistics

/// Which parts of cells are hidden: rows of a table that are respondents of the cell, as the levels of a curve are.
///
/// A part of a locale is a part of the same part of everybody, and the parts of a cell are together the cell; each is a
/// margin from which a hidden part could be found. Both are gone over until nothing more has to be hidden.
enum SmallParts {
    /// For each row of cells and each cell, for each division of it, whether its parts are hidden. `bases` are in the same
    /// order; all cells are divided alike. The parts of a division are together the cell, which is shown unless it is hidden;
    /// a division into one part says of whom a cell speaks, and has no other total.
    static func hidden(
        bases: [[[[Int]]]], cells isHidden: [[Bool]], _ rule: SuppressionRule
    ) -> [[[[Bool]]]] {
        var margins = Margins(rule)
        // Of whom a cell speaks has a figure elsewhere, which is hidden by itself.
        let figures = (bases.first?.first ?? []).indices.map { division -> [[Bool]]? in
            guard bases[0][0][division].count == 1 else { return nil }
            return SmallCells.hidden(rows: bases.map { row in row.map { $0[division][0] } }, rule)
        }
        let places = bases.indices.map { row in
            bases[row].indices.map { column in
                bases[row][column].enumerated().map { division, parts in
                    parts.map {
                        guard let figure = figures[division]?[row][column] else {
                            return margins.append($0, isHidden: isHidden[row][column])
                        }
                        return margins.append($0, isHidden: figure, isFixed: !figure)
                    }
                }
            }
        }
        for (division, parts) in (bases.first?.first ?? []).enumerated() {
            for part in parts.indices {
                for row in places where row.count > 1 {
                    if let total = row.last?[division][part] {
                        margins.add(row.dropLast().map { $0[division][part] }, upTo: total)
                    }
                }
                guard let first = places.first, places.count > 1 else { continue }
                for column in first.indices {
                    margins.add(
                        places.dropFirst().map { $0[column][division][part] },
                        upTo: first[column][division][part])
                }
            }
            guard parts.count > 1 else { continue }
            for (row, cells) in places.enumerated() {
                for (column, cell) in cells.enumerated() {
                    let all = bases[row][column][division].reduce(0) {
                        min($0 + max(0, min($1, 1 << 60)), 1 << 60)
                    }
                    let hides = isHidden[row][column]
                    let whole = margins.append(all, isHidden: hides, isFixed: !hides)
                    margins.add(cell[division], upTo: whole)
                }
            }
        }
        margins.settle()
        return places.map { row in
            row.map { cell in cell.map { parts in parts.map { margins.isHidden[$0] } } }
        }
    }
}
