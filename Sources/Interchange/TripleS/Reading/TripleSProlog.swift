/// Takes the DOCTYPE out of a definitions file before anything reads it.
///
/// The standard puts one into every file, so it cannot be refused as in other documents; and the XML library, which is not told
/// to load it, would still expand the entities that it declares in attributes. What is taken out becomes spaces, so that lines
/// keep their numbers.
enum TripleSProlog {
    static func withoutDoctype(_ bytes: [UInt8]) -> [UInt8] {
        guard let start = doctype(in: bytes), let end = end(of: start, in: bytes) else { return bytes }
        var bytes = bytes
        for place in start..<end where bytes[place] != 0x0A { bytes[place] = 0x20 }
        return bytes
    }

    /// Where a DOCTYPE begins before the root element; only instructions and comments stand before it.
    private static func doctype(in bytes: [UInt8]) -> Int? {
        var place = 0
        while place < bytes.count {
            if begins(bytes, "<!DOCTYPE", at: place) { return place }
            if begins(bytes, "<?", at: place) {
                guard let end = find("?>", in: bytes, from: place + 2) else { return nil }
                place = end
            } else if begins(bytes, "<!--", at: place) {
                guard let end = find("-->", in: bytes, from: place + 4) else { return nil }
                place = end
            } else if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
                place += 1
            } else {
                return nil
            }
        }
        return nil
    }

    /// Behind the `>` that ends it: not one in quotes, in a comment, or of a declaration in brackets.
    private static func end(of start: Int, in bytes: [UInt8]) -> Int? {
        var place = start + 9
        var isInBrackets = false
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let close = bytes[(place + 1)...].firstIndex(of: bytes[place]) else { return nil }
                place = close
            case UInt8(ascii: "["): isInBrackets = true
            case UInt8(ascii: "]"): isInBrackets = false
            case UInt8(ascii: "<") where begins(bytes, "<!--", at: place):
                guard let end = find("-->", in: bytes, from: place + 4) else { return nil }
                place = end - 1
            case UInt8(ascii: "<") where begins(bytes, "<?", at: place):
                guard let end = find("?>", in: bytes, from: place + 2) else { return nil }
                place = end - 1
            case UInt8(ascii: ">") where !isInBrackets: return place + 1
            default: break
            }
            place += 1
        }
        return nil
    }

    private static func begins(_ bytes: [UInt8], _ text: StaticString, at place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        return (0..<count).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
    }

    /// The place behind a text.
    private static func find(_ text: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            if begins(bytes, text, at: place) { return place + text.utf8CodeUnitCount }
            place += 1
        }
        return nil
    }
}
