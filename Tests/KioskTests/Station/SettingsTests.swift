import Foundation
import SampleSurveys
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

@Suite struct SettingsTests {
    private func read(_ text: String) -> SettingsReading { SettingsReading(Array(text.utf8)) }

    private func findings(_ text: String) -> [String] { read(text).findings.map { $0.text(file: "k") } }

    @Test func anEmptyFileIsTheDefaultsOfTheDesign() {
        let settings = read("").settings
        #expect(settings == KioskSettings())
        #expect(settings.idle == .seconds(45) && settings.idleWarning == .seconds(15))
        #expect(settings.onIdle == .keep)
        #expect(settings.thanks == .seconds(5) && settings.thanksSkip == .seconds(1))
        #expect(settings.guardPaint == .milliseconds(250) && settings.guardQuiet == .milliseconds(150))
        #expect(settings.pinBackOff.attempts == 5 && settings.restartWait == .seconds(60))
        #expect(settings.wipes && settings.hasReview && settings.pin == nil)
    }

    @Test func theExampleIsTheDefaultsAndFitsAScreen() {
        let reading = read(KioskSettings.example)
        #expect(reading.findings == [])
        #expect(reading.settings == KioskSettings())
        let lines = KioskSettings.example.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 120 && $0.last != " " })
        for row in SettingRow.all { #expect(KioskSettings.example.contains("\(row.name) =")) }
    }

    @Test func everythingCanBeSaid() {
        let reading = read(
            """
            \u{FEFF}# A kiosk.\r
            survey = visit.survey
            store=answers.db
              station = athens-02
            locales = el, en,es
            theme = light
            review = no
            pretty-marks = yes
            idle = 1 min
            idle-text = 300 s
            idle-warning = 20s
            on-idle = discard
            thanks = 8 s
            thanks-skip = 0
            attract-turn = 4 s
            guard-paint = 300 ms
            guard-quiet = 0 ms
            too-fast = 1500 ms
            wipe = no
            hours = 08:00-17:00, 18:00-22:00
            hours-friday = 22:00-02:00
            hours-sunday = closed
            closed = 12-25, 2026-07-01..2026-07-14
            first-day = 2026-01-01
            last-day = 2026-12-31
            operator-chord = f9 ctrl-o
            pin-attempts = 3
            pin-wait = 30 s
            pin-wait-longest = 2 h
            files = kiosk
            trail = /var/log/trail.jsonl
            trail-size = 1 MB
            trail-files = 2
            reports = reports
            disk-reserve = 1 GB
            restart-wait = 10 s
            [givens]
            branch = athens # 02
            [idle]
            improve = 3 min
            [texts el]
            attract = Πώς ήταν η επίσκεψή σας;
            """)
        #expect(reading.findings.map(\.message) == [])
        let settings = reading.settings
        #expect(settings.survey == "visit.survey" && settings.store == "answers.db")
        #expect(settings.station == "athens-02" && settings.locales == ["el", "en", "es"])
        #expect(settings.theme == .light && !settings.hasReview && settings.hasPrettyMarks)
        #expect(settings.idle == .seconds(60) && settings.idleText == .seconds(300))
        #expect(settings.idleWarning == .seconds(20) && settings.onIdle == .discard)
        #expect(
            settings.thanksSkip == .zero && settings.guardQuiet == .zero
                && settings.tooFast == .milliseconds(1_500))
        #expect(!settings.wipes && settings.attractTurn == .seconds(4))
        #expect(
            settings.hours.everyDay
                == .ranges([.init(from: 480, to: 1_020), .init(from: 1_080, to: 1_320)]))
        #expect(settings.hours.days[4] == .ranges([.init(from: 1_320, to: 1_560)]))
        #expect(settings.hours.days[6] == .ranges([]) && settings.hours.days[0] == nil)
        #expect(settings.hours.closed.count == 2 && settings.lastDay == CalendarDay("2026-12-31"))
        #expect(settings.chord.keys == [Key(.function(9)), .control("o")])
        #expect(settings.pinBackOff.longest == .seconds(7_200) && settings.diskReserve == 1_000_000_000)
        #expect(settings.givens == ["branch": "athens # 02"])
        #expect(settings.idleByQuestion == ["improve": .seconds(180)])
        #expect(settings.attract == ["el": "Πώς ήταν η επίσκεψή σας;"])
        #expect(settings.folder == "kiosk" && settings.statusPath == "kiosk/athens-02.status.json")
    }

    @Test(arguments: [
        ("idel = 30 s", "k:1: there is no setting \"idel\"; did you mean idle?"),
        (
            "opening = 8",
            "k:1: there is no setting \"opening\"; sondeo kiosk --example-settings shows all of them"
        ),
        (
            "\nidle = 45",
            "k:2: idle: \"45\" is not a time from 5 s to 1 h, such as 45 s, 250 ms, 2 min or 1 h"
        ),
        (
            "idle = 99999999999 s",
            "k:1: idle: \"99999999999 s\" is not a time from 5 s to 1 h, such as 45 s, 250 ms, 2 min or 1 h"
        ),
        ("review = maybe", "k:1: review: \"maybe\" is not yes or no"),
        (
            "review = yes # always",
            "k:1: review: \"yes # always\" is not yes or no; a comment stands on a line of its own"
        ),
        ("theme = blue", "k:1: theme: \"blue\" is not dark, light or none"),
        ("review = yes\nreview = no", "k:2: review is set twice; line 1 has it already"),
        ("hello", "k:1: \"hello\" is no setting; write it as name = value, or put # before a comment"),
        (
            "[text el]\nattract = a",
            "k:1: \"[text el]\" is no section; there are [texts LANGUAGE] as in [texts el], [idle] and [givens]"
        ),
        ("[texts el]\natract = a", "k:2: there is no text \"atract\"; did you mean attract?"),
        ("[texts el]\nattract =", "k:2: attract: it has 0 characters, and 1 to 300 are allowed"),
        (
            "station = a/b",
            "k:1: station: \"a/b\" is not a name of letters, digits, . _ and -, at most 64 of them, that begins with no dot"
        ),
        (
            "locales = el, el",
            "k:1: locales: \"el, el\" is not languages of the survey with commas between, such as el, en"
        ),
        ("store = a\u{1B}[2Jb", "k:1: store: it has the control character U+1B; remove it"),
        ("thanks-skip = 9 s", "k:1: thanks-skip is longer than thanks; a key could never skip anything"),
        ("idle = 5 min", "k:1: idle-text is shorter than idle; people who type need at least as long"),
        ("hours = closed", "k:1: the kiosk is closed on every day of the week"),
        ("first-day = 2026-02-30", "k:1: first-day: \"2026-02-30\" is not a day such as 2026-12-24"),
        (
            "last-day = 2026-01-01\nfirst-day = 2026-01-02",
            "k:2: last-day comes before first-day; the kiosk would never open"
        ),
        ("pin-attempts = 0", "k:1: pin-attempts: \"0\" is not a whole number from 1 to 20"),
        (
            "operator-pin = 123456",
            "k:1: operator-pin: \"123456\" is not a line that sondeo kiosk --set-pin printed"
        ),
        (
            "operator-pin = $y$j9T$salt$short",
            "k:1: operator-pin: \"$y$j9T$salt$short\" is not a line that sondeo kiosk --set-pin printed"
        ),
    ])
    func aMistakeIsSaidWithItsLine(text: String, finding: String) {
        #expect(findings(text) == [finding])
    }

    @Test func noSettingTakesWhatItDoesNotRead() {
        for setting in Setting.all where !setting.allowed.hasPrefix("the path") {
            var settings = KioskSettings()
            #expect(!setting.take("?!", &settings), "\(setting.name)")
            #expect(settings == KioskSettings(), "\(setting.name)")
        }
    }

    @Test(arguments: [
        "ctrl-c", "ctrl-m", "f1", "f4", "f13", "f09", "", "ctrl-", "ctrl-kk", "k", "f2 f3 f5 f6 f7",
    ])
    func noChordOfKeysThatMeanSomethingElse(text: String) { #expect(KeyChord(reading: text) == nil) }

    @Test(arguments: [
        "08:00-17:00,", "8:00-17:00", "08:00", "24:00-25:00", "08:00-24:01", "open", "08:60-09:00", ",", "-",
    ])
    func noHoursThatNoClockShows(text: String) { #expect(OpeningHours.day(reading: text) == nil) }

    @Test func notUTF8AndTooLongAreFound() {
        #expect(
            SettingsReading([0x61, 0x3D, 0xFF]).findings.map(\.message) == [
                "the line is not UTF-8; save the file as UTF-8"
            ])
        #expect(
            findings(String(repeating: "a", count: 1_001)) == [
                "k:1: the line has 1001 bytes, and a line has at most 1000"
            ])
        let large = SettingsReading([UInt8](repeating: 0x0A, count: 70_000))
        #expect(large.findings.count == 1 && large.findings[0].line == nil)
        // A file of nothing but mistakes ends after a hundred of them.
        #expect(findings(String(repeating: "x\n", count: 20_000)).count == 102)
    }

    @Test func theCommandLineCountsMore() {
        var reading = read("idle = 30 s\nthanks-skip = 9 s")
        #expect(reading.findings.count == 1)
        reading.override("idle=1 min")
        reading.override("thanks = 10 s")
        #expect(reading.settings.idle == .seconds(60) && reading.findings == [])
        reading.override("idle=nothing")
        reading.override("nothing")
        reading.override("store=a\u{7}")
        #expect(
            reading.findings.map { $0.text(file: "--setting") } == [
                "--setting: idle: \"nothing\" is not a time from 5 s to 1 h, such as 45 s, 250 ms, 2 min or 1 h",
                "--setting: \"nothing\" is no setting; write it as name=value",
                "--setting: store: it has the control character U+7; remove it",
            ])
    }

    @Test func whatTheSurveyDoesNotHaveIsFound() {
        let survey = Sample.serviceLoyalty
        var reading = read("locales = fi\n[idle]\nchanel = 1 min\nchannel = 1 min\n[texts fi]\nattract = Hei")
        reading.check(against: survey)
        let languages = survey.locales.joined(separator: ", ")
        #expect(
            reading.findings.map { $0.text(file: "k") } == [
                "k:1: locales: service_loyalty is not in \"fi\"; it is in \(languages)",
                "k:3: [idle]: service_loyalty has no question \"chanel\"; did you mean channel?",
                "k:6: [texts fi]: service_loyalty is not in that language; it is in \(languages)",
            ])
    }

    @Test func aGivenThatTheSurveyDoesNotHaveIsFoundAtItsLine() {
        var reading = read("[givens]\nbranch = a\nbrunch = a\nidle = 30 s\nzzz = 1")
        reading.check(against: Sample.serviceLoyalty)
        #expect(
            reading.findings.map { $0.text(file: "k") } == [
                "k:3: [givens]: service_loyalty has no given \"brunch\"; did you mean branch?",
                "k:4: [givens]: service_loyalty has no given \"idle\"; as a setting, it stands above the first [section]",
                "k:5: [givens]: service_loyalty has no given \"zzz\"; it has branch, visits",
            ])
    }

    /// `sondeo kiosk --set-pin >> FILE` is how it is set.
    @Test(arguments: [
        "[givens]\nbranch = a", "[idle]\nq = 1 min", "[texts el]\nattract = Γεια", "review = no", "",
    ])
    func aPINThatIsAppendedCounts(file: String) throws {
        let hash = try #require(PINHash(of: Array("271828".utf8)))
        let reading = read("\(file)\noperator-pin = \(hash.text)\n")
        #expect(reading.findings == [] && reading.settings.pin == hash)
        #expect(reading.settings.givens == read(file).settings.givens)
        let twice = read("operator-pin = \(hash.text)\n\(file)\noperator-pin = \(hash.text)\n")
        #expect(twice.findings.map(\.message) == ["operator-pin is set twice; line 1 has it already"])
    }

    @Test func everyValueThatIsAcceptedIsAcceptedInAnyPlace() {
        for setting in Setting.all where !setting.standard.isEmpty {
            var settings = KioskSettings()
            #expect(setting.take(setting.standard, &settings), "\(setting.name)")
            #expect(settings == KioskSettings(), "\(setting.name)")
        }
    }

    @Test func anyBytesGiveSettings() {
        var random = Seeded(2_026)
        let example = Array(KioskSettings.example.utf8)
        let pieces = [
            "idle", "=", "[texts ", "]", "\n", "\r\n", "#", "\u{FEFF}", "99999999999999999999", " h",
            "08:00-", "24:00", "..", "$y$j9T$", "ctrl-", "f", ",", "é", "\u{0}", "-1",
        ].map { Array($0.utf8) }
        for _ in 0..<2_000 {
            var bytes = Array(example[..<Int.random(in: 0...600, using: &random)])
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
                case 1: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 5))
                default:
                    let from = Int.random(in: 0..<example.count, using: &random)
                    bytes.insert(contentsOf: example[from..<min(example.count, from + 80)], at: place)
                }
            }
            let reading = SettingsReading(bytes)
            #expect(reading.findings.count <= SettingsReading.findingLimit + 2)
            for finding in reading.findings {
                #expect(!finding.message.unicodeScalars.contains(where: TextRule.isForbidden))
            }
            #expect(reading.settings.idle >= .seconds(5) && reading.settings.idle <= .seconds(3_600))
        }
    }
}
