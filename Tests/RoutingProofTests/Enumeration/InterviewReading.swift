import Interview
import RoutingProof
import SurveyModel

/// What happened in one interview that is over, in the terms of claims.
struct InterviewReading {
    private let survey: Survey
    private let observed: Enumeration.Observed
    /// The step at which it stopped.
    private let last: Int
    private(set) var happened: Set<Claim.Subject> = []
    /// The truth of each condition that was met.
    private(set) var truths: [Place: Truth] = [:]
    /// The position of the ending; -1 is the end of the file, or a refusal.
    private(set) var ending = -1
    private(set) var disagreements: [String] = []
    private var active: [Bool] = []
    private var taken: [Bool] = []

    init(_ survey: Survey, _ observed: Enumeration.Observed) {
        self.survey = survey
        self.observed = observed
        last = observed.interview.currentStep
    }

    mutating func read() {
        blocks()
        steps()
        items()
        if observed.stoppedBy == nil { over() }
    }

    private mutating func meet(_ place: Place, _ truth: Truth) {
        truths[place] = truth
        happened.insert(truth == .yes ? .holds(place) : .fails(place))
        if truth == .unknown { happened.insert(.unknown(place)) }
    }

    /// Whether the interview came to a step of a block that happens. Units that it has gone through are behind it; within
    /// the one in which it stopped, and outside of all, steps come in the order of the file.
    private func reached(_ step: Int, in block: BlockID?) -> Bool {
        var block = block
        while let id = block {
            if case .unit = survey[id].kind, !survey[id].steps.contains(last) { return true }
            block = survey[id].parent
        }
        return step <= last
    }

    private mutating func blocks() {
        active = Array(repeating: false, count: survey.blocks.count)
        taken = active
        for (position, block) in survey.blocks.enumerated() {
            let id = BlockID(position)
            let isInActive = block.parent.map { active[$0.position] } ?? true
            let isReached = isInActive && reached(block.steps.lowerBound, in: block.parent)
            switch block.kind {
            case .root, .page, .collection: active[position] = isReached
            case .arm(let condition, let previous):
                let isTaken = previous.map { taken[$0.position] } ?? false
                var holds = isReached && !isTaken
                if holds, let condition {
                    let truth = condition.truth(in: observed.interview)
                    meet(.block(id), truth)
                    holds = truth == .yes
                }
                active[position] = holds
                taken[position] = isTaken || holds
            case .unit(let condition):
                // All units of a collection are looked at before the first of them begins.
                guard isInActive else { continue }
                if let condition { meet(.block(id), condition.truth(in: observed.interview)) }
                active[position] = observed.interview.hasBegun(id)
            }
            if !block.steps.isEmpty, active[position] != observed.interview.hasBegun(id) {
                disagreements.append("block \(position) \(active[position])")
            }
        }
    }

    private func happens(_ step: Int) -> Bool {
        let block = survey.steps[step].block
        return active[block.position] && reached(step, in: block)
    }

    private mutating func steps() {
        for index in survey.steps.indices where happens(index) {
            switch survey.steps[index].action {
            case .compute, .draw: break
            case .end(let ending):
                if index != last || observed.stoppedBy != nil { disagreements.append("ending \(ending)") }
            case .check(let check):
                let truth = survey[check].condition.truth(in: observed.interview)
                meet(.check(check), truth)
                let fires = observed.fired.contains(check)
                happened.insert(fires ? .fires(check) : .passes(check))
                if fires, truth != .no { disagreements.append("check \(check)") }
            case .ask(let question):
                let before = AnswersBefore(survey: survey, question: question, answers: observed.interview)
                for (row, place) in survey[question].rows.enumerated() {
                    if let condition = place.condition {
                        meet(.row(question, row), condition.truth(in: before))
                    }
                }
                for (option, place) in (survey[question].list.map { survey[$0].options } ?? []).enumerated() {
                    if let condition = place.condition {
                        meet(.option(question, option), condition.truth(in: before))
                    }
                }
            }
        }
    }

    private mutating func items() {
        for item in observed.items {
            happened.insert(.asked(item.question))
            var block: BlockID? = item.page
            if let page = block { happened.insert(.page(page)) }
            block = survey.steps.first { $0.action == .ask(item.question) }?.block
            while let id = block {
                for (index, roster) in survey.rosters.enumerated()
                where roster.instances.contains(where: { $0.block == id }) {
                    happened.insert(.roster(index))
                }
                block = survey[id].parent
            }
            guard let variable = item.variable else { continue }
            if item.part != .whole { happened.insert(.part(variable)) }
            guard survey[variable].question != nil else { continue }
            let value = observed.interview.answer(of: variable).value
            switch value {
            case .option(let option)?:
                happened.insert(.chosen(item.question, option))
            case .options(let chosen)?, .order(let chosen)?:
                for option in chosen { happened.insert(.chosen(item.question, option)) }
                guard case .choices = survey[item.question].kind else { continue }
                for option in item.options where !chosen.contains(option) {
                    happened.insert(.left(item.question, option))
                }
            case .yesno(let isYes)?: happened.insert(.chosen(item.question, isYes ? 1 : 0))
            default: break
            }
        }
    }

    private mutating func over() {
        guard case .finished(let disposition, let end) = observed.interview.phase else { return }
        ending = end?.position ?? -1
        if disposition == .refused {
            happened.insert(.chosen(observed.items[observed.items.count - 1].question, 0))
        } else {
            happened.insert(.ends(end))
        }
        metrics()
        let asked = Set(observed.items.map(\.question))
        for position in survey.questions.indices {
            let question = QuestionID(position)
            happened.insert(asked.contains(question) ? .completed(question) : .passedOver(question))
        }
    }
}

extension InterviewReading {
    /// Whether somebody counts for a metric: its condition is true, and something that it is about was answered.
    private mutating func metrics() {
        for (position, metric) in survey.metrics.enumerated() {
            for (place, strand) in metric.strands.enumerated() {
                if let condition = strand.condition {
                    let truth = condition.truth(in: observed.interview)
                    meet(.metric(position, strand: place), truth)
                    guard truth == .yes else { continue }
                }
                let about = strand.items.map(\.variable) + (strand.event?.variables ?? [])
                if about.contains(where: { observed.interview.answer(of: $0).value != nil }) {
                    happened.insert(.base(metric: position))
                }
            }
        }
    }
}

/// The answers above a question, without its own.
private struct AnswersBefore: AnswerSource {
    var survey: Survey
    var question: QuestionID
    var answers: Interview

    func answer(of variable: VariableID) -> Answer {
        survey[variable].question == question ? .notAsked : answers.answer(of: variable)
    }
}
