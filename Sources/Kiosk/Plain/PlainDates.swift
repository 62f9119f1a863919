internal import Interview
internal import SurveyModel
internal import Translations

// Dates and times: read as people write them, and said back where they were not typed as ISO 8601.

extension PlainEntry {
    /// Reads a date.
    static func date(_ line: String, _ words: ItemWords) -> PlainEntry {
        let (texts, dates) = (words.texts, words.dates)
        switch dates.date(line, today: words.today) {
        case .day(let day, let isPlain):
            let saying = isPlain ? [] : [texts(.understood, ["value": dates.words(day)])]
            return .event(.answer(.value(.date(day))), saying: saying)
        case .unclear(let one, let other):
            let values = ["typed": excerpt(line), "first": dates.words(one), "second": dates.words(other)]
            return .refused(Refusal([texts(.unclearDate, values), dates.hint], saysHow: true))
        case .noSuchDay: return .refused(Refusal(texts(.noSuchDay, ["typed": excerpt(line)])))
        case .shortYear: return .refused(Refusal(texts[.yearOfFour]))
        case .none: return .refused(Refusal(texts(.notDate, ["typed": excerpt(line)])))
        }
    }

    /// Reads a time.
    static func time(_ line: String, _ words: ItemWords) -> PlainEntry {
        let times = TimeWriting(texts: words.texts)
        guard let time = times.time(line) else {
            return .refused(Refusal(words.texts(.notTime, ["typed": excerpt(line)])))
        }
        let saying = times.isPlain(line, time) ? [] : [words.texts(.understood, ["value": time.text])]
        return .event(.answer(.value(.time(time))), saying: saying)
    }
}

extension ItemWords {
    /// How to type a date, and which days are possible.
    func dateHint(for item: Interview.Item) -> String {
        ([dates.hint] + bounds(item.dates)).joined(separator: " ")
    }

    /// How to type a time, and which are possible.
    func timeHint(_ rule: TimeRule) -> String {
        ([TimeWriting(texts: texts).hint] + bounds(rule.low?.text, rule.high?.text)).joined(separator: " ")
    }

    /// Why a day out of its bounds cannot be taken.
    func dateOutOfRange(
        low: CalendarDay?, high: CalendarDay?, typed: String
    ) -> Refusal {
        guard case .day(let typed, _) = dates.date(typed, today: today) else {
            return .init(texts[.required])
        }
        return outOfRange(
            dates.words(typed), isEarly: low.map { typed < $0 } ?? false, low.map(day), high.map(day))
    }

    /// Why a time out of its bounds cannot be taken.
    func timeOutOfRange(low: TimeOfDay?, high: TimeOfDay?, typed: String) -> Refusal {
        guard let typed = TimeWriting(texts: texts).time(typed) else { return .init(texts[.required]) }
        return outOfRange(typed.text, isEarly: low.map { typed < $0 } ?? false, low?.text, high?.text)
    }

    private func outOfRange(
        _ value: String, isEarly: Bool, _ low: String?, _ high: String?
    ) -> Refusal {
        let why = texts(isEarly ? .tooEarly : .tooLate, ["value": value])
        return .init(([why] + bounds(low, high)).joined(separator: " "), saysHow: true)
    }

    /// Which days are possible.
    func bounds(_ dates: Interview.Item.DateRange?) -> [String] {
        bounds(dates?.low.map(day), dates?.high.map(day))
    }

    /// From when and until when something can be.
    func bounds(_ low: String?, _ high: String?) -> [String] {
        [low.map { texts(.earliest, ["value": $0]) }, high.map { texts(.latest, ["value": $0]) }].compactMap(
            \.self)
    }

    /// A day in words, and as today where it is.
    private func day(_ day: CalendarDay) -> String {
        let words = dates.words(day)
        return day == today ? texts(.todayDate, ["date": words]) : words
    }
}
