internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

// What the plain front says about an answer: what it was, or why it cannot be taken.

extension ItemWords {
    /// An answer as it would be read aloud, nil for none worth saying.
    func words(for answer: Answer, _ item: Interview.Item) -> String? {
        item.variable.flatMap { words(for: answer, of: $0, in: item.question, missing: item.missing) }
    }

    /// The answer to a variable of a question as it would be read aloud, nil for none worth saying.
    func words(
        for answer: Answer, of variable: VariableID, in question: QuestionID,
        missing: [Question.MissingOption]
    ) -> String? {
        switch (answer, interview.survey[variable].domain) {
        case (.answered(.option(let option)), .option):
            return label(option, question)
        case (.answered(.options(let options)), .options):
            return options.isEmpty
                ? texts[.noAnswer] : options.map { label($0, question) }.joined(separator: "; ")
        case (.answered(.order(let order)), .order):
            return order.isEmpty
                ? texts[.noAnswer] : places(order, of: question).joined(separator: "; ")
        case (.answered(.date(let day)), _): return dates.words(day)
        case (.answered(.time(let time)), _): return time.text
        case (.answered(.number(let number)), _): return writing.text(number)
        case (.answered(.yesno(let yes)), _): return texts[yes ? .yes : .no]
        case (.answered(.text(let typed)), _):
            return typed.split(separator: "\n").joined(separator: " / ").truncated(to: 200, mark: "…")
        case (.missing(.skipped), _): return texts[.noAnswer]
        case (.missing(let kind), _): return missing.first { $0.kind == kind }.map { line($0.text) }
        default: return nil
        }
    }

    /// What is said at the end; to whom did not consent also what became of the answers.
    func lastWords(_ disposition: Disposition, _ ending: EndingID?) -> [String] {
        let own = ending.flatMap { interview.survey[$0].text }.map(text)
        switch disposition {
        case .refused: return (own ?? [texts[.declined]]) + [texts[.nothingStored]]
        case .screened: return own ?? [texts[.screened]]
        case .complete, .partial, .abandoned: return own ?? [texts[.thanks]]
        }
    }

    /// Why what was typed cannot be taken.
    func refusal(for problem: Interview.Problem, at item: Interview.Item, typed: String) -> Refusal {
        let excerpt = PlainEntry.excerpt(typed)
        switch problem {
        case .required:
            guard let missing = item.missing.first else { return .init(texts[.required]) }
            return .init(texts(.requiredOrMissing, ["option": line(missing.text)]))
        case .outOfRange(let low?, let high?):
            let values = ["typed": excerpt, "low": writing.text(low), "high": writing.text(high)]
            return .init(texts(.outOfRange, values), saysHow: true)
        case .outOfRange(let low?, nil):
            return .init(texts(.tooLow, ["typed": excerpt, "low": writing.text(low)]), saysHow: true)
        case .outOfRange(nil, let high?):
            return .init(texts(.tooHigh, ["typed": excerpt, "high": writing.text(high)]), saysHow: true)
        case .outOfRange(nil, nil), .wrongKind: return .init(texts[.required])
        case .notWhole: return .init(texts[.notWhole], saysHow: true)
        case .tooManyDecimals(let decimals): return .init(texts(.decimals, count: decimals), saysHow: true)
        case .tooFew(let least) where isOrder(item): return tooFewPlaces(least, at: item, typed: typed)
        case .tooMany(let most) where isOrder(item):
            let count = PlainEntry.numbers(in: typed).count
            return .init(texts(.tooManyPlaces, count: most, ["typed": "\(count)"]), saysHow: true)
        case .repeated(let option):
            return .init(texts(.repeated, ["option": label(option, item.question)]), saysHow: true)
        case .tooMuch(let remaining):
            let values = ["typed": excerpt, "n": writing.text(Decimal(remaining))]
            return .init(texts(.tooMuch, values), saysHow: true)
        case .mustTakeRest(let rest): return mustTakeRest(rest, at: item)
        case .dateOutOfRange(let low, let high): return dateOutOfRange(low: low, high: high, typed: typed)
        case .timeOutOfRange(let low, let high): return timeOutOfRange(low: low, high: high, typed: typed)
        case .pattern(let pattern):
            // Only the author can say what an own pattern is.
            let help = pattern.kind == .expression ? interview.survey[item.question].help : nil
            return .init([notOf(pattern, excerpt)] + (help.map(text) ?? []), saysHow: true)
        case .tooFew(let least): return .init(texts(.tooFew, count: least), saysHow: true)
        case .tooMany(let most):
            let chosen = Set(PlainEntry.numbers(in: typed)).count
            return .init(texts(.tooMany, count: most, ["typed": "\(chosen)"]), saysHow: true)
        case .exclusive(let option):
            return .init(texts(.exclusive, ["option": label(option, item.question)]), saysHow: true)
        case .notOffered: return .init(texts[.noMissing])
        case .tooLong(let most): return .init(texts(.tooLong, count: most), saysHow: true)
        case .forbiddenCharacter: return .init(texts[.signsRemoved])
        case .lineBreak: return .init(texts[.oneLine], saysHow: true)
        case .unknownLanguage: return .init(texts[.chooseLanguage])
        }
    }
    private func isOrder(_ item: Interview.Item) -> Bool {
        if let id = item.variable, case .order = interview.survey[id].domain { true } else { false }
    }

    private func notOf(_ pattern: TextPattern, _ typed: String) -> String {
        switch pattern.kind {
        case .email: texts(.notEmail, ["typed": typed, "example": "name@example.org"])
        case .phone: texts(.notPhone, ["typed": typed, "example": "+44 20 7946 0000"])
        case .expression: texts(.notPattern, ["typed": typed])
        }
    }
}
