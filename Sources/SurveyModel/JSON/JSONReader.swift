internal import FoundationEssentials

/// Why bytes are not a JSON document.
public struct JSONFault: Error, Hashable, Sendable {
    /// Where, counted in bytes from 0.
    public var offset: Int
    /// What was seen, and what was expected.
    public var message: String

    /// Makes a fault.
    public init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }
}

extension JSONValue {
    /// How deep arrays and objects may be nested: enough for the deepest expression that the language allows,
    /// in a survey document, and little enough for the stack of any thread.
    public static let depthLimit = 640

    /// Reads one document and nothing else (RFC 8259), strictly: UTF-8 without a byte order mark, no duplicate keys (two
    /// are the same if Unicode takes them for the same text), numbers exact.
    ///
    /// Numbers with an exponent are refused, as surveys and responses have none, unless `allowsExponents`: those are binary
    /// fractions, of statistics. Throws `JSONFault`. Linear but for the look-up of duplicate keys, which hashes.
    public init(parsing bytes: some Collection<UInt8>, allowsExponents: Bool = false) throws(JSONFault) {
        var reader = JSONReader(Array(bytes), allowsExponents: allowsExponents)
        self = try reader.document()
    }

    /// Reads the whole of a file, as `init(parsing:)` but that it may begin with a byte order mark, which some editors put there;
    /// it counts in offsets. Of more than `limit` values it is refused, before they take the memory.
    public init(
        file bytes: some Collection<UInt8>, allowsExponents: Bool = false, limit: Int = .max
    ) throws(JSONFault) {
        var reader = JSONReader(Array(bytes), allowsExponents: allowsExponents)
        reader.skipMark()
        reader.limit = limit
        self = try reader.document()
    }
}

/// A strict reader by recursive descent with a depth cap. The fast reader of responses is tested against it.
private struct JSONReader {
    let bytes: [UInt8]
    let allowsExponents: Bool
    var position = 0
    /// How many values there may be, and how many there were.
    var limit = Int.max
    private var count = 0

    init(_ bytes: [UInt8], allowsExponents: Bool) {
        self.bytes = bytes
        self.allowsExponents = allowsExponents
    }

    mutating func document() throws(JSONFault) -> JSONValue {
        if position == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw fault("a byte order mark stands before the document; save it as UTF-8 without one")
        }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw fault("the document is UTF-16; save it as UTF-8")
        }
        let document = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw fault("expected the end, but saw \(seen)") }
        return document
    }

    mutating func skipMark() { if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 } }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        count += 1
        guard count <= limit else { throw fault("there are more than \(limit) values") }
        guard depth <= JSONValue.depthLimit else {
            throw fault("nested more than \(JSONValue.depthLimit) deep")
        }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte where byte == UInt8(ascii: "-") || isDigit(byte): return try number()
        default: throw fault("expected a value, but saw \(seen)")
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        var keys: Set<String> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw fault("expected a key in quotes, but saw \(seen)") }
            let start = position
            let key = try string()
            guard keys.insert(key).inserted else {
                throw JSONFault(offset: start, message: "the key \"\(key)\" stands here twice")
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("expected ':' after the key, but saw \(seen)") }
            members.append(.init(key, try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw fault("expected ',' or '}', but saw \(seen)") }
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw fault("expected ',' or ']', but saw \(seen)") }
        }
    }

    private mutating func string() throws(JSONFault) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw JSONFault(offset: start, message: "the text is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20:
                position -= 1
                throw fault("a control character must be escaped in a text")
            default: text.append(byte)
            }
        }
        throw JSONFault(offset: start, message: "the text is not closed")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        let escape = peek
        position += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape ?? 0)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), peek == UInt8(ascii: "\\") {
                position += 1
                guard take(UInt8(ascii: "u")) else {
                    throw fault("expected the second half of a surrogate pair")
                }
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else {
                    throw fault("expected the second half of a surrogate pair")
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw fault("half of a surrogate pair stands alone")
            }
            text += UTF8.encode(scalar).map(Array.init) ?? []
        default:
            position -= 1
            throw fault("\\ is followed by \(seen), which is no escape")
        }
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("expected four hexadecimal digits, but saw \(seen)")
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if take(UInt8(ascii: "0")) {
            if isDigit(peek) { throw JSONFault(offset: start, message: "a number does not begin with 0") }
        } else {
            try digits()
        }
        let point = position
        if take(UInt8(ascii: ".")) { try digits() }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            guard allowsExponents else { throw fault("numbers are written without an exponent") }
            return try exponent(of: start)
        }
        guard let number = Decimal(exactly: String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw JSONFault(offset: start, message: "the number has more than 38 digits")
        }
        let isFraction = position > point && bytes[(point + 1)..<position].allSatisfy { $0 == 0x30 }
        return isFraction ? .fraction(number) : .number(number)
    }

    private mutating func exponent(of start: Int) throws(JSONFault) -> JSONValue {
        position += 1
        if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
        try digits()
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)), number.isFinite
        else { throw JSONFault(offset: start, message: "the number is beyond what a computer counts with") }
        return .real(number)
    }

    private mutating func digits() throws(JSONFault) {
        guard isDigit(peek) else { throw fault("expected a digit, but saw \(seen)") }
        while isDigit(peek) { position += 1 }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[index] else { throw fault("expected \(word), but saw \(seen)") }
            position += 1
        }
        return value
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }

    private func fault(_ message: String) -> JSONFault { JSONFault(offset: position, message: message) }

    /// What stands at the position, in words.
    private var seen: String {
        guard let byte = peek else { return "the end" }
        return byte > 0x20 && byte < 0x7F
            ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x" + String(byte, radix: 16)
    }
}
