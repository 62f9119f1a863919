internal import ArgumentParser
internal import SurveyCompiler

struct Explain: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a diagnostic: what it means, an example, what to write.",
        discussion: """
            Without a code, every code is listed.

              sondeo explain E0302
              sondeo explain long_grid
            """)

    @Argument(help: "A code such as E0302, or the name of a warning.")
    var code: String?

    func execute() throws {
        guard let code else {
            for entry in Explanation.all { try Console.line("\(entry.code)  \(entry.title)") }
            return
        }
        let entries = Explanation.entries(for: code)
        guard !entries.isEmpty else {
            let closest = Explanation.closest(to: code).map { "; did you mean \($0)?" }
            throw Failure.usage(
                "there is no diagnostic \"\(code)\"\(closest ?? ";") `sondeo explain` lists them all")
        }
        for (index, entry) in entries.enumerated() {
            if index > 0 { try Console.line("") }
            try Console.write(entry.page(colour: Console.colourOnOutput))
        }
    }
}
