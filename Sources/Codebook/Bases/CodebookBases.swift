internal import SurveyModel
internal import Translations

/// Says who each variable is asked of, as the author's formula and in words.
struct CodebookBases {
    private let survey: Survey
    private let offering: Offering
    private(set) var routes: Routes
    private var words: BaseWords
    /// The steps that a question is asked at.
    private var places: [[Int]]
    /// The same without what another question of its name has.
    private let ownPlaces: [[Int]]
    /// The steps that a variable is drawn or worked out at.
    private var makings: [Int: [Int]] = [:]
    /// What was said of a question already: the rows of a grid mostly share their base.
    private var known: [QuestionID: Codebook.Base] = [:]
    /// What was said of ways that questions share: many stand between the same two endings.
    private var said: [Ways: Codebook.Base] = [:]
    /// How many bases were put into words.
    private(set) var worded = 0

    private struct Ways: Hashable {
        var routes: [Route]
        var isAsked: Bool
    }

    init(_ survey: Survey, _ labels: CodebookLabels, _ numbers: QuestionNumbers) {
        self.survey = survey
        offering = Offering(survey: survey)
        routes = Routes(survey)
        words = BaseWords(survey, labels, numbers)
        var places = [[Int]](repeating: [], count: survey.questions.count)
        for (index, step) in survey.steps.enumerated() {
            switch step.action {
            case .ask(let id): places[id.position].append(index)
            case .compute(let id, _), .draw(let id): makings[id.position, default: []].append(index)
            case .check, .end: break
            }
        }
        ownPlaces = places
        // The same question in another arm is a question of its own with the same variables.
        for (position, question) in survey.questions.enumerated() {
            guard let first = question.variables.first.flatMap({ survey[$0].question }),
                first.position < position
            else { continue }
            places[first.position] += places[position]
        }
        self.places = places
    }

    /// The same bases in words without the names of some instances.
    func without(_ labels: CodebookLabels) -> CodebookBases {
        var bases = self
        bases.words = words.without(labels)
        bases.known = [:]
        bases.said = [:]
        return bases
    }

    /// Who a variable is asked of.
    mutating func base(of variable: VariableID) -> Codebook.Base {
        let isAsked = survey[variable].question != nil
        guard let id = survey[variable].question, isShared(variable) else {
            return base(of: Ways(routes: routes(to: variable), isAsked: isAsked))
        }
        if let base = known[id] { return base }
        let base = base(of: Ways(routes: routes(to: variable), isAsked: isAsked))
        known[id] = base
        return base
    }

    /// Who a variable is asked of in the words of one of the questions of its name.
    mutating func base(of variable: VariableID, asIn question: QuestionID) -> Codebook.Base {
        let ways = whole(ownPlaces[question.position]).map { narrowed($0, to: variable) }
        return base(of: Ways(routes: Self.distinct(ways), isAsked: true))
    }

    private mutating func base(of ways: Ways) -> Codebook.Base {
        if let base = said[ways] { return base }
        worded += 1
        let base = words.base(of: ways.routes, isAsked: ways.isAsked)
        said[ways] = base
        return base
    }

    /// Whether nothing but its question decides about a variable.
    private func isShared(_ variable: VariableID) -> Bool {
        switch survey[variable].role {
        case .answer: return true
        case .row(let id, let row):
            return survey[id].rows.indices.contains(row) && survey[id].rows[row].condition == nil
        case .amount, .specify, .given, .computed, .split, .today: return false
        }
    }

    /// The ways to a variable; one that everybody takes makes the others needless.
    mutating func routes(to variable: VariableID) -> [Route] {
        let steps: [Int]
        switch survey[variable].role {
        case .given, .today: return [Route()]
        case .computed, .split: steps = makings[variable.position] ?? []
        case .specify(let id, let option):
            // Whoever chose the option was asked the question.
            guard let answer = survey[id].variables.first else { return [Route()] }
            var route = Route()
            route.require(offering.chosen(option, in: answer))
            return [route]
        case .answer(let id), .row(let id, _), .amount(let id, _): steps = places[id.position]
        }
        let ways = whole(steps).map { step in narrowed(step, to: variable) }
        return Self.distinct(ways)
    }

    /// Ways without what says nothing: one that everybody takes makes the others needless.
    private static func distinct(_ ways: [Route]) -> [Route] {
        if let everybody = ways.first(where: \.isEverybody) { return [everybody] }
        return ways.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The ways to steps, put together where they are all arms of a chain.
    private mutating func whole(_ steps: [Int]) -> [(step: Int, route: Route)] {
        let each = steps.map { (step: $0, route: routes.route(to: $0, in: survey.steps[$0].block)) }
        guard steps.count > 1, let first = steps.min(),
            steps.allSatisfy({ routes.endingsBefore($0) == routes.endingsBefore(first) })
        else { return each }
        let blocks = Set(steps.map { survey.steps[$0].block })
        let gathered = routes.gathered(blocks)
        guard gathered.count < blocks.count else { return each }
        return gathered.sorted().map { block in
            let step = steps.first { survey.steps[$0].block == block } ?? first
            return (step, routes.route(to: first, in: block))
        }
    }

    /// A way to a question, narrowed by what it offers and what its row asks for.
    private func narrowed(_ way: (step: Int, route: Route), to variable: VariableID) -> Route {
        var route = way.route
        guard case .ask(let id) = survey.steps[way.step].action else { return route }
        let question = survey[id]
        switch survey[variable].role {
        case .row(_, let row) where question.rows.indices.contains(row):
            if let condition = question.rows[row].condition { route.require(condition) }
            if let draw = question.draw, draw < question.rows.count { route.isDrawn = true }
            if let offered = offering.condition(of: id) { route.require(offered) }
        case .amount(_, let option):
            for condition in offering.conditions(of: option, in: question) ?? [] { route.require(condition) }
        default: if let offered = offering.condition(of: id) { route.require(offered) }
        }
        return route
    }
}
