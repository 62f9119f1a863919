internal import Glibc

/// Why an output could not be written.
public struct OutputFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, `-` for standard output, empty for what is in memory.
    public var path: String
    /// What happened.
    public var reason: Reason

    /// Makes a fault.
    public init(path: String = "", reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// What can happen to an output.
    public enum Reason: Hashable, Sendable {
        /// The operating system refused, with its error number: a full disk is `ENOSPC`.
        case system(Int32)
        /// A directory stands where the file should go.
        case isDirectory
        /// A text holds a character that the format cannot carry, in the named place.
        case forbiddenCharacter(UInt32, in: String)
        /// The XML library refused.
        case xml
        /// The library of a format refused, in its words.
        case library(String)
        /// There are more columns than a sheet holds.
        case columns(Int, limit: Int)
    }

    /// What was seen, where, and what to do, in one sentence.
    public var description: String {
        let place = path == "-" ? "standard output" : path.isEmpty ? "the output" : "\"\(path)\""
        switch reason {
        case .system(EEXIST):
            return
                "cannot write \(place): another file has come there meanwhile; name another, or say --force"
        case .system(let code):
            let advice = code == ENOSPC || code == EDQUOT ? "; free some space and try again" : ""
            return "cannot write \(place): \(String(cString: strerror(code)))\(advice)"
        case .isDirectory: return "cannot write \(place): it is a directory; name a file in it"
        case .forbiddenCharacter(let scalar, let what):
            let digits = String(scalar, radix: 16, uppercase: true)
            let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return
                "cannot write \(place): \(what) holds the character U+\(code), which the format cannot carry"
        case .columns(let count, let limit):
            return
                "cannot write \(place): it would have \(count) columns, and a sheet holds \(limit); write rosters as tables of their own, or write CSV"
        case .xml: return "cannot write \(place): the XML library is out of memory"
        case .library(let words): return "cannot write \(place): \(words)"
        }
    }
}

/// Where the bytes of an export go.
public protocol ByteSink: AnyObject {
    /// Takes bytes; they need not be on disk when it returns.
    func write(_ bytes: UnsafeRawBufferPointer) throws(OutputFault)
}

extension ByteSink {
    /// Takes bytes.
    public func write(_ bytes: [UInt8]) throws(OutputFault) {
        // `withUnsafeBytes` forgets the type of what is thrown.
        try bytes.withUnsafeBytes { buffer in
            Result { () throws(OutputFault) in try write(buffer) }
        }.get()
    }

    /// Takes a text as UTF-8.
    public func write(_ text: String) throws(OutputFault) { try write(Array(text.utf8)) }
}

/// Keeps what is written, for small documents and tests.
public final class MemoryOutput: ByteSink {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// Makes an empty one.
    public init() {}

    /// Appends bytes; never fails.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputFault) { self.bytes += bytes }

    /// What was written, as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
