internal import Statistics

/// Parts of cells, as periods or columns are, in a table of cells: which of them are hidden.
enum MarginTable {
    /// `rows` are those of `ResponseAnalysis.analyses(of:isHidden:_:)`: everybody first, and in each the last cell is all of
    /// it. Each cell has its locale, the bases of its parts, and its own base, of which the parts may leave something out.
    /// For each cell the result has whether each part is hidden, and last whether all of it is.
    ///
    /// A part belongs to its cell, to the same part of all locales, and a group's to the same part of everybody. Where
    /// `wholesAreShown`, figures show what a whole answered, so that hiding it here would be of no use.
    static func hidden(
        _ rows: [[(locale: String?, parts: [Int], whole: Int)]], _ isHidden: [[Bool]],
        _ rule: SuppressionRule, wholesAreShown: Bool = false
    ) -> [[[Bool]]] {
        let columns = rows.first?.map(\.locale) ?? []
        let figures =
            wholesAreShown
            ? SmallCells.hidden(
                rows: rows.map { row in
                    columns.map { locale in row.first { $0.locale == locale }?.whole ?? 0 }
                }, rule) : []
        var margins = Margins(rule)
        var places: [[[Int]]] = []
        for (row, cells) in rows.enumerated() {
            places.append([])
            for (column, cell) in cells.enumerated() {
                let hides = isHidden[row][column]
                let isShown = columns.firstIndex(of: cell.locale).map { wholesAreShown && !figures[row][$0] }
                let parts = cell.parts.map { margins.append($0, isHidden: hides) }
                let whole = margins.append(
                    cell.whole, isHidden: hides && isShown != true, isFixed: isShown == true)
                let inParts = cell.parts.reduce(0) { min($0 + max(0, min($1, 1 << 60)), 1 << 60) }
                // Those who are in no part add up as parts do.
                let rest = margins.append(
                    max(0, min(cell.whole, 1 << 60) - inParts), isHidden: true, isFixed: true)
                margins.add(parts + [rest], upTo: whole)
                places[row].append(parts + [rest, whole])
            }
            guard cells.count > 1, let all = places[row].last else { continue }
            for index in all.indices {
                margins.add(places[row].dropLast().map { $0[index] }, upTo: all[index])
            }
        }
        if let first = rows.first, rows.count > 1 {
            for (column, cell) in first.enumerated() {
                let groups = rows.indices.dropFirst().compactMap { row in
                    rows[row].firstIndex { $0.locale == cell.locale }.map { places[row][$0] }
                }
                for index in places[0][column].indices {
                    margins.add(groups.map { $0[index] }, upTo: places[0][column][index])
                }
            }
        }
        margins.settle()
        return zip(places, isHidden).map { row, isHidden in
            zip(row, isHidden).map { cell, isHidden in
                let hidden = cell.map { margins.isHidden[$0] }
                return Array(hidden.dropLast(2)) + [isHidden || hidden[hidden.count - 1]]
            }
        }
    }
}
