internal import Analyses
internal import Terminal

/// What goes with an outcome, by how strongly it does and how well it does itself: letters on a plane, with lines at the means.
struct ImportanceChart {
    /// A row of the table.
    struct Point {
        var row: Int
        var importance: Double
        var performance: Double
    }

    let points: [Point]
    /// Which measure stands for importance.
    let importance: Measure.Name
    let importances: ClosedRange<Double>
    let performances: ClosedRange<Double>

    /// Nil for fewer than two points.
    init?(points: [Point], importance: Measure.Name) {
        let points = points.filter { $0.importance.isFinite && $0.performance.isFinite }
        guard points.count > 1, let lowest = points.map(\.importance).min(),
            let least = points.map(\.performance).min(),
            let highest = points.map(\.importance).max(), let most = points.map(\.performance).max()
        else { return nil }
        self.points = points
        self.importance = importance
        importances = lowest...highest
        performances = least...most
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    /// The letter of each row that has one; there are fifty-two.
    var letters: [Int: Character] {
        Dictionary(uniqueKeysWithValues: zip(points.map(\.row), Self.alphabet))
    }

    /// The plane in so many cells, and the letters that stand on one place.
    func drawn(width: Int, height: Int, _ bars: BarStyle) -> (lines: [String], together: [String]) {
        let isASCII = bars == .ascii
        let width = max(4, width - 1)
        func place(_ value: Double, in range: ClosedRange<Double>, _ count: Int) -> Int {
            let (low, high) = (range.lowerBound, range.upperBound)
            guard high > low else { return count / 2 }
            return min(count - 1, Int((value / 2 - low / 2) / (high / 2 - low / 2) * Double(count - 1) + 0.5))
        }
        func column(_ value: Double) -> Int { place(value, in: performances, width) }
        func line(_ value: Double) -> Int { height - 1 - place(value, in: importances, height) }
        var cells = [[Character]](repeating: Array(repeating: " ", count: width), count: height)
        let count = Double(points.count)
        let middle = line(points.map { $0.importance / count }.reduce(0, +))
        let center = column(points.map { $0.performance / count }.reduce(0, +))
        for index in cells[middle].indices { cells[middle][index] = isASCII ? "." : "┄" }
        for index in cells.indices { cells[index][center] = isASCII ? ":" : "┊" }
        cells[middle][center] = isASCII ? "+" : "┼"
        var there: [[Int]: String] = [:]
        for (point, letter) in zip(points, Self.alphabet) {
            let place = [line(point.importance), column(point.performance)]
            if there[place] == nil { cells[place[0]][place[1]] = letter }
            there[place, default: ""].append(letter)
        }
        let lines = cells.map { row -> String in
            var text = (isASCII ? "|" : "│") + String(row)
            while text.last == " " { text.removeLast() }
            return text
        }
        let floor = (isASCII ? "+" : "└") + String(repeating: isASCII ? "-" : "─", count: width)
        let together = there.values.filter { $0.count > 1 }.sorted().map {
            $0.map(String.init).joined(separator: ", ")
        }
        return (lines + [floor], together)
    }
}
