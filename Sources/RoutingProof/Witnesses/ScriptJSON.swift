public import SurveyModel

extension Script {
    /// The answers as a file that `sondeo run --answers` replays: a `format` that says what it is, and what `json` has.
    public func document(of survey: Survey) -> JSONValue {
        .object([.init("format", .string("sondeo-answers"))] + members(of: survey))
    }

    /// The answers as `sondeo run --answers` replays them: `seed`, `answers` by variable, givens among them, and `missing` by
    /// variable. Keys stand in the order of the file.
    public func json(of survey: Survey) -> JSONValue { .object(members(of: survey)) }

    private func members(of survey: Survey) -> [JSONValue.Member] {
        var answered: [JSONValue.Member] = []
        var missing: [JSONValue.Member] = []
        for (position, variable) in survey.variables.enumerated() {
            let id = VariableID(position)
            var answer = givens[id].map(Answer.answered) ?? answers[id]
            if variable.role == .today, let today { answer = .answered(.date(today)) }
            switch answer {
            case .answered(let value)?:
                answered.append(.init(variable.name, value.json(in: variable.domain, of: survey)))
            case .missing(.notAsked)?, nil: continue
            case .missing(let kind)?: missing.append(.init(variable.name, .string(kind.rawValue)))
            }
        }
        return [
            .init("seed", .number(seed)), .init("answers", .object(answered)),
            .init("missing", .object(missing)),
        ]
    }

    /// What matters of the answers, in one line, as tests write them: `channel = store, age = 17, income = refused`.
    public func words(in survey: Survey, limit: Int = 6) -> String {
        var words: [String] = []
        for id in essential.sorted() {
            let variable = survey[id]
            if variable.role == .today {
                if let today { words.append("today = \(today.text)") }
                continue
            }
            switch givens[id].map(Answer.answered) ?? answers[id] {
            case .answered(let value)?:
                words.append("\(variable.name) = \(Self.words(value.json(in: variable.domain, of: survey)))")
            case .missing(.notAsked)?, nil: continue
            case .missing(let kind)?:
                words.append("\(variable.name) = \(kind.rawValue)")
            }
        }
        if words.isEmpty { return "any answers" }
        if words.count <= limit { return words.joined(separator: ", ") }
        return words.prefix(limit).joined(separator: ", ") + " and \(words.count - limit) more"
    }

    private static func words(_ value: JSONValue) -> String {
        switch value {
        case .bool(let yes): yes ? "yes" : "no"
        case .string(let text): text.count <= 40 ? text : String(text.prefix(38)) + "…"
        case .array(let elements): "[\(elements.map { words($0) }.joined(separator: ", "))]"
        default: value.compactText
        }
    }
}
