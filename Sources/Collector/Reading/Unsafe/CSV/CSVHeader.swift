/// The header of a CSV: the names of its columns, and what they are separated by.
struct CSVHeader {
    var names: [String] = []
    var separator: UInt8
    var endsWithReturns = false
    var lineCount = 1
    /// What was read beyond it.
    var rest: [UInt8] = []

    private static let separators = [0x2C, 0x3B, 0x09, 0x7C] as [UInt8]

    /// Reads the first record. Throws `CSVFault` or `SystemError`.
    init(_ stream: DecodedStream, name: String, _ map: CSVMap) throws {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var end: Int?
        var looked = 0
        var state = (isQuoted: false, isAtCell: true)
        while end == nil {
            let taken = try piece.withUnsafeMutableBufferPointer { memory throws(SystemError) in
                try memory.baseAddress.map { base throws(SystemError) in
                    try stream.read(into: base, memory.count)
                } ?? 0
            }
            if bytes.isEmpty, taken > 0 {
                try Self.refuseWideCharacters(piece[..<taken], name)
            }
            bytes += piece[..<taken]
            if looked == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            end = Self.end(bytes, from: &looked, &state)
            if end == nil {
                if taken == 0 {
                    end = bytes.count
                } else if bytes.count > SharedReading.lineLimit {
                    throw CSVFault(
                        name, line: 1,
                        "the header is longer than \(SharedReading.lineLimit >> 20) MiB; is a quote not closed?"
                    )
                }
            }
        }
        let stop = end ?? bytes.count
        var header = bytes[..<stop]
        if stop == bytes.count, header.last == 0x0D { header.removeLast() }
        guard header.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else {
            throw CSVFault(name, "it is empty; a CSV begins with a line of column names")
        }
        separator = map.separator ?? Self.sniff(header)
        if stop < bytes.count {
            endsWithReturns =
                bytes[stop] == 0x0D && (stop + 1 == bytes.count ? true : bytes[stop + 1] != 0x0A)
            let isPair = bytes[stop] == 0x0D && stop + 1 < bytes.count && bytes[stop + 1] == 0x0A
            rest = Array(bytes[(stop + (isPair ? 2 : 1))...])
        }
        lineCount = 1 + header.count { $0 == 0x0A || endsWithReturns && $0 == 0x0D }
        names = try Self.names(header, separator, name)
    }

    /// Where the first record ends.
    private static func end(
        _ bytes: [UInt8], from place: inout Int, _ state: inout (isQuoted: Bool, isAtCell: Bool)
    ) -> Int? {
        while place < bytes.count {
            let byte = bytes[place]
            if state.isQuoted {
                // A doubled quote closes and opens again.
                if byte == 0x22 { state = (false, true) }
            } else if byte == 0x22, state.isAtCell {
                state.isQuoted = true
            } else if byte == 0x0A {
                return place
            } else if byte == 0x0D {
                // What follows says which kind of line end it is.
                guard place + 1 < bytes.count else { return nil }
                return place
            } else {
                state.isAtCell = separators.contains(byte)
            }
            place += 1
        }
        return nil
    }

    /// The separator that stands most often outside of quotes.
    private static func sniff(_ header: ArraySlice<UInt8>) -> UInt8 {
        var counts = [Int](repeating: 0, count: separators.count)
        var isQuoted = false
        for byte in header {
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, let index = separators.firstIndex(of: byte) { counts[index] += 1 }
        }
        var best = 0
        for index in counts.indices where counts[index] > counts[best] { best = index }
        return separators[best]
    }

    private static func names(_ header: ArraySlice<UInt8>, _ separator: UInt8, _ source: String)
        throws(CSVFault)
        -> [String]
    {
        var names: [String] = []
        var cell: [UInt8] = []
        var place = header.startIndex
        var isAtCell = true
        func add(_ cell: [UInt8]) throws(CSVFault) {
            guard let name = String(validating: cell, as: UTF8.self) else {
                throw CSVFault(
                    source, line: 1,
                    "the header is not UTF-8; if an older spreadsheet wrote it, write encoding windows-1252 into a map, "
                        + "or convert it: iconv -f WINDOWS-1252 -t UTF-8 \(source) > new.csv")
            }
            names.append(String(decoding: CSVVocabulary.trimmed(Array(name.utf8)[...]), as: UTF8.self))
        }
        while place < header.endIndex {
            let byte = header[place]
            if byte == 0x22, isAtCell {
                place += 1
                while true {
                    guard place < header.endIndex else {
                        throw CSVFault(source, line: 1, "a quote in the header is not closed")
                    }
                    if header[place] == 0x22 {
                        guard place + 1 < header.endIndex, header[place + 1] == 0x22 else { break }
                        place += 1
                    }
                    cell.append(header[place])
                    place += 1
                }
            } else if byte == separator {
                try add(cell)
                cell = []
                isAtCell = true
                place += 1
                continue
            } else {
                cell.append(byte)
            }
            isAtCell = false
            place += 1
        }
        try add(cell)
        return names
    }

    /// UTF-16 is seen by its mark, or by the zeros in its letters.
    private static func refuseWideCharacters(_ bytes: ArraySlice<UInt8>, _ source: String) throws(CSVFault) {
        let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        guard isMarked || bytes.prefix(512).count(where: { $0 == 0 }) >= 2 else { return }
        throw CSVFault(
            source, line: 1,
            isMarked || bytes.dropFirst().first == 0 || bytes.first == 0
                ? "it is UTF-16; write encoding utf-16 into a map, or convert it: "
                    + "iconv -f UTF-16 -t UTF-8 \(source) > new.csv"
                : "the header has bytes of zero; this is no text")
    }
}
