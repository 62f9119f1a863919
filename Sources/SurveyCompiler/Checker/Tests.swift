internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// Tests are checked and lowered here, and run elsewhere: their names and values must fit the survey.
extension Checker {
    func checkTests() {
        let lines = LineIndex(tree.bytes)
        reading = .expectation
        for case .test(let view) in declarations { check(view, lines) }
    }

    private func check(_ view: TestDecl, _ lines: LineIndex) {
        var name = ""
        if let text = view.text {
            for flaw in text.value.flaws { report(.textFlaw(flaw)) }
            name = text.value.text
        }
        var test = TestDraft(lines: lines, hasOwnRespondent: Self.hasOwnRespondent(view))
        var moves: [Scenario.Move] = []
        for line in view.body?.lines ?? [] {
            guard case .interview(let interview) = line else {
                if let move = check(line, &test) { moves.append(move) }
                continue
            }
            var count = 1
            if let token = interview.count {
                if let number = token.integer, (1...10_000).contains(number) {
                    count = number
                } else {
                    report(.badInterviewCount(Name(token)))
                }
            }
            test.isStarted = true
            var inner = TestDraft(lines: lines, hasOwnRespondent: true)
            // What is given to the whole test may be given anew to one respondent.
            var innerMoves: [Scenario.Move] = []
            for line in interview.body?.lines ?? [] {
                if let move = check(line, &inner) { innerMoves.append(move) }
            }
            moves.append(Scenario.Move(.interview(count, innerMoves), at: test.place(interview.range)))
        }
        scenarios.append(Scenario(name: name, place: test.place(view.range), moves: moves))
    }

    /// Whether somebody answers outside of `interview` blocks.
    private static func hasOwnRespondent(_ view: TestDecl) -> Bool {
        var hasBlock = false
        for line in view.body?.lines ?? [] {
            switch line {
            case .answer: return true
            case .interview: hasBlock = true
            case .given, .expect: continue
            }
        }
        return !hasBlock
    }

    /// One line; nil for one in error, which is reported.
    private func check(_ line: TestLine, _ test: inout TestDraft) -> Scenario.Move? {
        switch line {
        case .given(let assignment):
            if test.isStarted { report(.givenTooLate(at: assignment.range)) }
            return given(assignment, &test).map { Scenario.Move($0, at: test.place(assignment.range)) }
        case .answer(let assignment):
            test.isStarted = true
            return reply(assignment).map {
                Scenario.Move(.answer($0), at: test.place(assignment.range))
            }
        case .expect(let view):
            test.isStarted = true
            return view.condition.flatMap { expectation($0, test) }.map {
                Scenario.Move(.expect($0), at: test.place(view.range))
            }
        case .interview(let view):
            report(.interviewInInterview(at: view.syntax.firstToken?.range ?? view.range))
            return nil
        }
    }

    private func expectation(_ expression: ExpressionSyntax, _ test: TestDraft) -> Scenario.Expectation? {
        // Queries are variables behind those of the survey for as long as the condition is lowered, so that nothing that
        // lowers conditions has to know them.
        let count = survey.variables.count
        queries = []
        defer {
            survey.variables.removeSubrange(count...)
            queries = []
        }
        let operand = condition(expression)
        guard operand.type != .unknown else { return nil }
        roundMetrics(in: operand.formula)
        let isAboutOne =
            queries.contains(where: \.isAboutOneInterview)
            || operand.formula.variables.contains { $0.position < count }
        if isAboutOne, !test.hasOwnRespondent {
            report(.expectsOfNobody(expression.syntax.text, at: expression.range))
            return nil
        }
        let words = expression.syntax.text.split { $0.isWhitespace }.joined(separator: " ")
        return Scenario.Expectation(words: words, condition: operand.formula, queries: queries)
    }

    // MARK: What an interview starts with

    private func given(_ assignment: TestAssignment, _ test: inout TestDraft) -> Scenario.Action? {
        guard let path = assignment.path, let value = assignment.value else { return nil }
        let shown = Diagnostic.shown(path.syntax.text)
        if let word = path.dotted {
            if let first = test.given[word] { report(.givenTwice(shown, at: path.range, firstAt: first)) }
            test.given[word] = path.range
            let isSetting = ["today", "locale", "seed"].contains(word)
            if isSetting, surveyNames.entries[word] == nil || word == "today" { return setting(word, value) }
        }
        guard let entry = entry(path) else { return nil }
        guard let variable = entry.variable else {
            report(.givenInTestIsNone(shown, at: path.range))
            return nil
        }
        switch survey[variable].role {
        case .given(let isOptional):
            if isOptional, case .path(let word) = value.form, word.dotted == "skipped",
                option("skipped", in: survey[variable].domain) == nil
            {
                return .given(variable, nil)
            }
            return input(value, fits: variable, path).map { .given(variable, $0) }
        case .split: return input(value, fits: variable, path).map { .given(variable, $0) }
        case .answer, .row, .amount, .specify, .computed, .today:
            report(.givenInTestIsNone(shown, at: path.range))
            return nil
        }
    }

    /// What the interview starts with beside the givens.
    private func setting(_ word: String, _ value: ExpressionSyntax) -> Scenario.Action? {
        switch word {
        case "today":
            if case .date(let token) = value.form, let day = CalendarDay(token.text) { return .today(day) }
            report(.settingDoesNotFit(word, "a date such as 2026-11-21", at: value.range))
        case "seed":
            if case .number(let token) = value.form, token.kind == .integer, let seed = UInt64(token.text) {
                return .seed(seed)
            }
            report(.settingDoesNotFit(word, "a whole number", at: value.range))
        default:
            // `pt-BR` reads like a subtraction.
            var tag = value.syntax.text.filter { !$0.isWhitespace }
            if tag.hasPrefix("\""), tag.hasSuffix("\""), tag.count > 1 {
                tag = String(tag.dropFirst().dropLast())
            }
            if survey.locales.contains(tag) { return .locale(tag) }
            report(
                .settingDoesNotFit(
                    word, "a language of the survey: \(Diagnostic.list(survey.locales, "or"))",
                    at: value.range))
        }
        return nil
    }

    // MARK: Answers

    private func reply(_ assignment: TestAssignment) -> Scenario.Reply? {
        guard let path = assignment.path, let value = assignment.value else { return nil }
        let shown = Diagnostic.shown(path.syntax.text)
        if let dotted = path.dotted, surveyNames.entries[dotted] == nil,
            let members = surveyNames.members[dotted]
        {
            // Every instance of a roster.
            markUsed(Name(dotted, path.range))
            return reply(members.flatMap { variables(of: $0) }, path, value, shown)
        }
        guard let entry = entry(path) else { return nil }
        return reply(variables(of: entry), path, value, shown)
    }

    private func reply(
        _ variables: [VariableID], _ path: PathSyntax, _ value: ExpressionSyntax, _ shown: String
    ) -> Scenario.Reply? {
        guard let first = variables.first else {
            report(.answerInTestIsNone(shown, at: path.range))
            return nil
        }
        switch survey[first].role {
        case .given, .computed, .split, .today:
            report(.answerInTestIsNone(shown, at: path.range))
            return nil
        case .answer, .row, .amount, .specify: break
        }
        guard let input = input(value, fits: first, path) else { return nil }
        if case .missing(let kind) = input,
            let other = variables.first(where: { !survey[$0].missing.contains(kind) })
        {
            report(.missingNotOffered(shown, survey[other].name, kind.rawValue, at: value.range))
            return nil
        }
        return Scenario.Reply(path: path.syntax.text, variables: variables, input: input)
    }

    private func option(_ name: String, in domain: Domain) -> Int? {
        switch domain {
        case .option(let list), .options(let list, _), .order(let list, _):
            optionIndices[list.position][name]
        case .point, .yesno, .number, .text, .date, .time, .truth: nil
        }
    }

    /// What is entered; nil if it does not fit the variable, which is reported. With `isFree` only the kind must fit, as
    /// in `invalid(spend, 200000)`.
    func input(
        _ value: ExpressionSyntax, fits variable: VariableID, _ path: PathSyntax, isFree: Bool = false
    ) -> Scenario.Input? {
        let domain = survey[variable].domain
        if case .path(let word) = value.form, let name = word.dotted, option(name, in: domain) == nil,
            let missing = Missing(rawValue: name), missing != .notAsked
        {
            if isFree || survey[variable].missing.contains(missing) { return .missing(missing) }
            let shown = Diagnostic.shown(path.syntax.text)
            report(.missingNotOffered(shown, survey[variable].name, name, at: value.range))
            return nil
        }
        return lowered(value, domain, path, isFree: isFree)
    }

    private func lowered(
        _ value: ExpressionSyntax, _ domain: Domain, _ path: PathSyntax, isFree: Bool
    ) -> Scenario.Input? {
        switch domain {
        case .option(let list): return option(value, of: list, path).map { .value(.option($0)) }
        case .options(let list, let select):
            guard let chosen = options(value, of: list, path, domain) else { return nil }
            let isAlone = chosen.count == 1 && survey[list].options[chosen[0]].isExclusive
            // How many may be chosen of what is offered is known only when it is asked.
            guard isFree || isAlone || chosen.count <= select.upperBound,
                isFree || !chosen.isEmpty || select.lowerBound == 0
            else { return misfit(value, domain, path) }
            return .value(.options(chosen.sorted()))
        case .order(let list, let select):
            guard let chosen = options(value, of: list, path, domain) else { return nil }
            guard isFree || (1...max(1, select.upperBound)).contains(chosen.count) else {
                return misfit(value, domain, path)
            }
            return .value(.order(chosen))
        case .point(let scale):
            guard let number = constantNumber(value),
                isFree || number.exactInt.map(survey[scale].bounds.contains) ?? false
            else { return misfit(value, domain, path) }
            return .value(.number(number))
        case .number(let rule):
            guard let number = constantNumber(value), isFree || rule.allows(number) else {
                return misfit(value, domain, path)
            }
            return .value(.number(number))
        case .text(let rule):
            guard case .string(let token) = value.form else { return misfit(value, domain, path) }
            let text = TextValue([token])
            for flaw in text.flaws { report(.textFlaw(flaw)) }
            guard text.flaws.isEmpty else { return nil }
            let isBlank = text.text.allSatisfy(\.isWhitespace)
            guard isFree || !isBlank && rule.allows(text.text) else {
                return misfit(value, domain, path)
            }
            return .value(.text(text.text))
        case .date(let rule):
            guard let day = day(value) else { return misfit(value, domain, path) }
            if case .day(let fixed) = day {
                guard isFree || rule.allows(fixed, today: nil) else { return misfit(value, domain, path) }
                return .value(.date(fixed))
            }
            return .day(day)
        case .time(let rule):
            guard case .time(let token) = value.form, let time = TimeOfDay(token.text),
                isFree || rule.allows(time)
            else { return misfit(value, domain, path) }
            return .value(.time(time))
        case .yesno, .truth:
            guard case .path(let word) = value.form, word.dotted == "yes" || word.dotted == "no" else {
                return misfit(value, domain, path)
            }
            return .value(.yesno(word.dotted == "yes"))
        }
    }

    private func option(_ value: ExpressionSyntax, of list: ListID, _ path: PathSyntax) -> Int? {
        guard case .path(let word) = value.form, let name = word.dotted else {
            return misfit(value, .option(list), path)
        }
        if let index = optionIndices[list.position][name] { return index }
        let options = survey[list].options.lazy.map(\.name)
        report(
            .notAnOption(
                Name(name, word.range), owner: Diagnostic.shown(path.syntax.text),
                ownerSpan: path.dotted.flatMap { names[$0]?.span }, options: options,
                closest: closest(to: name, among: options)))
        return nil
    }

    /// The options in brackets, each once.
    private func options(
        _ value: ExpressionSyntax, of list: ListID, _ path: PathSyntax, _ domain: Domain
    ) -> [Int]? {
        guard case .list(let members) = value.form else { return misfit(value, domain, path) }
        var chosen: [Int] = []
        var seen: Set<Int> = []
        for member in members {
            guard let option = option(member, of: list, path) else { return nil }
            guard seen.insert(option).inserted else { return misfit(member, domain, path) }
            chosen.append(option)
        }
        return chosen
    }

    /// `2026-11-21`, `today`, `today - 30`
    private func day(_ value: ExpressionSyntax) -> DateBound? {
        switch value.form {
        case .date(let token): return CalendarDay(token.text).map(DateBound.day)
        case .path(let word): return word.dotted == "today" ? .today(offset: 0) : nil
        case .sum(let chain):
            guard case .path(let word)? = chain.first?.form, word.dotted == "today" else { return nil }
            var offset = 0
            for (token, operand) in chain.rest {
                guard let days = operand.flatMap(constantNumber)?.exactInt, abs(days) <= 4_000_000 else {
                    return nil
                }
                offset += token.kind == .minus ? -days : days
                guard abs(offset) <= 4_000_000 else { return nil }
            }
            return .today(offset: offset)
        default: return nil
        }
    }

    private func misfit<Result>(_ value: ExpressionSyntax, _ domain: Domain, _ path: PathSyntax) -> Result? {
        report(
            .testValueDoesNotFit(Diagnostic.shown(path.syntax.text), expected(domain), at: value.range))
        return nil
    }

    /// The values of a domain in words.
    private func expected(_ domain: Domain) -> String {
        switch domain {
        case .option(let list):
            return "one of \(Diagnostic.list(survey[list].options.lazy.map(\.name), "or"))"
        case .options(_, let select):
            return "a list of \(select.lowerBound) to \(select.upperBound) options, such as [first, second]"
        case .order(_, let select):
            return "a list of up to \(select.upperBound) options, the first choice first"
        case .point(let scale):
            return
                "a whole number from \(survey[scale].bounds.lowerBound) to \(survey[scale].bounds.upperBound)"
        case .number(let rule): return rule.description
        case .text(let rule):
            switch rule.pattern?.kind {
            case .email?: return "an e-mail address in quotes"
            case .phone?: return "a telephone number in quotes"
            case .expression?: return "a text in quotes that its pattern allows"
            case nil: return "a text in quotes"
            }
        case .date: return "a date within its bounds, such as 2026-11-21"
        case .time: return "a time within its bounds, such as 09:30"
        case .yesno, .truth: return "`yes` or `no`"
        }
    }
}

/// A block of a test as far as it was read.
private struct TestDraft {
    var lines: LineIndex
    /// Whether somebody answers in it.
    var hasOwnRespondent: Bool
    /// Whether something other than a `given` stood in it.
    var isStarted = false
    /// What was given, and where.
    var given: [String: Range<Int>] = [:]

    func place(_ range: Range<Int>) -> Scenario.Place {
        let position = lines.position(of: range.lowerBound)
        return Scenario.Place(line: position.line, column: position.column)
    }
}
