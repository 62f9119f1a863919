/// How bars are drawn.
public enum BarStyle: Sendable {
    /// Block elements, to an eighth of a cell.
    case blocks
    /// Number signs, for terminals and fonts that have no more.
    case ascii

    /// What the three classes of a promoter score are drawn with, the lowest first.
    var classSigns: [Character] { self == .blocks ? ["░", "▒", "█"] : ["-", "=", "#"] }
    /// What stands in place of a figure that is hidden.
    var hidden: String { self == .blocks ? "·" : "." }
    /// What stands in place of a figure that cannot be computed.
    var absent: String { self == .blocks ? "–" : "-" }
    /// What stands where a text was cut.
    var cut: String { self == .blocks ? "…" : "..." }

    /// A bar for a share from 0 to 100 in a space of `width` cells. Anything above zero shows.
    func bar(_ share: Double, width: Int) -> String {
        let share = min(max(share, 0), 100)
        guard width > 0 else { return "" }
        switch self {
        case .ascii:
            let cells = Int((share / 100 * Double(width)).rounded())
            return String(repeating: "#", count: share > 0 ? max(cells, 1) : 0)
        case .blocks:
            let eighths = Int((share / 100 * Double(width * 8)).rounded())
            let shown = share > 0 ? max(eighths, 1) : 0
            let part: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
            return String(repeating: "█", count: shown / 8)
                + (shown % 8 > 0 ? String(part[shown % 8 - 1]) : "")
        }
    }

    /// Three classes in one bar of `width` cells, the whole width being their sum. Largest remainders get the cells
    /// that rounding down leaves over, so that the bar is always full.
    func stacked(_ counts: [Int], width: Int) -> String {
        let total = counts.reduce(0, +)
        guard total > 0 else { return "" }
        let exact = counts.map { Double($0) / Double(total) * Double(width) }
        var cells = exact.map { Int($0) }
        let order = exact.indices.sorted {
            (exact[$0] - Double(cells[$0]), $1) > (exact[$1] - Double(cells[$1]), $0)
        }
        for index in order.prefix(width - cells.reduce(0, +)) { cells[index] += 1 }
        return zip(cells, classSigns).map { String(repeating: $1, count: $0) }.joined()
    }
}
