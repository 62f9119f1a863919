internal import ArgumentParser
internal import Authoring
internal import SurveyModel
internal import Translations

struct PreviewCommand: SondeoCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Print the whole questionnaire as a person would read it, conditions in words.",
        discussion: """
            For those who have to agree to a survey and will never run it. Questions are numbered; what is piped stands in \
            brackets; the minutes are an upper bound at ordinary reading speed.

              sondeo preview Surveys/service_loyalty.survey --locale el
            """)

    @Argument(help: "A survey file.", completion: .file(extensions: ["survey"]))
    var file: String

    @ArgumentParser.Option(help: "The language to print it in. Default: the language of the file.")
    var locale: String?

    @ArgumentParser.Option(help: "How many columns a line may have.")
    var width: Int = 80

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    func validate() throws {
        if !(30...1_000).contains(width) { throw ValidationError("--width is from 30 to 1000.") }
    }

    func execute() throws {
        let survey = try LoadedSurvey.require(file, locales: locales)
        let tag = locale ?? survey.language
        guard survey.locales.contains(tag) else {
            throw Failure.usage(
                "\(file) is not in \"\(tag)\"; it is in \(survey.locales.joined(separator: ", "))")
        }
        let texts = ProgramTexts(locale: tag, catalogues: try ProgramCatalogues.read([tag]))
        var preview = Preview(of: survey, locale: tag, texts: texts, width: width)
        for line in preview.page() { try Console.line(line) }
    }
}
