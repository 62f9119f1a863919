internal import GRDB
public import SurveyModel
internal import Tallies

/// What became of a response that was sent to a store.
public enum Receipt: String, Hashable, Sendable, CaseIterable {
    /// It is new and counts.
    case taken
    /// The same response was there already; nothing changed.
    case known
    /// Another response has its id. The first one stays; this one is kept aside, once.
    case conflict
}

extension Store {
    /// Takes a response. `source` says in words where it came from, for the report of a conflict.
    ///
    /// Its survey has to be registered. Sending a response again, in any order, any number of times, changes
    /// nothing.
    @discardableResult
    public func take(
        _ response: Response, from source: String, at received: Timestamp
    ) throws(StoreFault) -> Receipt {
        try take(CollectionOfOne(response), from: source, at: received)[0]
    }

    /// Takes many responses in one transaction: all or none. Their receipts stand in the same order.
    ///
    /// Some thousand at a time are quick and keep memory flat.
    public func take(
        _ responses: some Sequence<Response>, from source: String, at received: Timestamp
    ) throws(StoreFault) -> [Receipt] {
        try write { database in
            var added: [StructureKey: (definition: Definition, tallies: Tallies)] = [:]
            var receipts: [Receipt] = []
            for response in responses {
                let key = StructureKey(response)
                if added[key] == nil {
                    let definition = try definition(key, in: database)
                    added[key] = (definition, Tallies(definition.plan))
                }
                guard let definition = added[key]?.definition else { continue }
                let receipt = try keep(response, of: definition, from: source, at: received, in: database)
                if receipt == .taken { added[key]?.tallies.add(response) }
                receipts.append(receipt)
            }
            for (definition, tallies) in added.values { try add(tallies, to: definition, in: database) }
            return receipts
        }
    }
}

extension Store {
    /// Puts a response among the responses, or a different one under a known id among the conflicts.
    func keep(
        _ response: Response, of definition: Definition, from source: String, at received: Timestamp,
        in database: Database
    ) throws -> Receipt {
        guard response.answers.count == definition.survey.variables.count else {
            throw StoreFault(
                .misused,
                "the response \(response.id) has \(response.answers.count) answers, and its survey has "
                    + "\(definition.survey.variables.count) variables; read it with its own survey"
            )
        }
        guard Response.isUUIDv7(response.id) else {
            throw StoreFault(
                .misused, "\"\(response.id)\" is no id of a response; it must be a UUIDv7 in lower case")
        }
        let raw = response.line(of: definition.survey)
        try database.run(
            """
            INSERT INTO responses (id, structure, locale, state, started, ended, raw, received)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            [
                response.id, definition.number, response.locale, response.state.rawValue,
                response.started.milliseconds, response.ended.milliseconds, raw, received.milliseconds,
            ])
        if database.changesCount == 1 { return .taken }
        let kept = try database.first("SELECT raw FROM responses WHERE id = ?", [response.id])
        if let kept, try kept.text(0).utf8.elementsEqual(raw.utf8) { return .known }
        try database.run(
            "INSERT INTO conflicts (id, raw, received, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [response.id, raw, received.milliseconds, source])
        return .conflict
    }
}
