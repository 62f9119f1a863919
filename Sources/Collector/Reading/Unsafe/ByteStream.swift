#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Bytes that come one after the other from a file, standard input or memory.
final class ByteStream {
    private let descriptor: Int32
    private let isOwned: Bool
    private let bytes: [UInt8]
    private var position = 0

    /// Opens a source. Throws `ReadingFault`.
    init(_ source: LineSource) throws(ReadingFault) {
        switch source {
        case .standardInput:
            (descriptor, isOwned, bytes) = (STDIN_FILENO, false, [])
        case .bytes(let content, _):
            (descriptor, isOwned, bytes) = (-1, false, content)
        case .file(let path):
            let opened = open(path, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else { throw ReadingFault(source.name, errno) }
            var status = stat()
            if fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                close(opened)
                throw ReadingFault(source.name, EISDIR)
            }
            (descriptor, isOwned, bytes) = (opened, true, [])
        }
    }

    deinit { if isOwned { close(descriptor) } }

    /// Reads up to `count` bytes; 0 is the end. Throws the error number.
    func read(into target: UnsafeMutablePointer<UInt8>, _ count: Int) throws(SystemError) -> Int {
        guard descriptor >= 0 else {
            let taken = min(count, bytes.count - position)
            bytes.withUnsafeBufferPointer { memory in
                if taken > 0, let start = memory.baseAddress {
                    target.update(from: start + position, count: taken)
                }
            }
            position += taken
            return taken
        }
        let taken =
            descriptor == STDIN_FILENO
            ? StandardInput.read(into: target, count) : SystemRead.read(descriptor, into: target, count)
        guard taken >= 0 else { throw SystemError(number: errno) }
        return taken
    }
}

/// Reading from a descriptor, on each system.
enum SystemRead {
    /// Reads up to `count` bytes, however often a signal comes between; 0 is the end, and -1 a failure that `errno` tells.
    static func read(_ descriptor: Int32, into target: UnsafeMutableRawPointer, _ count: Int) -> Int {
        while true {
            #if canImport(Darwin)
                let taken = Darwin.read(descriptor, target, count)
            #elseif canImport(Musl)
                let taken = Musl.read(descriptor, target, count)
            #else
                let taken = Glibc.read(descriptor, target, count)
            #endif
            if taken >= 0 || errno != EINTR { return taken }
        }
    }
}

/// A failed call of the system.
struct SystemError: Error {
    var number: Int32
}

extension ReadingFault {
    init(_ source: String, _ number: Int32) {
        let message = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        self.init(message: "\(source) cannot be read: \(message)", errorNumber: number)
    }

    /// What the system said, without the source.
    var reason: String { strerror(errorNumber).map { String(cString: $0) } ?? "error \(errorNumber)" }
}
