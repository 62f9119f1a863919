import Foundation
import SurveyModel
import Testing
import Translations

@Suite struct ShippedCatalogueTests {
    @Test(arguments: Shipped.files)
    func msgfmtAcceptsIt(file: String) throws {
        let (said, code) = try Shipped.msgfmt(String(decoding: try Shipped.bytes(file), as: UTF8.self))
        #expect(code == 0 && said.isEmpty, "\(said)")
    }

    /// With `UPDATE_SNAPSHOTS=1` in the environment the program's texts are merged into its catalogues.
    @Test(arguments: ["es", "sv", "el"])
    func theProgramIsCompleteAndMergedIn(language: String) throws {
        let catalogue = try Shipped.catalogue("sondeo", language)
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            let file = Shipped.root.appending(path: "Locales/sondeo/\(language).po")
            try Data(catalogue.merged(with: .program).written().utf8).write(to: file)
        }
        let status = TranslationStatus(of: catalogue, language: language, for: .program)
        #expect(status.stale.isEmpty)
        #expect(status.missing.isEmpty)
        #expect(status.findings.isEmpty, "\(status.findings)")
        #expect(catalogue.merged(with: .program).withoutLines == catalogue.withoutLines)
    }

    @Test(arguments: ["es", "sv", "el"])
    func everyTextOfTheSurveyIsTranslatedAndSurelySo(language: String) throws {
        let catalogue = try Shipped.catalogue("service_loyalty", language)
        #expect(catalogue.language == language)
        #expect(catalogue.entries.count > 35)
        for entry in catalogue.entries {
            #expect(entry.isTranslated && !entry.isFuzzy && !entry.isObsolete, "\(entry.context ?? "")")
            #expect(Set(Template(entry.source).names) == Set(Template(entry.translations[0]).names))
        }
    }

    /// The texts between quotes in the file, up to the metrics, are the texts to translate; compiling is not needed
    /// to know them.
    @Test(arguments: ["es", "sv", "el"])
    func theSurveysCatalogueTranslatesThePresentTexts(language: String) throws {
        let file = String(decoding: try Shipped.bytes("Surveys/service_loyalty.survey"), as: UTF8.self)
        let declarations = try #require(file.split(separator: "\nmetric ").first)
        let pieces = declarations.split(separator: "\"", omittingEmptySubsequences: false)
        let written = stride(from: 1, to: pieces.count, by: 2).map { String(pieces[$0]) }
        #expect(
            try Shipped.catalogue("service_loyalty", language).entries.map(\.source).sorted()
                == written.sorted())
    }

    /// Marks that a language does not use: quotation marks and question marks of others.
    static let foreignMarks = [("es", "“”"), ("sv", "“«»¿"), ("el", "“”¿")]

    @Test(arguments: foreignMarks)
    func typographyIsTheLanguagesOwn(language: String, foreign: String) throws {
        let entries =
            try Shipped.catalogue("sondeo", language).entries
            + Shipped.catalogue("service_loyalty", language).entries
        for entry in entries {
            for (form, text) in entry.translations.enumerated() {
                #expect(text.allSatisfy { !foreign.contains($0) }, "\(text)")
                guard (form == 0 ? entry.source : entry.plural ?? entry.source).hasSuffix("?") else {
                    continue
                }
                #expect(text.hasSuffix(language == "el" ? ";" : "?"), "\(text)")
                #expect(text.contains("¿") == (language == "es"), "\(text)")
            }
        }
    }
}
