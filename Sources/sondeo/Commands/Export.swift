internal import ArgumentParser
internal import Collector
internal import Interchange
internal import ResponseStore
internal import SurveyModel

struct Export: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write responses for other programs.",
        discussion: """
            SOURCE is a store, or JSON Lines together with --survey. Memory does not grow with the number of responses, and \
            the same responses give the same bytes: those of a store are in the order of their ids. \
            Documentation/Formats.md describes each form.

              sondeo export answers.db --to csv -o answers.csv
            """)

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case jsonl, xml, csv
    }

    @Argument(help: "A store, or JSON Lines.", completion: .file())
    var source: String

    @ArgumentParser.Option(help: "What to write: jsonl, xml or csv.")
    var to: Form

    @ArgumentParser.Option(
        help: "The survey that JSON Lines answer, or which survey of a store.",
        completion: .file(extensions: ["survey"]))
    var survey: String?

    @Flag(help: "Include personal variables.")
    var includePersonal = false

    @Flag(help: "In CSV, defuse texts that a spreadsheet would run as formulas.")
    var spreadsheetSafe = false

    @OptionGroup var output: OutputOptions

    func execute() throws {
        if try Stores.isDatabase(source) {
            try Stores.translating { try exportStore() }
        } else {
            guard let path = survey else {
                throw Failure.usage("\(source) is no store, so say which survey it answers: --survey FILE")
            }
            try exportLines(of: LoadedSurvey.require(path))
        }
    }

    private func exportStore() throws {
        let store = try Store(opening: source, mode: .readOnly)
        let chosen = try Stores.newestSurvey(
            of: store, named: survey.map { try LoadedSurvey.require($0).name })
        let index = chosen.variableIndex
        let rules = ResponseRules(chosen)
        try write(chosen) { writer in
            try store.forEachResponse(ofStructure: chosen.structure, in: .id) { stored in
                guard stored.survey == chosen.name else { return }
                do {
                    try writer.write(Response(line: stored.line.utf8, of: chosen, index: index, rules: rules))
                } catch let fault as ResponseFault {
                    throw Failure.findings(
                        "\(source): the response \(stored.id) is damaged (\(fault.message)); run sondeo verify"
                    )
                }
            }
        }
    }

    private func exportLines(of survey: Survey) throws {
        var rejected = 0
        try write(survey) { writer in
            do {
                try (source == "-" ? LineSource.standardInput : .file(source)).forEachResponse(
                    to: survey,
                    report: { finding in
                        rejected += 1
                        if rejected <= 20 { Console.note(finding.text) }
                    }
                ) { try writer.write($0) }
            } catch let fault as ReadingFault { throw Failure.inputOutput(fault.message) }
        }
        if rejected > 0 {
            Console.note("sondeo: \(counted(rejected, "line")) of \(source) left out; all else is written")
            throw ExitStatus.findings
        }
    }

    private func write(_ survey: Survey, _ body: (inout any ResponseWriter) throws -> Void) throws {
        let isOurs =
            switch to {
            case .jsonl: OurFiles.lines
            case .xml: OurFiles.xml
            case .csv: OurFiles.csv
            }
        try output.write(isOurs: isOurs, from: [source]) { file in
            var writer: any ResponseWriter =
                switch to {
                case .jsonl: JSONLinesWriter(survey, includesPersonal: includePersonal, to: file)
                case .xml: try XMLResponseWriter(survey, includesPersonal: includePersonal, to: file)
                case .csv:
                    try CSVWriter(
                        survey,
                        options: .init(includesPersonal: includePersonal, isSpreadsheetSafe: spreadsheetSafe),
                        to: file)
                }
            try body(&writer)
            try writer.finish()
        }
    }
}
