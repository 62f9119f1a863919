/// What one interview gave: the unit of collecting, storing and exporting.
public struct Response: Hashable, Sendable {
    /// A UUIDv7 in its canonical text, lower case.
    public var id: String
    /// The survey's name.
    public var survey: String
    /// The survey's version.
    public var version: Int
    /// The survey's structure hash.
    public var structure: String
    /// The language the interview ended in.
    public var locale: String
    /// Which kiosk or terminal, as its operator calls it.
    public var station: String?
    /// How it was administered: `terminal`, `kiosk`, `replay`, `simulated`.
    public var channel: String?
    /// The seed that reproduces every random order.
    public var seed: UInt64
    /// When the first question was shown.
    public var started: Timestamp
    /// When it ended.
    public var ended: Timestamp
    /// How it ended.
    public var state: Disposition
    /// One for each of the survey's variables, in order; computed ones are *not asked*.
    public var answers: [Answer]
    /// Whether any text was shown on a stale or missing translation.
    public var isStale: Bool

    /// Makes a response; `answers` has one element for each variable of the survey.
    public init(
        id: String, survey: String, version: Int, structure: String, locale: String, station: String? = nil,
        channel: String? = nil, seed: UInt64, started: Timestamp, ended: Timestamp, state: Disposition,
        answers: [Answer], isStale: Bool = false
    ) {
        self.id = id
        self.survey = survey
        self.version = version
        self.structure = structure
        self.locale = locale
        self.station = station
        self.channel = channel
        self.seed = seed
        self.started = started
        self.ended = ended
        self.state = state
        self.answers = answers
        self.isStale = isStale
    }
}

/// A moment, in milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Milliseconds since the epoch.
    public var milliseconds: Int64

    /// Makes a moment.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment in UTC as RFC 3339 with milliseconds: `2026-11-21T10:15:30.120Z`.
    ///
    /// Source of the calendar arithmetic: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
    public var text: String {
        let day = milliseconds.flooredQuotient(86_400_000)
        let inDay = milliseconds - day * 86_400_000
        let (year, month, dayOfMonth) = Self.civil(fromDay: day)
        return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(dayOfMonth, 2) + "T"
            + Self.padded(inDay / 3_600_000, 2) + ":" + Self.padded(inDay / 60_000 % 60, 2) + ":"
            + Self.padded(inDay / 1_000 % 60, 2) + "." + Self.padded(inDay % 1_000, 3) + "Z"
    }

    /// Reads what `text` writes; the fraction may have no digits or up to nine, of which three count. Nil for anything
    /// else, also for a day that the calendar does not have.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 30, bytes.last == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), let year = number(0..<4),
            let month = number(5..<7), let dayOfMonth = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month),
            dayOfMonth >= 1,
            dayOfMonth <= Self.days(inMonth: month, of: year), hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count > 20 {
            guard bytes[19] == UInt8(ascii: "."), bytes.count > 21, number(20..<bytes.count - 1) != nil else {
                return nil
            }
            for place in 0..<3 {
                fraction =
                    fraction * 10 + (20 + place < bytes.count - 1 ? Int64(bytes[20 + place] - 0x30) : 0)
            }
        }
        let day = Self.day(year: year, month: month, day: dayOfMonth)
        milliseconds = ((day * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + fraction
    }

    /// How many days a month has in the Gregorian calendar.
    package static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day number of a date, day 0 being 1970-01-01.
    package static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = year.flooredQuotient(400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day number.
    package static func civil(fromDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    package static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    package func flooredQuotient(_ divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
