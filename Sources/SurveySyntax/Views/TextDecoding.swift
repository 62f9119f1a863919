extension TextValue {
    /// What string tokens say together. Linear in their length.
    public init(_ pieces: [Token]) {
        var decoder = TextDecoder()
        for piece in pieces { decoder.decode(piece) }
        decoder.endLiteral()
        segments = decoder.segments
        flaws = decoder.flaws
    }
}

private struct TextDecoder {
    var segments: [TextValue.Segment] = []
    var flaws: [TextValue.Flaw] = []
    /// From here on the piece has no `}` any more, so that it is not searched again.
    var unclosedFrom = Int.max
    /// Where the file of the piece begins; all that is read here is counted from there.
    var base = 0
    /// The literal that is being read, as UTF-8.
    var literal: [UInt8] = []

    mutating func endLiteral() {
        guard !literal.isEmpty else { return }
        segments.append(.literal(String(decoding: literal, as: UTF8.self)))
        literal.removeAll(keepingCapacity: true)
    }

    mutating func flaw(_ reason: TextValue.Flaw.Reason, _ range: Range<Int>) {
        flaws.append(TextValue.Flaw(reason: reason, range: placed(range)))
    }

    private func placed(_ range: Range<Int>) -> Range<Int> {
        base + range.lowerBound..<base + range.upperBound
    }

    mutating func decode(_ piece: Token) {
        let bytes = piece.tree.bytes
        base = piece.tree.base
        let range = piece.tree.byteRange(piece.index)
        let end = piece.kind == .string ? range.upperBound - 1 : range.upperBound
        var position = range.lowerBound + 1
        unclosedFrom = Int.max
        while position < end {
            let byte = bytes[position]
            switch byte {
            case .backslash: escape(bytes, &position, end)
            case UInt8(ascii: "{"): placeholder(bytes, &position, end)
            case 0x80...: scalar(bytes, &position, end)
            default:
                if byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F {
                    flaw(.controlCharacter, position..<position + 1)
                }
                literal.append(byte)
                position += 1
            }
        }
    }

    private mutating func escape(_ bytes: [UInt8], _ position: inout Int, _ end: Int) {
        let start = position
        position += 1
        guard position < end else { return flaw(.unknownEscape, start..<position) }
        let byte = bytes[position]
        position += 1
        switch byte {
        case .quote, .backslash, UInt8(ascii: "{"), UInt8(ascii: "}"): literal.append(byte)
        case UInt8(ascii: "n"): literal.append(.lineFeed)
        case UInt8(ascii: "t"): literal.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "u"): unicode(bytes, from: start, &position, end)
        default:
            // The whole character, when it is a longer one.
            while position < end, bytes[position] & 0xC0 == 0x80 { position += 1 }
            flaw(.unknownEscape, start..<position)
            literal.append(contentsOf: bytes[start + 1..<position])
        }
    }

    /// The rest of `\u{…}`.
    private mutating func unicode(_ bytes: [UInt8], from start: Int, _ position: inout Int, _ end: Int) {
        guard position < end, bytes[position] == UInt8(ascii: "{") else {
            return flaw(.badScalar, start..<position)
        }
        position += 1
        var value: UInt32 = 0
        var digits = 0
        while position < end, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue {
            value = digits < 6 ? value << 4 | UInt32(digit) : value
            digits += 1
            position += 1
        }
        guard position < end, bytes[position] == UInt8(ascii: "}") else {
            return flaw(.badScalar, start..<position)
        }
        position += 1
        guard (1...6).contains(digits), let scalar = Unicode.Scalar(value) else {
            return flaw(.badScalar, start..<position)
        }
        if scalar.properties.generalCategory == .control, value != 9, value != 10 {
            flaw(.controlCharacter, start..<position)
        }
        literal.append(contentsOf: Array(String(Character(scalar)).utf8))
    }

    private mutating func placeholder(_ bytes: [UInt8], _ position: inout Int, _ end: Int) {
        let start = position
        guard start < unclosedFrom, let close = bytes[start..<end].firstIndex(of: UInt8(ascii: "}")) else {
            if start < unclosedFrom { flaw(.unclosedPlaceholder, start..<end) }
            unclosedFrom = min(unclosedFrom, start)
            literal.append(bytes[start])
            position += 1
            return
        }
        position = close + 1
        let inside = bytes[start + 1..<close]
        let bar = inside.firstIndex(of: UInt8(ascii: "|"))
        let name = trimmed(inside[..<(bar ?? close)])
        guard !name.isEmpty else { return flaw(.emptyPlaceholder, start..<position) }
        let fallback = bar.map { String(decoding: trimmed(inside[($0 + 1)...]), as: UTF8.self) }
        endLiteral()
        segments.append(
            .placeholder(
                TextValue.Placeholder(
                    name: String(decoding: name, as: UTF8.self), fallback: fallback,
                    range: placed(start..<position), nameRange: placed(name.startIndex..<name.endIndex))))
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }

    /// A character of two bytes or more.
    private mutating func scalar(_ bytes: [UInt8], _ position: inout Int, _ end: Int) {
        let start = position
        let lead = bytes[position]
        let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        let whole = bytes[start..<min(start + count, end)]
        guard lead >= 0xC2, let character = String(validating: whole, as: UTF8.self)?.unicodeScalars.first,
            whole.count == count
        else {
            position += 1
            flaw(.notUTF8, start..<position)
            return literal.append(contentsOf: [0xEF, 0xBF, 0xBD])
        }
        if character.properties.generalCategory == .control { flaw(.controlCharacter, start..<start + count) }
        literal.append(contentsOf: whole)
        position += count
    }
}
