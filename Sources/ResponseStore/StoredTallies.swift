internal import GRDB
internal import SurveyModel
public import Tallies

extension Store {
    /// What the responses of a structure add up to, in the order of the key. Empty if there are none.
    public func tallies(ofSurvey name: String, structure: String) throws(StoreFault) -> [TallyEntry] {
        try read { database in try tallies(of: StructureKey(name: name, hash: structure), in: database) }
    }

    /// Makes all tallies again from the raw responses, in one transaction. Linear in the number of responses.
    public func rebuildTallies() throws(StoreFault) {
        try write { database in
            for row in try database.all("SELECT survey, hash FROM structures ORDER BY number") {
                let key = StructureKey(name: try row.text(0), hash: try row.text(1))
                try rebuildTallies(of: readDefinition(key, in: database), in: database)
            }
        }
    }
}

extension Store {
    func tallies(of key: StructureKey, in database: Database) throws -> [TallyEntry] {
        try database.all(
            """
            SELECT cell, series, bin, amount FROM tallies JOIN structures ON number = structure
            WHERE survey = ? AND hash = ? ORDER BY cell, series, bin
            """, [key.name, key.hash]
        ).map { row in
            TallyEntry(
                cell: try row.text(0), series: try row.text(1), bin: try row.text(2),
                amount: try row.amount(3))
        }
    }

    /// Adds what new responses count to the tallies. Amounts wrap as those of `Tallies` do, so that adding in
    /// any order gives the amounts that recomputing gives.
    func add(_ added: Tallies, to definition: Definition, in database: Database) throws {
        for entry in added.entries {
            let key: StatementArguments = [definition.number, entry.cell, entry.series, entry.bin]
            let before = try database.first(
                "SELECT amount FROM tallies WHERE structure = ? AND cell = ? AND series = ? AND bin = ?", key
            )?.amount(0)
            let amount = (before ?? 0) &+ entry.amount
            if amount == 0 {
                try database.run(
                    "DELETE FROM tallies WHERE structure = ? AND cell = ? AND series = ? AND bin = ?", key)
            } else {
                try database.run(
                    """
                    INSERT INTO tallies (structure, cell, series, bin, amount) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET amount = excluded.amount
                    """, key + [amount.column])
            }
        }
    }

    func rebuildTallies(of definition: Definition, in database: Database) throws {
        try database.run("DELETE FROM tallies WHERE structure = ?", [definition.number])
        var tallies = Tallies(definition.plan)
        try database.forEach(
            "SELECT id, raw FROM responses WHERE structure = ?", [definition.number]
        ) { row in
            do {
                let raw = try row.text(1)
                tallies.add(
                    try Response(
                        line: raw.utf8, of: definition.survey, index: definition.index,
                        rules: definition.rules))
            } catch let fault as ResponseFault {
                throw StoreFault.damaged(
                    path, "the response \(try row.text(0)) cannot be read (\(fault.message))")
            }
        }
        try add(tallies, to: definition, in: database)
    }
}
