internal import Terminal

extension VirtualTerminal {
    /// Takes bytes as a program wrote them, in any pieces.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            byteCount += 1
            read(byte)
        }
    }

    private mutating func read(_ byte: UInt8) {
        switch reading {
        case .text: readText(byte)
        case .letter(let sofar, let missing):
            guard byte & 0xC0 == 0x80 else {
                errors.append("a letter cut off")
                reading = .text
                read(byte)
                return
            }
            if missing > 1 {
                reading = .letter(sofar + [byte], missing: missing - 1)
            } else {
                reading = .text
                let text = String(decoding: sofar + [byte], as: UTF8.self)
                if text == "\u{FFFD}", sofar + [byte] != [0xEF, 0xBF, 0xBD] { errors.append("no UTF-8") }
                for scalar in text.unicodeScalars { write(scalar) }
            }
        case .escape:
            reading = .text
            switch byte {
            case 0x5B: reading = .sequence([])
            case 0x28: reading = .charset
            case 0x1B:
                errors.append("an escape cut off")
                reading = .escape
            default: errors.append("ESC \(byte)")
            }
        case .charset:
            if byte != 0x42 { errors.append("charset \(byte)") }
            reading = byte == 0x1B ? .escape : .text
        case .sequence(let sofar):
            switch byte {
            case 0x1B:
                errors.append("a sequence cut off")
                reading = .escape
            case 0x40...0x7E:
                reading = .text
                obey(String(decoding: sofar, as: UTF8.self), Character(Unicode.Scalar(byte)))
            case 0x20...0x3F: reading = .sequence(sofar + [byte])
            default:
                errors.append("byte \(byte) in a sequence")
                reading = .text
            }
        }
    }

    private mutating func readText(_ byte: UInt8) {
        switch byte {
        case 0x1B: reading = .escape
        case 0x08:
            edge("a backspace")
            if cursor.column == 0 { errors.append("backspace in the first column") }
            moveTo(row: cursor.row, column: max(0, cursor.column - 1))
        case 0x0D: moveTo(row: cursor.row, column: 0)
        case 0x0A:
            edge("a line feed")
            if cursor.row == rows - 1 { errors.append("scrolls") }
            moveTo(row: min(rows - 1, cursor.row + 1), column: cursor.column)
        case 0x0F: last = nil
        case 0x20...0x7E: write(Unicode.Scalar(byte))
        case 0xC2...0xDF where isUTF8: reading = .letter([byte], missing: 1)
        case 0xE0...0xEF where isUTF8: reading = .letter([byte], missing: 2)
        case 0xF0...0xF4 where isUTF8: reading = .letter([byte], missing: 3)
        case 0xA0...0xFF where !isUTF8: write(Unicode.Scalar(byte))
        default: errors.append("byte \(byte)")
        }
    }

    /// Writes a scalar: a character of its own, or into the last one.
    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x80..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0x200E, 0x200F, 0x61C, 0xFEFF:
            errors.append("the control character \(String(scalar.value, radix: 16))")
        default: break
        }
        if let last {
            let longer = last.text + String(Character(scalar))
            if let width = widths.extended(last.text, last.width, with: scalar) {
                // The character grows where it stands, and may get wider.
                cursor = last.place
                isBehindEdge = false
                draw(longer, width: width)
                return
            }
        }
        let width = widths.width(of: scalar)
        if width == 0 {
            errors.append("a mark without a letter: \(String(scalar.value, radix: 16))")
        } else {
            draw(String(Character(scalar)), width: width)
        }
    }

    private mutating func obey(_ parameters: String, _ final: Character) {
        last = nil
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        let one = parameters.isEmpty ? 1 : (numbers.first ?? nil) ?? -1
        switch final {
        case "H":
            let column = numbers.count > 1 ? numbers[1] ?? -1 : 1
            guard (1...rows).contains(one), (1...columns).contains(column), numbers.count <= 2 else {
                errors.append("moves to \(parameters), outside of \(columns)x\(rows)")
                return
            }
            moveTo(row: one - 1, column: column - 1)
        case "A", "B":
            let row = cursor.row + (final == "A" ? -one : one)
            edge("CSI \(final)", isAllowed: cursor.column == 0)
            guard one > 0, (0..<rows).contains(row) else {
                errors.append("CSI \(parameters)\(final) leaves"); return
            }
            moveTo(row: row, column: cursor.column)
        case "C", "D":
            let column = cursor.column + (final == "C" ? one : -one)
            edge("CSI \(final)")
            guard one > 0, (0..<columns).contains(column) else {
                errors.append("CSI \(parameters)\(final) leaves"); return
            }
            moveTo(row: cursor.row, column: column)
        case "J": eraseScreen(parameters)
        case "K":
            edge("CSI K")
            if !parameters.isEmpty { errors.append("CSI \(parameters)K") }
            erase(cursor.row * columns + cursor.column..<(cursor.row + 1) * columns)
        case "m": rendition(numbers.map { $0 ?? 0 })
        case "r":
            if !parameters.isEmpty { errors.append("a scroll region") }
            moveTo(row: 0, column: 0)
        case "n":
            if parameters != "6" { errors.append("asks for \(parameters)") }
            replies += Array("\u{1B}[\(cursor.row + 1);\(cursor.column + 1)R".utf8)
        case "h", "l": mode(parameters, isOn: final == "h")
        default: errors.append("CSI \(parameters)\(final)")
        }
    }

    private mutating func eraseScreen(_ parameters: String) {
        switch parameters {
        case "": erase(cursor.row * columns + cursor.column..<rows * columns)
        case "3" where kind != .vt100 && kind != .vt220: forgotten += 1
        default: errors.append("CSI \(parameters)J")
        }
    }

    private mutating func mode(_ parameters: String, isOn: Bool) {
        let isEmulator = kind == .xterm || kind == .tmux || kind == .screen
        switch parameters {
        case "8" where kind == .xterm: isBidiImplicit = isOn
        case "?7": if isOn { modes.insert(7) } else { modes.remove(7) }
        case "?25" where kind != .vt100: isCursorVisible = isOn
        case "?1049" where isEmulator: alternate(isOn)
        case "?1000", "?1004", "?1006", "?2004":
            let number = Int(parameters.dropFirst()) ?? 0
            if !isEmulator { errors.append("mode \(number)") }
            if isOn { modes.insert(number) } else { modes.remove(number) }
        default: errors.append("mode \(parameters)")
        }
    }

    private mutating func alternate(_ isOn: Bool) {
        if isOn {
            asideCursor = cursor
            if aside == nil { aside = cells }
            cells = [Cell](repeating: Cell(text: " ", style: Style()), count: columns * rows)
        } else {
            if let aside { cells = aside }
            aside = nil
            cursor = asideCursor
        }
        isBehindEdge = false
    }

    private mutating func rendition(_ numbers: [Int]) {
        var rest = (numbers.isEmpty ? [0] : numbers)[...]
        while let number = rest.popFirst() {
            switch number {
            case 0: pen = Style()
            case 1: pen.attributes.insert(.bold)
            case 2 where kind != .vt100 && kind != .vt220: pen.attributes.insert(.dim)
            case 4: pen.attributes.insert(.underlined)
            case 7: pen.attributes.insert(.reversed)
            case 22 where kind != .vt100: pen.attributes.subtract([.bold, .dim])
            case 24 where kind != .vt100: pen.attributes.remove(.underlined)
            case 27 where kind != .vt100: pen.attributes.remove(.reversed)
            case 30...37 where colours >= 8: pen.foreground = .palette(UInt8(number - 30))
            case 40...47 where colours >= 8: pen.background = .palette(UInt8(number - 40))
            case 39 where colours >= 8: pen.foreground = .standard
            case 49 where colours >= 8: pen.background = .standard
            case 90...97 where colours >= 16: pen.foreground = .palette(UInt8(number - 90 + 8))
            case 100...107 where colours >= 16: pen.background = .palette(UInt8(number - 100 + 8))
            case 38 where colours == 256, 48 where colours == 256:
                guard rest.popFirst() == 5, let index = rest.popFirst().flatMap(UInt8.init(exactly:)) else {
                    errors.append("a colour cut off")
                    return
                }
                if number == 38 { pen.foreground = .palette(index) } else { pen.background = .palette(index) }
            default: errors.append("SGR \(number)")
            }
        }
    }

    private mutating func moveTo(row: Int, column: Int) {
        cursor = Position(row: row, column: column)
        isBehindEdge = false
        last = nil
    }

    /// Behind the last cell, terminals differ on where the cursor is.
    private mutating func edge(_ what: String, isAllowed: Bool = false) {
        if isBehindEdge && !isAllowed { errors.append("\(what) behind the edge") }
    }
}
