internal import SurveyModel
internal import Translations

/// How a language writes dates, as far as reading a typed date and saying one needs it.
///
/// Source: CLDR 44, `dateFormats/short` of the locales listed. English without a region may be either American or
/// British, and Spanish in the United States is written both ways, so that a date which could be two is not taken.
struct DateWriting {
    private let order: Order
    private let texts: ProgramTexts

    /// What comes first where a date is written in numbers and not as ISO 8601.
    private enum Order {
        /// 21/11/2026
        case day
        /// 11/21/2026
        case month
        /// Both are written.
        case unclear
    }

    /// What a typed date is.
    enum Reading: Equatable {
        /// A day. `isPlain` says that it was typed as ISO 8601, which needs no word.
        case day(CalendarDay, isPlain: Bool)
        /// Either of two days.
        case unclear(CalendarDay, CalendarDay)
        /// A day that the calendar does not have.
        case noSuchDay
        /// A date whose year has not four digits.
        case shortYear
        /// No date.
        case none
    }

    init(locale: String, texts: ProgramTexts) {
        self.texts = texts
        let language = locale.split(separator: "-").first.map(String.init) ?? locale
        if Self.monthFirst.contains(locale) {
            order = .month
        } else if locale == "es-US" || language == "en" && !Self.dayFirstEnglish.contains(locale) {
            order = .unclear
        } else {
            order = .day
        }
        let isYearFirst = Self.yearFirst.contains(language)
        isDayFirst = order == .day && texts.tag != "en" && !isYearFirst
        parts =
            isYearFirst
            ? [.year, .month, .day] : order == .month ? [.month, .day, .year] : [.day, .month, .year]
    }

    /// A part of a date.
    enum Part: Hashable, Sendable { case day, month, year }

    /// The parts as the language orders them where each of them is named, so that none can be taken for another.
    let parts: [Part]

    /// Whether the language itself writes the day first; where it writes the year first, that is asked for.
    private let isDayFirst: Bool

    /// A date in words: `21 November 2026`.
    func words(_ day: CalendarDay) -> String {
        guard let (year, month, date) = Self.numbers(of: day), texts.list(.months).count == 12 else {
            return day.text
        }
        return words(day: date, month: month, year: year)
    }

    /// A date in words, also one that the calendar does not have: `31 April 2026`.
    func words(day: Int, month: Int, year: Int) -> String {
        let months = texts.list(.months)
        let month = months.indices.contains(month - 1) ? months[month - 1] : "\(month)"
        return texts(.dateInWords, ["day": "\(day)", "month": month, "year": "\(year)"])
    }

    /// A date in words with the day of the week: `Saturday, 21 November 2026`.
    func withWeekday(_ day: CalendarDay) -> String {
        let names = texts.list(.weekdays)
        guard names.count == 7, day.isWritable else { return words(day) }
        // Day 0 of the calendar was a Thursday.
        let weekday = ((day.number + 3) % 7 + 7) % 7
        return texts(.dateWithWeekday, ["weekday": names[weekday], "date": words(day)])
    }

    /// How to type a date, with an example whose day can only be a day.
    var hint: String {
        isDayFirst
            ? texts(.typeDateDayFirst, ["example": "21/11/2026"])
            : texts(.typeDate, ["example": "2026-11-21"])
    }

    /// Reads a typed date: `2026-11-21`, `20261121`, `21/11/2026`, `21.11.2026`, `21-11-2026`, `21 November 2026`, or
    /// the language's words for today, yesterday and tomorrow, where `today` is known.
    func date(_ typed: String, today: CalendarDay?) -> Reading {
        // The longest month and the words around it are far shorter; this bounds the work on what is no date.
        guard typed.utf8.count <= 100 else { return .none }
        if let today {
            for (text, offset) in [
                (ProgramText.yesterdayWords, -1), (.todayWords, 0), (.tomorrowWords, 1),
            ] where texts.hasWord(typed, in: text) {
                let day = CalendarDay(number: today.number + offset)
                return day.isWritable ? .day(day, isPlain: false) : .noSuchDay
            }
        }
        if let day = CalendarDay(typed) { return .day(day, isPlain: true) }
        if typed.utf8.count == 8, typed.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Self.reading([typed.prefix(4), typed.dropFirst(4).prefix(2), typed.suffix(2)])
        }
        return dateOfParts(typed)
    }

    private func dateOfParts(_ typed: String) -> Reading {
        let parts = typed.split { "/.-,".contains($0) || $0.isWhitespace }
        let numbers = parts.filter { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        let words = parts.filter { $0.contains(where: \.isLetter) }
        guard numbers.count + words.count == parts.count, numbers.allSatisfy({ $0.utf8.count <= 4 }),
            typed.first != "-"
        else { return .none }
        switch (numbers.count, words.count) {
        case (3, 0):
            if numbers[0].utf8.count == 4 { return Self.reading(numbers) }
            guard numbers[2].utf8.count == 4 else {
                return numbers[0].utf8.count <= 2 && numbers[1].utf8.count <= 2 ? .shortYear : .none
            }
            return reading(of: numbers[0], numbers[1], year: numbers[2])
        case (2, 1...):
            // Words such as "de" may stand around the month.
            let months = Set(words.compactMap(month))
            guard let month = months.first, months.count == 1 else { return .none }
            let place = numbers[0].utf8.count == 4 ? 0 : 1
            guard numbers[place].utf8.count == 4 else { return .shortYear }
            return Self.reading([numbers[place], Substring("\(month)"), numbers[1 - place]])
        default: return .none
        }
    }

    private func reading(of first: Substring, _ second: Substring, year: Substring) -> Reading {
        let dayFirst = Self.reading([year, second, first])
        let monthFirst = Self.reading([year, first, second])
        switch (order, dayFirst, monthFirst) {
        case (.day, _, _): return dayFirst
        case (.month, _, _): return monthFirst
        case (.unclear, .day(let one, _), .day(let other, _)):
            return one == other ? dayFirst : .unclear(one, other)
        case (.unclear, .day, _): return dayFirst
        case (.unclear, _, _): return monthFirst
        }
    }

    /// The month that a word names, by at least its first three letters; nil where it could be several. An ending may
    /// differ, as it does between the Greek cases.
    private func month(_ word: Substring) -> Int? {
        let word = Self.folded(word)
        let shared = texts.list(.months).map { month in
            zip(word, Self.folded(month)).prefix { $0 == $1 }.count
        }
        guard let most = shared.max(), most >= 3, word.count - most <= 2,
            shared.count(where: { $0 == most }) == 1
        else { return nil }
        return shared.firstIndex(of: most).map { $0 + 1 }
    }

    /// The letters in lower case without the accents of Greek, which move with the case of a noun.
    private static func folded(_ word: some StringProtocol) -> [Character] {
        word.lowercased().map { Self.bare[$0] ?? $0 }
    }

    private static let bare: [Character: Character] = [
        "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ϊ": "ι", "ΐ": "ι", "ό": "ο", "ύ": "υ", "ϋ": "υ", "ΰ": "υ",
        "ώ": "ω", "ς": "σ",
    ]

    /// The day of a year, a month and a day in digits.
    private static func reading(_ parts: [some StringProtocol]) -> Reading {
        let numbers = parts.map { Int($0) ?? 0 }
        let padded = [4, 2, 2].enumerated().map { place, width in
            let digits = String(numbers[place])
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return CalendarDay(padded.joined(separator: "-")).map { .day($0, isPlain: false) } ?? .noSuchDay
    }

    /// The year, the month and the day of the month; nil for a day that cannot be written.
    static func numbers(of day: CalendarDay) -> (year: Int, month: Int, day: Int)? {
        guard day.isWritable else { return nil }
        let parts = day.text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
        return (parts[0], parts[1], parts[2])
    }

    private static let monthFirst: Set<String> = [
        "en-US", "en-AS", "en-GU", "en-MH", "en-MP", "en-PH", "en-PR", "en-UM", "en-VI", "es-PA", "es-PR",
    ]

    private static let dayFirstEnglish: Set<String> = [
        "en-GB", "en-AU", "en-BZ", "en-CY", "en-IE", "en-IN", "en-JM", "en-MT", "en-NZ", "en-SG", "en-TT",
    ]

    private static let yearFirst: Set<String> = ["sv", "lt", "hu", "eu", "zh", "ja", "ko", "mn"]
}
