// What the sequences mean. Sources: xterm, "XTerm Control Sequences" (ctlseqs), "PC-Style Function Keys" and "Mouse
// Tracking"; DEC, "VT220 Programmer Reference Manual", chapter 3; Linux, console_codes(4) and drivers/tty/vt/defkeymap.map;
// rxvt-unicode, rxvt(7), "Key Codes"; P. Evans, "Fix Keyboard Input on Terminals"; kitty, "Comprehensive keyboard handling".

extension InputParser {
    /// The numbers of a sequence.
    struct Parameters: Sendable {
        /// The first three; further ones mean nothing in any sequence that is understood.
        var first = 0
        var second = 0
        var third = 0
        /// The number behind the first colon of the first parameter: the key with Shift held, in `CSI u`.
        var shifted = 0
        /// The number behind the first colon of the second parameter: 3 is a key that was let go, in `CSI u`.
        var happening = 0
        /// Which parameter is being read, and which part of it.
        var place = 0
        var part = 0
        /// `<`, `=`, `>` or `?` before the numbers.
        var marker: UInt8 = 0
        /// Whether there is something in it that no sequence that is understood has.
        var isOdd = false

        /// How many numbers there are; a sequence without any has one that is 0.
        var count: Int { place + 1 }

        mutating func add(_ digit: UInt8) {
            switch (place, part) {
            case (0, 0): first = Self.appending(digit, to: first)
            case (0, 1): shifted = Self.appending(digit, to: shifted)
            case (1, 0): second = Self.appending(digit, to: second)
            case (1, 1): happening = Self.appending(digit, to: happening)
            case (2, 0): third = Self.appending(digit, to: third)
            default: break
            }
        }

        /// Numbers stop growing far above everything that means something.
        private static func appending(_ digit: UInt8, to number: Int) -> Int {
            min(number * 10 + Int(digit - 0x30), 9_999_999)
        }
    }

    /// Takes a byte from 0x20 on inside of what began with `ESC [` or `ESC O`.
    mutating func takeSequence(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch state {
        case .oldMouse: if length == 4 { rest() }
        case .console:
            if let code = Self.consoleKey(byte) { send(code, [], &events) }
            rest()
        case .keypad:
            if (0x30...0x39).contains(byte) || byte == 0x3B { return takeParameter(byte) }
            if let code = Self.keypadKey(byte) {
                // xterm once sent `SS3 5 P`, and some that imitate it send `SS3 1 ; 5 P`.
                let number = parameters.count > 1 ? parameters.second : parameters.first
                send(code, Self.modifiers(number), &events)
            } else if let arrow = Self.rxvtArrow(byte) {
                send(arrow, .control, &events)
            }
            rest()
        default:
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "M"):
                guard length == 1 else { return finish(byte, &events) }
                state = byte == UInt8(ascii: "[") ? .console : .oldMouse
            case 0x24 where parameters.count == 1 && parameters.marker == 0 && parameters.first > 0:
                // What ends rxvt's keys with Shift held is no final byte by the standard; replies that have it there have
                // two numbers.
                finish(byte, &events)
            case 0x20..<0x40: takeParameter(byte)
            default: finish(byte, &events)
            }
        }
    }

    private mutating func takeParameter(_ byte: UInt8) {
        switch byte {
        case 0x30...0x39: parameters.add(byte)
        case 0x3A: parameters.part += 1
        case 0x3B:
            parameters.place += 1
            parameters.part = 0
        case 0x3C...0x3F where length == 1: parameters.marker = byte
        default: parameters.isOdd = true
        }
    }

    /// A key, with Alt held where a second Esc came before its sequence.
    private func send(_ code: Key.Code, _ modifiers: Key.Modifiers, _ events: inout [InputEvent]) {
        var held = escapes == 2 ? modifiers.union(.alt) : modifiers
        if case .character = code { held.remove(.shift) }
        events.append(.key(Key(code, held)))
    }

    private mutating func finish(_ final: UInt8, _ events: inout [InputEvent]) {
        if parameters.isOdd { return rest() }
        switch parameters.marker {
        case 0:
            if final == UInt8(ascii: "~"), parameters.first == 200 { return beginPaste() }
            finishPlain(final, &events)
        case UInt8(ascii: "<"): finishMouse(final, &events)
        default: break
        }
        rest()
    }

    private func finishPlain(_ final: UInt8, _ events: inout [InputEvent]) {
        let given = parameters
        switch final {
        case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "F"), UInt8(ascii: "H"),
            UInt8(ascii: "P")...UInt8(ascii: "Q"), UInt8(ascii: "S"):
            guard let code = Self.keypadKey(final) else { return }
            send(code, Self.modifiers(given.count > 1 ? given.second : given.first), &events)
        case UInt8(ascii: "R"):
            if given.count == 1 {
                send(.function(3), Self.modifiers(given.first), &events)
            } else if given.count == 2, given.first > 0, given.second > 0 {
                events.append(.cursor(Position(row: given.first - 1, column: given.second - 1)))
            }
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            if let arrow = Self.rxvtArrow(final), length == 1 { send(arrow, .shift, &events) }
        case UInt8(ascii: "Z"):
            send(.tab, Self.modifiers(given.second).union(.shift), &events)
        case UInt8(ascii: "I"), UInt8(ascii: "O"):
            if length == 1 { events.append(.focus(final == UInt8(ascii: "I"))) }
        case UInt8(ascii: "u"):
            guard given.happening != 3 else { return }
            sendCoded(given.first, shifted: given.shifted, Self.modifiers(given.second), &events)
        case UInt8(ascii: "~"):
            if given.first == 27 {
                sendCoded(given.third, shifted: 0, Self.modifiers(given.second), &events)
            } else if let code = Self.numberedKey(given.first), given.happening != 3 {
                send(code, Self.modifiers(given.second), &events)
            }
        case UInt8(ascii: "$"), UInt8(ascii: "^"), UInt8(ascii: "@"):
            guard let code = Self.numberedKey(given.first) else { return }
            let modifiers: Key.Modifiers =
                final == UInt8(ascii: "$")
                ? .shift : final == UInt8(ascii: "^") ? .control : [.control, .shift]
            send(code, modifiers, &events)
        default: break
        }
    }

    private func finishMouse(_ final: UInt8, _ events: inout [InputEvent]) {
        let given = parameters
        let isDown = final == UInt8(ascii: "M")
        guard isDown || final == UInt8(ascii: "m"), given.count == 3, given.second > 0, given.third > 0 else {
            return
        }
        let action: Mouse.Action
        // 4, 8 and 16 are held keys; 32 is a movement and 128 a button of the better mice, which are ignored.
        switch given.first & ~(4 | 8 | 16) {
        case 0: action = isDown ? .press : .release
        case 64 where isDown: action = .scrollUp
        case 65 where isDown: action = .scrollDown
        default: return
        }
        events.append(.mouse(Mouse(action, at: Position(row: given.third - 1, column: given.second - 1))))
    }

    /// Sends a key that is told by its number in Unicode.
    private func sendCoded(
        _ number: Int, shifted: Int, _ modifiers: Key.Modifiers, _ events: inout [InputEvent]
    ) {
        if let code = Self.codedKey(number) { return send(code, modifiers, &events) }
        // Numbers of the private use area are keys that mean nothing here; 0 is text without a key.
        guard number > 0, var scalar = Unicode.Scalar(UInt32(number)), !(0xE000...0xF8FF).contains(number)
        else {
            return
        }
        let held = modifiers.subtracting(.shift)
        if number < 0x20 {
            let key = Self.key(ofByte: UInt8(number))
            return send(key.code, held.union(key.modifiers), &events)
        }
        if held.contains(.control) {
            scalar = scalar.properties.lowercaseMapping.onlyScalar ?? scalar
        } else if modifiers.contains(.shift) {
            let capital = shifted > 0 ? Unicode.Scalar(UInt32(shifted)) : nil
            scalar = capital ?? scalar.properties.uppercaseMapping.onlyScalar ?? scalar
        }
        if !scalar.isForbiddenAtTerminals { send(.character(scalar), held, &events) }
    }
}

extension String {
    fileprivate var onlyScalar: Unicode.Scalar? { unicodeScalars.count == 1 ? unicodeScalars.first : nil }
}
