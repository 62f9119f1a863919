internal import ArgumentParser
internal import Authoring
internal import Codebook
internal import Interchange
internal import SurveyModel
internal import Translations

struct CodebookCommand: SondeoCommand {
    static let configuration = CommandConfiguration(
        commandName: "codebook",
        abstract:
            "Write what every variable of a survey means: labels, codes, missing values, who was asked.",
        discussion: """
            Of a survey file, a compiled survey or a store: the newest version there, or the one that --version names. The text is for reading, Markdown for \
            handing on, JSON for programs: it has every language, and Schemas/sondeo-codebook.schema.json describes it.

              sondeo codebook Surveys/service_loyalty.survey --locale el
              sondeo codebook answers.db --format json -o codebook.json
              sondeo codebook answers.db --version 1 --format md -o codebook-1.md
            """)

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, json, md
    }

    @Argument(help: "A survey file, a compiled survey (JSON) or a store.", completion: .file())
    var file: String

    @ArgumentParser.Option(help: "What to write: text, json or md.")
    var format: Form = .text

    @ArgumentParser.Option(help: "text, md: the language of labels. Default: the language of the survey.")
    var locale: String?

    @ArgumentParser.Option(help: "text: how many columns a line may have.")
    var width: Int = 80

    @ArgumentParser.Option(help: "The survey to take from a store that holds several.")
    var survey: String?

    @ArgumentParser.Option(
        help: "The version of the survey, as its author numbers them. Default: the newest in the store.")
    var version: Int?

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(30...1_000).contains(width) { throw ValidationError("--width is from 30 to 1000.") }
        if format == .json, locale != nil {
            throw ValidationError("--locale is about text and md; json has every language.")
        }
    }

    func execute() throws {
        let survey = try LoadedSurvey.requireAny(
            file, named: survey, version: version, locales: locales)
        let tag = locale ?? survey.language
        guard survey.locales.contains(tag) else {
            throw Failure.usage(
                "\(file) is not in \"\(tag)\"; it is in \(survey.locales.joined(separator: ", "))")
        }
        let codebook = Codebook(survey, texts: try ProgramCatalogues.texts(of: survey))
        let language = codebook.index(of: tag)
        let heading = codebook.programTexts[language](.codebookTitle, ["title": ""])
        switch format {
        case .json:
            try output.write(isOurs: OurFiles.json(.codebook), from: [file]) {
                try $0.write(codebook.json.prettyText + "\n")
            }
        case .md:
            try output.write(isOurs: { $0.isEmpty || $0.starts(with: "# \(heading)".utf8) }, from: [file]) {
                try $0.write(codebook.markdown(in: language))
            }
        case .text:
            try output.write(isOurs: { $0.isEmpty || $0.starts(with: heading.utf8) }, from: [file]) { sink in
                try CodebookPage(of: codebook, in: language, width: width).forEachLine {
                    try sink.write($0 + "\n")
                }
            }
        }
    }
}
