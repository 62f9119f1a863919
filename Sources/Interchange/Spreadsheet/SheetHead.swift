internal import Translations

/// The head of a sheet of the program's own: what its columns are called, and how wide they are.
struct SheetHead {
    private let names: [String]
    /// The widths in characters: what is given, or more where a name and the button of its filter need it.
    let widths: [Double]

    init(_ columns: [(name: ProgramText, width: Double)], _ texts: ProgramTexts) {
        names = columns.map { texts[$0.name] }
        widths = zip(names, columns).map { name, column in
            max(column.width, Double(name.unicodeScalars.count + 4))
        }
    }

    /// Writes the head into the first row.
    func write(to sheet: any Sheet) {
        for (place, name) in names.enumerated() { sheet.write(name, at: 0, place, .head) }
    }

    /// How a sheet with this head is laid out, that has so many rows with it.
    func arrangement(rows: Int, fixedColumns: Int) -> SheetArrangement {
        SheetArrangement(widths: widths, filteredRows: rows, fixedColumns: fixedColumns)
    }
}
