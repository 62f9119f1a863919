import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector
@testable import ResponseStore

/// Lines into a store one after the other, by the strict reader and `Store.take`: what collecting in bulk must equal.
struct SlowCollection {
    let store: Store
    let received: Timestamp
    private(set) var counts = CollectionCounts()
    private(set) var rejected: [[UInt8]] = []
    private var surveys: [(survey: Survey, index: [String: VariableID])] = []

    init(_ store: Store, at received: Timestamp) throws {
        self.store = store
        self.received = received
        for known in try store.surveys() {
            let survey = try #require(try store.survey(named: known.name, structure: known.structure))
            surveys.append((survey, survey.variableIndex))
        }
    }

    mutating func read(_ bytes: [UInt8], named name: String) throws {
        // Many in one transaction, which is quicker and nothing else.
        var batch: [(line: [UInt8], response: Response?)] = []
        for line in bytes.split(separator: 0x0A) where !line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
            let response = surveys.lazy.compactMap {
                try? Response(line: line, of: $0.survey, index: $0.index)
            }.first
            batch.append((Array(line), response))
            if batch.count == 1_000 { try settle(&batch, name) }
        }
        try settle(&batch, name)
    }

    private mutating func settle(_ batch: inout [(line: [UInt8], response: Response?)], _ name: String) throws
    {
        var receipts = try store.take(batch.compactMap(\.response), from: name, at: received)[...]
        for (line, response) in batch {
            switch response.flatMap({ _ in receipts.popFirst() }) {
            case .taken?: counts.taken += 1
            case .known?: counts.known += 1
            case .conflict?:
                counts.conflicts += 1
                rejected.append(line)
            case nil:
                counts.rejected += 1
                rejected.append(line)
            }
        }
        batch = []
    }
}

extension Store {
    /// Everything of a store that reading puts there, in an order that does not depend on how it came.
    func dump(withArrival: Bool = false, withSource: Bool = true) throws -> [String] {
        var rows: [String] = []
        let queries = [
            """
            SELECT json_array(id, survey, hash, locale, state, started, ended, received, raw\(withArrival ? ", arrival" : ""))
            FROM responses JOIN structures ON number = structure ORDER BY id
            """,
            "SELECT json_array(id, raw, received\(withSource ? ", source" : "")) FROM conflicts ORDER BY id, raw",
            """
            SELECT json_array(survey, hash, cell, series, bin, amount) FROM tallies JOIN structures ON number = structure
            ORDER BY survey, hash, cell, series, bin
            """,
            """
            SELECT json_array(name, version, hash, added, compiled) FROM surveys JOIN structures ON number = structure
            ORDER BY name, version
            """,
        ]
        try read { database in
            for query in queries {
                for row in try database.all(query) { rows.append(try row.text(0)) }
            }
        }
        return rows
    }
}
