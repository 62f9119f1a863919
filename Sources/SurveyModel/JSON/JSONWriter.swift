internal import FoundationEssentials

extension JSONValue {
    /// The document on one line, without spaces, as in JSON Lines.
    public var compactText: String {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The document over lines, two spaces a level, without a line break at the end. Arrays and objects that fit in 100
    /// columns stay on their line.
    public var prettyText: String {
        var bytes: [UInt8] = []
        writePretty(into: &bytes, indentation: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the document on one line.
    public func write(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let known): bytes += (known ? "true" : "false").utf8
        case .number(let number):
            if number.isFinite { number.writeCanonicalText(into: &bytes) } else { bytes += "null".utf8 }
        case .fraction(let number):
            number.writeCanonicalText(into: &bytes)
            bytes += ".0".utf8
        case .real(let real): Self.write(real, into: &bytes)
        case .string(let text): Self.write(text, into: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.key, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a JSON string: quotes, and escapes for quotes, backslash and control characters. The one escaping of
    /// strings that every JSON writer of the project uses.
    public static func write(_ text: String, into bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { write(utf8: $0, into: &bytes) }
    }

    /// Appends the JSON string of a text that is bytes, UTF-8.
    package static func write(utf8: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        // What needs no escape is copied in runs.
        var start = 0
        for (index, byte) in utf8.enumerated() {
            guard byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
            else {
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
            start = index + 1
            escape(byte, into: &bytes)
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        bytes.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): bytes += "\\\"".utf8
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        default:
            let digits = String(byte, radix: 16)
            bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
        }
    }

    private static func write(_ real: Double, into bytes: inout [UInt8]) {
        guard real.isFinite else {
            bytes += "null".utf8
            return
        }
        let text = real.description
        bytes += (text.hasSuffix(".0") ? String(text.dropLast(2)) : text).utf8
    }

    private func writePretty(into bytes: inout [UInt8], indentation: Int) {
        if fits(in: 100 - indentation) {
            var line: [UInt8] = []
            write(into: &line)
            if line.count + indentation <= 100 { return bytes += line }
        }
        switch self {
        case .array(let elements) where !elements.isEmpty:
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                bytes += (index > 0 ? ",\n" : "\n").utf8
                bytes += [UInt8](repeating: 0x20, count: indentation + 2)
                element.writePretty(into: &bytes, indentation: indentation + 2)
            }
            bytes.append(0x0A)
            bytes += [UInt8](repeating: 0x20, count: indentation)
            bytes.append(UInt8(ascii: "]"))
        case .object(let members) where !members.isEmpty:
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                bytes += (index > 0 ? ",\n" : "\n").utf8
                bytes += [UInt8](repeating: 0x20, count: indentation + 2)
                Self.write(member.key, into: &bytes)
                bytes += ": ".utf8
                member.value.writePretty(into: &bytes, indentation: indentation + 2)
            }
            bytes.append(0x0A)
            bytes += [UInt8](repeating: 0x20, count: indentation)
            bytes.append(UInt8(ascii: "}"))
        default: write(into: &bytes)
        }
    }

    /// Whether the document may fit on a line of so many bytes. It stops looking where it does not, so that asking at
    /// every level stays cheap.
    private func fits(in columns: Int) -> Bool {
        var left = columns
        return take(from: &left)
    }

    private func take(from left: inout Int) -> Bool {
        switch self {
        case .null, .bool, .number, .fraction, .real: left -= 1
        case .string(let text): left -= text.utf8.count + 2
        case .array(let elements):
            left -= 2
            for element in elements { guard left >= 0, element.take(from: &left) else { return false } }
        case .object(let members):
            left -= 2
            for member in members {
                left -= member.key.utf8.count + 3
                guard left >= 0, member.value.take(from: &left) else { return false }
            }
        }
        return left >= 0
    }
}
