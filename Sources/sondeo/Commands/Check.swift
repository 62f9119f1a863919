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
              sondeo check --fix survey.survey
              sondeo explain E0302
            """)

    @Argument(help: "Survey files.", completion: .file(extensions: ["survey"]))
    var files: [String]

    @ArgumentParser.Option(help: "How to print what was found: text or json.")
    var format: TextForm = .text

    @Flag(
        help:
            "Put right what has one certain remedy, in the files themselves, and then check. Guesses are never applied."
    )
    var fix = false

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    func execute() throws {
        var errors = 0
        var warnings = 0
        var documents: [JSONValue] = []
        for file in files {
            if fix { try applyFixes(to: file) }
            let loaded = try LoadedSurvey.load(file, locales: locales)
            let found = loaded.compilation.diagnostics
            let fileErrors =
                found.count { $0.severity == .error } + loaded.catalogueRemarks.count { $0.isError }
            let fileWarnings = found.count + loaded.catalogueRemarks.count - fileErrors
            errors += fileErrors
            warnings += fileWarnings
            switch format {
            case .text:
                if !found.isEmpty {
                    try Console.write(
                        render(found, in: loaded.compilation.sources, colour: Console.colourOnOutput) + "\n")
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
                            (renderJSON(found, in: loaded.compilation.sources).array ?? [])
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

    func validate() throws {
        if fix, files.contains("-") {
            throw ValidationError("--fix changes files; it cannot change standard input.")
        }
    }

    /// Applies the fixes of a file until there are none left: one may bring another to light.
    private func applyFixes(to file: String) throws {
        let original = try Files.read(file)
        var bytes = original
        var applied = 0
        for _ in 0..<Self.fixRounds {
            let compilation = LoadedSurvey.compilation(SourceFile(name: file, bytes: bytes))
            let (fixed, count) = compilation.applyingFixes()
            if count == 0 { break }
            applied += count
            bytes = fixed
        }
        guard bytes != original else { return }
        try Files.replace(file, with: bytes)
        Console.note("\(file): \(counted(applied, "fix", "fixes")) applied")
    }

    /// How often fixes are applied to what fixes left, so that two that undo each other end.
    private static let fixRounds = 10

    private func summary(of loaded: LoadedSurvey, errors: Int, warnings: Int) -> String {
        var words = loaded.path + ": "
        if let survey = loaded.survey { words += counted(survey.questions.count, "question") + ", " }
        words += errors == 0 ? "no errors" : counted(errors, "error")
        return words + (warnings > 0 ? ", " + counted(warnings, "warning") : "")
    }
}

/// `1 error`, `2 errors`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
