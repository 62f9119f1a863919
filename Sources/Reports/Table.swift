internal import Terminal

/// A table for a terminal: columns as wide as their widest cell, measured in terminal cells, and room for a bar.
struct Table {
    /// A column.
    struct Column {
        /// What stands above it.
        var head: String
        /// Where its cells stand: numbers at the right.
        var alignment = Alignment.right
        /// How narrow the column may become where the window is narrow; nil is as wide as its widest cell.
        var minimum: Int?
        /// Whether the column is left out where the window is too narrow for all.
        var isOptional = false
    }

    /// Draws a bar in so many cells.
    typealias Bar = (_ width: Int) -> String

    /// The longest word of a head that is not broken where room is short.
    var longestWord = 12

    private let columns: [Column]
    private var rows: [(cells: [String], bar: Bar?)] = []

    /// A table with these columns, the bars behind the last.
    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row with a cell for each column.
    mutating func add(_ cells: [String], bar: Bar? = nil) { rows.append((cells, bar)) }

    /// The lines, heads first, in so many cells.
    ///
    /// Where that is too narrow, heads take more lines, then bars and optional columns are left out, then columns that may
    /// become narrower do.
    func lines(width: Int, cut: String, indentation: Int = 2) -> [String] {
        let needed = columns.indices.filter { !columns[$0].isOptional }
        var shown = Array(columns.indices)
        var widths = widths(of: shown, in: width, indentation)
        if Self.total(widths, indentation) > width, needed.count < shown.count {
            shown = needed
            widths = self.widths(of: shown, in: width, indentation)
        }
        for (place, index) in shown.enumerated() {
            let excess = Self.total(widths, indentation) - width
            guard let minimum = columns[index].minimum, excess > 0 else { continue }
            widths[place] = max(minimum, widths[place] - excess)
        }
        let rest = width - Self.total(widths, indentation) - 2
        let barWidth = rest < Self.barRoom.lowerBound ? 0 : min(rest, Self.barRoom.upperBound)
        let alignments = shown.map { columns[$0].alignment }
        let heads = headLines(shown.map { columns[$0].head }, widths)
        let lines =
            heads.map { ($0, "") }
            + rows.map { row in
                (shown.map { row.cells[$0] }, barWidth > 0 ? row.bar?(barWidth) ?? "" : "")
            }
        return lines.map { cells, bar in
            let texts = cells.indices.map {
                cells[$0].fitted(to: widths[$0], alignment: alignments[$0], mark: cut)
            }
            var line = String(repeating: " ", count: indentation) + (texts + [bar]).joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// How many cells it takes where heads take more lines, bars and optional columns are left out and nothing is cut.
    func neededWidth(indentation: Int = 2) -> Int {
        Self.total(
            widths(of: columns.indices.filter { !columns[$0].isOptional }, in: 0, indentation), indentation)
    }

    /// How narrow and how wide bars may be.
    private static let barRoom = 8...30

    /// The widths that cells and heads ask for; heads in one line where that leaves room for bars.
    private func widths(of shown: [Int], in width: Int, _ indentation: Int) -> [Int] {
        let cells = shown.map { column in rows.map { $0.cells[column].displayWidth }.max() ?? 0 }
        let heads = shown.map { columns[$0].head }
        let wide = zip(cells, heads).map { max($0, $1.displayWidth) }
        let barRoom = rows.contains { $0.bar != nil } ? 2 + Self.barRoom.lowerBound : 0
        guard Self.total(wide, indentation) + barRoom > width else { return wide }
        return zip(cells, heads).map { cell, head in
            max(
                cell,
                min(head.split(separator: " ").map { String($0).displayWidth }.max() ?? 0, longestWord))
        }
    }

    private static func total(_ widths: [Int], _ indentation: Int) -> Int {
        widths.reduce(indentation + 2 * (widths.count - 1), +)
    }

    /// The heads in as many lines as the longest needs, the shorter ones at the bottom.
    private func headLines(_ heads: [String], _ widths: [Int]) -> [[String]] {
        let heads = zip(heads, widths).map { $0.wrapped(to: $1) }
        let height = heads.map(\.count).max() ?? 1
        return (0..<height).map { line in
            heads.map { head in
                let place = line - (height - head.count)
                return place < 0 ? "" : head[place]
            }
        }
    }
}
