internal import GRDB
public import SurveyModel
internal import Synchronization
internal import Tallies

/// A survey that a store holds.
public struct StoredSurvey: Hashable, Sendable {
    /// The survey's name.
    public var name: String
    /// The survey's version.
    public var version: Int
    /// The survey's structure hash.
    public var structure: String
    /// When it was first registered.
    public var added: Timestamp
}

extension Store {
    /// Makes the store know a survey, so that it takes responses to it. Registering it again changes nothing.
    ///
    /// The same version with other wording or translations replaces the old one. With another structure it is
    /// refused (`surveyChanged`) once answers were collected, because they would be read with another
    /// meaning. If the metrics changed, the tallies are made again from the responses in the same
    /// transaction.
    public func register(_ survey: Survey, at now: Timestamp) throws(StoreFault) {
        let compiled = survey.json.compactText
        let known = try read { database in
            try database.first(
                "SELECT 1 FROM surveys WHERE name = ? AND version = ? AND compiled = ?",
                [survey.name, survey.version, compiled]) != nil
        }
        guard !known else { return }
        let definition = try write { database in
            try refuseChange(of: survey, in: database)
            let countedBefore = try database.first(
                "SELECT counting FROM structures WHERE survey = ? AND hash = ?",
                [survey.name, survey.structure]
            )?.text(0)
            if countedBefore == nil {
                try database.run(
                    "INSERT INTO structures (survey, hash, counting) VALUES (?, ?, '')",
                    [survey.name, survey.structure])
            }
            try database.run(
                """
                INSERT INTO surveys (name, version, structure, compiled, added)
                VALUES (?1, ?2, (SELECT number FROM structures WHERE survey = ?1 AND hash = ?3), ?4, ?5)
                ON CONFLICT (name, version)
                    DO UPDATE SET structure = excluded.structure, compiled = excluded.compiled
                """, [survey.name, survey.version, survey.structure, compiled, now.milliseconds])
            try database.run(
                "DELETE FROM structures WHERE survey = ? AND number NOT IN (SELECT structure FROM surveys)",
                [survey.name])
            let definition = try readDefinition(StructureKey(survey), in: database)
            if definition.counting != countedBefore {
                try database.run(
                    "UPDATE structures SET counting = ? WHERE number = ?",
                    [definition.counting, definition.number])
                try rebuildTallies(of: definition, in: database)
            }
            return definition
        }
        definitions.withLock { $0[StructureKey(survey)] = definition }
    }

    /// Every survey and version, by name and version.
    public func surveys() throws(StoreFault) -> [StoredSurvey] {
        try read { database in
            try database.all(
                """
                SELECT name, version, hash, added FROM surveys JOIN structures ON number = structure
                ORDER BY name, version
                """
            ).map { row in
                StoredSurvey(
                    name: try row.text(0), version: Int(try row.integer(1)), structure: try row.text(2),
                    added: Timestamp(milliseconds: try row.integer(3)))
            }
        }
    }

    /// A survey with its texts and translations, as it was registered last; nil if the store does not hold
    /// it.
    public func survey(named name: String, version: Int) throws(StoreFault) -> Survey? {
        try read { database in
            try database.first(
                "SELECT compiled FROM surveys WHERE name = ? AND version = ?", [name, version]
            )
            .map { try decode($0.text(0), name: name) }
        }
    }

    /// The survey in the highest version of a structure, by which its responses are read and counted.
    public func survey(named name: String, structure: String) throws(StoreFault) -> Survey? {
        let key = StructureKey(name: name, hash: structure)
        return try read { database in
            try database.first("SELECT 1 FROM structures WHERE survey = ? AND hash = ?", [name, structure])
                .map { _ in try readDefinition(key, in: database).survey }
        }
    }

    private func refuseChange(of survey: Survey, in database: Database) throws {
        let collected = try database.first(
            """
            SELECT hash FROM surveys JOIN structures ON number = structure
            WHERE name = ? AND version = ? AND hash <> ?
                AND (EXISTS (SELECT 1 FROM responses WHERE responses.structure = number)
                    OR EXISTS (SELECT 1 FROM interviews WHERE interviews.structure = number))
            """, [survey.name, survey.version, survey.structure])
        guard collected == nil else {
            throw StoreFault(
                .surveyChanged,
                "\(path) holds answers to version \(survey.version) of the survey \(survey.name), "
                    + "and it changed since they were collected: raise its version")
        }
    }
}

/// A name and a structure hash: what a response is read by.
struct StructureKey: Hashable {
    var name: String
    var hash: String

    init(name: String, hash: String) {
        self.name = name
        self.hash = hash
    }

    init(_ survey: Survey) { self.init(name: survey.name, hash: survey.structure) }
    init(_ response: Response) { self.init(name: response.survey, hash: response.structure) }
}

/// What responses of one structure are read and counted by.
struct Definition: Sendable {
    /// `structures.number`.
    let number: Int64
    let survey: Survey
    let index: [String: VariableID]
    let rules: ResponseRules
    let plan: TallyPlan
    /// Changes whenever the same responses would give other tallies: another process may have registered
    /// other metrics.
    let counting: String

    init(number: Int64, survey: Survey) {
        self.number = number
        self.survey = survey
        index = survey.variableIndex
        rules = ResponseRules(survey)
        plan = TallyPlan(survey)
        counting = "\(plan.signature) \(survey.version) \(plan.locales.joined(separator: " "))"
    }
}

extension Store {
    /// The present definition of a structure. Throws `unknownSurvey` if the store does not hold it.
    func definition(_ key: StructureKey, in database: Database) throws -> Definition {
        if let known = definitions.withLock({ $0[key] }) {
            let row = try database.first("SELECT counting FROM structures WHERE number = ?", [known.number])
            if try row?.text(0) == known.counting { return known }
        }
        let definition = try readDefinition(key, in: database)
        definitions.withLock { $0[key] = definition }
        return definition
    }

    /// Reads a definition from its highest version.
    func readDefinition(_ key: StructureKey, in database: Database) throws -> Definition {
        let row = try database.first(
            """
            SELECT number, compiled FROM surveys JOIN structures ON number = structure
            WHERE survey = ? AND hash = ? ORDER BY version DESC LIMIT 1
            """, [key.name, key.hash])
        guard let row else {
            throw StoreFault(
                .unknownSurvey,
                "\(path) does not hold the survey \(key.name) with the structure \(key.hash): "
                    + "name that version of the survey too")
        }
        return Definition(number: try row.integer(0), survey: try decode(row.text(1), name: key.name))
    }

    /// Reads a compiled survey back.
    func decode(_ compiled: String, name: String) throws -> Survey {
        do { return try Survey(json: JSONValue(parsing: compiled.utf8)) } catch {
            throw StoreFault.damaged(path, "the compiled survey \(name) cannot be read (\(error))")
        }
    }
}
