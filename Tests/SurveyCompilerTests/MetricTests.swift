import Foundation
import SurveyCompiler
import SurveyModel
import Testing

/// What metrics and relations become, and what they cannot be.
@Suite struct MetricTests {
    static let body = """
        given branch: text optional
        choices used "Which did you use?" {
            - store "The store"
            - phone "The telephone"
            - bot   "The assistant"
            - none  "None"  exclusive
        }
        for c in used {
            csat satisfied "How satisfied were you with {c}?"
            grid care 1...5 "How far do you agree about {c}?" {
                - warm "They were warm"
                - rude "They were rude"  reversed
            }
            if c == bot { yesno handled "Did it handle your question?" }
            let double = satisfied * 2
        }
        grid perceived 1...5 "How was it?" {
            - kept  "They kept their word"
            - clean "It was clean"
        }
        grid wanted 1...5 "How should it be?" {
            - clean "It should be clean"
            - kept  "They should keep their word"
        }
        csat overall "How satisfied are you?"
        nps recommend "How likely are you to recommend us?"
        yesno again "Will you come back?"
        number spend 0...1000 "How much do you spend in a year?"
        text why "Why?" optional
        let happy = overall >= 4
        let each = spend / 2
        note thanks "Thank you. {each | nothing}"

        """

    /// A metric as its strands: `instance: items (event) where condition`, and what it is broken down by.
    private func shape(_ metric: Metric, in survey: Survey) -> String {
        var words = metric.strands.map { strand in
            var words = strand.instance.map { "\($0.roster)=\($0.name): " } ?? ""
            words += strand.items.map { item in
                (item.isReversed ? "-" : "") + survey[item.variable].name
                    + (item.weight == 1 ? "" : "*\(item.weight)")
            }.joined(separator: " ")
            if let event = strand.event {
                words += (strand.items.isEmpty ? "" : " ") + "(\(event.text(in: survey)))"
            }
            if let condition = strand.condition { words += " where \(condition.text(in: survey))" }
            return words
        }.joined(separator: "; ")
        if !metric.by.isEmpty || metric.isByInstance {
            words += " by " + metric.by.map { survey[$0].name }.joined(separator: " ")
            words += metric.isByInstance ? "+instance" : ""
        }
        return words
    }

    @Test(
        arguments: [
            ("nps(recommend)", "recommend"),
            ("csat(overall) where branch == \"a\"", "overall where branch == \"a\""),
            ("csat(overall) by again, branch", "overall by again branch"),
            ("csat(satisfied.bot)", "satisfied.bot"),
            (
                "csat(satisfied)",
                "c=store: satisfied.store; c=phone: satisfied.phone; c=bot: satisfied.bot"
            ),
            (
                "csat(satisfied) by c",
                "c=store: satisfied.store; c=phone: satisfied.phone; c=bot: satisfied.bot by +instance"
            ),
            (
                "csat(satisfied) where c in [store, phone]",
                "c=store: satisfied.store; c=phone: satisfied.phone"
            ),
            ("csat(satisfied) where c == bot", "c=bot: satisfied.bot"),
            (
                "csat(satisfied) where not (c == bot) and again",
                "c=store: satisfied.store where again; c=phone: satisfied.phone where again"
            ),
            (
                "csat(satisfied) where c == bot or again",
                "c=store: satisfied.store where again; c=phone: satisfied.phone where again; c=bot: satisfied.bot"
            ),
            (
                "share(satisfied <= 2) where c != bot and care.warm >= 3",
                "c=store: (satisfied.store <= 2) where care.store.warm >= 3; "
                    + "c=phone: (satisfied.phone <= 2) where care.phone.warm >= 3"
            ),
            ("mean(care) where c == store", "c=store: care.store.warm -care.store.rude"),
            ("mean(care.phone)", "care.phone.warm -care.phone.rude"),
            ("mean(double) where c == phone", "c=phone: double.phone"),
            ("share(handled)", "c=bot: (handled.bot)"),
            ("mean(each)", "each"),
            ("median(spend)", "spend"),
            ("share(happy)", "(happy)"),
            ("index(overall: 2, perceived)", "overall*2 perceived.kept perceived.clean"),
            (
                "gap(perceived, wanted)", "perceived.kept wanted.kept perceived.clean wanted.clean"
            ),
            ("gap(perceived.kept, wanted.clean)", "perceived.kept wanted.clean"),
            ("retention(again)", "(again)"),
            ("churn(again and overall >= 3)", "(again and overall >= 3)"),
            ("lifetime(spend, again, discount: 0.1)", "spend (again)"),
        ])
    func isComputedOn(text: String, expected: String) throws {
        let survey = try compiled(Self.body + "metric it = \(text)\n")
        let metric = try #require(survey.metrics.first)
        #expect(shape(metric, in: survey) == expected)
    }

    @Test func functionsCarryWhatTheyNeed() throws {
        let survey = try compiled(
            Self.body + "metric a = csat(satisfied)\nmetric b = lifetime(spend, again, discount: 0.25)\n")
        #expect(survey.metrics.map(\.function) == [.csat(top: 2), .lifetime(discount: 0.25)])
    }

    @Test(
        arguments: [
            ("npss(recommend)", "E0702"), ("recommend", "E0701"), ("nps(overall)", "E0703"),
            ("ces(overall)", "E0703"), ("mean(why)", "E0703"), ("median(branch)", "E0703"),
            ("mean(happy)", "E0703"), ("index(spend)", "E0703"), ("nps(recommend + 1)", "E0704"),
            ("nps(recomend)", "E0201"), ("csat(satisfied.shop)", "E0216"),
            ("mean(overall, recommend)", "E0705"), ("gap(overall, recommend)", "E0705"),
            ("gap(perceived, care.bot)", "E0717"), ("index(overall, overall)", "E0709"),
            ("csat(overall) where again and not again", "E0708"),
            ("csat(satisfied) where c == shop", "E0309"), ("csat(satisfied) where c in []", "E0708"),
            ("csat(overall) where c == bot", "E0215"), ("csat(overall) by spend", "E0718"),
            ("csat(overall) by used", "E0718"), ("csat(overall) by c", "E0718"),
            ("csat(overall) by why", "E0718"), ("csat(overall) by perceived", "E0718"),
            ("index(overall: 0)", "E0720"), ("index(overall: again)", "E0720"),
            ("lifetime(spend, again)", "E0315"), ("lifetime(spend, again, discount: 0)", "E0721"),
            ("share(overall)", "E0302"), ("share(yes)", "E0315"), ("median(perceived)", "E0727"),
            ("csat(perceived)", "E0727"), ("mean(thanks)", "E0308"), ("mean()", "E0315"),
        ])
    func isNone(text: String, code: String) throws {
        let source = survey(Self.body + "metric it = \(text)\n")
        let found = compile(source).diagnostics.filter { $0.severity == .error }
        #expect(Set(found.map(\.code)) == [code], "\(text): \(render(found, in: source))")
    }

    @Test(
        arguments: [
            ("drivers of recommend: overall, perceived.kept", ["overall"], [String]()),
            ("drivers of recommend: satisfied.store", ["satisfied.store"], ["W1031"]),
            (
                "chain of recommend: satisfied, care.bot, each",
                ["satisfied.store", "satisfied.phone", "satisfied.bot"], []
            ),
            ("drivers of recommend: why", [], ["E0706"]),
            ("drivers of recommend: overall, overall", ["overall"], ["E0707"]),
        ])
    func relationsNameRoundsAndComputedValues(text: String, first: [String], codes: [String]) throws {
        let compilation = compile(survey(Self.body + text + "\n"))
        // Nothing else reads the computed values of the survey.
        #expect(compilation.diagnostics.map(\.code).filter { $0 != "W1001" } == codes)
        guard let survey = compilation.survey else { return }
        #expect(survey.relations[0].terms[0].variables.map { survey[$0].name } == first)
    }

    @Test func aDriverInEveryArmIsNotNarrow() {
        let compilation = compile(
            survey(
                """
                yesno old "Are you a customer?"
                if old { csat overall "How satisfied are you?" } else { csat overall "How does it look?" }
                nps recommend "How likely are you to recommend us?"
                drivers of recommend: overall

                """))
        #expect(compilation.diagnostics.isEmpty)
    }

    @Test func theVariablesOfQueriesDoNotStay() throws {
        let compilation = compile(
            survey("nps recommend \"R?\"\ntest \"it\" {\nexpect asked recommend and recommend == 0\n}\n"))
        let survey = try #require(compilation.survey)
        #expect(survey.variables.map(\.name) == ["recommend"])
        guard case .expect(let expectation)? = compilation.scenarios.first?.moves.first?.action else {
            Issue.record("no expectation")
            return
        }
        #expect(expectation.words == "asked recommend and recommend == 0")
        #expect(expectation.queries.map(\.subject) == [.asked([QuestionID(0)], [])])
        #expect(
            expectation.condition
                == .and([
                    .variable(VariableID(1)),
                    .compare(.equal, .variable(VariableID(0)), .literal(.number(0))),
                ]))
    }
}

/// What tests of a survey file cannot say.
@Suite struct ScenarioErrorTests {
    @Test(
        arguments: [
            ("answer recommend = 11", "E0711"), ("answer why = 3", "E0711"), ("answer why = \"\"", "E0711"),
            ("answer used = store", "E0711"), ("answer used = [store, store]", "E0711"),
            ("answer used = [shop]", "E0309"), ("answer overall = dont_know", "E0728"),
            ("answer recomend = 3", "E0201"), ("answer branch = \"a\"", "E0713"),
            ("answer thanks = 3", "E0713"), ("answer happy = yes", "E0713"),
            ("given recommend = 3", "E0712"), ("given branch = 3", "E0711"), ("given locale = es", "E0715"),
            ("given seed = -1", "E0715"), ("given today = 2026", "E0715"),
            ("expect asked whyy", "E0201"), ("expect check large", "E0710"),
            ("expect finish early", "E0710"), ("expect metric promotor = 3", "E0710"),
            ("expect offered used", "E0716"), ("expect offered why.bot", "E0716"),
            ("expect offered used.shop", "E0309"), ("expect recommend", "E0302"),
            ("expect text(happy) == \"a\"", "E0726"), ("expect text(recommend) == 3", "E0303"),
            ("expect text(3) == \"a\"", "E0315"), ("expect invalid(recommend)", "E0315"),
            ("expect invalid(happy, yes)", "E0713"), ("expect invalid(recommend, \"a\")", "E0711"),
            ("expect asked branch", "E0713"), ("interview 0 { }", "E0714"),
            ("interview { interview { } }", "E0722"),
        ])
    func isReported(line: String, code: String) {
        let source = survey(
            MetricTests.body + "metric promoter = nps(recommend)\ntest \"it\" {\n\(line)\n}\n")
        let found = compile(source).diagnostics.filter { $0.severity == .error }
        #expect(Set(found.map(\.code)) == [code], "\(line): \(render(found, in: source))")
    }
}

/// A compiled survey of a body that is right.
private func compiled(_ body: String) throws -> Survey {
    let source = survey(body)
    let compilation = compile(source)
    return try #require(compilation.survey, "\(render(compilation.diagnostics, in: source))")
}
