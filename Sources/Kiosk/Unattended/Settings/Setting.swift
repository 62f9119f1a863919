internal import SurveyModel

/// A setting: its name, what it may be, and what it does. One table is what files are read by, what the example is written
/// from, and what the documentation lists.
struct Setting: Sendable {
    /// Its name in the file.
    let name: String
    /// What it is without being said, as the file has it; empty where it is nothing.
    let standard: String
    /// What it may be: "a time from 5 s to 1 h".
    let allowed: String
    /// What it does, in sentences.
    let meaning: String
    /// Takes a value, or says that it is not allowed.
    let take: @Sendable (String, inout KioskSettings) -> Bool

    /// The settings under a heading.
    struct Group: Sendable {
        let title: String
        let settings: [Setting]
    }

    /// Where a setting is kept.
    private typealias Place<Value> = any WritableKeyPath<KioskSettings, Value> & Sendable

    /// Every setting, in the order of the groups.
    static let all = groups.flatMap(\.settings)

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The name of the one setting that may stand in any section.
    static let operatorPIN = "operator-pin"

    /// The setting with a name.
    static func named(_ name: String) -> Setting? { byName[name] }

    /// A setting that `read` gives a value to.
    private init<Value>(
        _ name: String, _ place: Place<Value>, _ standard: String,
        allowed: String, _ meaning: String, read: @escaping @Sendable (String) -> Value?
    ) {
        self.name = name
        self.standard = standard
        self.allowed = allowed
        self.meaning = meaning
        take = { text, settings in
            guard let value = read(text) else { return false }
            settings[keyPath: place] = value
            return true
        }
    }

    /// A setting that is nothing where it is not said; the same, but for a `nil` that is no value.
    private static func optional<Value>(
        _ name: String, _ place: Place<Value?>, allowed: String, _ meaning: String,
        read: @escaping @Sendable (String) -> Value?
    ) -> Setting {
        Setting(name, place, "", allowed: allowed, meaning) { text in read(text).map { .some($0) } }
    }

    private static func time(
        _ name: String, _ place: Place<Duration>, _ standard: String,
        _ range: ClosedRange<Duration>, _ meaning: String
    ) -> Setting {
        Setting(name, place, standard, allowed: "a time " + SettingValue.words(range), meaning) {
            SettingValue.duration($0, in: range)
        }
    }

    private static func truth(
        _ name: String, _ place: Place<Bool>, _ standard: String,
        _ meaning: String
    ) -> Setting {
        Setting(name, place, standard, allowed: "yes or no", meaning, read: SettingValue.truth)
    }

    private static func path(
        _ name: String, _ place: Place<String?>, _ meaning: String
    ) -> Setting {
        optional(
            name, place, allowed: "the path of a file or folder, from the folder of this file on", meaning
        ) { $0 }
    }

    private static func size(
        _ name: String, _ place: Place<Int>, _ standard: String,
        _ range: ClosedRange<Int>, _ words: String, _ meaning: String
    ) -> Setting {
        Setting(name, place, standard, allowed: "a size " + words, meaning) {
            SettingValue.bytes($0, in: range)
        }
    }

    private static func day(
        _ name: String, _ place: Place<CalendarDay?>, _ meaning: String
    ) -> Setting {
        optional(name, place, allowed: "a day such as 2026-12-24", meaning) { CalendarDay($0) }
    }

    private static let hoursAllowed =
        "hours such as 08:00-17:00, several with commas between, over midnight as 22:00-02:00; or always, or closed"
}

extension Setting {
    /// Every setting under its heading.
    static let groups: [Group] = [
        Group(
            title: "What is asked, and where the answers go",
            settings: [
                path("survey", \.survey, "The survey file."),
                path(
                    "store", \.store, "The store that the answers are kept in; it is made if it is not there."
                ),
                Setting(
                    "station", \.station, "kiosk",
                    allowed:
                        "a name of letters, digits, . _ and -, at most 64 of them, that begins with no dot",
                    "What this kiosk is called in responses, in its trail and in its status. No two kiosks on one store may be called the same.",
                    read: SettingValue.station),
                Setting(
                    "locales", \.locales, "",
                    allowed: "languages of the survey with commas between, such as el, en",
                    "Which languages are offered, in this order; the first is shown first. Without it, all that the survey has.",
                    read: SettingValue.locales),
                truth(
                    "review", \.hasReview, "yes",
                    "Whether the answers are shown once more before they are submitted."),
            ]),
        Group(
            title: "How it looks",
            settings: [
                Setting(
                    "theme", \.theme, "dark", allowed: "dark, light or none",
                    "The colours: light letters on a dark ground, dark ones on a light ground, or none.",
                    read: KioskSettings.ThemeName.init(rawValue:)),
                truth(
                    "pretty-marks", \.hasPrettyMarks, "no",
                    "Whether marks beyond ASCII are drawn. Most fonts of the Linux console lack them."),
                time(
                    "attract-turn", \.attractTurn, "5 s", .seconds(2)...(.seconds(600)),
                    "How long the screen that waits for people stays in one language before it shows the next."
                ),
            ]),
        Group(
            title: "People who walk away",
            settings: [
                time(
                    "idle", \.idle, "45 s", KioskSettings.idleRange,
                    "How long nobody has to touch anything before the countdown appears."),
                time(
                    "idle-text", \.idleText, "2 min", KioskSettings.idleRange,
                    "The same while a text is being typed. Single questions can have their own time in the section [idle]."
                ),
                time(
                    "idle-warning", \.idleWarning, "15 s", .seconds(3)...(.seconds(600)),
                    "How long the countdown is. Any key ends it, and does nothing else."),
                Setting(
                    "on-idle", \.onIdle, "keep", allowed: "keep, submit or discard",
                    "What becomes of the answers then: they are kept as partial, submitted as they are, or erased.",
                    read: OnIdle.init(rawValue:)),
            ]),
        Group(
            title: "Between people",
            settings: [
                time(
                    "thanks", \.thanks, "5 s", .seconds(1)...(.seconds(300)), "How long the thanks are shown."
                ),
                time(
                    "thanks-skip", \.thanksSkip, "1 s", .zero...(.seconds(300)),
                    "After how long a key skips them."),
                truth(
                    "wipe", \.wipes, "yes",
                    "Whether what scrolled out of the screen is cleared after each person."),
            ]),
        Group(
            title: "Hands that are too fast",
            settings: [
                time(
                    "guard-paint", \.guardPaint, "250 ms", .zero...(.seconds(5)),
                    "How long no key counts after a question appeared, so that a held key answers nothing."),
                time(
                    "guard-quiet", \.guardQuiet, "150 ms", .zero...(.seconds(5)),
                    "How long the keys have to be quiet before the next one counts."),
                time(
                    "too-fast", \.tooFast, "500 ms", .zero...(.seconds(60)),
                    "Answers that come sooner than this are noted in the trail. They are never dropped."),
            ]),
        Group(
            title: "When it is open, in the time of this machine",
            settings: [
                Setting(
                    "hours", \.hours.everyDay, "always", allowed: hoursAllowed,
                    "The hours of every day that has none of its own below.", read: OpeningHours.day(reading:)
                )
            ]
                + OpeningHours.names.indices.map { day in
                    optional(
                        "hours-" + OpeningHours.names[day], \.hours.days[day], allowed: hoursAllowed,
                        "The hours of this day."
                    ) { OpeningHours.day(reading: $0) }
                } + [
                    Setting(
                        "closed", \.hours.closed, "",
                        allowed:
                            "days such as 2026-12-24, 12-25 of every year or 2026-07-01..2026-07-14, with commas between",
                        "Days on which it does not open.", read: OpeningHours.closedDays(reading:)),
                    day(
                        "first-day", \.firstDay,
                        "The first day of the survey. Before it the kiosk is out of service."),
                    day(
                        "last-day", \.lastDay,
                        "The last day of the survey. After it the kiosk is out of service."),
                ]),
        Group(
            title: "The operator",
            settings: [
                Setting(
                    "operator-chord", \.chord, KeyChord.standard.text,
                    allowed:
                        "one to four of ctrl-LETTER and f2 to f12, such as ctrl-k ctrl-o (not ctrl-c, h, i, j, m, q, s, z, f4)",
                    "The keys that ask for the operator's PIN, pressed one after the other.",
                    read: KeyChord.init(reading:)),
                optional(
                    operatorPIN, \.pin, allowed: "a line that sondeo kiosk --set-pin printed",
                    "The hash of the PIN. Without it there is no way in, and the kiosk ends by a signal only.",
                    read: PINHash.init(reading:)),
                Setting(
                    "pin-attempts", \.pinBackOff.attempts, "5", allowed: "a whole number from 1 to 20",
                    "After so many wrong PINs each further one has to wait."
                ) {
                    SettingValue.number($0, in: 1...20)
                },
                time(
                    "pin-wait", \.pinBackOff.first, "1 min", .seconds(1)...(.seconds(86_400)),
                    "How long the first wait is; each is twice the one before."),
                time(
                    "pin-wait-longest", \.pinBackOff.longest, "1 h", .seconds(1)...(.seconds(86_400)),
                    "How long a wait can become."),
            ]),
        Group(
            title: "Files and the machine",
            settings: [
                path(
                    "files", \.files,
                    "The folder of the kiosk's own files. Without it, the name of the store and -kiosk."),
                path(
                    "trail", \.trail,
                    "The audit trail. Without it, STATION.trail.jsonl among the kiosk's files."),
                size(
                    "trail-size", \.trailBytes, "10 MB", 10_000...1_000_000_000, "from 10 kB to 1 GB",
                    "How large the trail may become before a new one is begun."),
                Setting(
                    "trail-files", \.trailFiles, "5", allowed: "a whole number from 1 to 100",
                    "How many trails are kept, the current one included."
                ) { SettingValue.number($0, in: 1...100) },
                path(
                    "reports", \.reports,
                    "The folder of crash reports. Without it, reports among the kiosk's files."),
                size(
                    "disk-reserve", \.diskReserve, "20 MB", 0...1_000_000_000_000, "from 0 to 999 GB",
                    "With less space free than this the kiosk is out of service until there is more."),
                time(
                    "restart-wait", \.restartWait, "60 s", .seconds(1)...(.seconds(3_600)),
                    "The longest wait before a kiosk that crashed is started again; the first is 1 s, each is twice the one before."
                ),
            ]),
    ]
}

extension KioskSettings {
    /// How long anybody may be waited for.
    static let idleRange: ClosedRange<Duration> = .seconds(5)...(.seconds(3_600))
}
