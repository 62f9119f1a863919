internal import ArgumentParser
internal import Interchange
internal import SurveyCompiler
internal import SurveyModel
internal import SurveySyntax

struct Import: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a survey, and responses, of what another program wrote.",
        discussion: """
            FILE is a compiled survey, JSON or XML, or a Triple-S definitions file (.sss) of version 1.1, 1.2, 2.0 or 3.0. It becomes the text of a survey, in \
            canonical layout, for an author to go on with. --responses also reads the data file beside it, or the one that \
            --data names, into JSON Lines that collect and stats take. A record that is not as the definitions say is named on \
            standard error and left out.

              sondeo import visit.json -o visit.survey --locales Locales
              sondeo import wave3.sss -o wave3.survey
              sondeo import wave3.sss -o wave3.survey --responses wave3.jsonl
            """)

    @Argument(
        help: "A compiled survey, or a Triple-S definitions file.",
        completion: .file(extensions: ["json", "xml", "sss"]))
    var file: String

    @ArgumentParser.Option(
        help: "The data file. Default: the one that the definitions name, if it lies beside them.",
        completion: .file(extensions: ["asc", "dat", "csv"]))
    var data: String?

    @ArgumentParser.Option(help: "Write the responses to FILE, as JSON Lines.", completion: .file())
    var responses: String?

    @ArgumentParser.Option(help: "The language to take, where the definitions have several.")
    var locale: String?

    @ArgumentParser.Option(
        help: "How the data are encoded, utf-8 or windows-1252. Default: what the definitions say.")
    var encoding: String?

    @ArgumentParser.Option(
        help: "The day of the responses, which Triple-S does not say. Default: the day of the definitions.")
    var date: String?

    @ArgumentParser.Option(
        help: "A compiled survey: write its translations to FOLDER/NAME/TAG.po.", completion: .directory)
    var locales: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let encoding, TripleSEncoding(named: encoding) == nil {
            throw ValidationError("--encoding must be utf-8 or windows-1252.")
        }
        if let date, CalendarDay(date) == nil {
            throw ValidationError("--date must be a day like 2026-11-21.")
        }
        if responses == nil, data != nil || date != nil || encoding != nil {
            throw ValidationError("--data, --date and --encoding are about responses: add --responses FILE.")
        }
        if let responses, responses == output.output {
            throw ValidationError("--responses and -o name one file; name two.")
        }
    }

    func execute() throws {
        let bytes = try Files.read(file)
        if let words = DocumentKind.words(ofNoSurvey: Array(bytes.prefix(1 << 16)), name: file) {
            throw Failure.usage("\(file) \(words)")
        }
        if let compiled = try CompiledSurvey(file, bytes) {
            guard responses == nil, locale == nil else {
                throw Failure.usage(
                    "\(file) is a compiled survey; --responses and --locale are about Triple-S definitions")
            }
            return try compiled.write(to: output, locales: locales)
        }
        guard locales == nil else {
            throw Failure.usage("\(file) is no compiled survey; --locales is about its translations")
        }
        let definitions: TripleSDefinitions
        let imported: TripleSImport
        do {
            definitions = try TripleSDefinitions(parsing: bytes)
            imported = try TripleSImport(definitions, fallbackName: Files.stem(of: file), locale: locale)
        } catch {
            throw Failure.findings("\(file): \(error)")
        }
        let text = try formatted(imported.text)
        guard let responses else {
            try output.write(isOurs: { $0.isEmpty }, from: [file]) { try $0.write(text) }
            return remark(imported)
        }
        let lines = try lines(of: imported, text)
        var counts = (taken: 0, left: 0)
        try output.write(from: [file, lines.name]) { open in
            let survey = try open(output.output) { $0.isEmpty }
            let answers = try open(responses) { $0.isEmpty }
            try survey.write(text)
            counts = try copy(lines.lines, lines.survey, to: answers)
        }
        Console.endProgress()
        remark(imported)
        Console.note(
            "\(counted(counts.taken, "response")) to \(imported.name)"
                + (counts.left > 0 ? "; \(counted(counts.left, "record")) left out" : ""))
        if counts.left > 0 { throw ExitStatus.findings }
    }

    private func remark(_ imported: TripleSImport) {
        for remark in imported.remarks { Console.note("\(file): \(remark)") }
    }

    /// The text as `sondeo format` lays it out.
    private func formatted(_ text: String) throws -> [UInt8] {
        guard let tree = SurveyTree(parsing: Array(text.utf8)), let formatted = SurveySyntax.format(tree)
        else {
            throw Failure.findings("\(file): its definitions make no survey that can be laid out")
        }
        return formatted
    }

    /// Opens the data on the survey that the text makes.
    private func lines(
        of imported: TripleSImport, _ text: [UInt8]
    ) throws -> (lines: TripleSLines, survey: Survey, name: String) {
        let compilation = LoadedSurvey.compilation(SourceFile(name: "\(imported.name).survey", bytes: text))
        guard let survey = compilation.survey else {
            for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
                Console.note(render(diagnostic, in: compilation.source, colour: Console.colourOnError))
            }
            throw Failure.findings(
                "\(file): the survey that its definitions make has errors; nothing was written")
        }
        let path = try dataPath(imported)
        guard let day = date.flatMap({ CalendarDay($0) }) ?? imported.day else {
            throw Failure.usage("\(file) \(imported.dayProblem); give the day of the responses with --date")
        }
        do {
            let lines = try TripleSLines(
                imported, survey, from: .path(path),
                encoding: encoding.flatMap { TripleSEncoding(named: $0) },
                moment: Timestamp(milliseconds: Int64(day.number) * 86_400_000))
            return (lines, survey, path)
        } catch { throw failure(error) }
    }

    /// The data file: what is named here, or a file that lies beside the definitions. These may come from anybody, so a name
    /// that leads elsewhere is not followed.
    private func dataPath(_ imported: TripleSImport) throws -> String {
        if let data { return data }
        guard let name = imported.dataName(stem: Files.stem(of: file)) else {
            throw Failure.usage("\(file) does not name a data file beside it; name it with --data")
        }
        return Files.path(of: name, beside: file)
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
