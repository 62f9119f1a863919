internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// One of several: options, or yes and no, with the ways not to answer behind them.
///
/// A number chooses, and the space bar chooses what is in focus; moving alone does not. Going on takes what is chosen; where
/// nothing is, it takes what is in focus if the respondent moved there by a key, so that Enter pressed without a look answers
/// nothing. What was chosen for an optional question can be taken back.
struct ChoiceField: Field {
    private var list: OptionList
    private var chosen: Int?
    /// What stood there before anything was entered.
    private var standing: Int?
    private var hasMoved = false

    init(_ item: Interview.Item, _ scene: Scene) {
        let rows = OptionRows(item, scene)
        standing = rows.rows(of: item.standing).first
        chosen = standing
        list = OptionList(rows, focus: standing)
    }

    mutating func move(to item: Interview.Item, _ scene: Scene) {
        if item == list.rows.item {
            // The same item in the same state, perhaps in another language: what was entered stays.
            list.renew(list.rows)
        } else {
            self = ChoiceField(item, scene)
        }
    }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        switch touch.bareKey {
        case .character(" ") where !list.isSearching, .enter:
            return choose(list.place.map { _ in list.focus })
        case .character(let sign) where list.rows.isYesNo:
            // Only the language's own words: the key of an English n types the ν of ναι.
            if let yes = scene.texts.meansYes(String(Character(sign))) { return choose(yes ? 0 : 1) }
        case .backspace, .delete:
            if !list.isSearching, list.number.typed.isEmpty { return takeBack() }
        default: break
        }
        let focus = list.focus
        switch list.take(touch, scene) {
        case .ignored: return .ignored
        case .changed:
            // The wheel and the signs of a window show other rows, but mean none.
            if list.focus != focus { hasMoved = false }
            return .changed
        case .moved:
            hasMoved = list.place != nil
            return .changed
        case .numbered(let row, _, _):
            chosen = row
            return .changed
        case .pressed(let row): return choose(row)
        case .refused(let refusal): return .refused(refusal)
        }
    }

    /// Chooses a row, which ends a search.
    private mutating func choose(_ row: Int?) -> FieldResponse {
        guard let row, row < list.rows.count else { return .ignored }
        list.number.clear()
        list.endSearch()
        list.focus(on: row)
        chosen = row
        return .changed
    }

    private mutating func takeBack() -> FieldResponse {
        guard chosen != nil, list.rows.item.isOptional || chosen != standing else { return .ignored }
        chosen = list.rows.item.isOptional ? nil : standing
        hasMoved = false
        return .changed
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        let item = list.rows.item
        guard let row = chosen ?? (hasMoved && list.place != nil ? list.focus : nil) else {
            if item.isOptional { return .send([standing == nil ? .next : .answer(.skip)]) }
            return .refused(scene.words.refusal(for: .required, at: item, typed: ""))
        }
        chosen = row
        return .send([row == standing ? .next : .answer(list.rows.entry(row))])
    }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        list.picture(scene, width: width, height: height) { row in
            (scene.radioMark(row == chosen), row == chosen)
        }.clipped(to: width)
    }

    func keys(_ scene: Scene) -> [KeyHint] {
        let canTakeBack = chosen != nil && list.rows.item.isOptional
        return list.keys(scene, choosing: scene.texts[.keyChooses], canTakeBack: canTakeBack)
    }

    var wantsEnter: Bool { list.isSearching && list.place != nil }
    var isTouched: Bool { chosen != standing || list.isSearching }
    var takesText: Bool { list.isSearchable }
}
