/// What may stand in XML, and how it is escaped.
enum XMLText {
    /// Where a text stands.
    enum Place {
        /// Between tags.
        case text
        /// Between quotes.
        case attribute
    }

    /// The first scalar that XML 1.0 forbids, if there is one. Linear.
    static func forbidden(in text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { bytes in
            for index in bytes.indices {
                if let scalar = forbidden(bytes, index) { return scalar }
            }
            return nil
        }
    }

    /// Appends a text as libxml2 would write it, and gives the first scalar that XML 1.0 forbids, where it stops. Linear; what
    /// needs no escape is copied in runs.
    static func append(
        _ text: UnsafeBufferPointer<UInt8>, _ place: Place, to output: inout [UInt8]
    ) -> UInt32? {
        var start = 0
        var index = 0
        func copyRun(_ output: inout [UInt8]) {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        }
        while index < text.count {
            let byte = text[index]
            // Letters, most of all bytes, take one comparison.
            if byte >= 0x40, byte < 0x80 || place == .text && byte != 0xEF {
                index += 1
                continue
            }
            if let scalar = forbidden(text, index) { return scalar }
            // In an attribute the library writes everything beyond ASCII as a number.
            if byte >= 0x80, place == .attribute {
                copyRun(&output)
                index = appendNumber(of: text, index, to: &output)
                start = index
                continue
            }
            if let escape = escape(of: byte, place) {
                copyRun(&output)
                output.append(prepared: escape)
                start = index + 1
            }
            index += 1
        }
        copyRun(&output)
        return nil
    }

    private static func forbidden(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32? {
        let byte = bytes[index]
        if byte < 0x20 { return byte != 0x09 && byte != 0x0A && byte != 0x0D ? UInt32(byte) : nil }
        guard byte == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE else {
            return nil
        }
        return 0xFF40 + UInt32(bytes[index + 2])
    }

    private static func escape(of byte: UInt8, _ place: Place) -> StaticString? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        // A reader would take it for the end of a line.
        case 0x0D: "&#13;"
        // In an attribute a reader takes both for spaces.
        case 0x0A where place == .attribute: "&#10;"
        case 0x09 where place == .attribute: "&#9;"
        default: nil
        }
    }

    /// Appends a scalar beyond ASCII as `&#x3B1;`, and gives the index behind it.
    private static func appendNumber(
        of text: UnsafeBufferPointer<UInt8>, _ index: Int, to output: inout [UInt8]
    ) -> Int {
        let lead = text[index]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        var scalar = UInt32(lead & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F))
        let end = min(index + length, text.count)
        for byte in text[(index + 1)..<end] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
        output.append(prepared: "&#x")
        output += String(scalar, radix: 16, uppercase: true).utf8
        output.append(UInt8(ascii: ";"))
        return end
    }
}
