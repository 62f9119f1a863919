internal import ArgumentParser
internal import Glibc
internal import Interchange
internal import Interview
internal import Kiosk
internal import ResponseStore
internal import SurveyModel
internal import Terminal
internal import Translations

struct Run: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a survey at the terminal, or replay answers.",
        discussion: """
            At a terminal the questions fill the screen: digits choose, arrows move, Enter goes on, Shift-Tab goes back, F1 \
            helps, F4 changes the language. With --plain, through a pipe, at TERM=dumb or with ACCESSIBLE=1 they are asked line \
            by line, which suits screen readers: ? helps, < goes back, ! leaves, @ changes the language. With --store every \
            answer is on the disk before the next question is shown; without it nothing is kept.

            --answers replays a JSON file: a response line, an object with "answers" and "missing", or an object of \
            answers by variable. The response is printed; exit code 1 if the answers do not lead to an ending.

              sondeo run Surveys/service_loyalty.survey --set branch=here --locale el --store answers.db
            """)

    @Argument(help: "A survey file.", completion: .file(extensions: ["survey"]))
    var file: String

    @ArgumentParser.Option(help: "The language to begin in. Default: yours, if the survey has it.")
    var locale: String?

    @OptionGroup var front: FrontOptions

    @Flag(name: .customLong("no-review"), help: "Send the answers without showing them all once more before.")
    var skipsReview = false

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "A given of the survey, or the arm of a split that is not to be drawn; may be repeated.",
            valueName: "name=value"))
    var set: [String] = []

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "The date that the survey takes for today, as 2026-11-22. Default: today, where this machine is.",
            valueName: "date"))
    var today: String?

    @ArgumentParser.Option(
        help: "Keep the answers in this store; it is made if it is not there.", completion: .file())
    var store: String?

    @ArgumentParser.Option(help: "What this terminal is called in the response.")
    var station: String?

    @ArgumentParser.Option(help: "The seed of every random order. Default: drawn, and kept in the response.")
    var seed: UInt64?

    @ArgumentParser.Option(
        help: "Replay the answers in this JSON file instead of asking.", completion: .file())
    var answers: String?

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    @OptionGroup var output: OutputOptions

    func execute() throws {
        let survey = try LoadedSurvey.require(file, locales: locales)
        let givens = try Givens.parse(set, of: survey)
        if let station, station.isEmpty || !station.unicodeScalars.allSatisfy({ !TextRule.isForbidden($0) }) {
            throw Failure.usage("--station must be a name that is not empty and has no control characters")
        }
        let day = try Givens.today(today)
        if let answers { return try replay(answers, survey, givens, day) }
        let locale = try locale.map { try offered($0, survey) } ?? preferred(by: survey)
        let interview: Interview
        do {
            interview = try Interview(
                survey: survey, givens: givens, seed: seed ?? .freshSeed, locale: locale, today: day)
        } catch { throw Failure.usage(error.message) }
        let start = start(of: interview, channel: "terminal")
        let theme = try front.chosenTheme()
        guard let store else {
            Console.note("Nothing is kept: say --store FILE to keep the answers.")
            return try conduct(interview, NoJournal(), start, day, theme)
        }
        try Stores.translating {
            let opened = try Stores.open(store)
            try Stores.register(survey, in: opened)
            try conduct(interview, StoreJournal(opened, start: start, now: Stores.now), start, day, theme)
        }
    }

    /// Asks on the front that suits, and ends with the exit code that the end of the interview asks for.
    private func conduct<Journal: AnswerJournal>(
        _ interview: Interview, _ journal: Journal, _ start: InterviewStart, _ day: CalendarDay,
        _ theme: Theme
    ) throws {
        if front.fillsScreen {
            try fillScreen(interview, journal, start, day, theme)
        } else {
            try askLineByLine(interview, journal, start, day)
        }
    }

    private func fillScreen(
        _ interview: Interview, _ journal: any AnswerJournal, _ start: InterviewStart, _ day: CalendarDay,
        _ theme: Theme
    ) throws {
        let own = try ProgramCatalogues.read([interview.locale])
        // The others are read when somebody wants them; what cannot be read by then is shown in English.
        let catalogues = { $0 == interview.locale ? own : (try? ProgramCatalogues.read([$0])) ?? [] }
        var program = FullScreenInterview(
            interview, journal: journal, catalogues: catalogues, theme: theme, hasReview: !skipsReview,
            hasPrettyMarks: false, today: day)
        let texts = ProgramTexts(locale: interview.locale, catalogues: own)
        let session = try front.session { texts(.screenReport, ["path": $0]) }
        let status: Int32
        do { status = try session.run(&program) } catch let fault as StoreFault {
            let locale = program.interview.locale
            let texts = ProgramTexts(locale: locale, catalogues: catalogues(locale))
            try? Console.line(texts(.notSaved, ["reason": fault.message]))
            throw fault
        }
        for line in program.lastWords { try? Console.line(cleaned(line)) }
        try? Console.flush()
        try writeResponse(of: program.interview, start)
        if status != 0 { throw ExitCode(status) }
    }

    private func askLineByLine<Journal: AnswerJournal>(
        _ interview: Interview, _ journal: Journal, _ start: InterviewStart, _ day: CalendarDay
    ) throws {
        let catalogues = try ProgramCatalogues.read(interview.survey.locales + [Reader.locale])
        StopSignals.watch()
        var front = PlainInterview(
            interview, journal: journal, catalogues: catalogues,
            input: LineReader(descriptor: STDIN_FILENO),
            today: day
        ) { text in
            // An interview is a conversation: every text is out before an answer is waited for.
            try Console.write(text)
            try Console.flush()
        }
        let outcome: PlainInterview<Journal>.Outcome
        do { outcome = try front.run() } catch let fault as ConsoleFault {
            try front.end()
            throw fault
        } catch let fault as StoreFault {
            let texts = ProgramTexts(locale: front.interview.locale, catalogues: catalogues)
            try? Console.line("\n" + texts(.notSaved, ["reason": fault.message]))
            throw fault
        }
        try writeResponse(of: front.interview, start)
        if case .stopped(let signal) = outcome { throw ExitCode(128 + signal) }
    }

    /// Writes the response to the file that was asked for, where there is one.
    private func writeResponse(of interview: Interview, _ start: InterviewStart) throws {
        guard output.output != "-", interview.hasAnswers || state(of: interview) == .refused else { return }
        try write(response(interview, start), of: interview.survey)
    }

    private func replay(
        _ path: String, _ survey: Survey, _ givens: [VariableID: Value], _ day: CalendarDay
    ) throws {
        let script = try AnswerScript(try Files.read(path), path: path, of: survey)
        // The answers were given on their own day, unless another is asked for.
        let isTheirs = today == nil && survey.today.map { script.givens[$0] != nil } ?? false
        let replay: Replay
        do {
            replay = try Replay(
                plan: InterviewPlan(survey), givens: script.givens.merging(givens) { _, told in told },
                seed: seed ?? script.seed ?? 0, locale: locale ?? script.locale,
                today: isTheirs ? nil : day, answers: script.answers)
        } catch { throw Failure.usage(error.message) }
        for finding in replay.findings {
            Console.note("sondeo: \(AnswerScript.words(for: finding, of: survey))")
        }
        let start = start(of: replay.interview, channel: "replay")
        if let store {
            try Stores.translating {
                let opened = try Stores.open(store)
                try Stores.register(survey, in: opened)
                var journal = StoreJournal(opened, start: start, now: Stores.now)
                for case .record(let variable, let answer) in replay.records {
                    try journal.record(variable, answer, of: replay.interview)
                }
                try journal.finish(replay.interview, state: state(of: replay.interview))
            }
        }
        try write(response(replay.interview, start), of: survey)
        if !replay.isComplete { throw ExitStatus.findings }
    }

    private func write(_ response: Response, of survey: Survey) throws {
        try output.write(response.line(of: survey) + "\n", isOurs: OurFiles.lines)
    }

    private func response(_ interview: Interview, _ start: InterviewStart) -> Response {
        interview.response(
            id: start.id, started: start.started, ended: Stores.now(), station: start.station,
            channel: start.channel,
            state: state(of: interview))
    }

    private func state(of interview: Interview) -> Disposition {
        if case .finished(let disposition, _) = interview.phase { disposition } else { .partial }
    }

    private func start(of interview: Interview, channel: String) -> InterviewStart {
        var generator = SystemRandomNumberGenerator()
        let now = Stores.now()
        return InterviewStart(
            id: UUIDv7(milliseconds: now.milliseconds, from: &generator).text, locale: interview.locale,
            station: station, channel: channel, seed: interview.seed, started: now)
    }

    private func offered(_ tag: String, _ survey: Survey) throws -> String {
        if let exact = survey.locales.first(where: { $0.lowercased() == tag.lowercased() }) { return exact }
        throw Failure.usage(
            "\(survey.name) is not in \"\(tag)\"; it is in \(survey.locales.joined(separator: ", "))")
    }

    private func preferred(by survey: Survey) -> String {
        let wanted = Reader.locale
        let language = wanted.prefix { $0 != "-" }
        return survey.locales.first { $0 == wanted } ?? survey.locales.first { $0 == language }
            ?? survey.language
    }
}
