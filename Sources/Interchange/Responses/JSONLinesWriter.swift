public import SurveyModel

/// Responses as JSON Lines: one canonical object a line. With personal variables, each line is the very
/// response that the store holds.
public struct JSONLinesWriter: ResponseWriter {
    private let lines: ResponseLineWriter
    private var output: BufferedBytes

    /// Prepares a writer.
    public init(_ survey: Survey, includesPersonal: Bool = false, to sink: any ByteSink) {
        lines = ResponseLineWriter(survey, includesPersonal: includesPersonal)
        output = BufferedBytes(sink)
    }

    /// Writes one line.
    public mutating func write(_ response: Response) throws(OutputFault) {
        lines.write(response, into: &output.bytes)
        output.bytes.append(0x0A)
        try output.flushIfFull()
    }

    /// Hands over what is left.
    public mutating func finish() throws(OutputFault) { try output.flush() }
}
