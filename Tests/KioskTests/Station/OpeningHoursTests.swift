import SurveyModel
import Testing

@testable import Kiosk

@Suite struct OpeningHoursTests {
    /// 2026-11-23 is a Monday.
    private let monday = CalendarDay("2026-11-23") ?? CalendarDay(number: 0)

    private func day(_ offset: Int) -> CalendarDay { CalendarDay(number: monday.number + offset) }

    private func hours(_ lines: String) -> OpeningHours {
        SettingsReading(Array(lines.utf8)).settings.hours
    }

    @Test func theDaysOfTheWeekAreRight() {
        for (offset, name) in OpeningHours.names.enumerated() {
            #expect(OpeningHours.weekday(of: day(offset)) == offset, "\(name)")
            #expect(OpeningHours.weekday(of: day(offset - 70_000)) == offset, "\(name)")
        }
    }

    @Test(arguments: [
        (
            "hours = 08:00-17:00, 18:00-22:00", 0, "07:59 08:00 16:59 17:00 17:59 18:00 21:59 22:00",
            "-++--++-"
        ),
        ("hours-monday = closed", 0, "00:00 12:00 23:59", "---"),
        ("hours-monday = closed", 1, "00:00 12:00 23:59", "+++"),
        // Friday night belongs to Friday.
        ("hours = closed\nhours-friday = 22:00-02:00", 4, "00:00 01:59 21:59 22:00 23:59", "---++"),
        ("hours = closed\nhours-friday = 22:00-02:00", 5, "00:00 01:59 02:00 22:00", "++--"),
        ("hours = 00:00-24:00", 3, "00:00 12:00 23:59", "+++"),
        // From eight to eight is a whole day, from eight on.
        ("hours = closed\nhours-monday = 08:00-08:00", 0, "07:59 08:00 23:59", "-++"),
        ("hours = closed\nhours-monday = 08:00-08:00", 1, "00:00 07:59 08:00", "++-"),
        ("closed = 11-24", 1, "00:00 23:59", "--"),
        ("closed = 2026-11-24..2026-11-25", 2, "00:00 23:59", "--"),
        ("closed = 2026-11-24..2026-11-25", 3, "00:00", "+"),
        ("closed = 2025-11-24", 1, "12:00", "+"),
        // What began on an open day goes on into a closed one.
        ("hours = 20:00-03:00\nclosed = 2026-11-24", 1, "00:00 02:59 03:00 20:00", "++--"),
    ])
    func openAndClosed(lines: String, offset: Int, times: String, expected: String) throws {
        let hours = hours(lines)
        var seen = ""
        for time in times.split(separator: " ") {
            let parts = time.split(separator: ":").compactMap { Int($0) }
            seen += hours.isOpen(on: day(offset), minute: parts[0] * 60 + parts[1]) ? "+" : "-"
        }
        #expect(seen == expected)
    }

    @Test func theNextChangeIsTheFirstMinuteThatDiffers() {
        let examples = [
            "hours = 08:00-17:00, 18:00-22:00", "hours = closed\nhours-friday = 22:00-02:00",
            "hours = 20:00-03:00\nclosed = 2026-11-24", "hours-wednesday = closed",
            "hours = 00:00-12:00, 12:00-24:00",
            "hours = always", "closed = 2026-11-01..2026-12-31",
        ]
        for lines in examples {
            let hours = hours(lines)
            for start in stride(from: 0, to: 3 * 1_440, by: 97) {
                let (offset, minute) = start.quotientAndRemainder(dividingBy: 1_440)
                let now = hours.isOpen(on: day(offset), minute: minute)
                var expected: Int?
                for ahead in 1..<(8 * 1_440 - minute) {
                    let (later, inDay) = (start + ahead).quotientAndRemainder(dividingBy: 1_440)
                    if hours.isOpen(on: day(later), minute: inDay) != now {
                        expected = ahead
                        break
                    }
                }
                #expect(
                    hours.minutesToChange(on: day(offset), minute: minute) == expected, "\(lines) \(start)")
            }
        }
    }
}
