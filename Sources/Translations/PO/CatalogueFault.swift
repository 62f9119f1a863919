internal import SurveyModel

/// Why bytes are not a catalogue: what was seen, where, and what to do.
public struct CatalogueFault: Error, Hashable, Sendable {
    /// The line, counted from 1.
    public var line: Int
    /// The column in Unicode scalars, counted from 1; a tab is one.
    public var column: Int
    /// What was seen and what to do. Free of control characters.
    public var message: String

    /// Makes a fault.
    public init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    /// `es.po:12:3: error: …`, as compilers write it.
    public func text(file: String) -> String { "\(file):\(line):\(column): error: \(message)" }
}

/// What reading a catalogue gave: the catalogue, or every fault of the file.
public struct CatalogueReading: Sendable {
    /// The catalogue; nil if there is any fault.
    public var catalogue: Catalogue?
    /// What is wrong, in the order of the file; at most `faultLimit`, the last of which says that there are more.
    public var faults: [CatalogueFault]

    /// How many faults of one file are told.
    public static let faultLimit = 100
}
