/// Which bases are too small to be shown.
public struct SuppressionRule: Hashable, Sendable {
    /// The smallest base that is shown.
    public let minimumBase: Int

    /// The smallest minimum that can be asked for.
    public static let smallestMinimum = 5

    /// Ten, what every table uses unless told otherwise.
    public static let standard = SuppressionRule(checked: 10)

    /// Nothing is hidden: for the invented respondents of tests.
    package static let none = SuppressionRule(checked: 0)

    /// Nil if the minimum is below `smallestMinimum`.
    public init?(minimumBase: Int) {
        guard minimumBase >= Self.smallestMinimum else { return nil }
        self.init(checked: minimumBase)
    }

    private init(checked minimumBase: Int) { self.minimumBase = minimumBase }

    /// Whether a base is too small to be shown. An empty one is not: there is nobody to give away.
    public func hides(base: Int) -> Bool { base > 0 && base < minimumBase }

    /// What to hide of the cells of one margin, and whether to hide their total.
    ///
    /// Cells that are too small are hidden. Where the total is shown, whoever subtracts the shown cells from it gets
    /// the hidden ones taken together, their score included; so hidden cells must be several, and together
    /// themselves a base that may be shown. Until they are, the next smallest cell is hidden too, and if none is left,
    /// the total. This guards against subtraction, not against what an attacker knows from elsewhere.
    ///
    /// Cells that are in several margins, as those of a table with rows and columns, may be hidden for the sake of
    /// another one already; `hidden` says which, and is empty if none is.
    ///
    /// Counts below zero count as empty. Takes `O(n log n)`.
    public func suppression(
        ofCells cells: [Int], hidden alreadyHidden: [Bool] = [], totalIsPublished: Bool
    ) -> Suppression {
        var isHidden = cells.map(hides(base:))
        for (index, hides) in alreadyHidden.enumerated() where hides && isHidden.indices.contains(index) {
            isHidden[index] = isHidden[index] || cells[index] > 0
        }
        let total = cells.reduce(0) { saturatingSum($0, max(0, $1)) }
        if !totalIsPublished || hides(base: total) { return Suppression(cells: isHidden, total: true) }
        let hidden = cells.indices.filter { isHidden[$0] }
        if hidden.isEmpty { return Suppression(cells: isHidden, total: false) }
        var sum = hidden.reduce(0) { saturatingSum($0, cells[$1]) }
        var count = hidden.count
        let others = cells.indices.filter { cells[$0] > 0 && !isHidden[$0] }.sorted {
            (cells[$0], $0) < (cells[$1], $1)
        }
        for next in others where !isSafe(hiddenCells: count, together: sum) {
            isHidden[next] = true
            sum = saturatingSum(sum, cells[next])
            count += 1
        }
        return Suppression(cells: isHidden, total: !isSafe(hiddenCells: count, together: sum))
    }

    /// Cells that are one each are known from their sum, since empty cells are not hidden.
    private func isSafe(hiddenCells count: Int, together sum: Int) -> Bool {
        count > 1 && sum >= minimumBase && sum > count
    }
}

/// What must not be shown of the cells of one margin.
public struct Suppression: Hashable, Sendable {
    /// For each cell, whether it is hidden.
    public let cells: [Bool]
    /// Whether the total is hidden, or was not to be shown in the first place.
    public let total: Bool
}

private func saturatingSum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflows) = a.addingReportingOverflow(b)
    return overflows ? Int.max : sum
}
