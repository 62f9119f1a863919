// Which keys the numbers and letters of sequences are.

extension InputParser {
    /// What is held down, from xterm's number: 1 and a bit for each of Shift, Alt, Control and Meta. Super, Hyper and Meta
    /// count as Alt, so that what is typed with them is not text.
    static func modifiers(_ number: Int) -> Key.Modifiers {
        guard number > 1 else { return [] }
        let bits = number - 1
        var held: Key.Modifiers = []
        if bits & 1 != 0 { held.insert(.shift) }
        if bits & (2 | 8 | 16 | 32) != 0 { held.insert(.alt) }
        if bits & 4 != 0 { held.insert(.control) }
        return held
    }

    /// The key of `CSI number ~`. 28 is the Help key of a vt220, which has no F1 that it would send.
    static func numberedKey(_ number: Int) -> Key.Code? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28: .function(1)
        case 29: .function(16)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// The key of `SS3 byte`: arrows, the PF keys of a vt100, and its keypad.
    static func keypadKey(_ byte: UInt8) -> Key.Code? {
        switch byte {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "I"): .tab
        case UInt8(ascii: "M"): .enter
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(byte) - 0x4F)
        case UInt8(ascii: "X"): .character("=")
        case UInt8(ascii: " "): .character(" ")
        // The keypad has the characters * to 9 in the order of ASCII.
        case UInt8(ascii: "j")...UInt8(ascii: "y"): .character(Unicode.Scalar(byte - 0x40))
        default: nil
        }
    }

    /// The arrows as rxvt sends them where something is held: with Shift after `CSI`, with Control after `SS3`.
    static func rxvtArrow(_ byte: UInt8) -> Key.Code? {
        switch byte {
        case UInt8(ascii: "a"): .up
        case UInt8(ascii: "b"): .down
        case UInt8(ascii: "c"): .right
        case UInt8(ascii: "d"): .left
        default: nil
        }
    }

    /// The key of `ESC [ [ byte`.
    static func consoleKey(_ byte: UInt8) -> Key.Code? {
        (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) ? .function(Int(byte) - 0x40) : nil
    }

    /// The keys that have a number but no character in `CSI number u`.
    static func codedKey(_ number: Int) -> Key.Code? {
        switch number {
        case 8, 127: .backspace
        case 9: .tab
        case 10, 13, 57_414: .enter
        case 27: .escape
        case 57_399...57_408: .character(Unicode.Scalar(UInt8(number - 57_399 + 0x30)))
        case 57_409: .character(".")
        case 57_410: .character("/")
        case 57_411: .character("*")
        case 57_412: .character("-")
        case 57_413: .character("+")
        case 57_415: .character("=")
        case 57_416: .character(",")
        case 57_417: .left
        case 57_418: .right
        case 57_419: .up
        case 57_420: .down
        case 57_421: .pageUp
        case 57_422: .pageDown
        case 57_423: .home
        case 57_424: .end
        case 57_425: .insert
        case 57_426: .delete
        default: nil
        }
    }
}
