internal import ArgumentParser
internal import RoutingProof
internal import Scenarios
internal import SurveyCompiler
internal import SurveyModel

struct Test: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the tests that stand in survey files.",
        discussion: """
            Each test is answered by the real interview; what it leaves open is filled in with the first valid answer, and \
            metrics are computed by the code that makes reports. A test that fails shows the interview as it went. Ends \
            with exit code 1 if a test fails or a file has errors.

              sondeo test Surveys/*.survey
              sondeo test service_loyalty.survey --filter detractor --coverage
              sondeo test service_loyalty.survey --write-covering covering.txt
              sondeo test service_loyalty.survey --mutate
            """)

    @Argument(help: "Survey files.", completion: .file(extensions: ["survey"]))
    var files: [String]

    @ArgumentParser.Option(help: "How to print what came of it: text or json.")
    var format: TextForm = .text

    @ArgumentParser.Option(help: "Run only tests whose name has this in it, without regard to case.")
    var filter: String?

    @Flag(help: "Name what no test visits, and what cannot be visited.")
    var coverage = false

    @ArgumentParser.Option(
        help: "Write a small set of tests that visit everything to FILE, to be put at the end of the survey.",
        completion: .file())
    var writeCovering: String?

    @Flag(help: "With --write-covering: only for what the tests of the survey do not visit.")
    var besideExisting = false

    @Flag(help: "Change conditions one at a time, and name the changes that no test notices.")
    var mutate = false

    @ArgumentParser.Option(help: "With --mutate: try at most so many changes, evenly spread.")
    var mutants = 1_000

    func validate() throws {
        if writeCovering != nil, files.count != 1 {
            throw ValidationError("--write-covering is about one survey; name one file.")
        }
        if besideExisting, writeCovering == nil {
            throw ValidationError("--beside-existing belongs to --write-covering.")
        }
        if mutants < 1 { throw ValidationError("--mutants must be 1 or more.") }
    }

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    func execute() throws {
        var total = Counts()
        var documents: [JSONValue] = []
        for file in files {
            let run = try FileRun(file, locales: locales, filter: filter, proves: coverage)
            total.add(run)
            let covering = try covering(run)
            let mutation = mutation(run)
            switch format {
            case .text:
                try Console.write(run.text(namesMissed: coverage))
                if let covering { try Console.write(covering.report) }
                if let mutation { try Console.write(mutation.text) }
            case .json:
                documents.append(
                    run.json(namesMissed: coverage, covering: covering?.json, mutation: mutation?.json))
            }
        }
        switch format {
        case .text: if files.count > 1 { try Console.line(total.words) }
        case .json:
            try Console.line(
                JSONValue.object([
                    "files": .array(documents), "tests": .number(total.tests),
                    "failed": .number(total.failed), "broken": .number(total.broken),
                ]).prettyText)
        }
        if total.failed > 0 || total.broken > 0 { throw ExitStatus.findings }
    }

    /// Writes the covering set, if one is wanted and the file has no errors.
    private func covering(_ run: FileRun) throws -> CoveringFile? {
        guard let output = writeCovering, let survey = run.survey else { return nil }
        try CoveringFile.check(output, for: run.loaded)
        let covering = CoveringFile(
            run.file, run.loaded, survey: survey, output: output,
            beside: besideExisting ? run.visits : nil)
        try covering.write()
        return covering
    }

    private func mutation(_ run: FileRun) -> MutationRun? {
        guard mutate, let survey = run.survey else { return nil }
        return MutationRun(run.loaded, survey: survey, most: mutants)
    }

    /// What came of several files.
    private struct Counts {
        var tests = 0
        var failed = 0
        var broken = 0

        mutating func add(_ run: FileRun) {
            tests += run.results.count
            failed += run.failedCount
            if run.isBroken { broken += 1 }
        }

        var words: String {
            "All files: \(counted(tests, "test")), "
                + (failed == 0 ? "none failed" : "\(failed) failed")
                + (broken == 0 ? "" : "; \(counted(broken, "file")) with errors")
        }
    }
}

/// The tests of one file, run.
struct FileRun {
    let file: String
    let loaded: LoadedSurvey
    let results: [ScenarioResult]
    /// How many tests the file has, those left out by the filter included.
    let testCount: Int
    let report: CoverageReport?
    /// What the tests went through.
    private(set) var visits = Visits()

    /// Runs the tests; with `proves`, what cannot be visited is told from what was not.
    init(_ file: String, locales: String?, filter: String?, proves: Bool) throws {
        self.file = file
        loaded = try LoadedSurvey.load(file, locales: locales)
        guard let survey = loaded.survey, !loaded.hasErrors else {
            (results, testCount, report) = ([], 0, nil)
            return
        }
        let wanted = filter?.lowercased()
        let runner = ScenarioRunner(survey)
        let scenarios = loaded.compilation.scenarios
        testCount = scenarios.count
        results = scenarios.filter { scenario in
            wanted.map { scenario.name.lowercased().contains($0) } ?? true
        }.map(runner.run)
        for result in results { visits.merge(result.visits) }
        if results.isEmpty {
            report = nil
        } else if proves {
            let proof = prove(survey)
            report = CoverageReport(visits, of: survey) { proof.verdict(of: $0) }
        } else {
            report = CoverageReport(visits, of: survey)
        }
    }

    /// The survey, unless the file has errors.
    var survey: Survey? { isBroken ? nil : loaded.survey }

    var isBroken: Bool { loaded.hasErrors }
    var failedCount: Int { results.count { !$0.holds } }

    // MARK: For people

    func text(namesMissed: Bool) -> String {
        guard let survey = loaded.survey, !isBroken else { return errors }
        var lines: [String] = []
        for result in results where !result.holds { lines += Self.lines(of: result, in: file) + [""] }
        lines.append(summary)
        if namesMissed, let report {
            let undecided = Set(report.undecided)
            for (title, targets) in [
                ("Never visited:", report.missed.filter { !undecided.contains($0) }),
                ("Never visited, and whether it can be was not decided:", report.undecided),
                ("Only by answers that were filled in:", report.filledIn),
                ("Cannot be visited:", report.impossible),
            ] where !targets.isEmpty {
                lines.append(title)
                lines += targets.map { "  " + $0.words(in: survey) }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var errors: String {
        var text = ""
        for diagnostic in loaded.compilation.diagnostics where diagnostic.severity == .error {
            text +=
                render([diagnostic], in: loaded.compilation.sources, colour: Console.colourOnOutput) + "\n"
        }
        for remark in loaded.catalogueRemarks where remark.isError { text += remark.text + "\n" }
        return text + "\(file): it has errors, so no test was run\n"
    }

    private var summary: String {
        guard testCount > 0 else { return "\(file): it has no tests" }
        guard let report else { return "\(file): none of \(counted(testCount, "test")) has such a name" }
        let failed = failedCount
        var words = "\(file): \(counted(results.count, "test"))"
        if results.count < testCount { words += " of \(testCount)" }
        words += failed == 0 ? ", none failed" : ", \(failed) failed"
        let shown = ["question", "ending"].compactMap { name in
            report[name].map { "\($0.visited) of \(counted($0.count, name))" }
        }
        return words + "; " + shown.joined(separator: " and ") + " visited"
    }

    private static func lines(of result: ScenarioResult, in file: String) -> [String] {
        var lines = ["failed: \(result.name)"]
        var shown: [InterviewLine] = []
        for failure in result.failures {
            // Several expectations often look at one interview: it is shown once.
            if failure.interview != shown {
                shown = failure.interview
                lines += shown.map { "    " + $0.text }
            }
            lines.append("  \(file):\(failure.place.line):\(failure.place.column): \(failure.message)")
            lines += failure.details.map { "      " + $0 }
        }
        return lines
    }

    // MARK: For programs

    func json(namesMissed: Bool, covering: JSONValue?, mutation: JSONValue?) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("file", .string(file)), .init("hasErrors", .bool(isBroken)),
        ]
        if isBroken {
            let found = loaded.compilation.diagnostics.filter { $0.severity == .error }
            members.append(
                .init(
                    "diagnostics",
                    .array(
                        (renderJSON(found, in: loaded.compilation.sources).array ?? [])
                            + loaded.catalogueRemarks.filter(\.isError).map(\.json))))
            return .object(members)
        }
        members.append(.init("tests", .array(results.map(Self.json))))
        guard let survey = loaded.survey, let report else {
            if let covering { members.append(.init("covering", covering)) }
            if let mutation { members.append(.init("mutation", mutation)) }
            return .object(members)
        }
        var visited = report.kinds.map { kind in
            JSONValue.Member(
                kind.name,
                .object([
                    "visited": .number(kind.visited), "filledIn": .number(kind.filledIn),
                    "of": .number(kind.count),
                ]))
        }
        if namesMissed {
            visited.append(.init("missed", .array(report.missed.map { Self.json($0, survey) })))
            visited.append(.init("onlyFilledIn", .array(report.filledIn.map { Self.json($0, survey) })))
            visited.append(.init("impossible", .array(report.impossible.map { Self.json($0, survey) })))
            visited.append(.init("undecided", .array(report.undecided.map { Self.json($0, survey) })))
        }
        members.append(.init("coverage", .object(visited)))
        if let covering { members.append(.init("covering", covering)) }
        if let mutation { members.append(.init("mutation", mutation)) }
        return .object(members)
    }

    static func json(_ target: Visits.Target, _ survey: Survey) -> JSONValue {
        .object(["kind": .string(target.kind), "name": .string(target.words(in: survey))])
    }

    private static func json(_ result: ScenarioResult) -> JSONValue {
        .object([
            "name": .string(result.name), "line": .number(result.place.line),
            "holds": .bool(result.holds), "respondents": .number(result.respondents),
            "failures": .array(
                result.failures.map { failure in
                    .object([
                        "line": .number(failure.place.line), "column": .number(failure.place.column),
                        "message": .string(failure.message),
                        "details": .array(failure.details.map(JSONValue.string)),
                        "interview": .array(
                            failure.interview.map { line in
                                .object([
                                    "text": .string(line.text), "filledIn": .bool(line.isFilledIn),
                                ])
                            }),
                    ])
                }),
        ])
    }
}
