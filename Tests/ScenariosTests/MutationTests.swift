import RoutingProof
import SurveyModel
import Testing

@testable import Scenarios

/// Small changes of a survey, and which of them its tests notice.
@Suite struct MutationTests {
    /// A report on the tests of a survey, with each change as `place: original -> changed`.
    static func report(_ body: String, most: Int = 1_000) throws -> (
        MutationReport, [String: MutationReport.Outcome]
    ) {
        let (survey, scenarios) = try compiled(body)
        for scenario in scenarios {
            let result = ScenarioRunner(survey).run(scenario)
            let holds = result.holds
            #expect(holds, "\(ScenariosTests.words(result))")
        }
        let report = MutationCheck(survey, scenarios).run(Mutation.all(of: survey), most: most)
        var words: [String: MutationReport.Outcome] = [:]
        for (mutation, outcome) in report.tried {
            let line =
                "\(mutation.place(in: survey)): \(mutation.original(in: survey)) -> \(mutation.changed(in: survey))"
            #expect(words.updateValue(outcome, forKey: line) == nil, "\(line)")
        }
        return (report, words)
    }

    @Test func `a boundary that no test stands on is named`() throws {
        let (report, words) = try Self.report(
            """
            nps recommend "How likely?"
            if recommend <= 6 { text why "Why?" optional }
            test "a detractor" {
                answer recommend = 3
                expect asked why
            }
            test "a promoter" {
                answer recommend = 9
                expect not asked why
            }
            test "on neither side of it" {
                expect asked recommend
            }
            """)
        #expect(
            words == [
                "block with why: recommend <= 6 -> recommend < 6": .unnoticed,
                "block with why: recommend <= 6 -> recommend <= 7": .unnoticed,
                "block with why: recommend <= 6 -> not recommend <= 6": .noticed("a detractor"),
                "block with why: recommend <= 6 -> always true": .noticed("a promoter"),
                "block with why: recommend <= 6 -> never true": .noticed("a detractor"),
                "ending of the file: complete -> screened": .unnoticed,
            ])
        #expect(report.noticedCount == 3 && report.countable == 6 && report.count == 6)
    }

    @Test func `a change that no interview shows is not counted`() throws {
        let (report, words) = try Self.report(
            """
            rating one 1...5 "One"
            if one >= 3 {
                rating two 1...5 "Two"
                if one > 1 or two == 2 { note good "Good" }
                require one + two >= 3 else sum "Too little"
            }
            finish "Thanks"
            test "good" {
                answer one = 4
                answer two = 1
                expect asked good
            }
            """)
        // Whoever comes here has said three or more.
        for changed in ["one >= 1 or two == 2", "one > 2 or two == 2", "one > 1 or two == 1", "always true"] {
            #expect(words["block with good: one > 1 or two == 2 -> \(changed)"] == .equivalent, "\(changed)")
        }
        #expect(words["check sum: one + two >= 3 -> one + two >= 4"] == .equivalent)
        #expect(words["check sum: one + two >= 3 -> one + two >= 2"] == .equivalent)
        #expect(words["check sum: one + two >= 3 -> always true"] == .equivalent)
        #expect(words["check sum: one + two >= 3 -> not one + two >= 3"] == .noticed("good"))
        #expect(words["block with two: one >= 3 -> one > 3"] == .unnoticed)
        #expect(words["ending \"Thanks\": complete -> screened"] == .unnoticed)
        #expect(report.countable < report.tried.count)
    }

    @Test func `every kind of place is changed`() throws {
        let (_, words) = try Self.report(
            """
            given digital: yesno
            options ways {
                - store "Store"
                - bot   "Bot"  if digital
                - none  "None" exclusive
            }
            choices used from ways "Which?"
            choices tried from ways "Which others?"
            choice best from used "Best?"
            grid quality 1...5 "Quality" {
                - kept  "Kept"
                - clean "Clean" if store in used
            }
            for w in used {
                csat satisfied "How: {w}?"
                if satisfied <= 2 { text wrong "What?" optional }
            }
            yesno more "More?"
            if more { text what "What?" optional } else { text other "Why not?" optional }
            confirm more or not store in used else sure "Sure?"
            finish screened out "Out"
            test "all" {
                given digital = yes
                answer used = [store, bot]
                answer best = store
                answer satisfied.store = 2
                answer satisfied.bot = 4
                answer more = yes
                expect offered used.bot and asked quality.clean and asked wrong.store and not asked wrong.bot
                expect not offered best.none and asked what and finish out and finish screened
            }
            test "nothing" {
                given digital = no
                answer used = [none]
                answer more = no
                expect not asked best and asked other and not offered tried.bot and not check sure
            }
            """)
        #expect(words["option used.bot: digital -> always true"] == .noticed("nothing"))
        #expect(words["option used.bot: digital -> never true"] == .noticed("all"))
        #expect(words["question best: from used -> dropped"] == .noticed("all"))
        #expect(words["row quality.clean: store in used -> never true"] == .noticed("all"))
        #expect(words["w = store: store in used -> never true"] == .noticed("all"))
        #expect(
            words["block with wrong.store: satisfied.store <= 2 -> satisfied.store < 2"] == .noticed("all"))
        #expect(words["block with other: else after more -> dropped"] == .noticed("nothing"))
        #expect(
            words["check sure: more or not store in used -> more and not store in used"]
                == .noticed("nothing"))
        #expect(words["ending out: screened -> complete"] == .noticed("all"))
    }

    @Test func `where there are many, each n-th is tried`() throws {
        let numbers = (0..<20).map {
            "rating r\($0) 1...5 \"R\"\nif r\($0) == 3 { text t\($0) \"T\" optional }"
        }
        let body = numbers.joined(separator: "\n") + "\ntest \"one\" { expect asked r0 }\n"
        let (survey, scenarios) = try compiled(
            body.replacing("{ expect asked r0 }", with: "{\n    expect asked r0\n}"))
        let all = Mutation.all(of: survey)
        let report = MutationCheck(survey, scenarios).run(all, most: 10)
        #expect(report.count == all.count && report.tried.count == 10)
        #expect(Set(report.tried.map { $0.mutation.place(in: survey) }).count == 10)
        #expect(MutationCheck(survey, scenarios).run(all, most: 0).tried.isEmpty)
    }

    @Test func `what was written once is changed everywhere together`() throws {
        let (survey, _) = try compiled(
            """
            options ways {
                - store "Store"
                - phone "Phone"
            }
            choices used from ways "Which?"
            for w in used {
                csat satisfied "How: {w}?"
                if satisfied <= 2 { text wrong "What?" optional }
            }
            """)
        let apart = Mutation.all(of: survey)
        let arms = survey.conditionPlaces.filter(survey.isArm)
        #expect(arms.count == 2)
        let together = Mutation.all(of: survey) { arms.contains($0) ? 10..<20 : nil }
        #expect(apart.count == together.count + 5)
        let first = try #require(together.first { $0.site == .condition(arms) })
        let changed = first.applied(to: survey)
        for place in arms { #expect(changed.condition(at: place) != survey.condition(at: place)) }
    }

    @Test func `a change of several places differs where one of them is reached only by another`() throws {
        // The second pass is met only where the first was true: with both made the difference it would seem not to be.
        let (survey, _) = try compiled(
            """
            rating a 1...5 "A"
            number n 0...9 "N"
            if a >= 3 {
                if a >= 4 { text t "T" optional }
            }
            """)
        let arms = survey.conditionPlaces.filter(survey.isArm)
        let outer = try #require(survey.condition(at: arms[0]))
        let both = Mutation(.condition(arms), .becomes([outer, .literal(.yesno(true))]))
        let none = Mutation(
            .condition(arms), .becomes([outer, try #require(survey.condition(at: arms[1]))]))
        let check = MutationCheck(survey, [])
        #expect(check.run([both, none], most: 2).tried.map(\.outcome) == [.unnoticed, .equivalent])
    }
}
