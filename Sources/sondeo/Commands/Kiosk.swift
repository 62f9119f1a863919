internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import Interview
internal import Kiosk
internal import ResponseStore
internal import SurveyModel
internal import Terminal
internal import Translations

struct KioskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk",
        abstract: "Ask one person after the other, unattended.",
        usage: """
            sondeo kiosk [SURVEY] [--settings FILE] [--store FILE] [OPTIONS OF start]
            sondeo kiosk --check FILE | --example-settings | --set-pin
            sondeo kiosk status --store FILE
            """,
        discussion: """
            The kiosk waits for somebody, asks, thanks, and waits again. A settings file says how it behaves; what the \
            command line says counts more. A second process watches over the first and starts it again if it dies.

              sondeo kiosk --example-settings > kiosk.conf
              sondeo kiosk --set-pin >> kiosk.conf
              sondeo kiosk --check kiosk.conf
              sondeo kiosk visit.survey --settings kiosk.conf --store answers.db
              sondeo kiosk status --store answers.db

            All options: sondeo kiosk start --help
            """,
        subcommands: [KioskStartCommand.self, KioskStatusCommand.self],
        defaultSubcommand: KioskStartCommand.self)
}

struct KioskStartCommand: SondeoCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a kiosk; this is what kiosk does by itself.")

    @Argument(
        help: "A survey file. Default: what the settings name.", completion: .file(extensions: ["survey"]))
    var file: String?

    @Option(help: "A file with the kiosk's settings.", completion: .file())
    var settings: String?

    @Option(help: "Keep the answers in this store; it is made if it is not there.", completion: .file())
    var store: String?

    @Option(help: "What this kiosk is called in responses and in its trail.")
    var station: String?

    @Option(help: ArgumentHelp("A given of the survey; may be repeated.", valueName: "name=value"))
    var set: [String] = []

    @Option(
        help: ArgumentHelp("A setting, as in the settings file; may be repeated.", valueName: "name=value"))
    var setting: [String] = []

    @Option(
        help:
            "The folder with a folder of catalogues per survey. Default: Locales beside or above the survey.")
    var locales: String?

    @Option(
        help: ArgumentHelp("Only check a file of settings, and the survey that it names.", valueName: "file"),
        completion: .file())
    var check: String?

    @Flag(help: "Only print a settings file with every setting, its default and what it does.")
    var exampleSettings = false

    @Flag(help: "Only ask for an operator's PIN, twice, and print the line for the settings file.")
    var setPin = false

    func validate() throws {
        guard [check != nil, exampleSettings, setPin].count(where: \.self) <= 1 else {
            throw ValidationError("--check, --example-settings and --set-pin are separate things to do")
        }
    }

    func execute() throws {
        if exampleSettings { return try Console.write(KioskSettings.example) }
        if setPin { return try NewPIN.ask() }
        if check != nil {
            let plan = try KioskPlan(self)
            return try Console.line(
                "\(check ?? ""): nothing is wrong with it; the kiosk is called \(plan.settings.station)")
        }
        if WorkerLife.isWorker { try work() } else { try supervise() }
    }

    // MARK: The supervisor

    /// Says that everything was checked, and which languages are offered, to the same program without a survey and a store.
    private static let checked = "SONDEO_KIOSK_LOCALES"

    /// Checks everything that must not be wrong, and becomes the supervisor.
    private func supervise() throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, FrontOptions.capabilities.fillsScreens
        else {
            throw Failure.usage(
                "a kiosk needs a terminal whose screen it can fill; for one interview line by line, use sondeo run --plain"
            )
        }
        if let locales = getenv(Self.checked).map({ String(cString: $0) }) {
            return try watch(offering: locales.split(separator: ",").map(String.init))
        }
        let plan = try KioskPlan(self)
        try plan.tryStore()
        // A supervisor waits for months: it starts anew, so that it has neither the memory nor the threads that checking took,
        // on which a signal could arrive that nobody waits for.
        setenv(Self.checked, plan.offered.joined(separator: ","), 1)
        let words = CommandLine.arguments.map { strdup($0) } + [nil]
        execv("/proc/self/exe", words)
        throw Failure.inputOutput("the supervisor cannot be started: \(String(cString: strerror(errno)))")
    }

    /// Watches over the workers until they end for good.
    private func watch(offering locales: [String]) throws {
        let settings = try KioskPlan.reading(self).settings
        let lock: KioskLock
        do throws(KioskLock.Fault) { lock = try KioskLock(settings.lockPath) } catch {
            switch error {
            case .held(let process):
                throw Failure.inputOutput(
                    "a kiosk called \(settings.station) is running on \(settings.store ?? "")"
                        + (process.map { " (process \($0))" } ?? "")
                        + "; end it, or call this one otherwise with --station")
            case .unusable(let reason): throw Failure.inputOutput("the kiosk's lock cannot be had: \(reason)")
            }
        }
        let trail = Trail(
            settings.trailPath, limit: settings.trailBytes, files: settings.trailFiles, survey: nil)
        let capabilities = FrontOptions.capabilities
        var options = Supervisor.Options(
            program: "/proc/self/exe", arguments: CommandLine.arguments,
            environment: ProcessInfo.processInfo.environment, leave: capabilities.leave,
            reports: settings.reportFolder, reportName: settings.station,
            pausedScreen: {
                PausedScreen.bytes(
                    locales: locales, catalogues: (try? ProgramCatalogues.read(locales)) ?? [],
                    isUTF8: capabilities.charset == .utf8)
            }, note: { trail.note($0) })
        options.longestWait = settings.restartWait
        var supervisor = Supervisor(options)
        let status = withExtendedLifetime(lock) { supervisor.run() }
        if status != 0 { throw ExitCode(status) }
    }

    // MARK: The worker

    /// Is the kiosk, until it ends.
    private func work() throws {
        guard WorkerLife.begin() else { throw ExitCode(128 + SIGTERM) }
        let plan = try KioskPlan(self)
        let survey = plan.survey
        let capabilities = FrontOptions.capabilities
        let environment = ProcessInfo.processInfo.environment
        let version = Sondeo.version
        let station = Station(
            survey: survey, settings: plan.settings, givens: plan.givens,
            boot: TrailBoot(
                program: version, survey: survey.name, version: survey.version,
                structure: survey.structure, locales: plan.offered, terminal: environment["TERM"] ?? ""))
        let catalogues = try ProgramCatalogues.read(survey.locales)
        var screen = KioskScreen(
            survey: survey, settings: plan.settings, catalogues: catalogues, station: station)
        station.sessionBegan(at: Trail.Moment.now.milliseconds)
        let session = try TerminalSession(
            capabilities: capabilities,
            options: TerminalSession.Options(
                environment: environment, reportFolder: plan.settings.reportFolder, version: version))
        WorkerLife.settle()
        let status = try session.run(&screen)
        station.end(status: status)
        if status != 0 { throw ExitCode(status) }
    }
}

/// What a kiosk is to be: its settings, its survey and its givens, all of them sound.
struct KioskPlan {
    /// The settings, with the paths as they are looked for from here.
    private(set) var settings: KioskSettings
    let survey: Survey
    let givens: [VariableID: Value]

    /// The languages that are offered.
    var offered: [String] { settings.locales.isEmpty ? survey.locales : settings.locales }

    /// Reads the settings, from the file and the command line; throws with every finding on standard error.
    static func reading(_ command: KioskStartCommand) throws -> SettingsReading {
        let path = command.check ?? command.settings
        var reading = SettingsReading(try path.map(Files.read) ?? [])
        reading.resolvePaths(from: path.map { $0 == "-" ? "." : Files.folder(of: $0) } ?? ".")
        for text in command.setting { reading.override(text) }
        if let file = command.file { reading.override("survey=\(file)") }
        if let store = command.store { reading.override("store=\(store)") }
        if let station = command.station { reading.override("station=\(station)") }
        try stop(reading, name(command))
        return reading
    }

    private static func name(_ command: KioskStartCommand) -> String {
        (command.check ?? command.settings).map { $0 == "-" ? "standard input" : $0 } ?? "the command line"
    }

    /// Reads everything that a kiosk needs; throws with every finding on standard error.
    init(_ command: KioskStartCommand) throws {
        var reading = try Self.reading(command)
        settings = reading.settings
        guard let file = settings.survey else {
            throw Failure.usage("a kiosk needs a survey: name it, or set survey in the settings")
        }
        guard command.check != nil || settings.store != nil else {
            throw Failure.usage("a kiosk needs a store: say --store FILE, or set store in the settings")
        }
        survey = try LoadedSurvey.require(file, locales: command.locales)
        reading.check(against: survey)
        try Self.stop(reading, Self.name(command))
        var givens: [VariableID: Value] = [:]
        for (name, value) in settings.givens.sorted(by: { $0.key < $1.key }) {
            let said = "\(name)=\(value)"
            do {
                try givens.merge(Givens.parse([said], of: survey)) { $1 }
            } catch let failure as Failure {
                let prefix = "--set \(said): "
                let message = failure.message
                reading.noteGiven(
                    name, message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message)
            }
        }
        try Self.stop(reading, Self.name(command))
        try givens.merge(Givens.parse(command.set, of: survey)) { $1 }
        self.givens = givens
        // What is missing for an interview is to be known now, not when somebody wants to begin one.
        do {
            _ = try Interview(survey: survey, givens: givens, seed: 0, today: try Givens.today(nil))
        } catch let fault as InterviewFault {
            throw Failure.findings(fault.message + ", or write it below [givens] in the settings")
        }
    }

    /// Throws what is wrong with the store for good. One that is locked or full is the kiosk's own affair: it waits.
    func tryStore() throws {
        do throws(StoreFault) {
            let store = try Store(opening: settings.store ?? "", mode: .create, patience: 2)
            try store.register(survey, at: Stores.now())
            try store.close()
        } catch {
            if error.kind == .full || error.kind == .locked { return }
            throw Failure(
                error.message, error.kind.isInputOutput ? ExitStatus.inputOutput : ExitStatus.findings)
        }
    }

    private static func stop(_ reading: SettingsReading, _ name: String) throws {
        guard !reading.findings.isEmpty else { return }
        for finding in reading.findings { Console.note(finding.text(file: name)) }
        throw Failure.findings(
            "\(name) has \(counted(reading.findings.count, "mistake")); no kiosk starts with any")
    }
}
