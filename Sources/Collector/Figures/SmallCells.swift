internal import Statistics

/// Which cells of one figure are hidden: those under the minimum base, and those that would give them back.
enum SmallCells {
    /// `bases` are those of the locales and last that of everybody.
    static func hidden(bases: [Int], _ rule: SuppressionRule) -> [Bool] {
        guard let everybody = bases.last, bases.count > 1 else { return bases.map(rule.hides(base:)) }
        let suppression = rule.suppression(ofCells: Array(bases.dropLast()), totalIsPublished: true)
        return suppression.cells + [suppression.total || rule.hides(base: everybody)]
    }
}
