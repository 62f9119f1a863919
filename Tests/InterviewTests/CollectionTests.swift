import Interview
import SurveyModel
import Testing

extension Interview {
    /// The names of the questions asked from here to the end, all answered yes.
    fileprivate mutating func rest() -> [String] {
        var names: [String] = []
        while let item {
            names.append(survey[item.question].name)
            _ = handle(.answer(.value(.yesno(true))))
        }
        return names
    }
}

/// A survey of `first`, a collection of yes/no questions in units, and `last`.
private func survey(
    _ names: [String], isShuffled: Bool, draw: Int? = nil, conditions: [String: Formula] = [:],
    before: [String] = ["first"]
) -> Survey {
    var draft = SurveyDraft()
    for name in before { draft.yesno(name) }
    draft.collection(isShuffled: isShuffled, draw: draw)
    for name in names {
        draft.unit(conditions[name])
        draft.yesno(name)
        draft.close()
    }
    draft.close()
    draft.yesno("last")
    return draft.finished()
}

private func asked(_ survey: Survey, seed: UInt64) throws -> [String] {
    var interview = try Interview(survey: survey, seed: seed)
    _ = interview.handle(.start)
    return interview.rest()
}

@Test func `every order of shuffled units comes up about as often`() throws {
    let survey = survey(["a", "b", "c"], isShuffled: true)
    var orders: [[String]: Int] = [:]
    for seed in 0..<600 as Range<UInt64> { orders[try asked(survey, seed: seed), default: 0] += 1 }
    #expect(orders.count == 6)
    #expect(orders.keys.allSatisfy { $0.count == 5 && $0.first == "first" && $0.last == "last" })
    #expect(orders.values.allSatisfy { (60...140).contains($0) })
}

@Test func `an order of units is for good`() throws {
    // Worked out by another program from the description in Documentation/Interview.md.
    let names = (0..<6).map { "u\($0)" }
    #expect(try asked(survey(names, isShuffled: true), seed: 7) == ["first"] + orderOfSeed7 + ["last"])
    #expect(
        try asked(survey(names, isShuffled: false, draw: 3), seed: 7) == ["first"] + drawOfSeed7 + ["last"])
}

private let orderOfSeed7 = ["u3", "u5", "u1", "u4", "u2", "u0"]
private let drawOfSeed7 = ["u0", "u4", "u5"]

@Test func `a draw takes so many in the order of the file, each as often`() throws {
    let survey = survey(["a", "b", "c", "d"], isShuffled: false, draw: 2)
    var counts: [String: Int] = [:]
    for seed in 0..<600 as Range<UInt64> {
        let names = try asked(survey, seed: seed)
        #expect(names.count == 4 && names == names.sorted { order($0) < order($1) })
        for name in names { counts[name, default: 0] += 1 }
    }
    #expect(["a", "b", "c", "d"].allSatisfy { (250...350).contains(counts[$0] ?? 0) })
}

private func order(_ name: String) -> Int {
    ["first", "a", "b", "c", "d", "last"].firstIndex(of: name) ?? -1
}

@Test func `a draw takes only units whose condition is true, all of them where there are not more`() throws {
    let first = Formula.variable(VariableID(0))
    let conditions: [String: Formula] = ["a": .not(first), "b": .not(first), "c": first]
    let survey = survey(["a", "b", "c", "d"], isShuffled: false, draw: 3, conditions: conditions)
    for seed in 0..<40 as Range<UInt64> {
        #expect(try asked(survey, seed: seed) == ["first", "c", "d", "last"])
    }
}

@Test func `a unit that was drawn out is not asked, and its answer is none`() throws {
    let survey = survey(["a", "b", "c"], isShuffled: true, draw: 1)
    var interview = try Interview(survey: survey, seed: 5)
    _ = interview.handle(.start)
    let names = interview.rest()
    let moment = Timestamp(milliseconds: 0)
    let response = interview.response(id: "r", started: moment, ended: moment)
    #expect(names.count == 3)
    for (index, variable) in survey.variables.enumerated() {
        #expect((response.answers[index] == .notAsked) == !names.contains(variable.name))
    }
}

@Test(arguments: 0..<30 as Range<UInt64>)
func `going back before a draw and on again draws the same`(seed: UInt64) throws {
    let survey = survey(["a", "b", "c", "d", "e"], isShuffled: true, draw: 3)
    var interview = try Interview(survey: survey, seed: seed)
    _ = interview.handle(.start)
    let names = interview.rest()
    for _ in names { _ = interview.handle(.back) }
    #expect(interview.item?.question == QuestionID(0))
    var again: [String] = []
    while let item = interview.item {
        again.append(interview.survey[item.question].name)
        #expect(interview.handle(.next).allSatisfy { if case .record = $0 { false } else { true } })
    }
    #expect(again == names)
}

@Test func `an eligible unit that goes lets the next one in and moves no other`() throws {
    let names = ["a", "b", "c", "d", "e"]
    let conditions = Dictionary(
        uniqueKeysWithValues: names.enumerated().map { ($1, Formula.variable(VariableID($0))) })
    let survey = survey(
        names, isShuffled: true, draw: 3, conditions: conditions, before: names.map { "has_" + $0 })
    for seed in 0..<40 as Range<UInt64> {
        var interview = try Interview(survey: survey, seed: seed)
        _ = interview.handle(.start)
        let all = interview.rest().filter(names.contains)
        let gone = try #require(all.first)
        let goneAt = try #require(names.firstIndex(of: gone))
        interview = try Interview(survey: survey, seed: seed)
        _ = interview.handle(.start)
        for index in names.indices { _ = interview.handle(.answer(.value(.yesno(index != goneAt)))) }
        let rest = interview.rest().filter(names.contains)
        #expect(rest.count == 3 && !rest.contains(gone))
        #expect(rest.filter(all.contains) == Array(all.dropFirst()))
    }
}

@Test func `a question added elsewhere changes no order`() throws {
    let names = ["a", "b", "c", "d", "e", "f"]
    for seed in 0..<20 as Range<UInt64> {
        let plain = try asked(survey(names, isShuffled: true), seed: seed).filter(names.contains)
        let more = survey(names, isShuffled: true, before: ["zero", "first"])
        #expect(try asked(more, seed: seed).filter(names.contains) == plain)
    }
}

@Test func `a collection in an arm that is not taken is passed, whatever it held before`() throws {
    var draft = SurveyDraft()
    draft.yesno("q")
    draft.arm(.variable(draft.id("q")))
    draft.collection(isShuffled: true)
    for name in ["a", "b"] {
        draft.unit()
        draft.yesno(name)
        draft.close()
    }
    draft.close()
    draft.close()
    draft.yesno("last")
    var interview = try Interview(survey: draft.finished(), seed: 1)
    _ = interview.handle(.start)
    #expect(interview.rest().count == 4)
    for _ in 0..<4 { _ = interview.handle(.back) }
    _ = interview.handle(.answer(.value(.yesno(false))))
    #expect(interview.rest() == ["last"])
}

@Test func `an item says for which instance of a roster it is asked`() throws {
    var draft = SurveyDraft()
    draft.choices("used", ["a", "b", "c"].map { draft.option($0) }, select: 1...3)
    let used = draft.id("used")
    let list = ListID(0)
    let block = draft.collection()
    var roster = Roster(name: "c", source: .options(list, of: used), block: block)
    for index in 0..<3 {
        roster.instances.append(
            .init(
                name: ["a", "b", "c"][index], value: index, block: draft.unit(.includes(used, option: index)))
        )
        draft.page("page\(index)")
        draft.rating("q.\(index)")
        draft.close()
        draft.close()
    }
    draft.close()
    draft.survey.rosters = [roster]
    var interview = try Interview(survey: draft.finished(), seed: 1)
    _ = interview.handle(.start)
    #expect(interview.item?.instance == nil)
    #expect(interview.progress.remaining == 1...4)
    _ = interview.handle(.answer(.value(.options([0, 2]))))
    #expect(interview.item?.instance?.instance == 0)
    #expect(interview.progress.remaining == 2...2)
    _ = interview.handle(.answer(.value(.number(3))))
    #expect(interview.item?.instance?.instance == 2)
    #expect(interview.progress.remaining == 1...1)
}

@Test func `three thousand nested collections fit on a small stack and one of many units is quick`() throws {
    var deep = SurveyDraft()
    for index in 0..<3_000 {
        deep.collection(isShuffled: true)
        deep.unit()
        deep.yesno("q\(index)")
        if index % 2 == 0 { deep.page("p\(index)") }
    }
    #expect(try asked(deep.finished(), seed: 1).count == 3_000)
    var wide = SurveyDraft()
    wide.collection(isShuffled: true, draw: 2_000)
    for index in 0..<3_000 {
        wide.unit()
        wide.yesno("q\(index)")
        wide.close()
    }
    let survey = wide.finished()
    var interview = try Interview(survey: survey, seed: 1)
    _ = interview.handle(.start)
    #expect(interview.progress.remaining == 2_000...2_000)
    #expect(interview.rest().count == 2_000)
    for _ in 0..<2_000 { _ = interview.handle(.back) }
    #expect(interview.progress.remaining == 2_000...2_000)
}

@Test func `collections that overlap in a broken survey are passed and the interview ends`() throws {
    var survey = survey(["a", "b", "c"], isShuffled: true)
    for (block, steps) in [(2, 1..<4), (3, 1..<3), (4, 0..<4)] {
        var broken = survey
        broken.blocks[block].steps = steps
        for seed in 0..<10 as Range<UInt64> { #expect(try asked(broken, seed: seed).count <= 5) }
    }
    survey.blocks[1].steps = 1..<9
    #expect(try asked(survey, seed: 1) == ["first", "last"])
}
