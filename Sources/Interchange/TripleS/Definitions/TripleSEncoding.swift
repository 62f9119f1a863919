/// How the characters of a Triple-S data file are written.
public enum TripleSEncoding: String, Hashable, Sendable, CaseIterable {
    /// One byte a character, 251 of them.
    case windows1252 = "Windows-1252"
    /// One to four bytes a character. Positions count characters all the same.
    case utf8 = "UTF-8"

    /// The encoding of a name as XML declares it: ISO 8859-1 and ASCII are read as Windows-1252, which has all of
    /// their characters; nil for one that is not known.
    public init?(named name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii":
            self = .windows1252
        default: return nil
        }
    }
}

/// The characters of Windows-1252.
enum Windows1252 {
    /// The scalars of the bytes 0x80 to 0x9F; 0 where there is none.
    private static let middle: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
        0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0, 0x017E, 0x0178,
    ]

    /// The byte of a scalar; nil for one that the encoding does not have.
    static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0..<0x80, 0xA0...0xFF: UInt8(scalar.value)
        default: middle.firstIndex(of: scalar.value).map { UInt8(0x80 + $0) }
        }
    }

    /// The scalar of a byte; the replacement character for the five bytes that have none.
    static func scalar(of byte: UInt8) -> Unicode.Scalar {
        guard byte >= 0x80, byte < 0xA0 else { return Unicode.Scalar(byte) }
        let value = middle[Int(byte) - 0x80]
        return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// The text of bytes.
    static func text(of bytes: some Sequence<UInt8>) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(scalar(of: byte)) }
        return String(scalars)
    }
}
