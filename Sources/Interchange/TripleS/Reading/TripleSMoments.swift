internal import SurveyModel

/// Days and times of day as Triple-S writes them.
enum TripleSMoments {
    /// `20261121`, or with hyphens.
    static func day(_ text: String) -> CalendarDay? {
        let digits = text.trimmed.filter { $0 != "-" }
        guard digits.utf8.count == 8 else { return nil }
        return CalendarDay(digits.prefix(4) + "-" + digits.dropFirst(4).prefix(2) + "-" + digits.dropFirst(6))
    }

    /// A day as programs write it in definitions, `2003-05-05`, `5 May 2003`, `May 5th, 2003`, `25/5/2003`; nil for one that
    /// could be two, as `5/6/2003`.
    static func day(inWords text: String) -> CalendarDay? {
        if let day = day(text) { return day }
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
            .filter { word in !weekdays.contains { word.count > 2 && $0.hasPrefix(word) } }
        guard words.count == 3 else { return nil }
        func number(_ word: String) -> Int? {
            let isOrdinal = ["st", "nd", "rd", "th"].contains { word.hasSuffix($0) }
            return Int(isOrdinal ? word.dropLast(2) : word[...])
        }
        func month(_ word: String) -> Int? {
            guard word.count > 2 else { return nil }
            return months.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
        }
        func date(_ year: String, _ month: Int?, _ day: Int?) -> CalendarDay? {
            guard year.utf8.count == 4, let month, let day, (1...12).contains(month), (1...31).contains(day)
            else { return nil }
            func digits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
            return CalendarDay("\(year)-\(digits(month))-\(digits(day))")
        }
        if words[0].utf8.count == 4, Int(words[0]) != nil {
            return date(words[0], month(words[1]) ?? Int(words[1]), number(words[2]))
        }
        if let month = month(words[1]) { return date(words[2], month, number(words[0])) }
        if let month = month(words[0]) { return date(words[2], month, number(words[1])) }
        let found = [
            date(words[2], Int(words[1]), Int(words[0])), date(words[2], Int(words[0]), Int(words[1])),
        ].compactMap(\.self)
        return Set(found).count == 1 ? found[0] : nil
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// `093000` or `0930`, or with colons; and the seconds.
    static func clock(_ text: String) -> (time: TimeOfDay, seconds: Int)? {
        let digits = text.trimmed.filter { $0 != ":" }
        guard digits.utf8.count == 4 || digits.utf8.count == 6,
            let time = TimeOfDay(digits.prefix(2) + ":" + digits.dropFirst(2).prefix(2)),
            let seconds = digits.utf8.count == 4 ? 0 : Int(digits.dropFirst(4)), (0..<60).contains(seconds)
        else { return nil }
        return (time, seconds)
    }
}
