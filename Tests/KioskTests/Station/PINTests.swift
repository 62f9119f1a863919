import Foundation
import Testing

@testable import Kiosk

@Suite struct PINTests {
    /// Hashes that Python's `crypt` and Perl's `crypt` made.
    @Test(arguments: [
        ("123456", "$y$j75$saltsaltsalt$ODWaOTX32AOIfCq8gIhWWK/8sNPzH6c3G7K1/ZTDta7"),
        ("000000", "$y$j9T$5Qk/5Qk/5Qk/5Qk/5Qk/5.$ZQlKhkFvZHJ5NqIYEzzyCV3QZBmiBTWc6kny/utYV97"),
        ("9876543210123456", "$y$jAT$abcdefgh./$hURLEgmpKQIMQC1Rox554Jn1H90Os6LdhhaZg94z0xC"),
        ("φωκια1", "$y$j75$saltsaltsalt$rtgv2n7zJTZga5EZMV81jbGm/H5NtwtqKnU7kZAk8U1"),
    ])
    func hashesOfOtherProgramsAreKnown(pin: String, text: String) throws {
        let hash = try #require(PINHash(reading: text))
        #expect(hash.matches(Array(pin.utf8)))
        #expect(!hash.matches(Array((pin + "0").utf8)))
        #expect(!hash.matches(Array(pin.utf8.dropLast())))
        #expect(!hash.matches([]) && !hash.matches([0]) && !hash.matches(Array(pin.utf8) + [0]))
        #expect(!hash.matches([UInt8](repeating: 0x31, count: 100_000)))
    }

    @Test func aNewHashKnowsItsPINAndItsSaltIsNew() throws {
        let one = try #require(PINHash(of: Array("246810".utf8), cost: 1))
        let other = try #require(PINHash(of: Array("246810".utf8), cost: 1))
        #expect(one != other && one.matches(Array("246810".utf8)) && other.matches(Array("246810".utf8)))
        #expect(PINHash(reading: one.text) == one)
        #expect(try #require(PINHash(of: Array("246810".utf8))).text.hasPrefix("$y$jBT$"))
        #expect(PINHash(of: [], cost: 1) == nil && PINHash(of: [0x31, 0], cost: 1) == nil)
    }

    @Test(arguments: [
        "", "$y$", "123456", "$6$saltsalt$abc", "$y$j75$saltsaltsalt",
        "$y$j75$$ODWaOTX32AOIfCq8gIhWWK/8sNPzH6c3G7K1/ZTDta7",
        "$y$j75$saltsaltsalt$ODWaOTX32AOIfCq8gIhWWK/8sNPzH6c3G7K1/ZTDta",
        "$y$j75$saltsaltsalt$ODWaOTX32AOIfCq8gIhWWK/8sNPzH6c3G7K1/ZTDta:",
        // What would take a gigabyte.
        "$y$jFT$saltsaltsalt$ODWaOTX32AOIfCq8gIhWWK/8sNPzH6c3G7K1/ZTDta7",
        "$y$j75$saltsaltsalt$ODWaOTX32AOIfCq8gIhWWK/8sNPzH6c3G7K1/ZTDta7$",
    ])
    func nothingElseIsAHash(text: String) { #expect(PINHash(reading: text) == nil) }

    @Test func clearedBytesAreGone() {
        var bytes = Array("123456".utf8)
        PINHash.clear(&bytes)
        #expect(bytes.isEmpty)
        #expect(
            PINHash.isEqual([1, 2], [1, 2]) && !PINHash.isEqual([1, 2], [1, 3])
                && !PINHash.isEqual([1], [1, 2]))
    }

    @Test(arguments: [
        (0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (10, 1_920), (11, 3_600), (1_000_000, 3_600),
        (Int.max, 3_600),
    ])
    func waitsDouble(failures: Int, seconds: Int) {
        #expect(PINBackOff().wait(afterFailures: failures) == .seconds(seconds))
    }
}

@Suite struct PINDoorTests {
    private let scratch: Scratch
    private let hash: PINHash
    private var path: String { "\(scratch.folder)/desk.pin.json" }

    init() throws {
        scratch = try Scratch()
        hash = try #require(
            PINHash(reading: "$y$j75$saltsaltsalt$ODWaOTX32AOIfCq8gIhWWK/8sNPzH6c3G7K1/ZTDta7"))
    }

    private func door(at seconds: Int64, run: String = "first") -> PINDoor {
        PINDoor(hash, backOff: PINBackOff(), path: path, at: clock(seconds, run))
    }

    private func clock(_ seconds: Int64, _ run: String = "first") -> PINDoor.Clock {
        PINDoor.Clock(run: run, milliseconds: seconds * 1_000)
    }

    private func verdict(_ door: inout PINDoor, _ pin: String, at seconds: Int64, run: String = "first")
        -> PINVerdict
    {
        var bytes = Array(pin.utf8)
        defer { #expect(bytes.isEmpty) }
        return door.check(&bytes, at: clock(seconds, run))
    }

    @Test func fiveFailuresLockAndTheRightPINOpensAfterTheWait() {
        var door = door(at: 100)
        for failure in 1...4 { #expect(verdict(&door, "111111", at: 100) == .wrong(failures: failure)) }
        #expect(verdict(&door, "111111", at: 101) == .locked(.seconds(60)))
        // While it is locked not even the right one is looked at, and asking does not lengthen the wait.
        #expect(verdict(&door, "123456", at: 111) == .locked(.seconds(50)))
        #expect(verdict(&door, "123456", at: 160) == .locked(.seconds(1)))
        #expect(verdict(&door, "111111", at: 161) == .locked(.seconds(120)))
        #expect(verdict(&door, "123456", at: 281) == .right)
        #expect(door.failures == 0)
        #expect(verdict(&door, "111111", at: 281) == .wrong(failures: 1))
    }

    @Test func theWaitSurvivesARestartOfTheProgram() {
        var first = door(at: 100)
        for _ in 1...5 { _ = verdict(&first, "111111", at: 100) }
        var second = door(at: 130)
        #expect(verdict(&second, "123456", at: 130) == .locked(.seconds(30)))
        #expect(second.failures == 5)
        #expect(verdict(&second, "123456", at: 160) == .right)
        #expect(door(at: 170).failures == 0)
    }

    @Test func theWaitBeginsAnewWithTheMachine() {
        var first = door(at: 100_000)
        for _ in 1...5 { _ = verdict(&first, "111111", at: 100_000) }
        // Whatever the wall's clock says: the machine has been running for twenty seconds.
        var second = door(at: 20, run: "second")
        #expect(verdict(&second, "123456", at: 30, run: "second") == .locked(.seconds(50)))
        // Starting the program again within that run does not begin it anew.
        var third = door(at: 79, run: "second")
        #expect(verdict(&third, "123456", at: 79, run: "second") == .locked(.seconds(1)))
        #expect(verdict(&third, "123456", at: 80, run: "second") == .right)
    }

    @Test func aTimeStillToComeBeginsAnew() {
        var first = door(at: 5_000)
        for _ in 1...5 { _ = verdict(&first, "111111", at: 5_000) }
        var second = door(at: 10)
        #expect(verdict(&second, "123456", at: 10) == .locked(.seconds(60)))
    }

    @Test func failuresAreSavedBeforeTheyAreChecked() throws {
        var first = door(at: 1)
        _ = verdict(&first, "111111", at: 1)
        let bytes = try #require(try DurableFile.read(path))
        #expect(PINDoor.State(bytes)?.failures == 1)
        // As if the power was cut in the middle of a guess: the file is what it was made before the hash.
        #expect(door(at: 2).failures == 1)
    }

    @Test(arguments: [
        "", "{", "{\"format\":\"sondeo.kiosk.pin\",\"failures\":-1,\"run\":\"first\",\"since\":0}",
        "{\"format\":\"sondeo.kiosk.pin\",\"failures\":0,\"run\":\"first\"}", "\u{0}\u{0}\u{0}", "[]",
    ])
    func aDamagedFileLocks(text: String) throws {
        try DurableFile.replace(path, with: Array(text.utf8), isSynced: false)
        var damaged = door(at: 10)
        #expect(verdict(&damaged, "123456", at: 10) == .locked(.seconds(60)))
        #expect(verdict(&damaged, "123456", at: 70) == .right)
    }

    @Test func aFolderInItsPlaceLocksAndEachFailureWaits() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        var door = door(at: 10)
        #expect(verdict(&door, "123456", at: 10) == .locked(.seconds(60)))
        #expect(verdict(&door, "111111", at: 70) == .locked(.seconds(120)))
        #expect(verdict(&door, "123456", at: 190) == .right)
    }

    @Test func whereFailuresCannotBeSavedEachOneWaits() {
        var door = PINDoor(hash, backOff: PINBackOff(), path: "\(scratch.folder)/none/pin.json", at: clock(0))
        #expect(verdict(&door, "111111", at: 0) == .locked(.seconds(60)))
        #expect(verdict(&door, "111111", at: 60) == .locked(.seconds(60)))
        #expect(verdict(&door, "123456", at: 120) == .right)
    }

    @Test func theMachineTellsItsTime() {
        let one = PINDoor.Clock.now
        let other = PINDoor.Clock.now
        #expect(one.run.utf8.count == 36 && one.run == other.run)
        #expect(other.milliseconds >= one.milliseconds && one.milliseconds > 0)
    }
}
