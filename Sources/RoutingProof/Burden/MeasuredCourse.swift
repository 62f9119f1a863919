import SurveyModel

/// What happens on the way, each with what it adds to the length of an interview.
struct MeasuredCourse {
    /// Questions, screens, and seconds in each locale.
    let measures: Int
    private(set) var stops: [Stop] = []
    /// For each event what it adds to each measure.
    private(set) var costs: [Double] = []
    /// What every interview takes.
    private(set) var constants: [Double]
    /// Which events happen where a subject does; each interview comes past one of them at most.
    private(set) var subjects: [(event: Int, subject: Claim.Subject)] = []
    /// For each stop its moment.
    private(set) var moments: [Int] = []
    private(set) var facts: AddedFacts

    private let survey: Survey
    private let times: [AnsweringTime]
    /// For each page and roster where something of it was met so far.
    private var metPages: [BlockID: FactID] = [:]
    private var metRosters: [Int: FactID] = [:]

    /// Follows the course of a program. Linear in it.
    init(_ survey: Survey, _ program: Program, _ course: Course) {
        self.survey = survey
        times = survey.locales.map { AnsweringTime(survey, locale: $0) }
        measures = 2 + times.count
        constants = [0, 0] + times.map(\.title)
        facts = AddedFacts(program: program)
        for (index, moment) in program.course.enumerated() {
            switch moment {
            case .choose(let input): stops.append(.choose(input))
            case .keep(let fact): stops.append(.keep(fact))
            case .end(let ending, let fact): stops.append(.end(fact, ending.map { $0.position + 1 } ?? 0))
            case .meet(let meeting, let fact): meet(meeting, fact, course.pages[index], course)
            }
            while moments.count < stops.count { moments.append(index) }
        }
    }

    private mutating func meet(_ meeting: Meeting, _ fact: FactID, _ page: BlockID?, _ course: Course) {
        switch meeting {
        case .question(let id):
            add(fact, [1, page == nil ? 1 : 0] + times.map { $0.question(id) }, .asked(id))
            enter(page, fact)
            for roster in course.allRosters[id] ?? [] {
                let before = metRosters[roster] ?? .never
                metRosters[roster] = facts.or(before, fact)
                add(facts.and(fact, facts.not(before)), nil, .roster(roster))
            }
        case .note(let id):
            add(fact, [0, page == nil ? 1 : 0] + times.map { $0.question(id) }, .asked(id))
            enter(page, fact)
        case .part(_, let variable):
            add(fact, [0, 0] + times.map { $0.part(variable) }, .part(variable))
        }
    }

    /// A page is shown where something on it is met, and counts once.
    private mutating func enter(_ page: BlockID?, _ fact: FactID) {
        guard let page, case .page(_, let title) = survey[page].kind else { return }
        let before = metPages[page] ?? .never
        metPages[page] = facts.or(before, fact)
        // Where it is the first on its page.
        let opens = facts.and(fact, facts.not(before))
        add(opens, [0, 1] + times.map { time in title.map { time.reading($0) } ?? 0 }, .page(page))
    }

    private mutating func add(_ fact: FactID, _ cost: [Double]?, _ subject: Claim.Subject) {
        guard fact != .never else { return }
        let event = costs.count / measures
        stops.append(.event(fact, event))
        costs += cost ?? [Double](repeating: 0, count: measures)
        subjects.append((event, subject))
    }
}
