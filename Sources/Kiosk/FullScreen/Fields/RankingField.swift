internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// An order of options: those that have a place stand on top, below a line the others as they are offered.
///
/// Nothing has a place before the respondent gives it one, so that an order nobody thought about is never an answer. Where
/// all options need a place, the last one left over takes the last place by itself.
struct RankingField: Field {
    private let item: Interview.Item
    private var missing: MissingRows
    /// The options that have a place, the first one first.
    private var order: [Int]
    /// The option in focus.
    private var focus: Int
    private let before: [Int]

    init(_ item: Interview.Item, _ scene: Scene) {
        self.item = item
        missing = MissingRows(item.missing, present: item.present)
        if case .order(let order)? = item.standing?.value {
            before = order.filter(item.options.contains)
        } else {
            before = []
        }
        order = before
        focus = before.first ?? item.options.first ?? 0
    }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        if missing.take(touch) { return .changed }
        switch touch {
        case .press(let option):
            guard item.options.contains(option) else { return .ignored }
            missing.leave()
            focus = option
            return toggle(scene)
        case .key(let key): return take(key, scene)
        case .paste, .scroll: return .ignored
        }
    }

    private mutating func take(_ key: Key, _ scene: Scene) -> FieldResponse {
        let shown = shown
        guard let place = shown.firstIndex(of: focus) else { return .ignored }
        switch key.code {
        case .character(MissingRows.sign): return missing.chooseNext() ? .changed : .ignored
        case .up where key.modifiers.contains(.shift): return move(by: -1)
        case .down where key.modifiers.contains(.shift): return move(by: 1)
        case .up: focus = shown[max(0, place - 1)]
        case .down:
            guard place + 1 < shown.count else { return missing.enter() ? .changed : .ignored }
            focus = shown[place + 1]
        case .home, .pageUp: focus = shown[0]
        case .end, .pageDown: focus = shown[shown.count - 1]
        case .character("+"): return move(by: -1)
        case .character("-"): return move(by: 1)
        case .character(" "): return toggle(scene)
        case .delete, .backspace, .character("0"):
            guard order.contains(focus) else { return .ignored }
            return toggle(scene)
        case .character(let digit) where ("1"..."9").contains(digit) && key.modifiers.isEmpty:
            return put(at: Int(digit.value) - 0x31, scene)
        default:
            return .ignored
        }
        missing.leave()
        return .changed
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        if let event = missing.event(isTouched: isTouched) { return .send([event]) }
        let isUntouched = order == before && !missing.isChanged
        if isUntouched, item.present != nil || item.suggestion != nil || item.isOptional {
            return .send([.next])
        }
        let least = item.select.lowerBound
        if order.isEmpty {
            if item.isOptional { return .send([.answer(.skip)]) }
            if least > 0 { return .refused(Refusal(how(scene), saysHow: true)) }
        }
        if order.count < least {
            let open = open.map { scene.words.label($0, item.question) }
            let why =
                least == item.options.count
                ? scene.texts(.unplaced, ["options": open.joined(separator: "; ")])
                : scene.texts(.entryFewPlaces, count: least, ["placed": "\(order.count)"])
            return .refused(Refusal(why, saysHow: true))
        }
        return .send([.answer(.value(.order(order)))])
    }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        var picture = Picture()
        let size = String(item.options.count).count
        for (place, option) in order.enumerated() {
            let mark = "[" + "\(place + 1)".padded(to: size, alignment: .right) + "] "
            draw(option, mark, isPlaced: true, on: &picture, scene, width)
        }
        let open = open
        if !order.isEmpty, !open.isEmpty {
            picture.lines.append(
                .init(" " + String(repeating: "-", count: max(0, min(width, 40) - 1)), .hint))
        }
        for option in open {
            let mark = "[" + String(repeating: " ", count: size) + "] "
            draw(option, mark, isPlaced: false, on: &picture, scene, width)
        }
        missing.draw(on: &picture, scene, width: width)
        return picture.below(how(scene), width: width, height: height).clipped(to: width)
    }

    private func draw(
        _ option: Int, _ mark: String, isPlaced: Bool, on picture: inout Picture, _ scene: Scene, _ width: Int
    ) {
        let isFocused = missing.focus == nil && option == focus
        let role = Role(isFocused: isFocused, isChosen: isPlaced)
        let start = picture.lines.count
        let head = (isFocused ? ">" : " ") + mark
        picture.addParagraph(
            scene.words.label(option, item.question), role, width: width, indent: head.displayWidth)
        let bare = (picture.lines[start].runs.first?.text ?? "").drop { $0 == " " }
        picture.lines[start] = .init(head + bare, role)
        picture.targets.append(
            .init(rows: start..<picture.lines.count, columns: 0..<max(1, width), number: option))
        if isFocused {
            picture.cursor = Position(row: start, column: 2)
            picture.focus = start...(picture.lines.count - 1)
        }
    }

    func keys(_ scene: Scene) -> [KeyHint] {
        [
            KeyHint(scene.texts[.keySpace], scene.texts[.entryPlace]),
            KeyHint("1-\(min(9, max(1, item.select.upperBound)))", scene.texts[.entryPutAt]),
            KeyHint("+ -", scene.texts[.entryMove]),
        ] + missing.keys(scene)
    }

    var isTouched: Bool { order != before || missing.isChanged }

    // MARK: Places

    /// The options without a place, as they are offered.
    private var open: [Int] {
        let placed = Set(order)
        return item.options.filter { !placed.contains($0) }
    }

    /// The options as they stand on the screen.
    private var shown: [Int] { order + open }

    private func how(_ scene: Scene) -> String {
        let (low, high) = (item.select.lowerBound, item.select.upperBound)
        if high < item.options.count {
            return low == high || low == 0
                ? scene.texts(.entryRankFirst, count: high)
                : scene.texts(.entryRankBetween, ["low": "\(low)", "high": "\(high)"])
        }
        return scene.texts[.entryRankAll]
    }

    /// Gives the option in focus the next place, or takes its place away.
    private mutating func toggle(_ scene: Scene) -> FieldResponse {
        guard let place = order.firstIndex(of: focus) else { return put(at: order.count, scene) }
        order.remove(at: place)
        missing.clear()
        return .changed
    }

    /// Gives the option in focus this place, or the next one that is free.
    private mutating func put(at place: Int, _ scene: Scene) -> FieldResponse {
        if let now = order.firstIndex(of: focus) {
            order.remove(at: now)
            order.insert(focus, at: min(place, order.count))
        } else {
            guard order.count < item.select.upperBound else {
                return .refused(Refusal(scene.texts(.entryPlacesTaken, count: item.select.upperBound)))
            }
            let open = open
            order.insert(focus, at: min(place, order.count))
            // The focus goes to the option that now stands where this one stood.
            let further = open.firstIndex(of: focus).map { open.dropFirst($0 + 1) + open.prefix($0) } ?? []
            if further.count == 1, item.select.lowerBound == item.options.count {
                order += further
            } else if let next = further.first {
                focus = next
            }
        }
        missing.clear()
        return .changed
    }

    /// Moves the option in focus by one place; one without a place gets the last one when it is moved up.
    private mutating func move(by step: Int) -> FieldResponse {
        guard let place = order.firstIndex(of: focus) else {
            guard step < 0, order.count < item.select.upperBound else { return .ignored }
            order.append(focus)
            missing.clear()
            return .changed
        }
        guard order.indices.contains(place + step) else { return .changed }
        order.swapAt(place, place + step)
        missing.clear()
        return .changed
    }
}
