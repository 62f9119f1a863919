/// Gives the lines that the records of another format make, one by one: XML, Triple-S.
///
/// A record becomes a line of JSON and is checked like any other line, so that there is one set of rules.
public protocol MadeLines: AnyObject {
    /// What the source is called in messages: a path.
    var name: String { get }

    /// The next line; nil at the end. Throws `MadeLinesFault` if the source cannot be read to its end.
    func next() throws -> MadeLine?

    /// What is said of the line that was given last, in the words of what it was made of.
    func reworded(_ fault: ResponseFault) -> ResponseFault
}

extension MadeLines {
    /// The same words.
    public func reworded(_ fault: ResponseFault) -> ResponseFault { fault }
}

/// A line that was made of a record, or why a record makes none.
public struct MadeLine: Hashable, Sendable {
    /// The line of the file where the record begins, from 1.
    public var number: Int
    /// One response as `ResponseLineWriter` writes it, without a line break; it is yet to be checked.
    public var bytes: [UInt8]
    /// Why there is no line.
    public var fault: ResponseFault?

    /// Makes a line, or one that says why there is none.
    public init(number: Int, bytes: [UInt8], fault: ResponseFault? = nil) {
        self.number = number
        self.bytes = bytes
        self.fault = fault
    }
}

/// Why a source cannot be read to its end: it is no such document, or the system refuses.
public struct MadeLinesFault: Error, Hashable, Sendable {
    /// What was seen, where, and what to do, beginning with the name of the source.
    public var message: String
    /// Whether the system refused; otherwise the document is at fault.
    public var isInputOutput: Bool
    /// Whether the document began as it should and cannot be read to its end: what came before that is good.
    public var endsEarly: Bool

    /// Makes a fault.
    public init(_ message: String, isInputOutput: Bool = false, endsEarly: Bool = false) {
        self.message = message
        self.isInputOutput = isInputOutput
        self.endsEarly = endsEarly
    }
}
