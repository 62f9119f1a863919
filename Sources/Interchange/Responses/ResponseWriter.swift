public import SurveyModel
public import Tallies

/// Writes responses in one format, one by one, in memory that does not grow with their number.
///
/// Personal variables are left out unless they are asked for; what is computed is not written, and answers are written in
/// the order of the survey. What the format cannot carry is in `losses` once the writer has finished.
public protocol ResponseWriter {
    /// Writes the response that a row is of now.
    mutating func write(_ row: ResponseRow) throws(OutputFault)
    /// Writes what ends the document and hands everything to the sink. Call it once.
    mutating func finish() throws(OutputFault)
    /// What the format could not carry, as far as it is known by now.
    var losses: LossReport { get }
}

/// A writer that also takes responses as answers: our own formats do, for who has no rows.
public protocol AnswerWriter: ResponseWriter {
    /// Writes one response to the survey that the writer was made for.
    mutating func write(_ response: Response) throws(OutputFault)
}

extension AnswerWriter {
    /// Writes all responses and ends the document.
    public mutating func write(all responses: some Sequence<Response>) throws(OutputFault) {
        for response in responses { try write(response) }
        try finish()
    }
}

extension LossReport {
    /// Says once that the weight of responses has no place, if a row has one.
    mutating func addWeight(of row: ResponseRow) {
        guard row.weight != nil, losses.isEmpty else { return }
        add(
            Loss(
                .leftOut, of: "response:weight",
                "is not written: responses stand here as they were given, and weights are not theirs"))
    }
}

extension [UInt8] {
    /// Appends a text that is known when the program is compiled.
    mutating func append(prepared text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number in digits.
    mutating func append(decimal number: UInt64) {
        guard number >= 10 else { return append(0x30 + UInt8(number)) }
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
            var rest = number
            var start = digits.count
            while rest > 0 {
                start -= 1
                digits[start] = 0x30 + UInt8(rest % 10)
                rest /= 10
            }
            append(contentsOf: UnsafeRawBufferPointer(rebasing: digits[start...]))
        }
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
