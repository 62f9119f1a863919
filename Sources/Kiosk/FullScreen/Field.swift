internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// What a respondent answers an item with: one kind of control, full of what was entered so far.
///
/// A field is a value that knows neither the screen nor the interview's course: the screen around it hands on what is typed
/// and pressed, sends the events it gives to the interview, and draws its picture. Fields of questions that are shown whole
/// (grids, allocations) stay while the interview goes from one of their items to the next, and are told.
protocol Field: Sendable {
    /// Takes a key, a paste or a press on one of the picture's targets. Enter, Tab and Shift-Tab are the screen's, but for
    /// fields that say in `wantsEnter` that Enter is theirs now.
    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse
    /// The respondent goes on: what was entered becomes an answer, or is refused.
    mutating func proceed(_ scene: Scene) -> FieldResponse
    /// The interview now stands at this item of the same question, or asks the same item again.
    mutating func move(to item: Interview.Item, _ scene: Scene)
    /// What it shows in so many columns; `height` is how many lines are free, which a field should keep to if it can.
    func picture(_ scene: Scene, width: Int, height: Int) -> Picture
    /// What can be done here, in a few words for the foot of the screen: pairs of a key and what it does.
    func keys(_ scene: Scene) -> [KeyHint]
    /// Whether Enter is for the field now, as in a text of several lines or a list that is being searched.
    var wantsEnter: Bool { get }
    /// Whether anything was entered that is not yet an answer.
    var isTouched: Bool { get }
    /// Whether digits and letters go into a text, so that none of them may be a command.
    var takesText: Bool { get }
    /// What was entered, as it was typed, for words about why it cannot be taken; empty where nothing is typed.
    var typed: String { get }
    /// Overwrites what was typed, as far as the field has a buffer of its own; it is not used any more.
    mutating func clear()
}

extension Field {
    mutating func move(to item: Interview.Item, _ scene: Scene) {}
    var wantsEnter: Bool { false }
    var takesText: Bool { false }
    var typed: String { "" }
    mutating func clear() {}
}

/// What reaches a field.
enum Touch: Hashable, Sendable {
    /// A key.
    case key(Key)
    /// Text that was pasted, cleaned.
    case paste(String)
    /// A press on a target of the picture, by the number the field gave it.
    case press(Int)
    /// The wheel: lines down, or up where it is negative.
    case scroll(Int)
}

/// What a field does with what reached it.
enum FieldResponse: Hashable, Sendable {
    /// It means nothing here; the screen may have a use for it.
    case ignored
    /// What is shown has changed; what was said about an earlier entry is gone.
    case changed
    /// The interview goes on with these events, one after the other as long as each is accepted. `saying` tells what was
    /// understood, where that differs from what was typed.
    case send([Interview.Event], saying: [String] = [])
    /// It cannot be taken, for this reason.
    case refused(Refusal)
}

/// What fields know of what is around them.
struct Scene {
    /// The interview's words in its language.
    let words: ItemWords
    /// Whether marks beyond ASCII may be drawn.
    let hasPrettyMarks: Bool
    /// How many columns pictures have: keys that go by the lines that are shown need it.
    var width = 80

    var interview: Interview { words.interview }
    var survey: Survey { words.interview.survey }
    var texts: ProgramTexts { words.texts }
}

/// A key and what it does, for the foot of the screen: `Enter`, "go on".
struct KeyHint: Hashable, Sendable {
    var key: String
    var does: String

    init(_ key: String, _ does: String) {
        self.key = key
        self.does = does
    }
}

/// What a field shows.
struct Picture: Hashable, Sendable {
    /// Its lines, none wider than was asked for.
    var lines: [Line] = []
    /// Where the terminal's cursor stands: at the focus, for braille lines and input methods.
    var cursor = Position(row: 0, column: 0)
    /// The lines that must be seen, at least the one with the cursor.
    var focus: ClosedRange<Int> = 0...0
    /// What can be pressed with a mouse or a finger. The first target that holds a place counts.
    var targets: [Target] = []

    /// A line of text in several roles.
    struct Line: Hashable, Sendable, ExpressibleByStringLiteral {
        var runs: [Run] = []

        init(_ text: String = "", _ role: Role = .normal) { if !text.isEmpty { runs = [Run(text, role)] } }
        init(_ runs: [Run]) { self.runs = runs }
        init(stringLiteral value: String) { self.init(value) }

        /// How many cells it takes.
        var width: Int { runs.reduce(0) { $0 + $1.text.displayWidth } }
        mutating func add(_ text: String, _ role: Role = .normal) { runs.append(Run(text, role)) }
    }

    /// A stretch of text in one role.
    struct Run: Hashable, Sendable {
        var text: String
        var role: Role

        init(_ text: String, _ role: Role = .normal) {
            self.text = text
            self.role = role
        }
    }

    /// A rectangle that can be pressed.
    struct Target: Hashable, Sendable {
        var rows: Range<Int>
        var columns: Range<Int>
        /// What the field calls it.
        var number: Int
    }
}

/// What a text is for; a theme says how that looks. Colour is never the only sign of it.
enum Role: Hashable, Sendable, CaseIterable {
    /// Running text.
    case normal
    /// The title of the survey or of a page.
    case title
    /// What is asked.
    case question
    /// What is in focus, such as the option that a digit or the space bar would choose.
    case focused
    /// What is chosen.
    case chosen
    /// What is in focus and chosen.
    case focusedChosen
    /// Where text is typed.
    case entry
    /// What explains.
    case hint
    /// A key at the foot.
    case key
    /// Why something cannot be taken.
    case fault
    /// The part of a bar that is done.
    case done
    /// The part of a bar that is to come.
    case rest
    /// Something to press.
    case button
}
