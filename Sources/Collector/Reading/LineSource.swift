/// Where lines come from.
public enum LineSource: Hashable, Sendable {
    /// A file, a pipe or a device, by its path.
    case file(String)
    /// Standard input.
    case standardInput
    /// Bytes in memory, and what messages call them.
    case bytes([UInt8], name: String)

    /// What messages call it.
    public var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        case .bytes(_, let name): name
        }
    }
}

/// A source could not be opened or read to its end.
public struct ReadingFault: Error, Hashable, Sendable {
    /// What was tried and what the system said.
    public var message: String
    /// The system's `errno`.
    public var errorNumber: Int32
}

/// A line that does not count, for the user to look at.
public struct LineFinding: Hashable, Sendable {
    /// What was found.
    public enum Kind: String, Hashable, Sendable {
        /// It is no response to the survey.
        case rejected
        /// It has the id of an earlier response, and says something else.
        case conflict
    }

    /// What was found.
    public var kind: Kind
    /// The name of the source.
    public var source: String
    /// The line, from 1.
    public var line: Int
    /// The column in bytes, from 1, where the line is no JSON; nil where it is, but is no response.
    public var column: Int?
    /// What was seen and what was expected.
    public var message: String

    /// `answers.jsonl:17:3: expected ...`, as editors and terminals understand it.
    public var text: String {
        "\(source):\(line)" + (column.map { ":\($0)" } ?? "") + ": \(message)"
    }
}
