/// Why a Triple-S file cannot be read: what was seen, where, and what to do.
public struct TripleSFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line of the definitions, from 1; 0 where it is about the whole file.
    public var line: Int
    /// What is wrong.
    public var message: String

    /// Makes a fault.
    public init(line: Int = 0, _ message: String) {
        self.line = line
        self.message = message
    }

    /// Both, on one line.
    public var description: String { line > 0 ? "line \(line): \(message)" : message }
}
