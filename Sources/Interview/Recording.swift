public import SurveyModel

// From an interview to a response, and from recorded answers back to an interview.

extension Interview {
    /// What the interview gave so far. Linear.
    ///
    /// It holds the answers that are not hidden: of an interview that is not over, also those given before the
    /// respondent went back that would still be asked. Computed values are left out. Without `state` it is how the
    /// interview ended, or partial. A refused one holds nothing but what it began with, and of that nothing personal.
    public func response(
        id: String, started: Timestamp, ended: Timestamp, station: String? = nil, channel: String? = nil,
        state: Disposition? = nil
    ) -> Response {
        var answers = visible
        var reached = Disposition.partial
        if case .finished(let disposition, _) = phase {
            reached = disposition
            if disposition == .refused { forget(&answers) }
        } else {
            answers = settledAnswers()
        }
        for variable in plan.computed { answers[variable.position] = .notAsked }
        return Response(
            id: id, survey: survey.name, version: survey.version, structure: survey.structure, locale: locale,
            station: station, channel: channel, seed: seed, started: started, ended: ended,
            state: state ?? reached, answers: answers, isStale: isStale)
    }

    /// Begins from recorded answers in place of `start`, and goes on to the first item that has none.
    ///
    /// Later records of a variable win; records of what is neither an answer nor an arm are ignored. A check that fires stops it there:
    /// overriding is not recorded. Gives the effects of the last item only. Linear.
    public mutating func resume(_ recorded: [(VariableID, Answer)]) -> [Effect] {
        guard case .ready = phase else { return [] }
        for (variable, answer) in recorded where survey.variables.indices.contains(variable.position) {
            switch survey[variable].role {
            case .answer, .row, .amount, .specify, .split: kept[variable.position] = answer
            case .given, .computed, .today: break
            }
        }
        var open = kept.indices.count { kept[$0] != .notAsked && survey.variables[$0].question != nil }
        var effects = handle(.start)
        while let item, item.present != nil || (item.isNote && open > 0) {
            if let present = item.present { open -= variables(of: item, answered: present).count }
            effects = handle(.next)
        }
        return effects
    }

    /// Leaves what nobody was asked for, and of that nothing personal.
    private func forget(_ answers: inout [Answer]) {
        for (position, variable) in survey.variables.enumerated() {
            switch variable.role {
            case .given, .today: if variable.isPersonal { answers[position] = .notAsked }
            case .answer, .row, .amount, .specify, .computed, .split: answers[position] = .notAsked
            }
        }
    }
}
