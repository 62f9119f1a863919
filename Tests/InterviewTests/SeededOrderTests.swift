import Interview
import SurveyModel
import Testing

@Test func `the generator gives the published numbers of SplitMix64`() {
    // From the reference program of S. Vigna, seeds 0 and 1234567.
    var zero = SeededGenerator(seed: 0)
    #expect(
        [zero.next(), zero.next(), zero.next()] == [
            0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F,
        ])
    var other = SeededGenerator(seed: 1_234_567)
    #expect([other.next(), other.next()] == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973])
}

@Test func `a stream of a name starts at the seed and the published FNV-1a hash of the name`() {
    for (name, hash) in [
        ("", 0xCBF2_9CE4_8422_2325 as UInt64), ("a", 0xAF63_DC4C_8601_EC8C),
        ("foobar", 0x8594_4171_F739_67E8),
    ] {
        #expect(SeededGenerator(seed: 5, name: name) == SeededGenerator(seed: 5 ^ hash))
    }
}

@Test func `draws below a bound are even`() {
    var generator = SeededGenerator(seed: 9)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.below(7)] += 1 }
    // Chi square with 6 degrees of freedom is below 22.5 in 999 of 1,000 samples; the seed makes this one.
    let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    #expect(chiSquare < 22.5)
    #expect(generator.below(0) == 0 && generator.below(1) == 0 && generator.below(.min) == 0)
}

/// The order in which the options of the first question are shown.
private func order(_ survey: Survey, seed: UInt64) throws -> [Int] {
    var interview = try Interview(survey: survey, seed: seed)
    _ = interview.handle(.start)
    return interview.item?.options ?? []
}

@Test func `every order of the free options comes up and the others keep their place`() throws {
    var draft = SurveyDraft()
    let options = [
        draft.option("a"), draft.option("top", pinned: true), draft.option("b"), draft.option("c"),
        draft.option("other", specify: true), draft.option("none", exclusive: true),
    ]
    draft.choices("q", options, select: 1...6, shuffled: true)
    let survey = draft.finished()
    var orders: [[Int]: Int] = [:]
    for seed in 0..<600 as Range<UInt64> { orders[try order(survey, seed: seed), default: 0] += 1 }
    #expect(orders.count == 6)
    #expect(orders.keys.allSatisfy { $0[1] == 1 && $0[4] == 4 && $0[5] == 5 })
    #expect(orders.values.allSatisfy { (60...140).contains($0) })
}

@Test func `an order is for good`() throws {
    var draft = SurveyDraft()
    let options = (0..<8).map { draft.option("o\($0)") }
    draft.choice("channel", options, shuffled: true)
    // Worked out by another program from the description in Documentation/Interview.md. Recorded seeds must show the same
    // screens again, so this order may never change.
    #expect(try order(draft.finished(), seed: 7) == [5, 6, 0, 7, 2, 1, 3, 4])
}

@Test func `a question added before does not change another order`() throws {
    func survey(withBefore: Bool) -> Survey {
        var draft = SurveyDraft()
        if withBefore { draft.choice("before", [draft.option("x"), draft.option("y")], shuffled: true) }
        let options = (0..<6).map { draft.option("o\($0)") }
        draft.choice("q", options, shuffled: true)
        return draft.finished()
    }
    var interview = try Interview(survey: survey(withBefore: true), seed: 3)
    _ = interview.handle(.start)
    _ = interview.handle(.answer(.value(.option(0))))
    #expect(try interview.item?.options == order(survey(withBefore: false), seed: 3))
}

@Test func `an option that comes back does not move the others`() throws {
    var draft = SurveyDraft()
    draft.yesno("all")
    let all = Formula.variable(draft.id("all"))
    let options = (0..<6).map { draft.option("o\($0)", if: $0 == 2 ? all : nil) }
    draft.choice("q", options, shuffled: true)
    var interview = try Interview(survey: draft.finished(), seed: 11)
    _ = interview.handle(.start)
    _ = interview.handle(.answer(.value(.yesno(true))))
    let full = interview.item?.options
    _ = interview.handle(.back)
    _ = interview.handle(.answer(.value(.yesno(false))))
    #expect(full?.count == 6)
    #expect(interview.item?.options == full?.filter { $0 != 2 })
}
