internal import FoundationEssentials
public import SurveyModel

extension Sample {
    /// A survey of what `serviceLoyalty` does not have: rankings, allocations, dates, times, patterns, choice grids, a
    /// split, a roster that draws, `let`s in several arms, and a metric of every function, broken down and pooled.
    public static let wholeLanguage: Survey = {
        var builder = Builder(name: "whole_language")
        builder.survey.translations = ["es", "sv"]
        builder.today()
        let branches = builder.list("branch", ["athens", "malmo", "leon"])
        builder.given("branch", .option(branches), isOptional: true)
        builder.ask("ok", .consent, .yesno)
        builder.split("wording", ["plain": 1, "warm": 2])
        builder.measures()
        builder.amounts()
        builder.roster()
        builder.lets()
        builder.finish("Thank you.")
        builder.wholeMetrics()
        return builder.finished()
    }()

    /// Answers to `wholeLanguage` as an interview gives them, at random.
    public static func wholeAnswers(_ random: inout Seeded) -> [Answer] {
        let survey = wholeLanguage
        var answers = survey.variables.map { variable -> Answer in
            guard variable.isStored, random.chance(80) else {
                let kinds = Missing.allCases.filter(variable.missing.contains)
                return random.chance(50)
                    ? kinds.randomElement(using: &random).map(Answer.missing) ?? .notAsked : .notAsked
            }
            return .answered(value(variable.domain, survey, &random))
        }
        let today = Int.random(in: 20_000...21_000, using: &random)
        answers[0] = random.chance(95) ? .answered(.date(CalendarDay(number: today))) : .notAsked
        for (position, variable) in survey.variables.enumerated() {
            guard case .date(let rule) = variable.domain, answers[position].value != nil else { continue }
            let low = rule.low?.day(today: CalendarDay(number: today)) ?? .first
            let high = rule.high?.day(today: CalendarDay(number: today)) ?? .last
            if position > 0 {
                let day = Int.random(in: low.number...high.number, using: &random)
                answers[position] = .answered(.date(CalendarDay(number: day)))
            }
        }
        for question in survey.questions {
            guard case .allocate(_, let total) = question.kind else { continue }
            allot(total, question, &answers, &random)
        }
        return answers
    }

    /// All amounts of a question, or none; of a filtered one, some options may not be offered.
    private static func allot(
        _ total: Int, _ question: Question, _ answers: inout [Answer], _ random: inout Seeded
    ) {
        for variable in question.variables { answers[variable.position] = .notAsked }
        guard random.chance(80) else { return }
        var offered = question.variables
        if !question.carried.isEmpty {
            offered = offered.shuffled(using: &random)
            offered.removeLast(Int.random(in: 0..<offered.count, using: &random))
        }
        var rest = total
        for (index, variable) in offered.enumerated() {
            let amount = index == offered.count - 1 ? rest : Int.random(in: 0...rest, using: &random)
            rest -= amount
            answers[variable.position] = .answered(.number(amount))
        }
    }

    private static func value(_ domain: Domain, _ survey: Survey, _ random: inout Seeded) -> Value {
        switch domain {
        case .option(let list): return .option(Int.random(in: survey[list].options.indices, using: &random))
        case .options(let list, let select):
            let options = survey[list].options
            let open = options.indices.filter { !options[$0].isExclusive }.shuffled(using: &random)
            return .options(
                open.prefix(Int.random(in: 1...min(select.upperBound, open.count), using: &random)).sorted())
        case .order(let list, let select):
            let order = survey[list].options.indices.shuffled(using: &random)
            return .order(Array(order.prefix(select.upperBound)))
        case .point(let scale): return .number(Int.random(in: survey[scale].bounds, using: &random))
        case .yesno, .truth: return .yesno(random.chance(50))
        case .number(let rule):
            let high = min(rule.high ?? 4_000, 4_000)
            let number = high * Decimal(Int.random(in: 0...1_000, using: &random)) / 1_000
            return .number(number.truncated(toDecimals: rule.decimals))
        case .text(let rule):
            guard let pattern = rule.pattern else { return .text("words") }
            let texts =
                pattern.kind == .email
                ? ["anna@example.com", "a.b+c@example.org"] : ["AB123", "ZZ001"]
            return .text(texts.randomElement(using: &random) ?? "")
        case .date: return .date(CalendarDay(number: 0))
        case .time(let rule):
            let bounds = (rule.low?.minutes ?? 0)...(rule.high?.minutes ?? 1_439)
            return .time(TimeOfDay(minutes: Int.random(in: bounds, using: &random)))
        }
    }
}

extension Builder {
    fileprivate mutating func today() {
        survey.variables.append(Variable(name: "today", role: .today, domain: .date(DateRule())))
    }

    fileprivate mutating func split(_ name: String, _ arms: KeyValuePairs<String, Int>) {
        let list = list(name, arms.map(\.key))
        survey.variables.append(
            Variable(name: name, role: .split(weights: arms.map(\.value)), domain: .option(list)))
        step(.draw(id(name)))
    }

    /// Rankings, dates, times, patterns, grids of choices and of ratings.
    fileprivate mutating func measures() {
        let topics = list("topics", ["price", "speed", "care", "place"])
        ask("rank", .ranking(topics, select: 4...4), .order(topics, select: 4...4), missing: [.refused])
        ask("best", .ranking(topics, select: 2...2), .order(topics, select: 2...2), isOptional: true)
        let first = CalendarDay("1900-01-01").map(DateBound.day)
        let birth = DateRule(low: first, high: .today(offset: 0))
        ask("birth", .date(birth), .date(birth), isOptional: true)
        survey.variables[survey.variables.count - 1].isPersonal = true
        let near = DateRule(low: .today(offset: -30), high: .today(offset: 365))
        ask("visit", .date(near), .date(near), missing: [.dontKnow])
        let years = DateRule(
            low: CalendarDay("2020-01-01").map(DateBound.day),
            high: CalendarDay("2030-12-31").map(DateBound.day))
        ask("since", .date(years), .date(years))
        let hours = TimeRule(low: TimeOfDay("08:00"), high: TimeOfDay("20:30"))
        ask("arrive", .time(hours), .time(hours))
        ask("leave", .time(TimeRule()), .time(TimeRule()), isOptional: true)
        let mail = TextRule(length: 60, pattern: .email)
        ask("mail", .text(mail), .text(mail), isOptional: true)
        survey.variables[survey.variables.count - 1].isPersonal = true
        let code = TextRule(pattern: try? TextPattern("[A-Z]{2}[0-9]{3}"))
        ask("code", .text(code), .text(code))
        choiceGrid("likes", topics, select: nil, ["shop", "phone"])
        choiceGrid("uses", topics, select: 1...2, ["shop", "phone"])
        let agreement = scale("agreement", 1...5)
        grid("perceived", agreement, ["rel", "emp"], notApplicable: ["emp"], conditions: [:])
        grid("expected", agreement, ["rel", "emp"], notApplicable: ["emp"], conditions: [:])
        ask("stays", .yesno, .yesno, missing: [.dontKnow])
        let money = NumberRule(low: 0, high: 100_000, decimals: 2)
        ask("spend", .number(money), .number(money), isOptional: true)
        let count = NumberRule(low: 0, high: 50)
        ask("visits", .number(count), .number(count))
    }

    private mutating func choiceGrid(
        _ name: String, _ list: ListID, select: ClosedRange<Int>?, _ rows: [String]
    ) {
        let question = QuestionID(survey.questions.count)
        let built = rows.map { Question.Row(name: $0, text: text("question.\(name).row.\($0)", "Row \($0)")) }
        var asked = Question(
            name: name, kind: .choiceGrid(list, select: select, rows: built),
            text: text("question.\(name)", "Which of these?"))
        for (index, row) in rows.enumerated() {
            asked.variables.append(VariableID(survey.variables.count))
            survey.variables.append(
                Variable(
                    name: "\(name).\(row)", role: .row(question, index),
                    domain: select.map { .options(list, select: $0) } ?? .option(list)))
        }
        survey.questions.append(asked)
        step(.ask(question))
    }

    /// A hundred points over all options, and ten over those that a set holds.
    fileprivate mutating func amounts() {
        let channels = list("channels", ["store", "phone", "bot"])
        ask("used", .choices(channels, select: 1...3), .options(channels, select: 1...3))
        allocate("parts", channels, total: 100, carried: [])
        allocate("some", channels, total: 10, carried: [.chosen(id("used"))])
    }

    private mutating func allocate(_ name: String, _ list: ListID, total: Int, carried: [Question.Carried]) {
        let question = QuestionID(survey.questions.count)
        var asked = Question(
            name: name, kind: .allocate(list, total: total), text: text("question.\(name)", "How much?"))
        asked.carried = carried
        for (index, option) in survey[list].options.enumerated() {
            asked.variables.append(VariableID(survey.variables.count))
            survey.variables.append(
                Variable(
                    name: "\(name).\(option.name)", role: .amount(question, index),
                    domain: .number(NumberRule(low: 0, high: Decimal(total)))))
        }
        survey.questions.append(asked)
        step(.ask(question))
    }

    /// `for c in used { draw 2 … }`, with a `let` of each instance.
    fileprivate mutating func roster() {
        let used = id("used")
        let satisfied = scale("satisfied", 1...5)
        let collection = openBlock(.collection(isShuffled: true, draw: 2))
        var roster = Roster(
            name: "c", source: .options(survey[used].domain.list ?? ListID(0), of: used), block: collection)
        for (index, name) in ["store", "phone", "bot"].enumerated() {
            let unit = openBlock(.unit(condition: .includes(used, option: index)))
            roster.instances.append(.init(name: name, value: index, block: unit))
            ask("satisfied.\(name)", .csat(satisfied, top: 2), .point(satisfied))
            let happy = VariableID(survey.variables.count)
            let answer = Formula.variable(id("satisfied.\(name)"))
            survey.variables.append(
                Variable(
                    name: "happy.\(name)",
                    role: .computed([.compare(.greaterOrEqual, answer, .literal(.number(4)))]), domain: .truth
                ))
            step(.compute(happy, formula: 0))
            close()
        }
        close()
        survey.rosters.append(roster)
    }

    /// One `let` in both arms of the split.
    fileprivate mutating func lets() {
        let spend = Formula.variable(id("spend"))
        let tone = VariableID(survey.variables.count)
        survey.variables.append(
            Variable(
                name: "tone", role: .computed([spend, .arithmetic(.divide, spend, .literal(.number(3)))]),
                domain: .number(NumberRule())))
        let wording = Formula.variable(id("wording"))
        let plain = arm(.compare(.equal, wording, .literal(.option(0))))
        step(.compute(tone, formula: 0))
        close()
        arm(.compare(.equal, wording, .literal(.option(1))), previous: plain)
        step(.compute(tone, formula: 1))
        close()
    }

    fileprivate mutating func wholeMetrics() {
        let stays = Formula.variable(id("stays"))
        func items(_ names: [String], _ weights: [Int] = []) -> [Metric.Item] {
            names.enumerated().map {
                Metric.Item(id($1), weight: $0 < weights.count ? Decimal(weights[$0]) : 1)
            }
        }
        func add(
            _ name: String, _ function: Metric.Function, _ items: [Metric.Item] = [], event: Formula? = nil,
            where condition: Formula? = nil, by: [String] = []
        ) {
            survey.metrics.append(
                Metric(
                    name: name, function: function,
                    strands: [.init(items: items, event: event, condition: condition)], by: by.map(id)))
        }
        let cares = Formula.compare(.lessOrEqual, .place(id("rank"), option: 2), .literal(.number(2)))
        let pairs = items(["perceived.rel", "expected.rel", "perceived.emp", "expected.emp"])
        add("staying", .share, event: stays, by: ["branch", "wording"])
        add("caring", .share, event: cares)
        add("kept", .retention, event: stays, where: cares)
        add("lost", .churn, event: stays, by: ["wording"])
        add("score", .index, items(["perceived.rel", "perceived.emp", "expected.rel"], [1, 2, 3]))
        add("gap", .gap, pairs, by: ["branch"])
        add(
            "weighted", .gap,
            items(["perceived.rel", "expected.rel", "perceived.emp", "expected.emp"], [1, 1, 3, 3]))
        add("typical", .median, items(["spend"]), by: ["branch"])
        add("middle", .median, items(["perceived.rel"]))
        add("toned", .median, items(["tone"]))
        add(
            "worth", .lifetime(discount: Decimal(exactly: "0.1") ?? 0), items(["spend"]), event: stays,
            by: ["branch"])
        add("tone", .mean, items(["tone"]), by: ["wording"])
        add("scale", .mean, items(["perceived.rel", "perceived.emp"]), by: ["branch"])
        add("points", .mean, items(["parts.store"]))
        let strands = ["store", "phone", "bot"].map { name in
            Metric.Strand(
                instance: .init(roster: "c", name: name), items: items(["satisfied.\(name)"]))
        }
        survey.metrics.append(
            Metric(name: "channel", function: .csat(top: 2), strands: strands, isByInstance: true))
        survey.metrics.append(
            Metric(
                name: "happiness", function: .share,
                strands: ["store", "phone", "bot"].map { name in
                    .init(
                        instance: .init(roster: "c", name: name), items: [],
                        event: .variable(id("happy.\(name)")))
                }, by: [id("branch")], isByInstance: true))
    }
}
