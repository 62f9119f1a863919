internal import ArgumentParser
internal import Interchange
internal import Interview
internal import Simulation
internal import SurveyModel

struct Simulate: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let synthetic respondents answer a survey.",
        discussion: """
            Drives the real interview with seeded respondents whose answers hang together: good service, satisfied, \
            promoter; locales differ in response style. Every response says that it is synthetic (channel "simulated"). \
            The same seed gives the same responses.

              sondeo simulate Surveys/service_loyalty.survey --count 500 --seed 1 --locales en,es,sv,el -o synthetic.jsonl
            """)

    @Argument(help: "A survey file.", completion: .file(extensions: ["survey"]))
    var file: String

    @ArgumentParser.Option(help: "How many responses.")
    var count: Int

    @ArgumentParser.Option(help: "The seed; drawn and told if left out.")
    var seed: UInt64?

    @ArgumentParser.Option(
        help: "The respondents' languages, separated by commas. Default: all of the survey's.")
    var locales: String?

    @ArgumentParser.Option(help: "When the first response begins, in UTC.")
    var start = "2026-01-01T08:00:00Z"

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if count < 0 { throw ValidationError("--count must not be negative.") }
        if Timestamp(start) == nil {
            throw ValidationError("--start must be a time like 2026-01-01T08:00:00Z.")
        }
    }

    func execute() throws {
        let survey = try LoadedSurvey.require(file)
        let seed = seed ?? .freshSeed
        let tags = locales.map { $0.split(separator: ",").map { String($0) } } ?? []
        let first = Timestamp(start) ?? Timestamp(milliseconds: 0)
        var simulator: Simulator
        do { simulator = try Simulator(survey: survey, seed: seed, locales: tags, start: first) } catch {
            throw Failure.usage(error.message)
        }
        try output.write(isOurs: OurFiles.syntheticLines) { file in
            var writer = JSONLinesWriter(survey, includesPersonal: true, to: file)
            for number in 0..<count {
                try writer.write(simulator.next())
                if number % 10_000 == 9_999 { Console.progress("\(number + 1) of \(count)") }
            }
            try writer.finish()
        }
        Console.endProgress()
        Console.note(
            "\(counted(count, "synthetic response")) to \(survey.name), seed \(seed): no person gave them.")
    }
}
