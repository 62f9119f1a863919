/// Letters with their marks as one scalar, where Unicode has one.
///
/// Consoles give a mark a cell of its own, so European letters are written composed, however they are stored. Only
/// European scripts need it: all others with composed letters are drawn alike either way by the terminals that have them.
enum Composition {
    /// The one scalar that the character is, composed if need be; nil if it takes several.
    ///
    /// - Complexity: constant, but for the first call with a decomposed letter, which makes the table.
    static func single(_ character: Character) -> Unicode.Scalar? {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return nil }
        if scalars.index(after: scalars.startIndex) == scalars.endIndex { return first }
        guard first.value < 0x2000 else { return nil }
        return table[character]
    }

    /// Characters are equal if they are canonically equivalent, so a decomposed letter finds the composed one.
    private static let table: [Character: Unicode.Scalar] = {
        let ranges: [ClosedRange<UInt32>] = [
            0xC0...0x17F, 0x1CD...0x1DC, 0x1E6...0x1F0, 0x1F4...0x1F5, 0x1F8...0x21B, 0x21E...0x21F,
            0x226...0x233,
            0x386...0x3CE, 0x400...0x45F, 0x4D0...0x4F9, 0x1E00...0x1EF9, 0x1F00...0x1FFC,
        ]
        var table: [Character: Unicode.Scalar] = [:]
        for range in ranges {
            for value in range {
                if let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic {
                    let character = Character(scalar)
                    // Some letters of Extended Greek are the same as older ones, which more fonts have.
                    if table[character] == nil { table[character] = scalar }
                }
            }
        }
        return table
    }()
}
