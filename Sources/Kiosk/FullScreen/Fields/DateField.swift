internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// A date, typed or turned by its parts: day, month and year in the order of the language.
struct DateField: Field {
    private let item: Interview.Item
    private var parts: EntryParts
    private var missing: MissingRows
    private var isEdited = false

    private static let today = 102

    init(_ item: Interview.Item, _ scene: Scene) {
        self.item = item
        parts = EntryParts(scene.words.dates.parts.map(Self.part))
        missing = MissingRows(item.missing, present: item.present)
        if case .date(let day)? = item.standing?.value { set(day) }
    }

    private static func part(_ part: DateWriting.Part) -> EntryParts.Part {
        switch part {
        case .day: .init(name: .entryDay, size: 2, range: 1...31, leap: 7)
        case .month: .init(name: .entryMonth, size: 2, range: 1...12, leap: 3)
        case .year: .init(name: .entryYear, size: 4, range: CalendarDay.years, leap: 10)
        }
    }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        if missing.take(touch) { return .changed }
        switch touch {
        case .paste(let text): return paste(text, scene)
        case .press(EntryParts.less): turn(by: -1, scene)
        case .press(EntryParts.more): turn(by: 1, scene)
        case .press(Self.today):
            guard let today = today(scene) else { return .ignored }
            enter(today)
        case .press(let part):
            guard parts.parts.indices.contains(part) else { return .ignored }
            missing.leave()
            parts.move(to: part)
        case .scroll: return .ignored
        case .key(let key): return take(key, scene)
        }
        return .changed
    }

    private mutating func take(_ key: Key, _ scene: Scene) -> FieldResponse {
        switch key.code {
        case .character(MissingRows.sign): return missing.chooseNext() ? .changed : .ignored
        case .character(let letter) where key.modifiers.isEmpty && isToday(letter, scene):
            guard let today = today(scene) else { return .ignored }
            enter(today)
        case .up: turn(by: 1, scene)
        case .down: turn(by: -1, scene)
        case .pageUp: turn(by: parts.parts[parts.focus].leap, scene)
        case .pageDown: turn(by: -parts.parts[parts.focus].leap, scene)
        default:
            let before = parts
            guard parts.type(key, isSeparator: { "/.-, ".unicodeScalars.contains($0) }) else {
                // Behind the last part stand the kinds of missing.
                return key.code == .right && missing.enter() ? .changed : .ignored
            }
            missing.leave()
            if let day = wholeDay { set(day) }
            if !parts.hasSameDigits(as: before) { edited() }
        }
        return .changed
    }

    private mutating func paste(_ text: String, _ scene: Scene) -> FieldResponse {
        switch PlainEntry.date(text.trimmed, scene.words) {
        case .event(.answer(.value(.date(let day))), _):
            enter(day)
            return .changed
        case .refused(let refusal): return .refused(refusal)
        default: return .ignored
        }
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        if let event = missing.event(isTouched: isTouched) { return .send([event]) }
        if !isEdited { return .send([.next]) }
        parts.complete()
        if parts.isEmpty {
            guard item.isOptional else {
                return .refused(scene.words.refusal(for: .required, at: item, typed: ""))
            }
            return .send([.answer(.skip)])
        }
        guard let day = number(.day), let month = number(.month), let year = number(.year) else {
            parts.move(to: parts.parts.indices.first { parts.value($0) == nil } ?? 0)
            return .refused(Refusal(scene.texts[.entryDateParts], saysHow: true))
        }
        if let place = place(.year), parts.size(place) < 4 {
            parts.move(to: place)
            return .refused(Refusal(scene.texts[.yearOfFour], saysHow: true))
        }
        guard let date = Self.day(year, month, day) else {
            if let place = place(.day) { parts.move(to: place) }
            let typed = scene.words.dates.words(day: day, month: month, year: year)
            return .refused(Refusal(scene.texts(.noSuchDay, ["typed": typed])))
        }
        if let problem = scene.interview.problem(with: .value(.date(date))) {
            return .refused(scene.words.refusal(for: problem, at: item, typed: date.text))
        }
        return .send([.answer(.value(.date(date)))])
    }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        var picture = Picture()
        parts.draw(on: &picture, scene, width: width, hasFocus: missing.focus == nil)
        if let day = date {
            picture.addParagraph(scene.words.dates.withWeekday(day), .normal, width: width, indent: 1)
        } else {
            picture.lines.append("")
        }
        if today(scene) != nil {
            picture.addButtons([(scene.texts[.entryToday], Self.today)], width: width, indent: 1)
        }
        let bounds = scene.words.bounds(item.dates)
        if !bounds.isEmpty, picture.lines.count + missing.options.count < height {
            picture.addParagraph(bounds.joined(separator: " "), .hint, width: width, indent: 1)
        }
        missing.draw(on: &picture, scene, width: width)
        return picture.clipped(to: width)
    }

    func keys(_ scene: Scene) -> [KeyHint] {
        var keys = [
            KeyHint(scene.texts[.keyLeftRight], scene.texts[.entryNextPart]),
            KeyHint(scene.texts[.keyUpDown], scene.texts[.entryChange]),
        ]
        if today(scene) != nil, let letter = todayLetter(scene) {
            keys.append(KeyHint(String(letter), scene.texts[.entryToday]))
        }
        return keys + missing.keys(scene)
    }

    var typed: String { date?.text ?? "" }
    var isTouched: Bool { isEdited || missing.isChanged }

    // MARK: Days

    /// A date that was typed as `2026-11-21`, or as `20261121` where the parts do not hold so many digits.
    private var wholeDay: CalendarDay? {
        if let day = CalendarDay(parts.trail) { return day }
        guard parts.isOverfull, parts.trail.utf8.count == 8 else { return nil }
        let digits = parts.trail
        return CalendarDay(digits.prefix(4) + "-" + digits.dropFirst(4).prefix(2) + "-" + digits.suffix(2))
    }

    /// The day that stands there, nil where it is none.
    private var date: CalendarDay? {
        guard let day = number(.day), let month = number(.month), let year = number(.year),
            place(.year).map({ parts.size($0) }) == 4
        else { return nil }
        return Self.day(year, month, day)
    }

    private func place(_ part: DateWriting.Part) -> Int? {
        let name = Self.part(part).name
        return parts.parts.firstIndex { $0.name == name }
    }

    private func number(_ part: DateWriting.Part) -> Int? { place(part).flatMap { parts.value($0) } }

    private mutating func set(_ day: CalendarDay) {
        guard let (year, month, date) = DateWriting.numbers(of: day) else { return }
        for (part, value) in [(DateWriting.Part.year, year), (.month, month), (.day, date)] {
            if let place = place(part) { parts.set(place, to: value) }
        }
    }

    private mutating func enter(_ day: CalendarDay) {
        set(day)
        edited()
    }

    private mutating func edited() {
        missing.clear()
        isEdited = true
    }

    /// Today, where it is known and allowed.
    private func today(_ scene: Scene) -> CalendarDay? {
        guard let today = scene.words.today, today.isWritable else { return nil }
        if let low = item.dates?.low, today < low { return nil }
        if let high = item.dates?.high, high < today { return nil }
        return today
    }

    private func todayLetter(_ scene: Scene) -> Character? { scene.texts.list(.todayWords).first?.first }

    private func isToday(_ letter: Unicode.Scalar, _ scene: Scene) -> Bool {
        let typed = Character(letter).lowercased()
        return typed == "t" || todayLetter(scene).map { typed == String($0) } ?? false
    }

    /// Changes the part in focus, within the days that are allowed.
    private mutating func turn(by step: Int, _ scene: Scene) {
        missing.leave()
        let part = parts.focus
        let kind = scene.words.dates.parts[part]
        let range = range(of: kind)
        let near = DateWriting.numbers(of: nearest(scene))
        let start: Int =
            switch kind {
            case .day: near?.day ?? range.lowerBound
            case .month: near?.month ?? range.lowerBound
            case .year: near?.year ?? range.lowerBound
            }
        parts.change(by: step, in: range, start: min(max(range.lowerBound, start), range.upperBound))
        // The 31st of a month that has none becomes its last day, as nobody typed it.
        if kind != .day, let place = place(.day), let day = parts.value(place), let month = number(.month) {
            let last = Self.days(in: month, of: number(.year))
            if day > last { parts.set(place, to: last) }
        }
        edited()
    }

    /// Where turning begins: today, or the nearest day that is allowed.
    private func nearest(_ scene: Scene) -> CalendarDay {
        let today = scene.words.today ?? item.dates?.high ?? item.dates?.low ?? CalendarDay(number: 0)
        return min(max(today, item.dates?.low ?? .first), item.dates?.high ?? .last)
    }

    /// What a part can be, given the others and the days allowed.
    private func range(of part: DateWriting.Part) -> ClosedRange<Int> {
        let low = DateWriting.numbers(of: item.dates?.low ?? .first)
        let high = DateWriting.numbers(of: item.dates?.high ?? .last)
        guard let low, let high, (item.dates?.low ?? .first) <= (item.dates?.high ?? .last) else {
            return Self.part(part).range
        }
        let year = number(.year) ?? (low.year == high.year ? low.year : nil)
        let isFirstYear = year == low.year
        let isLastYear = year == high.year
        switch part {
        case .year: return low.year...high.year
        case .month:
            let range = (isFirstYear ? low.month : 1, isLastYear ? high.month : 12)
            return range.0 <= range.1 ? range.0...range.1 : 1...12
        case .day:
            let month = number(.month)
            let last = month.map { Self.days(in: $0, of: year) } ?? 31
            let range = (
                isFirstYear && month == low.month ? low.day : 1,
                isLastYear && month == high.month ? min(high.day, last) : last
            )
            return range.0 <= range.1 ? range.0...range.1 : 1...last
        }
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay? {
        CalendarDay(
            EntryParts.padded(year, 4) + "-" + EntryParts.padded(month, 2) + "-" + EntryParts.padded(day, 2))
    }

    /// How many days a month has; February has 29 where the year is not known.
    private static func days(in month: Int, of year: Int?) -> Int {
        (28...31).last { day(year ?? 2_000, month, $0) != nil } ?? 31
    }
}
