internal import GRDB
internal import SurveyModel
internal import Tallies

/// What an inspection of a store found.
public struct VerifyReport: Hashable, Sendable {
    /// How many surveys and versions were read.
    public var surveys = 0
    /// How many responses were read.
    public var responses = 0
    /// How many conflicts the store keeps.
    public var conflicts = 0
    /// How many interviews are open: going on now, or to be recovered.
    public var openInterviews = 0
    /// How many interviews have ended.
    public var closedInterviews = 0
    /// How many amounts of the tallies were compared.
    public var tallies = 0
    /// What is wrong, at most `limit` of each kind.
    public var findings: [Finding] = []
    /// How many findings there are of each kind, those beyond the limit included.
    public var counts: [Finding.Kind: Int] = [:]

    /// How many findings of a kind are worded.
    public static let limit = 20

    /// Whether nothing is wrong.
    public var isSound: Bool { counts.isEmpty }

    /// Something that is wrong.
    public struct Finding: Hashable, Sendable {
        /// What it is about.
        public var kind: Kind
        /// What was seen, and where.
        public var message: String

        /// What can be wrong.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// SQLite's own check of the file, or of the references between tables, failed.
            case file
            /// A table, index or trigger is missing or is not as it was made.
            case schema
            /// A compiled survey cannot be read or is not the one that its row names.
            case survey
            /// A response cannot be read, or its row says something else than its line.
            case response
            /// A tally is not what the responses add up to.
            case tally
            /// The journal of an interview and its response disagree.
            case journal
        }
    }

    mutating func add(_ kind: Finding.Kind, _ message: String) {
        counts[kind, default: 0] += 1
        if counts[kind, default: 0] <= Self.limit { findings.append(Finding(kind: kind, message: message)) }
    }
}

extension Store {
    /// Inspects the whole store as it is at one moment, and changes nothing.
    ///
    /// Checks the file, the schema and the references; reads every survey and response again and compares its
    /// row; makes the tallies again from the responses and compares every amount; compares the journal of
    /// every finished interview with its response. Linear in the size of the file; memory does not grow with
    /// the number of responses.
    ///
    /// Throws only when the file cannot be read at all; damage that can be walked around is a finding.
    public func verify() throws(StoreFault) -> VerifyReport {
        try snapshot { database in
            var verification = Verification(store: self, database: database)
            verification.step(.file) { try $0.checkFile() }
            verification.step(.schema) { try $0.checkSchema() }
            verification.step(.survey) { try $0.checkSurveys() }
            verification.step(.response) { try $0.checkResponses() }
            verification.step(.tally) { try $0.checkTallies() }
            verification.step(.journal) { try $0.checkInterviews() }
            return verification.report
        }
    }
}

private struct Verification {
    let store: Store
    let database: Database
    var report = VerifyReport()
    /// By `structures.number`.
    private var definitions: [Int64: Definition] = [:]
    private var recounted: [Int64: Tallies] = [:]
    private var read = ReadSurveys()

    init(store: Store, database: Database) {
        self.store = store
        self.database = database
    }

    /// Runs one part; an error that ends it is a finding, so that the next parts still run.
    mutating func step(_ kind: VerifyReport.Finding.Kind, _ part: (inout Verification) throws -> Void) {
        do { try part(&self) } catch let error as DatabaseError {
            report.add(kind, "the check ended early: \(error.message ?? error.description)")
        } catch {
            report.add(kind, "the check ended early: \(error)")
        }
    }

    mutating func checkFile() throws {
        for row in try database.all("PRAGMA integrity_check(\(VerifyReport.limit))") {
            let line = try row.text(0)
            if line != "ok" { report.add(.file, line) }
        }
        for row in try database.all("PRAGMA foreign_key_check") {
            report.add(
                .file, "a row of \(try row.text(0)) refers to a row of \(try row.text(2)) that is not there")
        }
    }

    mutating func checkSchema() throws {
        let scratch = try DatabaseQueue()
        let query = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        let expected = try scratch.write { scratch in
            try scratch.execute(sql: Schema.sql)
            return try scratch.all(query).map { (try $0.text(0), try $0.text(1)) }
        }
        var present: [String: String] = [:]
        for row in try database.all(query) { present[try row.text(0)] = try row.text(1) }
        for (name, sql) in expected where present.removeValue(forKey: name) != sql {
            report.add(.schema, "\(name) is missing or not as it was made")
        }
        // SQLite keeps statistics for its planner in tables of its own.
        for name in present.keys.sorted() where !name.hasPrefix("sqlite_") {
            report.add(.schema, "\(name) does not belong to a store")
        }
    }

    mutating func checkSurveys() throws {
        for row in try database.all(
            """
            SELECT structures.number, structures.survey, hash, surveys.version, compiled
            FROM surveys LEFT JOIN structures ON number = structure ORDER BY version
            """)
        {
            report.surveys += 1
            let name = try row.text(1)
            do {
                let survey = try store.decode(row.text(4), name: name)
                guard survey.name == name, survey.structure == (try row.text(2)),
                    Int64(survey.version) == (try row.integer(3))
                else {
                    report.add(.survey, "the compiled survey \(name) \(try row.integer(3)) is another survey")
                    continue
                }
                // Versions rise, so the last one is the highest, which counts.
                definitions[try row.integer(0)] = Definition(number: try row.integer(0), survey: survey)
            } catch let fault as StoreFault {
                report.add(.survey, fault.message)
            }
        }
    }

    mutating func checkResponses() throws {
        report.conflicts = Int(try database.first("SELECT count(*) FROM conflicts")?.integer(0) ?? 0)
        try database.forEach(
            "SELECT id, structure, locale, state, started, ended, raw FROM responses ORDER BY arrival"
        ) { row in
            report.responses += 1
            let id = try row.text(0)
            guard let definition = definitions[try row.integer(1)] else {
                report.add(.response, "the survey of the response \(id) cannot be read")
                return
            }
            let raw = try row.text(6)
            let response: Response
            do {
                response = try Response(
                    line: raw.utf8, of: definition.survey, index: definition.index, rules: definition.rules)
            } catch let fault as ResponseFault {
                report.add(.response, "the response \(id) cannot be read: \(fault.message)")
                return
            }
            if raw != response.line(of: definition.survey) {
                report.add(.response, "the line of the response \(id) is not written as a store writes it")
            }
            if try id != response.id || row.text(2) != response.locale
                || row.text(3) != response.state.rawValue
                || row.integer(4) != response.started.milliseconds
                || row.integer(5) != response.ended.milliseconds
            {
                report.add(.response, "the row of the response \(id) says something else than its line")
            }
            recounted[definition.number, default: Tallies(definition.plan)].add(response)
        }
    }

    mutating func checkTallies() throws {
        struct Key: Hashable {
            var structure: Int64
            var cell: String
            var series: String
            var bin: String
        }
        var expected: [Key: Int128] = [:]
        for (number, tallies) in recounted {
            for entry in tallies.entries {
                expected[Key(structure: number, cell: entry.cell, series: entry.series, bin: entry.bin)] =
                    entry.amount
            }
        }
        func add(_ key: Key, stored: Int128, expected: Int128) {
            report.add(
                .tally,
                "\(key.series) \(key.bin) for \(key.cell) is \(stored), but should be \(expected)"
            )
        }
        for row in try database.all("SELECT structure, cell, series, bin, amount FROM tallies") {
            report.tallies += 1
            let key = Key(
                structure: try row.integer(0), cell: try row.text(1), series: try row.text(2),
                bin: try row.text(3))
            let stored = try row.amount(4)
            let right = expected.removeValue(forKey: key) ?? 0
            if stored != right { add(key, stored: stored, expected: right) }
        }
        for (key, right) in expected.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            add(key, stored: 0, expected: right)
        }
    }

    mutating func checkInterviews() throws {
        try database.forEach(
            """
            SELECT interviews.number, interviews.id, interviews.state, raw, interviews.structure
            FROM interviews LEFT JOIN responses ON responses.id = interviews.id ORDER BY interviews.number
            """
        ) { row in
            let id = try row.text(1)
            let interview: RecordedInterview
            do {
                interview = try store.recordedInterview(number: row.integer(0), in: database, read: &read)
            } catch let fault as StoreFault {
                report.add(.journal, fault.message)
                return
            }
            for line in interview.unreadable { report.add(.journal, "the journal of \(id), \(line)") }
            guard try row.text(2) != "open" else {
                report.openInterviews += 1
                return
            }
            report.closedInterviews += 1
            guard let raw = try row.optionalText(3), let definition = definitions[try row.integer(4)] else {
                report.add(.journal, "the interview \(id) is closed, and there is no response of it")
                return
            }
            try compare(interview, withLine: raw, of: definition)
        }
    }

    /// Whatever the response says, the journal must have said last. The journal may know more: answers to
    /// questions that a later answer hid.
    private mutating func compare(
        _ interview: RecordedInterview, withLine raw: String, of definition: Definition
    ) throws {
        let id = interview.start.id
        let read = try? Response(
            line: raw.utf8, of: definition.survey, index: definition.index, rules: definition.rules)
        guard let response = read else {
            return  // It is a finding about the response already.
        }
        // A conflict keeps an interview's response aside; then the response of this id is not the
        // interview's.
        let aside = try database.first(
            "SELECT 1 FROM conflicts WHERE id = ? AND source IN ('interview', 'recovery')", [id])
        guard aside == nil else { return }
        if response.state.rawValue != interview.state {
            report.add(
                .journal,
                "the interview \(id) is \(interview.state), and its response \(response.state.rawValue)"
            )
        }
        let last = interview.lastAnswers
        for (position, answer) in response.answers.enumerated() where answer != .notAsked {
            guard position < last.count, last[position] == answer else {
                let name = definition.survey.variables[position].name
                report.add(.journal, "the response \(id) says something else about \(name) than its journal")
                continue
            }
        }
    }
}
