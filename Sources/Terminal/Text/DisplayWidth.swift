extension String {
    /// How many cells the text takes on a terminal, line breaks taking none. Linear in the text.
    public var displayWidth: Int {
        // ASCII without control characters, the usual case, is as wide as it has bytes.
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }
}

extension Character {
    /// How many cells the character takes on a terminal.
    ///
    /// Two for East Asian wide characters, flags, emoji and their sequences; none for control characters and for a
    /// mark that stands alone; for a letter with its marks what the letter takes, composed or not. Characters that
    /// are ambiguous in East Asian texts take one. An Indic cluster takes as many cells as its letters.
    public var displayWidth: Int {
        var width = 0
        var first: Unicode.Scalar?
        var isJoined = false
        for scalar in unicodeScalars {
            let own = scalar.displayWidth
            if first == nil {
                first = scalar
                width = own
            } else if scalar.value == 0xFE0F, first?.properties.isEmoji == true {
                // The selector asks for the coloured picture, which is wide.
                width = max(width, 2)
            } else if isJoined && scalar.properties.isEmoji
                || scalar.properties.isEmojiModifier && first?.properties.isEmojiModifierBase == true
                || scalar.isRegionalIndicator
            {
                // What is joined to a picture, colours it or completes a flag is drawn inside it.
                width = max(width, own)
            } else {
                width += own
            }
            isJoined = scalar.value == 0x200D
        }
        return width
    }
}

extension Unicode.Scalar {
    /// How many cells the scalar takes when it stands alone: 0, 1 or 2.
    var displayWidth: Int {
        if value < 0x300 { return value >= 0x20 && !(0x7F..<0xA0).contains(value) ? 1 : 0 }
        if WidthTables.two.hasRange(around: value) { return 2 }
        return WidthTables.zero.hasRange(around: value) ? 0 : 1
    }

    /// Whether it is half a flag.
    var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }
}

extension [UInt32] {
    /// Whether a value lies in one of the ranges that the array lists as pairs of first and last. Logarithmic.
    fileprivate func hasRange(around value: UInt32) -> Bool {
        var (low, high) = (0, count / 2)
        while low < high {
            let middle = (low + high) / 2
            if value > self[2 * middle + 1] { low = middle + 1 } else { high = middle }
        }
        return low < count / 2 && value >= self[2 * low]
    }
}
