internal import ArgumentParser
internal import Codebook
internal import Collector
internal import Interchange
internal import ResponseStore
internal import SurveyModel

struct Export: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write responses for other programs.",
        discussion: """
            A SOURCE is a store, a file of JSON Lines, CSV or XML (with --survey), a folder of such, or - for standard input; a \
            response that is in several of them counts once. Memory does not grow with the number of responses, and the same \
            responses give the same bytes: those of a store are in the order of their ids. What a format cannot carry is said \
            on standard error, and as JSON with --losses.

            Tables are of the newest version of the survey; answers to an earlier one are in them where they are comparable. \
            jsonl and xml keep each response as it was given. Documentation/Interchange.md describes each form.

              sondeo export answers.db --to csv -o answers.csv
              sondeo export answers.db --to sav --locale es -o answers.sav
              sondeo export answers.db --to xlsx --where 'channel == phone' -o a.xlsx
            """)

    @Argument(help: "Stores, JSON Lines, CSV, XML or folders.", completion: .file())
    var sources: [String]

    @ArgumentParser.Option(help: ArgumentHelp("What to write: \(ExportForm.list).", valueName: "form"))
    var to: ExportForm

    @ArgumentParser.Option(
        help: "The survey that files answer, or which survey of a store; again for further versions.",
        completion: .file(extensions: ["survey"]))
    var survey: [String] = []

    @ArgumentParser.Option(
        help: "Only responses to this version of the survey, as its author numbers them.")
    var version: Int?

    @OptionGroup(title: "Which responses") var selected: SelectionOptions

    @OptionGroup(title: "What is written") var shape: ExportShape

    @OptionGroup(title: "CSV as a source") var csv: CSVColumnOptions

    @OptionGroup(title: "Weights") var weighing: WeightOptions

    @ArgumentParser.Option(
        help: "Write what the format could not carry to FILE, as JSON.", completion: .file())
    var losses: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try shape.check(to, hasWeights: weighing.weights != nil)
        if output.output == "-" {
            if to.needsFile { throw ValidationError("--to \(to.rawValue) needs a file: -o FILE.") }
            let companions = shape.companions(of: to)
            if !companions.isEmpty {
                throw ValidationError(
                    "\(companions.joined(separator: " and ")) \(companions.count == 1 ? "makes" : "make") further files beside the responses, so they need one too: -o FILE."
                )
            }
        }
        if Files.isDevice(output.output), to.isSeveralFiles || !shape.companions(of: to).isEmpty {
            throw ValidationError(
                "--to \(to.rawValue) writes several files, and beside \(output.output) there is no room; name a file: -o FILE."
            )
        }
        if let losses, losses == output.output {
            throw ValidationError(
                losses == "-"
                    ? "--losses - and the responses would both be written to standard output; name a file with -o."
                    : "--losses and -o name one file; name two.")
        }
    }

    func execute() throws {
        try SourceFaults.translating { try export() }
    }

    private func export() throws {
        let found = try StatsSources(sources, surveys: survey, try .reading(csv))
        let survey = try chosen(found)
        var selection = try selected.selection(survey)
        selection.versions = version.map { [$0] }
        var exporting = try Exporting(
            survey: survey, found: found, selection: selection, form: to, shape: shape, output: output.output,
            condition: StatisticsSelection(
                condition: selected.condition, since: selected.since, until: selected.until,
                weights: weighing.weights))
        if exporting.passes(hasWeights: weighing.weights != nil) > 1, sources.contains("-") {
            throw Failure.usage(
                "--to \(to.rawValue)\(weighing.weights == nil ? "" : " with weights") needs several readings, and standard input can be read once; save it to a file"
            )
        }
        try exporting.weigh(weighing)
        var report = LossReport(format: to.rawValue, survey: survey.name)
        var failure: Failure?
        try output.write(from: sources + self.survey + [weighing.weights].compactMap(\.self)) { open in
            // Before anything is written: what cannot be opened is known by then, and standard output is one file.
            let file = try losses.map { try open($0, OurFiles.json(.losses)) }
            report = try exporting.write(open)
            // Nobody would see in a file that the rest of a source is not in it.
            let isFile = output.output != "-"
            failure = SourceFaults.note(exporting.pass, isFile ? "nothing is written" : "the rest is read")
            if isFile, let failure { throw failure.status }
            if let file { try report.writeJSON(to: file) }
        }
        Console.endProgress()
        for finding in exporting.pass.findings { Console.note(finding.text) }
        let text = report.text
        if !text.isEmpty { Console.note(text) }
        let rejected = exporting.pass.counts.rejected
        if rejected > 0 {
            Console.note("sondeo: \(counted(rejected, "line")) left out; all else is written")
        }
        if exporting.pass.selected == 0 {
            Console.note("sondeo: no response was found that was asked for; what was written has none")
        }
        if let failure { throw failure.status }
        let conflicts = exporting.pass.findings.contains { $0.kind == .conflict }
        if !found.isWhole || rejected > 0 || conflicts { throw ExitStatus.findings }
    }

    /// The version of the survey that tables are of.
    private func chosen(_ found: StatsSources) throws -> Survey {
        guard let version else { return found.survey }
        let known = (found.versions + [found.survey]).filter { $0.name == found.survey.name }
        if let survey = known.first(where: { $0.version == version }) { return survey }
        throw Stores.noVersion(version, of: found.survey.name, among: known.map(\.version))
    }
}
