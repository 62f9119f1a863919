internal import Glibc
internal import Kiosk
internal import ResponseStore
internal import RoutingProof
internal import SurveyModel

/// Opening stores, and the exit codes of their faults.
enum Stores {
    /// The moment now, from the system's clock.
    static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Turns a store's faults into failures with their exit codes.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let fault as StoreFault {
            throw Failure(
                fault.message, fault.kind.isInputOutput ? ExitStatus.inputOutput : ExitStatus.findings)
        }
    }

    /// Opens a store to write to, and closes what interviews of dead processes left open in it.
    static func open(_ path: String) throws -> Store {
        let store = try Store(opening: path, mode: .create)
        let recovery = try store.recover(at: now()) { try $0.abandonedResponse() }
        if !recovery.closed.isEmpty {
            Console.note(
                "\(counted(recovery.closed.count, "interview")) that had been cut off \(recovery.closed.count == 1 ? "is" : "are") "
                    + "kept as abandoned, with the answers given")
        }
        for problem in recovery.problems { Console.note("sondeo: \(problem)") }
        return store
    }

    /// Makes a store know a survey. Says so if answers to the same version were given to other words.
    static func register(_ survey: Survey, in store: Store) throws {
        let known = try store.survey(named: survey.name, version: survey.version)
        try store.register(survey, at: now())
        guard let known, known != survey, known.structure == survey.structure else { return }
        // Without another structure there is no other routing, and nothing to prove.
        let comparison = Comparison(from: known, to: survey, populations: .textOnly)
        guard let effect = comparison.effect, !effect.allowsPooling,
            try !store.tallies(ofSurvey: survey.name, structure: survey.structure).isEmpty
        else { return }
        let touched = comparison.changes.filter { !$0.effect.allowsPooling }.map(\.subject.name)
        Console.note(
            "\(survey.name) version \(survey.version) was answered in other words before "
                + "(\(touched.prefix(4).joined(separator: ", "))\(touched.count > 4 ? ", …" : "")); raise its version so that "
                + "the answers are told apart")
    }

    /// The names of the surveys that a store holds answers to; of all that it knows, if there are none. A survey that was
    /// named by mistake is known and has none.
    static func answeredSurveys(of store: Store) throws -> Set<String> {
        let known = try store.surveys()
        let answered = try known.filter {
            try !store.tallies(ofSurvey: $0.name, structure: $0.structure).isEmpty
        }
        return Set((answered.isEmpty ? known : answered).map(\.name))
    }

    /// The newest version of a survey that a store holds; without a name, of the one survey that it holds. nil if it holds
    /// none.
    static func newestVersion(of store: Store, named name: String?) throws -> StoredSurvey? {
        let known = try store.surveys()
        let names = try name == nil ? answeredSurveys(of: store) : Set(known.map(\.name))
        guard name != nil || names.count <= 1 else {
            throw Failure.usage(
                "\(store.path) holds several surveys (\(names.sorted().joined(separator: ", "))); say which with --survey"
            )
        }
        let wanted = name ?? names.first
        return known.filter { $0.name == wanted }.max { $0.version < $1.version }
    }

    /// The newest version of a survey that a store holds, as `newestVersion`.
    ///
    /// Says on standard error which versions mean something else and are left out.
    static func newestSurvey(of store: Store, named name: String?) throws -> Survey {
        guard let newest = try newestVersion(of: store, named: name) else {
            throw Failure.findings("\(store.path) holds no answers" + (name.map { " to \($0)" } ?? ""))
        }
        let known = try store.surveys()
        guard let survey = try store.survey(named: newest.name, structure: newest.structure) else {
            throw Failure.findings(
                "\(store.path) does not hold the survey \(newest.name) any more; run sondeo verify")
        }
        let others = known.filter { $0.name == newest.name && $0.structure != newest.structure }.map {
            "\($0.version)"
        }
        if !others.isEmpty {
            Console.note(
                "Only version \(newest.version) of \(newest.name) is read; answers to version "
                    + others.joined(separator: ", ") + " mean something else.")
        }
        return survey
    }

    /// A version of a survey that a store holds, whatever else it holds; the name as in `newestVersion`.
    static func survey(of store: Store, named name: String?, version: Int) throws -> Survey {
        guard let newest = try newestVersion(of: store, named: name) else {
            throw Failure.findings("\(store.path) holds no answers" + (name.map { " to \($0)" } ?? ""))
        }
        if let survey = try store.survey(named: newest.name, version: version) { return survey }
        throw noVersion(
            version, of: newest.name,
            among: try store.surveys().filter { $0.name == newest.name }.map(\.version))
    }

    /// The failure where there is no such version of a survey.
    static func noVersion(_ version: Int, of name: String, among versions: [Int]) -> Failure {
        .usage(
            "--version: there is no version \(version) of \(name); there "
                + (Set(versions).count == 1 ? "is " : "are ")
                + Set(versions).sorted().map(String.init).joined(separator: ", "))
    }

    /// Whether a file is a database, from how it begins; `-` is not.
    static func isDatabase(_ path: String) throws -> Bool {
        guard path != "-", !Files.isFolder(path), !Files.isDevice(path) else { return false }
        return try Files.beginning(of: path).starts(with: "SQLite format 3\0".utf8)
    }
}
