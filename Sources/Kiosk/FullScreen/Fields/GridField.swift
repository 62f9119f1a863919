internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// The rows of a grid, which the interview takes one by one while all are seen.
///
/// A digit answers the row in focus and goes on to the next. The last row is only marked, so that the respondent can look at
/// the whole grid before going on. Rows that take several options go on with Enter. A press answers any row: those above by
/// going back to them and on again, and those below are marked until the rows before them are answered.
struct GridField: Field {
    private var table: GridTable
    /// The row where the interview stands.
    private var place: Int
    /// The column in focus.
    private var focus = 0
    private var hasMoved = false
    /// What was entered for rows and not yet sent, by their places.
    private var drafts: [Int: Set<Int>] = [:]
    private var number = TypedNumber()
    /// Whether the number that is being typed belongs to the row that the interview comes to next.
    private var carriesNumber = false
    /// The cell to have in focus when the interview comes to its row.
    private var aim: (place: Int, column: Int)?
    private var notice: String?
    /// A row that the respondent turned to, to look at it.
    private var view: Int?
    /// Whether the last key answered the row before. Who is used to pressing Enter after an answer does so once more, and means
    /// that row: it neither asks for this one nor leaves it empty.
    private var hasJustAnswered = false

    /// How far a page key turns; how many rows a page has is known only when it is drawn.
    private static let page = 10

    init(_ item: Interview.Item, _ scene: Scene) {
        table = GridTable(item, scene)
        place = min(item.place, table.last)
        focus = marked(place).min() ?? 0
    }

    /// What is marked in a row: what was entered, or the answer it has. Rows below the current one show what they had
    /// before the respondent went back, which the interview keeps if it is still valid.
    private func marked(_ place: Int) -> Set<Int> {
        drafts[place] ?? table.columns(of: table.items[place].present, at: place)
    }

    mutating func move(to item: Interview.Item, _ scene: Scene) {
        guard item.question == table.question else {
            self = GridField(item, scene)
            return
        }
        let isSame = table.items[place] == item
        table = GridTable(item, scene)
        drafts = drafts.filter { place, columns in
            guard table.items.indices.contains(place) else { return false }
            let present = table.items[place].present
            return present == nil || columns != table.columns(of: present, at: place)
        }
        if isSame { return }
        place = min(item.place, table.last)
        if carriesNumber, let digits = number.number(within: table.numbers) {
            if !table.isSet { drafts[place] = [table.column(of: digits)] }
        } else {
            number.clear()
        }
        carriesNumber = false
        hasMoved = false
        view = nil
        focus = marked(place).min() ?? 0
        if let aim, aim.place == place {
            focus = aim.column
            self.aim = nil
        }
    }

    // MARK: What is typed and pressed

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        notice = nil
        if touch.bareKey != .escape { hasJustAnswered = false }
        if case .press(let target) = touch {
            let wasTyping = !number.typed.isEmpty
            number.clear()
            if target < 0 {
                guard table.offers(-1 - target, at: place) else { return .ignored }
                focus = -1 - target
                return .changed
            }
            guard table.columns > 0 else { return .ignored }
            let turned = target.subtractingReportingOverflow(table.columns * table.items.count)
            if turned.partialValue >= 0, !turned.overflow { return turn(to: turned.partialValue) }
            let (row, column) = (target / table.columns, target % table.columns)
            guard table.offers(column, at: row) else { return wasTyping ? .changed : .ignored }
            defer { hasJustAnswered = false }
            return press(column, at: row, scene)
        }
        if case .scroll(let lines) = touch { return turn(by: lines) }
        guard let key = touch.bareKey else { return .ignored }
        switch key {
        case .pageUp: return turn(by: -Self.page)
        case .pageDown: return turn(by: Self.page)
        default: view = nil
        }
        if case .character(let sign) = key, TypedNumber.takes(sign, within: table.numbers) {
            return digit(sign, scene)
        }
        if key == .backspace, !number.typed.isEmpty {
            let digits = number.removeLast(within: table.numbers)
            if !table.isSet { drafts[place] = digits.map { [table.column(of: $0)] } }
            return .changed
        }
        if key == .down, let response = finishNumber(scene) { return response }
        if table.isSet, !number.typed.isEmpty, key == .enter || key == .character(" ") {
            return finishNumber(scene) ?? .changed
        }
        let wasTyping = !number.typed.isEmpty
        number.clear()
        let response = take(key, scene)
        return response == .ignored && wasTyping ? .changed : response
    }

    private mutating func take(_ key: Key.Code, _ scene: Scene) -> FieldResponse {
        switch key {
        case .up: return place > 0 ? .send([.back]) : .ignored
        case .down: return place < table.last ? leave(scene) : .ignored
        case .left: return moveFocus(by: -1)
        case .right: return moveFocus(by: 1)
        case .home: return moveFocus(to: 0)
        case .end: return moveFocus(to: table.answers - 1)
        case .character(" "), .enter:
            return table.offers(focus, at: place) ? choose(focus, scene) : .ignored
        case .character(let sign):
            guard let column = table.column(of: sign) else { return .ignored }
            return table.offers(column, at: place)
                ? choose(column, scene) : .refused(Refusal(scene.texts[.noMissing]))
        case .backspace, .delete:
            guard !marked(place).isEmpty else { return .ignored }
            if table.items[place].isOptional {
                drafts[place] = []
            } else if drafts.removeValue(forKey: place) == nil {
                return .ignored
            }
            hasMoved = false
            return .changed
        default: return .ignored
        }
    }

    /// Shows another row of a table without going there.
    private mutating func turn(to row: Int) -> FieldResponse {
        view = max(0, min(row, table.last))
        return .changed
    }

    /// Turns by so many rows, and leaves the key to the screen too, as a row that stands alone is scrolled by it.
    private mutating func turn(by rows: Int) -> FieldResponse {
        let row = (view ?? place).addingReportingOverflow(rows)
        _ = turn(to: row.overflow ? (rows < 0 ? 0 : table.last) : row.partialValue)
        return .ignored
    }

    private mutating func moveFocus(by step: Int) -> FieldResponse {
        var column = focus + step
        while (0..<table.columns).contains(column), !table.offers(column, at: place) { column += step }
        return moveFocus(to: (0..<table.columns).contains(column) ? column : focus)
    }

    private mutating func moveFocus(to column: Int) -> FieldResponse {
        focus = max(0, min(column, table.columns - 1))
        hasMoved = true
        return .changed
    }

    private mutating func digit(_ sign: Unicode.Scalar, _ scene: Scene) -> FieldResponse {
        let before = number.number(within: table.numbers).map(table.column)
        switch number.add(sign, within: table.numbers) {
        case .begun: return .changed
        case .none: return .refused(outOfRange(String(Character(sign)), scene))
        case .number(let digits, let mayGoOn, let isAfresh):
            let column = table.column(of: digits)
            guard table.offers(column, at: place) else {
                number.clear()
                return .refused(Refusal(scene.texts[.noMissing]))
            }
            if table.isSet { return digit(column, mayGoOn: mayGoOn, before: isAfresh ? before : nil, scene) }
            if isAfresh, let before, place < table.last {
                // The number before was complete, so this one is for the row that follows.
                drafts[place] = [before]
                if mayGoOn {
                    carriesNumber = true
                    return answer()
                }
                guard table.offers(column, at: place + 1) else { return answer() }
                drafts[place + 1] = [column]
                return .send(run(from: place))
            }
            focus = column
            if mayGoOn {
                drafts[place] = [column]
                return .changed
            }
            return choose(column, scene)
        }
    }

    /// In a row that takes several options a number that may go on waits for its digit or for Enter.
    private mutating func digit(
        _ column: Int, mayGoOn: Bool, before: Int?, _ scene: Scene
    ) -> FieldResponse {
        if let before, case .refused(let refusal) = toggle(before, at: place, scene) {
            return .refused(refusal)
        }
        focus = column
        return mayGoOn ? .changed : toggle(column, at: place, scene)
    }

    /// Takes the number that is being typed for complete; nil if none is.
    private mutating func finishNumber(_ scene: Scene) -> FieldResponse? {
        guard !number.typed.isEmpty else { return nil }
        let typed = number.typed
        let digits = number.number(within: table.numbers)
        number.clear()
        guard let digits, table.offers(table.column(of: digits), at: place) else {
            return .refused(outOfRange(typed, scene))
        }
        return choose(table.column(of: digits), scene)
    }

    private func outOfRange(_ typed: String, _ scene: Scene) -> Refusal {
        guard table.scale != nil else {
            let values = ["typed": typed, "high": "\(table.columns)"]
            return Refusal(scene.texts(.notAnOption, values), saysHow: true)
        }
        let problem = Interview.Problem.outOfRange(
            low: Decimal(table.numbers.lowerBound), high: Decimal(table.numbers.upperBound))
        return scene.words.refusal(for: problem, at: table.items[place], typed: typed)
    }

    // MARK: Answers

    /// Chooses in the current row.
    private mutating func choose(_ column: Int, _ scene: Scene) -> FieldResponse {
        if table.isSet { return toggle(column, at: place, scene) }
        focus = column
        drafts[place] = [column]
        hasJustAnswered = place < table.last
        return place < table.last ? .send(run(from: place)) : .changed
    }

    private mutating func toggle(_ column: Int, at row: Int, _ scene: Scene) -> FieldResponse {
        var columns = marked(row)
        if row == place { focus = column }
        if columns.remove(column) == nil {
            if table.standsAlone(column) {
                if !columns.isEmpty { notice = scene.texts(.choicesAlone, ["option": label(column, scene)]) }
                columns = [column]
            } else {
                if let alone = columns.first(where: table.standsAlone) {
                    notice = scene.texts(.choicesNotAlone, ["option": label(alone, scene)])
                    columns = []
                }
                let most = table.items[row].select.upperBound
                guard columns.count < most else {
                    let values = ["typed": "\(columns.count + 1)"]
                    return .refused(Refusal(scene.texts(.tooMany, count: most, values), saysHow: true))
                }
                columns.insert(column)
            }
        }
        drafts[row] = columns
        return .changed
    }

    private func label(_ column: Int, _ scene: Scene) -> String {
        column < table.answers
            ? scene.words.label(table.items[place].options[column], table.question)
            : scene.words.line(table.missing[column - table.answers].text)
    }

    /// Answers the current row with what was entered for it, and no further one.
    private func answer() -> FieldResponse {
        drafts[place].flatMap { table.entry($0, at: place) }.map { .send([.answer($0)]) } ?? .ignored
    }

    /// The answers of rows that were marked, from a row on as far as they follow each other. The last row is not sent.
    private func run(from first: Int) -> [Interview.Event] {
        var events: [Interview.Event] = []
        for row in first..<max(first, table.last) {
            guard let entry = drafts[row].flatMap({ table.entry($0, at: row) }) else { break }
            events.append(.answer(entry))
        }
        return events
    }

    /// The event that passes a row as it is marked, nil where it has no answer yet.
    private func pass(_ row: Int) -> Interview.Event? {
        if let draft = drafts[row] { return table.entry(draft, at: row).map { .answer($0) } }
        return table.items[row].present == nil ? nil : .next
    }

    /// Chooses in any row.
    private mutating func press(_ column: Int, at row: Int, _ scene: Scene) -> FieldResponse {
        if row == place { return choose(column, scene) }
        if table.isSet {
            if case .refused(let refusal) = toggle(column, at: row, scene) { return .refused(refusal) }
        } else {
            drafts[row] = [column]
        }
        var events: [Interview.Event] = []
        if row < place {
            events = [Interview.Event](repeating: .back, count: place - row)
            if table.isSet {
                aim = (row, column)
                return .send(events)
            }
            for passed in row..<place {
                guard let event = pass(passed) else { break }
                events.append(event)
            }
            return .send(events)
        }
        var passed = place
        while passed < row, let event = pass(passed) {
            events.append(event)
            passed += 1
        }
        if passed == row {
            aim = (row, column)
            if !table.isSet { events += run(from: row) }
        }
        return events.isEmpty ? .changed : .send(events)
    }

    /// Goes on to the next row.
    private mutating func leave(_ scene: Scene) -> FieldResponse {
        if let event = pass(place) { return .send([event]) }
        if drafts[place] == nil, table.items[place].isOptional { return .send([.next]) }
        return refuse(scene)
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        if !number.typed.isEmpty {
            let typed = number.typed
            let digits = number.number(within: table.numbers)
            number.clear()
            guard let digits else { return .refused(outOfRange(typed, scene)) }
            if table.isSet {
                if case .refused(let refusal) = toggle(table.column(of: digits), at: place, scene) {
                    return .refused(refusal)
                }
            } else {
                drafts[place] = [table.column(of: digits)]
            }
        }
        let isHabit = hasJustAnswered
        hasJustAnswered = false
        if let event = pass(place) { return .send([event]) }
        if isHabit { return .changed }
        if drafts[place] == nil {
            if !table.isSet, hasMoved, table.offers(focus, at: place) {
                drafts[place] = [focus]
                return answer()
            }
            if table.items[place].isOptional { return .send([.next]) }
            if table.isSet, let entry = table.entry([], at: place) { return .send([.answer(entry)]) }
        }
        return refuse(scene)
    }

    /// Why the current row cannot be left.
    private func refuse(_ scene: Scene) -> FieldResponse {
        let item = table.items[place]
        let least = item.select.lowerBound
        if table.isSet, least > 1 || !marked(place).isEmpty {
            return .refused(Refusal(scene.texts(.tooFew, count: least), saysHow: true))
        }
        return .refused(scene.words.refusal(for: .required, at: item, typed: ""))
    }

    // MARK: What is seen

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        GridDrawing(
            table: table, place: place, focus: focus, marked: marked, typed: isOpen ? number.typed : "",
            notice: notice, view: view, chosenMark: scene.radioMark(true), chosenBox: scene.boxMark(true)
        ).picture(scene, width: width, height: height)
    }

    /// Whether what is typed says something that the marks do not show.
    private var isOpen: Bool { table.isSet || number.number(within: table.numbers) == nil }

    func keys(_ scene: Scene) -> [KeyHint] {
        let texts = scene.texts
        let does = texts[table.isSet ? .keyToggles : .keyChooses]
        var keys = [
            KeyHint(table.scale?.keys ?? (table.columns == 1 ? "1" : "1-\(table.columns)"), does),
            KeyHint(texts[.keyLeftRight], texts[.keyMoves]), KeyHint(texts[.keySpace], does),
        ]
        // A number that may go on is complete with Enter.
        if !number.typed.isEmpty { keys.insert(KeyHint("Enter", does), at: 0) }
        if table.items.count > 1 { keys.append(KeyHint(texts[.keyUpDown], texts[.keyRows])) }
        if table.items[place].isOptional, !marked(place).isEmpty {
            keys.append(KeyHint(texts[.keyBackspace], texts[.keyTakesBack]))
        }
        return keys
    }

    var wantsEnter: Bool { table.isSet && !number.typed.isEmpty }
    var isTouched: Bool { !drafts.isEmpty || !number.typed.isEmpty }
}
