import RoutingProof
import SurveyModel
import Testing

/// Who is asked, decided by the proof.
@Suite("The same people")
struct ProvedPopulationTests {
    private func rules(_ old: String, _ new: String) throws -> [Change] {
        Comparison(from: try sampleSurvey(old), to: try sampleSurvey(new), populations: .proved).changes
    }

    private static let options = "choice q \"Q?\" {\n- x = 1 \"X\"\n- y = 2 \"Y\"\n- z = 3 \"Z\"\n}\n"
    private static let number = "number n 0...99 \"N?\"\n"
    private static let set = "choices s \"S?\" {\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}\n"
    private static let text = "text t \"T?\" optional\n"
    private static let day = "date d 2020-01-01...2030-01-01 \"D?\"\n"
    private static let rank = "ranking r \"R?\" {\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}\n"
    private static let grid = "grid g 1...5 \"G?\" {\n- u \"U\"\n- v \"V\"\n}\n"

    /// What stands before, one condition, another, and whether they ask the same people.
    static let conditions: [(String, String, String, Bool)] = [
        (options, "q == x", "q in [x]", true),
        (options, "q == x or q == y", "q != z", true),
        (options, "q == x", "q != z", false),
        (options, "not (q == x)", "q == y or q == z", true),
        (number, "n > 4", "n >= 5", true),
        (number, "n > 4", "n > 3", false),
        (number, "n in 5...10", "n >= 5 and n <= 10", true),
        (number, "n >= 0", "answered(n)", true),
        (number, "n * 2 > 8", "n > 4", true),
        ("number n 0...9 \"N?\" optional\n", "n >= 0", "not skipped(n)", true),
        ("number n 0...9 \"N?\" optional\n", "n > 4", "not (n <= 4)", true),
        ("number n 0...9 \"N?\" optional\n", "n > 4", "not (n <= 4) or skipped(n)", false),
        (set, "x in s", "not (x not in s)", true),
        (set, "x in s and y in s and z in s", "count(s) == 3", true),
        (set, "count(s) >= 2", "(x in s and y in s) or (x in s and z in s) or (y in s and z in s)", true),
        (set, "count(s) >= 2", "x in s", false),
        (text, "answered(t)", "not skipped(t)", true),
        (text, "t == \"a\"", "t == \"b\"", false),
        (day, "d < 2025-01-01", "d <= 2024-12-31", true),
        (day, "d < 2025-01-01", "d < 2025-01-02", false),
        (rank, "r[1] == x", "r.x == 1", true),
        (rank, "r[1] == x", "r.x <= 2", false),
        (grid, "g.u >= 4 or g.v >= 4", "not (g.u < 4 and g.v < 4)", true),
        (grid, "mean(g) >= 3", "g.u + g.v >= 6", true),
        (grid, "mean(g) >= 3", "g.u + g.v > 6", false),
    ]

    @Test("under two conditions", arguments: conditions)
    func underTwoConditions(_ case: (String, String, String, Bool)) throws {
        let (before, first, second, isSame) = `case`
        func survey(_ condition: String) -> String {
            before + "if \(condition) { csat a \"A?\" }\ncsat b \"B?\""
        }
        let changes = try rules(survey(first), survey(second))
        #expect(changes.map(\.rule) == [isSame ? .routingRewritten : .population])
        let change = try #require(changes.first)
        #expect(change.subject.name == "a")
        if isSame { return }
        #expect(change.variables == ["a"])
        // The other way round, what was gained is lost.
        let back = try #require(try rules(survey(second), survey(first)).first?.population)
        let there = try #require(change.population)
        #expect((there.gained == nil) == (back.lost == nil) && (there.lost == nil) == (back.gained == nil))
        #expect(there.gained != nil || there.lost != nil)
    }

    @Test func anInterviewGainedAndOneLostAreSaid() throws {
        let text = Self.number + "if n > 4 { csat a \"A?\" }"
        let change = try #require(try rules(text, text.replacing("n > 4", with: "n < 3")).first)
        let population = try #require(change.population)
        let gained = try #require(population.gained?.first.flatMap { Int($0.dropFirst(4)) })
        let lost = try #require(population.lost?.first.flatMap { Int($0.dropFirst(4)) })
        #expect(gained < 3 && lost > 4)
        #expect(population.gained?.count == 1 && population.gained?.first?.hasPrefix("n = ") == true)
    }

    @Test func anArmMovedToElseIsTheSame() throws {
        let before = Self.options + "if q == x { csat a \"A?\" } else { csat b \"B?\" }"
        let after = Self.options + "if q in [y, z] { csat b \"B?\" } else { csat a \"A?\" }"
        let changes = try rules(before, after)
        #expect(Set(changes.map(\.rule)) == [.routingRewritten, .questionOrder])
    }

    @Test func nestingIsNoChange() throws {
        let before = Self.options + Self.number + "if q == x and n > 4 { csat a \"A?\" }"
        let after = Self.options + Self.number + "if n > 4 { if q == x { csat a \"A?\" } }"
        #expect(try rules(before, after).map(\.rule) == [.routingRewritten])
    }

    @Test func anOptionThatIsNewAsksNobodyElse() throws {
        let before = Self.options + "if q == x { csat a \"A?\" }\ncsat b \"B?\""
        let after = before.replacing("- z = 3 \"Z\"", with: "- z = 3 \"Z\"\n- w = 4 \"W\"")
        #expect(try rules(before, after).map(\.rule) == [.optionAdded])
    }

    @Test func widerBoundsAskNobodyElse() throws {
        let before = Self.number + "if n > 4 { csat a \"A?\" }\nif not (n > 4) { csat b \"B?\" }"
        let changes = try rules(before, before.replacing("0...99", with: "0...999"))
        #expect(changes.map(\.rule) == [.widerBounds])
    }

    @Test func whatFollowsAChangeAboveIsNamedWithIt() throws {
        let before =
            Self.number
            + "if n > 4 { csat a \"A?\" }\nif a >= 4 { csat b \"B?\" }\nif a < 2 { csat c \"C?\" }\ncsat e \"E?\""
        let changes = try rules(before, before.replacing("n > 4", with: "n > 50"))
        #expect(changes.map(\.rule) == [.population, .population])
        #expect(changes.allSatisfy { $0.subject.name == "a" })
        #expect(changes[0].variables == ["a"] && changes[1].variables == ["b", "c"])
    }

    @Test func aChangeAboveThatCancelsOutIsNone() throws {
        // `a` is asked of others, `b` of the same people as before.
        let before = Self.number + "if n > 4 { csat a \"A?\" }\nif n > 60 and answered(a) { csat b \"B?\" }"
        let changes = try rules(before, before.replacing("n > 4", with: "n > 50"))
        #expect(changes.map(\.rule) == [.population])
        #expect(changes[0].variables == ["a"])
    }

    @Test func aScreenOutIsTheCause() throws {
        let before = Self.number + "csat a \"A?\"\ncsat b \"B?\""
        let after = Self.number + "if n < 18 { finish screened young \"Bye\" }\ncsat a \"A?\"\ncsat b \"B?\""
        let changes = try rules(before, after)
        #expect(changes.map(\.rule) == [.population, .endingAdded])
        #expect(changes[0].subject == Change.Subject(.ending, "young"))
        let lost = try #require(changes[0].population?.lost?.first.flatMap { Int($0.dropFirst(4)) })
        #expect(lost < 18 && changes[0].population?.gained == nil)
    }

    @Test func aRowIsShownToOthers() throws {
        let before = Self.number + "grid g 1...5 \"G?\" {\n- u \"U\"\n- v \"V\" if n > 4\n}"
        #expect(
            try rules(before, before.replacing("n > 4", with: "n >= 5")).map(\.rule) == [.routingRewritten])
        let changes = try rules(before, before.replacing("n > 4", with: "n > 5"))
        #expect(changes.map(\.rule) == [.population])
        #expect(changes[0].subject == Change.Subject(.row, "g.v") && changes[0].variables == ["g.v"])
    }

    @Test func aCheckThatStopsOthersIsAnother() throws {
        let before = Self.number + "require n > 4 else c \"No.\"\ncsat a \"A?\""
        #expect(
            Set(try rules(before, before.replacing("n > 4", with: "n >= 5")).map(\.rule)) == [
                .routingRewritten
            ])
        let changes = try rules(before, before.replacing("n > 4", with: "n > 5"))
        #expect(Set(changes.map(\.rule)) == [.hardCheck, .population])
    }

    @Test func aRosterOfOtherOptionsIsFollowed() throws {
        let before = Self.set + "for c in s { csat k \"K?\" }"
        let changes = try rules(before, before.replacing("- z \"Z\"", with: "- z \"Z\"\n- w \"W\""))
        #expect(changes.map(\.rule) == [.optionAdded, .instanceAdded])
    }

    @Test func aBudgetThatIsUsedUpLeavesItUndecided() throws {
        let before = (0..<12).map { "number n\($0) 0...99 \"N\($0)?\"\n" }.joined()
        func survey(_ bound: Int) throws -> Survey {
            let sum = (0..<12).map { "n\($0)" }.joined(separator: " + ")
            return try sampleSurvey(before + "if \(sum) > \(bound) { csat a \"A?\" }")
        }
        let tight = PopulationProof.proved(within: Budget(nodes: 1, steps: 1))
        let changes = Comparison(from: try survey(500), to: try survey(501), populations: tight).changes
        #expect(changes.map(\.rule) == [.populationUndecided])
    }
}
