internal import ArgumentParser
internal import Interchange
internal import SurveyModel

struct Import: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a survey, and responses, of what another program wrote.",
        discussion: """
            FILE is a compiled survey, JSON or XML, or a Triple-S definitions file (.sss) of version 1.1, 1.2, 2.0 or 3.0. It becomes the text of a survey, in \
            canonical layout, for an author to go on with. --locales writes a catalogue for each further language. Triple-S definitions of the same data \
            in several languages may be given one after the other: the first is the survey's language, unless --locale names another. --responses also reads the \
            data file beside the first, or the one that --data names, into JSON Lines that collect and stats take. A record that is not as the definitions say \
            is named on standard error and left out.

              sondeo import visit.json -o visit.survey --locales Locales
              sondeo import wave3.sss -o wave3.survey --locales Locales
              sondeo import wave3.en.sss wave3.es.sss -o wave3.survey --locales Locales --responses wave3.jsonl
            """)

    @Argument(
        help: "A compiled survey, or Triple-S definitions, one file for each language.",
        completion: .file(extensions: ["json", "xml", "sss"]))
    var files: [String]

    @ArgumentParser.Option(
        help: "The data file. Default: the one that the definitions name, if it lies beside them.",
        completion: .file(extensions: ["asc", "dat", "csv"]))
    var data: String?

    @ArgumentParser.Option(help: "Write the responses to FILE, as JSON Lines.", completion: .file())
    var responses: String?

    @ArgumentParser.Option(
        help: "The language of the survey, where definitions have several. Default: the first.")
    var locale: String?

    @ArgumentParser.Option(
        help: "How the data are encoded, utf-8 or windows-1252. Default: what the definitions say.")
    var encoding: String?

    @ArgumentParser.Option(
        help: "The day of the responses, which Triple-S does not say. Default: the day of the definitions.")
    var date: String?

    @ArgumentParser.Option(
        help: "Write the translations to FOLDER/NAME/TAG.po, a catalogue for each further language.",
        completion: .directory)
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
        if files.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("Standard input, -, can be read once.")
        }
    }

    func execute() throws {
        let file = files[0]
        let bytes = try Files.read(file)
        if let words = DocumentKind.words(ofNoSurvey: Array(bytes.prefix(1 << 16)), name: file) {
            throw Failure.usage("\(file) \(words)")
        }
        if let compiled = try CompiledSurvey(file, bytes) {
            guard responses == nil, locale == nil, files.count == 1 else {
                throw Failure.usage(
                    "\(file) is a compiled survey; --responses, --locale and further files are about Triple-S definitions"
                )
            }
            return try compiled.write(to: output, locales: locales)
        }
        try TripleSFiles(files, first: bytes, locale: locale).write(
            to: output, locales: locales,
            responses: responses.map { output in
                TripleSFiles.Responses(
                    output: output, data: data, encoding: encoding.flatMap { TripleSEncoding(named: $0) },
                    day: date.flatMap { CalendarDay($0) })
            })
    }
}
