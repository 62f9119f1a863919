/// Reads the elements of a definitions file.
///
/// A DOCTYPE is taken out beforehand: what it names is not loaded, and what it declares does not count. No entity is known but the five of XML itself. Depth, size and the number of elements are limited.
enum TripleSElements {
    private static let sizeLimit = 64 << 20
    private static let elements = XMLElements(
        // Spaces in place of the DOCTYPE, and two bytes for one of Windows-1252, may make it larger than the file.
        sizeLimit: 3 * sizeLimit, elementLimit: 1_000_000, limits: .init(depth: 16, isDecoded: true),
        lineBreak: "br")

    static func root(of bytes: [UInt8]) throws(TripleSFault) -> XMLElement {
        guard bytes.count <= sizeLimit else {
            throw TripleSFault("it is larger than \(sizeLimit >> 20) MiB; definitions never are")
        }
        let bytes = TripleSProlog.withoutDoctype(try decoded(bytes))
        guard bytes.first(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) == UInt8(ascii: "<") else {
            throw TripleSFault(line: 1, "it does not begin with `<`: a Triple-S definitions file is XML")
        }
        do throws(XMLElementFault) { return try elements.root(of: bytes) } catch {
            throw TripleSFault(line: error.line, error.message)
        }
    }

    /// The document as UTF-8. The library's own conversion prints to standard error where it fails.
    private static func decoded(_ bytes: [UInt8]) throws(TripleSFault) -> [UInt8] {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let low = bytes[0] == 0xFF ? 0 : 1
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
            }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes[3...]) }
        let name = declaredEncoding(of: bytes) ?? "UTF-8"
        switch TripleSEncoding(named: name) {
        case .utf8: return bytes
        case .windows1252: return Array(Windows1252.text(of: bytes).utf8)
        case nil:
            throw TripleSFault(
                line: 1, "its encoding is \"\(name.excerpt)\"; save it as UTF-8, and say so in its first line"
            )
        }
    }

    /// The encoding that the XML declaration names; nil where there is none.
    static func declaredEncoding(of bytes: [UInt8]) -> String? {
        let head = Substring(
            String(decoding: bytes.prefix(200).filter { $0 > 0 && $0 < 0x80 }, as: UTF8.self))
        guard head.hasPrefix("<?xml"), let end = head.firstIndex(of: ">") else { return nil }
        let words = head[..<end].split(separator: "encoding", maxSplits: 1)
        guard words.count == 2 else { return nil }
        let rest = words[1].drop { $0 == " " || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }
}
