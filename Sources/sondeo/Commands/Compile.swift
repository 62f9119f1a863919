internal import ArgumentParser
internal import Interchange
internal import SurveyModel

struct Compile: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn a survey and its translations into one JSON or XML document.",
        discussion: """
            The document has everything an interview needs, in every language; Schemas/sondeo-survey.schema.json and \
            Schemas/sondeo-survey.xsd describe it. The same file always gives the same bytes.

              sondeo compile Surveys/service_loyalty.survey --to json -o service_loyalty.json
            """)

    enum Target: String, ExpressibleByArgument, CaseIterable {
        case json, xml
    }

    @Argument(help: "A survey file.", completion: .file(extensions: ["survey"]))
    var file: String

    @ArgumentParser.Option(help: "What to write: json or xml.")
    var to: Target = .json

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    @OptionGroup var output: OutputOptions

    func execute() throws {
        let survey = try LoadedSurvey.require(file, locales: locales)
        switch to {
        case .json: try output.write(isOurs: OurFiles.json(.survey)) { try survey.writeJSON(to: $0) }
        case .xml: try output.write(isOurs: OurFiles.xml(.survey)) { try survey.writeXML(to: $0) }
        }
    }
}
