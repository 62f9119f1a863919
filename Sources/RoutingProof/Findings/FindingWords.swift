public import SurveyModel

/// How findings call things, and where these stand.
extension FindingSearch {
    /// `a`, `b` and 3 more: names in backquotes, at most so many.
    static func list(_ names: [String], limit: Int = 4) -> String {
        var seen: Set<String> = []
        let distinct = names.filter { seen.insert($0).inserted }
        let shown = distinct.prefix(limit).map { "`\(Self.shown($0))`" }
        if distinct.count > limit {
            return shown.joined(separator: ", ") + " and \(distinct.count - limit) more"
        }
        guard shown.count > 1, let last = shown.last else { return shown.first ?? "" }
        return shown.dropLast().joined(separator: ", ") + " and " + last
    }

    /// A text in a message, cut if it is very long.
    static func shown(_ text: String) -> String {
        text.utf8.count <= 100 ? text : String(text.prefix(96)) + "…"
    }

    func text(_ formula: Formula) -> String { Self.shown(formula.text(in: survey)) }

    /// What the file calls a question: loops and fragments give it one name.
    func name(_ question: QuestionID) -> String { survey[question].stem }

    func name(_ ending: EndingID) -> String? { survey[ending].name }

    func condition(at place: Place) -> Formula? { survey.condition(at: place) }

    func span(of place: Place) -> Range<Int> {
        switch place {
        case .block(let id): return places.blocks[id.position]
        case .row(let question, let row):
            return places.condition(ofRow: row, of: question) ?? places.row(row, of: question)
        case .option(let question, let option):
            guard let list = survey[question].list else { return places.questions[question.position] }
            return places.condition(ofOption: option, of: list) ?? places.option(option, of: list)
        case .check(let id): return places.checks[id.position]
        case .metric(let metric, _): return places.metricConditions[metric]
        }
    }

    func span(of reason: Reason) -> Range<Int> {
        switch reason {
        case .holds(let place): return span(of: place)
        case .notTaken(let block), .drawn(let block): return places.blocks[block.position]
        case .notEnded(let step): return span(ofStep: step)
        case .passed(let check): return places.checks[check.position]
        case .limits(let question), .offers(let question): return places.questions[question.position]
        }
    }

    private func span(ofStep step: Int) -> Range<Int> {
        guard survey.steps.indices.contains(step) else { return 0..<0 }
        switch survey.steps[step].action {
        case .end(let ending): return places.endings[ending.position]
        case .ask(let question): return places.questions[question.position]
        case .check(let check): return places.checks[check.position]
        case .compute, .draw: return places.blocks[survey.steps[step].block.position]
        }
    }

    /// What must be so, for a mark under the place where it is said.
    func words(for reason: Reason) -> String {
        switch reason {
        case .holds(let place):
            return condition(at: place).map { "`\(text($0))` must be true" } ?? "this must be so"
        case .notTaken(let block):
            return condition(at: .block(block)).map { "`\(text($0))` must not have been true" }
                ?? "this must not have been taken"
        case .notEnded: return "the interview must not have ended here"
        case .passed(let check): return "the check `\(survey[check].name)` must be passed"
        case .limits(let question):
            return survey[question].kind == .consent
                ? "consent must have been given" : "the limits of `\(name(question))` must be kept"
        case .drawn: return "this must have been drawn"
        case .offers(let question): return "`\(name(question))` must have something to offer"
        }
    }

    /// The names of the questions that stand in a range of steps.
    func questions(in steps: Range<Int>) -> [String] {
        survey.steps[steps].compactMap { step in
            guard case .ask(let question) = step.action else { return nil }
            return name(question)
        }
    }

    /// What a subject is called in lists: `question comfort`, `option store of channel`.
    func words(for subject: Claim.Subject) -> String { survey.words(for: subject) }
}

extension Survey {
    /// What the proof calls a statement about some interview: `comfort is asked`, `channel is store`.
    public func words(for subject: Claim.Subject) -> String {
        switch subject {
        case .asked(let question): return "\(self[question].name) is asked"
        case .passedOver(let question): return "\(self[question].name) is not asked"
        case .completed(let question): return "\(self[question].name) is asked, and the interview ends"
        case .page(let page):
            guard case .page(let name, _) = self[page].kind else { return "the page is shown" }
            return "the page \(name) is shown"
        case .roster(let roster): return "a round of \(rosters[roster].name) is asked"
        case .part(let variable): return "\(self[variable].name) is asked"
        case .chosen(let question, let option):
            return "\(self[question].name) is \(optionName(option, of: question))"
        case .left(let question, let option):
            return "\(self[question].name) is without \(optionName(option, of: question))"
        case .holds(let place): return "\(words(for: place)) is true"
        case .fails(let place): return "\(words(for: place)) is not true"
        case .unknown(let place): return "\(words(for: place)) is unknown"
        case .passes(let check): return "the check \(self[check].name) is passed"
        case .fires(let check): return "the check \(self[check].name) is false"
        case .ends(let ending?):
            return "the interview ends at \(self[ending].name ?? "a finish without a name")"
        case .ends(nil): return "the interview goes to the end of the file"
        case .base(let metric): return "somebody counts for \(metrics[metric].name)"
        }
    }

    private func words(for place: Place) -> String {
        switch place {
        case .block(let block):
            switch self[block].kind {
            case .arm(let condition?, _), .unit(let condition?): return condition.text(in: self)
            default: return "the block"
            }
        case .row(let question, let row): return "the condition of the row \(self[question].rows[row].name)"
        case .option(let question, let option):
            return "the condition of \(optionName(option, of: question)) in \(self[question].name)"
        case .check(let check): return self[check].condition.text(in: self)
        case .metric(let metric, _): return "the condition of the metric \(metrics[metric].name)"
        }
    }

    func optionName(_ option: Int, of question: QuestionID) -> String {
        guard let list = self[question].list, self[list].options.indices.contains(option) else {
            return option == 0 ? "no" : "yes"
        }
        return self[list].options[option].name
    }
}
