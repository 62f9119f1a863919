package import FoundationEssentials

// `Decimal.description` takes 1 to 2 µs and a comparison 0.4 µs, which is most of the time of an export or of
// counting a response. The digits themselves are at hand in memory, where this file reads them, in some
// nanoseconds.

extension Decimal {
    /// The number as a coefficient below 2^64 and a power of ten; nil for a longer one, and for no number at
    /// all.
    package var digits: Digits? { Self.hasKnownLayout ? stored : nil }

    /// `(isNegative ? -1 : 1) * coefficient * 10^exponent`
    package struct Digits: Hashable, Sendable {
        package var isNegative: Bool
        package var coefficient: UInt64
        package var exponent: Int

        /// Makes a number.
        package init(isNegative: Bool, coefficient: UInt64, exponent: Int) {
            self.isNegative = isNegative
            self.coefficient = coefficient
            self.exponent = exponent
        }

        /// Appends the canonical text, false if it would be longer than any number here.
        package func write(into bytes: inout [UInt8]) -> Bool {
            guard exponent >= -40, exponent <= 40 else { return false }
            guard coefficient > 0 else {
                bytes.append(UInt8(ascii: "0"))
                return true
            }
            var coefficient = coefficient
            var exponent = exponent
            while exponent < 0, coefficient.isMultiple(of: 10) {
                coefficient /= 10
                exponent += 1
            }
            if isNegative { bytes.append(UInt8(ascii: "-")) }
            let start = bytes.count
            var places = 0
            // From the last digit to the first, with the point after as many as the exponent says.
            while coefficient > 0 || places <= -exponent {
                if places > 0, places == -exponent { bytes.append(UInt8(ascii: ".")) }
                bytes.append(UInt8(ascii: "0") + UInt8(coefficient % 10))
                coefficient /= 10
                places += 1
            }
            bytes[start...].reverse()
            for _ in 0..<max(0, exponent) { bytes.append(UInt8(ascii: "0")) }
            return true
        }

        /// The number as an `Int`, if it is whole and fits.
        package var whole: Int? {
            var magnitude = coefficient
            if magnitude == 0 { return 0 }
            var exponent = exponent
            while exponent < 0 {
                guard magnitude.isMultiple(of: 10) else { return nil }
                magnitude /= 10
                exponent += 1
            }
            while exponent > 0 {
                let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                magnitude = product
                exponent -= 1
            }
            if isNegative, magnitude == Int.min.magnitude { return .min }
            return Int(exactly: magnitude).map { isNegative ? -$0 : $0 }
        }
    }

    /// Appends `canonicalText`, without making one where it can.
    package func writeCanonicalText(into bytes: inout [UInt8]) {
        if let digits, digits.write(into: &bytes) { return }
        bytes += describedText.utf8
    }

    /// The canonical text from the library's own description: the slow way, and the reference.
    package var describedText: String {
        var text = Substring(description)
        if text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text == "-0" ? "0" : String(text)
    }

    /// Foundation's layout, 20 bytes: the exponent; a byte with the length of the coefficient in words (the
    /// upper four bits) and the sign (0x08); two bytes that are reserved; eight words of 16 bits, the lowest
    /// first. A length of 0 with a sign is no number. Reading is safe whatever the layout is, since all bytes
    /// are those of the value.
    private var stored: Digits? {
        withUnsafeBytes(of: self) { bytes in
            let length = Int(bytes[1] >> 4)
            let isNegative = bytes[1] & 0x08 != 0
            guard length <= 4, length > 0 || !isNegative else { return nil }
            var coefficient: UInt64 = 0
            for word in 0..<length {
                let low = UInt64(bytes[4 + 2 * word])
                let high = UInt64(bytes[5 + 2 * word])
                coefficient |= (low | high << 8) << (16 * UInt64(word))
            }
            return Digits(
                isNegative: isNegative, coefficient: coefficient, exponent: Int(Int8(bitPattern: bytes[0])))
        }
    }

    /// Whether the layout is the one above, tried once with numbers of each shape. If it ever changes,
    /// everything is slow again, and right.
    private static let hasKnownLayout: Bool = {
        guard MemoryLayout<Decimal>.size == 20 else { return false }
        let samples = [
            "0", "1", "-1", "12.5", "-0.001", "65535", "65536", "4294967296.25", "-281474976710657",
            "1000000",
            "18446744073709551615",
        ]
        return samples.allSatisfy { text in
            guard let sample = Decimal(string: text), let digits = sample.stored else { return false }
            var bytes: [UInt8] = []
            return digits.write(into: &bytes)
                && String(decoding: bytes, as: UTF8.self) == sample.describedText
        }
    }()
}
