internal import ArgumentParser
internal import RoutingProof
internal import SurveyModel

struct Diff: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what changed between two versions of a survey, and what it does to answers.",
        discussion: """
            Every change is cosmetic, compatible, breaks comparability, or breaks stored data; each says why, and which \
            variables and metrics it touches. Whether the same people are asked is proved, not read off the text. OLD and NEW \
            are survey files, or what sondeo compile --to json made of them; one may be - for standard input. \
            Documentation/Versions.md explains every rule.

              sondeo diff old.survey new.survey
              git show HEAD:Surveys/staff.survey | sondeo diff - Surveys/staff.survey
              sondeo diff --require compatible old.survey new.survey
            """)

    /// The worst that may have changed.
    enum Requirement: String, ExpressibleByArgument, CaseIterable {
        case cosmetic, compatible, comparable, readable

        var worst: ChangeClass {
            switch self {
            case .cosmetic: .cosmetic
            case .compatible, .comparable: .compatible
            case .readable: .comparability
            }
        }
    }

    @Argument(help: "The earlier version.", completion: .file(extensions: ["survey", "json"]))
    var old: String

    @Argument(help: "The later version.", completion: .file(extensions: ["survey", "json"]))
    var new: String

    @ArgumentParser.Option(help: "How to print it: text or json.")
    var format: TextForm = .text

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "End with exit code 1 if more changed: cosmetic, compatible (or comparable, which is the same: responses may be counted together) or readable (stored data keeps its meaning)."
        ))
    var require: Requirement?

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above each file."
    )
    var locales: String?

    func validate() throws {
        if old == "-", new == "-" { throw ValidationError("Only one of OLD and NEW can be standard input.") }
    }

    func execute() throws {
        let before = try LoadedSurvey.requireAny(old, locales: locales)
        let after = try LoadedSurvey.requireAny(new, locales: locales)
        let comparison = Comparison(from: before, to: after, populations: .proved)
        switch format {
        case .text: try Console.write(comparison.text)
        case .json: try Console.line(comparison.json.prettyText)
        }
        if let require, let effect = comparison.effect, effect > require.worst { throw ExitStatus.findings }
    }
}
