import Interview
import RoutingProof
import SurveyCompiler
import SurveyModel
import Testing

@testable import Scenarios

/// Sets of tests that visit everything.
@Suite struct CoveringTests {
    /// Finds a set, reads it again with the survey, and runs it: it must visit what it says, by what it says.
    @discardableResult
    static func check(_ text: String, as name: String) throws -> (survey: Survey, set: CoveringSet) {
        let plain = Shipped.withoutTests(text)
        let survey = try Shipped.compiled(plain, as: name).survey
        let proof = prove(survey)
        let set = CoveringSet(proof)
        let again = try Shipped.compiled(plain + set.text(in: survey, comment: ["Generated."]), as: name)
        #expect(again.scenarios.map(\.name) == set.members.map(\.scenario.name))
        #expect(Set(again.scenarios.map(\.name)).count == set.members.count)
        let runner = ScenarioRunner(again.survey)
        var visits = Visits()
        for scenario in again.scenarios {
            let result = runner.run(scenario)
            #expect(result.holds, "\(words(result))")
            visits.merge(result.visits)
        }
        for target in set.visited { #expect(visits[target] == .explicit, "\(target.words(in: survey))") }
        // What is called impossible is not visited by any of them.
        for target in set.impossible { #expect(visits[target] == nil, "\(target.words(in: survey))") }
        // All that the proof calls possible is visited.
        let report = CoverageReport(visits, of: survey) { proof.verdict(of: $0) }
        #expect(report.missed.isEmpty, "\(report.missed.map { $0.words(in: survey) })")
        #expect(set.unvisited.isEmpty)
        #expect(set.lowerBound <= set.members.count)
        return (survey, set)
    }

    @Test(arguments: ["service_loyalty", "staff", "promoter", "service_audit"])
    func `the set of an instrument is known to be smallest`(name: String) throws {
        let (_, set) = try Self.check(try Shipped.text(name), as: name)
        #expect(set.isSmallest, "\(set.members.count) and \(set.lowerBound)")
    }

    @Test func `what chance does not find the proof does`() throws {
        let text = """
            survey rare
            version 1
            language en
            number one 0...100000 "One"
            number two 0...100000 "Two"
            date first 2020-01-01...2030-12-31 "First"
            date last  2020-01-01...2030-12-31 "Last"
            require last >= first else dates "The last day is before the first."
            if one + two == 77777 { note sum "Just so." }
            if last - first == 366 { note year "A leap year." }
            finish "Thank you."

            """
        let (survey, set) = try Self.check(text, as: "rare")
        let names = set.members.flatMap(\.adds).map { $0.words(in: survey) }
        #expect(names.contains("question sum") && names.contains("question year"))
        #expect(names.contains("check dates fires"))
        #expect(set.members.count == 3 && set.isSmallest)
    }

    @Test func `what belongs together is visited by one interview`() throws {
        let arms = (0..<6).map { "yesno q\($0) \"Q\"\nif q\($0) { note n\($0) \"N\" }" }
        let text =
            "survey pairs\nversion 1\nlanguage en\n" + arms.joined(separator: "\n") + "\nfinish \"Thanks\"\n"
        let (_, set) = try Self.check(text, as: "pairs")
        #expect(set.members.count == 2 && set.isSmallest)
    }

    @Test func `arms of a split and draws are fixed or seeded`() throws {
        let text = """
            survey drawn
            version 1
            language en
            options ways {
                - store "Store"
                - phone "Phone"
                - email "E-mail"
            }
            split wording {
                - plain { yesno again "Again?" }
                - warm { yesno again "Would you come again?" }
            }
            draw 1 {
                yesno a "A"
                yesno b "B"
                yesno c "C"
            }
            choices used from ways "Which?" draw 2
            finish "Thank you."

            """
        let (survey, set) = try Self.check(text, as: "drawn")
        let written = set.text(in: survey, comment: [])
        #expect(written.contains("given wording = plain") && written.contains("given wording = warm"))
        #expect(written.contains("given seed = "))
        // Each of three is drawn alone, and asked both ways.
        #expect(set.lowerBound == 6 && set.members.count == 6)
    }

    @Test func `what existing tests visit is left out`() throws {
        let (survey, scenarios) = try compiled(
            """
            choice way "Which?" {
                - store "Store"
                - phone "Phone"
                - email "E-mail"
            }
            if way == store { text why "Why?" optional }
            test "one" {
                answer way = store
                answer why = "So"
            }
            """)
        let proof = prove(survey)
        let result = ScenarioRunner(survey).run(scenarios[0])
        let whole = CoveringSet(proof)
        let rest = CoveringSet(proof, beside: result.visits)
        #expect(whole.members.count == 3 && whole.isSmallest)
        #expect(rest.members.count == 2 && rest.isSmallest)
        #expect(!rest.visited.contains { result.visits[$0] == .explicit })
        #expect(CoveringSet(proof, beside: result.visits).members == rest.members)
    }
}

/// The choice of few sets among many.
@Suite struct SmallCoverTests {
    @Test func `it covers all, with no needless one, and near the best`() {
        var generator = SeededGenerator(seed: 3, name: "covers")
        var worse = 0
        for _ in 0..<300 {
            let places = 1 + generator.below(9)
            let count = 1 + generator.below(8)
            let sets = (0..<count).map { _ in
                var set = TargetSet(count: places)
                for place in 0..<places where generator.below(3) == 0 { set.insert(place) }
                return set
            }
            var wanted = TargetSet(count: places)
            for place in 0..<places { wanted.insert(place) }
            let chosen = SmallCover(sets: sets, wanted: wanted).chosen()
            var all = TargetSet(count: places)
            for set in sets { all.formUnion(set) }
            func union(_ chosen: [Int]) -> TargetSet {
                var found = TargetSet(count: places)
                for place in chosen { found.formUnion(sets[place]) }
                return found
            }
            #expect(union(chosen) == all)
            for place in chosen { #expect(union(chosen.filter { $0 != place }) != all) }
            let best = (0..<(1 << count)).filter { mask in
                union((0..<count).filter { mask >> $0 & 1 == 1 }) == all
            }.map(\.nonzeroBitCount).min()
            if chosen.count != best { worse += 1 }
        }
        #expect(worse < 6, "\(worse)")
    }
}
