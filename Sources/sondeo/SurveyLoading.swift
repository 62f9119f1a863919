internal import ArgumentParser
internal import Glibc
internal import Interchange
internal import ResponseStore
internal import SurveyCompiler
internal import SurveyModel
internal import Translations

/// A survey file with its catalogues, as far as they could be read.
struct LoadedSurvey {
    /// The path as it was given.
    let path: String
    /// What compiling gave.
    let compilation: Compilation
    /// The survey with its translations; nil if the file has an error.
    let survey: Survey?
    /// The catalogues that were read, by path.
    let catalogues: [(path: String, catalogue: Catalogue)]
    /// What is wrong with the catalogues, worded with file and line.
    let catalogueRemarks: [CatalogueRemark]

    /// Whether the survey or a catalogue has an error.
    var hasErrors: Bool { survey == nil || catalogueRemarks.contains { $0.isError } }

    /// Reads a file and the catalogues in `Locales/NAME` beside it or above it, or in a named folder.
    static func load(_ path: String, locales: String? = nil) throws -> LoadedSurvey {
        try load(path, bytes: Files.read(path), locales: locales)
    }

    /// The same for a file that was read already.
    private static func load(_ path: String, bytes: [UInt8], locales: String?) throws -> LoadedSurvey {
        let compilation = compilation(
            SourceFile(name: path == "-" ? "standard input" : path, bytes: bytes))
        guard let survey = compilation.survey else {
            return LoadedSurvey(
                path: path, compilation: compilation, survey: nil, catalogues: [], catalogueRemarks: [])
        }
        var remarks: [CatalogueRemark] = []
        func read(_ name: String, beside file: String) throws -> [(path: String, catalogue: Catalogue)] {
            let folder = locales.map { $0 + "/" + name } ?? Files.catalogueFolder(of: name, beside: file)
            var catalogues: [(path: String, catalogue: Catalogue)] = []
            for tag in survey.translations {
                guard let file = folder.map({ $0 + "/" + tag + ".po" }), Files.exists(file) else { continue }
                let reading = Catalogue.read(try Files.read(file))
                remarks += reading.faults.map { CatalogueRemark($0, in: file) }
                if let catalogue = reading.catalogue { catalogues.append((file, catalogue)) }
            }
            return catalogues
        }
        let catalogues = try read(survey.name, beside: path)
        // What the fragments say is translated beside the library that they are from.
        var libraries: [String: [(path: String, catalogue: Catalogue)]] = [:]
        for source in compilation.sources.dropFirst() where libraries[source.stem] == nil {
            libraries[source.stem] = try read(source.stem, beside: source.name)
        }
        let (localized, findings) = survey.localized(
            with: catalogues.map(\.catalogue), libraries: libraries.mapValues { $0.map(\.catalogue) })
        for finding in findings {
            let known = finding.library.map { libraries[$0] ?? [] } ?? catalogues
            let file = known.first { $0.catalogue.language == finding.language }?.path
            remarks.append(
                CatalogueRemark(
                    finding,
                    in: file ?? "Locales/\(finding.library ?? survey.name)/\(finding.language).po"))
        }
        return LoadedSurvey(
            path: path, compilation: compilation, survey: localized, catalogues: catalogues,
            catalogueRemarks: remarks)
    }

    /// Compiles a file and what it imports: survey files only, so that no other file is ever read for its lines.
    static func compilation(_ source: SourceFile) -> Compilation {
        compile(source) { path in
            guard path.hasSuffix(".survey"), !Files.isDevice(path), let bytes = try? Files.read(path) else {
                return nil
            }
            return SourceFile(name: path, bytes: bytes)
        }
    }

    /// The survey, for commands that cannot go on without: every error goes to standard error, and exit code 1.
    static func require(_ path: String, locales: String? = nil) throws -> Survey {
        try requireLoaded(path, locales: locales).survey
    }

    /// The same for a file that was read already.
    static func require(_ path: String, bytes: [UInt8], locales: String?) throws -> Survey {
        try requireLoaded(path, bytes: bytes, locales: locales).survey
    }

    /// The survey of a survey file, of a compiled survey, which begins with a brace, or of a store: its newest version, or the
    /// one that is asked for. A store that holds several surveys asks for a name.
    static func requireAny(
        _ path: String, named name: String? = nil, version: Int? = nil, locales: String? = nil
    ) throws -> Survey {
        if try Stores.isDatabase(path) {
            return try Stores.translating {
                let store = try Store(opening: path, mode: .readOnly)
                guard let version else { return try Stores.newestSurvey(of: store, named: name) }
                return try Stores.survey(of: store, named: name, version: version)
            }
        }
        let bytes = try Files.read(path)
        let survey = try compiled(path, bytes) ?? require(path, bytes: bytes, locales: locales)
        if let version, version != survey.version {
            throw Failure.usage(
                "--version: \(path) is version \(survey.version) of \(survey.name), not \(version)")
        }
        return survey
    }

    /// A compiled survey, as JSON or XML; nil for a file that is something else. Throws a failure for one that is damaged, and
    /// for responses, which somebody may take for it.
    static func compiled(_ path: String, _ bytes: [UInt8]) throws -> Survey? {
        let place = path == "-" ? "standard input" : path
        let text = bytes.drop { $0 == 0x20 || (0x09...0x0D).contains($0) || [0xEF, 0xBB, 0xBF].contains($0) }
        if text.starts(with: "{\"response\":".utf8) {
            throw Failure.findings("\(place) holds responses and no survey; sondeo collect takes them")
        }
        do throws(SurveyFault) {
            if text.first == UInt8(ascii: "{") { return try Survey(parsingJSON: bytes) }
            return DocumentKind.isSurveyInXML(text.prefix(1 << 16)) ? try Survey(parsingXML: bytes) : nil
        } catch {
            throw Failure.findings(
                "\(place) is no compiled survey: \(error.path.isEmpty ? "" : "\(error.path): ")\(error.message)"
            )
        }
    }

    /// The same, with the files that it was compiled from.
    static func requireLoaded(
        _ path: String, bytes: [UInt8]? = nil, locales: String? = nil
    ) throws -> (loaded: LoadedSurvey, survey: Survey) {
        let loaded = try load(path, bytes: bytes ?? Files.read(path), locales: locales)
        if loaded.compilation.isLibrary, loaded.survey != nil {
            throw Failure.findings(
                "\(path) is a library of lists, scales and fragments; name a survey that imports it")
        }
        guard let survey = loaded.survey, !loaded.hasErrors else {
            for diagnostic in loaded.compilation.diagnostics where diagnostic.severity == .error {
                Console.note(
                    rendered: render(
                        [diagnostic], in: loaded.compilation.sources, colour: Console.colourOnError))
            }
            for remark in loaded.catalogueRemarks where remark.isError { Console.note(remark.text) }
            throw Failure.findings("\(path) has errors; nothing was done")
        }
        return (loaded, survey)
    }
}

/// Something wrong with a catalogue, at a place.
struct CatalogueRemark {
    let file: String
    let line: Int?
    let column: Int?
    let kind: String
    let isError: Bool
    let message: String
    let text: String

    init(_ fault: CatalogueFault, in file: String) {
        self.file = file
        line = fault.line
        column = fault.column
        kind = "catalogue"
        isError = true
        message = fault.message
        text = fault.text(file: file)
    }

    init(_ finding: CatalogueFinding, in file: String) {
        self.file = file
        line = finding.line
        column = nil
        kind = finding.kind.rawValue
        isError = finding.severity == .error
        message = finding.message
        text = finding.text(file: file)
    }

    var json: JSONValue {
        .object([
            "file": .string(file), "code": .string(kind), "severity": .string(isError ? "error" : "warning"),
            "message": .string(message), "line": line.map { .number($0) },
            "column": column.map { .number($0) },
        ])
    }
}

/// The program's own catalogues, in the languages asked for.
enum ProgramCatalogues {
    /// The program's texts in each language of a survey, for its codebook: kinds of missing and bases in words.
    static func texts(of survey: Survey) throws -> [String: ProgramTexts] {
        let catalogues = try read(survey.locales)
        return Dictionary(
            survey.locales.map { ($0, ProgramTexts(locale: $0, catalogues: catalogues)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Reads the catalogues of these languages; a language without one is shown in English.
    static func read(_ tags: some Sequence<String>) throws -> [Catalogue] {
        guard let folder = Files.programCatalogueFolder() else { return [] }
        var seen: Set<String> = ["en"]
        var catalogues: [Catalogue] = []
        for tag in tags {
            let language = String(tag.prefix { $0 != "-" })
            for name in [tag, language] where seen.insert(name).inserted {
                let path = folder + "/" + name + ".po"
                guard Response.isTag(name), Files.exists(path) else { continue }
                let reading = Catalogue.read(try Files.read(path))
                guard let catalogue = reading.catalogue else {
                    throw Failure.findings(reading.faults.first?.text(file: path) ?? "\(path) cannot be read")
                }
                catalogues.append(catalogue)
            }
        }
        return catalogues
    }
}

/// The language of whoever runs the program, from the environment: `es-MX` from `es_MX.UTF-8`.
enum Reader {
    static var locale: String {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
            let tag = value.prefix { $0 != "." && $0 != "@" }.split(separator: "_").joined(separator: "-")
            return tag == "C" || tag == "POSIX" || !Response.isTag(tag) ? "en" : tag
        }
        return "en"
    }

    /// Whether the terminal is said to show UTF-8.
    static var hasUTF8: Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
            return value.lowercased().contains("utf-8") || value.lowercased().contains("utf8")
        }
        return false
    }
}

/// A seed, whole and not negative.
extension UInt64 {
    /// A seed for whoever gave none.
    static var freshSeed: UInt64 { .random(in: 0...(UInt64(Int64.max))) }
}
