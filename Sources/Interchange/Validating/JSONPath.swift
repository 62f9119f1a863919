internal import SurveyModel

/// The way to a value in a JSON document.
public struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    /// One step of it.
    public enum Step: Hashable, Sendable {
        /// To the value of a key.
        case key(String)
        /// To an element, from 0.
        case index(Int)
    }

    /// The steps from the document on.
    public var steps: [Step]

    /// Makes a path; without steps it is the document itself.
    public init(_ steps: [Step] = []) { self.steps = steps }

    /// `$.figures[3].value`, as RFC 9535 writes it; a key that is no name stands in brackets and quotes.
    public var description: String {
        steps.reduce(into: "$") { text, step in
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where Self.isName(key): text += "." + key
            case .key(let key):
                var quoted: [UInt8] = []
                JSONValue.write(key, into: &quoted)
                text += "[" + String(decoding: quoted, as: UTF8.self) + "]"
            }
        }
    }

    private static func isName(_ key: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "_") || (0x61...0x7A).contains(byte | 0x20)
        }
        return key.utf8.first.map(isLetter) == true
            && key.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    }

    /// Reads the path of a fault in a survey document: `questions[3].rows[0].text`.
    init(ofSurveyFault text: String) {
        steps = []
        for part in text.split(separator: ".") {
            let pieces = part.split(separator: "[")
            for (place, piece) in pieces.enumerated() {
                if piece.last == "]", let index = Int(piece.dropLast()) {
                    steps.append(.index(index))
                } else if place == 0 {
                    steps.append(.key(String(piece)))
                }
            }
        }
    }
}

extension JSONPath {
    /// The line, from 1, on which the value begins that the path leads to, or the nearest one around it that is there.
    ///
    /// `bytes` must be a document that `JSONValue` could read. Linear in what stands before it.
    public func line(in bytes: [UInt8]) -> Int {
        var scanner = JSONScanner(bytes)
        scanner.skipSpace()
        for step in steps where !scanner.descend(step) { break }
        return bytes[..<min(scanner.position, bytes.count)].count { $0 == 0x0A } + 1
    }
}

/// Walks over a document that is known to be well formed.
private struct JSONScanner {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }

    mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    /// Goes to where a value of this object or array begins; stays where it is if there is no such value.
    mutating func descend(_ step: JSONPath.Step) -> Bool {
        let start = position
        switch step {
        case .key(let wanted):
            guard peek == UInt8(ascii: "{") else { return false }
            position += 1
            while true {
                skipSpace()
                guard peek == UInt8(ascii: "\"") else { break }
                let keyStart = position
                skipText()
                let key = try? JSONValue(parsing: bytes[keyStart..<position])
                skipSpace()
                position += 1
                skipSpace()
                if key?.string == wanted { return true }
                guard skipValue() else { break }
            }
        case .index(let wanted):
            guard peek == UInt8(ascii: "[") else { return false }
            position += 1
            skipSpace()
            var index = 0
            while index < wanted, peek != UInt8(ascii: "]") {
                guard skipValue() else { break }
                skipSpace()
                index += 1
            }
            if index == wanted, peek != UInt8(ascii: "]"), peek != 0 { return true }
        }
        position = start
        return false
    }

    private mutating func skipText() {
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position += 1
    }

    /// Goes behind a value and the comma after it; false at the end of the object or array.
    private mutating func skipValue() -> Bool {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                skipText()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return false }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                position += 1
                return true
            default: break
            }
            position += 1
        }
        return false
    }
}
