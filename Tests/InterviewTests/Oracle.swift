import Interview
import SurveyModel

/// What a survey asks, worked out from scratch at every step: slow, recursive, and with nothing in common with the
/// interview but the evaluator.
struct Oracle {
    let survey: Survey
    let kept: [VariableID: Answer]
    var visible: [Answer]
    /// The variables that stand in items reached, in the order of the file.
    var reached: [VariableID] = []
    var ending: EndingID?

    /// `kept` holds the last answer to everything, and the givens.
    init(_ survey: Survey, kept: [VariableID: Answer]) {
        self.survey = survey
        self.kept = kept
        visible = survey.variables.indices.map { position in
            guard case .given(let isOptional) = survey.variables[position].role else { return .notAsked }
            return kept[VariableID(position)] ?? (isOptional ? .missing(.skipped) : .notAsked)
        }
        for step in survey.steps where isActive(step.block) {
            switch step.action {
            case .ask(let question): ask(survey[question])
            case .compute(let variable):
                guard case .computed(let formula) = survey[variable].role else { continue }
                visible[variable.position] = formula.value(in: visible).map(Answer.answered) ?? .notAsked
            case .check: continue
            case .end(let id):
                ending = id
                return
            }
        }
    }

    /// The answers a response would hold.
    var stored: [Answer] {
        visible.indices.map { survey.variables[$0].isStored ? visible[$0] : .notAsked }
    }

    private func isActive(_ id: BlockID) -> Bool {
        if let parent = survey[id].parent, !isActive(parent) { return false }
        return isChosen(id)
    }

    private func isChosen(_ id: BlockID) -> Bool {
        guard case .arm(let condition, var previous) = survey[id].kind else { return true }
        while let earlier = previous {
            guard case .arm(let condition, let before) = survey[earlier].kind else { break }
            if holds(condition) { return false }
            previous = before
        }
        return holds(condition)
    }

    private func holds(_ condition: Formula?) -> Bool {
        condition.map { $0.truth(in: visible) == .yes } ?? true
    }

    private mutating func ask(_ question: Question) {
        if case .grid(_, let rows) = question.kind {
            let shown = rows.indices.filter { holds(rows[$0].condition) }
            for row in shown { show(question.variables[row]) { _ in true } }
            return
        }
        guard let variable = question.variables.first else { return }
        guard let list = question.list.map({ survey[$0].options }) else {
            show(variable) { _ in true }
            return
        }
        let offered = list.indices.filter { holds(list[$0].condition) }
        guard !offered.isEmpty else { return }
        show(variable) { value in
            switch (value, question.kind) {
            case (.option(let option), _): return offered.contains(option)
            case (.options(let chosen), .choices(_, let select)):
                guard chosen.allSatisfy(offered.contains) else { return false }
                if chosen.count == 1, list[chosen[0]].isExclusive { return true }
                let free = offered.filter { !list[$0].isExclusive }.count
                return chosen.count <= select.upperBound
                    && chosen.count >= min(select.lowerBound, max(free, 1))
                    && (free > 0 || chosen.count > 0 || select.lowerBound == 0)
            default: return false
            }
        }
        for specify in question.specify {
            switch visible[variable.position] {
            case .answered(.option(specify.option)): show(specify.variable) { _ in true }
            case .answered(.options(let chosen)) where chosen.contains(specify.option):
                show(specify.variable) { _ in true }
            case .answered, .missing: continue
            }
        }
    }

    private mutating func show(_ variable: VariableID, _ isValid: (Value) -> Bool) {
        reached.append(variable)
        guard let answer = kept[variable] else { return }
        if let value = answer.value, !isValid(value) { return }
        visible[variable.position] = answer
    }
}
