internal import ArgumentParser
internal import SurveyCompiler
internal import SurveySyntax

struct Format: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write survey files in the one canonical layout.",
        discussion: """
            Files are replaced where their layout differs; the meaning never changes and no comment is lost. A file with \
            syntax errors is left alone (exit code 1). With -, standard input goes to standard output.
            """)

    @Argument(help: "Survey files.", completion: .file(extensions: ["survey"]))
    var files: [String]

    @Flag(help: "Change nothing; name the files that are not in canonical layout and end with exit code 1.")
    var check = false

    @Flag(
        help:
            "Write each option's numeric code, as version 2 of a survey needs them, so that no later change shifts them."
    )
    var pin = false

    func execute() throws {
        var failed = false
        for file in files {
            let bytes = try Files.read(file)
            guard let tree = SurveyTree(parsing: bytes),
                let formatted = pin ? formatPinned(tree) : SurveySyntax.format(tree)
            else {
                let compilation = LoadedSurvey.compilation(SourceFile(name: file, bytes: bytes))
                for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
                    Console.note(
                        rendered: render(diagnostic, in: compilation.source, colour: Console.colourOnError))
                }
                Console.note("sondeo: \(file) has syntax errors and was left as it is")
                failed = true
                continue
            }
            if check {
                guard formatted != bytes else { continue }
                try Console.line(
                    "\(file) is not in canonical layout; sondeo format \(pin ? "--pin " : "")\(file) mends it"
                )
                failed = true
            } else if file == "-" {
                try Console.write(String(decoding: formatted, as: UTF8.self))
            } else if formatted != bytes {
                try Files.replace(file, with: formatted)
            }
        }
        if failed { throw ExitStatus.findings }
    }

    /// The canonical layout with every code written; nil if the file has syntax errors.
    private func formatPinned(_ tree: SurveyTree) -> [UInt8]? {
        guard SurveySyntax.format(tree) != nil else { return nil }
        let pinned = Diagnostic.Edit.applied(pinningEdits(of: tree), to: tree.bytes)
        return SurveyTree(parsing: pinned).flatMap { SurveySyntax.format($0) }
    }
}
