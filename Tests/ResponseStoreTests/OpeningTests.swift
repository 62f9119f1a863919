import Foundation
import GRDB
import SampleSurveys
import SurveyModel
import Synchronization
import Testing

@testable import ResponseStore

@Suite struct OpeningTests {
    @Test func aNewStoreIsMarkedAndDurableAndOpensAgain() throws {
        let scratch = try Scratch()
        for mode in [Store.Mode.create, .create, .readWrite] {
            let store = try Store(opening: scratch.path(), mode: mode)
            func inForce(_ setting: String) throws -> Int64? {
                try store.read { try $0.first("PRAGMA \(setting)")?.integer(0) }
            }
            #expect(try inForce("application_id") == 0x536F_6E64)
            #expect(try inForce("user_version") == 1)
            #expect(try inForce("synchronous") == 2)
            #expect(try inForce("foreign_keys") == 1)
            #expect(try inForce("trusted_schema") == 0)
            #expect(try store.read { try $0.first("PRAGMA journal_mode")?.text(0) } == "wal")
        }
    }

    /// Nobody is told that another one has it locked: making a store takes moments.
    @Test func storesThatAreMadeAtOnceAreOneStore() throws {
        for _ in 0..<30 {
            let scratch = try Scratch()
            let path = scratch.path()
            let (ready, ended) = (DispatchSemaphore(value: 0), DispatchGroup())
            let faults = Mutex<[String]>([])
            for _ in 0..<6 {
                ended.enter()
                // A thread of its own, so that they do begin at once.
                Thread {
                    ready.wait()
                    do {
                        try Store(opening: path, mode: .create).register(Sample.serviceLoyalty, at: moment(0))
                    } catch { faults.withLock { $0.append("\(error)") } }
                    ended.leave()
                }.start()
            }
            for _ in 0..<6 { ready.signal() }
            ended.wait()
            #expect(faults.withLock { $0 } == [])
            let store = try Store(opening: path, mode: .readOnly)
            #expect(try store.verify().isSound)
            #expect(try store.surveys().count == 1)
        }
    }

    @Test func whatIsNoStoreIsRefusedWithItsReasonAndLeftAsItIs() throws {
        let scratch = try Scratch()
        let path = scratch.path("strange")
        func refusal(_ bytes: [UInt8], _ mode: Store.Mode = .create) throws -> StoreFault? {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let seen = fault { _ = try Store(opening: path, mode: mode) }
            #expect(FileManager.default.contents(atPath: path) == Data(bytes))
            #expect(seen?.message.contains(path) == true)
            return seen
        }
        #expect(try refusal(Array("survey,answer\n1,2\n".utf8))?.kind == .notADatabase)
        #expect(try refusal(Array("SQLite format 3\0".utf8))?.kind == .notADatabase)
        #expect(try refusal([UInt8](repeating: 0xA5, count: 5_000))?.kind == .notADatabase)
        #expect(try refusal([], .readWrite)?.kind == .anotherProgram)
        #expect(try refusal([], .readOnly)?.kind == .anotherProgram)
    }

    @Test func aDatabaseOfAnotherProgramIsLeftAsItIs() throws {
        let scratch = try Scratch()
        try tamper(scratch.path(), "CREATE TABLE photos (name TEXT); PRAGMA user_version = 1")
        let before = FileManager.default.contents(atPath: scratch.path())
        for mode in [Store.Mode.create, .readWrite, .readOnly] {
            let seen = fault { _ = try Store(opening: scratch.path(), mode: mode) }
            #expect(seen?.kind == .anotherProgram)
            #expect(seen?.kind.isInputOutput == false)
        }
        #expect(FileManager.default.contents(atPath: scratch.path()) == before)
        try tamper(scratch.path("marked.db"), "PRAGMA application_id = 7")
        #expect(
            fault { _ = try Store(opening: scratch.path("marked.db"), mode: .create) }?.kind
                == .anotherProgram)
    }

    @Test func aStoreOfANewerVersionIsRefused() throws {
        let scratch = try Scratch()
        _ = try scratch.store()
        try tamper(scratch.path(), "PRAGMA user_version = 2")
        let seen = fault { _ = try Store(opening: scratch.path(), mode: .readOnly) }
        #expect(seen?.kind == .newerVersion)
        #expect(seen?.message.contains("format 2") == true)
    }

    @Test func aStoreThatIsNotInWriteAheadModeIsNotTrusted() throws {
        let scratch = try Scratch()
        _ = try scratch.store()
        try tamper(scratch.path(), "PRAGMA journal_mode = DELETE")
        #expect(fault { _ = try Store(opening: scratch.path(), mode: .readWrite) }?.kind == .notDurable)
    }

    @Test func pathsThatNoStoreCanHaveAreNamedForWhatTheyAre() throws {
        let scratch = try Scratch()
        for mode in [Store.Mode.create, .readWrite, .readOnly] {
            #expect(fault { _ = try Store(opening: scratch.folder, mode: mode) }?.kind == .notAFile)
            #expect(fault { _ = try Store(opening: "/dev/null", mode: mode) }?.kind == .notAFile)
            #expect(
                fault { _ = try Store(opening: scratch.path("no/such.db"), mode: mode) }?.kind == .missing)
            #expect(fault { _ = try Store(opening: "", mode: mode) }?.kind == .misused)
            #expect(fault { _ = try Store(opening: "a\0b", mode: mode) }?.kind == .misused)
        }
        #expect(fault { _ = try Store(opening: scratch.path(), mode: .readWrite) }?.kind == .missing)
        #expect(fault { _ = try Store(opening: scratch.path(), mode: .readOnly) }?.kind == .missing)
        #expect(!FileManager.default.fileExists(atPath: scratch.path()))
        _ = try scratch.store()
        let below = fault { _ = try Store(opening: scratch.path() + "/below.db", mode: .create) }
        #expect(below?.kind == .noPermission && below?.message.contains("Not a directory") == true)
    }

    @Test func oddNamesAreFileNamesAndNothingElse() throws {
        let scratch = try Scratch()
        for name in ["file:answers?mode=memory", ":memory:", "ένα μαγαζί %20.db", "-"] {
            _ = try scratch.store(name)
            #expect(FileManager.default.fileExists(atPath: scratch.path(name)))
        }
    }

    @Test func aFileThatMayOnlyBeReadIsReadAndNotWritten() throws {
        let scratch = try Scratch()
        _ = try scratch.store()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: scratch.path())
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.folder)
        // The privileges of root pass over file modes, so the child gives them up.
        let child = try Torture("open-as-nobody", scratch.path())
        #expect(child.readLine() == "noPermission")
        #expect(child.exitCode() == 74)
        let reader = try Store(opening: scratch.path(), mode: .readOnly)
        #expect(try reader.surveys().count == 1)
        #expect(fault { try reader.rebuildTallies() }?.kind == .misused)
    }

    @Test func aStoreThatAnotherConnectionLocksSaysSoAndNothingIsLost() throws {
        let scratch = try Scratch()
        let blocked = try Store(opening: scratch.path(), mode: .create, patience: 0.05)
        let locking = try DatabaseQueue(path: scratch.path())
        try locking.inDatabase { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            let seen = fault { try blocked.register(Sample.serviceLoyalty, at: moment(0)) }
            #expect(seen?.kind == .locked)
            #expect(seen?.kind.isInputOutput == true)
            #expect(try blocked.surveys().isEmpty)
            try database.execute(sql: "ROLLBACK")
        }
        try blocked.register(Sample.serviceLoyalty, at: moment(0))
        #expect(try blocked.surveys().count == 1)
    }

    @Test func aClosedStoreThrowsAndDoesNotTrap() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        try store.close()
        #expect(fault { _ = try store.surveys() } != nil)
        #expect(fault { try store.rebuildTallies() } != nil)
    }
}

@Suite struct ImmutabilityTests {
    @Test(arguments: [
        "UPDATE responses SET raw = ''", "DELETE FROM responses", "UPDATE journal SET answer = NULL",
        "DELETE FROM journal", "UPDATE conflicts SET raw = ''", "DELETE FROM conflicts",
        "DELETE FROM interviews",
        "UPDATE interviews SET state = 'open'",
    ])
    func otherProgramsCannotEditWhatWasCollected(statement: String) throws {
        let scratch = try Scratch()
        let survey = Sample.serviceLoyalty
        let store = try scratch.store()
        var generator = Seeded(4)
        var response = randomResponse(1, to: survey, using: &generator)
        let start = InterviewStart(id: response.id, locale: "es", seed: 1, started: moment(0))
        let open = try store.begin(start, of: survey, with: [.stale], at: moment(0))
        try store.finish(open, with: response, at: moment(1))
        response.seed ^= 1
        try store.take(response, from: "x", at: moment(2))
        #expect(throws: DatabaseError.self) { try tamper(scratch.path(), statement) }
        #expect(try store.conflictCount() == 1 && store.responseCount() == 1)
        #expect(try store.interview(start.id)?.records == [.stale])
    }
}
