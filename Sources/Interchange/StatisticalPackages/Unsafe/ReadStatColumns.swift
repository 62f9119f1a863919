internal import CReadStat

/// The cells of a row of a `ReadStatFile`.
///
/// A value of its own, with constants only: a million rows of thirty cells spend more on looking whether somebody changes a
/// property of a class meanwhile than on writing. What keeps it safe is said at `ReadStatFile`, which must outlive it.
struct ReadStatColumns {
    let writer: UnsafeMutablePointer<readstat_writer_t>
    let variables: [UnsafeMutablePointer<readstat_variable_t>]
    let storages: [PackageVariable.Storage]
    /// One byte more than the widest variable has.
    let buffer: UnsafeMutableBufferPointer<CChar>

    /// Puts a number, or why there is none, into a column. The number must be one that the column's storage can hold.
    func insert(_ value: PackageValue, at column: Int) throws(OutputFault) {
        let variable = variables[column]
        if value.tag == 0 {
            switch storages[column] {
            case .double: try check(readstat_insert_double_value(writer, variable, value.number))
            case .byte: try check(readstat_insert_int8_value(writer, variable, Int8(value.number)))
            case .int: try check(readstat_insert_int16_value(writer, variable, Int16(value.number)))
            case .long: try check(readstat_insert_int32_value(writer, variable, Int32(value.number)))
            case .text: break
            }
        } else if value.tag == 1 {
            try check(readstat_insert_missing_value(writer, variable))
        } else {
            try check(
                readstat_insert_tagged_missing_value(writer, variable, CChar(bitPattern: value.tag)))
        }
    }

    /// Puts a text into a column, without a zero in it; bytes beyond the column's width are left out.
    func insert(_ text: ArraySlice<UInt8>, at column: Int) throws(OutputFault) {
        var count = 0
        if case .text(let width) = storages[column] {
            count = min(text.count, width, buffer.count - 1)
            text.withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            }
        }
        buffer[count] = 0
        try check(readstat_insert_string_value(writer, variables[column], buffer.baseAddress))
    }

    /// Puts a text with a zero behind it into a column, which must be as wide.
    func insert(terminated text: [CChar], at column: Int) throws(OutputFault) {
        precondition(text.last == 0, "a text ends in a zero")
        try check(
            text.withUnsafeBufferPointer {
                readstat_insert_string_value(writer, variables[column], $0.baseAddress)
            })
    }

    /// Puts an empty text into a column.
    func insertNothing(at column: Int) throws(OutputFault) {
        buffer[0] = 0
        try check(readstat_insert_string_value(writer, variables[column], buffer.baseAddress))
    }

    private func check(_ result: readstat_error_t) throws(OutputFault) {
        if result != READSTAT_OK { throw OutputFault(result) }
    }
}

extension OutputFault {
    /// What the library says of an error.
    init(_ error: readstat_error_t) {
        self.init(
            reason: .library(readstat_error_message(error).map { String(cString: $0) } ?? "unknown error"))
    }
}
