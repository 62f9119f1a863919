internal import ArgumentParser
internal import Glibc
internal import Kiosk
internal import ResponseStore
internal import SurveyModel

struct KioskStatusCommand: SondeoCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Look at the kiosks of a store, from outside.",
        discussion: """
            Reads the store and the kiosk's files, and disturbs neither. Exit code 0 if every kiosk is well: there, and \
            asking, waiting, or closed as planned; 1 if one is not, or there is none; 74 if nothing can be read.

              ssh counter-3 sondeo kiosk status --store /var/lib/sondeo/answers.db
            """)

    @Option(help: "The store that the kiosks keep their answers in.", completion: .file())
    var store: String

    @Option(help: "Only look at the kiosk of this name.")
    var station: String?

    @Option(
        help:
            "The folder of the kiosk's files, where the settings name one. Default: the store's name and -kiosk.",
        completion: .directory)
    var files: String?

    @Option(help: "text or json.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    func execute() throws {
        let now = Stores.now()
        var plan = KioskSettings()
        plan.store = store
        plan.files = files
        let look = try Stores.translating { () -> KioskLook in
            let report: KioskReport
            do { report = try KioskReport(folder: plan.folder, station: station, at: now) } catch let fault
                as KioskReport.Unreadable
            { throw Failure.inputOutput("\(fault.reason)") }
            let opened: Store
            do throws(StoreFault) { opened = try Store(opening: store, mode: .readOnly) } catch {
                throw Failure.inputOutput(error.message)
            }
            return KioskLook(
                store: store, station: station, report: report,
                counts: try opened.counts(since: Station.midnight()),
                freeBytes: Station.freeBytes(at: store))
        }
        switch format {
        case .text: try Console.write(look.text)
        case .json: try Console.line(look.json.prettyText)
        }
        if !look.report.isHealthy { throw ExitStatus.findings }
    }
}

/// What `sondeo kiosk status` shows.
struct KioskLook {
    let store: String
    /// The one kiosk that is looked at; nil for all.
    let station: String?
    let report: KioskReport
    let counts: StoreCounts
    let freeBytes: Int64?

    private var total: Int { counts.rows.reduce(0) { $0 + $1.total } }
    private var recent: Int { counts.rows.reduce(0) { $0 + $1.recent } }

    /// For people: a line for each thing, with its name before it.
    var text: String {
        var lines: [(String, String)] = [
            ("store", store + (freeBytes.map { ", " + Self.size($0) + " free" } ?? ""))
        ]
        if report.kiosks.isEmpty {
            lines.append(
                ("kiosk", (station.map { "none called \($0)" } ?? "none") + " has left its files here"))
        }
        for kiosk in report.kiosks { lines += Self.lines(kiosk) }
        lines.append(
            (
                "responses",
                "\(recent) today, \(total) in all; \(counted(counts.open, "interview")) without an end"
                    + (counts.last.map { "; the last ended \($0.text)" } ?? "")
            ))
        for row in counts.rows {
            lines.append(
                (
                    "",
                    "\(row.survey) \(row.state.rawValue) \(row.locale): \(row.recent) today, \(row.total) in all"
                ))
        }
        return lines.map { name, said in (name + String(repeating: " ", count: 11 - name.count) + said) + "\n"
        }.joined()
    }

    private static func lines(_ kiosk: KioskReport.Kiosk) -> [(String, String)] {
        var said = "\(kiosk.station): \(kiosk.isHealthy ? "well" : "NOT WELL")"
        switch kiosk.isAlive {
        case true: said += "; its processes are there"
        case false: said += "; its processes are not there"
        case nil: said += "; whether its processes are there cannot be read"
        }
        var lines = [("kiosk", said)]
        if let status = kiosk.status {
            let state = status.state.rawValue + (status.reason.map { " (\($0))" } ?? "")
            lines.append(("", "\(state) since \(status.since.text); told \(kiosk.silence ?? 0) s ago"))
            lines.append(
                (
                    "",
                    "\(status.survey) version \(status.version), \(status.program), process \(status.process)"
                ))
        } else {
            lines.append(("", "what it says about itself cannot be read"))
        }
        switch kiosk.pinFailures {
        case nil: lines.append(("", "the file of wrong PINs is damaged; none is taken for a while"))
        case let failures? where failures > 0:
            lines.append(("", "the operator's PIN was wrong \(counted(failures, "time")) since it was right"))
        default: break
        }
        for trouble in kiosk.troubles {
            lines.append(("trouble", "\(trouble.at) \(trouble.event) \(trouble.detail)"))
        }
        if let last = kiosk.reports.last {
            lines.append(("", "\(counted(kiosk.reports.count, "crash report")); the last is \(last)"))
        }
        return lines
    }

    /// So many bytes, in a unit that people read.
    private static func size(_ bytes: Int64) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB"]
        var (amount, unit) = (bytes, 0)
        while amount >= 10_000, unit + 1 < units.count { (amount, unit) = (amount / 1_000, unit + 1) }
        return "\(amount) \(units[unit])"
    }

    /// For programs. The shape is in `Schemas/sondeo-kiosk-status.schema.json`.
    var json: JSONValue {
        .object([
            "format": .string("sondeo-kiosk-status"), "formatVersion": .number(1), "store": .string(store),
            "healthy": .bool(report.isHealthy),
            "freeBytes": freeBytes.map { .number($0) },
            "kiosks": .array(
                report.kiosks.map { kiosk in
                    .object([
                        "station": .string(kiosk.station), "healthy": .bool(kiosk.isHealthy),
                        "alive": kiosk.isAlive.map { .bool($0) },
                        "state": kiosk.status.map { .string($0.state.rawValue) },
                        "reason": kiosk.status?.reason.map { .string($0) },
                        "since": kiosk.status.map { .string($0.since.text) },
                        "began": kiosk.status.map { .string($0.began.text) },
                        "told": kiosk.status.map { .string($0.written.text) },
                        "silence": kiosk.silence.map { .number($0) },
                        "survey": kiosk.status.map { .string($0.survey) },
                        "version": kiosk.status.map { .number($0.version) },
                        "program": kiosk.status.map { .string($0.program) },
                        "process": kiosk.status.map { .number($0.process) },
                        "pinFailures": kiosk.pinFailures.map { .number($0) },
                        "troubles": .array(
                            kiosk.troubles.map {
                                .object([
                                    "at": .string($0.at), "event": .string($0.event),
                                    "detail": .string($0.detail),
                                ])
                            }),
                        "reports": .array(kiosk.reports.map { .string($0) }),
                    ])
                }),
            "responses": .object([
                "total": .number(total), "today": .number(recent), "open": .number(counts.open),
                "last": counts.last.map { .string($0.text) },
                "rows": .array(
                    counts.rows.map {
                        .object([
                            "survey": .string($0.survey), "state": .string($0.state.rawValue),
                            "locale": .string($0.locale), "today": .number($0.recent),
                            "total": .number($0.total),
                        ])
                    }),
            ]),
        ])
    }
}
