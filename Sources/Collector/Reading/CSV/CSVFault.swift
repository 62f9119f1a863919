/// Why a CSV cannot be read, or a map file not be followed: all that was found, for the user to mend at once.
public struct CSVFault: Error, Hashable, Sendable {
    /// One thing that is wrong.
    public struct Problem: Hashable, Sendable {
        /// The file, as messages call it.
        public var source: String
        /// The line, from 1; nil where it is about the whole file.
        public var line: Int?
        /// What was seen, and what to do.
        public var message: String

        /// `crm.map:3: there is no column "Kanal"`.
        public var text: String { source + (line.map { ":\($0)" } ?? "") + ": " + message }
    }

    /// What was found, in the order of the file.
    public var problems: [Problem]
    /// The system's `errno`, where a file could not be read.
    public var errorNumber: Int32?

    init(_ problems: [Problem]) { self.problems = problems }

    init(_ source: String, line: Int? = nil, _ message: String) {
        problems = [Problem(source: source, line: line, message: message)]
    }

    init(_ fault: ReadingFault, of source: String) {
        let prefix = source + " "
        let message =
            fault.message.hasPrefix(prefix) ? String(fault.message.dropFirst(prefix.count)) : fault.message
        self.init(source, message)
        errorNumber = fault.errorNumber
    }
}
