internal import Terminal

extension BarStyle {
    var valueSign: Character { self == .blocks ? "●" : "o" }
    var signalSign: Character { self == .blocks ? "◆" : "X" }
    var centerSign: Character { self == .blocks ? "─" : "-" }
    var limitSign: Character { self == .blocks ? "┄" : "." }
}

/// A process over time between its limits, eight lines high. What is out of them has another sign, not only another place.
struct ControlChart {
    /// One period; nil is what is not known of it.
    struct Point {
        var value: Double?
        var center: Double?
        var lower: Double?
        var upper: Double?
        var isSignal: Bool
    }

    var points: [Point]
    var bars: BarStyle

    private static let height = 8

    /// The drawing with the limits and the center at its left; the latest periods where there are more than have room. Empty
    /// where there is no value.
    func lines(width: Int, _ format: (Double) -> String) -> [String] {
        let all = points.flatMap { [$0.value, $0.center, $0.lower, $0.upper] }.compactMap(\.self).filter(
            \.isFinite)
        guard points.contains(where: { $0.value != nil }), let low = all.min(), let high = all.max() else {
            return []
        }
        func row(_ value: Double) -> Int {
            guard high > low, value.isFinite else { return Self.height / 2 }
            let share = (value / 2 - low / 2) / (high / 2 - low / 2)
            return Self.height - 1 - min(Self.height - 1, Int(share * Double(Self.height)))
        }
        var labels = [String](repeating: "", count: Self.height)
        // The later ones win a line that two of them would stand on.
        let last = points.last
        for value in [low, high, last?.lower, last?.upper, last?.center].compactMap(\.self)
        where value.isFinite {
            labels[row(value)] = format(value)
        }
        let labelWidth = labels.map(\.displayWidth).max() ?? 0
        let room = max(1, width - labelWidth - 2)
        let step = min(3, max(1, room / points.count))
        let shown = points.suffix(room / step)
        var lines = [[Character]](repeating: [], count: Self.height)
        for point in shown {
            for index in lines.indices { lines[index] += Array(repeating: " ", count: step) }
            func draw(_ value: Double?, _ sign: Character, wide: Bool) {
                guard let value, value.isFinite else { return }
                let line = row(value)
                let end = lines[line].count
                for place in wide ? end - step..<end : end - step / 2 - 1..<end - step / 2 {
                    lines[line][place] = sign
                }
            }
            draw(point.lower, bars.limitSign, wide: true)
            draw(point.upper, bars.limitSign, wide: true)
            draw(point.center, bars.centerSign, wide: true)
            draw(point.value, point.isSignal ? bars.signalSign : bars.valueSign, wide: false)
        }
        return zip(labels, lines).map { label, line in
            var text = label.padded(to: labelWidth, alignment: .right) + "  " + String(line)
            while text.last == " " { text.removeLast() }
            return text
        }
    }
}
