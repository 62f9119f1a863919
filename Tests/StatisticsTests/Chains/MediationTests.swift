import Testing

@testable import Statistics

@Suite struct MediationTests {
    private func check(_ effect: Mediation.Effect, _ row: [Double]) throws {
        #expect(relativeError(effect.value, row[0]) < 1e-9)
        #expect(relativeError(effect.standardError, row[1]) < 1e-9)
        #expect(relativeError(try effect.pValue.get(), row[2]) < 1e-9)
    }

    @Test(arguments: ["chain", "chain-long"])
    func agreesWithLm(_ name: String) throws {
        let table = try MomentTable(name)
        let centred = try table.centred
        let k = centred.count - 1
        let chain = try Mediation.fit(centred, terms: Array(1...k), outcome: 0).get()
        for link in 0..<k { try check(chain.links[link], table.rows[link]) }
        try check(chain.total, table.rows[k])
        try check(try #require(chain.direct), table.rows[k + 1])
        let indirect = try #require(chain.indirect)
        #expect(relativeError(indirect.value, table.rows[k + 2][0]) < 1e-9)
        #expect(relativeError(indirect.standardError, table.rows[k + 2][1]) < 1e-9)
        #expect(relativeError(try indirect.pValue.get(), table.rows[k + 2][2]) < 1e-9)
        let interval = try indirect.interval().get()
        #expect(interval.lower < indirect.value && indirect.value < interval.upper)
    }

    @Test func agreesWithLavaanWhoseErrorsDivideByN() throws {
        let lavaan = try MomentTable.rows("chain-lavaan")
        let two = try MomentTable("chain")
        let chain = try Mediation.fit(try two.centred, terms: [1, 2], outcome: 0).get()
        let n = Double(chain.n)
        func agrees(_ effect: Mediation.Effect, _ row: [Double], predictors: Double) {
            #expect(relativeError(effect.value, row[0]) < 1e-6)
            let error = effect.standardError * ((n - predictors - 1) / n).squareRoot()
            #expect(relativeError(error, row[1]) < 1e-6)
        }
        agrees(chain.links[0], lavaan[0], predictors: 1)
        agrees(chain.links[1], lavaan[1], predictors: 2)
        agrees(try #require(chain.direct), lavaan[2], predictors: 2)
        #expect(relativeError(try #require(chain.indirect).value, lavaan[3][0]) < 1e-6)
        let long = try Mediation.fit(try MomentTable("chain-long").centred, terms: [1, 2, 3], outcome: 0)
            .get()
        for link in 0..<3 { agrees(long.links[link], lavaan[4 + link], predictors: Double(link + 1)) }
        #expect(relativeError(try #require(long.indirect).value, lavaan[7][0]) < 1e-6)
    }

    @Test func theTotalIsTheDirectAndTheIndirectTogether() throws {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<50 {
            let rows = relatedRows(30, columns: 3, points: 7, &generator)
            let centred = try #require(try crossMoments(rows).centred)
            guard case .success(let chain) = Mediation.fit(centred, terms: [1, 2], outcome: 0) else {
                continue
            }
            let sum = try #require(chain.direct).value + #require(chain.indirect).value
            #expect(abs(sum - chain.total.value) < 1e-12)
        }
    }

    @Test func aChainOfOneTermHasOneLinkAndNothingIndirect() throws {
        let centred = try #require(try crossMoments([[1, 2], [3, 3], [2, 5], [5, 4], [4, 4]]).centred)
        let chain = try Mediation.fit(centred, terms: [1], outcome: 0).get()
        #expect(chain.links == [chain.total] && chain.direct == nil && chain.indirect == nil)
        #expect(Mediation.fit(centred, terms: [], outcome: 0) == .failure(.tooFewItems(minimum: 1)))
    }

    @Test func aLinkOfZeroHasAnErrorAllTheSame() throws {
        // The first term and the second do not go together at all.
        let rows = [
            [1, 1, 1], [2, 1, 2], [2, 2, 1], [5, 2, 2], [1, 1, 1], [3, 1, 2], [2, 2, 1], [4, 2, 2],
        ]
        let chain = try Mediation.fit(
            try #require(try crossMoments(rows).centred), terms: [1, 2], outcome: 0
        ).get()
        #expect(chain.links[0].value == 0 && chain.indirect?.value == 0)
        #expect(try #require(chain.indirect).standardError > 0)
        #expect(try #require(chain.indirect).pValue.get() == 1)
    }

    @Test func whatHasNoChainSaysWhy() throws {
        let rows = [[1, 1, 5], [2, 3, 3], [4, 2, 1], [5, 5, 2], [3, 4, 4], [1, 2, 2]]
        func fit(_ rows: [[Int]]) throws -> Estimate<Mediation> {
            Mediation.fit(try #require(try crossMoments(rows).centred), terms: [1, 2], outcome: 0)
        }
        #expect(try fit(rows.map { [$0[0], $0[1], 6 - $0[1]] }) == .failure(.collinearItem(1)))
        #expect(try fit(rows.map { [$0[0], 3, $0[1]] }) == .failure(.constantItem(0)))
        #expect(try fit(rows.map { [4, $0[0], $0[1]] }) == .failure(.constant))
        #expect(try fit(Array(rows.prefix(3))) == .failure(.tooFew(minimum: 4)))
    }
}

@Suite struct PenaltyRewardTests {
    private func moments(_ values: [Int]) throws -> Moments {
        try #require(
            Moments(
                n: values.count, sum: values.reduce(0) { $0 + Int128($1) },
                sumOfSquares: values.reduce(0) { $0 + Int128($1 * $1) }))
    }

    @Test func agreesWithLm() throws {
        let rows = try MomentTable.rows("penalty-reward")
        let groups = try rows[0...2].map {
            try #require(Moments(n: Int($0[0]), sum: Int128($0[1]), sumOfSquares: Int128($0[2])))
        }
        let model = PenaltyReward(middle: groups[0], top: groups[1], bottom: groups[2])
        #expect(relativeError(try model.intercept.get(), rows[3][0]) < 1e-12)
        #expect(relativeError(try model.rSquared.get(), rows[3][1]) < 1e-9)
        let reward = [
            try model.reward.get(), try model.rewardError.get(), try model.rewardPValue.get(),
            try model.rewardInterval().get().lower, try model.rewardInterval().get().upper,
        ]
        let penalty = [
            try model.penalty.get(), try model.penaltyError.get(), try model.penaltyPValue.get(),
            try model.penaltyInterval().get().lower, try model.penaltyInterval().get().upper,
        ]
        for (value, expected) in zip(reward + penalty, rows[4] + rows[5]) {
            #expect(relativeError(value, expected) < 1e-9)
        }
    }

    @Test func emptyAndConstantGroupsSayWhy() throws {
        let (some, none) = (try moments([1, 2, 3]), try moments([]))
        let noTop = PenaltyReward(middle: some, top: none, bottom: try moments([0, 1]))
        #expect(noTop.reward == .failure(.empty) && noTop.rewardError == .failure(.empty))
        #expect(try noTop.penalty.get() == -1.5)
        #expect(try noTop.penaltyError.get() > 0)
        #expect(PenaltyReward(middle: none, top: some, bottom: some).reward == .failure(.empty))
        let same = PenaltyReward(
            middle: try moments([2, 2]), top: try moments([5]), bottom: try moments([1]))
        #expect(try same.reward.get() == 3)
        #expect(same.rewardError == .failure(.constant) && same.rewardInterval() == .failure(.constant))
        #expect(try same.rSquared.get() == 1)
        let few = PenaltyReward(middle: try moments([2]), top: try moments([5]), bottom: try moments([1]))
        #expect(few.penaltyError == .failure(.tooFew(minimum: 4)))
        #expect(PenaltyReward(middle: none, top: none, bottom: none).rSquared == .failure(.empty))
    }
}
