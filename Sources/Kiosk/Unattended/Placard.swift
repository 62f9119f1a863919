internal import Terminal

/// A few lines in the middle of an otherwise empty screen.
struct Placard {
    private var paragraphs: [(text: String, role: Role)] = []
    /// Moves the lines about, so that nothing burns into a screen that shows them for months; 0 is the middle.
    var turn: Int
    /// Whether the terminal's cursor stands before the first line, where braille lines look; else it is hidden.
    var hasCursor: Bool

    /// No line is wider, however wide the window is.
    private static let widest = 60

    init(turn: Int = 0, hasCursor: Bool = true) {
        self.turn = turn
        self.hasCursor = hasCursor
    }

    mutating func add(_ text: String, _ role: Role = .normal) { paragraphs.append((text, role)) }
    mutating func add(_ lines: [String], _ role: Role) { for line in lines { add(line, role) } }
    /// An empty line, which a low window does without.
    mutating func gap() { if !paragraphs.isEmpty { add("") } }

    /// Draws it over everything. In a window that is too low the last lines are left out, in one that is too narrow words are
    /// cut.
    func draw(on canvas: inout Canvas, theme: Theme) {
        canvas = Canvas(columns: canvas.columns, rows: canvas.rows, style: theme.background)
        let margin = canvas.columns >= 20 ? 1 : 0
        let room = max(1, min(Self.widest, canvas.columns - 2 * margin))
        var lines = paragraphs.flatMap { text, role in text.wrapped(to: room).map { ($0, role) } }
        if lines.count > canvas.rows { lines.removeAll { $0.0.isEmpty } }
        lines = Array(lines.prefix(canvas.rows))
        let width = min(room, lines.map(\.0.displayWidth).max() ?? 0)
        let top = Self.place(of: turn, step: 7, free: canvas.rows - lines.count)
        let left = Self.place(of: turn, step: 17, free: canvas.columns - width)
        for (index, (text, role)) in lines.enumerated() {
            let column = left + max(0, width - text.displayWidth) / 2
            canvas.put(text, row: top + index, column: column, style: theme[role])
            if index == 0, hasCursor {
                canvas.cursor = Position(row: top, column: min(column, canvas.columns - 1))
            }
        }
    }

    /// Where it stands at a turn: first in the middle, then by steps that come around everywhere.
    private static func place(of turn: Int, step: Int, free: Int) -> Int {
        guard free > 0 else { return 0 }
        return (free / 2 + turn * step) % (free + 1)
    }
}
