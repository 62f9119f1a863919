internal import FoundationEssentials
public import SurveyModel

/// Surveys that tests of several targets share.
public enum Sample {
    /// The shape of `Surveys/service_loyalty.survey`, put together by hand: tests of what stands behind the compiler do
    /// not fail because the compiler does.
    public static let serviceLoyalty: Survey = {
        var builder = Builder(name: "service_loyalty")
        builder.survey.translations = ["es", "sv", "el"]
        builder.survey.title = builder.text("title", "How did we do today?")
        builder.given("branch", .text(TextRule()), isOptional: false)
        builder.given(
            "visits", .number(NumberRule(low: 0, high: 10_000)), isOptional: true)
        let agreement = builder.scale(
            "agreement", 1...5, [1: "Strongly disagree", 3: "Neither", 5: "Strongly agree"])
        builder.page("arrival", "First impressions")
        let channel = builder.list(
            "channel", ["store", "phone", "email", "social", "bot", "other"], specify: ["other"])
        builder.ask("channel", .choice(channel), .option(channel))
        let inStore = Formula.compare(
            .equal, .variable(builder.id("channel")), .literal(.option(0)))
        builder.arm(inStore)
        let comfort = builder.scale("comfort", 1...5, [1: "Not at all", 5: "Very"])
        builder.ask("comfort", .rating(comfort), .point(comfort), missing: [.dontKnow])
        builder.close()
        builder.close()
        builder.page("service", "Our service")
        builder.grid(
            "quality", agreement, ["reliable", "responsive", "consistent", "empathic", "tangible"],
            notApplicable: ["consistent"], conditions: ["tangible": inStore])
        let overall = builder.scale("overall", 1...5)
        builder.ask("overall", .csat(overall, top: 2), .point(overall))
        let ease = builder.scale("ease", 1...7)
        builder.ask("ease", .ces(ease, top: 3), .point(ease))
        builder.close()
        builder.page("loyalty", "Coming back")
        let recommend = builder.scale("recommend", 0...10)
        builder.ask("recommend", .nps(recommend), .point(recommend))
        let score = Formula.variable(builder.id("recommend"))
        let detractor = builder.arm(.compare(.lessOrEqual, score, .literal(.number(6))))
        let failings = builder.list(
            "failings", ["empathy", "unclear", "training", "uneven", "other", "nothing"], specify: ["other"],
            exclusive: ["nothing"])
        builder.ask(
            "failings", .choices(failings, select: 1...3), .options(failings, select: 1...3), isShuffled: true
        )
        let lines = TextRule(lines: 4)
        builder.ask("why", .text(lines), .text(lines), isOptional: true)
        builder.close()
        builder.arm(.compare(.greaterOrEqual, score, .literal(.number(9))), previous: detractor)
        builder.ask("praise", .text(TextRule()), .text(TextRule()), isOptional: true)
        builder.close()
        let money = NumberRule(
            low: 0, high: 100_000, decimals: 2, unit: builder.text("question.spend.unit", "€"))
        builder.ask("spend", .number(money), .number(money), isOptional: true)
        builder.check(
            "large_sum", .compare(.lessOrEqual, .variable(builder.id("spend")), .literal(.number(2_000))),
            "That is a lot for one visit. Is {spend} right?", isSoft: true)
        builder.close()
        builder.finish("Thank you. Come back soon.")
        builder.metric("promoter", .nps, ["recommend"])
        builder.metric("satisfaction", .csat(top: 2), ["overall"])
        builder.metric("easy", .ces(top: 3), ["ease"])
        builder.metric(
            "quality", .mean,
            ["reliable", "responsive", "consistent", "empathic", "tangible"].map { "quality.\($0)" })
        builder.metric(
            "remote", .csat(top: 2), ["overall"],
            where: .within(
                .variable(builder.id("channel")), [1, 2, 3, 4].map { .value(.option($0)) }))
        return builder.finished()
    }()
}

/// Puts a survey together step by step, as the compiler would.
struct Builder {
    var survey: Survey
    private(set) var open: [BlockID] = [BlockID(0)]

    init(name: String) {
        survey = Survey(
            name: name, version: 1, language: "en", structure: "sha256:" + String(repeating: "0", count: 64))
    }

    mutating func text(_ key: String, _ source: String) -> TextID {
        survey.texts.append(Text(key: key, source: source))
        return TextID(survey.texts.count - 1)
    }

    func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(-1) }

    mutating func given(_ name: String, _ domain: Domain, isOptional: Bool) {
        survey.variables.append(
            Variable(
                name: name, role: .given(isOptional: isOptional), domain: domain,
                missing: isOptional ? [.skipped] : []))
    }

    mutating func scale(_ name: String, _ bounds: ClosedRange<Int>, _ labels: [Int: String] = [:]) -> ScaleID
    {
        let labels = labels.sorted { $0.key < $1.key }.map { point, label in
            Scale.Label(point: point, text: text("scale.\(name).\(point)", label))
        }
        survey.scales.append(Scale(name: name, bounds: bounds, labels: labels))
        return ScaleID(survey.scales.count - 1)
    }

    mutating func list(
        _ name: String, _ options: [String], specify: Set<String> = [], exclusive: Set<String> = []
    ) -> ListID {
        let options = options.enumerated().map { index, option in
            OptionList.Option(
                name: option, code: index + 1,
                text: text("question.\(name).option.\(option)", "Option \(option)"),
                isExclusive: exclusive.contains(option), hasSpecify: specify.contains(option))
        }
        survey.lists.append(OptionList(name: name, options: options))
        return ListID(survey.lists.count - 1)
    }

    mutating func ask(
        _ name: String, _ kind: Question.Kind, _ domain: Domain, isOptional: Bool = false,
        missing: [Missing] = [], isShuffled: Bool = false
    ) {
        let id = QuestionID(survey.questions.count)
        var question = Question(name: name, kind: kind, text: text("question.\(name)", "What about \(name)?"))
        question.isOptional = isOptional
        question.isShuffled = isShuffled
        question.missing = missing.map {
            .init(kind: $0, text: text("question.\(name).missing.\($0.rawValue)", $0.rawValue))
        }
        question.variables = [VariableID(survey.variables.count)]
        survey.variables.append(
            Variable(
                name: name, role: .answer(id), domain: domain,
                missing: Set(missing).union(isOptional ? [.skipped] : [])))
        if let list = question.list {
            for (index, option) in survey[list].options.enumerated() where option.hasSpecify {
                question.specify.append(.init(option: index, variable: VariableID(survey.variables.count)))
                survey.variables.append(
                    Variable(
                        name: "\(name).\(option.name)", role: .specify(id, index), domain: .text(TextRule()),
                        missing: [.skipped]))
            }
        }
        survey.questions.append(question)
        step(.ask(id))
    }

    mutating func grid(
        _ name: String, _ scale: ScaleID, _ rows: [String], notApplicable: Set<String>,
        conditions: [String: Formula]
    ) {
        let id = QuestionID(survey.questions.count)
        let first = survey.variables.count
        var built: [Question.Row] = []
        for (index, row) in rows.enumerated() {
            let missing: [Question.MissingOption] =
                notApplicable.contains(row)
                ? [
                    .init(
                        kind: .notApplicable,
                        text: text("question.\(name).row.\(row).not_applicable", "First visit"))
                ] : []
            built.append(
                .init(
                    name: row, text: text("question.\(name).row.\(row)", "Row \(row)"), missing: missing,
                    condition: conditions[row]))
            survey.variables.append(
                Variable(
                    name: "\(name).\(row)", role: .row(id, index), domain: .point(scale),
                    missing: Set(missing.map(\.kind))))
        }
        var question = Question(
            name: name, kind: .grid(scale, rows: built),
            text: text("question.\(name)", "How far do you agree?"))
        question.variables = (first..<survey.variables.count).map(VariableID.init)
        question.isShuffled = true
        survey.questions.append(question)
        step(.ask(id))
    }

    mutating func page(_ name: String, _ title: String) {
        let title = text("page.\(name)", title)
        openBlock(.page(name: name, title: title))
    }

    @discardableResult
    mutating func arm(_ condition: Formula?, previous: BlockID? = nil) -> BlockID {
        openBlock(.arm(condition: condition, previous: previous))
    }

    mutating func close() {
        let block = open.removeLast()
        survey.blocks[block.position].steps =
            survey.blocks[block.position].steps.lowerBound..<survey.steps.count
    }

    mutating func check(_ name: String, _ condition: Formula, _ source: String, isSoft: Bool) {
        var text = Text(key: "check.\(name)", source: source)
        text.pipes = Template(source).names.map { .init(name: $0, variable: id($0)) }
        survey.texts.append(text)
        survey.checks.append(
            Check(name: name, condition: condition, text: TextID(survey.texts.count - 1), isSoft: isSoft))
        step(.check(CheckID(survey.checks.count - 1)))
    }

    mutating func finish(_ source: String) {
        survey.endings.append(Ending(text: text("finish", source)))
        step(.end(EndingID(survey.endings.count - 1)))
    }

    mutating func metric(
        _ name: String, _ function: Metric.Function, _ items: [String], where condition: Formula? = nil
    ) {
        survey.metrics.append(
            Metric(name: name, function: function, items: items.map { .init(id($0)) }, condition: condition))
    }

    mutating func finished() -> Survey {
        while !open.isEmpty { close() }
        return survey
    }

    @discardableResult
    mutating func openBlock(_ kind: Block.Kind) -> BlockID {
        let id = BlockID(survey.blocks.count)
        survey.blocks.append(
            Block(kind: kind, parent: open.last, steps: survey.steps.count..<survey.steps.count))
        open.append(id)
        return id
    }

    mutating func step(_ action: Step.Action) {
        survey.steps.append(Step(action, in: open.last ?? BlockID(0)))
    }
}
