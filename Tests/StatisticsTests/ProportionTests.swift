import Testing

@testable import Statistics

@Suite struct ProportionTests {
    @Test func wilsonLimitsAgreeWithTheTable() throws {
        for row in try ReferenceTable("wilson", columns: 5).rows {
            let level = try #require(ConfidenceLevel(row[2]))
            let interval = try #require(Proportion(count: Int(row[0]), base: Int(row[1]))).interval(
                level: level)
            #expect(relativeError(try interval.get().lower, row[3]) < 1e-12, "\(row): \(interval)")
            #expect(relativeError(try interval.get().upper, row[4]) < 1e-12, "\(row): \(interval)")
        }
    }

    /// R. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    @Test(arguments: [
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
    ])
    func wilsonLimitsAreThoseOfNewcombe(count: Int, base: Int, lower: Double, upper: Double) throws {
        let interval = try #require(Proportion(count: count, base: base)).interval().get()
        #expect((interval.lower * 10_000).rounded() / 10_000 == lower)
        #expect((interval.upper * 10_000).rounded() / 10_000 == upper)
    }

    @Test func anEmptyBaseHasNoShare() throws {
        let empty = try #require(Proportion(count: 0, base: 0))
        #expect(empty.share == .failure(.empty))
        #expect(empty.interval() == .failure(.empty))
    }

    @Test func noneAndAllReachTheEndsExactly() throws {
        for base in [1, 7, 1_000_000, Int.max] {
            #expect(try #require(Proportion(count: 0, base: base)).interval().get().lower == 0)
            #expect(try #require(Proportion(count: base, base: base)).interval().get().upper == 1)
        }
    }

    @Test func limitsStayOrderedInsideTheScaleAndMirrorEachOther() throws {
        for base in 1...60 {
            for count in 0...base {
                let one = try #require(Proportion(count: count, base: base))
                let interval = try one.interval().get()
                let other = try #require(Proportion(count: base - count, base: base)).interval().get()
                #expect(interval.lower >= 0 && interval.upper <= 1)
                let share = try one.share.get()
                #expect(interval.lower <= share && share <= interval.upper)
                #expect(abs(interval.lower - (1 - other.upper)) < 1e-15)
            }
        }
    }

    @Test func moreThanAllOrLessThanNoneIsRefused() {
        #expect(Proportion(count: 3, base: 2) == nil)
        #expect(Proportion(count: -1, base: 2) == nil)
        #expect(Proportion(count: 0, base: -1) == nil)
    }

    @Test func topBoxesAreCountedAmongAllAnswers() throws {
        let distribution = try #require(Distribution([1: 4, 2: 1, 3: 5, 4: 10, 5: 20]))
        let top = TopBoxShare(of: distribution, boxes: 4...5)
        #expect(top.proportion == Proportion(count: 30, base: 40))
        #expect(try top.share.get() == 0.75)
        #expect(top.interval() == Proportion(count: 30, base: 40)?.interval())
        #expect(distribution.topBox(from: 4).proportion == top.proportion)
        #expect(distribution.bottomBox(through: 2) == Proportion(count: 5, base: 40))
    }
}
