import Testing

@testable import Statistics

@Suite struct RakingTests {
    private func margins() throws -> [RakingMargin] {
        let rows = try ReferenceTable("weights-margins", columns: 3).rows
        return ["stype", "awards", "sch.wide"].enumerated().map { index, name in
            let own = rows.filter { Int($0[0]) == index }
            return RakingMargin(
                variable: name, categories: own.map { String(Int($0[1])) }, targets: own.map { $0[2] })
        }
    }

    private func schools() throws -> [[Int]] {
        try ReferenceTable("weights-respondents", columns: 6).rows.map { row in row[2...4].map { Int($0) } }
    }

    private func patterns(_ respondents: [[Int]]) -> (patterns: [RakingPattern], place: [[Int]: Int]) {
        var counts: [[Int]: Int] = [:]
        for respondent in respondents { counts[respondent, default: 0] += 1 }
        let keys = counts.keys.sorted { $0.lexicographicallyPrecedes($1) }
        return (
            keys.map { RakingPattern($0.map(Optional.some), count: counts[$0] ?? 0) },
            Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        )
    }

    private func fault(
        _ margins: [RakingMargin], _ patterns: [RakingPattern], caps: ClosedRange<Double>? = nil
    )
        -> RakingFault?
    {
        do throws(RakingFault) {
            _ = try Raking(patterns, to: margins, caps: caps)
            return nil
        } catch { return error }
    }

    private let sex = RakingMargin(variable: "sex", categories: ["f", "m"], targets: [52, 48])
    private let age = RakingMargin(variable: "age", categories: ["young", "old"], targets: [30, 70])
    private let four = [
        RakingPattern([0, 0], count: 10), RakingPattern([0, 1], count: 20), RakingPattern([1, 0], count: 30),
        RakingPattern([1, 1], count: 5),
    ]

    @Test func weightsAreThoseOfSurvey() throws {
        let expected = try ReferenceTable("weights-raked", columns: 2).rows
        let schools = try schools()
        let (patterns, place) = patterns(schools)
        let raked = try Raking(patterns, to: margins())
        let ones = schools.map { [$0[0]] }
        let (types, typePlace) = self.patterns(ones)
        let post = try Raking(types, to: [margins()[0]])
        #expect(post.rounds == 1)
        for (index, row) in expected.enumerated() {
            let postPlace = try #require(typePlace[ones[index]])
            let rakedPlace = try #require(place[schools[index]])
            #expect(relativeError(post.weights[postPlace], row[0]) < 1e-12)
            #expect(relativeError(raked.weights[rakedPlace], row[1]) < 1e-10)
        }
    }

    @Test func anyMarginsOfAWeightedTableAreReached() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<100 {
            let sizes = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                Int.random(in: 1...4, using: &random)
            }
            var respondents: [[Int]: Int] = [:]
            var truth = sizes.map { [Double](repeating: 0, count: $0) }
            for _ in 0..<60 {
                let key = sizes.map { Int.random(in: 0..<$0, using: &random) }
                if respondents[key] == nil { respondents[key] = Int.random(in: 1...50, using: &random) }
            }
            for (key, count) in respondents {
                let weight = Double.random(in: 0.2...5, using: &random)
                for (margin, category) in key.enumerated() {
                    truth[margin][category] += weight * Double(count) * 7
                }
            }
            let margins = truth.enumerated().map { index, targets in
                RakingMargin(
                    variable: "v\(index)", categories: targets.indices.map(String.init),
                    targets: targets.map { $0 == 0 ? nil : $0 })
            }
            let patterns = respondents.map { RakingPattern($0.key.map(Optional.some), count: $0.value) }
            let raking = try Raking(patterns, to: margins)
            let n = Double(respondents.values.reduce(0, +))
            for (index, margin) in margins.enumerated() {
                for category in margin.categories.indices where margin.targets[category] != nil {
                    let achieved = zip(patterns, raking.weights).filter { $0.0.categories[index] == category }
                        .reduce(0) { $0 + $1.1 * Double($1.0.count) }
                    let target = try #require(margin.targets[category]) / margin.total * n
                    #expect(relativeError(achieved, target) < 1e-11)
                }
            }
            #expect(raking.largestError < Raking.tolerance)
        }
    }

    @Test func capsAndTargetsHoldTogether() throws {
        let free = try Raking(four, to: [sex, age])
        let most = try #require(free.weights.max())
        let least = try #require(free.weights.min())
        let schools = try patterns(schools()).patterns
        let wide = try Raking(schools, to: margins(), caps: 0.4...1.48)
        #expect(wide.weights.allSatisfy { (0.4...1.48).contains($0) })
        let uncapped = try Raking(schools, to: margins())
        #expect(wide.largestError < Raking.tolerance && wide.weights != uncapped.weights)
        // Two by two leaves one degree of freedom: caps below what the targets need cannot hold.
        #expect(throws: RakingFault.self) { try Raking(four, to: [sex, age], caps: 0.9...1.1) }
        #expect(try Raking(four, to: [sex, age], caps: least / 2...most * 2).weights == free.weights)
        #expect(fault([sex, age], four, caps: 2...3) == .invalidCaps)
    }

    @Test func sharesAndCountsMix() throws {
        var shares = sex
        shares.targets = [0.52, 0.48]
        let mixed = try Raking(four, to: [shares, age]).weights
        for (left, right) in zip(mixed, try Raking(four, to: [sex, age]).weights) {
            #expect(relativeError(left, right) < 1e-11)
        }
        shares.targets = [0.52, 0.47]
        #expect(fault([shares, age], four) == .shares(variable: "sex", part: nil, total: 0.99))
    }

    @Test func aPartOfThePopulationIsWeightedWithinItself() throws {
        let locale = RakingMargin(variable: "locale", categories: ["es", "sv"], targets: [0.5, 0.5])
        let within = RakingMargin(
            variable: "sex", categories: ["f", "m"], targets: [1, 3], part: "es", share: 0.5)
        let patterns = [
            RakingPattern([0, 0], count: 30), RakingPattern([0, 1], count: 30),
            RakingPattern([1, nil], count: 20),
        ]
        let raking = try Raking(patterns, to: [locale, within])
        let sums = zip(raking.weights, [30.0, 30, 20]).map { $0 * $1 }
        #expect(zip(sums, [10.0, 30, 40]).allSatisfy { relativeError($0, $1) < 1e-12 })
    }

    @Test func aTargetOfZeroTakesTheWeight() throws {
        var none = sex
        none.targets = [100, 0]
        let raking = try Raking(four, to: [none, age])
        #expect(raking.weights[2...] == [0, 0])
        #expect(relativeError(raking.weights[0] * 10 / 30, 0.3) < 1e-12)
    }

    @Test func whatDoesNotFitIsNamed() {
        var margin = sex
        margin.targets = [52, -48]
        #expect(
            fault([margin], [RakingPattern([0], count: 1)])
                == .invalidTarget(variable: "sex", category: "m", part: nil))
        margin.targets = [.nan, 1]
        #expect(
            fault([margin], [RakingPattern([0], count: 1)])
                == .invalidTarget(variable: "sex", category: "f", part: nil))
        margin.targets = [0, 0]
        #expect(
            fault([margin], [RakingPattern([0], count: 1)])
                == .invalidTotal(variable: "sex", part: nil, total: 0))
        margin.targets = [1e300, 1e300]
        #expect(
            fault([margin], [RakingPattern([0], count: 1)])
                == .invalidTotal(variable: "sex", part: nil, total: 2e300))
        #expect(
            fault([sex], [RakingPattern([0], count: 5)])
                == .noRespondent(variable: "sex", category: "m", part: nil))
        margin.targets = [100, nil]
        #expect(
            fault([margin], [RakingPattern([0], count: 5), RakingPattern([1], count: 1)])
                == .noTarget(variable: "sex", category: "m", part: nil))
        margin.targets = [50, 60]
        #expect(fault([margin, age], four) == .totals(first: "sex", 110, second: "age", 100, part: nil))
        #expect(fault([sex], []) == .noRespondent(variable: "sex", category: "f", part: nil))
        #expect(fault([], []) == .nobody)
        #expect(fault([sex], [RakingPattern([], count: 1)]) == .shape)
        #expect(fault([sex], [RakingPattern([2], count: 1)]) == .shape)
        #expect(fault([sex], [RakingPattern([0], count: -1)]) == .shape)
    }

    @Test func targetsThatContradictEachOtherInTheAnswersFail() {
        // All women are young and all men old, but the targets say otherwise.
        let diagonal = [RakingPattern([0, 0], count: 10), RakingPattern([1, 1], count: 10)]
        guard
            case .notConverging(let variable, let category, nil, let error, let rounds)? = fault(
                [sex, age], diagonal)
        else {
            Issue.record("no fault")
            return
        }
        #expect(variable == "sex" && category == "m" && error > 0.1 && rounds < 1_000)
    }

    @Test func anExtremeTargetIsNoTrap() throws {
        var margin = sex
        margin.targets = [1e-300, 1e299]
        let weights = try Raking(
            [RakingPattern([0], count: Int.max), RakingPattern([1], count: Int.max)], to: [margin]
        ).weights
        #expect(weights.allSatisfy { $0.isFinite && $0 >= 0 })
    }

    @Test func twentyThousandPatternsComeAsNearAsFour() throws {
        var random = SeededGenerator(seed: 40)
        var patterns: [RakingPattern] = []
        for a in 0..<20 {
            for b in 0..<20 {
                for c in 0..<50 {
                    patterns.append(RakingPattern([a, b, c], count: Int.random(in: 1...9, using: &random)))
                }
            }
        }
        let margins = [20, 20, 50].enumerated().map { index, count in
            let whole = Double(count * (count + 1) / 2)
            let shares: [Double?] = (1...count).map { Double($0) / whole }
            let names = (1...count).map { String($0) }
            return RakingMargin(variable: "v\(index)", categories: names, targets: shares)
        }
        let raking = try Raking(patterns, to: margins)
        #expect(raking.largestError < Raking.tolerance && raking.rounds < 50)
    }
}
