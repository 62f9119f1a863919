internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// Turns a tree into a survey, in one pass over the statements and one over what is about all respondents.
///
/// The first pass goes down the file: what is declared is known from there on, so a condition can only read what
/// stands above it. A name that is not known yet is remembered and explained at the end, when it is clear whether it
/// stands below or nowhere. The second pass checks metrics, relations and tests, which may read everything.
///
/// Blocks may be nested ten thousand deep, so nothing recurses over them. Lists and scales of the file are lowered
/// where they stand, or earlier if a question above asks for one.
///
/// This file holds the state that the extensions share; each is named after what it checks.
final class Checker {
    let tree: SurveyTree
    let declarations: [Declaration]
    var findings = Findings()
    var survey = Survey(name: "", version: 1, language: "")

    var names = NameTable()
    /// Uses of names that nothing above declares.
    var unresolved: [UnresolvedUse] = []
    /// Whether an `import` or `use` may declare names that the compiler cannot know.
    var mayHaveForeignNames = false

    /// Shared lists and scales by name.
    var sharedLists: [String: SharedList] = [:]
    var sharedScales: [String: SharedScale] = [:]
    /// The option names of each list, in parallel to `survey.lists`.
    var optionIndices: [[String: Int]] = []
    /// The top boxes that ratings declare, for metrics.
    var topBoxes: [QuestionID: Int] = [:]

    /// The blocks around the present statement, outermost first.
    var openBlocks: [OpenBlock] = []
    /// How many of the open blocks know that a variable has an answer, by what their conditions imply.
    var knownAnswers: [VariableID: Int] = [:]

    /// How many bodies are open whose names are not known, as in loops.
    var unknownDepth = 0

    /// What an expression may contain where it stands.
    var reading = Reading.routing
    /// The row that a grid's name stands for inside `any`, `all` and `count`.
    var boundRow: (grid: QuestionID, row: Int)?
    /// How many more rows conditions may be unfolded over: keeps hostile files linear.
    var unfoldingBudget: Int

    /// How often each text key was asked for.
    var keyCounts: [String: Int] = [:]
    /// Whether the present list has groups, whose names are parts of the grid.
    var hasGroups = false
    /// How many questions have a name.
    var questionCounts: [String: Int] = [:]
    var pageNames: [String: Range<Int>] = [:]
    var endingNames: Set<String> = []
    var checkNames: Set<String> = []
    var metricNames: Set<String> = []
    var canonicalMetricNames: [String: Range<Int>] = [:]
    /// How many suggestions were looked for.
    private var guessCount = 0
    /// Where the `survey` header declares what.
    var headerSpans: [HeaderWord: Range<Int>] = [:]

    /// The most variables of a survey, so that hostile files cannot ask for billions.
    static let variableLimit = 500_000

    init(_ tree: SurveyTree) {
        self.tree = tree
        declarations = SurveyFile(tree).declarations
        unfoldingBudget = 100_000 + tree.bytes.count
    }

    func report(_ diagnostic: Diagnostic) { findings.add(diagnostic) }

    /// What may have been meant; nil where nothing is close, and where so many names are wrong that nobody reads it.
    func closest(to written: String, among candidates: @autoclosure () -> some Sequence<String>) -> String? {
        guessCount += 1
        return guessCount > Diagnostic.limit ? nil : DidYouMean.closest(to: written, among: candidates())
    }

    func check() {
        checkHeader()
        openRoot()
        checkStatements()
        checkMetricsAndTests()
        explainUnresolvedNames()
        checkForUnused()
    }
}

/// What an expression may contain where it stands.
enum Reading {
    /// A condition of the interview.
    case routing
    /// The condition of a metric.
    case metric
    /// `expect` in a test: `asked`, `metric` and a single `=` are allowed.
    case expectation
}

/// A list declared with `options`.
struct SharedList {
    var name: Name
    var syntax: OptionsDecl
    /// Nil until the statement is reached or a question asks for it.
    var list: ListID?
    var isUsed = false
}

/// A scale declared with `scale`.
struct SharedScale {
    var name: Name
    var syntax: ScaleDecl
    /// Nil until it is reached or asked for, and where it is in error.
    var scale: ScaleID?
    var isLowered = false
    var isUsed = false
}

/// A block around the present statement.
struct OpenBlock {
    var id: BlockID
    /// Where the block starts in the file.
    var start: Int
    /// For an arm, where its `if` starts.
    var chainStart: Int?
    var isPage = false
    /// The innermost page, this or one around it.
    var page: BlockID?
    /// The innermost arm, this or one around it; the root if there is none.
    var arm = BlockID(0)
    /// Where an unconditional `finish` stands in it.
    var ended: Range<Int>?
    /// Whether code after that `finish` has been reported.
    var isEndReported = false
    /// What the condition of the block implies to be answered.
    var known: [VariableID] = []
}

extension Name {
    init(_ token: Token) { self.init(token.text, token.range) }
}
