internal import ArgumentParser
internal import Collector
internal import Interchange
internal import SurveyModel

/// What sources of responses throw, as failures with their exit codes.
enum SourceFaults {
    /// Runs what reads responses. Throws `Failure` for a source, a study or a store that is at fault.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do { return try Stores.translating(body) } catch {
            throw failure(error) ?? error
        }
    }

    /// Says which sources could not be read, or not to their end, and what becomes of the rest; gives the exit code, nil where
    /// all were read.
    static func note(_ pass: ResponsePass, _ rest: String = "the rest is read") -> Failure? {
        let failures = pass.faults.compactMap(failure)
        guard let worst = failures.max(by: { $0.status.rawValue < $1.status.rawValue }) else { return nil }
        for failure in failures { Console.note("sondeo: \(failure.message); \(rest)") }
        return worst
    }

    private static func failure(_ error: any Error) -> Failure? {
        switch error {
        case let fault as StudyFault: .findings(fault.message)
        case let fault as ReadingFault: .inputOutput(fault.message)
        case let fault as CSVFault: CSVOptions.failure(fault)
        case let fault as MadeLinesFault:
            fault.isInputOutput || fault.endsEarly ? .inputOutput(fault.message) : .findings(fault.message)
        default: nil
        }
    }
}
