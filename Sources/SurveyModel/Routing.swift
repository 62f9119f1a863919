/// One thing that happens in an interview, in the order of the file.
///
/// A step happens when its block is active and no earlier ending was taken.
public struct Step: Hashable, Sendable {
    /// What happens.
    public var action: Action
    /// The innermost block the step stands in.
    public var block: BlockID

    /// Makes a step.
    public init(_ action: Action, in block: BlockID) {
        self.action = action
        self.block = block
    }

    /// The kinds of step.
    public enum Action: Hashable, Sendable {
        /// A question is asked, or a note shown.
        case ask(QuestionID)
        /// A `let` is recomputed into its variable, by the formula at this index of its role.
        case compute(VariableID, formula: Int)
        /// The arm of a `split` is drawn into its variable.
        case draw(VariableID)
        /// A check fires if its condition is false.
        case check(CheckID)
        /// The interview ends here.
        case end(EndingID)
    }
}

/// A stretch of the survey that happens as a whole or not at all.
///
/// Blocks are flat and in the order of the file, a parent before its children, so that three thousand nested
/// conditions need no recursion anywhere. A block is active if its parent is, and:
/// - a root, page or collection: always;
/// - a unit: its condition, if it has one, is true, and it was drawn if the collection around it draws;
/// - an arm: no earlier arm of the same `if` was taken and its condition, if it has one, is true. `else` takes the
///   rest, unknown included.
public struct Block: Hashable, Sendable {
    /// What makes it a block.
    public var kind: Kind
    /// The block around it; only the root has none.
    public var parent: BlockID?
    /// The half-open range of `Survey.steps` that stand in it or deeper.
    public var steps: Range<Int>

    /// Makes a block.
    public init(kind: Kind, parent: BlockID?, steps: Range<Int> = 0..<0) {
        self.kind = kind
        self.parent = parent
        self.steps = steps
    }

    /// The kinds of block.
    public enum Kind: Hashable, Sendable {
        /// The whole survey.
        case root
        /// What is shown together where a front can; `title` is nil for a page without one.
        case page(name: String, title: TextID?)
        /// `if`, `else if` (both with a condition) or `else` (without). `previous` is the arm before it in its chain.
        case arm(condition: Formula?, previous: BlockID?)
        /// `shuffle { }`, `draw n { }` or a roster. Its steps all stand in units, its children, which do not read each
        /// other. They come in an order drawn from the seed if it is shuffled. `draw` takes so many of those whose
        /// condition is true, all before the first of them begins.
        case collection(isShuffled: Bool, draw: Int?)
        /// One of the things that a collection orders or draws from.
        case unit(condition: Formula?)
    }
}

/// A check over answers: `require` (hard) or `confirm` (soft). It fires only when the condition is false.
public struct Check: Hashable, Sendable {
    /// Its name, or the last question that it reads.
    public var name: String
    /// What must hold.
    public var condition: Formula
    /// What is said when it does not.
    public var text: TextID
    /// Whether the respondent may override it.
    public var isSoft: Bool

    /// Makes a check.
    public init(name: String, condition: Formula, text: TextID, isSoft: Bool) {
        self.name = name
        self.condition = condition
        self.text = text
        self.isSoft = isSoft
    }
}

/// A `finish`, or the end of the file.
public struct Ending: Hashable, Sendable {
    /// Its name, or nil.
    public var name: String?
    /// What is said.
    public var text: TextID?
    /// How a response that ends here is recorded: `complete` or `screened`.
    public var disposition: Disposition

    /// Makes an ending.
    public init(name: String? = nil, text: TextID? = nil, disposition: Disposition = .complete) {
        self.name = name
        self.text = text
        self.disposition = disposition
    }
}

/// How an interview ended: the `state` of a response.
public enum Disposition: String, Hashable, Sendable, CaseIterable {
    /// It reached an ending.
    case complete
    /// It was left, or the input ended, after at least one answer.
    case partial
    /// It reached a `finish screened`.
    case screened
    /// Consent was refused.
    case refused
    /// It was cut off by a crash or the power and found later.
    case abandoned
}
