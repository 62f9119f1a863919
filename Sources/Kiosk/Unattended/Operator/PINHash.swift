internal import CCrypt
internal import Glibc

/// The memory-hard hash of an operator's PIN: yescrypt, as the system's own passwords have it.
///
/// Trying one PIN takes 64 MiB and 50 to 100 ms of a desktop processor, so that whoever copied the settings file pays for
/// each guess. A PIN of six digits still falls to a patient machine: the file is not to be readable by others.
///
/// Source: `crypt(5)` of libxcrypt; yescrypt by A. Peslyak.
public struct PINHash: Hashable, Sendable {
    /// The hash as the settings file has it, `$y$jBT$SALT$HASH`.
    public let text: String

    /// The fewest and the most digits of a new PIN.
    public static let digits = 6...16
    /// What a new hash costs, as `crypt_gensalt` counts: 7 is 64 MiB.
    public static let cost: UInt = 7

    /// Takes a hash from a settings file; nil for anything but yescrypt at a cost that a kiosk can bear, 1 MiB to 256 MiB.
    public init?(reading text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "y", Self.bearable.contains(String(parts[2])),
            (2...86).contains(parts[3].utf8.count), parts[4].utf8.count == 43,
            (parts[3] + parts[4]).utf8.allSatisfy(Self.isDigit64)
        else { return nil }
        self.text = text
    }

    /// Hashes a new PIN with salt from the system; nil where the system cannot.
    ///
    /// The caller clears `pin` afterwards.
    public init?(of pin: [UInt8], cost: UInt = cost) {
        var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        // Without bytes of its own libcrypt draws the salt from the kernel.
        guard crypt_gensalt_rn("$y$", cost, nil, 0, &setting, CRYPT_GENSALT_OUTPUT_SIZE) != nil,
            let text = Self.hash(pin, setting: setting), let hash = PINHash(reading: text)
        else { return nil }
        self = hash
    }

    /// Whether a PIN is the one that was hashed.
    ///
    /// Takes as long for a wrong PIN as for the right one. The caller clears `pin` afterwards.
    public func matches(_ pin: [UInt8]) -> Bool {
        guard let given = Self.hash(pin, setting: Array(text.utf8CString)) else { return false }
        return Self.isEqual(Array(given.utf8), Array(text.utf8))
    }

    /// Whether two runs of bytes are equal, in a time that depends on their length only.
    static func isEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        var difference: UInt8 = 0
        for place in one.indices { difference |= one[place] ^ other[place] }
        return difference == 0
    }

    /// Overwrites bytes so that no compiler leaves that out.
    public static func clear(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
        }
        bytes.removeAll()
    }

    /// What libcrypt makes of a PIN; nil if it refuses the setting, or the PIN holds a zero or is unreasonably long.
    private static func hash(_ pin: [UInt8], setting: [CChar]) -> String? {
        guard !pin.isEmpty, pin.count <= 128, !pin.contains(0) else { return nil }
        var phrase = pin + [0]
        defer { clear(&phrase) }
        // `struct crypt_data` is plain memory of a known size, which has to be zero.
        let size = MemoryLayout<crypt_data>.size
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: size, alignment: MemoryLayout<crypt_data>.alignment)
        memset(memory, 0, size)
        defer {
            explicit_bzero(memory, size)
            memory.deallocate()
        }
        let result = phrase.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { letters in
                crypt_rn(letters.baseAddress, setting, memory, CInt(size))
            }
        }
        return result.map { String(cString: $0) }
    }

    /// What `crypt_gensalt` writes for the costs 1 to 9, which take 1 to 256 MiB.
    private static let bearable: Set<String> = [
        "j75", "j85", "j7T", "j8T", "j9T", "jAT", "jBT", "jCT", "jDT",
    ]

    private static func isDigit64(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2E...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
