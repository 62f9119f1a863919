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
    /// Makes room for so many lines of text in a row that is begun with this.
    func makeRoom(lines: Int, at row: Int)
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

    /// Makes room in a row for texts that are broken at the widths of their columns: spreadsheets do not all do it by themselves.
    package func makeRoom(for texts: [(text: String, width: Double)], at row: Int) {
        let lines = texts.map { text, width in
            text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { lines, line in
                // Letters are narrower than the digits by which widths count, and lines break at words, so that they are not full.
                let count = Double(line.unicodeScalars.count)
                return lines + (count <= 1.1 * width ? 1 : Int((count / width).rounded(.up)))
            }
        }
        if let lines = lines.max(), lines > 1 { makeRoom(lines: lines, at: row) }
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
    /// A number that stands on the left, beside texts.
    case count
    /// Such a moment.
    case leftMoment
    /// A fraction that is shown as a percentage.
    case level
    /// A number of which one decimal is shown.
    case tenths
    /// A number of which two decimals are shown.
    case hundredths
    /// A number of which three decimals are shown.
    case thousandths
    /// A probability: three decimals, or its order where they would all be zeros.
    case probability
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
