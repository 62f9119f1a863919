internal import ArgumentParser
internal import Interchange
internal import SurveyModel

struct Validate: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check documents against their schemas.",
        discussion: """
            FILE is anything that sondeo writes as JSON, JSON Lines or XML: a compiled survey, responses, statistics, a codebook \
            and what else has a schema. What it is, it says itself; --as says it for one that does not. With --survey every \
            answer of responses is checked against a survey. A .survey file is for sondeo check, a store for sondeo verify. \
            Documentation/Validating.md tells more.

              sondeo validate survey.json answers.xml
              sondeo validate answers.jsonl --survey Surveys/service_loyalty.survey
            """)

    @Argument(help: "What to check; - is standard input.", completion: .file())
    var files: [String]

    @ArgumentParser.Option(
        help: "The survey that responses answer.", completion: .file(extensions: ["survey", "json"]))
    var survey: String?

    @ArgumentParser.Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "What the files are: \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "kind"),
        transform: { name in
            guard let kind = DocumentKind(rawValue: name) else {
                throw ValidationError("--as must be one of those that the help lists.")
            }
            return kind
        })
    var kind: DocumentKind?

    @ArgumentParser.Option(help: "How to print it: text or json.")
    var format: TextForm = .text

    /// How many faults of a file are shown.
    private static let shown = 20

    func validate() throws {
        if files.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Standard input can be read once; name - once.")
        }
    }

    func execute() throws {
        let survey = try survey.map { try LoadedSurvey.requireAny($0) }
        let validation = Validation(schemas: try Self.schemas(), survey: survey, limit: Self.shown)
        var outcomes: [ValidationOutcome] = []
        var statuses: [ExitCode] = []
        for file in files {
            do {
                let document = try Self.check(file, with: validation, as: kind, survey)
                outcomes.append(.checked(document))
                if format == .text { try Console.line(document.text) }
                if !document.isValid { statuses.append(ExitStatus.findings) }
            } catch let failure as Failure {
                // The others are checked all the same: whoever named many files wants to know of each.
                outcomes.append(
                    .unchecked(name: file == "-" ? "standard input" : file, reason: failure.message))
                statuses.append(failure.status)
                try Console.flush()
                Console.note("sondeo: \(failure.message)")
            }
        }
        if format == .json { try Console.line(ValidationOutcome.json(of: outcomes).prettyText) }
        if let worst = statuses.max(by: { $0.rawValue < $1.rawValue }) { throw worst }
    }

    private static func check(
        _ file: String, with validation: Validation, as kind: DocumentKind?, _ survey: Survey?
    ) throws -> ValidatedDocument {
        if file.hasSuffix(".survey") {
            throw Failure.usage("\(file) is a survey as authors write it; use sondeo check")
        }
        do {
            var document = try validation.check(DocumentInput(path: file), as: kind)
            guard let survey, document.kind == .responses, document.form == .xml, document.isValid else {
                return document
            }
            // The schema has read the document to its end, and standard input cannot be read again.
            guard file != "-" else {
                throw Failure.usage("responses as XML are read twice with --survey; save them to a file")
            }
            try validation.checkAnswers(of: XMLLines(path: file, surveys: [survey]), in: &document)
            return document
        } catch let fault as ValidationFault {
            throw fault.isInputOutput ? Failure.inputOutput(fault.message) : Failure.usage(fault.message)
        } catch let fault as MadeLinesFault {
            throw fault.isInputOutput ? Failure.inputOutput(fault.message) : Failure.findings(fault.message)
        }
    }

    private static func schemas() throws -> String {
        guard let folder = Files.programSchemaFolder() else {
            throw Failure.inputOutput(
                "the schemas are not beside the program, in share/sondeo/Schemas; say where they are with SONDEO_SCHEMAS"
            )
        }
        return folder
    }
}
