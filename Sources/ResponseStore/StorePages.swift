internal import GRDB
package import SurveyModel

// What one store gives another: pages in the order of ids, so that several stores can be gone through side by side, and each
// page is read at one moment, so that a kiosk which goes on is not kept from folding its log in.

/// A response or a conflict of a store, to be taken by another one.
package struct PassedResponse: Sendable {
    /// The response's id.
    package var id: String
    /// The survey's name; nil for what was kept aside, which says it itself.
    package var survey: String?
    /// The response as one line of JSON.
    package var line: String
    /// When it was taken first.
    package var received: Int64
    /// The number of its arrival; of a conflict, of the response that it was in conflict with.
    package var arrival: Int64
    /// Whether it says that consent was refused or withdrawn.
    package var isRefused: Bool
}

/// A survey of a store, as another store decides about it.
package struct PassedSurvey: Sendable {
    package var name: String
    package var version: Int
    package var structure: String
    package var added: Timestamp
    /// The survey as JSON.
    package var compiled: String
    /// Whether the store holds a response to its structure.
    package var isAnswered: Bool
}

extension Store {
    /// The responses whose ids follow one, rising, and what was kept aside under the same ids.
    package func responses(after id: String, limit: Int) throws(StoreFault) -> [PassedResponse] {
        try snapshot { database in
            var page = try database.all(
                """
                SELECT id, survey, raw, received, arrival, state
                FROM responses JOIN structures ON number = structure
                WHERE id > ? ORDER BY id LIMIT ?
                """, [id, limit]
            ).map { row in
                PassedResponse(
                    id: try row.text(0), survey: try row.text(1), line: try row.text(2),
                    received: try row.integer(3), arrival: try row.integer(4),
                    isRefused: try row.text(5) == Disposition.refused.rawValue)
            }
            guard let last = page.last?.id else { return [] }
            let aside = try database.all(
                """
                SELECT conflicts.id, conflicts.raw, conflicts.received, arrival
                FROM conflicts JOIN responses ON responses.id = conflicts.id
                WHERE conflicts.id > ? AND conflicts.id <= ? ORDER BY conflicts.id, conflicts.raw
                """, [id, last]
            ).map { row in
                let line = try row.text(1)
                return PassedResponse(
                    id: try row.text(0), survey: nil, line: line, received: try row.integer(2),
                    arrival: try row.integer(3), isRefused: line.contains(Self.refusedState))
            }
            guard !aside.isEmpty else { return page }
            page += aside
            // Ids are ASCII, so this is the order of SQLite.
            return page.sorted { $0.id < $1.id }
        }
    }

    /// How a line says that it is a refusal; in a text the quotes have backslashes before them.
    private static let refusedState = ",\"state\":\"refused\","

    /// Every survey and version with what decides which of two is kept, by name and version.
    package func passedSurveys() throws(StoreFault) -> [PassedSurvey] {
        try snapshot { database in
            try database.all(
                """
                SELECT name, version, hash, added, compiled,
                    EXISTS (SELECT 1 FROM responses WHERE responses.structure = number)
                FROM surveys JOIN structures ON number = surveys.structure ORDER BY name, version
                """
            ).map { row in
                PassedSurvey(
                    name: try row.text(0), version: Int(try row.integer(1)), structure: try row.text(2),
                    added: Timestamp(milliseconds: try row.integer(3)), compiled: try row.text(4),
                    isAnswered: try row.integer(5) != 0)
            }
        }
    }

    /// Reads the survey that another store passes on.
    package func survey(of passed: PassedSurvey) throws(StoreFault) -> Survey {
        try Self.translating(path) { try decode(passed.compiled, name: passed.name) }
    }
}
