import Foundation
import Testing

@Suite struct CodebookCommandTests {
    /// A store with two versions of the small survey; the second one asks something else.
    private func store(_ scratch: Scratch) throws -> String {
        let second = smallSurvey.replacing("version 1", with: "version 2").replacing(
            "finish \"Thank you.\"", with: "yesno again \"Again?\"\nfinish \"Thank you.\"")
        for (version, text) in [(1, smallSurvey), (2, second)] {
            let survey = try scratch.write("small-\(version).survey", text)
            let lines = scratch.path("\(version).jsonl")
            try #require(
                Program.run("simulate", survey, "--count", "5", "--seed", "\(version)", "-o", lines).status
                    == 0)
            try #require(
                Program.run("collect", lines, "--store", scratch.path("a.db"), "--survey", survey).status == 0
            )
        }
        return scratch.path("a.db")
    }

    @Test func `a codebook is of the version that is named`() throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        for form in ["text", "json", "md"] {
            let first = try Program.run("codebook", store, "--version", "1", "--format", form)
            let second = try Program.run("codebook", store, "--version", "2", "--format", form)
            let newest = try Program.run("codebook", store, "--format", form)
            #expect(first.status == 0 && second.status == 0 && first.errors.isEmpty && second.errors.isEmpty)
            #expect(second.output == newest.output && second.output.contains("again"))
            #expect(!first.output.contains("again") && first.output.contains("mood"))
            let file = try Program.run("codebook", scratch.path("small-1.survey"), "--format", form)
            #expect(first.output == file.output)
        }
        let named = try Program.run("codebook", store, "--survey", "small", "--version", "1")
        #expect(named.status == 0 && !named.output.contains("again"))
    }

    @Test func `a version that is not there is named with those that are`() throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        let missing = try Program.run("codebook", store, "--version", "7")
        #expect(
            missing.status == 64
                && missing.errors.contains("--version: there is no version 7 of small; there are 1, 2"))
        let file = scratch.path("small-2.survey")
        #expect(try Program.run("codebook", file, "--version", "2").status == 0)
        let other = try Program.run("codebook", file, "--version", "1")
        #expect(other.status == 64 && other.errors.contains("\(file) is version 2 of small, not 1"))
        let output = scratch.path("book.json")
        try #require(Program.run("codebook", store, "--format", "json", "-o", output).status == 0)
        let again = try Program.run(
            "codebook", store, "--version", "1", "--format", "json", "-o", output)
        #expect(again.status == 0, "\(again.errors)")
    }
}
