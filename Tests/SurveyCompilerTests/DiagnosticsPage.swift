import Foundation
import SurveyCompiler

/// Makes `Documentation/Diagnostics.md` of the committed examples, so that the page cannot say anything else than the
/// compiler.
enum Documentation {
    private static let groups: [(prefix: String, title: String)] = [
        ("E01", "The grammar"), ("E02", "Names"), ("E03", "Conditions and computations"), ("E04", "Routing"),
        ("E05", "Texts"), ("E06", "Questions, scales and options"), ("E07", "Metrics, relations and tests"),
        ("E08", "The header"), ("W10", "Warnings"),
        ("W11", "Warnings about loops and comments"), ("W12", "The craft of asking"),
    ]

    /// Codes without an example: a title, and what there is to know.
    private static let without: [String: (title: String, text: String)] = [
        "E0100": ("File too large", "A survey file can have up to 2 GiB. Check that it is a survey file."),
        "E0105": ("Arm missing", "A `split` holds arms: `- plain { … }`."),
        "E0114": (
            "Parameter missing", "A parameter of a `fragment` is its name and its type: `who: text`."
        ),
        "E0121": ("Dash missing", "An option or row begins with a dash: `- name \"Text\"`. Write it."),
        "E0125": ("Parenthesis missing", "What a function takes stands in parentheses. Write `(`."),
        "E0129": (
            "Braces too deep", "More than 10,000 braces are open. Close some, or join conditions with `and`."
        ),
        "E0212": ("Too many variables", "A survey has up to 500,000 variables. Split it into several."),
        "E0319": (
            "Conditions too large",
            "A condition on a grid is worked out for each of its rows, which is more than a hundred thousand in all. Compute it once "
                + "with `let`, and name that."
        ),
        "E0810": ("Too many imports", "A survey imports up to 1,000 files. Join some of them."),
        "E0812": ("Import too large", "A survey file can have up to 2 GiB. Check that it is a survey file."),
        "E0633": (
            "Too many options",
            "A list has up to 10,000 options, a grid as many rows. Ask in steps, or ask a `text`."
        ),
    ]

    static func diagnostics() throws -> String {
        var page = """
            # Diagnostics

            Everything that `sondeo check` can say, by code. Errors begin with E: the file does not compile. Warnings begin
            with W: it compiles, and may not mean what its author thinks. Codes are stable, and never reused.

            Each section says what was seen, why that is so, an example that gives the diagnostic (the three lines of the
            header are left out where they are as usual), and what to write. At most \(Diagnostic.limit) diagnostics are
            given for a file, errors before warnings where there are more; the rest is counted. Where a file does not follow
            the grammar (E01…), what may only be a consequence of that, such as an unknown name, is not said until it does.

            A warning's name stands behind its title: `// allow: NAME` on the line or above it silences it. `sondeo explain`
            prints a section. This page is made by `DiagnosticTests` from the examples in `Tests/SurveyCompilerTests/Diagnostics`.

            """
        // By name without its ending, so that what a code is mostly about stands before its special cases.
        let files = try Folder.files(Folder.diagnostics, ending: "survey").sorted {
            $0.deletingPathExtension().lastPathComponent < $1.deletingPathExtension().lastPathComponent
        }
        let codes = Set(files.map { String($0.lastPathComponent.prefix(5)) }).union(without.keys)
        for group in groups {
            page += "\n## \(group.title)\n"
            for code in codes.sorted() where code.hasPrefix(group.prefix) {
                if let known = without[code] {
                    page += "\n### \(code) \(known.title)\n\n\(known.text)\n"
                    continue
                }
                for file in files where file.lastPathComponent.hasPrefix(code) {
                    page += try section(code, file)
                }
            }
        }
        return page
    }

    /// The page as a Swift source, which `sondeo explain` reads.
    static func source(of page: String) -> String {
        """
        /// `Documentation/Diagnostics.md`, made by `DiagnosticTests` with it.
        let diagnosticsPage = ##\"\"\"
        \(page.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
            .joined(separator: "\n"))
            \"\"\"##

        """
    }

    private static func section(_ code: String, _ file: URL) throws -> String {
        let source = try Folder.source(file)
        let words = file.deletingPathExtension().lastPathComponent.dropFirst(6).split(separator: "-").joined(
            separator: " ")
        let title = words.prefix(1).uppercased() + words.dropFirst()
        guard let diagnostic = Folder.compile(source).diagnostics.first(where: { $0.code == code }) else {
            return ""
        }
        var body = String(decoding: source.bytes, as: UTF8.self)
        let header = "survey visit\nversion 1\nlanguage en\n\n"
        if body.hasPrefix(header) { body.removeFirst(header.count) }
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        // A page shows characters that can be seen.
        let shown = lines.map { line in
            String(line.unicodeScalars.map { $0.value == 0x202E ? "\u{FFFD}" : Character($0) }.prefix(110))
        }.joined(separator: "\n")
        return """

            ### \(code) \(title)\(diagnostic.name.map { " `\($0)`" } ?? "")

            \(diagnostic.message). \(diagnostic.explanation)

            ```
            \(shown.trimmingCharacters(in: .newlines))
            ```

            \(diagnostic.suggestion.map { $0 + "\n" } ?? "")
            """.trimmingCharacters(in: .newlines).appending("\n").withLeadingLine
    }
}

extension String {
    fileprivate var withLeadingLine: String { "\n" + self }
}
