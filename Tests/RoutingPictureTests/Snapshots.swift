import Foundation
import RoutingPicture
import SurveyCompiler
import SurveyModel
import Testing

/// The folders beside this file.
enum Folder {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let package = tests.deletingLastPathComponent().deletingLastPathComponent()
    static let snapshots = tests.appendingPathComponent("Snapshots")
    static let instruments = package.appendingPathComponent("Surveys")
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

/// A survey that cannot be compiled.
struct Uncompiled: Error {
    let messages: String
}

/// Compiles a file; what it imports is found from there.
func survey(at file: URL) throws -> Survey {
    let source = SourceFile(name: file.path, bytes: Array(try Data(contentsOf: file)))
    let compilation = compile(source) { path in
        (try? Data(contentsOf: URL(fileURLWithPath: path))).map { SourceFile(name: path, bytes: Array($0)) }
    }
    guard let survey = compilation.survey else {
        throw Uncompiled(messages: render(compilation.diagnostics, in: compilation.sources))
    }
    return survey
}

/// Compiles a survey that has the three lines that every survey has.
func survey(_ body: String) throws -> Survey {
    let source = SourceFile(name: "visit.survey", text: "survey visit\nversion 1\nlanguage en\n" + body)
    let compilation = compile(source)
    guard let survey = compilation.survey else {
        throw Uncompiled(messages: render(compilation.diagnostics, in: compilation.sources))
    }
    return survey
}

/// The ten surveys that ship.
func instruments() throws -> [Survey] {
    try FileManager.default.contentsOfDirectory(at: Folder.instruments, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "survey" }.sorted { $0.path < $1.path }.map { try survey(at: $0) }
}

extension Survey {
    func question(_ name: String) throws -> QuestionID {
        QuestionID(try #require(questions.firstIndex { $0.name == name }))
    }

    /// The block of the arm whose condition reads so.
    func arm(_ condition: String) throws -> BlockID {
        BlockID(
            try #require(
                blocks.firstIndex { block in
                    if case .arm(let formula?, _) = block.kind {
                        formula.text(in: self) == condition
                    } else {
                        false
                    }
                }))
    }
}
