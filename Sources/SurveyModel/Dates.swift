/// A day of the Gregorian calendar, without a time zone.
public struct CalendarDay: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01.
    public var number: Int

    /// Makes a day.
    public init(number: Int) { self.number = number }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// The years that a day may lie in.
    public static let years = 1...9999

    /// Whether the day lies in a year that `text` can write.
    public var isWritable: Bool { Self.first <= self && self <= Self.last }

    /// 0001-01-01.
    public static let first = CalendarDay(number: -719_162)
    /// 9999-12-31.
    public static let last = CalendarDay(number: 2_932_896)

    /// The day as ISO 8601: `2026-11-21`.
    public var text: String {
        let (year, month, day) = Timestamp.civil(fromDay: Int64(number))
        return Timestamp.padded(year, 4) + "-" + Timestamp.padded(month, 2) + "-" + Timestamp.padded(day, 2)
    }

    /// Reads `2026-11-21`; nil for anything else, also for a day that the calendar does not have.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
            return nil
        }
        func value(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard let year = value(0..<4), let month = value(5..<7), let day = value(8..<10), year >= 1,
            (1...12).contains(month), day >= 1, day <= Timestamp.days(inMonth: month, of: year)
        else { return nil }
        number = Int(Timestamp.day(year: year, month: month, day: day))
    }

    /// The full years from one day to another; 29 February counts on 1 March. Negative if the other is earlier.
    public func years(until other: CalendarDay) -> Int {
        guard self <= other else { return -other.years(until: self) }
        let from = Timestamp.civil(fromDay: Int64(number))
        let to = Timestamp.civil(fromDay: Int64(other.number))
        let isBeforeAnniversary = (to.month, to.day) < (from.month, from.day)
        return Int(to.year - from.year) - (isBeforeAnniversary ? 1 : 0)
    }

    /// The day of a moment at so many seconds east of Greenwich.
    public init(of moment: Timestamp, secondsFromGMT: Int = 0) {
        let milliseconds = moment.milliseconds + Int64(secondsFromGMT) * 1_000
        number = Int(milliseconds.flooredQuotient(86_400_000))
    }
}

/// A time of day to the minute, without a time zone.
public struct TimeOfDay: Hashable, Sendable, Comparable {
    /// Minutes since midnight, from 0 to 1,439.
    public var minutes: Int

    /// Makes a time.
    public init(minutes: Int) { self.minutes = minutes }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }

    /// The time as ISO 8601: `09:30`.
    public var text: String {
        Timestamp.padded(Int64(minutes / 60), 2) + ":" + Timestamp.padded(Int64(minutes % 60), 2)
    }

    /// Reads `09:30`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(6))
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        for place in [0, 1, 3, 4] where !(0x30...0x39).contains(bytes[place]) { return nil }
        let hour = Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
        let minute = Int(bytes[3] - 0x30) * 10 + Int(bytes[4] - 0x30)
        guard hour < 24, minute < 60 else { return nil }
        minutes = hour * 60 + minute
    }
}

/// One end of the days allowed: a day, or so many days after (before, if negative) the start of the interview.
public enum DateBound: Hashable, Sendable {
    /// This day.
    case day(CalendarDay)
    /// So many days from `today`.
    case today(offset: Int)

    /// The day that it is, at most as far as days are written; nil where `today` is needed and not known.
    public func day(today: CalendarDay?) -> CalendarDay? {
        switch self {
        case .day(let day): return day
        case .today(let offset):
            guard let today else { return nil }
            let (number, overflows) = today.number.addingReportingOverflow(offset)
            if overflows { return offset < 0 ? .first : .last }
            return min(max(.first, CalendarDay(number: number)), .last)
        }
    }
}

/// What a date may be.
public struct DateRule: Hashable, Sendable {
    /// The first day allowed; nil is open.
    public var low: DateBound?
    /// The last day allowed; nil is open.
    public var high: DateBound?

    /// Makes a rule.
    public init(low: DateBound? = nil, high: DateBound? = nil) {
        self.low = low
        self.high = high
    }

    /// Whether a day keeps the rule. A bound that needs `today` holds for every day where it is not known.
    public func allows(_ day: CalendarDay, today: CalendarDay?) -> Bool {
        guard day.isWritable else { return false }
        if let low = low?.day(today: today), day < low { return false }
        if let high = high?.day(today: today), day > high { return false }
        return true
    }
}

/// What a time may be.
public struct TimeRule: Hashable, Sendable {
    /// The earliest time allowed; nil is open.
    public var low: TimeOfDay?
    /// The latest time allowed; nil is open.
    public var high: TimeOfDay?

    /// Makes a rule.
    public init(low: TimeOfDay? = nil, high: TimeOfDay? = nil) {
        self.low = low
        self.high = high
    }

    /// Whether a time keeps the rule.
    public func allows(_ time: TimeOfDay) -> Bool {
        guard (0..<1_440).contains(time.minutes) else { return false }
        return low.map { $0 <= time } ?? true && high.map { time <= $0 } ?? true
    }
}
