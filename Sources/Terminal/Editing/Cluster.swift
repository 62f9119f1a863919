/// A character of a text that is being edited: what moving, wrapping and counting ask of it.
struct Cluster: Hashable, Sendable {
    /// How many bytes of UTF-8 it takes.
    var bytes: UInt32
    /// How many cells it takes.
    var width: UInt16
    var kind: Kind

    /// What words are made of.
    enum Kind: UInt8, Sendable {
        case lineBreak
        /// U+0020, where lines may be wrapped.
        case space
        /// Any other white space.
        case blank
        /// A letter or a digit.
        case letter
        /// A sign, a picture.
        case other

        /// What a character is by its first scalar; the rest are marks. A space with a mark is no place to wrap at.
        init(of scalar: Unicode.Scalar) {
            switch scalar.value {
            // The property White_Space: PropList.txt of Unicode 17.0.
            case 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
                self = .blank
            default:
                let properties = scalar.properties
                self = properties.isAlphabetic || properties.numericType != nil ? .letter : .other
            }
        }

        var isBlank: Bool { rawValue <= Self.blank.rawValue }
    }

    init(bytes: UInt32, width: UInt16, kind: Kind) {
        (self.bytes, self.width, self.kind) = (bytes, width, kind)
    }

    init(_ character: Character) {
        bytes = UInt32(clamping: character.utf8.count)
        if bytes == 1, let ascii = character.utf8.first {
            width = 1
            switch ascii {
            case 0x0A, 0x0D: (kind, width) = (.lineBreak, 0)
            case 0x20: kind = .space
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
                kind = .letter
            default: kind = .other
            }
        } else {
            width = UInt16(clamping: character.displayWidth)
            kind = Kind(of: character.unicodeScalars.first!)
        }
    }

    /// The characters of a text.
    static func clusters(of bytes: ArraySlice<UInt8>) -> [Cluster] {
        String(decoding: bytes, as: UTF8.self).map(Cluster.init)
    }
}

/// Overwrites bytes, then drops them.
func overwrite(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    bytes = []
}
