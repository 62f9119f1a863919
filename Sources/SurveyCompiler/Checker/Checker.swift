internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// Turns trees into a survey, in one pass over the statements and one over what is about all respondents.
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
    let sources: SourceMap
    /// The tree of the survey's own file.
    let tree: SurveyTree
    /// What stands at the top level of that file.
    let declarations: [Declaration]
    /// What stands at the top level of the files that it imports.
    let imported: [Declaration]
    /// Whether the file is a library: what it holds is there for surveys that import it.
    let isLibrary: Bool
    var findings = Findings()
    var survey = Survey(name: "", version: 1, language: "")
    /// Where the parts of `survey` stand; whoever adds a part notes its place.
    var places = SurveyPlaces()

    var names = NameTable()
    /// Uses of names that nothing above declares.
    var unresolved: [UnresolvedUse] = []
    /// Whether an `import` or `use` may declare names that the compiler cannot know.
    var mayHaveForeignNames = false

    /// Shared lists and scales by name.
    var sharedLists: [String: SharedList] = [:]
    var sharedScales: [String: SharedScale] = [:]
    /// Fragments by name, and the uses that have a prefix, by the full prefix.
    var fragments: [String: Fragment] = [:]
    var aliases: [String: Alias] = [:]
    /// The option names of each list, in parallel to `survey.lists`.
    var optionIndices: [[String: Int]] = []
    /// What was counted of lists.
    var listFacts: [ListID: ListFacts] = [:]
    /// The variable of `today`, once something reads it.
    var today: VariableID?
    /// The first question that is answered.
    var firstQuestion: Name?
    /// The top boxes that ratings declare, for metrics.
    var topBoxes: [QuestionID: Int] = [:]

    /// The blocks around the present statement, outermost first.
    var openBlocks: [OpenBlock] = []
    /// How many of the open blocks know that a variable has an answer, by what their conditions imply.
    var knownAnswers: [VariableID: Int] = [:]

    /// How many bodies are open whose names are not known, as of loops in error.
    var unknownDepth = 0
    /// What names mean where the present statement stands; the last is the innermost.
    var frames = [Frame()]
    /// How much was declared and opened so far.
    var ordinal = 0
    /// The names that stand for all instances of a loop.
    var rosterNames: [RosterNames] = []
    /// The names declared in loops, without their instances.
    var rosterBases: [String: String] = [:]
    /// The units around the present statement, outermost first.
    var openUnits: [OpenUnit] = []
    /// Whether the present expression has read a name of a loop or a fragment.
    var readsBinding = false
    /// Arms that some pass of a loop left out, and where their conditions stand; and those that some pass may take.
    var leftOutArms: [Int: Range<Int>] = [:]
    var takenArms: Set<Int> = []
    /// How many more bytes of bodies may be lowered again: keeps hostile files linear.
    var repetitionBudget = 2_000_000
    var repetition = Repetition()

    /// What an expression may contain where it stands.
    var reading = Reading.routing
    /// The row that the name of a grid, or of a group of its rows, stands for inside `any`, `all` and `count`.
    var boundRow: (grid: QuestionID, row: Int)?
    /// How many more rows conditions may be unfolded over: keeps hostile files linear.
    var unfoldingBudget: Int

    /// Where each of the survey's texts stands in the file.
    var textSpans: [Range<Int>] = []
    /// Every name, once all statements have been read.
    var surveyNames = SurveyNames(Survey(name: "", version: 1, language: ""))
    /// The instance of a roster that bare names stand for, in a metric.
    var boundInstance: Int?
    /// The tests, lowered.
    var scenarios: [Scenario] = []
    /// What the present `expect` asks that only tests can ask.
    var queries: [Scenario.Query] = []

    /// The question that is being lowered and not declared yet.
    var presentQuestion: String?
    /// How often each text key was asked for.
    var keyCounts: [String: Int] = [:]
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

    init(_ sources: SourceMap, _ trees: [SurveyTree]) {
        self.sources = sources
        tree = trees[0]
        declarations = SurveyFile(tree).declarations
        imported = trees.dropFirst().flatMap { SurveyFile($0).declarations }
        isLibrary = Self.isLibrary(declarations)
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
        checkFragments()
        assignQuestionKeys(
            declarations.compactMap { if case .statement(let statement) = $0 { statement } else { nil } })
        openRoot()
        checkStatements()
        checkMetricsAndTests()
        explainUnresolvedNames()
        checkForUnused()
        // An arm that no pass takes is a mistake; one that some pass leaves out is what loops are for.
        for (arm, span) in leftOutArms where !takenArms.contains(arm) { report(.noRoundTakesArm(at: span)) }
        checkCraft()
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
    /// The word that opens it in the file, where one does.
    var keyword: Range<Int>?
    /// When the block was opened, in the order of lowering.
    var start: Int
    /// For an arm, when its `if` was opened.
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
    /// Whether it has no block of its own in the survey.
    var isTransparent = false
    /// What the condition of the block implies to be answered.
    var known: [VariableID] = []
}

extension Name {
    init(_ token: Token) { self.init(token.text, token.range) }
}
