internal import ArgumentParser
internal import Glibc

/// The exit codes of the program, all of them. Shell scripts depend on these numbers.
enum ExitStatus {
    /// The input has errors, or a check failed.
    static let findings = ExitCode(1)
    /// The command was used wrongly (`EX_USAGE`).
    static let usage = ExitCode(64)
    /// Reading or writing failed (`EX_IOERR`).
    static let inputOutput = ExitCode(74)
    /// Ctrl-C, as shells report it.
    static let interrupted = ExitCode(130)
}

/// Why a command stops: what was seen, where, and what to do.
struct Failure: Error {
    let message: String
    let status: ExitCode

    init(_ message: String, _ status: ExitCode) {
        self.message = message
        self.status = status
    }

    /// The input has errors, or a check failed.
    static func findings(_ message: String) -> Failure { Failure(message, ExitStatus.findings) }
    /// The command was used wrongly.
    static func usage(_ message: String) -> Failure { Failure(message, ExitStatus.usage) }
    /// Reading or writing failed.
    static func inputOutput(_ message: String) -> Failure { Failure(message, ExitStatus.inputOutput) }
}

/// A command whose failures are written as `sondeo: …` to standard error, each with its exit code.
protocol SondeoCommand: ParsableCommand {
    /// Does the work; throws `Failure`, an `ExitCode`, or the error of a target.
    func execute() throws
}

extension SondeoCommand {
    func run() throws {
        do {
            try execute()
            try Console.flush()
        } catch let failure as Failure {
            throw Self.report(failure)
        } catch let fault as ConsoleFault {
            // Nobody reads on: the end of `sondeo … | head`, which is no error of anybody's.
            if fault.code == EPIPE { throw ExitCode.success }
            throw Self.report(.inputOutput("standard output could not be written: \(fault.reason)"))
        } catch let code as ExitCode {
            try? Console.flush()
            throw code
        } catch {
            throw Self.report(.findings("\(error)"))
        }
    }

    private static func report(_ failure: Failure) -> ExitCode {
        try? Console.flush()
        Console.note("sondeo: \(failure.message)")
        return failure.status
    }
}
