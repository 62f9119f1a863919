internal import BigInt
public import SurveyModel

/// Works out what a survey asks of the people who answer it.
///
/// Exact within the budget, and bounds beyond it. `distribution` says how often answers are given; without one, and for
/// inputs it has not seen, cells are weighed by `Cell.weight`.
///
/// One pass over merged states for lengths, one each for the counts. Linear in the survey where few answers have to be
/// remembered together.
public func burden(
    of survey: Survey, _ program: Program, budget: Budget = Budget(), distribution: Distribution? = nil
) -> Burden {
    var reckoning = Reckoning(survey, program, budget, distribution)
    return reckoning.burden()
}

/// The minutes that an interview takes in each of the survey's locales, in their order: what `burden` says of them, without
/// counting routes.
public func minutes(of survey: Survey, _ program: Program, budget: Budget = Budget()) -> [Burden.Minutes] {
    var reckoning = Reckoning(survey, program, budget, nil)
    return reckoning.minutes(reckoning.lengths().lengths)
}

/// The numbers of a burden, one after the other.
struct Reckoning {
    let survey: Survey
    let budget: Budget
    /// For each input how often each cell was chosen, where that is known.
    let tallies: [[Int]?]
    let program: Program
    let course: Course
    /// Whether rounds that may end the interview come in any order, so that there are more interviews than those counted.
    private let endsInAnyOrder: Bool
    var boundedFrom: QuestionID?
    /// Whether states were too many already for lengths.
    private var isWide = false

    init(_ survey: Survey, _ program: Program, _ budget: Budget, _ distribution: Distribution?) {
        self.survey = survey
        self.budget = budget
        tallies = program.inputs.indices.map { distribution?.tally(of: InputID($0)) }
        endsInAnyOrder = FileOrder.matters(to: survey)
        self.program = endsInAnyOrder ? FileOrder.followed(by: program) : program
        course = Course(survey, self.program)
    }

    mutating func burden() -> Burden {
        let lengths = self.lengths()
        let routes = self.routes(folded: false)
        let folded = survey.rosters.isEmpty ? routes : self.routes(folded: true)
        return Burden(
            routes: routes, foldedRoutes: folded, responses: responses(), questions: lengths.lengths?[0],
            screens: lengths.lengths?[1],
            minutes: minutes(lengths.lengths), boundedFrom: boundedFrom, shares: lengths.shares)
    }

    func minutes(_ lengths: [Burden.Length]?) -> [Burden.Minutes] {
        survey.locales.enumerated().map { index, locale in
            Burden.Minutes(locale: locale, length: lengths?[2 + index])
        }
    }

    // MARK: Lengths

    mutating func lengths() -> (lengths: [Burden.Length]?, shares: [Claim.Subject: Double]) {
        let course = MeasuredCourse(survey, program, course)
        let model = LayerModel(course.facts.program, course.stops, owners: self.course.owners)
        let walked = model.lengths(
            measures: course.measures, costs: course.costs, endings: survey.endings.count + 1,
            weight: weight, budget)
        bound(walked.boundedFrom.map { course.moments[$0] })
        isWide = walked.boundedFrom != nil
        guard let result = walked.result else { return (nil, [:]) }
        var shares: [Claim.Subject: Double] = [:]
        if walked.hasShares {
            for (event, subject) in course.subjects { shares[subject, default: 0] += result.shares[event] }
            for (number, share) in result.endings.enumerated() {
                shares[.ends(number == 0 ? nil : EndingID(number - 1))] = share
            }
        }
        guard !result.shortest.isEmpty else { return (nil, shares) }
        let lengths = (0..<course.measures).map { measure -> Burden.Length in
            let constant = course.constants[measure]
            var expected: Double?
            if walked.hasShares {
                expected = result.shares.indices.reduce(constant) {
                    $0 + result.shares[$1] * course.costs[$1 * course.measures + measure]
                }
            }
            // Seconds are said in minutes.
            let unit = measure < 2 ? 1.0 : 60.0
            return Burden.Length(
                shortest: (result.shortest[measure] + constant) / unit,
                longest: (result.longest[measure] + constant) / unit,
                expected: expected.map { $0 / unit }, isExact: walked.isExact)
        }
        return (lengths, shares)
    }

    private func weight(_ input: InputID, _ cell: Int) -> Double {
        tallies[Int(input.position)].map { Double($0[cell]) } ?? program[input].cells[cell].weight
    }

    // MARK: Counts

    private mutating func routes(folded: Bool) -> Burden.Count {
        let course = LetteredCourse(survey, program, course, folded: folded)
        let model = LayerModel(course.facts.program, course.stops, owners: self.course.owners)
        let (low, high, from) = model.count({ _ in .events }, isWide: isWide, budget)
        bound(from.map { course.moments[$0] })
        return counted(low, high)
    }

    /// Counts what may be answered; nil where something that can be asked has values that are not counted.
    private mutating func responses() -> Burden.Count? {
        for input in program.inputs where input.isMade != .never {
            switch input.role {
            case .value, .truth: return nil
            case .unit, .drawn: continue
            case .answer, .member, .others, .place:
                if input.cells.contains(where: { $0.size == nil }) { return nil }
            }
        }
        var stops: [Stop] = []
        var moments: [Int] = []
        var facts = AddedFacts(program: program)
        var ended = FactID.never
        for (index, moment) in program.course.enumerated() {
            switch moment {
            case .choose(let input): stops.append(.choose(input))
            case .keep(let fact): stops.append(.keep(fact))
            case .end(_, let fact):
                ended = facts.or(ended, fact)
                continue
            case .meet: continue
            }
            moments.append(index)
        }
        // Choices are made late, some behind an ending that they stand before. So interviews that have ended come along,
        // and choose what they were asked.
        stops.append(.end(ended, 0))
        moments.append(program.course.count)
        // What nothing reads is chosen where it stands; it only multiplies.
        let lazy = Schedule(facts.program, stops, owners: course.owners)
        let unread = lazy.times.map { $0 == 0 }
        let model = LayerModel(facts.program, stops, owners: course.owners, eager: unread)
        let (low, high, from) = model.count(
            { plan in .choices(model.ways(plan) { self.ways($0, $1) }) }, isWide: isWide, budget)
        bound(from.map { moments[$0] })
        return counted(low, high)
    }

    private func counted(_ low: BigUInt, _ high: BigUInt?) -> Burden.Count {
        if endsInAnyOrder { return .between(low, nil) }
        return low == high ? .exact(low) : .between(low, high)
    }

    private func ways(_ input: InputID, _ cell: Int) -> BigUInt {
        switch program[input].role {
        case .unit, .drawn: 0
        case .answer, .member, .others, .place, .value, .truth:
            BigUInt(max(0, program[input].cells[cell].size ?? 0))
        }
    }

    /// Remembers the first question behind which a number is not exact.
    private mutating func bound(_ moment: Int?) {
        guard let moment, boundedFrom == nil else { return }
        let rest = program.course[min(moment, program.course.count)...]
        for case .meet(.question(let id), _) in rest {
            boundedFrom = id
            return
        }
        for case .meet(.question(let id), _) in program.course.reversed() {
            boundedFrom = id
            return
        }
    }
}
