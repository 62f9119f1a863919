internal import SurveyModel
package import Tallies

/// What makes a response doubtful.
package struct QualityRules: Hashable, Sendable {
    /// How many rows of a grid have to be answered alike, and none otherwise.
    package var straightRows = 5
    /// A complete response is a speeder if its time times this is less than the median of complete ones.
    package var speed = 3
    /// How many complete responses a median needs.
    package var medianBase = 10
    /// Milliseconds that a question takes at least: as long as a kiosk takes no key after one appeared, unless set
    /// otherwise.
    package var guardTime: Int64 = 250
    /// Milliseconds between the starts of two responses of which the later one repeats the earlier.
    package var window: Int64 = 600_000
    /// How many answers a response has to have before another one with the same is one too many.
    package var repeatedAnswers = 5

    /// The rules, unless something else is set.
    package init() {}
}

/// Finds doubtful responses, in two passes: in the first each is counted, in the second each has its flags.
///
///     var screen = QualityScreen(plan)
///     try pass { screen.count($0) }
///     screen.settle()
///     try pass { $0.flags = screen.flags(of: $0) }
///
/// A flag deletes nothing. Complete and partial responses are flagged, each for itself:
///
/// - *straight-lining*: in a grid of points, all rows that are answered have the same point, and they are five at
///   least: the longest run of equal answers, in the order of the survey, is all of them. Rows are taken as answered,
///   reversed ones too.
/// - *speeder*: a complete response in under a third of the median time of complete ones, of which there have to be
///   ten.
/// - *duplicate*: the same answers as another response at the same station in the same locale that was started up to
///   ten minutes before. The first is not flagged, nor is one with fewer than five answers, which many people give
///   alike.
/// - *impossible time*: ended before it began, begun before 2000, or faster than 250 ms for each question that was
///   asked. A response that ended when it began is one of which a single moment is known: it has no time, and is no
///   speeder either.
///
/// Sources: J. Curran, "Methods for the Detection of Carelessly Invalid Responses in Survey Data", Journal of
/// Experimental Social Psychology 66 (2016); R. Greszki, M. Meyer and H. Schoen, "Exploring the Effects of Removing
/// 'Too Fast' Responses", Public Opinion Quarterly 79 (2015).
package struct QualityScreen: Sendable {
    private let plan: TallyPlan
    private let rules: QualityRules
    /// The rows of each grid that is long enough, and where missing answers begin.
    private let grids: [[(position: Int, end: Int32)]]
    /// The variables of each question, and what they hold where it was not asked.
    private let questions: [[(position: Int, notAsked: Int32)]]
    /// What tells responses apart: stored variables but for the day, and whether respondents answer them.
    private let content: [(position: Int, end: Int32, isAnswer: Bool, isText: Bool)]
    private let complete: Int?
    private var durations = DurationHistogram()
    private var repeated: RepeatedAnswers
    private var median: Double?

    /// Makes a screen that has seen nothing.
    package init(_ plan: TallyPlan, _ rules: QualityRules = QualityRules()) {
        self.plan = plan
        self.rules = rules
        let survey = plan.survey
        grids = survey.questions.compactMap { question in
            guard case .grid = question.kind, question.variables.count >= rules.straightRows else {
                return nil
            }
            let rows = question.variables.compactMap { row in
                plan.codings[row.position].map { (row.position, Int32($0.missingOffset)) }
            }
            return rows.count == question.variables.count ? rows : nil
        }
        var seen: Set<VariableID> = []
        questions = survey.questions.compactMap { question in
            // A question that is worded twice is one.
            guard let first = question.variables.first, seen.insert(first).inserted else { return nil }
            return question.variables.compactMap { variable in
                plan.codings[variable.position].map { (variable.position, $0.notAsked) }
            }
        }
        content = survey.variables.enumerated().compactMap { position, variable in
            guard let coding = plan.codings[position], variable.role != .today else { return nil }
            var isText = false
            if case .text = coding { isText = true }
            return (position, Int32(coding.missingOffset), variable.question != nil, isText)
        }
        complete = Disposition.allCases.firstIndex(of: .complete)
        repeated = RepeatedAnswers(window: rules.window)
    }

    /// Counts a response, in the first pass.
    package mutating func count(_ response: borrowing CodedResponse) {
        guard plan.isCounted[response.row.state] else { return }
        let (started, ended) = (response.started.milliseconds, response.ended.milliseconds)
        if response.row.state == complete, ended != started,
            !isImpossible(started, ended, response.row.codes)
        {
            durations.add(ended - started)
        }
        if Self.isWithinReach(started), let hash = hash(response) {
            repeated.count(hash, start: started, id: Self.number(response.id))
        }
    }

    /// Takes in what another one counted.
    package mutating func merge(_ other: QualityScreen) {
        durations.merge(other.durations)
        repeated.merge(other.repeated)
    }

    /// Ends the first pass.
    package mutating func settle() {
        median = durations.n >= rules.medianBase ? durations.median : nil
    }

    /// The median time of complete responses in seconds, once it is settled; nil if there are too few.
    package var medianSeconds: Double? { median.map { $0 / 1_000 } }

    /// Why a response is doubtful, in the second pass.
    package func flags(of response: borrowing CodedResponse) -> QualityFlags {
        guard plan.isCounted[response.row.state] else { return [] }
        var flags: QualityFlags = []
        let (started, ended) = (response.started.milliseconds, response.ended.milliseconds)
        if grids.contains(where: { isStraight($0, response.row.codes) }) { flags.insert(.straightLining) }
        if isImpossible(started, ended, response.row.codes) {
            flags.insert(.impossibleTime)
        } else if response.row.state == complete, ended != started, let median,
            Double(ended - started) * Double(rules.speed) < median
        {
            flags.insert(.speeder)
        }
        if Self.isWithinReach(started), let hash = hash(response),
            repeated.isRepetition(hash, start: started, id: Self.number(response.id))
        {
            flags.insert(.duplicate)
        }
        return flags
    }

    // MARK: Times

    /// 2000-01-01T00:00:00Z: no clock that is set shows an earlier time.
    private static let earliest: Int64 = 946_684_800_000

    /// Times of which differences can be taken.
    private static func isWithinReach(_ time: Int64) -> Bool { time.magnitude < 1 << 60 }

    /// A response of which only one moment is known, as of most tables from elsewhere, has it as start and as end: how long it
    /// took is not known, and so neither impossible nor fast.
    private func isImpossible(_ started: Int64, _ ended: Int64, _ codes: [Int32]) -> Bool {
        guard started >= Self.earliest, ended >= started, Self.isWithinReach(ended) else { return true }
        guard ended > started else { return false }
        let asked = questions.count { question in question.contains { codes[$0.position] != $0.notAsked } }
        let (least, overflow) = Int64(asked).multipliedReportingOverflow(by: rules.guardTime)
        return overflow || ended - started < least
    }

    // MARK: Answers

    private func isStraight(_ rows: [(position: Int, end: Int32)], _ codes: [Int32]) -> Bool {
        var (first, answered) = (Int32(-1), 0)
        for row in rows where codes[row.position] < row.end {
            guard first < 0 || codes[row.position] == first else { return false }
            first = codes[row.position]
            answered += 1
        }
        return answered >= rules.straightRows
    }

    /// The hash of what was answered, where and in which language; nil if too little was.
    private func hash(_ response: borrowing CodedResponse) -> UInt64? {
        let codes = response.row.codes
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        var (answered, hasTexts) = (0, false)
        for variable in content {
            let code = codes[variable.position]
            Self.mix(UInt64(UInt32(bitPattern: code)), into: &hash)
            guard code < variable.end else { continue }
            if variable.isAnswer { answered += 1 }
            if variable.isText { hasTexts = true }
            Self.mix(UInt64(bitPattern: response.row.amounts[variable.position]), into: &hash)
        }
        guard answered >= rules.repeatedAnswers else { return nil }
        for word in response.row.chosen { Self.mix(word, into: &hash) }
        Self.mix(UInt64(response.row.cell), into: &hash)
        Self.mix(response.station ?? "", into: &hash)
        if hasTexts {
            let answers = response.answers()
            for variable in content where variable.isText {
                if case .answered(.text(let text)) = answers.answer(of: VariableID(variable.position)) {
                    Self.mix(text, into: &hash)
                }
            }
        }
        return hash
    }

    private static func mix(_ text: String, into hash: inout UInt64) {
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        mix(UInt64(text.utf8.count), into: &hash)
    }

    /// The finisher of SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast Splittable Pseudorandom Number Generators",
    /// 2014).
    private static func mix(_ word: UInt64, into hash: inout UInt64) {
        var mixed = (hash ^ word) &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        hash = mixed ^ (mixed >> 31)
    }

    private static func number(_ id: (high: UInt64, low: UInt64)) -> UInt128 {
        UInt128(id.high) << 64 | UInt128(id.low)
    }
}
