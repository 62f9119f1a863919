/// Turns what a terminal sends into events, however the bytes are cut into pieces.
///
///     var parser = InputParser()
///     parser.parse([0x1B, 0x5B])  // []
///     parser.parse([0x41])        // [.key(Key(.up))]
///
/// It knows the keys of the Linux console, vt100, vt220, xterm, rxvt, tmux and screen, xterm's modifyOtherKeys and the
/// `CSI u` keys, SGR mouse reports, focus, cursor reports and bracketed pastes; what else a terminal says is swallowed. Bytes
/// that are not UTF-8 are dropped, and so is every scalar that `isForbiddenAtTerminals`, as a key and inside a paste. No
/// input makes it grow beyond `longestPaste` bytes or stop listening for good.
///
/// `CSI row ; column R` is always a cursor report, although xterm sends `CSI 1 ; 2 R` for F3 with Shift held: nothing here is
/// reached with that key, and a report at the top row must not be lost. F3 is `SS3 R`, `CSI R` and `CSI 13 ~`.
///
/// What is ambiguous without the time that passes, such as a lone Esc, waits for `flush`.
public struct InputParser: Sendable {
    /// As many bytes of one paste are kept; the rest is counted in `leftOut`.
    public static let longestPaste = 65_536
    /// A paste ends after so many bytes, should its end mark never come.
    public static let endlessPaste = 16 << 20
    /// A sequence or a string ends after so many bytes, should its end never come.
    public static let longestSequence = 65_536

    /// How many bytes of pastes were left out so far.
    public private(set) var leftOut = 0

    var state = State.ground
    /// How many Esc stand before what is being read: none, one, or two.
    var escapes = 0
    /// How many bytes of a sequence or string have been read.
    var length = 0
    var parameters = Parameters()
    private var scalar = PartialScalar()
    private var paste = PartialPaste()

    private let charset: Charset

    /// A parser that has read nothing. Letters come as UTF-8, or as the single bytes of the terminal's character set.
    public init(charset: Charset = .utf8) { self.charset = charset }

    enum State: Sendable {
        case ground
        /// Inside the bytes of a scalar.
        case scalar
        /// After one Esc or two.
        case escape
        /// After `ESC [`.
        case sequence
        /// After `ESC O`.
        case keypad
        /// After `ESC [ [`, which the Linux console sends for F1 to F5.
        case console
        /// After `ESC [ M`: the three bytes of a mouse report in the old manner.
        case oldMouse
        /// After `ESC ]`, `ESC P`, `ESC X`, `ESC ^` or `ESC _`, kept to tell apart a key with Alt held.
        case string(UInt8)
        /// After an Esc inside a string.
        case stringEnd
        /// Inside a bracketed paste.
        case paste
    }

    /// Whether something is incomplete that `flush` would settle. An open paste is not: see `isPasting`.
    public var isPending: Bool {
        switch state {
        case .ground, .paste: false
        default: true
        }
    }

    /// Whether a paste has begun and its end has not come.
    public var isPasting: Bool { if case .paste = state { true } else { false } }

    /// The events that the bytes complete. The same events come out however the bytes are cut. Linear.
    public mutating func parse(_ bytes: some Collection<UInt8>) -> [InputEvent] {
        var events: [InputEvent] = []
        if bytes.withContiguousStorageIfAvailable({ read($0, into: &events) }) == nil {
            Array(bytes).withUnsafeBufferPointer { read($0, into: &events) }
        }
        return events
    }

    /// Settles what is incomplete, as nothing more came for a while: a lone Esc is the key, `ESC [` is `[` with Alt held, and
    /// an unfinished sequence, string or scalar is dropped.
    ///
    /// - Parameter endingPaste: ends an open paste with what came of it, which without this stays open. For silences of
    ///   seconds, so that a terminal that lost the end mark is not dead.
    public mutating func flush(endingPaste: Bool = false) -> [InputEvent] {
        var events: [InputEvent] = []
        switch state {
        case .ground, .scalar, .console, .oldMouse, .stringEnd: break
        case .escape: for _ in 0..<escapes { events.append(.key(Key(.escape))) }
        case .sequence: if length == 0 { flushIntroducer("[", &events) }
        case .keypad: if length == 0 { flushIntroducer("O", &events) }
        case .string(let introducer):
            if length == 0 { flushIntroducer(Unicode.Scalar(introducer), &events) }
        case .paste:
            if endingPaste { endPaste(&events) }
            return events
        }
        rest()
        return events
    }

    /// Forgets what is incomplete, and overwrites what came of a paste: for what one person leaves to the next.
    public mutating func clear() {
        overwrite(&paste.bytes)
        self = InputParser(charset: charset)
    }

    /// What would have begun a sequence was a key with Alt held.
    private func flushIntroducer(_ scalar: Unicode.Scalar, _ events: inout [InputEvent]) {
        if escapes == 2 { events.append(.key(Key(.escape))) }
        events.append(.key(Key(.character(scalar), .alt)))
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, into events: inout [InputEvent]) {
        var index = 0
        while index < bytes.count {
            if case .paste = state, paste.matched == 0 {
                index = takePasted(bytes, from: index)
                if index == bytes.count { break }
            }
            take(bytes[index], &events)
            index += 1
        }
    }

    /// Back to the ground.
    mutating func rest() {
        state = .ground
        escapes = 0
        length = 0
    }

    private mutating func take(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch state {
        case .ground: takeGround(byte, &events)
        case .escape: takeEscape(byte, &events)
        case .scalar:
            switch scalar.take(byte) {
            case .more: break
            case .whole(let whole):
                let modifiers: Key.Modifiers = escapes > 0 ? .alt : []
                rest()
                if !whole.isForbiddenAtTerminals { events.append(.key(Key(.character(whole), modifiers))) }
            case .broken:
                // The byte that does not belong here may well begin something good.
                rest()
                takeGround(byte, &events)
            }
        case .paste: takeMark(byte, &events)
        case .string(let introducer):
            length += 1
            switch byte {
            case 0x1B: state = .stringEnd
            // BEL ends a string; CAN and SUB break it off.
            case 0x07, 0x18, 0x1A: rest()
            default: length >= Self.longestSequence ? rest() : (state = .string(introducer))
            }
        case .stringEnd:
            rest()
            if byte != UInt8(ascii: "\\") {
                (state, escapes) = (.escape, 1)
                takeEscape(byte, &events)
            }
        case .sequence, .keypad, .console, .oldMouse:
            length += 1
            // A control character, DEL or a letter beyond ASCII is no part of any sequence: it counts for itself. The three
            // bytes of an old mouse report may be anything from 32 on.
            let isPart = if case .oldMouse = state { byte >= 0x20 } else { byte >= 0x20 && byte < 0x7F }
            guard isPart else {
                rest()
                takeGround(byte, &events)
                return
            }
            if length >= Self.longestSequence { return rest() }
            takeSequence(byte, &events)
        }
    }

    private mutating func takeGround(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch byte {
        case 0x1B: (state, escapes) = (.escape, 1)
        case 0..<0x80: events.append(.key(Self.key(ofByte: byte)))
        default:
            if charset.hasBytesForLetters {
                takeLetter(byte, [], &events)
            } else if scalar.begin(byte) {
                state = .scalar
            }
        }
    }

    /// Takes a byte that is a letter beyond ASCII, or nothing.
    private func takeLetter(_ byte: UInt8, _ modifiers: Key.Modifiers, _ events: inout [InputEvent]) {
        guard let letter = charset.scalar(for: byte), !letter.isForbiddenAtTerminals else { return }
        events.append(.key(Key(.character(letter), modifiers)))
    }

    private mutating func takeEscape(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch byte {
        case 0x1B:
            // rxvt puts a second Esc before a sequence where Alt is held; a third one shows that the first was a key.
            if escapes == 2 { events.append(.key(Key(.escape))) }
            escapes = 2
        case UInt8(ascii: "["), UInt8(ascii: "O"):
            state = byte == UInt8(ascii: "O") ? .keypad : .sequence
            length = 0
            parameters = Parameters()
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            if escapes == 2 { events.append(.key(Key(.escape))) }
            (state, escapes, length) = (.string(byte), 1, 0)
        case 0..<0x80:
            if escapes == 2 { events.append(.key(Key(.escape))) }
            rest()
            var key = Self.key(ofByte: byte)
            // The Linux console sends Esc and Tab for Shift-Tab: terminfo says `kcbt=\E^I`.
            key.modifiers.insert(key.code == .tab ? .shift : .alt)
            events.append(.key(key))
        default:
            if escapes == 2 { events.append(.key(Key(.escape))) }
            if charset.hasBytesForLetters {
                rest()
                takeLetter(byte, .alt, &events)
            } else if scalar.begin(byte) {
                (state, escapes) = (.scalar, 1)
            } else {
                rest()
            }
        }
    }

    /// The key that a byte of ASCII is.
    static func key(ofByte byte: UInt8) -> Key {
        switch byte {
        case 0x00: Key(.character(" "), .control)
        case 0x08, 0x7F: Key(.backspace)
        case 0x09: Key(.tab)
        case 0x0A, 0x0D: Key(.enter)
        case 0x1B: Key(.escape)
        case 0x01...0x1A: .control(Unicode.Scalar(byte + 0x60))
        case 0x1C...0x1F: .control(Unicode.Scalar(byte + 0x40))
        default: .character(Unicode.Scalar(byte))
        }
    }
}

// MARK: Pastes

extension InputParser {
    /// What has come of a paste.
    private struct PartialPaste: Sendable {
        var bytes: [UInt8] = []
        /// How many bytes came in all.
        var count = 0
        /// How many bytes of a mark have been read, which are not in `bytes`: 5 is `ESC [ 2 0 0`, and 6 is `ESC [ 2 0 1`.
        var matched = 0

        mutating func append(_ more: some Collection<UInt8>) {
            count += more.count
            bytes.append(contentsOf: more.prefix(InputParser.longestPaste - bytes.count))
        }
    }

    mutating func beginPaste() {
        rest()
        state = .paste
    }

    /// Takes everything up to the next Esc and gives where that stands.
    private mutating func takePasted(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let room = Self.endlessPaste - paste.count
        var end = start
        let limit = min(bytes.count, start + room)
        while end < limit, bytes[end] != 0x1B { end += 1 }
        paste.append(bytes[start..<end])
        return end
    }

    /// What both marks begin with.
    private static let markBeginning: [UInt8] = [0x1B, 0x5B, 0x32, 0x30]

    /// Takes a byte of what may be a mark: `ESC [ 2 0 1 ~` ends the paste, and a second `ESC [ 2 0 0 ~` means nothing.
    private mutating func takeMark(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch (paste.matched, byte) {
        case (0...3, _) where byte == Self.markBeginning[paste.matched]: paste.matched += 1
        case (4, 0x30), (4, 0x31): paste.matched = byte == 0x31 ? 6 : 5
        case (5, 0x7E):
            paste.matched = 0
            paste.count += 6
        case (6, 0x7E): return endPaste(&events)
        default:
            // It was no mark, but text.
            paste.append(Self.markBeginning.prefix(paste.matched))
            if paste.matched > 4 { paste.append(CollectionOfOne(UInt8(0x2B + paste.matched))) }
            paste.matched = byte == 0x1B ? 1 : 0
            if byte != 0x1B { paste.append(CollectionOfOne(byte)) }
        }
        if paste.count + paste.matched >= Self.endlessPaste { endPaste(&events) }
    }

    private mutating func endPaste(_ events: inout [InputEvent]) {
        rest()
        if paste.count > paste.bytes.count, !charset.hasBytesForLetters {
            // The cut may have gone through a scalar.
            var end = paste.bytes.count
            while end > 0, paste.bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
            if end > 0, paste.bytes[end - 1] >= 0xC0 { paste.bytes.removeSubrange((end - 1)...) }
        }
        let (sum, isTooLarge) = leftOut.addingReportingOverflow(paste.count - paste.bytes.count)
        leftOut = isTooLarge ? .max : sum
        let text = pastedText
        overwrite(&paste.bytes)
        paste = PartialPaste()
        if !text.isEmpty { events.append(.paste(text)) }
    }

    /// What was pasted, as text.
    private var pastedText: String {
        guard charset.hasBytesForLetters else { return cleaned(bytes: paste.bytes, lineBreaks: .kept) }
        var text = String.UnicodeScalarView()
        for byte in paste.bytes {
            if let letter = byte < 0x80 ? Unicode.Scalar(byte) : charset.scalar(for: byte) {
                text.append(letter)
            }
        }
        return cleaned(String(text), lineBreaks: .kept)
    }
}
