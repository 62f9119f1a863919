internal import SurveyModel
internal import Tallies

extension CodedResponse {
    /// The answers with every `let` computed, when they are first asked for.
    borrowing func completedAnswers(_ survey: Survey) -> () -> [Answer] {
        let stored = answers
        var completed: [Answer]?
        return {
            if let completed { return completed }
            let computed = survey.completed(stored())
            completed = computed
            return computed
        }
    }
}
