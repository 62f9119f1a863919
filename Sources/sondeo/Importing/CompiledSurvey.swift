internal import Interchange
internal import SurveyCompiler
internal import SurveyModel
internal import SurveyWriting
internal import Translations

/// A compiled survey that becomes a survey file again, with its catalogues.
struct CompiledSurvey {
    private let path: String
    private let survey: Survey
    private let source: SurveySource

    /// Reads a compiled survey; nil for a file that is something else. Throws a failure for one that is damaged.
    init?(_ path: String, _ bytes: [UInt8]) throws {
        guard let survey = try LoadedSurvey.compiled(path, bytes) else { return nil }
        self.survey = survey
        self.path = path
        source = SurveySource(survey)
    }

    /// Writes the file, and with a folder of catalogues those too; says what could not come back.
    func write(to output: OutputOptions, locales: String?) throws {
        let compilation = LoadedSurvey.compilation(
            SourceFile(name: "\(survey.name).survey", bytes: Array(source.text.utf8)))
        guard let written = compilation.survey else {
            for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
                Console.note(
                    rendered: render(diagnostic, in: compilation.source, colour: Console.colourOnError))
            }
            throw Failure.findings(
                "\(path): what it says is no survey in the survey language; nothing was written")
        }
        let languages = survey.localizations.map(\.tag)
        let folder = CatalogueFolder(locales, of: survey.name, for: languages)
        try output.write(from: [path]) { open in
            try open(output.output, { $0.isEmpty }).write(source.text)
            try folder?.write(survey.catalogues(for: written), open)
        }
        for loss in source.losses { Console.note("\(path): \(loss.text)") }
        if written.structure != survey.structure {
            Console.note(
                "\(path): what answers mean is not quite the same; give the survey its next version, and see sondeo diff"
            )
        }
        if folder == nil { CatalogueFolder.note(unwritten: languages, of: path) }
    }
}
