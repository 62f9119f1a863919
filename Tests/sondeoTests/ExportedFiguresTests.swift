import Foundation
import Testing

/// Statistics in exports of the built program.
@Suite struct ExportedFiguresTests {
    @Test(arguments: ["xlsx", "ddi"])
    func `what a store has counted already is what its responses give when they are counted again`(
        form: String
    )
        throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "figures-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func path(_ name: String) -> String { folder.appending(path: name).path }
        let (lines, store) = (path("answers.jsonl"), path("answers.db"))
        for result in [
            try Program.run("simulate", Program.survey, "--count", "120", "--seed", "3", "-o", lines),
            try Program.run("collect", lines, "--store", store, "--survey", Program.survey),
            try Program.run("export", store, "--to", form, "-o", path("store.\(form)")),
            try Program.run(
                "export", lines, "--survey", Program.survey, "--to", form, "-o", path("lines.\(form)")),
        ] {
            try #require(result.status == 0, "\(result.errors)")
        }
        let counted = try Data(contentsOf: URL(filePath: path("store.\(form)")))
        #expect(try Data(contentsOf: URL(filePath: path("lines.\(form)"))) == counted)
        #expect(counted.count > 10_000)
    }
}
