internal import Glibc
internal import Kiosk
internal import ResponseStore
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

    /// The newest version of a survey that a store holds; without a name, of the one survey that it holds.
    ///
    /// Says on standard error which versions mean something else and are left out.
    static func newestSurvey(of store: Store, named name: String?) throws -> Survey {
        let known = try store.surveys()
        let names = Set(known.map(\.name))
        guard name != nil || names.count <= 1 else {
            throw Failure.usage(
                "\(store.path) holds several surveys (\(names.sorted().joined(separator: ", "))); say which with --survey"
            )
        }
        let wanted = name ?? names.first
        guard let newest = known.filter({ $0.name == wanted }).max(by: { $0.version < $1.version }) else {
            throw Failure.findings("\(store.path) holds no answers" + (wanted.map { " to \($0)" } ?? ""))
        }
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

    /// Whether a file is a database, from how it begins; `-` is not.
    static func isDatabase(_ path: String) throws -> Bool {
        guard path != "-", !Files.isFolder(path), !Files.isDevice(path) else { return false }
        return try Files.beginning(of: path).starts(with: "SQLite format 3\0".utf8)
    }
}
