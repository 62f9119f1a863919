internal import FoundationEssentials
public import SurveyModel

extension Sample {
    /// A survey with everything that the model has, put together by hand: each kind of question, variable, value, block,
    /// step, expression, pipe and metric at least once. It can be answered, though nobody would want to.
    public static let everything: Survey = {
        var builder = Builder(name: "everything")
        builder.survey.version = 2
        builder.survey.translations = ["es", "pl", "sv"]
        builder.survey.title = builder.text("title", "All of it")
        builder.addGivensAndConsent()
        builder.addSplit()
        builder.addOptions()
        builder.addFields()
        builder.addRosters()
        builder.addShuffledAndDrawn()
        builder.addComputed()
        builder.finish("Thank you.")
        builder.addMetrics()
        builder.addLocalizations()
        return builder.finished()
    }()
}

extension Builder {
    fileprivate mutating func addGivensAndConsent() {
        given("branch", .text(TextRule()), isOptional: false)
        given("party", .number(NumberRule(low: 0, high: 3)), isOptional: true)
        given("member", .yesno, isOptional: true)
        survey.variables.append(Variable(name: "today", role: .today, domain: .date(DateRule())))
        ask("ok", .consent, .yesno)
    }

    fileprivate mutating func addSplit() {
        let wordings = list("wording", ["plain", "warm"])
        survey.variables.append(
            Variable(name: "wording", role: .split(weights: [1, 2]), domain: .option(wordings)))
        step(.draw(id("wording")))
        let isPlain = Formula.compare(.equal, .variable(id("wording")), .literal(.option(0)))
        let plain = arm(isPlain)
        let eleven = scale("recommend", 0...10)
        ask("recommend", .nps(eleven), .point(eleven))
        close()
        arm(.compare(.equal, .literal(.option(1)), .variable(id("wording"))), previous: plain)
        // The same question with other words: it has the same variable.
        var question = survey.questions[survey.questions.count - 1]
        question.text = text("question.recommend", "Would you be so kind as to recommend us?")
        survey.questions.append(question)
        step(.ask(QuestionID(survey.questions.count - 1)))
        close()
    }

    fileprivate mutating func addOptions() {
        page("options", "Options")
        let channels = list(
            "channels", ["store", "phone", "bot", "other", "none"], specify: ["other"], exclusive: ["none"])
        survey.lists[channels.position].options[1].shuffleGroup = 1
        survey.lists[channels.position].options[2].shuffleGroup = 1
        survey.lists[channels.position].options[2].condition = .variable(id("member"))
        ask("used", .choices(channels, select: 1...4), .options(channels, select: 1...4), isShuffled: true)
        change("used") { $0.draw = 2 }
        ask("best", .choice(channels), .option(channels))
        let used = id("used")
        change("best") { $0.carried = [.chosen(used), .except([2, 3])] }
        ask("rest", .choice(channels), .option(channels), isOptional: true)
        change("rest") {
            $0.carried = [.exceptChosen(used)]
            $0.suggestion = .option(0)
        }
        ask("rank", .ranking(channels, select: 2...3), .order(channels, select: 2...3), missing: [.refused])
        allocate("parts", channels, total: 100)
        let days = list("days", ["mon", "tue"])
        choiceGrid("when", days, select: nil, ["morning", "evening"])
        choiceGrid("often", days, select: 0...2, ["bus", "car"])
        let agreement = scale("agreement", -2...2, [-2: "No", 2: "Yes"])
        grid("quality", agreement, ["fast", "kind", "clean"], notApplicable: ["kind"], conditions: [:])
        change("quality") { question in
            guard case .grid(let scale, var rows) = question.kind else { return }
            rows[0].group = 0
            rows[1].group = 1
            rows[1].shuffleGroup = 1
            rows[2].isReversed = true
            question.kind = .grid(scale, rows: rows)
            question.groups = [.init(name: "speed", text: TextID(0)), .init(name: "manner")]
            question.display = .table
        }
        close()
    }

    fileprivate mutating func addFields() {
        page("fields", "Fields")
        let birth = DateRule(low: .day(.first), high: .today(offset: -1))
        ask("birth", .date(birth), .date(birth))
        let stay = DateRule(low: .today(offset: 0), high: .today(offset: 365))
        ask("arrival", .date(stay), .date(stay))
        ask("departure", .date(DateRule()), .date(DateRule()))
        change("departure") { $0.suggestion = .date(CalendarDay(number: 20_000)) }
        let opening = TimeRule(low: TimeOfDay(minutes: 480), high: TimeOfDay(minutes: 1_200))
        ask("meeting", .time(opening), .time(opening), isOptional: true)
        change("meeting") { $0.suggestion = .time(TimeOfDay(minutes: 570)) }
        for (name, pattern) in [("mail", TextPattern.email), ("phone", .phone)] {
            let rule = TextRule(pattern: pattern)
            ask(name, .text(rule), .text(rule), isOptional: true)
            survey.variables[survey.variables.count - 1].isPersonal = true
        }
        if let pattern = try? TextPattern(#"\d{3} ?\d{2}"#) {
            let rule = TextRule(length: 6, pattern: pattern)
            ask("code", .text(rule), .text(rule))
            let postal = Formula.matches(.variable(id("code")), pattern)
            check(
                "postal", .and([postal, .contains(.variable(id("code")), "1")]), "Is {code} right?",
                isSoft: true)
        }
        let years = NumberRule(low: 0, high: 120)
        ask("years", .number(years), .number(years))
        change("years") { $0.suggestion = .number(30) }
        ask("agreed", .yesno, .yesno)
        change("agreed") { $0.suggestion = .yesno(true) }
        survey.questions.append(
            Question(
                name: "hello", kind: .note, text: text("question.hello", "Now for the rest."), help: TextID(0)
            ))
        step(.ask(QuestionID(survey.questions.count - 1)))
        close()
    }

    fileprivate mutating func addRosters() {
        let used = id("used")
        let channels = survey[used].domain.list ?? ListID(0)
        let five = scale("satisfied", 1...5)
        let block = openBlock(.collection(isShuffled: true, draw: 2))
        var roster = Roster(name: "c", source: .options(channels, of: used), block: block, display: .table)
        for option in [0, 1, 3] {
            let name = survey[channels].options[option].name
            let unit = openBlock(.unit(condition: .includes(used, option: option)))
            ask("satisfied.\(name)", .csat(five, top: 2), .point(five))
            change("satisfied.\(name)") { $0.stem = "satisfied" }
            let text = survey.questions[survey.questions.count - 1].text
            survey.texts[text.position] = Text(
                key: "question.satisfied", source: "How was {c}?", note: "c is a way to reach us",
                pipes: [.init(name: "c", source: .option(channels, option, of: option == 3 ? used : nil))],
                catalogue: "core")
            close()
            roster.instances.append(.init(name: name, value: option, block: unit))
        }
        close()
        survey.rosters.append(roster)

        let people = openBlock(.collection(isShuffled: false, draw: nil))
        var numbers = Roster(name: "g", source: .numbers, block: people)
        for number in 1...2 {
            let unit = openBlock(
                .unit(condition: .compare(.greaterOrEqual, .variable(id("party")), .literal(.number(number))))
            )
            let cost = NumberRule(low: 0, high: 500, decimals: 2)
            ask("cost.\(number)", .number(cost), .number(cost))
            change("cost.\(number)") { $0.stem = "cost" }
            let text = survey.questions[survey.questions.count - 1].text
            survey.texts[text.position] = Text(
                key: "question.cost", source: "{g} night for {who}",
                pipes: [
                    .init(name: "g", source: .number(Decimal(number))),
                    .init(name: "who", source: .text(argument)),
                ],
                plural: .init(name: "g", count: .number(Decimal(number)), source: "{g} nights for {who}"))
            close()
            numbers.instances.append(.init(name: "\(number)", value: number, block: unit))
        }
        close()
        survey.rosters.append(numbers)
    }

    /// The text that a use of a fragment gives.
    private var argument: TextID { survey.title ?? TextID(0) }

    fileprivate mutating func addShuffledAndDrawn() {
        for (shuffles, draw) in [(true, nil), (false, 1)] as [(Bool, Int?)] {
            openBlock(.collection(isShuffled: shuffles, draw: draw))
            for place in 1...2 {
                openBlock(.unit(condition: nil))
                page("unit\(place)", "A part")
                let name = "part\(shuffles ? "a" : "b")\(place)"
                ask(name, .yesno, .yesno, missing: [.dontKnow])
                close()
                close()
            }
            close()
        }
    }

    fileprivate mutating func addComputed() {
        func variable(_ name: String) -> Formula { .variable(id(name)) }
        let nights = Formula.arithmetic(.subtract, variable("departure"), variable("arrival"))
        compute("nights", [nights], .number(NumberRule()))
        let isLong = Formula.compare(.greater, variable("nights"), .literal(.number(7)))
        compute(
            "label", [.literal(.text("long")), .literal(.text("short"))], .text(TextRule()),
            isStepped: false)
        let long = arm(isLong)
        step(.compute(id("label"), formula: 0))
        close()
        arm(nil, previous: long)
        step(.compute(id("label"), formula: 1))
        close()
        let age = Formula.age(variable("birth"), on: variable("today"))
        compute("age", [age], .number(NumberRule()))
        let day = CalendarDay(number: 20_000)
        let parts: [Formula] = [
            .within(
                variable("arrival"),
                [.range(.date(day), .date(CalendarDay(number: 20_100))), .value(.date(day))]),
            .within(
                variable("meeting"), [.range(.time(TimeOfDay(minutes: 0)), .time(TimeOfDay(minutes: 600)))]),
            .within(.ranked(id("rank"), place: 2), [.value(.option(0)), .value(.option(2))]),
            .within(.place(id("rank"), option: 1), [.range(.number(1), .number(2))]),
            .compare(.equal, .ranked(id("rank"), place: 1), .literal(.option(2))),
            .compare(.notEqual, .literal(.order([2, 0])), variable("rank")),
            .compare(.equal, variable("used"), .literal(.options([0, 2]))),
            .compare(.less, variable("arrival"), .arithmetic(.add, variable("today"), .literal(.number(30)))),
            .includes(id("often.bus"), option: 1), .state(id("parts.store"), .refused),
            .state(id("mail"), nil),
            .or([.not(variable("agreed")), .compare(.lessOrEqual, .size(id("rank")), .literal(.number(2)))]),
        ]
        compute("odd", [.and(parts)], .truth)
        let sum = Formula.aggregate(.mean, [variable("quality.fast"), variable("quality.clean")])
        let rest = Formula.arithmetic(
            .remainder, .arithmetic(.multiply, .negate(sum), .length(variable("code"))),
            .round(.countTrue([variable("odd")]), decimals: 1))
        compute("score", [rest], .number(NumberRule()))
        let early = arm(variable("odd"))
        survey.endings.append(
            Ending(name: "early", text: text("finish.early", "That was all."), disposition: .screened))
        step(.end(EndingID(survey.endings.count - 1)))
        close()
        arm(.not(variable("odd")), previous: early)
        close()
        survey.texts.append(
            Text(
                key: "check.stay", source: "{nights} night?\nReally, {label | you}?",
                pipes: [
                    .init(name: "nights", variable: id("nights")),
                    .init(name: "label", variable: id("label")),
                ],
                plural: .init(
                    name: "nights", count: .variable(id("nights")),
                    source: "{nights} nights?\nReally, {label | you}?")
            ))
        survey.checks.append(
            Check(name: "stay", condition: .not(isLong), text: TextID(survey.texts.count - 1), isSoft: false))
        step(.check(CheckID(survey.checks.count - 1)))
    }

    fileprivate mutating func addMetrics() {
        let odd = Formula.variable(id("odd"))
        metric("promoter", .nps, ["recommend"], where: odd)
        let satisfied = ["store", "phone"].map { name in
            Metric.Strand(
                instance: .init(roster: "c", name: name), items: [.init(id("satisfied.\(name)"))],
                condition: odd)
        }
        survey.metrics += [
            Metric(name: "satisfaction", function: .csat(top: 2), strands: satisfied, isByInstance: true),
            Metric(
                name: "seldom", function: .share, strands: [.init(items: [], event: odd)], by: [id("wording")]
            ),
            Metric(name: "kept", function: .retention, strands: [.init(items: [], event: odd)]),
            Metric(
                name: "lost", function: .churn, strands: [.init(items: [], event: .not(odd), condition: odd)]),
            Metric(
                name: "worth", function: .lifetime(discount: 1 / 10),
                strands: [.init(items: [.init(id("cost.1"))], event: odd)]),
            Metric(
                name: "index", function: .index,
                items: [
                    .init(id("quality.fast"), weight: 5 / 2), .init(id("years")),
                    .init(id("quality.clean"), isReversed: true),
                ]),
            Metric(
                name: "gap", function: .gap,
                strands: [.init(items: [.init(id("quality.fast")), .init(id("quality.kind"))])],
                by: [id("best"), id("member")]),
            Metric(name: "middle", function: .median, items: [.init(id("years"))]),
        ]
        metric("ease", .ces(top: 1), ["quality.fast"])
        metric("speed", .mean, ["quality.fast"])
        survey.relations = [
            Relation(
                kind: .drivers, outcome: .init(path: "recommend", variables: [id("recommend")]),
                terms: [.init(path: "quality.speed", variables: [id("quality.fast")])]),
            Relation(
                kind: .chain, outcome: .init(path: "recommend", variables: [id("recommend")]),
                terms: [
                    .init(
                        path: "satisfied",
                        variables: ["store", "phone", "other"].map { id("satisfied.\($0)") })
                ]),
        ]
    }

    /// Spanish is complete, Polish has a rule with three forms, and Swedish has nothing.
    fileprivate mutating func addLocalizations() {
        let polish = try? PluralRule(
            parsing: "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);")
        for (tag, rule) in [("es", .oneOther), ("pl", polish ?? .oneOther)] as [(String, PluralRule)] {
            let texts = survey.texts.enumerated().map { index, text in
                let template = "\(tag): \(text.source)"
                let forms = text.plural.map { plural in
                    [template] + (1..<rule.forms).map { "\(tag) \($0): \(plural.source)" }
                }
                return LocalizedText(
                    state: index % 5 == 4 ? .stale : .current, template: template, forms: forms ?? [])
            }
            survey.localizations.append(Localization(tag: tag, texts: texts, pluralRule: rule))
        }
        survey.localizations.append(
            Localization(
                tag: "sv", texts: survey.texts.map { LocalizedText(state: .missing, template: $0.source) }))
    }

    // MARK: Questions that only this survey has

    /// Changes the last question of a name.
    private mutating func change(_ name: String, _ change: (inout Question) -> Void) {
        guard let index = survey.questions.lastIndex(where: { $0.name == name }) else { return }
        change(&survey.questions[index])
    }

    private mutating func compute(
        _ name: String, _ formulas: [Formula], _ domain: Domain, isStepped: Bool = true
    ) {
        survey.variables.append(Variable(name: name, role: .computed(formulas), domain: domain))
        if isStepped { step(.compute(VariableID(survey.variables.count - 1), formula: 0)) }
    }

    private mutating func allocate(_ name: String, _ list: ListID, total: Int) {
        let id = QuestionID(survey.questions.count)
        var question = Question(
            name: name, kind: .allocate(list, total: total),
            text: text("question.\(name)", "Share out {name}."))
        question.missing = [
            .init(kind: .refused, text: text("question.\(name).refused", "I would rather not"))
        ]
        for (index, option) in survey[list].options.enumerated() {
            question.variables.append(VariableID(survey.variables.count))
            survey.variables.append(
                Variable(
                    name: "\(name).\(option.name)", role: .amount(id, index),
                    domain: .number(NumberRule(low: 0, high: Decimal(total))), missing: [.refused]))
        }
        survey.questions.append(question)
        step(.ask(id))
    }

    private mutating func choiceGrid(
        _ name: String, _ list: ListID, select: ClosedRange<Int>?, _ rows: [String]
    ) {
        let id = QuestionID(survey.questions.count)
        let first = survey.variables.count
        let built = rows.enumerated().map { index, row in
            survey.variables.append(
                Variable(
                    name: "\(name).\(row)", role: .row(id, index),
                    domain: select.map { .options(list, select: $0) } ?? .option(list)))
            return Question.Row(name: row, text: text("question.\(name).row.\(row)", "Row \(row)"))
        }
        survey.questions.append(
            Question(
                name: name, kind: .choiceGrid(list, select: select, rows: built),
                text: text("question.\(name)", "Which?"),
                variables: (first..<survey.variables.count).map(VariableID.init)))
        step(.ask(id))
    }
}
