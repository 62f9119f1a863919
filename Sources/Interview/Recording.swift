public import SurveyModel

// From an interview to a response, and from recorded answers back to an interview.

extension Interview {
    /// What the interview gave so far. Linear.
    ///
    /// It holds the answers that are not hidden: of an interview that is not over, also those given before the
    /// respondent went back that would still be asked. Computed values are left out. Without `state` it is how the
    /// interview ended, or partial.
    public func response(
        id: String, started: Timestamp, ended: Timestamp, station: String? = nil, channel: String? = nil,
        state: Disposition? = nil
    ) -> Response {
        var answers = visible
        var reached = Disposition.partial
        if case .finished(let disposition, _) = phase {
            reached = disposition
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
    /// Later records of a variable win; records of what is no stored answer are ignored. A check that fires stops it there:
    /// overriding is not recorded. Gives the effects of the last item only. Linear.
    public mutating func resume(_ recorded: [(VariableID, Answer)]) -> [Effect] {
        guard case .ready = phase else { return [] }
        for (variable, answer) in recorded where survey.variables.indices.contains(variable.position) {
            if survey[variable].question != nil { kept[variable.position] = answer }
        }
        var open = kept.count { $0 != .notAsked }
        var effects = handle(.start)
        while let item, item.present != nil || (item.isNote && open > 0) {
            if item.present != nil { open -= 1 }
            effects = handle(.next)
        }
        return effects
    }
}
