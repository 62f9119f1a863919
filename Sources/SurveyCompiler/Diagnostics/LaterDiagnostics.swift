internal import SurveySyntax

/// E09xx: what the language has and this version of Sondeo has not. One code each, so that it can be looked up.
enum Later: String, CaseIterable {
    case ranking = "E0901"
    case allocate = "E0902"
    case date = "E0903"
    case time = "E0904"
    case consent = "E0905"
    case email = "E0906"
    case phone = "E0907"
    case pattern = "E0908"
    case `default` = "E0909"
    case draw = "E0910"
    case `for` = "E0911"
    case shuffleBlock = "E0912"
    case drawBlock = "E0913"
    case split = "E0914"
    case fragment = "E0915"
    case use = "E0916"
    case `import` = "E0917"
    case plural = "E0918"
    case except = "E0919"
    case carryForward = "E0920"
    case group = "E0921"
    case shuffleLines = "E0922"
    case by = "E0923"
    case share = "E0924"
    case gap = "E0925"
    case index = "E0926"
    case median = "E0927"
    case retention = "E0928"
    case churn = "E0929"
    case lifetime = "E0930"
    case dateValue = "E0931"
    case timeValue = "E0932"
    case today = "E0933"
    case indexing = "E0934"
    case contains = "E0935"
    case matches = "E0936"
    case letInArms = "E0937"
    case metricOfLet = "E0938"

    /// The kind of question of a word that is not in this version.
    init?(kind word: Word) {
        switch word {
        case .ranking: self = .ranking
        case .allocate: self = .allocate
        case .date: self = .date
        case .time: self = .time
        case .consent: self = .consent
        default: return nil
        }
    }

    /// The property of a word that is not in this version.
    init?(property word: Word) {
        switch word {
        case .email: self = .email
        case .phone: self = .phone
        case .pattern: self = .pattern
        case .default: self = .default
        case .draw: self = .draw
        default: return nil
        }
    }

    /// The statistic of a name that is not in this version.
    init?(metricFunction name: String) {
        let functions: [Later] = [.share, .gap, .index, .median, .retention, .churn, .lifetime]
        guard let function = functions.first(where: { $0.words == "`\(name)`" }) else { return nil }
        self = function
    }

    /// What it is called.
    var words: String {
        switch self {
        case .ranking: "`ranking`"
        case .allocate: "`allocate`"
        case .date: "`date`"
        case .time: "`time`"
        case .consent: "`consent`"
        case .email: "`email`"
        case .phone: "`phone`"
        case .pattern: "`pattern`"
        case .default: "`default`"
        case .draw: "`draw` on a question"
        case .for: "`for`"
        case .shuffleBlock: "`shuffle { … }`"
        case .drawBlock: "`draw n { … }`"
        case .split: "`split`"
        case .fragment: "`fragment`"
        case .use: "`use`"
        case .import: "`import`"
        case .plural: "`plural`"
        case .except: "`except`"
        case .carryForward: "`from` a question"
        case .group: "`group`"
        case .shuffleLines: "`shuffle { … }` around options"
        case .by: "`by`"
        case .share: "`share`"
        case .gap: "`gap`"
        case .index: "`index`"
        case .median: "`median`"
        case .retention: "`retention`"
        case .churn: "`churn`"
        case .lifetime: "`lifetime`"
        case .dateValue: "A date"
        case .timeValue: "A time"
        case .today: "`today`"
        case .indexing: "`[ ]` behind a name"
        case .contains: "`contains`"
        case .matches: "`matches`"
        case .letInArms: "One `let` name in two arms"
        case .metricOfLet: "A metric or relation on a `let`"
        }
    }

    /// What to use until it is there.
    var meanwhile: String {
        switch self {
        case .ranking: "ask `choice` for the first, or `choices` with `select 1...3` for the first three"
        case .allocate: "ask one `number` for each part, and check the sum with `require`"
        case .date: "ask a `text`, or a `number` for the year"
        case .time: "ask a `text`, or a `number` for the hour"
        case .consent: "ask `yesno` first, and `finish screened` where the answer is no"
        case .email, .phone: "write `personal`, so that exports leave the text out"
        case .pattern: "leave it out, and check the texts after collecting"
        case .default: "leave it out: the respondent answers or, with `optional`, does not"
        case .draw: "offer all of the options"
        case .for: "write the questions once for each option, each under an `if`"
        case .shuffleBlock, .drawBlock: "write the questions in a fixed order"
        case .split: "pass the arm as a `given`, and use `if`"
        case .fragment, .use, .import: "write the questions out where they belong"
        case .plural: "word the text so that it fits any number"
        case .except: "give the options that stay an `if`"
        case .carryForward: "share the list with `options`, and give its options an `if`"
        case .group: "write the rows without groups, and one `metric` with `mean(…)` for each dimension"
        case .shuffleLines: "write `shuffle` alone, and `pinned` at the options that keep their place"
        case .by: "write one metric for each group, with `where`"
        case .share: "read the distribution, which every export has"
        case .gap, .index: "declare the parts with `mean`, and compute on the export"
        case .median, .retention, .churn, .lifetime: "compute it on the export"
        case .dateValue, .timeValue, .today: "pass what you need as a `given` number or text"
        case .indexing: "name the part with a dot, as in `quality.reliable`"
        case .contains, .matches: "ask with `choice` or `choices` what the routing needs to know"
        case .letInArms: "give the two different names, or compute once outside the `if`"
        case .metricOfLet: "name the question that the `let` is computed from"
        }
    }
}

extension Diagnostic {
    static func notInThisVersion(_ later: Later, at span: Range<Int>) -> Diagnostic {
        Diagnostic(
            later.rawValue, "\(later.words) is not in this version of Sondeo", at: span,
            "It belongs to the language, and a later version will have it.",
            suggestion: "Meanwhile, \(later.meanwhile).")
    }
}
