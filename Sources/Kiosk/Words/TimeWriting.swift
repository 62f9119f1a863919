internal import SurveyModel
internal import Translations

/// How a time of day is typed.
struct TimeWriting {
    let texts: ProgramTexts

    /// How to type a time.
    var hint: String { texts(.typeTime, ["example": "09:30"]) }

    /// Reads a typed time: `9:30`, `09.30`, `9h30`, `930`, or one of the first twelve hours with the language's words for
    /// before and after noon, `9.30 pm`. Nil for anything else; an hour alone is a time only with such a word.
    func time(_ typed: String) -> TimeOfDay? {
        guard typed.utf8.count <= 100 else { return nil }
        for (text, noon) in [(ProgramText.morningWords, 0), (.afternoonWords, 12)] {
            guard let rest = texts.withoutWord(typed, in: text) else { continue }
            guard let time = digits(rest, allowsHourAlone: true), (1...12).contains(time.hour) else {
                return nil
            }
            return TimeOfDay(minutes: (time.hour % 12 + noon) * 60 + time.minute)
        }
        // "18:30 h" is written in Spanish.
        let hasSign = typed.last == "h" && typed.contains { $0 == ":" || $0 == "." }
        let digits = digits(hasSign ? typed.dropLast() : typed[...], allowsHourAlone: false)
        guard let time = digits, time.hour < 24 else { return nil }
        return TimeOfDay(minutes: time.hour * 60 + time.minute)
    }

    /// Whether a time was typed just as it is written.
    func isPlain(_ typed: String, _ time: TimeOfDay) -> Bool {
        typed == time.text || "0" + typed == time.text
    }

    private func digits(_ typed: some StringProtocol, allowsHourAlone: Bool) -> (hour: Int, minute: Int)? {
        let parts = typed.split(omittingEmptySubsequences: false) { ":.hH".contains($0) }
            .map { String($0).trimmed }
        guard parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let first = parts.first
        else { return nil }
        let pair: (String, String)
        switch (parts.count, first.utf8.count) {
        case (2, 1...2) where parts[1].utf8.count == 2: pair = (first, parts[1])
        case (1, 3...4): pair = (String(first.dropLast(2)), String(first.suffix(2)))
        case (1, 1...2) where allowsHourAlone: pair = (first, "00")
        default: return nil
        }
        guard let hour = Int(pair.0), let minute = Int(pair.1), minute < 60 else { return nil }
        return (hour, minute)
    }
}
