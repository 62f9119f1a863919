internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// An amount that is divided: all parts in one table, with what is left.
///
/// The interview goes from part to part: going down answers the part in focus, going up goes back. What is shown of parts
/// further down is not an answer yet. The last part takes the rest; once nothing is left, Enter leaves the others at 0.
struct AllocationField: Field {
    /// The part that the interview asks for.
    private var item: Interview.Item
    private let options: [Int]
    private let total: Int
    private var missing: MissingRows
    private let isOptional: Bool
    /// What stands in each part; nil where nothing does.
    private var amounts: [String?]
    /// Whether the next digit begins the number anew.
    private var isFresh = true
    private var isEdited = false

    private static let less = Int.max - 1, more = Int.max

    init(_ item: Interview.Item, _ scene: Scene) {
        self.item = item
        let items = Self.items(like: item, scene)
        options = items.map { if case .amount(let option) = $0.part { option } else { 0 } }
        amounts = items.map { Self.number($0.present).map(String.init) }
        total = if case .allocate(_, let total) = scene.survey[item.question].kind { total } else { 0 }
        missing = MissingRows(items[0].missing, present: items[0].present)
        isOptional = items[0].isOptional
    }

    /// The items of the question, of which this is one.
    private static func items(like item: Interview.Item, _ scene: Scene) -> [Interview.Item] {
        let items = scene.interview.items(of: item.question)
        let isThere = items.indices.contains(item.place)
        return isThere ? items : [Interview.Item](repeating: item, count: item.place + 1)
    }

    private static func number(_ answer: Answer?) -> Int? {
        if case .number(let number)? = answer?.value { number.exactInt } else { nil }
    }

    mutating func move(to item: Interview.Item, _ scene: Scene) {
        let items = Self.items(like: item, scene)
        guard items.count == amounts.count else { return }
        let hasMoved = item.place != self.item.place
        self.item = item
        for place in 0..<item.place { amounts[place] = Self.number(items[place].present).map(String.init) }
        guard hasMoved else { return }
        isFresh = true
        isEdited = false
        // What no longer fits, since a part before it takes more, is not kept.
        if isLast || value(item.place).map({ $0 > remaining }) ?? true {
            amounts[item.place] = Self.number(item.present).map(String.init)
        }
    }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        if missing.take(touch) { return .changed }
        switch touch {
        case .press(Self.less): change(by: -1)
        case .press(Self.more): change(by: 1)
        case .press(let place):
            guard amounts.indices.contains(place) else { return .ignored }
            missing.leave()
            return go(to: place, scene)
        case .scroll: return .ignored
        case .paste(let text):
            guard let number = scene.words.writing.number(text.trimmed)?.exactInt, number >= 0 else {
                let excerpt = PlainEntry.excerpt(text.trimmed)
                return .refused(Refusal(scene.texts(.notNumber, ["typed": excerpt])))
            }
            enter(String(number))
        case .key(let key): return take(key, scene)
        }
        return .changed
    }

    private mutating func take(_ key: Key, _ scene: Scene) -> FieldResponse {
        switch key.code {
        case .character(MissingRows.sign): return missing.chooseNext() ? .changed : .ignored
        case .up:
            missing.leave()
            return item.place > 0 ? go(to: item.place - 1, scene) : .ignored
        case .down:
            guard isLast else { return go(to: item.place + 1, scene) }
            return missing.enter() ? .changed : .ignored
        case .left, .character("-"): change(by: -1)
        case .right, .character("+"): change(by: 1)
        case .pageUp: change(by: 10)
        case .pageDown: change(by: -10)
        case .backspace:
            let rest = amounts[item.place].map { String($0.dropLast()) } ?? ""
            enter(rest.isEmpty ? nil : rest)
        case .delete:
            // What is empty already empties the others too, which are no answers while the first one is asked for.
            if item.place == 0, amounts[0] == nil { amounts = amounts.map { _ in nil } }
            enter(nil)
        case .character("u") where key.modifiers == .control: enter(nil)
        case .character(let digit) where ("0"..."9").contains(digit) && key.modifiers.isEmpty:
            let before = isFresh ? "" : amounts[item.place] ?? ""
            // One digit more than the amount has shows that it is too much; further ones say no more.
            guard before.utf8.count <= String(total).utf8.count else { return .changed }
            enter((before == "0" ? "" : before) + String(Character(digit)))
        default: return .ignored
        }
        return .changed
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        // It is the first part that a kind of missing answers, for all of them.
        if let event = missing.event(isTouched: isTouched) { return .send(backs(item.place) + [event]) }
        let hasNothing = amounts.allSatisfy { $0 == nil }
        if hasNothing, item.place == 0 {
            if isOptional { return .send([isTouched ? .answer(.skip) : .next]) }
            if !isLast {
                return .refused(scene.words.refusal(for: .required, at: item, typed: ""))
            }
        }
        if let refusal = refusal(scene) { return .refused(refusal) }
        // Nothing is left for the others, so they need no Enter of their own.
        let isDivided = shown(item.place) == remaining
        let further = amounts[(item.place + 1)...]
        let isClear = further.allSatisfy { ($0.flatMap { Int($0) } ?? 0) == 0 }
        let nexts = isDivided && isClear ? further.map { _ in Interview.Event.next } : []
        return .send([answer(item.place)] + nexts)
    }

    var typed: String { amounts[item.place] ?? "" }
    var isTouched: Bool { isEdited || missing.isChanged }

    func keys(_ scene: Scene) -> [KeyHint] {
        [
            KeyHint(scene.texts[.keyUpDown], scene.texts[.entryNextPart]),
            KeyHint(scene.texts[.keyLeftRight], scene.texts[.entryLessMore]),
        ] + missing.keys(scene)
    }

    // MARK: Numbers

    private var isLast: Bool { item.place == amounts.count - 1 }

    /// What the parts above have left.
    private var remaining: Int { item.remaining ?? total }

    /// The number typed in a part; one too long for any number is too much for every amount.
    private func value(_ place: Int) -> Int? { amounts[place].map { Int($0) ?? .max } }

    /// The number that a part would be answered with.
    private func shown(_ place: Int) -> Int {
        value(place) ?? (isLast && place == item.place ? remaining : 0)
    }

    /// What is left by all that is shown, below 0 where it is too much.
    private var rest: Int {
        amounts.indices.reduce(total) { rest, place in
            let (rest, overflows) = rest.subtractingReportingOverflow(shown(place))
            return overflows ? -Int.max : max(-Int.max, rest)
        }
    }

    private mutating func enter(_ text: String?) {
        amounts[item.place] = text
        isFresh = false
        isEdited = true
        missing.clear()
    }

    /// Changes the part in focus as far as the parts above have left anything.
    private mutating func change(by step: Int) {
        let now = min(shown(item.place), remaining)
        enter(String(min(max(0, now + step), max(0, remaining))))
        isFresh = true
    }

    // MARK: Going from part to part

    private func answer(_ place: Int) -> Interview.Event {
        if place == item.place {
            let isKept = Self.number(item.present).map { $0 == shown(place) } ?? false
            if isKept || isLast && amounts[place] == nil { return .next }
        }
        return .answer(.value(.number(Decimal(shown(place)))))
    }

    private func backs(_ count: Int) -> [Interview.Event] {
        [Interview.Event](repeating: .back, count: count)
    }

    /// Why the part in focus cannot stay as it is.
    private func refusal(_ scene: Scene) -> Refusal? {
        let value = shown(item.place)
        let typed = amounts[item.place] ?? String(value)
        if value > remaining {
            return scene.words.refusal(for: .tooMuch(remaining: remaining), at: item, typed: typed)
        }
        if isLast, value < remaining {
            return scene.words.refusal(for: .mustTakeRest(remaining), at: item, typed: typed)
        }
        return nil
    }

    private func go(to place: Int, _ scene: Scene) -> FieldResponse {
        if place == item.place { return .changed }
        if place < item.place { return .send(backs(item.place - place)) }
        if let refusal = refusal(scene) { return .refused(refusal) }
        var events = [answer(item.place)]
        var left = remaining - shown(item.place)
        // Parts on the way are answered as they stand, as far as they fit.
        for further in (item.place + 1)..<place {
            guard shown(further) <= left else { break }
            events.append(.answer(.value(.number(Decimal(shown(further))))))
            left -= shown(further)
        }
        return .send(events)
    }
}

// The table.

extension AllocationField {
    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        var picture = Picture()
        let labels = options.map { scene.words.label($0, item.question) }
        let size = max(number(total, scene).displayWidth, String(total).utf8.count)
        let widest = labels.reduce(1) { max($0, $1.displayWidth) }
        let room = max(4, width - 1 - 1 - (size + 2))
        let column = min(widest, width >= 60 ? min(room, width / 2) : room)
        let bar = min(20, width - 1 - column - 1 - (size + 2) - 1 - 9)
        for (place, label) in labels.enumerated() {
            draw(place, label, on: &picture, column: column, size: size, bar: bar, width: width, scene)
        }
        let rest = rest
        picture.lines.append(
            rest < 0
                ? .init(" " + scene.texts(.entryTooMuch, ["n": number(-rest, scene)]), .fault)
                : .init(" " + scene.texts(.entryRest, ["n": number(rest, scene)]), .normal))
        if picture.focus.upperBound >= 0, missing.focus == nil {
            // What is left is always in sight, with the part that changes it, where both fit.
            let last = picture.lines.count - 1
            if last - picture.cursor.row < height { picture.focus = picture.cursor.row...last }
        }
        if isLast, amounts.count > 1, missing.focus == nil {
            picture.addParagraph(scene.texts[.entryTakesRest], .hint, width: width, indent: 1)
        }
        missing.draw(on: &picture, scene, width: width)
        let words = scene.texts(.divide, ["total": number(total, scene)])
        return picture.below(words, width: width, height: height).clipped(to: width)
    }

    private func draw(
        _ place: Int, _ label: String, on picture: inout Picture, column: Int, size: Int, bar: Int,
        width: Int,
        _ scene: Scene
    ) {
        let isFocused = place == item.place && missing.focus == nil
        let start = picture.lines.count
        let lines = label.wrapped(to: column)
        let role: Role = isFocused ? .focused : .normal
        for (index, text) in lines.enumerated() {
            let mark = index == 0 && isFocused ? ">" : " "
            picture.lines.append(.init(mark + text.padded(to: column) + " ", role))
        }
        let isShown = amounts[place] != nil || place == item.place && isLast
        let digits = isShown ? (amounts[place] ?? String(shown(place))) : ""
        let field = "[" + digits.padded(to: size, alignment: .right) + "]"
        let end = picture.lines[start].width
        picture.lines[start].add(field, isFocused ? .focused : .entry)
        if bar >= 4 {
            let part = total > 0 ? Double(min(max(0, shown(place)), total)) / Double(total) : 0
            let done = min(bar, Int((part * Double(bar)).rounded()))
            picture.lines[start].add(" ")
            picture.lines[start].add(String(repeating: "#", count: done), .done)
            picture.lines[start].add(String(repeating: ".", count: bar - done), .rest)
        }
        if isFocused {
            picture.cursor = Position(row: start, column: end + field.displayWidth - 2)
            if picture.lines[start].width + 8 <= width {
                picture.lines[start].add(" ")
                var line = picture.lines[start]
                picture.addButton("[-]", Self.less, to: &line, row: start)
                line.add(" ")
                picture.addButton("[+]", Self.more, to: &line, row: start)
                picture.lines[start] = line
            } else {
                picture.addButtons([("-", Self.less), ("+", Self.more)], width: width, indent: 1)
            }
            picture.focus = start...(picture.lines.count - 1)
        }
        picture.targets.append(
            .init(rows: start..<picture.lines.count, columns: 0..<max(1, width), number: place))
    }

    private func number(_ number: Int, _ scene: Scene) -> String { scene.words.writing.text(Decimal(number)) }
}
