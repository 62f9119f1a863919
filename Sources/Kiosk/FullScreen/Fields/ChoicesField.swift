internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// Several of a list, with how many there may be said below.
///
/// A number or the space bar chooses an option or takes it back. One that stands alone takes the others back, and is taken
/// back by them, and both are said. A number that could still become a longer one waits for its digit, or for Enter.
struct ChoicesField: Field {
    private var list: OptionList
    private var chosen: Set<Int>
    /// What stood there before anything was entered.
    private let standing: Set<Int>
    /// How many options do not stand alone.
    private let free: Int
    /// What was taken back by itself.
    private var notice: String?

    init(_ item: Interview.Item, _ scene: Scene) {
        let rows = OptionRows(item, scene)
        standing = Set(rows.rows(of: item.standing))
        chosen = standing
        free = (0..<rows.answers).count { !rows.standsAlone($0, scene) }
        list = OptionList(rows, focus: standing.min())
    }

    mutating func move(to item: Interview.Item, _ scene: Scene) {
        notice = nil
        if item == list.rows.item { list.renew(list.rows) } else { self = ChoicesField(item, scene) }
    }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        notice = nil
        switch touch.bareKey {
        case .character(" ") where !list.isSearching, .enter:
            guard list.place != nil else { return .ignored }
            list.number.clear()
            list.endSearch()
            return toggle(list.focus, scene)
        case .backspace where !list.isSearching && list.number.typed.isEmpty, .delete:
            return takeBack()
        default: break
        }
        switch list.take(touch, scene) {
        case .ignored: return .ignored
        case .changed, .moved: return .changed
        case .numbered(let row, let mayGoOn, let before):
            // The number before was complete when this one began.
            if let before, case .refused(let refusal) = toggle(before, scene) { return .refused(refusal) }
            return mayGoOn ? .changed : toggle(row, scene)
        case .pressed(let row):
            list.endSearch()
            return toggle(row, scene)
        case .refused(let refusal): return .refused(refusal)
        }
    }

    private mutating func toggle(_ row: Int, _ scene: Scene) -> FieldResponse {
        let rows = list.rows
        if chosen.remove(row) != nil { return .changed }
        if rows.standsAlone(row, scene) {
            if !chosen.isEmpty { notice = scene.texts(.choicesAlone, ["option": rows.label(row, scene)]) }
            chosen = [row]
            return .changed
        }
        if let alone = chosen.first(where: { rows.standsAlone($0, scene) }) {
            notice = scene.texts(.choicesNotAlone, ["option": rows.label(alone, scene)])
            chosen = []
        }
        guard chosen.count < rows.item.select.upperBound else {
            return refuse(tooMany: chosen.count + 1, scene)
        }
        chosen.insert(row)
        return .changed
    }

    private func refuse(tooMany count: Int, _ scene: Scene) -> FieldResponse {
        let most = list.rows.item.select.upperBound
        return .refused(
            Refusal(scene.texts(.tooMany, count: most, ["typed": "\(count)"]), saysHow: true))
    }

    private mutating func takeBack() -> FieldResponse {
        list.place != nil && chosen.remove(list.focus) != nil ? .changed : .ignored
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        // A number that waits for another digit is complete now.
        if !list.number.typed.isEmpty {
            list.number.clear()
            if case .refused(let refusal) = toggle(list.focus, scene) { return .refused(refusal) }
        }
        let rows = list.rows
        if chosen == standing, rows.item.standing != nil { return .send([.next]) }
        if let alone = chosen.first(where: { $0 >= rows.answers }) {
            return .send([.answer(rows.entry(alone))])
        }
        let options = chosen.sorted().map { rows.item.options[$0] }
        let least = rows.item.select.lowerBound
        if options.isEmpty, rows.item.isOptional { return .send([.answer(.skip)]) }
        if options.isEmpty, least > 0 {
            return .refused(
                least == 1
                    ? scene.words.refusal(for: .required, at: rows.item, typed: "")
                    : Refusal(scene.texts(.tooFew, count: least), saysHow: true))
        }
        let isAlone = chosen.count == 1 && chosen.allSatisfy { rows.standsAlone($0, scene) }
        if options.count < least, !isAlone {
            return .refused(Refusal(scene.texts(.tooFew, count: least), saysHow: true))
        }
        return .send([.answer(.value(.options(options)))])
    }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        var below = Picture()
        if let notice { below.addText(notice, .hint, width: width) }
        below.addText(
            scene.texts.howMany(chosen.count, of: list.rows.item.select, among: free), .hint, width: width)
        var picture = list.picture(scene, width: width, height: height - below.lines.count) { row in
            let isChosen = chosen.contains(row)
            // The ways not to answer exclude each other and everything else.
            return (row < list.rows.answers ? scene.boxMark(isChosen) : scene.radioMark(isChosen), isChosen)
        }
        picture.lines += below.lines
        return picture.clipped(to: width)
    }

    func keys(_ scene: Scene) -> [KeyHint] {
        if !list.number.typed.isEmpty { return [KeyHint("Enter", scene.texts[.keyToggles])] }
        return list.keys(scene, choosing: scene.texts[.keyToggles], canTakeBack: chosen.contains(list.focus))
    }

    var wantsEnter: Bool { list.isSearching ? list.place != nil : !list.number.typed.isEmpty }
    var isTouched: Bool { chosen != standing || list.isSearching || !list.number.typed.isEmpty }
    var takesText: Bool { list.isSearchable }
}

extension ProgramTexts {
    /// How many options are chosen, and how many may be of those that do not stand alone.
    func howMany(_ count: Int, of select: ClosedRange<Int>, among free: Int) -> String {
        let (low, high) = (select.lowerBound, select.upperBound)
        let values = ["n": "\(count)", "low": "\(low)", "high": "\(high)"]
        let hasMost = high < free
        if low == high { return self(.choicesExactly, values) }
        if low > 1 { return self(hasMost ? .choicesBetween : .choicesFrom, values) }
        return hasMost ? self(.choicesUpTo, values) : self(.choicesCount, count: count)
    }
}
