internal import Terminal

/// The keys that a kiosk does not obey, counted: what is held down must not fill the trail.
struct BlockedKeys: Hashable {
    private var counts = [Int](repeating: 0, count: Name.allCases.count)
    /// When the counts are told.
    private(set) var deadline: Duration?

    /// How long keys are counted together.
    private static let period = Duration.seconds(10)

    /// Keys that end, stop or silence programs elsewhere.
    enum Name: Int, Hashable, CaseIterable {
        case interrupt, suspend, quit, stop, start

        var word: TrailWord {
            switch self {
            case .interrupt: "ctrl-c"
            case .suspend: "ctrl-z"
            case .quit: "ctrl-backslash"
            case .stop: "ctrl-s"
            case .start: "ctrl-q"
            }
        }
    }

    /// Nil for every other key.
    static func name(of key: Key) -> Name? {
        guard key.modifiers.contains(.control), case .character(let letter) = key.code else { return nil }
        switch letter {
        case "c", "C": return .interrupt
        case "z", "Z": return .suspend
        case "\\": return .quit
        case "s", "S": return .stop
        case "q", "Q": return .start
        default: return nil
        }
    }

    /// Counts a key. The first one after a while is told at once.
    mutating func count(_ name: Name, at now: Duration) -> [TrailEvent]? {
        guard deadline == nil else {
            counts[name.rawValue] = min(counts[name.rawValue] + 1, .max - 1)
            return nil
        }
        deadline = now + Self.period
        return [.blocked(key: name.word, times: 1)]
    }

    /// What was counted, once its time has come.
    mutating func due(at now: Duration) -> [TrailEvent]? {
        guard let deadline, now >= deadline else { return nil }
        return rest()
    }

    /// What was counted and not yet told.
    mutating func rest() -> [TrailEvent]? {
        deadline = nil
        defer { counts = [Int](repeating: 0, count: Name.allCases.count) }
        return Name.allCases.compactMap { name in
            counts[name.rawValue] > 0 ? .blocked(key: name.word, times: counts[name.rawValue]) : nil
        }
    }
}
