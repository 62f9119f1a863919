import Foundation
import Testing

/// The examples of `Documentation/Cookbook.md` that stand in several files, checked by the program.
@Suite struct DocumentationImportTests {
    /// The blocks of a page by what stands behind their fence.
    static func blocks(of page: String) throws -> [(mark: String, text: String)] {
        let file = Program.package.appending(path: "Documentation/\(page)")
        return try String(contentsOf: file, encoding: .utf8)
            .matches(of: /(?ms)^```(survey[^\n]*)\n(.*?)^```$/)
            .map { (String($0.1), String($0.2)) }
    }

    @Test func surveysThatImportHaveNoFinding() throws {
        let blocks = try Self.blocks(of: "Cookbook.md")
        let scratch = try Scratch()
        for block in blocks where block.mark.hasPrefix("survey-library ") {
            let name = String(block.mark.dropFirst("survey-library ".count))
            let folder = scratch.url.appending(path: name).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try scratch.write(name, block.text)
        }
        let importing = blocks.filter { $0.mark == "survey" && $0.text.contains("\nimport \"") }
        #expect(importing.count >= 2)
        for (number, block) in importing.enumerated() {
            let file = try scratch.write("\(number).survey", block.text)
            let result = try Program.run("check", file)
            #expect(result.output.hasSuffix(", no errors\n"), "\(result.output)\(result.errors)")
            #expect(result.status == 0)
        }
    }
}
