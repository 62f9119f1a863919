public import FoundationEssentials
public import SurveyModel

/// A survey as the proof sees it: free choices, and two-valued facts about them.
///
/// Everything that an interview can meet is a function of `inputs`: which cell each answer falls into, what a draw
/// brought, which arm a split took. `facts` are those functions, shared, each made of earlier ones. A fact that reads an
/// answer holds only where the question was asked, so facts are total: any choice of cells gives every fact a value, also
/// where inputs were chosen that nobody is asked about.
///
/// Linear in the survey, but for the tables of conditions that read several answers in a way that is no sum.
public struct Program: Sendable {
    /// The free choices, in the order in which an interview makes them.
    public var inputs: [Input] = []
    /// The facts; what one is made of stands before it. The first two are *never* and *always*.
    public var facts: [Fact] = [.never, .always]
    /// The facts that `and` and `or` join, one run after the other.
    public var operands: [FactID] = []
    /// Sums that facts compare.
    public var sums: [Sum] = []
    /// What happens, in order.
    public var course: [Moment] = []
    /// What may be asked about the survey: is there an interview in which this happens?
    public var claims: [Claim] = []
    /// The conditions that the author wrote.
    public var conditions: [Condition] = []
    /// What holds guards together, for explanations: what a wrapped fact stands for.
    public var reasons: [Reason] = []
    /// What inputs of the roles `value` and `truth` stand for, by their index.
    public var computations: [Computation] = []
    /// Whether an interview that keeps all rules comes to an ending.
    public var finished = FactID.always

    /// Makes a program of nothing.
    public init() {}

    /// The fact at a position.
    public subscript(_ id: FactID) -> Fact { facts[Int(id.position)] }
    /// The input at a position.
    public subscript(_ id: InputID) -> Input { inputs[Int(id.position)] }
    /// The facts that a joint one is made of.
    public func operands(_ run: Fact.Run) -> ArraySlice<FactID> {
        operands[Int(run.start)..<Int(run.start) + Int(run.count)]
    }
}

/// Refers to one of `Program.facts`.
public struct FactID: Hashable, Sendable, Comparable {
    /// The index.
    public let position: Int32
    /// Makes a reference.
    public init(_ position: Int) { self.position = Int32(truncatingIfNeeded: position) }
    /// The fact that never holds.
    public static let never = FactID(0)
    /// The fact that always holds.
    public static let always = FactID(1)
    /// Orders by position: a fact is made of smaller ones.
    public static func < (left: Self, right: Self) -> Bool { left.position < right.position }
}

/// Refers to one of `Program.inputs`.
public struct InputID: Hashable, Sendable, Comparable {
    /// The index.
    public let position: Int32
    /// Makes a reference.
    public init(_ position: Int) { self.position = Int32(truncatingIfNeeded: position) }
    /// Orders by position, which is the order of the interview.
    public static func < (left: Self, right: Self) -> Bool { left.position < right.position }
}

/// A two-valued function of the inputs.
public enum Fact: Hashable, Sendable {
    /// Does not hold.
    case never
    /// Holds.
    case always
    /// The input's cell is one of these.
    case cell(InputID, CellSet)
    /// The other does not hold.
    case not(FactID)
    /// All hold: two or more.
    case and(Run)
    /// One of them holds: two or more.
    case or(Run)
    /// The sum at this index of `Program.sums` is at least its threshold.
    case sum(Int32)
    /// Holds where the other does; the index of `Program.reasons` says what it stands for in a guard.
    case reason(Int32, FactID)

    /// A run of `Program.operands`.
    public struct Run: Hashable, Sendable {
        /// Where it begins.
        public var start: Int32
        /// How many there are.
        public var count: Int32
        /// Makes a run.
        public init(start: Int, count: Int) {
            self.start = Int32(truncatingIfNeeded: start)
            self.count = Int32(truncatingIfNeeded: count)
        }
    }
}

/// Some of the cells of an input, by index.
public struct CellSet: Hashable, Sendable {
    /// The cells below 64, a bit each.
    public private(set) var low: UInt64 = 0
    /// The others, 64 to a word; no word at the end is zero.
    public private(set) var rest: [UInt64] = []

    /// No cells.
    public init() {}
    /// These cells.
    public init(_ cells: some Sequence<Int>) { for cell in cells { insert(cell) } }

    /// Adds a cell.
    public mutating func insert(_ cell: Int) {
        if cell < 64 {
            low |= 1 << UInt64(cell)
        } else {
            let word = cell / 64 - 1
            while rest.count <= word { rest.append(0) }
            rest[word] |= 1 << UInt64(cell % 64)
        }
    }

    /// Whether it has a cell.
    public func contains(_ cell: Int) -> Bool {
        if cell < 64 { return low >> UInt64(cell) & 1 == 1 }
        let word = cell / 64 - 1
        return word < rest.count && rest[word] >> UInt64(cell % 64) & 1 == 1
    }

    /// How many cells it has.
    public var count: Int { low.nonzeroBitCount + rest.reduce(0) { $0 + $1.nonzeroBitCount } }
}

/// A weighted sum that a fact compares: it holds where the terms add up to `atLeast` or more.
public struct Sum: Hashable, Sendable {
    /// What is added up.
    public var terms: [Term]
    /// The threshold.
    public var atLeast: Int

    /// Makes a sum.
    public init(_ terms: [Term], atLeast: Int) {
        self.terms = terms
        self.atLeast = atLeast
    }

    /// One term: the weight of the input's cell where the fact holds, otherwise nothing.
    public struct Term: Hashable, Sendable {
        /// The input; nil where the term does not depend on one, and `weights` has one number.
        public var input: InputID?
        /// The weight of each of the input's cells.
        public var weights: [Int]
        /// Where it counts.
        public var when: FactID

        /// Makes a term that depends on an input.
        public init(_ input: InputID, weights: [Int], when: FactID = .always) {
            self.input = input
            self.weights = weights
            self.when = when
        }

        /// Makes a term that is this number where the fact holds.
        public init(_ weight: Int, when: FactID) {
            input = nil
            weights = [weight]
            self.when = when
        }
    }
}

/// A free choice among a few cells, which together are all that can happen at one point of an interview.
public struct Input: Sendable {
    /// What is chosen.
    public var role: Role
    /// The cells; at least one.
    public var cells: [Cell]
    /// Where the choice is made at all. It depends on earlier inputs only. Where it does not hold, no fact depends on the
    /// input.
    public var isMade: FactID
    /// Whether each permitted cell can be met whatever the other inputs are. Where not, what is called impossible is, but
    /// what is called possible needs values that were tried.
    public var isExact: Bool

    /// Makes an input.
    public init(_ role: Role, cells: [Cell], isMade: FactID, isExact: Bool = true) {
        self.role = role
        self.cells = cells
        self.isMade = isMade
        self.isExact = isExact
    }

    /// What is chosen.
    public enum Role: Hashable, Sendable {
        /// The answer to a variable, or which kind of missing it is.
        case answer(VariableID)
        /// Whether a set or an order has an option: cell 0 is no, cell 1 is yes.
        case member(VariableID, option: Int)
        /// How many a set has of the options that no condition names: the cell's index. Its value is the first so many of
        /// them, and that of the last cell all.
        case others(VariableID)
        /// The option at a place, from 1, of an order: the option's index, and last none.
        case place(VariableID, Int)
        /// Whether the seed draws a unit of a collection: cell 0 is no, cell 1 is yes.
        case unit(BlockID)
        /// Whether the seed draws an option or a row of a question: cell 0 is no, cell 1 is yes.
        case drawn(QuestionID, Int)
        /// The value of a computation over answers of many values, cut where the survey looks at it.
        case value(Int)
        /// The truth of a condition that is not looked into: cell 0 is no, cell 1 is yes.
        case truth(Int)
    }
}

/// Values that nothing in the survey tells apart.
public struct Cell: Sendable {
    /// What it holds.
    public var content: Content
    /// How many values it holds; nil where they are not counted (texts, numbers without bounds).
    public var size: Int?
    /// Where the cell may be chosen; it depends on earlier inputs only. nil is everywhere.
    public var condition: FactID?
    /// Its share of the choices where all cells are permitted, in any unit.
    public var weight: Double

    /// Makes a cell.
    public init(_ content: Content, size: Int? = 1, condition: FactID? = nil, weight: Double = 1) {
        self.content = content
        self.size = size
        self.condition = condition
        self.weight = weight
    }

    /// What a cell holds.
    public enum Content: Hashable, Sendable {
        /// These values; the first is tried first.
        case values([Value])
        /// The numbers, dates or times from one to another, bounds included; nil is open.
        case range(Value?, Value?)
        /// A kind of missing.
        case missing(Missing)
        /// Answered, with a value that other inputs say (sets, orders).
        case answered
        /// A number of a thing that is no answer: no and yes are 0 and 1.
        case index(Int)
    }
}

/// What is computed of answers of many values, or a condition that is not looked into.
public struct Computation: Hashable, Sendable {
    /// The number, or the condition.
    public var formula: Formula
    /// The numbers that it is compared with, rising. Cell `2 * i` of its input lies before the one at `i`, cell `2 * i + 1` is
    /// that number itself, and the last cell lies behind all. Empty for a condition.
    public var thresholds: [Decimal]

    /// Makes a computation.
    public init(_ formula: Formula, thresholds: [Decimal] = []) {
        self.formula = formula
        self.thresholds = thresholds
    }

    /// The cell that a number falls into.
    public func cell(of number: Decimal) -> Int {
        for (place, threshold) in thresholds.enumerated() {
            if number < threshold { return 2 * place }
            if number == threshold { return 2 * place + 1 }
        }
        return 2 * thresholds.count
    }
}

/// Something that happens in an interview, in order.
public enum Moment: Hashable, Sendable {
    /// An input is chosen, if it is made.
    case choose(InputID)
    /// What happens next is met where the fact holds.
    case meet(Meeting, FactID)
    /// An interview goes on only where the fact holds. It depends on what was chosen before, and keeps rules that one
    /// cell alone does not show: limits of sets, hard checks.
    case keep(FactID)
    /// The interview ends here where the fact holds.
    case end(EndingID?, FactID)
}

/// Something that an interview may meet.
public enum Meeting: Hashable, Sendable {
    /// A question that is answered. A grid and an allocation are one, a note is none.
    case question(QuestionID)
    /// A note.
    case note(QuestionID)
    /// A row of a grid or a part of an allocation, or the text that an option opens.
    case part(QuestionID, VariableID)
}

/// A statement about some interview, which the proof decides.
public struct Claim: Hashable, Sendable {
    /// What is claimed.
    public var subject: Subject
    /// Whether it happens. It holds only in interviews that keep every rule up to there.
    public var fact: FactID

    /// Makes a claim.
    public init(_ subject: Subject, _ fact: FactID) {
        self.subject = subject
        self.fact = fact
    }

    /// What is claimed of some interview.
    public enum Subject: Hashable, Sendable {
        /// The question is asked, or the note shown.
        case asked(QuestionID)
        /// The question is passed over by an interview that comes to an ending.
        case passedOver(QuestionID)
        /// The question is asked by an interview that comes to an ending.
        case completed(QuestionID)
        /// Something on the page is asked.
        case page(BlockID)
        /// Some instance of the roster is asked.
        case roster(Int)
        /// The row is shown, or the part asked, or the text of an option opened.
        case part(VariableID)
        /// The option is chosen.
        case chosen(QuestionID, Int)
        /// The question is answered without the option, which was offered. Sets only.
        case left(QuestionID, Int)
        /// The condition is met, and true.
        case holds(Place)
        /// The condition is met, and not true: false or unknown.
        case fails(Place)
        /// The condition is met, and unknown.
        case unknown(Place)
        /// The check is met, and not false.
        case passes(CheckID)
        /// The check is met, and false.
        case fires(CheckID)
        /// The interview ends here; nil is the end of the file.
        case ends(EndingID?)
        /// Somebody counts for the metric.
        case base(metric: Int)
    }
}

/// A condition that stands in the survey.
public struct Condition: Hashable, Sendable {
    /// Where it stands.
    public var place: Place
    /// Where it is met: what stands around it happens, and in a chain no earlier arm was taken.
    public var isMet: FactID
    /// Where it is true.
    public var isTrue: FactID
    /// Where it is false; where neither, it is unknown.
    public var isFalse: FactID

    /// Makes a condition.
    public init(_ place: Place, isMet: FactID, isTrue: FactID, isFalse: FactID) {
        self.place = place
        self.isMet = isMet
        self.isTrue = isTrue
        self.isFalse = isFalse
    }
}

/// A place where a condition stands.
public enum Place: Hashable, Sendable {
    /// An arm of an `if` that has one, or an instance of a roster and the like.
    case block(BlockID)
    /// A row of a grid.
    case row(QuestionID, Int)
    /// An option, in a question that offers it.
    case option(QuestionID, Int)
    /// A check.
    case check(CheckID)
    /// The `where` of a metric, in one of its strands.
    case metric(Int, strand: Int)
}

/// What a part of a guard stands for, in the author's terms.
public enum Reason: Hashable, Sendable {
    /// The condition there is true.
    case holds(Place)
    /// The earlier arm of the same `if` was not taken.
    case notTaken(BlockID)
    /// The interview did not end at the step of this index.
    case notEnded(step: Int)
    /// The interview got past the hard check.
    case passed(CheckID)
    /// What was answered keeps the limits of the question: so many options, offered ones, a total.
    case limits(QuestionID)
    /// The unit was drawn.
    case drawn(BlockID)
    /// The question is offering something.
    case offers(QuestionID)
}
