import Analyses
import SurveyModel
import Testing

@Suite struct PeriodTests {
    private func name(_ length: Period.Length, _ text: String, _ offset: Int = 0) throws -> String {
        let moment = try #require(Timestamp(text))
        return try #require(Period(length, of: moment, offsetMinutes: offset)).name
    }

    /// Weeks by ISO 8601: of the year of their Thursday.
    @Test(arguments: [
        ("2026-11-22T12:00:00Z", "2026-W47"), ("2026-11-23T00:00:00Z", "2026-W48"),
        ("2020-12-31T12:00:00Z", "2020-W53"), ("2021-01-03T23:59:59Z", "2020-W53"),
        ("2021-01-04T00:00:00Z", "2021-W01"), ("2024-12-30T00:00:00Z", "2025-W01"),
        ("2027-01-01T00:00:00Z", "2026-W53"), ("1970-01-01T00:00:00Z", "1970-W01"),
        ("1969-12-28T00:00:00Z", "1969-W52"), ("2008-12-29T00:00:00Z", "2009-W01"),
    ])
    func weeksAreThoseOfISO(moment: String, week: String) throws {
        #expect(try name(.week, moment) == week)
    }

    @Test func periodsHaveTheirNames() throws {
        let moment = "2026-11-21T10:15:30Z"
        #expect(
            try Period.Length.allCases.map { try name($0, moment) } == [
                "2026-11-21", "2026-W47", "2026-11", "2026-Q4", "2026",
            ])
        #expect(try name(.quarter, "2026-03-31T23:59:59Z") == "2026-Q1")
        #expect(try name(.quarter, "1969-12-31T23:59:59Z") == "1969-Q4")
        #expect(try name(.month, "1969-12-31T23:59:59Z") == "1969-12")
        #expect(try name(.day, "2024-02-29T00:00:00Z") == "2024-02-29")
    }

    @Test func anOffsetMovesMidnight() throws {
        #expect(try name(.day, "2026-11-21T22:30:00Z", 120) == "2026-11-22")
        #expect(try name(.year, "2027-01-01T04:59:00Z", -300) == "2026")
    }

    @Test func everyDayFollowsTheOneBefore() throws {
        for length in Period.Length.allCases {
            var last = try #require(Period(length, of: Timestamp(milliseconds: -800 * 86_400_000)))
            for day in -799...1_600 {
                let period = try #require(
                    Period(length, of: Timestamp(milliseconds: Int64(day) * 86_400_000)))
                #expect(period == last || (period == last.advanced(by: 1) && last < period))
                #expect((period == last) == (period.name == last.name))
                last = period
            }
        }
    }

    @Test func timesBeyondTheCalendarHaveNoPeriod() {
        for moment in [Int64.min, .max, .max - 1_000_000, -62_135_596_800_001, 253_402_300_800_000] {
            #expect(Period(.week, of: Timestamp(milliseconds: moment)) == nil)
            #expect(Period(.day, of: Timestamp(milliseconds: moment), offsetMinutes: .max)?.name != "")
            #expect(PeriodRule(.week).period(of: Timestamp(milliseconds: moment)) == nil)
        }
        #expect(PeriodRule(.day).period(of: Timestamp(milliseconds: 0)) == nil)
        #expect(PeriodRule(.day).period(of: Timestamp(milliseconds: 1_700_000_000_000))?.name == "2023-11-14")
    }
}
