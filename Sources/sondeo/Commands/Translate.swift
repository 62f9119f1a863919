internal import ArgumentParser
internal import Glibc
internal import Interchange
internal import SurveyCompiler
internal import SurveyModel
internal import Translations

struct Translate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Carry texts to translators and back, as gettext catalogues.",
        discussion: """
            Catalogues are Locales/SURVEY/TAG.po. The usual round: `merge` after a change of texts, the translators fill in \
            what is empty or marked fuzzy, `status` says what is left.

            With --program the texts are those that sondeo itself shows (Locales/sondeo).
            """,
        subcommands: [Extract.self, Merge.self, Status.self])
}

/// The survey whose texts are meant, or the program.
struct TranslationSource: ParsableArguments {
    @Argument(help: "Survey files.", completion: .file(extensions: ["survey"]))
    var files: [String] = []

    @Flag(help: "Translate the program's own texts instead of a survey's.")
    var program = false

    @ArgumentParser.Option(
        help: "The folder with a folder of catalogues per survey. Default: Locales beside or above the file.")
    var locales: String?

    func validate() throws {
        if files.isEmpty, !program { throw ValidationError("Name a survey file, or say --program.") }
        if !files.isEmpty, program { throw ValidationError("Name survey files or say --program, not both.") }
    }

    /// Texts with the folder of their catalogues and the languages they should exist in.
    struct Material {
        let name: String
        let texts: SourceTexts
        let folder: String
        let languages: [String]

        func path(_ tag: String) -> String { folder + "/" + tag + ".po" }

        /// The catalogue of a language, nil if there is none. Throws `Failure` with every fault of a damaged one.
        func catalogue(_ tag: String) throws -> Catalogue? {
            guard Files.exists(path(tag)) else { return nil }
            let reading = Catalogue.read(try Files.read(path(tag)))
            guard let catalogue = reading.catalogue else {
                for fault in reading.faults { Console.note(fault.text(file: path(tag))) }
                throw Failure.findings("\(path(tag)) is damaged; nothing was done with it")
            }
            return catalogue
        }
    }

    func materials() throws -> [Material] {
        if program {
            guard let folder = locales.map({ $0 + "/sondeo" }) ?? Files.programCatalogueFolder() else {
                throw Failure.inputOutput("Locales/sondeo was not found; say where with --locales FOLDER")
            }
            return [Material(name: "sondeo", texts: .program, folder: folder, languages: ["es", "sv", "el"])]
        }
        return try files.map { file in
            let loaded = try LoadedSurvey.load(file, locales: locales)
            guard let survey = loaded.survey else {
                throw Failure.findings("\(file) has errors; sondeo check \(file) lists them")
            }
            let folder =
                locales.map { $0 + "/" + survey.name } ?? Files.catalogueFolder(of: survey.name, beside: file)
                ?? Files.newCatalogueFolder(of: survey.name, beside: file)
            return Material(
                name: survey.name,
                texts: loaded.compilation.isLibrary
                    ? SourceTexts(library: survey.name, language: survey.language, texts: survey.texts)
                    : SourceTexts(survey),
                folder: folder, languages: survey.translations)
        }
    }
}

extension Translate {
    struct Extract: SondeoCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write every text as a template for translators (.pot).")

        @OptionGroup var source: TranslationSource
        @OptionGroup var output: OutputOptions

        func execute() throws {
            let materials = try source.materials()
            guard let material = materials.first, materials.count == 1 else {
                throw Failure.usage("extract takes one survey file at a time")
            }
            try output.write(isOurs: OurFiles.template) {
                try $0.write(Catalogue.extract(from: material.texts).bytes)
            }
        }
    }

    struct Merge: SondeoCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the catalogues up to the present texts.",
            discussion: """
                New texts are added empty, changed ones are marked fuzzy with the old text beside them, and what is gone \
                is kept as obsolete. Missing catalogues are begun. No translation is lost.
                """)

        @OptionGroup var source: TranslationSource

        func execute() throws {
            for material in try source.materials() {
                try Files.makeFolder(material.folder)
                for tag in material.languages {
                    let old = try material.catalogue(tag)
                    let new =
                        old?.merged(with: material.texts) ?? .extract(from: material.texts, language: tag)
                    let status = TranslationStatus(of: new, language: tag, for: material.texts)
                    if new != old {
                        try Files.replace(material.path(tag), with: new.bytes)
                    }
                    try Console.line(
                        "\(material.path(tag)): \(status.current.count) current, \(status.stale.count) stale, "
                            + "\(status.missing.count) missing")
                }
            }
        }
    }

    struct Status: SondeoCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how far each translation has come.",
            discussion: "Ends with exit code 1 if a text is stale or missing in a declared language.")

        @OptionGroup var source: TranslationSource

        @ArgumentParser.Option(help: "How to print it: text or json.")
        var format: TextForm = .text

        func execute() throws {
            var isComplete = true
            var documents: [JSONValue] = []
            for material in try source.materials() {
                for tag in material.languages {
                    let catalogue = try material.catalogue(tag)
                    let status = TranslationStatus(of: catalogue, language: tag, for: material.texts)
                    let hasErrors = status.findings.contains { $0.severity == .error }
                    if !status.isComplete || hasErrors { isComplete = false }
                    switch format {
                    case .text:
                        let state =
                            !status.hasCatalogue
                            ? "no catalogue; sondeo translate merge begins one"
                            : "\(status.current.count) current, \(status.stale.count) stale, \(status.missing.count) missing"
                        try Console.line("\(material.name) \(tag): \(state)")
                        for key in status.stale { try Console.line("  stale    \(key)") }
                        for key in status.missing where status.hasCatalogue {
                            try Console.line("  missing  \(key)")
                        }
                        for finding in status.findings
                        where finding.kind != .incomplete && finding.kind != .noCatalogue {
                            try Console.line("  " + finding.text(file: material.path(tag)))
                        }
                    case .json:
                        documents.append(
                            .object([
                                "survey": .string(material.name), "locale": .string(tag),
                                "catalogue": .bool(status.hasCatalogue),
                                "current": .number(status.current.count),
                                "stale": .array(status.stale.map(JSONValue.string)),
                                "missing": .array(status.missing.map(JSONValue.string)),
                                "findings": .array(
                                    status.findings.map { CatalogueRemark($0, in: material.path(tag)).json }),
                            ]))
                    }
                }
            }
            if format == .json { try Console.line(JSONValue.array(documents).prettyText) }
            if !isComplete { throw ExitStatus.findings }
        }
    }
}
