import Foundation
import GRDB
import SampleSurveys
import SurveyModel
import Testing

@testable import ResponseStore

/// What reading leaves behind, and what can be read where nothing can be written. The privileges of root pass over file modes,
/// so a child that gives them up does the reading.
@Suite struct ReadingTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func names(_ folder: String? = nil) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder ?? scratch.folder).sorted()
    }

    /// A store with so many responses that nobody has open.
    private func makeStore(_ name: String = "answers.db", responses: Int = 3) throws {
        let store = try scratch.store(name)
        try take(1...responses, into: store)
        try store.close()
    }

    private func take(_ numbers: ClosedRange<Int>, into store: Store) throws {
        var generator = Seeded(UInt64(numbers.lowerBound))
        for number in numbers {
            try store.take(
                randomResponse(number, to: Sample.serviceLoyalty, using: &generator), from: "test",
                at: moment(0))
        }
    }

    /// Lets nobody but root write to the folder while `body` runs; so it can be removed afterwards.
    private func withoutWriting(_ body: () throws -> Void) throws {
        func allow(_ mode: Int) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.folder)
        }
        try allow(0o555)
        defer { try? allow(0o755) }
        try body()
    }

    @Test func `reading leaves nothing beside a store`() throws {
        try makeStore()
        let before = FileManager.default.contents(atPath: scratch.path())
        #expect(try names() == ["answers.db"])
        do {
            let store = try Store(opening: scratch.path(), mode: .readOnly)
            #expect(try store.verify().isSound && store.lines().count == 3)
            #expect(fault { try store.rebuildTallies() }?.kind == .misused)
            #expect(fault { try take(4...4, into: store) }?.kind == .misused)
        }
        #expect(try names() == ["answers.db"])
        #expect(FileManager.default.contents(atPath: scratch.path()) == before)
    }

    @Test func `reading leaves a writer what is the writer's`() throws {
        let writer = try scratch.store()
        try take(1...2, into: writer)
        do {
            let reader = try Store(opening: scratch.path(), mode: .readOnly)
            #expect(try reader.responseCount() == 2)
        }
        #expect(try names() == ["answers.db", "answers.db-shm", "answers.db-wal"])
        try take(3...3, into: writer)
        #expect(try writer.verify().isSound && writer.responseCount() == 3)
    }

    @Test func `what a killed program left in the log is read`() throws {
        let writer = try scratch.store()
        try take(1...2, into: writer)
        let copy = try Scratch()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: scratch.path() + suffix, toPath: copy.path() + suffix)
        }
        do {
            let reader = try Store(opening: copy.path(), mode: .readOnly)
            #expect(try reader.responseCount() == 2 && reader.verify().isSound)
        }
        #expect(try names(copy.folder) == ["answers.db"])
        let again = try Store(opening: copy.path(), mode: .readOnly)
        #expect(try again.responseCount() == 2)
    }

    @Test(arguments: ["answers.db", "file:answers?mode=memory#a", "ένα μαγαζί %20&.db", "-"])
    func `a store in a folder that cannot be written is read`(name: String) throws {
        try makeStore(name)
        try withoutWriting {
            let child = try Torture("read-as-nobody", scratch.path(name))
            #expect(child.readLine() == "3")
            #expect(try names() == [name])
            try child.finish()
            #expect(child.exitCode() == 0)
            #expect(try names() == [name])
        }
    }

    @Test func `a log that cannot be folded in is named, and not passed over`() throws {
        let writer = try scratch.store("open.db")
        try take(1...2, into: writer)
        try FileManager.default.copyItem(atPath: scratch.path("open.db"), toPath: scratch.path())
        try FileManager.default.copyItem(
            atPath: scratch.path("open.db-wal"), toPath: scratch.path("answers.db-wal"))
        try withoutWriting {
            let child = try Torture("read-as-nobody", scratch.path())
            #expect(child.readLine() == "noPermission" && child.exitCode() == 74)
            #expect(try !names().contains("answers.db-shm"))
        }
        // An empty one says nothing.
        try makeStore("closed.db")
        try Data().write(to: URL(filePath: scratch.path("closed.db-wal")))
        try withoutWriting {
            let child = try Torture("read-as-nobody", scratch.path("closed.db"))
            #expect(child.readLine() == "3")
            try child.finish()
            #expect(child.exitCode() == 0)
        }
    }

    @Test func `a writer at work is read along with, where nothing can be written`() throws {
        let writer = try scratch.store()
        try take(1...2, into: writer)
        try withoutWriting {
            let child = try Torture("read-as-nobody", scratch.path())
            #expect(child.readLine() == "2")
            for count in 3...5 {
                try take(count...count, into: writer)
                try child.step()
                #expect(child.readLine() == "\(count)")
            }
            try child.finish()
            #expect(child.exitCode() == 0)
        }
        #expect(try writer.verify().isSound)
    }

    @Test func `a writer that begins while a store is read as it stands is noticed`() throws {
        try makeStore()
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: scratch.folder)
        let child = try Torture("read-as-nobody", scratch.path())
        #expect(child.readLine() == "3")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.folder)
        let writer = try Store(opening: scratch.path(), mode: .readWrite)
        // What is in the log only does not change what is read.
        try take(4...4, into: writer)
        try child.step()
        #expect(child.readLine() == "3")
        // Closing folds it in.
        try writer.close()
        try child.step()
        #expect(child.readLine() == "locked" && child.exitCode() == 74)
    }
}
