internal import SurveyModel

/// What is known of a claim, without the choices that show it.
enum Verdict: UInt8 {
    /// There is no such claim.
    case none
    case impossible
    case undecided
    case possible

    init(_ verdict: Proof.Verdict) {
        switch verdict {
        case .possible: self = .possible
        case .impossible: self = .impossible
        case .undecided: self = .undecided
        }
    }

    /// Of two statements of which one is enough.
    func or(_ other: Verdict) -> Verdict { rawValue < other.rawValue ? other : self }
}

/// What was decided, by what it is about: flat arrays, since a survey may have a hundred thousand questions.
struct Verdicts {
    /// What is known of a condition.
    struct OfCondition {
        var holds = Verdict.none
        var fails = Verdict.none
        var unknown = Verdict.none

        /// Whether some interview comes to it.
        var isMet: Verdict { holds.or(fails) }
    }

    /// An option of a question, or a part of one.
    struct OfLine {
        var claim: Int
        var verdict: Verdict
    }

    var asked: [Verdict]
    var passedOver: [Verdict]
    var completed: [Verdict]
    var blocks: [OfCondition]
    var pages: [Verdict]
    var checks: [OfCondition]
    var passes: [Verdict]
    var fires: [Verdict]
    var endings: [Verdict]
    var rosters: [Verdict]
    var bases: [Verdict]
    /// Claims about options, rows and the like, in their order.
    var options: [(question: QuestionID, option: Int, claim: Int, verdict: Verdict)] = []
    var parts: [(variable: VariableID, claim: Int, verdict: Verdict)] = []
    /// Conditions of options, rows and metrics.
    var lines: [Place: OfCondition] = [:]
    /// The claim that each question is asked; -1 where there is none.
    var askedClaims: [Int32]
    var partClaims: [VariableID: Int] = [:]

    init(_ survey: Survey, _ claims: [Claim], _ decisions: [Verdict]) {
        func none(_ count: Int) -> [Verdict] { [Verdict](repeating: .none, count: count) }
        asked = none(survey.questions.count)
        passedOver = asked
        completed = asked
        blocks = [OfCondition](repeating: OfCondition(), count: survey.blocks.count)
        pages = none(survey.blocks.count)
        checks = [OfCondition](repeating: OfCondition(), count: survey.checks.count)
        passes = none(survey.checks.count)
        fires = passes
        endings = none(survey.endings.count)
        rosters = none(survey.rosters.count)
        bases = none(survey.metrics.count)
        askedClaims = [Int32](repeating: -1, count: survey.questions.count)
        for (index, claim) in claims.enumerated() where index < decisions.count {
            note(claim.subject, index, decisions[index])
        }
    }

    private mutating func note(_ subject: Claim.Subject, _ index: Int, _ verdict: Verdict) {
        func join(_ old: inout Verdict) { old = old.or(verdict) }
        switch subject {
        case .asked(let id):
            join(&asked[id.position])
            askedClaims[id.position] = Int32(index)
        case .passedOver(let id): join(&passedOver[id.position])
        case .completed(let id): join(&completed[id.position])
        case .page(let id): join(&pages[id.position])
        case .roster(let position): join(&rosters[position])
        case .part(let variable):
            parts.append((variable, index, verdict))
            partClaims[variable] = index
        case .chosen(let question, let option): options.append((question, option, index, verdict))
        case .left: break
        case .holds(let place): update(place) { join(&$0.holds) }
        case .fails(let place): update(place) { join(&$0.fails) }
        case .unknown(let place): update(place) { join(&$0.unknown) }
        case .passes(let id): join(&passes[id.position])
        case .fires(let id): join(&fires[id.position])
        case .ends(let id?): join(&endings[id.position])
        case .ends(nil): break
        case .base(let metric): join(&bases[metric])
        }
    }

    private mutating func update(_ place: Place, _ change: (inout OfCondition) -> Void) {
        switch place {
        case .block(let id): change(&blocks[id.position])
        case .check(let id): change(&checks[id.position])
        case .row, .option, .metric: change(&lines[place, default: OfCondition()])
        }
    }

    /// What is known of the condition at a place.
    func condition(at place: Place) -> OfCondition {
        switch place {
        case .block(let id): blocks[id.position]
        case .check(let id): checks[id.position]
        case .row, .option, .metric: lines[place] ?? OfCondition()
        }
    }
}
