import Foundation
import Scenarios
import SurveyCompiler
import SurveyModel
import Translations

/// One of the surveys in `Surveys/`, read with its catalogues as the program reads it.
struct Instrument: Sendable {
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The names of the ten, as they ship.
    static let names = [
        "channels", "loyalty_reasons", "promoter", "relationship", "satisfaction", "service_audit",
        "service_loyalty", "service_quality", "service_steps", "staff",
    ]
    static let languages = ["es", "sv", "el"]

    /// All of them, read once for all tests.
    static let all: [String: Result<Instrument, any Error>] = Dictionary(
        uniqueKeysWithValues: names.map { name in (name, Result { try Instrument(name) }) })

    static func named(_ name: String) throws -> Instrument {
        guard let read = all[name] else { throw Unreadable(message: "there is no survey \(name)") }
        return try read.get()
    }

    let bytes: [UInt8]
    let compilation: Compilation
    /// The survey with its translations.
    let survey: Survey
    let statuses: [TranslationStatus]
    let findings: [CatalogueFinding]

    private init(_ name: String) throws {
        let file = Self.package.appending(path: "Surveys/\(name).survey")
        bytes = Array(try Data(contentsOf: file))
        compilation = compile(SourceFile(name: file.path, bytes: bytes)) { path in
            (try? Data(contentsOf: URL(fileURLWithPath: path))).map {
                SourceFile(name: path, bytes: Array($0))
            }
        }
        guard let compiled = compilation.survey else {
            throw Unreadable(message: render(compilation.diagnostics, in: compilation.sources))
        }
        let own = try Self.catalogues(of: name)
        var libraries: [String: [Catalogue]] = [:]
        for source in compilation.sources.dropFirst() {
            libraries[source.stem] = try Self.catalogues(of: source.stem)
        }
        (survey, findings) = compiled.localized(with: own, libraries: libraries)
        statuses = compiled.translationStatus(with: own, libraries: libraries).languages
    }

    private static func catalogues(of name: String) throws -> [Catalogue] {
        try languages.map { language in
            let file = package.appending(path: "Locales/\(name)/\(language).po")
            let reading = Catalogue.read(Array(try Data(contentsOf: file)))
            guard let catalogue = reading.catalogue, reading.faults.isEmpty else {
                throw Unreadable(message: "\(reading.faults.map { $0.text(file: file.path) })")
            }
            return catalogue
        }
    }
}

/// A survey or a catalogue that cannot be read.
struct Unreadable: Error {
    let message: String
}
