/// One question as the respondent meets it.
public struct Question: Hashable, Sendable {
    /// The name in the file.
    public var name: String
    /// What is asked for.
    public var kind: Kind
    /// What the respondent reads.
    public var text: TextID
    /// What `?` shows.
    public var help: TextID?
    /// The `///` note for the codebook.
    public var note: String?
    /// Where the answer goes: one variable, one for each row of a grid, none for a note.
    public var variables: [VariableID]
    /// The texts that its options open, by the option's index.
    public var specify: [Specify]
    /// Whether it may be left empty (*skipped*).
    public var isOptional: Bool
    /// The kinds of missing it offers, with their texts. A grid's rows may add their own.
    public var missing: [MissingOption]
    /// Whether options or rows are shown in an order drawn from the seed.
    public var isShuffled: Bool
    /// How a front that can should show it.
    public var display: Display?
    /// Seconds of silence that a kiosk allows here; nil is the kiosk's own setting.
    public var idle: Int?
    /// How many of the options that are not fixed are shown, drawn from the seed; nil is all.
    public var draw: Int?
    /// Which options of the list are offered by earlier answers, each rule narrowing what is left.
    public var carried: [Carried] = []
    /// The dimensions that rows of a grid are grouped into.
    public var groups: [RowGroup] = []
    /// The value that stands in the field before anything is entered.
    public var suggestion: Value?
    /// The day that stands in the field, where it counts from `today`; `suggestion` is nil then.
    public var suggestedDay: DateBound?
    /// The name without the instances of the rosters it stands in: `satisfied` for `satisfied.store`.
    public var stem: String

    /// Makes a question.
    public init(
        name: String, kind: Kind, text: TextID, help: TextID? = nil, note: String? = nil,
        variables: [VariableID] = [], specify: [Specify] = [], isOptional: Bool = false,
        missing: [MissingOption] = [], isShuffled: Bool = false, display: Display? = nil, idle: Int? = nil
    ) {
        self.name = name
        self.kind = kind
        self.text = text
        self.help = help
        self.note = note
        self.variables = variables
        self.specify = specify
        self.isOptional = isOptional
        self.missing = missing
        self.isShuffled = isShuffled
        self.display = display
        self.idle = idle
        stem = name
    }

    /// What a question asks for.
    public enum Kind: Hashable, Sendable {
        /// Willingness to recommend, 0 to 10.
        case nps(ScaleID)
        /// Satisfaction, with so many top boxes.
        case csat(ScaleID, top: Int)
        /// Ease, with so many top boxes.
        case ces(ScaleID, top: Int)
        /// A point of a scale.
        case rating(ScaleID)
        /// One option.
        case choice(ListID)
        /// A set of options.
        case choices(ListID, select: ClosedRange<Int>)
        /// One rating per row.
        case grid(ScaleID, rows: [Row])
        /// One option per row, or a set of so many.
        case choiceGrid(ListID, select: ClosedRange<Int>?, rows: [Row])
        /// An order of so many options.
        case ranking(ListID, select: ClosedRange<Int>)
        /// A whole number for each option; together they make the total.
        case allocate(ListID, total: Int)
        /// Yes or no.
        case yesno
        /// Yes or no to being asked at all: no ends the interview, and nothing is stored.
        case consent
        /// A number.
        case number(NumberRule)
        /// A day.
        case date(DateRule)
        /// A time of day.
        case time(TimeRule)
        /// A text.
        case text(TextRule)
        /// Nothing: it is only read.
        case note
    }

    /// The word that the author writes for the kind, and that documents use.
    public var kindName: String {
        switch kind {
        case .nps: "nps"
        case .csat: "csat"
        case .ces: "ces"
        case .rating: "rating"
        case .choice: "choice"
        case .choices: "choices"
        case .grid, .choiceGrid: "grid"
        case .ranking: "ranking"
        case .allocate: "allocate"
        case .yesno: "yesno"
        case .consent: "consent"
        case .number: "number"
        case .date: "date"
        case .time: "time"
        case .text: "text"
        case .note: "note"
        }
    }

    /// The scale that the question or its rows are rated on.
    public var scale: ScaleID? {
        switch kind {
        case .nps(let scale), .csat(let scale, _), .ces(let scale, _), .rating(let scale),
            .grid(let scale, _):
            scale
        case .choice, .choices, .choiceGrid, .ranking, .allocate, .yesno, .consent, .number, .date, .time,
            .text, .note:
            nil
        }
    }

    /// The options that the question offers.
    public var list: ListID? {
        switch kind {
        case .choice(let list), .choices(let list, _), .choiceGrid(let list, _, _), .ranking(let list, _),
            .allocate(let list, _):
            list
        case .nps, .csat, .ces, .rating, .grid, .yesno, .consent, .number, .date, .time, .text, .note: nil
        }
    }

    /// The rows of a grid, none for every other kind.
    public var rows: [Row] {
        switch kind {
        case .grid(_, let rows), .choiceGrid(_, _, let rows): rows
        default: []
        }
    }

    /// One row of a grid.
    public struct Row: Hashable, Sendable {
        /// The name; its variable is `grid.name`.
        public var name: String
        /// What the respondent reads.
        public var text: TextID
        /// Whether scores count it from the other end. Conditions see what was answered.
        public var isReversed: Bool
        /// The kinds of missing that this row offers beside the question's.
        public var missing: [MissingOption]
        /// When it is shown; nil is always.
        public var condition: Formula?
        /// The number of the `shuffle { … }` it stands in, from 1; nil if it stands in none.
        public var shuffleGroup: Int?
        /// The dimension it belongs to, an index into the question's groups.
        public var group: Int?

        /// Makes a row.
        public init(
            name: String, text: TextID, isReversed: Bool = false, missing: [MissingOption] = [],
            condition: Formula? = nil, shuffleGroup: Int? = nil, group: Int? = nil
        ) {
            self.shuffleGroup = shuffleGroup
            self.group = group
            self.name = name
            self.text = text
            self.isReversed = isReversed
            self.missing = missing
            self.condition = condition
        }
    }

    /// A kind of missing that can be chosen in place of an answer.
    public struct MissingOption: Hashable, Sendable {
        /// `dontKnow`, `refused` or `notApplicable`.
        public var kind: Missing
        /// What the respondent reads.
        public var text: TextID

        /// Makes an option.
        public init(kind: Missing, text: TextID) {
            self.kind = kind
            self.text = text
        }
    }

    /// The text that an option opens.
    public struct Specify: Hashable, Sendable {
        /// The option's index in the question's list.
        public var option: Int
        /// Where the text goes.
        public var variable: VariableID

        /// Makes a reference.
        public init(option: Int, variable: VariableID) {
            self.option = option
            self.variable = variable
        }
    }

    /// Offers options by what was answered before.
    public enum Carried: Hashable, Sendable {
        /// Only those that a question of the same list has, without exclusive ones. Where it was not answered, none.
        case chosen(VariableID)
        /// None of those that a question of the same list has.
        case exceptChosen(VariableID)
        /// None of these.
        case except([Int])
    }

    /// A dimension: rows of a grid that are scored together.
    public struct RowGroup: Hashable, Sendable {
        /// Its name; `grid.name` is its score.
        public var name: String
        /// What the respondent reads above its rows.
        public var text: TextID?

        /// Makes a dimension.
        public init(name: String, text: TextID? = nil) {
            self.name = name
            self.text = text
        }
    }

    /// How a question is shown where a front can.
    public enum Display: String, Hashable, Sendable, CaseIterable {
        /// Faces instead of numbers.
        case faces
        /// As a table.
        case table
    }
}
