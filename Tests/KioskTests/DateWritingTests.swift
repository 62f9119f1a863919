import Foundation
import SurveyModel
import Testing
import Translations

@testable import Kiosk

@Suite struct DateWritingTests {
    private static let today = CalendarDay("2026-11-22")

    private static func read(_ typed: String, _ locale: String) -> DateWriting.Reading {
        DateWriting(locale: locale, texts: Shipped.texts(locale)).date(typed, today: today)
    }

    @Test(arguments: [
        ("2026-11-21", "en"), ("20261121", "en"), ("2026/11/21", "en"), ("21/11/2026", "en"),
        ("11/21/2026", "en"), ("21 November 2026", "en"), ("November 21, 2026", "en"), ("21 nov. 2026", "en"),
        ("YESTERDAY", "en"), ("11/21/2026", "en-US"), ("21/11/2026", "en-GB"), ("21/11/2026", "es"),
        ("21-11-2026", "es"), ("21 de noviembre de 2026", "es"), ("ayer", "es"), ("21.11.2026", "sv"),
        ("21/11 2026", "sv"), ("den 21 november 2026", "sv"), ("i går", "sv"), ("igår", "sv"),
        ("21/11/2026", "el"), ("21.11.2026.", "el"), ("21 Νοεμβρίου 2026", "el"), ("21 Νοέμβριος 2026", "el"),
        ("21 ΝΟΕ 2026", "el"), ("χτες", "el"), ("21. 11. 2026", "cs"), ("2026. 11. 21.", "hu"),
    ])
    func aDateIsReadAsTheLanguageWritesIt(typed: String, locale: String) throws {
        let day = try #require(CalendarDay("2026-11-21"))
        #expect(
            Self.read(typed, locale) == .day(day, isPlain: typed == "2026-11-21"), "\(typed) in \(locale)")
    }

    @Test(arguments: [
        ("5/6/2026", "es", "2026-06-05"), ("5.6.2026", "sv", "2026-06-05"),
        ("05-06-2026", "el", "2026-06-05"),
        ("5/6/2026", "en-GB", "2026-06-05"), ("5/6/2026", "en-US", "2026-05-06"),
        ("5/6/2026", "es-PR", "2026-05-06"), ("5/5/2026", "en", "2026-05-05"),
        ("tomorrow", "en", "2026-11-23"),
        ("5 Ιουν 2026", "el", "2026-06-05"), ("5 Ιουλ 2026", "el", "2026-07-05"),
        ("5 Μαΐου 2026", "el", "2026-05-05"), ("5 Μάιος 2026", "el", "2026-05-05"),
        ("5 Μάρτιος 2026", "el", "2026-03-05"),
    ])
    func theDayAndTheMonthAreNotMixedUp(typed: String, locale: String, date: String) throws {
        let day = try #require(CalendarDay(date))
        #expect(Self.read(typed, locale) == .day(day, isPlain: false), "\(typed) in \(locale)")
    }

    @Test func whatCanBeTwoDaysIsNeitherWithoutAWord() throws {
        let (june, may) = (try #require(CalendarDay("2026-06-05")), try #require(CalendarDay("2026-05-06")))
        for typed in ["5/6/2026", "05.06.2026", "5-6-2026"] {
            #expect(Self.read(typed, "en") == .unclear(june, may))
            #expect(Self.read(typed, "en-CA") == .unclear(june, may))
            #expect(Self.read(typed, "es-US") == .unclear(june, may))
        }
    }

    @Test(arguments: [
        ("31/2/2026", "es", DateWriting.Reading.noSuchDay), ("29.2.2025", "sv", .noSuchDay),
        ("2026-13-01", "en", .noSuchDay), ("20260230", "en", .noSuchDay), ("0/1/2026", "el", .noSuchDay),
        ("1/1/0000", "el", .noSuchDay), ("13/13/2026", "en", .noSuchDay), ("21/11/26", "es", .shortYear),
        ("21 nov 26", "en", .shortYear), ("21/11", "es", .none), ("2026", "en", .none), ("soon", "en", .none),
        ("", "en", .none), ("-2026-11-21", "en", .none), ("ju 5 2026", "en", .none),
        ("mar5 2026", "en", .none),
        ("5 ma 2026", "en", .none), ("5 march may 2026", "en", .none), ("12345-11-21", "en", .none),
        ("2026-11-21-01", "en", .none), ("٢٠٢٦-١١-٢١", "en", .none), ("ayer", "en", .none),
        (String(repeating: "1 ", count: 500), "en", .none), ("1/111/26", "es", .none),
    ])
    func whatIsNoDateIsTold(typed: String, locale: String, reading: DateWriting.Reading) {
        #expect(Self.read(typed, locale) == reading, "\(typed) in \(locale)")
    }

    @Test func withoutATodayItsWordsAreNoDate() {
        let dates = DateWriting(locale: "en", texts: ProgramTexts())
        #expect(dates.date("today", today: nil) == .none)
        #expect(dates.date("yesterday", today: .first) == .noSuchDay)
        #expect(dates.date("tomorrow", today: .last) == .noSuchDay)
    }

    @Test func everyDayIsReadBackFromItsWordsAndItsForms() throws {
        for locale in ["en", "es", "sv", "el"] {
            let dates = DateWriting(locale: locale, texts: Shipped.texts(locale))
            for number in stride(from: -719_162, through: 2_932_896, by: 7_919) {
                let day = CalendarDay(number: number)
                #expect(dates.date(day.text, today: nil) == .day(day, isPlain: true))
                let words = dates.words(day)
                let year = day.text.prefix(4)
                guard !year.hasPrefix("0") else { continue }
                #expect(dates.date(words, today: nil) == .day(day, isPlain: false), "\(words)")
                guard locale != "en" else { continue }
                let parts = day.text.split(separator: "-")
                let written = "\(parts[2])/\(parts[1])/\(year)"
                #expect(dates.date(written, today: nil) == .day(day, isPlain: false), "\(written)")
            }
        }
    }

    /// ICU's own patterns tell which languages write the month first.
    @Test func theOrderIsThatOfICU() throws {
        for tag in [
            "en-US", "en-GB", "en-AU", "en-IE", "en-IN", "en-NZ", "en-PH", "es", "es-MX", "es-PA", "es-PR",
            "sv", "sv-FI", "el", "el-CY", "de", "fr", "it", "pt", "nl", "da", "nb", "fi", "pl", "tr",
        ] {
            let pattern = try #require(
                DateFormatter.dateFormat(fromTemplate: "yMd", options: 0, locale: Locale(identifier: tag)))
            let month = try #require(pattern.firstIndex { $0 == "M" || $0 == "L" })
            let isMonthFirst = try month < #require(pattern.firstIndex(of: "d")) && !pattern.hasPrefix("y")
            let expected = CalendarDay(isMonthFirst ? "2026-05-06" : "2026-06-05")
            #expect(
                Self.read("5/6/2026", tag) == expected.map { .day($0, isPlain: false) }, "\(tag): \(pattern)")
        }
    }

    @Test(arguments: ["en-GB", "es", "sv", "el"]) func theWordsAreThoseOfICU(tag: String) throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: tag)
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateStyle = .long
        let dates = DateWriting(locale: tag, texts: Shipped.texts(tag))
        for month in 1...12 {
            let day = try #require(CalendarDay("2026-\(month < 10 ? "0" : "")\(month)-21"))
            let date = Date(timeIntervalSince1970: Double(day.number) * 86_400)
            #expect(dates.words(day) == formatter.string(from: date))
        }
    }
}

@Suite struct TimeWritingTests {
    @Test(arguments: [
        ("9:30", "en", "09:30"), ("09:30", "en", "09:30"), ("9.30", "sv", "09:30"), ("930", "en", "09:30"),
        ("0930", "en", "09:30"), ("9h30", "es", "09:30"), ("18:30 h", "es", "18:30"), ("0:00", "el", "00:00"),
        ("23:59", "el", "23:59"), ("9:30 pm", "en", "21:30"), ("9 p.m.", "en", "21:00"),
        ("12:15 AM", "en", "00:15"), ("12 pm", "en", "12:00"), ("9.30 em", "sv", "21:30"),
        ("9:30 μ.μ.", "el", "21:30"), ("9:30 π.μ.", "el", "09:30"), ("9:30 p. m.", "es", "21:30"),
        ("9 de la noche", "es", "21:00"),
    ])
    func aTimeIsReadAsPeopleTypeIt(typed: String, locale: String, time: String) {
        #expect(TimeWriting(texts: Shipped.texts(locale)).time(typed)?.text == time, "\(typed)")
    }

    @Test(arguments: [
        "", "9", "24:00", "9:60", "9:5", "960", "12345", "9:30:00", "-9:30", "9-30", "noon", "pm", "13:00 pm",
        "0:30 am", "9:30 pmm", "٩:٣٠", ":30", "9:", "h", "9:30 h h",
    ])
    func whatIsNoTimeIsNone(typed: String) {
        #expect(TimeWriting(texts: ProgramTexts()).time(typed) == nil, "\(typed)")
    }

    @Test func everyMinuteIsReadBack() {
        let times = TimeWriting(texts: ProgramTexts())
        for minutes in 0..<1_440 {
            let time = TimeOfDay(minutes: minutes)
            #expect(times.time(time.text) == time && times.isPlain(time.text, time))
            #expect(times.time(time.text.filter { $0 != ":" }) == time)
        }
    }
}
