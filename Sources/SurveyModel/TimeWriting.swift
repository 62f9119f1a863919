extension Timestamp {
    /// Appends `text`, without making one.
    package func write(into bytes: inout [UInt8]) {
        // The years 1970 to 9999: four digits, nothing negative.
        guard milliseconds >= 0, milliseconds < 253_402_300_800_000 else {
            bytes += text.utf8
            return
        }
        Self.writeDay(milliseconds / 86_400_000, into: &bytes)
        let inDay = milliseconds % 86_400_000
        bytes.append(UInt8(ascii: "T"))
        Self.writeTwo(inDay / 3_600_000, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.writeTwo(inDay / 60_000 % 60, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.writeTwo(inDay / 1_000 % 60, into: &bytes)
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(0x30 + inDay % 1_000 / 100))
        Self.writeTwo(inDay % 100, into: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// Appends a day of the years 0 to 9999 by its number since 1970-01-01.
    fileprivate static func writeDay(_ number: Int64, into bytes: inout [UInt8]) {
        let (year, month, day) = civil(fromDay: number)
        writeTwo(year / 100, into: &bytes)
        writeTwo(year % 100, into: &bytes)
        bytes.append(UInt8(ascii: "-"))
        writeTwo(month, into: &bytes)
        bytes.append(UInt8(ascii: "-"))
        writeTwo(day, into: &bytes)
    }

    fileprivate static func writeTwo(_ number: Int64, into bytes: inout [UInt8]) {
        bytes.append(UInt8(0x30 + number / 10))
        bytes.append(UInt8(0x30 + number % 10))
    }
}

extension CalendarDay {
    /// Appends `text`, without making one.
    package func write(into bytes: inout [UInt8]) {
        guard isWritable else {
            bytes += text.utf8
            return
        }
        Timestamp.writeDay(Int64(number), into: &bytes)
    }
}

extension TimeOfDay {
    /// Appends `text`, without making one.
    package func write(into bytes: inout [UInt8]) {
        guard (0..<1_440).contains(minutes) else {
            bytes += text.utf8
            return
        }
        Timestamp.writeTwo(Int64(minutes / 60), into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Timestamp.writeTwo(Int64(minutes % 60), into: &bytes)
    }
}
