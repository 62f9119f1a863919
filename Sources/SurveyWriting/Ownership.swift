internal import SurveyModel

/// Which lists and scales belong to one question, and which are shared under a name of their own.
struct Ownership {
    let survey: Survey

    init(_ survey: Survey) { self.survey = survey }

    var own: (lists: Set<ListID>, scales: Set<ScaleID>) {
        var lists: Set<ListID> = []
        var scales: Set<ScaleID> = []
        var users: [ScaleID: Set<String>] = [:]
        for question in survey.questions {
            if let scale = question.scale { users[scale, default: []].insert(question.stem) }
        }
        for question in survey.questions {
            let isCarried = question.carried.contains { if case .chosen = $0 { true } else { false } }
            if let list = question.list, !isCarried, survey[list].name == question.stem,
                !isShared(survey[list].options.first.map { survey[$0.text].key }, "options")
            {
                lists.insert(list)
            }
            if let scale = question.scale, survey[scale].name == question.stem,
                users[scale]?.count == 1,
                !isShared(survey[scale].labels.first.map { survey[$0.text].key }, "scale")
            {
                scales.insert(scale)
            }
        }
        for variable in survey.variables {
            // The arms of a split, and the points of a given.
            switch (variable.role, variable.domain) {
            case (.split, .option(let list)): lists.insert(list)
            case (.given, .point(let scale)): scales.insert(scale)
            default: continue
            }
        }
        return (lists, scales)
    }

    /// What the key of a text tells: that of a shared list begins with `options.`, also in a library.
    private func isShared(_ key: String?, _ word: String) -> Bool {
        guard let key else { return false }
        return key.hasPrefix(word + ".")
    }
}
