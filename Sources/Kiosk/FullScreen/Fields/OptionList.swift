internal import Interview
internal import Terminal
internal import Translations

/// The part of a list that is moved about in: the focus, a search that narrows it, and a number that is being typed.
///
/// In long lists letters search; in short ones they jump to the next row that begins so. A key costs at most one pass over
/// the labels.
struct OptionList: Sendable {
    /// The rows, all of them.
    var rows: OptionRows
    /// The row in focus; 0 where there is none.
    private(set) var focus: Int
    /// What was typed to narrow the list.
    private(set) var search = ""
    /// The rows that are shown, rising; nil is all.
    private(set) var matches: [Int]?
    /// The number that is being typed.
    var number = TypedNumber()
    private var index: SearchIndex?

    /// Above so many rows letters search.
    static let longest = 12
    /// How far a page key moves; pages of the window depend on its size, which is known only when it is drawn.
    private static let page = 10
    private static let longestSearch = 40

    init(_ rows: OptionRows, focus: Int?) {
        self.rows = rows
        self.focus = focus ?? 0
    }

    /// What a touch did to the list, for the field to act on.
    enum Step: Hashable {
        /// It means nothing here.
        case ignored
        /// Something else is shown.
        case changed
        /// The respondent moved the focus by a key.
        case moved
        /// A number says this row; another digit may still follow. `before` is the row of a number that was complete
        /// when this one began.
        case numbered(Int, mayGoOn: Bool, before: Int?)
        /// A row was pressed.
        case pressed(Int)
        /// There is no such row.
        case refused(Refusal)
    }

    var isSearchable: Bool { rows.answers > Self.longest }
    var isSearching: Bool { !search.isEmpty }
    /// How many rows are shown.
    var shown: Int { matches?.count ?? rows.count }
    /// The row at a place of what is shown.
    func row(at place: Int) -> Int { matches?[place] ?? place }
    /// The place of the focus in what is shown, nil where nothing was found.
    var place: Int? {
        guard let matches else { return rows.count > 0 ? focus : nil }
        return matches.firstIndex(of: focus)
    }

    /// Goes on with the rows of the same question asked again, perhaps in another language.
    mutating func renew(_ rows: OptionRows) {
        self.rows = rows
        focus = max(0, min(focus, rows.count - 1))
        number.clear()
        endSearch()
    }

    /// Ends the search; the focus stays.
    mutating func endSearch() {
        search = ""
        matches = nil
    }

    mutating func focus(on row: Int) { focus = max(0, min(row, rows.count - 1)) }

    /// Takes a touch, but for those that choose.
    mutating func take(_ touch: Touch, _ scene: Scene) -> Step {
        switch touch {
        case .key: return touch.bareKey.map { take($0, scene) } ?? .ignored
        case .press(let target):
            number.clear()
            if target < 0 {
                // Places to go to are counted down from -1; overflow is no place.
                let place = -1 - target
                guard place < shown else { return .ignored }
                focus = row(at: place)
                return .changed
            }
            guard target < rows.count else { return .ignored }
            focus = target
            return .pressed(target)
        case .scroll(let lines):
            guard isSearchable, let place else { return .ignored }
            number.clear()
            let sum = place.addingReportingOverflow(lines)
            return go(to: sum.overflow ? (lines < 0 ? 0 : shown - 1) : sum.partialValue) ? .changed : .ignored
        case .paste(let text):
            let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic || $0 == " " || $0.isMark }
            guard isSearchable, letters.contains(where: \.properties.isAlphabetic) else { return .ignored }
            number.clear()
            return narrow(search + String(String.UnicodeScalarView(letters)), scene)
        }
    }

    private mutating func take(_ code: Key.Code, _ scene: Scene) -> Step {
        if case .character(let sign) = code, ("0"..."9").contains(sign) { return digit(sign, scene) }
        let hadNumber = !number.typed.isEmpty
        if hadNumber, code == .backspace {
            guard rows.count > 0, let row = number.removeLast(within: 1...rows.count) else { return .changed }
            focus = row - 1
            return .numbered(row - 1, mayGoOn: true, before: nil)
        }
        number.clear()
        let step = takeSign(code, scene)
        return hadNumber && step == .ignored ? .changed : step
    }

    private mutating func takeSign(_ code: Key.Code, _ scene: Scene) -> Step {
        let place = place ?? 0
        switch code {
        case .up: return move(to: place - 1)
        case .down: return move(to: place + 1)
        case .pageUp: return move(to: place - Self.page)
        case .pageDown: return move(to: place + Self.page)
        case .home: return move(to: 0)
        case .end: return move(to: shown - 1)
        case .escape where isSearching:
            endSearch()
            return .changed
        case .backspace where isSearching:
            return narrow(String(search.dropLast()), scene)
        case .character(let sign):
            if isSearching {
                return sign.properties.generalCategory == .control
                    ? .ignored : narrow(search + String(Character(sign)), scene)
            }
            guard sign.properties.isAlphabetic else { return .ignored }
            return isSearchable ? narrow(String(Character(sign)), scene) : jump(to: sign, scene)
        default: return .ignored
        }
    }

    private mutating func move(to place: Int) -> Step {
        guard shown > 0 else { return .ignored }
        // Also where it is at the end already: the respondent wants this row.
        _ = go(to: place)
        return .moved
    }

    /// Moves the focus to a place of what is shown, the first or the last where there is none; says whether it moved.
    private mutating func go(to place: Int) -> Bool {
        guard shown > 0 else { return false }
        let before = focus
        focus = row(at: max(0, min(place, shown - 1)))
        return focus != before
    }

    private mutating func digit(_ sign: Unicode.Scalar, _ scene: Scene) -> Step {
        let before = rows.count > 0 ? number.number(within: 1...rows.count) : nil
        guard rows.count > 0,
            case .number(let row, let mayGoOn, let isAfresh) = number.add(sign, within: 1...rows.count)
        else {
            let values = ["typed": String(Character(sign)), "high": "\(rows.count)"]
            return .refused(Refusal(scene.texts(.notAnOption, values), saysHow: true))
        }
        // A number means the row of the whole list, so that is what has to be seen.
        if let matches, !matches.contains(row - 1) { endSearch() }
        focus = row - 1
        return .numbered(row - 1, mayGoOn: mayGoOn, before: isAfresh ? before.map { $0 - 1 } : nil)
    }

    private mutating func narrow(_ typed: String, _ scene: Scene) -> Step {
        search = String(typed.prefix(Self.longestSearch))
        guard search.contains(where: { $0 != " " }) else {
            endSearch()
            return .changed
        }
        if index?.locale != scene.interview.locale {
            let labels = (0..<rows.count).map { rows.label($0, scene) }
            index = SearchIndex(labels, locale: scene.interview.locale)
        }
        let found = index?.matches(search) ?? []
        matches = found
        if let first = found.first, !found.contains(focus) { focus = first }
        return .moved
    }

    /// Goes to the next row whose label begins with a letter.
    private mutating func jump(to sign: Unicode.Scalar, _ scene: Scene) -> Step {
        var folding = Folding()
        guard let letter = folding.folded(String(Character(sign))).first else { return .ignored }
        for step in 1...max(1, rows.count) where rows.count > 0 {
            let row = (focus + step) % rows.count
            guard folding.folded(rows.label(row, scene)).first == letter else { continue }
            focus = row
            return .moved
        }
        return .ignored
    }
}

extension Unicode.Scalar {
    /// Whether it completes the letter before it.
    var isMark: Bool { properties.canonicalCombiningClass != .notReordered }
}
