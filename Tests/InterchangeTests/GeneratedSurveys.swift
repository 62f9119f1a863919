import Foundation
import SampleSurveys
import SurveyModel

extension Seeded {
    mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// A text that every format must carry: quotes, markup, formulas, other scripts, long ones.
    mutating func text(lines: Bool = true) -> String {
        let pieces = [
            "Hello", " ", "=1+2", "\"quoted\"", "it's", "<b>&amp;</b>", "]]>", "a,b;c", "\\", "Καλημέρα",
            "åäö", "👩‍👩‍👧",
            "e\u{301}", "-1", "@x", "+", ".dont_know", "..", "'", "\u{A0}", "{name}", "日本",
            String(repeating: "long ", count: 120),
        ]
        var text = ""
        for _ in 0...whole(0...5) {
            text += pieces[whole(0...pieces.count - 1)]
            if lines, chance(10) { text += "\n" }
        }
        return text
    }
}

/// Surveys of every shape that the model allows, from a seed.
struct SurveyGenerator {
    private var random: Seeded
    private var survey: Survey
    private var open = [BlockID(0)]

    private var hasRankings = true

    static func survey(seed: UInt64, depth: Int = 4, hasRankings: Bool = true) -> Survey {
        var generator = SurveyGenerator(seed: seed)
        generator.hasRankings = hasRankings
        return generator.generate(depth: depth)
    }

    private init(seed: UInt64) {
        random = Seeded(seed)
        survey = Survey(
            name: "generated_\(seed)", version: 1 + Int(seed % 7), language: "en",
            translations: ["es", "pt-BR"],
            structure: "sha256:" + String(repeating: "a", count: 64))
    }

    private mutating func generate(depth: Int) -> Survey {
        if random.chance(70) { survey.title = text("title") }
        survey.variables.append(
            Variable(name: "branch", role: .given(isOptional: false), domain: .text(TextRule())))
        survey.variables.append(
            Variable(
                name: "visits", role: .given(isOptional: true),
                domain: .number(NumberRule(low: -3, decimals: 2)),
                missing: [.skipped], isPersonal: random.chance(50)))
        for index in 0..<random.whole(4...20) { item(index, depth) }
        let id = VariableID(survey.variables.count)
        let formulas = (0..<random.whole(1...2)).map { _ in formula(depth) }
        survey.variables.append(Variable(name: "derived", role: .computed(formulas), domain: .truth))
        for index in formulas.indices { step(.compute(id, formula: index)) }
        if let points = points.first {
            let condition = random.chance(50) ? formula(depth) : nil
            survey.metrics.append(
                Metric(
                    name: "mean", function: .mean, items: [.init(points, isReversed: true)],
                    condition: condition))
            survey.metrics.append(Metric(name: "top", function: .csat(top: 1), items: [.init(points)]))
            survey.relations.append(
                Relation(
                    kind: .drivers, outcome: .init(path: "a", variables: [points]),
                    terms: [.init(path: "a.b", variables: []), .init(path: "c", variables: [points])]))
        }
        let last = Ending(text: random.chance(80) ? text("finish") : nil)
        survey.endings.append(last)
        step(.end(EndingID(survey.endings.count - 1)))
        while !open.isEmpty { close() }
        for tag in survey.translations where random.chance(80) {
            let three = try? PluralRule(parsing: "nplurals=3; plural=n == 1 ? 0 : n < 5 ? 1 : 2")
            let rule = random.chance(50) ? .oneOther : three ?? .oneOther
            let texts = survey.texts.map { text in
                let state = LocalizedText.State.allCases[random.whole(0...2)]
                let template = state == .missing ? text.source : random.text()
                let isCounted = state != .missing && text.plural != nil
                return LocalizedText(
                    state: state, template: template,
                    forms: isCounted ? [template] + (1..<rule.forms).map { _ in random.text() } : [])
            }
            survey.localizations.append(Localization(tag: tag, texts: texts, pluralRule: rule))
        }
        return survey
    }

    private var points: [VariableID] {
        survey.variables.indices.map(VariableID.init).filter { id in
            if case .point = survey[id].domain { true } else { false }
        }
    }

    private mutating func text(_ key: String) -> TextID {
        let pipes = random.chance(20) ? [Text.Pipe(name: "branch", variable: VariableID(0))] : []
        let plural = Text.Plural(
            name: "branch", count: random.chance(50) ? .variable(VariableID(0)) : .number(3),
            source: random.text())
        survey.texts.append(
            Text(
                key: key, source: random.text(), note: random.chance(20) ? random.text() : nil, pipes: pipes,
                plural: random.chance(15) ? plural : nil, catalogue: random.chance(10) ? "library" : nil))
        return TextID(survey.texts.count - 1)
    }

    private mutating func item(_ index: Int, _ depth: Int) {
        switch random.whole(0...9) {
        case 0:
            openBlock(.page(name: "page\(index % 3)", title: random.chance(50) ? text("page.\(index)") : nil))
        case 1:
            let first = openBlock(.arm(condition: formula(depth), previous: nil))
            question(index + 100)
            close()
            openBlock(.arm(condition: random.chance(50) ? formula(depth) : nil, previous: first))
        case 2 where open.count > 1: close()
        case 3:
            survey.checks.append(
                Check(
                    name: "check\(index % 2)", condition: formula(depth), text: text("check.\(index)"),
                    isSoft: random.chance(50)))
            step(.check(CheckID(survey.checks.count - 1)))
        case 4:
            survey.endings.append(
                Ending(
                    name: random.chance(50) ? "early" : nil, text: text("finish.\(index)"),
                    disposition: random.chance(50) ? .screened : .complete))
            step(.end(EndingID(survey.endings.count - 1)))
        default: question(index)
        }
    }

    private mutating func question(_ index: Int) {
        let name = "q\(index)"
        let id = QuestionID(survey.questions.count)
        var question = Question(name: name, kind: .note, text: text("question.\(name)"))
        if random.chance(20) { question.help = text("question.\(name).help") }
        if random.chance(20) { question.note = random.text() }
        question.isOptional = random.chance(30)
        question.isShuffled = random.chance(30)
        question.display = random.chance(20) ? .faces : nil
        question.idle = random.chance(20) ? random.whole(1...900) : nil
        if random.chance(40) {
            question.missing = [Missing.dontKnow, .refused].map {
                .init(kind: $0, text: text("question.\(name).\($0.rawValue)"))
            }
        }
        let missing = Set(question.missing.map(\.kind)).union(question.isOptional ? [.skipped] : [])
        func add(_ name: String, _ role: Variable.Role, _ domain: Domain, into survey: inout Survey)
            -> VariableID
        {
            survey.variables.append(
                Variable(
                    name: name, role: role, domain: domain, missing: missing, isPersonal: name.count % 4 == 0)
            )
            return VariableID(survey.variables.count - 1)
        }
        let number = NumberRule(
            low: random.chance(50) ? Decimal(string: "-12.5") : nil, high: random.chance(50) ? 1_000 : nil,
            decimals: random.whole(0...4), unit: random.chance(30) ? text("question.\(name).unit") : nil)
        let longText = TextRule(lines: random.whole(1...4), length: 2_000)
        let dates = DateRule(
            low: random.chance(50) ? .day(CalendarDay(number: random.whole(-9_000...9_000))) : nil,
            high: random.chance(50) ? .today(offset: random.whole(-30...30)) : nil)
        let times = TimeRule(low: random.chance(50) ? TimeOfDay(minutes: random.whole(0...900)) : nil)
        switch random.whole(0...15) {
        case 0:
            question.kind = .nps(scale(name, 0...10))
            question.variables = [
                add(name, .answer(id), .point(ScaleID(survey.scales.count - 1)), into: &survey)
            ]
        case 1, 2:
            let scale = scale(random.chance(50) ? name : "shared", random.whole(-5...0)...random.whole(1...7))
            let kinds: [Question.Kind] = [.csat(scale, top: 1), .ces(scale, top: 2), .rating(scale)]
            question.kind = kinds[random.whole(0...2)]
            question.variables = [add(name, .answer(id), .point(scale), into: &survey)]
        case 3, 4:
            let list = list(random.chance(50) ? name : "shared")
            let select = random.whole(0...1)...random.whole(1...survey[list].options.count)
            let isOne = random.chance(50)
            question.kind = isOne ? .choice(list) : .choices(list, select: select)
            question.variables = [
                add(name, .answer(id), isOne ? .option(list) : .options(list, select: select), into: &survey)
            ]
            for (index, option) in survey[list].options.enumerated() where option.hasSpecify {
                question.specify.append(
                    .init(
                        option: index,
                        variable: add(
                            "\(name).\(option.name)", .specify(id, index), .text(TextRule()), into: &survey)))
            }
        case 5:
            let scale = scale("agreement", 1...5)
            let rows = (0..<random.whole(1...4)).map { index in
                Question.Row(
                    name: "row\(index)", text: text("question.\(name).row.row\(index)"),
                    isReversed: random.chance(30),
                    missing: random.chance(30) ? [.init(kind: .notApplicable, text: text("r\(index)"))] : [],
                    condition: random.chance(30) ? formula(2) : nil)
            }
            question.kind = .grid(scale, rows: rows)
            question.variables = rows.indices.map {
                add("\(name).\(rows[$0].name)", .row(id, $0), .point(scale), into: &survey)
            }
        case 6:
            question.kind = .yesno
            question.variables = [add(name, .answer(id), .yesno, into: &survey)]
        case 7:
            question.kind = .number(number)
            question.variables = [add(name, .answer(id), .number(number), into: &survey)]
        case 8, 9:
            question.kind = .text(longText)
            question.variables = [add(name, .answer(id), .text(longText), into: &survey)]
        case 10:
            question.kind = .date(dates)
            question.variables = [add(name, .answer(id), .date(dates), into: &survey)]
        case 11:
            question.kind = .time(times)
            question.variables = [add(name, .answer(id), .time(times), into: &survey)]
        case 12 where hasRankings:
            let list = list(name)
            let select = 1...random.whole(1...survey[list].options.count)
            question.kind = .ranking(list, select: select)
            question.variables = [add(name, .answer(id), .order(list, select: select), into: &survey)]
        case 13:
            let list = list(name)
            question.kind = .allocate(list, total: 100)
            question.variables = survey[list].options.enumerated().map { index, option in
                add(
                    "\(name).\(option.name)", .amount(id, index), .number(NumberRule(low: 0, high: 100)),
                    into: &survey)
            }
        case 14:
            let list = list(name)
            let select: ClosedRange<Int>? = random.chance(50) ? 0...survey[list].options.count : nil
            let rows = (0..<random.whole(1...3)).map {
                Question.Row(name: "row\($0)", text: text("question.\(name).row.row\($0)"))
            }
            question.kind = .choiceGrid(list, select: select, rows: rows)
            let domain: Domain = select.map { .options(list, select: $0) } ?? .option(list)
            question.variables = rows.indices.map {
                add("\(name).\(rows[$0].name)", .row(id, $0), domain, into: &survey)
            }
        default: break
        }
        survey.questions.append(question)
        step(.ask(id))
    }

    private mutating func scale(_ name: String, _ bounds: ClosedRange<Int>) -> ScaleID {
        let labels = bounds.filter { _ in random.chance(40) }.map { point in
            Scale.Label(point: point, text: text("scale.\(name).\(point)"))
        }
        survey.scales.append(Scale(name: name, bounds: bounds, labels: labels))
        return ScaleID(survey.scales.count - 1)
    }

    private mutating func list(_ name: String) -> ListID {
        let options = (0..<random.whole(1...5)).map { index in
            OptionList.Option(
                name: "option\(index)", code: index * 2 - 3, text: text("options.\(name).option\(index)"),
                isExclusive: random.chance(20), isPinned: random.chance(20), hasSpecify: random.chance(30),
                condition: random.chance(20) ? formula(2) : nil)
        }
        survey.lists.append(OptionList(name: name, options: options))
        return ListID(survey.lists.count - 1)
    }

    mutating func formula(_ depth: Int) -> Formula {
        let id = VariableID(random.whole(0...survey.variables.count - 1))
        let number = Formula.literal(.number(Decimal(random.whole(-999...999)) / 8))
        let chosen: Formula.Member? = domainOption(id).map { .value($0) }
        guard depth > 0 else {
            return [
                .variable(id), number, .literal(.text(random.text())), .literal(.yesno(true)), .size(id),
            ][random.whole(0...4)]
        }
        switch random.whole(0...14) {
        case 0: return .not(formula(depth - 1))
        case 1: return .and((0...random.whole(0...3)).map { _ in formula(depth - 1) })
        case 2: return .or((0...random.whole(0...3)).map { _ in formula(depth - 1) })
        case 3, 4:
            let comparison = Formula.Comparison.allCases[random.whole(0...5)]
            guard let option = domainOption(id) else {
                return .compare(comparison, formula(depth - 1), formula(depth - 1))
            }
            return random.chance(50)
                ? .compare(comparison, .variable(id), .literal(option))
                : .compare(comparison, .literal(option), .variable(id))
        case 5:
            return .within(
                .variable(id),
                [chosen ?? .value(.number(3)), .range(.number(-1), .number(5)), .value(.text("a"))])
        case 6:
            switch survey[id].domain {
            case .options: return .includes(id, option: 0)
            case .order: return random.chance(50) ? .place(id, option: 0) : .ranked(id, place: 1)
            default: return .state(id, Missing.allCases[random.whole(0...4)])
            }
        case 7: return .state(id, nil)
        case 8: return .countTrue((0..<random.whole(0...3)).map { _ in formula(depth - 1) })
        case 9, 10:
            var sum = formula(depth - 1)
            let isMixed = random.chance(50)
            for _ in 0...random.whole(0...5) {
                sum = .arithmetic(
                    isMixed ? Formula.Arithmetic.allCases[random.whole(0...4)] : .add, sum, formula(depth - 1)
                )
            }
            return sum
        case 11:
            return .aggregate(Formula.Aggregate.allCases[random.whole(0...3)], [formula(depth - 1), number])
        case 12:
            let pattern =
                random.chance(50) ? TextPattern.email : (try? TextPattern("[a-z]+|.{2,3}")) ?? .phone
            return random.chance(50)
                ? .matches(.variable(id), pattern) : .contains(formula(depth - 1), random.text())
        case 13:
            return random.chance(50)
                ? .age(formula(depth - 1), on: .literal(.date(CalendarDay(number: random.whole(0...30_000)))))
                : .compare(
                    .less, formula(depth - 1), .literal(.time(TimeOfDay(minutes: random.whole(0...1_439)))))
        default:
            return [.negate(formula(depth - 1)), .length(.variable(id)), .round(number, decimals: 2)][
                random.whole(0...2)]
        }
    }

    private mutating func domainOption(_ id: VariableID) -> Value? {
        switch survey[id].domain {
        case .option(let list): .option(random.whole(0...survey[list].options.count - 1))
        case .options(let list, _):
            .options([0, survey[list].options.count - 1].count == 1 ? [0] : [survey[list].options.count - 1])
        case .order(let list, _): .order(Array(survey[list].options.indices.reversed()))
        case .point, .yesno, .number, .text, .date, .time, .truth: nil
        }
    }

    @discardableResult
    private mutating func openBlock(_ kind: Block.Kind) -> BlockID {
        let id = BlockID(survey.blocks.count)
        survey.blocks.append(
            Block(kind: kind, parent: open.last, steps: survey.steps.count..<survey.steps.count))
        open.append(id)
        return id
    }

    private mutating func close() {
        let block = open.removeLast()
        survey.blocks[block.position].steps =
            survey.blocks[block.position].steps.lowerBound..<survey.steps.count
    }

    private mutating func step(_ action: Step.Action) {
        survey.steps.append(Step(action, in: open.last ?? BlockID(0)))
    }
}
