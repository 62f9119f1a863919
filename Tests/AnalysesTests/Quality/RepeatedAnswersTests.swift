import SampleSurveys
import Testing

@testable import Analyses

@Suite struct RepeatedAnswersTests {
    @Test func aSmallTableForgetsWhatCameFirst() {
        var repeated = RepeatedAnswers(window: 10, limit: 100)
        for index in 0..<10_000 as Range<Int64> {
            repeated.count(UInt64(index), start: index, id: UInt128(index))
            // A fifth of a table later the same answers come again.
            if index >= 10 {
                repeated.count(UInt64(index - 10), start: index - 10 + 3, id: UInt128(20_000 + index))
            }
        }
        for index in 9_970..<9_990 as Range<Int64> {
            #expect(!repeated.isRepetition(UInt64(index), start: index, id: UInt128(index)))
        }
        #expect(repeated.isRepetition(9_985, start: 9_988, id: 20_000 + 9_995))
    }

    @Test func manyRepetitionsTakeNoMoreRoomAndLittleTime() {
        var repeated = RepeatedAnswers(window: 10, limit: 1_000)
        for index in 0..<50_000 as Range<Int64> {
            for copy in 0..<2 as Range<Int64> {
                repeated.count(UInt64(index), start: index * 100 + copy, id: UInt128(index * 2 + copy))
            }
        }
        #expect(repeated.isRepetition(49_999, start: 4_999_901, id: 99_999))
        #expect(!repeated.isRepetition(0, start: 1, id: 1))
    }

    @Test func stretchesBefore1970() {
        var repeated = RepeatedAnswers(window: 10)
        repeated.count(1, start: -3, id: 1)
        repeated.count(1, start: 4, id: 2)
        repeated.count(1, start: 15, id: 3)
        #expect(!repeated.isRepetition(1, start: -3, id: 1))
        #expect(repeated.isRepetition(1, start: 4, id: 2))
        #expect(!repeated.isRepetition(1, start: 15, id: 3))
    }
}

@Suite struct DurationHistogramTests {
    @Test func binsBeginWhereTheTimesOfTheirResolutionDo() throws {
        var random = Seeded(6)
        for _ in 0..<100 {
            let time =
                Int64.random(in: 0...Int64.max, using: &random) >> Int64.random(in: 0..<62, using: &random)
            var durations = DurationHistogram()
            durations.add(time)
            let median = try #require(durations.median)
            #expect(median <= Double(time) && median >= Double(time) * (1 - 1.0 / 1_024))
            if time < 2_048 { #expect(median == Double(time)) }
        }
        var durations = DurationHistogram()
        #expect(durations.median == nil)
        durations.add(-1)
        #expect(durations.n == 0)
        for time in [1, 2, 3, 10] as [Int64] { durations.add(time) }
        #expect(durations.median == 2.5)
    }
}
