/// A workbook as those see it who fill its sheets. Sheets are added in the order of their tabs.
package protocol Workbook: AnyObject {
    /// Adds an empty sheet. Names are those of `SheetNames`.
    func addSheet(_ name: String) throws(OutputFault) -> any Sheet
    /// Writes all of it and hands it over. Nothing can be written afterwards.
    func finish(_ properties: WorkbookProperties) throws(OutputFault)
}

/// A sheet that is written from the top to the bottom: a row is closed when a later one begins.
///
/// What goes wrong is kept until `checkpoint` or the end of the workbook, so that a row is written as plain statements.
package protocol Sheet: AnyObject {
    /// Writes a number.
    func write(_ number: Double, at row: Int, _ column: Int, _ style: CellStyle)
    /// Writes a text, which ends with a zero byte; it is never a formula.
    func write(_ text: UnsafePointer<CChar>, at row: Int, _ column: Int, _ style: CellStyle)
    /// Says how wide columns are and how the head stands; may be called until the workbook is finished.
    func arrange(_ arrangement: SheetArrangement)
    /// Throws what went wrong so far.
    func checkpoint() throws(OutputFault)
}

extension Sheet {
    /// Writes a text that is known beforehand.
    package func write(_ text: CellText, at row: Int, _ column: Int, _ style: CellStyle = .plain) {
        write(text.pointer, at: row, column, style)
    }

    /// Writes a text, for sheets that are small.
    package func write(_ text: String, at row: Int, _ column: Int, _ style: CellStyle = .plain) {
        if !text.isEmpty { write(CellText(text), at: row, column, style) }
    }
}

/// How a cell looks, and of a number what it means.
package enum CellStyle: Int, Hashable, Sendable, CaseIterable {
    case plain
    /// The head of a column.
    case head
    /// The name of the survey.
    case title
    /// Why there is no answer.
    case missing
    /// A long text, broken over lines.
    case wrapped
    /// A day.
    case date
    /// A time of day.
    case time
    /// A moment, to the second.
    case moment
}

/// How a sheet is laid out.
package struct SheetArrangement: Hashable, Sendable {
    /// The widths of columns, in characters.
    package var widths: [Double]
    /// How many rows there are, with the head, which stays in sight and can be filtered by; 0 for a sheet without a head.
    package var filteredRows = 0
    /// How many columns on the left stay in sight.
    package var fixedColumns = 0
}

/// What a workbook says about itself.
package struct WorkbookProperties: Hashable, Sendable {
    /// The survey's title.
    package var title: String
    /// When it was made, in seconds since 1970: when the newest response ended, so that equal responses give equal bytes.
    package var created: Int
}
