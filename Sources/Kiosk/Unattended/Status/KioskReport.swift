internal import Glibc
internal import ResponseStore
public import SurveyModel

/// What can be seen of the kiosks of a store from outside, without disturbing them.
public struct KioskReport: Sendable {
    /// The kiosks that have left files, by name.
    public var kiosks: [Kiosk] = []

    /// What can be seen of one kiosk.
    public struct Kiosk: Sendable {
        /// What it is called.
        public var station: String
        /// Whether its processes are there; nil if that cannot be known.
        public var isAlive: Bool?
        /// What it said about itself last; nil where nothing can be read.
        public var status: KioskStatus?
        /// How long ago that was, in seconds.
        public var silence: Int?
        /// How often the operator's PIN was wrong since it was right; nil where the file is damaged.
        public var pinFailures: Int?
        /// The last troubles in its trail, the latest last.
        public var troubles: [Trouble] = []
        /// The names of crash reports, the latest last.
        public var reports: [String] = []

        /// Whether it is there and does what it should: asking, waiting, or closed as planned.
        public var isHealthy: Bool {
            guard isAlive == true, let status, let silence, silence <= KioskReport.longestSilence else {
                return false
            }
            switch status.state {
            case .attract, .choosing, .interview, .thanks: return true
            case .outOfService: return ["asleep", "survey_closed", "paused"].contains(status.reason)
            case .starting, .ended: return false
            }
        }
    }

    /// Something that went wrong.
    public struct Trouble: Hashable, Sendable {
        /// When, by the wall's clock.
        public var at: String
        /// What, as the trail calls it: `died`, `not_saved`, `out_of_service`, `pin_locked`.
        public var event: String
        /// What the trail says about it: `signal 9`, `disk_full`.
        public var detail: String
    }

    /// A kiosk says something at least every minute.
    static let longestSilence = 180
    /// As many troubles are told.
    static let troubleLimit = 5

    /// Looks at the files of a store's kiosks, or of one of them. Reads only.
    ///
    /// Throws `Unreadable` where the folder is there and cannot be looked into.
    public init(folder: String, station: String?, at now: Timestamp) throws {
        var names: Set<String> = []
        if let stream = opendir(folder) {
            defer { closedir(stream) }
            while let entry = readdir(stream), names.count < 1_000 {
                let file = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                for suffix in [".status.json", ".lock"] where file.hasSuffix(suffix) {
                    let name = String(file.dropLast(suffix.count))
                    if SettingValue.station(name) != nil { names.insert(name) }
                }
            }
        } else if errno != ENOENT {
            throw Unreadable(reason: "\(folder): \(String(cString: strerror(errno)))")
        }
        for name in names.sorted() where station == nil || station == name {
            kiosks.append(Kiosk(name, in: folder, at: now))
        }
    }

    /// Why nothing can be seen.
    public struct Unreadable: Error {
        /// What cannot be read, and why.
        public var reason: String
    }

    /// Whether there is a kiosk, and each is well.
    public var isHealthy: Bool { !kiosks.isEmpty && kiosks.allSatisfy(\.isHealthy) }
}

extension KioskReport.Kiosk {
    /// Looks at the files of one kiosk.
    init(_ station: String, in folder: String, at now: Timestamp) {
        self.station = station
        var settings = KioskSettings()
        settings.files = folder
        settings.station = station
        isAlive = KioskLock.isHeld(settings.lockPath)
        status = ((try? DurableFile.read(settings.statusPath)) ?? nil).flatMap { KioskStatus($0) }
        // A clock that was set back makes nobody silent.
        silence = status.map { Int(clamping: max(0, now.milliseconds &- $0.written.milliseconds) / 1_000) }
        switch Result(catching: { () throws(DurableFile.Fault) in try DurableFile.read(settings.pinPath) }) {
        case .success(let bytes?): pinFailures = PINDoor.State.failures(in: bytes)
        case .success(nil): pinFailures = 0
        case .failure: pinFailures = nil
        }
        troubles = Trail.troubles(in: status?.trail ?? settings.trailPath)
        let folder = status?.reports ?? settings.reportFolder
        reports = WorkerReport.names(in: folder, of: station).filter { name in
            // The one of a worker that lives is there, and empty.
            var file = stat()
            return stat("\(folder)/\(name)", &file) == 0 && file.st_size > 0
        }
    }
}

extension Trail {
    /// The last troubles in a trail, from its last 64 KiB.
    static func troubles(in path: String) -> [KioskReport.Trouble] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = pread(file, &bytes, bytes.count, max(0, status.st_size - bytes.count))
        guard count > 0 else { return [] }
        var troubles: [KioskReport.Trouble] = []
        for line in bytes[..<count].split(separator: 0x0A) {
            guard let value = try? JSONValue(parsing: Array(line)), let at = value["at"]?.string,
                let event = value["event"]?.string
            else { continue }
            let detail: String
            switch event {
            case "died":
                detail = value["signal"]?.int.map { "signal \($0)" } ?? "status \(value["status"]?.int ?? 0)"
            case "not_saved": detail = value["fault"]?.string ?? ""
            case "out_of_service":
                let reason = value["reason"]?.string ?? ""
                if ["asleep", "survey_closed", "paused"].contains(reason) { continue }
                detail = reason
            case "pin_locked": detail = "\(value["seconds"]?.int ?? 0) s"
            default: continue
            }
            troubles.append(KioskReport.Trouble(at: at, event: event, detail: detail))
        }
        return troubles.suffix(KioskReport.troubleLimit)
    }
}
