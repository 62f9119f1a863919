package import SurveyModel

/// Gives the lines that the records of a CSV make, one by one and as copies: for readers that are not in a hurry.
///
/// Who is in a hurry does what `ChunkReader` does: fills `CSVTranscoder.records` from `CSVReading.shared`, transcodes, and
/// lets `CSVReading.settle` give equal rows their ids in the order of the chunks.
package final class CSVLineStream {
    /// A line, or why a record makes none.
    package struct Line {
        /// The line of the file where the record begins, from 1.
        package var number: Int
        /// One response as `ResponseLineWriter` writes it; it is yet to be checked.
        package var bytes: [UInt8]
        /// Why there is no line.
        package var fault: ResponseFault?
    }

    private let reading: CSVReading
    private let transcoder: CSVTranscoder
    private let buffer = ChunkBuffer(capacity: SharedReading.chunkSize)
    private let source: String
    private var lineNumber: Int
    private var index = 0
    private var offset = 0

    /// Opens a file and reads its header. Throws `CSVFault`.
    package init(_ source: LineSource, of survey: Survey, map: CSVMap = CSVMap()) throws(CSVFault) {
        reading = try CSVReading(source, of: survey, map: map)
        transcoder = CSVTranscoder(reading.layout)
        self.source = source.name
        lineNumber = reading.headerLines
    }

    /// The next line, nil at the end. Throws `CSVFault` if the file cannot be read to its end.
    package func next() throws(CSVFault) -> Line? {
        while index >= transcoder.lines.count {
            lineNumber += transcoder.lineCount
            guard let chunk = reading.shared.next(into: transcoder.records) else {
                transcoder.forget()
                index = 0
                if let fault = reading.shared.fault { throw CSVFault(fault, of: source) }
                return nil
            }
            (index, offset) = (0, 0)
            guard !chunk.isOversized else {
                transcoder.forget()
                defer { lineNumber += chunk.lineCount }
                return Line(
                    number: lineNumber + 1, bytes: [], fault: ResponseFault(CSVTranscoder.oversizedMessage))
            }
            transcoder.transcode(into: buffer)
        }
        let end = buffer.lineBreak(from: offset) ?? buffer.count
        defer {
            offset = end + 1
            index += 1
        }
        let fault = transcoder.fault(ofLine: index + 1)
        if fault == nil, reading.layout.derivesIDs {
            var p = Position(buffer.start + offset + 13)
            if let id = Scan.uuid(&p) { _ = reading.settle(id, line: buffer.start + offset) }
        }
        return Line(
            number: lineNumber + transcoder.number(ofLine: index + 1),
            bytes: fault == nil ? buffer.copy(offset, end - offset) : [], fault: fault)
    }

    /// What the strict reader says of the line that was given last, said of the columns of the file.
    package func reworded(_ fault: ResponseFault) -> ResponseFault {
        transcoder.reworded(fault, ofLine: index)
    }
}
