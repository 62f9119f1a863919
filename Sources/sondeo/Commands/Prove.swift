internal import ArgumentParser
internal import Interchange
internal import RoutingProof
internal import SurveyCompiler
internal import SurveyModel

struct Prove: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove what a survey's routing can and cannot do.",
        discussion: """
            Looks at every interview that the survey allows, all at once: which questions, options, rows, checks and endings \
            somebody can meet, who can never finish, which conditions decide nothing, how many ways lead through and how long \
            they take. What is found has answers that show it, or the conditions that contradict each other. Nothing is \
            sampled and nothing guessed; what takes more than the budget is named as undecided. Ends with exit code 1 if \
            something is dead or a trap.

              sondeo prove Surveys/service_loyalty.survey
              sondeo prove visit.survey --all
              sondeo prove visit.survey --witness asked:comfort > comfort.json
              sondeo run visit.survey --answers comfort.json
            """)

    /// What is written in place of the report.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case dot, svg, smt2
    }

    @Argument(help: "Survey files.", completion: .file(extensions: ["survey"]))
    var files: [String]

    @ArgumentParser.Option(help: "How to print what was found: text or json.")
    var format: TextForm = .text

    @ArgumentParser.Option(
        help:
            "Write a picture of the routing with what is dead marked (dot, svg), or what is proved as questions to other solvers (smt2)."
    )
    var to: Form?

    @Flag(help: "List every question, option, row, check and ending, and on which condition it happens.")
    var all = false

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "Print answers that lead there, for `sondeo run --answers`: asked:NAME, finished:NAME, passed-over:NAME, page:NAME, chosen:QUESTION.OPTION, ends:NAME, fires:CHECK, passes:CHECK, base:METRIC.",
            valueName: "subject"))
    var witness: String?

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "Weigh answers as they were given: a store, or JSON Lines (a file, or - for standard input).",
            valueName: "source"), completion: .file())
    var from: String?

    @ArgumentParser.Option(help: "How much may be tried, in nodes of diagrams; at least 1,000.")
    var budget = Budget().nodes

    @ArgumentParser.Option(help: "Minutes in this language only.")
    var locale: String?

    @Flag(help: "Say on standard error how long the proof took, as one line of JSON.")
    var timing = false

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if budget < 1_000 { throw ValidationError("--budget must be 1,000 or more.") }
        if to != nil || witness != nil || from != nil, files.count != 1 {
            throw ValidationError("--to, --witness and --from take one file.")
        }
        if to != nil, witness != nil { throw ValidationError("--to and --witness exclude each other.") }
    }

    func execute() throws {
        let budget = Budget(nodes: budget, steps: Budget().steps / Budget().nodes * budget)
        var reports: [ProofReport] = []
        if let witness {
            var proved = try ProvedSurvey(files[0], locales: locales, budget: budget)
            return try output.write(try proved.answers(for: witness) + "\n", isOurs: OurFiles.answers)
        }
        if let to {
            let proved = try ProvedSurvey(files[0], locales: locales, budget: budget)
            return try proved.write(to, output)
        }
        for file in files {
            let proved = try ProvedSurvey(file, locales: locales, budget: budget)
            let report = try ProofReport(
                proved, budget: budget, answers: from, locale: locale, listsAll: all)
            if timing { Console.note(report.timing) }
            reports.append(report)
        }
        switch format {
        case .text:
            try output.write(
                reports.map { $0.text(colour: output.output == "-" && Console.colourOnOutput) }
                    .joined(separator: "\n"), isOurs: OurFiles.proof)
        case .json:
            try output.write(ProofReport.json(reports).prettyText + "\n", isOurs: OurFiles.json(.proof))
        }
        if reports.contains(where: { $0.count(.error) > 0 }) { throw ExitStatus.findings }
    }
}
