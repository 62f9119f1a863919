import Testing

@testable import Statistics

@Suite struct WeightedFigureTests {
    private struct School {
        var weight: Int64
        var score: Int64
        var award: Bool
        var group: Int
    }

    private func schools(every step: Int) throws -> [School] {
        let rows = try ReferenceTable("weights-respondents", columns: 6).rows
        return stride(from: 0, to: rows.count, by: step).map { index in
            let row = rows[index]
            return School(
                weight: Int64((row[0] * 1e9).rounded()), score: Int64(row[1]), award: row[3] == 1,
                group: Int(row[5]))
        }
    }

    @Test func figuresAreThoseOfSurvey() throws {
        for row in try ReferenceTable("weights-figures", columns: 12).rows {
            let schools = try schools(every: Int(row[0]))
            var moments = WeightedMoments()
            var (yes, no) = (WeightedCount(), WeightedCount())
            var classes = [WeightedCount](repeating: WeightedCount(), count: 3)
            for school in schools {
                moments.add(school.score, weight: school.weight)
                if school.award { yes.add(weight: school.weight) } else { no.add(weight: school.weight) }
                classes[school.group].add(weight: school.weight)
            }
            let mean = WeightedMean(moments)
            let limits = try mean.interval().get()
            let share = WeightedShare(yes: yes, no: no)
            let score = WeightedPromoterScore(
                detractors: classes[0], passives: classes[1], promoters: classes[2])
            let found = [
                Double(mean.count.n), try mean.value.get(), try mean.standardError.get(), limits.lower,
                limits.upper,
                try share.share.get(), try share.standardError.get(), try score.score.get() / 100,
                try score.standardError.get() / 100, try mean.count.designEffect.get(),
                try mean.count.effectiveN.get(),
            ]
            for (value, expected) in zip(found, row.dropFirst()) {
                #expect(relativeError(value, expected) < 1e-9)
            }
        }
    }

    @Test func equalWeightsGiveTheFiguresWithoutWeights() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let counts = (0..<3).map { _ in Int.random(in: 0...40, using: &random) }
            guard counts.reduce(0, +) > 0 else { continue }
            let weight = Int64.random(in: 1...5_000_000_000, using: &random)
            let classes = counts.map { WeightedCount($0, weight: weight) }
            let weighted = WeightedPromoterScore(
                detractors: classes[0], passives: classes[1], promoters: classes[2])
            let plain = try #require(
                PromoterScore(detractors: counts[0], passives: counts[1], promoters: counts[2]))
            #expect(abs(try weighted.score.get() - plain.score.get()) < 1e-12)
            let (left, right) = (try weighted.interval().get(), try plain.interval().get())
            #expect(abs(left.lower - right.lower) < 1e-9 && abs(left.upper - right.upper) < 1e-9)
            let n = Double(plain.n)
            if case .success(let error) = plain.standardError {
                #expect(
                    relativeError(try weighted.standardError.get(), error * (n / (n - 1)).squareRoot())
                        < 1e-12)
            }
            let share = WeightedShare(yes: classes[0], no: classes[1].adding(classes[2]))
            let wilson = try #require(Proportion(count: counts[0], base: plain.n)).interval().get()
            let own = try share.interval().get()
            #expect(abs(own.lower - wilson.lower) < 1e-12 && abs(own.upper - wilson.upper) < 1e-12)
            #expect(relativeError(try share.all.designEffect.get(), 1) < 1e-12)
        }
    }

    @Test func sumsDoNotDependOnOrderOrSplits() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<50 {
            var values = (0..<40).map { _ in
                (
                    Int64.random(in: -WeightedMoments.limit...WeightedMoments.limit, using: &random),
                    Int64.random(in: 0...Int64.max, using: &random)
                )
            }
            var whole = WeightedMoments()
            for (value, weight) in values { whole.add(value, weight: weight) }
            values.shuffle(using: &random)
            var parts = [WeightedMoments](repeating: WeightedMoments(), count: 3)
            for (value, weight) in values {
                parts[Int.random(in: 0..<3, using: &random)].add(value, weight: weight)
            }
            var merged = WeightedMoments()
            for part in parts { merged.add(part) }
            #expect(merged == whole)
            #expect(WeightedMean(merged).value == WeightedMean(whole).value)
            #expect(WeightedMean(merged).standardError == WeightedMean(whole).standardError)
        }
    }

    @Test func theUnitOfWeightsChangesNothing() throws {
        var (small, large) = (WeightedMoments(), WeightedMoments())
        for value in 1...20 as ClosedRange<Int64> {
            small.add(value * value, weight: value)
            large.add(value * value, weight: value << 50)
        }
        #expect(try WeightedMean(small).value.get() == WeightedMean(large).value.get())
        #expect(try WeightedMean(small).standardError.get() == WeightedMean(large).standardError.get())
    }

    @Test func aMeanFarFromZeroKeepsItsError() throws {
        var (near, far) = (WeightedMoments(), WeightedMoments())
        for index in 0..<100 as Range<Int64> {
            near.add(index % 7, weight: 1 + index % 3)
            far.add(900_000_000_000_000 + index % 7, weight: 1 + index % 3)
        }
        #expect(
            relativeError(
                try WeightedMean(far).standardError.get(), try WeightedMean(near).standardError.get()) < 1e-14
        )
    }

    @Test func scoresWithSeveralDivisors() throws {
        // 4 of four items, 2 of two, 3 and 5 of one: scores 1 (weight 2), 3, 3, 5.
        var (four, two, one) = (WeightedMoments(), WeightedMoments(), WeightedMoments())
        four.add(4, weight: 2)
        two.add(6, weight: 1)
        one.add(3, weight: 1)
        one.add(5, weight: 1)
        let mean = WeightedMean(levels: [(four, 4), (two, 2), (one, 1)])
        var plain = WeightedMoments()
        for (value, weight) in [(1, 2), (3, 1), (3, 1), (5, 1)] as [(Int64, Int64)] {
            plain.add(value, weight: weight)
        }
        #expect(try mean.value.get() == 2.6)
        #expect(
            relativeError(try mean.standardError.get(), try WeightedMean(plain).standardError.get()) < 1e-14)
    }

    @Test func equalScoresWithSeveralDivisorsAreConstant() {
        var (three, seven) = (WeightedMoments(), WeightedMoments())
        three.add(10, weight: 3)
        seven.add(70, weight: 11)
        three.add(10, weight: 5)
        #expect(WeightedMean(levels: [(three, 3), (seven, 21)]).standardError == .failure(.constant))
    }

    @Test func whatCannotBeSaidHasItsReason() {
        let none = WeightedShare(yes: WeightedCount(), no: WeightedCount())
        #expect(none.share == .failure(.empty) && none.interval() == .failure(.empty))
        #expect(none.standardError == .failure(.empty))
        let one = WeightedShare(yes: WeightedCount(1), no: WeightedCount())
        #expect(one.standardError == .failure(.tooFew(minimum: 2)))
        let all = WeightedShare(yes: WeightedCount(5), no: WeightedCount())
        #expect(all.standardError == .failure(.constant) && (try? all.interval().get())?.upper == 1)
        #expect(WeightedMean(WeightedMoments()).value == .failure(.empty))
        #expect(WeightedMean(WeightedMoments()).interval() == .failure(.empty))
        var same = WeightedMoments()
        for _ in 0..<3 { same.add(7, weight: 5) }
        #expect(WeightedMean(same).standardError == .failure(.constant))
        #expect(WeightedMean(same).interval() == .failure(.constant))
        var ignored = WeightedMoments()
        ignored.add(1, weight: 0)
        ignored.add(1, weight: -4)
        ignored.add(.min, weight: 4)
        #expect(ignored == WeightedMoments())
        let classes = WeightedPromoterScore(
            detractors: WeightedCount(), passives: WeightedCount(), promoters: WeightedCount(3))
        #expect(classes.standardError == .failure(.constant) && (try? classes.interval().get())?.upper == 100)
        #expect(WeightedCount().designEffect == .failure(.empty))
    }

    @Test func exactSumsAreThoseOfWiderNumbers() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let numbers = (0..<3).map { _ in Int128(Int64.random(in: -(1 << 40)...(1 << 40), using: &random))
            }
            var sum = ExactSum(numbers[0], times: numbers[1])
            sum.add(ExactSum(numbers[2]))
            #expect(sum == ExactSum(numbers[0] * numbers[1] + numbers[2]))
            #expect(
                sum.times(numbers[2]) == ExactSum(numbers[0] * numbers[1] + numbers[2], times: numbers[2]))
            #expect(sum.value == Double(numbers[0] * numbers[1] + numbers[2]))
        }
        #expect(ExactSum(.min).times(-1).value == 0x1p127 && ExactSum(.max, times: .min).value == -0x1p254)
    }
}
