import Foundation
import SurveyCompiler
import Testing

/// The folders beside this file.
enum Folder {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let package = tests.deletingLastPathComponent().deletingLastPathComponent()
    static let diagnostics = tests.appendingPathComponent("Diagnostics")

    static func files(_ folder: URL, ending: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// Compiles a file of `Diagnostics`; what it imports is beside it.
    static func compile(_ source: SourceFile) -> Compilation {
        SurveyCompiler.compile(source) { path in
            (try? Data(contentsOf: diagnostics.appendingPathComponent(path))).map {
                SourceFile(name: path, bytes: Array($0))
            }
        }
    }

    /// Compiles a file of any folder, or other bytes in its place; what it imports is found from there.
    static func compile(_ source: SourceFile, at file: URL) -> Compilation {
        let folder = file.deletingLastPathComponent()
        return SurveyCompiler.compile(source) { path in
            (try? Data(contentsOf: folder.appendingPathComponent(path))).map {
                SourceFile(name: path, bytes: Array($0))
            }
        }
    }

    static func source(_ file: URL) throws -> SourceFile {
        SourceFile(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
    }
}

/// Compares a text with a committed file, or writes the file where `SONDEO_WRITE_SNAPSHOTS` is set.
func expectSnapshot(_ text: String, in file: URL) throws {
    if ProcessInfo.processInfo.environment["SONDEO_WRITE_SNAPSHOTS"] != nil {
        try Data(text.utf8).write(to: file)
        return
    }
    let committed = try String(contentsOf: file, encoding: .utf8)
    #expect(text == committed, "\(file.lastPathComponent) differs; see SONDEO_WRITE_SNAPSHOTS")
}

/// A survey text with the three lines that every survey has.
func survey(_ body: String, version: Int = 1) -> SourceFile {
    SourceFile(name: "visit.survey", text: "survey visit\nversion \(version)\nlanguage en\n" + body)
}
