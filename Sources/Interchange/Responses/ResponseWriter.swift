public import SurveyModel

/// Writes responses in one format, one by one, in memory that does not grow with their number.
///
/// Personal variables are left out unless they are asked for. The responses belong to the survey that the
/// writer was made for; what is computed is not written, and answers are written in the order of the survey.
public protocol ResponseWriter {
    /// Writes one response.
    mutating func write(_ response: Response) throws(OutputFault)
    /// Writes what ends the document and hands everything to the sink. Call it once.
    mutating func finish() throws(OutputFault)
}

extension ResponseWriter {
    /// Writes all responses and ends the document.
    public mutating func write(all responses: some Sequence<Response>) throws(OutputFault) {
        for response in responses { try write(response) }
        try finish()
    }
}

/// Bytes on their way to a sink, handed over in pieces of 64 KiB.
struct BufferedBytes {
    var bytes: [UInt8] = []
    private let sink: any ByteSink
    private static let size = 1 << 16

    init(_ sink: any ByteSink) {
        self.sink = sink
        bytes.reserveCapacity(Self.size + 4_096)
    }

    mutating func flushIfFull() throws(OutputFault) {
        if bytes.count >= Self.size { try flush() }
    }

    mutating func flush() throws(OutputFault) {
        try sink.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
