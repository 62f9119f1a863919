/// The sums of scores and of their squares as fractions: over `denominator`, and over its square.
package struct ScoreSums: Sendable {
    package private(set) var sum: Int128 = 0
    package private(set) var squares: Int128 = 0
    package private(set) var denominator: Int128 = 1

    /// Of those who answered so many items at least; `levels` are by how many they answered. Nil if they do not fit.
    package init?(_ levels: [ScaleMoments.Level], least: Int) {
        let scored = levels.enumerated().filter {
            $0.offset > 0 && $0.offset >= least && $0.element.respondents > 0
        }
        for (answered, _) in scored {
            let count = Int128(answered)
            let (product, overflow) = denominator.multipliedReportingOverflow(
                by: count / Self.divisor(denominator, count))
            guard !overflow else { return nil }
            denominator = product
        }
        for (answered, group) in scored {
            let factor = denominator / Int128(answered)
            let (first, a) = group.sum.multipliedReportingOverflow(by: factor)
            let (sum, b) = self.sum.addingReportingOverflow(first)
            let (square, c) = factor.multipliedReportingOverflow(by: factor)
            let (second, d) = group.squares.multipliedReportingOverflow(by: square)
            let (squares, e) = self.squares.addingReportingOverflow(second)
            guard !a, !b, !c, !d, !e else { return nil }
            self.sum = sum
            self.squares = squares
        }
    }

    /// The greatest common divisor, by Euclid.
    private static func divisor(_ a: Int128, _ b: Int128) -> Int128 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
