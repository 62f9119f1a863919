internal import RoutingProof
internal import SurveyModel

/// A survey as what is drawn: a tree of parts, in the order of the file, with all that is said of each in words.
///
/// What stands in a part follows it, without a gap: a part and all that is in it are `index..<end`. So sizes are summed
/// backwards and places given forwards, and no nesting is too deep.
struct Outline: Sendable {
    /// The name of the survey.
    var name = ""
    /// Its version.
    var version = 0
    /// Its title.
    var title = ""
    /// The parts; the first is the sequence of all.
    var parts: [Part] = []

    /// One part.
    struct Part: Sendable {
        var kind: Kind
        /// The lines of a card.
        var entries: [Entry] = []
        /// What leads into the arms of a branch; its children are the sequences of the arms.
        var arms: [Arm] = []
        /// What stands in it, in order.
        var children: [Int] = []
        /// Where what stands in it ends.
        var end = 0
        /// What is known of it, in words.
        var note: Note?
        /// Whether no interview comes here.
        var isDead = false
        /// Whether an interview can go on below it, as far as the file says.
        var goesOn = true
        /// The parts of the survey that it stands for.
        var subjects: [Subject] = []
        /// What identifies it in the document.
        var id = ""
    }

    /// The kinds of part.
    enum Kind: Hashable, Sendable {
        /// What comes one after the other.
        case sequence
        /// Where an interview begins, and what it is given.
        case start(givens: [String])
        /// Questions and computed values, one under the other.
        case card
        /// A check: `require` or `confirm`, what must hold, and what is said.
        case check(word: String, name: String, condition: String, text: String)
        /// Where an interview ends.
        case ending(title: String, text: String, Disposition)
        /// A page; its one child is a sequence.
        case page(name: String, title: String)
        /// An `if` with its arms, or a `split` by its name.
        case branch(split: String?, hasBypass: Bool)
        /// A frame around what is repeated or brought into a random order; its children are slots.
        case frame(heading: String, detail: String, isRoster: Bool)
        /// One of the things in a frame; its one child is a sequence.
        case slot(label: String)
    }

    /// What leads into one arm.
    struct Arm: Sendable {
        /// The condition, as the author wrote it, or the arm of a split with its weight; nil is the rest.
        var condition: String?
        /// What is known of the condition, in words.
        var note: Note?
        /// What the condition is in the survey.
        var subjects: [Subject] = []
        /// What identifies it in the document.
        var id = ""
        /// Whether nobody goes into it.
        var isDead = false
        /// Whether it takes all who come to it.
        var isWhole = false
    }

    /// A line of a card: a question, or a computed value.
    struct Entry: Sendable {
        /// Its name; for a computed value the name and what it is.
        var name: String
        /// Its kind and domain; empty for a computed value.
        var tag = ""
        /// What the respondent reads.
        var text = ""
        /// What is offered, and when.
        var details: [Detail] = []
        /// What is known of it, in words.
        var note: Note?
        /// The parts of the survey that it stands for.
        var subjects: [Subject] = []
        /// What identifies it in the document.
        var id = ""
        /// Whether no interview comes here.
        var isDead = false
    }

    /// A line below a question.
    struct Detail: Sendable {
        /// What stands before the text and is not struck out with it.
        var label = ""
        /// What it says.
        var text: String
        /// What is known of it, in words.
        var note: Note?
        /// Whether what it names is dead.
        var isDead = false
        /// Conditions that stand in it.
        var subjects: [Subject] = []
    }

    /// A part of the survey, in an instance of the rosters around it.
    struct Subject: Hashable, Sendable {
        /// What it is.
        var mark: Marks.Subject
        /// `store`, or empty outside rosters.
        var instance: String
    }

    /// What is known of something, in words.
    struct Note: Hashable, Sendable {
        /// What it means for the drawing.
        var mark: Marks.Mark
        /// What it says.
        var text: String
    }
}

// Two parts are alike where the same is drawn: what they stand for and what is known of it does not count.

extension Outline.Arm: Hashable {
    static func == (left: Self, right: Self) -> Bool { left.condition == right.condition }
    func hash(into hasher: inout Hasher) { hasher.combine(condition) }
}

extension Outline.Detail: Hashable {
    static func == (left: Self, right: Self) -> Bool { left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension Outline.Entry: Hashable {
    static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.tag == right.tag && left.text == right.text
            && left.details == right.details
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(tag)
        hasher.combine(text)
        hasher.combine(details)
    }
}
