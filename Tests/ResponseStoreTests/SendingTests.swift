import SampleSurveys
import SurveyModel
import Testing

@testable import ResponseStore

private let survey = Sample.serviceLoyalty

@Suite struct SendingTests {
    @Test func aResponseCountsOnceAndADifferentOneUnderItsIdIsKeptAsideOnce() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        var generator = Seeded(1)
        let first = randomResponse(1, to: survey, using: &generator)
        let other = randomResponse(1, to: survey, using: &generator)
        #expect(try store.take(first, from: "a.jsonl", at: moment(1)) == .taken)
        #expect(try store.take(first, from: "b.jsonl", at: moment(2)) == .known)
        #expect(try store.take(other, from: "b.jsonl", at: moment(3)) == .conflict)
        #expect(try store.take(other, from: "c.jsonl", at: moment(4)) == .conflict)
        #expect(try store.lines() == [first.line(of: survey)])
        var conflicts: [Conflict] = []
        try store.forEachConflict { conflicts.append($0) }
        #expect(
            conflicts == [
                Conflict(id: other.id, line: other.line(of: survey), received: moment(3), source: "b.jsonl")
            ])
        #expect(try store.conflictCount() == 1)
        #expect(try store.tallies(of: survey) == expectedTallies([first], of: survey))
    }

    @Test(arguments: [UInt64](1...12))
    func anyOrderAndRepetitionOfSendingGivesTheSameStore(seed: UInt64) throws {
        let scratch = try Scratch()
        var generator = Seeded(seed)
        let responses = (1...60).map { randomResponse($0, to: survey, using: &generator) }
        let straight = try scratch.store("straight.db")
        #expect(try straight.take(responses, from: "all", at: moment(0)) == responses.map { _ in .taken })

        let shuffled = try scratch.store("shuffled.db")
        var rest = (responses + responses + responses.prefix(17)).shuffled(using: &generator)[...]
        var taken = 0
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 1...25, using: &generator))
            rest = rest.dropFirst(batch.count)
            taken += try shuffled.take(batch, from: "part", at: moment(0)).count { $0 == .taken }
        }
        #expect(taken == responses.count)
        #expect(try shuffled.tallies(of: survey) == straight.tallies(of: survey))
        #expect(try shuffled.tallies(of: survey) == expectedTallies(responses, of: survey))
        #expect(try shuffled.lines(in: .id) == straight.lines(in: .id))
        #expect(try shuffled.conflictCount() == 0)
        #expect(try shuffled.verify().isSound)
    }

    @Test func conflictsAreTheSameHoweverOftenTheyAreSentAndTheFirstStays() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        var generator = Seeded(99)
        let originals = (1...20).map { randomResponse($0, to: survey, using: &generator) }
        let copies = (1...20).map { randomResponse($0, to: survey, using: &generator) }
        _ = try store.take(originals, from: "first", at: moment(0))
        for _ in 0..<3 {
            let mixed = (originals + copies + copies).shuffled(using: &generator)
            let receipts = try store.take(mixed, from: "again", at: moment(1))
            for (response, receipt) in zip(mixed, receipts) {
                #expect(receipt == (originals.contains(response) ? .known : .conflict))
            }
        }
        #expect(try store.conflictCount() == 20)
        #expect(try store.tallies(of: survey) == expectedTallies(originals, of: survey))
    }

    @Test func aBatchWithOneBadResponseLeavesNothing() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        var generator = Seeded(3)
        var responses = (1...5).map { randomResponse($0, to: survey, using: &generator) }
        responses[3].structure = "sha256:unknown"
        #expect(fault { _ = try store.take(responses, from: "x", at: moment(0)) }?.kind == .unknownSurvey)
        responses[3] = responses[2]
        responses[3].id = "no id"
        #expect(fault { _ = try store.take(responses, from: "x", at: moment(0)) }?.kind == .misused)
        responses[3].id = responseID(9)
        responses[3].answers.removeLast()
        #expect(fault { _ = try store.take(responses, from: "x", at: moment(0)) }?.kind == .misused)
        #expect(try store.responseCount() == 0)
        #expect(try store.tallies(of: survey).isEmpty)
    }

    @Test func twoStoresOnOneFileTakeTurns() async throws {
        let scratch = try Scratch()
        let stores = [try scratch.store(), try scratch.store(), try scratch.store()]
        var generator = Seeded(5)
        let responses = (1...90).map { randomResponse($0, to: survey, using: &generator) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    for response in responses[(index * 20)..<(index * 20 + 50)] {
                        try store.take(response, from: "\(index)", at: moment(0))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try stores[0].tallies(of: survey) == expectedTallies(responses, of: survey))
        #expect(try stores[1].responseCount() == 90)
    }

    @Test func theCallersErrorEndsTheReadingAndTheStoreCanBeUsedWhileReading() throws {
        struct Enough: Error {}
        let scratch = try Scratch()
        let store = try scratch.store()
        var generator = Seeded(6)
        _ = try store.take(
            (1...5).map { randomResponse($0, to: survey, using: &generator) }, from: "x", at: moment(0))
        var seen = 0
        #expect(throws: Enough.self) {
            try store.forEachResponse { _ in
                seen += 1
                if seen == 2 { throw Enough() }
            }
        }
        #expect(seen == 2)
        try store.forEachResponse(ofStructure: survey.structure) { stored in
            let response = randomResponse(Int(stored.arrival) + 100, to: survey, using: &generator)
            try store.take(response, from: "while reading", at: moment(0))
        }
        #expect(try store.responseCount() == 10)
    }
}
