internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// A point of a scale: typed, or moved to and chosen with the space bar.
///
/// A digit chooses at once, and a further digit makes another point of it: 1 is 1, and 10 when a 0 follows. Nobody waits.
/// What Enter alone takes is as with options.
struct RatingField: Field {
    private let item: Interview.Item
    private let scale: RatingScale
    private var focus: Int
    private var chosen: Int?
    private let standing: Int?
    private var hasMoved = false
    private var number = TypedNumber()

    /// How far a page key moves on a scale.
    private static let page = 10

    init(_ item: Interview.Item, _ scene: Scene) {
        self.item = item
        scale = RatingScale(item, scene)
        standing = scale.place(of: item.standing)
        chosen = standing
        focus = standing ?? 0
    }

    mutating func move(to item: Interview.Item, _ scene: Scene) {
        if item != self.item { self = RatingField(item, scene) }
    }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        if case .press(let place) = touch {
            guard (0..<scale.count).contains(place) else { return .ignored }
            number.clear()
            return choose(place)
        }
        guard let key = touch.bareKey else { return .ignored }
        if case .character(let sign) = key, TypedNumber.takes(sign, within: scale.bounds) {
            return digit(sign, scene)
        }
        if key == .backspace, !number.typed.isEmpty {
            if let point = number.removeLast(within: scale.bounds) { _ = choose(scale.place(of: point)) }
            return .changed
        }
        let wasTyping = !number.typed.isEmpty
        number.clear()
        let response = take(key)
        return response == .ignored && wasTyping ? .changed : response
    }

    private mutating func take(_ key: Key.Code) -> FieldResponse {
        switch key {
        case .left, .up: return move(to: focus - 1)
        case .right, .down: return move(to: focus + 1)
        case .pageUp: return move(to: focus - Self.page)
        case .pageDown: return move(to: min(focus + Self.page, max(focus, scale.points - 1)))
        case .home: return move(to: 0)
        case .end: return move(to: scale.points - 1)
        case .character(" "), .enter: return choose(focus)
        case .character("*") where chosen.map { $0 >= scale.points } == true:
            // As in fields that are typed into, the sign goes on to the next way not to answer.
            let next = (chosen ?? 0) + 1
            return choose(next < scale.count ? next : scale.points)
        case .character(let sign): return scale.place(of: sign).map { choose($0) } ?? .ignored
        case .backspace, .delete:
            guard chosen != nil, item.isOptional || chosen != standing else { return .ignored }
            chosen = item.isOptional ? nil : standing
            hasMoved = false
            return .changed
        default: return .ignored
        }
    }

    private mutating func digit(_ sign: Unicode.Scalar, _ scene: Scene) -> FieldResponse {
        switch number.add(sign, within: scale.bounds) {
        case .begun: return .changed
        case .number(let point, _, _): return choose(scale.place(of: point))
        case .none:
            let problem = Interview.Problem.outOfRange(
                low: Decimal(scale.bounds.lowerBound), high: Decimal(scale.bounds.upperBound))
            return .refused(scene.words.refusal(for: problem, at: item, typed: String(Character(sign))))
        }
    }

    private mutating func move(to place: Int) -> FieldResponse {
        focus = max(0, min(place, scale.count - 1))
        hasMoved = true
        return .changed
    }

    private mutating func choose(_ place: Int) -> FieldResponse {
        focus = place
        chosen = place
        return .changed
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        if !number.typed.isEmpty, number.number(within: scale.bounds) == nil {
            // A number that has only begun is none: it must not be taken for what was chosen before it.
            let problem = Interview.Problem.outOfRange(
                low: Decimal(scale.bounds.lowerBound), high: Decimal(scale.bounds.upperBound))
            let typed = number.typed
            number.clear()
            return .refused(scene.words.refusal(for: problem, at: item, typed: typed))
        }
        number.clear()
        guard let place = chosen ?? (hasMoved ? focus : nil) else {
            if item.isOptional { return .send([standing == nil ? .next : .answer(.skip)]) }
            return .refused(scene.words.refusal(for: .required, at: item, typed: ""))
        }
        chosen = place
        return .send([place == standing ? .next : .answer(scale.entry(place))])
    }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        RatingDrawing(
            scale, of: item.question, focus: focus, chosen: chosen, typed: isOpen ? number.typed : "", scene
        ).picture(scene, width: width, height: height)
    }

    /// Whether what is typed says something that the points do not show.
    private var isOpen: Bool {
        scale.points > RatingScale.mostDrawn || number.number(within: scale.bounds) == nil
    }

    func keys(_ scene: Scene) -> [KeyHint] {
        let texts = scene.texts
        var keys = [
            KeyHint(scale.keys, texts[.keyChooses]), KeyHint(texts[.keyArrows], texts[.keyMoves]),
            KeyHint(texts[.keySpace], texts[.keyChooses]),
        ]
        if chosen != nil, item.isOptional {
            keys.append(KeyHint(texts[.keyBackspace], texts[.keyTakesBack]))
        }
        return keys
    }

    var isTouched: Bool { chosen != standing || !number.typed.isEmpty }
}
