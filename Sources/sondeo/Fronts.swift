internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import Kiosk
internal import Terminal

/// Which front holds an interview, and how it looks.
struct FrontOptions: ParsableArguments {
    @Flag(
        help: """
            Ask line by line. This is also done where input or output is no terminal, at TERM=dumb, and with ACCESSIBLE=1 in \
            the environment.
            """)
    var plain = false

    @Option(
        help: ArgumentHelp(
            "How the screen looks: dark, light or none. Default: what the terminal says of itself, else dark; none with NO_COLOR.",
            valueName: "name"))
    var theme: String?

    /// What the environment says of the terminal.
    static var capabilities: Capabilities { Capabilities(environment: ProcessInfo.processInfo.environment) }

    /// Whether the interview fills the screen.
    var fillsScreen: Bool {
        let environment = ProcessInfo.processInfo.environment
        guard !plain, (environment["ACCESSIBLE"] ?? "").isEmpty || environment["ACCESSIBLE"] == "0" else {
            return false
        }
        return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && Self.capabilities.fillsScreens
    }

    /// The theme that was asked for, or that suits the terminal. Throws where there is no such theme.
    func chosenTheme() throws -> Theme {
        let environment = ProcessInfo.processInfo.environment
        if let theme {
            guard let name = Theme.Name(rawValue: theme.lowercased()) else {
                throw Failure.usage("there is no theme \"\(theme)\"; there are dark, light and none")
            }
            return Theme(name)
        }
        if Self.capabilities.colours == 0 { return Theme(.none) }
        // rxvt, Konsole and others say their colours as "letters;ground"; 7 and 15 are the light ones.
        let ground = environment["COLORFGBG"]?.split(separator: ";").last
        return Theme(ground == "7" || ground == "15" ? .light : .dark)
    }

    /// A session at the terminal of the process. `notice` words where a report of a failure is.
    func session(notice: @escaping @Sendable (String) -> String) throws -> TerminalSession {
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        do {
            return try TerminalSession(
                capabilities: Self.capabilities,
                options: TerminalSession.Options(
                    environment: environment, reportFolder: folder, version: Sondeo.version,
                    notice: notice))
        } catch {
            switch error {
            case .notATerminal, .taken:
                throw Failure("there is no terminal to fill; say --plain", ExitStatus.inputOutput)
            case .unavailable(let code):
                throw Failure(
                    "the terminal cannot be used: \(String(cString: strerror(code))); say --plain",
                    ExitStatus.inputOutput)
            case .inBackground:
                throw Failure(
                    "the program runs in the background; bring it forward with fg", ExitStatus.inputOutput)
            }
        }
    }
}
