import Foundation
import Testing

@Suite struct StoreReadingTests {
    @Test func `reading a store leaves nothing beside it`() throws {
        let scratch = try Scratch()
        let store = scratch.path("answers.db")
        let lines = scratch.path("answers.jsonl")
        try #require(
            Program.run("simulate", Program.survey, "--count", "60", "--seed", "8", "-o", lines).status == 0)
        try #require(
            Program.run("collect", lines, "--store", store, "--survey", Program.survey).status == 0)
        func beside() -> [String] { scratch.names.filter { $0.hasPrefix("answers.db") } }
        let before = beside()
        #expect(!before.contains("answers.db-wal") && !before.contains("answers.db-shm"))
        let stored = try Data(contentsOf: URL(filePath: store))
        let commands: [(arguments: [String], status: Int32)] = [
            (["stats", store], 0), (["export", store, "--to", "jsonl"], 0), (["codebook", store], 0),
            (["verify", store], 0), (["export", store, "--to", "csv", "--version", "7"], 64),
            (["collect", store, "--store", scratch.path("collected.db")], 0),
            (["merge", store, "-o", scratch.path("merged.db")], 0),
        ]
        for (arguments, status) in commands {
            let result = try Program.run(arguments)
            #expect(result.status == status, "\(arguments): \(result.errors)")
            #expect(beside() == before, "\(arguments)")
        }
        #expect(try Data(contentsOf: URL(filePath: store)) == stored)
    }
}
