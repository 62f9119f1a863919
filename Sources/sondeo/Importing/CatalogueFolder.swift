internal import Interchange
internal import Translations

/// Where the translations of an imported survey go: `FOLDER/NAME/TAG.po`.
///
/// The folder is made when there is something to write, so that nothing is made for an import that is refused; what was made and
/// then stayed empty goes with the object.
final class CatalogueFolder {
    private let path: String
    private var made: [String] = []
    /// The tags as the survey has them, by which catalogues are found.
    private let languages: [String]

    /// Nil without a folder of catalogues.
    init?(_ locales: String?, of name: String, for languages: [String]) {
        guard let locales else { return nil }
        self.languages = languages
        path = "\(locales)/\(name)"
    }

    deinit { Files.removeFolders(made) }

    /// Writes the catalogues of the languages, in their order, with the function that opens the files of an output.
    func write(
        _ catalogues: [Catalogue], _ open: (String, ([UInt8]) -> Bool) throws -> OutputFile
    ) throws {
        if !languages.isEmpty { made = try Files.makeFolder(path) }
        for (language, catalogue) in zip(languages, catalogues) {
            try open("\(path)/\(language).po", { $0.isEmpty }).write(catalogue.bytes)
        }
    }

    /// Says that translations were not asked for.
    static func note(unwritten languages: [String], of path: String) {
        guard !languages.isEmpty else { return }
        Console.note(
            "\(path): the translations (\(languages.joined(separator: ", "))) are not written; --locales FOLDER writes them"
        )
    }
}
