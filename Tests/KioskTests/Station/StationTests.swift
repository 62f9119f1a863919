import Foundation
import Glibc
import Interview
import ResponseStore
import SampleSurveys
import SurveyModel
import Testing

@testable import Kiosk

/// The real store, disk, files and clocks behind a kiosk, and what can be seen of them from outside.
@Suite struct StationTests {
    private let scratch: Scratch
    private let survey = Sample.serviceLoyalty
    private var settings = KioskSettings()

    init() throws {
        scratch = try Scratch()
        settings.store = scratch.store
        settings.station = "desk"
        settings.diskReserve = 0
    }

    private func station(_ settings: KioskSettings? = nil) throws -> Station {
        let branch = try #require(survey.variable(named: "branch"))
        return Station(
            survey: survey, settings: settings ?? self.settings, givens: [branch: .text("athens-02")],
            boot: TrailBoot(
                program: "sondeo test", survey: survey.name, version: survey.version,
                structure: survey.structure,
                locales: survey.locales, terminal: "linux"))
    }

    private func answer(_ fresh: KioskInterview) throws -> KioskInterview {
        var fresh = fresh
        _ = fresh.interview.handle(.start)
        for case .record(let variable, let answer) in fresh.interview.handle(.answer(.value(.option(1)))) {
            try fresh.journal.record(variable, answer, of: fresh.interview)
        }
        return fresh
    }

    private func look(_ station: String? = nil) throws -> KioskReport {
        try KioskReport(folder: settings.folder, station: station, at: Station.now())
    }

    private var trail: [String] {
        ((try? String(contentsOfFile: settings.trailPath, encoding: .utf8)) ?? "").split(separator: "\n").map(
            String.init)
    }

    @Test func interviewsGoToTheStoreUnderTheStationsName() throws {
        let station = try station()
        #expect(station.outage() == nil)
        let one = try answer(station.newInterview(in: "en"))
        let other = try station.newInterview(in: "el")
        #expect(one.id != other.id && one.interview.seed != other.interview.seed)
        #expect(other.interview.locale == "el")
        let store = try Store(opening: scratch.store, mode: .readOnly)
        let recorded = try #require(try store.interview(one.id))
        #expect(recorded.start.station == "desk" && recorded.start.channel == "kiosk")
        // Nothing is stored of one that nobody answered.
        #expect(try store.interview(other.id) == nil)
        let figures = try station.figures()
        #expect(figures.open == 1 && figures.responses.isEmpty)
    }

    @Test func whatWasCutOffIsClosedAtTheNextStart() throws {
        let first = try station()
        _ = try answer(first.newInterview(in: "en"))
        first.end(status: 0)
        let second = try station()
        #expect(second.outage() == nil)
        #expect(try second.figures().responses == [.abandoned: .init(today: 1, total: 1)])
        #expect(trail.contains { $0.hasSuffix(#""event":"recovered","interviews":1}"#) })
    }

    @Test func aLockedStoreIsWaitedFor() throws {
        try Store(opening: scratch.store, mode: .create).register(survey, at: Station.now())
        let station = try station()
        let blocker = try Blocker(scratch.store)
        #expect(station.outage() == .storeLocked)
        blocker.release()
        #expect(station.outage() == nil)
    }

    @Test func aFullDiskIsSeenBeforeAnybodyAnswers() throws {
        var settings = settings
        settings.diskReserve = .max
        #expect(try station(settings).outage() == .diskFull)
    }

    @Test func aStoreThatIsGoneIsNotMadeAnew() throws {
        // As when a disk is unmounted that the store is on.
        let (folder, away) = (scratch.folder + "/disk", scratch.folder + "/away")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var settings = settings
        settings.files = scratch.folder + "/files"
        settings.store = folder + "/answers.db"
        let station = try station(settings)
        #expect(station.outage() == nil)
        let before = try answer(station.newInterview(in: "en"))
        try FileManager.default.moveItem(atPath: folder, toPath: away)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for _ in 0..<2 {
            guard case .fault(let reason) = station.outage() else {
                Issue.record("it was made anew")
                return
            }
            #expect(reason.contains("/answers.db"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.moveItem(atPath: away, toPath: folder)
        #expect(station.outage() == nil)
        let store = try Store(opening: folder + "/answers.db", mode: .readOnly)
        #expect(try store.interview(before.id) != nil)
    }

    @Test func aStoreOfAnotherSurveyIsAFault() throws {
        try Data("hello, this is no store at all".utf8).write(to: URL(filePath: scratch.store))
        guard case .fault = try station().outage() else {
            Issue.record("it is no store")
            return
        }
    }

    @Test func thePINIsCountedInAFile() throws {
        var settings = settings
        settings.pin = PINHash(reading: "$y$j75$saltsaltsalt$ODWaOTX32AOIfCq8gIhWWK/8sNPzH6c3G7K1/ZTDta7")
        let station = try station(settings)
        var pin = Array("111111".utf8)
        #expect(station.verify(pin: &pin) == .wrong(failures: 1))
        #expect(pin == [])
        #expect(try KioskReport(folder: settings.folder, station: nil, at: Station.now()).kiosks.isEmpty)
        pin = Array("123456".utf8)
        #expect(station.verify(pin: &pin) == .right)
        // Without a hash there is no door.
        pin = Array("123456".utf8)
        #expect(try self.station().verify(pin: &pin) == .wrong(failures: 0))
        #expect(pin == [])
    }

    @Test func itsLifeIsSeenFromOutside() throws {
        #expect(try look().kiosks.isEmpty && look().isHealthy == false)
        let lock = try KioskLock(settings.lockPath)
        let station = try station()
        #expect(station.outage() == nil)
        station.note(.attract, at: .seconds(1))
        var kiosk = try #require(try look("desk").kiosks.first)
        #expect(kiosk.isHealthy && kiosk.isAlive == true && kiosk.status?.state == .attract)
        #expect(kiosk.status?.survey == "service_loyalty" && kiosk.pinFailures == 0 && kiosk.silence ?? 9 < 9)
        #expect(try look("other").kiosks.isEmpty)

        station.note(.wake, at: .seconds(2))
        #expect(try look().kiosks.first?.status?.state == .choosing)
        station.note(.began(id: "x"), at: .seconds(3))
        #expect(try look().kiosks.first?.status?.state == .interview)
        station.note(.outOfService("asleep"), at: .seconds(4))
        #expect(try look().isHealthy)
        station.note(.outOfService("disk_full"), at: .seconds(5))
        kiosk = try #require(try look().kiosks.first)
        #expect(!kiosk.isHealthy && kiosk.status?.reason == "disk_full")
        #expect(kiosk.troubles.map(\.detail) == ["disk_full"])
        station.note(.attract, at: .seconds(6))
        #expect(try look().isHealthy)
        // One that has said nothing for long hangs.
        let late = try KioskReport(
            folder: settings.folder, station: nil,
            at: Timestamp(milliseconds: Station.now().milliseconds + 200_000))
        #expect(!late.isHealthy)

        station.end(status: 0)
        #expect(try look().kiosks.first?.status?.state == .ended && look().isHealthy == false)
        withExtendedLifetime(lock) {}
    }

    @Test func aDeadKioskIsNotAlive() throws {
        do {
            let lock = try KioskLock(settings.lockPath)
            try station().note(.attract, at: .zero)
            withExtendedLifetime(lock) {}
        }
        let kiosk = try #require(try look().kiosks.first)
        #expect(kiosk.isAlive == false && kiosk.status?.state == .attract && !kiosk.isHealthy)
    }

    @Test func thereIsOneKioskOfAName() throws {
        let lock = try KioskLock(settings.lockPath)
        #expect(throws: KioskLock.Fault.held(by: getpid())) {
            try KioskLock(settings.lockPath, patience: .milliseconds(100))
        }
        #expect(KioskLock.isHeld(settings.lockPath) == true)
        // Looking takes nothing away.
        #expect(KioskLock.isHeld(settings.lockPath) == true)
        withExtendedLifetime(lock) {}
        #expect(KioskLock.isHeld(scratch.folder + "/none.lock") == false)
    }

    @Test(arguments: ["", "{}", "null", "{\"format\":\"sondeo.kiosk.status\"}", "\u{0}", "[[[[[["])
    func aDamagedStatusIsNoHealth(text: String) throws {
        try DurableFile.makeFolder(settings.folder)
        try DurableFile.replace(settings.statusPath, with: Array(text.utf8), isSynced: false)
        let kiosk = try #require(try look().kiosks.first)
        #expect(kiosk.status == nil && !kiosk.isHealthy)
    }

    @Test func noAnswerIsInAnyFileOfTheKiosk() throws {
        let survey = try KioskTests.survey(
            """
            text name "Your name?" optional length 10
            choice way "Which way?" {
                - a "A"
                - other "Another" specify
            }
            text why "Why?" lines 3
            """)
        let station = Station(
            survey: survey, settings: settings, givens: [:],
            boot: TrailBoot(
                program: "sondeo test", survey: survey.name, version: 1, structure: survey.structure,
                locales: ["en"], terminal: "linux"))
        #expect(station.outage() == nil)
        var fresh = try station.newInterview(in: "en")
        _ = fresh.interview.handle(.start)
        var clock = Duration.zero
        func enter(_ entry: Interview.Entry) throws {
            clock += .milliseconds(700)
            guard let item = fresh.interview.item else { return }
            station.note(.entered(item.question), at: clock)
            for effect in fresh.interview.handle(.answer(entry)) {
                switch effect {
                case .record(let variable, let answer):
                    try fresh.journal.record(variable, answer, of: fresh.interview)
                    station.note(.answered(item.question), at: clock)
                case .invalid(let item, let problem):
                    station.note(.refused(item.question, .refusal(problem.name)), at: clock)
                default: break
                }
            }
        }
        // Too long for the first, and then as it fits.
        try enter(.value(.text("Xyzzyx Xyzzyx Xyzzyx")))
        try enter(.value(.text("Xyzzyx")))
        try enter(.value(.option(1)))
        try enter(.value(.text("Xyzzyx way")))
        try enter(.value(.text("Because of Xyzzyx")))
        try fresh.journal.finish(fresh.interview, state: .complete)
        station.note(.submitted(.complete), at: clock)
        station.end(status: 0)
        var lines: [String] = []
        try Store(opening: scratch.store, mode: .readOnly).forEachResponse { lines.append($0.line) }
        #expect(lines.count == 1 && lines[0].components(separatedBy: "Xyzzyx").count == 4)
        #expect(trail.contains { $0.contains("\"reason\":\"too_long\"") })
        for name in try FileManager.default.contentsOfDirectory(atPath: settings.folder) {
            let bytes = try Data(contentsOf: URL(filePath: settings.folder + "/" + name))
            #expect(bytes.range(of: Data("Xyzzyx".utf8)) == nil, "\(name)")
        }
    }

    @Test func theWallTellsMidnight() {
        let midnight = Station.midnight()
        let now = Station.now()
        #expect(midnight <= now && now.milliseconds - midnight.milliseconds < 25 * 3_600_000)
    }
}

/// Another program that has the store locked.
final class Blocker {
    private let process = Process()
    private let input = Pipe()

    init(_ path: String) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3,sys\nc=sqlite3.connect(sys.argv[1],isolation_level=None)\nc.execute('BEGIN IMMEDIATE')\nsys.stdout.write('locked\\n');sys.stdout.flush()\nsys.stdin.read()",
            path,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        #expect(output.fileHandleForReading.availableData == Data("locked\n".utf8))
    }

    func release() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
