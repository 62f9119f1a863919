import Interchange

/// A workbook that remembers what was written to it, and refuses what the real one would lose.
final class RecordedWorkbook: Workbook {
    private(set) var sheets: [RecordedSheet] = []
    private(set) var properties: WorkbookProperties?

    func addSheet(_ name: String) throws(OutputFault) -> any Sheet {
        let sheet = RecordedSheet(name)
        sheets.append(sheet)
        return sheet
    }

    func finish(_ properties: WorkbookProperties) throws(OutputFault) { self.properties = properties }

    /// The sheet of a name.
    subscript(name: String) -> RecordedSheet? { sheets.first { $0.name == name } }

    /// Rows that were written after a later one, which the library loses.
    var lost: [String] { sheets.flatMap { sheet in sheet.lost.map { "\(sheet.name) \($0)" } } }
}

/// A sheet of it.
final class RecordedSheet: Sheet {
    /// What a cell holds.
    enum Cell: Equatable {
        case number(Double, CellStyle)
        case text(String, CellStyle)

        /// The text of a cell.
        var text: String? { if case .text(let text, _) = self { text } else { nil } }

        /// The number of a cell.
        var number: Double? { if case .number(let number, _) = self { number } else { nil } }
    }

    let name: String
    private(set) var cells: [[Int: Cell]] = []
    private(set) var arrangement: SheetArrangement?
    private(set) var lost: [Int] = []
    /// The lines that rows have room for, where it is more than one.
    private(set) var lines: [Int: Int] = [:]

    init(_ name: String) { self.name = name }

    func write(_ number: Double, at row: Int, _ column: Int, _ style: CellStyle) {
        put(.number(number, style), row, column)
    }

    func write(_ text: UnsafePointer<CChar>, at row: Int, _ column: Int, _ style: CellStyle) {
        put(.text(String(cString: text), style), row, column)
    }

    func makeRoom(lines: Int, at row: Int) {
        // The library takes it for the row that is written, before its first cell.
        if row < cells.count { lost.append(row) }
        self.lines[row] = lines
    }

    func arrange(_ arrangement: SheetArrangement) { self.arrangement = arrangement }

    func checkpoint() throws(OutputFault) {}

    private func put(_ cell: Cell, _ row: Int, _ column: Int) {
        if row < cells.count - 1 { lost.append(row) }
        while cells.count <= row { cells.append([:]) }
        cells[row][column] = cell
    }

    /// The texts of the first row.
    var heads: [String] {
        let first = cells.first ?? [:]
        return (0..<(first.keys.max() ?? -1) + 1).map { first[$0]?.text ?? "" }
    }

    /// The cell below a head.
    subscript(row: Int, head: String) -> Cell? {
        guard let column = heads.firstIndex(of: head), cells.indices.contains(row) else { return nil }
        return cells[row][column]
    }
}
