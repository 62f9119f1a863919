import Foundation
import SurveyModel
import Testing
import Translations

/// The catalogues that the project ships, and gettext's own tools.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let files: [String] = ["sondeo", "service_loyalty"].flatMap { project in
        ["es", "sv", "el"].map { "Locales/\(project)/\($0).po" }
    }

    static func bytes(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: file)))
    }

    static func catalogue(_ project: String, _ language: String) throws -> Catalogue {
        let reading = Catalogue.read(try bytes("Locales/\(project)/\(language).po"))
        return try #require(reading.catalogue, "\(reading.faults)")
    }

    /// Runs `msgfmt --check` on a text; what it said, and its exit code.
    static func msgfmt(_ text: String) throws -> (said: String, code: Int32) {
        try run(["msgfmt", "--check", "-o", "/dev/null"], on: text)
    }

    /// The text as `msgcat` lays it out.
    static func msgcat(_ text: String) throws -> String { try run(["msgcat"], on: text).said }

    private static func run(_ command: [String], on text: String) throws -> (said: String, code: Int32) {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).po")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command + [file.path]
        process.standardError = pipe
        process.standardOutput = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (said, process.terminationStatus)
    }
}

extension Catalogue {
    /// The catalogue without what depends on the file it was read from.
    var withoutLines: Catalogue {
        var catalogue = self
        catalogue.header.line = nil
        for index in catalogue.entries.indices { catalogue.entries[index].line = nil }
        return catalogue
    }
}
