/// A number as it stands in a file: digits, at most one point, at most one exponent; no words, no separators of
/// thousands.
enum Numeral {
    /// The number; infinite if it is too large for any; nil if it is none.
    static func value(_ text: String) -> Double? {
        var rest = Array(text.utf8)[...]
        guard rest.count <= 400 else { return nil }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = digits(&rest)
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = digits(&rest)
            guard fraction > 0 else { return nil }
        }
        guard whole > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard digits(&rest) > 0 else { return nil }
        }
        return rest.isEmpty ? Double(text) : nil
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
        let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
        rest = rest.dropFirst(count)
        return count
    }
}
