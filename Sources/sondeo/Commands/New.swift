internal import ArgumentParser
internal import Authoring
internal import SurveyCompiler
internal import SurveyModel
internal import Translations

struct New: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a survey: a file, its translations and a test.",
        discussion: """
            Writes Surveys/NAME.survey and Locales/NAME/TAG.po for each translation. Nothing that is there already is \
            replaced. Spanish, Swedish and Greek are translated to begin with; other languages wait for a translator.

              sondeo new visit
              sondeo new visit --translations es,de --folder pilot
            """)

    @Argument(help: "The name of the survey: letters, digits and _, beginning with a letter.")
    var name: String

    @ArgumentParser.Option(
        help: "The languages to translate into, as tags with commas between; none for no translations.")
    var translations: String = "es,sv,el"

    @ArgumentParser.Option(help: "Where to put the Surveys and Locales folders.", completion: .directory)
    var folder: String = "."

    func execute() throws {
        guard FirstSurvey.isName(name) else {
            throw Failure.usage(
                "\"\(name)\" cannot name a survey; write letters, digits and _, beginning with a letter")
        }
        let tags =
            translations == "none"
            ? [] : translations.split(separator: ",").map { String($0.filter { $0 != " " }) }
        for tag in tags where !Response.isTag(tag) || tag == "en" {
            throw Failure.usage(
                tag == "en"
                    ? "the survey is written in English already; name other languages"
                    : "\"\(tag)\" is no language tag; write tags like es or pt-BR, with commas between")
        }
        let first = FirstSurvey(name: name, translations: tags)
        let base = folder == "." ? "" : folder + "/"
        let path = base + "Surveys/\(name).survey"
        let catalogues = tags.map { base + "Locales/\(name)/\($0).po" }
        for file in [path] + catalogues where Files.exists(file) {
            throw Failure.inputOutput("\(file) is there already; choose another name")
        }
        let compilation = compile(SourceFile(name: path, text: first.source))
        guard let survey = compilation.survey else {
            throw Failure.findings(render(compilation.diagnostics, in: compilation.source))
        }
        var written = [(path, first.source)]
        for (tag, file) in zip(tags, catalogues) {
            var catalogue = Catalogue.extract(from: survey, language: tag)
            let known = FirstSurvey.translations(into: tag)
            for index in catalogue.entries.indices {
                guard let translation = known[catalogue.entries[index].source] else { continue }
                catalogue.entries[index].translations = [translation]
            }
            written.append((file, catalogue.written()))
        }
        for (file, text) in written {
            try Files.makeFolder(Files.folder(of: file))
            try Files.replace(file, with: Array(text.utf8))
            try Console.line(file)
        }
        try Console.line("")
        try Console.line("Next: sondeo run \(path)")
        try Console.line("      sondeo test \(path)")
        try Console.line("      sondeo preview \(path)" + (tags.first.map { " --locale \($0)" } ?? ""))
    }
}
