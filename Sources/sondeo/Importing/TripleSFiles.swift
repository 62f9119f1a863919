internal import Interchange
internal import SurveyCompiler
internal import SurveyModel
internal import SurveySyntax
internal import Translations

/// Definitions of Triple-S that become a survey file, with the catalogues of its further languages and its responses.
struct TripleSFiles {
    /// The files, the first of them with the data beside it.
    private let paths: [String]
    private let imported: TripleSImport
    /// The survey as `sondeo format` lays it out.
    private let text: [UInt8]

    /// Where responses come from and go to.
    struct Responses {
        var output: String
        var data: String?
        var encoding: TripleSEncoding?
        var day: CalendarDay?
    }

    /// Reads definitions; several are of the same data in different languages. Throws a failure that names the file.
    init(_ paths: [String], first bytes: [UInt8], locale: String?) throws {
        self.paths = paths
        var definitions = try Self.definitions(paths[0], bytes)
        for path in paths.dropFirst() {
            let other = try Self.definitions(path, Files.read(path))
            do { try definitions.add(other) } catch { throw Failure.findings("\(path): \(error)") }
        }
        do {
            imported = try TripleSImport(
                definitions, fallbackName: Files.stem(of: paths[0]), locale: locale)
        } catch { throw Failure.findings("\(paths[0]): \(error)") }
        guard let tree = SurveyTree(parsing: Array(imported.text.utf8)),
            let formatted = SurveySyntax.format(tree)
        else {
            throw Failure.findings("\(paths[0]): its definitions make no survey that can be laid out")
        }
        text = formatted
    }

    private static func definitions(_ path: String, _ bytes: [UInt8]) throws -> TripleSDefinitions {
        do { return try TripleSDefinitions(parsing: bytes) } catch {
            throw Failure.findings("\(path): \(error)")
        }
    }

    /// Writes the survey, and what else is asked for; says what an author should look at, and what was left out.
    func write(to output: OutputOptions, locales: String?, responses: Responses?) throws {
        let languages = imported.translations.map(\.language)
        let isCompiled = responses != nil || locales != nil && !languages.isEmpty
        let survey = isCompiled ? try compiled() : nil
        let records = try responses.flatMap { responses in try survey.map { try lines(responses, $0) } }
        let folder = CatalogueFolder(locales, of: imported.name, for: languages)
        var counts = (taken: 0, left: 0)
        try output.write(from: paths + (records.map { [$0.name] } ?? [])) { open in
            let file = try open(output.output) { $0.isEmpty }
            let answers = try responses.map { responses in try open(responses.output) { $0.isEmpty } }
            try file.write(text)
            if let folder, let survey {
                try folder.write(
                    imported.translations.map {
                        Catalogue(of: survey, language: $0.language, translations: $0.texts)
                    }, open)
            }
            if let records, let survey, let answers { counts = try copy(records, survey, to: answers) }
        }
        Console.endProgress()
        for remark in imported.remarks { Console.note("\(paths[0]): \(remark)") }
        if folder == nil { CatalogueFolder.note(unwritten: languages, of: paths[0]) }
        guard responses != nil else { return }
        if let remark = records?.remark { Console.note("\(paths[0]): \(remark)") }
        Console.note(
            "\(counted(counts.taken, "response")) to \(imported.name)"
                + (counts.left > 0 ? "; \(counted(counts.left, "record")) left out" : ""))
        if counts.left > 0 { throw ExitStatus.findings }
    }

    /// The survey that the text makes.
    private func compiled() throws -> Survey {
        let compilation = LoadedSurvey.compilation(SourceFile(name: "\(imported.name).survey", bytes: text))
        if let survey = compilation.survey { return survey }
        for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
            Console.note(rendered: render(diagnostic, in: compilation.source, colour: Console.colourOnError))
        }
        throw Failure.findings(
            "\(paths[0]): the survey that its definitions make has errors; nothing was written")
    }

    /// Opens the data.
    private func lines(_ responses: Responses, _ survey: Survey) throws -> TripleSLines {
        let path = try dataPath(responses)
        guard let day = responses.day ?? imported.day else {
            throw Failure.usage(
                "\(paths[0]) \(imported.dayProblem); give the day of the responses with --date")
        }
        do {
            return try TripleSLines(
                imported, survey, from: .path(path), encoding: responses.encoding,
                moment: Timestamp(milliseconds: Int64(day.number) * 86_400_000))
        } catch { throw failure(error) }
    }

    /// The data file: what is named here, or a file that lies beside the definitions. These may come from anybody, so a name
    /// that leads elsewhere is not followed.
    private func dataPath(_ responses: Responses) throws -> String {
        if let data = responses.data { return data }
        guard let name = imported.dataName(stem: Files.stem(of: paths[0])) else {
            throw Failure.usage("\(paths[0]) does not name a data file beside it; name it with --data")
        }
        return Files.path(of: name, beside: paths[0])
    }

    /// Copies the lines that are responses, and names the first of those that are not.
    private func copy(
        _ lines: TripleSLines, _ survey: Survey, to file: OutputFile
    ) throws -> (taken: Int, left: Int) {
        let index = Dictionary(
            survey.variables.enumerated().map { ($1.name, VariableID($0)) },
            uniquingKeysWith: { first, _ in first })
        let rules = ResponseRules(survey)
        var counts = (taken: 0, left: 0)
        do {
            while let line = try lines.next() {
                var fault = line.fault
                if fault == nil {
                    do throws(ResponseFault) {
                        _ = try Response(line: line.bytes, of: survey, index: index, rules: rules)
                    } catch { fault = error }
                }
                if let fault {
                    counts.left += 1
                    if counts.left <= 20 { Console.note("\(lines.name):\(line.number): \(fault.message)") }
                } else {
                    counts.taken += 1
                    try file.write(line.bytes + [0x0A])
                }
                if (counts.taken + counts.left) % 10_000 == 0 {
                    Console.progress("\(counts.taken + counts.left) records")
                }
            }
        } catch let fault as MadeLinesFault { throw failure(fault) }
        return counts
    }

    private func failure(_ fault: MadeLinesFault) -> Failure {
        fault.isInputOutput ? .inputOutput(fault.message) : .findings(fault.message)
    }
}
