internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Standard input, of which the first bytes can be looked at: whoever reads it gets those too.
public enum StandardInput {
    private static let ahead = Mutex<[UInt8]>([])

    /// The first bytes up to one that is no white space, and some behind it. Waits for them; a terminal is not looked at, since
    /// nobody would know what is waited for.
    static func beginning() -> [UInt8] {
        guard isatty(STDIN_FILENO) == 0 else { return [] }
        return ahead.withLock { ahead in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            // More white space than this stands before nothing.
            while ahead.count < buffer.count, !ahead.contains(where: { $0 > 0x20 && $0 < 0x80 }) {
                let count = take(&buffer, buffer.count - ahead.count)
                if count <= 0 { break }
                ahead += buffer[..<count]
            }
            return ahead
        }
    }

    /// Reads up to `count` bytes; 0 is the end, and -1 a failure that `errno` tells.
    public static func read(into target: UnsafeMutableRawPointer, _ count: Int) -> Int {
        let given = ahead.withLock { ahead in
            let given = min(count, ahead.count)
            guard given > 0 else { return 0 }
            ahead.withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(start: target, count: given)
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<given]))
            }
            ahead.removeFirst(given)
            return given
        }
        return given > 0 || count == 0 ? given : take(target, count)
    }

    private static func take(_ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
        SystemRead.read(STDIN_FILENO, into: target, count)
    }
}
