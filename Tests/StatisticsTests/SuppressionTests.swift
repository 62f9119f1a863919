import Testing

@testable import Statistics

@Suite struct SuppressionTests {
    private func hidden(_ cells: [Int], minimum: Int = 10, total: Bool = true) throws -> Suppression {
        try #require(SuppressionRule(minimumBase: minimum)).suppression(
            ofCells: cells, totalIsPublished: total)
    }

    @Test func theMinimumIsTenAndNeverBelowFive() {
        #expect(SuppressionRule.standard.minimumBase == 10)
        #expect(SuppressionRule(minimumBase: 4) == nil)
        #expect(SuppressionRule(minimumBase: 5) != nil)
        #expect(SuppressionRule.standard.hides(base: 9))
        #expect(SuppressionRule.standard.hides(base: 1))
        #expect(!SuppressionRule.standard.hides(base: 10))
        #expect(!SuppressionRule.standard.hides(base: 0))
    }

    @Test func oneSmallCellTakesTheNextSmallestAlong() throws {
        #expect(try hidden([40, 4, 30, 20]) == Suppression(cells: [false, true, false, true], total: false))
    }

    @Test func withoutATotalOnlyTheSmallCellIsHidden() throws {
        let result = try hidden([40, 4, 30, 20], total: false)
        #expect(result == Suppression(cells: [false, true, false, false], total: true))
    }

    @Test func smallCellsThatTogetherAreStillSmallTakeAnotherAlong() throws {
        #expect(try hidden([2, 3, 30, 20]).cells == [true, true, false, true])
        #expect(try hidden([6, 7, 30, 20]).cells == [true, true, false, false])
    }

    @Test func emptyCellsAreNeverHiddenAndProtectNobody() throws {
        #expect(try hidden([0, 4, 30, 0]).cells == [false, true, true, false])
        #expect(try hidden([0, 12, 30]).cells == [false, false, false])
    }

    @Test func aTotalThatIsSmallItselfIsHidden() throws {
        #expect(try hidden([3, 4]) == Suppression(cells: [true, true], total: true))
        #expect(try hidden([]) == Suppression(cells: [], total: false))
    }

    @Test func onesThatAddUpToTheMinimumHideTheirTotal() throws {
        #expect(
            try hidden([1, 1, 1, 1, 1], minimum: 5)
                == Suppression(cells: Array(repeating: true, count: 5), total: true))
    }

    @Test func extremeCountsNeitherTrapNorHide() throws {
        #expect(try hidden([.max, .max, 3]).cells == [true, false, true])
        #expect(try hidden([.min, -1, 30]).cells == [false, false, false])
    }

    /// An attacker sees what is shown, knows that a hidden count is at least one, and tries every way to fill in
    /// the hidden ones.
    @Test func noHiddenCountCanBeWorkedOutFromWhatIsShown() throws {
        let rule = try #require(SuppressionRule(minimumBase: 5))
        for cells in everyMargin(cells: 4, upTo: 8) {
            let result = rule.suppression(ofCells: cells, totalIsPublished: true)
            let hidden = cells.indices.filter { result.cells[$0] }
            for (index, count) in cells.enumerated() where rule.hides(base: count) {
                #expect(result.cells[index])
            }
            let total = cells.reduce(0, +)
            if rule.hides(base: total) { #expect(result.total) }
            guard !result.total, !hidden.isEmpty else { continue }
            let together = total - cells.indices.filter { !result.cells[$0] }.reduce(0) { $0 + cells[$1] }
            // Taken together they are a base that may be shown.
            #expect(!rule.hides(base: together))
            let fillings = everyFilling(of: hidden.count, sum: together)
            for position in hidden.indices {
                #expect(
                    Set(fillings.map { $0[position] }).count > 1,
                    "\(cells) gives cell \(hidden[position]) away")
            }
        }
    }

    @Test func nothingIsHiddenWithoutNeed() throws {
        let rule = try #require(SuppressionRule(minimumBase: 5))
        for cells in everyMargin(cells: 4, upTo: 8) {
            let result = rule.suppression(ofCells: cells, totalIsPublished: true)
            let small = cells.filter(rule.hides(base:))
            let hidden = cells.indices.filter { result.cells[$0] }.map { cells[$0] }
            if small.isEmpty { #expect(hidden.isEmpty) }
            if small.count > 1, small.reduce(0, +) >= 5, small.contains(where: { $0 > 1 }) {
                #expect(hidden.count == small.count)
            }
            #expect(hidden.count <= small.count + 1)
        }
    }

    private func everyMargin(cells: Int, upTo largest: Int) -> [[Int]] {
        (0..<cells).reduce([[]]) { margins, _ in margins.flatMap { m in (0...largest).map { m + [$0] } } }
    }

    private func everyFilling(of cells: Int, sum: Int) -> [[Int]] {
        guard cells > 1 else { return sum >= 1 ? [[sum]] : [] }
        guard sum >= cells else { return [] }
        return (1...(sum - cells + 1)).flatMap { first in
            everyFilling(of: cells - 1, sum: sum - first).map { [first] + $0 }
        }
    }
}
