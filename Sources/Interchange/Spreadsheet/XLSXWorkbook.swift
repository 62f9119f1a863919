internal import CXLSXWriter
internal import Glibc

/// A workbook in Office Open XML, through libxlsxwriter in its constant-memory mode: a row is on disk when the next one
/// begins.
///
/// This is the one file that holds pointers of the library. They are safe since sheets live no longer than their
/// workbook, which is freed once: by `finish`, or when the object goes. The library's temporary files lose their names
/// before anything is written to them, and what it calls the workbook's file is `/proc/self/fd/N`, a file without a
/// name, of which the bytes are copied to the sink.
final class XLSXWorkbook: Workbook {
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private let sink: any ByteSink
    private let output: String
    private let descriptor: Int32
    private let folder: UnsafeMutablePointer<CChar>?
    private let formats: [UnsafeMutablePointer<lxw_format>?]
    private var sheets: [XLSXSheet] = []

    /// Opens an empty workbook. `output` is where the sink's bytes go in the end; what is on its way lies beside it.
    init(to sink: any ByteSink, beside output: String) throws(OutputFault) {
        self.sink = sink
        self.output = output
        descriptor = try UnnamedFile.open(beside: output)
        folder = strdup(UnnamedFile.folder(beside: output))
        var options = lxw_workbook_options(constant_memory: 1, tmpdir: folder, use_zip64: 0)
        workbook = workbook_new_opt("/proc/self/fd/\(descriptor)", &options)
        formats = CellStyle.allCases.map { [workbook] in Self.format($0, workbook) }
        guard workbook != nil, folder != nil else { throw OutputFault(reason: .library(Self.memory)) }
    }

    deinit {
        for sheet in sheets { sheet.drop(isFreed: workbook == nil) }
        if let workbook { lxw_workbook_free(workbook) }
        for sheet in sheets { sheet.free() }
        free(folder)
        close(descriptor)
    }

    func addSheet(_ name: String) throws(OutputFault) -> any Sheet {
        guard let workbook, let worksheet = workbook_add_worksheet(workbook, name) else {
            throw OutputFault(reason: .library("there can be no sheet \"\(name)\""))
        }
        let sheet = try XLSXSheet(worksheet, formats, rows: UnnamedFile.open(beside: output))
        sheets.append(sheet)
        return sheet
    }

    func finish(_ properties: WorkbookProperties) throws(OutputFault) {
        for sheet in sheets { try sheet.checkpoint() }
        guard let workbook else { return }
        var described = lxw_doc_properties()
        let title = strdup(String(properties.title.prefix(255)))
        let author = strdup(WorkbookOrigin.author)
        defer {
            free(title)
            free(author)
        }
        described.title = title
        // Also who saved it last, until somebody else does.
        described.author = author
        // 0 would be the present moment.
        described.created = properties.created == 0 ? 1 : properties.created
        workbook_set_properties(workbook, &described)
        // A part of 4 GiB needs the larger form of the container, which some old readers do not know.
        if sheets.contains(where: \.isLarge) { workbook.pointee.options.use_zip64 = 1 }
        self.workbook = nil
        let error = sondeo_close(workbook)
        let code = errno
        for sheet in sheets { try sheet.checkpoint() }
        switch error {
        case LXW_NO_ERROR: break
        case LXW_ERROR_MEMORY_MALLOC_FAILED: throw OutputFault(reason: .library(Self.memory))
        default: throw OutputFault(reason: .system(code == 0 ? EIO : code))
        }
        try copy()
    }

    private func copy() throws(OutputFault) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw OutputFault(reason: .system(errno)) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return }
            if count < 0 {
                if errno == EINTR { continue }
                throw OutputFault(reason: .system(errno))
            }
            try buffer.withUnsafeBytes { bytes in
                Result { () throws(OutputFault) in
                    try sink.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                }
            }.get()
        }
    }

    private static let memory = "there is not enough memory"

    private static func format(
        _ style: CellStyle, _ workbook: UnsafeMutablePointer<lxw_workbook>?
    ) -> UnsafeMutablePointer<lxw_format>? {
        guard style != .plain, let workbook, let format = workbook_add_format(workbook) else { return nil }
        switch style {
        case .plain: break
        case .head:
            format_set_bold(format)
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
        case .title:
            format_set_bold(format)
            format_set_font_size(format, 14)
        case .missing:
            format_set_italic(format)
            format_set_font_color(format, lxw_color_t(0x7F7F7F))
        case .wrapped: format_set_text_wrap(format)
        case .date: format_set_num_format(format, "yyyy-mm-dd")
        case .time: format_set_num_format(format, "hh:mm")
        case .moment, .leftMoment: format_set_num_format(format, "yyyy-mm-dd hh:mm:ss")
        case .count: format_set_num_format(format, "0")
        case .level: format_set_num_format(format, "0.##%")
        case .tenths: format_set_num_format(format, "0.0")
        case .hundredths: format_set_num_format(format, "0.00")
        case .thousandths: format_set_num_format(format, "0.000")
        case .probability: format_set_num_format(format, "[<0.001]0E+00;0.000")
        }
        switch style {
        case .count, .leftMoment, .level:
            format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        case .wrapped: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        default: break
        }
        return format
    }
}

/// A sheet of such a workbook.
private final class XLSXSheet: Sheet {
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let formats: [UnsafeMutablePointer<lxw_format>?]
    private let rows: UnsafeMutablePointer<sondeo_rows>
    private var fault: lxw_error = LXW_NO_ERROR
    private var size = 0

    /// Takes a sheet of the library, and a descriptor that its rows go to.
    init(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: [UnsafeMutablePointer<lxw_format>?],
        rows descriptor: Int32
    ) throws(OutputFault) {
        self.sheet = sheet
        self.formats = formats
        rows = .allocate(capacity: 1)
        rows.initialize(to: sondeo_rows())
        guard sondeo_rows_open(rows, sheet, descriptor) == 0 else {
            rows.deallocate()
            close(descriptor)
            throw OutputFault(reason: .system(ENOMEM))
        }
    }

    /// Whether its part of the file could have 4 GiB.
    var isLarge: Bool { size > 1 << 31 }

    func write(_ number: Double, at row: Int, _ column: Int, _ style: CellStyle) {
        size += 64
        note(
            worksheet_write_number(
                sheet, lxw_row_t(row), lxw_col_t(column), number, formats[style.rawValue]))
    }

    func write(_ text: UnsafePointer<CChar>, at row: Int, _ column: Int, _ style: CellStyle) {
        // A character may become an escape of five.
        size += 96 + 5 * strlen(text)
        note(
            worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), text, formats[style.rawValue]))
    }

    func makeRoom(lines: Int, at row: Int) {
        // 409 points are the most that a row can have.
        note(worksheet_set_row(sheet, lxw_row_t(row), min(15 * Double(lines), 409), nil))
    }

    func arrange(_ arrangement: SheetArrangement) {
        for (column, width) in arrangement.widths.enumerated() {
            note(worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), width, nil))
        }
        guard arrangement.filteredRows > 0 else { return }
        worksheet_freeze_panes(sheet, 1, lxw_col_t(arrangement.fixedColumns))
        // On paper the head stands on each page, and what is no wider than four pages on one.
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        note(worksheet_repeat_rows(sheet, 0, 0))
        if arrangement.widths.reduce(0, +) < 400 { worksheet_fit_to_pages(sheet, 1, 0) }
        // Seeds and points are texts on purpose.
        note(
            worksheet_ignore_errors(
                sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576"))
        note(
            worksheet_autofilter(
                sheet, 0, 0, lxw_row_t(arrangement.filteredRows - 1),
                lxw_col_t(max(0, arrangement.widths.count - 1))))
    }

    func checkpoint() throws(OutputFault) {
        if rows.pointee.fault != 0 { throw OutputFault(reason: .system(rows.pointee.fault)) }
        if fault != LXW_NO_ERROR {
            throw OutputFault(reason: .library(String(cString: lxw_strerror(fault))))
        }
    }

    /// Closes its rows where the library has not, since the workbook was not finished.
    func drop(isFreed: Bool) { sondeo_rows_drop(rows, isFreed ? 1 : 0) }

    /// Frees what the library no longer knows.
    func free() { rows.deallocate() }

    private func note(_ error: lxw_error) { if fault == LXW_NO_ERROR { fault = error } }
}
