internal import ArgumentParser
internal import Collector
internal import SurveyModel

struct MapColumns: SondeoCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Begin the map of a foreign CSV: what its columns are in a survey.",
        discussion: """
            Writes a map file with a guess for each column, from the names and the texts of the survey; what nothing is like \
            stands in a comment. Finish it in an editor, and give it to collect or stats with --map.

              sondeo map old.csv --survey Surveys/service_loyalty.survey -o old.map
              sondeo collect old.csv --map old.map --store answers.db --survey Surveys/service_loyalty.survey
            """)

    @Argument(help: "A file of CSV, or -.", completion: .file(extensions: ["csv"]))
    var file: String

    @ArgumentParser.Option(
        help: "The survey that its rows are to answer.", completion: .file(extensions: ["survey"]))
    var survey: String

    @OptionGroup var csv: CSVOptions

    @OptionGroup var output: OutputOptions

    func execute() throws {
        let survey = try LoadedSurvey.require(survey)
        let source: LineSource = file == "-" ? .standardInput : .file(file)
        let text: String
        do {
            text = try CSVMap.suggestion(for: source, of: survey, map: try csv.map(for: file) ?? CSVMap())
        } catch {
            throw (error as? CSVFault).map(CSVOptions.failure) ?? error
        }
        try output.write(text, isOurs: { _ in false })
    }
}
