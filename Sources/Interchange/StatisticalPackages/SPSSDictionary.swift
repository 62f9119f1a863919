/// What a dictionary of SPSS says in records that the library does not write, or not so that every reader understands them: the
/// long names of variables, their encoding, and multiple-response sets.
///
/// Each variable has a short name of three letters and digits, as SPSS's own files have beside the long one. The library
/// would make them of the long names, and those of the further parts of a long text of their first five letters; with a text
/// `branch` that makes a second BRANCH. Of names that are this short it makes none.
///
/// Source: GNU PSPP, System File Format.
struct SPSSDictionary {
    private let longNames: [UInt8]
    private var sets: [UInt8] = []
    private var setNames: Set<String> = []

    /// The dictionary of variables of these names.
    init(_ names: [String]) {
        var text: [UInt8] = []
        for (index, name) in names.enumerated() {
            if index > 0 { text.append(0x09) }
            text += "\(Self.shortName(index))=\(name)".utf8
        }
        longNames = Self.record(subtype: 13, text)
    }

    /// The short name of a variable by its number: `A00`, `A01` … `ZZ9`, then `A0000` … It ends with a digit, so it is no
    /// word of the language, as `ALL` and `AND` are.
    static func shortName(_ index: Int) -> String {
        let short = 26 * 36 * 10
        var rest = index < short ? index : index - short
        var name: [UInt8] = []
        func take(_ base: Int) -> UInt8 {
            defer { rest /= base }
            return UInt8(rest % base)
        }
        name.append(0x30 + take(10))
        for _ in 0..<(index < short ? 1 : 3) {
            let digit = take(36)
            name.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
        name.append(0x41 + take(26))
        return String(decoding: name.reversed(), as: UTF8.self)
    }

    /// The name of a further part of a long text by its number, from 1: `S0000001`. It is longer than any short name.
    static func partName(_ number: Int) -> String {
        let digits = String(number, radix: 36, uppercase: true)
        return "S" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }

    /// Adds a set of options, each a variable whose counted value is 1. A set of one variable is none in SPSS.
    mutating func add(set name: String, label: String, columns: [Int]) {
        guard columns.count > 1 else { return }
        // The rules for names are those of variables, with a $ before them.
        let base = PackageNames([name], .spss).names[0].prefix(63)
        var free = "$" + base
        var next = 2
        while !setNames.insert(free.lowercased()).inserted {
            free = "$" + base.prefix(58) + "_\(next)"
            next += 1
        }
        let label = TextLimit.bytes(255).cut(label)
        sets += "\(free)=D1 1 \(label.utf8.count) \(label)".utf8
        for column in columns { sets += " \(Self.shortName(column).lowercased())".utf8 }
        sets.append(0x0A)
    }

    /// What stands in place of the library's record of long names.
    var names: [UInt8] { longNames }

    /// What stands in front of the record that ends the dictionary; at least so many bytes longer than it has to be, in
    /// line breaks that mean nothing.
    func end(padding: Int) -> [UInt8] {
        let text = [UInt8](repeating: 0x0A, count: padding) + sets
        return Self.record(subtype: 20, Array("UTF-8".utf8))
            + (text.isEmpty ? [] : Self.record(subtype: 7, text))
    }

    /// Record 7 of a subtype: bytes of one byte each.
    private static func record(subtype: Int, _ bytes: [UInt8]) -> [UInt8] {
        number(7) + number(subtype) + number(1) + number(bytes.count) + bytes
    }

    /// 32 bits, the lowest first.
    static func number(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
