internal import Codebook
internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// A table of responses, or of the passes of a roster, over as many sheets as it needs.
struct ResponseTable {
    /// What the sheets are called, without a number.
    let title: String
    /// The sheets' names, in their order.
    private(set) var names: [String] = []
    /// How many rows there are, without heads.
    private(set) var count = 0
    private let columns: [TableColumn]
    private let fixedColumns: Int
    private let rowLimit: Int
    private var sheet: any Sheet
    /// The row of the sheet that is written next.
    private var row = 0
    private var arrangement: SheetArrangement

    /// Adds the first sheet and writes its head. `rowLimit` is how many rows a sheet holds.
    init(
        _ title: String, _ columns: [TableColumn], fixedColumns: Int, rowLimit: Int,
        in workbook: any Workbook,
        _ names: inout SheetNames
    ) throws(OutputFault) {
        self.title = title
        self.columns = columns
        self.fixedColumns = fixedColumns
        self.rowLimit = rowLimit
        arrangement = SheetArrangement(widths: columns.map(\.width), fixedColumns: fixedColumns)
        let name = names.name(title)
        self.names = [name]
        sheet = try workbook.addSheet(name)
        writeHead()
    }

    private mutating func writeHead() {
        for (place, column) in columns.enumerated() { sheet.write(column.name, at: 0, place, .head) }
        row = 1
    }

    /// Begins a row; on a further sheet where this one is full.
    mutating func begin(
        in workbook: any Workbook, _ names: inout SheetNames
    ) throws(OutputFault) {
        if row == rowLimit {
            end()
            let name = names.name(title)
            self.names.append(name)
            sheet = try workbook.addSheet(name)
            writeHead()
        }
        count += 1
    }

    /// Ends the row that was begun.
    mutating func next() throws(OutputFault) {
        row += 1
        // What is wrong with a disk is wrong with the next rows too.
        if row & 0xFF == 0 { try sheet.checkpoint() }
    }

    /// Lays out the sheet, of which the last row is known now.
    mutating func end() {
        arrangement.filteredRows = row
        sheet.arrange(arrangement)
    }

    /// What it means that one sheet was not enough, if it was not.
    var loss: Loss? {
        guard names.count > 1 else { return nil }
        return Loss(
            .split, of: names[0], as: names.dropFirst().joined(separator: ", "), count: count,
            "goes on in further sheets, since one holds \(rowLimit - 1) rows below its head")
    }

    /// Writes a number into the row that was begun.
    func write(_ number: Double, _ place: Int, _ style: CellStyle = .plain) {
        sheet.write(number, at: row, place, style)
    }

    /// Writes a text into it.
    func write(_ text: CellText, _ place: Int, _ style: CellStyle = .plain) {
        sheet.write(text.pointer, at: row, place, style)
    }

    /// Writes the value of a response in one of its columns.
    func write(
        _ value: ColumnValue, _ place: Int, _ buffer: CellBuffer, _ losses: inout LossReport
    ) {
        let column = columns[place]
        switch value {
        case .missing(let kind):
            if let kind, let text = column.text(of: kind) { write(text, place, .missing) }
        case .whole(let whole): write(whole, place, column, &losses)
        case .beyond(let number):
            losses.add(.digits(of: column))
            write(Double(number.canonicalText) ?? 0, place)
        case .text(let bytes):
            let damage = buffer.take(bytes)
            if damage.contains(.cut) { losses.add(.cut(of: column)) }
            if damage.contains(.replaced) { losses.add(.replaced(of: column)) }
            if !bytes.isEmpty { sheet.write(buffer.pointer, at: row, place, .plain) }
        }
    }

    private func write(
        _ whole: Int64, _ place: Int, _ column: TableColumn, _ losses: inout LossReport
    ) {
        let index = Int(whole)
        switch column.kind {
        case .coded where column.codes.indices.contains(index),
            .yesno where column.labels.indices.contains(index):
            if column.labels.isEmpty {
                write(column.codes[index], place)
            } else {
                write(column.labels[index], place)
            }
        case .date where SerialDay.days.contains(index):
            write(Double(whole) + SerialDay.epoch, place, .date)
        case .date:
            losses.add(.day(of: column))
            write(CellText(CalendarDay(number: index).text), place)
        case .time: write(Double(whole) / 1_440, place, .time)
        case .moment where SerialDay.days.contains(SerialDay.day(of: whole)):
            write(SerialDay.moment(whole), place, .moment)
        case .moment:
            losses.add(.day(of: column))
            write(CellText(Timestamp(milliseconds: whole).text), place)
        case .number, .weight:
            if whole.magnitude > 999_999_999_999_999 { losses.add(.digits(of: column)) }
            write(Double(whole) / column.divisor, place)
        default: write(Double(whole), place)
        }
    }
}

extension Loss {
    fileprivate static func cut(of column: TableColumn) -> Loss {
        Loss(
            .cut, of: column.subject, count: 1,
            "is cut to \(CellBuffer.limit) characters, which is all that a cell holds")
    }

    fileprivate static func replaced(of column: TableColumn) -> Loss {
        Loss(
            .replaced, of: column.subject, count: 1,
            "has characters that a spreadsheet cannot hold; they are written as U+FFFD or a line break")
    }

    fileprivate static func digits(of column: TableColumn) -> Loss {
        Loss(
            .simplified, of: column.subject, count: 1,
            "has more than 15 digits, which is all that a spreadsheet keeps of a number")
    }

    fileprivate static func day(of column: TableColumn) -> Loss {
        Loss(
            .simplified, of: column.subject, count: 1,
            "lies before 1900-03-01 or after 9999-12-31, which spreadsheets have no number for; it is written as a text"
        )
    }
}
