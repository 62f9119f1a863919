internal import Glibc
internal import Kiosk

/// Asking for a new operator's PIN.
enum NewPIN {
    /// Asks twice at a terminal, with a star for each digit, or takes one line of standard input; prints the line for the
    /// settings file.
    static func ask() throws {
        var pin: [UInt8]
        if isatty(STDIN_FILENO) == 1 {
            pin = try typed("New PIN, \(PINHash.digits.lowerBound) to \(PINHash.digits.upperBound) digits: ")
            var again: [UInt8] = []
            defer {
                PINHash.clear(&pin)
                PINHash.clear(&again)
            }
            try check(pin)
            again = try typed("The same again: ")
            guard pin == again else { throw Failure.findings("the two are not the same; nothing was done") }
            return try printHash(of: pin)
        }
        pin = line()
        defer { PINHash.clear(&pin) }
        try check(pin)
        try printHash(of: pin)
    }

    private static func check(_ pin: [UInt8]) throws {
        guard PINHash.digits.contains(pin.count), pin.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Failure.findings(
                "a PIN has \(PINHash.digits.lowerBound) to \(PINHash.digits.upperBound) digits and nothing else"
            )
        }
        guard Set(pin).count > 2 else {
            throw Failure.findings("a PIN needs at least three different digits")
        }
    }

    private static func printHash(of pin: [UInt8]) throws {
        guard let hash = PINHash(of: pin) else {
            throw Failure.inputOutput("the system's libcrypt makes no yescrypt hashes")
        }
        try Console.line("operator-pin = \(hash.text)")
    }

    /// One line of standard input, up to 64 bytes, byte by byte so that nothing stays in a buffer.
    private static func line() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(80)
        var byte: UInt8 = 0
        while bytes.count < 64, read(STDIN_FILENO, &byte, 1) == 1, byte != 0x0A {
            if byte != 0x0D { bytes.append(byte) }
        }
        return bytes
    }

    /// What is typed up to Enter, shown as stars. Ctrl-C ends with 130, and the terminal is as it was.
    private static func typed(_ prompt: String) throws -> [UInt8] {
        func say(_ text: String) { _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) } }
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return line() }
        var modes = before
        modes.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes)
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
        say(prompt)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(80)
        var byte: UInt8 = 0
        while read(STDIN_FILENO, &byte, 1) == 1 {
            switch byte {
            case 0x0A, 0x0D:
                say("\n")
                return bytes
            case 0x03, 0x04, 0x1C:
                say("\n")
                PINHash.clear(&bytes)
                throw ExitStatus.interrupted
            case 0x08, 0x7F:
                if bytes.popLast() != nil { say("\u{8} \u{8}") }
            default:
                if bytes.count < 64 {
                    bytes.append(byte)
                    say("*")
                }
            }
        }
        return bytes
    }
}
