internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// A time of day, typed or turned by its hour and minute.
struct TimeField: Field {
    private let item: Interview.Item
    private let rule: TimeRule
    private var parts = EntryParts([
        .init(name: .entryHour, size: 2, range: 0...23, leap: 6),
        .init(name: .entryMinute, size: 2, range: 0...59, leap: 10),
    ])
    private var missing: MissingRows
    private var isEdited = false

    init(_ item: Interview.Item, _ rule: TimeRule, _ scene: Scene) {
        self.item = item
        self.rule = rule
        missing = MissingRows(item.missing, present: item.present)
        if case .time(let time)? = item.standing?.value { set(time) }
    }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        if missing.take(touch) { return .changed }
        switch touch {
        case .paste(let text):
            switch PlainEntry.time(text.trimmed, scene.words) {
            case .event(.answer(.value(.time(let time))), _):
                set(time)
                edited()
            case .refused(let refusal): return .refused(refusal)
            default: return .ignored
            }
        case .press(EntryParts.less): turn(by: -1)
        case .press(EntryParts.more): turn(by: 1)
        case .press(let part):
            guard parts.parts.indices.contains(part) else { return .ignored }
            missing.leave()
            parts.move(to: part)
        case .scroll: return .ignored
        case .key(let key): return take(key)
        }
        return .changed
    }

    private mutating func take(_ key: Key) -> FieldResponse {
        switch key.code {
        case .character(MissingRows.sign): return missing.chooseNext() ? .changed : .ignored
        case .up: turn(by: 1)
        case .down: turn(by: -1)
        case .pageUp: turn(by: parts.parts[parts.focus].leap)
        case .pageDown: turn(by: -parts.parts[parts.focus].leap)
        default:
            let before = parts
            guard parts.type(key, isSeparator: { ":.,hH- ".unicodeScalars.contains($0) }) else {
                // Behind the last part stand the kinds of missing.
                return key.code == .right && missing.enter() ? .changed : .ignored
            }
            missing.leave()
            if !parts.hasSameDigits(as: before) { edited() }
        }
        return .changed
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
        guard let time else {
            parts.move(to: parts.value(0) == nil ? 0 : 1)
            return .refused(Refusal(scene.texts[.entryTimeParts], saysHow: true))
        }
        if let problem = scene.interview.problem(with: .value(.time(time))) {
            return .refused(scene.words.refusal(for: problem, at: item, typed: time.text))
        }
        return .send([.answer(.value(.time(time)))])
    }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        var picture = Picture()
        parts.draw(on: &picture, scene, width: width, hasFocus: missing.focus == nil)
        let bounds = scene.words.bounds(rule.low?.text, rule.high?.text)
        if !bounds.isEmpty, picture.lines.count + missing.options.count < height {
            picture.addParagraph(bounds.joined(separator: " "), .hint, width: width, indent: 1)
        }
        missing.draw(on: &picture, scene, width: width)
        return picture.clipped(to: width)
    }

    func keys(_ scene: Scene) -> [KeyHint] {
        [
            KeyHint(scene.texts[.keyLeftRight], scene.texts[.entryNextPart]),
            KeyHint(scene.texts[.keyUpDown], scene.texts[.entryChange]),
        ] + missing.keys(scene)
    }

    var typed: String { time?.text ?? "" }
    var isTouched: Bool { isEdited || missing.isChanged }

    private var time: TimeOfDay? {
        guard let hour = parts.value(0), let minute = parts.value(1) else { return nil }
        return TimeOfDay(minutes: hour * 60 + minute)
    }

    private mutating func set(_ time: TimeOfDay) {
        guard (0..<1_440).contains(time.minutes) else { return }
        parts.set(0, to: time.minutes / 60)
        parts.set(1, to: time.minutes % 60)
    }

    private mutating func edited() {
        missing.clear()
        isEdited = true
    }

    /// Changes the part in focus, within the times that are allowed.
    private mutating func turn(by step: Int) {
        missing.leave()
        let low = min(max(0, rule.low?.minutes ?? 0), 1_439)
        let high = min(max(low, rule.high?.minutes ?? 1_439), 1_439)
        var range = 0...59
        if parts.focus == 0 {
            range = low / 60...high / 60
        } else if let hour = parts.value(0), (low / 60...high / 60).contains(hour) {
            range = (hour == low / 60 ? low % 60 : 0)...(hour == high / 60 ? high % 60 : 59)
        }
        parts.change(by: step, in: range, start: range.lowerBound)
        edited()
    }
}
