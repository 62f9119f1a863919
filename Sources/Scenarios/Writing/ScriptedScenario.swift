internal import Interview
internal import RoutingProof
internal import SurveyModel

/// Writes an interview down as a test.
struct ScenarioWriter {
    let plan: InterviewPlan
    var survey: Survey { plan.survey }
    /// Whether anything that a test goes through depends on the seed.
    let isDrawn: Bool
    /// The questions by name: arms may ask one name in different words.
    private let namesakes: [String: [QuestionID]]

    init(_ plan: InterviewPlan) {
        self.plan = plan
        let survey = plan.survey
        isDrawn =
            !plan.splitVariables.isEmpty || survey.questions.contains { $0.draw != nil }
            || survey.blocks.contains { if case .collection(_, _?) = $0.kind { true } else { false } }
        var namesakes: [String: [QuestionID]] = [:]
        for (position, question) in survey.questions.enumerated() {
            namesakes[question.name, default: []].append(QuestionID(position))
        }
        self.namesakes = namesakes
    }

    /// Which replies are written.
    enum Choice {
        /// All of them.
        case all
        /// Those to these variables, and those that a test would not fill in by itself.
        case differing(Set<VariableID>)
        /// Those to these variables.
        case only(Set<VariableID>)
    }

    /// The test of a script that was walked through.
    ///
    /// The expectations are about `targets`, as far as they can be worded; each of them was visited.
    func scenario(
        _ script: Script, _ walk: ScriptWalk, name: String, writing choice: Choice = .all,
        expecting targets: [Visits.Target] = []
    ) -> Scenario {
        var targets = targets
        // A test that stops at a hard check has to say so.
        if case .checking(let check) = walk.interview.phase { targets.append(.fired(check)) }
        var actions: [Scenario.Action] = []
        for (variable, _) in plan.givenVariables {
            guard let value = script.givens[variable] else { continue }
            actions.append(.given(variable, .value(value)))
        }
        for variable in plan.splitVariables {
            guard let value = script.givens[variable] else { continue }
            actions.append(.given(variable, .value(value)))
        }
        if plan.todayVariable != nil { actions.append(.today(script.today ?? ScenarioRunner.standardDay)) }
        if isDrawn, script.seed != ScenarioRunner.standardSeed { actions.append(.seed(script.seed)) }
        actions += replies(walk, choice).map(Scenario.Action.answer)
        actions += expectations(targets, walk).map(Scenario.Action.expect)
        let nowhere = Scenario.Place(line: 1, column: 1)
        return Scenario(name: name, place: nowhere, moves: actions.map { Scenario.Move($0, at: nowhere) })
    }

    // MARK: Answers

    private func replies(_ walk: ScriptWalk, _ choice: Choice) -> [Scenario.Reply] {
        var found: [Scenario.Reply] = []
        var rest = walk.replies[...]
        while let first = rest.first {
            let count = rest.prefix { $0.item.question == first.item.question }.count
            let replies = rest.prefix(count)
            rest = rest.dropFirst(count)
            func isLeftOut(_ reply: ScriptWalk.Reply) -> Bool {
                switch choice {
                case .all: false
                case .differing(let needed): reply.isFilledIn && !needed.contains(reply.variable)
                case .only(let needed): !needed.contains(reply.variable)
                }
            }
            if let whole = whole(replies) {
                if !replies.allSatisfy(isLeftOut) { found.append(whole) }
                continue
            }
            for reply in replies where !isLeftOut(reply) {
                found.append(
                    Scenario.Reply(
                        path: survey[reply.variable].name, variables: [reply.variable], input: reply.input))
            }
        }
        return found
    }

    /// One line for a grid whose rows have all the same answer.
    private func whole(_ replies: ArraySlice<ScriptWalk.Reply>) -> Scenario.Reply? {
        guard let first = replies.first, replies.count > 1, case .row = first.item.part,
            replies.allSatisfy({ $0.input == first.input })
        else { return nil }
        let question = survey[first.item.question]
        if case .missing(let kind) = first.input,
            !question.variables.allSatisfy({ survey[$0].missing.contains(kind) })
        {
            return nil
        }
        return Scenario.Reply(path: question.name, variables: question.variables, input: first.input)
    }

    // MARK: Expectations

    /// Each line as long as it reads well.
    private static let width = 96

    private func expectations(_ targets: [Visits.Target], _ walk: ScriptWalk) -> [Scenario.Expectation] {
        var parts: [(words: String, isNegated: Bool, query: Scenario.Query)] = []
        var known: Set<String> = []
        for target in targets {
            guard let (query, isTrue) = query(target, walk) else { continue }
            let words = (isTrue ? "" : "not ") + query.words
            if known.insert(words).inserted { parts.append((words, !isTrue, query)) }
        }
        var lines: [Scenario.Expectation] = []
        var words = ""
        var conditions: [Formula] = []
        var queries: [Scenario.Query] = []
        func close() {
            guard !conditions.isEmpty else { return }
            let condition = conditions.count == 1 ? conditions[0] : Formula.and(conditions)
            lines.append(Scenario.Expectation(words: words, condition: condition, queries: queries))
            (words, conditions, queries) = ("", [], [])
        }
        for part in parts {
            if !words.isEmpty, words.utf8.count + part.words.utf8.count > Self.width { close() }
            let variable = Formula.variable(VariableID(survey.variables.count + queries.count))
            words += (words.isEmpty ? "" : " and ") + part.words
            conditions.append(part.isNegated ? .not(variable) : variable)
            queries.append(part.query)
        }
        close()
        return lines
    }

    /// What a test can ask about a target, and what the answer is.
    private func query(_ target: Visits.Target, _ walk: ScriptWalk) -> (Scenario.Query, isTrue: Bool)? {
        switch target {
        case .question(let id), .passedOver(let id):
            // What is asked of everybody who comes so far is not worth a line.
            guard survey.isConditional(id) else { return nil }
            let name = survey[id].name
            let questions = namesakes[name] ?? [id]
            let isAsked = walk.seen.contains { questions.contains($0.question) }
            if case .passedOver = target, isAsked { return nil }
            return (.init(words: "asked \(name)", subject: .asked(questions, [])), isAsked)
        case .part(let variable):
            guard survey.isConditional(part: variable) else { return nil }
            let isAsked = walk.seen.contains { $0.variable == variable }
            return (
                .init(words: "asked \(survey[variable].name)", subject: .asked([], [variable])), isAsked
            )
        case .holds(.option(let id, let option)), .fails(.option(let id, let option)):
            let questions = namesakes[survey[id].name] ?? [id]
            let items = walk.seen.filter { questions.contains($0.question) }
            guard !items.isEmpty else { return nil }
            let isOffered = items.contains { $0.options.contains(option) || $0.part == .amount(option) }
            let words = "offered \(survey.words(for: option, of: id))"
            return (.init(words: words, subject: .offered(questions, option: option)), isOffered)
        case .holds(.row(let id, let row)), .fails(.row(let id, let row)):
            guard survey[id].variables.indices.contains(row) else { return nil }
            return query(.part(survey[id].variables[row]), walk)
        case .passed(let check), .fired(let check):
            let name = survey[check].name
            let checks = survey.checks.indices.map(CheckID.init).filter {
                survey[$0].name == name || survey[$0].name.hasPrefix(name + ".")
            }
            let didFire = checks.contains(where: walk.fired.contains)
            if case .passed = target, didFire { return nil }
            return (.init(words: "check \(name)", subject: .check(checks)), didFire)
        case .ending(let ending):
            guard case .finished(_, ending) = walk.interview.phase else { return nil }
            guard let name = survey[ending].name else {
                let disposition = survey[ending].disposition
                return (
                    .init(words: "finish \(disposition.rawValue)", subject: .disposition(disposition)), true
                )
            }
            let endings = survey.endings.indices.map(EndingID.init).filter {
                survey[$0].name.map { $0 == name || $0.hasPrefix(name + ".") } ?? false
            }
            return (.init(words: "finish \(name)", subject: .ending(endings)), true)
        case .option(let id, 0) where survey[id].kind == .consent:
            guard case .finished(.refused, _) = walk.interview.phase else { return nil }
            return (.init(words: "finish refused", subject: .disposition(.refused)), true)
        case .option, .left, .arm, .holds, .fails: return nil
        }
    }
}
