/// A text as a cell holds it, made once for all cells that it stands in.
package final class CellText {
    /// The text in UTF-8, with a zero byte at its end; it lives as long as the object.
    package let pointer: UnsafePointer<CChar>
    /// What could not be kept of it.
    package let damage: CellDamage
    /// About how wide it is, in characters.
    package let width: Int

    /// Makes the text of a cell.
    package init(_ text: String) {
        let buffer = CellBuffer()
        damage = buffer.take(Array(text.utf8)[...])
        width = text.unicodeScalars.count
        pointer = UnsafePointer(buffer.release())
    }

    deinit { pointer.deallocate() }
}

/// What a cell could not keep of a text.
package struct CellDamage: OptionSet, Hashable, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// It was longer than a cell.
    package static let cut = CellDamage(rawValue: 1)
    /// It had characters that XML forbids.
    package static let replaced = CellDamage(rawValue: 2)
}

/// Where texts are made ready for a cell, one after the other, without an allocation for one.
///
/// A cell holds 32,767 units of UTF-16. XML forbids control characters but tab and line breaks, and U+FFFE and U+FFFF: for
/// them U+FFFD is written, and for a carriage return a line break. Spreadsheets read `_x0041_` in a file as an *A*, so a
/// text that looks like that has its first line escaped as they escape it, `_x005F_x0041_`.
package final class CellBuffer {
    /// What was taken last, with a zero byte at its end.
    package private(set) var pointer: UnsafeMutablePointer<CChar>
    private var capacity = 64
    private var count = 0
    /// The units of UTF-16 that a cell holds.
    package static let limit = 32_767

    /// Makes an empty one.
    package init() {
        pointer = .allocate(capacity: capacity)
        pointer[0] = 0
    }

    deinit { pointer.deallocate() }

    /// Gives the bytes away, and is empty again.
    fileprivate func release() -> UnsafeMutablePointer<CChar> {
        let given = pointer
        capacity = 64
        pointer = .allocate(capacity: capacity)
        pointer[0] = 0
        count = 0
        return given
    }

    /// Makes a text ready: UTF-8, without a zero byte at its end. Linear.
    package func take(_ bytes: ArraySlice<UInt8>) -> CellDamage {
        count = 0
        reserve(bytes.count + 1)
        guard !Self.isPlain(bytes) else {
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(start: pointer, count: capacity).copyMemory(from: source)
            }
            count = bytes.count
            pointer[count] = 0
            return []
        }
        return takeSlowly(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether a text can stay as it is.
    private static func isPlain(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count <= limit else { return false }
        return bytes.withUnsafeBytes { bytes in
            for index in bytes.indices {
                let byte = bytes[index]
                if byte < 0x20 {
                    if byte != 0x0A, byte != 0x09 { return false }
                } else if byte == 0xEF || byte == UInt8(ascii: "_"), index + 1 < bytes.count {
                    let next = bytes[index + 1]
                    // The start of U+FFC0 to U+FFFF, and of `_x`.
                    if byte == 0xEF ? next == 0xBF : next == UInt8(ascii: "x") { return false }
                }
            }
            return true
        }
    }

    private func takeSlowly(_ text: String) -> CellDamage {
        var damage: CellDamage = []
        var units = 0
        var character: [UInt8] = []
        let scalars = Array(text.unicodeScalars)
        var index = 0
        for grapheme in text {
            character.removeAll(keepingCapacity: true)
            var width = 0
            for scalar in grapheme.unicodeScalars {
                switch scalar.value {
                case 0x0D:
                    damage.insert(.replaced)
                    // CR LF is one character.
                    if grapheme.unicodeScalars.count == 1 {
                        character.append(0x0A)
                        width += 1
                    }
                case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0xFFFE, 0xFFFF:
                    damage.insert(.replaced)
                    character += "\u{FFFD}".utf8
                    width += 1
                case 0x5F where Self.isEscape(scalars[index...]):
                    character += "_x005F_".utf8
                    width += 7
                default:
                    character += UTF8.encode(scalar)!
                    width += scalar.value > 0xFFFF ? 2 : 1
                }
                index += 1
            }
            guard units + width <= Self.limit else {
                damage.insert(.cut)
                break
            }
            units += width
            reserve(count + character.count + 1)
            for byte in character {
                pointer[count] = CChar(bitPattern: byte)
                count += 1
            }
        }
        pointer[count] = 0
        return damage
    }

    /// Whether a text begins as `_x0041_` does.
    private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let start = Array(scalars.prefix(7))
        return start.count == 7 && start[1] == "x" && start[6] == "_"
            && start[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
    }

    private func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        let larger = UnsafeMutablePointer<CChar>.allocate(capacity: wanted * 2)
        larger.update(from: pointer, count: count)
        pointer.deallocate()
        pointer = larger
        capacity = wanted * 2
    }
}
