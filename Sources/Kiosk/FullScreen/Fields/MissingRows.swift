internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// The kinds of missing that stand below a field that is typed into, such as "Don't know".
///
/// They are reached with the down arrow from the field, or from anywhere with `*`, the sign that the plain front has for
/// them; space chooses, and so does going on from one. What is typed into the field takes the choice back.
struct MissingRows: Sendable {
    /// What is offered, in order.
    let options: [Question.MissingOption]
    /// The one in focus; nil while the field above has it.
    private(set) var focus: Int?
    /// The kind that is chosen.
    private(set) var chosen: Missing?
    private let before: Missing?

    init(_ options: [Question.MissingOption], present: Answer?) {
        self.options = options
        let kind = present?.missing
        before = options.contains { $0.kind == kind } ? kind : nil
        chosen = before
    }

    /// The sign that chooses from anywhere.
    static let sign: Unicode.Scalar = "*"

    /// What going on sends: the kind in focus, else the one that is chosen; nil where there is none.
    func event(isTouched: Bool) -> Interview.Event? {
        guard let kind = focus.map({ options[$0].kind }) ?? chosen else { return nil }
        return kind == before && !isTouched ? .next : .answer(.missing(kind))
    }

    /// Whether another kind is chosen than before.
    var isChanged: Bool { chosen != before }

    /// Moves the focus from the field to the first kind; false if there is none.
    mutating func enter() -> Bool {
        guard !options.isEmpty else { return false }
        focus = 0
        return true
    }

    /// Something else is entered: none of them holds.
    mutating func clear() {
        focus = nil
        chosen = nil
    }

    /// The focus is back in the field.
    mutating func leave() { focus = nil }

    /// Chooses the next kind; after the last one none, with the focus back in the field.
    mutating func chooseNext() -> Bool {
        guard !options.isEmpty else { return false }
        let next = (focus ?? chosen.flatMap { kind in options.firstIndex { $0.kind == kind } } ?? -1) + 1
        if options.indices.contains(next) {
            focus = next
            chosen = options[next].kind
        } else {
            clear()
        }
        return true
    }

    /// Takes a press on one of the rows, and keys while one of them has the focus; false if it is not for them.
    mutating func take(_ touch: Touch) -> Bool {
        if case .press(let target) = touch, let index = Self.index(of: target),
            options.indices.contains(index)
        {
            focus = index
            chosen = chosen == options[index].kind ? nil : options[index].kind
            return true
        }
        guard let place = focus, case .key(let key) = touch else { return false }
        switch key.code {
        case .up: focus = place == 0 ? nil : place - 1
        case .down: focus = min(place + 1, options.count - 1)
        case .character(" "): chosen = chosen == options[place].kind ? nil : options[place].kind
        default: return false
        }
        return true
    }

    /// Adds the rows to a picture. The cursor goes to the row in focus.
    func draw(on picture: inout Picture, _ scene: Scene, width: Int) {
        for (index, option) in options.enumerated() {
            let isFocused = focus == index
            let isChosen = chosen == option.kind
            let role = Role(isFocused: isFocused, isChosen: isChosen)
            let start = picture.lines.count
            picture.addParagraph(scene.words.line(option.text), role, width: width, indent: 5)
            let mark = (isFocused ? ">" : " ") + scene.radioMark(isChosen) + " "
            let first = picture.lines[start].runs.map(\.text).joined()
            let bare = first.drop { $0 == " " }
            picture.lines[start] = .init(mark + bare, role)
            picture.targets.append(
                .init(rows: start..<picture.lines.count, columns: 0..<width, number: Self.target(of: index)))
            if isFocused {
                picture.cursor = Position(row: start, column: 2)
                picture.focus = start...(picture.lines.count - 1)
            }
        }
    }

    /// The key that reaches them, for fields in which the sign can be no entry.
    func keys(_ scene: Scene) -> [KeyHint] {
        options.isEmpty ? [] : [KeyHint(String(Self.sign), scene.texts[.entryOtherAnswers])]
    }

    /// Targets of rows are below 0, where no field has its own.
    private static func target(of index: Int) -> Int { -1 - index }
    private static func index(of target: Int) -> Int? { target < 0 && target > .min ? -1 - target : nil }
}
