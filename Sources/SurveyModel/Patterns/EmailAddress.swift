/// The e-mail addresses that people have: `local@domain` with a point in the domain, without spaces, quotes or comments.
///
/// The local part has 1 to 64 bytes, no point at its ends and no two in a row; the domain has labels of letters of any
/// script, digits and inner hyphens, of 1 to 63 bytes; the last has two characters or more and is no number. At most
/// 254 bytes in all. Source of the lengths: RFC 5321, section 4.5.3.1, and RFC 1035, section 2.3.4.
enum EmailAddress {
    static func matches(_ text: String) -> Bool {
        guard text.utf8.count <= 254 else { return false }
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, String(parts[0]).utf8.count <= 64 else { return false }
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isLocal) }) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, last.count >= 2,
            !last.allSatisfy({ ("0"..."9").contains($0) })
        else { return false }
        return labels.allSatisfy { label in
            guard let first = label.first, let last = label.last, first != "-", last != "-" else {
                return false
            }
            return String(label).utf8.count <= 63 && label.allSatisfy { $0 == "-" || isLetterOrDigit($0) }
        }
    }

    /// Letters and digits of any script, and the signs that an address has without quotes (RFC 5322, `atext`).
    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? isLetterOrDigit(scalar) || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
            : isLetterOrDigit(scalar)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        ScalarClass.letter.contains(scalar) || ScalarClass.mark.contains(scalar)
            || scalar.properties.generalCategory == .decimalNumber
    }
}

/// Telephone numbers as people write them: 5 to 15 digits with spaces, `( ) - . /` between, and one `+` before them.
///
/// Source of the greatest length: ITU-T E.164, 15 digits; local numbers have 5 or more.
enum PhoneNumber {
    static func matches(_ text: String) -> Bool {
        var digits = 0
        var isInternational = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "+"):
                guard digits == 0, !isInternational else { return false }
                isInternational = true
            case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "/"):
                break
            default: return false
            }
        }
        return (5...15).contains(digits)
    }
}
