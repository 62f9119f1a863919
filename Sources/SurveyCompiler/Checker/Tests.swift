internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// Tests are checked, not run: their names and values must fit the survey.
extension Checker {
    func check(_ view: TestDecl) {
        reading = .expectation
        if let text = view.text {
            for flaw in text.value.flaws { report(.textFlaw(flaw)) }
        }
        // Blocks of `interview` may be nested ten thousand deep.
        var open = [(view.body?.lines ?? [])[...]]
        while var lines = open.popLast() {
            guard let line = lines.popFirst() else { continue }
            open.append(lines)
            switch line {
            case .given(let assignment): checkGiven(assignment)
            case .answer(let assignment): checkAnswer(assignment)
            case .expect(let expectation):
                if let expression = expectation.condition { _ = condition(expression) }
            case .interview(let interview):
                if let token = interview.count, !(token.integer.map { (1...10_000).contains($0) } ?? false) {
                    report(.badInterviewCount(Name(token)))
                }
                open.append((interview.body?.lines ?? [])[...])
            }
        }
    }

    private func checkGiven(_ assignment: TestAssignment) {
        guard let path = assignment.path, let value = assignment.value else { return }
        if let word = path.dotted, names.position(of: word) == nil,
            ["today", "locale", "seed"].contains(word)
        {
            return checkSetting(word, value)
        }
        guard case .variable(let variable, _) = resolve(path) else { return }
        guard case .given = survey[variable].role else {
            report(.givenInTestIsNone(Diagnostic.shown(path.syntax.text), at: path.range))
            return
        }
        check(value, fits: variable, path)
    }

    /// What the interview starts with beside the givens.
    private func checkSetting(_ word: String, _ value: ExpressionSyntax) {
        switch (word, value.form) {
        case ("today", .date), ("seed", .number), ("locale", .string), ("locale", .path): return
        case ("today", _): report(.settingDoesNotFit(word, "a date such as 2026-11-21", at: value.range))
        case ("seed", _): report(.settingDoesNotFit(word, "a whole number", at: value.range))
        default: report(.settingDoesNotFit(word, "a language such as es", at: value.range))
        }
    }

    private func checkAnswer(_ assignment: TestAssignment) {
        guard let path = assignment.path, let value = assignment.value else { return }
        switch resolve(path) {
        case .variable(let variable, _):
            switch survey[variable].role {
            case .given, .computed:
                report(.answerInTestIsNone(Diagnostic.shown(path.syntax.text), at: path.range))
            case .answer, .row, .specify: check(value, fits: variable, path)
            }
        case .grid(let question, _):
            // One answer for every row.
            if let row = survey[question].variables.first { check(value, fits: row, path) }
        case .note(let name): report(.answerInTestIsNone(name.shown, at: name.span))
        case .unknown: return
        }
    }

    private func check(_ value: ExpressionSyntax, fits variable: VariableID, _ path: PathSyntax) {
        let domain = survey[variable].domain
        if case .path(let word) = value.form, let missing = word.dotted.flatMap(Missing.init(rawValue:)),
            missing != .notAsked
        {
            if !survey[variable].missing.contains(missing) {
                report(
                    .testValueDoesNotFit(
                        Diagnostic.shown(path.syntax.text), expected(domain, path), at: value.range))
            }
            return
        }
        switch domain {
        case .option(let list):
            let option = lower(value, asOptionOf: list, owner: ExpressionSyntax(syntax: path.syntax))
            if option.type != .unknown, option.type != .option(list) { misfit(value, domain, path) }
        case .options(let list, let select):
            guard case .list(let members) = value.form else { return misfit(value, domain, path) }
            if members.count > select.upperBound || members.count < select.lowerBound {
                misfit(value, domain, path)
            }
            for member in members {
                let option = lower(member, asOptionOf: list, owner: ExpressionSyntax(syntax: path.syntax))
                if option.type != .unknown, option.type != .option(list) { misfit(member, domain, path) }
            }
        case .point(let scale):
            guard let number = testNumber(value), let point = number.exactInt,
                survey[scale].bounds.contains(point)
            else {
                return misfit(value, domain, path)
            }
        case .number(let rule):
            guard let number = testNumber(value), rule.allows(number) else {
                return misfit(value, domain, path)
            }
        case .text:
            guard case .string = value.form else { return misfit(value, domain, path) }
            _ = lower(value)
        case .yesno, .truth:
            guard case .path(let word) = value.form, word.dotted == "yes" || word.dotted == "no" else {
                return misfit(value, domain, path)
            }
        }
    }

    /// A number in place; nil for anything else.
    private func testNumber(_ value: ExpressionSyntax) -> Decimal? {
        switch value.form {
        case .number(let token): return Decimal(exactly: token.text)
        case .negation(let inner): return inner.flatMap(testNumber).map { -$0 }
        default: return nil
        }
    }

    private func misfit(_ value: ExpressionSyntax, _ domain: Domain, _ path: PathSyntax) {
        report(
            .testValueDoesNotFit(Diagnostic.shown(path.syntax.text), expected(domain, path), at: value.range))
    }

    /// The values of a domain in words.
    private func expected(_ domain: Domain, _ path: PathSyntax) -> String {
        switch domain {
        case .option(let list):
            return "one of \(Diagnostic.list(survey[list].options.lazy.map(\.name), "or"))"
        case .options(_, let select):
            return "a list of \(select.lowerBound) to \(select.upperBound) options, such as [first, second]"
        case .point(let scale):
            return
                "a whole number from \(survey[scale].bounds.lowerBound) to \(survey[scale].bounds.upperBound)"
        case .number(let rule): return rule.description
        case .text: return "a text in quotes"
        case .yesno, .truth: return "`yes` or `no`"
        }
    }
}
