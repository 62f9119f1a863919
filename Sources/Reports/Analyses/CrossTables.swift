internal import Analyses
internal import Terminal
internal import Translations

// A cross table as people know it: the answers to one question down, those to the other across.

extension StatisticsReport {
    /// Shares of columns with the letters of columns that they are above; nil where the window is too narrow or the rows are no
    /// pairs, so that they are listed instead.
    func crossTable(_ table: Analysis.Table, of analysis: Analysis) -> [String]? {
        let pairs = table.rows.compactMap { row in
            key("row", row).flatMap { down in key("column", row).map { (down: down, across: $0, row: row) } }
        }
        // Rows without a row are the columns themselves, with their bases.
        let others = table.rows.filter { key("row", $0) == nil }
        guard let first = pairs.first, others.allSatisfy({ key("column", $0) != nil }),
            let name = [Measure.Name.columnShare, .share, .count].first(where: { name in
                pairs.contains { $0.row.measures.contains { $0.name == name } }
            })
        else { return nil }
        let down = unique(pairs.map(\.down))
        let across = unique(pairs.map(\.across))
        var cells: [[Analysis.Key]: Analysis.Row] = [:]
        for pair in pairs { cells[[pair.down, pair.across]] = pair.row }
        let columns = across.map { column in table.rows.filter { key("column", $0) == column } }
        let letters = columns.map { rows in rows.lazy.compactMap { key("letter", $0)?.value }.first }
        var crossed = Table(
            [.init(head: keyName(first.down.name, of: analysis), alignment: .left)]
                + zip(across, letters).map { column, letter in
                    let name = keyValue(column, of: analysis)
                    return .init(head: letter.map { $0 + " " + name } ?? name, alignment: .left)
                })
        crossed.longestWord = 20
        for key in down {
            crossed.add(
                [keyValue(key, of: analysis)]
                    + across.map { other in
                        guard let row = cells[[key, other]] else { return bars.absent }
                        guard !row.isSuppressed else { return bars.hidden }
                        guard let measure = row.measures.first(where: { $0.name == name }) else {
                            return bars.absent
                        }
                        let number = formatted(measure, of: analysis)
                        return row.marks.isEmpty ? number : number + " " + inWords(row.marks)
                    })
        }
        let bases = columns.map { $0.lazy.compactMap(\.n).first }
        if bases.contains(where: { $0 != nil }) {
            crossed.add([texts[.base]] + bases.map { $0.map { numbers.count($0) } ?? bars.hidden })
        }
        guard crossed.neededWidth() <= width else { return nil }
        return crossed.lines(width: width, cut: bars.cut)
            + (letters.contains { $0 != nil } ? indented(texts[.lettersNote]) : [])
    }

    private func unique(_ keys: [Analysis.Key]) -> [Analysis.Key] {
        var seen: Set<Analysis.Key> = []
        return keys.filter { seen.insert($0).inserted }
    }

    private func key(_ name: String, _ row: Analysis.Row) -> Analysis.Key? {
        row.keys.first { $0.name == name }
    }
}
