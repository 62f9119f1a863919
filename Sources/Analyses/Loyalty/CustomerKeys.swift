/// Tells customers apart without knowing who they are.
///
/// A customer's key is personal. It is never held, written or shown: what is held of it is a hash of 128 bits, keyed anew in
/// each run, from which it cannot be guessed by trying and which means nothing elsewhere. Two of a thousand million customers
/// have the same hash with a probability below 1e-20; they would then count as one.
///
/// Keys are the same if their bytes are, without blanks at either end. A number is its shortest text.
package struct CustomerKeys: Sendable {
    private let secrets: (UInt64, UInt64)

    /// Draws the secret of a run. Only keys of the same one can be compared.
    package init() {
        var generator = SystemRandomNumberGenerator()
        secrets = (generator.next(), generator.next())
    }

    /// What is held of a key; nil for an empty one.
    package func key(of bytes: ArraySlice<UInt8>) -> CustomerKey? {
        var bytes = bytes
        while let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
            bytes.removeLast()
        }
        bytes = bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard !bytes.isEmpty else { return nil }
        return bytes.withUnsafeBytes { bytes in
            CustomerKey(high: hash(bytes, secrets.0), low: hash(bytes, secrets.1))
        }
    }

    /// What is held of a key that is a text.
    package func key(of text: String) -> CustomerKey? { key(of: ArraySlice(text.utf8)) }

    /// SipHash, which the library seeds anew in each process on top of the secret.
    private func hash(_ bytes: UnsafeRawBufferPointer, _ secret: UInt64) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(secret)
        hasher.combine(bytes: bytes)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

/// What is held of a customer's key. It has no description, so that it is in no output by accident.
package struct CustomerKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    fileprivate let high: UInt64
    fileprivate let low: UInt64

    package var description: String { "customer" }

    package static func < (left: Self, right: Self) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}
