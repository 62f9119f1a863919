internal import Terminal

/// Waits for the keys that open the operator's desk, or for five presses in the top left corner.
struct ChordWatch: Hashable {
    private let keys: [Key]
    private var pressed = 0
    private var corner: [Duration] = []
    private var last = Duration.zero

    /// How long the next key may take, and all five presses together.
    private static let patience = Duration.seconds(5)
    private static let presses = 5
    /// The corner, in rows and columns: as large as a finger.
    private static let corner = (rows: 3, columns: 6)

    /// What an event means for the chord.
    enum Meaning {
        /// Nothing.
        case unrelated
        /// It is a part of the chord, and nobody else's.
        case begun
        /// The chord is complete.
        case completed
    }

    /// Waits for a chord; nil waits for nothing, as there is no desk.
    init(_ chord: KeyChord?) { keys = chord?.keys ?? [] }

    /// Takes what came. Presses in the corner are the screen's too, until the last.
    mutating func take(_ event: InputEvent, at now: Duration) -> Meaning {
        guard !keys.isEmpty else { return .unrelated }
        switch event {
        case .key(let key):
            if pressed > 0, now >= last + Self.patience { pressed = 0 }
            if key != keys[pressed] { pressed = 0 }
            guard key == keys[pressed] else { return .unrelated }
            pressed += 1
            last = now
            guard pressed == keys.count else { return .begun }
            pressed = 0
            return .completed
        case .mouse(let mouse) where mouse.action == .press:
            guard mouse.position.row < Self.corner.rows, mouse.position.column < Self.corner.columns else {
                corner = []
                return .unrelated
            }
            corner = corner.filter { now < $0 + Self.patience } + [now]
            guard corner.count >= Self.presses else { return .unrelated }
            corner = []
            return .completed
        case .mouse, .paste, .focus, .cursor: return .unrelated
        }
    }
}
