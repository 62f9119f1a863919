extension BarStyle {
    /// What stands in a drawing where there is no figure.
    var gap: String { self == .blocks ? "·" : "?" }

    private var levels: [Character] { self == .blocks ? Array("▁▂▃▄▅▆▇█") : Array("_.-=+*#@") }

    /// A figure over time, one character for each period, from the lowest to the highest of them; the middle where they are
    /// all the same. Linear.
    func sparkline(_ values: [Double?]) -> String {
        let known = values.compactMap(\.self).filter(\.isFinite)
        guard let low = known.min(), let high = known.max() else {
            return String(repeating: gap, count: values.count)
        }
        return values.map { value in
            guard let value, value.isFinite else { return gap }
            // Halves first: a range of two large numbers is beyond what a number holds.
            let share = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5
            return String(levels[min(levels.count - 1, Int(share * Double(levels.count)))])
        }.joined()
    }
}
