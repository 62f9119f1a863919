public import SurveyModel

/// When a kiosk is open: hours for each day of the week, and days without any.
///
/// Everything is in the machine's local time. A range that ends at or before its begin goes on after midnight, and belongs to
/// the day on which it begins.
public struct OpeningHours: Hashable, Sendable {
    /// The hours of every day that has none of its own.
    public var everyDay = Day.always
    /// The hours of single days, Monday first.
    public var days = [Day?](repeating: nil, count: 7)
    /// Days on which nothing begins.
    public var closed: [ClosedDays] = []

    /// Always open.
    public init() {}

    /// The hours of a day.
    public enum Day: Hashable, Sendable {
        /// From midnight to midnight.
        case always
        /// In these ranges; closed where there is none.
        case ranges([Range])
    }

    /// From one minute of the day to another.
    public struct Range: Hashable, Sendable {
        /// The first minute, from 0 to 1,439.
        public var from: Int
        /// The first minute after it, from 1 to 1,440 on the same day, or up to 1,439 more where it goes over midnight.
        public var to: Int

        /// Makes a range.
        public init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    /// Days on which nothing begins.
    public enum ClosedDays: Hashable, Sendable {
        /// From one day to another, both included.
        case dates(ClosedRange<CalendarDay>)
        /// A day of every year.
        case yearly(month: Int, day: Int)

        func contains(_ day: CalendarDay) -> Bool {
            switch self {
            case .dates(let range): return range.contains(day)
            case .yearly(let month, let dayOfMonth):
                let text = day.text.suffix(5)
                return text.prefix(2) == padded(month) && text.suffix(2) == padded(dayOfMonth)
            }
        }
    }

    /// The names of the days in a settings file, Monday first.
    public static let names = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// Whether it is never open.
    var isNever: Bool { days.allSatisfy { ($0 ?? everyDay) == .ranges([]) } }

    /// Whether it is open at a minute of a day, from 0 to 1,439.
    public func isOpen(on day: CalendarDay, minute: Int) -> Bool {
        begins(on: day, before: minute) || goesOn(from: CalendarDay(number: day.number - 1), minute: minute)
    }

    /// When that changes next, in minutes from then; nil if not within the next eight days, and not before.
    ///
    /// The minutes are of the calendar: a change of the clock in between moves the moment, so a kiosk asks again at least
    /// every hour.
    public func minutesToChange(on day: CalendarDay, minute: Int) -> Int? {
        let now = isOpen(on: day, minute: minute)
        var moments: Set<Int> = []
        for offset in -1...8 {
            moments.insert(offset * 1_440)
            for range in ranges(on: CalendarDay(number: day.number + offset)) {
                moments.insert(offset * 1_440 + range.from)
                moments.insert(offset * 1_440 + range.to)
            }
        }
        for moment in moments.sorted() where moment > minute && moment < 8 * 1_440 {
            let (days, inDay) = moment.quotientAndRemainder(dividingBy: 1_440)
            if isOpen(on: CalendarDay(number: day.number + days), minute: inDay) != now {
                return moment - minute
            }
        }
        return nil
    }

    private func begins(on day: CalendarDay, before minute: Int) -> Bool {
        ranges(on: day).contains { $0.from <= minute && minute < $0.to }
    }

    private func goesOn(from day: CalendarDay, minute: Int) -> Bool {
        ranges(on: day).contains { minute + 1_440 < $0.to }
    }

    private func ranges(on day: CalendarDay) -> [Range] {
        if closed.contains(where: { $0.contains(day) }) { return [] }
        switch days[Self.weekday(of: day)] ?? everyDay {
        case .always: return [Range(from: 0, to: 1_440)]
        case .ranges(let ranges): return ranges
        }
    }

    /// Which day of the week, Monday 0. 1970-01-01 was a Thursday.
    static func weekday(of day: CalendarDay) -> Int { ((day.number % 7) + 10) % 7 }
}

extension OpeningHours {
    /// Reads `08:00-17:00, 18:00-22:00`, `always` or `closed`; nil for anything else.
    static func day(reading text: String) -> Day? {
        if text == "always" { return .always }
        if text == "closed" { return .ranges([]) }
        var ranges: [Range] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(minutes)
            guard ranges.count < 12, ends.count == 2, let from = ends[0], from < 1_440, let to = ends[1]
            else { return nil }
            ranges.append(Range(from: from, to: to > from ? to : to + 1_440))
        }
        return .ranges(ranges)
    }

    /// Reads days: `2026-12-24`, `12-25` of every year, `2026-07-01..2026-07-14`; nil for anything else.
    static func closedDays(reading text: String) -> [ClosedDays]? {
        var days: [ClosedDays] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let word = part.trimmingBlanks
            guard days.count < 400 else { return nil }
            if let day = CalendarDay(word) {
                days.append(.dates(day...day))
            } else if let between = word.firstRange(of: "..") {
                guard let first = CalendarDay(word[..<between.lowerBound]),
                    let last = CalendarDay(word[between.upperBound...]), first <= last
                else { return nil }
                days.append(.dates(first...last))
            } else if word.utf8.count == 5, CalendarDay("2024-" + word) != nil,
                let month = Int(word.prefix(2)), let day = Int(word.suffix(2))
            {
                days.append(.yearly(month: month, day: day))
            } else {
                return nil
            }
        }
        return days
    }

    /// The minutes of `08:30`, up to `24:00`.
    private static func minutes(_ text: Substring) -> Int? {
        let bytes = Array(text.trimmingBlanks.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        var digits: [Int] = []
        for place in [0, 1, 3, 4] {
            guard (0x30...0x39).contains(bytes[place]) else { return nil }
            digits.append(Int(bytes[place] - 0x30))
        }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
        return hour * 60 + minute
    }
}

extension StringProtocol {
    /// The text without spaces and tabs at its ends.
    var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}

private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
