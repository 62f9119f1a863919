internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// What stands around and for the answers in one format.
protocol AnswerForm {
    /// What comes before an answer to a variable, and after it.
    static func frame(_ name: String, _ kind: AnswerColumns.Kind) -> (before: [UInt8], after: [UInt8])
    /// What is written instead of a frame with nothing in it: an empty set.
    static func empty(_ name: String) -> [UInt8]
    /// An answer that is an option, a point or a truth, without its frame.
    static func word(_ word: String, _ kind: AnswerColumns.Kind) -> [UInt8]
    /// One of the options of a set or a ranking.
    static func member(_ option: String) -> [UInt8]
    /// A kind of missing of a variable; empty where nothing is written.
    static func missing(_ name: String, _ missing: Missing) -> [UInt8]
}

/// How the answers to the variables of one plan are written, prepared once.
///
/// Most answers are a code, and what stands for a code is looked up; numbers, days, times and texts are written between what
/// stands around them.
struct AnswerColumns {
    /// What is written for an answer.
    enum Kind: Hashable, Sendable {
        case option, point, truth, set, ranking, date, time, text
        case number(decimals: Int)

        /// Whether there is a piece for each code.
        var isCoded: Bool { self == .option || self == .point || self == .truth }
    }

    /// One variable. Everything is a position or the number of a piece.
    struct Column {
        var position: Int
        var kind: Kind
        var missingOffset: Int
        var words: Int
        var optionCount: Int
        /// The piece of the first code.
        var codes: Int
        /// The piece of the first kind of missing.
        var missing: Int
        var before: Int
        var after: Int
        var empty: Int
        /// The piece of the first option.
        var members: Int
    }

    let plan: TallyPlan
    let columns: [Column]
    let pieces: PreparedBytes

    /// Prepares the stored variables of a plan; linear in them, their options and points.
    ///
    /// Personal variables are left out unless they are asked for, and so are those that are called like `personal`: what one
    /// version of a survey calls personal is not to come out of another.
    init(_ plan: TallyPlan, includesPersonal: Bool, personal: Set<String>, _ form: any AnswerForm.Type) {
        self.plan = plan
        var pieces = PreparedBytes()
        var columns: [Column] = []
        let survey = plan.survey
        for (position, variable) in survey.variables.enumerated() {
            guard let coding = plan.codings[position],
                includesPersonal || !variable.isPersonal && !personal.contains(variable.name)
            else { continue }
            let kind = Self.kind(coding)
            let name = variable.name
            let options = variable.domain.list.map { survey[$0].options.map(\.name) } ?? []
            let (before, after) = form.frame(name, kind)
            let codes = pieces.next
            if kind.isCoded {
                for code in 0..<coding.missingOffset {
                    let word = Self.word(code, coding, options)
                    pieces.add(before + form.word(word, kind) + after)
                }
            }
            let missing = pieces.next
            for kind in Coding.missingKinds { pieces.add(form.missing(name, kind)) }
            let members = pieces.next
            if kind == .set || kind == .ranking { for option in options { pieces.add(form.member(option)) } }
            columns.append(
                Column(
                    position: position, kind: kind, missingOffset: coding.missingOffset,
                    words: plan.wordOffsets[position], optionCount: options.count, codes: codes,
                    missing: missing, before: pieces.add(before), after: pieces.add(after),
                    empty: pieces.add(form.empty(name)), members: members))
        }
        self.pieces = pieces
        self.columns = columns
    }

    private static func kind(_ coding: Coding) -> Kind {
        switch coding {
        case .point: .point
        case .option: .option
        case .options: .set
        case .order: .ranking
        case .yesno: .truth
        case .number(let decimals): .number(decimals: decimals)
        case .date: .date
        case .time: .time
        case .text: .text
        }
    }

    private static func word(_ code: Int, _ coding: Coding, _ options: [String]) -> String {
        switch coding {
        case .point(let low, _): String(low + code)
        case .option: options[code]
        default: code == 1 ? "true" : "false"
        }
    }
}

/// The columns of the plan of the row at hand.
///
/// Rows of several versions of a survey come with a plan each, mostly many of one plan in a row.
struct AnswerColumnsByPlan {
    private let form: any AnswerForm.Type
    private let includesPersonal: Bool
    private let personal: Set<String>
    private var known: [ObjectIdentifier: AnswerColumns] = [:]
    private var last: AnswerColumns

    init(_ survey: Survey, includesPersonal: Bool, _ form: any AnswerForm.Type) {
        self.form = form
        self.includesPersonal = includesPersonal
        personal = Set(survey.variables.filter(\.isPersonal).map(\.name))
        last = AnswerColumns(
            TallyPlan(survey), includesPersonal: includesPersonal, personal: personal, form)
    }

    /// The survey's own plan, unless rows of another have come since.
    var plan: TallyPlan { last.plan }

    /// The columns of a plan; made when its first row comes. A plan is kept, so that no other can have its place in memory.
    mutating func columns(of plan: TallyPlan) -> AnswerColumns {
        if last.plan === plan { return last }
        if let found = known[ObjectIdentifier(plan)] {
            last = found
            return found
        }
        last = AnswerColumns(plan, includesPersonal: includesPersonal, personal: personal, form)
        known[ObjectIdentifier(plan)] = last
        return last
    }
}
