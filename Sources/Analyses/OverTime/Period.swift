public import SurveyModel

/// A day, an ISO week, a month, a quarter or a year.
public struct Period: Hashable, Sendable, Comparable {
    /// How long a period is.
    public enum Length: String, Hashable, Sendable, CaseIterable {
        case day, week, month, quarter, year
    }

    /// How long it is.
    public let length: Length
    /// How many periods of this length lie between it and the one of 1970-01-01, negative before.
    public let index: Int64

    /// The period of a moment by a clock that is so many minutes ahead of UTC, all year. Nil outside of the years 1 to 9999.
    public init?(_ length: Length, of moment: Timestamp, offsetMinutes: Int = 0) {
        // Far beyond the calendar, where adding cannot overflow.
        guard moment.milliseconds.magnitude < 1 << 50 else { return nil }
        let minutes = Int64(max(-1_440, min(offsetMinutes, 1_440)))
        self.init(length, day: (moment.milliseconds + minutes * 60_000).flooredQuotient(86_400_000))
    }

    /// The period of a day, counted from 1970-01-01. Nil outside of the years 1 to 9999.
    init?(_ length: Length, day: Int64) {
        guard CalendarDay.first.number <= day, day <= CalendarDay.last.number else { return nil }
        self.length = length
        switch length {
        case .day: index = day
        case .week: index = (day + 3).flooredQuotient(7)
        case .month, .quarter, .year:
            let (year, month, _) = Timestamp.civil(fromDay: day)
            switch length {
            case .quarter: index = (year - 1970) * 4 + (month - 1) / 3
            case .year: index = year - 1970
            default: index = (year - 1970) * 12 + month - 1
            }
        }
    }

    init(_ length: Length, index: Int64) {
        self.length = length
        self.index = index
    }

    /// The one so many periods later.
    public func advanced(by count: Int64) -> Period { Period(length, index: index &+ count) }

    /// Orders by time; of different lengths, the shorter first.
    public static func < (left: Self, right: Self) -> Bool {
        guard left.length == right.length else {
            let all = Length.allCases
            return all.firstIndex(of: left.length) ?? 0 < all.firstIndex(of: right.length) ?? 0
        }
        return left.index < right.index
    }

    /// Its name: `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`.
    ///
    /// A week belongs to the year of its Thursday (ISO 8601-1:2019, section 4.2.2).
    public var name: String {
        func padded(_ number: Int64, _ width: Int) -> String { Timestamp.padded(number, width) }
        switch length {
        case .day:
            let (year, month, day) = Timestamp.civil(fromDay: index)
            return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        case .week:
            let thursday = index * 7
            let year = Timestamp.civil(fromDay: thursday).year
            let week = (thursday - Timestamp.day(year: year, month: 1, day: 1)) / 7 + 1
            return "\(padded(year, 4))-W\(padded(week, 2))"
        case .month:
            let year = index.flooredQuotient(12)
            return "\(padded(1970 + year, 4))-\(padded(index - year * 12 + 1, 2))"
        case .quarter:
            let year = index.flooredQuotient(4)
            return "\(padded(1970 + year, 4))-Q\(index - year * 4 + 1)"
        case .year: return padded(1970 + index, 4)
        }
    }
}

/// How a time is cut into periods, and which times are believed.
public struct PeriodRule: Hashable, Sendable {
    /// How long periods are.
    public var length: Period.Length
    /// How many minutes the clock is ahead of UTC, all year.
    public var offsetMinutes: Int
    /// Which times are believed: a clock that was never set says 1970. Others are left out and counted.
    public var believed: ClosedRange<Timestamp>

    /// The most periods that are shown: the last ones.
    public static let limit: Int64 = 1_000

    /// 2000-01-01 to 2099-12-31. Whoever knows what time it is ends it there.
    public static let standardBelief =
        Timestamp(milliseconds: 946_684_800_000)...Timestamp(milliseconds: 4_102_444_799_999)

    /// Makes a rule.
    public init(
        _ length: Period.Length, offsetMinutes: Int = 0,
        believed: ClosedRange<Timestamp> = Self.standardBelief
    ) {
        self.length = length
        self.offsetMinutes = offsetMinutes
        self.believed = believed
    }

    /// The period of a moment; nil if it is not believed.
    public func period(of moment: Timestamp) -> Period? {
        believed.contains(moment) ? Period(length, of: moment, offsetMinutes: offsetMinutes) : nil
    }
}
