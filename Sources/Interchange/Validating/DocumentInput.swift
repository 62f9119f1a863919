internal import Glibc

/// A document that is read in pieces, and of which the beginning can be looked at first.
public final class DocumentInput {
    /// What messages call it.
    public let name: String
    private let descriptor: Int32
    private let isOwned: Bool
    private var ahead: [UInt8] = []
    private var used = 0

    /// How much is looked at to see what a document is.
    static let beginningSize = 1 << 16

    /// Opens a file, or standard input for `-`. Throws `ValidationFault` if that cannot be.
    public init(path: String) throws(ValidationFault) {
        name = path == "-" ? "standard input" : path
        isOwned = path != "-"
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(name, errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(name, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw ValidationFault("\(name) is a folder; name a file in it", isInputOutput: true)
        }
    }

    deinit { if isOwned { close(descriptor) } }

    /// The first bytes, which stay to be read.
    func beginning() throws(ValidationFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.beginningSize)
        while ahead.count < Self.beginningSize {
            let count = try take(&bytes, Self.beginningSize - ahead.count)
            if count == 0 { break }
            ahead += bytes[..<count]
        }
        return ahead
    }

    /// Fills a buffer with the next bytes; 0 at the end.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(ValidationFault) -> Int {
        if used < ahead.count {
            let piece = ahead[used...].prefix(buffer.count)
            buffer.copyBytes(from: piece)
            used += piece.count
            return piece.count
        }
        return try take(buffer.baseAddress, buffer.count)
    }

    private func take(_ buffer: UnsafeMutableRawPointer?, _ size: Int) throws(ValidationFault) -> Int {
        while true {
            let count = read(descriptor, buffer, size)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .unreadable(name, errno) }
        }
    }

    /// All that is left, up to a limit. Throws `ValidationFault` if there is more.
    func rest(limit: Int) throws(ValidationFault) -> [UInt8] {
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try fill(buffer)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw ValidationFault("\(name) is larger than \(limit >> 20) MiB; such a document never is")
            }
        }
    }
}

/// Why a document was not checked at all.
public struct ValidationFault: Error, Hashable, Sendable {
    /// What was seen and what to do, with the name of the document.
    public var message: String
    /// Whether the system refused; otherwise the document is none that can be checked.
    public var isInputOutput: Bool

    /// Makes a fault.
    public init(_ message: String, isInputOutput: Bool = false) {
        self.message = message
        self.isInputOutput = isInputOutput
    }

    static func unreadable(_ name: String, _ code: Int32) -> ValidationFault {
        ValidationFault("\(name) cannot be read: \(String(cString: strerror(code)))", isInputOutput: true)
    }
}
