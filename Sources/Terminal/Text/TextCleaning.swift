/// What cleaning does with line breaks.
public enum LineBreaks: Sendable {
    /// They become spaces, as in an answer of one line.
    case replacedBySpaces
    /// They stay, each as one line feed, as in an answer of several lines.
    case kept
}

/// The text without anything that could steer a terminal, hide or reorder what is read.
///
/// Removed are control characters (C0, DEL, C1), bidirectional controls, U+2028 and U+2029, tags (U+E0000 to U+E007F),
/// byte order marks and the noncharacters U+FFFE and U+FFFF. Tabs become spaces; line breaks (LF, CR or both together) are
/// treated as asked. Everything else stays, joiners and variation selectors of emoji and of Indic and Persian words
/// included. Cleaning what is clean changes nothing.
///
///     cleaned("a\u{1B}[31mb\tc")  // "a[31mb c"
///
/// - Parameter maximumBytes: where the result is longer in UTF-8, it is cut after the last whole character that fits.
/// - Complexity: linear; text that needs no cleaning is returned as it is.
public func cleaned(
    _ text: String, lineBreaks: LineBreaks = .replacedBySpaces, maximumBytes: Int? = nil
) -> String {
    var result = text
    if !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }),
        text.unicodeScalars.contains(where: \.isForbiddenAtTerminals)
    {
        var scalars = String.UnicodeScalarView()
        var followsCarriageReturn = false
        for scalar in text.unicodeScalars {
            defer { followsCarriageReturn = scalar == "\r" }
            switch scalar {
            case "\n" where followsCarriageReturn: continue
            case "\n", "\r": scalars.append(lineBreaks == .kept ? "\n" : " ")
            case "\t": scalars.append(" ")
            default: if !scalar.isForbiddenAtTerminals { scalars.append(scalar) }
            }
        }
        result = String(scalars)
    }
    guard let maximumBytes else { return result }
    return result.cut(toBytes: maximumBytes)
}

/// The text that untrusted bytes spell, cleaned: bytes that are not UTF-8 are replaced by U+FFFD first.
public func cleaned(
    bytes: some Collection<UInt8>, lineBreaks: LineBreaks = .replacedBySpaces, maximumBytes: Int? = nil
) -> String {
    cleaned(String(decoding: bytes, as: UTF8.self), lineBreaks: lineBreaks, maximumBytes: maximumBytes)
}

extension Unicode.Scalar {
    /// Whether the scalar never reaches a terminal, and never comes from one as text: C0, DEL and C1, bidirectional controls,
    /// U+2028 and U+2029, tags, byte order marks and the two noncharacters beside them. Line breaks and tabs are among them;
    /// `cleaned` treats them as asked.
    public var isForbiddenAtTerminals: Bool {
        switch value {
        case 0x20..<0x7F: false
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        case 0xFEFF, 0xFFFE, 0xFFFF, 0xE0000...0xE007F: true
        default: false
        }
    }
}

extension String {
    /// As many whole characters from the start as fit into so many bytes.
    fileprivate func cut(toBytes maximum: Int) -> String {
        guard utf8.count > maximum else { return self }
        var end = startIndex
        var used = 0
        for index in indices {
            used += self[index].utf8.count
            if used > maximum { break }
            end = self.index(after: index)
        }
        return String(self[..<end])
    }
}
