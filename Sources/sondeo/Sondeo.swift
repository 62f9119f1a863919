internal import ArgumentParser
internal import Glibc

/// The whole life of a survey in one command; a file per subcommand in `Commands`.
@main
struct Sondeo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sondeo",
        abstract: "Surveys at the terminal: write, check, translate, ask, collect, count, hand on.",
        discussion: """
            A first walk:
              sondeo check Surveys/service_loyalty.survey
              sondeo test Surveys/service_loyalty.survey
              sondeo run Surveys/service_loyalty.survey --set branch=here --locale es
              sondeo simulate Surveys/service_loyalty.survey --count 500 --seed 1 -o answers.jsonl
              sondeo stats answers.jsonl --survey Surveys/service_loyalty.survey

            sondeo --version shows which version of the program this is.

            Exit codes: 0 done, 1 the input has errors or a check failed, 64 the command was used wrongly, \
            74 reading or writing failed.
            """,
        subcommands: [
            New.self, Check.self, Explain.self, Format.self, Test.self, Prove.self, PreviewCommand.self,
            Compile.self, Import.self, Diff.self, Translate.self, Run.self, KioskCommand.self, Simulate.self,
            Collect.self, MapColumns.self, Merge.self, Stats.self, CodebookCommand.self, Export.self,
            Validate.self, Verify.self,
        ])

    /// The program and its version.
    static let version = "sondeo 0.1.0"

    static func main() {
        // A reader that goes away, or a limit on the size of files, is noticed when writing fails, not by dying of a signal.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        // Told to the parser of arguments, this would stand in the help of every command, some of which have a --version of
        // their own.
        if CommandLine.arguments.dropFirst() == ["--version"] {
            print(version)
            return
        }
        main(nil)
    }
}
