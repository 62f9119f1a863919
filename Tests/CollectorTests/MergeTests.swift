import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector
@testable import ResponseStore

private let survey = Sample.serviceLoyalty
private let second: Survey = {
    var second = survey
    second.version = 2
    second.structure = "sha256:" + String(repeating: "2", count: 64)
    return second
}()
private let start: Int64 = 1_795_000_000_000

/// Stores of kiosks that share some responses, have some of their own, and disagree about some.
private struct Kiosks {
    let folder: URL
    private(set) var stores: [Store] = []

    init(_ count: Int, in folder: URL, seed: UInt64) throws {
        self.folder = folder
        var numbers = Seeded(seed)
        var generated = [GeneratedResponses(survey, seed: seed), GeneratedResponses(second, seed: seed + 50)]
        var pool: [(Response, Survey)] = []
        for turn in 0..<120 {
            let which = turn % 3 == 0 ? 1 : 0
            var response = generated[which].next()
            response.version = which + 1
            pool.append((response, which == 0 ? survey : second))
        }
        for place in 0..<count {
            let store = try Store(opening: folder.appending(path: "kiosk-\(place).db").path, mode: .create)
            try store.register(survey, at: Timestamp(milliseconds: start + Int64(place % 2)))
            if place != 1 { try store.register(second, at: Timestamp(milliseconds: start + 9)) }
            for (original, survey) in pool.shuffled(using: &numbers).prefix(70) {
                guard place != 1 || survey.version == 1 else { continue }
                var response = original
                if numbers.chance(0.2) { response.seed = UInt64.random(in: 0...2, using: &numbers) }
                if numbers.chance(0.05) {
                    response.state = .refused
                    response.answers = response.answers.map { _ in .notAsked }
                }
                let received = Timestamp(milliseconds: start + Int64.random(in: 0...5, using: &numbers))
                try store.take(response, from: "kiosk", at: received)
            }
            stores.append(store)
        }
    }

    func merged(_ order: [Store], into target: Store? = nil) throws -> Store {
        let store =
            try target
            ?? Store(
                opening: folder.appending(path: "\(UUID().uuidString).db").path, mode: .create)
        try store.learnSurveys(of: order)
        _ = try StoreCollector(store, at: Timestamp(milliseconds: start + 1_000)).read(order)
        #expect(try store.verify().isSound)
        return store
    }
}

@Test(arguments: [1, 2, 3] as [UInt64])
func `stores united in any order, grouping and number of times are the same`(seed: UInt64) throws {
    try withFolder { folder in
        let kiosks = try Kiosks(4, in: folder, seed: seed)
        let all = try kiosks.merged(kiosks.stores).dump(withArrival: true, withSource: false)
        #expect(all.contains { $0.contains("refused") })
        for store in kiosks.stores { #expect(try store.verify().isSound) }
        var numbers = Seeded(seed)
        // Commutative, also with stores that are named twice.
        for _ in 0..<3 {
            let order = (kiosks.stores + [kiosks.stores[2]]).shuffled(using: &numbers)
            #expect(try kiosks.merged(order).dump(withArrival: true, withSource: false) == all)
        }
        // Associative.
        let left = try kiosks.merged(Array(kiosks.stores[..<2]))
        let right = try kiosks.merged(Array(kiosks.stores[2...]))
        #expect(try kiosks.merged([right, left]).dump(withArrival: true, withSource: false) == all)
        let chained = try kiosks.stores.dropFirst().reduce(kiosks.stores[0]) {
            try kiosks.merged([$1, $0])
        }
        #expect(try chained.dump(withArrival: true, withSource: false) == all)
        // Idempotent.
        let once = try kiosks.merged(kiosks.stores)
        let again = try kiosks.merged(kiosks.stores, into: once)
        #expect(try again.dump(withArrival: true, withSource: false) == all)
    }
}

@Test
func `the responses of an existing store stay, and which responses there are does not depend on the order`()
    throws
{
    try withFolder { folder in
        let kiosks = try Kiosks(3, in: folder, seed: 7)
        func everything(_ order: [Store]) throws -> (pairs: Set<String>, store: Store) {
            let store = try Store(
                opening: folder.appending(path: "\(UUID().uuidString).db").path, mode: .create)
            // One after the other, so that the second one meets what the first one left.
            for source in order { _ = try kiosks.merged([source], into: store) }
            var pairs: Set<String> = []
            try store.forEachResponse { pairs.insert($0.line) }
            let ids = pairs
            try store.forEachConflict { pairs.insert($0.line) }
            #expect(ids.count == (try store.responseCount()))
            return (pairs, store)
        }
        let forward = try everything(kiosks.stores)
        let backward = try everything(kiosks.stores.reversed())
        // Answers beside a refusal are the exception: the refusal is never met by answers, but answers by a refusal are.
        func unrefused(_ pairs: Set<String>) -> Set<String> {
            let refused = Set(
                pairs.filter { $0.contains("\"state\":\"refused\"") }.map { String($0.prefix(49)) })
            return pairs.filter { !refused.contains(String($0.prefix(49))) }
        }
        #expect(unrefused(forward.pairs) == unrefused(backward.pairs))
        let kept = try kiosks.stores[0].responseLines()
        let found = try forward.store.responseLines()
        #expect(kept.allSatisfy(found.contains))
    }
}

@Test func `answers of somebody who withdrew consent are not taken from another store`() throws {
    try withFolder { folder in
        var generated = GeneratedResponses(survey, seed: 3)
        generated.answered = 1
        var answered = generated.next()
        answered.state = .abandoned
        var refused = answered
        refused.state = .refused
        refused.answers = refused.answers.map { _ in .notAsked }
        func store(_ name: String, _ responses: [Response]) throws -> Store {
            let store = try Store(opening: folder.appending(path: name).path, mode: .create)
            try store.register(survey, at: Timestamp(milliseconds: start))
            _ = try store.take(
                responses, from: name, at: Timestamp(milliseconds: start + Int64(name.count)))
            return store
        }
        let backup = try store("b", [answered])
        let kiosk = try store("kiosk", [refused])
        let both = try store("in conflict", [answered, refused])
        let answers = answered.line(of: survey)
        for order in [[backup, kiosk], [kiosk, backup], [both], [kiosk, both], [both, backup]] {
            let target = try Store(
                opening: folder.appending(path: UUID().uuidString).path, mode: .create)
            try target.learnSurveys(of: order)
            let reports = try StoreCollector(target, at: Timestamp(milliseconds: start)).read(order)
            #expect(reports.map(\.withdrawn).reduce(0, +) >= 1)
            #expect(try target.responseLines() == [refused.line(of: survey)])
            #expect(try target.conflictCount() == 0)
            let bytes = try Data(contentsOf: URL(filePath: target.path))
            #expect(bytes.firstRange(of: Data(answers.utf8)) == nil)
        }
        // What is there already is never edited, and it is said.
        let target = try store("target", [answered])
        let report = try StoreCollector(target, at: Timestamp(milliseconds: start)).read([kiosk])[0]
        #expect(report.counts.conflicts == 1)
        #expect(report.findings.first?.message.contains("withdrawn") == true)
    }
}

@Test func `two surveys under one name and version are settled the same way in any order`() throws {
    try withFolder { folder in
        var other = survey
        other.structure = "sha256:" + String(repeating: "9", count: 64)
        func store(_ name: String, _ survey: Survey, _ added: Int64, seed: UInt64, _ count: Int) throws
            -> Store
        {
            let store = try Store(opening: folder.appending(path: name).path, mode: .create)
            try store.register(survey, at: Timestamp(milliseconds: added))
            var generated = GeneratedResponses(survey, seed: seed)
            _ = try store.take(
                (0..<count).map { _ in generated.next() }, from: name, at: Timestamp(milliseconds: added))
            return store
        }
        let stores = [
            try store("later", survey, start + 5, seed: 1, 10),
            try store("first", other, start, seed: 2, 12),
            try store("unanswered", survey, start - 5, seed: 3, 0),
        ]
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let target = try Store(opening: folder.appending(path: UUID().uuidString).path, mode: .create)
            let sources = order.map { stores[$0] }
            try target.learnSurveys(of: sources)
            let reports = try StoreCollector(target, at: Timestamp(milliseconds: start)).read(sources)
            #expect(try target.surveys().map(\.structure) == [other.structure])
            #expect(reports.map(\.counts.taken).reduce(0, +) == 12)
            #expect(reports.map(\.counts.rejected).reduce(0, +) == 10)
            let finding = try #require(reports.flatMap(\.findings).first)
            #expect(finding.message.contains("on another structure"))
        }
    }
}

@Test func `a damaged line in a store is rejected and the rest is taken`() throws {
    try withFolder { folder in
        let kiosks = try Kiosks(1, in: folder, seed: 5)
        let count = try kiosks.stores[0].responseCount()
        try kiosks.stores[0].damageLines()
        let target = try Store(opening: folder.appending(path: "target.db").path, mode: .create)
        try target.learnSurveys(of: kiosks.stores)
        let report = try StoreCollector(target, at: Timestamp(milliseconds: start)).read(kiosks.stores)[0]
        #expect(report.counts.rejected == 3)
        #expect(report.counts.taken == count - 3)
        #expect(try target.verify().isSound)
    }
}

@Test func `open interviews of a store stay where they are, and it may go on meanwhile`() throws {
    try withFolder { folder in
        let kiosks = try Kiosks(1, in: folder, seed: 6)
        let kiosk = kiosks.stores[0]
        var generated = GeneratedResponses(survey, seed: 99)
        let response = generated.next()
        let position = try #require(survey.variables.firstIndex { $0.name == "overall" })
        let moment = Timestamp(milliseconds: start)
        let interview = try kiosk.begin(
            InterviewStart(id: response.id, locale: "en", seed: 1, started: moment), of: survey,
            with: [.answer(VariableID(position), .answered(.number(3)))], at: moment)
        let reading = try Store(opening: kiosk.path, mode: .readOnly)
        let target = try kiosks.merged([reading])
        #expect(try target.responseCount() == kiosk.responseCount())
        try kiosk.commit([.answer(VariableID(position), .answered(.number(2)))], to: interview, at: moment)
        #expect(try kiosk.verify().openInterviews == 1)
        #expect(try target.verify().openInterviews == 0)
    }
}

extension Store {
    fileprivate func responseLines() throws -> [String] {
        var lines: [String] = []
        try forEachResponse(in: .id) { lines.append($0.line) }
        return lines
    }

    /// Edits three responses past the store's guards, as another program can.
    fileprivate func damageLines() throws {
        try write { database in
            try database.run("DROP TRIGGER responses_are_not_edited")
            try database.run("UPDATE responses SET raw = '' WHERE arrival = 1")
            try database.run(
                "UPDATE responses SET raw = replace(raw, ',\"answers\"', char(10) || ',\"answers\"') WHERE arrival = 2"
            )
            try database.run("UPDATE responses SET raw = substr(raw, 1, 200) WHERE arrival = 3")
        }
    }
}
