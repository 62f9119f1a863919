internal import ArgumentParser
internal import SurveyCompiler
internal import SurveyModel

/// Forms of output for programs and for people.
enum TextForm: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

struct Check: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find every mistake in survey files and their translations.",
        discussion: """
            Prints each error and warning with its place, the line, an explanation and a suggestion. Ends with exit code 1 \
            if there is an error. A FILE of - is standard input.

              sondeo check Surveys/service_loyalty.survey
              sondeo check --format json survey.survey
            """)

    @Argument(help: "Survey files.", completion: .file(extensions: ["survey"]))
    var files: [String]

    @ArgumentParser.Option(help: "How to print what was found: text or json.")
    var format: TextForm = .text

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    func execute() throws {
        var errors = 0
        var warnings = 0
        var documents: [JSONValue] = []
        for file in files {
            let loaded = try LoadedSurvey.load(file, locales: locales)
            let found = loaded.compilation.diagnostics
            let fileErrors =
                found.count { $0.severity == .error } + loaded.catalogueRemarks.count { $0.isError }
            let fileWarnings = found.count + loaded.catalogueRemarks.count - fileErrors
            errors += fileErrors
            warnings += fileWarnings
            switch format {
            case .text:
                for diagnostic in found {
                    try Console.write(
                        render(diagnostic, in: loaded.compilation.source, colour: Console.colourOnOutput)
                            + "\n")
                }
                if loaded.compilation.omittedCount > 0 {
                    try Console.line(
                        "… and \(loaded.compilation.omittedCount) more; mend the first ones and check again")
                }
                for remark in loaded.catalogueRemarks { try Console.line(remark.text) }
                try Console.line(summary(of: loaded, errors: fileErrors, warnings: fileWarnings))
            case .json:
                documents.append(
                    .object([
                        "file": .string(file),
                        "diagnostics": .array(
                            found.map { renderJSON($0, in: loaded.compilation.source) }
                                + loaded.catalogueRemarks.map(\.json)),
                        "omitted": .number(loaded.compilation.omittedCount),
                    ]))
            }
        }
        if format == .json {
            let document = JSONValue.object([
                "files": .array(documents), "errors": .number(errors), "warnings": .number(warnings),
            ])
            try Console.line(document.prettyText)
        }
        if errors > 0 { throw ExitStatus.findings }
    }

    private func summary(of loaded: LoadedSurvey, errors: Int, warnings: Int) -> String {
        var words = loaded.path + ": "
        if let survey = loaded.survey { words += counted(survey.questions.count, "question") + ", " }
        words += errors == 0 ? "no errors" : counted(errors, "error")
        return words + (warnings > 0 ? ", " + counted(warnings, "warning") : "")
    }
}

/// `1 error`, `2 errors`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
