internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// What only `expect` can ask: about a finished interview, and about metrics.
extension Checker {
    /// `asked why`, `offered used.bot`, `metric promoter`, `finish too_young`, `check large_sum`
    func lower(query word: Token, _ path: PathSyntax?, at span: Range<Int>) -> Operand {
        guard reading == .expectation else {
            report(.queryOutsideExpect(word.text, at: span))
            return .unknown
        }
        guard let path, let first = path.name.map(Name.init) else { return .unknown }
        let name = path.dotted.map { Name($0, path.range) } ?? first
        switch word.word {
        case .asked: return asked(path, at: span)
        case .offered: return offered(path, at: span)
        case .metric:
            guard let index = survey.metrics.firstIndex(where: { $0.name == name.text }) else {
                if !metricNames.contains(name.text) {
                    report(
                        .unknownInTest(
                            "metric", name, closest: closest(to: name.text, among: metricNames.sorted())))
                }
                return .unknown
            }
            return query(.metric(index, decimals: nil), .number, at: span)
        case .finish: return ending(name, at: span)
        default:
            let checks = survey.checks.indices.filter { Self.isCalled(survey.checks[$0].name, name.text) }
            if checks.isEmpty {
                report(
                    .unknownInTest(
                        "check", name,
                        closest: closest(to: name.text, among: survey.checks.lazy.map(\.name))))
                return .unknown
            }
            return query(.check(checks.map(CheckID.init)), .condition, at: span)
        }
    }

    /// Whether a check or ending has a name, or is one of its instances in a roster.
    private static func isCalled(_ full: String, _ name: String) -> Bool {
        full == name || full.utf8.starts(with: name.utf8) && full.dropFirst(name.count).first == "."
    }

    /// `today` in an `expect` of a survey that does not read it: a test must not add a variable to the survey.
    func todayOfInterview() -> VariableID {
        queries.append(Scenario.Query(words: "today", subject: .today))
        survey.variables.append(
            Variable(name: "today", role: .computed([]), domain: .date(DateRule())))
        return VariableID(survey.variables.count - 1)
    }

    private func query(_ subject: Scenario.Query.Subject, _ type: ValueType, at span: Range<Int>) -> Operand {
        let words = text(at: span).split { $0.isWhitespace }.joined(separator: " ")
        let domain: Domain =
            switch type {
            case .number: .number(NumberRule(decimals: 10))
            case .text: .text(TextRule(lines: Int(Int16.max), length: Int(Int32.max)))
            default: .truth
            }
        queries.append(Scenario.Query(words: words, subject: subject))
        survey.variables.append(Variable(name: words, role: .computed([]), domain: domain))
        let variable = VariableID(survey.variables.count - 1)
        return Operand(type: type, formula: .variable(variable), span: span)
    }

    // MARK: Questions

    private func asked(_ path: PathSyntax, at span: Range<Int>) -> Operand {
        guard let entries = entries(path) else { return .unknown }
        var questions: [QuestionID] = []
        var items: [VariableID] = []
        for entry in entries {
            if let id = entry.questions.first, entry.group == nil,
                entry.variable == nil || survey[id].variables == [entry.variable].compactMap(\.self)
            {
                questions += entry.questions
            } else {
                items += variables(of: entry)
            }
        }
        guard !questions.isEmpty || items.contains(where: { survey[$0].question != nil }) else {
            report(.answerInTestIsNone(Diagnostic.shown(path.syntax.text), at: path.range))
            return .unknown
        }
        return query(.asked(questions, items), .condition, at: span)
    }

    /// `used.bot`: a question and one of its options.
    private func offered(_ path: PathSyntax, at span: Range<Int>) -> Operand {
        guard let (entries, part) = owner(of: path) else {
            if let dotted = path.dotted, let first = path.name, surveyNames.entries[dotted] == nil,
                surveyNames.entries[first.text] == nil, surveyNames.members[first.text] == nil
            {
                _ = resolve(path)
            } else {
                report(.offeredNeedsOption(at: path.range))
            }
            return .unknown
        }
        let questions = entries.flatMap(\.questions)
        guard let list = questions.first.flatMap({ survey[$0].list }) else {
            report(.offeredNeedsOption(at: path.range))
            return .unknown
        }
        guard let option = optionIndices[list.position][part.text] else {
            let options = survey[list].options.lazy.map(\.name)
            let base = String(path.dotted?.dropLast(part.text.count + 1) ?? "")
            report(
                .notAnOption(
                    part, owner: Diagnostic.shown(base), ownerSpan: names[base]?.span, options: options,
                    closest: closest(to: part.text, among: options)))
            return .unknown
        }
        return query(.offered(questions, option: option), .condition, at: span)
    }

    /// What a path stands for: one thing, or one for each instance of a roster; nil if it is in error, which is reported.
    private func entries(_ path: PathSyntax) -> [SurveyNames.Entry]? {
        if let dotted = path.dotted, surveyNames.entries[dotted] == nil,
            let members = surveyNames.members[dotted]
        {
            markUsed(Name(dotted, path.range))
            return members
        }
        return entry(path).map { [$0] }
    }

    /// The question of a path whose last part names something in it, and that part.
    private func owner(of path: PathSyntax) -> ([SurveyNames.Entry], Name)? {
        guard let dotted = path.dotted, case .name(let last)? = path.parts.last else { return nil }
        let base = String(dotted.dropLast(last.text.count + 1))
        let found = surveyNames.entries[base].map { [$0] } ?? surveyNames.members[base]
        guard let entries = found?.filter({ !$0.questions.isEmpty && $0.group == nil }), !entries.isEmpty
        else { return nil }
        markUsed(Name(base, path.range))
        return (entries, Name(last))
    }

    private func ending(_ name: Name, at span: Range<Int>) -> Operand {
        let endings = survey.endings.indices.filter {
            survey.endings[$0].name.map { Self.isCalled($0, name.text) } ?? false
        }
        if !endings.isEmpty { return query(.ending(endings.map(EndingID.init)), .condition, at: span) }
        if let disposition = Disposition(rawValue: name.text),
            [.complete, .screened, .refused].contains(disposition)
        {
            return query(.disposition(disposition), .condition, at: span)
        }
        let known = survey.endings.compactMap(\.name) + ["complete", "screened", "refused"]
        report(.unknownInTest("finish", name, closest: closest(to: name.text, among: known)))
        return .unknown
    }

    // MARK: Functions

    /// `text(q)`, `invalid(q, v)`; nil for another function.
    func lower(testFunction function: Name, _ call: CallSyntax) -> Operand? {
        let arguments = call.arguments.compactMap(\.value)
        switch function.text {
        case "text":
            guard arguments.count == 1, case .path(let path) = arguments[0].form else {
                report(
                    .wrongArguments(
                        function, "the name of a question, a row or an option: `text(channel.store)`",
                        at: call.range))
                return .unknown
            }
            return text(path, at: call.range)
        case "invalid":
            guard arguments.count == 2, case .path(let path) = arguments[0].form else {
                report(
                    .wrongArguments(
                        function, "a question and what is entered: `invalid(spend, 200000)`", at: call.range))
                return .unknown
            }
            guard let entry = entry(path) else { return .unknown }
            guard let variable = variables(of: entry).first, survey[variable].question != nil else {
                report(.answerInTestIsNone(Diagnostic.shown(path.syntax.text), at: path.range))
                return .unknown
            }
            guard let input = input(arguments[1], fits: variable, path, isFree: true) else { return .unknown }
            return query(.invalid(variable, input), .condition, at: call.range)
        default: return nil
        }
    }

    private func text(_ path: PathSyntax, at span: Range<Int>) -> Operand {
        if let dotted = path.dotted, let entry = surveyNames.entries[dotted], let id = entry.questions.first {
            markUsed(Name(dotted, path.range))
            let question = survey[id]
            var text: TextID? = question.text
            if let group = entry.group { text = question.groups[group].text }
            if let variable = entry.variable {
                switch survey[variable].role {
                case .row(_, let row) where question.rows.indices.contains(row):
                    text = question.rows[row].text
                case .amount(_, let option), .specify(_, let option):
                    text = question.list.flatMap { list in
                        survey[list].options.indices.contains(option)
                            ? survey[list].options[option].text : nil
                    }
                default: break
                }
            }
            if let text { return query(.text(text, of: id), .text, at: span) }
            report(.textOfNothing(path.syntax.text, at: path.range))
            return .unknown
        }
        if let (entries, part) = owner(of: path), entries.count == 1, let id = entries[0].questions.first,
            let list = survey[id].list
        {
            guard let option = optionIndices[list.position][part.text] else {
                let options = survey[list].options.lazy.map(\.name)
                report(
                    .notAnOption(
                        part, owner: survey[id].name, ownerSpan: names[survey[id].name]?.span,
                        options: options,
                        closest: closest(to: part.text, among: options)))
                return .unknown
            }
            return query(.text(survey[list].options[option].text, of: id), .text, at: span)
        }
        if entry(path) != nil { report(.textOfNothing(path.syntax.text, at: path.range)) }
        return .unknown
    }

    // MARK: Figures

    /// Rounds each metric that is compared with a number of so many decimals to these: figures are rarely round. Whole
    /// numbers are compared exactly. Expressions nest at most a hundred deep.
    func roundMetrics(in formula: Formula) {
        switch formula {
        case .not(let inner): roundMetrics(in: inner)
        case .and(let parts), .or(let parts): for part in parts { roundMetrics(in: part) }
        case .compare(let comparison, let left, let right) where [.equal, .notEqual].contains(comparison):
            if case .literal(.number(let number)) = right { round(left, to: number.fractionDigits) }
            if case .literal(.number(let number)) = left { round(right, to: number.fractionDigits) }
        default: return
        }
    }

    private func round(_ formula: Formula, to decimals: Int) {
        guard decimals > 0, case .variable(let variable) = formula else { return }
        let index = variable.position - (survey.variables.count - queries.count)
        guard queries.indices.contains(index), case .metric(let metric, _) = queries[index].subject else {
            return
        }
        queries[index].subject = .metric(metric, decimals: decimals)
    }
}
